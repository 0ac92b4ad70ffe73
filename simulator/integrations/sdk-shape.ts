import { isTimestamp, type ParameterShape } from "../../asl/index.js";
import { isJsonObject, type JsonValue } from "../json.js";

/**
 * The schemas that the AWS SDK's commands carry: a number for a simple type (or `[0, …, number]`), `[1, …, item]` for a list,
 * `[2, …, key, value]` for a map, `[3, …, memberNames, memberSchemas]` for a structure; any of them may come wrapped
 * in a function, or in a pair with its traits.
 */
type SdkSchema = unknown;

const simpleKind = 0;
const listKind = 1;
const mapKind = 2;
const structureKind = 3;
const unionKind = 4;
const stringType = 0;
const booleanType = 2;
/** Times, in any of their formats on the wire. */
const timestampTypes: ReadonlySet<SdkSchema> = new Set([4, 5, 6, 7]);
const blobType = 21;
const streamingBlobType = 42;

/**
 * The members' own names instead of those with a capital first letter, as state machines write them, and times that are
 * written as text, as results show them.
 */
export function toSdkInput(value: JsonValue, schema: SdkSchema): unknown {
  return convert(value, schema, (given, names) => {
    const lower = given.charAt(0).toLowerCase() + given.slice(1);
    return names.includes(given)
      ? given
      : names.includes(lower)
        ? lower
        : (names.find((name) => sameName(name, given)) ?? given);
  });
}

function timeOf(value: JsonValue): unknown {
  const atMs = typeof value === "string" && isTimestamp(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? value : new Date(atMs);
}

/** A union is a structure that has one member. */
const isStructure = (kind: unknown): boolean => kind === structureKind || kind === unionKind;

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function convert(
  value: JsonValue,
  wrapped: SdkSchema,
  rename: (key: string, names: readonly string[]) => string,
): unknown {
  const schema = unwrap(wrapped);
  if (schema === blobType || schema === streamingBlobType)
    return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  if (timestampTypes.has(schema)) return timeOf(value);
  if (schema === stringType) return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  if (!Array.isArray(schema)) return value;
  const [kind] = schema as readonly unknown[];
  if (kind === listKind && Array.isArray(value))
    return (value as readonly JsonValue[]).map((item) => convert(item, schema[4], rename));
  if (kind === mapKind && isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, convert(member, schema[5], rename)]));
  if (isStructure(kind) && isJsonObject(value)) {
    const names = schema[4] as readonly string[];
    const types = schema[5] as readonly SdkSchema[];
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const name = rename(key, names);
        return [name, convert(member, types[names.indexOf(name)], rename)];
      }),
    );
  }
  return value;
}

/**
 * What an action takes. Beyond the first letter, which has to be a capital, case does not matter: the service writes names
 * as its SDK for Java does (`KmsKeyId`), the schemas as the service's model (`KMSKeyId`).
 */
export function parameterShape(wrapped: SdkSchema): ParameterShape {
  const schema = unwrap(wrapped);
  if (schema === booleanType) return { kind: "boolean" };
  if (!Array.isArray(schema)) return { kind: "plain" };
  switch (schema[0] as unknown) {
    case listKind:
      return { kind: "list", item: () => parameterShape(schema[4]) };
    case mapKind:
      return { kind: "map", value: () => parameterShape(schema[5]) };
    case structureKind:
    case unionKind: {
      const names = schema[4] as readonly string[];
      const types = schema[5] as readonly SdkSchema[];
      return {
        kind: "structure",
        member: (given) => {
          const index = /^[a-z]/.test(given) ? -1 : names.findIndex((name) => sameName(name, given));
          return index < 0 ? undefined : parameterShape(types[index]);
        },
      };
    }
    default:
      return { kind: "plain" };
  }
}

/** The parameters that an action does not do without, with capital first letters. */
export function requiredParameters(wrapped: SdkSchema): readonly string[] {
  const schema = unwrap(wrapped);
  if (!Array.isArray(schema) || schema[0] !== structureKind) return [];
  const [, , , , names, , count = 0] = schema as [0, 0, 0, 0, readonly string[], 0, number?];
  return names.slice(0, count).map(capitalised);
}

/** The content type of a body that is made of text, as the service's own SDK sends it; of a request that tells none. */
export function textContentType(input: unknown, wrapped: SdkSchema): object {
  const schema = unwrap(wrapped);
  if (!Array.isArray(schema) || typeof input !== "object" || input === null) return {};
  if (schema[0] !== structureKind) return {};
  const names = schema[4] as readonly string[];
  const types = schema[5] as readonly SdkSchema[];
  const hasBody = names.some((name, index) => unwrap(types[index]) === streamingBlobType && name in input);
  const isOpen = names.includes("ContentType") && !("ContentType" in input);
  return hasBody && isOpen ? { ContentType: "text/plain; charset=UTF-8" } : {};
}

