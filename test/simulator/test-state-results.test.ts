import { TestStateCommand, type TestStateCommandInput } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../simulator/index.js";
import { clientOf, roleArn } from "./client.js";

// What becomes of data in a state that is tested alone: as in an execution.

let simulator: Simulator;
let client: ReturnType<typeof clientOf>["client"];
beforeAll(async () => {
  simulator = await startSimulator();
  ({ client } = clientOf(simulator.url));
});
afterAll(async () => {
  client.destroy();
  await simulator.close();
});

const run = (definition: object, more: Partial<TestStateCommandInput> = {}) =>
  client.send(
    new TestStateCommand({ definition: JSON.stringify(definition), roleArn, inspectionLevel: "DEBUG", ...more }),
  );

const missing = "{% $states.input.missing %}";
const language = { QueryLanguage: "JSONata" };
const task = { ...language, Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", End: true };
const inner = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
const parallel = { Type: "Parallel", Branches: [inner], End: true };
const map = { ...language, Type: "Map", Items: [1], ItemProcessor: inner, End: true };
const distributed = { ...inner, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } };
const mockedError = { mock: { errorOutput: { error: "E", cause: "c" } } };
const mocked = { mock: { result: "[1]" } };

describe("the variables after a state are shown", () => {
  const assign = { ...language, Type: "Pass", Assign: { b: "{% $a + 1 %}" }, End: true };
  test.each<[string, object, Partial<TestStateCommandInput>, string | undefined]>([
    ["those given and those assigned", assign, { variables: '{"a":1}' }, '{"a":1,"b":2}'],
    ["those given", { Type: "Pass", End: true }, { variables: '{"a":1}' }, '{"a":1}'],
    ["none", { Type: "Pass", End: true }, {}, undefined],
    [
      "those of a catcher",
      { ...task, Catch: [{ ErrorEquals: ["E"], Next: "N", Assign: { e: "{% $states.errorOutput.Error %}" } }] },
      mockedError,
      '{"e":"E"}',
    ],
  ])("%s", async (_, state, more, variables) => {
    expect((await run(state, more)).inspectionData?.variables).toBe(variables);
  });
});

test("a catcher that fails fails the state", async () => {
  const catching = { ...task, Catch: [{ ErrorEquals: ["States.ALL"], Next: "N", Output: missing }] };
  const failure = {
    status: "FAILED",
    error: "States.QueryEvaluationError",
    cause:
      "The JSONata expression '$states.input.missing' specified for the field 'Catch[0]/Output' returned nothing (undefined).",
  };
  expect(await run(catching, mockedError)).toMatchObject(failure);
  expect(await run({ ...catching, Arguments: missing }, mockedError)).toMatchObject(failure);
});

test.each([
  ["an output", { Output: "{% [$states.input, $states.input] %}" }],
  ["variables", { Assign: { a: "{% $states.input %}", b: "{% $states.input %}" } }],
])("%s beyond the limits fails the state", async (_, fields) => {
  const state = { ...language, Type: "Pass", ...fields, End: true };
  expect(await run(state, { input: JSON.stringify("x".repeat(140_000)) })).toMatchObject({
    status: "FAILED",
    error: "States.DataLimitExceeded",
  });
});

test("what the branches of a Parallel are given fails the state when it cannot be evaluated, and is not shown", async () => {
  expect(await run({ ...parallel, ...language, Arguments: missing }, mocked)).toMatchObject({
    error: "States.QueryEvaluationError",
  });
  expect(await run({ ...parallel, Parameters: { "c.$": "$.no" } }, mocked)).toMatchObject({ error: "States.Runtime" });
  const input = '{"a":1}';
  const given = { ...parallel, ...language, Arguments: { c: "{% $states.input.a %}" } };
  expect((await run(given, { ...mocked, input })).inspectionData).toEqual({ input });
});

test.each<[string, object]>([
  ["MaxConcurrency cannot be negative.", { MaxConcurrency: "{% -1 %}" }],
  ["ToleratedFailureCount cannot be negative.", { ItemProcessor: distributed, ToleratedFailureCount: "{% -1 %}" }],
  ["MaxItemsPerBatch must be positive.", { ItemProcessor: distributed, ItemBatcher: { MaxItemsPerBatch: "{% 0 %}" } }],
])("a Map fails: %s", async (cause, fields) => {
  expect(await run({ ...map, ...fields }, mocked)).toMatchObject({ error: "States.QueryEvaluationError", cause });
});
