import type { Arithmetic, Expression, Negate } from "../ir/expression.js";
import { binary, call, type Code, power, wrap } from "./code.js";
import type { ExpressionEmitter } from "./expression-emitter.js";
import { numberRange } from "./number-range.js";

/** Arithmetic on numbers. What gives NaN or Infinity in JavaScript fails here: JSON has no such number. */
export function emitArithmetic(emitter: ExpressionEmitter, expression: Arithmetic | Negate): Code {
  if (expression.kind === "negate") {
    return { text: `(-${wrap(emitter.raw(expression.operand), power.path)})`, power: power.primary };
  }
  const { operator } = expression;
  switch (operator) {
    case "+":
    case "-":
    case "*": {
      const left = emitter.raw(expression.left);
      const right = emitter.raw(expression.right);
      const code = binary(left, operator, right, operator === "*" ? power.product : power.sum);
      return numberRange(expression).overflows ? { ...code, unguarded: true } : code;
    }
    case "/":
    case "%": {
      if (isLiteralFrom(expression.right, operator === "/" ? 1 : Number.MIN_VALUE)) {
        return binary(emitter.raw(expression.left), operator, emitter.raw(expression.right), power.product);
      }
      const name = operator === "/" ? "jsDiv" : "jsMod";
      return call(name, emitter.value(expression.left), emitter.value(expression.right));
    }
    case "**":
      return call("power", emitter.value(expression.left), emitter.value(expression.right));
  }
}

/** A literal divisor of at least that magnitude: the quotient cannot overflow. */
function isLiteralFrom(expression: Expression, least: number): boolean {
  return expression.kind === "literal" && typeof expression.value === "number" && Math.abs(expression.value) >= least;
}
