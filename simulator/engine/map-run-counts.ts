import type { ExecutionRecord } from "../core/execution.js";

/** How many executions, or items, a map run has in each state. */
export interface MapRunCounts {
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly total: number;
  readonly resultsWritten: number;
  /** Of those that failed, timed out or were aborted: so many that a redrive would not take up. */
  readonly failuresNotRedrivable: number;
  /** Those that a redrive has yet to take up: they count as nothing else. */
  readonly pendingRedrive: number;
}

/** One execution of a map run, as far as it has been started, with the number of its items. */
export interface CountedChild {
  readonly itemCount: number;
  readonly record: ExecutionRecord | undefined;
}

/** What is known of the execution of a child. */
export interface ChildFacts {
  readonly isPendingRedrive: (record: ExecutionRecord) => boolean;
  readonly isRedrivable: (record: ExecutionRecord) => boolean;
  readonly areResultsWritten: boolean;
}

/**
 * Counts the children of a map run, each with a weight.
 *
 * @see AWS Step Functions API reference, MapRunExecutionCounts and MapRunItemCounts
 */
export function countChildren<Child extends CountedChild>(
  children: readonly Child[],
  weight: (child: Child) => number,
  facts: ChildFacts,
): MapRunCounts {
  const counts = {
    ...{ pending: 0, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0, total: 0, resultsWritten: 0 },
    ...{ failuresNotRedrivable: 0, pendingRedrive: 0 },
  };
  for (const child of children) {
    const amount = weight(child);
    counts.total += amount;
    const state = stateOf(child.record, facts);
    counts[state] += amount;
    if (child.record !== undefined && isFailure(state) && !facts.isRedrivable(child.record))
      counts.failuresNotRedrivable += amount;
  }
  // Those of failures are written too.
  if (facts.areResultsWritten) counts.resultsWritten = counts.total;
  return counts;
}

type State = "pending" | "running" | "succeeded" | "failed" | "timedOut" | "aborted" | "pendingRedrive";

const isFailure = (state: State): boolean => state === "failed" || state === "timedOut" || state === "aborted";

function stateOf(record: ExecutionRecord | undefined, { isPendingRedrive }: ChildFacts): State {
  if (record === undefined) return "pending";
  if (isPendingRedrive(record)) return "pendingRedrive";
  switch (record.status) {
    case "RUNNING":
      return "running";
    case "SUCCEEDED":
      return "succeeded";
    case "FAILED":
      return "failed";
    case "TIMED_OUT":
      return "timedOut";
    case "ABORTED":
      return "aborted";
  }
}
