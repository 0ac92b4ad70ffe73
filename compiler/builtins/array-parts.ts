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
import { anyType, arrayType, dateType, numberType, undefinedType } from "../ir/value-types.js";
import { literal, notBelowZero, once } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, guarded, itemAt, number } from "./codes.js";
import { constantNumber, isInteger, isNatural, operandAt } from "./operands.js";
import { plain, rewritten, unsupported, withOperands } from "./signature.js";
import { asBound } from "./infinite-uses.js";

const present = (anyType | dateType) & ~undefinedType;

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

/** `a.toSpliced(s, d, …items)` as `[...a.slice(0, s), …items, ...a.slice(s).slice(max(d, 0))]`. */
function analyseSpliced(site: BuiltinSite): Expression {
  const types = [arrayType, numberType, numberType, ...site.nodes.slice(2).map(() => present)];
  return withOperands(site, types, ([array, start, count, ...items]) => {
    if (array === undefined || start === undefined) return unsupported(site, "no arguments", "Use the array itself.");
    const added = items.map((value) => ({ spread: false, value }));
    const build = (array: Expression, start: Expression, count: Expression | undefined): Expression => {
      const before = slice(site, array, literal(0, site.span), start);
      const elements = constantNumber(start) === 0 ? added : [{ spread: true, value: before }, ...added];
      // Without a count, all that follows is taken out.
      const after = count === undefined ? [] : [{ spread: true, value: leftBehind(site, array, start, count) }];
      return { kind: "array", elements: [...elements, ...after], types: arrayType, span: site.span };
    };
    return once("a", array, (array) =>
      once("s", start, (start) =>
        count === undefined ? build(array, start, count) : once("d", count, (count) => build(array, start, count)),
      ),
    );
  });
}

const sliceTypes = [arrayType, numberType, numberType];

/** No list is as long as the greatest safe integer, which Infinity stands for as a bound. */
function analyseSlice(site: BuiltinSite): Expression {
  return withOperands(site, sliceTypes, (operands) => {
    return site.call(operands.flatMap((operand) => (operand === undefined ? [] : [asBound(operand)])));
  });
}

function slice(site: BuiltinSite, array: Expression, ...bounds: readonly Expression[]): Expression {
  return { ...site.call([array, ...bounds]), name: "Array.slice", types: arrayType };
}

/** What follows the items that are taken out. */
function leftBehind(site: BuiltinSite, array: Expression, start: Expression, count: Expression): Expression {
  const [from, removed] = [constantNumber(start), constantNumber(count)];
  if (removed === undefined) {
    return slice(site, slice(site, array, start), notBelowZero(count));
  }
  const whole = Math.max(Math.trunc(removed), 0);
  if (from !== undefined && from >= 0) return slice(site, array, literal(Math.trunc(from) + whole, site.span));
  return whole === 0 ? slice(site, array, start) : slice(site, slice(site, array, start), literal(whole, site.span));
}

/** Arrays made of parts of arrays. */
export const arrayParts: readonly Builtin[] = [
  plain("Array.length", [arrayType], (emitter, call_) => call("count", emitter.value(operandAt(call_, 0)))),
  { ...plain("Array.slice", sliceTypes, emitSlice), analyse: analyseSlice },
  plain("Array.at", [arrayType, numberType], emitAt),
  plain("Array.with", [arrayType, numberType, present], emitWith),
  { name: "Array.concat", analyse: analyseConcat, emit: emitConcat },
  rewritten("Array.toSpliced", analyseSpliced),
];
