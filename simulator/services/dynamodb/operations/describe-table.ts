import { readInput } from "../../wire/read-input.js";
import { structure } from "../../wire/shape.js";
import { type Engine, findTable } from "../engine.js";
import { itemBytes } from "../item-size.js";
import { isInIndex, type KeySchema } from "../key-schema.js";
import { projectForIndex, type SecondaryIndex, type Table, type Throughput } from "../table.js";
import { nameShape } from "./request-shapes.js";

const shape = structure({ TableName: nameShape }, ["TableName"]);

export function describeTable(engine: Engine, json: unknown): unknown {
  return { Table: tableDescription(findTable(engine, readInput(shape, json).TableName)) };
}

/** `TableDescription` of the API: the table, its indexes and its stream as they are now. */
export function tableDescription(table: Table, status = "ACTIVE"): object {
  const items = [...table.items.values()];
  const local = table.indexes.filter(({ kind }) => kind === "local");
  const global = table.indexes.filter(({ kind }) => kind === "global");
  return {
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    TableName: table.name,
    KeySchema: keySchemaDescription(table.key),
    TableStatus: status,
    CreationDateTime: table.createdAtMs / 1000,
    ProvisionedThroughput: throughputDescription(table.throughput),
    TableSizeBytes: items.reduce((bytes, item) => bytes + itemBytes(item), 0),
    ItemCount: items.length,
    TableArn: table.arn,
    TableId: table.id,
    ...(table.billingMode === "PAY_PER_REQUEST" && {
      BillingModeSummary: {
        BillingMode: table.billingMode,
        LastUpdateToPayPerRequestDateTime: table.createdAtMs / 1000,
      },
    }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local.map((index) => indexDescription(table, index)) }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global.map((index) => indexDescription(table, index)) }),
    ...(table.streamView !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamView },
    }),
    ...(table.latestStreamArn !== undefined && {
      LatestStreamLabel: table.latestStreamArn.split("/").at(-1),
      LatestStreamArn: table.latestStreamArn,
    }),
    ...(table.tableClass !== undefined && { TableClassSummary: { TableClass: table.tableClass } }),
    DeletionProtectionEnabled: table.deletionProtection,
  };
}

function indexDescription(table: Table, index: SecondaryIndex): object {
  const items = [...table.items.values()].filter((item) => isInIndex(index.key, item));
  const { type, nonKeyAttributes } = index.projection;
  return {
    IndexName: index.name,
    KeySchema: keySchemaDescription(index.key),
    Projection: { ProjectionType: type, ...(nonKeyAttributes && { NonKeyAttributes: nonKeyAttributes }) },
    ...(index.kind === "global" && {
      IndexStatus: "ACTIVE",
      ProvisionedThroughput: throughputDescription(index.throughput ?? { readUnits: 0, writeUnits: 0 }),
    }),
    IndexSizeBytes: items.reduce((bytes, item) => bytes + itemBytes(projectForIndex(table, index, item)), 0),
    ItemCount: items.length,
    IndexArn: `${table.arn}/index/${index.name}`,
  };
}

function keySchemaDescription({ hash, range }: KeySchema): readonly object[] {
  return [
    { AttributeName: hash.name, KeyType: "HASH" },
    ...(range === undefined ? [] : [{ AttributeName: range.name, KeyType: "RANGE" }]),
  ];
}

function throughputDescription({ readUnits, writeUnits }: Throughput): object {
  return { NumberOfDecreasesToday: 0, ReadCapacityUnits: readUnits, WriteCapacityUnits: writeUnits };
}
