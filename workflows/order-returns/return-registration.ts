import { workflow } from "setpiece";
import { dynamodb, TransactionCanceled } from "setpiece/aws/dynamodb";
import { InvalidReturn } from "../../tasks/errors.js";
import type { Currency, MinorUnits } from "../../tasks/money.js";
import { orderReturns, returnsOutbox } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

export interface ReturnRequest {
  /** The number on the parcel: the same number is the same return. */
  readonly returnId: string;
  readonly orderNumber: string;
  readonly amount: MinorUnits;
  readonly currency: Currency;
}

export interface ReturnReceipt {
  readonly returnId: string;
  readonly status: "REGISTERED" | "KNOWN";
}

/** How long an event stays in the outbox after it was written, in seconds; its stream has carried it on long before. */
const keepSeconds = 7 * 86_400;

/**
 * Registers goods that came back. The return and its event come into being together or not at all, in one transaction; the
 * table's stream carries the event to the bus.
 */
export const returnRegistration = workflow(
  "return-registration",
  async ({ returnId, orderNumber, amount, currency }: Partial<ReturnRequest>): Promise<ReturnReceipt> => {
    const hasNumbers = typeof returnId === "string" && returnId !== "" && typeof orderNumber === "string";
    if (!hasNumbers || orderNumber === "" || typeof amount !== "number" || amount <= 0 || typeof currency !== "string")
      throw new InvalidReturn("a return has a returnId, an orderNumber, an amount above 0 and a currency");
    const detail = { eventId: `${returnId}-registered`, returnId, orderNumber, amount, currency };
    try {
      await dynamodb.transactWriteItems(
        {
          TransactItems: [
            {
              Put: {
                TableName: orderReturns.name,
                Item: {
                  returnId: { S: returnId },
                  orderNumber: { S: orderNumber },
                  amount: { N: `${amount}` },
                  currency: { S: currency },
                },
                ConditionExpression: "attribute_not_exists(returnId)",
              },
            },
            {
              Put: {
                TableName: returnsOutbox.name,
                Item: {
                  eventId: { S: detail.eventId },
                  detailType: { S: "ReturnRegistered" },
                  detail: { S: JSON.stringify(detail) },
                  expiresAt: { N: `${Math.floor(Date.now() / 1000) + keepSeconds}` },
                },
              },
            },
          ],
        },
        { retry: storeRetry },
      );
    } catch (error) {
      if (!(error instanceof TransactionCanceled)) throw error;
      const known = await orderReturns.getItem({ Key: { returnId: { S: returnId } }, ConsistentRead: true });
      if (known.Item === undefined) throw error;
      return { returnId, status: "KNOWN" };
    }
    return { returnId, status: "REGISTERED" };
  },
  { type: "EXPRESS" },
);
