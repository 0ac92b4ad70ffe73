import {
  arrayConstructor,
  call,
  type Code,
  compare,
  conditional,
  lambda,
  plainArray,
  power,
  primary,
  stringLiteral,
} from "../emit/code.js";
import { arrayItem } from "../emit/emit-constructors.js";
import { emitBoolean } from "../emit/emit-logic.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, isOnly, mayBe, undefinedType } from "../ir/value-types.js";
import type { Builtin } from "./builtin.js";
import { bindAll, guarded, parameterNames } from "./codes.js";
import { isNatural, lambdaAt, operandAt } from "./operands.js";

/** Forms of the language itself, and values that the compiler needs, which are no functions of the library. */
export const languageBuiltins: readonly Builtin[] = [
  // `key in object`
  { name: "Object.has", emit: (emitter, { operands }) => has(emitter, operands) },
  // `object[key]`
  { name: "Object.lookup", emit: (emitter, { operands }) => call("lookup", ...values(emitter, operands)) },
  // `const { a, ...rest } = object`
  { name: "Object.rest", emit: objectRest },
  // `const [a, ...rest] = array`
  { name: "Array.rest", emit: arrayRest },
  // `array[index] = value`, at an index up to the length
  { name: "Array.set", emit: arraySet },
  // `array.length = count`, of a count up to the length
  { name: "Array.cut", emit: arrayCut },
  // What a Lambda function is given.
  { name: "setpiece.payload", emit: payload },
  // True when JSONata's name for the kind of a value is this one.
  {
    name: "setpiece.isType",
    emit: (emitter, { operands }) => {
      const [value, type] = values(emitter, operands);
      return compare(call("type", value as Code), "=", type as Code);
    },
  },
  // Whether a text can be read: as JSON, as part of an address, as base64.
  { name: "setpiece.isJson", emit: (emitter, { operands }) => call("jsIsJson", ...values(emitter, operands)) },
  { name: "setpiece.isEncodedUri", emit: (emitter, { operands }) => call("jsIsUri", ...values(emitter, operands)) },
  { name: "setpiece.isBase64", emit: (emitter, { operands }) => call("jsIsBase", ...values(emitter, operands)) },
  // The length of a text in code points, which is what JSONata counts.
  { name: "setpiece.codePoints", emit: (emitter, { operands }) => call("length", ...values(emitter, operands)) },
  // True when a callback of value and key says so of every member.
  {
    name: "setpiece.everyEntry",
    emit: (emitter, call_) => {
      const callback = lambdaAt(call_, 1);
      const verdict = lambda(parameterNames(emitter, callback), emitBoolean(emitter, callback.body));
      const verdicts = call("each", emitter.value(operandAt(call_, 0)), verdict);
      return call("not", compare(primary("false"), "in", verdicts));
    },
  },
  // A value that may be undefined, as it is stored: `[]` or `[value]`.
  { name: "setpiece.box", emit: box },
  // An ISO time and seconds: the time that much later.
  { name: "setpiece.later", emit: later },
  // A duration such as "90s" in seconds.
  { name: "setpiece.seconds", emit: (emitter, { operands }) => call("jsSeconds", ...values(emitter, operands)) },
  // A number that a field of a state takes: the number, the least, the most, and whether it must be whole.
  { name: "setpiece.numberIn", emit: (emitter, { operands }) => call("jsNumberIn", ...values(emitter, operands)) },
  // `$states.errorOutput` as an error with `name` and `message`.
  { name: "setpiece.error", emit: (emitter, { operands }) => call("jsError", ...values(emitter, operands)) },
  // The same with the fields that a branch or iteration has put into the cause.
  { name: "setpiece.errorWithFields", emit: (emitter, { operands }) => call("jsThrown", ...values(emitter, operands)) },
  // The cause with which a branch or iteration fails: the message, or JSON that holds the fields too.
  { name: "setpiece.cause", emit: (emitter, { operands }) => call("jsCause", ...values(emitter, operands)) },
  // What may be Infinity or -Infinity, for which null stands, as a number.
  { name: "setpiece.finiteOrAbove", emit: emitFinite },
  { name: "setpiece.finiteOrBelow", emit: emitFinite },
  // The cause that stands for a message, whatever the message reads like.
  { name: "setpiece.plainCause", emit: (emitter, { operands }) => call("jsPlainCause", ...values(emitter, operands)) },
];

