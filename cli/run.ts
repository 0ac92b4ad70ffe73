import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { CompiledWorkflow, CompileResult } from "../compiler/index.js";
import { type NativeCall, registry, runNative } from "../dsl/index.js";
import { compileOrFail, pathsOrDefault } from "./compile-sources.js";
import { CliFailure, ReportedFailure } from "./failure.js";
import { findWorkflow } from "./find-workflow.js";
import { openInbox } from "./inbox/open-inbox.js";
import { readJsonArgument } from "./json-argument.js";
import { type LocalWorld, startLocalWorld } from "./local-world.js";
import { type PreparedAnswers, readAnswers } from "./run/answers.js";
import { attendExecution } from "./run/attend-execution.js";
import { runExpress } from "./run/express.js";
import { nativeTasks } from "./run/native.js";
import { sourceFinder } from "./source-finder.js";
import { print, type Terminal } from "./terminal.js";
import { jsonLine, visibleLine } from "./terminal-text.js";
import { readTimeline, type Timeline } from "./timeline/read-timeline.js";
import { renderTimeline } from "./timeline/render-timeline.js";

export interface RunOptions {
  readonly input: string;
  readonly path?: readonly string[];
  readonly native?: boolean;
  readonly answer?: string;
  readonly reject?: string;
  readonly letExpire?: boolean;
  readonly realTime?: boolean;
  readonly json?: boolean;
}

/** How long an answer by task token may take in real time before a run that nobody attends gives up. */
const patienceMs = 5_000;

/** `setpiece run WORKFLOW`: one execution in a simulator of its own, with its timeline; or the function itself. */
export async function run(name: string, options: RunOptions, terminal: Terminal): Promise<void> {
  const input = await readJsonArgument(options.input, "--input", terminal);
  const paths = pathsOrDefault(options.path);
  const result = await compileOrFail(paths, terminal);
  const workflow = findWorkflow(result, name);
  const prepared = await readAnswers(options, result.manifest.humans, terminal);
  const world = await startLocalWorld(result, {
    ...{ paths, cwd: terminal.cwd },
    clock: options.realTime === true ? "real" : "virtual",
  });
  try {
    if (options.native === true) await runFunction(workflow, input, prepared, result, world, options, terminal);
    else await runMachine(workflow, input, prepared, result, world, options, terminal);
  } finally {
    await world.close();
  }
}

async function runMachine(
  workflow: CompiledWorkflow,
  input: unknown,
  prepared: PreparedAnswers,
  result: CompileResult,
  world: LocalWorld,
  options: RunOptions,
  terminal: Terminal,
): Promise<void> {
  const stateMachineArn = world.machineArns.get(workflow.name) ?? "";
  const timeline =
    workflow.type === "EXPRESS"
      ? await runExpress(world, stateMachineArn, JSON.stringify(input))
      : await runStandard(stateMachineArn, input, prepared, result, world, options, terminal);
  if (options.json === true) {
    const { status, output, error, cause } = timeline.end;
    const parsed = output === undefined ? {} : { output: JSON.parse(output) as unknown };
    print(terminal, JSON.stringify({ workflow: workflow.name, status, ...parsed, error, cause }));
  } else {
    const { columns, colors, cwd } = terminal;
    print(terminal, renderTimeline(timeline, { columns, colors, sourceOf: sourceFinder(result, cwd) }));
  }
  if (timeline.end.status !== "SUCCEEDED") throw new ReportedFailure();
}

async function runStandard(
  stateMachineArn: string,
  input: unknown,
  prepared: PreparedAnswers,
  result: CompileResult,
  world: LocalWorld,
  options: RunOptions,
  terminal: Terminal,
): Promise<Timeline> {
  const { stepFunctions } = world.clients;
  const { executionArn } = await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  if (executionArn === undefined) throw new Error("The simulator gave no execution ARN.");
  const tables = new Set(result.manifest.humans.map(({ table }) => table));
  const inboxes = [...tables].map((table) => openInbox({ kind: "local", endpoint: world.simulator.url }, table));
  try {
    const letExpire = options.letExpire === true;
    const maxStallMs = options.realTime === true || terminal.interactive ? Number.POSITIVE_INFINITY : patienceMs;
    await attendExecution(executionArn, { world, inboxes, prepared, letExpire, maxStallMs, terminal });
  } finally {
    for (const inbox of inboxes) inbox.close();
  }
  return readTimeline(stepFunctions, executionArn);
}

async function runFunction(
  { name }: CompiledWorkflow,
  input: unknown,
  prepared: PreparedAnswers,
  { manifest }: CompileResult,
  world: LocalWorld,
  options: RunOptions,
  terminal: Terminal,
): Promise<void> {
  const workflow = registry.workflows.get(name);
  if (workflow === undefined)
    throw new CliFailure(`${name} was compiled, but its file does not declare it when it runs.`);
  const tasks = nativeTasks(world.simulator.url, prepared, manifest.humans);
  const onCall = ({ task, input: callInput }: NativeCall) => {
    if (options.json !== true) print(terminal, `  ${task} ${jsonLine(callInput)}`);
  };
  try {
    const output: unknown = await runNative(workflow, input, { tasks, onCall });
    print(
      terminal,
      options.json === true
        ? JSON.stringify({ workflow: name, status: "SUCCEEDED", output })
        : `result: ${jsonLine(output)}`,
    );
  } catch (error) {
    if (error instanceof CliFailure || !(error instanceof Error)) throw error;
    throw new CliFailure(visibleLine(`${name} failed with ${error.name}: ${error.message}`), undefined, {
      cause: error,
    });
  }
}
