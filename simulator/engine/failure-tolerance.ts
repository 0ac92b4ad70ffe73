import type { MapRunCounts } from "./map-run-counts.js";

/** Failures that a map run bears with: so many, and so many of a hundred. Without a bound none are. */
export interface FailureTolerance {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

/** Either bound may be exceeded; without any, no failure is tolerated. */
export function exceedsTolerance({ count, percentage }: FailureTolerance, items: MapRunCounts): boolean {
  const bad = items.failed + items.timedOut + items.aborted;
  if (bad === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  return (count !== undefined && bad > count) || (percentage !== undefined && (bad / items.total) * 100 > percentage);
}