function emitFinite(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const message = "Infinity is no JSON value";
  return bindAll(emitter, [["n", operands[0] as Expression]], (n) =>
    guarded(compare(n, "!=", primary("null")), n, message),
  );
}

function values(emitter: ExpressionEmitter, operands: readonly Expression[]): Code[] {
  return operands.map((operand) => emitter.value(operand));
}

function has(emitter: ExpressionEmitter, operands: readonly Expression[]): Code {
  const [object, key] = values(emitter, operands) as [Code, Code];
  return compare(key, "in", call("keys", object));
}

function objectRest(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const [object, ...taken] = values(emitter, operands) as [Code, ...Code[]];
  const [value, key] = [emitter.locals.fresh("v"), emitter.locals.fresh("k")];
  const keys = arrayConstructor(taken.map((name) => name.text));
  const isOther = call("not", compare(primary(`$${key}`), "in", keys));
  return call("merge", arrayConstructor([call("sift", object, lambda([value, key], isOther)).text]));
}

function arrayRest(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const [array, from] = values(emitter, operands) as [Code, Code];
  const [value, index] = [emitter.locals.fresh("v"), emitter.locals.fresh("i")];
  return plainArray(call("filter", array, lambda([value, index], compare(primary(`$${index}`), ">=", from))));
}

/** An index behind the end leaves a hole in JavaScript, which JSON has no place for: that fails. */
function arraySet(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const [array, index, item] = operands as [Expression, Expression, Expression];
  return emitter.bind("a", emitter.value(array), (list) =>
    emitter.bind("i", emitter.value(index), (at) =>
      emitter.bind("x", emitter.value(item), (value) => {
        const [old, position] = [emitter.locals.fresh("v"), emitter.locals.fresh("j")];
        const chosen = conditional(compare(primary(`$${position}`), "=", at), value, primary(`$${old}`));
        const replaced = plainArray(call("map", list, lambda([old, position], chosen)));
        const appended = arrayConstructor([list.text, arrayItem(value, item.types)]);
        const count = call("count", list);
        const isInside = primary(
          `($floor(${at.text}) = ${at.text} and ${at.text} >= 0 and ${at.text} < ${count.text})`,
        );
        const failure = call("error", stringLiteral("array index out of range"));
        return conditional(isInside, replaced, conditional(compare(at, "=", count), appended, failure));
      }),
    ),
  );
}

/** A longer array would have holes at its end, which JSON has no place for: that fails. */
function arrayCut(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const [array, count] = operands as [Expression, Expression];
  return bindAll(
    emitter,
    [
      ["a", array],
      ["n", count],
    ],
    (list, n) => {
      const [value, index] = [emitter.locals.fresh("v"), emitter.locals.fresh("i")];
      const rest = plainArray(call("filter", list, lambda([value, index], compare(primary(`$${index}`), "<", n))));
      const isShort = compare(n, "<=", call("count", list));
      const isInside = isNatural(count)
        ? isShort
        : primary(`($floor(${n.text}) = ${n.text} and ${n.text} >= 0 and ${isShort.text})`);
      return guarded(isInside, rest, "length: there are not as many elements");
    },
  );
}

/** An object as it is, anything else as its JSON text. */
function payload(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const [operand] = operands as [Expression];
  return emitter.bind("p", emitter.value(operand), (value) =>
    conditional(compare(call("type", value), "=", stringLiteral("object")), value, call("jsJson", value)),
  );
}

function box(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const [operand] = operands as [Expression];
  const code = emitter.value(operand);
  const { types } = operand;
  if (!mayBe(types, arrayType)) return arrayConstructor([code.text]);
  if (!mayBe(types, undefinedType)) return arrayConstructor([arrayItem(code, types)]);
  return emitter.bind("v", code, (name) =>
    conditional(
      call("exists", name),
      isOnly(types, arrayType | undefinedType) ? arrayConstructor([`[${name.text}]`]) : call("jsBox", name),
      primary("[]"),
    ),
  );
}

function later(emitter: ExpressionEmitter, { operands }: BuiltinCall): Code {
  const [time, seconds] = operands as [Expression, Expression];
  const milliseconds = seconds.kind === "literal" ? Number(seconds.value) * 1000 : 0;
  const sum: Code = { text: `$toMillis(${emitter.value(time).text}) + ${milliseconds}`, power: power.sum };
  return call("fromMillis", sum);
}
