import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { declaredIn, takenBy } from "./declared-in.js";
import { areElementsFresh, isDeep } from "./freshness.js";
import { isInputOfWorkflow } from "./input-of-workflow.js";
import type { Key } from "./paths.js";

/** True for a name in a pattern that gets a value which nobody else has: `{ ...rest }`, or a part of what is made on the spot. */
export function isTakenFresh(
  analyser: Analyser,
  element: ts.BindingElement,
  keys: readonly Key[],
  isFresh: (node: ts.Expression, keys: readonly Key[]) => boolean,
): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(element.name);
  const declaration = symbol === undefined ? undefined : declaredIn(symbol);
  const taken = takenBy(element);
  if (declaration === undefined || taken === undefined) return false;
  if (taken.initializer !== undefined && !isFresh(taken.initializer, keys)) return false;
  if (taken.isRest && !isDeep({ keys })) return true;
  if (ts.isParameter(declaration)) return isInputOfWorkflow(analyser, declaration);
  // The elements of `[first, ...rest]` have other indexes there.
  const isOfArray = taken.isRest && ts.isArrayBindingPattern(element.parent);
  const way = [...taken.keys, ...(isOfArray ? [undefined, ...keys.slice(1)] : keys)];
  const loop = declaration.parent.parent;
  if (ts.isForOfStatement(loop) && loop.initializer === declaration.parent) {
    const { expression } = loop;
    return areElementsFresh(analyser, expression, [undefined, ...way], (found) => isFresh(expression, found));
  }
  const { initializer, name } = declaration;
  if (initializer === undefined) return false;
  if (!ts.isArrayBindingPattern(name)) return isFresh(initializer, way);
  return areElementsFresh(analyser, initializer, way, (found) => isFresh(initializer, found));
}
