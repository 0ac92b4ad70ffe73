import type { Timer } from "../clock/timer-queue.js";
import type { ExecutionRecord } from "../core/execution.js";
import type { Interpreter } from "../core/interpreter.js";
import type { MapRun } from "./map-run.js";

/** An execution in an engine, with what it waits for. */
export interface Running {
  readonly record: ExecutionRecord;
  /** Let go of once the execution has succeeded, when nothing can go on. */
  interpreter: Interpreter | undefined;
  readonly timers: Map<number, Timer>;
  readonly calls: Map<number, AbortController>;
  readonly waiters: (() => void)[];
  readonly mapRuns: MapRun[];
  readonly tokens: string[];
}

export function newRunning(record: ExecutionRecord, interpreter: Interpreter | undefined): Running {
  return { record, interpreter, timers: new Map(), calls: new Map(), waiters: [], mapRuns: [], tokens: [] };
}

/** What a task token stands for. */
export interface PausedTask {
  readonly executionArn: string;
  readonly taskId: number;
}
