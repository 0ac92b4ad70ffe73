import { TestStateCommand, type TestStateCommandInput } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type LambdaFunction, type Simulator, startSimulator } from "../../simulator/index.js";
import { clientOf, roleArn } from "./client.js";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>["client"];
beforeAll(async () => {
  simulator = await startSimulator({
    functions: new Map<string, LambdaFunction>([["f", (payload: unknown) => [payload]]]),
  });
  ({ client } = clientOf(simulator.url));
});
afterAll(async () => {
  client.destroy();
  await simulator.close();
});

const run = (definition: object, more: Partial<TestStateCommandInput> = {}) =>
  client.send(new TestStateCommand({ definition: JSON.stringify(definition), roleArn, ...more }));

const invoke = {
  Type: "Task",
  QueryLanguage: "JSONata",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "f", Payload: "{% $states.input %}" },
  Output: "{% $states.result.Payload %}",
  Next: "After",
};
const map = { Type: "Map", ItemProcessor: { StartAt: "A", States: { A: { Type: "Succeed" } } }, End: true };
const mockedError = { mock: { errorOutput: { error: "E", cause: "c" } } };

test("a state is tested alone, and says where it goes", async () => {
  expect(await run(invoke, { input: '{"a":1}' })).toMatchObject({
    status: "SUCCEEDED",
    output: '[{"a":1}]',
    nextState: "After",
  });
});

