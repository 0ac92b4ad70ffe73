import { validationError } from "../../wire/aws-error.js";
import type { ShapeValue } from "../../wire/shape.js";
import type { KeyAttribute, KeySchema } from "../key-schema.js";
import { OrderedRows } from "../ordered-rows.js";
import type { SecondaryIndex } from "../table.js";
import type { attributeDefinitions, globalIndexShape, keySchemaShape, localIndexShape } from "./table-shapes.js";

type RawKeySchema = ShapeValue<typeof keySchemaShape>;
export type RawLocalIndex = ShapeValue<typeof localIndexShape>;
export type RawGlobalIndex = ShapeValue<typeof globalIndexShape>;

const maxLocalIndexes = 5;
const maxGlobalIndexes = 20;

export function readAttributes(raw: ShapeValue<typeof attributeDefinitions>): readonly KeyAttribute[] {
  const attributes = raw.map(({ AttributeName, AttributeType }) => ({ name: AttributeName, type: AttributeType }));
  const repeated = attributes.find(({ name }, index) => attributes.findIndex((other) => other.name === name) < index);
  if (repeated !== undefined) throw invalid(`Duplicate AttributeName in AttributeDefinitions: ${repeated.name}`);
  return attributes;
}

/** Reads a key schema of one hash and perhaps one range key, both of which must be defined. */
export function readKeySchema(raw: RawKeySchema, attributes: readonly KeyAttribute[]): KeySchema {
  const [first, second] = raw;
  const names = raw.map(({ AttributeName }) => AttributeName);
  const find = (name: string) => attributes.find((attribute) => attribute.name === name);
  if (names.some((name) => find(name) === undefined)) {
    const defined = attributes.map(({ name }) => name).join(", ");
    throw invalid(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(", ")}], AttributeDefinitions: [${defined}]`,
    );
  }
  if (names[0] === names[1])
    throw validationError("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  const hash = first?.KeyType === "HASH" ? find(first.AttributeName) : undefined;
  if (hash === undefined) throw validationError("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  if (second !== undefined && second.KeyType !== "RANGE")
    throw validationError("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  return { hash, range: second === undefined ? undefined : find(second.AttributeName) };
}

/** Reads and checks all indexes of a new table. */
export function defineIndexes(
  table: KeySchema,
  attributes: readonly KeyAttribute[],
  local: readonly RawLocalIndex[] | undefined,
  global: readonly RawGlobalIndex[] | undefined,
  billingMode: string,
): readonly SecondaryIndex[] {
  if (local?.length === 0) throw invalid("List of LocalSecondaryIndexes is empty");
  if (global?.length === 0) throw invalid("List of GlobalSecondaryIndexes is empty");
  if (local !== undefined && table.range === undefined)
    throw invalid("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
  const indexes = [
    ...(local ?? []).map((index) => defineLocalIndex(table, attributes, index)),
    ...(global ?? []).map((index) => defineGlobalIndex(attributes, index, billingMode)),
  ];
  const repeated = indexes.find(({ name }, index) => indexes.findIndex((other) => other.name === name) < index);
  if (repeated !== undefined) throw invalid(`Duplicate index name: ${repeated.name}`);
  if ((local?.length ?? 0) > maxLocalIndexes)
    throw invalid(`Number of LocalSecondaryIndexes exceeds per-table limit of ${maxLocalIndexes}`);
  checkGlobalIndexCount(global?.length ?? 0);
  return indexes;
}

export function checkGlobalIndexCount(count: number): void {
  if (count > maxGlobalIndexes)
    throw invalid(`GlobalSecondaryIndex count exceeds the per-table limit of ${maxGlobalIndexes}`);
}

export function defineGlobalIndex(
  attributes: readonly KeyAttribute[],
  raw: RawGlobalIndex,
  billingMode: string,
): SecondaryIndex {
  const key = readKeySchema(raw.KeySchema, attributes);
  const { ProvisionedThroughput: given } = raw;
  if (billingMode === "PAY_PER_REQUEST" && given !== undefined)
    throw invalid(
      `ProvisionedThroughput should not be specified for index: ${raw.IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  if (billingMode !== "PAY_PER_REQUEST" && given === undefined)
    throw invalid(`ProvisionedThroughput must be specified for index: ${raw.IndexName}`);
  return {
    kind: "global",
    name: raw.IndexName,
    key,
    projection: readProjection(raw.Projection),
    throughput: given && { readUnits: given.ReadCapacityUnits, writeUnits: given.WriteCapacityUnits },
    rows: new OrderedRows(key),
  };
}

function defineLocalIndex(table: KeySchema, attributes: readonly KeyAttribute[], raw: RawLocalIndex): SecondaryIndex {
  const key = readKeySchema(raw.KeySchema, attributes);
  if (key.range === undefined) throw invalid(`Index KeySchema does not have a range key for index: ${raw.IndexName}`);
  if (key.hash.name !== table.hash.name)
    throw invalid(
      `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${raw.IndexName}. ` +
        `index hash key: ${key.hash.name}, table hash key: ${table.hash.name}`,
    );
  const projection = readProjection(raw.Projection);
  return { kind: "local", name: raw.IndexName, key, projection, throughput: undefined, rows: new OrderedRows(key) };
}

function readProjection(raw: RawLocalIndex["Projection"]): SecondaryIndex["projection"] {
  const { ProjectionType: type, NonKeyAttributes: nonKeyAttributes } = raw;
  if (type === undefined) throw invalid("Unknown ProjectionType: null");
  if (nonKeyAttributes !== undefined && type !== "INCLUDE")
    throw invalid(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  if (nonKeyAttributes === undefined && type === "INCLUDE")
    throw invalid(`ProjectionType is ${type}, but NonKeyAttributes is not specified`);
  const repeated = nonKeyAttributes?.find((name, index) => nonKeyAttributes.indexOf(name) < index);
  if (repeated !== undefined) throw invalid(`Duplicate attribute in NonKeyAttributes: ${repeated}`);
  return { type, nonKeyAttributes };
}

function invalid(reason: string): Error {
  return validationError(`One or more parameter values were invalid: ${reason}`);
}
