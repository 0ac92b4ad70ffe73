import type { Machine } from "../machine/state-node.js";
import type { ExecutionStatus } from "./execution.js";
import type { HistoryEventType } from "./history-event.js";
import type { ErrorOutput } from "./state-failure.js";

/** How many events an execution may have, and how one ends that comes to the last of them. */
export interface HistoryLimit {
  readonly events: number;
  readonly status: ExecutionStatus;
  readonly type: HistoryEventType;
  readonly failure: ErrorOutput;
}

const standard: HistoryLimit = {
  events: 25_000,
  status: "FAILED",
  type: "ExecutionFailed",
  failure: {
    error: "States.Runtime",
    cause: "The execution reached the maximum number of history events (25000).",
  },
};

/**
 * DEVIATION: the service bounds Express executions by their five minutes alone. A loop without an end takes no virtual time, and
 * would take all of the real time; so it ends as it would there.
 */
const express: HistoryLimit = {
  events: 100_000,
  status: "TIMED_OUT",
  type: "ExecutionTimedOut",
  failure: { error: "States.Timeout", cause: undefined },
};

/** @see AWS Step Functions developer guide, "Service quotas" */
export const historyLimitOf = ({ isExpress }: Machine): HistoryLimit => (isExpress === true ? express : standard);
