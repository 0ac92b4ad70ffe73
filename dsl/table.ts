/** The attribute type of a table key, in DynamoDB's letters: string, number, binary. */
export type KeyType = "S" | "N" | "B";

/** A key attribute: its name alone is a string key. */
export type KeyAttribute = string | { readonly name: string; readonly type: KeyType };

export interface TableSchema {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  /** The attribute that holds the expiry time in epoch seconds. Default: items do not expire. */
  readonly timeToLive?: string;
}

/** A DynamoDB table that workflows use. `name` is its name locally; infra gives it a name of its own on AWS. */
export interface TableDefinition {
  readonly name: string;
  readonly schema: TableSchema;
}
