import type { Element, Expression, Lambda, Literal, Local, LocalRead } from "../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  nullType,
  numberType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";

/** Short ways to write IR. */
export function local(name: string, types: ValueTypes, counter = false): Local {
  return { kind: "local", name, types, ...(counter ? { counter } : {}) };
}

export function read(name: Local, span: SourceSpan): LocalRead {
  return { kind: "local-read", local: name, types: name.types, span };
}

export function literal(value: string | number | boolean | null, span: SourceSpan): Literal {
  return { kind: "literal", value, types: literalTypes(value), span };
}

function literalTypes(value: string | number | boolean | null): ValueTypes {
  if (value === null) return nullType;
  if (typeof value === "string") return stringType;
  return typeof value === "number" ? numberType : booleanType;
}

export function lambdaOf(parameters: readonly Local[], body: Expression, span: SourceSpan): Lambda {
  return { kind: "lambda", parameters, body, types: body.types, span };
}

/** `String(x)` of a primitive. */
export function asText(value: Expression): Expression {
  if (value.types === stringType) return value;
  return { kind: "concatenation", parts: [value], types: stringType, span: value.span };
}

/** The list, or an empty one where there is none: `new Set(undefined)` is empty, as is `new Set(null)`. */
export function orEmpty(list: Expression): Expression {
  const missing = list.types & (undefinedType | nullType);
  if (missing === 0 || !isOnly(list.types, arrayType | missing)) return list;
  const empty: Expression = { kind: "array", elements: [], types: arrayType, span: list.span };
  if (list.types === missing) return empty;
  return { kind: "logical", operator: "??", left: list, right: empty, types: arrayType, span: list.span };
}

export function elementAt(array: Expression, index: number, types: ValueTypes): Element {
  return { kind: "element", array, index: literal(index, array.span), types, span: array.span };
}

/** `Math.max(x, 0)` */
export function notBelowZero(value: Expression): Expression {
  const { span } = value;
  const elements = [value, literal(0, span)].map((one) => ({ spread: false, value: one }));
  const list: Expression = { kind: "array", elements, types: arrayType, span };
  return { kind: "builtin", name: "Math.max", operands: [list], types: numberType, span };
}

/** The value under a name, when evaluating it twice would cost: a constant or name is used as it is. */
export function once(name: string, value: Expression, build: (value: Expression) => Expression): Expression {
  if (value.kind === "literal" || value.kind === "local-read" || value.kind === "variable-read") return build(value);
  const bound = local(name, value.types);
  const body = build(read(bound, value.span));
  return { kind: "let", bindings: [{ local: bound, value }], body, types: body.types, span: value.span };
}
