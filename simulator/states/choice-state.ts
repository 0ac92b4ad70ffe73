import type { StateRun } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";
import { StateFailure } from "../core/state-failure.js";
import type { ChoiceNode } from "../machine/state-node.js";

/**
 * Runs a Choice state: the first rule that holds decides. A rule's `Output` and `Assign` are its own; those of the
 * state belong to `Default`.
 *
 * DEVIATION from the ASL spec, which names `States.NoChoiceMatched`: the service reports `States.Runtime`.
 *
 * @see ASL spec, "Choice State"
 */
export function startChoiceState(run: StateRun, node: ChoiceNode, context: StateContext): void {
  const scope = context.scope(run);
  for (const rule of node.rules) {
    if (!rule.condition(scope)) continue;
    context.leave(run, rule.finish(scope), rule.next);
    return;
  }
  if (node.otherwise === undefined)
    throw new StateFailure(
      "States.Runtime",
      `Failed to transition out of the state. The state does not point to a next state.`,
    );
  context.leave(run, node.flow.finish(scope), node.otherwise);
}
