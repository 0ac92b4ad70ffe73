import type { ExecutionRecord } from "../core/execution.js";
import type { JsonObject } from "../json.js";
import { whyNotRedrivable } from "../core/redrivable.js";
import type { ResolvedMachine } from "./state-machine.js";

/** The event with which the service tells EventBridge that an execution has another status. */
export interface StatusChange {
  readonly source: "aws.states";
  readonly detailType: "Step Functions Execution Status Change";
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** Who is told of changes of status. */
export interface StatusListener {
  /** Whether anybody wants to know now: most often nobody does. */
  wanted(): boolean;
  tell(change: StatusChange): void | Promise<void>;
}

/** Input and output in one event are no longer than this. */
const maxDataBytes = 248 * 1024;

/**
 * The event of an execution that has just started (or started again), or has ended.
 *
 * @see AWS Step Functions developer guide, "Automating Step Functions event delivery with EventBridge"
 */
export function statusChange(
  record: ExecutionRecord,
  { version, alias }: ResolvedMachine,
  phase: "begun" | "ended",
): StatusChange {
  const { start, startMs, redriveCount, redriveMs } = record;
  const ended = phase === "ended";
  const status = ended ? record.status : "RUNNING";
  const output = ended && record.output !== undefined ? JSON.stringify(record.output) : null;
  const input = JSON.stringify(start.input);
  const fits = Buffer.byteLength(input) + Buffer.byteLength(output ?? "") <= maxDataBytes;
  const failed = status === "FAILED" || status === "ABORTED";
  const reason = whyNotRedrivable({ ...record, status }, record.stopMs ?? record.startMs);
  return {
    source: "aws.states",
    detailType: "Step Functions Execution Status Change",
    resources: [start.executionArn],
    detail: {
      executionArn: start.executionArn,
      stateMachineArn: start.stateMachineArn,
      stateMachineVersionArn: version?.arn ?? null,
      stateMachineAliasArn: alias?.arn ?? null,
      name: start.name,
      status,
      startDate: startMs,
      stopDate: ended ? (record.stopMs ?? null) : null,
      input: fits ? input : null,
      inputDetails: { included: fits },
      output: fits ? output : null,
      outputDetails: output === null ? null : { included: fits },
      error: (failed ? record.error : undefined) ?? null,
      cause: (failed ? record.cause : undefined) ?? null,
      redriveCount,
      redriveDate: redriveMs ?? null,
      redriveStatus: reason === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
      redriveStatusReason: reason ?? null,
    },
  };
}
