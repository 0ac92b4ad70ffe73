import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { objectType, type ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { growingItems } from "../function-values/growing/change.js";
import type { Argument } from "../parameters.js";

/** What a Map state goes through. */
export interface MapItems {
  readonly node: ts.Expression;
  readonly value: Expression;
  readonly elementTypes: ValueTypes;
  /** What the function gets for an item. */
  readonly argumentOf: (item: Expression) => Argument;
}

export function mapItemsOf(analyser: Analyser, node: ts.Expression): MapItems {
  const growing = growingItems(analyser, node);
  if (growing === undefined) {
    const elementTypes = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(node));
    return { node, value: analyser.expression(node), elementTypes, argumentOf: (item) => item };
  }
  const argumentOf = (item: Expression): Argument => {
    const part = growing.partOf(analyser, item);
    if (part.kind === "data") return part.value;
    return part.kind === "closure" ? part.callee : { functions: part };
  };
  return { node, value: growing.entries, elementTypes: objectType, argumentOf };
}
