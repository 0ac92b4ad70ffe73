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
import type { JsonPathErrorFields, JsonataErrorFields } from "./error-handling.js";
import type { JsonataExpression, JsonataTemplate, PathOrIntrinsic, PayloadTemplate, ReferencePath } from "./values.js";

/** The role that a Task assumes. In a JSONPath state the ARN may be a path (`RoleArn.$`). */
export interface JsonPathCredentials {
  readonly RoleArn?: string;
  readonly "RoleArn.$"?: PathOrIntrinsic;
}

export interface JsonataCredentials {
  /** An ARN or an expression. */
  readonly RoleArn: string;
}

export interface TaskFields extends TransitionFields {
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
