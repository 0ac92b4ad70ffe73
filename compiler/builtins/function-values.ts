import type { Expression, Lambda } from "../ir/expression.js";
import {
  booleanType,
  dateType,
  mayBe,
  mayBeAnything,
  numberType,
  stringType,
  structuredTypes,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { asText, lambdaOf, local, read } from "./build.js";
import { asMillis } from "./date-values.js";
import type { ReadElement } from "./builtin.js";
import { finiteNumberOrNothing, numberOrNothing, testForNumber } from "./number-reading.js";

/** `texts.map(Number).filter(Number.isFinite)`: the test of what is read; undefined for any other function. */
export function libraryTest(name: string, { from, value }: ReadElement, span: SourceSpan): Lambda | undefined {
  const test = (body: Expression): Lambda => lambdaOf([from], body, span);
  const asked = (read: Expression): Expression => {
    return { kind: "builtin", name, operands: [read], types: booleanType, span };
  };
  switch (name) {
    case "Boolean()":
      return test(asked(numberOrNothing(value)));
    case "isFinite":
    case "Number.isFinite":
      return test(testForNumber(finiteNumberOrNothing(value), true));
    case "Number.isInteger":
    case "Number.isSafeInteger":
      return test(asked(finiteNumberOrNothing(value)));
    default:
      return undefined;
  }
}

/** Functions of one number, which the index and the list that follow do not disturb. */
const ofNumbers = /^Math\.(abs|ceil|floor|round|trunc|sqrt|sign)$/;

/**
 * `Boolean`, `String`, `Number`, `Math.round` and their like as a callback: `list.filter(Boolean)`.
 *
 * @param name the built-in's name, such as `Boolean()`
 * @param types what it is called with
 * @returns undefined for any other function, and where the conversion is not exact
 */
export function libraryCallback(name: string, types: ValueTypes, span: SourceSpan): Lambda | undefined {
  const parameter = local("x", types);
  const value = read(parameter, span);
  const convert = (to: ValueTypes): Lambda =>
    lambdaOf([parameter], { kind: "builtin", name, operands: [value], types: to, span }, span);
  switch (name) {
    case "Boolean()":
      return convert(booleanType);
    case "String()":
      return mayBe(types, structuredTypes) && !mayBeAnything(types)
        ? undefined
        : lambdaOf([parameter], asText(value), span);
    case "Number()":
      if (types === dateType) return lambdaOf([parameter], asMillis(value), span);
      if (mayBe(types, structuredTypes | undefinedType)) return undefined;
      return types === numberType ? lambdaOf([parameter], value, span) : convert(numberType);
    default:
      if (types === numberType && ofNumbers.test(name)) return convert(numberType);
      if (types === numberType && /^Number\.is(Safe)?Integer$/.test(name)) return convert(booleanType);
      return types === stringType && /^(en|de)codeURI(Component)?$/.test(name) ? convert(stringType) : undefined;
  }
}