/** How results show times: the AWS SDK integration as ISO text, the optimised ones as milliseconds since 1970. */
export type TimeFormat = "text" | "milliseconds";

/** A command's answer as JSON: capital first letters, bytes as text, no `$metadata`. */
export async function fromSdkOutput(
  value: unknown,
  wrapped: SdkSchema,
  times: TimeFormat = "text",
): Promise<JsonValue> {
  if (value === null || value === undefined) return null;
  if (value instanceof Date)
    return times === "milliseconds" ? value.getTime() : value.toISOString().replace(".000Z", "Z");
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value === "object" && "transformToString" in value)
    return (value as { transformToString(): Promise<string> }).transformToString();
  const schema = unwrap(wrapped);
  const kind: unknown = Array.isArray(schema) ? schema[0] : undefined;
  if (Array.isArray(value))
    return Promise.all(
      value.map((item) => fromSdkOutput(item, kind === listKind ? (schema as unknown[])[4] : undefined, times)),
    );
  if (typeof value !== "object") return value as JsonValue; // strings, numbers and booleans are left
  const members: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || key === "$metadata") continue;
    if (isStructure(kind)) {
      const [, , , , names, types] = schema as [0, 0, 0, 0, readonly string[], readonly SdkSchema[]];
      members[capitalised(key)] = await fromSdkOutput(member, types[names.indexOf(key)], times);
    } else members[key] = await fromSdkOutput(member, kind === mapKind ? (schema as unknown[])[5] : undefined, times);
  }
  return members;
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function unwrap(schema: SdkSchema): unknown {
  let current = schema;
  for (;;) {
    if (typeof current === "function") current = (current as () => unknown)();
    else if (Array.isArray(current) && current.length === 2) current = current[0] as unknown;
    else if (Array.isArray(current) && current[0] === simpleKind) current = current[4] as unknown;
    else if (typeof current === "number" && (current & 192) === 64) return [listKind, "", "", 0, current & 63];
    else if (typeof current === "number" && (current & 192) === 128) return [mapKind, "", "", 0, 0, current & 63];
    else return current;
  }
}

/** What an action answers, as a state's result has it: names with capital first letters, times as text. */
export type OutputShape =
  | { readonly kind: "number" | "boolean" | "any" }
  | { readonly kind: "string"; readonly values?: readonly string[] }
  | { readonly kind: "list"; readonly item: () => OutputShape }
  | { readonly kind: "map"; readonly value: () => OutputShape }
  | {
      readonly kind: "structure";
      readonly required: readonly string[];
      readonly member: (name: string) => OutputShape | undefined;
    };

/** The values of an enumeration that a client exports, by the enumeration's name. */
export type Enumerations = (name: string) => readonly string[] | undefined;

/**
 * Reads a command's output schema. Schemas do not tell which texts are one of an enumeration; a member that has the name
 * of one is.
 */
export function outputShape(wrapped: unknown, enumerations: Enumerations = () => undefined): OutputShape {
  const schema = unwrap(wrapped);
  if (!Array.isArray(schema)) return { kind: simpleKinds[schema as number] ?? "any" };
  switch (schema[0] as unknown) {
    case listKind:
      return { kind: "list", item: () => outputShape(schema[4], enumerations) };
    case mapKind:
      return { kind: "map", value: () => outputShape(schema[5], enumerations) };
    case structureKind:
    case unionKind: {
      const [, , , , names, types, requiredCount = 0] = schema as [
        0,
        0,
        0,
        0,
        readonly string[],
        readonly SdkSchema[],
        number?,
      ];
      const capitalisedNames = names.map(capitalised);
      return {
        kind: "structure",
        required: capitalisedNames.slice(0, requiredCount),
        member: (name) => {
          const index = capitalisedNames.indexOf(name);
          if (index < 0) return undefined;
          const shape = outputShape(types[index], enumerations);
          const values = shape.kind === "string" ? enumerations(name) : undefined;
          return values === undefined ? shape : { kind: "string", values };
        },
      };
    }
    default:
      return { kind: "any" };
  }
}

/** String, number, boolean; 4 to 7 are times, which results show as text. */
const simpleKinds: Readonly<Record<number, "string" | "number" | "boolean">> = {
  0: "string",
  1: "number",
  2: "boolean",
  4: "string",
  5: "string",
  6: "string",
  7: "string",
  17: "number",
};
