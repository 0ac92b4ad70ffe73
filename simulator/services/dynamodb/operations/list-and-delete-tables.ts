import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { integer, structure } from "../../wire/shape.js";
import { type Engine, findTable } from "../engine.js";
import { closeStream } from "../streams/open-stream.js";
import { tableDescription } from "./describe-table.js";
import { nameShape } from "./request-shapes.js";
import { newTableName } from "./table-shapes.js";

const listShape = structure({ ExclusiveStartTableName: newTableName, Limit: integer({ min: 1, max: 100 }) });
const deleteShape = structure({ TableName: nameShape }, ["TableName"]);

export function listTables(engine: Engine, json: unknown): unknown {
  const { ExclusiveStartTableName: start = "", Limit: limit = 100 } = readInput(listShape, json);
  const names = [...engine.tables.keys()].sort().filter((name) => name > start);
  const shown = names.slice(0, limit);
  return { TableNames: shown, ...(names.length > limit && { LastEvaluatedTableName: shown.at(-1) }) };
}

export function deleteTable(engine: Engine, json: unknown): unknown {
  const table = findTable(engine, readInput(deleteShape, json).TableName);
  if (table.deletionProtection)
    throw validationError(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  closeStream(engine, table);
  engine.tables.delete(table.name);
  return { TableDescription: tableDescription(table, "DELETING") };
}
