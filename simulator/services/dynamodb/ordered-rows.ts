import { createHash } from "node:crypto";
import type { AttributeValue, Item } from "./attribute-value.js";
import { compareValues } from "./compare-values.js";
import { keyId, type KeySchema } from "./key-schema.js";

/** A row of a table or of an index. */
export interface Row {
  /** The identity of the item in its table. */
  readonly id: string;
  /** What the row shows: the item, or for an index the attributes projected into it. */
  readonly item: Item;
  /** The whole item. */
  readonly base: Item;
}

/** A place between rows, given by key attributes; there need not be a row. */
export interface RowPosition {
  readonly id: string;
  readonly key: Item;
}

interface Partition {
  /** Partitions lie in the order of a digest of their hash key, as if spread over a cluster. */
  readonly digest: string;
  readonly rows: Row[];
}

/** Rows by hash key, in the order of the range key within each; rows with equal keys in the order of their identity. */
export class OrderedRows {
  private readonly partitions = new Map<string, Partition>();
  private inScanOrder: readonly Partition[] | undefined;

  constructor(private readonly schema: KeySchema) {}

  put(row: Row): void {
    const hash = this.hashId(row.base);
    let partition = this.partitions.get(hash);
    if (partition === undefined) {
      partition = { digest: digestOf(hash), rows: [] };
      this.partitions.set(hash, partition);
      this.inScanOrder = undefined;
    }
    const { rows } = partition;
    const index = this.search(rows, { id: row.id, key: row.base });
    const isThere = rows[index]?.id === row.id;
    rows.splice(index, isThere ? 1 : 0, row);
  }

  delete(id: string, item: Item): void {
    const hash = this.hashId(item);
    const partition = this.partitions.get(hash);
    if (partition === undefined) return;
    const index = this.search(partition.rows, { id, key: item });
    if (partition.rows[index]?.id !== id) return;
    partition.rows.splice(index, 1);
    if (partition.rows.length > 0) return;
    this.partitions.delete(hash);
    this.inScanOrder = undefined;
  }

  /** The rows of one hash key after (or, backwards, before) a position, in order. */
  *query(hashValue: AttributeValue, forward: boolean, after: RowPosition | undefined): Iterable<Row> {
    const rows = this.partitions.get(JSON.stringify([hashValue]))?.rows ?? [];
    if (forward) {
      for (let i = after === undefined ? 0 : this.searchAfter(rows, after); i < rows.length; i++) yield rows[i] as Row; // in range
    } else {
      const start = after === undefined ? rows.length : this.search(rows, after);
      for (let i = start - 1; i >= 0; i--) yield rows[i] as Row; // in range
    }
  }

  /** All rows, or those of one segment, after a position. */
  *scan(after: RowPosition | undefined, segment: number, totalSegments: number): Iterable<Row> {
    const startDigest = after === undefined ? "" : digestOf(this.hashId(after.key));
    for (const { digest, rows } of this.ordered()) {
      if (digest < startDigest || segmentOf(digest, totalSegments) !== segment) continue;
      const from = after !== undefined && digest === startDigest ? this.searchAfter(rows, after) : 0;
      for (let i = from; i < rows.length; i++) yield rows[i] as Row; // in range
    }
  }

  private ordered(): readonly Partition[] {
    this.inScanOrder ??= [...this.partitions.values()].sort((left, right) => (left.digest < right.digest ? -1 : 1));
    return this.inScanOrder;
  }

  private hashId(item: Item): string {
    return JSON.stringify([item[this.schema.hash.name]]);
  }

  /** The first index whose row is not before the position. */
  private search(rows: readonly Row[], position: RowPosition): number {
    return lowerBound(rows, (row) => this.compare(row, position) < 0);
  }

  private searchAfter(rows: readonly Row[], position: RowPosition): number {
    return lowerBound(rows, (row) => this.compare(row, position) <= 0);
  }

  private compare(row: Row, position: RowPosition): number {
    const { range } = this.schema;
    const left = range === undefined ? undefined : row.base[range.name];
    const right = range === undefined ? undefined : position.key[range.name];
    const order = left === undefined || right === undefined ? 0 : (compareValues(left, right) ?? 0);
    if (order !== 0) return order;
    return row.id < position.id ? -1 : row.id > position.id ? 1 : 0;
  }
}

/** The position of an item with this key, in rows ordered by any schema. */
export function positionOf(tableKey: KeySchema, key: Item): RowPosition {
  return { id: keyId(tableKey, key), key };
}

/** The segment of a parallel scan that a hash key falls into. */
function segmentOf(digest: string, totalSegments: number): number {
  return Number.parseInt(digest.slice(0, 8), 16) % totalSegments;
}

function digestOf(hashId: string): string {
  return createHash("sha256").update(hashId).digest("hex");
}

function lowerBound(rows: readonly Row[], isBefore: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(rows[middle] as Row))
      low = middle + 1; // low <= middle < high
    else high = middle;
  }
  return low;
}
