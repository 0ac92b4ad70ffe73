import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { changesInside } from "./changes.js";

/**
 * True when nothing of the workflow runs between a call and the end of its promise: what the call was given cannot change
 * while it is under way. The promise is awaited, or returned, where it is made.
 *
 * @param use what the call is given
 */
export function isAwaitedAtOnce(analyser: Analyser, use: ts.Expression, promise: ts.Expression): boolean {
  const { parent } = promise;
  if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent)) return true;
  if (ts.isArrowFunction(parent)) return parent.body === promise;
  if (ts.isArrayLiteralExpression(parent)) {
    // Of several calls that are awaited together, what a later one evaluates comes while the first is under way.
    const isTogether = ts.isCallExpression(parent.parent) && parent.parent.arguments[0] === parent;
    return isTogether && !changesInside(analyser, use, parent) && isAwaitedAtOnce(analyser, use, parent.parent);
  }
  if (ts.isPropertyAccessExpression(parent)) {
    const isChain = ["then", "catch", "finally"].includes(parent.name.text) && ts.isCallExpression(parent.parent);
    return isChain && isAwaitedAtOnce(analyser, use, parent.parent);
  }
  const passesOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== promise) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken);
  return passesOn && isAwaitedAtOnce(analyser, use, parent);
}
