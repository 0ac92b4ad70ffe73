import ts from "typescript";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Label } from "../../ir/statement.js";
import type { Analyser, Frame } from "../analyser.js";
import { Environment } from "../environment.js";
import { callsItself, isAsyncFunction, resolveFunction } from "../functions.js";
import { calledFrom } from "../inline-call.js";
import { argumentsOf, bindParameters } from "../parameters.js";
import { singleExpression } from "../single-expression.js";
import { visitBody } from "../statements/visit-body.js";
import { bindTypeArguments } from "../type-arguments.js";
import type { Place, Step } from "./place.js";

/**
 * The place of the part that a function gives: the call does what the function does, and what it would return is found where it stands.
 *
 * @param placeOf the place of a returned expression
 */
export function placeOfCall(
  analyser: Analyser,
  call: ts.CallExpression,
  placeOf: (analyser: Analyser, node: ts.Expression) => Place | undefined,
): Place | undefined {
  const callee = resolveFunction(analyser, call.expression);
  if (callee === undefined || callsItself(analyser.frame.calls, callee.node, call)) return undefined;
  if (call.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
  const { node } = callee;
  const args = argumentsOf(analyser, call.arguments);
  const environment = new Environment(callee.environment);
  bindTypeArguments(analyser.checker, call, node, analyser.environment, environment);
  const frame: Frame = {
    ...analyser.frame,
    isAsync: isAsyncFunction(node),
    calls: [...analyser.frame.calls, node],
    calledFrom: calledFrom(analyser, call, node),
    givesCollections: false,
  };
  const bind = () => bindParameters(analyser, node.parameters, args, call);
  const single = singleExpression(node);
  if (single !== undefined) {
    return analyser.inFrame(frame, environment, () => {
      bind();
      return placeOf(analyser, single);
    });
  }
  const { body } = node;
  if (body === undefined || !ts.isBlock(body)) return undefined;
  return placeFromBody(
    analyser,
    call,
    frame,
    environment,
    () => (bind(), visitBody(analyser, body.statements)),
    placeOf,
  );
}

/** Visits the body, where each `return` notes the computed keys of its place, and leaves. */
function placeFromBody(
  analyser: Analyser,
  call: ts.CallExpression,
  frame: Frame,
  environment: Environment,
  visit: () => void,
  placeOf: (analyser: Analyser, node: ts.Expression) => Place | undefined,
): Place | undefined {
  const span = analyser.span(call);
  const label: Label = { kind: "label", name: "return" };
  const places: Place[] = [];
  const keys = new Map<number, Variable>();
  let isKnown = true;
  const onReturnPart = (value: ts.Expression): void => {
    const place = placeOf(analyser, value);
    const at = analyser.span(value);
    const isAlike = place !== undefined && places.every((other) => isSameShape(place, other));
    isKnown &&= isAlike;
    if (place !== undefined && isAlike) {
      places.push(place);
      place.steps.forEach(({ key }, index) => {
        if (typeof key === "string") return;
        const variable = keys.get(index) ?? { kind: "variable", name: "key", types: key.types };
        keys.set(index, variable);
        analyser.statements.push({ kind: "assign", variable, value: key, declares: false, span: at });
      });
    }
    analyser.statements.push({ kind: "leave", label, span: at });
  };
  const onReturn: Frame["onReturn"] = (_value, at) => {
    isKnown = false;
    analyser.statements.push({ kind: "leave", label, span: at });
  };
  const body = analyser.collect(() => analyser.inFrame({ ...frame, onReturn, onReturnPart }, environment, visit));
  const [first] = places;
  if (!isKnown || first === undefined) return undefined;
  for (const variable of keys.values()) analyser.statements.push(declareWithoutValue(variable, span));
  analyser.statements.push({ kind: "labelled", label, body, span });
  const steps = first.steps.map((step, index): Step => {
    const variable = keys.get(index);
    const read: Expression | undefined = variable && { kind: "variable-read", variable, types: variable.types, span };
    return read === undefined ? step : { ...step, key: read };
  });
  return { ...first, steps };
}

/** True for places whose steps differ in computed keys only. */
function isSameShape(one: Place, other: Place): boolean {
  if (one.steps.length !== other.steps.length) return false;
  return one.steps.every(({ key, isEntry }, index) => {
    const beside = other.steps[index];
    const isComputed = typeof key !== "string" && beside !== undefined && typeof beside.key !== "string";
    const isSame = isComputed ? key.types === beside.key.types : key === beside?.key;
    return isSame && isEntry === beside?.isEntry;
  });
}
