import { isJsonObject, type JsonValue } from "../../json.js";
import type { EventEnvelope } from "./event-envelope.js";

/** A name, an index, or all members. */
type Step = string | number | typeof everything;

const everything = Symbol("everything");

const stepPattern = /\.([^.[\]\s]+)|\[(\d+|\*)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** What a path such as `$.detail.items[0].id` leads to in an event; undefined where it leads nowhere. */
export function readEventPath(path: string, event: EventEnvelope): JsonValue | undefined {
  const steps = parseEventPath(path);
  return steps && follow(steps, event as unknown as JsonValue); // events are JSON
}

/** Whether a path is one that EventBridge reads: names, indexes and `[*]` after `$`. */
export function isEventPath(path: string): boolean {
  return parseEventPath(path) !== undefined;
}

function parseEventPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: Step[] = [];
  stepPattern.lastIndex = 1;
  while (stepPattern.lastIndex < path.length) {
    const match = stepPattern.exec(path);
    if (match === null) return undefined;
    const [, name, index, quoted, doubleQuoted] = match;
    steps.push(
      index === undefined ? (name ?? quoted ?? doubleQuoted ?? "") : index === "*" ? everything : Number(index),
    );
  }
  return steps;
}

function follow([step, ...rest]: readonly Step[], value: JsonValue): JsonValue | undefined {
  if (step === undefined) return value;
  if (step === everything) {
    const members = Array.isArray(value)
      ? (value as readonly JsonValue[])
      : isJsonObject(value)
        ? Object.values(value)
        : [];
    return members.flatMap((member) => follow(rest, member) ?? []);
  }
  const member = memberOf(value, step);
  return member === undefined ? undefined : follow(rest, member);
}

function memberOf(value: JsonValue, step: string | number): JsonValue | undefined {
  if (typeof step === "number") return Array.isArray(value) ? (value as readonly JsonValue[])[step] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
