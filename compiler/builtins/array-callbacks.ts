import { arrayConstructor, call, type Code, compare, lambda, power, primary, wrap } from "../emit/code.js";
import { emitBoolean, emitTest } from "../emit/emit-logic.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, Lambda } from "../ir/expression.js";
import { arrayType, collectionTypes, mayBe, undefinedType } from "../ir/value-types.js";
import type { Builtin, BuiltinSite, ReadElement } from "./builtin.js";
import { listOf, parameterNames, testLambda } from "./codes.js";
import { emitEachEntry } from "./object-entries.js";
import { mayBeNotANumber } from "./number-reading.js";
import { lambdaAt, operandAt } from "./operands.js";
import { unsupported } from "./signature.js";

/** A test of elements: of `texts.map(Number)`, whose elements may be NaN, it is one of the texts. */
function tests(name: string, emit: Builtin["emit"]): Builtin {
  const { analyse } = overElements(name, emit);
  return {
    name,
    emit,
    analyse: (site) => {
      const isAsked = site.nodes.length === 1 && site.asksForNumber(0);
      const read = isAsked ? readElements(site.receiver) : undefined;
      if (read === undefined) return (analyse as (site: BuiltinSite) => Expression)(site);
      const { list, mapping, element } = read;
      const tested = site.call([list, site.callback(0, 2, 1, element)]);
      if (name !== "Array.filter") return tested;
      return { ...site.call([tested, mapping]), name: "Array.map" };
    },
  };
}

/** The list before it is mapped to readings, how it is, and what an element becomes. */
function readElements(
  receiver: Expression | undefined,
): { readonly list: Expression; readonly mapping: Lambda; readonly element: ReadElement } | undefined {
  if (receiver?.kind !== "builtin" || receiver.name !== "Array.map") return undefined;
  const [list, mapping] = [operandAt(receiver, 0), lambdaAt(receiver, 1)];
  const [from, index] = mapping.parameters;
  const value = mapping.body;
  if (from === undefined || index !== undefined || !mayBeNotANumber(value)) return undefined;
  return { list, mapping, element: { from, value } };
}

/** A method whose only argument is a callback of the element and its index. */
function overElements(
  name: string,
  emit: Builtin["emit"],
  check: (site: BuiltinSite, callback: Lambda) => Lambda | Expression = (_site, callback) => callback,
): Builtin {
  const analyse = (site: BuiltinSite): Expression => {
    if (site.receiver === undefined) throw new Error(`${name} has a receiver`);
    if (site.nodes.length > 1) return unsupported(site, "a `this` for the callback", "Use an arrow function.", 1);
    const callback = site.callback(0, 2, 1);
    const checked = check(site, callback);
    return checked.kind === "lambda" ? site.call([site.receiver, checked]) : checked;
  };
  return { name, analyse, emit };
}

/** The callback of `map` must give a value, unless what comes next drops the elements without one. */
function checkMapped(site: BuiltinSite, callback: Lambda): Lambda | Expression {
  if (!mayBe(callback.body.types, undefinedType)) return callback;
  const body = site.undefinedElement(callback.body);
  return body === undefined ? site.refuse("SP1304", { name: site.name }, 0) : { ...callback, body };
}

function refuseUndefined(site: BuiltinSite, callback: Lambda): Lambda | Expression {
  if (mayBe(callback.body.types, collectionTypes)) {
    return unsupported(site, "a function that gives Sets or Maps", "Spread them: `[...set]`.", 0);
  }
  return mayBe(callback.body.types, undefinedType) ? site.refuse("SP1304", { name: site.name }, 0) : callback;
}

function emitMap(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const callback = lambdaAt(call_, 1);
  const entries = emitEachEntry(emitter, operandAt(call_, 0), callback);
  if (entries !== undefined) return entries;
  const mapped = call("map", emitter.value(operandAt(call_, 0)), emitter.lambda(callback));
  return listOf(mapped, callback.body.types);
}

function filtered(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return call("filter", emitter.value(operandAt(call_, 0)), testLambda(emitter, lambdaAt(call_, 1)));
}

function emitFilter(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [element] = lambdaAt(call_, 1).parameters;
  return listOf(filtered(emitter, call_), element?.types ?? arrayType);
}

function emitFind(emitter: ExpressionEmitter, call_: BuiltinCall, index: number): Code {
  return { text: `${filtered(emitter, call_).text}[${index}]`, power: power.index };
}

/** The indexes that fit, as a sequence. */
function indexesOf(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const callback = lambdaAt(call_, 1);
  const names = parameterNames(emitter, callback, "v", "i");
  const test = wrap(emitTest(emitter, callback.body), power.or);
  return call("map", emitter.value(operandAt(call_, 0)), lambda(names, primary(`${test} ? $${names[1]}`)));
}

/** The first of these indexes, or -1. */
export function firstIndex(indexes: Code): Code {
  return { text: `$append(${indexes.text}, -1)[0]`, power: power.index };
}

export function lastIndex(indexes: Code): Code {
  return { text: `$append(-1, ${indexes.text})[-1]`, power: power.index };
}

/** What the callback says of each element, as booleans. */
function verdicts(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const callback = lambdaAt(call_, 1);
  const body = emitBoolean(emitter, callback.body);
  return call("map", emitter.value(operandAt(call_, 0)), lambda(parameterNames(emitter, callback), body));
}

function emitFlatMap(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const callback = lambdaAt(call_, 1);
  const all = emitter.locals.fresh("all");
  const names = parameterNames(emitter, callback, "v");
  const body = call("append", primary(`$${all}`), emitter.value(callback.body));
  return call("reduce", emitter.value(operandAt(call_, 0)), lambda([all, ...names], body), arrayConstructor([]));
}

/** Methods of arrays that call a function per element. */
export const arrayCallbacks: readonly Builtin[] = [
  overElements("Array.map", emitMap, checkMapped),
  tests("Array.filter", emitFilter),
  overElements("Array.find", (emitter, call_) => emitFind(emitter, call_, 0)),
  overElements("Array.findLast", (emitter, call_) => emitFind(emitter, call_, -1)),
  overElements("Array.findIndex", (emitter, call_) => firstIndex(indexesOf(emitter, call_))),
  overElements("Array.findLastIndex", (emitter, call_) => lastIndex(indexesOf(emitter, call_))),
  tests("Array.some", (emitter, call_) => compare(primary("true"), "in", verdicts(emitter, call_))),
  tests("Array.every", (emitter, call_) => call("not", compare(primary("false"), "in", verdicts(emitter, call_)))),
  overElements("Array.flatMap", emitFlatMap, refuseUndefined),
];
