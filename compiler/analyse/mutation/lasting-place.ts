import type { Expression, Variable } from "../../ir/expression.js";
import { variablesIn } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import type { Place, Step } from "./place.js";

/** The positions of variables that go from one element to another. */
const moving = new WeakSet<Variable>();

export function noteMoving(position: Variable): void {
  moving.add(position);
}

/** The place as it is now: where a variable that goes from one element to another is on the way, it may be elsewhere later. */
export function lasting(analyser: Analyser, place: Place): Place {
  const steps = place.steps.map(({ guard, ...step }): Step => {
    const key = typeof step.key === "string" ? step.key : lastingValue(analyser, step.key, "position");
    if (guard === undefined) return { ...step, key };
    return { ...step, key, guard: { ...guard, isThere: lastingValue(analyser, guard.isThere, "isThere") } };
  });
  return { ...place, steps };
}

function lastingValue(analyser: Analyser, value: Expression, name: string): Expression {
  return [...variablesIn(value)].some((variable) => moving.has(variable)) ? analyser.keep(value, name) : value;
}
