import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, list, map, structure, text } from "../../wire/shape.js";
import type { Item } from "../attribute-value.js";
import { itemShape } from "../attribute-value-shape.js";
import {
  addUse,
  type CapacityDetail,
  type CapacityUse,
  describeCapacity,
  readUnits,
  writeUse,
} from "../consumed-capacity.js";
import { type Engine, findTable } from "../engine.js";
import { readExpressions } from "../expressions/request-expressions.js";
import { itemBytes } from "../item-size.js";
import { keyId } from "../key-schema.js";
import { parseItem } from "../parse-attribute-value.js";
import type { Table } from "../table.js";
import { type BoundWrite, performWrite, prepareDelete, preparePut } from "./prepared-write.js";
import { project, projectionUse, readByKey } from "./read-key.js";
import { attributeNames, namesShape, returnConsumedCapacity, returnItemCollectionMetrics } from "./request-shapes.js";
import { collectionMetrics } from "./single-writes.js";

const maxGets = 100;
const maxWrites = 25;
/** The most that one answer of BatchGetItem holds; the keys left over come back as unprocessed. */
const maxAnswerBytes = 16 * 1024 * 1024;

const getShape = structure(
  {
    RequestItems: map(
      structure(
        {
          Keys: list(itemShape),
          AttributesToGet: attributeNames,
          ConsistentRead: bool,
          ProjectionExpression: text(),
          ExpressionAttributeNames: namesShape,
        },
        ["Keys"],
      ),
    ),
    ReturnConsumedCapacity: returnConsumedCapacity,
  },
  ["RequestItems"],
);

const writeShape = structure(
  {
    RequestItems: map(
      list(
        structure({
          PutRequest: structure({ Item: itemShape }, ["Item"]),
          DeleteRequest: structure({ Key: itemShape }, ["Key"]),
        }),
      ),
    ),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  },
  ["RequestItems"],
);

export function batchGetItem(engine: Engine, json: unknown): unknown {
  const request = readInput(getShape, json);
  const requests = Object.entries(request.RequestItems);
  if (requests.length === 0) throw tooShort("requestItems");
  if (requests.reduce((count, [, { Keys }]) => count + Keys.length, 0) > maxGets)
    throw validationError("Too many items requested for the BatchGetItem call");
  let answerBytes = 0;
  const responses: Record<string, Item[]> = {};
  const unprocessed: Record<string, unknown> = {};
  const capacities: object[] = [];
  for (const [name, wanted] of requests) {
    if (wanted.Keys.length === 0) throw tooShort(`requestItems.${name}.member.keys`);
    wanted.Keys.forEach(parseItem);
    const { projection } = readExpressions(wanted, projectionUse);
    const table = findTable(engine, name);
    checkDistinct(wanted.Keys.map((key) => keyId(table.key, parseItem(key))));
    const items: Item[] = [];
    const left: unknown[] = [];
    let units = 0;
    for (const key of wanted.Keys) {
      const item = readByKey(table, key);
      const bytes = item === undefined ? 0 : itemBytes(item);
      if (answerBytes + bytes > maxAnswerBytes) {
        left.push(key);
        continue;
      }
      answerBytes += bytes;
      units += readUnits(bytes, wanted.ConsistentRead ?? false);
      if (item !== undefined) items.push(project(item, projection));
    }
    responses[name] = items;
    if (left.length > 0) unprocessed[name] = { ...wanted, Keys: left };
    const capacity = describeCapacity(request.ReturnConsumedCapacity, name, { table: units, indexes: new Map() });
    if (capacity !== undefined) capacities.push(capacity);
  }
  return {
    Responses: responses,
    UnprocessedKeys: unprocessed,
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
  };
}

export function batchWriteItem(engine: Engine, json: unknown): unknown {
  const request = readInput(writeShape, json);
  const requests = Object.entries(request.RequestItems);
  if (requests.length === 0) throw tooShort("requestItems");
  if (requests.reduce((count, [, writes]) => count + writes.length, 0) > maxWrites)
    throw validationError("Too many items requested for the BatchWriteItem call");
  const writes = requests.flatMap(([name, members]) => {
    if (members.length === 0) throw tooShort(`requestItems.${name}.member`);
    const bound = members.map((member): BoundWrite => {
      const { PutRequest, DeleteRequest } = member;
      if ((PutRequest === undefined) === (DeleteRequest === undefined))
        throw validationError(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        );
      if (PutRequest !== undefined) return preparePut(engine, { TableName: name, ...PutRequest }).bind();
      return prepareDelete(engine, { TableName: name, Key: DeleteRequest?.Key ?? {} }).bind();
    });
    checkDistinct(bound.map(({ table, key }) => keyId(table.key, key)));
    return bound;
  });
  const uses = new Map<Table, CapacityUse>();
  const metrics: Record<string, object[]> = {};
  for (const write of writes) {
    const { before, after } = performWrite(engine, write);
    const use = writeUse(write.table, before, after);
    const sofar = uses.get(write.table);
    uses.set(write.table, sofar === undefined ? use : addUse(sofar, use));
    const metric = collectionMetrics(write.table, write.key);
    if (metric !== undefined) (metrics[write.table.name] ??= []).push(metric);
  }
  const capacities = describeUses(request.ReturnConsumedCapacity, uses);
  return {
    UnprocessedItems: {},
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
    ...(request.ReturnItemCollectionMetrics === "SIZE" && { ItemCollectionMetrics: metrics }),
  };
}

/** One `ConsumedCapacity` a table. */
export function describeUses(
  detail: CapacityDetail,
  uses: ReadonlyMap<Table, CapacityUse>,
  kind?: "ReadCapacityUnits" | "WriteCapacityUnits",
): readonly object[] {
  return [...uses].flatMap(([table, use]) => describeCapacity(detail, table.name, use, kind) ?? []);
}

function checkDistinct(ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw validationError("Provided list of item keys contains duplicates");
}

function tooShort(path: string): Error {
  return validationError(
    `1 validation error detected: Value '{}' at '${path}' failed to satisfy constraint: ` +
      `Member must have length greater than or equal to 1`,
  );
}
