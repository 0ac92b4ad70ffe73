import { ServiceError } from "../api/service-error.js";
import type { ExecutionRecord } from "../core/execution.js";
import type { StepFunctions } from "./step-functions.js";

/** An execution can be redriven for so long after its end. */
const redrivableDays = 14;
/** The history of a redriven execution needs room. */
const maxHistoryEvents = 25_000;
const millisecondsADay = 86_400_000;

/** The client tokens of redrives that were asked for, by execution. */
const tokens = new WeakMap<ExecutionRecord, Map<string, number>>();

/** Why an execution cannot be redriven, or `undefined`. @see RedriveExecution in the AWS Step Functions API reference */
export function whyNotRedrivable({ status, history }: ExecutionRecord): string | undefined {
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (history.length >= maxHistoryEvents)
    return "Execution has reached the maximum number of history events and cannot be redriven";
  return undefined;
}

/** Redrives an execution; the same client token again is the same redrive. Gives its time. */
export function redriveExecution(
  service: StepFunctions,
  executionArn: string,
  clientToken: string | undefined,
): number {
  const { record } = service.execution(executionArn);
  const known = clientToken === undefined ? undefined : tokens.get(record)?.get(clientToken);
  if (known !== undefined) return known;
  const tooOld = record.stopMs !== undefined && service.nowMs() - record.stopMs > redrivableDays * millisecondsADay;
  const reason = whyNotRedrivable(record) ?? (tooOld ? "Execution redrive window has expired" : undefined);
  if (reason !== undefined) throw new ServiceError("ExecutionNotRedrivable", `Execution Not Redrivable: '${reason}'`);
  if (record.start.mapRunArn !== undefined)
    throw new ServiceError(
      "ExecutionNotRedrivable",
      "Execution Not Redrivable: 'Execution is redrivable by its Map Run only'",
    );
  const redriveMs = service.nowMs();
  if (clientToken !== undefined)
    tokens.set(record, (tokens.get(record) ?? new Map<string, number>()).set(clientToken, redriveMs));
  service.engine.send(executionArn, { kind: "redrive" });
  return redriveMs;
}
