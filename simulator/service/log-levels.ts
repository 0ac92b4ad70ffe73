import type { HistoryEventType } from "../core/history-event.js";
import type { ExecutionLogging } from "../core/execution.js";

const fatal: ReadonlySet<HistoryEventType> = new Set<HistoryEventType>([
  "ExecutionAborted",
  "ExecutionFailed",
  "ExecutionTimedOut",
]);

/** Of the events that the service's table leaves out, those of map runs are as those of Map states. */
const error: ReadonlySet<HistoryEventType> = new Set<HistoryEventType>([
  ...fatal,
  "FailStateEntered",
  "LambdaFunctionFailed",
  "LambdaFunctionTimedOut",
  "MapIterationAborted",
  "MapIterationFailed",
  "MapRunAborted",
  "MapRunFailed",
  "MapStateAborted",
  "MapStateFailed",
  "ParallelStateAborted",
  "ParallelStateFailed",
  "TaskFailed",
  "TaskStateAborted",
  "TaskSubmitFailed",
  "TaskTimedOut",
  "WaitStateAborted",
]);

/**
 * Whether events of a type are logged at a level.
 *
 * @see AWS Step Functions developer guide, "Log levels for Step Functions execution events"
 */
export function isLogged(type: HistoryEventType, level: ExecutionLogging["level"]): boolean {
  return level === "ALL" || (level === "ERROR" ? error : fatal).has(type);
}
