import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../functions.js";
import type { FunctionList } from "./function-value.js";
import { asksForIndex, holdsFor, type ListCall, listCallback } from "./list-element.js";
import { memberList } from "./members.js";
import { mayHoldFunctions, stable } from "./parts.js";
import { sortedList } from "./sorted-list.js";

/**
 * An array with functions in it, of which every element is known: a table or its members, a copy of one, what is left of
 * one by a test, or one of these in another order.
 */
export function functionList(analyser: Analyser, node: ts.Expression): FunctionList | undefined {
  if (!mayHoldFunctions(analyser, node)) return undefined;
  const inner = skipWrappers(node);
  if (ts.isCallExpression(inner)) return listOfCall(analyser, inner);
  const { functionValue, knownFunctionValue } = analyser.analysis.visitors;
  const part = ts.isArrayLiteralExpression(inner) ? functionValue(analyser, node) : knownFunctionValue(analyser, node);
  return part?.kind === "list" ? part : undefined;
}

function listOfCall(analyser: Analyser, call: ts.CallExpression): FunctionList | undefined {
  const members = memberList(analyser, call);
  if (members !== undefined) return members;
  if (!ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { name, expression } = call.expression;
  if (name.text === "filter") return filteredList(analyser, call, expression);
  if (name.text === "sort" || name.text === "toSorted") {
    const unordered = functionList(analyser, expression);
    return unordered && sortedList(analyser, call, unordered);
  }
  const isReversed = name.text === "toReversed" || name.text === "reverse";
  if (call.arguments.length > 0 || !(isReversed || name.text === "slice")) return undefined;
  const list = functionList(analyser, expression);
  return list !== undefined && isReversed ? reversed(list) : list;
}

/** `list.toReversed()`, `[...list].reverse()`. */
function reversed({ elements, conditions }: FunctionList): FunctionList {
  const list = { kind: "list", elements: elements.toReversed() } as const;
  return conditions === undefined ? list : { ...list, conditions: conditions.toReversed() };
}

/** `rules.filter((rule) => rule.applies(x))`: all are tested, in order. */
function filteredList(analyser: Analyser, node: ts.CallExpression, of: ts.Expression): FunctionList | undefined {
  if (builtinCalled(analyser, node) !== "Array.filter" || node.arguments.length !== 1) return undefined;
  const callback = listCallback(analyser, node);
  const list = callback === undefined ? undefined : functionList(analyser, of);
  if (list === undefined || callback === undefined) return undefined;
  const call: ListCall = { analyser, node, list, callback, initial: undefined };
  if (asksForIndex(call)) return undefined;
  const conditions = list.elements.map((_, index) => stable(analyser, holdsFor(call, index), "applies"));
  return { kind: "list", elements: list.elements, conditions };
}
