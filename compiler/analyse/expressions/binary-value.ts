import ts from "typescript";
import { choosesReading, somethingOrNothing } from "../../builtins/number-reading.js";
import type { ArithmeticOperator, ComparisonOperator, Expression } from "../../ir/expression.js";
import {
  arrayType,
  booleanType,
  describeTypes,
  isOnly,
  mayBe,
  neverType,
  nullType,
  numberType,
  objectType,
  stringType,
  structuredTypes,
  undefinedType,
} from "../../ir/value-types.js";
import { type BitOperator, bitwise } from "../../builtins/bits.js";
import { once } from "../../builtins/build.js";
import { infiniteOf } from "../../builtins/infinite.js";
import { compareInfinite, equalInfinite } from "../../builtins/infinite-uses.js";
import { asMillis } from "../../builtins/date-values.js";
import { describeSyntax } from "../describe-syntax.js";
import { excerpt } from "../../diagnostics/excerpt.js";
import type { SourceSpan } from "../../source-span.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { concatenate } from "./concatenation.js";
import { comparedWithNaN } from "./not-a-number.js";
import { checkMembersKnown } from "../undefined-members.js";

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

const bitOperators = new Map<ts.SyntaxKind, BitOperator>([
  [kind.AmpersandToken, "&"],
  [kind.BarToken, "|"],
  [kind.CaretToken, "^"],
  [kind.LessThanLessThanToken, "<<"],
  [kind.GreaterThanGreaterThanToken, ">>"],
  [kind.GreaterThanGreaterThanGreaterThanToken, ">>>"],
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
  if (sign === "+" && [left, right].some(({ types }) => types !== neverType && isOnly(types, stringType))) {
    const isWritten = ts.isBinaryExpression(node) && operator === kind.PlusToken;
    const nodes = new Map(isWritten ? [[left, node.left] as const, [right, node.right] as const] : []);
    return concatenate(analyser, [left, right], span, nodes);
  }
  if (sign !== undefined) {
    for (const operand of [left, right]) checkNumber(analyser, operand, sign);
    return { kind: "arithmetic", operator: sign, left, right, types: numberType, span };
  }
  const ofBits = bitOperators.get(operator);
  if (ofBits !== undefined) {
    for (const operand of [left, right]) checkNumber(analyser, operand, ofBits);
    return bitwise(ofBits, left, right, span);
  }
  const comparison = comparisons.get(operator);
  if (comparison !== undefined) {
    const times = [asMillis(left), asMillis(right)] as const;
    checkComparable(analyser, node, comparison, ...times);
    const compare = (first: Expression, second: Expression): Expression => {
      return { kind: "comparison", operator: comparison, left: first, right: second, types: booleanType, span };
    };
    return comparedWithNaN(node, times, (first, second) =>
      isInfinite(first) || isInfinite(second)
        ? compareInfinite(comparison, first, second, compare)
        : compare(first, second),
    );
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
      if (isNoKeyOfArrays(left) && right.types === (objectType | arrayType)) return isMember(right, left, span);
      if (!isOnly(right.types, objectType)) {
        const found = describeTypes(right.types & ~objectType);
        analyser.analysis.problems.add("SP1218", right.span, { found });
        return refusedValue(span);
      }
      if (ts.isBinaryExpression(node)) checkMembersKnown(analyser, node.right, left);
      return { kind: "builtin", name: "Object.has", operands: [right, left], types: booleanType, span };
    default:
      return analyser.refuse(node, "SP1200", { syntax: describeSyntax(node) });
  }
}

/** True for a name that no array has. */
function isNoKeyOfArrays(key: Expression): boolean {
  return key.kind === "literal" && typeof key.value === "string" && !/^\d+$/.test(key.value) && !(key.value in []);
}

/** `key in value`, of what may be an array, which has no such key. */
function isMember(value: Expression, key: Expression, span: SourceSpan): Expression {
  return once("o", value, (object) => {
    const isArray: Expression = {
      kind: "builtin",
      name: "Array.isArray",
      operands: [object],
      types: booleanType,
      span,
    };
    const left: Expression = { kind: "not", operand: isArray, types: booleanType, span };
    const operands = [{ ...object, types: objectType }, key];
    const right: Expression = { kind: "builtin", name: "Object.has", operands, types: booleanType, span };
    return { kind: "logical", operator: "&&", left, right, types: booleanType, span };
  });
}

function isInfinite(value: Expression): boolean {
  return infiniteOf(value) !== undefined;
}

export function checkNumber(analyser: Analyser, operand: Expression, operator: string): void {
  if (isOnly(operand.types, numberType)) return;
  const code = isOnly(operand.types, numberType | undefinedType) ? "SP1203" : "SP1202";
  const found = describeTypes(operand.types & ~numberType);
  analyser.analysis.problems.add(code, operand.span, { operator, found });
}

const either = numberType | stringType;

function checkComparable(
  analyser: Analyser,
  node: ts.Node,
  operator: string,
  left: Expression,
  right: Expression,
): void {
  const both = left.types | right.types;
  if (left.types === neverType || right.types === neverType) return;
  if (isOnly(both, numberType) || isOnly(both, stringType)) return;
  // Of one type or the other, as in `a[key] < b[key]`: JSONata has an error for a number beside a text.
  if (left.types === either && right.types === either) return;
  const missing = [left, right].find((operand) => mayBe(operand.types, undefinedType));
  const present = both & ~undefinedType;
  if (missing !== undefined && (isOnly(present, numberType) || isOnly(present, stringType))) {
    analyser.analysis.problems.add("SP1203", missing.span, { operator });
  } else {
    analyser.problem(node, "SP1204", {
      operator,
      left: describeTypes(left.types),
      right: describeTypes(right.types),
    });
  }
}

function equality(
  analyser: Analyser,
  node: ts.Node,
  operator: "===" | "!==",
  left: Expression,
  right: Expression,
): Expression {
  if (mayBe(left.types, structuredTypes) && mayBe(right.types, structuredTypes)) return analyser.refuse(node, "SP1209");
  const compare = (left: Expression, right: Expression): Expression => {
    return { kind: "equality", operator, left, right, types: booleanType, span: analyser.span(node) };
  };
  const compareAny = (first: Expression, second: Expression): Expression =>
    isInfinite(first) || isInfinite(second) ? equalInfinite(operator, first, second, compare) : compare(first, second);
  const isPresence = (one: Expression, other: Expression): boolean => isNothing(one) && choosesReading(other);
  if (isPresence(left, right) || isPresence(right, left)) return compareAny(askedOf(left), askedOf(right));
  return comparedWithNaN(node, [left, right], compareAny, operator === "!==");
}

/** `undefined` and `null`. */
function isNothing(value: Expression): boolean {
  return value.kind === "undefined" || (value.kind === "literal" && value.value === null);
}

/** A choice that is asked whether it is there at all. */
function askedOf(value: Expression): Expression {
  return choosesReading(value) ? somethingOrNothing(value) : value;
}

/** `== null` and `!= null`; any other use of them converts operands. */
function looseEquality(
  analyser: Analyser,
  node: ts.Node,
  equal: boolean,
  left: Expression,
  right: Expression,
): Expression {
  const operand = isNothing(right) ? askedOf(left) : isNothing(left) ? askedOf(right) : undefined;
  const operator = equal ? "===" : "!==";
  if (operand === undefined) {
    const strict = ts.isBinaryExpression(node)
      ? `${node.left.getText()} ${operator} ${node.right.getText()}`
      : operator;
    return analyser.refuse(node, "SP1219", { operator: equal ? "==" : "!=", strict: excerpt(strict) });
  }
  const span = analyser.span(node);
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
