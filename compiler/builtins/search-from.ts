import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, booleanType, numberType, stringType, type ValueTypes } from "../ir/value-types.js";
import { literal, notBelowZero, once } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { constantNumber, constantString, isInteger } from "./operands.js";
import { withOperands } from "./signature.js";

/**
 * A search in a text that may begin at a position: a search in what follows it, for JSONata's functions take none.
 *
 * @param isPosition true where the result is a position in the whole text
 */
export function searchInText(name: string, emit: Builtin["emit"], isPosition = false): Builtin {
  const analyse = (site: BuiltinSite): Expression =>
    withOperands(site, [stringType, stringType, numberType], (operands) => {
      const [text, part, start] = operands as readonly [Expression, Expression, Expression?];
      if (start === undefined || constantNumber(start) === 0) return site.call([text, part]);
      if (!isPosition) return site.call([restOf(site, text, start), part]);
      return once("s", text, (whole) =>
        once("p", within(site, whole, part, start), (from) =>
          fromThere(site, site.call([restOf(site, whole, from), part]), from),
        ),
      );
    });
  return { name, analyse, emit };
}

/** `text.endsWith(part, end)` looks at what precedes the position. */
export function endsWithin(name: string, emit: Builtin["emit"]): Builtin {
  const analyse = (site: BuiltinSite): Expression =>
    withOperands(site, [stringType, stringType, numberType], (operands) => {
      const [text, part, end] = operands as readonly [Expression, Expression, Expression?];
      if (end === undefined) return site.call([text, part]);
      const head: Expression = {
        ...site.call([text, literal(0, site.span), end]),
        name: "String.substring",
        types: stringType,
      };
      return site.call([head, part]);
    });
  return { name, analyse, emit };
}

function restOf(site: BuiltinSite, text: Expression, start: Expression): Expression {
  return { ...site.call([text, start]), name: "String.substring", types: stringType };
}

/** The position as a whole number from 0 up to the text's length. Only an empty part is found at the very end. */
function within(site: BuiltinSite, text: Expression, part: Expression, start: Expression): Expression {
  const whole = isInteger(start) ? start : builtin(site, "Math.trunc", [start], numberType);
  const constant = constantNumber(whole);
  const from = constant === undefined ? notBelowZero(whole) : literal(Math.max(constant, 0), site.span);
  if ((constantString(part) ?? "") !== "") return from;
  const length = builtin(site, "String.length", [text], numberType);
  const elements = [from, length].map((value) => ({ spread: false, value }));
  const both: Expression = { kind: "array", elements, types: arrayType, span: site.span };
  return builtin(site, "Math.min", [both], numberType);
}

/** The index in the whole, of one in what follows a position. */
function fromThere(site: BuiltinSite, found: Expression, from: Expression): Expression {
  const { span } = site;
  return once("i", found, (index) => ({
    kind: "conditional",
    condition: {
      kind: "equality",
      operator: "===",
      left: index,
      right: literal(-1, span),
      types: booleanType,
      span,
    },
    whenTrue: index,
    whenFalse: { kind: "arithmetic", operator: "+", left: index, right: from, types: numberType, span },
    types: numberType,
    span,
  }));
}

function builtin(site: BuiltinSite, name: string, operands: readonly Expression[], types: ValueTypes): BuiltinCall {
  return { kind: "builtin", name, operands, types, span: site.span };
}
