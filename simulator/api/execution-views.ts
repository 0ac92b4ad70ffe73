import type { ExecutionRecord } from "../core/execution.js";
import { redriveStatusOf } from "../core/redrivable.js";
import type { JsonObject } from "../json.js";
import type { ExecutionEntry } from "../service/execution-entries.js";
import type { StepFunctions } from "../service/step-functions.js";
import { present, seconds } from "./operation.js";

/** What a request leaves out with `METADATA_ONLY`: the data that a customer's key would encrypt. */
type IncludedData = "ALL_DATA" | "METADATA_ONLY" | undefined;
const hasData = (includedData: IncludedData): boolean => includedData !== "METADATA_ONLY";

/** An execution as DescribeExecution shows it. */
export function executionView(
  { record, resolved, traceHeader }: ExecutionEntry,
  includedData: IncludedData,
  service: StepFunctions,
): JsonObject {
  const { start, startMs, stopMs } = record;
  const status = service.executions.statusOf(record);
  const timedOut = status === "TIMED_OUT";
  return present({
    executionArn: start.executionArn,
    stateMachineArn: start.stateMachineArn,
    stateMachineVersionArn: resolved.version?.arn,
    stateMachineAliasArn: resolved.alias?.arn,
    mapRunArn: start.mapRunArn,
    name: start.name,
    status,
    startDate: seconds(startMs),
    stopDate: stopMs === undefined ? undefined : seconds(stopMs),
    ...dataView(record, includedData),
    ...(timedOut ? { error: undefined, cause: undefined } : {}),
    traceHeader,
    redriveCount: record.redriveCount,
    redriveDate: record.redriveMs === undefined ? undefined : seconds(record.redriveMs),
    ...redriveView(record, status, service.nowMs()),
  });
}

function dataView({ start, output, error, cause }: ExecutionRecord, includedData: IncludedData) {
  const included = hasData(includedData);
  const details = { included };
  return {
    ...(included ? { input: JSON.stringify(start.input), error, cause } : {}),
    inputDetails: details,
    ...(included && output !== undefined ? { output: JSON.stringify(output) } : {}),
    outputDetails: output === undefined ? undefined : details,
  };
}

function redriveView(record: ExecutionRecord, status: string, nowMs: number): JsonObject {
  const { status: redriveStatus, reason } =
    status === "PENDING_REDRIVE"
      ? { status: "NOT_REDRIVABLE", reason: "Execution is PENDING_REDRIVE and cannot be redriven" }
      : redriveStatusOf(record, nowMs);
  return present({ redriveStatus, redriveStatusReason: reason });
}

/** An execution as ListExecutions shows it; one of a map run with that and with how many items it was given. */
export function summaryView({ record, resolved, itemCount }: ExecutionEntry, service: StepFunctions): JsonObject {
  const { start, startMs, stopMs } = record;
  return present({
    executionArn: start.executionArn,
    stateMachineArn: start.stateMachineArn,
    stateMachineVersionArn: resolved.version?.arn,
    stateMachineAliasArn: resolved.alias?.arn,
    name: start.name,
    status: service.executions.statusOf(record),
    startDate: seconds(startMs),
    stopDate: stopMs === undefined ? undefined : seconds(stopMs),
    redriveCount: record.redriveCount,
    redriveDate: record.redriveMs === undefined ? undefined : seconds(record.redriveMs),
    mapRunArn: start.mapRunArn,
    itemCount,
  });
}

/** A failed synchronous execution is a successful call. Billing: at least 100 ms, in steps of 100 ms, and 64 MB. */
export function syncExecutionView(
  record: ExecutionRecord,
  traceHeader: string | undefined,
  includedData: IncludedData,
): JsonObject {
  const { start, startMs, stopMs = startMs, status } = record;
  return present({
    executionArn: start.executionArn,
    stateMachineArn: start.stateMachineArn,
    name: start.name,
    startDate: seconds(startMs),
    stopDate: seconds(stopMs),
    status,
    ...dataView(record, includedData),
    traceHeader,
    billingDetails: {
      billedMemoryUsedInMB: 64,
      billedDurationInMilliseconds: Math.max(100, Math.ceil((stopMs - startMs) / 100) * 100),
    },
  });
}
