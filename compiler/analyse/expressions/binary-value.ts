import ts from "typescript";
import type { ArithmeticOperator, ComparisonOperator, Expression } from "../../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { concatenate } from "./concatenation.js";

const kind = ts.SyntaxKind;

const arithmetic = new Map<ts.SyntaxKind, ArithmeticOperator>([
  [kind.PlusToken, "+"],
  [kind.MinusToken, "-"],
  [kind.AsteriskToken, "*"],
  [kind.SlashToken, "/"],
  [kind.PercentToken, "%"],
  [kind.AsteriskAsteriskToken, "**"],
]);

const comparisons = new Map<ts.SyntaxKind, ComparisonOperator>([
  [kind.LessThanToken, "<"],
  [kind.LessThanEqualsToken, "<="],
  [kind.GreaterThanToken, ">"],
  [kind.GreaterThanEqualsToken, ">="],
]);

/** `left operator right` of values that are at hand. */
export function binaryValue(
  analyser: Analyser,
  node: ts.Node,
  operator: ts.SyntaxKind,
  left: Expression,
  right: Expression,
): Expression {
  const span = analyser.span(node);
  const sign = arithmetic.get(operator);
  if (sign === "+" && (isOnly(left.types, stringType) || isOnly(right.types, stringType))) {
    return concatenate(analyser, node, [left, right], span);
  }
  if (sign !== undefined) {
    for (const operand of [left, right]) checkNumber(analyser, operand, sign);
    return { kind: "arithmetic", operator: sign, left, right, types: numberType, span };
  }
  const comparison = comparisons.get(operator);
  if (comparison !== undefined) {
    checkComparable(analyser, node, comparison, left, right);
    return { kind: "comparison", operator: comparison, left, right, types: booleanType, span };
  }
  switch (operator) {
    case kind.EqualsEqualsEqualsToken:
      return equality(analyser, node, "===", left, right);
    case kind.ExclamationEqualsEqualsToken:
      return equality(analyser, node, "!==", left, right);
    case kind.EqualsEqualsToken:
    case kind.ExclamationEqualsToken:
      return looseEquality(analyser, node, operator === kind.EqualsEqualsToken, left, right);
    case kind.InKeyword:
      if (!isOnly(right.types, objectType)) return analyser.refuse(node, "SP1218");
      return { kind: "builtin", name: "Object.has", operands: [right, left], types: booleanType, span };
    default:
      return analyser.refuse(node, "SP1201", { operator: ts.tokenToString(operator) ?? "operator" });
  }
}

export function checkNumber(analyser: Analyser, operand: Expression, operator: string): void {
  if (isOnly(operand.types, numberType)) return;
  const text = sourceText(operand);
  const code = mayBe(operand.types, undefinedType) ? "SP1203" : "SP1202";
  analyser.analysis.problems.add(code, operand.span, { operator, text });
}

function checkComparable(
  analyser: Analyser,
  node: ts.Node,
  operator: string,
  left: Expression,
  right: Expression,
): void {
  const both = left.types | right.types;
  if (isOnly(both, numberType) || isOnly(both, stringType)) return;
  const missing = [left, right].find((operand) => mayBe(operand.types, undefinedType));
  if (missing !== undefined) {
    analyser.analysis.problems.add("SP1203", missing.span, { operator, text: sourceText(missing) });
  } else {
    analyser.problem(node, "SP1204", { operator });
  }
}

function sourceText(expression: Expression): string {
  return expression.kind === "variable-read" ? expression.variable.name : "this value";
}

function equality(
  analyser: Analyser,
  node: ts.Node,
  operator: "===" | "!==",
  left: Expression,
  right: Expression,
): Expression {
  const structured = arrayType | objectType;
  if (mayBe(left.types, structured) && mayBe(right.types, structured)) return analyser.refuse(node, "SP1209");
  return { kind: "equality", operator, left, right, types: booleanType, span: analyser.span(node) };
}

/** `== null` and `!= null`; any other use of them converts operands. */
function looseEquality(
  analyser: Analyser,
  node: ts.Node,
  equal: boolean,
  left: Expression,
  right: Expression,
): Expression {
  const isNull = (value: Expression) =>
    value.kind === "undefined" || (value.kind === "literal" && value.value === null);
  const operand = isNull(right) ? left : isNull(left) ? right : undefined;
  if (operand === undefined) return analyser.refuse(node, "SP1219", { operator: equal ? "==" : "!=" });
  const span = analyser.span(node);
  const operator = equal ? "===" : "!==";
  const part = (other: Expression): Expression => ({
    kind: "equality",
    operator,
    left: operand,
    right: other,
    types: booleanType,
    span,
  });
  const parts: Expression[] = [];
  if (mayBe(operand.types, undefinedType)) parts.push(part(analyser.undefined(span)));
  if (mayBe(operand.types, nullType)) parts.push(part(analyser.literal(null, span)));
  const [first, second] = parts;
  if (first === undefined) return analyser.literal(!equal, span);
  if (second === undefined) return first;
  return { kind: "logical", operator: equal ? "||" : "&&", left: first, right: second, types: booleanType, span };
}
