import type { Expression } from "../ir/expression.js";
import { asArrayTypes, isCollection, mapType, setType } from "../ir/value-types.js";
import { dateAsData } from "./date-values.js";

/**
 * The two forms of a Set or Map. One with a name of its own is a variable that holds an array of its elements or entries, and stands in
 * IR as the built-in `new Set` or `new Map` of it while it is looked at. One among data, in an object, an array or another
 * Map, is that array itself, of the type {@link setType} or {@link mapType}.
 */

/** The name of the built-in that gives a Set among data of a list. */
export const distinctElements = "Set.of";

/** A Date, Set or Map as it stands among data: any other value stays what it is. */
export function asData(value: Expression): Expression {
  if (value.kind !== "builtin") return value;
  const [stored] = value.operands;
  if (stored === undefined) return value;
  if (value.name === "new Map") return { ...stored, types: mapType };
  if (value.name !== "new Set") return dateAsData(value);
  const isDistinct = stored.kind === "array" && stored.elements.length === 0;
  return isDistinct ? { ...stored, types: setType } : { ...value, name: distinctElements, types: setType };
}

/** The elements of a Set, in one form or the other; undefined for any other value. */
export function elementsOfSet(value: Expression): Expression | undefined {
  if (value.kind === "builtin" && value.name === "new Set") return value.operands[0];
  return isCollection(value.types, setType) ? asArray(value) : undefined;
}

/** The entries of a Map, in one form or the other; undefined for any other value. */
export function entriesOfMap(value: Expression): Expression | undefined {
  if (value.kind === "builtin" && value.name === "new Map") return value.operands[0];
  return isCollection(value.types, mapType) ? asArray(value) : undefined;
}

/** The array that a Set or Map among data is; of any other value, the value. */
export function asArray(value: Expression): Expression {
  const types = asArrayTypes(value.types);
  return types === value.types ? value : { ...value, types };
}

/** The same of an array that is a Set or Map. */
export function asCollection(list: Expression, name: "new Set" | "new Map"): Expression {
  return { ...list, types: name === "new Set" ? setType : mapType };
}
