import type { Expression } from "../../ir/expression.js";
import { isOnly, numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { Step } from "./place.js";

/** A step that several places have at the same depth. */
export interface JoinedStep {
  readonly step: Step;
  /** The key of each place, where they are not all one constant. */
  readonly keys: readonly Expression[];
}

/**
 * The steps of several places in one variable, as those of one place; undefined where they cannot be: one is deeper, or one takes an
 * element of a list and another one a member of an object.
 */
export function joinedSteps(
  analyser: Analyser,
  places: readonly (readonly Step[])[],
): readonly JoinedStep[] | undefined {
  const [first, ...others] = places;
  if (first === undefined || others.some((steps) => steps.length !== first.length)) return undefined;
  const joined = first.map((step, index): JoinedStep | undefined => {
    const all = places.map((steps) => steps[index] as Step);
    const isSame = all.every(({ isEntry }) => isEntry === step.isEntry) && isOneKind(all);
    if (!isSame) return undefined;
    const types = all.reduce((sum, one) => sum | one.types, 0);
    if (all.every(({ key }) => isSameConstant(key, step.key))) return { step: { ...step, types }, keys: [] };
    return { step: { ...step, types }, keys: all.map((one) => expressionOf(analyser, one)) };
  });
  return joined.every((step) => step !== undefined) ? joined : undefined;
}

function isSameConstant(one: Step["key"], other: Step["key"]): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  return one.kind === "literal" && other.kind === "literal" && one.value === other.value;
}

/** True when all keys are indexes, or none is. */
function isOneKind(steps: readonly Step[]): boolean {
  const areIndexes = steps.map(({ key }) => typeof key !== "string" && isOnly(key.types, numberType));
  return areIndexes.every((isIndex) => isIndex === areIndexes[0]);
}

function expressionOf(analyser: Analyser, { node, key }: Step): Expression {
  return typeof key === "string" ? analyser.literal(key, analyser.span(node)) : key;
}
