import { validationError } from "../../wire/aws-error.js";
import { type AttributeType, type AttributeValue, typeOf } from "../attribute-value.js";
import type { RawAttributeValue } from "../attribute-value-shape.js";
import { compareValues } from "../compare-values.js";
import { checkAttributeName, parseAttributeValue } from "../parse-attribute-value.js";
import type { Condition, Operand } from "./condition.js";
import type { Comparator } from "./syntax.js";

export type LegacyOperator =
  | "EQ"
  | "NE"
  | "LE"
  | "LT"
  | "GE"
  | "GT"
  | "NOT_NULL"
  | "NULL"
  | "CONTAINS"
  | "NOT_CONTAINS"
  | "BEGINS_WITH"
  | "IN"
  | "BETWEEN";

/** One attribute's condition in `QueryFilter`, `ScanFilter` or `KeyConditions`. */
export interface LegacyCondition {
  readonly ComparisonOperator: LegacyOperator;
  readonly AttributeValueList?: readonly RawAttributeValue[] | undefined;
}

/** One attribute's condition in `Expected`. */
export interface ExpectedAttribute {
  readonly Value?: RawAttributeValue | undefined;
  readonly Exists?: boolean | undefined;
  readonly ComparisonOperator?: LegacyOperator | undefined;
  readonly AttributeValueList?: readonly RawAttributeValue[] | undefined;
}

const comparators: Readonly<Partial<Record<LegacyOperator, Comparator>>> = {
  EQ: "=",
  NE: "<>",
  LE: "<=",
  LT: "<",
  GE: ">=",
  GT: ">",
};
const argumentCounts: Readonly<Record<LegacyOperator, readonly [number, number]>> = {
  EQ: [1, 1],
  NE: [1, 1],
  LE: [1, 1],
  LT: [1, 1],
  GE: [1, 1],
  GT: [1, 1],
  NOT_NULL: [0, 0],
  NULL: [0, 0],
  CONTAINS: [1, 1],
  NOT_CONTAINS: [1, 1],
  BEGINS_WITH: [1, 1],
  IN: [1, Infinity],
  BETWEEN: [2, 2],
};
const scalars: readonly AttributeType[] = ["S", "N", "B"];
const allowedTypes: Readonly<Partial<Record<LegacyOperator, readonly AttributeType[]>>> = {
  LE: scalars,
  LT: scalars,
  GE: scalars,
  GT: scalars,
  BETWEEN: scalars,
  CONTAINS: scalars,
  NOT_CONTAINS: scalars,
  IN: scalars,
  BEGINS_WITH: ["S", "B"],
};

/** A filter of the days before expressions as a condition; undefined where it has no members. */
export function legacyFilter(
  conditions: Readonly<Record<string, LegacyCondition>>,
  operator: "AND" | "OR" | undefined,
): Condition | undefined {
  const parts = Object.entries(conditions).map(([name, condition]) => legacyCondition(name, condition));
  return combine(parts, operator);
}

/** `Expected` as a condition; undefined where it has no members. */
export function expectedCondition(
  expected: Readonly<Record<string, ExpectedAttribute>>,
  operator: "AND" | "OR" | undefined,
): Condition | undefined {
  return combine(
    Object.entries(expected).map(([name, attribute]) => expectedAttribute(name, attribute)),
    operator,
  );
}

/** The values of a legacy condition, checked for number and type. */
export function legacyValues(condition: LegacyCondition): readonly AttributeValue[] {
  const operator = condition.ComparisonOperator;
  const values = (condition.AttributeValueList ?? []).map(parseAttributeValue);
  const [least, most] = argumentCounts[operator];
  if (values.length < least || values.length > most)
    throw invalid(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  const types = values.map(typeOf);
  if (types.some((type) => type !== types[0]))
    throw invalid("AttributeValues inside AttributeValueList must be of same type");
  const wrong = types.find((type) => allowedTypes[operator]?.includes(type) === false);
  if (wrong !== undefined)
    throw invalid(`ComparisonOperator ${operator} is not valid for ${wrong} AttributeValue type`);
  const [low, high] = values;
  if (operator === "BETWEEN" && low !== undefined && high !== undefined && (compareValues(low, high) ?? 0) > 0)
    throw validationError(
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    );
  return values;
}

function expectedAttribute(name: string, attribute: ExpectedAttribute): Condition {
  checkAttributeName(name);
  const { Value, Exists, ComparisonOperator, AttributeValueList } = attribute;
  if (AttributeValueList !== undefined && Value !== undefined)
    throw invalid(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  if (ComparisonOperator !== undefined) {
    if (Exists !== undefined)
      throw invalid(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
    const values = AttributeValueList ?? (Value === undefined ? undefined : [Value]);
    if (values === undefined && ComparisonOperator !== "NULL" && ComparisonOperator !== "NOT_NULL")
      throw invalid(
        `Value or AttributeValueList must be used with ComparisonOperator: ${ComparisonOperator} for Attribute: ${name}`,
      );
    return legacyCondition(name, { ComparisonOperator, AttributeValueList: values });
  }
  if (AttributeValueList !== undefined)
    throw invalid(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  if (Exists === false) {
    if (Value !== undefined) throw invalid(`Value cannot be used when Exists is false for Attribute: ${name}`);
    return { kind: "not", condition: { kind: "exists", path: [name] } };
  }
  if (Value === undefined)
    throw invalid(
      `Value must be provided when Exists is ${Exists === undefined ? "null" : "true"} for Attribute: ${name}`,
    );
  return legacyCondition(name, { ComparisonOperator: "EQ", AttributeValueList: [Value] });
}

function legacyCondition(name: string, condition: LegacyCondition): Condition {
  const values = legacyValues(condition).map((value): Operand => ({ kind: "value", value }));
  const [first, second] = values;
  const value: Operand = { kind: "path", path: [name] };
  const operator = condition.ComparisonOperator;
  const comparator = comparators[operator];
  if (comparator !== undefined && first !== undefined)
    return { kind: "compare", operator: comparator, left: value, right: first };
  switch (operator) {
    case "NOT_NULL":
      return { kind: "exists", path: [name] };
    case "NULL":
      return { kind: "not", condition: { kind: "exists", path: [name] } };
    case "CONTAINS":
      if (first !== undefined) return { kind: "contains", value, member: first };
      break;
    case "NOT_CONTAINS":
      // A missing attribute meets no condition but NULL.
      if (first !== undefined)
        return {
          kind: "and",
          left: { kind: "exists", path: [name] },
          right: { kind: "not", condition: { kind: "contains", value, member: first } },
        };
      break;
    case "BEGINS_WITH":
      if (first !== undefined) return { kind: "begins", value, prefix: first };
      break;
    case "BETWEEN":
      if (first !== undefined && second !== undefined) return { kind: "between", value, low: first, high: second };
      break;
    default:
      return { kind: "in", value, choices: values };
  }
  throw new Error(`a legacy condition ${operator} without its checked values`);
}

function combine(parts: readonly Condition[], operator: "AND" | "OR" | undefined): Condition | undefined {
  if (parts.length === 0) return undefined;
  const kind = operator === "OR" ? "or" : "and";
  return parts.reduce((left, right) => ({ kind, left, right }));
}

function invalid(reason: string): Error {
  return validationError(`One or more parameter values were invalid: ${reason}`);
}
