import type {
  InputOutputPaths,
  JsonPathAssign,
  JsonPathFields,
  JsonataAssign,
  JsonataFields,
  JsonataOutput,
} from "./common-fields.js";
import type { JsonPath, JsonataExpression } from "./values.js";

export interface JsonPathChoiceState extends JsonPathFields, InputOutputPaths, JsonPathAssign {
  readonly Type: "Choice";
  readonly Choices: readonly JsonPathChoice[];
  readonly Default?: string;
}

export interface JsonataChoiceState extends JsonataFields, JsonataAssign, JsonataOutput {
  readonly Type: "Choice";
  readonly Choices: readonly JsonataChoice[];
  readonly Default?: string;
}

/** One rule of a JSONPath Choice: what must hold, where to go then, what to assign on the way. */
export type JsonPathChoice = ChoiceRule &
  JsonPathAssign & { readonly Next: string; readonly Comment?: string; readonly Condition?: never };

export interface JsonataChoice extends JsonataAssign, JsonataOutput {
  readonly Condition: JsonataExpression | boolean;
  readonly Next: string;
  readonly Comment?: string;
}

export type ChoiceRule = AndRule | OrRule | NotRule | DataTestRule;

export interface AndRule {
  readonly And: readonly NestedChoiceRule[];
}

export interface OrRule {
  readonly Or: readonly NestedChoiceRule[];
}

export interface NotRule {
  readonly Not: NestedChoiceRule;
}

export type NestedChoiceRule = ChoiceRule & { readonly Comment?: string };

/** A comparison of the value at `Variable`; exactly one of the 39 operators stands beside it. */
export type DataTestRule = { readonly Variable: JsonPath } & {
  readonly [O in StringOperator | TimestampOperator]?: string;
} & { readonly [O in NumericOperator]?: number } & { readonly [O in BooleanOperator | TypeTestOperator]?: boolean } & {
  readonly [O in PathOperator]?: JsonPath;
};

export type Ordering = "Equals" | "LessThan" | "GreaterThan" | "LessThanEquals" | "GreaterThanEquals";

export type StringOperator = `String${Ordering}` | "StringMatches";

export type NumericOperator = `Numeric${Ordering}`;

export type TimestampOperator = `Timestamp${Ordering}`;

export type BooleanOperator = "BooleanEquals";

/** `IsNull`, `IsPresent`, …: holds when the test's outcome equals the operand. */
export type TypeTestOperator = "IsNull" | "IsPresent" | "IsNumeric" | "IsString" | "IsBoolean" | "IsTimestamp";

/** The forms that compare with another value of the input instead of a constant. */
export type PathOperator =
  `String${Ordering}Path` | `Numeric${Ordering}Path` | `Timestamp${Ordering}Path` | "BooleanEqualsPath";

export type ComparisonOperator =
  StringOperator | NumericOperator | TimestampOperator | BooleanOperator | TypeTestOperator | PathOperator;
