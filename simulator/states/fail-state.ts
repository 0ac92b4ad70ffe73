import type { StateRun } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";
import type { FailNode } from "../machine/state-node.js";

/** Runs a Fail state. @see ASL spec, "Fail State" */
export function startFailState(run: StateRun, node: FailNode, context: StateContext): void {
  const scope = context.scope(run);
  node.flow.effectiveInput(scope);
  context.fail(run, { error: node.error?.(scope), cause: node.cause?.(scope) });
}
