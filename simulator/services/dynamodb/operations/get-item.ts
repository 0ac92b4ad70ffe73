import { readInput } from "../../wire/read-input.js";
import { bool, structure, text } from "../../wire/shape.js";
import { itemShape } from "../attribute-value-shape.js";
import { describeCapacity, readUnits } from "../consumed-capacity.js";
import { type Engine, findTable } from "../engine.js";
import { readExpressions } from "../expressions/request-expressions.js";
import { itemBytes } from "../item-size.js";
import { parseItem } from "../parse-attribute-value.js";
import { project, projectionUse, readByKey } from "./read-key.js";
import { attributeNames, namesShape, nameShape, returnConsumedCapacity } from "./request-shapes.js";

const shape = structure(
  {
    TableName: nameShape,
    Key: itemShape,
    AttributesToGet: attributeNames,
    ConsistentRead: bool,
    ReturnConsumedCapacity: returnConsumedCapacity,
    ProjectionExpression: text(),
    ExpressionAttributeNames: namesShape,
  },
  ["TableName", "Key"],
);

export function getItem(engine: Engine, json: unknown): unknown {
  const request = readInput(shape, json);
  parseItem(request.Key);
  const { projection } = readExpressions(request, projectionUse);
  const table = findTable(engine, request.TableName);
  const item = readByKey(table, request.Key);
  const units = readUnits(item === undefined ? 0 : itemBytes(item), request.ConsistentRead ?? false);
  const capacity = describeCapacity(request.ReturnConsumedCapacity, table.name, { table: units, indexes: new Map() });
  return { ...(item && { Item: project(item, projection) }), ...(capacity && { ConsumedCapacity: capacity }) };
}
