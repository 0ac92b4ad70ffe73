import { isDeepStrictEqual } from "node:util";

import { executionDoesNotExist, invalidToken, ServiceError } from "../api/service-error.js";
import type { ExecutionRecord } from "../core/execution.js";
import type { TaskRequest } from "../core/signal.js";
import type { ExecutionWorld } from "../core/state-context.js";
import { type Integration, succeeded, type TaskOutcome } from "../integrations/integration.js";
import type { OutputShape } from "../integrations/sdk-shape.js";
import { executionArn, expressExecutionArn, type Place } from "../engine/arns.js";
import { ExecutionEngine, type ExecutionEngineOptions, type PausedTask } from "../engine/execution-engine.js";
import { type JsonValue, parseJson } from "../json.js";
import type { TaskResource } from "../machine/task-resource.js";
import { Activities } from "./activities.js";
import { checkName } from "./names.js";
import { checkArn, type ResolvedMachine, type Revision, StateMachines } from "./state-machines.js";

/** An execution with what it was started from. */
export interface ExecutionEntry {
  readonly record: ExecutionRecord;
  readonly revision: Revision;
  readonly resolved: ResolvedMachine;
  readonly traceHeader: string | undefined;
}

export interface StartRequest {
  readonly stateMachineArn: string;
  readonly name?: string | undefined;
  readonly input: JsonValue;
  readonly traceHeader?: string | undefined;
}

export interface StepFunctionsOptions extends Omit<ExecutionEngineOptions, "integration" | "activityScheduled"> {
  readonly place: Place;
  readonly newId: () => string;
  /** Why a Task's resource cannot run here, or `undefined`; asked when a machine is created. */
  readonly whyNotSimulated: (resource: TaskResource, machineName: string) => string | undefined;
  readonly resultShape: (resource: TaskResource) => Promise<OutputShape | undefined>;
  /** Makes the integration; it may start executions of this service. */
  readonly integration: (service: StepFunctions) => ExecutionEngineOptions["integration"];
}

/** The modelled service: machines, executions, activities. The API and the integrations are shells around it. */
export class StepFunctions {
  readonly engine: ExecutionEngine;
  readonly machines: StateMachines;
  readonly activities: Activities;
  readonly place: Place;
  readonly newId: () => string;
  readonly world: ExecutionWorld;
  /** What a Task's resource answers, as far as that is known. */
  readonly resultShape: (resource: TaskResource) => Promise<OutputShape | undefined>;
  private readonly integration: Integration;
  private readonly entries = new Map<string, ExecutionEntry>();
  private readonly entriesByMachine = new Map<string, ExecutionEntry[]>();

  constructor(options: StepFunctionsOptions) {
    const nowMs = () => options.clock.nowMs();
    this.place = options.place;
    this.newId = options.newId;
    this.machines = new StateMachines({ ...options, nowMs, random: options.world.random });
    this.activities = new Activities(options.place, nowMs);
    this.world = { ...options.world, nowMs };
    this.resultShape = options.resultShape;
    this.integration = options.integration(this);
    this.engine = new ExecutionEngine({
      ...options,
      integration: this.integration,
      activityScheduled: (task, execution) => {
        const paused: PausedTask = { executionArn: execution, taskId: task.taskId };
        this.activities.schedule(task.resource.arn, {
          taskToken: task.taskToken ?? "",
          input: task.parameters,
          isOpen: () => this.engine.isTaskOpen(paused),
          taken: (workerName) =>
            this.engine.send(execution, { kind: "activityStarted", taskId: task.taskId, workerName }),
        });
      },
    });
  }

  nowMs(): number {
    return this.engine.nowMs();
  }

  /**
   * Starts an execution. A second start with the same name and input of one that still runs gives that one; anything
   * else with a name in use is refused. Names of Express executions are free.
   */
  start(request: StartRequest): ExecutionEntry {
    const resolved = this.machines.resolveForStart(request.stateMachineArn);
    const { machine, revision } = resolved;
    const name = checkName(request.name ?? this.newId());
    const express = machine.type === "EXPRESS";
    const arn = express
      ? expressExecutionArn(this.place, machine.name, name, this.newId())
      : executionArn(this.place, machine.name, name);
    const existing = this.entries.get(arn);
    if (existing !== undefined) {
      const { record } = existing;
      if (record.status === "RUNNING" && isDeepStrictEqual(record.start.input, request.input)) return existing;
      throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    const record = this.engine.start(revision.machine, {
      executionArn: arn,
      name,
      stateMachineArn: machine.arn,
      stateMachineName: machine.name,
      roleArn: revision.roleArn,
      region: this.place.region,
      input: request.input,
      testCase: resolved.testCase,
    });
    const entry: ExecutionEntry = { record, revision, resolved, traceHeader: request.traceHeader };
    if (express) {
      // Nothing can ask for an Express execution after its end.
      this.engine.forgetWhenEnded(arn);
      return entry;
    }
    this.entries.set(arn, entry);
    const list = this.entriesByMachine.get(machine.arn);
    if (list === undefined) this.entriesByMachine.set(machine.arn, [entry]);
    else list.push(entry);
    return entry;
  }

  /** Calls a Task's resource outside of any execution; a job is followed to its end. */
  async callTask(task: TaskRequest, execution: string): Promise<TaskOutcome> {
    const call = { ...task, executionArn: execution, signal: new AbortController().signal };
    const answered = await this.engine.hold(() => this.integration(call));
    if (answered.kind === "submitted" || answered.kind === "underWay")
      return new Promise((resolve) => answered.outcome(resolve));
    return answered.kind === "final" ? succeeded(answered.output) : answered;
  }

  /** A Standard execution: those of Express machines cannot be described. */
  execution(arn: string): ExecutionEntry {
    checkArn(arn, "execution");
    const entry = this.entries.get(arn) ?? this.child(arn);
    if (entry === undefined) throw executionDoesNotExist(arn);
    return entry;
  }

  /** The executions of a map run, the newest first. */
  childrenOf(mapRunArn: string): readonly ExecutionEntry[] {
    checkArn(mapRunArn, "mapRun");
    const run = this.engine.mapRun(mapRunArn);
    const parent = run && this.entries.get(run.parent.executionArn);
    if (run === undefined || parent === undefined)
      throw new ServiceError("ResourceNotFound", `Map Run Does Not Exist: '${mapRunArn}'`);
    return run
      .executions()
      .map((record) => ({ ...parent, record }))
      .toReversed();
  }

  /** An execution that a map run started. */
  private child(arn: string): ExecutionEntry | undefined {
    const record = this.engine.record(arn);
    const run = record?.start.mapRunArn === undefined ? undefined : this.engine.mapRun(record.start.mapRunArn);
    const parent = run && this.entries.get(run.parent.executionArn);
    return record && parent && { ...parent, record };
  }

  /** The newest first. */
  executionsOf(machineArn: string): readonly ExecutionEntry[] {
    return (this.entriesByMachine.get(machineArn) ?? []).toReversed();
  }

  /** The task of a token; a token of no task and one of a task that has ended are refused differently. */
  pausedTask(taskToken: string): PausedTask {
    const task = this.engine.pausedTask(taskToken);
    if (task !== undefined) return task;
    if (this.engine.knowsToken(taskToken))
      throw new ServiceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    throw invalidToken();
  }
}

/** Parses the JSON text of an execution's input. */
export function parseInput(text: string | undefined): JsonValue {
  if (text === undefined) return {};
  const input = parseJson(text);
  if (input === undefined)
    throw new ServiceError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${parseProblem(text)}'`);
  return input;
}

function parseProblem(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return String(error);
  }
}
