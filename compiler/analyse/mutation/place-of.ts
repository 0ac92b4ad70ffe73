import ts from "typescript";
import { positionOf } from "../../builtins/map.js";
import type { Expression } from "../../ir/expression.js";
import {
  arrayType,
  isCollection,
  isOnly,
  mapType,
  nullType,
  numberType,
  objectType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { visitBuiltin } from "../visit-builtin.js";
import { skipWrappers } from "../functions.js";
import { isConstant } from "./bind-alias.js";
import { changePlace } from "./change-in-place.js";
import { defaultAssignment, type DefaultAssignment } from "./default-assignment.js";
import { giverCalled } from "./given-parts.js";
import { chosenElement } from "./chosen-lists.js";
import { placeOfChosen } from "./chosen-places.js";
import { choiceOf, isElementCall, orderedBy, pathOf, paths } from "./paths.js";
import { placeOfChoice } from "./place-of-choice.js";
import { placeOfCall } from "./place-of-call.js";
import { asArray } from "../../builtins/collection-values.js";
import { canBeReadAgain } from "./can-be-read-again.js";
import { isList, keysOf, partAt, type Place, type Step } from "./place.js";

/**
 * Changes a part of a value that a variable owns: the variable gets a copy with the new part. Gives the new part's value.
 *
 * @param change makes the new part from the old one; undefined removes the part
 * @param place where the target is, when its keys were evaluated before
 */
export function changePart(
  analyser: Analyser,
  target: ts.Expression,
  change: (old: Expression) => Expression | undefined,
  place: Place | undefined = placeOf(analyser, target),
): Expression {
  if (place === undefined) return analyser.refuse(target, "SP1220", { text: target.getText() });
  return changePlace(analyser, target, place, keysOf(place), change);
}

/** The variable and steps of a target; computed keys are evaluated once, in order. */
export function placeOf(analyser: Analyser, target: ts.Expression): Place | undefined {
  const inner = skipWrappers(target);
  if (inner !== target) return placeOf(analyser, inner);
  if (ts.isIdentifier(target)) return placeOfName(analyser, target);
  const chosen = chosenElement(analyser, target);
  const element = chosen && placeOfChosen(analyser, chosen, placeOf);
  if (element !== undefined) return element;
  if (ts.isPropertyAccessExpression(target)) {
    const key = target.name.text;
    return longer(placeOf(analyser, target.expression), () => [{ node: target, key, types: analyser.types(target) }]);
  }
  if (ts.isElementAccessExpression(target)) {
    return longer(placeOf(analyser, target.expression), () => [
      { node: target, key: constantKey(analyser, target), types: analyser.types(target) },
    ]);
  }
  const byDefault = defaultAssignment(target);
  if (byDefault !== undefined) return placeWithDefault(analyser, target, byDefault);
  if (choiceOf(target) !== undefined) return placeOfChoice(analyser, target, placeOf);
  const ordered = orderedBy(analyser, target);
  if (ordered !== undefined) return placeOfOrdered(analyser, target, ordered);
  const given = giverCalled(analyser, target, paths);
  if (given !== undefined) return placeOfCall(analyser, given, { placeOf, placeOfPart });
  return isElementCall(analyser, target) ? placeOfElement(analyser, target, target.expression) : undefined;
}

/** `(lists[key] ??= [])`: the place has a value from then on. */
function placeWithDefault(
  analyser: Analyser,
  node: ts.Expression,
  { place: left, value: right, isFalsy }: DefaultAssignment,
): Place | undefined {
  // `||=` replaces an empty text as well, or a zero.
  if (isFalsy && !isStructured(analyser.types(left))) return undefined;
  if (ts.isCallExpression(skipWrappers(left))) {
    // What a Map does not hold has no place there yet.
    if (!canBeReadAgain(right) && isReplaced(analyser, left)) return undefined;
    analyser.expression(node);
    return placeOf(analyser, left);
  }
  if (!canBeReadAgain(right) && !canBeReadAgain(left)) return undefined;
  const place = placeOf(analyser, left);
  if (place === undefined) return undefined;
  if (canBeReadAgain(right)) makeWhenMissing(analyser, left, place, right);
  else analyser.expression(node);
  return place;
}

/** True where some name in the expression gets another value at some time. */
function isReplaced(analyser: Analyser, node: ts.Node): boolean {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  if (ts.isIdentifier(node))
    return symbol !== undefined && !isConstant(analyser, node) && analyser.isReassigned(symbol);
  return ts.forEachChild(node, (child) => isReplaced(analyser, child) || undefined) ?? false;
}

/** True for what is an object or array where there is any value. */
function isStructured(types: ValueTypes): boolean {
  return isOnly(types, arrayType | objectType | nullType | undefinedType);
}

/** `place ??= made` */
export function makeWhenMissing(analyser: Analyser, target: ts.Expression, place: Place, made: ts.Expression): void {
  changePlace(analyser, target, place, keysOf(place), (old): Expression => {
    const value = analyser.expression(made);
    const missing = undefinedType | nullType;
    const types = (old.types & ~missing) | value.types;
    const left = { ...old, types: old.types | missing };
    return { kind: "logical", operator: "??", left, right: value, types, span: analyser.span(made) };
  });
}

/** The place of the list that a call puts in order. */
function placeOfOrdered(analyser: Analyser, call: ts.Expression, list: ts.Expression): Place | undefined {
  if (pathOf(analyser, list) === undefined || !canBeReadAgain(list)) return undefined;
  analyser.expression(call);
  return placeOf(analyser, list);
}

/** The place of what is declared or given, which may be an element that is chosen. */
export function placeOfPart(analyser: Analyser, node: ts.Expression): Place | undefined {
  const inner = skipWrappers(node);
  if (choiceOf(inner) !== undefined) return placeOfChoice(analyser, inner, placeOfPart);
  const chosen = chosenElement(analyser, inner);
  if (chosen === undefined) return placeOf(analyser, inner);
  return placeOfChosen(analyser, chosen, placeOf) ?? (chosen.isOfKey === true ? placeOf(analyser, inner) : undefined);
}

function longer(outer: Place | undefined, steps: (outer: Place) => readonly Step[] | undefined): Place | undefined {
  const added = outer === undefined ? undefined : steps(outer);
  return outer === undefined || added === undefined ? undefined : { ...outer, steps: [...outer.steps, ...added] };
}

function placeOfName(analyser: Analyser, name: ts.Identifier): Place | undefined {
  const symbol = analyser.symbolOf(name);
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  // A list that holds elements of another one has none of its own.
  if (binding?.kind === "choice") return undefined;
  return binding?.kind === "alias" ? binding.place : { root: name, environment: analyser.environment, steps: [] };
}

function constantKey(analyser: Analyser, { argumentExpression }: ts.ElementAccessExpression): Step["key"] {
  const index = analyser.expression(argumentExpression);
  if (index.kind === "literal" && typeof index.value === "string") return index.value;
  return index.kind === "literal" || index.kind === "local-read" ? index : analyser.keep(index, "key");
}

/** The element that `find`, `at` or the `get` of a Map gives. */
function placeOfElement(
  analyser: Analyser,
  node: ts.CallExpression,
  { expression, name: { text: method } }: ts.PropertyAccessExpression,
): Place | undefined {
  return longer(placeOf(analyser, expression), (outer) => {
    const [argument] = node.arguments;
    const now = partAt(analyser, outer);
    if (argument === undefined || !isList(now)) return undefined;
    const whole = asArray(now);
    const types = analyser.types(node);
    if (method === "get") {
      if (!isMap(analyser, expression)) return undefined;
      const position = analyser.keep(positionOf(whole, analyser.expression(argument)), "position");
      const value = analyser.literal(1, analyser.span(node));
      return [
        { node, key: position, types: arrayType | undefinedType, isEntry: true },
        { node, key: value, types },
      ];
    }
    const index = indexOf(analyser, node, method, whole, argument);
    if (index === undefined) return undefined;
    return [{ node, key: index.kind === "literal" ? index : analyser.keep(index, "index"), types }];
  });
}

/** True for a Map, which the workflow has made. */
export function isMap(analyser: Analyser, node: ts.Expression): boolean {
  return isCollection(analyser.types(node), mapType);
}

function indexOf(
  analyser: Analyser,
  node: ts.CallExpression,
  method: string,
  list: Expression,
  argument: ts.Expression,
): Expression | undefined {
  if (method !== "at") {
    const name = method === "find" ? "Array.findIndex" : "Array.findLastIndex";
    return { ...visitBuiltin(analyser, node, name, list, node.arguments), types: numberType };
  }
  const index = analyser.expression(argument);
  if (index.kind !== "literal") return undefined;
  const { span } = index;
  const position = Math.trunc(Number(index.value));
  if (position >= 0) return analyser.literal(position, span);
  const left: Expression = { kind: "builtin", name: "Array.length", operands: [list], types: numberType, span };
  const right = analyser.literal(-position, span);
  return { kind: "arithmetic", operator: "-", left, right, types: numberType, span };
}
