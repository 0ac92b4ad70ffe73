import type { ExecutionRecord, ExecutionStart } from "../core/execution.js";
import { Interpreter } from "../core/interpreter.js";
import type { MapRunRequest } from "../core/map-run-request.js";
import type { TimerKind } from "../clock/timer-queue.js";
import type { Effect, Signal, TaskRequest, TimerPurpose } from "../core/signal.js";
import type { WaitingTask } from "../core/waits.js";
import { EngineClosed, type Integration, type TaskAnswered, type TaskOutcome } from "../integrations/integration.js";
import type { Machine } from "../machine/state-node.js";
import type { ExecutionLog } from "./execution-log.js";
import { type Chance, seededChance } from "./execution-world.js";
import { MapRun, type MapRunHost } from "./map-run.js";
import { mapRunHostOf } from "./map-run-host.js";
import type { ObjectStore } from "./object-store.js";
import { defaultKeptEvents, Retention } from "./retention.js";
import { newRunning, type PausedTask, type Running } from "./running.js";
import { answerOf, callTask, type TaskCallHost } from "./task-calls.js";
import { TimeKeeper, type TimeKeeperOptions } from "./time-keeper.js";

/** What an engine needs of its surroundings. */
export interface ExecutionEngineOptions extends Omit<TimeKeeperOptions, "settled"> {
  /** Chance and names of executions that are not logged. */
  readonly world: Chance;
  /** Performs every call of a Task state except those of activities. */
  readonly integration: Integration;
  /** Where distributed Maps read items and write results. */
  readonly objects: ObjectStore;
  /** Takes the tasks of activities; without it they are calls of the integration too. */
  readonly activityScheduled?: (task: TaskRequest, executionArn: string) => void;
  /** Takes down what happens, so that another engine can go on from there. */
  readonly log?: ExecutionLog | undefined;
  /** How many events of ended executions are kept; default 1,000,000. See `Retention`. */
  readonly keptEvents?: number | undefined;
  /** An ended execution was let go of, to bound memory. */
  readonly forgotten?: (executionArn: string) => void;
}

/** Something that happened in an engine, for those that watch. */
export interface ExecutionChange {
  readonly record: ExecutionRecord;
  /** Index in the history of the first new event. */
  readonly firstEvent: number;
}

/**
 * Runs any number of executions: performs what their interpreters ask for, keeps their timers in one queue and moves
 * the clock when it is virtual.
 */
export class ExecutionEngine {
  readonly time: TimeKeeper;
  readonly mapRunHost: MapRunHost;
  protected readonly executions = new Map<string, Running>();
  protected readonly tokens = new Map<string, PausedTask>();
  protected readonly mapRuns = new Map<string, MapRun>();
  private readonly watchers = new Set<(change: ExecutionChange) => void>();
  protected readonly retention: Retention;
  protected readonly taskCalls: TaskCallHost;

  constructor(protected readonly options: ExecutionEngineOptions) {
    const { log } = options;
    this.time = new TimeKeeper(log === undefined ? options : { ...options, settled: () => flushWherePossible(log) });
    this.retention = new Retention(options.keptEvents ?? defaultKeptEvents, (arn) => this.forget(arn));
    this.taskCalls = {
      integration: options.integration,
      send: (executionArn, signal) => this.send(executionArn, signal),
      hold: (work) => this.hold(work),
    };
    this.mapRunHost = mapRunHostOf(this, options);
  }

  nowMs(): number {
    return this.time.nowMs();
  }

  /**
   * Starts an execution; its first states run before this returns, unless the engine is at work already. With a seed,
   * its chance and names are those of the seed.
   */
  start(machine: Machine, start: ExecutionStart, seed?: string, startMs = this.nowMs()): ExecutionRecord {
    const { record } = this.add(machine, start, startMs, seed);
    this.send(start.executionArn, { kind: "start" });
    return record;
  }

  protected add(machine: Machine, start: ExecutionStart, startMs: number, seed: string | undefined): Running {
    const { world } = this.options;
    const chance = seed === undefined ? world : { ...world, ...seededChance(seed) };
    const interpreter = new Interpreter(machine, start, chance, startMs);
    const running = newRunning(interpreter.record, interpreter);
    this.executions.set(start.executionArn, running);
    return running;
  }

  record(executionArn: string): ExecutionRecord | undefined {
    return this.executions.get(executionArn)?.record;
  }

  /** Resolves when the execution has ended. */
  ended(executionArn: string): Promise<ExecutionRecord> {
    return new Promise((resolve) => this.whenEnded(executionArn, resolve));
  }

  /** Calls back when the execution has ended, before any time passes. */
  whenEnded(executionArn: string, done: (record: ExecutionRecord) => void): void {
    const running = this.executions.get(executionArn);
    if (running === undefined) throw new Error(`There is no execution ${executionArn}.`);
    this.afterEnd(running.record, done);
  }

