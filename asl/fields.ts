import type { QueryLanguage } from "./types.js";

/** An object of an unchecked definition. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The language that a `QueryLanguage` field stands for. As the service has it, that is JSONPath only when the field
 * is absent or says exactly so: any other value, which is an error, is taken for JSONata.
 */
export function languageOf(value: unknown): QueryLanguage {
  return value === undefined || value === "JSONPath" ? "JSONPath" : "JSONata";
}
