import type { JsonValue } from "../json.js";
import type { Machine } from "../machine/state-node.js";
import { redriveDistributedMap } from "../states/distributed-map.js";
import { expireTask } from "../states/task-state.js";
import { resumeWaitState } from "../states/wait-state.js";
import { completeChild, startState } from "../states/run-state.js";
import { abortWork } from "./abort-work.js";
import { RunScope } from "./run-scope.js";
import type { Completion, EvaluationScope } from "./evaluation-scope.js";
import type { ExecutionRecord, ExecutionStart, ExecutionStatus, StateRun, Strand } from "./execution.js";
import { type FailureContext, failRun, failRunByItself } from "./fail-run.js";
import { type HistoryLimit, historyLimitOf } from "./history-limit.js";
import {
  enteredEvents,
  type EventDetail,
  executionEnds,
  exitedEvents,
  type HistoryEventType,
} from "./history-event.js";
import { innerStrand, newRecord, newRun, reopenRecord, rootStrand } from "./new-execution.js";
import { type PendingEntry, PendingEntries } from "./pending-entries.js";
import { exceedsPayloadLimit, payloadFailure, variablesFailure } from "./payload-limit.js";
import { lastMsOf } from "./redrivable.js";
import { redriveStrand } from "./redrive-strand.js";
import type { Effect, Signal, TimerPurpose } from "./signal.js";
import type { ExecutionWorld, ScopeAdditions, StrandStart } from "./state-context.js";
import { type ErrorOutput, StateFailure } from "./state-failure.js";
import { takeTaskSignal } from "./take-task-signal.js";
import { Waits } from "./waits.js";

const noAdditions: ScopeAdditions = {};

/**
 * Runs one execution: takes signals, appends events, gives back what the world has to do.
 *
 * It is deterministic: the same machine, world and signals at the same times give the same history. It never waits and
 * never touches anything but its record. Failures of the modelled world are values; what throws is a defect, and ends the
 * execution.
 */
export class Interpreter implements FailureContext {
  readonly record: ExecutionRecord;
  private readonly root: Strand;
  private readonly limit: HistoryLimit;
  private readonly pending = new PendingEntries();
  private effects: Effect[] = [];
  private isMachineDeleted = false;
  /** The timers and tasks that the execution waits for. */
  readonly waits: Waits;
  nowMs: number;
  readonly world: ExecutionWorld;

  constructor(
    private readonly machine: Machine,
    start: ExecutionStart,
    chance: Omit<ExecutionWorld, "nowMs">,
    startMs: number,
  ) {
    this.nowMs = startMs;
    // Time stands still within a step, so that the same signals give the same course again.
    this.world = {
      random: () => chance.random(),
      uuid: () => chance.uuid(),
      taskToken: () => chance.taskToken(),
      activityExists: (arn) => chance.activityExists?.(arn) ?? true,
      nowMs: () => this.nowMs,
    };
    this.record = newRecord(start, startMs);
    this.limit = historyLimitOf(machine);
    this.root = rootStrand(machine.program);
    this.waits = new Waits(this.record, (effect) => this.emit(effect));
  }

  get start(): ExecutionStart {
    return this.record.start;
  }

  get region(): string {
    return this.record.start.region;
  }

  /** Takes one signal and everything that follows from it without waiting. */
  step(signal: Signal, nowMs: number): readonly Effect[] {
    this.nowMs = nowMs;
    this.effects = [];
    if (this.record.status === "RUNNING" || signal.kind === "redrive") {
      try {
        this.take(signal);
        this.enterPending();
        this.waits.boundWait(lastMsOf(this.record));
      } catch (error) {
        this.breakOff(error);
      }
    }
    return this.effects;
  }

  /** The simulator itself went wrong: that ends this execution, and no other one. */
  private breakOff(error: unknown): void {
    if (this.record.status !== "RUNNING") throw error;
    const cause = `The simulator failed to run the execution: ${error instanceof Error ? error.message : String(error)}`;
    this.end("FAILED", "ExecutionFailed", { error: "States.Runtime", cause });
  }

