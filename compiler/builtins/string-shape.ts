import { asWritten } from "./infinite-uses.js";
import { arrayConstructor, binary, call, type Code, compare, conditional, lambda, power } from "../emit/code.js";
import { stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import {
  anyType,
  arrayType,
  booleanType,
  isOnly,
  mayBeAnything,
  nullType,
  numberType,
  stringType,
  undefinedType,
} from "../ir/value-types.js";
import { printedList } from "./array-search.js";
import { isAscii } from "./ascii.js";
import { asText, literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, failure, number } from "./codes.js";
import { constantNumber, constantString, isInteger, isNatural, operandAt } from "./operands.js";
import { plain, refuseTypes, rewritten, unsupported, withOperands } from "./signature.js";
import { units } from "./string-parts.js";

function apply(name: string, func: string): Builtin {
  return plain(name, [stringType], (emitter, call_) => call(func, emitter.value(operandAt(call_, 0))));
}

function padding(name: string): Builtin {
  const analyse = (site: BuiltinSite): Expression =>
    withOperands(site, [stringType, numberType, stringType], ([text, width, fill]) => {
      const filling = fill === undefined ? " " : constantString(fill);
      if (text === undefined || width === undefined) return unsupported(site, "there is no width", "Pass a width.", 0);
      if (filling === "") return text;
      if (filling === undefined || /[\uD800-\uDFFF]/.test(filling)) {
        return unsupported(site, "the fill text", "Write the fill as a constant text without emoji.", 1);
      }
      return site.call([text, width, literal(filling, site.span)]);
    });
  return { name, analyse, emit: (emitter, call_) => emitPadding(emitter, call_, name === "String.padStart") };
}

/** `$pad` counts code points and pads the other side for a negative width. */
function emitPadding(emitter: ExpressionEmitter, call_: BuiltinCall, atStart: boolean): Code {
  const [text, width, fill] = [operandAt(call_, 0), operandAt(call_, 1), emitter.value(operandAt(call_, 2))];
  const constant = constantNumber(width);
  if (constant !== undefined && constant < 1) return emitter.value(text);
  if (isAscii(text) && constant !== undefined) {
    const size = Math.trunc(constant);
    return call("pad", emitter.value(text), number(atStart ? -size : size), fill);
  }
  const whole = constant === undefined ? wholeOf(emitter, width) : number(Math.trunc(constant));
  return bindAll(emitter, [["s", text]], (s) => {
    const length = isAscii(text) ? call("length", s) : call("count", units(s));
    return bindAll(emitter, [["p", binary(whole, "-", length, power.sum)]], (missing) => {
      const more = call("pad", stringLiteral(""), missing, fill);
      const padded = atStart ? binary(more, "&", s, power.sum) : binary(s, "&", more, power.sum);
      return conditional(compare(missing, ">", number(0)), padded, s);
    });
  });
}

function wholeOf(emitter: ExpressionEmitter, value: Expression): Code {
  return isInteger(value) ? emitter.value(value) : call("floor", emitter.value(value));
}

/** The text as often as said, through a list of copies. */
function emitRepeat(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [text, times] = [operandAt(call_, 0), operandAt(call_, 1)];
  const constant = constantNumber(times);
  const whole = constant === undefined ? undefined : Math.trunc(constant);
  if (whole !== undefined && whole < 0) return failure("repeat: the count is negative");
  const fill = constantString(text);
  const isSafe = whole !== undefined || isNatural(times);
  const given = isInteger(times) ? emitter.value(times) : call("jsTrunc", emitter.value(times));
  return bindAll(
    emitter,
    [
      ["s", text],
      ["n", whole === undefined ? given : number(whole)],
    ],
    (s, n) => {
      const count = n.text;
      const copies =
        fill !== undefined && /^[\0-\uD7FF\uE000-\uFFFF]$/.test(fill)
          ? call("pad", stringLiteral(""), n, s)
          : call("join", arrayConstructor([`$map([1..${count}], ${copier(emitter, s)})`]));
      if (isSafe) return copies;
      return conditional(compare(n, ">=", number(0)), copies, failure("repeat: the count is negative"));
    },
  );
}

function copier(emitter: ExpressionEmitter, text: Code): string {
  return lambda([emitter.locals.fresh("i")], text).text;
}

const primitive = stringType | numberType | booleanType | nullType | undefinedType;

/** `String()` gives an empty text, `String(undefined)` a word. */
function textOfNothing(site: BuiltinSite): Expression {
  return literal(site.nodes.length === 0 ? "" : "undefined", site.span);
}

/** Texts made from one text: case, white space, padding, copies. */
export const stringShape: readonly Builtin[] = [
  apply("String.toUpperCase", "uppercase"),
  apply("String.toLowerCase", "lowercase"),
  apply("String.trim", "jsTrim"),
  apply("String.trimStart", "jsTrimStart"),
  apply("String.trimEnd", "jsTrimEnd"),
  // The older names of the same.
  apply("String.trimLeft", "jsTrimStart"),
  apply("String.trimRight", "jsTrimEnd"),
  padding("String.padStart"),
  padding("String.padEnd"),
  plain("String.repeat", [stringType, numberType], emitRepeat),
  rewritten("String.concat", (site) =>
    withOperands(site, [stringType, ...site.nodes.map(() => stringType)], (parts) => ({
      kind: "concatenation",
      parts,
      types: stringType,
      span: site.span,
    })),
  ),
  rewritten("String.toString", (site) => withOperands(site, [stringType], ([text]) => text as Expression)),
  rewritten("String.valueOf", (site) => withOperands(site, [stringType], ([text]) => text as Expression)),
  rewritten("String()", (site) =>
    withOperands(site, [anyType], ([value]) => {
      const { types } = value ?? textOfNothing(site);
      if (types === arrayType && value !== undefined) return printedList(site, value, 0);
      if (!isOnly(types, primitive) && !mayBeAnything(types)) return refuseTypes(site, types & ~primitive, 0);
      return asText(asWritten(value ?? textOfNothing(site)));
    }),
  ),
];
