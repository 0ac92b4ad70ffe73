import { binary, call, type Code, compare, conditional, power, primary, stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { stringType } from "../ir/value-types.js";
import { isAscii } from "./ascii.js";
import type { Builtin } from "./builtin.js";
import { bindAll, number } from "./codes.js";
import { constantString, operandAt } from "./operands.js";
import { endsWithin, searchInText } from "./search-from.js";
import { plain } from "./signature.js";
import { units } from "./string-parts.js";

/** Whole code points only: the counts of JSONata's functions then fit. */
function wellFormedConstant(expression: Expression): string | undefined {
  const text = constantString(expression);
  return text === undefined || /\p{Surrogate}/u.test(text) ? undefined : text;
}

function emitStartsWith(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [text, start] = [operandAt(call_, 0), operandAt(call_, 1)];
  const constant = wellFormedConstant(start);
  if (constant !== undefined) {
    const head = call("substring", emitter.value(text), number(0), number([...constant].length));
    return compare(head, "=", stringLiteral(constant));
  }
  return startsWith(emitter, emitter.value(text), emitter.value(start));
}

function startsWith(emitter: ExpressionEmitter, text: Code, start: Code): Code {
  return bindAll(
    emitter,
    [
      ["s", text],
      ["t", start],
    ],
    (s, t) => {
      const contains = call("contains", s, t);
      const before = call("substringBefore", s, t);
      return binary(contains, "and", compare(before, "=", stringLiteral("")), power.and);
    },
  );
}

function emitEndsWith(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [text, end] = [operandAt(call_, 0), operandAt(call_, 1)];
  const constant = wellFormedConstant(end);
  if (constant === "") return primary("true");
  if (constant !== undefined) {
    const tail = call("substring", emitter.value(text), number(-[...constant].length));
    return compare(tail, "=", stringLiteral(constant));
  }
  return startsWith(emitter, reversed(emitter.value(text)), reversed(emitter.value(end)));
}

/** The UTF-16 units in reverse order. */
function reversed(text: Code): Code {
  return call("join", call("reverse", units(text)));
}

function emitIndexOf(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [text, part] = [operandAt(call_, 0), operandAt(call_, 1)];
  return bindAll(
    emitter,
    [
      ["s", text],
      ["t", part],
    ],
    (s, t) => {
      const before = call("substringBefore", s, t);
      const length = isAscii(text) ? call("length", before) : call("count", units(before));
      return conditional(call("contains", s, t), length, number(-1));
    },
  );
}

/** What follows the last occurrence is what precedes the first one in the reversed text. */
function emitLastIndexOf(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [text, part] = [operandAt(call_, 0), operandAt(call_, 1)];
  return bindAll(
    emitter,
    [
      ["s", text],
      ["t", part],
    ],
    (s, t) => {
      const after = call("substringBefore", reversed(s), reversed(t));
      const others = `${call("count", units(s)).text} - ${call("count", units(t)).text}`;
      const index = { text: `${others} - ${call("count", units(after)).text}`, power: power.sum };
      return conditional(call("contains", s, t), index, number(-1));
    },
  );
}

/** Texts within texts. */
export const stringSearch: readonly Builtin[] = [
  searchInText("String.includes", (emitter, call_) =>
    call("contains", emitter.value(operandAt(call_, 0)), emitter.value(operandAt(call_, 1))),
  ),
  searchInText("String.startsWith", emitStartsWith),
  endsWithin("String.endsWith", emitEndsWith),
  searchInText("String.indexOf", emitIndexOf, true),
  plain("String.lastIndexOf", [stringType, stringType], emitLastIndexOf),
];
