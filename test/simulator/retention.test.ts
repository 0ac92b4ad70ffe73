import {
  CreateActivityCommand,
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
  UpdateMapRunCommand,
} from "@aws-sdk/client-sfn";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../simulator/index.js";
import { clientOf } from "./client.js";

const day = 86_400_000;
const pass = { P: { Type: "Pass", End: true } };

let folder: string;
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "setpiece-retention-"));
  await open();
});

afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

async function open() {
  simulator = await startSimulator({ clock: "virtual", data: folder });
  sfn = clientOf(simulator.url);
}

async function close() {
  sfn.client.destroy();
  await simulator.close();
}

const passDays = (days: number) => simulator.engine.time.passTime(days * day);

async function ran(machine: string, name: string, input: unknown = {}): Promise<string> {
  const executionArn = await sfn.start(machine, input, name);
  await simulator.engine.ended(executionArn);
  return executionArn;
}

test("an execution is told of for 90 days after its end; then it is gone, and its name is free", async () => {
  const machine = await sfn.create(pass);
  const executionArn = await ran(machine, "monthly", { n: 1 });
  await passDays(89);
  await expect(sfn.start(machine, { n: 1 }, "monthly")).rejects.toThrow(/ExecutionAlreadyExists|already exists/i);
  expect(await sfn.client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: "SUCCEEDED" });
  await passDays(1);
  const gone = { name: "ExecutionDoesNotExist" };
  await expect(sfn.client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject(gone);
  await expect(sfn.client.send(new GetExecutionHistoryCommand({ executionArn }))).rejects.toMatchObject(gone);
  await expect(sfn.client.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject(gone);
  await expect(sfn.client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject(gone);
  expect((await sfn.client.send(new ListExecutionsCommand({ stateMachineArn: machine }))).executions).toEqual([]);
  expect(await ran(machine, "monthly", { n: 2 })).toBe(executionArn);
  const { input } = await sfn.client.send(new DescribeExecutionCommand({ executionArn }));
  expect(input).toBe('{"n":2}');
});

test("one that takes longer is told of while it runs", async () => {
  const machine = await sfn.create({ W: { Type: "Wait", Seconds: 200 * 86_400, End: true } });
  const executionArn = await ran(machine, "long");
  await passDays(89);
  expect(await sfn.client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: "SUCCEEDED" });
});

test("map runs and their executions go with the execution that has them", async () => {
  const child = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, StartAt: "P", States: pass };
  const executionArn = await ran(await sfn.create({ M: { Type: "Map", ItemProcessor: child, End: true } }), "map", [1]);
  const { mapRuns } = await sfn.client.send(new ListMapRunsCommand({ executionArn }));
  const mapRunArn = mapRuns?.[0]?.mapRunArn;
  const { executions } = await sfn.client.send(new ListExecutionsCommand({ mapRunArn }));
  await passDays(90);
  const notFound = { name: "ResourceNotFound" };
  await expect(sfn.client.send(new DescribeMapRunCommand({ mapRunArn }))).rejects.toMatchObject(notFound);
  await expect(sfn.client.send(new ListExecutionsCommand({ mapRunArn }))).rejects.toMatchObject(notFound);
  const describeChild = new DescribeExecutionCommand({ executionArn: executions?.[0]?.executionArn });
  await expect(sfn.client.send(describeChild)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
});

test("a redriven execution is told of for 90 days after its new end, over restarts too", async () => {
  const machine = await sfn.create({ F: { Type: "Fail", Error: "No" } });
  const executionArn = await ran(machine, "failing");
  await passDays(14);
  await sfn.client.send(new RedriveExecutionCommand({ executionArn }));
  await close();
  await open();
  await passDays(89);
  const describe = new DescribeExecutionCommand({ executionArn });
  expect(await sfn.client.send(describe)).toMatchObject({ status: "FAILED", redriveCount: 1 });
  await passDays(1);
  await expect(sfn.client.send(describe)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
});

test("of two executions that had the same name in turn, a restart takes up the second", async () => {
  const wait = { W: { Type: "Wait", Seconds: "{% $states.input.s %}", End: true } };
  const machine = await sfn.create(wait);
  await ran(machine, "again", { s: 1 });
  await passDays(90);
  const executionArn = await sfn.start(machine, { s: 100 * 86_400 }, "again");
  for (let times = 0; times < 2; times += 1) {
    await close();
    await open();
    const { input } = await sfn.client.send(new DescribeExecutionCommand({ executionArn }));
    expect(input).toBe(`{"s":${100 * 86_400}}`);
  }
  expect(await simulator.engine.ended(executionArn)).toMatchObject({ status: "SUCCEEDED" });
});

test("what is too old is not taken up at a restart, nor kept in the folder", async () => {
  const machine = await sfn.create(pass);
  const executionArn = await ran(machine, "old", { text: "of the old one" });
  await passDays(91);
  await ran(machine, "new");
  await close();
  await open();
  await close();
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  expect(kept.some((text) => text.includes("new"))).toBe(true);
  expect(kept.some((text) => text.includes("of the old one"))).toBe(false);
  await open();
  const describe = new DescribeExecutionCommand({ executionArn });
  await expect(sfn.client.send(describe)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
});

test("the bounds of a map run that is gone do not keep a simulator from its folder", async () => {
  const { activityArn } = await sfn.client.send(new CreateActivityCommand({ name: "by-hand" }));
  const states = { T: { Type: "Task", Resource: activityArn, End: true } };
  const child = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, StartAt: "T", States: states };
  const executionArn = await sfn.start(await sfn.create({ M: { Type: "Map", ItemProcessor: child, End: true } }), [1]);
  const { mapRuns } = await sfn.client.send(new ListMapRunsCommand({ executionArn }));
  await sfn.client.send(new UpdateMapRunCommand({ mapRunArn: mapRuns?.[0]?.mapRunArn, maxConcurrency: 3 }));
  await sfn.client.send(new StopExecutionCommand({ executionArn }));
  await passDays(91);
  await ran(await sfn.create(pass), "new");
  for (let times = 0; times < 2; times += 1) {
    await close();
    await open();
  }
});
