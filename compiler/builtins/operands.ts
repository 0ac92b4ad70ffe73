import type { BuiltinCall, Expression, Lambda } from "../ir/expression.js";
import { isCount } from "../emit/number-range.js";

/** The operand at that position; a call that lacks it is the compiler's own mistake. */
export function operandAt(call: BuiltinCall, index: number): Expression {
  const operand = call.operands[index];
  if (operand === undefined) throw new Error(`${call.name} lacks operand ${index}`);
  return operand;
}

export function lambdaAt(call: BuiltinCall, index: number): Lambda {
  const operand = operandAt(call, index);
  if (operand.kind !== "lambda") throw new Error(`operand ${index} of ${call.name} is no callback`);
  return operand;
}

/** The number that the expression always has, where it is written as a constant. */
export function constantNumber(expression: Expression | undefined): number | undefined {
  if (expression === undefined) return undefined;
  if (expression.kind === "literal" && typeof expression.value === "number") return expression.value;
  if (expression.kind !== "negate") return undefined;
  const value = constantNumber(expression.operand);
  return value === undefined ? undefined : -value;
}

export function constantString(expression: Expression | undefined): string | undefined {
  return expression?.kind === "literal" && typeof expression.value === "string" ? expression.value : undefined;
}

const integerResults = new Set([
  "Array.length",
  "String.length",
  "String.indexOf",
  "String.lastIndexOf",
  "String.search",
  "String.localeCompare",
  "Array.indexOf",
  "Array.lastIndexOf",
  "Array.findIndex",
  "Array.findLastIndex",
  "Set.size",
  "Date.now",
  "Date.getTime",
  "Date.millis",
  "Math.floor",
  "Math.ceil",
  "Math.round",
  "Math.trunc",
  "Math.sign",
  "parseInt",
]);

/** True when the number is certainly an integer. */
export function isInteger(expression: Expression): boolean {
  if (isCount(expression)) return true;
  switch (expression.kind) {
    case "literal":
      return Number.isInteger(expression.value);
    case "negate":
      return isInteger(expression.operand);
    case "builtin":
      return integerResults.has(expression.name) || expression.name.startsWith("setpiece.bits");
    case "arithmetic":
      return "+-*%".includes(expression.operator) && isInteger(expression.left) && isInteger(expression.right);
    case "conditional":
      return isInteger(expression.whenTrue) && isInteger(expression.whenFalse);
    default:
      return false;
  }
}

const naturalResults = new Set(["Array.length", "String.length", "Set.size"]);

/** True when the number is certainly an integer from 0 up. */
export function isNatural(expression: Expression): boolean {
  return isCount(expression) || (expression.kind === "builtin" && naturalResults.has(expression.name));
}
