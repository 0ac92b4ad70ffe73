import { retryRules, type RetryRule } from "./call-options.js";
import { runMapNatively } from "./distributed-map/run-map-natively.js";
import type { ItemSource } from "./item-source.js";
import { tryAgain } from "./native-run.js";

/** Where and how a map run writes its results. */
export interface ResultWriter {
  readonly bucket: string;
  /** Default: the folder of the run's id stands at the top of the bucket. */
  readonly prefix?: string;
  /**
   * `NONE` (the default): the outputs with all about each execution; `COMPACT`: the outputs alone; `FLATTEN`: the outputs
   * alone, with those that are arrays taken apart.
   */
  readonly transformation?: "NONE" | "COMPACT" | "FLATTEN";
  /** Default `JSON`. */
  readonly format?: "JSON" | "JSONL";
}

/**
 * How a distributed map runs. `type`, `label`, `retry` and the format of the results are constants: they are known when the workflow
 * is compiled. Numbers, and where the results go, may be computed.
 */
export interface DistributedMapOptions {
  /** How many executions run at once, 1…10,000. Default 10,000. */
  readonly concurrency?: number;
  /** How many items may fail, 0 or more. Default: none, unless `toleratedFailurePercentage` is given. */
  readonly toleratedFailureCount?: number;
  /** Which part of the items may fail, 0…100. Whichever of the two is exceeded ends the map. */
  readonly toleratedFailurePercentage?: number;
  /** `EXPRESS` children cost less, run up to five minutes, and cannot wait for people or tokens. Default `STANDARD`. */
  readonly type?: "STANDARD" | "EXPRESS";
  /** When the whole map is run again because it has failed. Default: never. */
  readonly retry?: RetryRule | readonly RetryRule[];
  /** Part of the names of the children, at most 40 characters. Default: AWS makes one. */
  readonly label?: string;
}

/** At least one of the two bounds is needed; the service ends a batch at whichever is reached first. */
export type Batching =
  | { readonly itemsPerBatch: number; readonly maxInputBytesPerBatch?: number }
  | { readonly itemsPerBatch?: number; readonly maxInputBytesPerBatch: number };

/** What a map with a result writer gives: where the manifest of the results is. */
export interface WrittenResults {
  readonly MapRunArn: string;
  readonly ResultWriterDetails: { readonly Bucket: string; readonly Key: string };
}

type Source<Item> = readonly Item[] | ItemSource<Item>;
type PerItem<Item, Result> = (item: Item, index: number) => Promise<Result>;
type PerBatch<Item, Result> = (items: Item[]) => Promise<Result>;

/**
 * Runs an async function for each item, or each batch of items, in an execution of its own: up to 10,000 at once, over
 * items that may number millions. A Map state in distributed mode.
 *
 * - The items are an array of the workflow, or are read from S3: `s3Json`, `s3JsonLines`, `s3Csv`, `s3Objects`,
 *   `s3Inventory`.
 * - With `itemsPerBatch` or `maxInputBytesPerBatch`, the function gets an array of items. Only without them it may ask for
 *   the item's index.
 * - What the function reads of the workflow around it is handed to each execution with its item, or once with its batch;
 *   item and values together may have 256 KiB.
 * - Without a `resultWriter`, the value is the array of the results, which may have 256 KiB in all. With one, the results
 *   are written to S3, and the value says where.
 * - An item that fails but is tolerated has no result: the array is shorter than the items.
 * - Inside, `execution()` is the child execution.
 *
 * Natively, objects are read and written with `@aws-sdk/client-s3`, or by the stubs `s3:getObject` (gives `{ Body: text }`),
 * `s3:listObjectsV2` and `s3:putObject`.
 *
 * @throws `States.ExceedToleratedFailureThreshold` when more items fail than are tolerated, `States.ItemReaderFailed` and
 *   `States.ResultWriterFailed` when S3 or what lies there is not as it should be
 * @see AWS page "Using Map state in Distributed mode for large-scale parallel workloads"
 */
export async function distributedMap<Item, Result>(
  source: Source<Item>,
  options: DistributedMapOptions & Batching & { readonly resultWriter: ResultWriter },
  run: PerBatch<Item, Result>,
): Promise<WrittenResults>;
export async function distributedMap<Item, Result>(
  source: Source<Item>,
  options: DistributedMapOptions & Batching & { readonly resultWriter?: never },
  run: PerBatch<Item, Result>,
): Promise<Result[]>;
export async function distributedMap<Item, Result>(
  source: Source<Item>,
  options: DistributedMapOptions & NotBatched & { readonly resultWriter: ResultWriter },
  run: PerItem<Item, Result>,
): Promise<WrittenResults>;
export async function distributedMap<Item, Result>(
  source: Source<Item>,
  options: DistributedMapOptions & NotBatched & { readonly resultWriter?: never },
  run: PerItem<Item, Result>,
): Promise<Result[]>;
export async function distributedMap(
  source: Source<unknown>,
  options: NativeMapOptions,
  run: (item: never, index: number) => Promise<unknown>,
): Promise<unknown> {
  return tryAgain(retryRules(options), () =>
    runMapNatively(source, options, run as (item: unknown, index: number) => Promise<unknown>),
  );
}

interface NotBatched {
  readonly itemsPerBatch?: never;
  readonly maxInputBytesPerBatch?: never;
}

/** The options of all overloads together. */
export interface NativeMapOptions extends DistributedMapOptions {
  readonly itemsPerBatch?: number;
  readonly maxInputBytesPerBatch?: number;
  readonly resultWriter?: ResultWriter;
}
