import ts from "typescript";
import { arrayType, mayBe, objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { holdsFunctions } from "../function-values/holds-functions.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { dslFunctionOf } from "../tasks/declarations.js";
import { isTaskCall } from "../tasks/task-calls.js";
import { valueTypesOf } from "../value-types-of.js";
import { changesInside, changesMeanwhile, enclosingFunction, isAssignment, returnsItself, stepsTo } from "./changes.js";
import { isParting } from "./parting.js";

/** The variable in question; `deep` when parts of its value are changed, not only its own members. */
interface Owner {
  readonly symbol: ts.Symbol;
  readonly deep: boolean;
  /** Functions that are being looked into, because the value is passed to them. */
  readonly readers: readonly ts.Node[];
}

/**
 * Whether nobody but this variable can see the value that it holds, so that changing the value in place is the same as
 * giving the variable a changed copy.
 *
 * That holds when every value that the variable gets is made on the spot, and the variable is read only where no second
 * reference to the value is left behind.
 *
 * @param deep true when a part of the value is changed, not only its own members
 */
export function ownsItsValue(analyser: Analyser, symbol: ts.Symbol, deep: boolean): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const scope = enclosingFunction(declaration);
  if (scope === undefined) return false;
  const { initializer, parent } = declaration;
  if (initializer !== undefined && !isFresh(analyser, initializer, deep)) return false;
  // What a loop goes through holds the same value, unless nobody else has it.
  const loop = parent.parent;
  if (ts.isForOfStatement(loop) && loop.initializer === parent && !isFresh(analyser, loop.expression, true))
    return false;
  return areUsesSafe(analyser, scope, { symbol, deep, readers: [] });
}

/** True when no use of the variable inside a function leaves a second reference to its value behind. */
function areUsesSafe(analyser: Analyser, scope: ts.Node, owner: Owner): boolean {
  const { symbol } = owner;
  const isUse = (node: ts.Node): node is ts.Identifier =>
    ts.isIdentifier(node) && !isDeclaredName(node) && analyser.symbolOf(node) === symbol;
  const isSafe = (node: ts.Node): boolean =>
    (!isUse(node) || isSafeUse(analyser, node, owner)) &&
    ts.forEachChild(node, (child) => (isSafe(child) ? undefined : true)) !== true;
  return isSafe(scope);
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === node;
}

/** True when the value is an argument of a function at hand that only reads it. */
function isOnlyRead(analyser: Analyser, use: ts.Expression, call: ts.CallExpression, owner: Owner): boolean {
  const callee = resolveFunction(analyser, call.expression)?.node;
  const parameter = callee?.parameters[call.arguments.indexOf(use)];
  // A function that the callee returns may hold on to what it was given.
  if (holdsFunctions(analyser.checker.getTypeAtLocation(call), analyser.checker)) return false;
  if (callee?.body === undefined || parameter === undefined || owner.readers.includes(callee)) return false;
  if (!ts.isIdentifier(parameter.name) || parameter.dotDotDotToken !== undefined) return false;
  const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
  const readers = [...owner.readers, callee];
  return symbol !== undefined && areUsesSafe(analyser, callee.body, { symbol, deep: owner.deep, readers });
}

/** Methods whose arguments become parts of the value. */
const addingMethods = new Set(["push", "unshift", "splice"]);

const copyingMethods = new Set([
  ...["map", "filter", "slice", "concat", "toSorted", "toReversed", "toSpliced", "with", "flat", "flatMap"],
  ...["keys", "entries", "fromEntries", "from", "values"],
]);

/** True for a value that is made by this expression; when `deep`, with all its parts. */
function isFresh(analyser: Analyser, node: ts.Expression, deep: boolean): boolean {
  const value = skipWrappers(node);
  if (isPlain(analyser, value)) return true;
  if (ts.isArrayLiteralExpression(value)) {
    return !deep || value.elements.every((element) => isFreshElement(analyser, element));
  }
  if (ts.isObjectLiteralExpression(value)) {
    return !deep || value.properties.every((property) => isFreshMember(analyser, property));
  }
  if (ts.isAwaitExpression(value)) return isFreshResult(analyser, value.expression, deep);
  if (ts.isConditionalExpression(value)) {
    return isFresh(analyser, value.whenTrue, deep) && isFresh(analyser, value.whenFalse, deep);
  }
  if (ts.isCallExpression(value) && ts.isPropertyAccessExpression(value.expression)) {
    const method = value.expression.name.text;
    if (value.expression.getText() === "JSON.parse" || value.expression.getText() === "structuredClone") return true;
    return copyingMethods.has(method) && (!deep || holdsPlainParts(analyser, value));
  }
  return ts.isCallExpression(value) && value.expression.getText() === "structuredClone";
}

