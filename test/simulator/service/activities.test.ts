import { CreateActivityCommand, GetActivityTaskCommand, SendTaskHeartbeatCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { defaultPlace } from "../../../simulator/engine/arns.js";
import { Activities } from "../../../simulator/service/activities.js";
import { unusedSettings } from "../../../simulator/service/unused-settings.js";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf } from "../client.js";

test("a thousand workers wait for tasks of an activity, and no more", async () => {
  const activities = new Activities(
    defaultPlace,
    () => 0,
    () => unusedSettings("refused", undefined),
  );
  const { arn } = activities.create({ name: "busy" });
  const workers = Array.from({ length: 1_001 }, () => new AbortController());
  const poll = async (worker: AbortController | undefined) =>
    activities.poll(arn, undefined, 60_000, () => worker?.signal ?? AbortSignal.abort());
  const polls = workers.slice(1).map(poll);
  await expect(poll(workers[0])).rejects.toMatchObject({
    code: "ActivityWorkerLimitExceeded",
    message: "The maximum number of workers concurrently polling for activity tasks has been reached.",
  });
  workers[1]?.abort();
  expect(await polls[0]).toBeUndefined();
  const late = poll(workers[0]);
  for (const worker of workers) worker.abort();
  expect(await late).toBeUndefined();
});

describe("deadlines of an activity", () => {
  const task = (Resource: string | undefined) => ({
    Type: "Task",
    Resource,
    HeartbeatSeconds: 10,
    TimeoutSeconds: 100,
  });
  let simulator: Simulator;
  let sfn: ReturnType<typeof clientOf>;
  let activityArn: string | undefined;
  let executionArn: string;
  beforeEach(async () => {
    simulator = await startSimulator({ clock: "virtual", functions: new Map() });
    sfn = clientOf(simulator.url);
    ({ activityArn } = await sfn.client.send(new CreateActivityCommand({ name: "slow" })));
    executionArn = await sfn.start(await sfn.create({ A: { ...task(activityArn), End: true } }));
  });
  afterEach(async () => {
    sfn.client.destroy();
    await simulator.close();
  });
  const ended = async () => simulator.engine.ended(executionArn);
  const secondsSince = (startMs: number) => (simulator.engine.nowMs() - startMs) / 1000;

  test("heartbeats count from when a worker takes the task", async () => {
    await simulator.engine.time.passTime(30_000);
    const { taskToken } = await sfn.client.send(new GetActivityTaskCommand({ activityArn }));
    await simulator.engine.time.passTime(9_000);
    await sfn.client.send(new SendTaskHeartbeatCommand({ taskToken }));
    const startMs = simulator.engine.nowMs();
    expect(simulator.engine.skipPause()).toBe(true);
    expect(await ended()).toMatchObject({ status: "FAILED", error: "States.HeartbeatTimeout" });
    expect(secondsSince(startMs)).toBe(10);
  });

  test("the timeout counts though no worker takes it", async () => {
    const startMs = simulator.engine.nowMs();
    expect(simulator.engine.skipPause()).toBe(true);
    expect(await ended()).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(secondsSince(startMs)).toBe(100);
  });
});
