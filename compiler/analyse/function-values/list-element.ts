import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { givenByCallback } from "../collections.js";
import { chooseValue } from "../expressions/choose.js";
import { asCondition } from "../expressions/not-a-number.js";
import { isAsyncFunction, type KnownFunction, resolveFunction } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import { type Argument, argumentFor } from "../parameters.js";
import type { FunctionList, Part } from "./function-value.js";

/** A call of a method of a list of functions, which is written out for each of them. */
export interface ListCall {
  readonly analyser: Analyser;
  readonly node: ts.CallExpression;
  readonly list: FunctionList;
  readonly callback: KnownFunction;
  /** What `reduce` begins with. */
  readonly initial: ts.Expression | undefined;
}

/**
 * The function that a method of a list is given, when it can be called for each element here and now: JavaScript passes the
 * element, its index and the list.
 *
 * @param before the number of arguments in front of the element
 */
export function listCallback(analyser: Analyser, node: ts.CallExpression, before = 0): KnownFunction | undefined {
  const [given] = node.arguments;
  const callback = given === undefined ? undefined : resolveFunction(analyser, given);
  if (callback === undefined || isAsyncFunction(callback.node)) return undefined;
  return callback.node.parameters.length > before + 2 ? undefined : callback;
}

/** True for a function that asks for the index, which in a list that was filtered depends on what came before. */
export function asksForIndex({ list, callback }: ListCall, before = 0): boolean {
  return list.conditions !== undefined && callback.node.parameters.length > before + 1;
}

/** What the callback gives for the element at an index. */
export function givenFor(call: ListCall, index: number, before: readonly Argument[] = []): Expression {
  const { analyser, node, callback, list } = call;
  const position = analyser.literal(index, analyser.span(node));
  const element = argumentFor(list.elements[index] as Part);
  return givenByCallback(analyser, node, () => inlineWith(analyser, node, callback, [...before, element, position]));
}

/** The same where the element is in the list, and another value where it is not. */
export function givenWhereListed(call: ListCall, index: number, otherwise: Expression): Expression {
  const { analyser, node, list } = call;
  const condition = list.conditions?.[index];
  if (condition === undefined) return givenFor(call, index);
  let value: Expression | undefined;
  const before = analyser.collect(() => (value = givenFor(call, index)));
  return chooseValue(analyser, condition, [before, value as Expression], [[], otherwise], analyser.span(node));
}

/** Whether the test that the callback is holds for the element, which is in the list. */
export function holdsFor(call: ListCall, index: number): Expression {
  const { analyser, node } = call;
  const { conditions } = call.list;
  const no = analyser.literal(false, analyser.span(node));
  if (conditions === undefined) return asCondition(givenFor(call, index));
  let value: Expression | undefined;
  const before = analyser.collect(() => (value = asCondition(givenFor(call, index))));
  const listed = conditions[index] as Expression;
  const both = chooseValue(analyser, listed, [before, value as Expression], [[], no], analyser.span(node));
  return { ...both, types: both.types | booleanType };
}
