import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { validateDefinition } from "../../../asl/index.js";
import { type LambdaFunction, type Simulator, startSimulator } from "../../../simulator/index.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { clientOf } from "../client.js";

const called: unknown[] = [];
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  const echo: LambdaFunction = (payload: unknown) => {
    called.push(payload);
    return payload;
  };
  simulator = await startSimulator({
    clock: "virtual",
    functions: new Map([["echo", echo]]),
    services: createServices().routed,
  });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const task = (resource: string, more: object) => ({
  S: { Type: "Task", Resource: `arn:aws:states:::${resource}`, End: true, ...more },
});
const run = async (resource: string, given: unknown, input: unknown = {}) => {
  const arn = await sfn.create(task(resource, { Arguments: given }));
  return simulator.engine.ended(await sfn.start(arn, input));
};

describe("parameters of optimized integrations", () => {
  test.each<[string, object, string]>([
    ["lambda:invoke", { Payload: {} }, "The field 'FunctionName' is required but was missing"],
    ["lambda:invoke", { FunctionName: 5 }, "The value for the field 'FunctionName' must be a STRING"],
    [
      "sqs:sendMessage",
      { QueueUrl: "q", MessageBody: "m", Foo: 1 },
      'The field "Foo" is not supported by Step Functions',
    ],
    ["http:invoke", { Method: "GET" }, "The field 'ApiEndpoint' is required but was missing"],
    [
      "http:invoke",
      { ApiEndpoint: "https://example.com", Method: "GET", Body: 1 },
      'The field "Body" is not supported by Step Functions',
    ],
    ["dynamodb:getItem", { TableName: "t" }, "The field 'Key' is required but was missing"],
    ["dynamodb:putItem", { TableName: "t", Item: { n: { N: 1 } } }, "The value for the field 'N' must be a STRING"],
    [
      "dynamodb:updateItem",
      { TableName: "t", Key: { id: "a" }, ExpressionAttributeValues: { ":l": { L: [{ S: {} }] } } },
      "The value for the field 'S' must be a STRING",
    ],
    [
      "dynamodb:getItem",
      { TableName: "t", Key: { id: { s: "a" } } },
      'The field "s" is not supported by Step Functions',
    ],
    [
      "dynamodb:putItem",
      { TableName: "t", Item: { b: { BOOL: "false" } } },
      "The value for the field 'BOOL' must be a BOOLEAN",
    ],
    [
      "sqs:sendMessage",
      { QueueUrl: "q", MessageBody: "m", MessageAttributes: { a: { DataType: "Number", StringValue: 1 } } },
      "The value for the field 'StringValue' must be a STRING",
    ],
    [
      "events:putEvents",
      { Entries: [{ Source: "s", DetailType: "d", Detail: {}, Foo: 1 }] },
      'The field "Foo" is not supported by Step Functions',
    ],
    ["states:startExecution", { Input: {} }, "The field 'StateMachineArn' is required but was missing"],
  ])("%s is refused with %j", (resource, given, message) => {
    const machine = { QueryLanguage: "JSONata", StartAt: "S", States: task(resource, { Arguments: given }) };
    expect(validateDefinition(machine, { level: "service" })).toEqual([
      expect.objectContaining({ message, location: "/States/S/Arguments" }),
    ]);
  });

  test.each<object>([
    { Arguments: "{% $states.input %}" },
    { Arguments: { FunctionName: "{% $states.input.name %}", Payload: 5 } },
    { Resource: "arn:aws:states:::dynamodb:getItem", Arguments: { TableName: "t", Key: "{% $states.input %}" } },
    {
      Resource: "arn:aws:states:::events:putEvents",
      Arguments: { Entries: ["{% $states.input.entry %}", { Source: "{% $states.input.source %}" }] },
    },
  ])("what is computed is left to the execution: %j", (fields) => {
    const machine = { QueryLanguage: "JSONata", StartAt: "S", States: task("lambda:invoke", fields) };
    expect(validateDefinition(machine, { level: "service" })).toEqual([]);
  });

  test("computed parameters are checked before the task is scheduled", async () => {
    const { error, cause, history } = await run("lambda:invoke", "{% $states.input %}", { FunctionName: "echo", A: 1 });
    expect(error).toBe("States.Runtime");
    expect(cause).toBe(
      `An error occurred while executing the state 'S' (entered at the event id #2). The Parameters '{"FunctionName":"echo","A":1}' could not be used to start the Task: [The field "A" is not supported by Step Functions]`,
    );
    expect(history.map(({ type }) => type)).toEqual(["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"]);
  });
});

