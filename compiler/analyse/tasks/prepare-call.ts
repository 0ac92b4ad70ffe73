import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import { substitute, variablesIn } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import { isAsyncFunction, resolveFunction, skipWrappers } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import { argumentsOf } from "../parameters.js";
import { dslFunctionOf } from "../dsl-function.js";
import { perform } from "./perform.js";
import { startEffect, taskEffect } from "./task-calls.js";
import { checkThrowsLater } from "./throws-at-once.js";

/** A call whose arguments are evaluated, and which is made in a branch of its own. */
export interface PreparedCall {
  /** What the arguments read, as it is when the call starts. */
  readonly copies: readonly { readonly variable: Variable; readonly value: Expression }[];
  /** Makes the call, in the branch, and gives what its promise resolves to. */
  readonly make: () => Expression;
  /** True when nothing was evaluated yet. */
  readonly isWhole: boolean;
}

/**
 * Evaluates the arguments of a call, here and now, as JavaScript does before it starts the call.
 *
 * What is no call of a task or of a function at hand is evaluated in the branch as a whole.
 *
 * @param isNow true when the call is made at once, so that what its arguments read cannot change
 */
export function prepareCall(analyser: Analyser, node: ts.Expression, isNow = false): PreparedCall {
  const call = skipWrappers(node);
  const whole: PreparedCall = { copies: [], make: () => analyser.awaited(node), isWhole: true };
  if (!ts.isCallExpression(call)) return whole;
  if (!isNow) checkThrowsLater(analyser, call.expression);
  if (call.arguments.length === 0) return whole;
  const method = isNow ? undefined : promiseMethod(analyser, call);
  if (method !== undefined && !isQuiet(analyser, call)) {
    const details = { name: method, reason: actsFirst };
    return { ...whole, make: () => analyser.refuse(call, "SP1414", details) };
  }
  const copies: { variable: Variable; value: Expression }[] = [];
  const copied = (value: Expression): Expression => (isNow ? value : copyReads(value, copies));
  const dslName = dslFunctionOf(analyser, call.expression);
  if (dslName !== undefined && dslName !== "start") return whole;
  const effect = dslName === "start" ? startEffect(analyser, call) : taskEffect(analyser, call);
  if (effect !== undefined) {
    const args = copied(effect.arguments);
    return { copies, make: () => perform(analyser, call, { ...effect, arguments: args }), isWhole: false };
  }
  const callee = resolveFunction(analyser, call.expression);
  const isSpread = call.arguments.some((argument) => ts.isSpreadElement(argument));
  if (callee === undefined || !isAsyncFunction(callee.node) || isSpread) return whole;
  const args = argumentsOf(analyser, call.arguments).map((argument) =>
    "kind" in argument ? copied(argument) : argument,
  );
  return { copies, make: () => inlineWith(analyser, call, callee, args), isWhole: false };
}

/** The expression with copies in the place of the variables that it reads. */
export function copyReads(expression: Expression, copies: { variable: Variable; value: Expression }[]): Expression {
  const values = new Map<Variable, Expression>();
  for (const variable of variablesIn(expression)) {
    const copy: Variable = { ...variable };
    const read = (one: Variable): Expression => ({
      kind: "variable-read",
      variable: one,
      types: one.types,
      span: expression.span,
    });
    copies.push({ variable: copy, value: read(variable) });
    values.set(variable, read(copy));
  }
  return substitute(expression, values);
}

/** `then`, `catch` or `finally` of a promise. */
export function promiseMethod(analyser: Analyser, call: ts.CallExpression): string | undefined {
  const callee = skipWrappers(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const { name, expression } = callee;
  return ["then", "catch", "finally"].includes(name.text) && analyser.isPromise(expression) ? name.text : undefined;
}

/** Why a chain of promises cannot be told apart from what comes before. */
export const actsFirst = "the call that it follows does something before its promise is there";

/** True when nothing is awaited or thrown before the promise of a call is there. */
export function isQuiet(analyser: Analyser, node: ts.Node, seen = new Set<ts.Node>()): boolean {
  seen.add(node);
  if (ts.isAwaitExpression(node) || ts.isThrowStatement(node)) return false;
  if (ts.isCallExpression(node)) {
    const callee = resolveFunction(analyser, node.expression)?.node;
    const { body } = callee ?? {};
    const runsFirst = callee !== undefined && !isAsyncFunction(callee);
    if (runsFirst && (body === undefined || (!seen.has(body) && !isQuiet(analyser, body, seen)))) return false;
  }
  if (ts.isFunctionLike(node)) return true;
  return ts.forEachChild(node, (child) => (isQuiet(analyser, child, seen) ? undefined : true)) !== true;
}
