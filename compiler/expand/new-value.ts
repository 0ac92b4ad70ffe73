import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";

/** `{}`, `[]`, `new Map()`: holds nothing, and has no other name. */
export function isNew(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isObjectLiteralExpression(inner)) {
    return inner.properties.every((member) => ts.isPropertyAssignment(member) && isNew(member.initializer));
  }
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.every((element) => isNew(element));
  return ts.isNewExpression(inner) && inner.expression.getText() === "Map" && (inner.arguments ?? []).length === 0;
}

/** True for two such values that are alike. */
export function areAlike(one: ts.Expression, other: ts.Expression): boolean {
  return isNew(one) && isNew(other) && shapeOf(one) === shapeOf(other);
}

function shapeOf(node: ts.Expression): string {
  const inner = skipWrappers(node);
  return ts.isNewExpression(inner) ? "new Map" : inner.getText().replaceAll(/\s/g, "");
}
