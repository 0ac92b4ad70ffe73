/**
 * The Amazon States Language as data: every field of a state machine definition that the service accepts.
 *
 * A value of these types is a parsed definition; whether it is a correct one is `validateDefinition`'s business.
 * Each state type has a JSONPath and a JSONata form. A state names its language itself or inherits it from the
 * machine, so the forms are told apart by their fields: what one language lacks is `never` there.
 *
 * @see https://states-language.net/spec.html, and the developer guide's page of each state type
 */

export type JsonPrimitive = string | number | boolean | null;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
export type JsonValue = JsonPrimitive | JsonArray | JsonObject;

export type QueryLanguage = "JSONPath" | "JSONata";
export type StateMachineType = "STANDARD" | "EXPRESS";

/** A JSONata expression as it stands in a definition, between `{%` and `%}`. */
export type JsonataExpression = `{%${string}%}`;

/** A JSON value in which any string of the form `{% … %}`, at any depth, is a JSONata expression. */
export type JsonataTemplate = JsonValue;

/** A JSON value in which a field whose name ends in `.$` holds a path, a context path or an intrinsic function. */
export type PayloadTemplate = JsonValue;

/** A JSONPath into the state input, `$$…` into the context object, or `$name…` into a variable. */
export type JsonPath = string;

/** A path that picks exactly one node: no wildcard, descent, filter, slice or union. */
export type ReferencePath = string;

/** A path, or an intrinsic function call such as `States.Format('{}', $.name)`. */
export type PathOrIntrinsic = string;

/** A whole definition. `TimeoutSeconds` is 1 to 99,999,999; `Version` is "1.0", its default. */
export interface StateMachine extends StateGraph {
  readonly QueryLanguage?: QueryLanguage;
  readonly Version?: string;
  readonly TimeoutSeconds?: number;
}

