import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isChanged } from "./assigned.js";
import { isOnceIn, mayFollow } from "./may-follow.js";
import { enclosingFunction, isInside } from "./running-function.js";
import { changesByAskers, readsBefore } from "./reads-before.js";
import { declaredIn } from "./declared-in.js";
import { constantKey, type Key, leadsTo, pathOfName } from "./paths.js";
import { isPlain } from "./plain-values.js";
import { scopeOfName } from "./scope-of-name.js";

/**
 * True for a use of a variable after which a part of its value is not read, by this name or another one, until the variable is
 * declared anew.
 *
 * @param keys the way to the part
 */
export function isLastUse(analyser: Analyser, symbol: ts.Symbol, use: ts.Identifier, keys: readonly Key[]): boolean {
  const block = scopeOfName(analyser, symbol);
  const scope = block === undefined ? undefined : enclosingFunction(block);
  if (block === undefined || scope === undefined || enclosingFunction(use) !== scope) return false;
  if (!isOnceIn(use, block)) return false;
  const items = itemsOf(analyser, use);
  const changes = changesByAskers(analyser, symbol);
  const isReadLater = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) &&
      node.pos > use.pos &&
      leadsTo(analyser, node, symbol) &&
      !items.some((item) => isOf(analyser, node, item)) &&
      !readsOther(analyser, node, symbol, keys) &&
      !readsBefore(analyser, node, symbol, { changes, block }) &&
      !isReadBeside(analyser, node, use) &&
      (!isInside(node, block) || mayFollow(use, node, block))) ||
    (ts.forEachChild(node, (child) => isReadLater(child) || undefined) ?? false);
  return !isReadLater(scope);
}

/** True for `rows.length` in `return { rows, count: rows.length };`: what is returned has gone to nobody yet. */
function isReadBeside(analyser: Analyser, name: ts.Identifier, use: ts.Identifier): boolean {
  const statement = ts.findAncestor(use, ts.isReturnStatement);
  if (statement === undefined || !isInside(name, statement)) return false;
  if (enclosingFunction(name) !== enclosingFunction(use) || enclosingFunction(use) !== enclosingFunction(statement)) {
    return false;
  }
  const part = partAround(name);
  return !isChanged(part) && isPlain(analyser, part);
}

/** `rows[0].n` around `rows`. */
function partAround(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isStep =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node;
  return isStep || ts.isNonNullExpression(parent) ? partAround(parent) : node;
}

/** The names to which a loop hands the items on, where the use is in what it goes through. */
function itemsOf(analyser: Analyser, use: ts.Node): readonly ts.Symbol[] {
  const loop = ts.findAncestor(use, (node) => ts.isStatement(node));
  if (loop === undefined || !ts.isForOfStatement(loop) || !isInside(use, loop.expression)) return [];
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? analyser.checker.getSymbolAtLocation(node) : undefined;
    if (symbol !== undefined && declaredIn(symbol)?.parent === loop.initializer) found.push(symbol);
    ts.forEachChild(node, visit);
  };
  visit(loop.initializer);
  return found;
}

/** True for an item's own name, and for that of a part of it. */
function isOf(analyser: Analyser, name: ts.Identifier, item: ts.Symbol): boolean {
  const symbol = analyser.symbolOf(name);
  return symbol !== undefined && (symbol === item || pathOfName(analyser, symbol).through.includes(item));
}

/** True for `input.limit`, where the way begins with another member. */
function readsOther(analyser: Analyser, name: ts.Identifier, from: ts.Symbol, keys: readonly Key[]): boolean {
  const symbol = analyser.symbolOf(name);
  if (symbol === undefined) return false;
  // The item of a loop has a way of its own to what the loop goes through.
  const way = pathOfName(analyser, symbol).keys.slice(pathOfName(analyser, from).keys.length);
  for (let node: ts.Node = name; ; node = node.parent) {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) way.push(parent.name.text);
    else if (ts.isElementAccessExpression(parent) && parent.expression === node) {
      way.push(constantKey(parent.argumentExpression));
    } else if (!ts.isNonNullExpression(parent)) break;
  }
  return way.some((key, index) => {
    if (key === undefined || index >= keys.length) return false;
    const other = keys[index];
    // How many elements there are makes no difference to what is inside of one.
    return other === undefined ? key === "length" && index + 1 < keys.length : key !== other;
  });
}
