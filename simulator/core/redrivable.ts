import type { ExecutionRecord } from "./execution.js";

/** A history has room for the redrive, and for one more event. */
const fullHistoryEvents = 24_999;
const millisecondsADay = 86_400_000;
/** An execution can be redriven for so long after its end, and is open for no longer than a year in all. */
const redrivableMs = 14 * millisecondsADay;
const maxOpenMs = 365 * millisecondsADay;

/** When an execution that is still open fails with `States.Timeout`: after a year, redrives included. */
export const lastMsOf = ({ startMs }: Pick<ExecutionRecord, "startMs">): number => startMs + maxOpenMs;

/**
 * Why an execution cannot be redriven, or `undefined`.
 *
 * @see AWS Step Functions developer guide, "Restarting state machine executions with redrive", and DescribeExecution in the API
 * reference
 */
export function whyNotRedrivable(
  { status, history, startMs, stopMs }: Pick<ExecutionRecord, "status" | "history" | "startMs" | "stopMs">,
  nowMs: number,
): string | undefined {
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (history.length >= fullHistoryEvents) return "Execution history event limit exceeded";
  if (nowMs - startMs > maxOpenMs) return "Execution has exceeded the max execution time";
  if (stopMs !== undefined && nowMs - stopMs > redrivableMs) return "Execution redrivable period exceeded";
  return undefined;
}

/** Whether an execution can be redriven, as the service shows it. */
export function redriveStatusOf(
  record: Pick<ExecutionRecord, "status" | "history" | "startMs" | "stopMs" | "start">,
  nowMs: number,
): { readonly status: string; readonly reason?: string } {
  const reason = whyNotRedrivable(record, nowMs);
  if (reason !== undefined) return { status: "NOT_REDRIVABLE", reason };
  return { status: record.start.mapRunArn === undefined ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN" };
}
