import { isJsonObject } from "../../wire/shape.js";
import { parseCidr } from "./cidr.js";
import { InvalidPattern, type Matcher } from "./event-pattern.js";
import { parseNumeric } from "./numeric.js";
import { parseWildcard } from "./wildcard.js";

type MatcherParser = (operand: unknown) => Matcher;

const matchTypes: ReadonlyMap<string, MatcherParser> = new Map<string, MatcherParser>([
  ["exists", parseExists],
  ["prefix", (operand) => parseAffix("prefix", operand)],
  ["suffix", (operand) => parseAffix("suffix", operand)],
  ["equals-ignore-case", parseEqualsIgnoreCase],
  ["wildcard", parseWildcard],
  ["cidr", parseCidr],
  ["numeric", parseNumeric],
  ["anything-but", parseAnythingBut],
  ["exactly", (operand) => ({ kind: "literal", value: requireText(operand, "exact") })],
]);

/** The keys that make an object in an array a match expression. */
export const matchTypeNames: ReadonlySet<string> = new Set([...matchTypes.keys(), "anything-but-ignore-case"]);

/** Reads one member of a field's array: a value, or an object with a match expression. */
export function parseMatcher(member: unknown): Matcher {
  if (Array.isArray(member)) throw new InvalidPattern("Match value must be String, number, true, false, or null");
  if (!isJsonObject(member)) return { kind: "literal", value: member as string | number | boolean | null };
  const [entry, ...others] = Object.entries(member);
  if (entry === undefined) throw new InvalidPattern("Empty objects are not allowed");
  const parse = matchTypes.get(entry[0]);
  if (parse === undefined) throw new InvalidPattern(`Unrecognized match type ${entry[0]}`);
  const matcher = parse(entry[1]);
  if (others.length > 0) throw new InvalidPattern("Only one key allowed in match expression");
  return matcher;
}

function parseExists(operand: unknown): Matcher {
  if (typeof operand === "boolean") return { kind: "exists", expected: operand };
  throw new InvalidPattern("exists match pattern must be either true or false.");
}

function parseAffix(kind: "prefix" | "suffix", operand: unknown): Matcher {
  if (!isJsonObject(operand)) return { kind, text: requireText(operand, kind), ignoresCase: false };
  const [entry] = Object.entries(operand);
  if (entry?.[0] !== "equals-ignore-case") throw new InvalidPattern(`Unsupported ${kind} pattern: ${entry?.[0] ?? ""}`);
  return { kind, text: requireText(entry[1], "equals-ignore-case"), ignoresCase: true };
}

function parseEqualsIgnoreCase(operand: unknown): Matcher {
  return { kind: "equals-ignore-case", text: requireText(operand, "equals-ignore-case") };
}

function parseAnythingBut(operand: unknown): Matcher {
  if (isJsonObject(operand)) return { kind: "anything-but", excluded: parseExcludedExpression(operand) };
  if (!Array.isArray(operand)) {
    if (typeof operand !== "string" && typeof operand !== "number") throw notAValue();
    return { kind: "anything-but", excluded: [{ kind: "literal", value: operand }] };
  }
  if (operand.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  const excluded = operand.map((member: unknown): Matcher => {
    if (typeof member === "string" || typeof member === "number") return { kind: "literal", value: member };
    throw new InvalidPattern("Inside anything but list, start|null|boolean is not supported.");
  });
  if (new Set(operand.map((member) => typeof member)).size > 1)
    throw new InvalidPattern(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  return { kind: "anything-but", excluded };
}

function parseExcludedExpression(operand: Readonly<Record<string, unknown>>): readonly Matcher[] {
  const [entry, ...others] = Object.entries(operand);
  if (others.length > 0) throw new InvalidPattern("Only one key allowed in match expression");
  const [name = "", value] = entry ?? [];
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(name))
    throw new InvalidPattern(`Unsupported anything-but pattern: ${name}`);
  if (members.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  return members.map((member) => parseExcluded(name, member, Array.isArray(value)));
}

function parseExcluded(name: string, member: unknown, isListed: boolean): Matcher {
  if (isJsonObject(member)) throw notAValue();
  switch (name) {
    case "wildcard":
      return parseWildcard(member);
    case "equals-ignore-case":
      if (typeof member === "string") return { kind: "equals-ignore-case", text: member };
      throw isListed
        ? new InvalidPattern("Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.")
        : new InvalidPattern("equals-ignore-case match pattern must be a string");
    default:
      if (typeof member !== "string") throw new InvalidPattern("prefix/suffix match pattern must be a string");
      if (member === "") throw new InvalidPattern("Null prefix/suffix not allowed");
      return { kind: name === "prefix" ? "prefix" : "suffix", text: member, ignoresCase: false };
  }
}

function notAValue(): InvalidPattern {
  return new InvalidPattern("Value of anything-but must be an array or single string/number value.");
}

function requireText(operand: unknown, type: string): string {
  if (typeof operand === "string") return operand;
  throw new InvalidPattern(`${type} match pattern must be a string`);
}
