import { call, type Code, compare, conditional, primary, stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Conditional, Expression } from "../ir/expression.js";
import {
  booleanType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { Builtin } from "./builtin.js";
import { bindAll, number } from "./codes.js";
import { operandAt } from "./operands.js";
import { internal } from "./signature.js";

/**
 * What reads a number from a value; the functions of the prelude for text: one that fails where it is none, one that gives
 * nothing for NaN, and one that gives nothing for Infinity as well.
 */
const readers = new Map([
  ["Number()", ["jsNum", "jsNumOrNone", "jsNumFinite"]],
  ["parseInt", ["jsParseInt", "jsParseIntOrNone", "jsParseIntOrNone"]],
  ["parseIntAnyBase", ["jsParseIntAnyBase", "jsParseIntAnyBaseOrNone", "jsParseIntAnyBaseOrNone"]],
  ["Date.parse", ["jsMillis", "jsMillisOrNone", "jsMillisOrNone"]],
  ["parseFloat", ["jsParseFloat", "jsParseFloatOrNone", "jsParseFloatFinite"]],
] as const);

/** The name of the same with nothing (undefined) in place of NaN, which is no JSON value. */
const orNothing = (name: string): string => `${name} or nothing`;

/** The name of the same with nothing in place of NaN and Infinity. */
const finiteOrNothing = (name: string): string => `${name} finite or nothing`;

/** True for a value that a text is read into, which is NaN when the text is no number. */
export function mayBeNotANumber(value: Expression): value is BuiltinCall {
  return value.kind === "builtin" && readers.has(value.name as never) && mayBe(operandAt(value, 0).types, stringType);
}

/**
 * A choice between readings as one reading of what is chosen: `Number(x)` of a number is the number itself, so that
 * `isText ? Number(text) : count` is `Number(isText ? text : count)`. Any other value stays what it is.
 */
export function chosenReading(value: Expression): Expression {
  if (value.kind !== "conditional") return value;
  const sides = [value.whenTrue, value.whenFalse].map(chosenReading);
  const reading = sides.find(mayBeNotANumber);
  if (reading === undefined) return value;
  const [whenTrue, whenFalse] = sides.map((side) => {
    if (mayBeNotANumber(side)) return side.name === reading.name ? operandAt(side, 0) : undefined;
    return reading.name === "Number()" && side.types === numberType ? side : undefined;
  });
  if (whenTrue === undefined || whenFalse === undefined) return value;
  const types = whenTrue.types | whenFalse.types;
  return { ...reading, operands: [{ ...value, whenTrue, whenFalse, types }], span: value.span };
}

/** A choice between values of which one at least is read from a text: `age === undefined ? undefined : parseInt(age, 10)`. */
export function choosesReading(value: Expression): value is Conditional {
  if (value.kind !== "conditional") return false;
  return [value.whenTrue, value.whenFalse].some((side) => mayBeNotANumber(side) || choosesReading(side));
}

/** The value with nothing in place of NaN, where it is only asked whether there is a number, and whether it is zero. */
export function numberOrNothing(value: Expression): Expression {
  return replaceReadings(value, orNothing);
}

/** The value with nothing in place of NaN and Infinity, where it is only asked whether there is a finite number. */
export function finiteNumberOrNothing(value: Expression): Expression {
  return replaceReadings(value, finiteOrNothing);
}

/** The value with zero in place of what is read from a text, where it is only asked whether there is one: NaN is neither undefined nor null. */
export function somethingOrNothing(value: Expression): Expression {
  if (mayBeNotANumber(value)) return { kind: "literal", value: 0, types: numberType, span: value.span };
  if (!choosesReading(value)) return value;
  return { ...value, whenTrue: somethingOrNothing(value.whenTrue), whenFalse: somethingOrNothing(value.whenFalse) };
}

function replaceReadings(value: Expression, nameFor: (name: string) => string): Expression {
  if (mayBeNotANumber(value)) return { ...value, name: nameFor(value.name), types: numberType | undefinedType };
  if (!choosesReading(value)) return value;
  const [whenTrue, whenFalse] = [replaceReadings(value.whenTrue, nameFor), replaceReadings(value.whenFalse, nameFor)];
  return { ...value, whenTrue, whenFalse, types: whenTrue.types | whenFalse.types };
}

/** Whether a value is a number, `isNumber`, or NaN (or nothing). */
export function testForNumber(value: Expression, isNumber: boolean): Expression {
  const name = isNumber ? "is a number" : "is not a number";
  return { kind: "builtin", name, operands: [numberOrNothing(value)], types: booleanType, span: value.span };
}

function bindOnceIfMixed(emitter: ExpressionEmitter, value: Expression, build: (code: Code) => Code): Code {
  const single = [numberType, stringType, booleanType, nullType].includes(value.types);
  return single ? build(emitter.value(value)) : bindAll(emitter, [["x", value]], (x) => build(x));
}

/** `Number(x)`. It is only evaluated where there is a value, whatever else the name may hold elsewhere. */
function convert(code: Code, mayHold: ValueTypes, read: string): Code {
  const types = mayHold & ~undefinedType;
  if (types === numberType) return code;
  if (types === nullType) return number(0);
  if (isOnly(types, numberType | booleanType)) return call("number", code);
  if (types === stringType) return call(read, code);
  const isType = (type: string): Code => compare(call("type", code), "=", stringLiteral(type));
  if (mayBe(types, stringType)) {
    return conditional(isType("string"), call(read, code), convert(code, types & ~stringType, read));
  }
  return conditional(compare(code, "=", primary("null")), number(0), convert(code, types & ~nullType, read));
}

/** Writes a reading: text that is no number is an error, for NaN is no JSON value. */
export function emitReading(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [strict] = readers.get(call_.name as never) ?? [];
  if (strict === undefined) throw new Error(`${call_.name} reads no number`);
  return readWith(emitter, call_, strict);
}

function readWith(emitter: ExpressionEmitter, call_: BuiltinCall, read: string): Code {
  const value = operandAt(call_, 0);
  return bindOnceIfMixed(emitter, value, (code) => convert(code, value.types, read));
}

/** Readings that give nothing for NaN, and questions about them. */
export const numberReading: readonly Builtin[] = [
  ...[...readers].flatMap(([name, [, lenient, finite]]) => [
    internal(orNothing(name), (emitter, call_) => readWith(emitter, call_, lenient)),
    internal(finiteOrNothing(name), (emitter, call_) => readWith(emitter, call_, finite)),
  ]),
  internal("is a number", (emitter, call_) => call("exists", emitter.value(operandAt(call_, 0)))),
  internal("is not a number", (emitter, call_) => call("not", call("exists", emitter.value(operandAt(call_, 0))))),
];
