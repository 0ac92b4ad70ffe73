import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isChangingMethod } from "./changing-methods.js";
import { usesOf } from "./uses-of.js";

/**
 * True for a name whose value nothing adds to or takes from: it stands outside of functions, where nothing changes, or the
 * function only looks up members, calls them and goes through them.
 */
export function isOnlyLookedUp(
  analyser: Analyser,
  symbol: ts.Symbol,
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
): boolean {
  const scope = ts.findAncestor(declaration.parent, ts.isFunctionLike);
  return scope === undefined || usesOf(analyser, symbol, scope).every(isLookUp);
}

/** False where the value may get another name. */
function isLookUp(use: ts.Expression): boolean {
  const { parent } = use;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return isLookUp(parent);
  }
  if (ts.isPropertyAccessExpression(parent)) {
    const isCalled = ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
    return isCalled ? !isChangingMethod(parent.name.text) : isPartRead(parent);
  }
  if (ts.isElementAccessExpression(parent)) return parent.expression === use ? isPartRead(parent) : true;
  if (ts.isCallExpression(parent)) return parent.expression === use || isMembersCall(parent);
  if (ts.isBinaryExpression(parent)) return isComparison(parent.operatorToken.kind);
  if (ts.isForOfStatement(parent)) return parent.expression === use;
  return ts.isSpreadElement(parent) || ts.isPrefixUnaryExpression(parent) || ts.isIfStatement(parent);
}

/** True for a member that gets no other value. */
function isPartRead(part: ts.Expression): boolean {
  const { parent } = part;
  if (ts.isDeleteExpression(parent)) return false;
  return !ts.isBinaryExpression(parent) || parent.left !== part || !isAssignment(parent.operatorToken.kind);
}

/** `Object.entries(table)` and its like. */
function isMembersCall({ expression }: ts.CallExpression): boolean {
  return /^Object\.(entries|keys|values)$/.test(expression.getText());
}

function isComparison(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