  private take(signal: Signal): void {
    switch (signal.kind) {
      case "start":
        this.begin();
        return;
      case "timer":
        this.takeTimer(signal.timerId);
        return;
      case "redrive":
        this.redrive();
        return;
      case "machineDeleted":
        this.isMachineDeleted = true;
        return;
      case "stop":
        this.end("ABORTED", "ExecutionAborted", signal);
        return;
      case "taskSubmitted":
      case "taskSucceeded":
      case "taskFailed":
      case "activityStarted":
      case "heartbeat":
        takeTaskSignal(signal, this.waits, this);
        return;
    }
  }

  private begin(): void {
    const { input, roleArn } = this.record.start;
    this.write(0, "ExecutionStarted", { input, roleArn });
    this.startTimeout();
    this.enqueue(this.root, this.machine.program.startAt, input);
  }

  private startTimeout(): void {
    if (this.machine.timeoutSeconds === undefined) return;
    const { startMs, redriveMs = startMs } = this.record;
    const endMs = Math.min(redriveMs + this.machine.timeoutSeconds * 1000, lastMsOf(this.record));
    this.waits.setTimer({ kind: "execution", atMs: endMs }, "deadline", endMs);
  }

  private enqueue(strand: Strand, stateName: string, input: JsonValue): void {
    strand.next = { stateName, input };
    this.pending.add({ strand, stateName, input });
  }

  /** Goes on from every state that was entered and not left; retriers count from zero, timeouts start again. */
  private redrive(): void {
    const { record } = this;
    if (record.status === "RUNNING" || record.status === "SUCCEEDED") return;
    reopenRecord(record, this.nowMs);
    const eventId = this.write(record.history.length, "ExecutionRedriven", { redriveCount: record.redriveCount });
    this.startTimeout();
    redriveStrand(this.root, eventId, {
      enter: (strand, stateName, input) => this.enqueue(strand, stateName, input),
      startAgain: (run) => this.attempt(run, () => startState(run, this)),
      redriveMapRun: (run, work) => redriveDistributedMap(run, work, this),
    });
  }

  private takeTimer(timerId: number): void {
    const target = this.waits.takeTimer(timerId);
    if (target === undefined) return;
    if (target.kind === "execution") {
      // It ends on time, however late the timer is.
      this.nowMs = Math.max(target.atMs, this.record.history.at(-1)?.timestampMs ?? 0);
      this.end("TIMED_OUT", "ExecutionTimedOut", { error: "States.Timeout", cause: undefined });
      return;
    }
    const { run, purpose } = target;
    switch (purpose) {
      case "wait":
        this.attempt(run, () => resumeWaitState(run, this));
        return;
      case "retry":
        run.resumable = undefined;
        this.attempt(run, () => startState(run, this));
        return;
      case "timeout":
      case "pause":
      case "deadline":
      case "limit":
        if (run.node.type === "Task" && run.work.kind === "task") expireTask(run, run.node, run.work, timerId, this);
        return;
    }
  }

  private enterPending(): void {
    for (let entry = this.pending.take(); entry !== undefined; entry = this.pending.take()) {
      if (this.record.status !== "RUNNING") break;
      this.enter(entry);
    }
    this.pending.clear();
  }

  private enter({ strand, stateName, input }: PendingEntry): void {
    if (strand.fate !== "alive") return;
    if (this.isMachineDeleted) {
      const cause = `State machine ${this.start.stateMachineName} has been deleted.`;
      this.end("FAILED", "ExecutionFailed", { error: "States.Runtime", cause });
      return;
    }
    strand.next = undefined;
    const node = strand.program.states.get(stateName);
    if (node === undefined) throw new Error(`The compiled machine has no state '${stateName}'.`);
    const precedingEventId = strand.lastEventId;
    this.append(strand, enteredEvents[node.type], { name: stateName, input });
    const { lastEventId: enteredEventId } = strand;
    const run = newRun({ strand, node, input, enteredAtMs: this.nowMs, enteredEventId, precedingEventId });
    strand.run = run;
    this.attempt(run, () => startState(run, this));
  }

