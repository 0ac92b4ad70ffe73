import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isAssignment } from "./assigned.js";
import { enclosingFunction } from "./running-function.js";
import type { Key } from "./paths.js";
import { isComparison } from "./use-shapes.js";
import { usesOf } from "./uses-of.js";

/**
 * True for a variable that may hold a part as it was at some time: nothing is read of it but whether there is one, and members that do not
 * change: `let next = items.find(isReady); while (next) { await run(next.id); …; next = items.find(isReady); }`.
 *
 * @param keys the way from the part to what is changed
 */
export function readsOtherMembers(analyser: Analyser, symbol: ts.Symbol, [key]: readonly Key[]): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || key === undefined) return false;
  const scope = enclosingFunction(declaration);
  return scope !== undefined && usesOf(analyser, symbol, scope).every((use) => isRead(use, key));
}

function isRead(use: ts.Expression, key: string): boolean {
  const { parent } = use;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isRead(parent, key);
  if (ts.isPropertyAccessExpression(parent)) {
    const isCalled = ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
    return parent.expression === use && parent.name.text !== key && !isCalled && isPlainRead(parent);
  }
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(parent)) return false;
  if (isAssignment(parent)) return parent.left === use && ts.isExpressionStatement(parent.parent);
  if (isComparison(parent.operatorToken.kind)) return isNothing(parent.right) || isNothing(parent.left);
  return parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && parent.left === use;
}

/** False for a member that is changed there. */
function isPlainRead(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) return false;
  if (ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent)) return false;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  return !(ts.isBinaryExpression(parent) && isAssignment(parent) && parent.left === node);
}

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}
