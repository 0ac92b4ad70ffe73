import { AwsError, validationError } from "../wire/aws-error.js";
import { type AttributeValue, type Item, pickAttributes, typeOf } from "./attribute-value.js";

/** An attribute of a key: a string, a number or binary. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

/** The key of a table or of an index: a hash key, and perhaps a range key. */
export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range: KeyAttribute | undefined;
}

const maxHashBytes = 2048;
const maxRangeBytes = 1024;

export function keyAttributes(schema: KeySchema): readonly KeyAttribute[] {
  return schema.range === undefined ? [schema.hash] : [schema.hash, schema.range];
}

export function keyNames(schema: KeySchema): readonly string[] {
  return keyAttributes(schema).map(({ name }) => name);
}

/** The key attributes of an item. */
export function keyOf(schema: KeySchema, item: Item): Item {
  return pickAttributes(item, keyNames(schema));
}

/** A text that two items share only where their keys are the same. */
export function keyId(schema: KeySchema, item: Item): string {
  return JSON.stringify(keyAttributes(schema).map(({ name }) => item[name]));
}

/** Checks that these attributes are exactly the key of a table. Throws `ValidationException`. */
export function checkKey(schema: KeySchema, key: Item): void {
  const attributes = keyAttributes(schema);
  const fits = attributes.every(({ name, type }) => key[name] !== undefined && typeOf(key[name]) === type);
  if (!fits || Object.keys(key).length !== attributes.length)
    throw validationError("The provided key element does not match the schema");
  checkKeyContents(schema, key);
}

/** Checks that an item has the table's key. Throws `ValidationException`. */
export function checkItemKey(schema: KeySchema, item: Item): void {
  for (const { name, type } of keyAttributes(schema)) {
    const value = item[name];
    if (value === undefined)
      throw validationError(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    if (typeOf(value) !== type)
      throw validationError(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      );
  }
  checkKeyContents(schema, item);
}

/** Checks the attributes of an item that are keys of an index; a missing one only keeps it out of the index. */
export function checkIndexKey(indexName: string, schema: KeySchema, item: Item): void {
  for (const { name, type } of keyAttributes(schema)) {
    const value = item[name];
    if (value === undefined) continue;
    if (typeOf(value) !== type)
      throw validationError(
        `One or more parameter values were invalid: Type mismatch for Index Key ${name} ` +
          `Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
      );
    if (isEmptyValue(value))
      throw validationError(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ` +
          `The AttributeValue for a key attribute cannot contain an empty ${contentName(value)} value. ` +
          `IndexName: ${indexName}, IndexKey: ${name}`,
      );
  }
}

/** The refusal of an update that gives an index key a value it cannot have. */
export function checkUpdatedIndexKey(indexName: string, schema: KeySchema, item: Item): void {
  try {
    checkIndexKey(indexName, schema, item);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const empty = keyAttributes(schema).find(({ name }) => item[name] !== undefined && isEmptyValue(item[name]));
    const value = empty === undefined ? undefined : item[empty.name];
    throw validationError(
      value === undefined
        ? "The update expression attempted to update the secondary index key to unsupported type"
        : "One or more parameter values are not valid. The update expression attempted to update a secondary index " +
            "key to a value that is not supported. " +
            `The AttributeValue for a key attribute cannot contain an empty ${contentName(value)} value.`,
    );
  }
}

/** Whether an item has every key attribute of an index, and so is in it. */
export function isInIndex(schema: KeySchema, item: Item): boolean {
  return keyAttributes(schema).every(({ name }) => item[name] !== undefined);
}

function checkKeyContents(schema: KeySchema, item: Item): void {
  for (const attribute of keyAttributes(schema)) {
    const value = item[attribute.name];
    if (value === undefined) continue;
    if (isEmptyValue(value))
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute ` +
          `cannot contain an empty ${contentName(value)} value. Key: ${attribute.name}`,
      );
    checkKeySize(value, attribute === schema.hash);
  }
}

function checkKeySize(value: AttributeValue, isHash: boolean): void {
  const bytes = "S" in value ? Buffer.byteLength(value.S) : "B" in value ? Buffer.byteLength(value.B, "base64") : 0;
  const limit = isHash ? maxHashBytes : maxRangeBytes;
  if (bytes <= limit) return;
  const which = isHash ? "hashkey" : "rangekey";
  throw validationError(
    `One or more parameter values were invalid: Size of ${which} has exceeded the maximum size limit of ${limit} bytes`,
  );
}

function isEmptyValue(value: AttributeValue): boolean {
  return ("S" in value && value.S === "") || ("B" in value && value.B === "");
}

function contentName(value: AttributeValue): string {
  return "B" in value ? "binary" : "string";
}
