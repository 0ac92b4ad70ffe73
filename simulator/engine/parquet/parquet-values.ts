import type { SchemaElement, SchemaTree } from "hyparquet";

import type { JsonObject, JsonValue } from "../../json.js";
import { isDecimal } from "./parquet-schema.js";
import { dateText, timeOfDayText, timestampText, type TimeUnit } from "./parquet-times.js";

/**
 * A row as JSON. AWS does not document what becomes of Parquet's types, so these are ours:
 *
 * - whole numbers of any size, decimals and floating point are numbers, as they are when JSON holds them;
 * - dates, times and timestamps are text as Java writes them: `2026-01-31`, `13:07:00`, `2026-01-31T13:07:00.250Z` (without
 *   the `Z` where the column says that it is local time);
 * - texts, enumerations and UUIDs are text, JSON is itself, other bytes are text in base64;
 * - lists are arrays, maps and groups objects; what is missing is null.
 *
 * Throws an error that names the column for a number that JSON cannot write.
 */
export function rowOf(row: Readonly<Record<string, unknown>>, columns: readonly SchemaTree[]): JsonObject {
  return Object.fromEntries(columns.map((column) => [column.element.name, valueOf(row[column.element.name], column)]));
}

function valueOf(value: unknown, node: SchemaTree): JsonValue {
  if (value === null || value === undefined) return null;
  const [child] = node.children;
  if (child === undefined)
    return Array.isArray(value) ? value.map((each) => leafOf(each, node.element)) : leafOf(value, node.element);
  const type = node.element.logical_type?.type ?? node.element.converted_type;
  if (Array.isArray(value)) {
    const [only, ...others] = child.children;
    const item = type !== "LIST" ? node : only !== undefined && others.length === 0 ? only : child;
    return value.map((each) => valueOf(each, item));
  }
  const members = value as Readonly<Record<string, unknown>>; // neither missing, a list nor a leaf
  const [, entry] = child.children;
  return type === "MAP" && entry !== undefined
    ? Object.fromEntries(Object.entries(members).map(([key, each]) => [key, valueOf(each, entry)]))
    : rowOf(members, node.children);
}

function leafOf(value: unknown, element: SchemaElement): JsonValue {
  if (value === null || value === undefined) return null;
  if (isDecimal(element)) return decimalOf(value, element);
  const unit = unitOfTime(element);
  if (unit !== undefined) return timeOfDayText(BigInt(value as number | bigint), unit); // times are stored as whole numbers
  if (isDate(element)) return dateText(BigInt(value as number | bigint));
  const point = unitOfTimestamp(element);
  if (point !== undefined) {
    const text = timestampText(BigInt(value as number | bigint), point);
    return isLocalTime(element) ? text.replace(/Z$/, "") : text;
  }
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Error(`the column ${element.name} holds ${value}, which JSON cannot`);
  if (value instanceof Uint8Array) return isText(element) ? textOf(value) : Buffer.from(value).toString("base64");
  return value as JsonValue; // a number, a boolean, a text, or what JSON holds
}

function unitOfTime({ logical_type: logical, converted_type: converted }: SchemaElement): TimeUnit | undefined {
  if (logical?.type === "TIME") return logical.unit;
  if (converted === "TIME_MILLIS") return "MILLIS";
  return converted === "TIME_MICROS" ? "MICROS" : undefined;
}

/** Timestamps of 96 bits are in nanoseconds. */
function unitOfTimestamp({ type, logical_type: logical, converted_type: converted }: SchemaElement) {
  if (logical?.type === "TIMESTAMP") return logical.unit;
  if (converted === "TIMESTAMP_MILLIS") return "MILLIS";
  if (converted === "TIMESTAMP_MICROS") return "MICROS";
  return type === "INT96" ? "NANOS" : undefined;
}

const isDate = ({ logical_type: logical, converted_type: converted }: SchemaElement): boolean =>
  logical?.type === "DATE" || converted === "DATE";

const isLocalTime = ({ logical_type: logical }: SchemaElement): boolean =>
  logical?.type === "TIMESTAMP" && !logical.isAdjustedToUTC;

const isText = ({ logical_type: logical, converted_type: converted }: SchemaElement): boolean =>
  converted === "ENUM" || logical?.type === "ENUM";

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

/** The number that is nearest to the decimal, as when JSON writes its digits. */
function decimalOf(value: unknown, { logical_type: logical, scale }: SchemaElement): number {
  const unscaled = value instanceof Uint8Array ? wholeNumberOf(value) : BigInt(value as number | bigint);
  return Number(`${unscaled}e-${scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0)}`);
}

/** Big-endian, in two's complement. */
function wholeNumberOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
}
