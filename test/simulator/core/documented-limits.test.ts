import { StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";

import { runMachine, startSimulator } from "../../../simulator/index.js";
import { clientOf } from "../client.js";

async function started() {
  const simulator = await startSimulator({ clock: { scale: 1_000 } });
  const sfn = clientOf(simulator.url);
  onTestFinished(async () => {
    sfn.client.destroy();
    await simulator.close();
  });
  return { simulator, sfn };
}

const task = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f" };
const caught = (...errors: string[]) => [{ ErrorEquals: errors, Next: "E" }];
const end = { E: { Type: "Pass", End: true } };

/** It never ends by itself. */
const loop = {
  StartAt: "A",
  States: {
    A: { Type: "Pass", Next: "B" },
    B: { Type: "Choice", Choices: [{ Variable: "$.never", IsPresent: true, Next: "E" }], Default: "A" },
    ...end,
  },
};
const reached = {
  error: "States.Runtime",
  cause: "The execution reached the maximum number of history events (25000).",
};

test("event 25,000 is the failure of the execution, and follows nothing", async () => {
  const { history, ...run } = await runMachine({ definition: loop });
  expect(run).toMatchObject({ status: "FAILED", ...reached });
  expect(history).toHaveLength(25_000);
  expect(history.at(-2)).toMatchObject({ id: 24_999, previousEventId: 24_998, type: "PassStateExited" });
  expect(history.at(-1)).toMatchObject({ id: 25_000, previousEventId: 0, type: "ExecutionFailed", details: reached });
});

test("events of branches count, and Catch takes nothing of it", async () => {
  const Branches = [{ ...loop, States: { ...loop.States, E: { Type: "Succeed" } } }];
  const Catch = [{ ErrorEquals: ["States.ALL"], Next: "F" }];
  const S = { Type: "Parallel", Branches, Catch, Next: "F" };
  const definition = { StartAt: "S", States: { S, F: { Type: "Succeed" } } };
  const { history, ...run } = await runMachine({ definition });
  expect(run).toMatchObject({ status: "FAILED", ...reached });
  expect(history).toHaveLength(25_000);
});

test("states that are open when the events run out leave the last one to the execution's failure", async () => {
  const waiting = ["U", "V"].map((name) => ({
    StartAt: name,
    States: { [name]: { Type: "Wait", Seconds: 60, End: true } },
  }));
  const Branches = [...waiting, { ...loop, States: { ...loop.States, E: { Type: "Succeed" } } }];
  const { history } = await runMachine({
    definition: { StartAt: "S", States: { S: { Type: "Parallel", Branches, End: true } } },
  });
  expect(history).toHaveLength(25_000);
  expect(history.at(-1)).toMatchObject({ id: 25_000, previousEventId: 0, type: "ExecutionFailed", details: reached });
});

test("events of the children of a distributed Map do not count for its execution", async () => {
  const processor = { ...loop, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } };
  const S = { Type: "Map", ItemsPath: "$.items", ToleratedFailurePercentage: 100, ItemProcessor: processor, End: true };
  const { status, output, history, childHistories } = await runMachine({
    definition: { StartAt: "S", States: { S } },
    input: { items: [1] },
  });
  expect({ status, output }).toEqual({ status: "SUCCEEDED", output: [] });
  expect(childHistories.map(({ length }) => length)).toEqual([25_000]);
  expect(history.length).toBeLessThan(20);
});

test("an Express execution may have more events, and a loop without an end times out", async () => {
  const { sfn } = await started();
  const count = (condition: string) =>
    sfn.create(
      {
        A: { Type: "Pass", Output: "{% $states.input + 1 %}", Next: "B" },
        B: { Type: "Choice", Choices: [{ Condition: `{% ${condition} %}`, Next: "E" }], Default: "A" },
        E: { Type: "Succeed" },
      },
      { type: "EXPRESS" },
    );
  const run = async (condition: string) => {
    const stateMachineArn = await count(condition);
    return sfn.client.send(new StartSyncExecutionCommand({ stateMachineArn, input: "0" }));
  };
  expect(await run("$states.input = 10000")).toMatchObject({ status: "SUCCEEDED", output: "10000" });
  expect(await run("$states.input < 0")).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" });
});

/** A text whose JSON has so many bytes of UTF-8, some of several bytes. */
const textOf = (bytes: number) => "é☃😀".padEnd(bytes - 2 - 9 + 4, "x");

test("a result of 262,144 bytes is passed on, one of a byte more fails its state", async () => {
  const run = (bytes: number, ...errors: string[]) =>
    runMachine({
      definition: { StartAt: "T", States: { T: { ...task, Next: "E", Catch: caught(...errors) }, ...end } },
      lambda: () => textOf(bytes),
    });
  expect(Buffer.byteLength(JSON.stringify(textOf(262_144)))).toBe(262_144);
  expect((await run(262_144, "States.ALL")).output).toBe(textOf(262_144));
  expect(await run(262_145, "States.ALL")).toMatchObject({
    status: "FAILED",
    error: "States.DataLimitExceeded",
    cause: `The state/task '${task.Resource}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  });
  expect((await run(262_145, "States.DataLimitExceeded")).output).toMatchObject({ Error: "States.DataLimitExceeded" });
});

test.each([
  [undefined, 40],
  [0, 40],
  [7, 7],
  [100, 40],
])("an inline Map with a MaxConcurrency of %s begins with %s iterations", async (MaxConcurrency, begun) => {
  const W = { Type: "Wait", Seconds: 1, End: true };
  const S = { Type: "Map", ItemProcessor: { StartAt: "W", States: { W } }, MaxConcurrency, End: true };
  const input = Array.from({ length: 50 }, (_, index) => index);
  const { output, history } = await runMachine({ definition: { StartAt: "S", States: { S } }, input });
  expect(output).toEqual(input);
  const types = history.map(({ type }) => type);
  const before = types.slice(0, types.indexOf("MapIterationSucceeded"));
  expect(before.filter((type) => type === "MapIterationStarted")).toHaveLength(begun);
});

test("an execution that its timeout ends has no cause, and ends on time", async () => {
  const S = { Type: "Wait", Seconds: 100, End: true };
  const definition = { StartAt: "S", TimeoutSeconds: 10, States: { S } };
  const { history, ...run } = await runMachine({ definition, startMs: 1_000 });
  expect(run).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" });
  expect(run).not.toHaveProperty("cause");
  expect(history.at(-1)).toMatchObject({ type: "ExecutionTimedOut", previousEventId: 0, timestampMs: 11_000 });
});

test("an execution ends on time where its timer is late", async () => {
  const { simulator, sfn } = await started();
  const wait = { W: { Type: "Wait", Seconds: 1_000, End: true } };
  const arn = await sfn.create(wait, { fields: { TimeoutSeconds: 60 } });
  const { startMs, stopMs, history } = await simulator.engine.ended(await sfn.start(arn));
  expect(stopMs).toBe(startMs + 60_000);
  expect(history.at(-1)?.timestampMs).toBe(stopMs);
});
