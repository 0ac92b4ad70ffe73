import ts from "typescript";
import { isAssignmentOperator } from "../analyse/mutating-methods.js";
import { isChangingMethod } from "../analyse/mutation/changing-methods.js";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { writtenFunctionOf } from "./helper.js";
import { variableOf, variablesIn } from "./names.js";
import { isNew } from "./new-value.js";

/** What tells which function a name stands for. */
export interface Functions {
  readonly checker: ts.TypeChecker;
  /** The functions that parameters stand for. */
  readonly functions: ReadonlyMap<ts.Symbol, ts.Node>;
}

/** True for a part of the source that only works out a value: it changes nothing, and waits for nothing. */
export function isQuiet(at: Functions, node: ts.Node, around: readonly ts.Node[] = []): boolean {
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) return false;
  if (isCounting(node) || ts.isDeleteExpression(node) || waits(node)) return false;
  if (ts.isNewExpression(node) && !/^(Map|Set|Date)$/.test(node.expression.getText())) return false;
  if (ts.isCallExpression(node)) {
    const { expression: callee } = node;
    if (ts.isPropertyAccessExpression(callee) && isChangingMethod(callee.name.text)) return false;
    const called = calledBy(at, node);
    if (called === "unknown" || (called !== undefined && around.includes(called))) return false;
    if (called !== undefined && !isQuiet(at, called, [...around, called])) return false;
  }
  return ts.forEachChild(node, (child) => (isQuiet(at, child, around) ? undefined : true)) !== true;
}

function isCounting(node: ts.Node): boolean {
  const isUnary = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
  const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
  return isUnary && (node.operator === PlusPlusToken || node.operator === MinusMinusToken);
}

function waits(node: ts.Node): boolean {
  return (
    ts.isAwaitExpression(node) || ts.isYieldExpression(node) || (ts.isForOfStatement(node) && !!node.awaitModifier)
  );
}

/** The written function that a call runs; undefined for one of a library. */
function calledBy({ checker, functions }: Functions, call: ts.CallExpression): ts.Node | "unknown" | undefined {
  const { expression: callee } = call;
  const written = writtenFunctionOf(checker, callee, functions);
  if (written !== undefined) return written;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  const isOfLibrary = declaration !== undefined && declaration.getSourceFile().isDeclarationFile;
  return isOfLibrary ? undefined : "unknown";
}

/** Which lists a part of the source may make longer. */
interface Growth {
  /** True for a variable in whose value lists may get longer. */
  readonly mayGrow: (root: ts.Symbol) => boolean;
  /** The variable that holds the list that is gone through. */
  readonly list: ts.Symbol | undefined;
  /** The functions that run. */
  readonly around: readonly ts.Node[];
}

/**
 * True where a list that is gone through stays as long as it is: `forEach` and `reduce` go on to where the list ended at first, and a
 * loop to where it ends then.
 */
export function leavesLength(at: Functions, node: ts.Node, growth: Growth): boolean {
  if (waits(node)) return false;
  if (ts.isIdentifier(node) && growth.list !== undefined && variableOf(at.checker, node) === growth.list) return false;
  const grown = grownBy(at, node);
  if (grown !== undefined && rootsOf(at.checker, grown)?.every(growth.mayGrow) !== true) return false;
  if (ts.isCallExpression(node) && !leavesLengthInside(at, node, growth)) return false;
  if (ts.isExpression(node) && isListFromOutside(at, node, growth)) return false;
  return ts.forEachChild(node, (child) => (leavesLength(at, child, growth) ? undefined : true)) !== true;
}

