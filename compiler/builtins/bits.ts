import { call } from "../emit/code.js";
import type { Expression } from "../ir/expression.js";
import { numberType } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { literal } from "./build.js";
import type { Builtin } from "./builtin.js";
import { constantNumber, isNatural, operandAt } from "./operands.js";
import { internal } from "./signature.js";

export type BitOperator = "&" | "|" | "^" | "<<" | ">>" | ">>>";

/** What each computes, of constants and in JSONata. */
const operators: Readonly<Record<BitOperator, readonly [name: string, compute: (a: number, b: number) => number]>> = {
  "&": ["jsAnd", (a, b) => a & b],
  "|": ["jsOr", (a, b) => a | b],
  "^": ["jsXor", (a, b) => a ^ b],
  "<<": ["jsShl", (a, b) => a << b],
  ">>": ["jsShr", (a, b) => a >> b],
  ">>>": ["jsShrU", (a, b) => a >>> b],
};

/** `left operator right`: numbers as 32 bits, of which JavaScript cuts off decimals and what is above. */
export function bitwise(operator: BitOperator, left: Expression, right: Expression, span: SourceSpan): Expression {
  const [a, b] = [constantNumber(left), constantNumber(right)];
  if (a !== undefined && b !== undefined) return literal(operators[operator][1](a, b), span);
  const isShift = operator.length > 1;
  // No list and no text is as long as 32 bits can count.
  if (operator.startsWith(">>") && isNatural(left) && b !== undefined && b >= 0 && b < 32 && Number.isInteger(b)) {
    const divisor = literal(2 ** b, span);
    const half = { kind: "arithmetic", operator: "/", left, right: divisor, types: numberType, span } as const;
    return { kind: "builtin", name: "Math.floor", operands: [half], types: numberType, span };
  }
  if (b === 0 && operator !== "&" && operator !== ">>>") return asInteger(left, span);
  if (a === 0 && !isShift && operator !== "&") return asInteger(right, span);
  return { kind: "builtin", name: nameOf(operator), operands: [left, right], types: numberType, span };
}

/** `~value` */
export function complement(value: Expression, span: SourceSpan): Expression {
  const constant = constantNumber(value);
  if (constant !== undefined) return literal(~constant, span);
  // `~~value` is the integer itself.
  const inner = value.kind === "arithmetic" && value.left.kind === "literal" ? value.right : undefined;
  if (inner?.kind === "builtin" && inner.name === integerName) return inner;
  const right = asInteger(value, span);
  return { kind: "arithmetic", operator: "-", left: literal(-1, span), right, types: numberType, span };
}

function asInteger(value: Expression, span: SourceSpan): Expression {
  return { kind: "builtin", name: integerName, operands: [value], types: numberType, span };
}

const integerName = "setpiece.bits32";

function nameOf(operator: BitOperator): string {
  return `setpiece.bits${operator}`;
}

/** The operators that look at the bits of numbers. */
export const bits: readonly Builtin[] = [
  internal(integerName, (emitter, call_) => call("jsInt", emitter.value(operandAt(call_, 0)))),
  ...Object.entries(operators).map(([operator, [name]]) =>
    internal(nameOf(operator as BitOperator), (emitter, call_) =>
      call(name, emitter.value(operandAt(call_, 0)), emitter.value(operandAt(call_, 1))),
    ),
  ),
];
