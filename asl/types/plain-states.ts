import type {
  InputOutputPaths,
  JsonPathAssign,
  JsonPathFields,
  JsonataAssign,
  JsonataFields,
  JsonataOutput,
  ResultPathField,
  TransitionFields,
} from "./common-fields.js";
import type { JsonValue, JsonataExpression, PathOrIntrinsic, PayloadTemplate, ReferencePath } from "./values.js";

export interface JsonPathPassState
  extends TransitionFields, JsonPathFields, InputOutputPaths, ResultPathField, JsonPathAssign {
  readonly Type: "Pass";
  readonly Result?: JsonValue;
  readonly Parameters?: PayloadTemplate;
}

export interface JsonataPassState extends TransitionFields, JsonataFields, JsonataAssign, JsonataOutput {
  readonly Type: "Pass";
  readonly Result?: never;
}

export interface JsonPathWaitFields extends TransitionFields, JsonPathFields, InputOutputPaths, JsonPathAssign {
  readonly Type: "Wait";
}

/** Exactly one of the four: whole seconds (0 to 99,999,999), an RFC 3339 timestamp, or a path to either. */
export type JsonPathWaitState = JsonPathWaitFields &
  OnlyOne<{
    readonly Seconds: number;
    readonly SecondsPath: ReferencePath;
    readonly Timestamp: string;
    readonly TimestampPath: ReferencePath;
  }>;

export interface JsonataWaitFields extends TransitionFields, JsonataFields, JsonataAssign, JsonataOutput {
  readonly Type: "Wait";
  readonly SecondsPath?: never;
  readonly TimestampPath?: never;
}

export type JsonataWaitState = JsonataWaitFields &
  OnlyOne<{ readonly Seconds: number | JsonataExpression; readonly Timestamp: string }>;

/** Exactly one of the fields of `T`. */
export type OnlyOne<T> = {
  [K in keyof T]: { readonly [P in K]: T[P] } & { readonly [P in Exclude<keyof T, K>]?: never };
}[keyof T];

export interface JsonPathSucceedState extends JsonPathFields, InputOutputPaths {
  readonly Type: "Succeed";
}

export interface JsonataSucceedState extends JsonataFields, JsonataOutput {
  readonly Type: "Succeed";
}

export interface JsonPathFailState extends JsonPathFields {
  readonly Type: "Fail";
  readonly Error?: string;
  readonly ErrorPath?: PathOrIntrinsic;
  readonly Cause?: string;
  readonly CausePath?: PathOrIntrinsic;
}

export interface JsonataFailState extends JsonataFields {
  readonly Type: "Fail";
  /** A text or an expression, as is `Cause`. */
  readonly Error?: string;
  readonly Cause?: string;
  readonly ErrorPath?: never;
  readonly CausePath?: never;
}
