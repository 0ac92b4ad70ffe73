import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import { comparisonsOf } from "../identity/compared-names.js";
import { staysUntil } from "./aliases.js";
import { fixedPlace } from "./fixed-place.js";
import { pathOfName } from "./paths.js";
import { keysOf, type Place } from "./place.js";

/** True for a name that is compared with others by identity, as long as its object stays where it is now. */
export function staysCompared(analyser: Analyser, symbol: ts.Symbol, place: Place): boolean {
  const root = analyser.symbolOf(place.root);
  if (root === undefined) return false;
  const path = { ...pathOfName(analyser, symbol), root, keys: keysOf(place) };
  return staysUntil(analyser, symbol, path, comparisonsOf(analyser, symbol));
}

/** Notes where the object of a name stands, whatever the names that led there stand for later. */
export function notePlace(analyser: Analyser, symbol: ts.Symbol, found: Place): Place {
  const place = fixedPlace(analyser, found);
  analyser.environment.notePlace({ symbol, place });
  return place;
}
