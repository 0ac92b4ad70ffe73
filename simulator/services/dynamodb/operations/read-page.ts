import { validationError } from "../../wire/aws-error.js";
import { attributeMap, type Item, pickAttributes, typeOf } from "../attribute-value.js";
import type { RawItem } from "../attribute-value-shape.js";
import { type CapacityDetail, describeCapacity, readUnits } from "../consumed-capacity.js";
import { pathsOf, type Condition } from "../expressions/condition.js";
import { type DocumentPath, projectPaths } from "../expressions/document-path.js";
import { meetsCondition } from "../expressions/evaluate-condition.js";
import type { RequestExpressions } from "../expressions/request-expressions.js";
import { itemBytes } from "../item-size.js";
import { keyAttributes, keyNames, type KeySchema } from "../key-schema.js";
import type { Row } from "../ordered-rows.js";
import { parseItem } from "../parse-attribute-value.js";
import { projectedNames, type SecondaryIndex, type Table } from "../table.js";

/** A page ends after this many bytes of items read. */
const maxPageBytes = 1024 * 1024;

export type Select = "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES" | "COUNT" | "SPECIFIC_ATTRIBUTES";

/** What Query and Scan have in common. */
export interface PageRequest {
  readonly IndexName?: string | undefined;
  readonly Select?: Select | undefined;
  readonly Limit?: number | undefined;
  readonly ConsistentRead?: boolean | undefined;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly AttributesToGet?: readonly string[] | undefined;
  readonly ProjectionExpression?: string | undefined;
}

/** The rows that a request reads, and how it shows them. */
export interface ReadSource {
  readonly table: Table;
  readonly index: SecondaryIndex | undefined;
  /** The key that the rows are ordered by. */
  readonly key: KeySchema;
  /** Whether items come from the table because the local index lacks attributes that are asked for. */
  readonly fetchesItems: boolean;
  /** Whether the answer shows attributes that only the table has. */
  readonly showsItems: boolean;
}

/**
 * Finds the table or index to read and checks that it has what the request asks for. A query must not filter by
 * attributes that its index lacks; a scan may: it finds them in the items behind a local index, and never in a
 * global one.
 */
export function readSource(
  operation: "query" | "scan",
  table: Table,
  request: PageRequest,
  expressions: RequestExpressions,
): ReadSource {
  const index = request.IndexName === undefined ? undefined : findIndex(table, request.IndexName);
  if (index?.kind === "global" && request.ConsistentRead === true)
    throw validationError("Consistent reads are not supported on global secondary indexes");
  checkSelect(request, index);
  const needs = needsItems(operation, table, index, request, expressions);
  return {
    table,
    index,
    key: index?.key ?? table.key,
    fetchesItems: needs !== "nothing",
    showsItems: needs === "to show",
  };
}

/**
 * Reads rows until the limit, the end of a page or the end of the rows, and answers the request. `endsAt`: whether no
 * row can follow this one, so that a page that ends here needs no key to go on from.
 */
