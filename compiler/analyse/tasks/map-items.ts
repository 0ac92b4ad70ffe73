import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType, numberType, objectType, type ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { growingItems } from "../function-values/growing/change.js";
import { arrayOf } from "../function-values/data.js";
import { functionList } from "../function-values/function-list.js";
import type { Part } from "../function-values/function-value.js";
import { type Argument, argumentFor } from "../parameters.js";

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
    const functions = functionItems(analyser, node);
    if (functions !== undefined) return functions;
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

/** The functions of a list that are known, or chosen by tests: what is gone through are their places in the list. */
function functionItems(analyser: Analyser, node: ts.Expression): MapItems | undefined {
  const list = functionList(analyser, node);
  const span = analyser.span(node);
  const placeOf = (part: Part): Expression => analyser.literal(list?.elements.indexOf(part) ?? 0, span);
  const value = list === undefined ? undefined : arrayOf(list, placeOf, span);
  if (list === undefined || value === undefined) return undefined;
  const argumentOf = (item: Expression): Argument => {
    const others = list.elements.slice(0, -1);
    const last = list.elements.at(-1) ?? { kind: "data", value: analyser.undefined(span) };
    return argumentFor(
      others.reduceRight<Part>((whenFalse, whenTrue) => {
        const right = placeOf(whenTrue);
        const condition: Expression = {
          kind: "equality",
          operator: "===",
          left: item,
          right,
          types: booleanType,
          span,
        };
        return { kind: "choice", condition, whenTrue, whenFalse };
      }, last),
    );
  };
  return { node, value, elementTypes: numberType, argumentOf };
}
