import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pc from "picocolors";
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { CompileResult } from "../compiler/index.js";
import type { InboxTask } from "../operator/index.js";
import { renderWorkflows } from "./build.js";
import { compileOrFail } from "./compile-sources.js";
import { countText } from "./count-text.js";
import { CliFailure, ReportedFailure } from "./failure.js";
import { type Inbox, openInbox } from "./inbox/open-inbox.js";
import { renderTaskSummary } from "./inbox/render-tasks.js";
import { type LocalWorld, startLocalWorld } from "./local-world.js";
import { waitForHumanStep } from "./run/wait-for-human-step.js";
import { sourceFinder } from "./source-finder.js";
import { print, type Terminal } from "./terminal.js";
import { jsonLine } from "./terminal-text.js";
import { readTimeline } from "./timeline/read-timeline.js";
import { renderTimeline } from "./timeline/render-timeline.js";
import { validateFiles } from "./validate.js";

const workflowName = "checkout";
const orderFile = "workflows/checkout/input/above-fraud-limit.json";
const answer = { approved: true, reason: "known customer" };
const operatorName = "demo operator";

/**
 * `setpiece demo`: the main job from end to end on the repository's checkout workflow.
 *
 * Compiles and verifies, starts the simulator, starts checkout through the Step Functions API, lets it pause at its human
 * step, decides that step as an operator does (the inbox resumes the execution with the task token), and shows the
 * timeline.
 */
export async function demo(terminal: Terminal): Promise<void> {
  if (!existsSync(join(terminal.cwd, orderFile))) {
    throw new CliFailure(
      `There is no ${orderFile} in ${terminal.cwd}.`,
      "The demo runs the retail workflows of the Setpiece repository: run it in a clone of that.",
    );
  }
  const heading = headings(terminal);
  heading("Compile workflows/");
  const result = await compileOrFail([], terminal);
  const { writeBuild } = await import("../compiler/index.js");
  writeBuild(result, join(terminal.cwd, "build"));
  print(terminal, renderWorkflows(result, terminal));

  heading("Verify every machine in build/");
  verify(result, terminal);

  heading("Start the embedded simulator");
  const world = await startLocalWorld(result, { paths: ["workflows"], cwd: terminal.cwd });
  const inbox = openInbox({ kind: "local", endpoint: world.simulator.url }, humanTable(result));
  try {
    print(terminal, `  ${world.simulator.url} answers for Step Functions and the services that the workflows call`);
    heading(`Run ${workflowName} on ${orderFile}`);
    const executionArn = await startCheckout(world, terminal);
    const paused = await waitForHumanStep(executionArn, world.clients.stepFunctions, [inbox]);
    if (paused !== undefined) await decide(paused.task, inbox, heading, terminal);
    const again = await waitForHumanStep(executionArn, world.clients.stepFunctions, [inbox]);
    if (again !== undefined) throw new CliFailure(`${workflowName} paused again, at ${again.task.step}.`);

    heading("What happened");
    const timeline = await readTimeline(world.clients.stepFunctions, executionArn);
    const { columns, colors, cwd } = terminal;
    print(terminal, renderTimeline(timeline, { columns, colors, sourceOf: sourceFinder(result, cwd) }));
    if (paused === undefined) throw new CliFailure(`${workflowName} ended without a human step.`);
    if (timeline.end.status !== "SUCCEEDED") throw new ReportedFailure();
  } finally {
    inbox.close();
    await world.close();
  }
}

function verify({ manifest }: CompileResult, terminal: Terminal): void {
  const files = manifest.workflows.map(({ asl }) => join(terminal.cwd, "build", asl));
  const { exitCode, output } = validateFiles(files);
  if (exitCode !== 0) throw new CliFailure(output);
  const tick = pc.createColors(terminal.colors).green("✔");
  print(terminal, `  ${tick} ${countText(files.length, "machine")} valid`);
}

async function startCheckout({ clients, machineArns }: LocalWorld, terminal: Terminal): Promise<string> {
  const input = readFileSync(join(terminal.cwd, orderFile), "utf8");
  const { executionArn } = await clients.stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn: machineArns.get(workflowName), input }),
  );
  if (executionArn === undefined) throw new Error("The simulator gave no execution ARN.");
  print(terminal, `  ${executionArn}`);
  return executionArn;
}

async function decide(
  task: InboxTask,
  { service }: Inbox,
  heading: (text: string) => void,
  terminal: Terminal,
): Promise<void> {
  heading(`Paused: a person decides ${task.step}`);
  const { columns, colors } = terminal;
  const shown = renderTaskSummary(task, { columns, colors, now: new Date(task.createdAt) });
  print(terminal, shown.replaceAll(/^/gm, "  "));
  const { task: decided } = await service.complete(task.taskId, answer, operatorName);
  print(
    terminal,
    `\n  ${operatorName} answers ${jsonLine(answer)} → ${decided.status}; SendTaskSuccess resumed the execution`,
  );
}

function humanTable({ manifest }: CompileResult): string {
  const [human] = manifest.humans;
  if (human === undefined) throw new CliFailure("No workflow has a human step, which the demo is about.");
  return human.table;
}

/** Numbered headings, with an empty line before all but the first. */
function headings(terminal: Terminal): (text: string) => void {
  const { bold, cyan } = pc.createColors(terminal.colors);
  let number = 0;
  return (text) => {
    number += 1;
    print(terminal, `${number === 1 ? "" : "\n"}${cyan(String(number))} ${bold(text)}`);
  };
}
