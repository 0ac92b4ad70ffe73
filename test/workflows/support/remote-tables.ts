import { randomInt } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { CompileResult, ManifestTable } from "setpiece/compiler";
import { createTableInput } from "../../../cli/create-table-input.js";

/** Makes the tables of the workflows at another DynamoDB, empty: those of the same names are deleted before. */
export async function makeRemoteTables(endpoint: string, { manifest }: Pick<CompileResult, "manifest">): Promise<void> {
  const client = new DynamoDBClient({ endpoint });
  try {
    for (const table of manifest.tables) await makeRemoteTable(client, table);
    if (manifest.tables.some(({ name }) => name === "counters")) await beginOrderNumbers(client);
  } finally {
    client.destroy();
  }
}

/**
 * Tokens of transactions are remembered for ten minutes, also when the tables are made anew, and checkouts make theirs of
 * the order's number: no two worlds are to have the same numbers.
 */
async function beginOrderNumbers(client: DynamoDBClient): Promise<void> {
  const Item = { name: { S: "orders" }, value: { N: String(randomInt(90_000) * 1_000) } };
  await client.send(new PutItemCommand({ TableName: "counters", Item }));
}

/** Makes one table, empty. */
export async function makeRemoteTable(client: DynamoDBClient, table: ManifestTable): Promise<void> {
  const { name: TableName, timeToLive } = table;
  await client.send(new DeleteTableCommand({ TableName })).catch((error: unknown) => {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  });
  await client.send(new CreateTableCommand(createTableInput(table)));
  if (timeToLive === undefined) return;
  const TimeToLiveSpecification = { AttributeName: timeToLive, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}
