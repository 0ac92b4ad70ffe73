import { call, type Code, compare, conditional } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, booleanType, isOnly, mayBe, nullType, numberType } from "../ir/value-types.js";
import { literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, guarded, number } from "./codes.js";
import { type Infinite, infiniteOf, maybeInfinite, mayFail, numberOrNull } from "./infinite.js";
import { extremeOf } from "./infinite-uses.js";
import { isInteger, operandAt } from "./operands.js";
import { plain, refuseTypes, rewritten, unsupported, withOperands } from "./signature.js";

/** A function that keeps Infinity, so that a guard can wait. */
function unary(name: string, func: string): Builtin {
  return plain(`Math.${name}`, [numberType], (emitter, call_) => {
    const operand = emitter.raw(operandAt(call_, 0));
    const code = call(func, operand);
    return operand.unguarded === true ? { ...code, unguarded: true } : code;
  });
}

/** An integer is its own rounding. */
function rounding(name: string, func: string): Builtin {
  const analyse = (site: BuiltinSite): Expression =>
    withOperands(site, [numberType], ([value]) =>
      isInteger(value as Expression) ? (value as Expression) : site.call([value as Expression]),
    );
  return { ...unary(name, func), analyse };
}

/** Spread arguments become spread elements of one array operand. */
function extreme(name: "min" | "max"): Builtin {
  const analyse = (site: BuiltinSite): Expression => {
    if (site.nodes.length === 0) return unsupported(site, "no arguments", "Pass at least one number.");
    const given = site.nodes.map((_, index) => ({ spread: site.isSpread(index), value: site.argument(index) }));
    const elements = given.filter(({ value }) => infiniteOf(value) === undefined);
    for (const [index, { spread, value }] of given.entries()) {
      const allowed = spread ? arrayType : numberType;
      if (!isOnly(value.types, allowed)) return refuseTypes(site, value.types & ~allowed, index);
      if (spread && !isOnly(site.elementTypes(index), numberType)) {
        return refuseTypes(site, site.elementTypes(index) & ~numberType, index);
      }
    }
    const infinite = given.flatMap(({ value }) => infiniteOf(value) ?? []);
    if (infinite.length > 0) return extremeWithInfinite(site, `Math.${name}`, elements, infinite);
    return site.call([{ kind: "array", elements, types: arrayType, span: site.span }]);
  };
  return { name: `Math.${name}`, analyse, emit: (emitter, call_) => emitExtreme(emitter, call_, name) };
}

interface Given {
  readonly spread: boolean;
  readonly value: Expression;
}

/** `Math.min(least, price)`, `Math.max(-Infinity, ...prices)` */
function extremeWithInfinite(
  site: BuiltinSite,
  name: "Math.min" | "Math.max",
  elements: readonly Given[],
  infinite: readonly Infinite[],
): Expression {
  const { span } = site;
  const sign = infinite[0]?.sign ?? 1;
  if (infinite.some((one) => one.sign !== sign)) {
    return unsupported(site, "Infinity beside -Infinity", "Compare with each of them on its own.");
  }
  const isAbsorbing = (sign === 1) === (name === "Math.max");
  // What fails would not be asked for beside what is infinite.
  const failing = [...elements.map(({ value }) => value), ...infinite.map(({ raw }) => raw)].some(mayFail);
  if (failing) {
    const read = infinite.map((one) => ({ spread: false, value: maybeInfinite(one) }));
    return site.call([{ kind: "array", elements: [...elements, ...read], types: arrayType, span }]);
  }
  const list: Expression = { kind: "array", elements: [...elements], types: arrayType, span };
  const known = site.call([list]);
  const others = infinite.map(({ raw }) => raw);
  const hasOne = elements.some(({ spread }) => !spread);
  const start = hasOne ? known : elements.length === 0 ? others.shift() : ofMaybeNone(list, known);
  const raw = others.reduce((left, right) => extremeOf(name, left, right, isAbsorbing), start as Expression);
  return mayBe(raw.types, nullType) ? maybeInfinite({ raw, sign }) : raw;
}

/** Null where there is none: the least and the greatest of nothing are infinite. */
function ofMaybeNone(list: Expression, known: Expression): Expression {
  const { span } = list;
  const length: Expression = { kind: "builtin", name: "Array.length", operands: [list], types: numberType, span };
  const isEmpty: Expression = {
    kind: "equality",
    operator: "===",
    left: length,
    right: literal(0, span),
    types: booleanType,
    span,
  };
  return {
    kind: "conditional",
    condition: isEmpty,
    whenTrue: literal(null, span),
    whenFalse: known,
    types: numberOrNull,
    span,
  };
}

function emitExtreme(emitter: ExpressionEmitter, call_: BuiltinCall, name: "min" | "max"): Code {
  const list = operandAt(call_, 0);
  if (list.kind !== "array") throw new Error(`Math.${name} takes a list`);
  const { elements } = list;
  if (elements.some(({ spread }) => !spread)) return call(name, emitter.value(list));
  const only = elements.length === 1 ? elements[0]?.value : undefined;
  const all = only === undefined ? emitter.value(list) : emitter.value(only);
  return bindAll(emitter, [["a", all]], (a) =>
    guarded(compare(call("count", a), ">", number(0)), call(name, a), `Math.${name} of an empty list is not finite`),
  );
}

function emitSign(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return bindAll(emitter, [["x", operandAt(call_, 0)]], (x) =>
    conditional(compare(x, ">", number(0)), number(1), conditional(compare(x, "<", number(0)), number(-1), number(0))),
  );
}

/** `Math.hypot(x, y)`, `Math.hypot(...parts)`: all arguments become one list. */
function analyseHypot(site: BuiltinSite): Expression {
  const elements = site.nodes.map((_, index) => ({ spread: site.isSpread(index), value: site.argument(index) }));
  for (const [index, { spread, value }] of elements.entries()) {
    const allowed = spread ? arrayType : numberType;
    if (!isOnly(value.types, allowed)) return refuseTypes(site, value.types & ~allowed, index);
    if (spread && !isOnly(site.elementTypes(index), numberType)) {
      return refuseTypes(site, site.elementTypes(index) & ~numberType, index);
    }
  }
  return site.call([{ kind: "array", elements, types: arrayType, span: site.span }]);
}

function analysePow(site: BuiltinSite): Expression {
  return withOperands(site, [numberType, numberType], ([left, right]) => ({
    kind: "arithmetic",
    operator: "**",
    left: left as Expression,
    right: right as Expression,
    types: numberType,
    span: site.span,
  }));
}

const constants = ["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"] as const;

/** `Math`. */
export const math: readonly Builtin[] = [
  rounding("floor", "floor"),
  rounding("ceil", "ceil"),
  rounding("round", "jsRound"),
  rounding("trunc", "jsTrunc"),
  unary("abs", "abs"),
  plain("Math.sqrt", [numberType], (emitter, call_) => call("sqrt", emitter.value(operandAt(call_, 0)))),
  plain("Math.sign", [numberType], emitSign),
  extreme("min"),
  extreme("max"),
  {
    name: "Math.hypot",
    analyse: analyseHypot,
    emit: (emitter, call_) => call("jsHypot", emitter.value(operandAt(call_, 0))),
  },
  rewritten("Math.pow", analysePow),
  plain("Math.random", [], () => call("random")),
  ...constants.map((name) => rewritten(`Math.${name}`, (site) => literal(Math[name], site.span))),
];
