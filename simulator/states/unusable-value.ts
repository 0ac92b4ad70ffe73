import { StateFailure } from "../core/state-failure.js";
import type { StateNode } from "../machine/state-node.js";

/**
 * The failure for a field whose value is of the right type and yet cannot be used: the error is that of the state's query
 * language.
 *
 * @param field the field's path in the state: `ItemBatcher/MaxItemsPerBatch`
 */
export function unusableValue({ flow }: StateNode, detail: string, field: string): StateFailure {
  const error = flow.language === "JSONata" ? "States.QueryEvaluationError" : "States.Runtime";
  return new StateFailure(error, detail, field, true);
}
