import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { type LambdaFunction, type Simulator, startSimulator } from "../../simulator/index.js";
import { whyNotRedrivable } from "../../simulator/core/redrivable.js";
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

const ofStrings = {
  ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
  StartAt: "F",
  States: { F: flaky("{% $string($states.input) %}") },
};

async function redriveAgain(executionArn: string) {
  await sfn.client.send(new RedriveExecutionCommand({ executionArn }));
  return simulator.engine.ended(executionArn);
}

const typesOf = (record: { readonly history: readonly { readonly type: string }[] }) =>
  record.history.map(({ type }) => type);

test("items that could not be made of the data are those of another map run after a redrive", async () => {
  const map = { Type: "Map", Items: [1, 2], ItemProcessor: ofStrings, End: true };
  const record = await failThenRedrive({ M: { ...map, ItemSelector: "{% $states.context.Map.Item.Value.none %}" } });
  expect(record).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  expect(typesOf(record).slice(-5)).toEqual([
    ...["MapStateStarted", "MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"],
  ]);
  expect(typesOf(record)).not.toContain("MapRunRedriven");
  const { mapRuns } = await sfn.client.send(new ListMapRunsCommand({ executionArn: record.start.executionArn }));
  expect(mapRuns).toHaveLength(2);
});

test("a map run tells how often itself was redriven, not its execution", async () => {
  broken.add("before").add(2);
  const executionArn = await sfn.start(
    await sfn.create({
      B: flaky("before", { Next: "M", End: undefined }),
      M: { Type: "Map", Items: [1, 2], ItemProcessor: ofStrings, End: true },
    }),
  );
  await simulator.engine.ended(executionArn);
  broken.delete("before");
  expect((await redriveAgain(executionArn)).status).toBe("FAILED");
  broken.clear();
  const record = await redriveAgain(executionArn);
  expect(record).toMatchObject({ status: "SUCCEEDED", redriveCount: 2 });
  const [mapRun] = simulator.engine.mapRunsOf(executionArn);
  expect(record.history.filter(({ type }) => type === "MapRunRedriven")).toMatchObject([
    { details: { mapRunArn: mapRun?.request.mapRunArn, redriveCount: 1 } },
  ]);
});

test("a child that can no longer be redriven stays as it is, and counts as a failure", async () => {
  broken.add(1);
  const wait = { Type: "Wait", Seconds: 15 * 86_400, End: true };
  const map = { Type: "Map", ItemProcessor: { ...ofStrings }, ToleratedFailureCount: 1, Items: [1], Next: "W" };
  const Branches = [{ StartAt: "M", States: { M: map, W: wait } }];
  // Its child failed 15 days before the execution ends.
  const executionArn = await sfn.start(
    await sfn.create({ P: { Type: "Parallel", Branches, Next: "F2" }, F2: flaky("end") }),
  );
  broken.add("end");
  await simulator.engine.ended(executionArn);
  const [mapRun] = simulator.engine.mapRunsOf(executionArn);
  calls.length = 0;
  mapRun?.redrive(mapRun.taskId, () => undefined);
  expect(calls).toEqual([]);
  expect(mapRun).toMatchObject({ status: "SUCCEEDED" });
  mapRun?.update({ maxConcurrency: undefined, toleratedFailureCount: 0, toleratedFailurePercentage: undefined });
  mapRun?.redrive(mapRun.taskId, () => undefined);
  expect(mapRun).toMatchObject({ status: "FAILED" });
});

test("a Fail state is entered again", async () => {
  const record = await failThenRedrive({ A: { Type: "Pass", Next: "F" }, F: { Type: "Fail", Error: "E" } });
  expect(typesOf(record).slice(-4)).toEqual([
    ...["ExecutionFailed", "ExecutionRedriven", "FailStateEntered", "ExecutionFailed"],
  ]);
});

test("children of Express type keep their ARNs", async () => {
  broken.add(2);
  const processor = { ...ofStrings, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" } };
  const executionArn = await sfn.start(
    await sfn.create({ M: { Type: "Map", Items: [1, 2], ItemProcessor: processor, End: true } }),
  );
  await simulator.engine.ended(executionArn);
  const arns = () =>
    simulator.engine
      .mapRunsOf(executionArn)[0]
      ?.executions()
      .map(({ start }) => start.executionArn);
  const before = arns();
  broken.clear();
  expect(await redriveAgain(executionArn)).toMatchObject({ status: "SUCCEEDED", output: [1, 2] });
  expect(arns()).toEqual(before);
});

test("a history that has no room for a redrive is not redrivable", () => {
  const record = { status: "FAILED", startMs: 0, stopMs: 0 } as const;
  const history = Array.from({ length: 24_999 }, () => ({}) as never);
  expect(whyNotRedrivable({ ...record, history }, 1)).toBe("Execution history event limit exceeded");
  expect(whyNotRedrivable({ ...record, history: history.slice(1) }, 1)).toBeUndefined();
});
