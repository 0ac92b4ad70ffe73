import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isErrorHolder } from "../error-variables.js";
import { resolveFunction } from "../functions.js";
import { givesKnownFunction } from "../function-values/known.js";
import { errorClassOf, isErrorChoice, isErrorExpression, isErrorType, isStringCall } from "./error-values.js";
import { isRuledOut } from "./ruled-out.js";

/** True for what a `throw` throws, and for each of several that it may throw. */
function isThrown({ parent }: ts.Node): boolean {
  if (ts.isThrowStatement(parent)) return true;
  if (ts.isCallExpression(parent) && parent.expression.getText() === "Promise.reject") return true;
  const passesOn = ts.isConditionalExpression(parent) || isErrorChoice(parent) || ts.isParenthesizedExpression(parent);
  return passesOn && isThrown(parent);
}

/**
 * True for what a `const` is declared as, what a helper gives, and what a member is read of, and for each of several that it may be:
 * `const failed = e instanceof Failed ? e : new Failed(…)`.
 */
function isChosen(analyser: Analyser, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return analyser.frame.calls.length > 0;
  if (isWrapper(parent)) return isChosen(analyser, parent);
  const isOne = ts.isConditionalExpression(parent) && parent.condition !== node;
  // Where its type says no more than `unknown`, the use of the name would not be known for that of an error.
  const isKnown = isErrorType(analyser.checker.getTypeAtLocation(parent));
  return (isOne || isErrorChoice(parent)) && isKnown && isChosen(analyser, parent);
}

function isWrapper(node: ts.Node): node is ts.Expression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

function withWrappers(node: ts.Expression): ts.Expression {
  return isWrapper(node.parent) ? withWrappers(node.parent) : node;
}

/** Reports the use of an error as data: as JSON it would lose its message. */
export function checkErrorUse(analyser: Analyser, node: ts.Expression): void {
  const { parent } = node;
  const isAllowed =
    isThrown(node) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) ||
    isChosen(analyser, node) ||
    (isWrapper(parent) && !showsMembers(analyser, withWrappers(node))) ||
    isCause(parent) ||
    isConstructed(analyser, node, parent) ||
    isKeptError(analyser, parent) ||
    isPresenceTest(node) ||
    ts.isTypeOfExpression(parent) ||
    isSearched(parent) ||
    isPrinted(analyser, parent) ||
    (ts.isCallExpression(parent) &&
      (resolveFunction(analyser, parent.expression) !== undefined || givesKnownFunction(analyser, parent.expression)));
  if (isAllowed || !isErrorExpression(analyser, node)) return;
  if (!ts.isIdentifier(node) || !isRuledOut(node)) analyser.problem(node, "SP1223", { text: node.getText() });
}

/** True where it tells which members an error has of its own: `{ ...(error as Error) }`, `Object.keys(error as object)`. */
function showsMembers(analyser: Analyser, node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent)) return true;
  if (ts.isForInStatement(parent)) return parent.expression === node;
  if (!ts.isCallExpression(parent) || parent.expression === node) return false;
  return /^(Object|JSON)\./.test(builtinCalled(analyser, parent) ?? "");
}

/** `if (lastError)`, `lastError === undefined`, `error && …`. */
function isPresenceTest(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isPrefixUnaryExpression(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.left === node;
  return kind >= ts.SyntaxKind.EqualsEqualsToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** `"message" in error` */
function isSearched(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
}

/** `{ cause: error }` of a new error, and in a constructor `super("…", { cause })`. */
function isCause(node: ts.Node): boolean {
  const isMember = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
  if (!isMember || node.name.getText() !== "cause" || !ts.isObjectLiteralExpression(node.parent)) return false;
  const call = node.parent.parent;
  return ts.isNewExpression(call) || (ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.SuperKeyword);
}

/** `new Failed("…", error)`: the constructor of the class may read the error, which becomes no field. */
function isConstructed(analyser: Analyser, node: ts.Expression, call: ts.Node): boolean {
  if (!ts.isNewExpression(call)) return false;
  const declaration = errorClassOf(analyser, call.expression)?.declaration;
  const constructor = declaration?.members.find((member) => ts.isConstructorDeclaration(member));
  const parameter = constructor?.parameters[call.arguments?.indexOf(node) ?? -1];
  return parameter !== undefined && ts.isIdentifier(parameter.name) && (parameter.modifiers ?? []).length === 0;
}

/** True on the right of `lastError = error`. */
export function isKeptError(analyser: Analyser, node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const symbol = ts.isIdentifier(node.left) ? analyser.symbolOf(node.left) : undefined;
  return symbol !== undefined && ts.isExpressionStatement(node.parent) && isErrorHolder(symbol, analyser.checker);
}

/** `String(error)` and a part of a template, which print the error's name and message. */
function isPrinted(analyser: Analyser, node: ts.Node): boolean {
  return ts.isTemplateSpan(node) || (ts.isCallExpression(node) && isStringCall(analyser, node));
}
