import ts from "typescript";
import type { Expression, ObjectLiteral } from "../../ir/expression.js";
import { arrayType, booleanType, mayBe, numberType, objectType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import type { FunctionList, FunctionRecord, Part } from "./function-value.js";

/**
 * A value as data: an object that stands in a table beside functions, a list of such objects. Where nothing but the names of
 * its members is asked for, these.
 *
 * @returns undefined for a value that has a function in it
 */
export function dataOf(analyser: Analyser, node: ts.Expression, part: Part): Expression | undefined {
  const span = analyser.span(node);
  return asksForNames(analyser, node)
    ? (namesOf(analyser, part, span) ?? wholeData(part, span))
    : wholeData(part, span);
}

/** The same, whatever is done with it. */
export function wholeData(part: Part, span: SourceSpan): Expression | undefined {
  switch (part.kind) {
    case "data":
      return part.value;
    case "choice": {
      const [whenTrue, whenFalse] = [wholeData(part.whenTrue, span), wholeData(part.whenFalse, span)];
      if (whenTrue === undefined || whenFalse === undefined) return undefined;
      const types = whenTrue.types | whenFalse.types;
      return { kind: "conditional", condition: part.condition, whenTrue, whenFalse, types, span };
    }
    case "record":
      return objectOf(part, span);
    case "list":
      return arrayOf(part, (element) => wholeData(element, span), span);
    default:
      return undefined;
  }
}

function objectOf({ members }: FunctionRecord, span: SourceSpan): Expression | undefined {
  const properties: ObjectLiteral["members"][number][] = [];
  for (const [key, member] of members) {
    const value = wholeData(member(), span);
    if (value === undefined) return undefined;
    properties.push({ kind: "property", key, value });
  }
  return { kind: "object", members: properties, types: objectType, span };
}

/** The array of what each element comes to; undefined where one of them comes to nothing. */
export function arrayOf(
  { elements, conditions }: FunctionList,
  valueOf: (element: Part) => Expression | undefined,
  span: SourceSpan,
): Expression | undefined {
  const values = elements.map(valueOf);
  if (!values.every((value) => value !== undefined && !mayBe(value.types, undefinedType))) return undefined;
  const only = (value: Expression): Expression => list([{ spread: false, value }], span);
  const parts = values.map((value, index) => {
    const condition = conditions?.[index];
    if (condition === undefined) return { spread: false, value: value as Expression };
    const [whenTrue, whenFalse] = [only(value as Expression), list([], span)];
    const chosen: Expression = { kind: "conditional", condition, whenTrue, whenFalse, types: arrayType, span };
    return { spread: true, value: chosen };
  });
  return list(parts, span);
}

function list(elements: readonly { readonly spread: boolean; readonly value: Expression }[], span: SourceSpan) {
  return { kind: "array", elements, types: arrayType, span } as const;
}

/** How many elements a list has. */
export function countOf(part: FunctionList, span: SourceSpan): Expression {
  const { elements } = part;
  const literal = (value: number | true) =>
    ({ kind: "literal", value, types: value === true ? booleanType : numberType, span }) as const;
  if (part.conditions === undefined) return literal(elements.length);
  const each = arrayOf(part, () => literal(true), span) as Expression;
  return { kind: "builtin", name: "Array.length", operands: [each], types: numberType, span };
}

/** An object with the names of the members, and nothing of their values. */
function namesOf(analyser: Analyser, part: Part, span: SourceSpan): Expression | undefined {
  if (part.kind !== "record") return undefined;
  const members = [...part.members.keys()].map(
    (key) => ({ kind: "property", key, value: analyser.literal(true, span) }) as const,
  );
  return { kind: "object", members, types: objectType, span };
}

/** `Object.keys(table)`, `Object.hasOwn(table, key)`, `key in table`. */
function asksForNames(analyser: Analyser, node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return asksForNames(analyser, parent);
  if (ts.isBinaryExpression(parent)) {
    return parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.right === node;
  }
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  return /^Object\.(keys|hasOwn)$/.test(builtinCalled(analyser, parent) ?? "");
}
