import type { Item } from "./attribute-value.js";
import { pickAttributes } from "./attribute-value.js";
import { isInIndex, keyId, keyNames, type KeyAttribute, type KeySchema } from "./key-schema.js";
import { OrderedRows } from "./ordered-rows.js";

/** Which attributes an index shows beside the keys of the index and of the table. */
export interface Projection {
  readonly type: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly nonKeyAttributes: readonly string[] | undefined;
}

export interface Throughput {
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface SecondaryIndex {
  readonly kind: "global" | "local";
  readonly name: string;
  readonly key: KeySchema;
  readonly projection: Projection;
  readonly throughput: Throughput | undefined;
  readonly rows: OrderedRows;
}

export type StreamViewType = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** A table with its items. What `UpdateTable` and the time-to-live calls change is not `readonly`. */
export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAtMs: number;
  readonly key: KeySchema;
  readonly items: Map<string, Item>;
  readonly rows: OrderedRows;
  readonly tags: Map<string, string>;
  attributes: readonly KeyAttribute[];
  indexes: readonly SecondaryIndex[];
  billingMode: "PROVISIONED" | "PAY_PER_REQUEST";
  throughput: Throughput;
  tableClass: string | undefined;
  deletionProtection: boolean;
  /** The view type of the stream that is on, and the identity of the latest stream, on or off. */
  streamView: StreamViewType | undefined;
  latestStreamArn: string | undefined;
  timeToLiveAttribute: string | undefined;
  /** No item expires before this time, in epoch seconds. */
  earliestExpirySeconds: number;
}

/** Puts an item into the rows of an index, or takes the item before it out. */
export function updateIndexRows(
  table: Table,
  index: SecondaryIndex,
  before: Item | undefined,
  after: Item | undefined,
): void {
  if (before !== undefined && isInIndex(index.key, before)) index.rows.delete(keyId(table.key, before), before);
  if (after !== undefined && isInIndex(index.key, after))
    index.rows.put({ id: keyId(table.key, after), item: projectForIndex(table, index, after), base: after });
}

/** What an index shows of an item. */
export function projectForIndex(table: Table, index: SecondaryIndex, item: Item): Item {
  const names = projectedNames(table, index);
  return names === undefined ? item : pickAttributes(item, names);
}

/** The attributes that an index has, or undefined where it has all. */
export function projectedNames(table: Table, index: SecondaryIndex): ReadonlySet<string> | undefined {
  if (index.projection.type === "ALL") return undefined;
  return new Set([...keyNames(table.key), ...keyNames(index.key), ...(index.projection.nonKeyAttributes ?? [])]);
}
