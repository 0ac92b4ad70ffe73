import ts from "typescript";
import type { Analyser } from "../analyser.js";

const operators = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** `isGift && wrap(order)`, `known ?? fetchItem(id)`: a value decides whether a call is made, and may be what is given. */
export function mayStartPromise(analyser: Analyser, node: ts.Expression): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node) || !operators.has(node.operatorToken.kind)) return false;
  return analyser.isPromise(node.right) && !analyser.isPromise(node.left);
}
