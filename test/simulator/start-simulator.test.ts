import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type LambdaFunction, type Simulator, startSimulator } from "../../simulator/index.js";

let simulator: Simulator;
let client: SFNClient;
const roleArn = "arn:aws:iam::123456789012:role/any";
/** Tokens that the function `pause` was called with. */
const tokens: string[] = [];
/** How answers were refused that the function `hasty` sent. */
const refusals: string[] = [];

beforeAll(async () => {
  simulator = await startSimulator({
    clock: "virtual",
    functions: new Map<string, LambdaFunction>([
      ["double", (payload: { n: number }) => payload.n * 2],
      ["pause", (payload: { token: string }) => void tokens.push(payload.token)],
      [
        "hasty",
        async ({ token: taskToken }: { token: string }) => {
          await client.send(new SendTaskSuccessCommand({ taskToken, output: '"first"' }));
          const second = client.send(new SendTaskSuccessCommand({ taskToken, output: '"second"' }));
          await second.catch((error: Error) => void refusals.push(error.name));
        },
      ],
    ]),
  });
  client = new SFNClient({
    endpoint: simulator.url,
    region: "us-east-1",
    credentials: { accessKeyId: "x", secretAccessKey: "x" },
    disableHostPrefix: true,
    maxAttempts: 1,
  });
});

afterAll(async () => {
  client.destroy();
  await simulator.close();
});

let machineCount = 0;

async function create(states: object, type: "STANDARD" | "EXPRESS" = "STANDARD"): Promise<string> {
  machineCount += 1;
  const [startAt] = Object.keys(states);
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: startAt, States: states });
  const created = await client.send(
    new CreateStateMachineCommand({ name: `machine-${machineCount}`, definition, roleArn, type }),
  );
  return created.stateMachineArn ?? "";
}

async function start(stateMachineArn: string, input: object = {}, name?: string): Promise<string> {
  const started = await client.send(
    new StartExecutionCommand({
      stateMachineArn,
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    }),
  );
  return started.executionArn ?? "";
}

const invoke = (FunctionName: string, Payload: object, more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName, Payload },
  Output: "{% $states.result.Payload %}",
  End: true,
  ...more,
});

test("a machine lives from creation to deletion", async () => {
  const arn = await create({ A: { Type: "Pass", End: true } });
  expect(await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }))).toMatchObject({
    status: "ACTIVE",
    type: "STANDARD",
    roleArn,
  });
  const listed = await client.send(new ListStateMachinesCommand({}));
  expect(listed.stateMachines?.map(({ stateMachineArn }) => stateMachineArn)).toContain(arn);
  const updated = await client.send(
    new UpdateStateMachineCommand({ stateMachineArn: arn, roleArn: `${roleArn}2`, publish: true }),
  );
  expect(updated.stateMachineVersionArn).toBe(`${arn}:1`);
  await client.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
  await expect(client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }))).rejects.toMatchObject({
    name: "StateMachineDoesNotExist",
    message: `State Machine Does Not Exist: '${arn}'`,
  });
});

test("an execution runs through a Lambda function and a day's wait", async () => {
  const arn = await create({
    W: { Type: "Wait", Seconds: 86_400, Next: "D" },
    D: invoke("double", { n: "{% $states.input.n %}" }),
  });
  const executionArn = await start(arn, { n: 21 });
  await simulator.engine.ended(executionArn);
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ status: "SUCCEEDED", output: "42", redriveStatus: "NOT_REDRIVABLE" });
  expect((described.stopDate?.getTime() ?? 0) - (described.startDate?.getTime() ?? 0)).toBe(86_400_000);
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events?.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "WaitStateEntered",
    "WaitStateExited",
    "TaskStateEntered",
    "TaskScheduled",
    "TaskStarted",
    "TaskSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
  ]);
  expect(events?.[4]?.taskScheduledEventDetails?.parameters).toBe('{"FunctionName":"double","Payload":{"n":21}}');
  const page = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 2, reverseOrder: true }));
  expect(page.events?.map(({ id }) => id)).toEqual([9, 8]);
  const rest = await client.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, nextToken: page.nextToken }),
  );
  expect(rest.events).toHaveLength(7);
});

const pausing = invoke(
  "pause",
  { token: "{% $states.context.Task.Token %}" },
  {
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    TimeoutSeconds: 3_600,
    Output: "{% $states.result %}",
  },
);

