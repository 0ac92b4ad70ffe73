import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { memo } from "./memo.js";
import { builtinCalled } from "../builtin-name.js";
import { isAssignmentOperator } from "../mutating-methods.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChangingMethod } from "./changing-methods.js";
import { usesOf } from "./uses-of.js";
import { writtenFunction } from "./written-function.js";

interface NamedList {
  readonly initializer: ts.Expression;
  /** The one use that takes elements. */
  readonly take: ts.Identifier;
}

/**
 * What the name of a chosen list stands for where its elements are taken: `free` in
 *
 *     const free = rooms.filter((room) => room.isFree);
 *     if (free.length === 0) continue;
 *     const room = free[0]!;
 *
 * That is so where a later statement of the same block takes elements, once, nothing happens in between, and of the name
 * nothing else is read but the length: then it makes no difference whether the list is chosen at its declaration or there.
 */
export function namedList(analyser: Analyser, name: ts.Identifier): ts.Expression | undefined {
  const symbol = analyser.symbolOf(name);
  const found = symbol === undefined ? undefined : listOf(analyser, symbol);
  return found?.take === name ? found.initializer : undefined;
}

/** True for such a name. */
export function isNamedList(analyser: Analyser, symbol: ts.Symbol): boolean {
  return listOf(analyser, symbol) !== undefined;
}

function listOf(analyser: Analyser, symbol: ts.Symbol): NamedList | undefined {
  const lists = memo<NamedList | undefined>(analyser, "named lists");
  if (!lists.has(symbol)) {
    lists.set(symbol, undefined);
    lists.set(symbol, find(analyser, symbol));
  }
  return lists.get(symbol);
}

function find(analyser: Analyser, symbol: ts.Symbol): NamedList | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) {
    return undefined;
  }
  const { initializer, parent: list } = declaration;
  const statement = list.parent;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (initializer === undefined || !isConstant || !ts.isVariableStatement(statement)) return undefined;
  const { parent: block } = statement;
  if (!ts.isBlock(block) || !ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return undefined;
  const takes = usesOf(analyser, symbol, block).filter((use) => !isLength(use));
  const [take] = takes;
  const isCalmList = isCalm(analyser, initializer, new Set());
  if (take === undefined || takes.length !== 1 || !isCalmList) return undefined;
  const isTaking = (one: ts.Statement): boolean => takesFrom(analyser, one, take);
  const [from, to] = [block.statements.indexOf(statement), block.statements.findIndex(isTaking)];
  if (to <= from) return undefined;
  const between = block.statements.slice(from + 1, to);
  return between.every((one) => doesNothing(analyser, one)) ? { initializer, take } : undefined;
}

function isLength({ parent }: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.name.text === "length";
}

/** `const first = list[0]`, `for (const item of list)`: the statement begins with taking the elements. */
function takesFrom(analyser: Analyser, statement: ts.Statement, take: ts.Identifier): boolean {
  const begins = ts.isForOfStatement(statement)
    ? statement.expression
    : ts.isVariableStatement(statement)
      ? statement.declarationList.declarations[0]?.initializer
      : undefined;
  return begins !== undefined && receiverIn(analyser, begins) === take;
}

/** What the methods and indexes of `list.sort(f)[0]` are asked of; undefined where their arguments do something. */
function receiverIn(analyser: Analyser, node: ts.Expression): ts.Expression | undefined {
  const inner = skipWrappers(node);
  if (ts.isCallExpression(inner)) {
    const areCalm = inner.arguments.every(
      (one) => isCalm(analyser, one, new Set()) && isCalmArgument(analyser, one, new Set()),
    );
    return areCalm ? receiverIn(analyser, inner.expression) : undefined;
  }
  if (ts.isPropertyAccessExpression(inner)) return receiverIn(analyser, inner.expression);
  if (ts.isArrayLiteralExpression(inner)) {
    const [only, ...others] = inner.elements;
    const isCopy = only !== undefined && others.length === 0 && ts.isSpreadElement(only);
    return isCopy ? receiverIn(analyser, only.expression) : undefined;
  }
  if (!ts.isElementAccessExpression(inner)) return inner;
  return isCalm(analyser, inner.argumentExpression, new Set()) ? receiverIn(analyser, inner.expression) : undefined;
}

