import type { JsonObject, JsonValue } from "../json.js";
import type { EvaluationWorld } from "../jsonata/evaluate-expression.js";
import type { Program } from "../machine/state-node.js";
import type { Completion, EvaluationScope } from "./evaluation-scope.js";
import type { ExecutionStart, StateRun, Strand } from "./execution.js";
import type { EventDetail, HistoryEventType } from "./history-event.js";
import type { Effect, TimerPurpose } from "./signal.js";
import type { ErrorOutput } from "./state-failure.js";

/** What an execution may ask for without waiting: time, chance and names. */
export interface ExecutionWorld extends EvaluationWorld {
  /** A new task token: opaque, unguessable, at most 2,048 characters. */
  taskToken(): string;
  /** Whether there is an activity of this ARN. Absent where any is taken to exist. */
  activityExists?(arn: string): boolean;
}

/** What the state types build on. */
export interface StateContext {
  readonly nowMs: number;
  readonly region: string;
  readonly start: ExecutionStart;
  readonly world: ExecutionWorld;
  append(strand: Strand, type: HistoryEventType, details?: Readonly<Record<string, EventDetail>>): void;
  /** Appends an event that the strand's next event does not follow. */
  appendAside(strand: Strand, type: HistoryEventType, details?: Readonly<Record<string, EventDetail>>): void;
  scope(run: StateRun, more?: ScopeAdditions): EvaluationScope;
  /** The work is done: evaluates `Output` and the like, leaves the state. */
  complete(run: StateRun, result: JsonValue): void;
  /** Leaves the state for `next`; `undefined` ends the strand. */
  leave(run: StateRun, completion: Completion, next: string | undefined): void;
  /** The work failed: Retry, then Catch, then the strand fails. */
  fail(run: StateRun, failure: ErrorOutput): void;
  setTimer(run: StateRun, purpose: TimerPurpose, atMs: number): number;
  clearTimer(timerId: number | undefined): void;
  newTaskId(run: StateRun): number;
  emit(effect: Effect): void;
  startStrand(strand: StrandStart): Strand;
  /** Ends a strand and everything inside it, because a sibling failed or the execution ended. */
  abortStrand(strand: Strand): void;
}

export interface ScopeAdditions {
  readonly result?: JsonValue;
  readonly errorOutput?: JsonValue;
  readonly taskToken?: string;
  readonly mapItem?: JsonObject;
}

export interface StrandStart {
  readonly program: Program;
  readonly owner: { readonly run: StateRun; readonly index: number };
  readonly input: JsonValue;
  readonly mapItem?: JsonObject | undefined;
  /** The event that the strand's first event follows. */
  readonly precedingEventId: number;
}
