import { ServiceError } from "../api/service-error.js";
import type { ExecutionRecord } from "../core/execution.js";
import { whyNotRedrivable } from "../core/redrivable.js";
import type { StepFunctions } from "./step-functions.js";

/** The last client tokens of an execution are known so long. */
const maxTokens = 10;
const tokenMs = 15 * 60_000;

/** The client tokens of redrives that were asked for, with the times of the redrives, by execution. */
const tokens = new WeakMap<ExecutionRecord, Map<string, number>>();

/** Redrives an execution; the same client token again is the same redrive. Gives its time. */
export function redriveExecution(
  service: StepFunctions,
  executionArn: string,
  clientToken: string | undefined,
): number {
  const entry = service.executions.find(executionArn);
  const { record } = entry;
  const nowMs = service.nowMs();
  const known = clientToken === undefined ? undefined : tokens.get(record)?.get(clientToken);
  if (known !== undefined && nowMs - known <= tokenMs) return known;
  const reason = whyNotRedrivable(record, nowMs);
  if (reason !== undefined) throw new ServiceError("ExecutionNotRedrivable", `Execution Not Redrivable: '${reason}'`);
  if (record.start.mapRunArn !== undefined)
    throw new ServiceError(
      "ExecutionNotRedrivable",
      "Execution Not Redrivable: 'Execution is redrivable by its Map Run only'",
    );
  const redriveMs = nowMs;
  if (clientToken !== undefined) {
    const others = [...(tokens.get(record) ?? [])].filter(([token]) => token !== clientToken);
    tokens.set(record, new Map([...others, [clientToken, redriveMs] as const].slice(-maxTokens)));
  }
  service.engine.send(executionArn, { kind: "redrive" });
  service.tellStatus(entry);
  return redriveMs;
}
