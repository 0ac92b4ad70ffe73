import ts from "typescript";
import { literal } from "../../builtins/build.js";
import type { Expression } from "../../ir/expression.js";
import { mayBe, nullType, numberType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";

/** The position that a member of an object has; below zero where there is no object. */
export function positionInMemberOf(
  analyser: Analyser,
  node: ts.PropertyAccessExpression | ts.BindingElement,
  object: Expression,
): Expression {
  const span = analyser.span(node);
  const name = ts.isBindingElement(node) ? (node.propertyName ?? node.name).getText() : node.name.text;
  const position: Expression = { kind: "property", object, name, types: numberType, span };
  if (!isMissing(object)) return position;
  const left = { ...position, types: numberType | undefinedType };
  return { kind: "logical", operator: "??", left, right: literal(-1, span), types: numberType, span };
}

/** True where there may be no object. */
export function isMissing(object: Expression): boolean {
  return mayBe(object.types, undefinedType | nullType);
}
