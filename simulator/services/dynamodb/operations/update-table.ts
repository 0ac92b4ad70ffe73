import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, list, notSimulated, type ShapeValue, structure } from "../../wire/shape.js";
import { type Engine, findTable } from "../engine.js";
import { keyNames } from "../key-schema.js";
import { closeStream, openStream } from "../streams/open-stream.js";
import { type Table, type Throughput, updateIndexRows } from "../table.js";
import { checkGlobalIndexCount, defineGlobalIndex, readAttributes } from "./define-index.js";
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
  const { billingMode, throughput, attributes, indexes } = planChanges(table, request);
  changeStream(engine, table, request.StreamSpecification);
  Object.assign(table, { billingMode, throughput, attributes, indexes });
  table.tableClass = request.TableClass ?? table.tableClass;
  table.deletionProtection = request.DeletionProtectionEnabled ?? table.deletionProtection;
  return { TableDescription: tableDescription(table) };
}

/** What billing, indexes and key attributes will be; nothing has changed where it throws. */
type Plan = Pick<Table, "billingMode" | "throughput" | "attributes" | "indexes">;

function planChanges(table: Table, request: UpdateTableRequest): Plan {
  const updates = request.GlobalSecondaryIndexUpdates ?? [];
  if (updates.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined).length > 1)
    throw new AwsError(
      "LimitExceededException",
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    );
  const plan = { ...planBilling(table, request), attributes: table.attributes, indexes: table.indexes };
  return updates.reduce((before, update) => planIndex(table, before, request, update), plan);
}

function planBilling(table: Table, request: UpdateTableRequest): Pick<Plan, "billingMode" | "throughput"> {
  const billingMode = request.BillingMode ?? table.billingMode;
  const given = request.ProvisionedThroughput;
  if (billingMode === "PAY_PER_REQUEST" && given !== undefined)
    throw validationError(
      "One or more parameter values were invalid: " +
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  if (billingMode === "PROVISIONED" && table.billingMode === "PAY_PER_REQUEST" && given === undefined)
    throw validationError(
      "One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
    );
  if (billingMode === "PAY_PER_REQUEST") return { billingMode, throughput: { readUnits: 0, writeUnits: 0 } };
  return { billingMode, throughput: given === undefined ? table.throughput : unitsOf(given) };
}

const unitsOf = (given: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number }): Throughput => ({
  readUnits: given.ReadCapacityUnits,
  writeUnits: given.WriteCapacityUnits,
});

function planIndex(
  table: Table,
  before: Plan,
  request: UpdateTableRequest,
  { Create, Update, Delete }: NonNullable<UpdateTableRequest["GlobalSecondaryIndexUpdates"]>[number],
): Plan {
  if ([Create, Update, Delete].filter((member) => member !== undefined).length !== 1)
    throw validationError(
      "One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate must not be null",
    );
  if (Create !== undefined) {
    if (before.indexes.some(({ name }) => name === Create.IndexName))
      throw validationError(`One or more parameter values were invalid: Duplicate index name: ${Create.IndexName}`);
    checkGlobalIndexCount(before.indexes.filter(({ kind }) => kind === "global").length + 1);
    const attributes = mergeAttributes(table, request);
    const index = defineGlobalIndex(attributes, Create, before.billingMode);
    for (const item of table.items.values()) updateIndexRows(table, index, undefined, item);
    return withUsedAttributes(table, { ...before, attributes, indexes: [...before.indexes, index] });
  }
  const name = Update?.IndexName ?? Delete?.IndexName ?? "";
  const found = before.indexes.find((index) => index.kind === "global" && index.name === name);
  if (found === undefined)
    throw new AwsError(
      "ResourceNotFoundException",
      `Requested resource not found: Table: ${table.name} index: ${name} not found`,
    );
  const rest = before.indexes.filter((index) => index !== found);
  const given = Update?.ProvisionedThroughput;
  if (Delete !== undefined) return withUsedAttributes(table, { ...before, indexes: rest });
  return given === undefined ? before : { ...before, indexes: [...rest, { ...found, throughput: unitsOf(given) }] };
}

function mergeAttributes(table: Table, request: UpdateTableRequest): Table["attributes"] {
  const added = readAttributes(request.AttributeDefinitions ?? []);
  return [...table.attributes.filter(({ name }) => !added.some((other) => other.name === name)), ...added];
}

function withUsedAttributes(table: Table, plan: Plan): Plan {
  const used = new Set([table.key, ...plan.indexes.map(({ key }) => key)].flatMap(keyNames));
  return { ...plan, attributes: plan.attributes.filter(({ name }) => used.has(name)) };
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
