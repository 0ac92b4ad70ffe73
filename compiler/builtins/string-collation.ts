import { call } from "../emit/code.js";
import type { Expression, Lambda } from "../ir/expression.js";
import { isOnly, numberType, stringType, undefinedType } from "../ir/value-types.js";
import { lambdaOf, literal, local, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { constantString } from "./operands.js";
import { refuseTypes, rewritten, unsupported } from "./signature.js";

/** Languages that order Latin letters as the root order does. Canadian French compares accents from the end. */
const languages = /^(?:(?:en|de|it|nl|pt|ca|ga|id)(?:-[A-Z]{2})?|fr(?:-(?:FR|BE|CH|LU))?)$/;

/** How much of two texts is compared: their letters, also accents, also capitals. */
const levels: ReadonlyMap<unknown, number> = new Map([
  ["base", 1],
  ["accent", 2],
  ["variant", 3],
]);

interface Options {
  readonly level: number;
  readonly numeric: boolean;
}

/** `text.localeCompare(other, locale?, { sensitivity?, numeric? })`, whose order is that of the root of CLDR. */
function analyseLocaleCompare(site: BuiltinSite): Expression {
  const { receiver } = site;
  if (receiver === undefined) throw new Error(`${site.name} has a receiver`);
  const settings = site.nodes.slice(1).map((_node, index) => site.argument(index + 1));
  return compared(site, [receiver, site.argument(0)], settings);
}

/** `collator.compare` as a callback. */
export function comparisonOf(site: BuiltinSite, settings: readonly Expression[]): Lambda {
  const [a, b] = [local("a", stringType), local("b", stringType)];
  return lambdaOf([a, b], compared(site, [read(a, site.span), read(b, site.span)], settings), site.span);
}

/** Two texts as a locale and options order them. */
function compared(
  site: BuiltinSite,
  texts: readonly [Expression, Expression],
  [locale, options]: readonly Expression[],
): Expression {
  const { span } = site;
  const first = site.receiver === undefined ? 0 : -1;
  if (site.nodes.some((_node, index) => site.isSpread(index))) {
    return unsupported(site, "spread arguments", "Pass the arguments one by one.");
  }
  for (const [index, { types }] of texts.entries()) {
    if (!isOnly(types, stringType)) return refuseTypes(site, types & ~stringType, first + index);
  }
  if (locale !== undefined && !isKnownLanguage(locale)) {
    return unsupported(site, "this locale", 'Leave it out, or pass "en": other languages have orders of their own.');
  }
  const known = options === undefined ? { level: 3, numeric: false } : readOptions(options);
  if (known === undefined) {
    const hint = 'Of the options, `sensitivity: "base"`, "accent" or "variant" and `numeric` are known, as constants.';
    return unsupported(site, "these options", hint);
  }
  const operands = [...texts, literal(known.level, span), literal(known.numeric, span)];
  return { kind: "builtin", name: "String.localeCompare", operands, types: numberType, span };
}

function isKnownLanguage(locale: Expression): boolean {
  if (locale.types === undefinedType) return true;
  const language = constantString(locale);
  return language !== undefined && languages.test(language);
}

/** Undefined for options that change the order in other ways, or are no constants. */
function readOptions(options: Expression): Options | undefined {
  if (options.types === undefinedType) return { level: 3, numeric: false };
  if (options.kind !== "object") return undefined;
  let found: Options = { level: 3, numeric: false };
  for (const member of options.members) {
    if (member.kind !== "property" || member.value.kind !== "literal") return undefined;
    const { value } = member.value;
    const level = levels.get(value);
    if (member.key === "numeric" && typeof value === "boolean") found = { ...found, numeric: value };
    else if (member.key === "sensitivity" && level !== undefined) found = { ...found, level };
    else return undefined;
  }
  return found;
}

/** Texts as in a dictionary. */
export const stringCollation: readonly Builtin[] = [
  {
    name: "String.localeCompare",
    analyse: analyseLocaleCompare,
    emit: (emitter, { operands }) => call("jsCompare", ...operands.map((operand) => emitter.value(operand))),
  },
  rewritten("Collator.compare", (site) => compared(site, [site.argument(0), site.argument(1)], site.settings ?? [])),
];