  /** The one place where failures that arise inside evaluations become values. */
  attempt(run: StateRun, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      failRunByItself(run, error, this);
    }
  }

  append(strand: Strand, type: HistoryEventType, details?: Readonly<Record<string, EventDetail>>): void {
    strand.lastEventId = this.write(strand.lastEventId, type, details);
  }

  appendAside(strand: Strand, type: HistoryEventType, details?: Readonly<Record<string, EventDetail>>): void {
    this.write(strand.lastEventId, type, details);
  }

  private write(
    previousEventId: number,
    type: HistoryEventType,
    details: Readonly<Record<string, EventDetail>> | undefined,
  ): number {
    const { history } = this.record;
    // The last event that there may be is the end of the execution.
    if (history.length >= this.limit.events - 1 && this.record.status === "RUNNING") {
      this.end(this.limit.status, this.limit.type, this.limit.failure);
      return history.length;
    }
    // What ends with the execution leaves room for that event.
    const room = executionEnds.has(type) ? this.limit.events : this.limit.events - 1;
    if (history.length >= room) return history.length;
    const id = history.length + 1;
    history.push({ id, previousEventId, timestampMs: this.nowMs, type, details });
    return id;
  }

  scope(run: StateRun, more: ScopeAdditions = noAdditions): EvaluationScope {
    return new RunScope(this.record, run, more, this.world);
  }

  complete(run: StateRun, result: JsonValue): void {
    const { node } = run;
    this.leave(run, node.flow.finish(this.scope(run, { result })), "next" in node ? node.next : undefined);
  }

  leave(run: StateRun, { output, assigned }: Completion, next: string | undefined): void {
    const { strand, node } = run;
    if (output !== run.input && exceedsPayloadLimit(output)) {
      this.fail(run, payloadFailure(node.name));
      return;
    }
    const problem = assigned === undefined ? undefined : strand.variables.assign(assigned);
    if (problem !== undefined) {
      this.fail(run, variablesFailure(node.name, problem));
      return;
    }
    const type = exitedEvents[node.type];
    if (assigned === undefined) this.append(strand, type, { name: node.name, output });
    else this.append(strand, type, { name: node.name, output, assignedVariables: assigned });
    strand.run = undefined;
    if (next === undefined) this.completeStrand(strand, output);
    else this.enqueue(strand, next, output);
  }

  private completeStrand(strand: Strand, output: JsonValue): void {
    const { owner } = strand;
    strand.fate = "completed";
    if (owner !== undefined) {
      strand.variables.release();
      this.attempt(owner.run, () => completeChild(owner.run, owner.index, strand, output, this));
      return;
    }
    this.record.output = output;
    this.finish("SUCCEEDED");
    this.write(strand.lastEventId, "ExecutionSucceeded", { output });
  }

  fail(run: StateRun, failure: ErrorOutput): void {
    failRun(run, failure, this);
  }

  failExecution(failure: ErrorOutput, previousEventId: number): void {
    this.end("FAILED", "ExecutionFailed", failure, previousEventId);
  }

  private end(status: ExecutionStatus, type: HistoryEventType, failure: ErrorOutput, previousEventId = 0): void {
    this.record.error = failure.error;
    this.record.cause = failure.cause;
    this.finish(status);
    this.write(previousEventId, type, { error: failure.error, cause: failure.cause });
  }

  private finish(status: ExecutionStatus): void {
    this.record.status = status;
    this.record.stopMs = this.nowMs;
    if (this.root.run !== undefined) abortWork(this.root.run, this);
    this.pending.clear();
    this.waits.clearTimers();
    this.emit({ kind: "ended" });
  }

  /** What would take longer than the execution may be open ends with the execution instead. */
  setTimer(run: StateRun, purpose: TimerPurpose, atMs: number): number {
    const lastMs = lastMsOf(this.record);
    if (atMs > lastMs) return this.waits.setTimer({ kind: "execution", atMs: lastMs }, "deadline", lastMs);
    return this.waits.setTimer({ kind: "run", run, purpose }, purpose, atMs);
  }

  clearTimer(timerId: number | undefined): void {
    this.waits.clearTimer(timerId);
  }

  newTaskId(run: StateRun): number {
    return this.waits.newTaskId(run);
  }

  emit(effect: Effect): void {
    this.effects.push(effect);
  }

  startStrand({ input, ...start }: StrandStart): Strand {
    const strand = innerStrand(start);
    this.enqueue(strand, start.program.startAt, input);
    return strand;
  }

  abortStrand(strand: Strand): void {
    if (strand.fate !== "alive") return;
    const { run } = strand;
    if (run !== undefined) abortWork(run, this);
    strand.fate = "aborted";
    strand.variables.release();
    if (run === undefined) return;
    const { type } = run.node;
    if (type === "Task" || type === "Wait" || type === "Map" || type === "Parallel")
      this.appendAside(strand, `${type}StateAborted`);
  }
}
