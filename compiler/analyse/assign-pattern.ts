import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import {
  arrayType,
  describeTypes,
  isOnly,
  mayBe,
  neverType,
  numberType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { computedKey, computedMember, patternMember, restOfObject } from "./pattern-member.js";
import { noteAssignment } from "./member-order/note.js";
import { changePart } from "./mutation/place-of.js";
import { assignVariable, withDefault } from "./patterns.js";

/**
 * `[a, b] = value` and `({ a } = value)`.
 *
 * @param isNested true for a pattern in another, of which only the targets' types are known
 */
export function assignPattern(
  analyser: Analyser,
  target: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression,
  value: Expression,
  isNested = false,
): void {
  const assign = (node: ts.Expression, part: Expression): void => {
    noteAssignment(analyser, node, undefined);
    if (ts.isIdentifier(node)) assignVariable(analyser, node, part);
    else if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) {
      assignPattern(analyser, node, analyser.keep(part, "parts"), true);
    } else changePart(analyser, node, () => part);
  };
  const member = (name: ts.Identifier | ts.StringLiteral | ts.NumericLiteral, types: ValueTypes): Expression => {
    // Arrays and texts have these too.
    const isAmbiguous = isNested && /^(length|\d+)$/.test(name.text);
    return isAmbiguous
      ? analyser.refuse(name, "SP1205", { object: target.getText() })
      : patternMember(analyser, name, value, name.text, types);
  };
  if (ts.isArrayLiteralExpression(target)) {
    if (!isOnly(value.types, arrayType)) {
      const found = describeTypes(value.types & ~arrayType);
      if (value.types !== neverType) analyser.analysis.problems.add("SP1213", value.span, { found });
      return;
    }
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
  const taken: (string | Expression)[] = [];
  const computed = (name: ts.ComputedPropertyName, types: ValueTypes): Expression => {
    const key = computedKey(analyser, name);
    taken.push(key);
    // Arrays have numbers as well.
    if (isNested && typeof key !== "string" && mayBe(key.types, numberType)) {
      return analyser.refuse(name, "SP1205", { object: target.getText() });
    }
    return typeof key === "string"
      ? patternMember(analyser, name, value, key, types)
      : computedMember(analyser, name, value, key, types);
  };
  for (const property of target.properties) {
    const { name: key } = property;
    if (key !== undefined && isKnownName(key)) taken.push(key.text);
    if (ts.isShorthandPropertyAssignment(property)) {
      const types = analyser.types(property.name) | (property.objectAssignmentInitializer ? undefinedType : 0);
      const part = member(property.name, types);
      assign(property.name, withDefault(analyser, { initializer: property.objectAssignmentInitializer }, part));
    } else if (ts.isPropertyAssignment(property) && isTakenName(property.name)) {
      const { name, initializer } = property;
      const [to, other] = isDefaulted(initializer) ? [initializer.left, initializer.right] : [initializer, undefined];
      const types = analyser.types(to) | (other === undefined ? 0 : undefinedType);
      const part = ts.isComputedPropertyName(name) ? computed(name, types) : member(name, types);
      assign(to, withDefault(analyser, { initializer: other }, part));
    } else if (ts.isSpreadAssignment(property)) {
      assign(property.expression, restOfObject(analyser, property, value, taken));
    } else {
      analyser.problem(key ?? property, "SP1217");
    }
  }
}

function isTakenName(
  name: ts.PropertyName,
): name is ts.Identifier | ts.StringLiteral | ts.NumericLiteral | ts.ComputedPropertyName {
  return isKnownName(name) || ts.isComputedPropertyName(name);
}

function isKnownName(name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral | ts.NumericLiteral {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name);
}

/** `target = value` inside a pattern: the value where there is none. */
function isDefaulted(node: ts.Expression): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}
