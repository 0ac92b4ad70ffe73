import ts from "typescript";
import { call, type Code, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { dateType, isOnly, numberType, stringType } from "../ir/value-types.js";
import { literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { asMillis, isoTextOf, isTime, millisOfDate, textOfTime } from "./date-values.js";
import { utcText } from "./date-text.js";
import { constantString, operandAt } from "./operands.js";
import { internal, plain, refused, refuseTypes, rewritten, unsupported } from "./signature.js";
import { isChosen, isTakenAsNumber, memberReadAtOnce } from "./use.js";

const readable = ["toISOString", "toJSON", "toUTCString", "getTime", "valueOf"];

/** A Date that gets a name, is read at once, or becomes part of data. */
function analyseNewDate(site: BuiltinSite): Expression {
  if (site.nodes.length > 1) {
    return unsupported(site, "a date in local time", "Pass ISO text with a zone, or milliseconds.");
  }
  const time = timeOf(site);
  if (time.types !== numberType) return time;
  // A time that is kept is a whole number of milliseconds.
  if (isTakenAsNumber(site.node)) return analyseGetTime(site, time);
  if (site.isKept || isChosen(site.node)) return site.call([analyseGetTime(site, time)]);
  return isReadAtOnce(site.node) ? site.call([time]) : textOfTime(time);
}

function isReadAtOnce(node: ts.Expression): boolean {
  const member = memberReadAtOnce(node);
  return member !== undefined && (readable.includes(member) || member in parts || /^[gs]et/.test(member));
}

/** The milliseconds that a Date is made of. */
function timeOf(site: BuiltinSite): Expression {
  if (site.nodes.length === 0) return now(site);
  const value = asMillis(site.argument(0));
  if (value.types === numberType) return value;
  if (value.types === stringType) return parsed(site, value);
  const excess = value.types & ~(stringType | numberType);
  return excess === 0
    ? unsupported(site, "what may be a text or a number", "Narrow it with typeof.", 0)
    : refuseTypes(site, excess, 0);
}

/** A method of a Date, with its milliseconds. */
function ofDate(name: string, build: (site: BuiltinSite, millis: Expression) => Expression): Builtin {
  return rewritten(`Date.${name}`, (site) => {
    const { receiver } = site;
    if (receiver === undefined || receiver.types === 0) return receiver ?? site.call([]);
    const millis = asMillis(receiver);
    if (millis.types === numberType) return build(site, millis);
    return refuseTypes(site, receiver.types & ~dateType, -1);
  });
}

const isoText = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** `Date.parse` of ISO text with a zone; other text depends on the machine it runs on. */
function parsed(site: BuiltinSite, text: Expression): Expression {
  const constant = constantString(text);
  if (constant !== undefined) {
    const millis = isoText.test(constant) ? Date.parse(constant) : Number.NaN;
    if (!Number.isNaN(millis)) return literal(millis, site.span);
    // What a name stands for may never get here: it is an error when it does.
    if (site.nodes.some((node) => ts.isStringLiteralLike(node))) {
      return unsupported(site, "a date that is no ISO text with a zone", "Write it like `2025-01-31T09:00:00Z`.");
    }
  }
  return { ...site.call([text]), name: "Date.parse", types: numberType };
}

function now(site: BuiltinSite): Expression {
  return { ...site.call([]), name: "Date.now", types: numberType };
}

function analyseGetTime(site: BuiltinSite, millis: Expression): Expression {
  if (isTime(millis)) return millis;
  return { ...site.call([millis]), name: "Date.getTime", types: numberType };
}

function analyseIso({ span }: BuiltinSite, millis: Expression): Expression {
  return { ...isoTextOf(textOfTime(millis)), span };
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
function analyseDay(site: BuiltinSite, millis: Expression): Expression {
  return { ...site.call([millis]), name: "Date.day", types: numberType };
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
  "Another name may stand for the same Date: change a copy, `const other = new Date(date); other.setUTCDate(1);`, or make one of its milliseconds, `new Date(date.getTime() + days * 86_400_000)`.";

const localTime = (kind: "get" | "set") => `It depends on the zone of the machine; use the \`${kind}UTC…\` method.`;

/** Dates, as ISO texts and milliseconds. */
export const dates: readonly Builtin[] = [
  plain("Date.now", [], () => call("millis")),
  { name: "Date.nowIso", emit: () => call("now") },
  // Where nothing else is made of it, a Date is data.
  { ...apply("new Date", "jsIso"), analyse: analyseNewDate },
  { ...apply("Date.parse", "jsMillis"), analyse: analyseParse },
  { ...ofDate("toISOString", analyseIso), emit: apply("Date.toISOString", "jsIso").emit },
  ofDate("toJSON", analyseIso),
  ofDate("toUTCString", (_site, millis) => utcText(millis)),
  internal(millisOfDate, (emitter, call_) => call("toMillis", emitter.value(operandAt(call_, 0)))),
  { ...ofDate("getTime", analyseGetTime), emit: apply("Date.getTime", "jsTime").emit },
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
    refused(`Date.set${name}`, localTime("set")),
    refused(`Date.setUTC${name}`, anew),
  ]),
  refused("Date.setTime", anew),
  ...["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"].map((name) =>
    refused(`Date.get${name}`, localTime("get")),
  ),
];
