import { spreadItem } from "../emit/emit-constructors.js";
import {
  arrayConstructor,
  binary,
  call,
  type Code,
  compare,
  lambda,
  plainArray,
  power,
  primary,
} from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import { conditional } from "../emit/code.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { anyType, arrayType, numberType, undefinedType } from "../ir/value-types.js";
import { literal, once } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, guarded, itemAt, number } from "./codes.js";
import { constantNumber, isInteger, isNatural, operandAt } from "./operands.js";
import { plain, rewritten, unsupported, withOperands } from "./signature.js";

const present = anyType & ~undefinedType;

/** A bound of `slice` as a position from the start, if its sign is known. */
function boundOf(emitter: ExpressionEmitter, bound: Expression, array: Code): Code | undefined {
  const constant = constantNumber(bound);
  if (constant !== undefined) {
    const whole = Math.trunc(constant);
    return whole >= 0 ? number(whole) : binary(call("count", array), "-", number(-whole), power.sum);
  }
  return isNatural(bound) ? emitter.value(bound) : undefined;
}

function emitSlice(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const array = operandAt(call_, 0);
  const [, start, end] = call_.operands;
  if (start === undefined || (constantNumber(start) === 0 && end === undefined)) return emitter.value(array);
  return bindAll(emitter, [["a", array]], (a) => {
    const low = boundOf(emitter, start, a);
    const high = end === undefined ? undefined : boundOf(emitter, end, a);
    if (low === undefined || (end !== undefined && high === undefined)) {
      return call("jsSlice", a, ...[start, end].flatMap((bound) => (bound ? [emitter.value(bound)] : [])));
    }
    const bounds = [["b", low] as const, ...(high === undefined ? [] : [["e", high] as const])];
    return bindAll(emitter, bounds, (from, to) => between(emitter, a, from, to));
  });
}

/** The elements from one position to before another, neither negative unless the array is short. */
function between(emitter: ExpressionEmitter, array: Code, from: Code, to: Code | undefined): Code {
  const [v, i] = [emitter.locals.fresh("v"), emitter.locals.fresh("i")];
  const index = primary(`$${i}`);
  const low = from.text === "0" ? undefined : compare(index, ">=", from);
  const high = to === undefined ? undefined : compare(index, "<", to);
  const test = low !== undefined && high !== undefined ? binary(low, "and", high, power.and) : (low ?? high);
  return plainArray(call("filter", array, lambda([v, i], test ?? primary("true"))));
}

function emitAt(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [array, index] = [operandAt(call_, 0), operandAt(call_, 1)];
  const constant = constantNumber(index);
  if (constant !== undefined) return itemAt(emitter.value(array), String(Math.trunc(constant)));
  const at = emitter.value(index);
  return bindAll(emitter, [["i", isInteger(index) ? at : call("jsTrunc", at)]], (i) =>
    itemAt(emitter.value(array), i.text),
  );
}

function emitWith(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [array, index, value] = [operandAt(call_, 0), operandAt(call_, 1), operandAt(call_, 2)];
  const constant = constantNumber(index);
  const at = constant === undefined ? emitter.value(index) : number(Math.trunc(constant));
  return bindAll(
    emitter,
    [
      ["a", array],
      ["i", constant !== undefined || isInteger(index) ? at : call("jsTrunc", at)],
      ["x", value],
    ],
    (a, i, x) => {
      const length = call("count", a);
      if (constant !== undefined ? constant > -1 : isNatural(index)) {
        return replaced(emitter, a, i, x, compare(i, "<", length));
      }
      const fromStart = conditional(compare(i, "<", number(0)), binary(length, "+", i, power.sum), i);
      return bindAll(emitter, [["j", fromStart]], (j) => {
        const inside = binary(compare(j, ">=", number(0)), "and", compare(j, "<", length), power.and);
        return replaced(emitter, a, j, x, inside);
      });
    },
  );
}

function replaced(emitter: ExpressionEmitter, array: Code, index: Code, value: Code, inside: Code): Code {
  const [v, i] = [emitter.locals.fresh("v"), emitter.locals.fresh("i")];
  const choice = conditional(compare(primary(`$${i}`), "=", index), value, primary(`$${v}`));
  const copy = plainArray(call("map", array, lambda([v, i], choice)));
  return guarded(inside, copy, "with: the index is out of range");
}

function analyseConcat(site: BuiltinSite): Expression {
  return withOperands(site, [arrayType, ...site.nodes.map(() => present)], (operands) => site.call(operands));
}

/** An array constructor takes arrays apart and leaves other values whole, just as `concat` does. */
function emitConcat(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return arrayConstructor(call_.operands.map((operand) => spreadItem(emitter.value(operand))));
}

function analyseFlat(site: BuiltinSite): Expression {
  return withOperands(site, [arrayType, numberType], ([array, depth]) =>
    depth !== undefined && constantNumber(depth) !== 1
      ? unsupported(site, "a depth other than 1", "Call `flat()` once per level.", 0)
      : site.call([array as Expression]),
  );
}

function emitFlat(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [all, v] = [emitter.locals.fresh("all"), emitter.locals.fresh("v")];
  const body = call("append", primary(`$${all}`), primary(`$${v}`));
  return call("reduce", emitter.value(operandAt(call_, 0)), lambda([all, v], body), arrayConstructor([]));
}

/** `a.toSpliced(s, d, …items)` as `[...a.slice(0, s), …items, ...a.slice(s + d)]`. */
function analyseSpliced(site: BuiltinSite): Expression {
  const types = [arrayType, numberType, numberType, ...site.nodes.slice(2).map(() => present)];
  return withOperands(site, types, ([array, start, count, ...items]) => {
    if (array === undefined || start === undefined) return unsupported(site, "no arguments", "Use the array itself.");
    const [from, removed] = [constantNumber(start), count === undefined ? 0 : constantNumber(count)];
    if (from === undefined || removed === undefined || from < 0 || !Number.isInteger(from)) {
      return unsupported(
        site,
        "a start or count that is no constant from 0 up",
        "Combine `slice` and spread: `[...a.slice(0, start), ...items, ...a.slice(end)]`.",
      );
    }
    const slice = (array: Expression, ...bounds: readonly number[]): Expression => ({
      ...site.call([array, ...bounds.map((bound) => literal(bound, site.span))]),
      name: "Array.slice",
    });
    return once("a", array, (array) => ({
      kind: "array",
      elements: [
        ...(from === 0 ? [] : [{ spread: true, value: slice(array, 0, from) }]),
        ...items.map((value) => ({ spread: false, value })),
        ...(count === undefined ? [] : [{ spread: true, value: slice(array, from + Math.max(removed, 0)) }]),
      ],
      types: arrayType,
      span: site.span,
    }));
  });
}

/** Arrays made of parts of arrays. */
export const arrayParts: readonly Builtin[] = [
  plain("Array.length", [arrayType], (emitter, call_) => call("count", emitter.value(operandAt(call_, 0)))),
  plain("Array.slice", [arrayType, numberType, numberType], emitSlice),
  plain("Array.at", [arrayType, numberType], emitAt),
  plain("Array.with", [arrayType, numberType, present], emitWith),
  { name: "Array.concat", analyse: analyseConcat, emit: emitConcat },
  { name: "Array.flat", analyse: analyseFlat, emit: emitFlat },
  rewritten("Array.toSpliced", analyseSpliced),
];
