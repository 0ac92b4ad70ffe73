import { arrayConstructor, call, type Code, compare, lambda, power, primary, wrap } from "../emit/code.js";
import { emitBoolean, emitTest } from "../emit/emit-logic.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, Lambda } from "../ir/expression.js";
import { arrayType, mayBe, undefinedType } from "../ir/value-types.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { listOf, parameterNames, testLambda } from "./codes.js";
import { emitEachEntry } from "./object-entries.js";
import { lambdaAt, operandAt } from "./operands.js";
import { unsupported } from "./signature.js";

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
  overElements("Array.filter", emitFilter),
  overElements("Array.find", (emitter, call_) => emitFind(emitter, call_, 0)),
  overElements("Array.findLast", (emitter, call_) => emitFind(emitter, call_, -1)),
  overElements("Array.findIndex", (emitter, call_) => firstIndex(indexesOf(emitter, call_))),
  overElements("Array.findLastIndex", (emitter, call_) => lastIndex(indexesOf(emitter, call_))),
  overElements("Array.some", (emitter, call_) => compare(primary("true"), "in", verdicts(emitter, call_))),
  overElements("Array.every", (emitter, call_) =>
    call("not", compare(primary("false"), "in", verdicts(emitter, call_))),
  ),
  overElements("Array.flatMap", emitFlatMap, refuseUndefined),
];
