import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";

/** A list of elements of another one: `rows.filter(f).toSorted(g)`, `[...rows].reverse()`. */
export interface ChosenList {
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  /** The calls that choose and order them, the first one first. */
  readonly stages: readonly ts.CallExpression[];
}

/** One element of such a list: `rows.filter(f)[0]`, `[...rows].sort(g).at(-1)`. */
export interface ChosenElement {
  readonly from: ChosenList;
  readonly taken: ts.ElementAccessExpression | ts.CallExpression;
}

const choosing = /^Array\.(filter|slice|toSorted|toReversed|sort|reverse)$/;
const inPlace = /^Array\.(sort|reverse)$/;
const taking = /^Array\.(find|findLast|at)$/;

export function chosenList(analyser: Analyser, node: ts.Expression): ChosenList | undefined {
  const inner = skipWrappers(node);
  if (ts.isArrayLiteralExpression(inner)) {
    const [only, ...others] = inner.elements;
    if (only === undefined || others.length > 0 || !ts.isSpreadElement(only)) return undefined;
    return chosenList(analyser, only.expression) ?? { list: only.expression, stages: [] };
  }
  const method = builtinCalled(analyser, inner) ?? "";
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression) || !choosing.test(method)) {
    return undefined;
  }
  const { expression: receiver } = inner.expression;
  const earlier = chosenList(analyser, receiver);
  // What orders the list itself moves its elements.
  if (earlier === undefined && inPlace.test(method)) return undefined;
  const { list, stages } = earlier ?? { list: receiver, stages: [] };
  return { list, stages: [...stages, inner] };
}

export function chosenElement(analyser: Analyser, node: ts.Expression): ChosenElement | undefined {
  const inner = skipWrappers(node);
  const isCall = ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression);
  const receiver = ts.isElementAccessExpression(inner)
    ? inner.expression
    : isCall && ts.isPropertyAccessExpression(inner.expression) && taking.test(builtinCalled(analyser, inner) ?? "")
      ? inner.expression.expression
      : undefined;
  const from = receiver === undefined ? undefined : chosenList(analyser, receiver);
  if (from === undefined || !(ts.isElementAccessExpression(inner) || ts.isCallExpression(inner))) return undefined;
  return { from, taken: inner };
}
