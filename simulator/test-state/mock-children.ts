import { StateFailure } from "../core/state-failure.js";
import type { JsonValue } from "../json.js";
import type { MapNode, ParallelNode } from "../machine/state-node.js";
import { inspectItems, type ReadItems } from "./inspect-items.js";
import type { StateTester } from "./state-tester.js";

type Outcome =
  { readonly result: JsonValue } | { readonly error: string | undefined; readonly cause: string | undefined };

/** Ends a Map or Parallel with a mock in the place of its iterations or branches; what comes before them is real. */
export function mockChildren(
  tester: StateTester,
  node: MapNode | ParallelNode,
  outcome: Outcome,
  failedIterations: number,
  inspection: Record<string, JsonValue>,
  read: ReadItems,
): void {
  const { run } = tester;
  tester.attempt(() => {
    const tolerated = node.type === "Map" ? inspectMap(tester, node, inspection, read) : undefined;
    if (!("result" in outcome)) tester.fail(run, outcome);
    else if (tolerated !== undefined && tolerated(failedIterations, outcome.result))
      throw new StateFailure(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded",
      );
    else tester.complete(run, outcome.result);
  });
}

/** Gives what tells whether so many failures are too many; without bounds none are. */
function inspectMap(
  tester: StateTester,
  node: MapNode,
  inspection: Record<string, JsonValue>,
  read: ReadItems,
): (failures: number, result: JsonValue) => boolean {
  const scope = tester.scope(tester.run);
  inspectItems(tester, node, scope, read, inspection);
  inspection.maxConcurrency = node.maxConcurrency(scope);
  const count = node.distributed?.toleratedFailureCount?.(scope);
  const percentage = node.distributed?.toleratedFailurePercentage?.(scope);
  if (count !== undefined) inspection.toleratedFailureCount = count;
  if (percentage !== undefined) inspection.toleratedFailurePercentage = percentage;
  return (failures, result) => {
    const total = Array.isArray(result) && result.length > 0 ? result.length : 1;
    return (
      (count !== undefined && failures > count) || (percentage !== undefined && (failures / total) * 100 > percentage)
    );
  };
}