  /** As `whenEnded`, for an execution that may have been forgotten. */
  afterEnd(record: ExecutionRecord, done: (record: ExecutionRecord) => void): void {
    if (record.status === "RUNNING") this.executions.get(record.start.executionArn)?.waiters.push(() => done(record));
    else done(record);
  }

  /** Lets go of an execution once it has ended and those that wait for its end know. */
  forgetWhenEnded(executionArn: string): void {
    this.whenEnded(executionArn, () => this.time.run(() => this.forget(executionArn)));
  }

  /** Gives an execution a signal, after those that came before. */
  send(executionArn: string, signal: Signal): void {
    this.time.run(() => this.deliver(executionArn, signal));
  }

  /** The task that a token stands for, while it waits. */
  pausedTask(taskToken: string): PausedTask | undefined {
    const task = this.tokens.get(taskToken);
    if (task === undefined) return undefined;
    const { interpreter } = this.executions.get(task.executionArn) ?? {};
    return interpreter?.waits.isTokenOpen(task.taskId) === true ? task : undefined;
  }

  /** True while the task waits for an answer. */
  isTaskOpen({ executionArn, taskId }: PausedTask): boolean {
    return this.executions.get(executionArn)?.interpreter?.waits.isTaskOpen(taskId) === true;
  }

  /** True for a token that was given out once, whether or not its task still waits. */
  knowsToken(taskToken: string): boolean {
    return this.tokens.has(taskToken);
  }

  /**
   * The tasks that wait for their token, when nothing else is to happen: everything goes on only when one of them is
   * answered or its deadline strikes. `undefined` while there is something to do or to wait for.
   */
  stalledTasks(): readonly WaitingTask[] | undefined {
    if (!this.time.isIdle) return undefined;
    return [...this.executions.values()].flatMap(({ interpreter }) => interpreter?.waits.pausedTasks() ?? []);
  }

