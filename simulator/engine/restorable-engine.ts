import type { ExecutionRecord, ExecutionStart } from "../core/execution.js";
import type { Effect, Signal, TaskRequest } from "../core/signal.js";
import { StateFailure } from "../core/state-failure.js";
import type { TaskAnswered } from "../integrations/integration.js";
import type { JsonValue } from "../json.js";
import type { MapItem } from "../machine/state-node.js";
import type { Machine } from "../machine/state-node.js";
import { ExecutionEngine, type ExecutionEngineOptions } from "./execution-engine.js";
import type { ChildStart } from "./execution-log.js";
import { newRunning, type Running } from "./running.js";

export interface RestorableEngineOptions extends ExecutionEngineOptions {
  /** Finds the job again that answered a call with `output`; `undefined` where the token alone ends the task. */
  readonly reattach?: (task: TaskRequest, output: JsonValue, signal: AbortSignal) => TaskAnswered | undefined;
}

/** What was under way in an execution, as far as its log tells. */
interface Unfinished {
  readonly tasks: Map<number, TaskRequest>;
  /** What services answered that took a task. */
  readonly submitted: Map<number, JsonValue>;
  /** Activities' tasks that a worker took. */
  readonly taken: Set<number>;
}

/**
 * An engine that can take up executions from a log. Between `restore` and the function that it gives, signals are
 * replayed: histories grow, timers are set, and nothing outside is called. Then calls that had no answer are made again,
 * so a task may run twice, never not at all.
 */
export class RestorableEngine extends ExecutionEngine {
  private readonly unfinished = new Map<string, Unfinished>();

  constructor(private readonly restorable: RestorableEngineOptions) {
    super(restorable);
  }

  /** Begins to restore; the function that it gives ends that and lets everything go on. */
  restore(): () => void {
    const unpause = this.time.pause();
    return () => {
      // Some runs look at the others, so all are there before any goes on.
      for (const [executionArn, unfinished] of this.unfinished) this.resume(executionArn, unfinished);
      this.unfinished.clear();
      for (const mapRun of this.mapRuns.values())
        if (mapRun.status !== "RUNNING") this.time.runLater(() => mapRun.stopChildren());
      unpause();
    };
  }

  /** An execution of the same name that was there before had ended, and was too old to be told of. */
  restoreStart(machine: Machine, start: ExecutionStart, startMs: number, seed: string): ExecutionRecord {
    this.forget(start.executionArn);
    this.unfinished.set(start.executionArn, { tasks: new Map(), submitted: new Map(), taken: new Set() });
    return this.add(machine, start, startMs, seed).record;
  }

  restoreChild({ mapRunArn, index, start, startMs, seed }: ChildStart): void {
    const mapRun = this.mapRuns.get(mapRunArn);
    if (mapRun === undefined) throw new Error(`there is no map run ${mapRunArn}`);
    mapRun.restoreChild(index, this.restoreStart(mapRun.machine, start, startMs, seed));
  }

  restoreItems(mapRunArn: string, items: readonly MapItem[]): void {
    try {
      this.mapRuns.get(mapRunArn)?.restoreItems(items);
    } catch (error) {
      // Items that cannot be used fail the run, and the signal of that comes next.
      if (!(error instanceof StateFailure)) throw error;
    }
  }

  /** All executions are there: those go that ended too long ago. */
  forgetRestored(): void {
    this.retention.sort();
    this.retention.forgetExpired(this.nowMs());
  }

  /** An execution that has succeeded, with all there is to know of it. */
  restoreEnded(record: ExecutionRecord): void {
    const { executionArn } = record.start;
    this.forget(executionArn);
    const running = newRunning(record, undefined);
    this.executions.set(executionArn, running);
    this.noteEnd(executionArn, running);
  }

