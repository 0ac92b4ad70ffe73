import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

// What every object of JavaScript has is no field, and no variable, of a state machine.

const run = (state: object, input: unknown = {}, language = "JSONPath") =>
  runMachine({
    definition: { QueryLanguage: language, StartAt: "S", States: { S: { Type: "Pass", End: true, ...state } } },
    input,
  });

test.each(["constructor", "toString", "__proto__"])("%s is not there unless it is given", async (name) => {
  for (const text of [`$.${name}`, `$${name}`].filter((path) => path !== "$__proto__"))
    expect(await run({ Parameters: { "v.$": text } })).toMatchObject({ error: "States.Runtime" });
  for (const text of [`$states.input.${name}`, `$${name}`, `$lookup($states.input, "${name}")`])
    expect(await run({ Output: `{% ${text} %}` }, {}, "JSONata")).toMatchObject({
      cause: expect.stringContaining("returned nothing (undefined)"),
    });
  const given = JSON.parse(`{"${name}":{"a":1}}`) as unknown;
  expect((await run({ OutputPath: `$.${name}` }, given)).output).toEqual({ a: 1 });
  expect((await run({ Output: `{% $states.input.${name} %}` }, given, "JSONata")).output).toEqual({ a: 1 });
});

test.each(["constructor", "__proto__"])("a result is put at %s", async (name) => {
  const { output } = await run({ Result: 1, ResultPath: `$.${name}.polluted` });
  expect(JSON.stringify(output)).toBe(`{"${name}":{"polluted":1}}`);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test.each(["constructor", "hasOwnProperty", "isPrototypeOf", "__proto__"])("%s may be made", async (name) => {
  const object = JSON.parse(`{"${name}":{"b":2}}`) as Record<string, unknown>;
  const made = async (state: object, language?: string) => JSON.stringify((await run(state, object, language)).output);
  const expected = `{"a":1,"${name}":{"b":2}}`;
  expect(await made({ Parameters: { a: 1, [`${name}.$`]: `$.${name}` } })).toBe(expected);
  expect(
    await made({ Output: JSON.parse(`{"a":1,"${name}":"{% $states.input.${name} %}"}`) as object }, "JSONata"),
  ).toBe(expected);
  for (const expression of [
    `{"a": 1, "${name}": {"b": 2}}`,
    `$merge([{"a": 1}, $states.input])`,
    `{"a": 1} ~> |$|$states.input|`,
    `$merge([{"a": 1}, $spread($states.input)])`,
    `[{"k": "a", "v": 1}, {"k": "${name}", "v": {"b": 2}}]{k: v}`,
  ])
    expect(await made({ Output: `{% ${expression} %}` }, "JSONata"), expression).toBe(expected);
  const names = await made({ Output: "{% $keys([{'a': 1}, $states.input]) %}" }, "JSONata");
  expect(names).toBe(`["a","${name}"]`);
});
