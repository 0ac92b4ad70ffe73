import { StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonValue } from "../json.js";
import { passesFilter } from "./filter.js";
import { type FilterPath, isDefinite, type Segment } from "./path-syntax.js";

/**
 * What a path leads to; `reason` is how Jayway's library, which the service uses, puts it. `step` is the name or index that a
 * definite path could not follow. With `isPastEnd` the value is null because the path led past the ends of an array.
 */
export type PathResult =
  | { readonly found: true; readonly value: JsonValue; readonly isPastEnd?: true }
  | { readonly found: false; readonly reason: string; readonly step?: string };

/**
 * Follows a path. A definite one gives its value, an indefinite one (`*`, `..`, slices, filters, unions) the list of
 * what it finds, never unwrapped. An index past the end of an array gives null; several names at the end of a path give
 * an object of those that are there.
 */
export function readPath(segments: readonly Segment[], document: JsonValue): PathResult {
  return isDefinite(segments) ? readDefinite(segments, document) : readAll(segments, document);
}

function readDefinite(segments: readonly Segment[], document: JsonValue): PathResult {
  let value = document;
  let path = "$";
  /** The value is null because the path led past the ends of an array. */
  let isPastEnd = false;
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment.kind === "names") {
      const { names } = segment;
      const [name = ""] = names;
      if (!isJsonObject(value)) {
        const reason = notAnObject(names, path, isPastEnd ? "null" : nodeName(value));
        return { found: false, reason, step: name };
      }
      if (names.length > 1) return { found: true, value: membersOf(value, names) };
      path += `['${name}']`;
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (member === undefined) {
        const reason = isLast ? `No results for path: ${path}` : `Missing property in path ${path}`;
        return { found: false, reason, step: name };
      }
      value = member;
    } else if (segment.kind === "indexes") {
      const at = segment.indexes[0] ?? 0;
      if (!Array.isArray(value))
        return { found: false, reason: notAnArray(segments.slice(index), path, value, isPastEnd), step: String(at) };
      path += `[${at}]`;
      const items = value as readonly JsonValue[];
      value = itemAt(items, at);
      isPastEnd = value === null && items.at(at) === undefined;
    }
  }
  return isPastEnd ? { found: true, value, isPastEnd } : { found: true, value };
}

/** The service leads to null past the ends of an array. */
const itemAt = (items: readonly JsonValue[], index: number): JsonValue =>
  items[index < 0 ? items.length + index : index] ?? null;

function membersOf(value: Readonly<Record<string, JsonValue>>, names: readonly string[]): JsonValue {
  return Object.fromEntries(
    names.flatMap((name) => {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      return member === undefined ? [] : [[name, member]];
    }),
  );
}

/** @param rest the segments of a definite path from the one on that needs an array */
function notAnArray(rest: readonly Segment[], path: string, value: JsonValue, isPastEnd: boolean): string {
  if (isPastEnd) return `The path ${path} is null`;
  const steps = rest.map((segment) => {
    if (segment.kind === "names") return `[${quotedNames(segment.names)}]`;
    return segment.kind === "indexes" ? `[${segment.indexes.join(",")}]` : "";
  });
  return `Filter: ${steps.join("")} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
}

const quotedNames = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(",");

/** @param found the class of what is there instead */
function notAnObject(names: readonly string[], path: string, found: string): string {
  const wanted = quotedNames(names);
  return `Expected to find an object with property [${wanted}] in path ${path} but found '${found}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.`;
}

const [leastInt, greatestInt] = [-2_147_483_648, 2_147_483_647];

/** The class that the service has the value in. */
function nodeName(value: JsonValue): string {
  return `com.fasterxml.jackson.databind.node.${nodeKind(value)}`;
}

function nodeKind(value: JsonValue): string {
  if (value === null) return "NullNode";
  if (typeof value === "string") return "TextNode";
  if (typeof value === "boolean") return "BooleanNode";
  if (typeof value !== "number") return Array.isArray(value) ? "ArrayNode" : "ObjectNode";
  if (!Number.isInteger(value)) return "DoubleNode";
  return value >= leastInt && value <= greatestInt ? "IntNode" : "LongNode";
}

/**
 * Everything that a path leads to, in the order of the document. Where nothing leads on there is nothing to find; only a filter
 * that the path applies to one value which is neither object nor array is an error.
 */
