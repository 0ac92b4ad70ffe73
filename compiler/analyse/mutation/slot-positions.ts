import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { arrayType, mayBe, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { IndexOf } from "../environment.js";
import { skipWrappers } from "../skip-wrappers.js";
import { slotHeld } from "./chosen-lists.js";
import { boundIndexNamed } from "./index-positions.js";
import { partAt, type Place } from "./place.js";
import type { Slot } from "./slots.js";

/** A list in groups that has positions. */
export interface BoundSlot extends Slot {
  readonly elementsOf: IndexOf;
}

/** The list in groups that an expression is, where that has positions. */
export function boundSlot(analyser: Analyser, node: ts.Expression): BoundSlot | undefined {
  const slot = slotHeld(analyser, node)?.slot;
  const elementsOf = slot && boundIndexNamed(analyser, slot.groups)?.elementsOf;
  return elementsOf?.groups === undefined || slot === undefined ? undefined : { ...slot, elementsOf };
}

/** The positions in a list that groups have: nothing where there is no list, unless an empty one stands for that. */
export function positionsInSlot(
  analyser: Analyser,
  { access, whole, made }: Slot,
  placeOf: (analyser: Analyser, node: ts.Expression) => Place | undefined,
): Expression | undefined {
  const place = placeOf(analyser, made ?? access);
  if (place === undefined) return undefined;
  const left = partAt(analyser, place);
  if (made !== undefined || !mayBe(left.types, undefinedType) || skipWrappers(whole) === access) return left;
  const { span } = left;
  const right: Expression = { kind: "array", elements: [], types: arrayType, span };
  return { kind: "logical", operator: "??", left, right, types: arrayType, span };
}
