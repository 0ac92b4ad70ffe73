import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { type LambdaFunction, type Simulator, startSimulator } from "../../simulator/index.js";
import { clientOf } from "./client.js";

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
/** Payloads for which `flaky` throws. */
const broken = new Set<unknown>();
const calls: unknown[] = [];
/** What `flaky` waits for. */
let gate: Promise<void> | undefined;

beforeAll(async () => {
  simulator = await startSimulator({
    clock: "virtual",
    functions: new Map<string, LambdaFunction>([
      [
        "flaky",
        async (payload: unknown) => {
          calls.push(payload);
          await gate;
          if (broken.has(payload)) throw new Error("broken");
          return payload;
        },
      ],
    ]),
  });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});
beforeEach(() => {
  broken.clear();
  calls.length = 0;
  gate = undefined;
});

const flaky = (payload: unknown, more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "flaky", Payload: payload },
  Output: "{% $states.result.Payload %}",
  End: true,
  ...more,
});

async function failThenRedrive(states: object) {
  const executionArn = await sfn.start(await sfn.create(states));
  expect((await simulator.engine.ended(executionArn)).status).toBe("FAILED");
  broken.clear();
  calls.length = 0;
  await sfn.client.send(new RedriveExecutionCommand({ executionArn }));
  return simulator.engine.ended(executionArn);
}

test("a redrive goes on from the state that failed, not from the start", async () => {
  broken.add("b");
  const record = await failThenRedrive({ A: flaky("a", { Next: "B", End: undefined }), B: flaky("b") });
  expect(record).toMatchObject({ status: "SUCCEEDED", output: "b", redriveCount: 1 });
  expect(calls).toEqual(["b"]);
  expect(record.history.map(({ type }) => type)).toEqual([
    ...["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited"],
    ...["TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed", "ExecutionFailed"],
    ...["ExecutionRedriven", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"],
  ]);
  const described = await sfn.client.send(new DescribeExecutionCommand({ executionArn: record.start.executionArn }));
  expect(described).toMatchObject({ redriveCount: 1, redriveStatus: "NOT_REDRIVABLE" });
});

test("only the branches that did not succeed run again", async () => {
  broken.add("bad");
  const branch = (payload: string) => ({ StartAt: payload, States: { [payload]: flaky(payload) } });
  const record = await failThenRedrive({
    P: { Type: "Parallel", Branches: [branch("good"), branch("bad")], End: true },
  });
  expect(record).toMatchObject({ status: "SUCCEEDED", output: ["good", "bad"] });
  expect(calls).toEqual(["bad"]);
});

test("only the iterations that did not succeed run again", async () => {
  broken.add(2);
  const record = await failThenRedrive({
    M: {
      Type: "Map",
      Items: [1, 2, 3],
      MaxConcurrency: 1,
      ItemProcessor: { StartAt: "F", States: { F: flaky("{% $string($states.input) %}") } },
      End: true,
    },
  });
  expect(record).toMatchObject({ status: "SUCCEEDED", output: [1, 2, 3] });
  expect(calls).toEqual([2, 3]);
});

test("a map run is redriven with its children that failed", async () => {
  broken.add(2);
  const record = await failThenRedrive({
    M: {
      Type: "Map",
      Items: [1, 2, 3],
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "F",
        States: { F: flaky("{% $string($states.input) %}") },
      },
      End: true,
    },
  });
  expect(record).toMatchObject({ status: "SUCCEEDED", output: [1, 2, 3] });
  expect(calls).not.toContain(1);
  const { mapRuns } = await sfn.client.send(new ListMapRunsCommand({ executionArn: record.start.executionArn }));
  const described = await sfn.client.send(new DescribeMapRunCommand({ mapRunArn: mapRuns?.[0]?.mapRunArn }));
  expect(described).toMatchObject({ status: "SUCCEEDED", redriveCount: 1, itemCounts: { succeeded: 3, total: 3 } });
});

test("retriers count from zero again", async () => {
  broken.add("x");
  const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }];
  const executionArn = await sfn.start(await sfn.create({ A: flaky("x", { Retry }) }));
  await simulator.engine.ended(executionArn);
  await sfn.client.send(new RedriveExecutionCommand({ executionArn, clientToken: "once" }));
  await simulator.engine.ended(executionArn);
  expect(calls).toHaveLength(4);
  await sfn.client.send(new RedriveExecutionCommand({ executionArn, clientToken: "once" }));
  expect(calls).toHaveLength(4);
});

test("an execution that succeeded is not redrivable", async () => {
  const executionArn = await sfn.start(await sfn.create({ A: flaky("x") }));
  await simulator.engine.ended(executionArn);
  await expect(sfn.client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: "ExecutionNotRedrivable",
  });
});

const mapOfThree = {
  M: {
    Type: "Map",
    Items: [1, 2, 3],
    MaxConcurrency: 1,
    ToleratedFailureCount: 2,
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: "F",
      States: { F: flaky("{% $string($states.input) %}") },
    },
    End: true,
  },
};

async function failedMapRun() {
  broken.add(1).add(2).add(3);
  const executionArn = await sfn.start(await sfn.create(mapOfThree));
  expect((await simulator.engine.ended(executionArn)).status).toBe("FAILED");
  const mapRunArn = simulator.engine.mapRunsOf(executionArn)[0]?.request.mapRunArn;
  const none = { aborted: 0, failed: 0, failuresNotRedrivable: 0, pending: 0, pendingRedrive: 0, resultsWritten: 0 };
  const counts = async () => {
    const { itemCounts, executionCounts } = await sfn.client.send(new DescribeMapRunCommand({ mapRunArn }));
    expect(executionCounts).toEqual(itemCounts); // an item each
    return itemCounts;
  };
  return { executionArn, mapRunArn, counts, none: { ...none, running: 0, succeeded: 0, timedOut: 0, total: 3 } };
}

test("what a redrive of a map run has yet to take up is PENDING_REDRIVE", async () => {
  const { executionArn, mapRunArn, counts, none } = await failedMapRun();
  expect(await counts()).toEqual({ ...none, failed: 3 });
  broken.clear();
  let open = (): void => undefined;
  gate = new Promise((resolve) => (open = resolve));
  await sfn.client.send(new RedriveExecutionCommand({ executionArn }));
  expect(await counts()).toEqual({ ...none, running: 1, pendingRedrive: 2 });
  const { executions = [] } = await sfn.client.send(
    new ListExecutionsCommand({ mapRunArn, statusFilter: "PENDING_REDRIVE" }),
  );
  expect(executions.map(({ status }) => status)).toEqual(["PENDING_REDRIVE", "PENDING_REDRIVE"]);
  expect(
    await sfn.client.send(new DescribeExecutionCommand({ executionArn: executions[0]?.executionArn })),
  ).toMatchObject({ status: "PENDING_REDRIVE", redriveStatus: "NOT_REDRIVABLE" });
  open();
  expect((await simulator.engine.ended(executionArn)).output).toEqual([1, 2, 3]);
  expect(await counts()).toEqual({ ...none, succeeded: 3, resultsWritten: 3 });
});

test("failures of a map run that can no longer be redriven are counted", async () => {
  const { counts, none } = await failedMapRun();
  await simulator.engine.time.passTime(15 * 86_400_000);
  expect(await counts()).toEqual({ ...none, failed: 3, failuresNotRedrivable: 3 });
});
