import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
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
  type ValueTypes,
} from "../../ir/value-types.js";
import { mayThrow } from "../../optimise/simplify-let.js";
import { refuseOperator } from "./missing-operator.js";
import type { Analyser } from "../analyser.js";
import { chooseCollection, maybeChosen } from "../collections.js";
import { visitAssignment, visitCompoundAssignment } from "./assignment.js";
import { binaryValue, checkNumber } from "./binary-value.js";
import { chooseValue } from "./choose.js";
import { visitInstanceOf } from "./error-values.js";
import { asCondition } from "./not-a-number.js";

const kind = ts.SyntaxKind;

export function visitBinary(analyser: Analyser, node: ts.BinaryExpression): Expression {
  const operator = node.operatorToken.kind;
  if (operator === kind.EqualsToken) return visitAssignment(analyser, node);
  if (operator >= kind.FirstAssignment && operator <= kind.LastAssignment) {
    return visitCompoundAssignment(analyser, node);
  }
  if (
    operator === kind.AmpersandAmpersandToken ||
    operator === kind.BarBarToken ||
    operator === kind.QuestionQuestionToken
  ) {
    return visitLogical(analyser, node);
  }
  if (operator === kind.CommaToken) {
    const left = (): Expression => {
      const value = analyser.expression(node.left);
      return mayThrow(value) ? analyser.keep(value, "checked") : value;
    };
    return analyser.inOrder([left, () => analyser.expression(node.right)])[1] as Expression;
  }
  if (operator === kind.InstanceOfKeyword) return visitInstanceOf(analyser, node);
  const [left, right] = analyser.expressions([node.left, node.right]) as [Expression, Expression];
  return binaryValue(analyser, node, operator, left, right);
}

function visitLogical(analyser: Analyser, node: ts.BinaryExpression): Expression {
  const operator =
    node.operatorToken.kind === kind.AmpersandAmpersandToken
      ? "&&"
      : node.operatorToken.kind === kind.BarBarToken
        ? "||"
        : "??";
  const span = analyser.span(node);
  const given = analyser.expression(node.left);
  const left = operator === "||" ? asCondition(given) : given;
  let right: Expression | undefined;
  const before = analyser.collect(() => (right = analyser.expression(node.right)));
  const value = right as Expression;
  if (before.length === 0) {
    const types = withoutBooleans(analyser, node, leftTypes(operator, left.types) | value.types);
    return { kind: "logical", operator, left, right: value, types, span };
  }
  const kept = analyser.keep(left, "left");
  const condition: Expression =
    operator === "&&"
      ? kept
      : operator === "||"
        ? { kind: "not", operand: kept, types: booleanType, span }
        : isNullish(analyser, kept);
  const result = { ...kept, types: leftTypes(operator, kept.types) };
  const chosen = chooseValue(analyser, condition, [before, value], [[], result], span);
  return { ...chosen, types: withoutBooleans(analyser, node, chosen.types) };
}

/** `(isMember && 10) || 0` is no boolean: the checker tells `true` from `false`. */
function withoutBooleans(analyser: Analyser, node: ts.Node, types: ValueTypes): ValueTypes {
  return mayBe(analyser.types(node), booleanType) ? types : types & ~booleanType || types;
}

function isNullish(analyser: Analyser, value: Expression): Expression {
  const { span } = value;
  const equal = (other: Expression): Expression => ({
    kind: "equality",
    operator: "===",
    left: value,
    right: other,
    types: booleanType,
    span,
  });
  return {
    kind: "logical",
    operator: "||",
    left: equal(analyser.undefined(span)),
    right: equal(analyser.literal(null, span)),
    types: booleanType,
    span,
  };
}

/** What the left side can be where it is the value of the whole. */
function leftTypes(operator: "&&" | "||" | "??", left: ValueTypes): ValueTypes {
  // What is always true never comes out of `&&`, what is always false never out of `||`.
  return operator === "&&" ? left & ~(arrayType | objectType) : left & ~(nullType | undefinedType);
}

export function visitConditional(analyser: Analyser, node: ts.ConditionalExpression): Expression {
  const span = analyser.span(node);
  const condition = asCondition(analyser.expression(node.condition));
  let whenTrue: Expression | undefined;
  let whenFalse: Expression | undefined;
  const before = analyser.collect(() => (whenTrue = chosen(analyser, node, node.whenTrue)));
  const otherwise = analyser.collect(() => (whenFalse = chosen(analyser, node, node.whenFalse)));
  const sides = [whenTrue as Expression, whenFalse as Expression] as const;
  return chooseCollection(analyser, node, sides, ([left, right]) => {
    return chooseValue(analyser, condition, [before, left], [otherwise, right], span);
  });
}

/** One side of a choice: it may be a Date, Set or Map where the whole may be one. */
function chosen(analyser: Analyser, whole: ts.ConditionalExpression, node: ts.Expression): Expression {
  const visit = () => analyser.expression(node);
  return analyser.handedOver.has(whole) && maybeChosen(analyser, node) ? analyser.handOver(node, visit) : visit();
}

export function visitPrefixUnary(analyser: Analyser, node: ts.PrefixUnaryExpression): Expression {
  const span = analyser.span(node);
  switch (node.operator) {
    case kind.ExclamationToken:
      return { kind: "not", operand: asCondition(analyser.expression(node.operand)), types: booleanType, span };
    case kind.MinusToken: {
      if (ts.isNumericLiteral(node.operand)) return analyser.literal(-Number(node.operand.text), span);
      const operand = analyser.expression(node.operand);
      checkNumber(analyser, operand, "-");
      return { kind: "negate", operand, types: numberType, span };
    }
    case kind.PlusToken: {
      const operand = analyser.expression(node.operand);
      if (isOnly(operand.types, numberType)) return operand;
      return { kind: "builtin", name: "Number()", operands: [operand], types: numberType, span };
    }
    case kind.PlusPlusToken:
    case kind.MinusMinusToken:
      return visitCompoundAssignment(analyser, node);
    case kind.TildeToken:
      return refuseOperator(analyser, node, "~");
  }
}

export function visitTypeOf(analyser: Analyser, node: ts.TypeOfExpression): Expression {
  const operand = analyser.expression(node.expression);
  return { kind: "typeof", operand, types: stringType, span: analyser.span(node) };
}
