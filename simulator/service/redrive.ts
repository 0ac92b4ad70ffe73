import { ServiceError } from "../api/service-error.js";
import type { ExecutionRecord } from "../core/execution.js";
import { whyNotRedrivable } from "./redrivable.js";
import type { StepFunctions } from "./step-functions.js";

/** An execution can be redriven for so long after its end. */
const redrivableDays = 14;
const millisecondsADay = 86_400_000;

/** The client tokens of redrives that were asked for, by execution. */
const tokens = new WeakMap<ExecutionRecord, Map<string, number>>();

/** Redrives an execution; the same client token again is the same redrive. Gives its time. */
export function redriveExecution(
  service: StepFunctions,
  executionArn: string,
  clientToken: string | undefined,
): number {
  const entry = service.execution(executionArn);
  const { record } = entry;
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
  service.tellStatus(entry);
  return redriveMs;
}
