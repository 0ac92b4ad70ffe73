import type { EvaluationScope } from "../core/evaluation-scope.js";
import type { BatchRequest } from "../core/map-run-request.js";
import type { DistributedMap, ItemBatcher, MapNode } from "../machine/state-node.js";
import { unusableValue } from "./unusable-value.js";

/** How many iterations a Map lets run at once; 0 leaves it to the service. Throws StateFailure for less. */
export function maxConcurrencyOf(node: MapNode, scope: EvaluationScope): number {
  const maxConcurrency = node.maxConcurrency(scope);
  if (maxConcurrency < 0) throw unusableValue(node, "MaxConcurrency cannot be negative.", "MaxConcurrency");
  return maxConcurrency;
}

/** The failures that a Map tolerates. Throws StateFailure for what no number of failures can be. */
export function toleranceOf(
  node: MapNode,
  { toleratedFailureCount, toleratedFailurePercentage }: DistributedMap,
  scope: EvaluationScope,
): { readonly count: number | undefined; readonly percentage: number | undefined } {
  const count = toleratedFailureCount?.(scope);
  const percentage = toleratedFailurePercentage?.(scope);
  if (percentage !== undefined && (percentage < 0 || percentage > 100))
    throw unusableValue(node, "ToleratedFailurePercentage must be between 0 and 100.", "ToleratedFailurePercentage");
  if (count !== undefined && count < 0)
    throw unusableValue(node, "ToleratedFailureCount cannot be negative.", "ToleratedFailureCount");
  return { count, percentage };
}

/** How the items of a Map are put together. Throws StateFailure for batches without items. */
export function batchOf(node: MapNode, batcher: ItemBatcher, scope: EvaluationScope): BatchRequest {
  return {
    maxItems: atLeastOne(batcher.maxItems?.(scope), "MaxItemsPerBatch", node),
    maxInputBytes: atLeastOne(batcher.maxInputBytes?.(scope), "MaxInputBytesPerBatch", node),
    batchInput: batcher.batchInput?.(scope),
  };
}

function atLeastOne(value: number | undefined, field: string, node: MapNode): number | undefined {
  if (value === undefined || value >= 1) return value;
  throw unusableValue(node, `${field} must be positive.`, `ItemBatcher/${field}`);
}
