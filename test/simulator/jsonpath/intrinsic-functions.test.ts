import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";
import type { JsonValue } from "../../../simulator/json.js";

const run = (call: string, input: JsonValue = {}) =>
  runMachine({
    definition: { StartAt: "A", States: { A: { Type: "Pass", Parameters: { "v.$": call }, End: true } } },
    input,
    random: () => 0.5,
    newId: () => "id",
  });

test.each<[string, JsonValue, JsonValue?]>([
  ["States.Array('a', 1, true, null, $.x)", ["a", 1, true, null, [2]], { x: [2] }],
  ["States.Array()", []],
  ["States.ArrayPartition($.a, 2)", [[1, 2], [3]], { a: [1, 2, 3] }],
  ["States.ArrayContains($.a, $.b)", true, { a: [{ c: 1 }], b: { c: 1 } }],
  ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
  ["States.ArrayRange(3, 1, -1)", [3, 2, 1]],
  ["States.ArrayRange(0.5, 3.4, 1.5)", [1, 3]],
  ["States.ArrayPartition($.a, 1.5)", [[1, 2], [3]], { a: [1, 2, 3] }],
  ["States.ArrayGetItem($.a, 1)", 2, { a: [1, 2] }],
  ["States.ArrayLength($.a)", 2, { a: [1, 2] }],
  ["States.ArrayUnique($.a)", [1, "1", { b: 1 }], { a: [1, "1", 1, { b: 1 }, { b: 1 }] }],
  [
    "States.ArrayUnique($.a)",
    [{ b: 1, c: [2] }],
    {
      a: [
        { b: 1, c: [2] },
        { c: [2], b: 1 },
      ],
    },
  ],
  ["States.Base64Encode('Data to encode')", "RGF0YSB0byBlbmNvZGU="],
  ["States.Base64Decode('RGF0YQ==')", "Data"],
  ["States.Hash('a', 'SHA-1')", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"],
  ["States.JsonMerge($.a, $.b, false)", { x: 1, y: { q: 1 } }, { a: { x: 1, y: { p: 1 } }, b: { y: { q: 1 } } }],
  ["States.StringToJson($.s)", { a: [1] }, { s: '{"a": [1]}' }],
  ["States.StringToJson('')", null],
  ["States.JsonToString($.v)", '{"a":[1]}', { v: { a: [1] } }],
  ["States.MathAdd($.n, -1)", 110, { n: 111 }],
  ["States.MathRandom(1, 11)", 6],
  ["States.StringSplit('1,2;;3', ',;')", ["1", "2", "3"]],
  ["States.UUID()", "id"],
  ["States.Format('{} and {} \\{\\}', 'a', $.n)", "a and 1 {}", { n: 1 }],
  ["States.Format('It\\'s {}', $.o)", "It's {a=1, b=[x, 2]}", { o: { a: 1, b: ["x", 2] } }],
  ["States.Array(States.Format('{}', 'in'), $['odd, (name)'])", ["in", 1], { "odd, (name)": 1 }],
])("%s gives %j", async (call, v, input) => {
  expect(await run(call, input)).toMatchObject({ status: "SUCCEEDED", output: { v } });
});

test.each<[string, RegExp, JsonValue?]>([
  ["States.ArrayRange(1, 2000, 1)", /more than 1000/],
  ["States.ArrayRange(1, 2, 0)", /step must not be 0/],
  ["States.ArrayGetItem($.a, 5)", /outside of the array/, { a: [1] }],
  ["States.Base64Decode('%%%')", /not valid Base64/],
  ["States.Format('{} {}', 'a')", /more \{\}/],
  ["States.Hash('a', 'CRC')", /algorithm/],
  ["States.JsonMerge($.a, $.a, true)", /shallow/, { a: {} }],
  ["States.StringToJson('{')", /not valid JSON/],
])("%s fails", async (call, cause, input) => {
  const result = await run(call, input);
  expect(result).toMatchObject({ status: "FAILED", error: "States.IntrinsicFailure" });
  expect(result.cause).toMatch(cause);
  expect(result.cause).toContain(`The function '${call}' had the following error: `);
});

test.each(["States.Format('{}', $.nope)", "States.Array(1, States.Array($.nope))", "States.StringToJson($.nope)"])(
  "%s fails the state's data, not the function",
  async (call) => {
    expect(await run(call)).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: expect.stringContaining(
        `The function '${call}' had the following error: The JsonPath argument for the field '$.nope' could not be found in the input '{}'`,
      ),
    });
  },
);

test.each([
  "States.Nope()",
  "States.Array('a'",
  "States.Format()",
  "States.Array(a)",
  "States.Array('\\q')",
  "States.Array(01)",
])("%s is refused when the machine is made", async (call) => {
  await expect(run(call)).rejects.toMatchObject({ code: "SCHEMA_VALIDATION_FAILED" });
});

test("States.ArrayUnique takes no longer than its items are many", async () => {
  const items = Array.from({ length: 20_000 }, (_, index) => ({ index }));
  const { output } = await run("States.ArrayLength(States.ArrayUnique($))", [...items, ...items.slice(0, 10)]);
  expect(output).toEqual({ v: 20_000 });
});
