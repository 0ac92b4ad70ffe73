import { isDeepStrictEqual } from "node:util";

import { invalidToken, ServiceError } from "../api/service-error.js";
import type { OperationName } from "../api/input-shape.js";
import type { ExecutionRecord, ExecutionStart } from "../core/execution.js";
import type { TaskRequest } from "../core/signal.js";
import type { ExecutionWorld } from "../core/state-context.js";
import {
  type Integration,
  succeeded,
  type TaskAnswered,
  type TaskCall,
  type TaskOutcome,
} from "../integrations/integration.js";
import type { OutputShape } from "../integrations/sdk-shape.js";
import { executionArn, expressExecutionArn, type Place } from "../engine/arns.js";
import type { ExecutionEngineOptions } from "../engine/execution-engine.js";
import { RestorableEngine, type RestorableEngineOptions } from "../engine/restorable-engine.js";
import type { PausedTask } from "../engine/running.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { TaskResource } from "../machine/task-resource.js";
import type { MockedTasks } from "../mock-config/mocked-tasks.js";
import { Activities } from "./activities.js";
import { executionLogger } from "./execution-logger.js";
import type { LogDestinations } from "./log-groups.js";
import { completeLogging, executionLogging, type LoggingConfiguration } from "./logging-configuration.js";
import { mockActivity } from "./mock-activity.js";
import { checkName } from "./names.js";
import { RecordedIds } from "./recorded-ids.js";
import type { ServiceLog, StartedFrom } from "./service-log.js";
import { statusChange, type StatusListener } from "./status-change.js";
import type { FindMachineAction, WhyNotSimulated } from "./check-machine.js";
import { ExecutionEntries, type ExecutionEntry } from "./execution-entries.js";
import type { ResolvedMachine } from "./state-machine.js";
import { StateMachines } from "./state-machines.js";
import { settingsTakenBefore, type UnusedSettings } from "./unused-settings.js";

export interface StartRequest {
  readonly stateMachineArn: string;
  readonly name?: string | undefined;
  readonly input: JsonValue;
  readonly traceHeader?: string | undefined;
}

export interface StepFunctionsOptions extends Omit<
  RestorableEngineOptions,
  "integration" | "activityScheduled" | "log" | "reattach" | "forgotten"
> {
  readonly log?: ServiceLog | undefined;
  /** Finds the job again that a task had started before the service was restored. */
  readonly reattach?: (service: StepFunctions) => RestorableEngineOptions["reattach"];
  readonly place: Place;
  readonly newId: () => string;
  /** Why a Task's resource cannot run here, or `undefined`; asked when a machine is created. */
  readonly whyNotSimulated: WhyNotSimulated;
  /** What is known of the actions of the AWS SDK integration; asked when a machine is created. */
  readonly findSdkAction: FindMachineAction;
  readonly resultShape: (resource: TaskResource) => Promise<OutputShape | undefined>;
  /** The mocks that executions may follow. */
  readonly mocks: MockedTasks;
  /** Where machines log to. */
  readonly logs: LogDestinations;
  /** What becomes of settings that have no effect here. */
  readonly unusedSettings: UnusedSettings;
  /** Is told when a Standard execution starts, ends, or is redriven. */
  readonly statusListener?: StatusListener | undefined;
  /** Makes the integration; it may start executions of this service. */
  readonly integration: (service: StepFunctions) => ExecutionEngineOptions["integration"];
}

/** The modelled service: machines, executions, activities. The API and the integrations are shells around it. */
export class StepFunctions {
  readonly engine: RestorableEngine;
  readonly machines: StateMachines;
  readonly activities: Activities;
  readonly executions = new ExecutionEntries(() => this.engine);
  readonly place: Place;
  readonly newId: () => string;
  readonly world: ExecutionWorld;
  /** As machines are checked with when they are created. */
  readonly whyNotSimulated: WhyNotSimulated;
  readonly findSdkAction: FindMachineAction;
  /** What a Task's resource answers, as far as that is known. */
  readonly resultShape: (resource: TaskResource) => Promise<OutputShape | undefined>;
  private readonly integration: Integration;
  private readonly mocks: MockedTasks;
  private readonly log: ServiceLog | undefined;
  private readonly logs: LogDestinations;
  private isLogging = false;
  private readonly ids: RecordedIds;
  /** Time stands still during an operation that is taken down or replayed. */
  private frozenMs: number | undefined;
  private isRestoring = false;
  /** What is restored has been told before. */
  private statusListener: StatusListener | undefined;

