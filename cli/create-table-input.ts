import type {
  AttributeDefinition,
  CreateTableCommandInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  Projection,
  ScalarAttributeType,
} from "@aws-sdk/client-dynamodb";
import type { ManifestIndex, ManifestKey, ManifestTable } from "../compiler/index.js";

type Keyed = Pick<ManifestTable, "partitionKey" | "sortKey">;

/** What DynamoDB is asked for to make a table of the manifest, with on-demand billing; expiry is asked for apart. */
export function createTableInput(table: ManifestTable): CreateTableCommandInput {
  const { name, indexes = [] } = table;
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema(table),
    AttributeDefinitions: attributeDefinitions([table, ...indexes]),
    ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes.map(describeIndex) }),
  };
}

function describeIndex(index: ManifestIndex): GlobalSecondaryIndex {
  return { IndexName: index.name, KeySchema: keySchema(index), Projection: projection(index) };
}

function projection({ attributes }: ManifestIndex): Projection {
  if (attributes === "all") return { ProjectionType: "ALL" };
  if (attributes === "keys") return { ProjectionType: "KEYS_ONLY" };
  return { ProjectionType: "INCLUDE", NonKeyAttributes: [...attributes] };
}

const keysOf = ({ partitionKey, sortKey }: Keyed): readonly ManifestKey[] =>
  sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];

function keySchema(keyed: Keyed): KeySchemaElement[] {
  return keysOf(keyed).map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" }));
}

/** Each attribute once, however many keys it is part of. */
function attributeDefinitions(keyed: readonly Keyed[]): AttributeDefinition[] {
  const types = new Map(keyed.flatMap(keysOf).map(({ name, type }) => [name, type as ScalarAttributeType]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}