  /** Replays a signal. An execution that has another number of events than when it took it has gone another way. */
  restoreSignal(executionArn: string, signal: Signal, atMs: number, eventCount: number): void {
    const running = this.executions.get(executionArn);
    const unfinished = this.unfinished.get(executionArn);
    if (running?.interpreter === undefined || unfinished === undefined)
      throw new Error(`nothing is known of ${executionArn}, or it has ended`);
    if (running.record.history.length !== eventCount)
      throw new Error(`${executionArn} has ${running.record.history.length} events where it had ${eventCount}`);
    this.note(running, unfinished, signal, atMs);
    for (const effect of running.interpreter.step(signal, atMs))
      this.restoreEffect(executionArn, running, unfinished, effect, atMs);
  }

  private note(running: Running, unfinished: Unfinished, signal: Signal, atMs: number): void {
    switch (signal.kind) {
      case "timer":
        this.clearTimer(running, signal.timerId);
        return;
      case "taskSubmitted":
        unfinished.submitted.set(signal.taskId, signal.output);
        return;
      case "activityStarted":
        unfinished.taken.add(signal.taskId);
        return;
      case "taskSucceeded":
      case "taskFailed":
        running.mapRuns
          .find(({ taskId }) => taskId === signal.taskId)
          ?.restoreEnd(signal.kind === "taskSucceeded" ? "SUCCEEDED" : "FAILED", atMs);
        return;
      case "redrive":
        this.retention.remove(running.record.start.executionArn);
        return;
      case "start":
      case "heartbeat":
      case "machineDeleted":
      case "stop":
        return;
    }
  }

  private restoreEffect(
    executionArn: string,
    running: Running,
    unfinished: Unfinished,
    effect: Effect,
    atMs: number,
  ): void {
    switch (effect.kind) {
      case "setTimer":
        this.setTimer(executionArn, running, effect);
        return;
      case "clearTimer":
        this.clearTimer(running, effect.timerId);
        return;
      case "startTask":
        this.noteToken(executionArn, running, effect.task);
        unfinished.tasks.set(effect.task.taskId, effect.task);
        return;
      case "startMapRun": {
        const { items, mapRunArn } = effect.mapRun;
        this.addMapRun(executionArn, running, effect.mapRun, atMs);
        if (items.kind === "items") this.restoreItems(mapRunArn, items.items);
        return;
      }
      case "redriveMapRun": {
        const mapRun = running.mapRuns.find(({ taskId }) => taskId === effect.taskId);
        const done = this.followMapRun(executionArn, running, effect.newTaskId);
        mapRun?.restoreRedrive(effect.newTaskId, done, atMs);
        return;
      }
      case "cancelTask":
        unfinished.tasks.delete(effect.taskId);
        running.mapRuns.find(({ taskId }) => taskId === effect.taskId)?.restoreEnd("ABORTED", atMs);
        running.calls.delete(effect.taskId);
        return;
      case "ended":
        this.noteEnd(executionArn, running);
        return;
    }
  }

  private resume(executionArn: string, { tasks, submitted, taken }: Unfinished): void {
    const running = this.executions.get(executionArn);
    if (running?.record.status !== "RUNNING") return;
    if (running.record.history.length === 0) {
      // The log ends between the start of the execution and its first signal.
      this.time.runLater(() => this.send(executionArn, { kind: "start" }));
      return;
    }
    for (const mapRun of running.mapRuns)
      if (running.interpreter?.waits.isMapRunOpen(mapRun.taskId) === true) this.time.runLater(() => mapRun.resume());
    for (const task of tasks.values()) {
      if (running.interpreter?.waits.isTaskOpen(task.taskId) !== true || taken.has(task.taskId)) continue;
      const output = submitted.get(task.taskId);
      if (output === undefined) this.time.runLater(() => this.startTask(executionArn, running, task));
      else this.reattach(executionArn, running, task, output);
    }
  }

  private reattach(executionArn: string, running: Running, task: TaskRequest, output: JsonValue): void {
    const abort = new AbortController();
    const answered = this.restorable.reattach?.(task, output, abort.signal);
    if (answered === undefined) return;
    running.calls.set(task.taskId, abort);
    this.time.runLater(() => this.continueTask(executionArn, running, task, answered));
  }
}
