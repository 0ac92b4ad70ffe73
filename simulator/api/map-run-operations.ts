import type { MapRun } from "../engine/map-run.js";
import type { MapRunCounts } from "../engine/map-run-counts.js";
import type { JsonObject } from "../json.js";
import { pageOf } from "../service/page.js";
import { type OperationTable, present, seconds } from "./operation.js";
import { invalidFor } from "./service-error.js";

/** Map runs of distributed Maps. */
export const mapRunOperations: OperationTable = {
  ListMapRuns(input, { service }) {
    service.executions.find(input.executionArn);
    const page = pageOf(service.engine.mapRunsOf(input.executionArn), "ListMapRuns", input, service.nowMs());
    return present({ mapRuns: page.items.map(summaryView), nextToken: page.nextToken });
  },
  DescribeMapRun({ mapRunArn }, { service }) {
    const run = service.executions.findMapRun(mapRunArn);
    const { executions, items } = run.counts();
    return present({
      ...timesView(run),
      mapRunArn,
      executionArn: run.parent.executionArn,
      status: run.status,
      maxConcurrency: run.maxConcurrency,
      toleratedFailurePercentage: run.toleratedFailurePercentage,
      toleratedFailureCount: run.toleratedFailureCount,
      itemCounts: countsView(run, items),
      executionCounts: countsView(run, executions),
      redriveCount: run.redriveCount,
      redriveDate: run.redriveMs === undefined ? undefined : seconds(run.redriveMs),
    });
  },
  UpdateMapRun({ mapRunArn, maxConcurrency, toleratedFailureCount, toleratedFailurePercentage }, { service }) {
    const run = service.executions.findMapRun(mapRunArn);
    if (run.status !== "RUNNING")
      throw invalidFor("CANNOT_UPDATE_COMPLETED_MAP_RUN", `Map Run is not updatable: it is ${run.status}`);
    run.update({ maxConcurrency, toleratedFailureCount, toleratedFailurePercentage });
    return {};
  },
};

/**
 * DEVIATION: recordings of the service from before it could redrive have no counts of redrives, and later answers have them as
 * zeros. Here they are told as soon as they could be anything else: when a child has not succeeded, or after a redrive.
 */
function countsView(
  { redriveCount }: MapRun,
  { failuresNotRedrivable, pendingRedrive, ...counts }: MapRunCounts,
): JsonObject {
  const isWell = counts.failed + counts.timedOut + counts.aborted + pendingRedrive === 0;
  return isWell && redriveCount === 0 ? counts : { ...counts, failuresNotRedrivable, pendingRedrive };
}

function summaryView(run: MapRun): JsonObject {
  const { parent, request } = run;
  return present({
    ...timesView(run),
    executionArn: parent.executionArn,
    mapRunArn: request.mapRunArn,
    stateMachineArn: `${parent.stateMachineArn.split(":").slice(0, 6).join(":")}:${request.label}`,
  });
}

function timesView({ startMs, stopMs }: MapRun): JsonObject {
  return present({ startDate: seconds(startMs), stopDate: stopMs === undefined ? undefined : seconds(stopMs) });
}
