import { workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { InvalidReturn } from "../../tasks/errors.js";
import type { Currency, MinorUnits } from "../../tasks/money.js";
import { refunds } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The detail of the event `ReturnRegistered`. */
export interface RegisteredReturn {
  readonly eventId: string;
  readonly returnId: string;
  readonly orderNumber: string;
  readonly amount: MinorUnits;
  readonly currency: Currency;
}

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
  async ({ eventId, returnId, orderNumber, amount, currency }: Partial<RegisteredReturn>): Promise<RefundNote> => {
    if (
      typeof eventId !== "string" ||
      typeof returnId !== "string" ||
      typeof orderNumber !== "string" ||
      typeof amount !== "number" ||
      typeof currency !== "string"
    ) {
      throw new InvalidReturn("a registered return has eventId, returnId, orderNumber, amount and currency");
    }
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
