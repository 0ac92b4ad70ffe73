import type { StateRun } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";

/** Runs a Pass state. @see ASL spec, "Pass State" */
export function startPassState(run: StateRun, context: StateContext): void {
  context.complete(run, run.node.flow.arguments(context.scope(run)));
}
