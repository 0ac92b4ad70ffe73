import { isJsonObject, type JsonValue } from "../json.js";

const formats = ["INDICES", "REPEAT", "COMMAS", "BRACKETS", "NONE"] as const;

export type ArrayFormat = (typeof formats)[number];

export function isArrayFormat(value: JsonValue): value is ArrayFormat {
  return (formats as readonly JsonValue[]).includes(value);
}

/**
 * Writes a JSON object as `application/x-www-form-urlencoded`: members of objects as `a[b]=…`, items of lists as the format
 * says. What is null is left out.
 *
 * @see AWS page "Call HTTPS APIs in Step Functions workflows", "Apply URL-encoding on request body"
 */
export function encodeForm(body: JsonValue, format: ArrayFormat): string {
  return pairsOf("", body, format)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
}

function pairsOf(name: string, value: JsonValue, format: ArrayFormat): readonly (readonly [string, string])[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    if (format === "COMMAS") return [[name, items.map(textOf).join(",")]];
    return items.flatMap((item, index) => pairsOf(itemName(name, index, format), item, format));
  }
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, member]) =>
      pairsOf(name === "" ? key : `${name}[${key}]`, member, format),
    );
  }
  return [[name, textOf(value)]];
}

function itemName(name: string, index: number, format: ArrayFormat): string {
  if (format === "INDICES") return `${name}[${index}]`;
  return format === "BRACKETS" ? `${name}[]` : name;
}

const textOf = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));
