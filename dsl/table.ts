/** The attribute type of a table key, in DynamoDB's letters: string, number, binary. */
export type KeyType = "S" | "N" | "B";

/** A key attribute: its name alone is a string key. */
export type KeyAttribute = string | { readonly name: string; readonly type: KeyType };

/** A global secondary index: the items of a table under other keys. It follows the table within moments. */
export interface TableIndex {
  /** 3 to 255 letters, digits, `-`, `_` and `.`. */
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  /** Items that lack a key of the index are not in it. */
  readonly sortKey?: KeyAttribute;
  /** Which attributes it has besides all keys: every one (`"all"`, the default), none (`"keys"`), or these. */
  readonly attributes?: "all" | "keys" | readonly string[];
}

export interface TableSchema {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  /** The attribute that holds the expiry time in epoch seconds. Default: items do not expire. */
  readonly timeToLive?: string;
  /** Default: none. Query them with `IndexName`. */
  readonly indexes?: readonly TableIndex[];
}

/** A DynamoDB table that workflows use. `name` is its name locally; infra gives it a name of its own on AWS. */
export interface TableDefinition {
  readonly name: string;
  readonly schema: TableSchema;
}
