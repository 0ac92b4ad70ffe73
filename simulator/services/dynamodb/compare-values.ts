import type { AttributeValue } from "./attribute-value.js";
import { compareDecimals, parseDecimal } from "./decimal.js";

/**
 * The order of two values of the same scalar type (number by value, string and binary by their bytes), or undefined
 * where DynamoDB has no order for them: different types, or a type that is not `S`, `N` or `B`.
 */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ("N" in left && "N" in right) return compareDecimals(parseDecimal(left.N), parseDecimal(right.N));
  if ("S" in left && "S" in right) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if ("B" in left && "B" in right) return Buffer.compare(Buffer.from(left.B, "base64"), Buffer.from(right.B, "base64"));
  return undefined;
}

/** Whether values of that order, as `compareValues` gives it, meet an operator. */
export function isInOrder(operator: "<" | "<=" | ">" | ">=", order: number): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** Whether a string or binary value begins with another of its type. */
export function beginsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value === undefined || prefix === undefined) return false;
  if ("S" in value && "S" in prefix) return value.S.startsWith(prefix.S);
  if (!("B" in value && "B" in prefix)) return false;
  const start = Buffer.from(prefix.B, "base64");
  return Buffer.from(value.B, "base64").subarray(0, start.length).equals(start);
}

/** Whether two canonical values are the same value of the same type. */
export function sameValue(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  if ("L" in left)
    return (
      "L" in right && left.L.length === right.L.length && left.L.every((member, i) => sameValue(member, right.L[i]))
    );
  if ("M" in left) return "M" in right && sameAttributes(left.M, right.M);
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Whether two items have the same attributes. */
export function sameAttributes(
  left: Readonly<Record<string, AttributeValue>>,
  right: Readonly<Record<string, AttributeValue>>,
): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => sameValue(left[name], right[name]));
}
