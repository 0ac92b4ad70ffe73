import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type ScalarAttributeType,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { CompileResult, ManifestTable } from "setpiece/compiler";

/** Makes the tables of the workflows at another DynamoDB, empty: those of the same names are deleted before. */
export async function makeRemoteTables(endpoint: string, { manifest }: Pick<CompileResult, "manifest">): Promise<void> {
  const client = new DynamoDBClient({ endpoint });
  try {
    for (const table of manifest.tables) await makeRemoteTable(client, table);
  } finally {
    client.destroy();
  }
}

/** Makes one table, empty. */
export async function makeRemoteTable(client: DynamoDBClient, table: ManifestTable): Promise<void> {
  const { name: TableName, partitionKey, sortKey, timeToLive } = table;
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  await client.send(new DeleteTableCommand({ TableName })).catch((error: unknown) => {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keys.map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" })),
      AttributeDefinitions: keys.map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type as ScalarAttributeType,
      })),
    }),
  );
  if (timeToLive === undefined) return;
  const TimeToLiveSpecification = { AttributeName: timeToLive, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}
