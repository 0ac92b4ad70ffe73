import type { JsonObject, JsonValue } from "../json.js";
import type { Machine, Retrier } from "../machine/state-node.js";
import {
  answerTask,
  answerTaskByToken,
  beatTask,
  expireTask,
  startActivity,
  submitTask,
} from "../states/task-state.js";
import { endMapRun } from "../states/distributed-map.js";
import { resumeWaitState } from "../states/wait-state.js";
import { completeChild, failChild, startState } from "../states/run-state.js";
import { abortWork } from "./abort-work.js";
import { RunScope } from "./run-scope.js";
import type { Completion, EvaluationScope } from "./evaluation-scope.js";
import type {
  ExecutionRecord,
  ExecutionStart,
  ExecutionStatus,
  StateRun,
  Strand,
  TaskAnswer,
  TaskWork,
} from "./execution.js";
import { enteredEvents, type EventDetail, exitedEvents, type HistoryEventType } from "./history-event.js";
import { innerStrand, newRecord, newRun, rootStrand } from "./new-execution.js";
import { exceedsPayloadLimit, payloadFailure, variablesFailure } from "./payload-limit.js";
import { chooseRecovery, type Recovery } from "./recovery.js";
import { redriveStrand } from "./redrive-strand.js";
import { retryDelayMs } from "./retry-delay.js";
import type { Effect, Signal, TimerPurpose } from "./signal.js";
import type { ExecutionWorld, ScopeAdditions, StateContext, StrandStart } from "./state-context.js";
import { type ErrorOutput, StateFailure } from "./state-failure.js";
import { Waits } from "./waits.js";

/** Events of one execution; the last one of an execution that reaches the limit is its failure. */
const maxHistoryEvents = 25_000;

interface PendingEntry {
  readonly strand: Strand;
  readonly stateName: string;
  readonly input: JsonValue;
}

const noAdditions: ScopeAdditions = {};

/**
 * Runs one execution: takes signals, appends events, gives back what the world has to do.
 *
 * It is deterministic: the same machine, world and signals at the same times give the same history. It never waits and
 * never touches anything but its record. Failures of the modelled world are values; what throws is a defect.
 */
