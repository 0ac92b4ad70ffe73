import ts from "typescript";
import { isTakenAsNumber, memberReadAtOnce } from "../../builtins/use.js";
import type { Analyser } from "../analyser.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { skipWrappers } from "../skip-wrappers.js";
import { usesOf } from "./uses-of.js";
import { givesPromises, isAwaitedAtOnce } from "./awaited-at-once.js";
import { returnedBy } from "./returned-by.js";
import { writtenFunction } from "./written-function.js";

/** True where no other name stands for the Date of a variable: it is made for this one, and used part by part. */
export function isOnlyName(
  analyser: Analyser,
  symbol: ts.Symbol,
  known: ReadonlySet<ts.Node> = new Set<ts.Node>(),
): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const { initializer } = declaration;
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  if (scope === undefined || initializer === undefined || !isMade(analyser, initializer, known)) return false;
  return usesOf(analyser, symbol, scope).every((use) => {
    if (memberReadAtOnce(use) !== undefined || isTakenAsNumber(use) || isOnlyRead(analyser, use)) return true;
    const { parent } = use;
    if (ts.isReturnStatement(parent)) return isLastUse(parent, scope);
    return (
      ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      parent.left === use &&
      isValueUnused(parent) &&
      isMade(analyser, parent.right, known)
    );
  });
}

/** True for an argument that the called function only reads, part by part. */
function isOnlyRead(analyser: Analyser, use: ts.Identifier): boolean {
  const call = use.parent;
  if (!ts.isCallExpression(call) || !call.arguments.includes(use) || call.arguments.some(ts.isSpreadElement))
    return false;
  if (givesPromises(analyser, call) && !isAwaitedAtOnce(analyser, use, call)) return false;
  const called = writtenFunction(analyser, call.expression);
  if (called === undefined || called === "unknown" || !("body" in called) || called.body === undefined) return false;
  const parameter = called.parameters[call.arguments.indexOf(use)];
  if (parameter === undefined || parameter.dotDotDotToken !== undefined || !ts.isIdentifier(parameter.name))
    return false;
  const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
  if (symbol === undefined) return false;
  return usesOf(analyser, symbol, called.body).every((read) => {
    return isTakenAsNumber(read) || /^(?!set)/.test(memberReadAtOnce(read) ?? "set");
  });
}

/** True where nothing of the function runs after the `return`: its own, and in no `try` with a `finally`. */
function isLastUse(node: ts.ReturnStatement, scope: ts.Node): boolean {
  for (let outer: ts.Node = node.parent; outer !== scope; outer = outer.parent) {
    if (ts.isFunctionLike(outer) || (ts.isTryStatement(outer) && outer.finallyBlock !== undefined)) return false;
  }
  return true;
}

/** True for a Date that is made on the spot, or by a function that makes what it gives anew each time. */
function isMade(analyser: Analyser, node: ts.Expression, known: ReadonlySet<ts.Node>): boolean {
  const inner = skipWrappers(node);
  if (ts.isConditionalExpression(inner)) {
    return isMade(analyser, inner.whenTrue, known) && isMade(analyser, inner.whenFalse, known);
  }
  if (ts.isAwaitExpression(inner)) return isMade(analyser, inner.expression, known);
  if (!ts.isCallExpression(inner)) return ts.isNewExpression(inner);
  const made = writtenFunction(analyser, inner.expression);
  if (made === undefined || made === "unknown" || known.has(made)) return false;
  const within = new Set([...known, made]);
  const hasBody = ts.isArrowFunction(made) || ts.isFunctionExpression(made) || ts.isFunctionDeclaration(made);
  if (!hasBody || made.asteriskToken !== undefined) return false;
  return returnedBy(made).every((value) => {
    const symbol = ts.isIdentifier(value) ? analyser.symbolOf(value) : undefined;
    const declaration = symbol?.valueDeclaration;
    const isOwn = declaration !== undefined && ts.findAncestor(declaration, ts.isFunctionLike) === made;
    return symbol !== undefined ? isOwn && isOnlyName(analyser, symbol, within) : isMade(analyser, value, within);
  });
}
