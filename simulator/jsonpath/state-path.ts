import type { EvaluationScope } from "../core/evaluation-scope.js";
import { isJsonObject, type JsonValue } from "../json.js";
import { parseSegments, PathSyntaxError, type Segment } from "./path-syntax.js";
import { type PathResult, readPath } from "./read-path.js";

/** A path as states write it: into a document (`$.a`), the context object (`$$.State.Name`) or a variable (`$name.a`). */
export interface StatePath {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** @param document what `$` stands for */
  read(document: JsonValue, scope: EvaluationScope): PathResult;
}

const variableRoot = /^\$(\p{ID_Start}\p{ID_Continue}*)/u;

/** Parses a path; gives the problem's text when there is one. */
export function parseStatePath(text: string): StatePath | string {
  try {
    if (text.startsWith("$$")) {
      const segments = parseSegments(text.slice(2));
      return { text, segments, read: (_document, scope) => readPath(segments, scope.context()) };
    }
    const variable = variableRoot.exec(text);
    if (variable !== null) {
      const name = variable[1] ?? "";
      const segments = parseSegments(text.slice(name.length + 1));
      return { text, segments, read: (_document, scope) => readVariable(name, segments, scope) };
    }
    if (!text.startsWith("$")) return "a path begins with '$'";
    const segments = parseSegments(text.slice(1));
    return { text, segments, read: (document) => readPath(segments, document) };
  } catch (error) {
    if (error instanceof PathSyntaxError) return error.message;
    throw error;
  }
}

function readVariable(name: string, segments: readonly Segment[], scope: EvaluationScope): PathResult {
  const variables = scope.variables();
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined) return { found: false, reason: `Variable '${name}' is not defined` };
  return readPath(segments, value);
}

/**
 * Puts a value into a document at a reference path, making objects on the way. Gives `undefined` when the document has
 * something else where an object or array would have to be.
 */
export function writePath(segments: readonly Segment[], document: JsonValue, value: JsonValue): JsonValue | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return value;
  if (segment.kind === "names") {
    const name = segment.names[0] ?? "";
    if (!isJsonObject(document)) return undefined;
    const inner = Object.hasOwn(document, name) ? document[name] : undefined;
    const member = writePath(rest, inner ?? {}, value);
    return member === undefined ? undefined : { ...document, [name]: member };
  }
  if (segment.kind !== "indexes" || !Array.isArray(document)) return undefined;
  const items = document as readonly JsonValue[];
  const index = segment.indexes[0] ?? 0;
  if (index < 0 || index >= items.length) return undefined;
  const item = writePath(rest, items[index] ?? {}, value);
  return item === undefined ? undefined : items.with(index, item);
}
