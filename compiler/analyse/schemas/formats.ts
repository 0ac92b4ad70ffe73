import type ts from "typescript";
import { type Pattern, translateRegExp } from "../../builtins/regular-expression-pattern.js";
import { regExpLiteralOf } from "../../builtins/regular-expression-literal.js";
import { RegExpProblem } from "../../builtins/regular-expression-syntax.js";
import type { SchemaReader, ZodCall } from "./reader.js";

/** Formats that zod tests with one pattern, by the pattern's name. */
const patterns: Readonly<Record<string, string>> = {
  cidrv4: "cidrv4",
  cuid: "cuid",
  cuid2: "cuid2",
  currencyCode: "currencyCode",
  e164: "e164",
  email: "email",
  guid: "guid",
  hex: "hex",
  hostname: "hostname",
  "iso.date": "date",
  "iso.duration": "duration",
  ipv4: "ipv4",
  ksuid: "ksuid",
  lowercase: "lowercase",
  nanoid: "nanoid",
  ulid: "ulid",
  uppercase: "uppercase",
  uuidv4: "uuid4",
  uuidv6: "uuid6",
  uuidv7: "uuid7",
  xid: "xid",
};

const isoFormats = new Set(["date", "time", "datetime", "duration"]);

/** The pattern of a format such as `email` or `iso.datetime`, as the project's zod has it; undefined for no such format. */
export function readFormat(
  reader: SchemaReader,
  zod: ZodCall,
  options: ts.Expression | undefined,
): Pattern | undefined {
  const { name: own } = zod.function;
  // `z.string().date()` is `z.iso.date()`, and `z.date()` is something else.
  const name = zod.receiver !== undefined && isoFormats.has(own) ? `iso.${own}` : own;
  const found = zod.function.package.patterns();
  const made = (maker: string, argument: unknown): RegExp | undefined => {
    const make = found[maker];
    return typeof make === "function" ? make(argument) : undefined;
  };
  switch (name) {
    case "email": {
      const given = reader.options(options, ["pattern"]).get("pattern");
      if (given !== undefined) return writtenPattern(reader, given);
      break;
    }
    case "uuid": {
      const version = reader.options(options, ["version"]).get("version");
      const number = version === undefined ? undefined : Number(reader.text(version).slice(1));
      return translated(reader, zod.call, made("uuid", number));
    }
    case "iso.time":
    case "iso.datetime": {
      const isTime = name === "iso.time";
      const given = reader.options(options, isTime ? ["precision"] : ["precision", "offset", "local"]);
      const argument = Object.fromEntries([...given].map(([key, node]) => [key, reader.value(node)]));
      return translated(reader, zod.call, made(isTime ? "time" : "datetime", argument));
    }
    default:
      break;
  }
  const pattern = patterns[name];
  if (pattern === undefined) return undefined;
  if (name !== "email") reader.options(options);
  const known = found[pattern];
  return known instanceof RegExp ? translated(reader, zod.call, known) : undefined;
}

/** A pattern that the author wrote. */
export function writtenPattern(reader: SchemaReader, node: ts.Expression): Pattern {
  const literal = regExpLiteralOf(reader.checker, node);
  if (literal === undefined) {
    return reader.pattern(
      node,
      "a pattern that is not a constant",
      "Write the literal `/…/` here, or in a `const` of its own.",
    );
  }
  return translate(reader, node, literal.text);
}

function translated(reader: SchemaReader, node: ts.Node, pattern: RegExp | undefined): Pattern | undefined {
  return pattern === undefined ? undefined : translate(reader, node, pattern.toString());
}

/** Zod tests from the start of the text each time, whatever the flag `g` says. */
function translate(reader: SchemaReader, node: ts.Node, written: string): Pattern {
  try {
    const pattern = translateRegExp(written);
    if (!pattern.mayBeEmpty || pattern.afterSpace !== undefined) return pattern;
    return reader.pattern(node, "a pattern that matches the empty text", "Start it with `^`, or use `+` for `*`.");
  } catch (problem) {
    if (problem instanceof RegExpProblem) return reader.pattern(node, problem.message, problem.hint);
    throw problem;
  }
}
