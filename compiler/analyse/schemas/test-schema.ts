import { testPattern } from "../../builtins/regular-expression.js";
import { lambdaOf, literal, local, once, read } from "../../builtins/build.js";
import type { Expression, Local } from "../../ir/expression.js";
import {
  anyType,
  arrayType,
  booleanType,
  numberType,
  objectType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import {
  acceptsUndefined,
  isOmittable,
  type NumberCheck,
  type ObjectSchema,
  type Schema,
  type SizeCheck,
  type TextCheck,
  type Value,
} from "./schema.js";

/** True when the value fits the schema: one expression that reads the value and changes nothing. */
export function testSchema(schema: Schema, value: Expression, whole: SourceSpan, span: SourceSpan): Expression {
  // Whatever its type says, the value may be anything.
  const test = once("value", { ...value, types: anyType, span }, (value) => all(conditions(schema, value), span));
  return { ...test, span: whole };
}

/** What must hold, in this order: a later condition relies on those before it. */
function conditions(schema: Schema, value: Expression): readonly Expression[] {
  const { span } = value;
  switch (schema.kind) {
    case "anything":
      return [];
    case "nothing":
      return [literal(false, span)];
    case "boolean":
      return [isType(value, "boolean")];
    case "null":
      return [equals(value, literal(null, span))];
    case "string":
      return [isType(value, "string"), ...schema.checks.map((check) => textCondition(check, as(value, stringType)))];
    case "number":
      return [isType(value, "number"), ...schema.checks.map((check) => numberCondition(check, as(value, numberType)))];
    case "values":
      return [isOneOf(value, schema.values)];
    case "array":
      return [
        isType(value, "array"),
        ...schema.sizes.map((size) => sizeCondition(size, lengthOf(value))),
        ...everyElement(as(value, arrayType), schema.element),
      ];
    case "tuple":
      return [isType(value, "array"), ...tupleConditions(schema.items, schema.rest, as(value, arrayType))];
    case "object":
      return objectConditions(schema, value);
    case "record":
      return [
        isType(value, "object"),
        ...everyEntry(value, (member, key) => [
          ...schema.checks.map((check) => textCondition(check, key)),
          ...conditions(schema.value, member),
        ]),
      ];
    case "keyed":
      if (schema.partial) {
        const known = (key: Expression): Expression => isKeyIn(key, schema.keys);
        return [
          isType(value, "object"),
          ...everyEntry(value, (member, key) => [known(key), ...conditions(schema.value, member)]),
        ];
      }
      return [
        isType(value, "object"),
        ...schema.keys.flatMap((key) => conditions(schema.value, memberOf(value, key))),
        noOtherKeys(value, schema.keys),
      ];
    case "union":
      return [any(schema.options.map((option) => all(conditions(option, value), span)))];
    case "optional":
      return schema.exact ? conditions(schema.inner, value) : unless(isUndefined(value), schema.inner, value);
    case "nullable":
      return unless(equals(value, literal(null, span)), schema.inner, value);
    case "required":
      return [exists(value), ...conditions(schema.inner, value)];
  }
}

/** The conditions of the schema, or the exception from them. */
function unless(exception: Expression, schema: Schema, value: Expression): readonly Expression[] {
  const needed = conditions(schema, value);
  return needed.length === 0 ? [] : [any([exception, all(needed, value.span)])];
}

// --- texts and numbers ------------------------------------------------------------------------------------------------

function textCondition(check: TextCheck, text: Expression): Expression {
  const { span } = text;
  switch (check.kind) {
    case "size":
      if (check.operator === ">=" && check.value === 1) return notEquals(text, literal("", span));
      return sizeCondition(check, builtin("setpiece.codePoints", [text], numberType));
    case "pattern":
      return testPattern(text, check.pattern, span);
    case "startsWith":
    case "endsWith":
    case "includes":
      return builtin(`String.${check.kind}`, [text, literal(check.text, span)], booleanType);
  }
}

function numberCondition(check: NumberCheck, number: Expression): Expression {
  const { span } = number;
  switch (check.kind) {
    case "compare":
      return compare(number, check.operator, literal(check.value, span));
    case "integer":
      return builtin("Number.isSafeInteger", [number], booleanType);
    case "multiple":
      return isMultiple(number, check.of);
  }
}

/**
 * As zod does it: the quotient is as near to a whole number as rounding lets it be. A quotient that overflows is no
 * multiple.
 */
function isMultiple(number: Expression, of: number): Expression {
  const { span } = number;
  const absolute = (value: Expression): Expression => builtin("Math.abs", [value], numberType);
  const quotient = arithmetic(number, "/", literal(of, span));
  const test = once("ratio", quotient, (ratio) => {
    const distance = absolute(arithmetic(ratio, "-", builtin("Math.round", [ratio], numberType)));
    const list: Expression = {
      kind: "array",
      elements: [absolute(ratio), literal(1, span)].map((one) => ({ spread: false, value: one })),
      types: arrayType,
      span,
    };
    const scale = builtin("Math.max", [list], numberType);
    return compare(distance, "<", arithmetic(literal(4 * Number.EPSILON, span), "*", scale));
  });
  return of >= 1 ? test : all([compare(absolute(number), "<=", literal(largestWith(of), span)), test], span);
}

/** The largest number whose quotient is finite. */
function largestWith(divisor: number): number {
  const bits = new BigInt64Array(new Float64Array([Number.MAX_VALUE * divisor]).buffer);
  const value = (): number => new Float64Array(bits.buffer)[0] as number;
  while (Number.isFinite(value() / divisor)) bits[0] = (bits[0] as bigint) + 1n;
  while (!Number.isFinite(value() / divisor)) bits[0] = (bits[0] as bigint) - 1n;
  return value();
}

function sizeCondition({ operator, value }: SizeCheck, size: Expression): Expression {
  const bound = literal(value, size.span);
  return operator === "===" ? equals(size, bound) : compare(size, operator, bound);
}

/** Values of one kind are looked up in a list; JSONata compares those of others one by one. */
function isOneOf(value: Expression, values: readonly Value[]): Expression {
  const { span } = value;
  const texts = values.filter((one) => typeof one === "string");
  if (texts.length < 3) return any(values.map((one) => equals(value, literal(one, span))));
  const others = values.filter((one) => typeof one !== "string").map((one) => equals(value, literal(one, span)));
  return any([all([isType(value, "string"), isKeyIn(as(value, stringType), texts)], span), ...others]);
}

// --- arrays -----------------------------------------------------------------------------------------------------------

function everyElement(array: Expression, schema: Schema): readonly Expression[] {
  const element = local("v", anyType & ~undefinedType);
  const needed = conditions(schema, as(read(element, array.span), anyType));
  return needed.length === 0 ? [] : [every(array, [element], all(needed, array.span))];
}

function tupleConditions(items: readonly Schema[], rest: Schema | undefined, array: Expression): readonly Expression[] {
  const least = items.findLastIndex((item) => !isOmittable(item)) + 1;
  const size = lengthOf(array);
  const { span } = array;
  const bounds: Expression[] = [];
  if (rest === undefined) {
    if (least === items.length) bounds.push(equals(size, literal(least, span)));
    else bounds.push(compare(size, "<=", literal(items.length, span)));
    if (least > 0 && least < items.length) bounds.push(compare(size, ">=", literal(least, span)));
  }
  const each = items.flatMap((item, index) => {
    const element: Expression = { kind: "element", array, index: literal(index, span), types: anyType, span };
    return index < least ? conditions(item, element) : omittable(item, element);
  });
  if (rest === undefined) return [...bounds, ...each];
  const others: Expression = builtin("Array.slice", [array, literal(items.length, span)], arrayType);
  return [...each, ...everyElement(others, rest)];
}

function omittable(schema: Schema, value: Expression): readonly Expression[] {
  return acceptsUndefined(schema) ? conditions(schema, value) : unless(isUndefined(value), schema, value);
}

// --- objects ----------------------------------------------------------------------------------------------------------

function objectConditions({ members, others }: ObjectSchema, value: Expression): readonly Expression[] {
  const each = [...members].flatMap(([key, schema]) => {
    const member = memberOf(value, key);
    if (isOmittable(schema)) return omittable(schema, member);
    return acceptsUndefined(schema) ? [exists(member), ...conditions(schema, member)] : conditions(schema, member);
  });
  const keys = [...members.keys()];
  const rest =
    others.kind === "anything"
      ? []
      : others.kind === "nothing"
        ? [noOtherKeys(value, keys)]
        : everyEntry(value, (member, key) => {
            const needed = all(conditions(others, member), value.span);
            return keys.length === 0 ? [needed] : [any([isKeyIn(key, keys), needed])];
          });
  return [isType(value, "object"), ...each, ...rest];
}

function memberOf(object: Expression, name: string): Expression {
  return { kind: "property", object: as(object, objectType), name, types: anyType, span: object.span };
}

function noOtherKeys(object: Expression, keys: readonly string[]): Expression {
  const key = local("k", stringType);
  const list = builtin("Object.keys", [as(object, objectType)], arrayType);
  return every(list, [key], isKeyIn(read(key, object.span), keys));
}

/** What holds of all members, but for one that zod passes over: no object can take it for a plain member. */
function everyEntry(
  object: Expression,
  build: (member: Expression, key: Expression) => readonly Expression[],
): readonly Expression[] {
  const { span } = object;
  const [member, key] = [local("v", anyType & ~undefinedType), local("k", stringType)];
  const needed = build(as(read(member, span), anyType), read(key, span));
  const constant = needed.every((one) => one.kind === "literal" && one.value === true);
  if (constant) return [];
  const test = any([equals(read(key, span), literal("__proto__", span)), all(needed, span)]);
  const operands = [as(object, objectType), lambdaOf([member, key], test, span)];
  return [{ kind: "builtin", name: "setpiece.everyEntry", operands, types: booleanType, span }];
}

function isKeyIn(key: Expression, keys: readonly string[]): Expression {
  const { span } = key;
  const [only, ...others] = keys;
  if (only === undefined) return literal(false, span);
  if (others.length === 0) return equals(key, literal(only, span));
  const elements = keys.map((one) => ({ spread: false, value: literal(one, span) }));
  const list: Expression = { kind: "array", elements, types: arrayType, span };
  return builtin("Array.includes", [list, key], booleanType);
}

// --- short ways to write IR -------------------------------------------------------------------------------------------

function as(value: Expression, types: ValueTypes): Expression {
  return { ...value, types };
}

function isType(value: Expression, type: "string" | "number" | "boolean" | "array" | "object"): Expression {
  return builtin("setpiece.isType", [value, literal(type, value.span)], booleanType);
}

function lengthOf(array: Expression): Expression {
  return builtin("Array.length", [as(array, arrayType)], numberType);
}

function every(array: Expression, parameters: readonly Local[], test: Expression): Expression {
  return builtin("Array.every", [array, lambdaOf(parameters, test, array.span)], booleanType);
}

function builtin(name: string, operands: readonly [Expression, ...Expression[]], types: ValueTypes): Expression {
  return { kind: "builtin", name, operands, types, span: operands[0].span };
}

function equals(left: Expression, right: Expression): Expression {
  return { kind: "equality", operator: "===", left, right, types: booleanType, span: left.span };
}

function notEquals(left: Expression, right: Expression): Expression {
  return { kind: "equality", operator: "!==", left, right, types: booleanType, span: left.span };
}

function isUndefined(value: Expression): Expression {
  return equals(value, { kind: "undefined", types: undefinedType, span: value.span });
}

function exists(value: Expression): Expression {
  return notEquals(value, { kind: "undefined", types: undefinedType, span: value.span });
}

function compare(left: Expression, operator: "<" | "<=" | ">" | ">=", right: Expression): Expression {
  return { kind: "comparison", operator, left, right, types: booleanType, span: left.span };
}

function arithmetic(left: Expression, operator: "/" | "-" | "*", right: Expression): Expression {
  return { kind: "arithmetic", operator, left, right, types: numberType, span: left.span };
}

function all(list: readonly Expression[], span: SourceSpan): Expression {
  return list.length === 0 ? literal(true, span) : joined("&&", list);
}

function any(list: readonly Expression[]): Expression {
  const constant = list.find((one) => one.kind === "literal" && one.value === true);
  return constant ?? joined("||", list);
}

/** More than this many in a row are joined in halves: each is a level of what Step Functions evaluates. */
const mostInARow = 8;

function joined(operator: "&&" | "||", list: readonly Expression[]): Expression {
  const half = Math.ceil(list.length / 2);
  const parts =
    list.length > mostInARow ? [joined(operator, list.slice(0, half)), joined(operator, list.slice(half))] : list;
  return parts.reduce((left, right) => ({
    kind: "logical",
    operator,
    left,
    right,
    types: booleanType,
    span: left.span,
  }));
}
