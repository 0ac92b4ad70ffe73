import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, list, notSimulated, type ShapeValue, structure } from "../../wire/shape.js";
import { type Engine, findTable } from "../engine.js";
import { keyNames } from "../key-schema.js";
import { closeStream, openStream } from "../streams/open-stream.js";
import { type Table, updateIndexRows } from "../table.js";
import { defineGlobalIndex, readAttributes } from "./define-index.js";
import { tableDescription } from "./describe-table.js";
import { indexNameShape, nameShape } from "./request-shapes.js";
import {
  attributeDefinitions,
  billingModeShape,
  globalIndexShape,
  onDemandThroughput,
  sseSpecification,
  streamSpecification,
  tableClassShape,
  throughputShape,
} from "./table-shapes.js";

const shape = structure(
  {
    TableName: nameShape,
    AttributeDefinitions: attributeDefinitions,
    BillingMode: billingModeShape,
    ProvisionedThroughput: throughputShape,
    GlobalSecondaryIndexUpdates: list(
      structure({
        Create: globalIndexShape,
        Update: structure({ IndexName: indexNameShape, ProvisionedThroughput: throughputShape }, ["IndexName"]),
        Delete: structure({ IndexName: indexNameShape }, ["IndexName"]),
      }),
    ),
    StreamSpecification: streamSpecification,
    SSESpecification: sseSpecification,
    TableClass: tableClassShape,
    DeletionProtectionEnabled: bool,
    OnDemandThroughput: onDemandThroughput,
    WarmThroughput: notSimulated("WarmThroughput"),
    ReplicaUpdates: notSimulated("ReplicaUpdates", "there are no other regions"),
    MultiRegionConsistency: notSimulated("MultiRegionConsistency", "there are no other regions"),
  },
  ["TableName"],
);

type UpdateTableRequest = ShapeValue<typeof shape>;

/** Changes settings, stream and global indexes of a table, all at once; an index is filled before the answer. */
export function updateTable(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  const table = findTable(engine, request.TableName);
  const changes = [
    request.BillingMode,
    request.ProvisionedThroughput,
    request.GlobalSecondaryIndexUpdates,
    request.StreamSpecification,
    request.SSESpecification,
    request.OnDemandThroughput,
    request.TableClass,
    request.DeletionProtectionEnabled,
  ];
  if (changes.every((change) => change === undefined))
    throw validationError(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates " +
        "or SSESpecification or ReplicaUpdates or TableClass or DeletionProtectionEnabled is required",
    );
  changeBilling(table, request);
  for (const update of request.GlobalSecondaryIndexUpdates ?? []) changeIndex(table, request, update);
  changeStream(engine, table, request.StreamSpecification);
  table.tableClass = request.TableClass ?? table.tableClass;
  table.deletionProtection = request.DeletionProtectionEnabled ?? table.deletionProtection;
  return { TableDescription: tableDescription(table) };
}

function changeBilling(table: Table, request: UpdateTableRequest): void {
  const mode = request.BillingMode ?? table.billingMode;
  const given = request.ProvisionedThroughput;
  if (mode === "PAY_PER_REQUEST" && given !== undefined)
    throw validationError(
      "One or more parameter values were invalid: " +
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  if (mode === "PROVISIONED" && table.billingMode === "PAY_PER_REQUEST" && given === undefined)
    throw validationError(
      "One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
    );
  table.billingMode = mode;
  if (mode === "PAY_PER_REQUEST") table.throughput = { readUnits: 0, writeUnits: 0 };
  else if (given !== undefined)
    table.throughput = { readUnits: given.ReadCapacityUnits, writeUnits: given.WriteCapacityUnits };
}

function changeIndex(
  table: Table,
  request: UpdateTableRequest,
  { Create, Update, Delete }: NonNullable<UpdateTableRequest["GlobalSecondaryIndexUpdates"]>[number],
): void {
  if ([Create, Update, Delete].filter((member) => member !== undefined).length !== 1)
    throw validationError(
      "One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate must not be null",
    );
  if (Create !== undefined) {
    if (table.indexes.some(({ name }) => name === Create.IndexName))
      throw validationError(`One or more parameter values were invalid: Duplicate index name: ${Create.IndexName}`);
    const attributes = mergeAttributes(table, request);
    const index = defineGlobalIndex(attributes, Create, table.billingMode);
    for (const item of table.items.values()) updateIndexRows(table, index, undefined, item);
    table.indexes = [...table.indexes, index];
    dropUnusedAttributes(table, attributes);
    return;
  }
  const name = Update?.IndexName ?? Delete?.IndexName ?? "";
  const found = table.indexes.find((index) => index.kind === "global" && index.name === name);
  if (found === undefined)
    throw new AwsError(
      "ResourceNotFoundException",
      `Requested resource not found: Table: ${table.name} index: ${name} not found`,
    );
  const rest = table.indexes.filter((index) => index !== found);
  const given = Update?.ProvisionedThroughput;
  if (Delete !== undefined) table.indexes = rest;
  else if (given !== undefined)
    table.indexes = [
      ...rest,
      { ...found, throughput: { readUnits: given.ReadCapacityUnits, writeUnits: given.WriteCapacityUnits } },
    ];
  dropUnusedAttributes(table, table.attributes);
}

function mergeAttributes(table: Table, request: UpdateTableRequest): Table["attributes"] {
  const added = readAttributes(request.AttributeDefinitions ?? []);
  return [...table.attributes.filter(({ name }) => !added.some((other) => other.name === name)), ...added];
}

function dropUnusedAttributes(table: Table, attributes: Table["attributes"]): void {
  const used = new Set([table.key, ...table.indexes.map(({ key }) => key)].flatMap(keyNames));
  table.attributes = attributes.filter(({ name }) => used.has(name));
}

function changeStream(engine: Engine, table: Table, specification: UpdateTableRequest["StreamSpecification"]): void {
  if (specification === undefined) return;
  if (specification.StreamEnabled) {
    if (table.streamView !== undefined)
      throw validationError(`Table already has an enabled stream: TableName: ${table.name}`);
    openStream(engine, table, specification.StreamViewType);
  } else {
    if (table.streamView === undefined)
      throw validationError(`Table already has a disabled stream: TableName: ${table.name}`);
    closeStream(engine, table);
  }
}
