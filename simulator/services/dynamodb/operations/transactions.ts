import { createHash } from "node:crypto";
import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { list, structure, text } from "../../wire/shape.js";
import type { Item } from "../attribute-value.js";
import { itemShape, type RawItem } from "../attribute-value-shape.js";
import {
  addUse,
  type CapacityDetail,
  type CapacityUse,
  multiplyUse,
  readUnits,
  writeUse,
} from "../consumed-capacity.js";
import { type Engine, findTable } from "../engine.js";
import { readExpressions } from "../expressions/request-expressions.js";
import { itemBytes } from "../item-size.js";
import { keyId } from "../key-schema.js";
import { parseItem } from "../parse-attribute-value.js";
import type { Table } from "../table.js";
import { writeItem } from "../write-item.js";
import { describeUses } from "./batch-operations.js";
import {
  type BoundWrite,
  isAllowed,
  itemOf,
  prepareCheck,
  prepareDelete,
  preparePut,
  prepareUpdate,
  type PreparedWrite,
} from "./prepared-write.js";
import { project, projectionUse, readByKey } from "./read-key.js";
import {
  namesShape,
  nameShape,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnOnFailure,
} from "./request-shapes.js";
import { collectionMetrics } from "./single-writes.js";

const maxActions = 100;
const maxTransactionBytes = 4 * 1024 * 1024;

const conditionMembers = {
  TableName: nameShape,
  ConditionExpression: text(),
  ExpressionAttributeNames: namesShape,
  ExpressionAttributeValues: itemShape,
  ReturnValuesOnConditionCheckFailure: returnOnFailure,
} as const;

const writeShape = structure(
  {
    TransactItems: list(
      structure({
        ConditionCheck: structure({ ...conditionMembers, Key: itemShape }, ["TableName", "Key", "ConditionExpression"]),
        Put: structure({ ...conditionMembers, Item: itemShape }, ["TableName", "Item"]),
        Delete: structure({ ...conditionMembers, Key: itemShape }, ["TableName", "Key"]),
        Update: structure({ ...conditionMembers, Key: itemShape, UpdateExpression: text() }, [
          "TableName",
          "Key",
          "UpdateExpression",
        ]),
      }),
      { min: 1, max: maxActions },
    ),
    ClientRequestToken: text({ min: 1, max: 36 }),
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
  },
  ["TransactItems"],
);

const getShape = structure(
  {
    TransactItems: list(
      structure(
        {
          Get: structure(
            {
              TableName: nameShape,
              Key: itemShape,
              ProjectionExpression: text(),
              ExpressionAttributeNames: namesShape,
            },
            ["TableName", "Key"],
          ),
        },
        ["Get"],
      ),
      { min: 1, max: maxActions },
    ),
    ReturnConsumedCapacity: returnConsumedCapacity,
  },
  ["TransactItems"],
);

/** Why one action of a transaction did not go through. */
interface CancellationReason {
  readonly Code: "None" | "ConditionalCheckFailed" | "ValidationError";
  readonly Message?: string;
  readonly Item?: Item;
}

