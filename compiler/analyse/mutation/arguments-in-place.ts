import ts from "typescript";
import { arrayType, isOnly, mayBe, nullType, objectType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { namedCollection } from "../collections.js";
import type { KnownFunction } from "../functions.js";
import { type Argument, argumentsOf } from "../parameters.js";
import { namedPromises } from "../promise-values/named.js";
import { comparesObjects } from "../identity/compared-names.js";
import { skipWrappers } from "../skip-wrappers.js";
import { areTogether, partsFrom } from "./arguments-together.js";
import { staysWhenPassed } from "./aliases.js";
import { isChangedItself, isChangedParameter } from "./change-at.js";
import type { Choice } from "./choice-values.js";
import { chosenList } from "./chosen-lists.js";
import { placesNamed } from "./chosen-places.js";
import { leadsTo, type Path, pathOf } from "./paths.js";
import { isPlain } from "./plain-values.js";
import { canBeReadAgain } from "./can-be-read-again.js";
import { type Place } from "./place.js";

type PlaceOf = (analyser: Analyser, node: ts.Expression) => Place | undefined;

/**
 * The arguments of a call, where those that the function changes in place are the places where they stand; undefined where there are
 * none.
 *
 * @param given the argument of which the function gives a part that its caller changes
 */
export function argumentsInPlace(
  analyser: Analyser,
  call: ts.CallExpression,
  { node }: KnownFunction,
  placeOf: PlaceOf,
  given?: ts.Expression,
): readonly Argument[] | undefined {
  if (call.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
  const places = new Map<number, Argument>();
  const symbols = node.parameters.map(({ name }) => analyser.checker.getSymbolAtLocation(name));
  const changed = call.arguments.map((_argument, index) => {
    const symbol = symbols[index];
    return symbol !== undefined && isChangedParameter(analyser, symbol);
  });
  const together = (index: number): readonly number[] =>
    [...call.arguments.keys()]
      .filter((other) => other !== index && (changed[index] === true || changed[other] === true))
      .filter((other) => areTogether(analyser, call, at(call, index), at(call, other)));
  call.arguments.forEach((argument, index) => {
    const parameter = node.parameters[index];
    const symbol = symbols[index];
    // Where nothing is given, the function makes what it changes.
    if (parameter?.initializer !== undefined && mayBe(analyser.types(argument), undefinedType)) return;
    const isInPlace = argument === given || changed[index] === true || together(index).length > 0;
    const isCompared = !isInPlace && symbol !== undefined && isComparedIn(analyser, node, symbol);
    const place = isInPlace
      ? placeOfArgument(analyser, call, argument, placeOf)
      : isCompared
        ? placeOfCompared(analyser, argument, placeOf)
        : undefined;
    const choice = isInPlace && place === undefined ? choiceOf(analyser, call, argument, symbol, placeOf) : undefined;
    if (place !== undefined) places.set(index, { place });
    else if (choice !== undefined) places.set(index, { choice });
  });
  // What may be the same is changed by both names, or by none.
  for (const index of [...places.keys()]) {
    if (!together(index).every((other) => places.has(other))) places.delete(index);
  }
  if (places.size === 0) return undefined;
  const others = [
    ...argumentsOf(
      analyser,
      [...call.arguments].filter((_argument, index) => !places.has(index)),
    ),
  ];
  return call.arguments.map((_argument, index): Argument => {
    return places.get(index) ?? (others.shift() as Argument);
  });
}

function at(call: ts.CallExpression, index: number): ts.Expression {
  return call.arguments[index] as ts.Expression;
}

/** The place of an argument, when no other argument holds what stands there, and no function puts another value there. */
function placeOfArgument(
  analyser: Analyser,
  call: ts.CallExpression,
  argument: ts.Expression,
  placeOf: PlaceOf,
): Place | undefined {
  if (!mayBe(analyser.types(argument), arrayType | objectType)) return undefined;
  if (namedCollection(analyser, argument) !== undefined || namedPromises(analyser, argument) !== undefined)
    return undefined;
  const path = pathOf(analyser, argument);
  const isThere = !mayBe(analyser.types(argument), undefinedType | nullType);
  if (path === undefined || !staysWhenPassed(analyser, path, isThere)) return undefined;
  const others = call.arguments.filter((other) => other !== argument);
  const isComputed = path.keys.includes(undefined) && !ts.isIdentifier(skipWrappers(argument));
  // What says where the argument stands is evaluated before the other arguments.
  if (isComputed && !others.every(canBeReadAgain)) return undefined;
  const isHeld = (other: ts.Expression): boolean =>
    mayHold(analyser, other, path) && !areTogether(analyser, call, argument, other);
  return others.some(isHeld) ? undefined : placeOf(analyser, argument);
}

/** True for a parameter of a function that compares objects by identity, and changes nothing that it is given. */
function isComparedIn(analyser: Analyser, called: ts.SignatureDeclaration, parameter: ts.Symbol): boolean {
  if (analyser.isReassigned(parameter) || !comparesObjects(analyser, called)) return false;
  return called.parameters.every(({ name }) => {
    const symbol = analyser.checker.getSymbolAtLocation(name);
    return symbol === undefined || !isChangedParameter(analyser, symbol);
  });
}

/** The place of what is only read: others may hold it as well. */
function placeOfCompared(analyser: Analyser, argument: ts.Expression, placeOf: PlaceOf): Place | undefined {
  const inner = skipWrappers(argument);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const noted = symbol && analyser.environment.placeNoted(symbol);
  if (noted !== undefined) return noted;
  if (!isOnly(analyser.types(argument), arrayType | objectType) || !canBeReadAgain(argument)) return undefined;
  if (namedCollection(analyser, argument) !== undefined || namedPromises(analyser, argument) !== undefined)
    return undefined;
  const path = pathOf(analyser, argument);
  return path !== undefined && staysWhenPassed(analyser, path, true) ? placeOf(analyser, argument) : undefined;
}

/** The elements that `list.filter(f)` is an argument of, or a name for such a list, where they stay in their list. */
function choiceOf(
  analyser: Analyser,
  call: ts.CallExpression,
  argument: ts.Expression,
  parameter: ts.Symbol | undefined,
  placeOf: PlaceOf,
): Choice | undefined {
  const from = chosenList(analyser, argument);
  const path = from && pathOf(analyser, from.list);
  if (from === undefined || path === undefined || parameter === undefined) return undefined;
  if (isChangedItself(analyser, parameter)) return undefined;
  const elements = { ...path, keys: [...path.keys, undefined] };
  if (!staysWhenPassed(analyser, elements)) return undefined;
  const others = call.arguments.filter((other) => other !== argument);
  if (others.some((other) => mayHold(analyser, other, elements))) return undefined;
  if (from.stages.length > 0 && !others.every(canBeReadAgain)) return undefined;
  return placesNamed(analyser, from, argument, placeOf);
}

/**
 * True for an argument that may hold what stands at the end of a path, or a part of it. Numbers and texts do not; what a function
 * looks up when it is called is what stands there then.
 */
function mayHold(analyser: Analyser, argument: ts.Expression, path: Path): boolean {
  const inner = skipWrappers(argument);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return false;
  const isRead = canBeReadAgain(inner);
  if (isRead && isPlain(analyser, inner)) return false;
  const other = isRead ? pathOf(analyser, inner) : undefined;
  if (other !== undefined && partsFrom(other, path)) return false;
  const mentions = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && leadsTo(analyser, node, path.root)) ||
    (ts.forEachChild(node, (child) => mentions(child) || undefined) ?? false);
  return mentions(inner);
}
