import type { JsonValue } from "../json.js";

/**
 * One event of an execution's history, as the interpreter writes it.
 *
 * `details` are those of the service's `…EventDetails` structure, except that JSON documents (`input`, `output`,
 * `parameters`, …) are values here and become text where the API answers (`api/history-view.ts`).
 *
 * @see AWS Step Functions API reference, HistoryEvent
 */
export interface HistoryEvent {
  /** 1, 2, 3 … over the whole execution, in the order of time. */
  readonly id: number;
  /** The event before this one in the same branch or iteration; 0 at the start. */
  readonly previousEventId: number;
  readonly timestampMs: number;
  readonly type: HistoryEventType;
  readonly details: Readonly<Record<string, EventDetail>> | undefined;
}

/** A member of an event's details; `assignedVariables` hold a value by name. */
export type EventDetail = JsonValue | undefined;

/** The event types that the interpreter writes. */
export type HistoryEventType =
  | "ActivityFailed"
  | "ActivityScheduled"
  | "ActivityScheduleFailed"
  | "ActivityStarted"
  | "ActivitySucceeded"
  | "ActivityTimedOut"
  | "EvaluationFailed"
  | "ExecutionAborted"
  | "ExecutionFailed"
  | "ExecutionRedriven"
  | "ExecutionStarted"
  | "ExecutionSucceeded"
  | "ExecutionTimedOut"
  | "LambdaFunctionFailed"
  | "LambdaFunctionScheduled"
  | "LambdaFunctionStarted"
  | "LambdaFunctionSucceeded"
  | "LambdaFunctionTimedOut"
  | "MapIterationAborted"
  | "MapIterationFailed"
  | "MapIterationStarted"
  | "MapIterationSucceeded"
  | "MapRunAborted"
  | "MapRunFailed"
  | "MapRunRedriven"
  | "MapRunStarted"
  | "MapRunSucceeded"
  | "MapStateAborted"
  | "MapStateFailed"
  | "MapStateStarted"
  | "MapStateSucceeded"
  | "ParallelStateAborted"
  | "ParallelStateFailed"
  | "ParallelStateStarted"
  | "ParallelStateSucceeded"
  | "TaskFailed"
  | "TaskScheduled"
  | "TaskStarted"
  | "TaskStateAborted"
  | "TaskSubmitFailed"
  | "TaskSubmitted"
  | "TaskSucceeded"
  | "TaskTimedOut"
  | "WaitStateAborted"
  | `${StateTypeName}StateEntered`
  | `${StateTypeName}StateExited`;

export type StateTypeName = "Pass" | "Task" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";

/** The event that tells of a state's entry, by its type. */
export const enteredEvents = {
  Pass: "PassStateEntered",
  Task: "TaskStateEntered",
  Choice: "ChoiceStateEntered",
  Wait: "WaitStateEntered",
  Succeed: "SucceedStateEntered",
  Fail: "FailStateEntered",
  Parallel: "ParallelStateEntered",
  Map: "MapStateEntered",
} as const satisfies Record<StateTypeName, HistoryEventType>;

/** The event that tells of a state's end, by its type. */
export const exitedEvents = {
  Pass: "PassStateExited",
  Task: "TaskStateExited",
  Choice: "ChoiceStateExited",
  Wait: "WaitStateExited",
  Succeed: "SucceedStateExited",
  Fail: "FailStateExited",
  Parallel: "ParallelStateExited",
  Map: "MapStateExited",
} as const satisfies Record<StateTypeName, HistoryEventType>;

/** The events that end an execution. */
export const executionEnds: ReadonlySet<HistoryEventType> = new Set<HistoryEventType>([
  "ExecutionSucceeded",
  "ExecutionFailed",
  "ExecutionAborted",
  "ExecutionTimedOut",
]);
