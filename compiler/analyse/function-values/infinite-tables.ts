import ts from "typescript";
import type { Sign } from "../../builtins/infinite.js";
import type { Analyser } from "../analyser.js";
import { infinityIn } from "../infinity-in.js";
import { skipWrappers } from "../skip-wrappers.js";

/**
 * True for a table outside of functions with Infinity in it, such as `const brackets = [{ upTo: 1000 }, { upTo: Infinity }]`, and for
 * what is chosen of one. JSON has no Infinity, so such a table is followed while the workflow is compiled, as one of functions is.
 */
export function isOfInfiniteTable(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return isInfiniteTable(analyser, inner);
  if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) return hasInfinity(inner);
  if (ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner)) {
    return isOfInfiniteTable(analyser, inner.expression);
  }
  const table = ts.isCallExpression(inner) ? tableChosenFrom(inner) : undefined;
  return table !== undefined && isOfInfiniteTable(analyser, table);
}

/** The table in `brackets.find(isOf)`, `Object.entries(limits)`. */
function tableChosenFrom({ expression: callee, arguments: [first] }: ts.CallExpression): ts.Expression | undefined {
  if (/^Object\.(entries|values)$/.test(callee.getText())) return first;
  const isChoice = /^(find|findLast|filter|sort|toSorted|reverse|toReversed)$/;
  return ts.isPropertyAccessExpression(callee) && isChoice.test(callee.name.text) ? callee.expression : undefined;
}

/** Which infinity a name may stand for that a loop takes out of such a table: `upTo` in `for (const { upTo } of brackets)`. */
export function infinityTaken(analyser: Analyser, node: ts.Expression): Sign | undefined {
  const inner = skipWrappers(node);
  if (isOfInfiniteTable(analyser, inner)) return infinityInTable(analyser, inner);
  if (ts.isPropertyAccessExpression(inner)) return infinityTaken(analyser, inner.expression);
  const declaration = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  const declared = declaration && ts.findAncestor(declaration, (one) => !isInPattern(one));
  const loop = declared !== undefined && ts.isVariableDeclaration(declared) ? declared.parent.parent : undefined;
  return loop !== undefined && ts.isForOfStatement(loop) ? infinityTaken(analyser, loop.expression) : undefined;
}

function isInPattern(node: ts.Node): boolean {
  return ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node);
}

function infinityInTable(analyser: Analyser, node: ts.Expression): Sign | undefined {
  const inner = skipWrappers(node);
  if (ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner)) {
    return infinityInTable(analyser, inner.expression);
  }
  const chosenFrom = ts.isCallExpression(inner) ? tableChosenFrom(inner) : undefined;
  if (chosenFrom !== undefined) return infinityInTable(analyser, chosenFrom);
  const declaration = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  const table = declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : inner;
  return table && firstInfinity(table);
}

const tables = new WeakMap<ts.Node, boolean>();

function isInfiniteTable(analyser: Analyser, name: ts.Identifier): boolean {
  const declaration = analyser.symbolOf(name)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const { initializer, parent } = declaration;
  const isOutside = (parent.flags & ts.NodeFlags.Const) !== 0 && ts.isSourceFile(parent.parent.parent);
  if (initializer === undefined || !isOutside) return false;
  let isTable = tables.get(initializer);
  if (isTable === undefined) {
    isTable = infinityIn(initializer) === undefined && hasInfinity(initializer);
    tables.set(initializer, isTable);
  }
  return isTable;
}

/** True where Infinity is written among the members or elements. */
function hasInfinity(node: ts.Expression): boolean {
  return firstInfinity(node) !== undefined;
}

/** The first infinity that is written there, or among the members or elements. */
function firstInfinity(node: ts.Expression): Sign | undefined {
  const inner = skipWrappers(node);
  const parts = ts.isArrayLiteralExpression(inner)
    ? inner.elements
    : ts.isObjectLiteralExpression(inner)
      ? inner.properties.filter(ts.isPropertyAssignment).map(({ initializer }) => initializer)
      : undefined;
  if (parts === undefined) return infinityIn(inner);
  for (const part of parts) {
    const sign = firstInfinity(part);
    if (sign !== undefined) return sign;
  }
  return undefined;
}
