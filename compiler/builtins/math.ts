import { call, type Code, compare, conditional } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, isOnly, numberType } from "../ir/value-types.js";
import { literal } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, guarded, number } from "./codes.js";
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
    const elements = site.nodes.map((_, index) => ({ spread: site.isSpread(index), value: site.argument(index) }));
    for (const [index, { spread, value }] of elements.entries()) {
      const allowed = spread ? arrayType : numberType;
      if (!isOnly(value.types, allowed)) return refuseTypes(site, value.types & ~allowed, index);
      if (spread && !isOnly(site.elementTypes(index), numberType)) {
        return refuseTypes(site, site.elementTypes(index) & ~numberType, index);
      }
    }
    return site.call([{ kind: "array", elements, types: arrayType, span: site.span }]);
  };
  return { name: `Math.${name}`, analyse, emit: (emitter, call_) => emitExtreme(emitter, call_, name) };
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
  rewritten("Math.pow", analysePow),
  plain("Math.random", [], () => call("random")),
  ...constants.map((name) => rewritten(`Math.${name}`, (site) => literal(Math[name], site.span))),
];
