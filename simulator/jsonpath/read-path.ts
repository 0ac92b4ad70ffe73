import { isDeepStrictEqual } from "node:util";

import { isJsonObject, type JsonValue } from "../json.js";
import { type FilterOperand, type FilterPath, type FilterTest, isDefinite, type Segment } from "./path-syntax.js";

/** What a path leads to; `reason` is how Jayway's library, which the service uses, puts it. */
export type PathResult =
  { readonly found: true; readonly value: JsonValue } | { readonly found: false; readonly reason: string };

/**
 * Follows a path. A definite one gives its value, an indefinite one (`*`, `..`, slices, filters, unions) the list of
 * what it finds, never unwrapped. An index past the end of an array gives null.
 */
export function readPath(segments: readonly Segment[], document: JsonValue): PathResult {
  return isDefinite(segments) ? readDefinite(segments, document) : { found: true, value: readAll(segments, document) };
}

function readDefinite(segments: readonly Segment[], document: JsonValue): PathResult {
  let value = document;
  let path = "$";
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment.kind === "names") {
      const name = segment.names[0] ?? "";
      if (!isJsonObject(value)) return { found: false, reason: notAnObject(name, path, value) };
      path += `['${name}']`;
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (member === undefined)
        return { found: false, reason: isLast ? `No results for path: ${path}` : `Missing property in path ${path}` };
      value = member;
    } else if (segment.kind === "indexes") {
      const at = segment.indexes[0] ?? 0;
      if (!Array.isArray(value))
        return {
          found: false,
          reason: `Filter: [${at}] can only be applied to arrays. Current context is: ${JSON.stringify(value)}`,
        };
      path += `[${at}]`;
      const items = value as readonly JsonValue[];
      value = items[at < 0 ? items.length + at : at] ?? null;
    }
  }
  return { found: true, value };
}

function notAnObject(name: string, path: string, value: JsonValue): string {
  if (value === null) return `Missing property in path ${path}`;
  const type = Array.isArray(value)
    ? "ArrayNode"
    : { string: "TextNode", number: "IntNode", boolean: "BooleanNode" }[typeof value as string];
  return `Expected to find an object with property ['${name}'] in path ${path} but found 'com.fasterxml.jackson.databind.node.${type}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.`;
}

/** Everything that a path leads to, in the order of the document. */
function readAll(segments: readonly Segment[], document: JsonValue): readonly JsonValue[] {
  let values: readonly JsonValue[] = [document];
  for (const segment of segments) values = values.flatMap((value) => step(segment, value, document));
  return values;
}

function step(segment: Segment, value: JsonValue, document: JsonValue): readonly JsonValue[] {
  const items: readonly JsonValue[] | undefined = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
  switch (segment.kind) {
    case "names":
      return isJsonObject(value)
        ? segment.names.flatMap((name) => (Object.hasOwn(value, name) ? [value[name] ?? null] : []))
        : [];
    case "indexes":
      return items === undefined
        ? []
        : segment.indexes.flatMap((index) => {
            const item = items[index < 0 ? items.length + index : index];
            return item === undefined ? [] : [item];
          });
    case "slice":
      return items === undefined ? [] : items.slice(segment.from ?? 0, segment.to);
    case "wildcard":
      return items ?? (isJsonObject(value) ? Object.values(value) : []);
    case "descendants":
      return descendants(value);
    case "filter": {
      const candidates = items ?? [value];
      return candidates.filter((item) => holds(segment.test, item, document));
    }
  }
}

function descendants(value: JsonValue): readonly JsonValue[] {
  if (typeof value !== "object" || value === null) return [value];
  return [value, ...Object.values<JsonValue>(value as Readonly<Record<string, JsonValue>>).flatMap(descendants)];
}

function holds(test: FilterTest, item: JsonValue, document: JsonValue): boolean {
  switch (test.kind) {
    case "and":
      return holds(test.left, item, document) && holds(test.right, item, document);
    case "or":
      return holds(test.left, item, document) || holds(test.right, item, document);
    case "not":
      return !holds(test.test, item, document);
    case "exists":
      return follow(test.path, item, document) !== undefined;
    case "compare": {
      if (test.right.kind === "pattern") {
        const text = operandValue(test.left, item, document);
        return typeof text === "string" && test.right.pattern.test(text);
      }
      const left = operandValue(test.left, item, document);
      const right = operandValue(test.right, item, document);
      return compare(test.operator, left, right);
    }
  }
}

function operandValue(operand: FilterOperand, item: JsonValue, document: JsonValue): JsonValue | undefined {
  if (operand.kind === "value") return operand.value;
  return operand.kind === "path" ? follow(operand.path, item, document) : undefined;
}

function follow({ root, segments }: FilterPath, item: JsonValue, document: JsonValue): JsonValue | undefined {
  const result = readPath(segments, root === "@" ? item : document);
  return result.found ? result.value : undefined;
}

function compare(operator: string, left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  switch (operator) {
    case "==":
      return isDeepStrictEqual(left, right);
    case "!=":
      return !isDeepStrictEqual(left, right);
    case "in":
      return Array.isArray(right) && right.some((item) => isDeepStrictEqual(item, left));
    case "nin":
      return Array.isArray(right) && !right.some((item) => isDeepStrictEqual(item, left));
  }
  if (!(
    (typeof left === "number" && typeof right === "number") ||
    (typeof left === "string" && typeof right === "string")
  ))
    return false;
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return left >= right;
  }
}
