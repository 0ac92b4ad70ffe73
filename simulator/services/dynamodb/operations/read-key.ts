import type { Item } from "../attribute-value.js";
import type { RawItem } from "../attribute-value-shape.js";
import { type DocumentPath, projectPaths } from "../expressions/document-path.js";
import { checkKey, keyId } from "../key-schema.js";
import { parseItem } from "../parse-attribute-value.js";
import type { Table } from "../table.js";

/** The use of expressions by the operations that read items by key. */
export const projectionUse = { expressions: ["ProjectionExpression"], legacy: ["AttributesToGet"] } as const;

/** Finds an item by its key. Throws `ValidationException` where the key is not one of the table's. */
export function readByKey(table: Table, rawKey: RawItem): Item | undefined {
  const key = parseItem(rawKey);
  checkKey(table.key, key);
  return table.items.get(keyId(table.key, key));
}

export function project(item: Item, projection: readonly DocumentPath[] | undefined): Item {
  return projection === undefined ? item : projectPaths(item, projection);
}
