import type ts from "typescript";
import { lambdaOf, local, read } from "../../builtins/build.js";
import type { BuiltinCall, Expression, Lambda, Local } from "../../ir/expression.js";
import { numberType, type ValueTypes } from "../../ir/value-types.js";
import { substituteLocal } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { visitBuiltin } from "../visit-builtin.js";

/** Methods that order a list of their own, as those that make a new one. */
export const making: Readonly<Record<string, string>> = {
  "Array.sort": "Array.toSorted",
  "Array.reverse": "Array.toReversed",
};

/**
 * A call of a method of a list of elements, done on the list of their positions.
 *
 * @param isFirst true where the positions are those that a callback is told as indexes
 */
export function onPositions(
  analyser: Analyser,
  call: ts.CallExpression,
  whole: Expression,
  positions: Expression,
  types: ValueTypes,
  isFirst: boolean,
): Expression | undefined {
  const called = builtinCalled(analyser, call) ?? "";
  const built = visitBuiltin(analyser, call, making[called] ?? called, whole, call.arguments);
  if (built.kind !== "builtin" || built.operands[0] !== whole) return undefined;
  const operands = built.operands.slice(1).map((operand) => {
    return operand.kind === "lambda" ? ofPositions(operand, built, whole, types, isFirst) : operand;
  });
  if (operands.includes(undefined)) return undefined;
  return { ...built, operands: [positions, ...operands.filter((operand) => operand !== undefined)] };
}

/** A callback of elements as one of their positions. */
function ofPositions(
  { parameters, body, span }: Lambda,
  { name }: BuiltinCall,
  whole: Expression,
  types: ValueTypes,
  isFirst: boolean,
): Lambda | undefined {
  const chooses = name === "Array.reduce";
  const count = name === "Array.toSorted" || chooses ? 2 : 1;
  const [first, second] = parameters;
  const isPlain = parameters.length <= count;
  if (!isPlain && !(count === 1 && parameters.length === 2)) return undefined;
  const places = parameters.slice(0, count).map((parameter) => local(parameter.name, numberType, true));
  const chosen = chooses ? placeIn(body, parameters, places) : body;
  if (chosen === undefined) return undefined;
  const onPlaces = places.reduce<Expression>((rest, place, index) => {
    const parameter = parameters[index];
    const at = read(place, span);
    const value: Expression = { kind: "element", array: whole, index: at, types, span };
    return parameter === undefined ? rest : substituteLocal(rest, parameter, value);
  }, chosen);
  const [place] = places;
  if (isPlain || first === undefined || second === undefined || place === undefined)
    return lambdaOf(places, onPlaces, span);
  // The index is that in the list which the method is called on.
  if (!isFirst) return lambdaOf([place, second], onPlaces, span);
  return lambdaOf(places, substituteLocal(onPlaces, second, read(place, span)), span);
}

/** What `(a, b) => (a.n < b.n ? b : a)` gives, as the position of the element. */
function placeIn(value: Expression, parameters: readonly Local[], places: readonly Local[]): Expression | undefined {
  if (value.kind === "conditional") {
    const whenTrue = placeIn(value.whenTrue, parameters, places);
    const whenFalse = placeIn(value.whenFalse, parameters, places);
    return whenTrue && whenFalse && { ...value, whenTrue, whenFalse, types: numberType };
  }
  if (value.kind === "let") {
    const chosen = placeIn(value.body, parameters, places);
    return chosen && { ...value, body: chosen, types: numberType };
  }
  const place = value.kind === "local-read" ? places[parameters.indexOf(value.local)] : undefined;
  return place && read(place, value.span);
}
