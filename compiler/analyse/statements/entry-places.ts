import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { partAt, type Place, type Step } from "../mutation/place.js";

/** The place of a Map's value, from that of its entry. */
export function valueOfEntry(analyser: Analyser, { steps, ...entry }: Place, types: ValueTypes): Place {
  const position = steps.at(-1) as Step;
  const value: Step = { node: position.node, key: analyser.literal(1, analyser.span(position.node)), types };
  return { ...entry, steps: [...steps.slice(0, -1), { ...position, isEntry: true }, value] };
}

/** The key of an entry. */
export function keyOfEntry(analyser: Analyser, entry: Place, name: ts.Identifier): Expression {
  const span = analyser.span(name);
  const array = partAt(analyser, entry);
  return { kind: "element", array, index: analyser.literal(0, span), types: analyser.types(name), span };
}