describe("values of DynamoDB's attributes", () => {
  const put = (Item: unknown) => run("dynamodb:putItem", { TableName: "items", Item }, { n: 5, o: { a: 1 } });
  beforeAll(async () => {
    const { error } = await run("aws-sdk:dynamodb:createTable", {
      TableName: "items",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    expect(error).toBeUndefined();
  });

  test("may be text, which is of type S", async () => {
    await put({ id: "a", m: { M: { x: "inside" } }, l: { L: ["one", { N: "2" }] } });
    const { output } = await run("dynamodb:getItem", { TableName: "items", Key: { id: "a" } });
    expect(output).toMatchObject({
      Item: { id: { S: "a" }, m: { M: { x: { S: "inside" } } }, l: { L: [{ S: "one" }, { N: "2" }] } },
    });
  });

  test.each([
    ["N", "{% $states.input.n %}"],
    ["S", "{% $states.input.o %}"],
  ])("are not made text: %s", async (type, value) => {
    const { error, cause } = await put({ id: "a", v: { [type]: value } });
    expect(error).toBe("States.Runtime");
    expect(cause).toContain(
      `could not be used to start the Task: [The value for the field '${type}' must be a STRING]`,
    );
  });

  test.each([
    [{ BOOL: "{% 'false' %}" }, "The value for the field 'BOOL' must be a BOOLEAN"],
    [{ SS: "{% 'xy' %}" }, "The value for the field 'SS' must be an ARRAY"],
    ["{% 'text' %}", "The value for the field 'v' must be an OBJECT"],
  ])("are what their types say through the AWS SDK integration, too: %j", async (v, problem) => {
    const { error, cause } = await run("aws-sdk:dynamodb:putItem", { TableName: "items", Item: { id: { S: "a" }, v } });
    expect(error).toBe("States.Runtime");
    expect(cause).toContain(problem);
  });
});

describe("a Lambda function", () => {
  test("that is only told answers nothing", async () => {
    const { output } = await run("lambda:invoke", { FunctionName: "echo", Payload: { n: 1 }, InvocationType: "Event" });
    expect(output).toMatchObject({ Payload: "", StatusCode: 202, SdkHttpMetadata: { HttpStatusCode: 202 } });
    expect(called).toContainEqual({ n: 1 });
  });

  test("that is only looked for is not called", async () => {
    const { output } = await run("lambda:invoke", {
      FunctionName: "echo",
      Payload: { n: 2 },
      InvocationType: "DryRun",
    });
    expect(output).toMatchObject({ StatusCode: 204 });
    expect(called).not.toContainEqual({ n: 2 });
  });

  test("has its version in the answer, and the end of its log where that is wanted", async () => {
    const { output } = await run("lambda:invoke", { FunctionName: "echo", Qualifier: "live", LogType: "Tail" });
    expect(output).toMatchObject({ ExecutedVersion: "live", LogResult: expect.any(String) });
  });

  test("that does not exist is named by its ARN", async () => {
    const { error, cause } = await run("lambda:invoke", { FunctionName: "nope" });
    expect(error).toBe("Lambda.ResourceNotFoundException");
    expect(cause).toContain("Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope:$LATEST (Service");
  });

  test("that does not exist is named so through the AWS SDK integration too", async () => {
    const { cause } = await run("aws-sdk:lambda:invoke", { FunctionName: "nope" });
    expect(cause).toContain("Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope:$LATEST (Service");
  });

  test("in process can be called through the AWS SDK integration", async () => {
    const { output } = await run("aws-sdk:lambda:invoke", { FunctionName: "echo", Payload: { n: 3 } });
    expect(output).toMatchObject({ StatusCode: 200, Payload: '{"n":3}' });
  });
});

test("a nested execution's input that is not JSON is refused", async () => {
  const child = await sfn.create({ P: { Type: "Pass", End: true } });
  const { error, cause } = await run("states:startExecution", { StateMachineArn: child, Input: "{no" });
  expect(error).toBe("StepFunctions.InvalidExecutionInputException");
  expect(cause).toContain("Invalid State Machine Execution Input: 'com.fasterxml.jackson.core.JsonParseException");
});

test.each(["states:startExecution.sync:2", "states:startExecution.waitForTaskToken"])(
  "%s that the service refuses fails at its submission",
  async (resource) => {
    const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:nope";
    const { history } = await run(resource, { StateMachineArn: arn, Input: { t: "{% $states.context.Task.Token %}" } });
    expect(history.map(({ type }) => type).slice(2)).toEqual([
      ...["TaskScheduled", "TaskStarted", "TaskSubmitFailed", "ExecutionFailed"],
    ]);
  },
);

test("an activity that does not exist fails the state instead of being scheduled", async () => {
  const missing = "arn:aws:states:us-east-1:123456789012:activity:nope";
  const arn = await sfn.create({ S: { Type: "Task", Resource: missing, End: true } });
  const { error, cause, history } = await simulator.engine.ended(await sfn.start(arn));
  expect(error).toBe("States.Runtime");
  expect(cause).toBe(
    `An error occurred while executing the state 'S' (entered at the event id #2). The activity ${missing} does not exist.`,
  );
  expect(history.slice(2)).toMatchObject([
    { id: 3, previousEventId: 2, type: "ActivityScheduleFailed", details: { error, cause } },
    { id: 4, previousEventId: 3, type: "ExecutionFailed", details: { error, cause } },
  ]);
});
