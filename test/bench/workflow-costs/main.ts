/**
 * Runs every workflow with its sample inputs, in a simulator with virtual time, and prints what AWS would bill for it.
 *
 *     npm run measure:workflows
 */
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { SFNClient, StartExecutionCommand, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { compileProject } from "setpiece/compiler";
import { attendExecution } from "../../../cli/run/attend-execution.js";
import { openInbox } from "../../../cli/inbox/open-inbox.js";
import { exampleAnswer } from "../../../cli/inbox/render-tasks.js";
import { type LocalWorld, startLocalWorld } from "../../../cli/local-world.js";
import type { Terminal } from "../../../cli/terminal.js";
import type { ExecutionRecord } from "../../../simulator/core/execution.js";
import { type Cost, costOf, sumOfCosts, transitionsOf } from "./execution-cost.js";
import { type SampleRun, sampleRuns } from "./sample-runs.js";

const projectRoot = path.resolve(import.meta.dirname, "../../..");
/** For what asks at a terminal: there is nobody. */
const nobody: Terminal = {
  ...{ input: Readable.from([]), output: process.stderr, errors: process.stderr },
  ...{ columns: 100, colors: false, interactive: false, cwd: projectRoot, env: {} },
  stopRequested: () => new Promise(() => {}),
};

const compiled = compileProject({ paths: ["workflows"], cwd: projectRoot });
const express = new Set(compiled.workflows.filter(({ type }) => type === "EXPRESS").map(({ name }) => name));
const answers = new Map(
  compiled.manifest.humans.map(({ name, form }) => [
    name,
    exampleAnswer({ form } as Parameters<typeof exampleAnswer>[0]),
  ]),
);

const world = await startLocalWorld(compiled, { paths: ["workflows"], cwd: projectRoot, clock: "virtual" });
const synchronous = new SFNClient({ disableHostPrefix: true });
const pipesMs = 3_000;
const records = new Map<string, ExecutionRecord>();
world.simulator.engine.onChange(({ record }) => records.set(record.start.executionArn, record));
try {
  const rows: string[] = [];
  for (const sample of sampleRuns(projectRoot)) {
    const record = await run(sample, world);
    rows.push(row(sample.workflow, sample.label, record));
  }
  // Pipes look for work now and then, in real time.
  await delay(pipesMs);
  const measured = new Set(rows.map((line) => line.split(" | ")[0]?.slice(2)));
  for (const { name } of compiled.workflows) {
    if (measured.has(name)) continue;
    const record = [...records.values()].find(
      ({ start, status }) => start.stateMachineName === name && status === "SUCCEEDED",
    );
    rows.push(record === undefined ? `| ${name} | did not run | | | | |` : row(name, "started by the others", record));
  }
  console.log("| workflow | input | end | own transitions | with all that it waits for | USD for 1,000 runs |");
  console.log("| --- | --- | --- | ---: | --- | ---: |");
  for (const line of rows.sort()) console.log(line);
  console.log(`
Step Functions alone, us-east-1, without the free tier: 0.025 USD for 1,000 transitions of Standard workflows; for Express
workflows 1 USD for a million runs and 0.00001667 USD for a GB-second, at 64 MB and the 100 ms that are billed at least, for
in virtual time tasks take none. Lambda, DynamoDB, S3, EventBridge, Kinesis, SQS and SNS are not counted.`);
} finally {
  synchronous.destroy();
  await world.close();
}

/** Answers what the execution asks people, with the first answer that fits, until it has ended. */
async function attend(executionArn: string): Promise<void> {
  const tables = new Set(compiled.manifest.humans.map(({ table }) => table));
  const inboxes = [...tables].map((table) => openInbox({ kind: "local", endpoint: world.simulator.url }, table));
  const prepared = { answers, rejections: new Map<string, string>() };
  try {
    await attendExecution(executionArn, {
      ...{ world, inboxes, prepared, letExpire: true, maxStallMs: 10_000, terminal: nobody },
    });
  } finally {
    for (const inbox of inboxes) inbox.close();
  }
}

async function run({ workflow, input }: SampleRun, { clients, machineArns }: LocalWorld): Promise<ExecutionRecord> {
  const stateMachineArn = machineArns.get(workflow);
  if (stateMachineArn === undefined) throw new Error(`a README runs ${workflow}, and there is no such workflow`);
  const started = { stateMachineArn, input: JSON.stringify(input) };
  const { executionArn = "" } = express.has(workflow)
    ? await synchronous.send(new StartSyncExecutionCommand(started))
    : await clients.stepFunctions.send(new StartExecutionCommand(started));
  if (!express.has(workflow)) await attend(executionArn);
  const record = records.get(executionArn);
  if (record === undefined) throw new Error(`${workflow} left no history`);
  return record;
}

function row(workflow: string, label: string, record: ExecutionRecord): string {
  const { standardTransitions, expressRequests, usd } = sumOfCosts(costsOf(record));
  const parts = [
    ...(standardTransitions > 0 ? [`${standardTransitions} transitions`] : []),
    ...(expressRequests > 0 ? [`${expressRequests} Express ${expressRequests === 1 ? "run" : "runs"}`] : []),
  ];
  const end = record.status === "SUCCEEDED" ? "succeeded" : (record.error ?? record.status);
  const input = label.replaceAll("|", "\\|");
  return `| ${workflow} | ${input} | ${end} | ${transitionsOf(record)} | ${parts.join(", ")} | ${(usd * 1_000).toFixed(4)} |`;
}

/** Of an execution, of the workflows that it waits for, and of the executions of its distributed maps. */
function costsOf(record: ExecutionRecord): readonly Cost[] {
  const { start, history } = record;
  const isExpress = start.executionArn.split(":")[5] === "express";
  const children = history.flatMap(({ type, details }) => {
    if (type === "MapRunStarted") {
      return [...records.values()].filter((each) => each.start.mapRunArn === details?.["mapRunArn"]);
    }
    if (type !== "TaskSubmitted" || !isSynchronous(details?.["resource"])) return [];
    const { ExecutionArn: arn } = details?.["output"] as { readonly ExecutionArn?: string };
    const nested = records.get(arn ?? "");
    return nested === undefined ? [] : [nested];
  });
  return [costOf(record, isExpress), ...children.flatMap(costsOf)];
}

function isSynchronous(resource: unknown): boolean {
  return typeof resource === "string" && resource.includes(".sync");
}
