import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType, numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { chooseValue } from "../expressions/choose.js";
import { functionList } from "./function-list.js";
import type { Part } from "./function-value.js";
import { asksForIndex, holdsFor, type ListCall, listCallback } from "./list-element.js";
import { mayHoldFunctions, stable } from "./parts.js";

/**
 * `rules.find((rule) => rule.applies(x))` and `findLast`: which of them it is, is found out when the workflow runs. As in
 * JavaScript, none is tested behind the one that is found.
 *
 * @returns undefined for any other call
 */
export function foundFunction(analyser: Analyser, node: ts.CallExpression): Part | undefined {
  const method = /^Array\.(find|findLast)$/.exec(builtinCalled(analyser, node) ?? "")?.[1];
  if (method === undefined || !ts.isPropertyAccessExpression(node.expression) || node.arguments.length !== 1) {
    return undefined;
  }
  const { expression } = node.expression;
  const callback = mayHoldFunctions(analyser, expression) ? listCallback(analyser, node) : undefined;
  const list = callback === undefined ? undefined : functionList(analyser, expression);
  if (list === undefined || callback === undefined) return undefined;
  const call: ListCall = { analyser, node, list, callback, initial: undefined };
  if (asksForIndex(call)) return undefined;
  const indices = [...list.elements.keys()];
  const order = method === "find" ? indices : indices.toReversed();
  const found = stable(analyser, firstOf(call, order), "found");
  const span = analyser.span(node);
  const nothing: Part = { kind: "data", value: analyser.undefined(span) };
  return list.elements.reduceRight<Part>((whenFalse, whenTrue, index) => {
    const right = analyser.literal(index, span);
    const condition: Expression = { kind: "equality", operator: "===", left: found, right, types: booleanType, span };
    return { kind: "choice", condition, whenTrue, whenFalse };
  }, nothing);
}

/** The first of some indices whose element passes the test, or -1. */
export function firstOf(call: ListCall, [index, ...others]: readonly number[]): Expression {
  const { analyser, node } = call;
  const span = analyser.span(node);
  if (index === undefined) return analyser.literal(-1, span);
  const holds = holdsFor(call, index);
  let rest: Expression | undefined;
  const before = analyser.collect(() => (rest = firstOf(call, others)));
  const here = analyser.literal(index, span);
  const value = chooseValue(analyser, holds, [[], here], [before, rest as Expression], span);
  return { ...value, types: numberType };
}
