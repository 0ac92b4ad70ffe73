import { arrayConstructor, call, type Code, compare, lambda, power, stringLiteral, wrap } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { numberType, stringType } from "../ir/value-types.js";
import { isAscii } from "./ascii.js";
import { literal, notBelowZero } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, itemAt, number } from "./codes.js";
import { constantNumber, isInteger, isNatural, operandAt } from "./operands.js";
import { internal, plain, rewritten, unsupported, withOperands } from "./signature.js";

/** The UTF-16 units of a text: what JavaScript counts. JSONata's own functions count code points. */
export function units(text: Code): Code {
  return call("split", text, stringLiteral(""));
}

function emitLength(emitter: ExpressionEmitter, text: Expression): Code {
  const code = emitter.value(text);
  return isAscii(text) ? call("length", code) : call("count", units(code));
}

function emitUnit(emitter: ExpressionEmitter, call_: BuiltinCall, truncates: boolean): Code {
  const all = units(emitter.value(operandAt(call_, 0)));
  const index = call_.operands[1];
  const constant = index === undefined ? 0 : constantNumber(index);
  if (constant !== undefined && Number.isInteger(constant) && constant >= 0) return itemAt(all, String(constant));
  const at = emitter.value(index as Expression);
  if (isNatural(index as Expression)) return bindAll(emitter, [["i", at]], (name) => itemAt(all, name.text));
  const whole = truncates && !isInteger(index as Expression) ? call("jsTrunc", at) : at;
  return call("jsIdx", all, whole);
}

/** Text where there may be nothing: `&` takes nothing for the empty text. */
function orEmpty(code: Code): Code {
  return { text: `${wrap(code, power.sum)} & ""`, power: power.sum };
}

function emitCharAt(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const index = call_.operands[1];
  if (index === undefined || constantNumber(index) === 0) return firstUnits(emitter, operandAt(call_, 0), 1);
  return orEmpty(emitUnit(emitter, call_, true));
}

function firstUnits(emitter: ExpressionEmitter, text: Expression, count: number): Code {
  const code = emitter.value(text);
  return isAscii(text)
    ? call("substring", code, number(0), number(count))
    : call("join", call("split", code, stringLiteral(""), number(count)));
}

function emitAt(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const all = units(emitter.value(operandAt(call_, 0)));
  const index = operandAt(call_, 1);
  const constant = constantNumber(index);
  if (constant !== undefined) return itemAt(all, String(Math.trunc(constant)));
  const at = emitter.value(index);
  return bindAll(emitter, [["i", isInteger(index) ? at : call("jsTrunc", at)]], (name) => itemAt(all, name.text));
}

/** `slice` with constant bounds, where that is simpler than the general form. */
function emitConstantSlice(
  emitter: ExpressionEmitter,
  text: Expression,
  start: number,
  end: number | undefined,
): Code | undefined {
  if (start === 0 && end === undefined) return emitter.value(text);
  if (start >= 0 && end !== undefined && end >= 0) {
    if (end <= start) return stringLiteral("");
    if (start === 0) return firstUnits(emitter, text, end);
  }
  if (end !== undefined && end < 0) return undefined;
  if (isAscii(text)) {
    if (start < 0 && end !== undefined) return undefined;
    const length = end === undefined ? [] : [number(end - start)];
    return call("substring", emitter.value(text), number(start), ...length);
  }
  if (start < 0) return undefined;
  const [v, i] = [emitter.locals.fresh("v"), emitter.locals.fresh("i")];
  const limit = end === undefined ? [] : [number(end)];
  const head = call("split", emitter.value(text), stringLiteral(""), ...limit);
  const rest = call("filter", head, lambda([v, i], compare(name(i), ">=", number(start))));
  return call("join", arrayConstructor([rest.text]));
}

function name(local: string): Code {
  return { text: `$${local}`, power: power.primary };
}

function constantBounds(call_: BuiltinCall): { start: number; end: number | undefined } | undefined {
  const [, first, second] = call_.operands;
  const start = first === undefined ? 0 : constantNumber(first);
  const end = constantNumber(second);
  if (start === undefined || (second !== undefined && end === undefined)) return undefined;
  return { start: Math.trunc(start), end: end === undefined ? undefined : Math.trunc(end) };
}

