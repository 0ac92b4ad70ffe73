import type { EvaluationScope } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
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

/**
 * What a path leads to in the fields that the service applies it in: into null no path leads anywhere there, not even `$`. Throws
 * StateFailure.
 *
 * @param otherwise the failure for a path that leads nowhere, given Jayway's words
 * @see AWS Step Functions developer guide, "Error names", `States.Runtime`
 */
export function applyPath(
  path: StatePath,
  document: JsonValue,
  scope: EvaluationScope,
  otherwise: (reason: string) => StateFailure,
): JsonValue {
  if (document === null && isOfDocument(path))
    throw new StateFailure("States.Runtime", "Unable to apply Path transformation to null or empty input.");
  const result = path.read(document, scope);
  if (result.found) return result.value;
  throw otherwise(result.reason);
}

/** Whether a path begins at the document, not at the context object or a variable. */
const isOfDocument = ({ text }: StatePath): boolean => !text.startsWith("$$") && !variableRoot.test(text);

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

/** A document with a value put into it, or the step of a reference path that could not be taken. */
export type WriteResult =
  { readonly written: true; readonly document: JsonValue } | { readonly written: false; readonly step: string };

/**
 * Puts a value into a document at a reference path, making objects on the way where nothing is, or null. A step cannot be taken
 * where the document has something other than an object, or than an array that has the index.
 */
export function writePath(segments: readonly Segment[], document: JsonValue, value: JsonValue): WriteResult {
  const [segment, ...rest] = segments;
  if (segment === undefined) return { written: true, document: value };
  if (segment.kind === "names") {
    const name = segment.names[0] ?? "";
    if (!isJsonObject(document)) return { written: false, step: name };
    const inner = Object.hasOwn(document, name) ? document[name] : undefined;
    const member = writePath(rest, inner ?? {}, value);
    return member.written ? { written: true, document: { ...document, [name]: member.document } } : member;
  }
  const index = segment.kind === "indexes" ? (segment.indexes[0] ?? 0) : -1;
  const items = Array.isArray(document) ? (document as readonly JsonValue[]) : [];
  if (index < 0 || index >= items.length) return { written: false, step: String(index) };
  const item = writePath(rest, items[index] ?? {}, value);
  return item.written ? { written: true, document: items.with(index, item.document) } : item;
}