function isFreshElement(analyser: Analyser, element: ts.Expression): boolean {
  return ts.isSpreadElement(element) ? holdsPlainParts(analyser, element.expression) : isFresh(analyser, element, true);
}

/** True for an array or object whose elements or members are all plain: copying it copies the whole value. */
function holdsPlainParts(analyser: Analyser, node: ts.Expression): boolean {
  const { checker } = analyser;
  const type = checker.getTypeAtLocation(node);
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  const parts =
    element === undefined
      ? checker.getPropertiesOfType(type).map((property) => checker.getTypeOfSymbol(property))
      : [element];
  const member = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (member !== undefined) parts.push(member);
  return parts.every((part) => !mayBe(valueTypesOf(part, checker), arrayType | objectType));
}

function isFreshMember(analyser: Analyser, property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isSpreadAssignment(property)) return holdsPlainParts(analyser, property.expression);
  if (ts.isPropertyAssignment(property)) return isFresh(analyser, property.initializer, true);
  return ts.isShorthandPropertyAssignment(property) && isPlain(analyser, property.name);
}

/** Results of tasks arrive as copies; the list of several results is made on the spot. */
function isFreshResult(analyser: Analyser, node: ts.Expression, deep: boolean): boolean {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call)) return false;
  const makesList = call.expression.getText() === "Promise.all" || dslFunctionOf(analyser, call.expression) === "map";
  return makesList ? !deep : isTaskCall(analyser, call);
}

/** True for a value that cannot be changed in place at all. */
function isPlain(analyser: Analyser, node: ts.Expression): boolean {
  return !mayBe(analyser.types(node), arrayType | objectType);
}

/** True when this use of the variable leaves no second reference to its value behind. */
function isSafeUse(analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  if (leavesNothingBehind(analyser, use, owner)) return true;
  return isParting(analyser, use, owner.symbol, (value) => isFresh(analyser, value, owner.deep));
}

function leavesNothingBehind(analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  const { parent } = use;
  const { deep } = owner;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return isSafeUse(analyser, parent, owner);
  }
  if (ts.isBinaryExpression(parent)) return isSafeOperand(analyser, use, parent, owner);
  if (ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent)) return true;
  if (ts.isIfStatement(parent) || ts.isTemplateSpan(parent)) return true;
  if (ts.isForInStatement(parent)) return parent.expression === use && !changesInside(analyser, use, parent.statement);
  if (ts.isVariableDeclaration(parent)) return !deep && !ts.isIdentifier(parent.name);
  if (ts.isPropertyAccessExpression(parent)) return isSafeMember(analyser, parent, owner);
  if (ts.isElementAccessExpression(parent)) {
    return parent.expression !== use || isSafePart(analyser, parent, owner);
  }
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return !deep;
  if (ts.isForOfStatement(parent) && parent.expression === use)
    return !deep && !changesInside(analyser, use, parent.statement);
  return endsInCopy(analyser, use, owner) && !changesMeanwhile(analyser, use);
}

/** `x === y`, `x ?? y`, `x = y`. */
function isSafeOperand(analyser: Analyser, use: ts.Expression, node: ts.BinaryExpression, owner: Owner): boolean {
  const kind = node.operatorToken.kind;
  if (kind === ts.SyntaxKind.InKeyword || isComparison(kind)) return true;
  if (node.left !== use) return false;
  if (isAssignment(node) && !isFresh(analyser, node.right, owner.deep)) return false;
  // An object or array is never the outcome of `&&` when it stands on the left: it counts as true.
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return true;
  return ts.isExpressionStatement(node.parent) || isPlain(analyser, node) || isSafeUse(analyser, node, owner);
}

