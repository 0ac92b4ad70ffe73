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
import { stockLevels, stockReservations } from "../resources.js";
import { type Allocation, type Reservation, reservationFromItem, reservationToItem } from "./reservation.js";

/** What a warehouse can still sell of one article. */
export interface StockLevel {
  readonly warehouse: string;
  readonly available: number;
}

export async function readStockLevels(sku: string): Promise<readonly StockLevel[]> {
  const answer = await dynamoDb().send(
    new QueryCommand({
      TableName: resourceName(stockLevels),
      KeyConditionExpression: "sku = :sku",
      ExpressionAttributeValues: { ":sku": { S: sku } },
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).map((item) => ({
    warehouse: item.warehouse?.S ?? "",
    available: Number(item.available?.N ?? 0),
  }));
}

export async function readReservation(reservationId: string): Promise<Reservation | undefined> {
  const { Item } = await dynamoDb().send(
    new GetItemCommand({
      TableName: resourceName(stockReservations),
      Key: { reservationId: { S: reservationId } },
      ConsistentRead: true,
    }),
  );
  return Item === undefined ? undefined : reservationFromItem(Item);
}

/** Why a transaction did not happen: its conditions, or others that were at the same records. */
export interface TransactionRefusal {
  /** The index of the first write whose condition did not hold; undefined when none failed. */
  readonly conditionFailedAt: number | undefined;
}

/** @returns undefined when the transaction was carried out */
export async function transact(writes: TransactWriteItem[]): Promise<TransactionRefusal | undefined> {
  try {
    await dynamoDb().send(new TransactWriteItemsCommand({ TransactItems: writes }));
    return undefined;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons: readonly CancellationReason[] = error.CancellationReasons ?? [];
    const failed = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
    const conflict = reasons.some((reason) => conflictCodes.has(reason.Code ?? ""));
    if (failed < 0 && !conflict) throw error;
    return { conditionFailedAt: failed < 0 ? undefined : failed };
  }
}

const conflictCodes = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** Takes pieces from a warehouse, if it has them. */
export function takeFromStock({ sku, warehouse, quantity }: Allocation): TransactWriteItem {
  return changeStock(sku, warehouse, -quantity, {
    ConditionExpression: "available >= :taken",
    values: { ":taken": { N: String(quantity) } },
  });
}

/** Gives pieces back to a warehouse. */
export function returnToStock({ sku, warehouse, quantity }: Allocation): TransactWriteItem {
  return changeStock(sku, warehouse, quantity, { values: {} });
}

interface Guard {
  readonly ConditionExpression?: string;
  readonly values: Record<string, AttributeValue>;
}

function changeStock(
  sku: string,
  warehouse: string,
  change: number,
  { values, ...condition }: Guard,
): TransactWriteItem {
  return {
    Update: {
      TableName: resourceName(stockLevels),
      Key: { sku: { S: sku }, warehouse: { S: warehouse } },
      UpdateExpression: "ADD available :change",
      ExpressionAttributeValues: { ":change": { N: String(change) }, ...values },
      ...condition,
    },
  };
}

/** Writes a reservation whose id must be new. */
export function putNewReservation(reservation: Reservation): TransactWriteItem {
  return {
    Put: {
      TableName: resourceName(stockReservations),
      Item: reservationToItem(reservation),
      ConditionExpression: "attribute_not_exists(reservationId)",
    },
  };
}

/** Marks a reservation, which must be RESERVED, as RELEASED. */
export function markReleased(reservationId: string): TransactWriteItem {
  return {
    Update: {
      TableName: resourceName(stockReservations),
      Key: { reservationId: { S: reservationId } },
      UpdateExpression: "SET #status = :released",
      ConditionExpression: "#status = :reserved",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":released": { S: "RELEASED" }, ":reserved": { S: "RESERVED" } },
    },
  };
}
