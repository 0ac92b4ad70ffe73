import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DeleteStateMachineCommand, RedriveExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf } from "../client.js";

const folder = mkdtempSync(join(tmpdir(), "setpiece-cut-"));

/** A distributed Map over three items, in which the second fails. */
const mapOf = (states: object) => {
  const ProcessorConfig = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
  const ItemProcessor = { ProcessorConfig, StartAt: "W", States: states };
  return { M: { Type: "Map", Items: [1, 2, 3], MaxConcurrency: 2, ItemProcessor, End: true } };
};
const wait = (next: object) => ({ Type: "Wait", Seconds: 1_000, ...next });
const failing = mapOf({
  W: { Type: "Choice", Choices: [{ Condition: "{% $states.input = 2 %}", Next: "F" }], Default: "S" },
  F: { Type: "Fail" },
  S: { Type: "Succeed" },
});

/** What happened up to here: the lines of its journal. */
async function journal(): Promise<readonly string[]> {
  const data = join(folder, "whole");
  const simulator = await startSimulator({ data });
  const sfn = clientOf(simulator.url);
  const failed = await sfn.start(await sfn.create(failing));
  await simulator.engine.ended(failed);
  await sfn.client.send(new RedriveExecutionCommand({ executionArn: failed }));
  await simulator.engine.ended(failed);
  const stopped = await sfn.start(await sfn.create(mapOf({ W: wait({ End: true }) })));
  await sfn.client.send(new StopExecutionCommand({ executionArn: stopped }));
  const machine = await sfn.create({ W: wait({ Next: "X" }), X: { Type: "Pass", End: true } });
  await sfn.start(machine);
  await sfn.client.send(new DeleteStateMachineCommand({ stateMachineArn: machine }));
  sfn.client.destroy();
  await simulator.close();
  return readFileSync(join(data, "journal.jsonl"), "utf8").split("\n").slice(0, -1);
}

/** All executions, each with those that its map runs have started. */
const executionsOf = ({ service, engine }: Simulator) =>
  service.machines
    .list()
    .flatMap(({ arn }) => service.executions.ofMachine(arn))
    .map(({ record }) => ({
      record,
      children: engine.mapRunsOf(record.start.executionArn).flatMap((mapRun) => mapRun.executions()),
    }));

test("wherever a journal ends, what it tells of comes to its end", async () => {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lines = await journal();
  const deletion = lines.findIndex((line) => line.includes('"machineDeleted"'));
  expect(deletion).toBeGreaterThan(20);
  for (let length = 1; length <= lines.length; length += 1) {
    const data = join(folder, String(length));
    mkdirSync(data);
    writeFileSync(join(data, "journal.jsonl"), `${lines.slice(0, length).join("\n")}\n`);
    const simulator = await startSimulator({ data, clock: { scale: 1_000_000 } });
    const executions = executionsOf(simulator);
    for (const { record, children } of executions) {
      for (const { start } of [record, ...children]) await simulator.engine.ended(start.executionArn);
      if (record.status === "ABORTED") expect(new Set(children.map(({ status }) => status))).not.toContain("SUCCEEDED");
    }
    const ofDeleted = executions.find(({ record }) => record.start.stateMachineName === "machine-3");
    if (ofDeleted !== undefined) expect(ofDeleted.record.status).toBe(length > deletion ? "FAILED" : "SUCCEEDED");
    await simulator.close();
  }
});
