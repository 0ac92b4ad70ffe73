import { matches, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { InvalidReturn } from "../../tasks/errors.js";
import { currencies } from "../../tasks/money.js";
import { refunds } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The detail of the event `ReturnRegistered`. */
const registeredSchema = z.object({
  eventId: z.string().min(1),
  returnId: z.string().min(1),
  orderNumber: z.string().min(1),
  /** In minor units. */
  amount: z.int().positive(),
  currency: z.enum(currencies),
});
export type RegisteredReturn = Readonly<z.infer<typeof registeredSchema>>;

export interface RefundNote {
  readonly returnId: string;
  /** `KNOWN`: the event came before. */
  readonly status: "NOTED" | "KNOWN";
}

/**
 * Notes that a return is to be refunded: once for each event, however often it comes.
 *
 * @throws InvalidReturn when a member is missing
 */
export const refundReturn = workflow(
  "refund-return",
  async (registered: RegisteredReturn): Promise<RefundNote> => {
    if (!matches(registeredSchema, registered))
      throw new InvalidReturn("a registered return has eventId, returnId, orderNumber, amount and currency");
    const { eventId, returnId, orderNumber, amount, currency } = registered;
    try {
      await refunds.putItem(
        {
          Item: {
            eventId: { S: eventId },
            returnId: { S: returnId },
            orderNumber: { S: orderNumber },
            amount: { N: `${amount}` },
            currency: { S: currency },
          },
          ConditionExpression: "attribute_not_exists(eventId)",
        },
        { retry: storeRetry },
      );
      return { returnId, status: "NOTED" };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      return { returnId, status: "KNOWN" };
    }
  },
  { type: "EXPRESS" },
);
