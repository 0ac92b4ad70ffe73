import type { JsonObject } from "../json.js";
import type { MapItem } from "../machine/state-node.js";

/** `Map.Item` of the context object. */
export function mapItemOf({ key, value }: MapItem, index: number): JsonObject {
  return key === undefined ? { Index: index, Value: value } : { Index: index, Key: key, Value: value };
}

/** `Map.Item` in a distributed Map, which tells where the item comes from. */
export function distributedMapItemOf(item: MapItem, index: number): JsonObject {
  return { ...mapItemOf(item, index), Source: item.source ?? "STATE_DATA" };
}