  constructor(options: StepFunctionsOptions) {
    const nowMs = () => this.frozenMs ?? options.clock.nowMs();
    this.place = options.place;
    this.log = options.log;
    this.logs = options.logs;
    this.ids = new RecordedIds(options.newId);
    this.newId = this.ids.next;
    const settings = () => (this.isRestoring ? settingsTakenBefore : options.unusedSettings);
    this.machines = new StateMachines({
      place: options.place,
      nowMs,
      newId: this.newId,
      random: options.world.random,
      isRestoring: () => this.isRestoring,
      hasRunningExecutions: (arn) => this.executions.ofMachine(arn).some(({ record }) => record.status === "RUNNING"),
      unusedSettings: settings,
      whyNotSimulated: options.whyNotSimulated,
      findSdkAction: options.findSdkAction,
      logs: {
        whyNot: (groupArn) => (this.isRestoring ? undefined : options.logs.whyNot(groupArn)),
        accepted: (groupArn) => {
          if (this.isRestoring) options.logs.restored(groupArn);
          else options.logs.accepted(groupArn);
        },
      },
    });
    this.activities = new Activities(options.place, nowMs, settings);
    this.world = { ...options.world, nowMs };
    this.resultShape = options.resultShape;
    this.whyNotSimulated = options.whyNotSimulated;
    this.findSdkAction = options.findSdkAction;
    this.statusListener = options.statusListener;
    this.integration = options.integration(this);
    this.mocks = options.mocks;
    const { reattach: reattachFor, ...engineOptions } = options;
    const reattach = reattachFor?.(this);
    this.engine = new RestorableEngine({
      ...engineOptions,
      ...(reattach === undefined ? {} : { reattach }),
      world: { ...options.world, activityExists: (arn) => this.activities.exists(arn) },
      integration: this.integration,
      forgotten: (arn) => this.executions.forget(arn),
      activityScheduled: (task, execution) => {
        const start = this.engine.record(execution)?.start;
        if (start !== undefined && options.mocks.covers(start, task.stateName)) {
          mockActivity(this.engine, this.integration, task, execution);
          return;
        }
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
    const { machine, revision, testCase } = resolved;
    const whyNot = testCase === undefined ? undefined : this.mocks.whyNot(machine.name, revision.machine, testCase);
    if (whyNot !== undefined) throw new ServiceError("InvalidName", `Invalid Name: '#${testCase}': ${whyNot}`);
    const name = checkName(request.name ?? this.newId());
    const express = machine.type === "EXPRESS";
    const arn = express
      ? expressExecutionArn(this.place, machine.name, name, this.newId())
      : executionArn(this.place, machine.name, name);
    const existing = this.executions.started(arn);
    if (existing !== undefined) {
      const { record } = existing;
      if (record.status === "RUNNING" && isDeepStrictEqual(record.start.input, request.input)) return existing;
      throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    const start: ExecutionStart = {
      executionArn: arn,
      name,
      stateMachineArn: machine.arn,
      stateMachineName: machine.name,
      roleArn: revision.roleArn,
      region: this.place.region,
      input: request.input,
      testCase,
      ...(revision.logging === undefined ? {} : { logging: revision.logging }),
    };
    this.followLogging(start);
    const { traceHeader } = request;
    const startMs = this.nowMs();
    const seed = this.log?.newSeed();
    if (seed !== undefined) {
      const from = { start, version: resolved.version?.number, alias: resolved.alias?.name, traceHeader };
      this.log?.started(from, startMs, seed);
    }
    const entry: ExecutionEntry = {
      record: this.engine.start(revision.machine, start, seed, startMs),
      revision,
      resolved,
      traceHeader,
    };
    this.add(entry);
    if (!express) this.tellStatus(entry);
    return entry;
  }

  /** Deletes a machine; its executions end at their next transition, and with the last of them it is gone. */
  deleteMachine(arn: string): void {
    this.machines.delete(arn);
    // When a service is restored, the signals are in its journal.
    if (this.isRestoring) return;
    for (const { record } of this.executions.ofMachine(arn))
      if (record.status === "RUNNING") this.engine.send(record.start.executionArn, { kind: "machineDeleted" });
  }

  /** From the first execution on that is to be logged, histories are watched. */
  private followLogging({ logging }: ExecutionStart): void {
    if (logging === undefined || this.isLogging) return;
    this.isLogging = true;
    this.engine.onChange(executionLogger(this.logs));
  }

  /** Finds out about the log group of a machine that is to be made; undefined where there is nothing to wait for. */
  lookUpLogGroup(configuration: LoggingConfiguration): Promise<void> | undefined {
    if (this.logs.lookUp === undefined) return undefined;
    const logging = executionLogging(completeLogging(configuration));
    return logging && this.logs.lookUp(logging.logGroupArn);
  }

  /** Tells that an execution has begun, or begun again, and in time that it has ended. */
  tellStatus({ record, resolved }: ExecutionEntry): void {
    if (this.statusListener === undefined) return;
    this.tellChange(record, resolved, "begun");
    this.tellEnd(record, resolved);
  }

  private tellEnd(record: ExecutionRecord, resolved: ResolvedMachine): void {
    this.engine.afterEnd(record, () => this.tellChange(record, resolved, "ended"));
  }

  private tellChange(record: ExecutionRecord, resolved: ResolvedMachine, phase: "begun" | "ended"): void {
    const listener = this.statusListener;
    if (listener?.wanted() === true)
      void this.engine.hold(async () => listener.tell(statusChange(record, resolved, phase)));
  }

  private add(entry: ExecutionEntry): void {
    const { record, resolved } = entry;
    const { executionArn: arn } = record.start;
    // Nothing can ask for an Express execution after its end.
    if (resolved.machine.type === "EXPRESS") {
      this.engine.forgetWhenEnded(arn);
      return;
    }
    this.executions.add(entry);
  }

  /** Performs an operation that changes something other than executions, and takes it down. */
  change(name: OperationName, input: JsonObject, work: () => JsonObject | Promise<JsonObject>) {
    if (this.log === undefined) return work();
    const atMs = this.nowMs();
    const { result, ids } = this.ids.record(() => this.atTime(atMs, work));
    this.log.operation(name, input, ids, atMs);
    this.log.flush();
    return result;
  }

  /** Begins to restore; the function that it gives ends that and lets everything go on. */
  restore(): () => void {
    const { statusListener } = this;
    this.statusListener = undefined;
    const resume = this.engine.restore();
    return () => {
      this.statusListener = statusListener;
      if (statusListener !== undefined)
        for (const { record, resolved } of this.executions.running()) this.tellEnd(record, resolved);
      resume();
    };
  }

  restoreOperation(
    { ids, atMs }: { readonly ids: readonly string[]; readonly atMs: number },
    work: () => unknown,
  ): void {
    this.isRestoring = true;
    try {
      this.ids.replay(ids, () => this.atTime(atMs, work));
    } finally {
      this.isRestoring = false;
    }
  }

  private atTime<Result>(atMs: number, work: () => Result): Result {
    this.frozenMs = atMs;
    try {
      return work();
    } finally {
      this.frozenMs = undefined;
    }
  }

  restoreStart(from: StartedFrom, startMs: number, seed: string): void {
    const resolved = this.restoreResolved(from.start, from);
    const { revision } = resolved;
    this.followLogging(from.start);
    const record = this.engine.restoreStart(revision.machine, from.start, startMs, seed);
    this.add({ record, revision, resolved, traceHeader: from.traceHeader });
  }

  restoreEnded(record: ExecutionRecord, from: Omit<StartedFrom, "start">): void {
    const resolved = this.restoreResolved(record.start, from);
    this.followLogging(record.start);
    this.engine.restoreEnded(record);
    this.add({ record, revision: resolved.revision, resolved, traceHeader: from.traceHeader });
  }

  private restoreResolved(
    { stateMachineArn, testCase }: ExecutionStart,
    { version: number, alias: aliasName }: Omit<StartedFrom, "start">,
  ): ResolvedMachine {
    const { machine, revision } = this.machines.resolve(stateMachineArn);
    const version = number === undefined ? undefined : machine.versions.get(number);
    const alias = aliasName === undefined ? undefined : machine.aliases.get(aliasName);
    return { machine, revision: version?.revision ?? revision, version, alias, testCase };
  }

  /** Calls a Task's resource outside of any execution; a job is followed to its end. */
  async callTask(task: TaskRequest, execution: string, onHttp?: TaskCall["onHttp"]): Promise<TaskOutcome> {
    const call = { ...task, executionArn: execution, signal: new AbortController().signal, onHttp };
    let answered: TaskAnswered = await this.engine.hold(() => this.integration(call));
    while (answered.kind === "submitted" || answered.kind === "underWay") {
      const { outcome } = answered;
      answered = await new Promise<TaskAnswered>((resolve) => outcome(resolve));
    }
    return answered.kind === "final" ? succeeded(answered.output) : answered;
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
