import { matches, workflow } from "setpiece";
import { dynamodb, TransactionCanceled } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { InvalidSale } from "../../tasks/errors.js";
import { currencies, type MinorUnits } from "../../tasks/money.js";
import { leaderboards, talliedSales } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The detail of the event `SaleMade`. */
const saleSchema = z.object({
  saleId: z.string().min(1),
  soldAt: z.iso.datetime(),
  merchant: z.string().min(1),
  photographer: z.string().min(1),
  /** In minor units. */
  amount: z.int().nonnegative(),
  currency: z.enum(currencies),
});
export type Sale = Readonly<z.infer<typeof saleSchema>>;

export interface Tally {
  readonly saleId: string;
  /** `KNOWN`: the event came before. */
  readonly status: "TALLIED" | "KNOWN";
}

/** How long a sale's event may come again, in seconds. */
const memorySeconds = 30 * 86_400;

/**
 * Adds a sale to the boards of its merchant and its photographer: to both, and once, however often its event comes.
 *
 * @throws InvalidSale when a member is missing
 */
export const tallySale = workflow(
  "tally-sale",
  async (sale: Sale): Promise<Tally> => {
    if (!matches(saleSchema, sale))
      throw new InvalidSale("a sale has saleId, soldAt, merchant, photographer, amount and currency");
    const { saleId, soldAt, merchant, photographer, amount, currency } = sale;
    const month = soldAt.slice(0, 7);
    try {
      await dynamodb.transactWriteItems(
        {
          TransactItems: [
            {
              Put: {
                TableName: talliedSales.name,
                Item: {
                  saleId: { S: saleId },
                  expiresAt: { N: `${Math.floor(Date.now() / 1000) + memorySeconds}` },
                },
                ConditionExpression: "attribute_not_exists(saleId)",
              },
            },
            addTo(`merchant#${month}#${currency}`, merchant, amount),
            addTo(`photographer#${month}#${currency}`, photographer, amount),
          ],
        },
        { retry: storeRetry },
      );
    } catch (error) {
      // Cancelled because the sale is known, or because others are at the same boards: the record tells.
      if (!(error instanceof TransactionCanceled)) throw error;
      const known = await talliedSales.getItem(
        { Key: { saleId: { S: saleId } }, ConsistentRead: true },
        { retry: storeRetry },
      );
      if (known.Item === undefined) throw error;
      return { saleId, status: "KNOWN" };
    }
    return { saleId, status: "TALLIED" };
  },
  { type: "EXPRESS" },
);

function addTo(board: string, name: string, amount: MinorUnits) {
  return {
    Update: {
      TableName: leaderboards.name,
      Key: { board: { S: board }, name: { S: name } },
      UpdateExpression: "ADD sales :one, revenue :amount",
      ExpressionAttributeValues: { ":one": { N: "1" }, ":amount": { N: `${amount}` } },
    },
  };
}
