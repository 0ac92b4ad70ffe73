import type { KeptState } from "../kept-state.js";
import { dynamoDbActions } from "./actions.js";
import type { Item } from "./attribute-value.js";
import { type Engine, tableName } from "./engine.js";
import { keyId, keyOf } from "./key-schema.js";
import type { Table } from "./table.js";
import { placeItem } from "./write-item.js";

/** What is written down of a DynamoDB. */
type TableChange =
  /** A request that concerns a table as a whole, with the time that it saw and the id that it made. */
  | {
      readonly kind: "table";
      readonly action: string;
      readonly input: unknown;
      readonly atMs: number;
      readonly id: string;
    }
  /** All that one request did to items: new ones, and the keys of those that are gone. */
  | { readonly kind: "items"; readonly written: readonly WrittenItem[] };

type WrittenItem = { readonly table: string; readonly item: Item } | { readonly table: string; readonly gone: Item };

const tableActions: ReadonlySet<string> = new Set([
  ...["CreateTable", "DeleteTable", "UpdateTable", "UpdateTimeToLive", "TagResource", "UntagResource"],
]);

/** Items in one change of a snapshot. */
const itemsAtOnce = 100;

/**
 * Keeps tables with their items, indexes, tags and settings. Streams begin anew with nothing in them, and tokens of
 * transactions are forgotten.
 */
export class KeptTables implements KeptState {
  private listener: ((change: unknown) => void) | undefined;
  private written: WrittenItem[] = [];
  /** The requests that the tables which exist came from. */
  private tables: Extract<TableChange, { kind: "table" }>[] = [];

  constructor(private readonly engine: Engine) {}

  /** Carries an action out and tells what it changed. */
  perform(action: string, input: unknown, work: (engine: Engine) => unknown): unknown {
    if (this.listener === undefined) return work(this.engine);
    const atMs = this.engine.clock.nowMs();
    const id = this.engine.newId();
    const isTableAction = tableActions.has(action);
    try {
      const result = work(isTableAction ? this.engineAt(atMs, id) : this.engine);
      if (isTableAction) this.tell(this.noteTable({ kind: "table", action, input, atMs, id }));
      return result;
    } finally {
      const { written } = this;
      this.written = [];
      if (written.length > 0) this.tell({ kind: "items", written });
    }
  }

  /** Takes down what a request under way did to an item. */
  note(table: Table, before: Item | undefined, after: Item | undefined): void {
    if (this.listener === undefined) return;
    if (after !== undefined) this.written.push({ table: table.name, item: after });
    else if (before !== undefined) this.written.push({ table: table.name, gone: keyOf(table.key, before) });
  }

  onChange(listener: (change: unknown) => void): void {
    this.listener = listener;
  }

  restore(told: unknown): void {
    const change = told as TableChange; // what `onChange` told
    if (change.kind === "table") {
      dynamoDbActions.get(change.action)?.(this.engineAt(change.atMs, change.id), change.input);
      this.noteTable(change);
      return;
    }
    for (const written of change.written) {
      const table = this.engine.tables.get(written.table);
      if (table === undefined) continue;
      const after = "item" in written ? written.item : undefined;
      const before = table.items.get(keyId(table.key, after ?? ("gone" in written ? written.gone : {})));
      placeItem(table, before, after);
    }
  }

  snapshot(): readonly TableChange[] {
    const items = [...this.engine.tables.values()].flatMap((table) =>
      [...table.items.values()].map((item) => ({ table: table.name, item })),
    );
    const changes: TableChange[] = [...this.tables];
    for (let from = 0; from < items.length; from += itemsAtOnce)
      changes.push({ kind: "items", written: items.slice(from, from + itemsAtOnce) });
    return changes;
  }

  private tell(change: TableChange): void {
    this.listener?.(change);
  }

  private noteTable(change: Extract<TableChange, { kind: "table" }>): TableChange {
    this.tables.push(change);
    if (change.action === "DeleteTable") {
      const gone = nameOf(change.input);
      this.tables = this.tables.filter(({ input }) => nameOf(input) !== gone);
    }
    return change;
  }

  /** The same engine at the time of a request, which makes one id. */
  private engineAt(atMs: number, id: string): Engine {
    return { ...this.engine, clock: { nowMs: () => atMs }, newId: () => id };
  }
}

function nameOf(input: unknown): string {
  const { TableName: name, ResourceArn: arn } = input as { readonly TableName?: string; readonly ResourceArn?: string };
  return tableName(name ?? arn ?? "");
}
