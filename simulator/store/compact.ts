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
  const begins = lastBegins(entries);
  const isOfAnother = (arn: string, index: number) =>
    executions.record(arn) === undefined || index < (begins.get(arn) ?? 0);
  return entries.flatMap((entry, index): readonly JournalEntry[] => {
    switch (entry.kind) {
      case "journal":
        // What is left is written anew, in today's format.
        return [{ kind: "journal", version: journalVersion }];
      case "operation":
        return isOfForgottenMapRun(entry, executions) ? [] : [entry];
      case "service":
        return [entry];
      case "start": {
        const { executionArn } = entry.start;
        const record = executions.record(executionArn);
        if (record === undefined || isOfAnother(executionArn, index)) return [];
        if (!isSettled(executionArn)) return [entry];
        const { version, alias, traceHeader } = entry;
        return [{ kind: "ended", record, version, alias, traceHeader }];
      }
      case "ended":
        return isOfAnother(entry.record.start.executionArn, index) ? [] : [entry];
      case "signal":
        return isOfAnother(entry.arn, index) || isSettled(entry.arn) ? [] : [entry];
      case "child":
      case "items":
        return executions.isMapRunKnown(entry.mapRunArn) ? [entry] : [];
    }
  });
}

/** Where the executions begin that are known now: their names may have been those of others, which are forgotten. */
function lastBegins(entries: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const begins = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === "start") begins.set(entry.start.executionArn, index);
    if (entry.kind === "ended") begins.set(entry.record.start.executionArn, index);
  }
  return begins;
}

function isOfForgottenMapRun(
  { name, input }: Extract<JournalEntry, { kind: "operation" }>,
  executions: CompactableExecutions,
): boolean {
  return name === "UpdateMapRun" && !executions.isMapRunKnown(input.mapRunArn as string); // its input was checked
}
