import type { StateRun, Strand } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";
import type { ErrorOutput } from "../core/state-failure.js";
import type { JsonValue } from "../json.js";
import { startChoiceState } from "./choice-state.js";
import { startFailState } from "./fail-state.js";
import { completeIteration, failIteration, startMapState } from "./map-state.js";
import { completeBranch, failBranch, startParallelState } from "./parallel-state.js";
import { startPassState } from "./pass-state.js";
import { startSucceedState } from "./succeed-state.js";
import { startTaskState } from "./task-state.js";
import { startWaitState } from "./wait-state.js";

/** Starts a state's work, at its entry and at each retry. */
export function startState(run: StateRun, context: StateContext): void {
  const { node } = run;
  switch (node.type) {
    case "Pass":
      return startPassState(run, context);
    case "Task":
      return startTaskState(run, node, context);
    case "Choice":
      return startChoiceState(run, node, context);
    case "Wait":
      return startWaitState(run, node, context);
    case "Succeed":
      return startSucceedState(run, context);
    case "Fail":
      return startFailState(run, node, context);
    case "Parallel":
      return startParallelState(run, node, context);
    case "Map":
      return startMapState(run, node, context);
  }
}

/** A branch or iteration of the state came to its end. */
export function completeChild(
  run: StateRun,
  index: number,
  strand: Strand,
  output: JsonValue,
  context: StateContext,
): void {
  if (run.node.type === "Parallel") completeBranch(run, index, strand, output, context);
  else if (run.node.type === "Map") completeIteration(run, run.node, index, strand, output, context);
}

/** A branch or iteration of the state failed. */
export function failChild(
  run: StateRun,
  index: number,
  strand: Strand,
  failure: ErrorOutput,
  context: StateContext,
): void {
  if (run.node.type === "Parallel") failBranch(run, strand, failure, context);
  else if (run.node.type === "Map") failIteration(run, run.node, index, strand, failure, context);
}
