import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";

/** Methods that come to their end and call nothing. */
const quietMethods = new Set(["Array.push", "Array.unshift", "Set.add", "Map.set"]);

/**
 * What is done next after a statement, whatever way the workflow goes: the statement behind it, or behind the `if` of which it is the
 * last one. Undefined at the end of a loop, a `try` or a function.
 *
 * @param isPassed true for a statement between them that makes no difference
 */
export function nextDone(
  analyser: Analyser,
  statement: ts.Node,
  isPassed: (statement: ts.Statement) => boolean = () => false,
): ts.Statement | undefined {
  const { parent } = statement;
  if (ts.isIfStatement(parent)) return nextDone(analyser, parent, isPassed);
  if (!ts.isBlock(parent)) return undefined;
  const index = parent.statements.findIndex((one) => one === statement);
  const next = parent.statements[index + 1];
  if (next === undefined) {
    const isNested = ts.isBlock(parent.parent) || ts.isIfStatement(parent.parent);
    return isNested ? nextDone(analyser, parent, isPassed) : undefined;
  }
  return isPassed(next) && isQuiet(analyser, next) ? nextDone(analyser, next, isPassed) : next;
}

/** The statement of which an expression is a part, with nothing but expressions in between. */
export function statementOf(node: ts.Node): ts.ExpressionStatement | undefined {
  let part = node;
  while (ts.isExpression(part) || ts.isObjectLiteralElementLike(part)) part = part.parent;
  return ts.isExpressionStatement(part) ? part : undefined;
}

/** True for a statement that goes on to the next one and makes no calls but those that put something somewhere. */
function isQuiet(analyser: Analyser, statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) && !ts.isVariableStatement(statement)) return false;
  const acts = (node: ts.Node): boolean => {
    if (ts.isAwaitExpression(node) || ts.isNewExpression(node) || ts.isFunctionLike(node)) return true;
    if (ts.isCallExpression(node) && !quietMethods.has(builtinCalled(analyser, node) ?? "")) return true;
    return ts.forEachChild(node, (child) => acts(child) || undefined) ?? false;
  };
  return !acts(statement);
}
