import type { Expression, Variable } from "../../ir/expression.js";
import { substitute } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import type { Place, Step } from "./place.js";

/**
 * The same place, wherever the walking variables on the way go from here on: `const lines = current.lines; current = next; lines.push(x)`.
 */
export function fixedPlace(analyser: Analyser, place: Place): Place {
  const positions = new Map<Variable, Expression>();
  for (const { position, node } of place.steps) {
    if (position === undefined || positions.has(position)) continue;
    const read: Expression = {
      kind: "variable-read",
      variable: position,
      types: position.types,
      span: analyser.span(node),
    };
    positions.set(position, analyser.keep(read, "position"));
  }
  return positions.size === 0 ? place : { ...place, steps: place.steps.map((step) => stepAt(step, positions)) };
}

/** The step, where each position is replaced. */
function stepAt({ position, ...step }: Step, positions: ReadonlyMap<Variable, Expression>): Step {
  if (position === undefined) return step;
  const { key, guard } = step;
  return {
    ...step,
    key: typeof key === "string" ? key : { ...substitute(key, positions), types: key.types },
    ...(guard === undefined ? {} : { guard: { ...guard, isThere: substitute(guard.isThere, positions) } }),
  };
}

/** The positions of walking variables on the way to a place. */
export function positionsOn({ steps }: Place): ReadonlySet<Variable> {
  return new Set(steps.flatMap(({ position }) => (position === undefined ? [] : [position])));
}
