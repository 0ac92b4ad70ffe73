import { StateFailure } from "../core/state-failure.js";
import { hasLiterals } from "../has-literals.js";
import type { JsonObject, JsonValue } from "../json.js";
import { timestampNanoseconds } from "./timestamp.js";

/** Compares a value with an operand; values of another type than the comparison's never match. */
export type Comparison = (value: JsonValue, operand: JsonValue) => boolean;

type Order = (sign: number) => boolean;

const orders: Readonly<Record<string, Order>> = {
  Equals: (sign) => sign === 0,
  LessThan: (sign) => sign < 0,
  GreaterThan: (sign) => sign > 0,
  LessThanEquals: (sign) => sign <= 0,
  GreaterThanEquals: (sign) => sign >= 0,
};

type Key = (value: JsonValue) => number | string | bigint | undefined;

const numberKey: Key = (value) => (typeof value === "number" ? value : undefined);
const stringKey: Key = (value) => (typeof value === "string" ? value : undefined);
const timestampKey: Key = (value) => (typeof value === "string" ? timestampNanoseconds(value) : undefined);

function ordered(key: Key, order: Order): Comparison {
  return (value, operand) => {
    const [left, right] = [key(value), key(operand)];
    if (left === undefined || right === undefined) return false;
    return order(left < right ? -1 : left > right ? 1 : 0);
  };
}

function allOrders(prefix: string, key: Key): Readonly<Record<string, Comparison>> {
  return Object.fromEntries(Object.entries(orders).map(([name, order]) => [`${prefix}${name}`, ordered(key, order)]));
}

/** The comparisons of Choice rules that take a value, by operator. @see ASL spec, "Choice State" */
export const comparisons: Readonly<Record<string, Comparison>> = {
  ...allOrders("Numeric", numberKey),
  ...allOrders("String", stringKey),
  ...allOrders("Timestamp", timestampKey),
  BooleanEquals: (value, operand) => typeof value === "boolean" && value === operand,
  StringMatches: (value, pattern) =>
    typeof value === "string" && typeof pattern === "string" && matchesPattern(value, pattern),
};

/** Type tests: the value is of the type, or is not. `IsPresent` is apart, because it bears a missing value. */
export const typeTests: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === "number",
  IsString: (value) => typeof value === "string",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => timestampKey(value) !== undefined,
};

/**
 * Whether a text is what a pattern stands for: `*` is any text, `\*` and `\\` are the characters themselves. A backslash
 * before anything else, or at the end, is an error when the rule is evaluated, as the specification has it.
 */
function matchesPattern(text: string, pattern: string): boolean {
  return hasLiterals(text, literalsOf(pattern));
}

/** The plain texts around the wildcards of a pattern. */
function literalsOf(pattern: string): readonly string[] {
  const literals = [""];
  for (const [part] of pattern.matchAll(/\\[*\\]|[^*\\]+|./gs)) {
    if (part === "*") literals.push("");
    else if (part === "\\")
      throw new StateFailure(
        "States.Runtime",
        `The value of 'StringMatches' has a backslash that stands before neither '*' nor another backslash: ${pattern}`,
      );
    else literals[literals.length - 1] += part.startsWith("\\") ? part.slice(1) : part;
  }
  return literals;
}

/** The operator of a rule and its operand. */
export function operatorOf(rule: JsonObject): readonly [string, JsonValue] | undefined {
  return Object.entries(rule).find(
    ([name]) => name in typeTests || name === "IsPresent" || name.replace(/Path$/, "") in comparisons,
  );
}