test("a wait within the five minutes that a test may take does not wait, a longer one fails", async () => {
  const wait = (seconds: number) => run({ Type: "Wait", Seconds: seconds, Next: "After" });
  expect(await wait(300)).toMatchObject({ status: "SUCCEEDED", nextState: "After" });
  expect(await wait(301)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
});

test("a role is the ARN of one", async () => {
  const refusal = { name: "InvalidArn", message: "Invalid Role Arn: 'role'" };
  await expect(run({ Type: "Pass", End: true }, { roleArn: "role" })).rejects.toMatchObject(refusal);
});

test("a mock stands in for the call", async () => {
  const answer = await run(invoke, {
    mock: { result: '{"Payload":7}', fieldValidationMode: "NONE" },
    inspectionLevel: "DEBUG",
  });
  expect(answer).toMatchObject({ status: "SUCCEEDED", output: "7" });
  expect(answer.inspectionData).toMatchObject({ input: "{}", afterArguments: '{"FunctionName":"f","Payload":{}}' });
});

test("Retry and Catch decide about a mocked error", async () => {
  const retrying = { ...invoke, Retry: [{ ErrorEquals: ["E"], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }] };
  const again = await run(retrying, {
    ...mockedError,
    stateConfiguration: { retrierRetryCount: 1 },
    inspectionLevel: "TRACE",
  });
  expect(again).toMatchObject({ status: "RETRIABLE", error: "E", cause: "c" });
  expect(again.inspectionData?.errorDetails).toEqual({ retryIndex: 0, retryBackoffIntervalSeconds: 6 });
  const catching = { ...invoke, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Handler" }] };
  expect(await run(catching, mockedError)).toMatchObject({
    status: "CAUGHT_ERROR",
    nextState: "Handler",
    output: '{"Error":"E","Cause":"c"}',
  });
  expect(await run(invoke, mockedError)).toMatchObject({ status: "FAILED", error: "E" });
});

test("a state of a machine is found by name, variables are given", async () => {
  const definition = {
    QueryLanguage: "JSONata",
    StartAt: "M",
    States: {
      M: {
        Type: "Map",
        ItemProcessor: { StartAt: "In", States: { In: { Type: "Pass", Output: "{% $x + 1 %}", End: true } } },
        End: true,
      },
    },
  };
  expect(await run(definition, { stateName: "In", variables: '{"x":1}' })).toMatchObject({
    status: "SUCCEEDED",
    output: "2",
  });
  await expect(run(definition, { stateName: "Out" })).rejects.toMatchObject({
    message: "State not found in definition",
  });
});

test.each<[string, object, Partial<TestStateCommandInput>, RegExp]>([
  ["a mock for a Pass", { Type: "Pass", End: true }, mockedError, /'Pass' is not supported when a mock is specified/],
  ["a Map without a mock", map, {}, /does not support Map or Parallel states/],
  ["a mock of both kinds", invoke, { mock: { result: "{}", errorOutput: { error: "E" } } }, /only one of/],
  ["a mock with secrets", invoke, { mock: { result: "{}" }, revealSecrets: true }, /does not support RevealSecrets/],
  ["a Map's mock that is no array", map, { mock: { result: "{}" } }, /^Mocked result must be an array\.$/],
  ["a token to wait for", { ...invoke, Resource: `${invoke.Resource}.waitForTaskToken` }, {}, /with a mock only/],
  ["a context without a mock", invoke, { context: "{}" }, /with a mock only/],
  [
    "a field of the context that is not text",
    invoke,
    { context: '{"Execution":{"Id":1}}', mock: { result: "{}" } },
    /^Invalid Context object provided: Execution\.Id must be a string$/,
  ],
  ["an unknown type", { Type: "Foo" }, {}, /should have one of these values: .* at \/Type'$/],
  ["a service's mock that is no object", invoke, { mock: { result: "[]" } }, /^Mocked result must be a JSON object\.$/],
  ["a mocked error without a name", invoke, { mock: { errorOutput: { cause: "c" } } }, /needs the field 'error'/],
  ["a mock that is not JSON", invoke, { mock: { result: "{" } }, /Mocked result must be valid JSON/],
])("%s is refused", async (_name, definition, more, message) => {
  await expect(run(definition, more)).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test.each<[string, object, string]>([
  ["lambda:getFunction", { Configuration: { MemorySize: 127 } }, "Field 'MemorySize' is less than the minimum value"],
  ["lambda:getFunction", { Configuration: { MemorySize: 10241 } }, "Field 'MemorySize' exceeds the maximum value"],
  ["lambda:getFunction", { Configuration: { State: "Asleep" } }, "Field 'State' is not an expected value"],
  ["s3:getObject", { StorageClass: "Papyrus" }, "Field 'StorageClass' is not an expected value"],
  ["kms:encrypt", { CiphertextBlob: "" }, "Field 'CiphertextBlob' is smaller than the minimum length"],
  ["kms:encrypt", { CiphertextBlob: "x".repeat(6145) }, "Field 'CiphertextBlob' exceeds the maximum length"],
  ["kms:encrypt", { EncryptionAlgorithm: "ROT13" }, "Field 'EncryptionAlgorithm' is not an expected value"],
  ["dynamodb:getItem", { Item: { a: { S: 5 } } }, "Field 'S' must be a string"],
  ["dynamodb:getItem", { Item: { a: { L: [{ BOOL: 1 }] } } }, "Field 'BOOL' must be a boolean"],
  ["kms:encrypt", { CiphertextBlob: 7 }, "Field 'CiphertextBlob' must be a string"],
])("a mock of %s with a wrong value is refused (%#)", async (action, result, problem) => {
  const state = { Type: "Task", Resource: `arn:aws:states:::aws-sdk:${action}`, End: true };
  const mock = { result: JSON.stringify(result) };
  await expect(run(state, { mock })).rejects.toThrow(`Mock result schema validation error: ${problem}`);
  expect(await run(state, { mock: { ...mock, fieldValidationMode: "NONE" } })).toMatchObject({ status: "SUCCEEDED" });
});

test("a mock stands in for the workers of an activity that does not exist", async () => {
  const Resource = "arn:aws:states:us-east-1:123456789012:activity:nope";
  expect(await run({ Type: "Task", Resource, End: true }, { mock: { result: "1" } })).toMatchObject({ output: "1" });
});

test("the mock of a nested execution that is waited for is its description", async () => {
  const state = {
    ...{ Type: "Task", Resource: "arn:aws:states:::states:startExecution.sync:2", End: true },
    Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:m" },
  };
  const described = {
    ...{ ExecutionArn: "arn", StateMachineArn: "arn", StartDate: "2026-01-01T00:00:00Z", Status: "SUCCEEDED" },
    Output: { done: true },
  };
  expect(await run(state, { mock: { result: JSON.stringify(described) } })).toMatchObject({ status: "SUCCEEDED" });
  await expect(run(state, { mock: { result: '{"ExecutionArn":"arn"}' } })).rejects.toThrow("Required field");
});

const readingMap = {
  ...map,
  QueryLanguage: "JSONata",
  ItemReader: {
    ReaderConfig: { InputType: "JSON", ItemsPointer: "/rows" },
    Resource: "arn:aws:states:::s3:getObject",
    Arguments: { Bucket: "b", Key: "k" },
  },
  ItemSelector: { n: "{% $states.context.Map.Item.Value * 2 %}" },
  ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { all: true } },
  ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...map.ItemProcessor },
};

test("the items of a Map are shown as they are read, selected and batched", async () => {
  const answer = await run(readingMap, {
    mock: { result: "[1]" },
    stateConfiguration: { mapItemReaderData: '{"rows":[1,2,3]}' },
    inspectionLevel: "DEBUG",
  });
  expect(answer).toMatchObject({ status: "SUCCEEDED", output: "[1]" });
  expect(answer.inspectionData).toMatchObject({
    afterItemsPointer: "[1,2,3]",
    afterItemSelector: '[{"n":2},{"n":4},{"n":6}]',
    afterItemBatcher:
      '[{"BatchInput":{"all":true},"Items":[{"n":2},{"n":4}]},{"BatchInput":{"all":true},"Items":[{"n":6}]}]',
  });
  const unreadable = { mock: { result: "[1]" }, stateConfiguration: { mapItemReaderData: "{" } };
  expect(await run(readingMap, unreadable)).toMatchObject({ status: "FAILED", error: "States.ItemReaderFailed" });
});

test.each<[string, object, Partial<TestStateCommandInput>]>([
  ["mapItemReaderData", map, { mock: { result: "[]" }, stateConfiguration: { mapItemReaderData: "[]" } }],
  ["mapIterationFailureCount", invoke, { ...mockedError, stateConfiguration: { mapIterationFailureCount: 1 } }],
  ["errorCausedByState", invoke, { ...mockedError, stateConfiguration: { errorCausedByState: "A" } }],
  ["errorCausedByState", map, { ...mockedError, stateConfiguration: { errorCausedByState: "Nowhere" } }],
  ["errorCausedByState", map, { mock: { result: "[]" }, stateConfiguration: { errorCausedByState: "A" } }],
])("%s is refused where it would be passed over: %j", async (message, definition, more) => {
  await expect(run(definition, more)).rejects.toThrow(message);
});
