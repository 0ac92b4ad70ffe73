import type { DefinitionPath } from "./diagnostic.js";
import { maxJsonDepth } from "./json-depth.js";

/** A value that JSON does not have, and where it stands. */
export interface ValueBeyondJson {
  readonly message: string;
  readonly path: DefinitionPath;
}

/**
 * The first value that JSON does not have, in what was written in another language such as YAML: a number that no double holds
 * (`1e999`, `.inf`), bytes (`!!binary`), sets, what contains itself, or what nests too deeply.
 */
export function valueBeyondJson(
  value: unknown,
  path: DefinitionPath = [],
  around: readonly object[] = [],
): ValueBeyondJson | undefined {
  if (typeof value === "number" && !Number.isFinite(value))
    return { message: `Numeric value (${value}) out of range of double`, path };
  if (typeof value !== "object" || value === null) return undefined;
  if (around.includes(value)) return { message: "A value that contains itself", path };
  if (around.length >= maxJsonDepth) return { message: "The definition is nested too deeply", path };
  const isList = Array.isArray(value);
  if (!isList && Object.getPrototypeOf(value) !== Object.prototype)
    return { message: `JSON has no value for this (${value.constructor.name})`, path };
  const inside = [...around, value];
  for (const [name, member] of Object.entries(value)) {
    const found = valueBeyondJson(member, [...path, isList ? Number(name) : name], inside);
    if (found !== undefined) return found;
  }
  return undefined;
}
