import { pageOf } from "../service/page.js";
import { redriveExecution } from "../service/redrive.js";
import { parseInput } from "../service/parse-input.js";
import { startSyncExecution } from "../service/start-sync-execution.js";
import type { ExecutionEntry } from "../service/execution-entries.js";
import { executionView, summaryView, syncExecutionView } from "./execution-views.js";
import { historyEventView } from "./history-view.js";
import { type OperationTable, present, seconds } from "./operation.js";
import { invalidFor, ServiceError, typeNotSupported } from "./service-error.js";

/** Short, because tokens have a length. */
const keyOfExecution = (arn: string): string => arn.split(":").slice(6).join(":");

/** Executions, from their start to their history. */
export const executionOperations: OperationTable = {
  StartExecution({ stateMachineArn, name, input, traceHeader }, { service }) {
    const { record } = service.start({ stateMachineArn, name, input: parseInput(input), traceHeader });
    return { executionArn: record.start.executionArn, startDate: seconds(record.startMs) };
  },
  async StartSyncExecution(input, { service }) {
    const record = startSyncExecution(service, input);
    await new Promise((resolve) => service.engine.afterEnd(record, resolve));
    return syncExecutionView(record, input.traceHeader, input.includedData);
  },
  StopExecution({ executionArn, error, cause }, { service }) {
    const { record } = service.executions.find(executionArn);
    service.engine.send(executionArn, { kind: "stop", error, cause });
    return { stopDate: seconds(record.stopMs ?? service.nowMs()) };
  },
  RedriveExecution({ executionArn, clientToken }, { service }) {
    return { redriveDate: seconds(redriveExecution(service, executionArn, clientToken)) };
  },
  DescribeExecution({ executionArn, includedData }, { service }) {
    return executionView(service.executions.find(executionArn), includedData, service);
  },
  ListExecutions(input, { service }) {
    if ((input.stateMachineArn === undefined) === (input.mapRunArn === undefined))
      throw invalidFor("MISSING_REQUIRED_PARAMETER", "Must provide either State Machine ARN or Map Run ARN");
    const arn = input.stateMachineArn ?? input.mapRunArn ?? "";
    if (input.stateMachineArn !== undefined && input.statusFilter === "PENDING_REDRIVE")
      throw new ServiceError(
        "ValidationException",
        "The status PENDING_REDRIVE can be asked for with a Map Run ARN only",
      );
    const entries =
      input.stateMachineArn === undefined
        ? service.executions.childrenOf(arn)
        : ofMachine(service.machines.resolve(arn));
    const { statusFilter: status, redriveFilter: redrive } = input;
    const filtered = entries.filter(
      ({ record }) =>
        (status === undefined || service.executions.statusOf(record) === status) &&
        (redrive === undefined || record.redriveCount > 0 === (redrive === "REDRIVEN")),
    );
    const page = pageOf(filtered, "ListExecutions", input, service.nowMs(), ({ record }) =>
      keyOfExecution(record.start.executionArn),
    );
    return present({ executions: page.items.map((entry) => summaryView(entry, service)), nextToken: page.nextToken });

    function ofMachine({ machine, version, alias }: ExecutionEntry["resolved"]): readonly ExecutionEntry[] {
      if (machine.type === "EXPRESS") throw typeNotSupported();
      return service.executions
        .ofMachine(machine.arn)
        .filter(({ resolved }) => resolved.machine === machine)
        .filter(({ resolved }) => version === undefined || resolved.version === version)
        .filter(({ resolved }) => alias === undefined || resolved.alias?.arn === alias.arn);
    }
  },
  GetExecutionHistory(input, { service }) {
    const { executionArn, reverseOrder, includeExecutionData } = input;
    const { history } = service.executions.find(executionArn).record;
    const ordered = reverseOrder === true ? history.toReversed() : history;
    const page = pageOf(ordered, "GetExecutionHistory", input, service.nowMs());
    return present({
      events: page.items.map((event) => historyEventView(event, includeExecutionData)),
      nextToken: page.nextToken,
    });
  },
};
