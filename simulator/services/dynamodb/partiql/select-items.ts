import { validationError } from "../../wire/aws-error.js";
import { attributeMap, type AttributeValue, type Item } from "../attribute-value.js";
import { sameValue } from "../compare-values.js";
import type { CapacityDetail } from "../consumed-capacity.js";
import { type Engine, findTable } from "../engine.js";
import type { Condition } from "../expressions/condition.js";
import { checkPathsApart, type DocumentPath, valueAt } from "../expressions/document-path.js";
import { meetsKeyPredicate } from "../expressions/key-condition.js";
import { keyId, keyNames, type KeySchema } from "../key-schema.js";
import { parseStartKey, readPage, readSource, type ReadSource, tableKeyOf } from "../operations/read-page.js";
import { positionOf, type Row } from "../ordered-rows.js";
import type { Table } from "../table.js";
import { type KeyConditions, keyConditions } from "./key-conditions.js";
import { decodeNextToken, encodeNextToken } from "./next-token.js";
import { conditionOf } from "./partiql-condition.js";
import type { Parameters } from "./partiql-values.js";
import type { SelectStatement } from "./statement.js";

export interface SelectOptions {
  readonly ConsistentRead?: boolean | undefined;
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
  readonly ReturnConsumedCapacity?: CapacityDetail;
}

/** A `SELECT` that fits its table. */
export interface BoundSelect {
  readonly table: Table;
  readonly where: Condition | undefined;
  /** Gives the attributes of an item that are asked for. */
  readonly show: (item: Item) => Item;
  readonly read: (options: SelectOptions) => object;
  /** The item of a key. */
  readonly find: (key: Item) => Item | undefined;
}

/** Holds a `SELECT` against its table. Throws `ValidationException` and `ResourceNotFoundException`. */
export function bindSelect(engine: Engine, select: SelectStatement, parameters: Parameters): BoundSelect {
  const { projection } = select;
  if (projection !== undefined) checkProjection(projection);
  const where = select.where === undefined ? undefined : conditionOf(select.where, parameters);
  const table = findTable(engine, select.source.table);
  const index = table.indexes.find(({ name }) => name === select.source.index);
  const key = index?.key ?? table.key;
  const conditions = keyConditions(key, where);
  if (projection !== undefined) checkKeysWhole(key, projection);
  checkOrder(select, key, conditions);
  const show = (item: Item) => (projection === undefined ? item : flatten(item, projection));
  const read = (options: SelectOptions): object => {
    const request = { ...options, IndexName: select.source.index };
    const operation = conditions.hashValues === undefined ? "scan" : "query";
    const expressions = { condition: undefined, filter: where, projection, update: [], keyPredicates: [] };
    const source = readSource(operation, table, request, expressions);
    const startKey = parseStartKey(source, decodeNextToken(options.NextToken));
    const rows = rowsOf(source, conditions, select, startKey);
    const page = readPage(source, rows, request, where, undefined) as ReadPage;
    return {
      Items: page.Items.map(show),
      ...(page.LastEvaluatedKey && { NextToken: encodeNextToken(page.LastEvaluatedKey) }),
      ...(page.ConsumedCapacity && { ConsumedCapacity: page.ConsumedCapacity }),
    };
  };
  const find = (itemKey: Item) => table.items.get(keyId(table.key, itemKey));
  return { table, where, show, read, find };
}

/** What a page of a query answers. */
interface ReadPage {
  readonly Items: readonly Item[];
  readonly LastEvaluatedKey?: Item;
  readonly ConsumedCapacity?: object;
}

function* rowsOf(
  source: ReadSource,
  { hashValues, range }: KeyConditions,
  { orderBy }: SelectStatement,
  startKey: Item | undefined,
): Iterable<Row> {
  const { table, index, key } = source;
  const rows = index?.rows ?? table.rows;
  const after =
    startKey === undefined ? undefined : { ...positionOf(table.key, tableKeyOf(table, startKey)), key: startKey };
  if (hashValues === undefined) {
    yield* rows.scan(after, 0, 1);
    return;
  }
  const isDescending = (name: string | undefined) =>
    orderBy.find((order) => order.name === name)?.isDescending === true;
  const inOrder = isDescending(key.hash.name) ? [...hashValues].reverse() : hashValues;
  for (const value of from(inOrder, startKey?.[key.hash.name])) {
    const isFirst = startKey !== undefined && sameValue(startKey[key.hash.name], value);
    for (const row of rows.query(value, !isDescending(key.range?.name), isFirst ? after : undefined)) {
      const rangeValue = key.range === undefined ? undefined : row.base[key.range.name];
      if (range === undefined || meetsKeyPredicate(rangeValue, range)) yield row;
    }
  }
}

const from = (values: readonly AttributeValue[], start: AttributeValue | undefined): readonly AttributeValue[] =>
  start === undefined
    ? values
    : values.slice(
        Math.max(
          0,
          values.findIndex((value) => sameValue(value, start)),
        ),
      );

/** Attributes are named for the last part of their paths: `orders.list[0]` becomes `list[0]`. */
function flatten(item: Item, projection: readonly DocumentPath[]): Item {
  return attributeMap(
    projection.flatMap((path) => {
      const value = valueAt(item, path);
      return value === undefined ? [] : [[shownName(path), value] as const];
    }),
  );
}

function shownName(path: DocumentPath): string {
  const last = path.findLastIndex((step) => typeof step === "string");
  const indexes = path.slice(last + 1).map((step) => `[${step}]`);
  return [path[last], ...indexes].join("");
}

function checkProjection(projection: readonly DocumentPath[]): void {
  const names = projection.map(shownName);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) throw validationError(`Duplicate identifiers in select clause: ${repeated}`);
  checkPathsApart(projection);
}

function checkKeysWhole(key: KeySchema, projection: readonly DocumentPath[]): void {
  const inside = projection.find((path) => path.length > 1 && keyNames(key).includes(path[0]));
  if (inside !== undefined)
    throw validationError(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: ${inside[0]}`,
    );
}

function checkOrder({ orderBy, where }: SelectStatement, key: KeySchema, { hashValues }: KeyConditions): void {
  if (orderBy.length === 0) return;
  if (where === undefined) throw validationError("Must have WHERE clause in the statement when using ORDER BY clause.");
  if (hashValues === undefined)
    throw validationError(
      "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
    );
  const other = orderBy.find(({ name }) => !keyNames(key).includes(name));
  if (other !== undefined)
    throw validationError(`Variable reference ${other.name} in ORDER BY clause must be part of the primary key`);
}
