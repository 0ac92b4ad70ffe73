import ts from "typescript";
import { isAssignment } from "./assigned.js";

/** True when evaluating the expression once more gives the same and does nothing. */
export function canBeReadAgain(node: ts.Node): boolean {
  const acts =
    (ts.isCallLikeExpression(node) && !isEmptyCollection(node)) || ts.isAwaitExpression(node) || isAssigning(node);
  return !acts && ts.forEachChild(node, (child) => (canBeReadAgain(child) ? undefined : true)) !== true;
}

/** `new Set()`, `new Map()`. */
function isEmptyCollection(node: ts.Node): boolean {
  return (
    ts.isNewExpression(node) && /^(Set|Map)$/.test(node.expression.getText()) && (node.arguments ?? []).length === 0
  );
}

function isAssigning(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isAssignment(node);
  if (ts.isPostfixUnaryExpression(node) || ts.isDeleteExpression(node)) return true;
  if (!ts.isPrefixUnaryExpression(node)) return false;
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}
