import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { partAt, type Place } from "./place.js";
import { isSamePlace } from "./position-in.js";
import { putWritten } from "./put-later.js";

/**
 * Where what is made on the spot is going to stand in a list, at the end of which a following statement puts it:
 *
 *     byId.set(order.id, order);     if (order.isUrgent) urgent.push(order);
 *     orders.push(order);            orders.push(order);
 *
 * Until then, nothing may ask the list, or what gets the element before.
 *
 * @param taker what gets it before
 */
export function positionSoon(
  analyser: Analyser,
  list: Place,
  node: ts.Expression,
  taker: ts.Expression,
  placeOf: (analyser: Analyser, node: ts.Expression) => Place | undefined,
): Expression | undefined {
  const name = skipWrappers(node);
  const [from, put] = ts.isIdentifier(name) ? (pushBehind(node, name.text) ?? []) : [];
  if (from === undefined || put === undefined) return undefined;
  const [first, ...others] = from;
  const isQuiet = (one: ts.Node): boolean => !mentions(one, list.root.text) && doesNothing(analyser, one);
  const isAskedFirst = first === undefined || countNames(first, taker.getText()) !== 1;
  if (isAskedFirst || others.some((one) => mentions(one, taker.getText())) || !from.every(isQuiet)) return undefined;
  const target = placeOf(analyser, put);
  if (target === undefined || !isSamePlace(analyser, list, target)) return undefined;
  const span = analyser.span(node);
  return { kind: "builtin", name: "Array.length", operands: [partAt(analyser, list)], types: numberType, span };
}

/** The statements up to the one that pushes a name onto a list, and the list. */
function pushBehind(node: ts.Node, name: string): readonly [readonly ts.Statement[], ts.Expression] | undefined {
  for (let outer = node; !ts.isFunctionLike(outer) && !ts.isIterationStatement(outer, false); outer = outer.parent) {
    const { parent } = outer as { parent: ts.Node };
    if (!ts.isBlock(parent)) continue;
    const { statements } = parent;
    const [from, to] = [statements.findIndex((one) => one === outer), statements.findIndex((one) => isPush(one, name))];
    const put = from >= 0 && to > from ? statements[to] && putWritten(statements[to]) : undefined;
    if (put !== undefined) return [statements.slice(from, to), put.target];
  }
  return undefined;
}

function isPush(node: ts.Statement, name: string): boolean {
  const put = putWritten(node);
  return put?.kind === "push" && put.name === name;
}

function mentions(node: ts.Node, name: string): boolean {
  return countNames(node, name) > 0;
}

function countNames(node: ts.Node, name: string): number {
  let count = ts.isIdentifier(node) && node.text === name ? 1 : 0;
  ts.forEachChild(node, (child) => void (count += countNames(child, name)));
  return count;
}

/** True where nothing is called but functions of the library, and nothing is left. */
function doesNothing(analyser: Analyser, node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || ts.isFunctionLike(node)) return false;
  if (ts.isBreakOrContinueStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node)) return false;
  if (ts.isCallExpression(node) && builtinCalled(analyser, node) === undefined) return false;
  return ts.forEachChild(node, (child) => (doesNothing(analyser, child) ? undefined : true)) !== true;
}
