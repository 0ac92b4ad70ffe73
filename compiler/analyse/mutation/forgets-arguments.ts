import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isAssignment } from "./assigned.js";
import { isChangingMethod } from "./changing-methods.js";
import { enclosingFunction, isInside } from "./running-function.js";
import { skipWrappers } from "../skip-wrappers.js";
import { pathOf } from "./paths.js";
import { isPlain } from "./plain-values.js";
import { calledFunctions } from "./called-functions.js";

const known = new WeakMap<ts.SignatureDeclaration, boolean>();

/**
 * True for a call that gives a text, a number or the like, and keeps nothing of what it is given: the function assigns only
 * variables of its own, and so does what it calls. However it looks at its arguments, no reference to them is left
 * behind when it is done.
 */
export function forgetsArguments(analyser: Analyser, call: ts.CallExpression): boolean {
  if (!isPlain(analyser, call)) return false;
  const called = calledFunctions(analyser, call.expression);
  return called !== undefined && called !== "unknown" && called.every((each) => keepsToItself(analyser, each));
}

/** True for a function that leaves no reference to what it sees anywhere outside of it, but for what it gives. */
export function keepsToItself(analyser: Analyser, called: ts.SignatureDeclaration): boolean {
  const earlier = known.get(called);
  if (earlier !== undefined) return earlier;
  known.set(called, false);
  const isSimple =
    (ts.isArrowFunction(called) || ts.isFunctionExpression(called) || ts.isFunctionDeclaration(called)) &&
    called.asteriskToken === undefined &&
    called.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) !== true;
  const leaks = (node: ts.Node): boolean =>
    letsOut(analyser, node, called) || (ts.forEachChild(node, (child) => leaks(child) || undefined) ?? false);
  const keeps = isSimple && called.body !== undefined && !leaks(called.body);
  known.set(called, keeps);
  return keeps;
}

/** True for what may hand something to the outside, or change what is there. */
function letsOut(analyser: Analyser, node: ts.Node, called: ts.SignatureDeclaration): boolean {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
  if (ts.isThrowStatement(node)) {
    const thrown = node.expression;
    return ts.isNewExpression(thrown) && !(thrown.arguments ?? []).every((argument) => isPlain(analyser, argument));
  }
  if (ts.isBinaryExpression(node)) return isAssignment(node) && !isOwnTarget(analyser, node.left, called);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const isCounting = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return isCounting && !isOwnTarget(analyser, node.operand, called);
  }
  if (ts.isDeleteExpression(node)) return !isOwnTarget(analyser, node.expression, called);
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  const builtin = builtinCalled(analyser, node);
  if (builtin === "Object.assign") return true;
  if (builtin !== undefined) {
    const isChanging = ts.isPropertyAccessExpression(expression) && isChangingMethod(expression.name.text);
    return isChanging && !isOwnValue(analyser, expression.expression, called);
  }
  const inner = calledFunctions(analyser, expression);
  return inner === undefined || inner === "unknown" || !inner.every((each) => keepsToItself(analyser, each));
}

/** True for a variable of the function, and for a part of the value of one. */
function isOwnTarget(analyser: Analyser, target: ts.Expression, called: ts.SignatureDeclaration): boolean {
  const inner = skipWrappers(target);
  if (!ts.isIdentifier(inner)) return isOwnValue(analyser, inner, called);
  const declaration = analyser.symbolOf(inner)?.valueDeclaration;
  return declaration !== undefined && isInside(declaration, called);
}

/** True for the value of a variable of the function, which is not given to it, and for a copy. */
function isOwnValue(analyser: Analyser, node: ts.Expression, called: ts.SignatureDeclaration): boolean {
  const inner = skipWrappers(node);
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.every(ts.isSpreadElement);
  const declaration = pathOf(analyser, inner)?.root.valueDeclaration;
  if (declaration === undefined || !isInside(declaration, called)) return false;
  return ts.findAncestor(declaration, ts.isParameter)?.parent !== enclosingFunction(declaration);
}
