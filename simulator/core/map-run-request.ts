import type { JsonValue } from "../json.js";
import type { DistributedMap, MapItem, Program } from "../machine/state-node.js";

/** What a distributed Map asks for: one child execution an item, or a batch of items. */
export interface MapRunRequest {
  readonly taskId: number;
  readonly mapRunArn: string;
  /** The machine's name and the run's label: `orders/4f1c…`. */
  readonly label: string;
  readonly program: Program;
  readonly executionType: "STANDARD" | "EXPRESS";
  /** 0: as many as the service allows. */
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number | undefined;
  readonly toleratedFailurePercentage: number | undefined;
  readonly items: ItemSource;
  /** The child's input for an item; throws StateFailure. */
  readonly inputOf: (item: MapItem, index: number) => JsonValue;
  readonly batch: BatchRequest | undefined;
  readonly writer: WriterRequest | undefined;
}

export type ItemSource =
  | { readonly kind: "items"; readonly items: readonly MapItem[] }
  | {
      readonly kind: "reader";
      readonly reader: NonNullable<DistributedMap["reader"]>;
      readonly location: JsonValue;
      readonly maxItems: number | undefined;
    };

export interface BatchRequest {
  readonly maxItems: number | undefined;
  readonly maxInputBytes: number | undefined;
  readonly batchInput: JsonValue | undefined;
}

export interface WriterRequest {
  readonly location: JsonValue | undefined;
  readonly transformation: "NONE" | "COMPACT" | "FLATTEN" | undefined;
  readonly outputType: "JSON" | "JSONL";
}
