import type ts from "typescript";
import type { Expression, Variable } from "../ir/expression.js";
import type { Block } from "../ir/statement.js";
import { visitStatements } from "../ir/statement-walk.js";
import { variablesIn } from "../ir/walk.js";
import type { Analyser } from "./analyser.js";

/** Notes the depth of the frame that declares a variable which may change. */
export function noteDeclared(analyser: Analyser, variable: Variable): void {
  analyser.analysis.declaredAt.set(variable, analyser.frame.depth);
}

/**
 * Reports an assignment that cannot reach its variable: that of a callback, and that of an iteration which is an execution of
 * its own. An iteration or branch of the same execution may assign it, where that can wait until all have ended
 * (`promises/outer/`).
 *
 * @returns false when it was reported
 */
export function checkReachable(analyser: Analyser, node: ts.Node, name: string, depth: number): boolean {
  if (depth === analyser.frame.depth) return true;
  if (analyser.frame.isCallback) {
    analyser.problem(node, "SP1222", { name });
    return false;
  }
  if (depth >= analyser.depthOfExecution) return true;
  analyser.problem(node, "SP2103", { name, reason: "an execution of its own has variables of its own" });
  return false;
}

/**
 * True where the value may be another one after the statements, though they do not change it: calls take time, in which
 * iterations and branches beside this one may assign a variable that is declared around them all.
 */
export function mayChangeBeside(analyser: Analyser, value: Expression, statements: Block): boolean {
  return takesTime(statements) && readsOuter(analyser, value);
}

/** True for a value that depends on a variable which changes and is declared around this iteration or branch. */
export function readsOuter(analyser: Analyser, value: Expression): boolean {
  const { depth } = analyser.frame;
  if (depth === 0) return false;
  return [...variablesIn(value)].some((variable) => (analyser.analysis.declaredAt.get(variable) ?? depth) < depth);
}

function takesTime(statements: Block): boolean {
  let found = false;
  visitStatements(statements, ({ kind }) => {
    found ||= kind === "perform" || kind === "start" || kind === "await";
  });
  return found;
}