test("virtual time does not pass the deadline of a paused step until it is told to", async () => {
  const arn = await create({ A: pausing });
  const executionArn = await start(arn);
  await expect.poll(() => tokens.length).toBe(1);
  const taskToken = tokens.pop() ?? "";
  // Another execution's day passes, were it not for the pause of an hour.
  const waiting = await start(await create({ W: { Type: "Wait", Seconds: 86_400, End: true } }));
  await new Promise((resolve) => setImmediate(resolve));
  expect(simulator.engine.record(waiting)?.status).toBe("RUNNING");
  await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":true}' }));
  expect((await simulator.engine.ended(executionArn)).output).toEqual({ ok: true });
  await simulator.engine.ended(waiting);
  await expect(client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }))).rejects.toMatchObject({
    name: "TaskTimedOut",
  });
  await expect(client.send(new SendTaskSuccessCommand({ taskToken: "x", output: "1" }))).rejects.toMatchObject({
    name: "InvalidToken",
  });

  const skipped = await start(arn);
  await expect.poll(() => tokens.length).toBe(1);
  tokens.pop();
  expect(simulator.engine.skipPause()).toBe(true);
  expect(await simulator.engine.ended(skipped)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
});

test("of two answers by token that overtake the function's own the first counts, and the second is refused", async () => {
  const executionArn = await start(
    await create({
      A: invoke(
        "hasty",
        { token: "{% $states.context.Task.Token %}" },
        { Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", Output: "{% $states.result %}" },
      ),
    }),
  );
  expect((await simulator.engine.ended(executionArn)).output).toBe("first");
  expect(refusals).toEqual(["TaskTimedOut"]);
});

test("an activity's worker takes the task and answers", async () => {
  const { activityArn = "" } = await client.send(new CreateActivityCommand({ name: "work" }));
  const arn = await create({ A: { Type: "Task", Resource: activityArn, Arguments: { a: 1 }, End: true } });
  const polled = client.send(new GetActivityTaskCommand({ activityArn, workerName: "w" }));
  const executionArn = await start(arn);
  const { taskToken, input } = await polled;
  expect(input).toBe('{"a":1}');
  await client.send(new SendTaskFailureCommand({ taskToken, error: "E", cause: "c" }));
  const record = await simulator.engine.ended(executionArn);
  expect(record).toMatchObject({ status: "FAILED", error: "E", cause: "c" });
  expect(record.history.map(({ type }) => type)).toContain("ActivityStarted");
});

test("starting again with the same name and input gives the execution that runs", async () => {
  const arn = await create({ A: pausing });
  const first = await start(arn, { a: 1 }, "same");
  expect(await start(arn, { a: 1 }, "same")).toBe(first);
  await expect(start(arn, { a: 2 }, "same")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  await client.send(new StopExecutionCommand({ executionArn: first, error: "stop", cause: "why" }));
  expect(await client.send(new DescribeExecutionCommand({ executionArn: first }))).toMatchObject({
    status: "ABORTED",
    error: "stop",
    cause: "why",
  });
  const { executions } = await client.send(
    new ListExecutionsCommand({ stateMachineArn: arn, statusFilter: "ABORTED" }),
  );
  expect(executions).toHaveLength(1);
  tokens.length = 0;
});

test("an Express machine answers at once", async () => {
  const arn = await create({ A: { Type: "Pass", Output: "{% $states.input.a %}", End: true } }, "EXPRESS");
  const answer = await client.send(new StartSyncExecutionCommand({ stateMachineArn: arn, input: '{"a":[1]}' }));
  expect(answer).toMatchObject({ status: "SUCCEEDED", output: "[1]", billingDetails: { billedMemoryUsedInMB: 64 } });
});

test("an Express execution ends after five minutes", async () => {
  const arn = await create({ A: { Type: "Wait", Seconds: 301, End: true } }, "EXPRESS");
  const answer = await client.send(new StartSyncExecutionCommand({ stateMachineArn: arn }));
  expect(answer).toMatchObject({ status: "TIMED_OUT", billingDetails: { billedDurationInMilliseconds: 300_000 } });
});

test.each([
  ["a resource that is not simulated", "arn:aws:states:::batch:submitJob.sync", /batch:submitJob\.sync/],
  ["a service without an endpoint", "arn:aws:states:::aws-sdk:s3:getObject", /no endpoint for s3/],
  ["an unknown action", "arn:aws:states:::dynamodb:query", /dynamodb:query is not recognized/],
])("%s is refused by name", async (_name, Resource, message) => {
  await expect(create({ A: { Type: "Task", Resource, End: true } })).rejects.toMatchObject({
    name: "InvalidDefinition",
    message: expect.stringMatching(message),
  });
});

test.each([
  ["a missing member", { definition: "{}", roleArn }, "ValidationException", /'name'.*must not be null/],
  ["a wrong name", { name: "a b", definition: "{}", roleArn }, "InvalidName", /Invalid Name: 'a b'/],
  ["text that is not JSON", { name: "a", definition: "{", roleArn }, "InvalidDefinition", /INVALID_JSON_DESCRIPTION/],
])("%s is refused as the service does", async (_name, body, type, message) => {
  const response = await fetch(simulator.url, {
    method: "POST",
    headers: { "x-amz-target": "AWSStepFunctions.CreateStateMachine" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(400);
  const answer = (await response.json()) as { __type: string; message: string };
  expect(answer.__type).toBe(type);
  expect(answer.message).toMatch(message);
});
