import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { followedChoice, isAlias, isGivenInPlace, movesElements } from "./aliases.js";
import { enclosingFunction, isInside } from "./running-function.js";
import { blockAround, takenBy } from "./declared-in.js";
import { readsOtherMembers } from "./held-parts.js";
import { isNamedList } from "./named-lists.js";
import { isOtherPart } from "./other-parts.js";
import type { Owner, Asks } from "./owner.js";
import { pathOfName, sourceOf } from "./paths.js";
import { isPlain } from "./plain-values.js";

/** True for a name that stands for the value or a part of it, and leaves no further reference to that behind. */
export function isSafeName(ask: Asks, analyser: Analyser, name: ts.Identifier, owner: Owner): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol !== undefined && isNamedList(analyser, symbol) && owner.isHandedOn !== true) {
    const block = blockAround(symbol);
    return block !== undefined && ask.areUsesSafe(analyser, block, { ...owner, symbol });
  }
  if (symbol === undefined) return false;
  const followed = owner.isHandedOn === true ? "unchanged" : followedChoice(analyser, symbol, isInGiver(name, owner));
  if (followed !== "unchanged") {
    const around = enclosingFunction(name);
    return followed === "in place" && around !== undefined && ask.areUsesSafe(analyser, around, { ...owner, symbol });
  }
  const { root } = pathOfName(analyser, symbol);
  // A constant of which nothing is changed before it is handed on is as good as the path that it stands for.
  const isRead = owner.isHandedOn === true && owner.last !== undefined && root !== symbol;
  if (!isRead && !isAlias(analyser, symbol) && !isGivenBack(analyser, symbol, owner)) {
    return owner.isHandedOn !== true && readsOtherMembers(analyser, symbol, owner.keys);
  }
  const made = sourceOf(analyser, symbol)?.putBack?.made;
  if (made !== undefined && !ask.isFresh(analyser, made, owner.keys)) return false;
  const scope = root.valueDeclaration === undefined ? undefined : enclosingFunction(root.valueDeclaration);
  return scope !== undefined && ask.areUsesSafe(analyser, scope, { ...owner, symbol });
}

/** True in a function that gives a part of what is looked at. */
function isInGiver(node: ts.Node, { givers = [] }: Owner): boolean {
  return givers.some((giver) => isInside(node, giver));
}

/** True for a name by which a function gives the part back. */
function isGivenBack(analyser: Analyser, symbol: ts.Symbol, { givers = [] }: Owner): boolean {
  const { valueDeclaration } = symbol;
  const giver = valueDeclaration && givers.find((one) => isInside(valueDeclaration, one));
  return giver !== undefined && isGivenInPlace(analyser, symbol);
}

/** True for a `...rest` that holds nothing of what is changed: it is an object or list of its own, without the parts beside it. */
function isSafeRest(analyser: Analyser, { parent: pattern }: ts.BindingElement, depth: number, owner: Owner): boolean {
  const key = owner.keys[depth];
  if (owner.keys.length < depth + 2) return true;
  if (key === undefined) return false;
  if (ts.isArrayBindingPattern(pattern)) {
    const isBefore = /^\d+$/.test(key) && Number(key) < pattern.elements.length - 1;
    return isBefore && !movesElements(analyser, owner.symbol);
  }
  return pattern.elements.some((other) => {
    const { propertyName, name, dotDotDotToken } = other;
    const taken = propertyName ?? name;
    return dotDotDotToken === undefined && ts.isIdentifier(taken) && taken.text === key;
  });
}

/** True for the rest of a list whose elements go on to be those of the list, where it leaves nothing else behind. */
function isFollowedRest(
  ask: Asks,
  analyser: Analyser,
  { name }: ts.BindingElement,
  depth: number,
  owner: Owner,
): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const around = enclosingFunction(name);
  if (symbol === undefined || around === undefined || owner.isHandedOn === true || depth > 0) return false;
  if (followedChoice(analyser, symbol, isInGiver(name, owner)) !== "in place") return false;
  return ask.areUsesSafe(analyser, around, { ...owner, symbol });
}

/** True for a pattern whose names leave no reference to what is changed behind, or stand for the part around it. */
export function isSafePattern(ask: Asks, analyser: Analyser, pattern: ts.BindingPattern, owner: Owner): boolean {
  return pattern.elements.every((element) => {
    if (ts.isOmittedExpression(element) || (ts.isIdentifier(element.name) && isPlain(analyser, element.name)))
      return true;
    const taken = takenBy(element);
    if (taken === undefined) return false;
    if (taken.isRest) {
      const depth = taken.keys.length;
      return isSafeRest(analyser, element, depth, owner) || isFollowedRest(ask, analyser, element, depth, owner);
    }
    if (!ts.isIdentifier(element.name)) {
      return element.initializer === undefined && isSafePattern(ask, analyser, element.name, owner);
    }
    const keys = owner.keys.slice(taken.keys.length);
    const isMoved =
      taken.keys.some((key) => key !== undefined && /^\d+$/.test(key)) && movesElements(analyser, owner.symbol);
    return (
      (isOtherPart(taken.keys, owner.keys) && !isMoved) ||
      keys.length === 0 ||
      isSafeName(ask, analyser, element.name, { ...owner, keys })
    );
  });
}
