import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import {
  booleanType,
  dateType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  stringType,
  structuredTypes,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import { mayThrow } from "../../optimise/simplify-let.js";
import type { Analyser } from "../analyser.js";
import { chooseCollection, maybeChosen } from "../collections.js";
import { compareElements } from "../identity/compare-elements.js";
import { visitAssignment, visitCompoundAssignment } from "./assignment.js";
import { binaryValue, checkNumber } from "./binary-value.js";
import { mayHoldFunctions } from "../function-values/parts.js";
import { readFunctionValue } from "../function-values/read.js";
import { typeOfPart } from "../function-values/narrowed.js";
import { awaitedInBoth, conditionOf, promiseTest } from "../promise-values/optional.js";
import { chooseValue } from "./choose.js";
import { isErrorExpression } from "./error-values.js";
import { visitInstanceOf } from "./instance-of.js";
import { asCondition } from "./not-a-number.js";
import { asData } from "../../builtins/collection-values.js";
import { asMillis } from "../../builtins/date-values.js";
import type { SourceSpan } from "../../source-span.js";
import { complement } from "../../builtins/bits.js";
import { once } from "../../builtins/build.js";
import { infiniteOf, maybeInfinite, negated } from "../../builtins/infinite.js";

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
  if (operator === kind.InstanceOfKeyword) {
    return visitInstanceOfDate(analyser, node) ?? visitInstanceOf(analyser, node);
  }
  const compared = compareElements(analyser, node);
  if (compared !== undefined) return compared;
  const [left, right] = analyser.expressions([node.left, node.right]) as [Expression, Expression];
  if (operator === kind.InKeyword && isErrorExpression(analyser, node.right)) return inError(analyser, node, left);
  return binaryValue(analyser, node, operator, left, right);
}

/** `"message" in error` */
function inError(analyser: Analyser, node: ts.BinaryExpression, key: Expression): Expression {
  const isOfAll = key.kind === "literal" && /^(name|message|stack)$/.test(String(key.value));
  if (!isOfAll) return analyser.refuse(node, "SP1247", { text: node.getText() });
  return analyser.literal(true, analyser.span(node));
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
  const others = types & ~booleanType;
  return others === 0 || others === types || mayBe(analyser.types(node), booleanType) ? types : others;
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
  return operator === "&&" ? left & ~structuredTypes : left & ~(nullType | undefinedType);
}

export function visitConditional(analyser: Analyser, node: ts.ConditionalExpression): Expression {
  const span = analyser.span(node);
  const test = promiseTest(analyser, node.condition);
  const condition = test === undefined ? asCondition(analyser.expression(node.condition)) : conditionOf(test);
  let whenTrue: Expression | undefined;
  let whenFalse: Expression | undefined;
  const statements = [
    analyser.collect(() => (whenTrue = chosen(analyser, node, node.whenTrue))),
    analyser.collect(() => (whenFalse = chosen(analyser, node, node.whenFalse))),
  ] as const;
  const [before, otherwise] = test === undefined ? statements : awaitedInBoth(analyser, node, test, statements);
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
      const infinite = infiniteOf(operand);
      if (infinite !== undefined) return maybeInfinite(negated(infinite));
      checkNumber(analyser, operand, "-");
      return { kind: "negate", operand, types: numberType, span };
    }
    case kind.PlusToken: {
      const operand = asMillis(analyser.expression(node.operand));
      if (isOnly(operand.types, numberType)) return operand;
      return { kind: "builtin", name: "Number()", operands: [operand], types: numberType, span };
    }
    case kind.PlusPlusToken:
    case kind.MinusMinusToken:
      return visitCompoundAssignment(analyser, node);
    case kind.TildeToken: {
      const operand = analyser.expression(node.operand);
      checkNumber(analyser, operand, "~");
      return complement(operand, span);
    }
  }
}

/** Whether a value that is no text is a Date. */
function isDateAmong(value: Expression, span: SourceSpan): Expression {
  const type: Expression = { kind: "typeof", operand: value, types: stringType, span };
  const text: Expression = { kind: "literal", value: "string", types: stringType, span };
  return { kind: "equality", operator: "===", left: type, right: text, types: booleanType, span };
}

/** `value instanceof Date`; undefined for any other class. */
function visitInstanceOfDate(analyser: Analyser, node: ts.BinaryExpression): Expression | undefined {
  const isDate = analyser.checker.getTypeAtLocation(node.right).symbol?.name === "DateConstructor";
  if (!isDate) return undefined;
  const value = asData(analyser.expression(node.left));
  const span = analyser.span(node);
  if (value.types === dateType) return analyser.literal(true, span);
  if (!mayBe(value.types, dateType)) return analyser.literal(false, span);
  if (mayBe(value.types, stringType)) return analyser.refuse(node, "SP1254", { text: node.left.getText() });
  return isDateAmong(value, span);
}

export function visitTypeOf(analyser: Analyser, node: ts.TypeOfExpression): Expression {
  const part = mayHoldFunctions(analyser, node.expression) ? readFunctionValue(analyser, node.expression) : undefined;
  if (part !== undefined && part.kind !== "data") return typeOfPart(analyser, node, part);
  const operand = asData(analyser.expression(node.expression));
  const span = analyser.span(node);
  if (operand.types === dateType) return analyser.literal("object", span);
  if (!mayBe(operand.types, dateType)) return { kind: "typeof", operand, types: stringType, span };
  if (mayBe(operand.types, stringType)) return analyser.refuse(node, "SP1254", { text: node.expression.getText() });
  return once("value", operand, (value) => {
    const type: Expression = { kind: "typeof", operand: value, types: stringType, span };
    const isDate = isDateAmong(value, span);
    const object = analyser.literal("object", span);
    return { kind: "conditional", condition: isDate, whenTrue: object, whenFalse: type, types: stringType, span };
  });
}
