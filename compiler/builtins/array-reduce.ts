import { call, type Code, compare, lambda } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, Lambda } from "../ir/expression.js";
import { isOnly, mayBe, numberType, objectType, undefinedType } from "../ir/value-types.js";
import { someExpression } from "../ir/walk.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, guarded, listOf, number, parameterNames } from "./codes.js";
import { lambdaAt, operandAt } from "./operands.js";
import { refuseTypes, unsupported } from "./signature.js";
import { infiniteOf, maybeInfinite, numberOrNull } from "./infinite.js";

function analyseReduce(site: BuiltinSite, parameters: number): Expression {
  if (site.receiver === undefined) throw new Error(`${site.name} has a receiver`);
  const callback = site.callback(0, parameters, 2);
  if (site.nodes.length === 1) return site.call([site.receiver, callback]);
  if (site.isSpread(1) || site.isCallback(1)) {
    return unsupported(site, "an initial value that is no JSON value", "Pass a plain value.", 1);
  }
  const initial = site.argument(1);
  const start = infiniteOf(initial);
  // The callback takes and gives null for it.
  if (
    start !== undefined &&
    callback.parameters[0]?.types === numberOrNull &&
    isOnly(callback.body.types, numberType)
  ) {
    const body = infiniteOf(callback.body);
    const given = body?.sign === start.sign ? { ...callback, body: body.raw } : callback;
    const raw: Expression = { ...site.call([site.receiver, given, start.raw]), types: numberOrNull };
    return maybeInfinite({ raw, sign: start.sign });
  }
  if (mayBe(initial.types, undefinedType)) return refuseTypes(site, undefinedType, 1);
  const result = site.call([site.receiver, callback, initial]);
  const isObject = initial.types === objectType && callback.body.types === objectType;
  return isObject ? { ...result, types: objectType } : result;
}

function emitReduce(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return emitSum(emitter, call_) ?? emitFold(emitter, call_, emitter.value(operandAt(call_, 0)));
}

function emitReduceRight(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return emitFold(emitter, call_, call("reverse", emitter.value(operandAt(call_, 0))));
}

function emitFold(emitter: ExpressionEmitter, call_: BuiltinCall, array: Code): Code {
  const callback = lambdaAt(call_, 1);
  // $reduce counts the parameters of its function, and wants at least two.
  const code = lambda(parameterNames(emitter, callback, "s", "v"), emitter.value(callback.body));
  const initial = call_.operands[2];
  if (initial !== undefined) return call("reduce", array, code, emitter.value(initial));
  return bindAll(emitter, [["a", array]], (a) =>
    guarded(
      compare(call("count", a), ">", number(0)),
      call("reduce", a, code),
      "reduce of an empty array with no initial value",
    ),
  );
}

/** `(sum, x) => sum + f(x)` from 0 adds in the order of `$sum`. */
function emitSum(emitter: ExpressionEmitter, call_: BuiltinCall): Code | undefined {
  const addend = addendOf(call_);
  if (addend === undefined) return undefined;
  const { callback, value } = addend;
  const element = callback.parameters[1];
  const array = emitter.value(operandAt(call_, 0));
  if (value.kind === "local-read" && value.local === element) return unguarded(call("sum", array));
  const [, ...parameters] = callback.parameters;
  // An element that is not finite makes the sum so.
  const names = parameters.map((parameter) => emitter.locals.nameOf(parameter));
  const each = lambda(names, emitter.raw(value));
  return unguarded(call("sum", listOf(call("map", array, each), numberType)));
}

function unguarded(code: Code): Code {
  return { ...code, unguarded: true };
}

/** What a reduction from 0 adds for each element, if that is all it does. */
function addendOf(call_: BuiltinCall): { readonly callback: Lambda; readonly value: Expression } | undefined {
  const callback = lambdaAt(call_, 1);
  const initial = call_.operands[2];
  const [sum] = callback.parameters;
  const { body } = callback;
  if (sum === undefined || initial?.kind !== "literal" || initial.value !== 0) return undefined;
  if (body.kind !== "arithmetic" || body.operator !== "+") return undefined;
  const isSum = (part: Expression): boolean => part.kind === "local-read" && part.local === sum;
  const { left, right } = body;
  const value = isSum(left) ? right : isSum(right) ? left : undefined;
  if (value === undefined || !isOnly(value.types, numberType) || someExpression(value, isSum)) return undefined;
  return { callback, value };
}

/** Methods of arrays that accumulate. */
export const arrayReduce: readonly Builtin[] = [
  { name: "Array.reduce", analyse: (site) => analyseReduce(site, 3), emit: emitReduce },
  {
    name: "Array.reduceRight",
    // The index would count down; without it the reversed array serves.
    analyse: (site) => analyseReduce(site, 2),
    emit: emitReduceRight,
  },
];
