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
import type { StateGraph } from "../types.js";
import type { JsonataTemplate, PayloadTemplate } from "./values.js";

export interface ParallelFields extends TransitionFields {
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
