import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isPlainValue } from "./put-back.js";
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

/** Functions of the library that only compute. */
const libraryFunctions = /^(Math\.\w+|Number|String|Boolean)$/;

/** Methods of texts and numbers that only compute. */
const readingMethods = new Set(
  "toFixed toString trim slice substring toLowerCase toUpperCase padStart padEnd includes startsWith endsWith indexOf".split(
    " ",
  ),
);

function isReadingMethod(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && readingMethods.has(callee.name.text);
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
  if (libraryFunctions.test(call.expression.getText()) || isReadingMethod(call.expression)) return true;
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
  if (ts.isThrowStatement(node) || ts.isAwaitExpression(node) || ts.isFunctionLike(node)) return false;
  if (ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node)) return false;
  if (ts.isCallExpression(node) && !isHarmless(node)) return false;
  const target = assignedBy(node);
  if (target !== undefined && !ts.isIdentifier(target)) return false;
  return ts.forEachChild(node, (child) => (isCalm(child, isHarmless) ? undefined : true)) !== true;
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

/** True when all names are parameters of the function, other functions, or stand outside of functions, where nothing changes. */
function seesNoVariable(analyser: Analyser, node: ts.Node, made: ts.SignatureDeclaration): boolean {
  if (ts.isIdentifier(node)) {
    const declaration = analyser.symbolOf(node)?.valueDeclaration;
    const outer = declaration && ts.findAncestor(declaration.parent, ts.isFunctionLike);
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
    return outer === undefined || outer === made || isCalled;
  }
  return ts.forEachChild(node, (child) => (seesNoVariable(analyser, child, made) ? undefined : true)) !== true;
}

/** A name, a member of one, or a literal: reading it cannot fail. */
function isStanding(node: ts.Expression): boolean {
  const value = skipWrappers(node);
  if (ts.isPropertyAccessExpression(value)) return isStanding(value.expression);
  return ts.isIdentifier(value) || ts.isStringLiteralLike(value) || ts.isNumericLiteral(value);
}