export class Interpreter implements StateContext {
  readonly record: ExecutionRecord;
  private readonly root: Strand;
  private readonly pending: PendingEntry[] = [];
  private effects: Effect[] = [];
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
      nowMs: () => this.nowMs,
    };
    this.record = newRecord(start, startMs);
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
      this.take(signal);
      this.enterPending();
    }
    return this.effects;
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
      case "stop":
        this.end("ABORTED", "ExecutionAborted", signal);
        return;
      case "taskSubmitted":
        this.withTask(signal.taskId, (run, work) => {
          if (run.node.type === "Task") submitTask(run, run.node, work, signal.output, this);
        });
        return;
      case "taskSucceeded":
      case "taskFailed":
        if (this.takeMapRun(signal)) return;
        this.withTask(signal.taskId, (run, work) => {
          if (run.node.type !== "Task") return;
          const answer: TaskAnswer = checkedAnswer(signal, run.node.resource.arn);
          if (signal.byToken === true) answerTaskByToken(run, run.node, work, answer, this);
          else answerTask(run, run.node, work, answer, this);
        });
        return;
      case "activityStarted":
        this.withTask(signal.taskId, (run) => startActivity(run, signal.workerName, this));
        return;
      case "heartbeat":
        this.withTask(signal.taskId, (run, work) => beatTask(run, work, this));
        return;
    }
  }

  private takeMapRun(answer: TaskAnswer & { readonly taskId: number }): boolean {
    const run = this.waits.openMapRun(answer.taskId);
    if (run === undefined) return false;
    this.attempt(run, () => endMapRun(run, answer, this));
    return true;
  }

  private begin(): void {
    const { input, roleArn } = this.record.start;
    this.write(0, "ExecutionStarted", { input, roleArn });
    this.startTimeout();
    this.enqueue(this.root, this.machine.program.startAt, input);
  }

  private startTimeout(): void {
    if (this.machine.timeoutSeconds === undefined) return;
    this.waits.setTimer({ kind: "execution" }, "timeout", this.nowMs + this.machine.timeoutSeconds * 1000);
  }

  private enqueue(strand: Strand, stateName: string, input: JsonValue): void {
    strand.next = { stateName, input };
    this.pending.push({ strand, stateName, input });
  }

  /** Goes on from every state that was entered and not left; retriers count from zero, timeouts start again. */
  private redrive(): void {
    const { record } = this;
    if (record.status === "RUNNING" || record.status === "SUCCEEDED") return;
    record.status = "RUNNING";
    record.stopMs = undefined;
    record.error = undefined;
    record.cause = undefined;
    record.redriveCount += 1;
    record.redriveMs = this.nowMs;
    const eventId = this.write(record.history.length, "ExecutionRedriven", { redriveCount: record.redriveCount });
    this.startTimeout();
    redriveStrand(this.root, eventId, {
      enter: (strand, stateName, input) => this.enqueue(strand, stateName, input),
      startAgain: (run) => this.attempt(run, () => startState(run, this)),
      redriveMapRun: (run, taskId) => this.redriveMapRun(run, taskId),
    });
  }

  private redriveMapRun(run: StateRun, taskId: number): void {
    const newTaskId = this.newTaskId(run);
    run.work = { kind: "mapRun", taskId: newTaskId };
    this.append(run.strand, "MapRunRedriven", { redriveCount: this.record.redriveCount });
    this.emit({ kind: "redriveMapRun", taskId, newTaskId });
  }

  private takeTimer(timerId: number): void {
    const target = this.waits.takeTimer(timerId);
    if (target === undefined) return;
    if (target.kind === "execution") {
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
        if (run.node.type === "Task" && run.work.kind === "task") expireTask(run, run.node, run.work, timerId, this);
        return;
    }
  }

  /** A signal for a task that has ended is late, and changes nothing. */
  private withTask(taskId: number, take: (run: StateRun, work: TaskWork) => void): void {
    const open = this.waits.openTask(taskId);
    if (open === undefined) return;
    this.attempt(open.run, () => take(open.run, open.work));
  }

  /** Strands take turns, one transition each, so branches advance side by side. */
  private enterPending(): void {
    for (let next = 0; next < this.pending.length; next += 1) {
      const entry = this.pending[next];
      if (entry === undefined || this.record.status !== "RUNNING") break;
      this.enter(entry);
      if (next > 1_000) {
        this.pending.splice(0, next + 1);
        next = -1;
      }
    }
    this.pending.length = 0;
  }

  private enter({ strand, stateName, input }: PendingEntry): void {
    if (strand.fate !== "alive") return;
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
  private attempt(run: StateRun, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      this.failByItself(run, error);
    }
  }

  private failByItself(run: StateRun, failure: StateFailure): void {
    const { name } = run.node;
    const cause = `An error occurred while executing the state '${name}' (entered at the event id #${run.enteredEventId}). ${failure.detail}`;
    this.noteEvaluationFailure(run, failure, cause);
    this.fail(run, { error: failure.error, cause }, true);
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
    if (history.length >= maxHistoryEvents - 1 && this.record.status === "RUNNING") {
      this.end("FAILED", "ExecutionFailed", {
        error: "States.Runtime",
        cause: `The execution reached the maximum number of history events (${maxHistoryEvents}).`,
      });
      return history.length;
    }
    if (history.length >= maxHistoryEvents) return history.length;
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

  fail(run: StateRun, failure: ErrorOutput, byItself = false): void {
    const { node, strand } = run;
    run.work = { kind: "none" };
    if (this.record.status !== "RUNNING") return;
    const recovery: Recovery =
      "retry" in node
        ? chooseRecovery(node, failure.error, (index) => run.retrierAttempts[index] ?? 0)
        : { kind: "fail", exhausted: undefined };
    if (recovery.kind === "retry") {
      this.retry(run, recovery.index, recovery.retrier);
      return;
    }
    // A Map that fails for its own fields in JSONPath has no MapStateFailed.
    if (node.type === "Parallel" || (node.type === "Map" && !(byItself && node.flow.language === "JSONPath")))
      this.append(strand, `${node.type}StateFailed`);
    if (recovery.kind === "fail") {
      this.failStrand(strand, failure);
      return;
    }
    const { catcher } = recovery;
    const errorOutput: JsonObject = { Error: failure.error ?? null, Cause: failure.cause ?? "" };
    try {
      const completion = catcher.finish(this.scope(run, { errorOutput }));
      if (exceedsPayloadLimit(completion.output)) this.failStrand(strand, payloadFailure(node.name));
      else this.leave(run, completion, catcher.next);
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      this.failStrandBy(run, error);
    }
  }

  /** The catcher itself failed: nothing is left to catch that. */
  private failStrandBy(run: StateRun, failure: StateFailure): void {
    const cause = `An error occurred while executing the state '${run.node.name}' (entered at the event id #${run.enteredEventId}). ${failure.detail}`;
    this.noteEvaluationFailure(run, failure, cause);
    this.failStrand(run.strand, { error: failure.error, cause });
  }

  /**
   * Directly after a state's entry the event follows what came before the entry, as the service has it; unless an
   * expression gave a value that the state's work then could not use.
   */
  private noteEvaluationFailure(run: StateRun, { error, location, ofValue }: StateFailure, cause: string): void {
    if (error !== "States.QueryEvaluationError") return;
    const { strand, node } = run;
    if (strand.lastEventId === run.enteredEventId && !ofValue) strand.lastEventId = run.precedingEventId;
    this.append(strand, "EvaluationFailed", { error, cause, location, state: node.name });
  }

  private retry(run: StateRun, index: number, retrier: Retrier): void {
    const attempts = run.retrierAttempts[index] ?? 0;
    run.retrierAttempts[index] = attempts + 1;
    run.retryCount += 1;
    const delayMs = retryDelayMs(retrier, attempts, this.world);
    run.work = { kind: "timer", timerId: this.setTimer(run, "retry", this.nowMs + delayMs) };
  }

  private failStrand(strand: Strand, failure: ErrorOutput): void {
    const { owner } = strand;
    if (owner !== undefined) {
      this.attempt(owner.run, () => failChild(owner.run, owner.index, strand, failure, this));
      return;
    }
    this.end("FAILED", "ExecutionFailed", failure, strand.lastEventId);
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
    this.pending.length = 0;
    this.waits.clearTimers();
    this.emit({ kind: "ended" });
  }

  setTimer(run: StateRun, purpose: TimerPurpose, atMs: number): number {
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

function checkedAnswer(answer: TaskAnswer, resourceArn: string): TaskAnswer {
  if (answer.kind === "taskFailed" || !exceedsPayloadLimit(answer.output)) return answer;
  return { kind: "taskFailed", ...payloadFailure(resourceArn) };
}