function emitSlice(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const text = operandAt(call_, 0);
  const bounds = constantBounds(call_);
  const constant = bounds === undefined ? undefined : emitConstantSlice(emitter, text, bounds.start, bounds.end);
  return constant ?? call("jsStrSlice", ...call_.operands.map((operand) => emitter.value(operand)));
}

/** `substring` takes negative bounds for 0, and swaps bounds in the wrong order. */
function emitSubstring(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const text = operandAt(call_, 0);
  const bounds = constantBounds(call_);
  if (bounds !== undefined) {
    const start = Math.max(bounds.start, 0);
    const end = bounds.end === undefined ? undefined : Math.max(bounds.end, 0);
    const [low, high] = end === undefined || start <= end ? [start, end] : [end, start];
    const constant = emitConstantSlice(emitter, text, low, high);
    if (constant !== undefined) return constant;
  }
  const positive = (operand: Expression): Code => {
    const code = emitter.value(operand);
    return isNatural(operand) ? code : call("max", arrayConstructor([code.text, "0"]));
  };
  const [, first, second] = call_.operands;
  const start = positive(first as Expression);
  if (second === undefined) return call("jsStrSlice", emitter.value(text), start);
  const end = positive(second);
  return bindAll(
    emitter,
    [
      ["p", start],
      ["q", end],
    ],
    (p, q) => {
      const both = arrayConstructor([p.text, q.text]);
      return call("jsStrSlice", emitter.value(text), call("min", both), call("max", both));
    },
  );
}

/** `text.substr(start, length)` as `text.slice(start, end)`, or in two cuts where the end is not known. */
function analyseSubstr(site: BuiltinSite): Expression {
  return withOperands(site, [stringType, numberType, numberType], ([text, start, length]) => {
    const slice = (of: Expression, ...bounds: readonly Expression[]): Expression => ({
      ...site.call([of, ...bounds]),
      name: "String.slice",
      types: stringType,
    });
    if (text === undefined || start === undefined) return unsupported(site, "no arguments", "Use the text itself.");
    if (length === undefined) return slice(text, start);
    const [from, count] = [constantNumber(start), constantNumber(length)];
    if (from !== undefined && from >= 0 && count !== undefined) {
      const first = Math.trunc(from);
      return slice(text, literal(first, site.span), literal(first + Math.max(Math.trunc(count), 0), site.span));
    }
    return slice(slice(text, start), literal(0, site.span), notBelowZero(length));
  });
}

/** Parts of a text by position, in UTF-16 units. */
export const stringParts: readonly Builtin[] = [
  plain("String.length", [stringType], (emitter, call_) => emitLength(emitter, operandAt(call_, 0))),
  // `text[index]`
  internal("String.at()", (emitter, call_) => emitUnit(emitter, call_, false)),
  plain("String.charAt", [stringType, numberType], emitCharAt),
  {
    name: "String.charCodeAt",
    analyse: (site) =>
      withOperands(site, [stringType, numberType], (operands) => {
        const unit: Expression = { ...site.call(operands), name: "String.charAt", types: stringType };
        return site.call([unit]);
      }),
    emit: (emitter, call_) => call("jsCode", emitter.value(operandAt(call_, 0))),
  },
  plain("String.at", [stringType, numberType], emitAt),
  plain("String.slice", [stringType, numberType, numberType], emitSlice),
  plain("String.substring", [stringType, numberType, numberType], emitSubstring),
  rewritten("String.substr", analyseSubstr),
  // `[...text]`
  internal("String.codePoints", (emitter, call_) => codePoints(emitter.value(operandAt(call_, 0)))),
];

/** The characters of a text as JavaScript iterates over it: pairs of surrogates stay together. */
export function codePoints(text: Code): Code {
  const pattern = String.raw`/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/`;
  return arrayConstructor([`$match(${text.text}, ${pattern}).match`]);
}
