import type ts from "typescript";
import { simplifyKnown } from "../../optimise/simplify-known.js";
import type { Analyser } from "../analyser.js";
import { constantOf } from "../constant.js";
import { isAsyncFunction, type KnownFunction, resolveFunction } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import { argumentFor } from "../parameters.js";
import type { FunctionList, Part } from "./function-value.js";

/**
 * `[...rules].sort((a, b) => a.priority - b.priority)`: the functions get their order when the workflow is compiled, so what they
 * are compared by must be known then. Those that a test leaves out do not change the order of the others.
 *
 * @returns undefined where a comparison is not known, or contradicts another one
 */
export function sortedList(analyser: Analyser, call: ts.CallExpression, list: FunctionList): FunctionList | undefined {
  const [given] = call.arguments;
  const callback = given === undefined ? undefined : resolveFunction(analyser, given);
  if (callback === undefined || isAsyncFunction(callback.node) || callback.node.parameters.length > 2) return undefined;
  const { elements, conditions } = list;
  const compared = elements.map((one) => elements.map((other) => compare(analyser, call, callback, one, other)));
  if (!compared.flat().every((outcome) => outcome !== undefined)) return undefined;
  const outcome = (one: number, other: number): number => compared[one]?.[other] ?? 0;
  const order = [...elements.keys()].sort(outcome);
  const isConsistent = order.every((one, index) =>
    order.slice(index + 1).every((other) => outcome(one, other) <= 0 && outcome(one, other) === -outcome(other, one)),
  );
  if (!isConsistent) return undefined;
  const sorted = { kind: "list", elements: order.map((index) => elements[index] as Part) } as const;
  return conditions === undefined
    ? sorted
    : { ...sorted, conditions: order.map((index) => conditions[index] as (typeof conditions)[number]) };
}

/** -1, 0 or 1, as the function that compares has it for two elements. */
function compare(
  analyser: Analyser,
  call: ts.CallExpression,
  callback: KnownFunction,
  one: Part,
  other: Part,
): number | undefined {
  let value: ReturnType<typeof constantOf> | undefined;
  const before = analyser.collect(() => {
    const args = [argumentFor(one), argumentFor(other)];
    value = constantOf(simplifyKnown(inlineWith(analyser, call, callback, args)));
  });
  if (before.length > 0 || value?.known !== true || typeof value.value !== "number") return undefined;
  return Math.sign(value.value);
}
