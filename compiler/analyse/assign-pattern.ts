import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import { arrayType, undefinedType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { changePart } from "./mutation/change-in-place.js";
import { assignVariable, withDefault } from "./patterns.js";

/** `[a, b] = value` and `({ a } = value)`. */
export function assignPattern(
  analyser: Analyser,
  target: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression,
  value: Expression,
): void {
  const assign = (node: ts.Expression, part: Expression): void => {
    if (ts.isIdentifier(node)) assignVariable(analyser, node, part);
    else if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) {
      assignPattern(analyser, node, analyser.keep(part, "parts"));
    } else changePart(analyser, node, () => part);
  };
  if (ts.isArrayLiteralExpression(target)) {
    target.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      const span = analyser.span(element);
      const at = analyser.literal(index, span);
      if (ts.isSpreadElement(element)) {
        const rest: Expression = { kind: "builtin", name: "Array.rest", operands: [value, at], types: arrayType, span };
        assign(element.expression, rest);
      } else if (ts.isBinaryExpression(element)) {
        const part: Expression = {
          kind: "element",
          array: value,
          index: at,
          types: analyser.types(element.left) | 1,
          span,
        };
        assign(element.left, withDefault(analyser, { initializer: element.right }, part));
      } else {
        assign(element, { kind: "element", array: value, index: at, types: analyser.types(element), span });
      }
    });
    return;
  }
  for (const property of target.properties) {
    const span = analyser.span(property);
    if (ts.isShorthandPropertyAssignment(property)) {
      const types = analyser.types(property.name) | (property.objectAssignmentInitializer ? undefinedType : 0);
      const part: Expression = { kind: "property", object: value, name: property.name.text, types, span };
      assign(property.name, withDefault(analyser, { initializer: property.objectAssignmentInitializer }, part));
    } else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name)) {
      const types = analyser.types(property.initializer);
      assign(property.initializer, { kind: "property", object: value, name: property.name.text, types, span });
    } else {
      analyser.problem(property.name ?? property, "SP1217");
    }
  }
}
