import type { ExecutionRecord } from "../core/execution.js";
import type { JsonObject } from "../json.js";
import { pageOf } from "../service/page.js";
import { redriveExecution } from "../service/redrive.js";
import { whyNotRedrivable } from "../service/redrivable.js";
import { parseInput } from "../service/parse-input.js";
import type { ExecutionEntry } from "../service/step-functions.js";
import { historyEventView } from "./history-view.js";
import { type OperationTable, present, seconds } from "./operation.js";
import { ServiceError, typeNotSupported } from "./service-error.js";

/** What a request leaves out with `METADATA_ONLY`: the data that a customer's key would encrypt. */
type IncludedData = "ALL_DATA" | "METADATA_ONLY" | undefined;
const hasData = (includedData: IncludedData): boolean => includedData !== "METADATA_ONLY";

/** Short, because tokens have a length. */
const keyOfExecution = (arn: string): string => arn.split(":").slice(6).join(":");

/** Executions, from their start to their history. */
export const executionOperations: OperationTable = {
  StartExecution({ stateMachineArn, name, input, traceHeader }, { service }) {
    const { record } = service.start({ stateMachineArn, name, input: parseInput(input), traceHeader });
    return { executionArn: record.start.executionArn, startDate: seconds(record.startMs) };
  },
  async StartSyncExecution({ stateMachineArn, name, input, traceHeader, includedData }, { service }) {
    const { machine } = service.machines.resolve(stateMachineArn);
    if (machine.type !== "EXPRESS") throw typeNotSupported();
    const { record } = service.start({ stateMachineArn, name, input: parseInput(input), traceHeader });
    await new Promise((resolve) => service.engine.afterEnd(record, resolve));
    return syncExecutionView(record, traceHeader, includedData);
  },
  StopExecution({ executionArn, error, cause }, { service }) {
    const { record } = service.execution(executionArn);
    service.engine.send(executionArn, { kind: "stop", error, cause });
    return { stopDate: seconds(record.stopMs ?? service.nowMs()) };
  },
  RedriveExecution({ executionArn, clientToken }, { service }) {
    return { redriveDate: seconds(redriveExecution(service, executionArn, clientToken)) };
  },
  DescribeExecution({ executionArn, includedData }, { service }) {
    return executionView(service.execution(executionArn), includedData, service.nowMs());
  },
  ListExecutions(input, { service }) {
    if ((input.stateMachineArn === undefined) === (input.mapRunArn === undefined))
      throw new ServiceError("ValidationException", "Must provide either State Machine ARN or Map Run ARN");
    const arn = input.stateMachineArn ?? input.mapRunArn ?? "";
    if (input.stateMachineArn !== undefined && input.statusFilter === "PENDING_REDRIVE")
      throw new ServiceError(
        "ValidationException",
        "The status PENDING_REDRIVE can be asked for with a Map Run ARN only",
      );
    const entries =
      input.stateMachineArn === undefined ? service.childrenOf(arn) : ofMachine(service.machines.resolve(arn));
    const { statusFilter: status, redriveFilter: redrive } = input;
    const filtered = entries.filter(
      ({ record }) =>
        (status === undefined || record.status === status) &&
        (redrive === undefined || record.redriveCount > 0 === (redrive === "REDRIVEN")),
    );
    const page = pageOf(filtered, `executions of ${arn}`, input, ({ record }) =>
      keyOfExecution(record.start.executionArn),
    );
    return present({ executions: page.items.map(summaryView), nextToken: page.nextToken });

    function ofMachine({ machine, version, alias }: ExecutionEntry["resolved"]): readonly ExecutionEntry[] {
      if (machine.type === "EXPRESS") throw typeNotSupported();
      return service
        .executionsOf(machine.arn)
        .filter(({ resolved }) => version === undefined || resolved.version === version)
        .filter(({ resolved }) => alias === undefined || resolved.alias?.arn === alias.arn);
    }
  },
  GetExecutionHistory({ executionArn, reverseOrder, includeExecutionData, ...paging }, { service }) {
    const { history } = service.execution(executionArn).record;
    const ordered = reverseOrder === true ? history.toReversed() : history;
    const page = pageOf(ordered, `history of ${executionArn} ${reverseOrder === true}`, paging);
    return present({
      events: page.items.map((event) => historyEventView(event, includeExecutionData)),
      nextToken: page.nextToken,
    });
  },
};

function executionView(
  { record, resolved, traceHeader }: ExecutionEntry,
  includedData: IncludedData,
  nowMs: number,
): JsonObject {
  const { start, startMs, stopMs, status } = record;
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
    ...redriveView(record, nowMs),
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

function redriveView(record: ExecutionRecord, nowMs: number): JsonObject {
  const reason = whyNotRedrivable(record, nowMs);
  if (reason !== undefined) return { redriveStatus: "NOT_REDRIVABLE", redriveStatusReason: reason };
  return { redriveStatus: record.start.mapRunArn === undefined ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN" };
}

function summaryView({ record, resolved }: ExecutionEntry): JsonObject {
  const { start, startMs, stopMs, status } = record;
  return present({
    executionArn: start.executionArn,
    stateMachineArn: start.stateMachineArn,
    stateMachineVersionArn: resolved.version?.arn,
    stateMachineAliasArn: resolved.alias?.arn,
    name: start.name,
    status,
    startDate: seconds(startMs),
    stopDate: stopMs === undefined ? undefined : seconds(stopMs),
    redriveCount: record.redriveCount,
    redriveDate: record.redriveMs === undefined ? undefined : seconds(record.redriveMs),
  });
}

/** A failed synchronous execution is a successful call. Billing: at least 100 ms, in steps of 100 ms, and 64 MB. */
function syncExecutionView(
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
