import type { JsonPathAssign, JsonataAssign, JsonataOutput, ResultPathField } from "./common-fields.js";

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

export interface CatcherFields {
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

export interface JsonPathErrorFields {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly JsonPathCatcher[];
}

export interface JsonataErrorFields {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly JsonataCatcher[];
}
