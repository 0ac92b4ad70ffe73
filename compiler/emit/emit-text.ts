import { isInteger } from "../builtins/operands.js";
import type { Concatenation, Expression } from "../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../ir/value-types.js";
import { arrayConstructor, binary, call, type Code, compare, conditional, power, stringLiteral } from "./code.js";
import type { ExpressionEmitter } from "./expression-emitter.js";
import { numberRange } from "./number-range.js";

/** Longer concatenations become one `$join`, whose depth does not grow with their length. */
const longestChain = 6;

/** Text from parts, each converted as JavaScript's `String(…)` does. */
export function emitConcatenation(emitter: ExpressionEmitter, expression: Concatenation): Code {
  const parts = mergeLiterals(expression.parts);
  if (parts.length > longestChain) {
    return call("join", arrayConstructor(parts.map((part) => emitString(emitter, part).text)));
  }
  const codes = parts.map((part) => emitPart(emitter, part));
  const first = codes[0] ?? stringLiteral("");
  if (codes.length === 1) return isString(parts[0] as Expression) ? first : emitString(emitter, parts[0] as Expression);
  return codes.slice(1).reduce((left, right) => binary(left, "&", right, power.sum), first);
}

function isString(expression: Expression): boolean {
  return isOnly(expression.types, stringType);
}

function mergeLiterals(parts: readonly Expression[]): readonly Expression[] {
  const merged: Expression[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === "literal" && last?.kind === "literal") {
      merged[merged.length - 1] = { ...last, value: `${String(last.value)}${String(part.value)}`, types: stringType };
    } else if (part.kind === "literal") {
      merged.push({ ...part, value: String(part.value), types: stringType });
    } else {
      merged.push(part);
    }
  }
  const filled = merged.filter((part) => !(part.kind === "literal" && part.value === ""));
  return filled.length === 0 ? merged.slice(0, 1) : filled;
}

/** JSONata prints integers below 1e15 as JavaScript does. */
function isShortInteger(expression: Expression): boolean {
  return isOnly(expression.types, numberType) && isInteger(expression) && numberRange(expression).magnitude < 1e15;
}

/** A part as an operand of `&`, which converts booleans and null as JavaScript does. */
function emitPart(emitter: ExpressionEmitter, part: Expression): Code {
  if (isOnly(part.types, stringType | booleanType | nullType) || isShortInteger(part)) return emitter.raw(part);
  return emitString(emitter, part);
}

/** `String(x)`. */
export function emitString(emitter: ExpressionEmitter, expression: Expression): Code {
  const { types } = expression;
  if (isOnly(types, stringType)) return emitter.value(expression);
  if (isOnly(types, numberType)) {
    return call(isShortInteger(expression) ? "string" : "jsStr", emitter.value(expression));
  }
  if (isOnly(types, booleanType | nullType)) return call("string", emitter.value(expression));
  if (mayBe(types, arrayType | objectType)) return call("jsText", emitter.value(expression));
  return emitter.bind("s", emitter.value(expression), (name) => {
    let code = mayBe(types, booleanType | nullType) ? call("string", name) : name;
    if (mayBe(types, stringType) && mayBe(types, booleanType | nullType)) {
      code = conditional(compare(call("type", name), "=", stringLiteral("string")), name, code);
    }
    if (mayBe(types, numberType)) {
      const isNumber = compare(call("type", name), "=", stringLiteral("number"));
      const number = call("jsStr", name);
      code = mayBe(types, stringType | booleanType | nullType) ? conditional(isNumber, number, code) : number;
    }
    return mayBe(types, undefinedType) ? conditional(call("exists", name), code, stringLiteral("undefined")) : code;
  });
}
