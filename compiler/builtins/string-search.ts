import { binary, call, type Code, compare, conditional, power, primary, stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, booleanType, numberType, stringType, type ValueTypes } from "../ir/value-types.js";
import { isAscii } from "./ascii.js";
import { literal, notBelowZero, once } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, number } from "./codes.js";
import { constantNumber, constantString, operandAt } from "./operands.js";
import { plain, withOperands } from "./signature.js";
import { units } from "./string-parts.js";

/** A search from the start: JSONata's functions take no position, so one from elsewhere looks at the rest of the text. */
function fromStart(name: string, emit: Builtin["emit"]): Builtin {
  const analyse = (site: BuiltinSite): Expression =>
    withOperands(site, [stringType, stringType, numberType], ([text, part, position]) => {
      if (text === undefined || part === undefined || position === undefined || constantNumber(position) === 0) {
        return site.call([text, part].filter((operand) => operand !== undefined));
      }
      return inRest(site, text, part, position);
    });
  return { name, analyse, emit };
}

/** `text.indexOf(part, position)`: what is found in the rest of the text. */
function inRest(site: BuiltinSite, given: Expression, part: Expression, position: Expression): Expression {
  const { span } = site;
  const call_ = (name: string, operands: readonly Expression[], types: ValueTypes): Expression => {
    return { kind: "builtin", name, operands, types, span };
  };
  return once("s", given, (text) => {
    const whole = call_("Math.trunc", [position], numberType);
    const values = [notBelowZero(whole), call_("String.length", [text], numberType)];
    const elements = values.map((value) => ({ spread: false, value }));
    const list: Expression = { kind: "array", elements, types: arrayType, span };
    return once("p", call_("Math.min", [list], numberType), (start) => {
      const found = site.call([call_("String.slice", [text, start], stringType), part]);
      if (site.name !== "String.indexOf") return found;
      return once("i", found, (index) => {
        const left = literal(0, span);
        const condition: Expression = {
          kind: "comparison",
          operator: ">=",
          left: index,
          right: left,
          types: booleanType,
          span,
        };
        const sum: Expression = {
          kind: "arithmetic",
          operator: "+",
          left: index,
          right: start,
          types: numberType,
          span,
        };
        return { kind: "conditional", condition, whenTrue: sum, whenFalse: literal(-1, span), types: numberType, span };
      });
    });
  });
}

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
  fromStart("String.includes", (emitter, call_) =>
    call("contains", emitter.value(operandAt(call_, 0)), emitter.value(operandAt(call_, 1))),
  ),
  fromStart("String.startsWith", emitStartsWith),
  plain("String.endsWith", [stringType, stringType], emitEndsWith),
  fromStart("String.indexOf", emitIndexOf),
  plain("String.lastIndexOf", [stringType, stringType], emitLastIndexOf),
];
