import { binary, call, type Code, compare, conditional, power, primary, stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, Lambda } from "../ir/expression.js";
import { isOnly, numberType, stringType, undefinedType } from "../ir/value-types.js";
import { lambdaOf, literal, local, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, number } from "./codes.js";
import { constantNumber, constantString, operandAt } from "./operands.js";
import { internal, refuseTypes, rewritten, unsupported } from "./signature.js";

/** How numbers are written, as `Intl.NumberFormat` says it. */
interface NumberShape {
  readonly minimumDigits: number;
  readonly maximumDigits: number;
  /** By how many places the point moves to the right: 2 for percent. */
  readonly shift: number;
  readonly point: string;
  /** Between groups of three digits; empty for none. */
  readonly separator: string;
  /** The digits before the point from which on there are groups. */
  readonly leastGrouped: number;
  readonly positive: readonly [before: string, after: string];
  readonly negative: readonly [before: string, after: string];
}

/** What the author's machine would take where no locale is given differs; the workflow is written for one. */
const defaultLocale = "en-US";

/** Settings that change more than signs and digits, with the values that do not. */
const ordinary: Readonly<Record<string, string | number | undefined>> = {
  numberingSystem: "latn",
  notation: "standard",
  signDisplay: "auto",
  roundingMode: "halfExpand",
  roundingIncrement: 1,
  roundingPriority: "auto",
  trailingZeroDisplay: "auto",
  minimumIntegerDigits: 1,
  minimumSignificantDigits: undefined,
  maximumSignificantDigits: undefined,
};

/**
 * The shape that a locale and options give; undefined where it takes more than that.
 *
 * @throws RangeError, TypeError for what `Intl.NumberFormat` does not know
 */
function shapeOf(locale: string | undefined, options: Intl.NumberFormatOptions): NumberShape | undefined {
  const format = new Intl.NumberFormat(locale ?? defaultLocale, options);
  const resolved: Readonly<Record<string, unknown>> = { ...format.resolvedOptions() };
  if (resolved.style === "unit" || resolved.currencyDisplay === "name") return undefined;
  if (Object.entries(ordinary).some(([name, value]) => name in resolved && resolved[name] !== value)) return undefined;
  const shift = resolved.style === "percent" ? 2 : 0;
  const parts = (value: number) => format.formatToParts(value / 10 ** shift);
  const integers = parts(1_234_567).filter(({ type }) => type === "integer");
  const [first, ...groups] = integers.map(({ value }) => value.length);
  if (groups.some((length) => length !== 3) || (groups.length > 0 && first !== 1)) return undefined;
  const find = (value: number, type: string) => parts(value).find((part) => part.type === type)?.value;
  const isGrouped = (value: number): boolean => find(value, "group") !== undefined;
  return {
    minimumDigits: resolved.minimumFractionDigits as number,
    maximumDigits: resolved.maximumFractionDigits as number,
    shift,
    point: new Intl.NumberFormat(locale ?? defaultLocale).formatToParts(0.5).find(({ type }) => type === "decimal")!
      .value,
    separator: find(1_234_567, "group") ?? "",
    leastGrouped: isGrouped(1_234) ? 4 : isGrouped(12_345) ? 5 : 6,
    positive: around(parts(1)),
    negative: around(parts(-1)),
  };
}

/** What stands before and after the digits. */
function around(parts: readonly Intl.NumberFormatPart[]): readonly [before: string, after: string] {
  const isDigits = ({ type }: Intl.NumberFormatPart): boolean => /^(integer|group|decimal|fraction)$/.test(type);
  const text = (some: readonly Intl.NumberFormatPart[]): string => some.map(({ value }) => value).join("");
  return [text(parts.slice(0, parts.findIndex(isDigits))), text(parts.slice(parts.findLastIndex(isDigits) + 1))];
}

/** The number as `Intl.NumberFormat` writes it; both arguments are constants. */
export function formattedNumber(
  site: BuiltinSite,
  value: Expression,
  settings: readonly Expression[],
  firstSetting: number,
): Expression {
  if (!isOnly(value.types, numberType)) {
    return refuseTypes(site, value.types & ~numberType, site.receiver === undefined ? 0 : -1);
  }
  const [locale, options] = settings;
  const language = locale === undefined || locale.types === undefinedType ? undefined : constantString(locale);
  const isLanguageKnown = locale === undefined || locale.types === undefinedType || language !== undefined;
  const given = options === undefined || options.types === undefinedType ? {} : constantMembers(options);
  const refuse = (hint: string): Expression => unsupported(site, "these options", hint, firstSetting);
  if (!isLanguageKnown || given === undefined) return refuse("Write the locale and the options as constants.");
  try {
    const shape = shapeOf(language, given);
    const hint = "Numbers, amounts and percentages with a number of decimal places are known; format others in a task.";
    return shape === undefined ? refuse(hint) : writing(value, shape);
  } catch (error) {
    return refuse(`Intl.NumberFormat says: ${(error as Error).message}.`);
  }
}

/** `format.format` as a callback. */
export function formattingOf(site: BuiltinSite, settings: readonly Expression[]): Lambda {
  const value = local("n", numberType);
  return lambdaOf([value], formattedNumber(site, read(value, site.span), settings, 0), site.span);
}

/** `{ style: "currency", currency: "USD" }`; undefined for what is no constant. */
function constantMembers(options: Expression): Intl.NumberFormatOptions | undefined {
  if (options.kind !== "object") return undefined;
  const members: Record<string, string | number | boolean | null> = {};
  for (const member of options.members) {
    if (member.kind !== "property" || typeof member.key !== "string" || member.value.kind !== "literal")
      return undefined;
    members[member.key] = member.value.value;
  }
  return members;
}

function writing(value: Expression, shape: NumberShape): Expression {
  const { span } = value;
  const { minimumDigits, maximumDigits, shift, point, separator, leastGrouped } = shape;
  const settings = [
    minimumDigits,
    maximumDigits,
    shift,
    point,
    separator,
    leastGrouped,
    ...shape.positive,
    ...shape.negative,
  ];
  const operands = [value, ...settings.map((setting) => literal(setting, span))];
  return { kind: "builtin", name: "setpiece.formatNumber", operands, types: stringType, span };
}

function emitFormat(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const text = (index: number): Code => stringLiteral(constantString(operandAt(call_, index)) ?? "");
  const digits = (index: number): Code => number(constantNumber(operandAt(call_, index)) ?? 0);
  return bindAll(emitter, [["n", operandAt(call_, 0)]], (n) => {
    const written = call("jsFormat", n, digits(1), digits(2), digits(3), text(4), text(5), digits(6));
    const between = (before: Code, after: Code): Code =>
      binary(binary(before, "&", written, power.sum), "&", after, power.sum);
    return conditional(compare(n, "<", primary("0")), between(text(9), text(10)), between(text(7), text(8)));
  });
}

/** Numbers as people read them. */
export const numberFormat: readonly Builtin[] = [
  rewritten("Number.toLocaleString", (site) => {
    if (site.receiver === undefined) throw new Error(`${site.name} has a receiver`);
    return formattedNumber(
      site,
      site.receiver,
      site.nodes.map((_node, index) => site.argument(index)),
      0,
    );
  }),
  rewritten("NumberFormat.format", (site) => formattedNumber(site, site.argument(0), site.settings ?? [], 0)),
  internal("setpiece.formatNumber", emitFormat),
];
