import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, booleanType, numberType, stringType, type ValueTypes } from "../ir/value-types.js";
import { literal, notBelowZero, once } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { constantNumber, constantString, isInteger, isNatural } from "./operands.js";
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

/** A search in a list that begins at a position, from the end where it is negative: a search in what follows it. */
export function searchInList(site: BuiltinSite, list: Expression, value: Expression, start: Expression): Expression {
  const rest = (whole: Expression, from: Expression): Expression => ({
    ...site.call([whole, from]),
    name: "Array.slice",
    types: arrayType,
  });
  if (site.name === "Array.includes") return site.call([rest(list, start), value]);
  return once("l", list, (whole) =>
    once("p", fromEither(site, whole, wholeNumber(site, start)), (from) =>
      fromThere(site, site.call([rest(whole, from), value]), from),
    ),
  );
}

/** The position from the start of the list. */
function fromEither(site: BuiltinSite, list: Expression, start: Expression): Expression {
  const { span } = site;
  const constant = constantNumber(start);
  if (isNatural(start) || (constant !== undefined && constant >= 0)) return start;
  return once("n", start, (from) => {
    const length = builtin(site, "Array.length", [list], numberType);
    const fromEnd: Expression = {
      kind: "arithmetic",
      operator: "+",
      left: length,
      right: from,
      types: numberType,
      span,
    };
    const zero = literal(0, span);
    return {
      kind: "conditional",
      condition: { kind: "comparison", operator: "<", left: from, right: zero, types: booleanType, span },
      whenTrue: notBelowZero(fromEnd),
      whenFalse: from,
      types: numberType,
      span,
    };
  });
}

function wholeNumber(site: BuiltinSite, value: Expression): Expression {
  const constant = constantNumber(value);
  if (constant !== undefined) return literal(Math.trunc(constant), site.span);
  return isInteger(value) ? value : builtin(site, "Math.trunc", [value], numberType);
}

function restOf(site: BuiltinSite, text: Expression, start: Expression): Expression {
  return { ...site.call([text, start]), name: "String.substring", types: stringType };
}

/** The position as a whole number from 0 up to the text's length. Only an empty part is found at the very end. */
function within(site: BuiltinSite, text: Expression, part: Expression, start: Expression): Expression {
  const whole = wholeNumber(site, start);
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
