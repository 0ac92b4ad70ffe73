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
