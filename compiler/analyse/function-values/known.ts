import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { declaredBy } from "../tasks/declarations.js";
import { memberList } from "./members.js";
import { mayHoldFunctions } from "./parts.js";
import { readFunctionValue } from "./read.js";

/** True for an expression made of functions, and of values with functions in them, that are at hand. */
export function givesKnownFunction(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  const known = (part: ts.Expression): boolean => givesKnownFunction(analyser, part);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return true;
  if (ts.isRegularExpressionLiteral(inner)) return true;
  if (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner)) return true;
  const areKnown = (sides: readonly ts.Expression[]): boolean =>
    sides.some(known) && sides.every((side) => known(side) || !mayHoldFunctions(analyser, side));
  if (ts.isConditionalExpression(inner)) return areKnown([inner.whenTrue, inner.whenFalse]);
  if (ts.isBinaryExpression(inner)) return areKnown([inner.left, inner.right]);
  if (ts.isCallExpression(inner) && memberList(analyser, inner) !== undefined) return true;
  if (ts.isCallExpression(inner)) return mayHoldFunctions(analyser, inner) && known(inner.expression);
  if (readFunctionValue(analyser, inner) !== undefined) return true;
  if (ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner)) {
    if (ts.isPropertyAccessExpression(inner) && declaredBy(analyser, inner) !== undefined) return true;
    return mayHoldFunctions(analyser, inner.expression) && known(inner.expression);
  }
  return false;
}
