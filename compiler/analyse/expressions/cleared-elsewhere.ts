import ts from "typescript";
import { nullType, undefinedType, type ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { isAssignmentOperator } from "../mutating-methods.js";
import { resolveFunction } from "../functions.js";

/**
 * Which of undefined and null a variable may have got in functions inside of the one that declares it, since a condition
 * told otherwise. The checker does not look into their calls: it goes on to believe the condition.
 */
export function clearedElsewhere(analyser: Analyser, read: ts.Node, symbol: ts.Symbol): ValueTypes {
  const scope = symbol.valueDeclaration && ts.findAncestor(symbol.valueDeclaration, ts.isFunctionLike);
  const cleared = scope === undefined ? 0 : clearedIn(analyser, symbol, scope);
  return cleared === 0 || isToldBefore(analyser, read, symbol) ? 0 : cleared;
}

const known = new WeakMap<ts.Symbol, ValueTypes>();

function clearedIn(analyser: Analyser, symbol: ts.Symbol, scope: ts.Node): ValueTypes {
  const found = known.get(symbol);
  if (found !== undefined) return found;
  let types: ValueTypes = 0;
  const visit = (node: ts.Node, isInside: boolean): void => {
    const inside = isInside || (node !== scope && ts.isFunctionLike(node));
    if (inside && isAssigned(analyser, node, symbol)) types |= analyser.types(node.right);
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(scope, false);
  types &= undefinedType | nullType;
  known.set(symbol, types);
  return types;
}

function isAssigned(analyser: Analyser, node: ts.Node, symbol: ts.Symbol): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node) || !ts.isIdentifier(node.left)) return false;
  return isAssignmentOperator(node.operatorToken.kind) && analyser.checker.getSymbolAtLocation(node.left) === symbol;
}

/** True where the function asks for the variable, or assigns it, and runs no other function between that and the read. */
function isToldBefore(analyser: Analyser, read: ts.Node, symbol: ts.Symbol): boolean {
  const around = ts.findAncestor(read.parent, ts.isFunctionLike);
  if (around === undefined) return false;
  let told: ts.Node | undefined;
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== around && ts.isFunctionLike(node)) return;
    if (isAssigned(analyser, node, symbol) && node.end <= read.pos) told = node;
    if (ts.isIdentifier(node) && node.end <= read.pos && analyser.symbolOf(node) === symbol && decides(node, read))
      told = node;
    if (ts.isCallExpression(node) && mayRunFunctions(analyser, node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(around);
  const from = told?.end;
  if (from === undefined) return false;
  const loop = ts.findAncestor(read, (node) => node === around || ts.isIterationStatement(node, false));
  const isRepeated = loop !== undefined && loop !== around && loop.pos > from;
  return !calls.some(
    (call) => (isRepeated && call.pos >= loop.pos && call.end <= loop.end) || (call.end > from && call.pos < read.pos),
  );
}

/** True for a name in a condition that decides whether the read is reached. */
function decides(node: ts.Node, read: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) {
    if (parent.expression !== node) return false;
    return (
      isIn(read, parent) ||
      leaves(parent.thenStatement) ||
      (parent.elseStatement !== undefined && leaves(parent.elseStatement))
    );
  }
  if (ts.isIterationStatement(parent, false) || ts.isConditionalExpression(parent)) return isIn(read, parent);
  if (ts.isParenthesizedExpression(parent) || ts.isPrefixUnaryExpression(parent)) return decides(parent, read);
  return ts.isBinaryExpression(parent) && ((isLogical(parent) && isIn(read, parent)) || decides(parent, read));
}

const isIn = (inner: ts.Node, outer: ts.Node): boolean => inner.pos >= outer.pos && inner.end <= outer.end;

function isLogical({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

/** True for a branch that does not go on to what follows. */
function leaves(branch: ts.Statement): boolean {
  const last = ts.isBlock(branch) ? branch.statements.at(-1) : branch;
  if (last === undefined) return false;
  return ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakOrContinueStatement(last);
}

function mayRunFunctions(analyser: Analyser, call: ts.CallExpression): boolean {
  const isFunction = (node: ts.Expression): boolean => resolveFunction(analyser, node) !== undefined;
  return isFunction(call.expression) || call.arguments.some(isFunction);
}
