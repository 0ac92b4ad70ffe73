import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb } from "../aws-clients.js";
import { currencies } from "../money.js";
import { payments } from "../resources.js";

const text = z.object({ S: z.string() }).transform(({ S }) => S);

const itemSchema = z.object({
  status: text,
  provider: text.optional(),
  amount: z
    .object({ N: z.string() })
    .transform(({ N }) => Number(N))
    .optional(),
  currency: text.pipe(z.enum(currencies)).optional(),
});

/** What the table says of a payment; one that was cancelled before it began has a status alone. */
export type PaymentRecord = z.infer<typeof itemSchema>;

/** The record of a payment as it is now; undefined where nobody has asked for the payment yet. */
export async function readPayment(paymentId: string): Promise<PaymentRecord | undefined> {
  const { Item } = await dynamoDb().send(
    new GetItemCommand({
      TableName: resourceName(payments),
      Key: { paymentId: { S: paymentId } },
      ConsistentRead: true,
    }),
  );
  return Item === undefined ? undefined : itemSchema.parse(Item);
}

/**
 * Notes that a payment is cancelled.
 *
 * @param seen its status before, undefined where it had none
 * @throws ConditionalCheckFailedException when the status has changed meanwhile
 */
export async function markCancelled(paymentId: string, seen: string | undefined): Promise<void> {
  await dynamoDb().send(
    new UpdateItemCommand({
      TableName: resourceName(payments),
      Key: { paymentId: { S: paymentId } },
      UpdateExpression: "SET #status = :cancelled",
      ConditionExpression: seen === undefined ? "attribute_not_exists(#status)" : "#status = :seen",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":cancelled": { S: "CANCELLED" },
        ...(seen === undefined ? {} : { ":seen": { S: seen } }),
      },
    }),
  );
}
