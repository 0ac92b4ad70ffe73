import { validationError } from "../../wire/aws-error.js";
import { attributeMap, type Item } from "../attribute-value.js";
import { type Engine, findTable } from "../engine.js";
import type { Condition } from "../expressions/condition.js";
import { itemBytes, maxItemBytes } from "../item-size.js";
import { checkIndexKey, checkItemKey, checkKey, keyAttributes, keyOf, type KeySchema } from "../key-schema.js";
import { type BoundWrite, changeItem, checkNoKeyChanges, itemOf } from "../operations/prepared-write.js";
import type { ReturnValues } from "../operations/single-writes.js";
import { parseItem } from "../parse-attribute-value.js";
import { checkType, demandedKey } from "./key-conditions.js";
import { conditionOf, updateOf } from "./partiql-condition.js";
import { membersOf, type Parameters } from "./partiql-values.js";
import { printPlace } from "./partiql-tokens.js";
import type { DeleteStatement, InsertStatement, Returning, UpdateStatement, WriteStatement } from "./statement.js";

export interface StatementOptions {
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE" | undefined;
}

/** Holds a statement that writes against its table. Throws `ValidationException` and `ResourceNotFoundException`. */
export function bindStatement(
  engine: Engine,
  statement: WriteStatement,
  parameters: Parameters,
  options: StatementOptions,
): BoundWrite {
  switch (statement.kind) {
    case "insert":
      return bindInsert(engine, statement, parameters);
    case "update":
      return bindUpdate(engine, statement, parameters, options);
    case "delete":
      return bindDelete(engine, statement, parameters, options);
  }
}

/** What a `RETURNING` asks for, as the operations on one item name it. */
export function returnValuesOf(returning: Returning | undefined): ReturnValues {
  if (returning === undefined) return "NONE";
  if (returning.which === "all") return returning.when === "old" ? "ALL_OLD" : "ALL_NEW";
  return returning.when === "old" ? "UPDATED_OLD" : "UPDATED_NEW";
}

/** Whether the item is there, and meets a condition. */
export function andExists(key: KeySchema, condition: Condition | undefined): Condition {
  const exists: Condition = { kind: "exists", path: [key.hash.name] };
  return condition === undefined ? exists : { kind: "and", left: exists, right: condition };
}

const duplicate = { code: "DuplicateItemException", message: "Duplicate primary key exists in table" };

function bindInsert(engine: Engine, { source, item: written }: InsertStatement, parameters: Parameters): BoundWrite {
  if (written.kind !== "tuple")
    throw validationError(
      `Unsupported format in item expression. Please use struct format {...} to express item values for insert statement. ` +
        printPlace(written.place),
    );
  const item = parseItem(Object.fromEntries(membersOf(written, parameters, "root")));
  if (itemBytes(item) > maxItemBytes) throw validationError("Item size has exceeded the maximum allowed size");
  const table = findTable(engine, source.table);
  for (const attribute of keyAttributes(table.key)) {
    const value = item[attribute.name];
    if (value === undefined)
      throw validationError(`Key attribute should be present in the item: Key ${attribute.name}`);
    checkType(attribute, value);
  }
  checkItemKey(table.key, item);
  for (const index of table.indexes) checkIndexKey(index.name, index.key, item);
  return {
    table,
    key: keyOf(table.key, item),
    condition: { kind: "not", condition: { kind: "exists", path: [table.key.hash.name] } },
    refusal: duplicate,
    returnOldOnFailure: false,
    paths: [],
    change: () => item,
  };
}

function bindUpdate(
  engine: Engine,
  { source, actions, where }: UpdateStatement,
  parameters: Parameters,
  options: StatementOptions,
): BoundWrite {
  const update = updateOf(actions, parameters);
  const condition = where === undefined ? undefined : conditionOf(where, parameters);
  const table = findTable(engine, source.table);
  const key = keyOfStatement(table.key, condition);
  checkNoKeyChanges(table, update);
  return {
    table,
    key,
    condition: andExists(table.key, condition),
    returnOldOnFailure: options.ReturnValuesOnConditionCheckFailure === "ALL_OLD",
    paths: update.map(({ path }) => path),
    change: (before) => changeItem(table, before ?? key, update),
  };
}

/** To delete an item that is not there does nothing, whatever else is demanded of it. */
function bindDelete(
  engine: Engine,
  { source, where }: DeleteStatement,
  parameters: Parameters,
  options: StatementOptions,
): BoundWrite {
  const condition = where === undefined ? undefined : conditionOf(where, parameters);
  const table = findTable(engine, source.table);
  const key = keyOfStatement(table.key, condition);
  const write: BoundWrite = {
    table,
    key,
    condition: undefined,
    returnOldOnFailure: options.ReturnValuesOnConditionCheckFailure === "ALL_OLD",
    paths: [],
    change: () => undefined,
  };
  return itemOf(write) === undefined ? write : { ...write, condition };
}

function keyOfStatement(schema: KeySchema, where: Condition | undefined): Item {
  const key = attributeMap(demandedKey(schema, where));
  checkKey(schema, key);
  return key;
}
