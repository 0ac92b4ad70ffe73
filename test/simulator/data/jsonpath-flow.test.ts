import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

const run = (state: object, input: unknown, result: unknown = { r: [1, 2] }) =>
  runMachine({
    definition: { StartAt: "A", States: { A: { End: true, ...state } } },
    input,
    lambda: () => result,
  });
const task = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f" };

test.each<[string, object, unknown, unknown]>([
  ["InputPath: null discards the input", { Type: "Pass", InputPath: null }, { a: 1 }, {}],
  ["OutputPath: null discards the output", { Type: "Pass", OutputPath: null }, { a: 1 }, {}],
  [
    "ResultPath goes into the raw input",
    { Type: "Pass", InputPath: "$.a", ResultPath: "$.b" },
    { a: 1 },
    { a: 1, b: 1 },
  ],
  ["ResultPath: null keeps the raw input", { ...task, ResultPath: null }, { a: 1 }, { a: 1 }],
  [
    "ResultSelector comes before ResultPath",
    { ...task, ResultSelector: { "x.$": "$.r[0]" }, ResultPath: "$.b" },
    {},
    { b: { x: 1 } },
  ],
  ["OutputPath comes last", { ...task, ResultPath: "$.b", OutputPath: "$.b.r" }, {}, [1, 2]],
  [
    "Parameters sees the context object",
    { Type: "Pass", Parameters: { "n.$": "$$.State.Name", c: [{ "d.$": "$.a" }] } },
    { a: 1 },
    { n: "A", c: [{ d: 1 }] },
  ],
  ["a Result is as it stands", { Type: "Pass", Result: { "x.$": "$.a" } }, {}, { "x.$": "$.a" }],
])("%s", async (_name, state, input, output) => {
  expect(await run(state, input)).toMatchObject({ status: "SUCCEEDED", output });
});

test.each<[string, object, unknown]>([
  ["of a Task", task, null],
  ["of a Task at its place", { ...task, ResultPath: "$.r" }, { a: 1, r: null }],
  ["of a Task in JSONata", { QueryLanguage: "JSONata", ...task }, null],
  ["of a Pass", { Type: "Pass", Result: null }, null],
  [
    "of an ItemSelector",
    {
      ...{ QueryLanguage: "JSONata", Type: "Map", Items: [1], ItemSelector: null },
      ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
    },
    [null],
  ],
])("the result null %s is a result", async (_, state, output) => {
  expect(await run(state, { a: 1 }, null)).toMatchObject({ status: "SUCCEEDED", output });
});

test.each<[string, object, unknown, string]>([
  [
    "a path without a match",
    { Type: "Pass", Parameters: { "v.$": "$.no" } },
    { a: 1 },
    `The JSONPath '$.no' specified for the field 'v.$' could not be found in the input '{"a":1}'`,
  ],
  [
    "an InputPath without a match",
    { Type: "Pass", InputPath: "$.no" },
    {},
    "Invalid path '$.no' : No results for path: $['no']",
  ],
  [
    "SecondsPath to a negative number",
    { Type: "Wait", SecondsPath: "$.s" },
    { s: -1 },
    "The SecondsPath parameter references a negative value: $.s == -1",
  ],
  // Text stands without quotes, as the service is recorded to write that of a TimestampPath.
  ...[-1.5, 1.5, "abc", null].map((s): [string, object, unknown, string] => [
    `SecondsPath to ${s}`,
    { Type: "Wait", SecondsPath: "$.s" },
    { s },
    `The SecondsPath parameter cannot be parsed as a long value: $.s == ${s}`,
  ]),
])("%s fails the execution", async (_name, state, input, detail) => {
  expect(await run(state, input)).toMatchObject({
    status: "FAILED",
    error: "States.Runtime",
    cause: `An error occurred while executing the state 'A' (entered at the event id #2). ${detail}`,
  });
});

test("a path into the context object is not found there", async () => {
  const { cause } = await run({ Type: "Pass", Parameters: { "v.$": "$$.Execution.No" } }, { a: 1 });
  expect(cause).toContain(
    `The JSONPath '$$.Execution.No' specified for the field 'v.$' could not be found in the input '{"Execution":{`,
  );
});

const one = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
const input = { n: null, s: "text", l: [1], o: { p: {} } };

test.each<[string, object]>([
  ["$.a.b.c", { ...input, a: { b: { c: "new" } } }],
  ["$.o.p.q", { ...input, o: { p: { q: "new" } } }],
  ["$.s", { ...input, s: "new" }],
  ["$.l[0]", { ...input, l: ["new"] }],
  // Nothing tells what the service makes of null on the way: it is taken for nothing here.
  ["$.n.a", { ...input, n: { a: "new" } }],
])("ResultPath makes what is missing on the way of %s", async (ResultPath, expected) => {
  const S = { Type: "Pass", Result: "new", ResultPath, End: true };
  expect((await runMachine({ definition: { StartAt: "S", States: { S } }, input })).output).toEqual(expected);
});

/** As seen of the service: https://github.com/cdklabs/construct-hub/pull/459 */
test.each<[string, object, string]>([
  ["a ResultPath through a text", { Type: "Pass", ResultPath: "$.s.a" }, "a"],
  ["a ResultPath through an array", { Type: "Pass", ResultPath: "$.l.a" }, "a"],
  ["a ResultPath behind the end of an array", { Type: "Pass", ResultPath: "$.l[1]" }, "1"],
  ["an ItemsPath that leads nowhere", { Type: "Map", ItemProcessor: one, ItemsPath: "$.items" }, "items"],
  ["an ItemsPath from nowhere", { Type: "Map", ItemProcessor: one, ItemsPath: "$.s.items[0]" }, "items"],
])("%s is a conflict, which Catch takes", async (_, state, step) => {
  const States = { S: { Type: "Parallel", Branches: [{ StartAt: "I", States: { I: { ...state, End: true } } }] } };
  const Catch = [{ ErrorEquals: ["States.ReferencePathConflict"], Next: "E" }];
  const definition = { StartAt: "S", States: { S: { ...States.S, Catch, End: true }, E: { Type: "Succeed" } } };
  expect((await runMachine({ definition, input })).output).toEqual({
    Error: "States.ReferencePathConflict",
    Cause: `Unable to apply step "${step}" to input ${JSON.stringify(input)}`,
  });
});

test.each<[string, object]>([
  ["InputPath", { Type: "Pass", InputPath: "$.a" }],
  ["OutputPath", { Type: "Pass", OutputPath: "$.a" }],
  ["Parameters", { Type: "Pass", Parameters: { "a.$": "$" } }],
  ["ResultSelector", { ...task, ResultSelector: { "a.$": "$.b" } }],
])("a path of %s into null fails the execution", async (_, state) => {
  const { error, cause } = await run(state, null, null);
  expect({ error, cause }).toEqual({
    error: "States.Runtime",
    cause:
      "An error occurred while executing the state 'A' (entered at the event id #2). Unable to apply Path transformation to null or empty input.",
  });
});

test("null passes through a state that applies no path to it", async () => {
  expect((await run({ Type: "Pass" }, null)).output).toBeNull();
  const parameters = { "name.$": "$$.State.Name", fixed: 1 };
  expect((await run({ Type: "Pass", Parameters: parameters }, null)).output).toEqual({ name: "A", fixed: 1 });
});
