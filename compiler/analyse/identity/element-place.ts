import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { choiceNamed, readPositions } from "../mutation/choice-values.js";
import { pathOf } from "../mutation/paths.js";
import { canBeReadAgain } from "../mutation/can-be-read-again.js";
import { type Place } from "../mutation/place.js";
import { placeOf } from "../mutation/place-of.js";

/**
 * Where the object stands that an expression gives: that of a name for an element which was noted when the name got its value, or of a
 * path. Undefined for what stands nowhere, or may stand in one place or another.
 */
export function elementPlace(analyser: Analyser, node: ts.Expression): Place | undefined {
  const place = placeGiven(analyser, skipWrappers(node));
  const isSure = place?.steps.slice(0, -1).every(({ guard }) => guard === undefined) === true;
  return isSure && place.steps.length > 0 ? place : undefined;
}

function placeGiven(analyser: Analyser, node: ts.Expression): Place | undefined {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  const noted = symbol && analyser.environment.placeNoted(symbol);
  if (noted !== undefined) return noted;
  if (symbol !== undefined) {
    const binding = analyser.environment.lookUp(symbol);
    return binding?.kind === "alias" ? binding.place : undefined;
  }
  return canBeReadAgain(node) && pathOf(analyser, node) !== undefined ? placeOf(analyser, node) : undefined;
}

/** A list of which elements are compared: where it stands, or the positions in another one of the elements that it holds of that. */
export interface ComparedList {
  readonly place: Place;
  readonly positions?: Expression | undefined;
}

export function comparedList(analyser: Analyser, node: ts.Expression): ComparedList | undefined {
  const inner = skipWrappers(node);
  const choice = choiceNamed(analyser, inner);
  if (choice !== undefined) return { place: choice.list, positions: readPositions(choice, analyser.span(node)) };
  const place = canBeReadAgain(inner) && pathOf(analyser, inner) !== undefined ? placeOf(analyser, inner) : undefined;
  return place?.steps.every(({ guard }) => guard === undefined) === true ? { place } : undefined;
}