/** True for a constant that only computes, and for an `if` that leaves the block when it does something. */
function doesNothing(analyser: Analyser, statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement)) {
    return isCalm(analyser, statement.declarationList, new Set());
  }
  if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) return false;
  return isCalm(analyser, statement.expression, new Set()) && isJump(lastOf(statement.thenStatement));
}

function lastOf(statement: ts.Statement): ts.Statement | undefined {
  return ts.isBlock(statement) ? statement.statements.at(-1) : statement;
}

function isJump(statement: ts.Statement | undefined): boolean {
  if (statement === undefined) return false;
  if (ts.isBreakOrContinueStatement(statement)) return statement.label === undefined;
  return ts.isReturnStatement(statement) || ts.isThrowStatement(statement);
}

/** True for code that computes, and changes, waits for and throws nothing. */
export function isCalm(analyser: Analyser, node: ts.Node, seen = new Set<ts.Node>()): boolean {
  if (ts.isAwaitExpression(node) || ts.isDeleteExpression(node) || ts.isThrowStatement(node)) return false;
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) return false;
  if (ts.isPostfixUnaryExpression(node)) return false;
  if (ts.isPrefixUnaryExpression(node) && isCounting(node.operator)) return false;
  if (ts.isNewExpression(node) && !/^(Date|Set|Map)$/.test(node.expression.getText())) return false;
  if (ts.isCallExpression(node) && !isCalmCall(analyser, node, seen)) return false;
  return ts.forEachChild(node, (child) => (isCalm(analyser, child, seen) ? undefined : true)) !== true;
}

function isCounting(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function isCalmCall(analyser: Analyser, call: ts.CallExpression, seen: Set<ts.Node>): boolean {
  const callee = skipWrappers(call.expression);
  const areCalm = call.arguments.every((argument) => isCalmArgument(analyser, argument, seen));
  if (!areCalm) return false;
  const builtin = builtinCalled(analyser, call);
  if (builtin !== undefined) {
    const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : "";
    return !/^Promise/.test(builtin) && !/^set|^assign$|^random$|^now$/.test(method) && !isChangingHere(callee, method);
  }
  return isCalmFunction(analyser, callee, seen);
}

/** `[...list].sort(f)` orders a list of its own. */
function isChangingHere(callee: ts.Expression, method: string): boolean {
  if (!isChangingMethod(method)) return false;
  const receiver = ts.isPropertyAccessExpression(callee) ? skipWrappers(callee.expression) : undefined;
  const isOwn = receiver !== undefined && (ts.isCallExpression(receiver) || ts.isArrayLiteralExpression(receiver));
  return !(isOwn && (method === "sort" || method === "reverse"));
}

/** A function that is handed on is called there. */
function isCalmArgument(analyser: Analyser, argument: ts.Expression, seen: Set<ts.Node>): boolean {
  const inner = skipWrappers(argument);
  if (!ts.isIdentifier(inner)) return true;
  const isFunction = analyser.checker.getTypeAtLocation(inner).getCallSignatures().length > 0;
  return !isFunction || isCalmFunction(analyser, inner, seen);
}

function isCalmFunction(analyser: Analyser, callee: ts.Expression, seen: Set<ts.Node>): boolean {
  const written = writtenFunction(analyser, callee);
  const declaration = ts.isIdentifier(callee) ? analyser.symbolOf(callee)?.valueDeclaration : undefined;
  // What a function is given to call was looked at where it is given.
  const isGiven = declaration !== undefined && ts.findAncestor(declaration, (one) => seen.has(one)) !== undefined;
  if (isGiven && (written === undefined || written === "unknown")) return true;
  if (written === undefined || written === "unknown" || !("body" in written) || written.body === undefined)
    return false;
  if (seen.has(written)) return true;
  seen.add(written);
  return isCalm(analyser, written.body, seen);
}
