import type { JsonObject, JsonValue } from "../json.js";

/**
 * Where a member of a request or of a result comes from: what the service answered to the start of a job, the task's own
 * parameters, or the text itself. Paths have dots: `started.Tasks.0.TaskArn`.
 */
export type Source = `started.${string}` | `given.${string}` | `=${string}`;

/** Members by their names; a list is a list of one. What is not there is left out. */
export type Sources = Readonly<Record<string, Source | readonly [Source]>>;

export interface SourceValues {
  readonly started: JsonObject;
  readonly given: JsonObject;
}

/** The members that sources stand for. */
export function membersOf(sources: Sources, values: SourceValues): JsonObject {
  const members: Record<string, JsonValue> = {};
  for (const [name, source] of Object.entries(sources)) {
    const value = valueOf(typeof source === "string" ? source : source[0], values);
    if (value !== undefined) members[name] = typeof source === "string" ? value : [value];
  }
  return members;
}

function valueOf(source: Source, values: SourceValues): JsonValue | undefined {
  if (source.startsWith("=")) return source.slice(1);
  const [from, ...path] = source.split(".");
  return at(from === "given" ? values.given : values.started, path);
}

/** What is at a path with dots; the whole for none. */
export const valueAt = (value: JsonValue, path: string | undefined): JsonValue | undefined =>
  path === undefined ? value : at(value, path.split("."));

function at(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const name of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Readonly<Record<string, JsonValue>>)[name]; // lists have their items by index
  }
  return current;
}
