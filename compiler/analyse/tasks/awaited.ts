import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType, neverType, type ValueTypes } from "../../ir/value-types.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { callFunction } from "../call-function.js";
import { chooseValue } from "../expressions/choose.js";
import { isPresent } from "../expressions/is-present.js";
import { asCondition } from "../expressions/not-a-number.js";
import { isAsyncFunction, resolveFunction, skipWrappers } from "../functions.js";
import { callFunctionValue } from "../function-values/call.js";
import { stable } from "../function-values/parts.js";
import { mayStartPromise } from "../promise-values/may-start.js";
import { givesKnownFunction } from "../function-values/known.js";
import { isToldFunction } from "../function-values/narrowed.js";
import { combineValue, promiseCombinator } from "./combinators.js";
import { controlCall } from "./control.js";
import { dslFunctionOf } from "../dsl-function.js";
import { distributedMapCall } from "./distributed-map.js";
import { promiseMethod } from "./prepare-call.js";
import { chainedValue } from "./promise-methods.js";
import { endedValue } from "../statements/for-of-promises.js";
import { heldPromise } from "../promise-values/named.js";
import { awaitHeld } from "./promises.js";
import { taskCall } from "./task-calls.js";

/** The value of a promise: what `await` gives. */
export function awaitedValue(analyser: Analyser, node: ts.Expression): Expression {
  const inner = skipWrappers(node);
  if (ts.isConditionalExpression(inner)) {
    const condition = analyser.expression(inner.condition);
    let whenTrue: Expression | undefined;
    let whenFalse: Expression | undefined;
    const before = analyser.collect(() => (whenTrue = analyser.awaited(inner.whenTrue)));
    const otherwise = analyser.collect(() => (whenFalse = analyser.awaited(inner.whenFalse)));
    const span = analyser.span(node);
    return chooseValue(
      analyser,
      condition,
      [before, whenTrue as Expression],
      [otherwise, whenFalse as Expression],
      span,
    );
  }
  if (mayStartPromise(analyser, inner)) return valueOrCall(analyser, inner);
  if (ts.isNewExpression(inner)) return analyser.expression(inner);
  if (!ts.isCallExpression(inner)) {
    const held = heldPromise(analyser, inner);
    if (held !== undefined) {
      const value = awaitHeld(analyser, held, node);
      return held.isThere === undefined ? value : { ...value, types: typesGiven(analyser, inner, value.types) };
    }
    const ended = endedPromise(analyser, inner);
    if (ended !== undefined) return endedValue(analyser, ended, node);
    return analyser.isPromise(inner) && !isRefused(analyser, inner) && !isGivenData(analyser, inner)
      ? analyser.refuse(inner, "SP1404", { reason: "it is no call and no name of one" })
      : analyser.expression(inner);
  }
  return callValue(analyser, inner);
}

/** `isGift && wrap(order)`, `known ?? fetchItem(id)`: what decides is what is there, or the call is made. */
function valueOrCall(analyser: Analyser, node: ts.BinaryExpression): Expression {
  const span = analyser.span(node);
  const left = stable(analyser, analyser.expression(node.left), "value");
  let right: Expression | undefined;
  const before = analyser.collect(() => (right = analyser.awaited(node.right)));
  const call = [before, right as Expression] as const;
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
    const given = left.types === booleanType ? analyser.literal(false, span) : left;
    return chooseValue(analyser, asCondition(left), call, [[], given], span);
  }
  const isThere = operator === ts.SyntaxKind.BarBarToken ? asCondition(left) : isPresent(left);
  return chooseValue(analyser, isThere, [[], left], call, span);
}

/** Where a test came before, there is a promise. */
function typesGiven(analyser: Analyser, promise: ts.Expression, types: ValueTypes): ValueTypes {
  const type = analyser.checker.getTypeAtLocation(promise);
  return analyser.typesOf(analyser.checker.getAwaitedType(type) ?? type) & types || types;
}

/** A promise of a list that a loop goes through. */
function endedPromise(analyser: Analyser, node: ts.Expression) {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "ended" ? binding : undefined;
}

/** True for a parameter that may be a promise and is given a value, or nothing, in this call. */
function isGivenData(analyser: Analyser, node: ts.Expression): boolean {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined) return false;
  const isParameter = ts.findAncestor(declaration, (one) => ts.isParameter(one) || ts.isBlock(one))?.kind;
  const binding = analyser.environment.lookUp(symbol);
  return isParameter === ts.SyntaxKind.Parameter && (binding?.kind === "value" || binding?.kind === "variable");
}

/** True for a name whose value was refused where it was made. */
function isRefused(analyser: Analyser, node: ts.Expression): boolean {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  if (binding?.kind === "value") return binding.value.types === neverType;
  return binding?.kind === "variable" && binding.variable.types === neverType;
}

function callValue(analyser: Analyser, call: ts.CallExpression): Expression {
  const name = dslFunctionOf(analyser, call.expression);
  if (name === "distributedMap") return distributedMapCall(analyser, call);
  const value = name === undefined ? undefined : controlCall(analyser, call, name);
  if (value !== undefined) return value;
  const task = taskCall(analyser, call);
  if (task !== undefined) return task;
  const combinator = promiseCombinator(analyser, call);
  if (combinator !== undefined) return combineValue(analyser, call, combinator);
  if (!analyser.isPromise(call)) return analyser.expression(call);
  const method = promiseMethod(analyser, call);
  if (method !== undefined) return chainedValue(analyser, call, method);
  const callee = resolveFunction(analyser, call.expression);
  if (callee === undefined && givesKnownFunction(analyser, call.expression)) {
    return callFunctionValue(analyser, call, true);
  }
  const waiting = call.arguments.find((argument) => isAsyncCallback(analyser, argument));
  if (callee === undefined && waiting !== undefined) return analyser.refuse(waiting, "SP1232");
  if (callee === undefined && isToldFunction(analyser, call.expression)) return refusedValue(analyser.span(call));
  if (callee === undefined) return analyser.refuse(call, "SP1409", { name: call.expression.getText() });
  return callFunction(analyser, call, callee);
}

function isAsyncCallback(analyser: Analyser, argument: ts.Expression): boolean {
  const callee = resolveFunction(analyser, argument);
  return callee !== undefined && isAsyncFunction(callee.node);
}
