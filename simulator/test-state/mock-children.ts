import type { EvaluationScope } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
import type { JsonValue } from "../json.js";
import type { MapNode, ParallelNode } from "../machine/state-node.js";
import { maxConcurrencyOf, toleranceOf } from "../states/map-bounds.js";
import { workInput } from "../states/work-input.js";
import { inspectItems, type ReadItems } from "./inspect-items.js";
import type { StateTester } from "./state-tester.js";

type Outcome =
  { readonly result: JsonValue } | { readonly error: string | undefined; readonly cause: string | undefined };

const none = { count: undefined, percentage: undefined };

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
    if (node.type === "Parallel") evaluateInput(tester, tester.scope(run));
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

/** What the branches would be given is evaluated, because that may fail, and not shown: the service does not either. */
function evaluateInput({ run }: StateTester, { inspect: _, ...scope }: EvaluationScope): void {
  workInput(run, scope);
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
  inspection.maxConcurrency = maxConcurrencyOf(node, scope);
  const { count, percentage } = node.distributed === undefined ? none : toleranceOf(node, node.distributed, scope);
  if (count !== undefined) inspection.toleratedFailureCount = count;
  if (percentage !== undefined) inspection.toleratedFailurePercentage = percentage;
  return (failures, result) => {
    const total = Array.isArray(result) && result.length > 0 ? result.length : 1;
    return (
      (count !== undefined && failures > count) || (percentage !== undefined && (failures / total) * 100 > percentage)
    );
  };
}
