import { AwsError, validationError } from "../../wire/aws-error.js";
import { attributeMap, type Item } from "../attribute-value.js";
import type { RawItem } from "../attribute-value-shape.js";
import { type Engine, findTable } from "../engine.js";
import { applyUpdate, wrongOperandMessage } from "../expressions/apply-update.js";
import type { Condition } from "../expressions/condition.js";
import type { DocumentPath } from "../expressions/document-path.js";
import { meetsCondition } from "../expressions/evaluate-condition.js";
import { type ExpressionRequest, readExpressions } from "../expressions/request-expressions.js";
import type { UpdateAction } from "../expressions/update.js";
import { itemBytes, maxItemBytes } from "../item-size.js";
import { checkIndexKey, checkItemKey, checkKey, checkUpdatedIndexKey, keyId, keyNames, keyOf } from "../key-schema.js";
import { checkUpdatedNesting } from "../nesting-levels.js";
import { parseItem } from "../parse-attribute-value.js";
import type { Table } from "../table.js";
import { writeItem } from "../write-item.js";

/** A write whose expressions are read, before it is held against its table. */
export interface PreparedWrite {
  readonly table: Table;
  /** Checks the write against the table. Throws `ValidationException`. */
  readonly bind: () => BoundWrite;
}

/** A write that fits its table and waits to be carried out. */
export interface BoundWrite {
  readonly table: Table;
  readonly key: Item;
  readonly condition: Condition | undefined;
  readonly returnOldOnFailure: boolean;
  /** The paths that an update changes. */
  readonly paths: readonly DocumentPath[];
  /** What is said where the condition is not met. Default: that the conditional request failed. */
  readonly refusal?: { readonly code: string; readonly message: string };
  /** The item after the write; throws `ValidationException` where the item before does not allow it. */
  readonly change: (before: Item | undefined) => Item | undefined;
}

const conditionFailed = { code: "ConditionalCheckFailedException", message: "The conditional request failed" };

/** What a write did. */
export interface WriteResult {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

interface ConditionRequest extends ExpressionRequest {
  readonly TableName: string;
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE" | undefined;
}

const conditionUse = { expressions: ["ConditionExpression"], legacy: ["Expected", "ConditionalOperator"] } as const;
const updateUse = {
  expressions: ["UpdateExpression", "ConditionExpression"],
  legacy: ["AttributeUpdates", "Expected", "ConditionalOperator"],
} as const;

export function preparePut(engine: Engine, request: ConditionRequest & { readonly Item: RawItem }): PreparedWrite {
  const item = parseItem(request.Item);
  if (itemBytes(item) > maxItemBytes) throw validationError("Item size has exceeded the maximum allowed size");
  const { condition } = readExpressions(request, conditionUse);
  const table = findTable(engine, request.TableName);
  const bind = () => {
    checkItemKey(table.key, item);
    for (const index of table.indexes) checkIndexKey(index.name, index.key, item);
    return bound(table, request, keyOf(table.key, item), condition, () => item);
  };
  return { table, bind };
}

export function prepareDelete(engine: Engine, request: ConditionRequest & { readonly Key: RawItem }): PreparedWrite {
  const key = parseItem(request.Key);
  const { condition } = readExpressions(request, conditionUse);
  const table = findTable(engine, request.TableName);
  const bind = () => {
    checkKey(table.key, key);
    return bound(table, request, key, condition, () => undefined);
  };
  return { table, bind };
}

/** A write that only checks a condition and leaves the item as it is. */
export function prepareCheck(engine: Engine, request: ConditionRequest & { readonly Key: RawItem }): PreparedWrite {
  const { table, bind } = prepareDelete(engine, request);
  return { table, bind: () => ({ ...bind(), change: (before) => before }) };
}

export function prepareUpdate(engine: Engine, request: ConditionRequest & { readonly Key: RawItem }): PreparedWrite {
  const key = parseItem(request.Key);
  const { condition, update } = readExpressions(request, updateUse);
  const table = findTable(engine, request.TableName);
  const bind = () => {
    checkKey(table.key, key);
    checkNoKeyChanges(table, update);
    const isLegacy = request.AttributeUpdates !== undefined;
    const change = (before: Item | undefined) =>
      isLegacy
        ? inLegacyWords(() => changeItem(table, before ?? key, update))
        : changeItem(table, before ?? key, update);
    return { ...bound(table, request, key, condition, change), paths: update.map(({ path }) => path) };
  };
  return { table, bind };
}

/** The item that a write is about, as it is now. */
export function itemOf(write: BoundWrite): Item | undefined {
  return write.table.items.get(keyId(write.table.key, write.key));
}

/** Carries a write out. Throws `ConditionalCheckFailedException` where its condition is not met. */
export function performWrite(engine: Engine, write: BoundWrite): WriteResult {
  const before = itemOf(write);
  if (!isAllowed(write, before)) {
    const fields = write.returnOldOnFailure && before !== undefined ? { Item: before } : {};
    const { code, message } = write.refusal ?? conditionFailed;
    throw new AwsError(code, message, { fields });
  }
  const after = write.change(before);
  writeItem(engine, write.table, before, after);
  return { before, after };
}

export function isAllowed(write: BoundWrite, before: Item | undefined): boolean {
  return write.condition === undefined || meetsCondition(before ?? attributeMap([]), write.condition);
}

function bound(
  table: Table,
  request: ConditionRequest,
  key: Item,
  condition: Condition | undefined,
  change: BoundWrite["change"],
): BoundWrite {
  const returnOldOnFailure = request.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  return { table, key, condition, returnOldOnFailure, paths: [], change };
}

/** Throws where an update changes an attribute of the key. */
export function checkNoKeyChanges(table: Table, update: readonly UpdateAction[]): void {
  const keys = keyNames(table.key);
  const touched = update.find(({ path }) => keys.includes(path[0]));
  if (touched !== undefined)
    throw validationError(
      `One or more parameter values were invalid: Cannot update attribute ${touched.path[0]}. ` +
        `This attribute is part of the key`,
    );
}

/** The item after an update. Throws `ValidationException` where it would be none that its table may have. */
export function changeItem(table: Table, before: Item, update: readonly UpdateAction[]): Item {
  const after = applyUpdate(before, update);
  checkUpdatedNesting(after);
  for (const index of table.indexes) checkUpdatedIndexKey(index.name, index.key, after);
  if (itemBytes(after) > maxItemBytes)
    throw validationError("Item size to update has exceeded the maximum allowed size");
  return after;
}

/** `AttributeUpdates` has its own words for an operand of the wrong type. */
function inLegacyWords<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof AwsError) || error.message !== wrongOperandMessage) throw error;
    throw validationError("Type mismatch for attribute to update");
  }
}
