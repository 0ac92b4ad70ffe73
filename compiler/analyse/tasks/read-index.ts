import type { KeyAttribute, TableIndex } from "../../../dsl/table.js";
import type { IndexDeclaration, KeyDeclaration } from "./resources.js";

/** An index as its declaration says, with what that leaves open. */
export function readIndex({ name, partitionKey, sortKey, attributes = "all" }: TableIndex): IndexDeclaration {
  return {
    name,
    partitionKey: readKey(partitionKey),
    sortKey: sortKey === undefined ? undefined : readKey(sortKey),
    attributes,
  };
}

export function readKey(key: KeyAttribute): KeyDeclaration {
  return typeof key === "string" ? { name: key, type: "S" } : key;
}
