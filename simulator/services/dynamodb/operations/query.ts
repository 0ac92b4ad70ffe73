import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, integer, structure, text } from "../../wire/shape.js";
import type { Item } from "../attribute-value.js";
import { itemShape } from "../attribute-value-shape.js";
import { sameValue } from "../compare-values.js";
import { type Engine, findTable } from "../engine.js";
import { pathsOf } from "../expressions/condition.js";
import { type KeyQuery, meetsKeyPredicate, planKeyQuery } from "../expressions/key-condition.js";
import { readExpressions } from "../expressions/request-expressions.js";
import { keyNames } from "../key-schema.js";
import { positionOf, type Row } from "../ordered-rows.js";
import { parseItem } from "../parse-attribute-value.js";
import { parseStartKey, readPage, type ReadSource, readSource, tableKeyOf } from "./read-page.js";
import {
  attributeNames,
  conditionalOperator,
  indexNameShape,
  legacyConditions,
  namesShape,
  nameShape,
  returnConsumedCapacity,
} from "./request-shapes.js";

/** Members that Query and Scan share. */
export const pageMembers = {
  TableName: nameShape,
  IndexName: indexNameShape,
  Select: text({ values: ["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES"] }),
  AttributesToGet: attributeNames,
  Limit: integer({ min: 1 }),
  ConsistentRead: bool,
  ConditionalOperator: conditionalOperator,
  ExclusiveStartKey: itemShape,
  ReturnConsumedCapacity: returnConsumedCapacity,
  ProjectionExpression: text(),
  FilterExpression: text(),
  ExpressionAttributeNames: namesShape,
  ExpressionAttributeValues: itemShape,
} as const;

const shape = structure(
  {
    ...pageMembers,
    KeyConditions: legacyConditions,
    QueryFilter: legacyConditions,
    ScanIndexForward: bool,
    KeyConditionExpression: text(),
  },
  ["TableName"],
);

const use = {
  expressions: ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
  legacy: ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
} as const;

export function query(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  if (request.ExclusiveStartKey !== undefined) parseItem(request.ExclusiveStartKey);
  if (request.KeyConditions === undefined && request.KeyConditionExpression === undefined)
    throw validationError(
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
  const expressions = readExpressions(request, use);
  const table = findTable(engine, request.TableName);
  const source = readSource("query", table, request, expressions);
  const keyQuery = planKeyQuery(source.key, expressions.keyPredicates);
  checkFilterLeavesKeyAlone(
    source,
    expressions.filter === undefined ? [] : pathsOf(expressions.filter),
    request.QueryFilter,
  );
  const startKey = parseStartKey(source, request.ExclusiveStartKey);
  const forward = request.ScanIndexForward ?? true;
  if (startKey !== undefined) checkStart(source, keyQuery, startKey, forward);
  const rows = matchingRows(source, keyQuery, forward, startKey);
  const endsAt = (row: Row) => source.index === undefined && isEndOfRange(keyQuery, row.base, forward);
  return readPage(source, rows, request, expressions.filter, expressions.projection, endsAt);
}

function* matchingRows(
  source: ReadSource,
  keyQuery: KeyQuery,
  forward: boolean,
  startKey: Item | undefined,
): Iterable<Row> {
  const { table, index, key } = source;
  const after =
    startKey === undefined ? undefined : { ...positionOf(table.key, tableKeyOf(table, startKey)), key: startKey };
  for (const row of (index?.rows ?? table.rows).query(keyQuery.hashValue, forward, after)) {
    const value = key.range === undefined ? undefined : row.base[key.range.name];
    if (keyQuery.range === undefined || meetsKeyPredicate(value, keyQuery.range)) yield row;
  }
}

/** Whether no further row can meet the range predicate: this one lies on its closed end. */
function isEndOfRange({ range }: KeyQuery, item: Item, forward: boolean): boolean {
  if (range === undefined) return false;
  const [low, high] = range.values;
  const value = item[range.name];
  switch (range.operator) {
    case "=":
      return true;
    case "<=":
      return forward && sameValue(value, low);
    case ">=":
      return !forward && sameValue(value, low);
    case "between":
      return sameValue(value, forward ? high : low);
    default:
      return false;
  }
}

function checkStart(source: ReadSource, keyQuery: KeyQuery, startKey: Item, forward: boolean): void {
  const { key } = source;
  const { range } = keyQuery;
  const isSameHash = sameValue(startKey[key.hash.name], keyQuery.hashValue);
  if (range === undefined) {
    if (isSameHash) return;
    throw validationError("The provided starting key is outside query boundaries based on provided conditions");
  }
  const isAtEnd = source.index === undefined && range.operator !== "=" && isEndOfRange(keyQuery, startKey, forward);
  if (!meetsKeyPredicate(startKey[range.name], range) || isAtEnd)
    throw validationError("The provided starting key does not match the range key predicate");
  if (!isSameHash) throw validationError("The query can return at most one row and cannot be restarted");
}

function checkFilterLeavesKeyAlone(
  source: ReadSource,
  paths: readonly (readonly [string, ...unknown[]])[],
  queryFilter: object | undefined,
): void {
  const names = keyNames(source.key);
  const found = paths.map(([head]) => head).find((head) => names.includes(head));
  if (found === undefined) return;
  const parameter = queryFilter === undefined ? "Filter Expression" : "QueryFilter";
  throw validationError(`${parameter} can only contain non-primary key attributes: Primary key attribute: ${found}`);
}
