import type { Clock, VirtualClock } from "../clock/clock.js";
import { type Timer, TimerQueue } from "../clock/timer-queue.js";
import type { ExecutionRecord, ExecutionStart } from "../core/execution.js";
import { Interpreter } from "../core/interpreter.js";
import type { MapRunRequest } from "../core/map-run-request.js";
import type { Effect, Signal, TaskRequest } from "../core/signal.js";
import type { ExecutionWorld } from "../core/state-context.js";
import type { Integration, TaskAnswered, TaskOutcome } from "../integrations/integration.js";
import type { Machine } from "../machine/state-node.js";
import { MapRun, type MapRunHost } from "./map-run.js";
import type { ObjectStore } from "./object-store.js";

/** What an engine needs of its surroundings. */
export interface ExecutionEngineOptions {
  readonly clock: Clock | VirtualClock;
  readonly world: Omit<ExecutionWorld, "nowMs">;
  /** Performs every call of a Task state except those of activities. */
  readonly integration: Integration;
  /** Where distributed Maps read items and write results. */
  readonly objects: ObjectStore;
  /** Takes the tasks of activities; without it they are calls of the integration too. */
  readonly activityScheduled?: (task: TaskRequest, executionArn: string) => void;
  /**
   * Under a virtual clock: `hold` keeps time from passing the deadline of a step that waits for its task token;
   * `skip` lets it strike.
   */
  readonly pausedTasks: "hold" | "skip";
  /**
   * Under a virtual clock: how time is given the chance to advance. A server waits for a turn of the event loop, so
   * that requests on their way are seen; `now` is for programs that ask nothing in between.
   */
  readonly advance: "now" | "next-turn";
}

interface Running {
  readonly interpreter: Interpreter;
  readonly timers: Map<number, Timer>;
  readonly calls: Map<number, AbortController>;
  readonly waiters: (() => void)[];
  readonly mapRuns: MapRun[];
}

