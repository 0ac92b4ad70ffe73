import type { ExecutionRecord } from "../core/execution.js";
import { type JournalEntry, journalVersion } from "./journal-entry.js";

export interface CompactableExecutions {
  /** The execution of an ARN, while it is known. */
  record(executionArn: string): ExecutionRecord | undefined;
  /** Whether it had distributed Maps: their children are restored with it, by its signals. */
  hasMapRuns(executionArn: string): boolean;
  isMapRunKnown(mapRunArn: string): boolean;
}

/**
 * Leaves out what nobody needs: executions that are forgotten, and the signals of those that have succeeded, which stay
 * as they ended. Others can be redriven, so their signals stay.
 */
export function compact(entries: readonly JournalEntry[], executions: CompactableExecutions): readonly JournalEntry[] {
  const isSettled = (arn: string) =>
    executions.record(arn)?.status === "SUCCEEDED" && !executions.hasMapRuns(arn) && !isChild(arn);
  const isChild = (arn: string) => executions.record(arn)?.start.mapRunArn !== undefined;
  return entries.flatMap((entry): readonly JournalEntry[] => {
    switch (entry.kind) {
      case "journal":
        // What is left is written anew, in today's format.
        return [{ kind: "journal", version: journalVersion }];
      case "operation":
      case "service":
        return [entry];
      case "start": {
        const record = executions.record(entry.start.executionArn);
        if (record === undefined) return [];
        if (!isSettled(entry.start.executionArn)) return [entry];
        const { version, alias, traceHeader } = entry;
        return [{ kind: "ended", record, version, alias, traceHeader }];
      }
      case "ended":
        return executions.record(entry.record.start.executionArn) === undefined ? [] : [entry];
      case "signal":
        return executions.record(entry.arn) === undefined || isSettled(entry.arn) ? [] : [entry];
      case "child":
      case "items":
        return executions.isMapRunKnown(entry.mapRunArn) ? [entry] : [];
    }
  });
}
