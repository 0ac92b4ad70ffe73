import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, list, notSimulated, type ShapeValue, structure } from "../../wire/shape.js";
import type { Engine } from "../engine.js";
import { keyNames } from "../key-schema.js";
import { OrderedRows } from "../ordered-rows.js";
import { openStream } from "../streams/open-stream.js";
import type { Table, Throughput } from "../table.js";
import { defineIndexes, readAttributes, readKeySchema } from "./define-index.js";
import { tableDescription } from "./describe-table.js";
import {
  attributeDefinitions,
  billingModeShape,
  globalIndexShape,
  keySchemaShape,
  localIndexShape,
  newTableName,
  onDemandThroughput,
  sseSpecification,
  streamSpecification,
  tableClassShape,
  tagsShape,
  throughputShape,
} from "./table-shapes.js";

const shape = structure(
  {
    AttributeDefinitions: attributeDefinitions,
    TableName: newTableName,
    KeySchema: keySchemaShape,
    LocalSecondaryIndexes: list(localIndexShape),
    GlobalSecondaryIndexes: list(globalIndexShape),
    BillingMode: billingModeShape,
    ProvisionedThroughput: throughputShape,
    StreamSpecification: streamSpecification,
    SSESpecification: sseSpecification,
    Tags: tagsShape,
    TableClass: tableClassShape,
    DeletionProtectionEnabled: bool,
    OnDemandThroughput: onDemandThroughput,
    WarmThroughput: notSimulated("WarmThroughput"),
    ResourcePolicy: notSimulated("ResourcePolicy"),
  },
  ["AttributeDefinitions", "TableName", "KeySchema"],
);

type CreateTableRequest = ShapeValue<typeof shape>;

/**
 * Creates a table, which is active at once.
 *
 * DEVIATION: the service creates tables over some seconds; clients that wait for `ACTIVE` see it at the first look.
 */
export function createTable(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  const billingMode = request.BillingMode ?? "PROVISIONED";
  const throughput = readThroughput(billingMode, request.ProvisionedThroughput);
  const attributes = readAttributes(request.AttributeDefinitions);
  const key = readKeySchema(request.KeySchema, attributes);
  const indexes = defineIndexes(
    key,
    attributes,
    request.LocalSecondaryIndexes,
    request.GlobalSecondaryIndexes,
    billingMode,
  );
  const used = new Set([key, ...indexes.map((index) => index.key)].flatMap(keyNames));
  if (used.size !== attributes.length)
    throw validationError(
      indexes.length === 0
        ? "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match " +
            "number of attributes defined in AttributeDefinitions"
        : "One or more parameter values were invalid: Some AttributeDefinitions are not used. " +
            `AttributeDefinitions: [${attributes.map(({ name }) => name).join(", ")}], keys used: [${[...used].join(", ")}]`,
    );
  if (engine.tables.has(request.TableName))
    throw new AwsError("ResourceInUseException", `Table already exists: ${request.TableName}`);
  const table: Table = {
    name: request.TableName,
    arn: `arn:aws:dynamodb:${engine.region}:${engine.accountId}:table/${request.TableName}`,
    id: engine.newId(),
    createdAtMs: engine.clock.nowMs(),
    key,
    items: new Map(),
    rows: new OrderedRows(key),
    tags: new Map(request.Tags?.map(({ Key, Value }) => [Key, Value])),
    attributes,
    indexes,
    billingMode,
    throughput,
    tableClass: request.TableClass,
    deletionProtection: request.DeletionProtectionEnabled ?? false,
    streamView: undefined,
    latestStreamArn: undefined,
    timeToLiveAttribute: undefined,
    earliestExpirySeconds: Infinity,
  };
  startStream(engine, table, request.StreamSpecification);
  engine.tables.set(table.name, table);
  return { TableDescription: tableDescription(table) };
}

function startStream(engine: Engine, table: Table, specification: CreateTableRequest["StreamSpecification"]): void {
  if (specification === undefined) return;
  if (!specification.StreamEnabled) {
    if (specification.StreamViewType === undefined) return;
    throw validationError(
      "One or more parameter values were invalid: StreamViewType can only be specified when StreamEnabled is true",
    );
  }
  openStream(engine, table, specification.StreamViewType);
}

function readThroughput(billingMode: string, given: CreateTableRequest["ProvisionedThroughput"]): Throughput {
  if (billingMode === "PAY_PER_REQUEST") {
    if (given === undefined) return { readUnits: 0, writeUnits: 0 };
    throw validationError(
      "One or more parameter values were invalid: " +
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  }
  if (given === undefined)
    throw validationError(
      "One or more parameter values were invalid: " +
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  return { readUnits: given.ReadCapacityUnits, writeUnits: given.WriteCapacityUnits };
}
