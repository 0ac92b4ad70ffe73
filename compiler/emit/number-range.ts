import type { Expression } from "../ir/expression.js";

const largest = Number.MAX_VALUE;
/** Adding a number up to this to the largest double still gives the largest double. */
const negligible = 1e290;
const largestCount = 1e14;

const counts = new Set([
  "Array.length",
  "String.length",
  "String.indexOf",
  "Array.indexOf",
  "Array.lastIndexOf",
  "Array.findIndex",
  "Array.findLastIndex",
  "Date.now",
]);

/** True when the expression is an integer from -1 up that counts something. */
export function isCount(expression: Expression): boolean {
  switch (expression.kind) {
    case "variable-read":
      return expression.variable.counter === true;
    case "local-read":
      return expression.local.counter === true;
    case "literal":
      return typeof expression.value === "number" && Number.isInteger(expression.value) && expression.value >= 0;
    default:
      return false;
  }
}

/** An upper bound of the number's magnitude, and whether computing it may overflow to Infinity. */
export function numberRange(expression: Expression): { readonly magnitude: number; readonly overflows: boolean } {
  const fine = (magnitude: number) => ({ magnitude: Math.min(magnitude, largest), overflows: false });
  switch (expression.kind) {
    case "literal":
      return fine(Math.abs(Number(expression.value)));
    case "variable-read":
      return fine(expression.variable.counter === true ? largestCount : largest);
    case "local-read":
      return fine(expression.local.counter === true ? largestCount : largest);
    case "builtin":
      return fine(counts.has(expression.name) ? largestCount : largest);
    case "negate":
      return fine(numberRange(expression.operand).magnitude);
    case "arithmetic": {
      const left = numberRange(expression.left).magnitude;
      const right = numberRange(expression.right).magnitude;
      switch (expression.operator) {
        case "+":
        case "-":
          return Math.min(left, right) <= negligible ? fine(left + right) : { magnitude: largest, overflows: true };
        case "*":
          return left * right < largest || Math.min(left, right) <= 1
            ? fine(left * right)
            : { magnitude: largest, overflows: true };
        case "/":
        case "%":
        case "**":
          return fine(largest); // Guarded where they are emitted.
      }
    }
    // falls through
    default:
      return fine(largest);
  }
}
