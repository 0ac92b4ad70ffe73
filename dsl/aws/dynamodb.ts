import type { DynamoDB } from "@aws-sdk/client-dynamodb";
import type { CallOptions } from "../call-options.js";
import { awsService, type ClientActions } from "../aws-sdk.js";
import { WorkflowError } from "../errors.js";
import type { TableDefinition, TableSchema } from "../table.js";

/** Amazon DynamoDB, codeless: every action of the service, typed from its SDK. */
export const dynamodb = awsService<DynamoDB>("dynamodb");

/** The condition of a write did not hold. */
export class ConditionalCheckFailed extends WorkflowError {
  static override readonly errorName = "DynamoDB.ConditionalCheckFailedException";
}

/**
 * A transaction did not take place: one of its conditions did not hold, or another changed the same items.
 *
 * Its prefix is that of an AWS SDK integration; the actions of a table have integrations of their own.
 */
export class TransactionCanceled extends WorkflowError {
  static override readonly errorName = "DynamoDb.TransactionCanceledException";
}

type TableAction = "getItem" | "putItem" | "updateItem" | "deleteItem" | "query" | "scan";

type OnTable<Action> = Action extends (input: infer Input, options?: CallOptions) => Promise<infer Output>
  ? (input: Omit<Input, "TableName">, options?: CallOptions) => Promise<Output>
  : never;

/** A table and its actions, each with `TableName` filled in. */
export type Table = TableDefinition & { readonly [Action in TableAction]: OnTable<ClientActions<DynamoDB>[Action]> };

/** Declares a DynamoDB table. Locally it is created when first needed; infra creates it on AWS. */
export function table(name: string, schema: TableSchema): Table {
  const bind = (action: TableAction) => (input: object, options?: CallOptions) =>
    dynamodb[action]({ TableName: name, ...input } as never, options);
  return {
    name,
    schema,
    getItem: bind("getItem"),
    putItem: bind("putItem"),
    updateItem: bind("updateItem"),
    deleteItem: bind("deleteItem"),
    query: bind("query"),
    scan: bind("scan"),
  };
}