function readAll(segments: readonly Segment[], document: JsonValue): PathResult {
  let values: readonly JsonValue[] = [document];
  let isOneValue = true;
  for (const [index, segment] of segments.entries()) {
    const [value] = values;
    if (segment.kind === "filter" && isOneValue && value !== undefined && isPrimitive(value))
      return {
        found: false,
        reason: `Filter: [?] can not be applied to primitives. Current context is: ${JSON.stringify(value)}`,
      };
    const isLast = index === segments.length - 1;
    const isDeep = segments[index - 1]?.kind === "descendants";
    const found: JsonValue[] = [];
    for (const one of values) {
      for (const each of step(segment, one, document, { isLast, isDeep })) found.push(each);
      if (found.length > maxValues) throw tooMany();
    }
    values = found;
    isOneValue &&= isDefinite([segment]) && !isSeveralNames(segment);
  }
  return { found: true, value: values };
}

/** Several `..` in a path lead to the same values again and again. */
const maxValues = 1_000_000;

const tooMany = (): StateFailure =>
  new StateFailure("States.Runtime", `A path leads to more than ${maxValues} values. Write fewer '..' into it.`);

const isPrimitive = (value: JsonValue): boolean => typeof value !== "object" || value === null;

interface StepPlace {
  readonly isLast: boolean;
  /** Right behind `..`. */
  readonly isDeep: boolean;
}

function step(
  segment: Segment,
  value: JsonValue,
  document: JsonValue,
  { isLast, isDeep }: StepPlace,
): readonly JsonValue[] {
  const items: readonly JsonValue[] | undefined = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
  switch (segment.kind) {
    case "names":
      if (!isJsonObject(value)) return [];
      if (isLast && segment.names.length > 1) {
        const isPassedOver = isDeep && !segment.names.every((name) => Object.hasOwn(value, name));
        return isPassedOver ? [] : [membersOf(value, segment.names)];
      }
      return segment.names.flatMap((name) => (Object.hasOwn(value, name) ? [value[name] ?? null] : []));
    case "indexes":
      // Behind `..`, and with more to come, Jayway's library goes on from every item of the arrays that it finds.
      if (isDeep && !isLast) return items ?? [];
      return items === undefined ? [] : segment.indexes.map((index) => itemAt(items, index));
    case "slice":
      if (isDeep && !isLast) return items ?? [];
      return items === undefined ? [] : slice(items, segment.from, segment.to);
    case "wildcard":
      return items ?? (isJsonObject(value) ? Object.values(value) : []);
    case "descendants":
      return descendants(value);
    case "filter":
      if (isPrimitive(value)) return [];
      // Behind `..` each object and array that is come by is held against the filter itself.
      return (isDeep ? [value] : (items ?? [value])).filter((item) =>
        passesFilter(segment.test, item, document, follow),
      );
  }
}

/**
 * Between two bounds the service counts up from the one to the other, and takes each index by itself.
 *
 * DEVIATION: it gives a null for every number before the array; here counting begins with the first item, so that a slice from
 * minus a billion costs nothing.
 */
function slice(items: readonly JsonValue[], from: number | undefined, to: number | undefined): readonly JsonValue[] {
  if (from === undefined || to === undefined) return items.slice(from ?? 0, to);
  const end = Math.min(items.length, to);
  const begin = Math.max(from, -items.length);
  if (items.length === 0 || begin >= end) return [];
  return Array.from({ length: end - begin }, (_, index) => itemAt(items, begin + index));
}

/** The value and all inside it, each before what is inside it. */
function descendants(value: JsonValue, found: JsonValue[] = []): readonly JsonValue[] {
  found.push(value);
  if (typeof value === "object" && value !== null)
    for (const inner of Object.values<JsonValue>(value as Readonly<Record<string, JsonValue>>))
      descendants(inner, found);
  return found;
}

/** What paths from the root lead to in a document: the same for every item that a filter is held against. */
const fromRoot = new WeakMap<object, Map<FilterPath, JsonValue | undefined>>();

function follow(path: FilterPath, item: JsonValue, document: JsonValue): JsonValue | undefined {
  if (path.root === "@") return followFrom(item, path);
  if (typeof document !== "object" || document === null) return followFrom(document, path);
  const known = fromRoot.get(document) ?? new Map<FilterPath, JsonValue | undefined>();
  if (!known.has(path)) known.set(path, followFrom(document, path));
  fromRoot.set(document, known);
  return known.get(path);
}

/** Inside a filter a path leads nowhere, too, where what comes before its first wildcard, slice or filter is not there. */
function followFrom(start: JsonValue, { segments }: FilterPath): JsonValue | undefined {
  const indefinite = segments.findIndex((segment) => !isDefinite([segment]) || isSeveralNames(segment));
  if (indefinite >= 0) {
    const before = readDefinite(segments.slice(0, indefinite), start);
    if (!before.found) return undefined;
    const { kind } = segments[indefinite] ?? {};
    if ((kind === "slice" || kind === "indexes") && !Array.isArray(before.value)) return undefined;
  }
  const result = readPath(segments, start);
  return result.found ? result.value : undefined;
}

const isSeveralNames = (segment: Segment): boolean => segment.kind === "names" && segment.names.length > 1;
