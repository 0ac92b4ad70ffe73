import type { EvaluationScope } from "../core/evaluation-scope.js";
import type { StateRun } from "../core/execution.js";
import { checkInputSize } from "../core/payload-limit.js";
import type { JsonValue } from "../json.js";

/**
 * What the work of a state is given: `Arguments`, or `Parameters`. Throws StateFailure where that is larger than the service
 * lets the input of a state be.
 *
 * @see AWS Step Functions developer guide, "Error names", `States.DataLimitExceeded`
 */
export function workInput({ node, input }: StateRun, scope: EvaluationScope): JsonValue {
  const given = node.flow.arguments(scope);
  // The state's own input has been the output of another one, or that of the execution.
  if (given !== input) checkInputSize(node.name, given);
  return given;
}
