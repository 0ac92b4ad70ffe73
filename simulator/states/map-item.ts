import type { JsonObject } from "../json.js";
import type { MapItem } from "../machine/state-node.js";

/**
 * `Map.Item` of the context object. `Source` tells where the item comes from: the state's input, or an address in S3.
 *
 * @see AWS Step Functions developer guide, "Accessing execution data from the Context object"
 */
export function mapItemOf({ key, value, source = "STATE_DATA" }: MapItem, index: number): JsonObject {
  return { Index: index, ...(key === undefined ? {} : { Key: key }), Value: value, Source: source };
}
