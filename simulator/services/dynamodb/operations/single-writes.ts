import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { structure, text } from "../../wire/shape.js";
import { attributeMap, type Item, pickAttributes } from "../attribute-value.js";
import { itemShape } from "../attribute-value-shape.js";
import { type CapacityDetail, describeCapacity, writeUse } from "../consumed-capacity.js";
import type { Engine } from "../engine.js";
import { projectPaths } from "../expressions/document-path.js";
import {
  type BoundWrite,
  performWrite,
  prepareDelete,
  preparePut,
  prepareUpdate,
  type WriteResult,
} from "./prepared-write.js";
import { attributeUpdatesShape, nameShape, writeMembers } from "./request-shapes.js";
import type { Table } from "../table.js";

const putShape = structure({ ...writeMembers, TableName: nameShape, Item: itemShape }, ["TableName", "Item"]);
const deleteShape = structure({ ...writeMembers, TableName: nameShape, Key: itemShape }, ["TableName", "Key"]);
const updateShape = structure(
  {
    ...writeMembers,
    TableName: nameShape,
    Key: itemShape,
    UpdateExpression: text(),
    AttributeUpdates: attributeUpdatesShape,
  },
  ["TableName", "Key"],
);

export type ReturnValues = "ALL_NEW" | "UPDATED_OLD" | "ALL_OLD" | "NONE" | "UPDATED_NEW" | undefined;

interface WriteOptions {
  readonly ReturnValues?: ReturnValues;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE" | undefined;
}

export function putItem(engine: Engine, json: unknown): unknown {
  const request = readInput(putShape, json);
  checkOldOrNone(request.ReturnValues);
  const write = preparePut(engine, request).bind();
  return respond(write, performWrite(engine, write), request);
}

export function deleteItem(engine: Engine, json: unknown): unknown {
  const request = readInput(deleteShape, json);
  checkOldOrNone(request.ReturnValues);
  const write = prepareDelete(engine, request).bind();
  return respond(write, performWrite(engine, write), request);
}

export function updateItem(engine: Engine, json: unknown): unknown {
  const request = readInput(updateShape, json);
  const write = prepareUpdate(engine, request).bind();
  return respond(write, performWrite(engine, write), request);
}

function checkOldOrNone(value: ReturnValues): void {
  if (value !== undefined && value !== "ALL_OLD" && value !== "NONE")
    throw validationError("ReturnValues can only be ALL_OLD or NONE");
}

function respond(write: BoundWrite, result: WriteResult, options: WriteOptions): unknown {
  const attributes = returnedAttributes(write, result, options.ReturnValues);
  const use = writeUse(write.table, result.before, result.after);
  const capacity = describeCapacity(options.ReturnConsumedCapacity, write.table.name, use);
  const metrics =
    options.ReturnItemCollectionMetrics === "SIZE" ? collectionMetrics(write.table, write.key) : undefined;
  return {
    ...(attributes && { Attributes: attributes }),
    ...(capacity && { ConsumedCapacity: capacity }),
    ...(metrics && { ItemCollectionMetrics: metrics }),
  };
}

/** The size of the items under one hash key, known only for tables with local indexes. */
export function collectionMetrics(table: Table, key: Item): object | undefined {
  if (!table.indexes.some(({ kind }) => kind === "local")) return undefined;
  return { ItemCollectionKey: pickAttributes(key, [table.key.hash.name]), SizeEstimateRangeGB: [0, 1] };
}

/** The attributes that a write gives back. */
export function returnedAttributes(
  write: BoundWrite,
  { before, after }: WriteResult,
  wanted: ReturnValues,
): Item | undefined {
  switch (wanted) {
    case undefined:
    case "NONE":
      return undefined;
    case "ALL_OLD":
      return before;
    case "ALL_NEW":
      return after;
    case "UPDATED_OLD":
      return unlessEmpty(projectPaths(before ?? attributeMap([]), write.paths));
    case "UPDATED_NEW":
      return unlessEmpty(projectPaths(after ?? attributeMap([]), write.paths));
  }
}

function unlessEmpty(item: Item): Item | undefined {
  return Object.keys(item).length === 0 ? undefined : item;
}
