import { isOnly, numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { Place, Step } from "./place.js";

/**
 * The step that leads from a list, or an object or Map, to one of its elements, where the place is one of them.
 *
 * @param isMap true for a Map, in which the step leads to an entry
 */
export function stepIn(analyser: Analyser, list: Place, place: Place, isMap = false): Step | undefined {
  const added = place.steps.slice(list.steps.length);
  const [step] = added;
  if (!leadsThrough(analyser, list, place) || step === undefined || added.length !== (isMap ? 2 : 1)) return undefined;
  return (step.isEntry === true) === isMap ? step : undefined;
}

/** True for one place, written in two ways. */
export function isSamePlace(analyser: Analyser, one: Place, other: Place): boolean {
  return one.steps.length === other.steps.length && leadsThrough(analyser, one, other);
}

/** True for a place in the whole at another one. */
function leadsThrough(analyser: Analyser, whole: Place, place: Place): boolean {
  const [symbol, beside] = [analyser.symbolOf(whole.root), analyser.symbolOf(place.root)];
  if (symbol === undefined || symbol !== beside) return false;
  if (whole.environment.lookUp(symbol) !== place.environment.lookUp(symbol)) return false;
  return whole.steps.every(({ key }, index) => isSameKey(key, place.steps[index]?.key));
}

/** True for a step to an element of a list. */
export function isIndex({ key }: Step): boolean {
  return typeof key !== "string" && isOnly(key.types, numberType);
}

function isSameKey(one: Step["key"], other: Step["key"] | undefined): boolean {
  if (typeof one === "string" || typeof other === "string" || other === undefined) return one === other;
  if (one.kind === "variable-read") return other.kind === "variable-read" && one.variable === other.variable;
  return one.kind === "literal" && other.kind === "literal" && one.value === other.value;
}