interface PlannedWrite {
  readonly write: BoundWrite;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** All writes, or none. */
export function transactWriteItems(engine: Engine, json: unknown): unknown {
  const request = readInput(writeShape, json);
  const prepared = request.TransactItems.map((action) => prepareAction(engine, action));
  return transact(engine, prepared, { ...request, items: request.TransactItems });
}

/** What a transaction is asked for beside its writes, and the items of the request that its token is for. */
interface TransactionOptions {
  readonly items: unknown;
  readonly ClientRequestToken?: string | undefined;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE" | undefined;
}

/** Carries all writes out, or none. Throws `TransactionCanceledException`. */
export function transact(engine: Engine, prepared: readonly PreparedWrite[], request: TransactionOptions): object {
  const token = request.ClientRequestToken;
  const digest = token === undefined ? "" : digestOf(request.items);
  const isRepeated = token !== undefined && engine.transactionTokens.isRepeated(token, digest, engine.clock.nowMs());
  const planned = isRepeated ? repeat(prepared) : plan(prepared);
  if (!isRepeated) {
    for (const { write, before, after } of planned) if (after !== before) writeItem(engine, write.table, before, after);
    if (token !== undefined) engine.transactionTokens.remember(token, digest, engine.clock.nowMs());
  }
  const uses = new Map<Table, CapacityUse>();
  for (const { write, before, after } of planned)
    addTo(uses, write.table, isRepeated ? readUse(before) : multiplyUse(writeUse(write.table, before, after), 2));
  const kind = isRepeated ? "ReadCapacityUnits" : "WriteCapacityUnits";
  const capacities = describeUses(request.ReturnConsumedCapacity, uses, kind);
  const metrics = request.ReturnItemCollectionMetrics === "SIZE" ? metricsOf(planned) : undefined;
  return {
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
    ...(metrics && { ItemCollectionMetrics: metrics }),
  };
}

/** Tells the items of two requests with the same token apart. */
const digestOf = (items: unknown): string => createHash("sha256").update(JSON.stringify(items)).digest("hex");

/** All items as they are at one moment. */
export function transactGetItems(engine: Engine, json: unknown): unknown {
  const request = readInput(getShape, json);
  const gets = request.TransactItems.map(({ Get }) => {
    parseItem(Get.Key);
    const { projection } = readExpressions(Get, projectionUse);
    return { table: findTable(engine, Get.TableName), key: Get.Key, projection };
  });
  checkDistinct(gets.map(({ table, key }) => ({ table, key: parseItem(key) })));
  const found = readAll(gets);
  const capacities = describeReads(
    request.ReturnConsumedCapacity,
    gets.map(({ table }, index) => ({ table, item: found[index] })),
  );
  return {
    ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
    Responses: gets.map(({ projection }, index) => {
      const item = found[index];
      return item === undefined ? {} : { Item: project(item, projection) };
    }),
  };
}

/** What it takes to read these items at one moment. */
export function describeReads(
  detail: CapacityDetail,
  reads: readonly { readonly table: Table; readonly item: Item | undefined }[],
): readonly object[] {
  const uses = new Map<Table, CapacityUse>();
  for (const { table, item } of reads) addTo(uses, table, readUse(item));
  return describeUses(detail, uses, "ReadCapacityUnits");
}

function prepareAction(
  engine: Engine,
  action: (typeof writeShape extends { read(json: unknown): infer T } ? T : never)["TransactItems"][number],
): PreparedWrite {
  const { ConditionCheck, Put, Delete, Update } = action;
  const count = [ConditionCheck, Put, Delete, Update].filter((member) => member !== undefined).length;
  if (count > 1) throw validationError("TransactItems can only contain one of Check, Put, Update or Delete");
  if (ConditionCheck !== undefined) return prepareCheck(engine, ConditionCheck);
  if (Put !== undefined) return preparePut(engine, Put);
  if (Delete !== undefined) return prepareDelete(engine, Delete);
  if (Update !== undefined) return prepareUpdate(engine, Update);
  throw validationError("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
}

/** Holds every action against the items as they are. Throws `TransactionCanceledException` where one cannot go. */
function plan(prepared: readonly PreparedWrite[]): readonly PlannedWrite[] {
  const outcomes = prepared.map(({ bind }) => attempt(bind));
  checkDistinct(outcomes.flatMap((outcome) => ("value" in outcome ? [outcome.value] : [])));
  const reasons: CancellationReason[] = [];
  const planned: PlannedWrite[] = [];
  for (const outcome of outcomes) {
    const result = "value" in outcome ? planWrite(outcome.value) : outcome;
    if ("value" in result) planned.push(result.value);
    reasons.push("reason" in result ? result.reason : { Code: "None" });
  }
  cancelUnlessAllPass(reasons);
  if (
    planned.reduce((bytes, { after }) => bytes + (after === undefined ? 0 : itemBytes(after)), 0) > maxTransactionBytes
  )
    throw validationError("Collection size of a transaction has exceeded the maximum allowed size of 4 MB");
  return planned;
}

type Outcome<T> = { readonly value: T } | { readonly reason: CancellationReason };

function planWrite(write: BoundWrite): Outcome<PlannedWrite> {
  const before = itemOf(write);
  if (isAllowed(write, before)) return attempt(() => ({ write, before, after: write.change(before) }));
  if (write.refusal !== undefined) return { reason: { Code: "ValidationError", Message: write.refusal.message } };
  return {
    reason: {
      Code: "ConditionalCheckFailed",
      Message: "The conditional request failed",
      ...(write.returnOldOnFailure && before !== undefined && { Item: before }),
    },
  };
}

/** The items of a repeated transaction, which the service reads again. */
function repeat(prepared: readonly PreparedWrite[]): readonly PlannedWrite[] {
  return prepared.map(({ bind }) => {
    const write = bind();
    const item = itemOf(write);
    return { write, before: item, after: item };
  });
}

function attempt<T>(run: () => T): Outcome<T> {
  try {
    return { value: run() };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "ValidationException") throw error;
    return { reason: { Code: "ValidationError", Message: error.message } };
  }
}

function readAll(gets: readonly { readonly table: Table; readonly key: RawItem }[]): readonly (Item | undefined)[] {
  const outcomes = gets.map(({ table, key }) => attempt(() => readByKey(table, key)));
  cancelUnlessAllPass(outcomes.map((outcome) => ("reason" in outcome ? outcome.reason : { Code: "None" })));
  return outcomes.map((outcome) => ("value" in outcome ? outcome.value : undefined));
}

function cancelUnlessAllPass(reasons: readonly CancellationReason[]): void {
  if (reasons.every(({ Code }) => Code === "None")) return;
  throw new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(", ")}]`,
    { fields: { CancellationReasons: reasons } },
  );
}

/** Throws where two of these are the same item. */
export function checkDistinct(keys: readonly { readonly table: Table; readonly key: Item }[]): void {
  const ids = keys.map(({ table, key }) => JSON.stringify([table.name, keyId(table.key, key)]));
  if (new Set(ids).size < ids.length)
    throw validationError("Transaction request cannot include multiple operations on one item");
}

function readUse(item: Item | undefined): CapacityUse {
  return { table: 2 * readUnits(item === undefined ? 0 : itemBytes(item), true), indexes: new Map() };
}

function addTo(uses: Map<Table, CapacityUse>, table: Table, use: CapacityUse): void {
  const sofar = uses.get(table);
  uses.set(table, sofar === undefined ? use : addUse(sofar, use));
}

function metricsOf(planned: readonly PlannedWrite[]): Readonly<Record<string, readonly object[]>> {
  const metrics: Record<string, object[]> = {};
  for (const { write } of planned) {
    const metric = collectionMetrics(write.table, write.key);
    if (metric !== undefined) (metrics[write.table.name] ??= []).push(metric);
  }
  return metrics;
}
