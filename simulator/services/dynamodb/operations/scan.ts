import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { integer, structure } from "../../wire/shape.js";
import { type Engine, findTable } from "../engine.js";
import { readExpressions } from "../expressions/request-expressions.js";
import { positionOf } from "../ordered-rows.js";
import { parseItem } from "../parse-attribute-value.js";
import { pageMembers } from "./query.js";
import { parseStartKey, readPage, readSource, tableKeyOf } from "./read-page.js";
import { legacyConditions } from "./request-shapes.js";

const shape = structure(
  {
    ...pageMembers,
    ScanFilter: legacyConditions,
    TotalSegments: integer({ min: 1, max: 1_000_000 }),
    Segment: integer({ min: 0, max: 999_999 }),
  },
  ["TableName"],
);

const use = {
  expressions: ["ProjectionExpression", "FilterExpression"],
  legacy: ["AttributesToGet", "ScanFilter", "ConditionalOperator"],
} as const;

export function scan(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  if (request.ExclusiveStartKey !== undefined) parseItem(request.ExclusiveStartKey);
  checkSegments(request.Segment, request.TotalSegments);
  const expressions = readExpressions(request, use);
  const table = findTable(engine, request.TableName);
  const source = readSource("scan", table, request, expressions);
  const startKey = parseStartKey(source, request.ExclusiveStartKey);
  const after =
    startKey === undefined ? undefined : { ...positionOf(table.key, tableKeyOf(table, startKey)), key: startKey };
  const rows = (source.index?.rows ?? table.rows).scan(after, request.Segment ?? 0, request.TotalSegments ?? 1);
  return readPage(source, rows, request, expressions.filter, expressions.projection);
}

function checkSegments(segment: number | undefined, total: number | undefined): void {
  if (segment !== undefined && total === undefined)
    throw validationError(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  if (total !== undefined && segment === undefined)
    throw validationError(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  if (segment !== undefined && total !== undefined && segment >= total)
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: ` +
        `Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
}