/** True for a list that something else holds, and that gets another name: it may be the one that is gone through. */
function isListFromOutside({ checker }: Functions, node: ts.Expression, { mayGrow, around }: Growth): boolean {
  const isName = ts.isIdentifier(node) ? variableOf(checker, node) !== undefined : isAccess(node);
  if (!isName || !checker.isArrayType(checker.getNonNullableType(checker.getTypeAtLocation(node)))) return false;
  let whole: ts.Expression = node;
  while (ts.isNonNullExpression(whole.parent) || ts.isParenthesizedExpression(whole.parent)) whole = whole.parent;
  const { parent } = whole;
  const isDeclared = !ts.isExpression(parent) && !ts.isReturnStatement(parent) && !ts.isPropertyAssignment(parent);
  if (isDeclared || isAccess(parent) || ts.isSpreadElement(parent)) return false;
  const isInside = ({ valueDeclaration }: ts.Symbol): boolean =>
    ts.findAncestor(valueDeclaration, (outer) => around.includes(outer)) !== undefined;
  return rootsOf(checker, node)?.every((root) => mayGrow(root) || isInside(root)) !== true;
}

function isAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** The list that a node may make longer. */
function grownBy({ checker }: Functions, node: ts.Node): ts.Expression | undefined {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    return /^(push|unshift|splice)$/.test(name.text) ? expression : undefined;
  }
  if (!ts.isBinaryExpression(node) || !isAssignmentOperator(node.operatorToken.kind)) return undefined;
  const left = skipWrappers(node.left);
  if (ts.isPropertyAccessExpression(left)) return left.name.text === "length" ? left.expression : undefined;
  if (!ts.isElementAccessExpression(left)) return undefined;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(left.expression));
  return checker.isArrayType(type) || checker.isTupleType(type) ? left.expression : undefined;
}

function leavesLengthInside(at: Functions, call: ts.CallExpression, { mayGrow, list, around }: Growth): boolean {
  const called = calledBy(at, call);
  if (called === undefined) return true;
  if (called === "unknown" || around.includes(called) || !ts.isFunctionLike(called)) return false;
  const given = new Map<ts.Symbol, readonly ts.Symbol[] | undefined>();
  called.parameters.forEach(({ name }, index) => {
    const argument = call.arguments[index];
    const symbol = ts.isIdentifier(name) ? at.checker.getSymbolAtLocation(name) : undefined;
    if (symbol && argument) given.set(symbol, rootsOf(at.checker, argument));
  });
  const mayGrowInside = (root: ts.Symbol): boolean =>
    given.has(root) ? given.get(root)?.every(mayGrow) === true : mayGrow(root);
  return leavesLength(at, called, { mayGrow: mayGrowInside, list, around: [...around, called] });
}

/** The variables whose values an expression may be a part of; undefined where that is not known. */
export function rootsOf(checker: ts.TypeChecker, node: ts.Expression, depth = 0): readonly ts.Symbol[] | undefined {
  const inner = skipWrappers(node);
  const both = (...parts: readonly ts.Expression[]): readonly ts.Symbol[] | undefined => {
    const roots = parts.map((part) => rootsOf(checker, part, depth));
    return roots.every((one) => one !== undefined) ? roots.flat() : undefined;
  };
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.length === 0 ? [] : undefined;
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) return both(inner.expression);
  if (ts.isConditionalExpression(inner)) return both(inner.whenTrue, inner.whenFalse);
  if (ts.isBinaryExpression(inner)) return both(inner.left, inner.right);
  if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
    return inner.expression.name.text === "get" ? both(inner.expression.expression) : undefined;
  }
  const symbol = ts.isIdentifier(inner) ? variableOf(checker, inner) : undefined;
  if (symbol === undefined) return undefined;
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return [symbol];
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const { initializer } = declaration;
  if (initializer === undefined || isNew(initializer)) return [symbol];
  return isConstant && depth < 5 ? rootsOf(checker, initializer, depth + 1) : undefined;
}

/** True for a constant that holds nothing where a statement begins which stands beside its declaration. */
export function isNewAt(checker: ts.TypeChecker, symbol: ts.Symbol, statement: ts.Statement): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const { initializer, parent: list } = declaration;
  if (!isConstant || initializer === undefined || !isNew(initializer)) return false;
  if (list.parent.parent !== statement.parent || !ts.isBlock(statement.parent)) return false;
  return variablesIn(checker, statement.parent).every(
    ({ name, symbol: other }) => other !== symbol || name.parent === declaration || name.pos >= statement.pos,
  );
}
