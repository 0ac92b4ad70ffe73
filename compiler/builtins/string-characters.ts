import { arrayConstructor, call, type Code, lambda, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, isOnly, numberType } from "../ir/value-types.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { number } from "./codes.js";
import { operandAt } from "./operands.js";
import { refuseTypes } from "./signature.js";

/** One code as it is, several as their list. */
function analyseCodes(site: BuiltinSite): Expression {
  const elements = site.nodes.map((_node, index) => ({ spread: site.isSpread(index), value: site.argument(index) }));
  for (const [index, { spread, value }] of elements.entries()) {
    const expected = spread ? arrayType : numberType;
    if (!isOnly(value.types, expected)) return refuseTypes(site, value.types & ~expected, index);
  }
  const [first] = elements;
  if (first !== undefined && elements.length === 1 && !first.spread) return site.call([first.value]);
  return site.call([{ kind: "array", elements, types: arrayType, span: site.span }]);
}

/** A function that makes a text of the codes of its characters, each below `end`. */
function ofCodes(name: string, end: number): Builtin {
  const emit = (emitter: ExpressionEmitter, call_: BuiltinCall): Code => {
    const operand = operandAt(call_, 0);
    const character = (code: Code): Code => call("jsChar", code, number(end));
    if (isOnly(operand.types, numberType)) return character(emitter.value(operand));
    const characters = call("map", emitter.value(operand), lambda(["n"], character(primary("$n"))));
    return call("join", arrayConstructor([characters.text]));
  };
  return { name, analyse: analyseCodes, emit };
}

/** Texts made of character codes. Half of a pair of surrogates is an error. */
export const stringCharacters: readonly Builtin[] = [
  ofCodes("String.fromCharCode", 0x10000),
  ofCodes("String.fromCodePoint", 0x110000),
];
