import type { JsonObject, JsonValue } from "../json.js";
import type { MapItem, Program, StateNode } from "../machine/state-node.js";
import type { HistoryEvent } from "./history-event.js";
import type { VariableScope } from "./variable-scope.js";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** What an execution is started with. */
export interface ExecutionStart {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly region: string;
  readonly input: JsonValue;
  /** Set in executions that a map run started. */
  readonly mapRunArn?: string;
  /** The test case of a mock configuration that the execution follows. */
  readonly testCase?: string | undefined;
  /** Where its events are logged, when its machine logs. Executions that its map runs start have it too. */
  readonly logging?: ExecutionLogging;
}

/** What of an execution is logged, and where. */
export interface ExecutionLogging {
  readonly logGroupArn: string;
  readonly level: "ALL" | "ERROR" | "FATAL";
  readonly includeExecutionData: boolean;
}

/** How an execution stands. The history is the truth; the rest is its fold, kept for speed. */
export interface ExecutionRecord {
  readonly start: ExecutionStart;
  readonly startMs: number;
  readonly history: HistoryEvent[];
  status: ExecutionStatus;
  stopMs: number | undefined;
  output: JsonValue | undefined;
  error: string | undefined;
  cause: string | undefined;
  redriveCount: number;
  /** Time of the last redrive. */
  redriveMs: number | undefined;
}

/** One strand of control: the machine's own, that of a branch, or that of an iteration. */
export interface Strand {
  readonly program: Program;
  readonly variables: VariableScope;
  /** The Parallel or Map state that waits for this strand. */
  readonly owner: { readonly run: StateRun; readonly index: number } | undefined;
  /** `Map.Item` of the context object, inside iterations. */
  readonly mapItem: JsonObject | undefined;
  lastEventId: number;
  /** The state that the strand is in, or in which it failed. */
  run: StateRun | undefined;
  /** The state that it is about to enter. */
  next: { readonly stateName: string; readonly input: JsonValue } | undefined;
  /** `aborted`: ended from outside, because a sibling failed or the execution ended. */
  fate: "alive" | "completed" | "aborted";
}

/** A state that has been entered and not left. */
export interface StateRun {
  readonly strand: Strand;
  readonly node: StateNode;
  readonly input: JsonValue;
  readonly enteredAtMs: number;
  readonly enteredEventId: number;
  /** The event before the state was entered. */
  readonly precedingEventId: number;
  /** Over all retriers. */
  retryCount: number;
  /** By retrier. */
  readonly retrierAttempts: number[];
  work: Work;
  /** The branches, iterations or map run of a state that failed: a redrive goes on with those that did not succeed. */
  resumable: BranchWork | IterationWork | MapRunWork | undefined;
}

/** What a state that has been entered waits for. */
export type Work =
  | { readonly kind: "none" }
  | { readonly kind: "timer"; readonly timerId: number }
  | TaskWork
  | MapRunWork
  | BranchWork
  | IterationWork;

export interface TaskWork {
  readonly kind: "task";
  readonly taskId: number;
  readonly taskToken: string | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly timeoutTimerId: number | undefined;
  heartbeatTimerId: number | undefined;
  /** The service has taken the call: the state waits for a job's end or for its token. */
  submitted: boolean;
  /** An answer by token that came before the service's own; it is taken up right after that. */
  early: TaskAnswer | undefined;
}

export type TaskAnswer =
  | { readonly kind: "taskSucceeded"; readonly output: JsonValue }
  | { readonly kind: "taskFailed"; readonly error: string | undefined; readonly cause: string | undefined };

export interface MapRunWork {
  readonly kind: "mapRun";
  readonly taskId: number;
  readonly mapRunArn: string;
  /** Of the map run: its state may have come to it after a redrive of the execution. */
  readonly redriveCount: number;
}

export interface BranchWork {
  readonly kind: "branches";
  readonly strands: readonly Strand[];
  readonly results: JsonValue[];
  remaining: number;
}

export interface IterationWork {
  readonly kind: "iterations";
  readonly items: readonly MapItem[];
  readonly results: JsonValue[];
  /** By item index; `undefined` before the start and after the end of an iteration. */
  readonly strands: (Strand | undefined)[];
  nextIndex: number;
  remaining: number;
}
