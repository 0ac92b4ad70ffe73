import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { namedList } from "./named-lists.js";
import { skipWrappers } from "../skip-wrappers.js";

/** A list of elements of another one: `rows.filter(f).toSorted(g)`, `[...rows].reverse()`. */
export interface ChosenList {
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  /** The calls that choose and order them, the first one first. */
  readonly stages: readonly ts.CallExpression[];
}

/** One element of such a list: `rows.filter(f)[0]`, `[...rows].sort(g).at(-1)`, `rows.reduce((a, b) => (a.n < b.n ? b : a))`. */
export interface ChosenElement {
  readonly from: ChosenList;
  readonly taken: ts.ElementAccessExpression | ts.CallExpression | ts.BindingElement;
}

const choosing = /^Array\.(filter|slice|toSorted|toReversed|sort|reverse)$/;
const inPlace = /^Array\.(sort|reverse)$/;
const taking = /^Array\.(find|findLast|at)$/;

export function chosenList(analyser: Analyser, node: ts.Expression): ChosenList | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) {
    const named = namedList(analyser, inner);
    return named === undefined ? undefined : chosenList(analyser, named);
  }
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
  const best = bestOf(analyser, inner);
  if (best !== undefined) return best;
  const from = receiver === undefined ? undefined : chosenList(analyser, receiver);
  if (from === undefined || !(ts.isElementAccessExpression(inner) || ts.isCallExpression(inner))) return undefined;
  return { from, taken: inner };
}

/** `const [first] = rows.filter(f).sort(g)`: the only name of a pattern. */
export function chosenByPattern(analyser: Analyser, element: ts.BindingElement): ChosenElement | undefined {
  const { parent: pattern, name, initializer, dotDotDotToken } = element;
  const { parent: declaration } = pattern;
  const isOnly = pattern.elements.every((one) => one === element || ts.isOmittedExpression(one));
  if (!ts.isArrayBindingPattern(pattern) || !isOnly || !ts.isIdentifier(name)) return undefined;
  if (initializer !== undefined || dotDotDotToken !== undefined || !ts.isVariableDeclaration(declaration))
    return undefined;
  const { parent: list, initializer: given } = declaration;
  if ((list.flags & ts.NodeFlags.Const) === 0 || !ts.isVariableStatement(list.parent)) return undefined;
  const from = given === undefined ? undefined : chosenList(analyser, given);
  return from && { from, taken: element };
}

/** `rows.reduce((a, b) => (a.n < b.n ? b : a))`: a function that always gives one of the two chooses an element. */
function bestOf(analyser: Analyser, node: ts.Expression): ChosenElement | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [choose, initial] = node.arguments;
  if (builtinCalled(analyser, node) !== "Array.reduce" || choose === undefined || initial !== undefined)
    return undefined;
  const callback = skipWrappers(choose);
  if (!ts.isArrowFunction(callback) || callback.parameters.length !== 2) return undefined;
  const names = callback.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : undefined));
  const isOne = (value: ts.Expression): boolean => {
    const inner = skipWrappers(value);
    if (ts.isConditionalExpression(inner)) return isOne(inner.whenTrue) && isOne(inner.whenFalse);
    return ts.isIdentifier(inner) && names.includes(inner.text);
  };
  if (ts.isBlock(callback.body) || !isOne(callback.body)) return undefined;
  const { expression: list } = node.expression;
  return { from: chosenList(analyser, list) ?? { list, stages: [] }, taken: node };
}
