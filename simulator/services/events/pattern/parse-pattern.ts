import { findJsonSyntaxError } from "../../../../asl/index.js";
import { isJsonObject } from "../../wire/shape.js";
import { type EventPattern, type FieldRequirement, InvalidPattern } from "./event-pattern.js";
import { matchTypeNames, parseMatcher } from "./parse-matcher.js";

/** Patterns may nest this deep; the service's limit on the size of a pattern lies far below. */
const maxDepth = 100;
/** The service's limit on the combinations that `$or` makes. */
const maxAlternatives = 1000;

/** Reads the JSON text of an event pattern. Throws {@link InvalidPattern}. */
export function parsePatternText(text: string): EventPattern {
  return parsePattern(parseJson(text));
}

/** Reads an event pattern. Throws {@link InvalidPattern}. */
export function parsePattern(json: unknown): EventPattern {
  if (!isJsonObject(json)) throw new InvalidPattern("Filter is not an object");
  return { alternatives: parseObject(json, [], 0) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidPattern(findJsonSyntaxError(text).message);
  }
}

type Alternatives = readonly (readonly FieldRequirement[])[];

function parseObject(object: Readonly<Record<string, unknown>>, path: readonly string[], depth: number): Alternatives {
  if (depth > maxDepth) throw new InvalidPattern("The pattern is nested too deeply");
  const entries = Object.entries(object);
  if (entries.length === 0) throw new InvalidPattern("Empty objects are not allowed");
  return entries.map(([key, value]) => parseMember(key, value, path, depth)).reduce(combine);
}

function parseMember(key: string, value: unknown, path: readonly string[], depth: number): Alternatives {
  if (key === "$or" && Array.isArray(value) && isOrRelationship(value)) return parseOr(value, path, depth);
  const below = [...path, key];
  if (isJsonObject(value)) return parseObject(value, below, depth + 1);
  if (!Array.isArray(value)) throw new InvalidPattern(`"${key}" must be an object or an array`);
  if (value.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  return [[{ name: below.join("."), matchers: value.map(parseMatcher) }]];
}

/** Both sides together, every alternative of one with every one of the other; what names a field twice widens it. */
function combine(left: Alternatives, right: Alternatives): Alternatives {
  if (left.length * right.length > maxAlternatives)
    throw new InvalidPattern(`$or relationships must not make more than ${maxAlternatives} combinations`);
  return left.flatMap((fields) => right.map((others) => others.reduce(addField, fields)));
}

function addField(fields: readonly FieldRequirement[], added: FieldRequirement): readonly FieldRequirement[] {
  const present = fields.find(({ name }) => name === added.name);
  if (present === undefined) return [...fields, added];
  const widened = { name: added.name, matchers: [...present.matchers, ...added.matchers] };
  return fields.map((field) => (field === present ? widened : field));
}

/**
 * `$or` is an ordinary field where its array holds plain values or match expressions; an array that starts with an
 * object of fields makes it a relationship.
 */
function isOrRelationship(value: readonly unknown[]): boolean {
  return !value.every((member) => !isJsonObject(member) || Object.keys(member).some((key) => matchTypeNames.has(key)));
}

function parseOr(members: readonly unknown[], path: readonly string[], depth: number): Alternatives {
  const alternatives = members.flatMap((member) => {
    if (!isJsonObject(member)) throw new InvalidPattern("Only JSON object is allowed in array of $or relationship.");
    return parseObject(member, path, depth + 1);
  });
  if (members.length < 2) throw new InvalidPattern("There must have at least 2 Objects in $or relationship.");
  return alternatives;
}
