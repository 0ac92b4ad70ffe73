import { canonicalJson, type JsonValue } from "../json.js";

/** Puts each value once, where it stands first, into `results`: what `$distinct` gives, without comparing all with all. */
export function pushDistinct(
  values: readonly unknown[],
  results: unknown[],
  areEqual: (a: unknown, b: unknown) => boolean,
): void {
  const known = new Set<string>();
  for (const value of values) {
    const text = textOf(value);
    if (text === undefined ? results.some((other) => areEqual(value, other)) : known.has(text)) continue;
    if (text !== undefined) known.add(text);
    results.push(value);
  }
}

/** What equal values have in common; undefined for those that JSON does not tell apart, such as functions and infinity. */
function textOf(value: unknown): string | undefined {
  return isPlain(value) ? canonicalJson(value) : undefined;
}

function isPlain(value: unknown): value is JsonValue {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return typeof value === "string" || typeof value === "boolean";
  return value === null || Object.values(value).every(isPlain);
}
