import type { Expression, Variable } from "../ir/expression.js";
import { operandsOf } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { type EdgeAssign, entryExpressions, type Node } from "./graph.js";

/** True for an assignment that has to happen even when nobody reads the variable: its value may be an error. */
export function mustHappen({ value, isEvaluated }: EdgeAssign): boolean {
  return isEvaluated !== true && mayThrow(value);
}

/**
 * True when a node evaluates all assignments before it that may throw before it does anything: it is no moment too late
 * for them there.
 */
export function evaluatesFirst(node: Node, assigns: readonly EdgeAssign[]): boolean {
  // The assignments of a Choice happen before the next state.
  if (node.kind === "choice") return true;
  const needed = new Set<Variable>();
  entryExpressions(node).forEach((expression) => addCertainReads(expression, needed));
  return [...assigns].reverse().every((assign) => {
    if (!needed.has(assign.variable)) return !mustHappen(assign);
    addCertainReads(assign.value, needed);
    return true;
  });
}

/** Adds the variables that are read whatever the values are. */
function addCertainReads(expression: Expression, found: Set<Variable>): void {
  switch (expression.kind) {
    case "variable-read":
      found.add(expression.variable);
      return;
    case "lambda":
      return;
    case "conditional":
      addCertainReads(expression.condition, found);
      return;
    case "logical":
      addCertainReads(expression.left, found);
      return;
    default:
      operandsOf(expression).forEach((operand) => addCertainReads(operand, found));
  }
}