function isComparison(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** `x.length`, `x.push(v)`, `x.map(f)`, `x.name`. */
function isSafeMember(analyser: Analyser, access: ts.PropertyAccessExpression, owner: Owner): boolean {
  const call = access.parent;
  if (ts.isCallExpression(call) && call.expression === access) {
    if (returnsItself.has(access.name.text)) {
      return ts.isExpressionStatement(call.parent) || isSafeUse(analyser, call, owner);
    }
    if (access.name.text === "forEach" && call.arguments.some((one) => changesInside(analyser, rootOf(access), one))) {
      return false;
    }
    const loop = loopOver(call);
    const isOfKeys = access.name.text === "keys";
    // What is inside of an element makes no difference to the indexes.
    const deepest = isOfKeys ? stepsTo(access.expression) + 1 : undefined;
    if (loop !== undefined && changesInside(analyser, rootOf(access), loop.statement, deepest)) return false;
    if (isOfKeys) return true;
    // What a method gives may hold parts of the value, never the value itself.
    if (!owner.deep) return true;
    const isAdded = addingMethods.has(access.name.text);
    if (isAdded && !call.arguments.every((argument) => isFresh(analyser, argument, true))) return false;
    return isPlain(analyser, call) || ts.isExpressionStatement(call.parent) || endsInCopy(analyser, call, owner);
  }
  return isSafePart(analyser, access, owner);
}

/** The loop that goes through what a call gives: it sees what the call's array becomes meanwhile. */
function loopOver(call: ts.CallExpression): ts.ForOfStatement | undefined {
  const { parent } = call;
  return ts.isForOfStatement(parent) && parent.expression === call ? parent : undefined;
}

function rootOf(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): ts.Expression {
  const inner = skipWrappers(access.expression);
  return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner) ? rootOf(inner) : inner;
}

/** A part of the value: it matters only when parts are changed too. */
function isSafePart(analyser: Analyser, part: ts.Expression, owner: Owner): boolean {
  return !owner.deep || isPlain(analyser, part) || isSafeUse(analyser, part, owner);
}

/** Functions that keep nothing of what they are given. */
const copyingFunctions =
  /^(JSON\.stringify|structuredClone|Object\.(keys|hasOwn)|Array\.isArray|Math\.\w+|String|Number|Boolean)$/;

/** Functions whose result may hold parts of what they are given, never the value itself. */
const shallowlyCopyingFunctions = /^(Object\.(entries|values|fromEntries)|Array\.from)$/;

/** True when the value goes into the input of a call, or is returned: what happens to it there is a copy. */
function endsInCopy(analyser: Analyser, node: ts.Expression | ts.ObjectLiteralElementLike, owner: Owner): boolean {
  const { parent } = node;
  const { symbol, deep } = owner;
  if (ts.isThrowStatement(parent)) return true;
  if (ts.isReturnStatement(parent)) return leavesForGood(analyser, parent, symbol);
  if (ts.isCallExpression(parent)) {
    if (isTaskCall(analyser, parent)) return true;
    const callee = parent.expression.getText();
    if (copyingFunctions.test(callee) || (!deep && shallowlyCopyingFunctions.test(callee))) return true;
    return ts.isExpression(node) && isOnlyRead(analyser, node, parent, owner);
  }
  const passesOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isConditionalExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  if (!passesOn) return false;
  // What is put into another value is a part of that one.
  const isWrapped = ts.isObjectLiteralElementLike(parent) || ts.isArrayLiteralExpression(parent);
  return endsInCopy(analyser, parent, isWrapped ? { ...owner, deep: true } : owner);
}

/**
 * True when the function that returns the value is the one that declares the variable: nobody can change it afterwards,
 * but for a `finally` that runs before the function ends.
 */
function leavesForGood(analyser: Analyser, statement: ts.ReturnStatement, symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const scope = enclosingFunction(declaration);
  if (enclosingFunction(statement) !== scope) return false;
  for (let node: ts.Node = statement; node.parent !== scope && !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    if (ts.isTryStatement(parent) && parent.finallyBlock !== undefined && node !== parent.finallyBlock) {
      if (mentions(analyser, parent.finallyBlock, symbol)) return false;
    }
  }
  return true;
}

function mentions(analyser: Analyser, node: ts.Node, symbol: ts.Symbol): boolean {
  if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol) return true;
  return ts.forEachChild(node, (child) => mentions(analyser, child, symbol) || undefined) ?? false;
}
