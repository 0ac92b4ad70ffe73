import { call, type Code, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { isOnly, numberType, stringType } from "../ir/value-types.js";
import { literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { constantString, operandAt } from "./operands.js";
import { plain, refused, refuseTypes, rewritten, unsupported } from "./signature.js";
import { isCompared, memberReadAtOnce } from "./use.js";

const readable = ["toISOString", "toJSON", "getTime", "valueOf"];

/** A Date that is read at once. In IR it is its operand: milliseconds, ISO text, or nothing for now. */
function analyseNewDate(site: BuiltinSite): Expression {
  const member = memberReadAtOnce(site.node);
  if (isCompared(site.node)) return comparedDate(site);
  const kept = site.isKept;
  if (!kept && (member === undefined || !(readable.includes(member) || member in parts || /^[gs]et/.test(member)))) {
    const hint = "Give it a name with `const`, or read it at once, as in `new Date().toISOString()`.";
    return site.refuse("SP1307", { name: "new Date", hint });
  }
  if (site.nodes.length === 0) return site.call(kept ? [now(site)] : []);
  if (site.nodes.length > 1) {
    return unsupported(site, "a date in local time", "Pass ISO text with a zone, or milliseconds.");
  }
  const value = site.argument(0);
  if (value.types !== stringType && value.types !== numberType) {
    const excess = value.types & ~(stringType | numberType);
    return excess === 0
      ? unsupported(site, "what may be a text or a number", "Narrow it with typeof.", 0)
      : refuseTypes(site, excess, 0);
  }
  // A time that is kept is a whole number of milliseconds.
  return site.call([kept ? analyseGetTime(site, millisOf(site, value)) : value]);
}

/** `new Date(a) < new Date(b)` compares milliseconds. */
function comparedDate(site: BuiltinSite): Expression {
  if (site.nodes.length === 0) return now(site);
  const value = site.argument(0);
  if (site.nodes.length > 1 || (value.types !== stringType && value.types !== numberType)) {
    return unsupported(site, "a date in local time", "Pass ISO text with a zone, or milliseconds.");
  }
  return analyseGetTime(site, millisOf(site, value));
}

function millisOf(site: BuiltinSite, value: Expression): Expression {
  return value.types === numberType ? value : parsed(site, value);
}

/** A method of `new Date(…)`, with its milliseconds or nothing for now. */
function ofDate(name: string, build: (site: BuiltinSite, millis: Expression | undefined) => Expression): Builtin {
  return rewritten(`Date.${name}`, (site) => {
    const { receiver } = site;
    if (receiver?.types === 0) return receiver;
    if (receiver?.kind !== "builtin" || receiver.name !== "new Date") {
      const hint = "Read a Date that the workflow itself makes with `const … = new Date(…)`, or keep ISO texts.";
      return site.refuse("SP1307", { name: `Date.${name}`, hint });
    }
    const [value] = receiver.operands;
    const millis = value && millisOf(site, value);
    return build(site, millis);
  });
}

const isoText = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/;

/** `Date.parse` of ISO text with a zone; other text depends on the machine it runs on. */
function parsed(site: BuiltinSite, text: Expression): Expression {
  const constant = constantString(text);
  if (constant !== undefined) {
    const millis = isoText.test(constant) ? Date.parse(constant) : Number.NaN;
    return Number.isNaN(millis)
      ? unsupported(site, "a date that is no ISO text with a zone", "Write it like `2025-01-31T09:00:00Z`.")
      : literal(millis, site.span);
  }
  return { ...site.call([text]), name: "Date.parse", types: numberType };
}

function now(site: BuiltinSite): Expression {
  return { ...site.call([]), name: "Date.now", types: numberType };
}

function analyseGetTime(site: BuiltinSite, millis: Expression | undefined): Expression {
  if (millis === undefined) return now(site);
  // A time is a whole number of milliseconds.
  if (millis.kind === "builtin" && millis.name === "Date.parse") return millis;
  return { ...site.call([millis]), name: "Math.trunc", types: numberType };
}

function analyseIso(site: BuiltinSite, millis: Expression | undefined): Expression {
  if (millis === undefined) return { ...site.call([]), name: "Date.nowIso", types: stringType };
  return { ...site.call([millis]), name: "Date.toISOString", types: stringType };
}

/** Where the parts of a date stand in its ISO text, and what JavaScript subtracts. */
const parts: Readonly<Record<string, readonly [start: number, length: number, offset: number]>> = {
  getUTCFullYear: [0, 4, 0],
  getUTCMonth: [5, 2, 1],
  getUTCDate: [8, 2, 0],
  getUTCHours: [11, 2, 0],
  getUTCMinutes: [14, 2, 0],
  getUTCSeconds: [17, 2, 0],
  getUTCMilliseconds: [20, 3, 0],
};

function part(name: string, [start, length, offset]: readonly [number, number, number]): Builtin {
  return ofDate(name, (site, millis) => {
    const digits: Expression = {
      ...site.call([analyseIso(site, millis), literal(start, site.span), literal(start + length, site.span)]),
      name: "String.slice",
      types: stringType,
    };
    const value: Expression = { ...site.call([digits]), name: "Number.ofDigits", types: numberType };
    if (offset === 0) return value;
    const right = literal(offset, site.span);
    return { kind: "arithmetic", operator: "-", left: value, right, types: numberType, span: site.span };
  });
}

/** The day of the week, from 0 for Sunday. */
function analyseDay(site: BuiltinSite, millis: Expression | undefined): Expression {
  return { ...site.call([millis ?? now(site)]), name: "Date.day", types: numberType };
}

/** What `Date.UTC` takes where it is given less: the first day of the year, at midnight. */
const leastParts = [0, 0, 1, 0, 0, 0, 0];

function emitUtc(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const given = operands.map((operand) => emitter.value(operand));
  return call("jsUtc", ...given, ...leastParts.slice(given.length).map((part) => primary(String(part))));
}

function analyseParse(site: BuiltinSite): Expression {
  const text = site.argument(0);
  return isOnly(text.types, stringType) ? parsed(site, text) : refuseTypes(site, text.types & ~stringType, 0);
}

function apply(name: string, func: string): Builtin {
  return { name, emit: (emitter, call_): Code => call(func, emitter.value(operandAt(call_, 0))) };
}

const anew =
  "Set a Date that the function itself makes with `const … = new Date(…)` and that has no second name, with the `setUTC…` method; or make another Date of its milliseconds or parts: `new Date(date.getTime() + days * 86_400_000)`, `new Date(Date.UTC(year, month + 1, day))`.";

const localTime = "It depends on the zone of the machine; use the `getUTC…` method.";

/** Dates, as ISO texts and milliseconds. */
export const dates: readonly Builtin[] = [
  plain("Date.now", [], () => call("millis")),
  { name: "Date.nowIso", emit: () => call("now") },
  rewritten("new Date", analyseNewDate),
  { ...apply("Date.parse", "jsMillis"), analyse: analyseParse },
  { ...ofDate("toISOString", analyseIso), emit: apply("Date.toISOString", "jsIso").emit },
  ofDate("toJSON", analyseIso),
  ofDate("getTime", analyseGetTime),
  ofDate("valueOf", analyseGetTime),
  ofDate("getUTCDay", analyseDay),
  apply("Date.day", "jsDay"),
  plain(
    "Date.UTC",
    leastParts.map(() => numberType),
    emitUtc,
  ),
  ...Object.entries(parts).map(([name, place]) => part(name, place)),
  apply("Number.ofDigits", "number"),
  ...["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"].flatMap((name) => [
    refused(`Date.set${name}`, anew),
    refused(`Date.setUTC${name}`, anew),
  ]),
  refused("Date.setTime", anew),
  ...["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"].map((name) =>
    refused(`Date.get${name}`, localTime),
  ),
];