/** What a machine, a Parallel branch and a Map's processor have in common. */
export interface StateGraph {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export type State = JsonPathState | JsonataState;

export type JsonPathState =
  | JsonPathTaskState
  | JsonPathPassState
  | JsonPathChoiceState
  | JsonPathWaitState
  | JsonPathSucceedState
  | JsonPathFailState
  | JsonPathParallelState
  | JsonPathMapState;

export type JsonataState =
  | JsonataTaskState
  | JsonataPassState
  | JsonataChoiceState
  | JsonataWaitState
  | JsonataSucceedState
  | JsonataFailState
  | JsonataParallelState
  | JsonataMapState;

export type StateType = State["Type"];
export type TaskState = JsonPathTaskState | JsonataTaskState;
export type PassState = JsonPathPassState | JsonataPassState;
export type ChoiceState = JsonPathChoiceState | JsonataChoiceState;
export type WaitState = JsonPathWaitState | JsonataWaitState;
export type SucceedState = JsonPathSucceedState | JsonataSucceedState;
export type FailState = JsonPathFailState | JsonataFailState;
export type ParallelState = JsonPathParallelState | JsonataParallelState;
export type MapState = JsonPathMapState | JsonataMapState;

interface CommonFields {
  readonly Comment?: string;
}

/** Where a state goes: to the state that `Next` names, or nowhere, with `End: true`. One of the two is required. */
interface TransitionFields {
  readonly Next?: string;
  readonly End?: boolean;
}

interface JsonPathFields extends CommonFields {
  readonly QueryLanguage?: "JSONPath";
  readonly Output?: never;
  readonly Arguments?: never;
}

interface JsonataFields extends CommonFields {
  readonly QueryLanguage?: "JSONata";
  readonly InputPath?: never;
  readonly OutputPath?: never;
  readonly Parameters?: never;
  readonly ResultSelector?: never;
  readonly ResultPath?: never;
}

/** `null` stands for an empty object. Default: `$`. */
interface InputOutputPaths {
  readonly InputPath?: JsonPath | null;
  readonly OutputPath?: JsonPath | null;
}

/** `null` discards the result and keeps the input. Default: `$`. */
interface ResultPathField {
  readonly ResultPath?: ReferencePath | null;
}

interface JsonPathAssign {
  readonly Assign?: Readonly<Record<string, PayloadTemplate>>;
}

interface JsonataAssign {
  readonly Assign?: Readonly<Record<string, JsonataTemplate>>;
}

interface JsonataOutput {
  readonly Output?: JsonataTemplate;
}

// Errors

/** `IntervalSeconds` 1, `MaxAttempts` 3 (0: never), `BackoffRate` 2.0 (at least 1), `JitterStrategy` NONE by default. */
export interface Retrier {
  readonly Comment?: string;
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
}

interface CatcherFields {
  readonly Comment?: string;
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}

export interface JsonPathCatcher extends CatcherFields, ResultPathField, JsonPathAssign {
  readonly Output?: never;
}

export interface JsonataCatcher extends CatcherFields, JsonataAssign, JsonataOutput {
  readonly ResultPath?: never;
}

export type Catcher = JsonPathCatcher | JsonataCatcher;

interface JsonPathErrorFields {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly JsonPathCatcher[];
}

interface JsonataErrorFields {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly JsonataCatcher[];
}

// Task

/** The role that a Task assumes. In a JSONPath state the ARN may be a path (`RoleArn.$`). */
export interface JsonPathCredentials {
  readonly RoleArn?: string;
  readonly "RoleArn.$"?: PathOrIntrinsic;
}

export interface JsonataCredentials {
  /** An ARN or an expression. */
  readonly RoleArn: string;
}

interface TaskFields extends TransitionFields {
  readonly Type: "Task";
  readonly Resource: string;
}

/** Timeouts are in whole seconds, 1 to 99,999,999; the heartbeat is shorter than the timeout. */
export interface JsonPathTaskState
  extends TaskFields, JsonPathFields, InputOutputPaths, ResultPathField, JsonPathAssign, JsonPathErrorFields {
  readonly Parameters?: PayloadTemplate;
  readonly ResultSelector?: PayloadTemplate;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: ReferencePath;
  readonly HeartbeatSeconds?: number;
  readonly HeartbeatSecondsPath?: ReferencePath;
  readonly Credentials?: JsonPathCredentials;
}

export interface JsonataTaskState extends TaskFields, JsonataFields, JsonataAssign, JsonataOutput, JsonataErrorFields {
  readonly Arguments?: JsonataTemplate;
  readonly TimeoutSeconds?: number | JsonataExpression;
  readonly HeartbeatSeconds?: number | JsonataExpression;
  readonly Credentials?: JsonataCredentials;
  readonly TimeoutSecondsPath?: never;
  readonly HeartbeatSecondsPath?: never;
}

// Pass

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

// Choice

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

type Ordering = "Equals" | "LessThan" | "GreaterThan" | "LessThanEquals" | "GreaterThanEquals";
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

// Wait

interface JsonPathWaitFields extends TransitionFields, JsonPathFields, InputOutputPaths, JsonPathAssign {
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

interface JsonataWaitFields extends TransitionFields, JsonataFields, JsonataAssign, JsonataOutput {
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

// Succeed and Fail

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

// Parallel

interface ParallelFields extends TransitionFields {
  readonly Type: "Parallel";
  readonly Branches: readonly StateGraph[];
}

export interface JsonPathParallelState
  extends ParallelFields, JsonPathFields, InputOutputPaths, ResultPathField, JsonPathAssign, JsonPathErrorFields {
  readonly Parameters?: PayloadTemplate;
  readonly ResultSelector?: PayloadTemplate;
}

export interface JsonataParallelState
  extends ParallelFields, JsonataFields, JsonataAssign, JsonataOutput, JsonataErrorFields {
  readonly Arguments?: JsonataTemplate;
}

// Map

/** The states run for each item, or batch of items. */
export interface ItemProcessor extends StateGraph {
  readonly ProcessorConfig?: ProcessorConfig;
}

/** `INLINE` (the default) runs inside the execution; `DISTRIBUTED` starts a child execution for each item or batch. */
export type ProcessorConfig =
  | { readonly Mode?: "INLINE"; readonly ExecutionType?: never }
  | { readonly Mode: "DISTRIBUTED"; readonly ExecutionType: StateMachineType };

/** `Iterator` is the older name of an inline `ItemProcessor`; one of the two is required. `Label` is at most 40 characters. */
interface MapFields extends TransitionFields {
  readonly Type: "Map";
  readonly ItemProcessor?: ItemProcessor;
  readonly Iterator?: ItemProcessor;
  readonly Label?: string;
}

/** `MaxConcurrency` 0 leaves the limit to the service: 40 iterations inline, 10,000 child executions distributed. */
export interface JsonPathMapState
  extends MapFields, JsonPathFields, InputOutputPaths, ResultPathField, JsonPathAssign, JsonPathErrorFields {
  readonly ItemsPath?: ReferencePath;
  readonly ItemSelector?: PayloadTemplate;
  /** The older name of `ItemSelector`. */
  readonly Parameters?: PayloadTemplate;
  readonly ResultSelector?: PayloadTemplate;
  readonly MaxConcurrency?: number;
  readonly MaxConcurrencyPath?: ReferencePath;
  readonly ItemReader?: JsonPathItemReader;
  readonly ItemBatcher?: JsonPathItemBatcher;
  readonly ResultWriter?: JsonPathResultWriter;
  readonly ToleratedFailureCount?: number;
  readonly ToleratedFailureCountPath?: ReferencePath;
  readonly ToleratedFailurePercentage?: number;
  readonly ToleratedFailurePercentagePath?: ReferencePath;
  readonly Items?: never;
}

export interface JsonataMapState extends MapFields, JsonataFields, JsonataAssign, JsonataOutput, JsonataErrorFields {
  readonly Items?: JsonArray | JsonObject | JsonataExpression;
  readonly ItemSelector?: JsonataTemplate;
  readonly MaxConcurrency?: number | JsonataExpression;
  readonly ItemReader?: JsonataItemReader;
  readonly ItemBatcher?: JsonataItemBatcher;
  readonly ResultWriter?: JsonataResultWriter;
  readonly ToleratedFailureCount?: number | JsonataExpression;
  readonly ToleratedFailurePercentage?: number | JsonataExpression;
  readonly ItemsPath?: never;
  readonly MaxConcurrencyPath?: never;
  readonly ToleratedFailureCountPath?: never;
  readonly ToleratedFailurePercentagePath?: never;
}

export type InputType = "CSV" | "JSON" | "JSONL" | "MANIFEST" | "PARQUET";

interface ReaderConfigFields {
  readonly InputType?: InputType;
  readonly CSVHeaderLocation?: "FIRST_ROW" | "GIVEN";
  readonly CSVHeaders?: readonly string[];
  readonly CSVDelimiter?: "COMMA" | "PIPE" | "SEMICOLON" | "SPACE" | "TAB";
  readonly ManifestType?: "ATHENA_DATA" | "S3_INVENTORY";
  readonly Transformation?: "NONE" | "LOAD_AND_FLATTEN";
  readonly ItemsPointer?: string;
}

export interface JsonPathReaderConfig extends ReaderConfigFields {
  readonly MaxItems?: number;
  readonly MaxItemsPath?: ReferencePath;
}

export interface JsonataReaderConfig extends ReaderConfigFields {
  readonly MaxItems?: number | JsonataExpression;
  readonly MaxItemsPath?: never;
}

/** Where a distributed Map's items come from: an S3 object, or a listing of a bucket. */
export interface JsonPathItemReader {
  readonly Resource: string;
  readonly Parameters?: PayloadTemplate;
  readonly ReaderConfig?: JsonPathReaderConfig;
  readonly Arguments?: never;
}

export interface JsonataItemReader {
  readonly Resource: string;
  readonly Arguments?: JsonataTemplate;
  readonly ReaderConfig?: JsonataReaderConfig;
  readonly Parameters?: never;
}

/** `MaxInputBytesPerBatch` is at most 262,144. At least one of the two limits is required. */
export interface JsonPathItemBatcher {
  readonly BatchInput?: PayloadTemplate;
  readonly MaxItemsPerBatch?: number;
  readonly MaxItemsPerBatchPath?: ReferencePath;
  readonly MaxInputBytesPerBatch?: number;
  readonly MaxInputBytesPerBatchPath?: ReferencePath;
}

export interface JsonataItemBatcher {
  readonly BatchInput?: JsonataTemplate;
  readonly MaxItemsPerBatch?: number | JsonataExpression;
  readonly MaxInputBytesPerBatch?: number | JsonataExpression;
  readonly MaxItemsPerBatchPath?: never;
  readonly MaxInputBytesPerBatchPath?: never;
}

export interface WriterConfig {
  readonly Transformation: "NONE" | "COMPACT" | "FLATTEN";
  readonly OutputType: "JSON" | "JSONL";
}

/** Where a distributed Map's results go: `WriterConfig` alone formats them, `Resource` exports them to S3. */
export interface JsonPathResultWriter {
  readonly Resource?: string;
  readonly Parameters?: PayloadTemplate;
  readonly WriterConfig?: WriterConfig;
  readonly Arguments?: never;
}

export interface JsonataResultWriter {
  readonly Resource?: string;
  readonly Arguments?: JsonataTemplate;
  readonly WriterConfig?: WriterConfig;
  readonly Parameters?: never;
}
