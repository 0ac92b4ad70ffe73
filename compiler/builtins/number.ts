import { binary, call, type Code, compare, power } from "../emit/code.js";
import { emitBoolean } from "../emit/emit-logic.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import {
  anyType,
  arrayType,
  booleanType,
  dateType,
  everyType,
  isOnly,
  mayBe,
  mayBeAnything,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../ir/value-types.js";
import { asText, literal, once } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, guarded, number } from "./codes.js";
import { asMillis, isTime } from "./date-values.js";
import { constantNumber, isInteger, operandAt } from "./operands.js";
import {
  emitReading,
  finiteNumberOrNothing,
  choosesReading,
  mayBeNotANumber,
  numberReading,
  testForNumber,
} from "./number-reading.js";
import { internal, refuseTypes, rewritten, unsupported, withOperands } from "./signature.js";
import { infiniteOf, infinity } from "./infinite.js";
import { isFiniteNumber } from "./infinite-uses.js";

const convertible = numberType | stringType | booleanType | nullType | undefinedType;

/** What a number is read from: undefined reads as the text "undefined" does, which is NaN. */
function readable(value: Expression): Expression {
  if (!mayBe(value.types, undefinedType)) return value;
  const { span } = value;
  return once("text", value, (given) => {
    const right: Expression = { kind: "undefined", types: undefinedType, span };
    const condition: Expression = { kind: "equality", operator: "!==", left: given, right, types: booleanType, span };
    const whenTrue: Expression = { ...given, types: given.types & ~undefinedType };
    const types = whenTrue.types | stringType;
    return { kind: "conditional", condition, whenTrue, whenFalse: literal("undefined", span), types, span };
  });
}

/** An array or object as its text, from which `Number` reads; anything else as it is. */
function textIfStructured(value: Expression): Expression {
  const { span } = value;
  const structured = arrayType | objectType;
  return once("given", value, (given) => {
    const isOfType = (type: string): Expression => ({
      ...{ kind: "builtin", name: "setpiece.isType", operands: [given, literal(type, span)] },
      types: booleanType,
      span,
    });
    const [left, right] = [isOfType("array"), isOfType("object")];
    const condition: Expression = { kind: "logical", operator: "||", left, right, types: booleanType, span };
    const whenTrue = asText({ ...given, types: structured });
    const whenFalse = { ...given, types: given.types & ~structured };
    return { kind: "conditional", condition, whenTrue, whenFalse, types: whenFalse.types, span };
  });
}

function analyseParseInt(site: BuiltinSite): Expression {
  return withOperands(site, [stringType | undefinedType, numberType], ([text, radix]) => {
    if (radix !== undefined && constantNumber(radix) !== 10) {
      return unsupported(site, "a radix other than 10", "Only decimal text can be read.", 1);
    }
    return { ...site.call([readable(text as Expression)]), name: radix === undefined ? "parseIntAnyBase" : "parseInt" };
  });
}

function analyseParseFloat(site: BuiltinSite): Expression {
  return withOperands(site, [stringType | undefinedType], ([text]) => ({
    ...site.call([readable(text as Expression)]),
    name: "parseFloat",
  }));
}

/** `isNaN(x)`, `isFinite(x)` and those of `Number`: of what is read from a text; any other number is one. */
function numberTest(name: string, isNumber: boolean): Builtin {
  return rewritten(name, (site) => {
    const given = site.argument(0);
    const { span } = site;
    const infinite = infiniteOf(given);
    if (infinite !== undefined)
      return isNumber && name.endsWith("isFinite") ? isFiniteNumber(infinite) : literal(false, span);
    const isGlobal = !name.includes(".");
    const read: Expression =
      isGlobal && isOnly(given.types, stringType)
        ? { kind: "builtin", name: "Number()", operands: [given], types: numberType, span }
        : given;
    // Infinity is a number, and not a finite one.
    if (mayBeNotANumber(read))
      return { ...testForNumber(isNumber ? finiteNumberOrNothing(read) : read, isNumber), span };
    if (choosesReading(read)) return askEach(read, name, isNumber);
    // A Date that is none, and a number that JSON cannot hold, fail where they are read.
    const isData = given.kind === "property" || given.kind === "element";
    if (isTime(given) || (isData && isOnly(given.types, numberType))) return readAndKnown(given, isNumber);
    return site.refuse("SP1301", { name, hint: notFinite });
  });
}

/** The question about each of the values of a choice, which are readings, nothing, or constant numbers. */
function askEach(value: Expression, name: string, isNumber: boolean): Expression {
  const { span } = value;
  if (value.kind === "conditional") {
    const [whenTrue, whenFalse] = [value.whenTrue, value.whenFalse].map((side) => askEach(side, name, isNumber));
    return { ...value, whenTrue, whenFalse, types: booleanType } as Expression;
  }
  if (mayBeNotANumber(value))
    return { ...testForNumber(isNumber ? finiteNumberOrNothing(value) : value, isNumber), span };
  // Undefined is NaN for the global functions only.
  const isNotANumber = value.kind === "undefined" && !name.includes(".");
  return literal(isNumber ? value.types === numberType : isNotANumber, span);
}

/** A known answer to a question about a value, which is read to give it. */
function readAndKnown(given: Expression, answer: boolean): Expression {
  const { span } = given;
  return once("given", given, (value) => {
    const operator = answer ? "===" : "!==";
    return { kind: "equality", operator, left: value, right: value, types: booleanType, span };
  });
}

const notFinite =
  "NaN and Infinity are no JSON values: ask it of `Number(text)`, `parseInt` or `parseFloat`, or of a `const` that holds that.";

