import { maxJsonDepth } from "../../asl/index.js";
import { type JsonValue, setMember } from "../json.js";
import { depthExceeded, evaluationLimits, memoryExceeded } from "./limits.js";

/** What came out of the engine as JSON: nothing, a value, or something that JSON cannot hold. */
export type EvaluationResult =
  | { readonly kind: "nothing" }
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "unsupported" };

/**
 * Makes plain JSON of an engine's result.
 *
 * - Sequences lose their hidden flags: the next evaluation must see an ordinary array.
 * - Infinities and NaN become the strings `"Infinity"`, `"-Infinity"`, `"NaN"`, as the service has it.
 * - Functions are refused; object members and array items without a value are dropped.
 */
export function toEvaluationResult(result: unknown): EvaluationResult {
  const remaining: Remaining = { values: evaluationLimits.resultValues, levels: maxJsonDepth };
  if (result === undefined) return { kind: "nothing" };
  if (isFunction(result)) return { kind: "unsupported" };
  const value = toJson(result, remaining);
  return value === unsupported ? { kind: "unsupported" } : { kind: "value", value };
}

const unsupported = Symbol("unsupported");

interface Remaining {
  values: number;
  /** Arrays and objects that may still be inside the one at hand. */
  levels: number;
}

function toJson(value: unknown, remaining: Remaining): JsonValue | typeof unsupported {
  remaining.values -= 1;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the engine's errors are plain objects, these join them
  if (remaining.values < 0) throw memoryExceeded();
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? (Object.is(value, -0) ? 0 : value) : String(value);
    case "object":
      break;
    default:
      return unsupported;
  }
  if (value === null) return null;
  if (!Array.isArray(value) && isFunction(value)) return unsupported;
  remaining.levels -= 1;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- as above
  if (remaining.levels < 0) throw depthExceeded();
  const json = Array.isArray(value)
    ? arrayToJson(value, remaining)
    : objectToJson(value as Readonly<Record<string, unknown>>, remaining);
  remaining.levels += 1;
  return json;
}

function arrayToJson(array: readonly unknown[], remaining: Remaining): JsonValue | typeof unsupported {
  const items: JsonValue[] = [];
  // The parts that need no change are kept: results often hold large parts of the input.
  let same =
    !Object.hasOwn(array, "sequence") && !Object.hasOwn(array, "cons") && !Object.hasOwn(array, "keepSingleton");
  for (const item of array) {
    if (item === undefined) {
      same = false;
      continue;
    }
    const value = toJson(item, remaining);
    if (value === unsupported) return unsupported;
    if (!Object.is(value, item)) same = false;
    items.push(value);
  }
  return same ? (array as readonly JsonValue[]) : items;
}

function objectToJson(object: Readonly<Record<string, unknown>>, remaining: Remaining): JsonValue | typeof unsupported {
  const members: Record<string, JsonValue> = {};
  let same = true;
  for (const key of Object.keys(object)) {
    const member = object[key];
    if (member === undefined) {
      same = false;
      continue;
    }
    const value = toJson(member, remaining);
    if (value === unsupported) return unsupported;
    if (!Object.is(value, member)) same = false;
    setMember(members, key, value);
  }
  return same ? (object as Readonly<Record<string, JsonValue>>) : members;
}

function isFunction(value: unknown): boolean {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  return "_jsonata_lambda" in value || "_jsonata_function" in value;
}
