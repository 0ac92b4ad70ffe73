import { ServiceError } from "../api/service-error.js";
import type { EvaluationScope } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
import { childInputs } from "../engine/item-batches.js";
import { ItemReaderError } from "../engine/item-reader-error.js";
import { readItems } from "../engine/item-reader.js";
import type { JsonValue } from "../json.js";
import type { MapItem, MapNode } from "../machine/state-node.js";
import { batchOf } from "../states/map-bounds.js";
import { mapItemOf } from "../states/map-item.js";
import type { StateTester } from "./state-tester.js";

/** What the ItemReader of a tested Map reads: `undefined` when the test brings no data for it; an error when it cannot be read. */
export type ReadItems = readonly MapItem[] | ItemReaderError | undefined;

/** Reads the data that a test brings, as if an object of S3 held them. */
export async function itemsOfTest(node: MapNode, data: string | undefined): Promise<ReadItems> {
  const reader = node.distributed?.reader;
  if (data === undefined || reader === undefined) return undefined;
  if (reader.inputType === "MANIFEST" || reader.inputType === "PARQUET") {
    const what = reader.inputType === "MANIFEST" ? "a manifest" : "Parquet, which is no text,";
    throw new ServiceError("ValidationException", `mapItemReaderData of ${what} is not simulated`);
  }
  const objects = {
    read: () => Promise.resolve(data),
    list: () => Promise.resolve([]),
    write: () => Promise.resolve(),
  };
  const source = { kind: "reader", reader: { ...reader, kind: "object", readsListed: false } } as const;
  try {
    return await readItems({ ...source, location: { Bucket: "bucket", Key: "key" }, maxItems: undefined }, objects);
  } catch (error) {
    if (error instanceof ItemReaderError) return error;
    throw error;
  }
}

/** Shows what becomes of the items before the iterations begin. Throws StateFailure. */
export function inspectItems(
  tester: StateTester,
  node: MapNode,
  scope: EvaluationScope,
  read: ReadItems,
  inspection: Record<string, JsonValue>,
): void {
  const reader = node.distributed?.reader;
  if (read instanceof ItemReaderError) throw new StateFailure("States.ItemReaderFailed", read.message);
  const maxItems = reader?.maxItems?.(scope) ?? 0;
  const items = reader === undefined ? node.items(scope) : maxItems > 0 ? read?.slice(0, maxItems) : read;
  if (items === undefined) return;
  if (reader?.itemsPointer !== undefined) inspection.afterItemsPointer = items.map(({ value }) => value);
  const { itemSelector } = node;
  const inputs = items.map((item, index) =>
    itemSelector === undefined
      ? item.value
      : itemSelector(tester.scope(tester.run, { mapItem: mapItemOf(item, index) })),
  );
  if (itemSelector !== undefined) inspection.afterItemSelector = inputs;
  const batcher = node.distributed?.batcher;
  if (batcher === undefined) return;
  inspection.afterItemBatcher = childInputs(inputs, batchOf(node, batcher, scope)).map(({ input }) => input);
}
