import type { EventPattern, FieldRequirement, Matcher } from "./event-pattern.js";
import { type ArrayPlaces, type EventLeaf, flattenEvent } from "./flatten-event.js";
import { meetsBound } from "./numeric.js";
import { hasLiterals } from "../../../has-literals.js";

type Leaves = ReadonlyMap<string, readonly EventLeaf[]>;

/**
 * Whether an event matches a pattern. Fields inside arrays of objects must match within the same element.
 *
 * @see aws/event-ruler, whose answers EventBridge gives
 */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  const leaves = flattenEvent(event);
  return pattern.alternatives.some((fields) => matchesAll(fields, leaves, new Map()));
}

function matchesAll(fields: readonly FieldRequirement[], leaves: Leaves, places: ArrayPlaces): boolean {
  const [first, ...rest] = fields;
  if (first === undefined) return true;
  const found = leaves.get(first.name);
  if (found === undefined) {
    const mayBeAbsent = first.matchers.some((matcher) => matcher.kind === "exists" && !matcher.expected);
    return mayBeAbsent && matchesAll(rest, leaves, places);
  }
  const tried = new Set<string>();
  for (const leaf of found) {
    if (!first.matchers.some((matcher) => matchesValue(matcher, leaf.value))) continue;
    const together = combinePlaces(places, leaf.places);
    const key = together && JSON.stringify([...together]);
    if (together === undefined || key === undefined || tried.has(key)) continue;
    tried.add(key);
    if (matchesAll(rest, leaves, together)) return true;
  }
  return false;
}

/** Undefined where the two lie in different elements of one array. */
function combinePlaces(left: ArrayPlaces, right: ArrayPlaces): ArrayPlaces | undefined {
  for (const [array, index] of right) {
    const other = left.get(array);
    if (other !== undefined && other !== index) return undefined;
  }
  return new Map([...left, ...right]);
}

function matchesValue(matcher: Matcher, value: EventLeaf["value"]): boolean {
  switch (matcher.kind) {
    case "literal":
      return value === matcher.value;
    case "exists":
      return matcher.expected;
    case "prefix":
      return (
        typeof value === "string" &&
        foldIf(matcher.ignoresCase, value).startsWith(foldIf(matcher.ignoresCase, matcher.text))
      );
    case "suffix":
      return (
        typeof value === "string" &&
        foldIf(matcher.ignoresCase, value).endsWith(foldIf(matcher.ignoresCase, matcher.text))
      );
    case "equals-ignore-case":
      return typeof value === "string" && foldIf(true, value) === foldIf(true, matcher.text);
    case "wildcard":
      return typeof value === "string" && hasLiterals(value, matcher.literals);
    case "cidr":
      return typeof value === "string" && matcher.contains(value);
    case "numeric":
      return typeof value === "number" && matcher.bounds.every((bound) => meetsBound(value, bound));
    case "anything-but":
      return !matcher.excluded.some((excluded) => matchesValue(excluded, value));
  }
}

function foldIf(ignoresCase: boolean, text: string): string {
  return ignoresCase ? text.toLowerCase() : text;
}