/** `Number.isInteger(x)`; what is read from a text may be no number at all. */
function integerTest(name: string, emit: Builtin["emit"]): Builtin {
  const analyse = (site: BuiltinSite): Expression =>
    withOperands(site, [numberType], ([value]) => site.call([finiteNumberOrNothing(value as Expression)]));
  return { name, analyse, emit };
}

function emitIsInteger(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return bindAll(emitter, [["x", operandAt(call_, 0)]], (x) => compare(call("floor", x), "=", x));
}

function emitIsSafeInteger(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return bindAll(emitter, [["x", operandAt(call_, 0)]], (x) => {
    const whole = compare(call("floor", x), "=", x);
    return binary(whole, "and", compare(call("abs", x), "<=", number(Number.MAX_SAFE_INTEGER)), power.and);
  });
}

function analyseToString(site: BuiltinSite): Expression {
  return withOperands(site, [numberType, numberType], ([value, radix]) => {
    if (value === undefined) throw new Error("toString has a receiver");
    const base = radix === undefined ? 10 : constantNumber(radix);
    if (base === 10) return asText(value);
    if (base === undefined || !Number.isInteger(base) || base < 2 || base > 36) {
      return unsupported(site, "a radix that is no constant from 2 to 36", "Write the radix as a number.", 0);
    }
    return site.call([value, literal(base, site.span)]);
  });
}

/** Fractions in other bases have no exact form. */
function emitToString(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [value, radix] = [operandAt(call_, 0), emitter.value(operandAt(call_, 1))];
  if (isInteger(value)) return call("formatBase", emitter.value(value), radix);
  return bindAll(emitter, [["x", value]], (x) =>
    guarded(
      compare(call("floor", x), "=", x),
      call("formatBase", x, radix),
      "toString: only integers can be written in another base",
    ),
  );
}

/** More digits would need more than the 53 bits that exact rounding can use. A computed number of them is checked at run time. */
const mostDigits = 15;

function analyseToFixed(site: BuiltinSite): Expression {
  return withOperands(site, [numberType, numberType], ([value, digits]) => {
    const count = digits === undefined ? 0 : constantNumber(digits);
    if (count === undefined) return site.call([value as Expression, digits as Expression]);
    if (!Number.isInteger(count) || count < 0 || count > mostDigits) {
      return unsupported(site, "a number of digits that is no integer from 0 to 15", "Use fewer digits.", 0);
    }
    return site.call([value as Expression, literal(count, site.span)]);
  });
}

function emitToFixed(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [value, digits] = [operandAt(call_, 0), operandAt(call_, 1)];
  if (digits.kind === "literal") return call("jsFixed", emitter.value(value), emitter.value(digits));
  return bindAll(emitter, [["d", digits]], (count) => {
    const isInside = compare(call("floor", count), "=", count);
    const isAllowed = binary(
      binary(isInside, "and", compare(count, ">=", number(0)), power.and),
      "and",
      compare(count, "<=", number(mostDigits)),
      power.and,
    );
    return guarded(
      isAllowed,
      call("jsFixed", emitter.value(value), count),
      "toFixed: the number of digits is no integer from 0 to 15",
    );
  });
}

const constants = ["MAX_SAFE_INTEGER", "MIN_SAFE_INTEGER", "MAX_VALUE", "MIN_VALUE", "EPSILON"] as const;

/** Numbers and booleans: conversions, tests, texts. */
export const numbers: readonly Builtin[] = [
  {
    name: "Number()",
    analyse: (site) =>
      withOperands(site, [anyType | dateType], ([given]) => {
        if (given === undefined) return literal(0, site.span);
        const value = mayBeAnything(given.types) ? textIfStructured(given) : asMillis(given);
        if (!isOnly(value.types, convertible)) return refuseTypes(site, value.types & ~convertible, 0);
        return value.types === numberType ? value : site.call([readable(value)]);
      }),
    emit: emitReading,
  },
  { name: "parseInt", analyse: analyseParseInt, emit: emitReading },
  internal("parseIntAnyBase", emitReading),
  { name: "parseFloat", analyse: analyseParseFloat, emit: emitReading },
  rewritten("Number.parseInt", analyseParseInt),
  rewritten("Number.parseFloat", analyseParseFloat),
  ...["isNaN", "Number.isNaN"].map((name) => numberTest(name, false)),
  ...["isFinite", "Number.isFinite"].map((name) => numberTest(name, true)),
  ...numberReading,
  integerTest("Number.isInteger", emitIsInteger),
  integerTest("Number.isSafeInteger", emitIsSafeInteger),
  { name: "Number.toString", analyse: analyseToString, emit: emitToString },
  {
    name: "Number.toFixed",
    analyse: analyseToFixed,
    emit: emitToFixed,
  },
  rewritten("Number.valueOf", (site) => withOperands(site, [numberType], ([value]) => value as Expression)),
  ...constants.map((name) => rewritten(`Number.${name}`, (site) => literal(Number[name], site.span))),
  rewritten("Number.POSITIVE_INFINITY", ({ span }) => infinity(1, span)),
  rewritten("Number.NEGATIVE_INFINITY", ({ span }) => infinity(-1, span)),
  rewritten("Boolean.valueOf", (site) => withOperands(site, [booleanType], ([value]) => value as Expression)),
  {
    name: "Boolean()",
    analyse: (site) =>
      withOperands(site, [everyType], ([value]) =>
        value === undefined ? literal(false, site.span) : site.call([value]),
      ),
    emit: (emitter, call_) => emitBoolean(emitter, operandAt(call_, 0)),
  },
];