export function readPage(
  source: ReadSource,
  rows: Iterable<Row>,
  request: PageRequest,
  filter: Condition | undefined,
  projection: readonly DocumentPath[] | undefined,
  endsAt: (row: Row) => boolean = () => false,
): unknown {
  const items: Item[] = [];
  let scanned = 0;
  let count = 0;
  let bytes = 0;
  let fetchedUnits = 0;
  let last: Row | undefined;
  let isCut = false;
  for (const row of rows) {
    scanned += 1;
    bytes += itemBytes(row.item);
    const item = source.fetchesItems ? row.base : row.item;
    const shown = source.showsItems ? row.base : row.item;
    if (source.fetchesItems) fetchedUnits += readUnits(itemBytes(row.base), request.ConsistentRead ?? false);
    if (filter === undefined || meetsCondition(item, filter)) {
      count += 1;
      if (request.Select !== "COUNT") items.push(projection === undefined ? shown : projectPaths(shown, projection));
    }
    last = row;
    isCut = scanned === request.Limit || bytes >= maxPageBytes;
    if (isCut) {
      isCut = !endsAt(row);
      break;
    }
  }
  const units = readUnits(bytes, request.ConsistentRead ?? false);
  const use = {
    table: source.index === undefined ? units : fetchedUnits,
    indexes: new Map(source.index === undefined ? [] : [[source.index, units]]),
  };
  const capacity = describeCapacity(request.ReturnConsumedCapacity, source.table.name, use);
  return {
    ...(request.Select !== "COUNT" && { Items: items }),
    Count: count,
    ScannedCount: scanned,
    ...(isCut && last !== undefined && { LastEvaluatedKey: pickAttributes(last.base, startKeyNames(source)) }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

/** Checks that a start key has exactly the key attributes of the table and of the index. */
export function parseStartKey(source: ReadSource, raw: RawItem | undefined): Item | undefined {
  if (raw === undefined) return undefined;
  const key = parseItem(raw);
  const types = new Map(
    [source.table.key, source.key].flatMap(keyAttributes).map(({ name, type }) => [name, type] as const),
  );
  const fits = [...types].every(([name, type]) => key[name] !== undefined && typeOf(key[name]) === type);
  if (!fits || Object.keys(key).length !== types.size)
    throw validationError(
      source.index === undefined
        ? "The provided starting key is invalid: The provided key element does not match the schema"
        : "The provided starting key is invalid",
    );
  return key;
}

function startKeyNames(source: ReadSource): readonly string[] {
  return [...new Set([...keyNames(source.table.key), ...keyNames(source.key)])];
}

function findIndex(table: Table, name: string): SecondaryIndex {
  const index = table.indexes.find((candidate) => candidate.name === name);
  if (index === undefined) throw validationError(`The table does not have the specified index: ${name}`);
  return index;
}

function checkSelect(request: PageRequest, index: SecondaryIndex | undefined): void {
  const { Select } = request;
  const listing =
    request.ProjectionExpression !== undefined
      ? "ProjectionExpression"
      : request.AttributesToGet !== undefined
        ? "AttributesToGet"
        : undefined;
  if (Select === "SPECIFIC_ATTRIBUTES" && listing === undefined)
    throw validationError(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  if (Select === "ALL_PROJECTED_ATTRIBUTES" && index === undefined)
    throw validationError("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  if (listing !== undefined && Select !== undefined && Select !== "SPECIFIC_ATTRIBUTES") {
    const wanted = Select === "COUNT" ? "only the Count" : Select;
    throw validationError(`Cannot specify the ${listing} when choosing to get ${wanted}`);
  }
  if (Select === "ALL_ATTRIBUTES" && index?.kind === "global" && index.projection.type !== "ALL")
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported ` +
        `for global secondary index ${index.name} because its projection type is not ALL`,
    );
}

function needsItems(
  operation: "query" | "scan",
  table: Table,
  index: SecondaryIndex | undefined,
  request: PageRequest,
  { projection, filter }: RequestExpressions,
): "nothing" | "to filter" | "to show" {
  const available = index === undefined ? undefined : projectedNames(table, index);
  if (index === undefined || available === undefined) return "nothing";
  const lacking = (paths: readonly DocumentPath[]) => [
    ...new Set(paths.map(([head]) => head).filter((name) => !available.has(name))),
  ];
  const unfiltered = filter === undefined ? [] : lacking(pathsOf(filter));
  if (unfiltered.length > 0 && operation === "query")
    throw validationError(
      `One or more parameter values were invalid: ` +
        `Secondary index ${index.name} does not project one or more filter attributes: [${unfiltered.join(", ")}]`,
    );
  const unprojected = lacking(projection ?? []);
  if (index.kind === "local") {
    if (request.Select === "ALL_ATTRIBUTES" || unprojected.length > 0) return "to show";
    return unfiltered.length > 0 ? "to filter" : "nothing";
  }
  if (unprojected.length > 0)
    throw validationError(
      `One or more parameter values were invalid: ` +
        `Global secondary index ${index.name} does not project [${unprojected.join(", ")}]`,
    );
  return "nothing";
}

/** The attributes of a start key that belong to the table. */
export function tableKeyOf(table: Table, key: Item): Item {
  return attributeMap(
    keyNames(table.key).flatMap((name) => (key[name] === undefined ? [] : [[name, key[name]] as const])),
  );
}
