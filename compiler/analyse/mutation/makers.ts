import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isPlainValue } from "./put-back.js";
import { isInside } from "./running-function.js";
import { writtenFunction } from "./written-function.js";

/**
 * True for a call of a function that does nothing but make a value, of what it is given and of what stands outside of
 * functions: it makes no difference whether it is called where it is written, or a statement later.
 */
export function isMadeByMaker(
  analyser: Analyser,
  call: ts.CallExpression,
  inside: readonly ts.SignatureDeclaration[] = [],
): boolean {
  const made = writtenFunction(analyser, call.expression);
  if (made === undefined || made === "unknown" || inside.includes(made)) return false;
  if (!ts.isArrowFunction(made) && !ts.isFunctionDeclaration(made)) return false;
  const isSimple = made.asteriskToken === undefined && made.modifiers?.some(isAsync) !== true;
  const value = isSimple && made.parameters.every(isNamed) ? valueOf(made) : undefined;
  if (value === undefined || !call.arguments.every(isStanding) || !seesNoVariable(analyser, value, made)) return false;
  return isPlainValue(value, (inner) => isMadeByMaker(analyser, inner, [...inside, made]));
}

/** Functions of the library that only compute, and never throw. */
const libraryFunctions =
  /^(Math\.\w+|(Number\.)?(parseInt|parseFloat|isNaN|isFinite)|Number(\.is(Safe)?Integer)?|String|Boolean|Date\.(parse|now|UTC)|Array\.isArray|Object\.(keys|values|entries|fromEntries)|JSON\.stringify)$/;

/** Methods of texts, numbers, lists and Dates that only compute, given callbacks that do. */
const readingMethods =
  /^(Number\.(toFixed|toString)|String\.(toString|trim(Start|End)?|slice|substring|to(Lower|Upper)Case|pad(Start|End)|includes|(starts|ends)With|(last)?[iI]ndexOf|char(Code)?At|codePointAt|at|concat|split|replace(All)?|localeCompare|search)|Array\.(join|slice|includes|(last)?[iI]ndexOf|concat|at|map|filter|some|every|find(Last)?(Index)?|flat(Map)?|to(Sorted|Reversed))|Date\.(getTime|valueOf|getUTC\w+)|RegExp\.test)$/;

function isReadingMethod(analyser: Analyser, call: ts.CallExpression): boolean {
  if (!readingMethods.test(builtinCalled(analyser, call) ?? "")) return false;
  // What a callback does is seen where it is written.
  const isSeen = (given: ts.Expression): boolean =>
    ts.isArrowFunction(given) || analyser.checker.getTypeAtLocation(given).getCallSignatures().length === 0;
  return call.arguments.every(isSeen);
}

/**
 * True for a call of a function that only computes a value of what it is given and of what stands outside of functions, as in
 * `total += cents(amount)`: it sees nothing of the workflow's variables.
 */
export function onlyComputes(
  analyser: Analyser,
  call: ts.CallExpression,
  inside: readonly ts.SignatureDeclaration[] = [],
): boolean {
  if (libraryFunctions.test(call.expression.getText()) || isReadingMethod(analyser, call)) return true;
  const made = writtenFunction(analyser, call.expression);
  if (made === undefined || made === "unknown" || inside.includes(made)) return false;
  if (!ts.isArrowFunction(made) && !ts.isFunctionDeclaration(made)) return false;
  const isSimple = made.asteriskToken === undefined && made.modifiers?.some(isAsync) !== true;
  const { body } = made;
  const isHarmless = (inner: ts.CallExpression): boolean => onlyComputes(analyser, inner, [...inside, made]);
  return (
    isSimple &&
    body !== undefined &&
    [body, ...made.parameters].every((part) => seesNoVariable(analyser, part, made) && isCalm(part, isHarmless))
  );
}

/** True for code that always comes to its end, and changes nothing but its own variables. What it names is looked at elsewhere. */
function isCalm(node: ts.Node, isHarmless: (call: ts.CallExpression) => boolean): boolean {
  if (ts.isThrowStatement(node) || ts.isAwaitExpression(node)) return false;
  if (ts.isFunctionLike(node) && !isCallback(node)) return false;
  if (ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node)) return false;
  if (ts.isCallExpression(node) && !isHarmless(node)) return false;
  const target = assignedBy(node);
  if (target !== undefined && !ts.isIdentifier(target)) return false;
  return ts.forEachChild(node, (child) => (isCalm(child, isHarmless) ? undefined : true)) !== true;
}

/** `(match) => …` in `text.replace(pattern, (match) => …)`. */
function isCallback(node: ts.Node): boolean {
  return ts.isArrowFunction(node) && ts.isCallExpression(node.parent) && node.modifiers?.some(isAsync) !== true;
}

/** What is assigned, counted or deleted there. */
function assignedBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isDeleteExpression(node)) return node.expression;
  if (ts.isBinaryExpression(node)) return isAssignment(node) ? node.left : undefined;
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return undefined;
  const isStep = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  return isStep ? node.operand : undefined;
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isAsync({ kind }: ts.ModifierLike): boolean {
  return kind === ts.SyntaxKind.AsyncKeyword;
}

function isNamed({ name, initializer, dotDotDotToken }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined;
}

/** The expression of `() => x` and `{ return x; }`. */
function valueOf({ body }: ts.ArrowFunction | ts.FunctionDeclaration): ts.Expression | undefined {
  if (body === undefined || !ts.isBlock(body)) return body;
  const [only] = body.statements;
  return body.statements.length === 1 && only !== undefined && ts.isReturnStatement(only) ? only.expression : undefined;
}

/** True when all names are parameters of the function or its callbacks, functions, or stand outside of functions, where nothing changes. */
function seesNoVariable(analyser: Analyser, node: ts.Node, made: ts.SignatureDeclaration): boolean {
  if (ts.isIdentifier(node)) {
    const declaration = analyser.symbolOf(node)?.valueDeclaration;
    const outer = declaration && ts.findAncestor(declaration.parent, ts.isFunctionLike);
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
    return outer === undefined || isInside(outer, made) || isCalled;
  }
  return ts.forEachChild(node, (child) => (seesNoVariable(analyser, child, made) ? undefined : true)) !== true;
}

/** A name, a member of one, or a literal: reading it cannot fail. */
function isStanding(node: ts.Expression): boolean {
  const value = skipWrappers(node);
  if (ts.isPropertyAccessExpression(value)) return isStanding(value.expression);
  return ts.isIdentifier(value) || ts.isStringLiteralLike(value) || ts.isNumericLiteral(value);
}
