import { matches, workflow } from "setpiece";
import { dynamodb, TransactionCanceled } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { InvalidReturn } from "../../tasks/errors.js";
import { currencies } from "../../tasks/money.js";
import { orderReturns, returnsOutbox } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

const returnSchema = z.object({
  /** The number on the parcel: the same number is the same return. */
  returnId: z.string().min(1),
  orderNumber: z.string().min(1),
  /** In minor units. */
  amount: z.int().positive(),
  currency: z.enum(currencies),
});
export type ReturnRequest = Readonly<z.infer<typeof returnSchema>>;

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
  async (request: ReturnRequest): Promise<ReturnReceipt> => {
    if (!matches(returnSchema, request))
      throw new InvalidReturn("a return has a returnId, an orderNumber, an amount above 0 and a currency");
    const { returnId, orderNumber, amount, currency } = request;
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
      const known = await orderReturns.getItem(
        { Key: { returnId: { S: returnId } }, ConsistentRead: true },
        { retry: storeRetry },
      );
      if (known.Item === undefined) throw error;
      return { returnId, status: "KNOWN" };
    }
    return { returnId, status: "REGISTERED" };
  },
  { type: "EXPRESS" },
);
