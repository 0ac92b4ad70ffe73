import { isoTextOf, millisOfDate } from "../builtins/date-values.js";
import type {
  BuiltinCall,
  Conditional,
  Comparison,
  Equality,
  Expression,
  Logical,
  Not,
  TypeOf,
} from "../ir/expression.js";
import { arrayType, booleanType, isOnly, mayBe, nullType, objectType, undefinedType } from "../ir/value-types.js";
import { binary, call, type Code, compare, conditional, power, primary } from "./code.js";
import type { ExpressionEmitter } from "./expression-emitter.js";

type Logic = Comparison | Equality | Logical | Not | TypeOf | Conditional;

/** Comparisons, logic and choices between values. */
export function emitLogic(emitter: ExpressionEmitter, expression: Logic): Code {
  switch (expression.kind) {
    case "comparison": {
      const [left, right] = comparedOperands(expression);
      return compare(emitter.raw(left), expression.operator, emitter.raw(right));
    }
    case "equality":
      return emitEquality(emitter, expression);
    case "logical":
      return emitLogical(emitter, expression);
    case "not":
      return emitNot(emitter, expression.operand);
    case "typeof":
      return call("jsTypeof", emitter.value(expression.operand));
    case "conditional":
      return conditional(
        emitTest(emitter, expression.condition),
        emitter.value(expression.whenTrue),
        emitter.value(expression.whenFalse),
      );
  }
}

/** JavaScript's truth of a value, where JSONata's own conversion to boolean follows (`? :`, `and`, `or`). */
export function emitTest(emitter: ExpressionEmitter, expression: Expression): Code {
  if (expression.kind === "logical" && expression.operator !== "??") {
    const operator = expression.operator === "&&" ? "and" : "or";
    const at = operator === "and" ? power.and : power.or;
    return binary(emitTest(emitter, expression.left), operator, emitTest(emitter, expression.right), at);
  }
  const operand = booleanOperand(expression);
  if (operand !== undefined) return emitTest(emitter, operand);
  if (!mayBe(expression.types, arrayType | objectType)) return emitter.raw(expression);
  if (isOnly(expression.types, arrayType | objectType)) return primary("true");
  return call("jsTruthy", emitter.value(expression));
}

/** `x` of `!!x` and `Boolean(x)`. */
function booleanOperand(expression: Expression): Expression | undefined {
  if (expression.kind === "builtin" && expression.name === "Boolean()") return expression.operands[0];
  return expression.kind === "not" && expression.operand.kind === "not" ? expression.operand.operand : undefined;
}

/** JavaScript's truth of a value, as `true` or `false`. */
export function emitBoolean(emitter: ExpressionEmitter, expression: Expression): Code {
  const operand = booleanOperand(expression);
  if (operand !== undefined) return emitBoolean(emitter, operand);
  const test = emitTest(emitter, expression);
  const isBoolean =
    isOnly(expression.types, booleanType) ||
    expression.kind === "logical" ||
    mayBe(expression.types, arrayType | objectType);
  return isBoolean && !(expression.kind === "logical" && expression.operator === "??")
    ? test
    : conditional(test, primary("true"), primary("false"));
}

function emitNot(emitter: ExpressionEmitter, operand: Expression): Code {
  if (operand.kind === "not") return emitBoolean(emitter, operand.operand);
  if (isOnly(operand.types, booleanType)) return call("not", emitter.value(operand));
  return conditional(emitTest(emitter, operand), primary("false"), primary("true"));
}

function emitLogical(emitter: ExpressionEmitter, expression: Logical): Code {
  const { operator, left, right } = expression;
  // Two conditions that a choice joins are a condition again, whatever values they are.
  const isTest = expression.types === booleanType || isOnly(left.types | right.types, booleanType);
  if (operator !== "??" && isTest) return emitTest(emitter, expression);
  return emitter.bind("l", emitter.value(left), (name) => {
    const other = emitter.value(right);
    if (operator === "??") return conditional(emitPresence(name, left.types), name, other);
    const truthy = truthOf(name, left.types);
    return operator === "&&" ? conditional(truthy, other, name) : conditional(truthy, name, other);
  });
}

function truthOf(name: Code, types: number): Code {
  if (!mayBe(types, arrayType | objectType)) return name;
  return isOnly(types, arrayType | objectType) ? primary("true") : call("jsTruthy", name);
}

/**
 * True when the named value is neither undefined nor null. Where its type allows neither, the author knows better: for
 * some members of unions TypeScript leaves undefined out.
 */
function emitPresence(name: Code, types: number): Code {
  const missing = types & (undefinedType | nullType);
  const notNull = compare(name, "!=", primary("null"));
  if (missing === nullType) return notNull;
  const exists = call("exists", name);
  return missing === undefinedType ? exists : binary(exists, "and", notNull, power.and);
}

/** The times of two Dates among data compare as their ISO texts do, for these have four digits for the year. */
function comparedOperands({ left, right }: Comparison | Equality): readonly [Expression, Expression] {
  const isOfDate = (value: Expression): value is BuiltinCall => value.kind === "builtin" && value.name === millisOfDate;
  if (!isOfDate(left) || !isOfDate(right)) return [left, right];
  return [isoTextOf(left.operands[0] as Expression), isoTextOf(right.operands[0] as Expression)];
}

function emitEquality(emitter: ExpressionEmitter, expression: Equality): Code {
  const { operator } = expression;
  const [left, right] = comparedOperands(expression);
  const negated = operator === "!==";
  if (right.kind === "undefined") return emitExistence(emitter, left, negated);
  if (left.kind === "undefined") return emitExistence(emitter, right, negated);
  const both = mayBe(left.types, undefinedType) && mayBe(right.types, undefinedType);
  if (both) {
    const same = emitter.bind("a", emitter.value(left), (a) =>
      emitter.bind("b", emitter.value(right), (b) =>
        conditional(call("exists", a), compare(a, "=", b), call("not", call("exists", b))),
      ),
    );
    return negated ? call("not", same) : same;
  }
  const either = mayBe(left.types | right.types, undefinedType);
  if (negated && !either) return compare(emitter.raw(left), "!=", emitter.raw(right));
  const same = compare(emitter.raw(left), "=", emitter.raw(right));
  return negated ? call("not", same) : same;
}

function emitExistence(emitter: ExpressionEmitter, operand: Expression, exists: boolean): Code {
  const code = call("exists", emitter.value(operand));
  return exists ? code : call("not", code);
}
