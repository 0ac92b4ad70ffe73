import type { JsonPath, JsonataTemplate, PayloadTemplate, ReferencePath } from "./values.js";

export interface CommonFields {
  readonly Comment?: string;
}

/** Where a state goes: to the state that `Next` names, or nowhere, with `End: true`. One of the two is required. */
export interface TransitionFields {
  readonly Next?: string;
  readonly End?: boolean;
}

export interface JsonPathFields extends CommonFields {
  readonly QueryLanguage?: "JSONPath";
  readonly Output?: never;
  readonly Arguments?: never;
}

export interface JsonataFields extends CommonFields {
  readonly QueryLanguage?: "JSONata";
  readonly InputPath?: never;
  readonly OutputPath?: never;
  readonly Parameters?: never;
  readonly ResultSelector?: never;
  readonly ResultPath?: never;
}

/** `null` stands for an empty object. Default: `$`. */
export interface InputOutputPaths {
  readonly InputPath?: JsonPath | null;
  readonly OutputPath?: JsonPath | null;
}

/** `null` discards the result and keeps the input. Default: `$`. */
export interface ResultPathField {
  readonly ResultPath?: ReferencePath | null;
}

export interface JsonPathAssign {
  readonly Assign?: Readonly<Record<string, PayloadTemplate>>;
}

export interface JsonataAssign {
  readonly Assign?: Readonly<Record<string, JsonataTemplate>>;
}

export interface JsonataOutput {
  readonly Output?: JsonataTemplate;
}
