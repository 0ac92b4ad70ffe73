import type { ExecutionRecord } from "../core/execution.js";

/** The history of a redriven execution needs room. */
const maxHistoryEvents = 25_000;

/** Why an execution cannot be redriven, or `undefined`. @see RedriveExecution in the AWS Step Functions API reference */
export function whyNotRedrivable({ status, history }: Pick<ExecutionRecord, "status" | "history">): string | undefined {
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (history.length >= maxHistoryEvents)
    return "Execution has reached the maximum number of history events and cannot be redriven";
  return undefined;
}