  /** Calls back after each step of each execution; gives a function that ends the subscription. */
  onChange(watcher: (change: ExecutionChange) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Virtual time stands still while `work` is under way, with a patience for so many real milliseconds. */
  hold<Result>(work: () => Promise<Result>, patienceMs?: number): Promise<Result> {
    return this.time.hold(work, patienceMs);
  }

  /** Under `hold`: lets virtual time pass the next deadline of a paused task. Gives false when nothing is held. */
  skipPause(): boolean {
    return this.time.skipPause();
  }

  /** Stops all timers and calls; executions stay as they are. */
  close(): void {
    this.time.close();
    for (const { calls } of this.executions.values()) for (const call of calls.values()) call.abort(new EngineClosed());
    if (this.options.log !== undefined) flushWherePossible(this.options.log);
  }

  /** A map run by ARN. */
  mapRun(mapRunArn: string): MapRun | undefined {
    return this.mapRuns.get(mapRunArn);
  }

  /** The map runs of an execution, the oldest first. */
  mapRunsOf(executionArn: string): readonly MapRun[] {
    return this.executions.get(executionArn)?.mapRuns ?? [];
  }

  private deliver(executionArn: string, signal: Signal): void {
    const running = this.executions.get(executionArn);
    if (running?.interpreter === undefined) return;
    const { record, interpreter } = running;
    const firstEvent = record.history.length;
    const nowMs = this.nowMs();
    if (record.status === "RUNNING" || signal.kind === "redrive")
      this.options.log?.signalled(executionArn, signal, nowMs, firstEvent);
    if (signal.kind === "redrive") this.retention.remove(executionArn);
    for (const effect of interpreter.step(signal, nowMs)) this.perform(executionArn, running, effect);
    if (record.history.length > firstEvent) for (const watcher of this.watchers) watcher({ record, firstEvent });
  }

  private perform(executionArn: string, running: Running, effect: Effect): void {
    switch (effect.kind) {
      case "setTimer":
        this.setTimer(executionArn, running, effect);
        return;
      case "clearTimer":
        this.clearTimer(running, effect.timerId);
        return;
      case "startTask":
        this.noteToken(executionArn, running, effect.task);
        this.startTask(executionArn, running, effect.task);
        return;
      case "startMapRun": {
        const mapRun = this.addMapRun(executionArn, running, effect.mapRun);
        this.time.runLater(() => mapRun.start());
        return;
      }
      case "redriveMapRun": {
        const mapRun = running.mapRuns.find(({ taskId }) => taskId === effect.taskId);
        mapRun?.redrive(effect.newTaskId, this.followMapRun(executionArn, running, effect.newTaskId));
        return;
      }
      case "cancelTask":
        running.calls.get(effect.taskId)?.abort();
        running.calls.delete(effect.taskId);
        return;
      case "ended":
        this.noteEnd(executionArn, running);
        this.forgetExpired();
        for (const waiter of running.waiters.splice(0)) waiter();
        return;
    }
  }

  protected setTimer(
    executionArn: string,
    running: Running,
    { timerId, atMs, purpose }: Extract<Effect, { kind: "setTimer" }>,
  ): void {
    const fire = () => {
      running.timers.delete(timerId);
      this.deliver(executionArn, { kind: "timer", timerId });
    };
    const hasPausedTasks = () => (running.interpreter?.waits.pausedTasks().length ?? 0) > 0;
    const kind = timerKinds[purpose];
    const timer = this.time.setTimer(atMs, kind, fire, kind === "deadline" ? hasPausedTasks : undefined);
    running.timers.set(timerId, timer);
  }

  protected clearTimer(running: Running, timerId: number): void {
    const timer = running.timers.get(timerId);
    if (timer !== undefined) this.time.cancel(timer);
    running.timers.delete(timerId);
  }

  protected noteToken(executionArn: string, running: Running, { taskId, taskToken }: TaskRequest): void {
    if (taskToken === undefined) return;
    this.tokens.set(taskToken, { executionArn, taskId });
    running.tokens.push(taskToken);
  }

  protected startTask(executionArn: string, running: Running, task: TaskRequest): void {
    // A call tells somebody what it follows from: that is taken down before.
    if (this.options.log !== undefined) flushWherePossible(this.options.log);
    if (task.resource.kind === "activity" && this.options.activityScheduled !== undefined)
      this.options.activityScheduled(task, executionArn);
    else callTask(this.taskCalls, task, executionArn, running.calls);
  }

  /** Goes on with a call that had given this answer. */
  protected continueTask(executionArn: string, running: Running, task: TaskRequest, answered: TaskAnswered): void {
    if (answered.kind === "submitted") answered.outcome(answerOf(this.taskCalls, task, executionArn, running.calls));
  }

  protected addMapRun(executionArn: string, running: Running, request: MapRunRequest, startMs = this.nowMs()): MapRun {
    const done = this.followMapRun(executionArn, running, request.taskId);
    const mapRun = new MapRun(this.mapRunHost, running.record.start, request, done, startMs);
    this.mapRuns.set(request.mapRunArn, mapRun);
    running.mapRuns.push(mapRun);
    return mapRun;
  }

  /** Aborts a map run when its state no longer waits; gives what it calls at its end. */
  protected followMapRun(executionArn: string, running: Running, taskId: number): (outcome: TaskOutcome) => void {
    const abort = new AbortController();
    running.calls.set(taskId, abort);
    abort.signal.addEventListener("abort", () => running.mapRuns.find((mapRun) => mapRun.taskId === taskId)?.abort());
    return (outcome) => {
      running.calls.delete(taskId);
      if (outcome.kind === "succeeded")
        this.send(executionArn, { kind: "taskSucceeded", taskId, output: outcome.output });
      else this.send(executionArn, { kind: "taskFailed", taskId, error: outcome.error, cause: outcome.cause });
    };
  }

  /** An execution that a map run started goes with the one that has the map run. */
  protected noteEnd(executionArn: string, running: Running): void {
    const { record, mapRuns } = running;
    if (record.status === "SUCCEEDED") running.interpreter = undefined;
    if (record.start.mapRunArn !== undefined) return;
    const children = mapRuns.flatMap((mapRun) => mapRun.executions());
    this.retention.add(
      executionArn,
      children.reduce((sum, { history }) => sum + history.length, record.history.length),
      record.stopMs ?? record.startMs, // it has ended
    );
  }

  /**
   * Lets go of executions that ended 90 days ago. Executions that are restored stay until all are there: what happened to
   * them before they were too old is yet to come.
   */
  forgetExpired(): void {
    if (!this.time.isPaused) this.retention.forgetExpired(this.nowMs());
  }

  protected forget(executionArn: string): void {
    const running = this.executions.get(executionArn);
    if (running === undefined) return;
    this.retention.remove(executionArn);
    for (const token of running.tokens) this.tokens.delete(token);
    for (const mapRun of running.mapRuns) {
      this.mapRuns.delete(mapRun.request.mapRunArn);
      for (const { start } of mapRun.executions()) this.forget(start.executionArn);
    }
    this.executions.delete(executionArn);
    this.options.forgotten?.(executionArn);
  }
}

const timerKinds: Readonly<Record<TimerPurpose, TimerKind>> = {
  wait: "plain",
  retry: "plain",
  timeout: "plain",
  pause: "pause",
  deadline: "deadline",
  limit: "background",
};

/** Time goes on where nothing can be kept: whoever is answered next learns of it. */
function flushWherePossible(log: ExecutionLog): void {
  try {
    log.flush();
  } catch {
    // The log holds what it could not keep, and says so again.
  }
}
