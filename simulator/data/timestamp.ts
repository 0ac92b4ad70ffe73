import { isTimestamp } from "../../asl/index.js";

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Parses an RFC 3339 timestamp with upper case `T` and `Z`, or an offset; up to nanoseconds, which are cut to
 * milliseconds. `undefined` for anything else.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = rfc3339.exec(text);
  if (match === null || !isTimestamp(text)) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", zone = "Z"] = match;
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${zone}`);
  return Number.isNaN(time) ? undefined : time;
}

/** Nanoseconds since 1970 of a timestamp as `parseTimestamp` takes it. */
export function timestampNanoseconds(text: string): bigint | undefined {
  const time = parseTimestamp(text);
  if (time === undefined) return undefined;
  const beyond = /\.\d{3}(\d+)/.exec(text)?.[1] ?? "";
  return BigInt(time) * 1_000_000n + BigInt(beyond.padEnd(6, "0"));
}
