import { itemBytes } from "./item-size.js";
import type { Item } from "./attribute-value.js";
import { sameAttributes } from "./compare-values.js";
import { keyId, isInIndex } from "./key-schema.js";
import { projectForIndex, type SecondaryIndex, type Table } from "./table.js";

/** How much of `ConsumedCapacity` a request asks for. */
export type CapacityDetail = "INDEXES" | "TOTAL" | "NONE" | undefined;

/** Capacity units used, by table and index. */
export interface CapacityUse {
  readonly table: number;
  readonly indexes: ReadonlyMap<SecondaryIndex, number>;
}

/** Units for reading this many bytes: one for each 4 KiB, half of that for an eventually consistent read. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}

/** Units for a change of an item: one for each KiB of the larger version, and what each index needs. */
export function writeUse(table: Table, before: Item | undefined, after: Item | undefined): CapacityUse {
  const indexes = new Map<SecondaryIndex, number>();
  for (const index of table.indexes) {
    const units = indexWriteUnits(table, index, before, after);
    if (units > 0) indexes.set(index, units);
  }
  return { table: Math.max(writeUnits(before), writeUnits(after)), indexes };
}

/** `factor` times that use; a transaction costs twice. */
export function multiplyUse(use: CapacityUse, factor: number): CapacityUse {
  return {
    table: use.table * factor,
    indexes: new Map([...use.indexes].map(([index, units]) => [index, units * factor])),
  };
}

export function addUse(left: CapacityUse, right: CapacityUse): CapacityUse {
  const indexes = new Map(left.indexes);
  for (const [index, units] of right.indexes) indexes.set(index, (indexes.get(index) ?? 0) + units);
  return { table: left.table + right.table, indexes };
}

/** The `ConsumedCapacity` member of a response; undefined where the request did not ask. */
export function describeCapacity(
  detail: CapacityDetail,
  tableName: string,
  use: CapacityUse,
  kind?: "ReadCapacityUnits" | "WriteCapacityUnits",
): object | undefined {
  if (detail === undefined || detail === "NONE") return undefined;
  const units = (amount: number) => ({ CapacityUnits: amount, ...(kind && { [kind]: amount }) });
  const total = use.table + [...use.indexes.values()].reduce((sum, amount) => sum + amount, 0);
  if (detail === "TOTAL") return { TableName: tableName, ...units(total) };
  const ofKind = (wanted: SecondaryIndex["kind"]) => {
    const entries = [...use.indexes].filter(([index]) => index.kind === wanted);
    return entries.length === 0
      ? undefined
      : Object.fromEntries(entries.map(([{ name }, amount]) => [name, units(amount)]));
  };
  const [local, global] = [ofKind("local"), ofKind("global")];
  return {
    TableName: tableName,
    ...units(total),
    Table: units(use.table),
    ...(local && { LocalSecondaryIndexes: local }),
    ...(global && { GlobalSecondaryIndexes: global }),
  };
}

function writeUnits(item: Item | undefined): number {
  return item === undefined ? 1 : Math.max(1, Math.ceil(itemBytes(item) / 1024));
}

function indexWriteUnits(
  table: Table,
  index: SecondaryIndex,
  before: Item | undefined,
  after: Item | undefined,
): number {
  const old = before !== undefined && isInIndex(index.key, before) ? projectForIndex(table, index, before) : undefined;
  const now = after !== undefined && isInIndex(index.key, after) ? projectForIndex(table, index, after) : undefined;
  if (old === undefined && now === undefined) return 0;
  if (old === undefined || now === undefined) return writeUnits(old ?? now);
  if (keyId(index.key, old) !== keyId(index.key, now)) return writeUnits(old) + writeUnits(now);
  return sameAttributes(old, now) ? 0 : Math.max(writeUnits(old), writeUnits(now));
}
