import { call } from "../emit/code.js";
import type { Expression } from "../ir/expression.js";
import { isOnly, stringType, undefinedType } from "../ir/value-types.js";
import { literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { constantString } from "./operands.js";
import { refuseTypes, unsupported } from "./signature.js";

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
  const { receiver, span } = site;
  if (receiver === undefined) throw new Error(`${site.name} has a receiver`);
  if (site.nodes.some((_node, index) => site.isSpread(index))) {
    return unsupported(site, "spread arguments", "Pass the arguments one by one.");
  }
  const other = site.argument(0);
  if (!isOnly(receiver.types, stringType)) return refuseTypes(site, receiver.types & ~stringType, -1);
  if (!isOnly(other.types, stringType)) return refuseTypes(site, other.types & ~stringType, 0);
  if (site.nodes.length > 1 && !isKnownLanguage(site.argument(1))) {
    return unsupported(site, "this locale", 'Leave it out, or pass "en": other languages have orders of their own.', 1);
  }
  const options = site.nodes.length > 2 ? readOptions(site.argument(2)) : { level: 3, numeric: false };
  if (options === undefined) {
    const hint = 'Of the options, `sensitivity: "base"`, "accent" or "variant" and `numeric` are known, as constants.';
    return unsupported(site, "these options", hint, 2);
  }
  return site.call([receiver, other, literal(options.level, span), literal(options.numeric, span)]);
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
];