/** What a task token stands for. */
export interface PausedTask {
  readonly executionArn: string;
  readonly taskId: number;
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
  private readonly executions = new Map<string, Running>();
  private readonly timers = new TimerQueue();
  private readonly tokens = new Map<string, PausedTask>();
  private readonly queue: (() => void)[] = [];
  private readonly watchers = new Set<(change: ExecutionChange) => void>();
  private readonly mapRuns = new Map<string, MapRun>();
  private readonly mapRunHost: MapRunHost;
  private draining = false;
  private advanceScheduled = false;
  private closed = false;
  private underWay = 0;
  private armedForMs: number | undefined;
  private heldUntilMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: ExecutionEngineOptions) {
    this.mapRunHost = {
      nowMs: () => this.nowMs(),
      newId: () => options.world.uuid(),
      objects: options.objects,
      startChild: (machine, start) => this.start(machine, start),
      whenEnded: (executionArn, done) => this.whenEnded(executionArn, done),
      redrive: (executionArn, done) => {
        this.send(executionArn, { kind: "redrive" });
        this.queue.push(() => this.whenEnded(executionArn, done));
        this.drain();
      },
      stop: (executionArn) => this.send(executionArn, { kind: "stop", error: undefined, cause: undefined }),
      hold: (work) => this.hold(work),
    };
  }

  nowMs(): number {
    return this.options.clock.nowMs();
  }

  /** Starts an execution; its first states run before this returns, unless the engine is at work already. */
  start(machine: Machine, start: ExecutionStart): ExecutionRecord {
    const world: ExecutionWorld = { ...this.options.world, nowMs: () => this.nowMs() };
    const interpreter = new Interpreter(machine, start, world, this.nowMs());
    const running: Running = { interpreter, timers: new Map(), calls: new Map(), waiters: [], mapRuns: [] };
    this.executions.set(start.executionArn, running);
    this.send(start.executionArn, { kind: "start" });
    return interpreter.record;
  }

  record(executionArn: string): ExecutionRecord | undefined {
    return this.executions.get(executionArn)?.interpreter.record;
  }

  /** Resolves when the execution has ended. */
  ended(executionArn: string): Promise<ExecutionRecord> {
    return new Promise((resolve) => this.whenEnded(executionArn, resolve));
  }

  /** Calls back when the execution has ended, before any time passes. */
  whenEnded(executionArn: string, done: (record: ExecutionRecord) => void): void {
    const running = this.executions.get(executionArn);
    if (running === undefined) throw new Error(`There is no execution ${executionArn}.`);
    this.afterEnd(running.interpreter.record, done);
  }

  /** As `whenEnded`, for an execution that may have been forgotten. */
  afterEnd(record: ExecutionRecord, done: (record: ExecutionRecord) => void): void {
    if (record.status === "RUNNING") this.executions.get(record.start.executionArn)?.waiters.push(() => done(record));
    else done(record);
  }

  /** Lets go of an execution once it has ended and those that wait for its end know. */
  forgetWhenEnded(executionArn: string): void {
    this.whenEnded(executionArn, () => {
      this.queue.push(() => this.executions.delete(executionArn));
      this.drain();
    });
  }

  /** Gives an execution a signal, after those that came before. */
  send(executionArn: string, signal: Signal): void {
    this.queue.push(() => this.deliver(executionArn, signal));
    this.drain();
  }

  /** The task that a token stands for, while it waits. */
  pausedTask(taskToken: string): PausedTask | undefined {
    const task = this.tokens.get(taskToken);
    if (task === undefined) return undefined;
    return this.isTaskOpen(task) ? task : undefined;
  }

  /** True while the task waits for an answer. */
  isTaskOpen({ executionArn, taskId }: PausedTask): boolean {
    return this.executions.get(executionArn)?.interpreter.isTaskOpen(taskId) === true;
  }

  /** True for a token that was given out once, whether or not its task still waits. */
  knowsToken(taskToken: string): boolean {
    return this.tokens.has(taskToken);
  }

  /** Calls back after each step of each execution; gives a function that ends the subscription. */
  onChange(watcher: (change: ExecutionChange) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Virtual time stands still while `work` is under way. */
  async hold<Result>(work: () => Promise<Result>): Promise<Result> {
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      this.drain();
    }
  }

  /** Under `hold`: lets virtual time pass the next deadline of a paused task. Gives false when nothing is held. */
  skipPause(): boolean {
    const next = this.timers.peek();
    if (this.options.clock.kind !== "virtual" || next === undefined || !next.pause) return false;
    this.heldUntilMs = next.atMs;
    this.drain();
    return true;
  }

  /** Stops all timers and calls; executions stay as they are. */
  close(): void {
    this.closed = true;
    this.options.clock.wakeAt(undefined, () => undefined);
    for (const { calls } of this.executions.values()) for (const call of calls.values()) call.abort();
  }

  private deliver(executionArn: string, signal: Signal): void {
    const running = this.executions.get(executionArn);
    if (running === undefined) return;
    const { record } = running.interpreter;
    const firstEvent = record.history.length;
    const effects = running.interpreter.step(signal, this.nowMs());
    for (const effect of effects) this.perform(executionArn, running, effect);
    if (record.history.length > firstEvent) for (const watcher of this.watchers) watcher({ record, firstEvent });
  }

  private perform(executionArn: string, running: Running, effect: Effect): void {
    switch (effect.kind) {
      case "setTimer": {
        const { timerId, atMs, purpose } = effect;
        const timer = this.timers.add(atMs, purpose === "pause", () => {
          running.timers.delete(timerId);
          this.deliver(executionArn, { kind: "timer", timerId });
        });
        running.timers.set(timerId, timer);
        return;
      }
      case "clearTimer": {
        const timer = running.timers.get(effect.timerId);
        if (timer !== undefined) this.timers.cancel(timer);
        running.timers.delete(effect.timerId);
        return;
      }
      case "startTask":
        this.startTask(executionArn, running, effect);
        return;
      case "startMapRun":
        this.startMapRun(executionArn, running, effect.mapRun);
        return;
      case "redriveMapRun": {
        const mapRun = running.mapRuns.find(({ request }) => request.taskId === effect.taskId);
        const { newTaskId } = effect;
        const abort = new AbortController();
        running.calls.set(newTaskId, abort);
        abort.signal.addEventListener("abort", () => mapRun?.abort());
        mapRun?.redrive((outcome) => this.endMapRun(executionArn, running, newTaskId, outcome));
        return;
      }
      case "cancelTask":
        running.calls.get(effect.taskId)?.abort();
        running.calls.delete(effect.taskId);
        return;
      case "ended":
        for (const waiter of running.waiters.splice(0)) waiter();
        return;
    }
  }

  private startTask(executionArn: string, running: Running, { task }: Extract<Effect, { kind: "startTask" }>): void {
    const { taskId, taskToken, resource } = task;
    if (taskToken !== undefined) this.tokens.set(taskToken, { executionArn, taskId });
    if (resource.kind === "activity" && this.options.activityScheduled !== undefined) {
      this.options.activityScheduled(task, executionArn);
      return;
    }
    const abort = new AbortController();
    running.calls.set(taskId, abort);
    const answer = (answered: TaskAnswered) => {
      if (answered.kind !== "submitted") running.calls.delete(taskId);
      switch (answered.kind) {
        case "failed":
          this.send(executionArn, { kind: "taskFailed", taskId, error: answered.error, cause: answered.cause });
          return;
        case "submitted":
          this.send(executionArn, { kind: "taskSubmitted", taskId, output: answered.output });
          answered.outcome(answer);
          return;
        case "final":
          if (taskToken !== undefined)
            this.send(executionArn, { kind: "taskSubmitted", taskId, output: answered.output });
          this.send(executionArn, { kind: "taskSucceeded", taskId, output: answered.output });
          return;
        case "succeeded": {
          const paused = resource.kind === "service" && resource.pattern === "waitForTaskToken";
          const kind = paused ? "taskSubmitted" : "taskSucceeded";
          this.send(executionArn, { kind, taskId, output: answered.output });
        }
      }
    };
    void this.hold(async () => {
      try {
        answer(await this.options.integration({ ...task, executionArn, signal: abort.signal }));
      } catch (error) {
        const cause = `The simulator failed to call ${resource.arn}: ${String(error)}`;
        answer({ kind: "failed", error: "States.Runtime", cause });
      }
    });
  }

  private startMapRun(executionArn: string, running: Running, request: MapRunRequest): void {
    const { taskId } = request;
    const parent = running.interpreter.record.start;
    const mapRun = new MapRun(this.mapRunHost, parent, request, (outcome) =>
      this.endMapRun(executionArn, running, taskId, outcome),
    );
    this.mapRuns.set(request.mapRunArn, mapRun);
    running.mapRuns.push(mapRun);
    const abort = new AbortController();
    running.calls.set(taskId, abort);
    abort.signal.addEventListener("abort", () => mapRun.abort());
    this.queue.push(() => mapRun.start());
  }

  private endMapRun(executionArn: string, running: Running, taskId: number, outcome: TaskOutcome): void {
    running.calls.delete(taskId);
    if (outcome.kind === "succeeded")
      this.send(executionArn, { kind: "taskSucceeded", taskId, output: outcome.output });
    else this.send(executionArn, { kind: "taskFailed", taskId, error: outcome.error, cause: outcome.cause });
  }

  /** A map run by ARN. */
  mapRun(mapRunArn: string): MapRun | undefined {
    return this.mapRuns.get(mapRunArn);
  }

  /** The map runs of an execution, the oldest first. */
  mapRunsOf(executionArn: string): readonly MapRun[] {
    return this.executions.get(executionArn)?.mapRuns ?? [];
  }

  private drain(): void {
    if (this.draining || this.closed) return;
    this.draining = true;
    try {
      do {
        this.runQueue();
        this.fireDueTimers();
      } while (this.queue.length > 0 || this.advanceNow());
    } finally {
      this.draining = false;
    }
    this.armClock();
    this.scheduleAdvance();
  }

  private armClock(): void {
    const atMs = this.timers.peek()?.atMs;
    if (atMs === this.armedForMs) return;
    this.armedForMs = atMs;
    this.options.clock.wakeAt(atMs, () => {
      this.armedForMs = undefined;
      this.drain();
    });
  }

  private runQueue(): void {
    for (let next = 0; next < this.queue.length; next += 1) {
      this.queue[next]?.();
      if (next < 1_000) continue;
      this.queue.splice(0, next + 1);
      next = -1;
    }
    this.queue.length = 0;
  }

  private fireDueTimers(): void {
    if (this.queue.length > 0) return;
    const nowMs = this.nowMs();
    this.timers.takeDue(nowMs)?.fire();
    // Signals that a timer leads to come before the next timer of the same time.
    const next = this.timers.peek();
    if (this.queue.length === 0 && next !== undefined && next.atMs <= nowMs) this.queue.push(() => undefined);
  }

  private advanceNow(): boolean {
    return this.options.advance === "now" && this.advance();
  }

  private advance(): boolean {
    const { clock, pausedTasks } = this.options;
    if (clock.kind !== "virtual" || this.underWay > 0 || this.queue.length > 0 || this.closed) return false;
    const next = this.timers.peek();
    if (next === undefined) return false;
    if (next.pause && pausedTasks === "hold" && next.atMs > this.heldUntilMs) return false;
    (clock as VirtualClock).advanceTo(next.atMs);
    return true;
  }

  private scheduleAdvance(): void {
    if (this.options.advance !== "next-turn" || this.options.clock.kind !== "virtual") return;
    if (this.advanceScheduled || this.underWay > 0 || this.timers.peek() === undefined) return;
    this.advanceScheduled = true;
    setImmediate(() => {
      this.advanceScheduled = false;
      if (this.advance()) this.drain();
    });
  }
}
