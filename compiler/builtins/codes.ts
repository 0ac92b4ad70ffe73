import {
  arrayConstructor,
  block,
  call,
  type Code,
  conditional,
  indexed,
  lambda,
  plainArray,
  power,
  primary,
  stringLiteral,
} from "../emit/code.js";
import { emitTest } from "../emit/emit-logic.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { Expression, Lambda } from "../ir/expression.js";
import { arrayType, mayBe } from "../ir/value-types.js";

/** An operand, or its text, and a wish for the name that it gets if it is used more than once. */
export type Named = readonly [wish: string, value: Expression | Code];

const name = /^\$\w+$/;
const constant = /^(-?[0-9][0-9.e+-]*|"[^"\\]*"|true|false|null)$/;

/** Builds with names for the values, so that each is evaluated once. Names and constants stand for themselves. */
export function bindAll(
  emitter: ExpressionEmitter,
  values: readonly Named[],
  build: (...codes: readonly Code[]) => Code,
): Code {
  const bindings: { name: string; value: Code }[] = [];
  const codes = values.map(([wish, value]) => {
    const code = "kind" in value ? emitter.value(value) : value;
    if (name.test(code.text) || constant.test(code.text)) return code;
    const fresh = emitter.locals.fresh(wish);
    bindings.push({ name: fresh, value: code });
    return primary(`$${fresh}`);
  });
  return block(bindings, build(...codes));
}

/** `$error("…")`: the evaluation fails, as JavaScript throws or has no JSON value. */
export function failure(message: string): Code {
  return call("error", stringLiteral(message));
}

/** The value if the test holds, else an error. */
export function guarded(test: Code, value: Code, message: string): Code {
  return conditional(test, value, failure(message));
}

/** `array[index]`, where the index is a constant or a name: JSONata evaluates it once per element. */
export function itemAt(array: Code, index: string): Code {
  return { text: `${indexed(array)}[${index}]`, power: power.index };
}

/** The result of `$map`, `$filter` … as a plain array, when its items are of these types. */
export function listOf(sequence: Code, itemTypes: number): Code {
  return mayBe(itemTypes, arrayType) ? plainArray(sequence) : arrayConstructor([sequence.text]);
}

/** The names of a callback's parameters, and made-up ones up to `count`. */
export function parameterNames(emitter: ExpressionEmitter, callback: Lambda, ...wishes: readonly string[]): string[] {
  const given = callback.parameters.map((parameter) => emitter.locals.nameOf(parameter));
  return [...given, ...wishes.slice(given.length).map((wish) => emitter.locals.fresh(wish))];
}

/** A callback whose result JSONata converts to boolean itself: `$filter`. */
export function testLambda(emitter: ExpressionEmitter, callback: Lambda): Code {
  return lambda(parameterNames(emitter, callback), emitTest(emitter, callback.body));
}

/** The text of a number constant. */
export function number(value: number): Code {
  return primary(String(value));
}
