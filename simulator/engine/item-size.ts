import { jsonByteLength } from "../json.js";
import type { MapItem } from "../machine/state-node.js";
import { ItemReaderError } from "./item-reader-error.js";

/** Bytes of one item of text, JSON or JSON lines; what a child is started with, is bounded more tightly. */
const maxItemBytes = 8 * 1024 * 1024;

/** Refuses items that are too large. Texts so short that none of their items can be are not measured. */
export function checkItemSizes(text: string, items: readonly MapItem[]): void {
  if (text.length <= maxItemBytes / 6) return; // no character takes more than six bytes of JSON
  const index = items.findIndex(({ value }) => jsonByteLength(value) > maxItemBytes);
  if (index >= 0) throw new ItemReaderError(`The item ${index} is larger than ${maxItemBytes} bytes`);
}
