import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import { arrayType, mayBe, nullType, objectType, undefinedType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { namedCollection } from "./collections.js";
import { namedPromises } from "./promise-values/named.js";
import type { KnownFunction } from "./functions.js";
import { inlineCall, inlineWith } from "./inline-call.js";
import { staysWhenPassed } from "./mutation/aliases.js";
import { isChangedParameter } from "./mutation/change-at.js";
import { leadsTo, pathOf } from "./mutation/paths.js";
import { canBeReadAgain, type Place } from "./mutation/place.js";
import { placeOf } from "./mutation/place-of.js";
import { type Argument, argumentsOf } from "./parameters.js";

/** The value of a call of a function at hand. What the function changes in place, it changes where the argument stands. */
export function callFunction(analyser: Analyser, call: ts.CallExpression, callee: KnownFunction): Expression {
  const places = new Map<number, Place>();
  call.arguments.forEach((argument, index) => {
    const parameter = callee.node.parameters[index];
    const place = parameter && changedPlace(analyser, call, argument, parameter);
    if (place !== undefined) places.set(index, place);
  });
  if (places.size === 0 || call.arguments.some((argument) => ts.isSpreadElement(argument))) {
    return inlineCall(analyser, call, callee);
  }
  const others = [
    ...argumentsOf(
      analyser,
      [...call.arguments].filter((_argument, index) => !places.has(index)),
    ),
  ];
  const args = call.arguments.map((_argument, index): Argument => {
    const place = places.get(index);
    return place === undefined ? (others.shift() as Argument) : { place };
  });
  return inlineWith(analyser, call, callee, args);
}

/** The place of an argument that the function changes in place, when no other argument and no function touches it. */
function changedPlace(
  analyser: Analyser,
  call: ts.CallExpression,
  argument: ts.Expression,
  { name }: ts.ParameterDeclaration,
): Place | undefined {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol === undefined || !isChangedParameter(analyser, symbol)) return undefined;
  if (!mayBe(analyser.types(argument), arrayType | objectType)) return undefined;
  if (namedCollection(analyser, argument) !== undefined || namedPromises(analyser, argument) !== undefined)
    return undefined;
  const path = pathOf(analyser, argument);
  const isThere = !mayBe(analyser.types(argument), undefinedType | nullType);
  if (path === undefined || !staysWhenPassed(analyser, path, isThere)) return undefined;
  const others = call.arguments.filter((other) => other !== argument);
  const isComputed = path.keys.includes(undefined);
  // What says where the argument stands is evaluated before the other arguments.
  if (isComputed && !others.every(canBeReadAgain)) return undefined;
  const mentions = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && leadsTo(analyser, node, path.root)) ||
    (ts.forEachChild(node, (child) => mentions(child) || undefined) ?? false);
  return others.some(mentions) ? undefined : placeOf(analyser, argument);
}
