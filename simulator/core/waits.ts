import type { ExecutionRecord, StateRun, TaskWork } from "./execution.js";
import type { Effect, TimerPurpose } from "./signal.js";

/** What a timer of an execution ends: the wait of a state, or the time of the whole execution. */
export type TimerTarget =
  | { readonly kind: "run"; readonly run: StateRun; readonly purpose: TimerPurpose }
  | { readonly kind: "execution"; readonly atMs: number };

/** A task that waits for its token. The token itself is a secret. */
export interface WaitingTask {
  readonly stateName: string;
  readonly resource: string;
  /** Whether a timeout or a heartbeat ends the wait. */
  readonly hasDeadline: boolean;
}

const limitTimerId = 0;

/** The timers and tasks that an execution waits for. Their numbers count up over the whole execution. */
export class Waits {
  private readonly timers = new Map<number, TimerTarget>();
  private readonly tasks = new Map<number, StateRun>();
  private lastTimerId = 0;
  private lastTaskId = 0;

  constructor(
    private readonly record: ExecutionRecord,
    private readonly emit: (effect: Effect) => void,
  ) {}

  setTimer(target: TimerTarget, purpose: TimerPurpose, atMs: number): number {
    this.lastTimerId += 1;
    this.addTimer(this.lastTimerId, target, purpose, atMs);
    return this.lastTimerId;
  }

  /** Bounds an execution that waits for nothing with a time of its own. The timer has a number that no other has. */
  boundWait(atMs: number): void {
    if (this.timers.size === 0 && this.record.status === "RUNNING")
      this.addTimer(limitTimerId, { kind: "execution", atMs }, "limit", atMs);
  }

  private addTimer(timerId: number, target: TimerTarget, purpose: TimerPurpose, atMs: number): void {
    this.timers.set(timerId, target);
    this.emit({ kind: "setTimer", timerId, atMs, purpose });
  }

  clearTimer(timerId: number | undefined): void {
    if (timerId === undefined || !this.timers.delete(timerId)) return;
    this.emit({ kind: "clearTimer", timerId });
  }

  clearTimers(): void {
    for (const timerId of this.timers.keys()) this.emit({ kind: "clearTimer", timerId });
    this.timers.clear();
  }

  /** A timer struck; `undefined` for one that nothing waits for any more. */
  takeTimer(timerId: number): TimerTarget | undefined {
    const target = this.timers.get(timerId);
    this.timers.delete(timerId);
    return target;
  }

  newTaskId(run: StateRun): number {
    this.lastTaskId += 1;
    this.tasks.set(this.lastTaskId, run);
    return this.lastTaskId;
  }

  /** The state that waits for a task; `undefined` when it ended. */
  openTask(taskId: number): { readonly run: StateRun; readonly work: TaskWork } | undefined {
    const run = this.tasks.get(taskId);
    return run?.work.kind === "task" && run.work.taskId === taskId ? { run, work: run.work } : undefined;
  }

  /** The Map state that waits for a map run; `undefined` when it ended. */
  openMapRun(taskId: number): StateRun | undefined {
    const run = this.tasks.get(taskId);
    return run?.work.kind === "mapRun" && run.work.taskId === taskId ? run : undefined;
  }

  /** True while a task waits for an answer. */
  isTaskOpen(taskId: number): boolean {
    return this.record.status === "RUNNING" && this.openTask(taskId) !== undefined;
  }

  /** True while a task waits for its token: no answer has come by it, not even one that overtook the service's own. */
  isTokenOpen(taskId: number): boolean {
    return this.isTaskOpen(taskId) && this.openTask(taskId)?.work.early === undefined;
  }

  /** True while a Map state waits for the map run that is this task. */
  isMapRunOpen(taskId: number): boolean {
    return this.record.status === "RUNNING" && this.openMapRun(taskId) !== undefined;
  }

  /** The tasks that wait for their token to come back. */
  pausedTasks(): readonly WaitingTask[] {
    const waiting: WaitingTask[] = [];
    for (const taskId of this.tasks.keys()) {
      const { run, work } = this.openTask(taskId) ?? {};
      if (run?.node.type !== "Task" || work?.taskToken === undefined) continue;
      const { name, resource } = run.node;
      if (resource.kind === "service" && resource.pattern === "sync") continue;
      const hasDeadline = work.timeoutTimerId !== undefined || work.heartbeatTimerId !== undefined;
      waiting.push({ stateName: name, resource: resource.arn, hasDeadline });
    }
    return waiting;
  }
}
