import type { StateRun } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";
import { workInput } from "./work-input.js";

/** Runs a Pass state. @see ASL spec, "Pass State" */
export function startPassState(run: StateRun, context: StateContext): void {
  context.complete(run, workInput(run, context.scope(run)));
}
