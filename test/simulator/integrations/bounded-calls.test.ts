import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LambdaFunction, type Simulator, startSimulator } from "../../../simulator/index.js";

/** A service that takes requests and never answers. */
const silent = createServer(() => undefined);
let simulator: Simulator;
let client: SFNClient;
let machines = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  simulator = await startSimulator({
    clock: "virtual",
    callPatienceMs: 20,
    functionTimeouts: new Map([["hang", 12]]),
    functions: new Map<string, LambdaFunction>([["hang", () => new Promise(() => undefined)]]),
    endpoints: { dynamodb: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` },
  });
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  client = new SFNClient({ endpoint: simulator.url, region: "us-east-1", credentials, disableHostPrefix: true });
});
afterAll(async () => {
  client.destroy();
  await simulator.close();
  silent.closeAllConnections();
  silent.close();
});

const invoke = (FunctionName: string) => ({
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName, Payload: {} },
  Output: "{% $states.result.Payload %}",
});
const getItem = {
  Resource: "arn:aws:states:::aws-sdk:dynamodb:getItem",
  Arguments: { TableName: "orders", Key: { id: { S: "1" } } },
};

/** Runs a machine with one task: its end, and how long that took in virtual seconds. */
async function run(task: object) {
  machines += 1;
  const definition = {
    QueryLanguage: "JSONata",
    StartAt: "Only",
    States: { Only: { Type: "Task", ...task, End: true } },
  };
  const { stateMachineArn } = await client.send(
    new CreateStateMachineCommand({
      ...{ name: `machine-${machines}`, definition: JSON.stringify(definition) },
      roleArn: "arn:aws:iam::123456789012:role/any",
    }),
  );
  const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn }));
  await simulator.engine.ended(executionArn);
  const { status, error, cause, output } = await client.send(new DescribeExecutionCommand({ executionArn }));
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  const times = events.map(({ timestamp }) => timestamp?.getTime() ?? 0);
  return { status, error, cause, output, seconds: (Math.max(...times) - Math.min(...times)) / 1_000 };
}

test("a function that hangs is given up at its timeout, as Lambda does", async () => {
  const ended = await run(invoke("hang"));
  expect(ended).toMatchObject({ status: "FAILED", error: "Sandbox.Timedout", seconds: 12 });
  expect(ended.cause).toMatch(/"errorMessage":"RequestId: [0-9a-f-]{36} Error: Task timed out after 12\.00 seconds"/);
});

test.each([
  ["function", invoke("hang"), 5],
  ["service", getItem, 90],
])("the task's own timeout strikes while a %s hangs", async (_what, task, TimeoutSeconds) => {
  const expected = { status: "FAILED", error: "States.Timeout", seconds: TimeoutSeconds };
  expect(await run({ ...task, TimeoutSeconds })).toMatchObject(expected);
});

test("a function that hangs is called again by a retrier", async () => {
  const Retry = [{ ErrorEquals: ["Sandbox.Timedout"], IntervalSeconds: 3, MaxAttempts: 1 }];
  expect(await run({ ...invoke("hang"), Retry })).toMatchObject({ error: "Sandbox.Timedout", seconds: 27 });
});

test("a request to a function that hangs does not hold the time of others", async () => {
  const abort = new AbortController();
  const hanging = fetch(`${simulator.url}/2015-03-31/functions/hang/invocations`, {
    method: "POST",
    body: "{}",
    signal: abort.signal,
  });
  const waiting = { Type: "Wait", Seconds: 3_600 };
  expect(await run(waiting)).toMatchObject({ status: "SUCCEEDED", seconds: 3_600 });
  abort.abort();
  await expect(hanging).rejects.toThrow();
});
