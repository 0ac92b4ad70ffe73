import type { Expression, Variable } from "../ir/expression.js";
import { operandsOf, variablesIn } from "../ir/walk.js";
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

/**
 * The assignments of a sequence whose values later ones evaluate anyway, for what they need of those before is bound first:
 * those need no variable for the errors that they may be.
 *
 * @param isRead variables that are read after the sequence
 */
export function evaluatedByOthers(
  assigns: readonly EdgeAssign[],
  isRead: (variable: Variable) => boolean,
): ReadonlySet<EdgeAssign> {
  const needed = new Set<Variable>();
  const found = new Set<EdgeAssign>();
  for (const assign of [...assigns].reverse()) {
    const { variable, value } = assign;
    const isNeeded = needed.delete(variable);
    if (isNeeded) found.add(assign);
    if (isNeeded || isRead(variable) || mustHappen(assign)) variablesIn(value).forEach((read) => needed.add(read));
  }
  return found;
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
