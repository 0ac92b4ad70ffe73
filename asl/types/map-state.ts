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
import type {
  JsonPathItemBatcher,
  JsonPathItemReader,
  JsonPathResultWriter,
  JsonataItemBatcher,
  JsonataItemReader,
  JsonataResultWriter,
} from "./item-source.js";
import type { StateGraph } from "../types.js";
import type {
  JsonArray,
  JsonObject,
  JsonataExpression,
  JsonataTemplate,
  PayloadTemplate,
  ReferencePath,
  StateMachineType,
} from "./values.js";

/** The states run for each item, or batch of items. */
export interface ItemProcessor extends StateGraph {
  readonly ProcessorConfig?: ProcessorConfig;
}

/** `INLINE` (the default) runs inside the execution; `DISTRIBUTED` starts a child execution for each item or batch. */
export type ProcessorConfig =
  | { readonly Mode?: "INLINE"; readonly ExecutionType?: never }
  | { readonly Mode: "DISTRIBUTED"; readonly ExecutionType: StateMachineType };

/** `Iterator` is the older name of an inline `ItemProcessor`; one of the two is required. `Label` is at most 40 characters. */
export interface MapFields extends TransitionFields {
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
