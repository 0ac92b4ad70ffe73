import type { Expression } from "../ir/expression.js";
import { booleanType } from "../ir/value-types.js";
import type { Edge } from "./graph.js";

/** A choice takes over the arms of another that it leads to, as long as it stays readable. */
export const mostArms = 16;

/** Both conditions at once. */
export function both(left: Expression, right: Expression): Expression {
  return { kind: "logical", operator: "&&", left, right, types: booleanType, span: right.span };
}

/** The way along two edges. */
export function follow(first: Edge, second: Edge): Edge {
  return { assigns: [...first.assigns, ...second.assigns], target: second.target };
}
