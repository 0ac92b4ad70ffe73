import type { StateRun } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";

/** Runs a Succeed state: its output is that of the machine, or of the branch or iteration. @see ASL spec, "Succeed State" */
export function startSucceedState(run: StateRun, context: StateContext): void {
  context.complete(run, run.node.flow.effectiveInput(context.scope(run)));
}
