import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

const lambda = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", End: true };
const inner = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
const twice = { a: "{% $states.input %}", b: "{% $states.input %}" };
const twiceByPath = { "a.$": "$", "b.$": "$" };

test.each<[string, object]>([
  ["Arguments of a Task", { ...lambda, Arguments: twice }],
  ["Arguments of a Parallel", { Type: "Parallel", Branches: [inner], Arguments: twice, End: true }],
  ["an ItemSelector", { Type: "Map", Items: [1], ItemProcessor: inner, ItemSelector: twice, End: true }],
  ["Parameters of a Task", { QueryLanguage: "JSONPath", ...lambda, Parameters: twiceByPath, ResultPath: null }],
  [
    "Parameters of a Pass",
    { QueryLanguage: "JSONPath", Type: "Pass", Parameters: twiceByPath, ResultPath: null, End: true },
  ],
])("%s that make more than 256 KiB fail the state", async (_, state) => {
  const calls: unknown[] = [];
  const run = (length: number) =>
    runMachine({
      definition: {
        StartAt: "S",
        States: { S: { ...("QueryLanguage" in state ? {} : { QueryLanguage: "JSONata" }), ...state } },
      },
      input: "x".repeat(length),
      lambda: (_name, payload) => {
        calls.push(payload);
        return {};
      },
    });
  const failed = await run(131_072);
  expect(failed).toMatchObject({
    error: "States.DataLimitExceeded",
    cause: "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
  expect(failed.history.map(({ type }) => type)).not.toContain("LambdaFunctionScheduled");
  expect(calls).toEqual([]);
  expect((await run(131_000)).error).toBeUndefined();
});
