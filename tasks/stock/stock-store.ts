import {
  type AttributeValue,
  type CancellationReason,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { resourceName } from "setpiece";
import { dynamoDb } from "../aws-clients.js";
import { stockAllocations, stockLevels, stockReservations } from "../resources.js";
import type { Allocation, ReservationStatus } from "./reservation.js";

/** What a warehouse can still sell of one article. */
export interface StockLevel {
  readonly warehouse: string;
  readonly available: number;
}

export async function readStockLevels(sku: string): Promise<readonly StockLevel[]> {
  const items = await readAll(resourceName(stockLevels), "sku", sku);
  return items.map((item) => ({ warehouse: item.warehouse?.S ?? "", available: Number(item.available?.N ?? 0) }));
}

/** What a warehouse has set aside for a reservation, and in which round of asking. */
export interface SetAside extends Allocation {
  readonly round: number;
}

/** What is set aside for a reservation, in the order in which it was asked for: by rounds, in each by warehouses. */
export async function readAllocations(reservationId: string): Promise<readonly SetAside[]> {
  const items = await readAll(resourceName(stockAllocations), "reservationId", reservationId);
  const allocations = items.map(({ round, warehouse, sku, quantity }) => ({
    round: Number(round?.N),
    warehouse: warehouse?.S ?? "",
    sku: sku?.S ?? "",
    quantity: Number(quantity?.N),
  }));
  // The key is in order but for the tenth round, which comes before the second.
  return allocations.sort((a, b) => a.round - b.round);
}

async function readAll(tableName: string, key: string, value: string): Promise<Record<string, AttributeValue>[]> {
  const found: Record<string, AttributeValue>[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamoDb().send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "#key = :value",
        ExpressionAttributeNames: { "#key": key },
        ExpressionAttributeValues: { ":value": { S: value } },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

export async function readReservationStatus(reservationId: string): Promise<ReservationStatus | undefined> {
  const { Item } = await dynamoDb().send(
    new GetItemCommand({
      TableName: resourceName(stockReservations),
      Key: { reservationId: { S: reservationId } },
      ConsistentRead: true,
    }),
  );
  return Item?.status?.S as ReservationStatus | undefined; // only this module and checkout's order transaction write it
}

/**
 * Carries out all writes or none.
 *
 * @returns `refused` with the index of the first write whose condition did not hold; `busy` when others were at the same
 *   items
 */
export async function transact(
  writes: TransactWriteItem[],
): Promise<{ readonly kind: "done" | "busy" } | { readonly kind: "refused"; readonly at: number }> {
  try {
    await dynamoDb().send(new TransactWriteItemsCommand({ TransactItems: writes }));
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons: readonly CancellationReason[] = error.CancellationReasons ?? [];
    const at = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
    if (at >= 0) return { kind: "refused", at };
    if (reasons.some((reason) => busyCodes.has(reason.Code ?? ""))) return { kind: "busy" };
    throw error;
  }
}

const busyCodes = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** Takes pieces from a warehouse, if it has them. */
export function takeFromStock({ sku, warehouse, quantity }: Allocation): TransactWriteItem {
  return {
    Update: {
      ...stockLevelOf(sku, warehouse),
      UpdateExpression: "ADD available :change",
      ConditionExpression: "available >= :taken",
      ExpressionAttributeValues: { ":change": { N: `${-quantity}` }, ":taken": { N: `${quantity}` } },
    },
  };
}

/** Gives pieces back to a warehouse. */
export function returnToStock({ sku, warehouse, quantity }: Allocation): TransactWriteItem {
  return {
    Update: {
      ...stockLevelOf(sku, warehouse),
      UpdateExpression: "ADD available :change",
      ExpressionAttributeValues: { ":change": { N: `${quantity}` } },
    },
  };
}

function stockLevelOf(sku: string, warehouse: string) {
  return { TableName: resourceName(stockLevels), Key: { sku: { S: sku }, warehouse: { S: warehouse } } };
}

/** Notes what is set aside; refused when it is set aside already. */
export function putAllocation(reservationId: string, allocation: SetAside): TransactWriteItem {
  const { round, sku, warehouse, quantity } = allocation;
  return {
    Put: {
      TableName: resourceName(stockAllocations),
      Item: {
        ...allocationKey(reservationId, allocation),
        round: { N: `${round}` },
        warehouse: { S: warehouse },
        sku: { S: sku },
        quantity: { N: `${quantity}` },
      },
      ConditionExpression: "attribute_not_exists(reservationId)",
    },
  };
}

/** Strikes out what is set aside; refused when it is struck out already. */
export function deleteAllocation(reservationId: string, allocation: SetAside): TransactWriteItem {
  return {
    Delete: {
      TableName: resourceName(stockAllocations),
      Key: allocationKey(reservationId, allocation),
      ConditionExpression: "attribute_exists(reservationId)",
    },
  };
}

function allocationKey(reservationId: string, { round, warehouse, sku }: SetAside) {
  return { reservationId: { S: reservationId }, part: { S: `${round}/${warehouse}/${sku}` } };
}

/** Refuses a transaction unless the reservation is RESERVED. */
export function requireReserved(reservationId: string): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName: resourceName(stockReservations),
      Key: { reservationId: { S: reservationId } },
      ConditionExpression: "#status = :reserved",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":reserved": { S: "RESERVED" } },
    },
  };
}

/** Sets a reservation's status where that may be: a new one is RESERVED or RELEASED, a RESERVED one RELEASED. */
export function setReservationStatus(reservationId: string, status: "RESERVED" | "RELEASED"): TransactWriteItem {
  return {
    Update: {
      TableName: resourceName(stockReservations),
      Key: { reservationId: { S: reservationId } },
      UpdateExpression: "SET #status = :status",
      ConditionExpression: "attribute_not_exists(#status) OR #status = :reserved",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":status": { S: status }, ":reserved": { S: "RESERVED" } },
    },
  };
}
