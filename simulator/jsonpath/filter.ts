import { isDeepStrictEqual } from "node:util";

import { StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonValue } from "../json.js";
import { runBounded } from "../jsonata/run-bounded.js";
import type { FilterOperand, FilterOperator, FilterPath, FilterTest } from "./path-syntax.js";

/** Reads a path inside a filter; `undefined` where it leads nowhere. */
export type FollowPath = (path: FilterPath, item: JsonValue, document: JsonValue) => JsonValue | undefined;

/** Whether an item passes a filter, as Jayway's library has it. */
export function passesFilter(test: FilterTest, item: JsonValue, document: JsonValue, follow: FollowPath): boolean {
  const holds = (part: FilterTest): boolean => passesFilter(part, item, document, follow);
  switch (test.kind) {
    case "and":
      return holds(test.left) && holds(test.right);
    case "or":
      return holds(test.left) || holds(test.right);
    case "not":
      return !holds(test.test);
    case "exists":
      return follow(test.path, item, document) !== undefined;
    case "compare": {
      const valueOf = (operand: FilterOperand): JsonValue | undefined => {
        if (operand.kind === "value") return operand.value;
        return operand.kind === "path" ? follow(operand.path, item, document) : undefined;
      };
      if (test.right.kind !== "pattern") return compare(test.operator, valueOf(test.left), valueOf(test.right));
      const text = valueOf(test.left);
      return typeof text === "string" && matches(text, test.right.pattern);
    }
  }
}

/** Matching that may go on for ever is bounded, as in JSONata. */
function matches(text: string, pattern: RegExp): boolean {
  if (!/[*+{]/.test(pattern.source)) return pattern.test(text);
  try {
    return runBounded(() => pattern.test(text));
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new StateFailure("States.Runtime", `The regular expression ${pattern.source} takes too long to match`);
  }
}

type Value = JsonValue | undefined;

function compare(operator: FilterOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "===":
      return typeof left === typeof right && isEqual(left, right);
    case "!==":
      return !(typeof left === typeof right && isEqual(left, right));
    case "in":
      return itemsOf(right)?.some((item) => isEqual(left, item)) === true;
    case "nin":
      return itemsOf(right)?.some((item) => isEqual(left, item)) === false;
    case "contains":
      if (typeof left === "string") return typeof right === "string" && left.includes(right);
      return has(left, right);
    case "size": {
      const size = typeof left === "string" ? left.length : itemsOf(left)?.length;
      return size !== undefined && size === right;
    }
    case "empty":
      return isEmpty(left) !== undefined && isEmpty(left) === right;
    case "subsetof":
      return itemsOf(left)?.every((item) => has(right, item)) === true && itemsOf(right) !== undefined;
    case "anyof":
      return itemsOf(left)?.some((item) => has(right, item)) === true;
    case "noneof":
      return itemsOf(right) !== undefined && itemsOf(left)?.some((item) => has(right, item)) === false;
    case "=~":
      return false;
    default:
      return isOrdered(operator, left, right);
  }
}

/** A number and a text are equal where the one, read as the other's kind, is: that of the left. */
function isEqual(left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === "number" && typeof right === "string")
    return right.trim() !== "" && !Number.isNaN(Number(right)) && left === Number(right);
  if (typeof left === "string" && typeof right === "number") return left === String(right);
  return isSame(left, right);
}

const isSame = (left: JsonValue, right: JsonValue): boolean =>
  typeof left === "object" && typeof right === "object" ? isDeepStrictEqual(left, right) : left === right;

const itemsOf = (value: Value): readonly JsonValue[] | undefined =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;

const has = (array: Value, wanted: Value): boolean =>
  wanted !== undefined && itemsOf(array)?.some((item) => isSame(item, wanted)) === true;

function isEmpty(value: Value): boolean | undefined {
  if (typeof value === "string") return value === "";
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  const items = itemsOf(value);
  return items && items.length === 0;
}

function isOrdered(operator: "<" | "<=" | ">" | ">=", left: Value, right: Value): boolean {
  const areNumbers = typeof left === "number" && typeof right === "number";
  const areTexts = typeof left === "string" && typeof right === "string";
  if (!areNumbers && !areTexts) return false;
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}
