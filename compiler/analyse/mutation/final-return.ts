import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { isAssignment } from "./assigned.js";
import { enclosingFunction } from "./running-function.js";
import { leavesForGood } from "./leaves-for-good.js";
import type { Owner } from "./owner.js";

/** Methods that change what they are called on. */
const changingMethods: ReadonlySet<string> = new Set([
  ...["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"],
  ...["set", "add", "delete", "clear", "assign"],
]);

/**
 * True for a use in a `return` or `throw` that is the end of the variable, and that only computes: whatever it keeps of the value,
 * nothing changes that any more.
 *
 *     return [...groups.entries()].map(([key, rows]) => ({ key, rows })).sort(byKey);
 *     throw new Refused(problems);
 */
export function isInFinalReturn(analyser: Analyser, use: ts.Expression, { symbol, readers }: Owner): boolean {
  if (readers.length > 0) return false;
  const statement = ts.findAncestor(use, (node) => ts.isReturnStatement(node) || ts.isThrowStatement(node));
  if (statement?.expression === undefined || enclosingFunction(use) !== enclosingFunction(statement)) return false;
  return leavesForGood(analyser, statement, symbol) && onlyComputes(analyser, statement.expression);
}

/** True for an expression that changes nothing but lists that it makes itself, and calls no function of the workflow. */
function onlyComputes(analyser: Analyser, node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && isAssignment(node)) return false;
  if (ts.isDeleteExpression(node) || ts.isPostfixUnaryExpression(node)) return false;
  if (ts.isPrefixUnaryExpression(node) && isStep(node.operator)) return false;
  if (ts.isCallExpression(node) && !isQuietCall(analyser, node)) return false;
  return ts.forEachChild(node, (child) => (onlyComputes(analyser, child) ? undefined : true)) !== true;
}

function isStep(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function isQuietCall(analyser: Analyser, { expression }: ts.CallExpression): boolean {
  const callee = skipWrappers(expression);
  if (ts.isPropertyAccessExpression(callee) && changingMethods.has(callee.name.text)) {
    const receiver = skipWrappers(callee.expression);
    return ts.isArrayLiteralExpression(receiver) || ts.isCallExpression(receiver);
  }
  return resolveFunction(analyser, expression) === undefined;
}
