import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { lambda } from "setpiece";
import { z } from "zod";
import { observed } from "../observed.js";
import { paymentEvents, payments } from "../resources.js";
import { announceCancellation } from "./announce-cancellation.js";
import { markCancelled, readPayment } from "./payment-record.js";
import { cancel } from "./provider-client.js";
import { providerFor } from "./routing.js";

const inputSchema = z.object({ paymentId: z.string().min(1), country: z.string() });

/** How often the record may change beneath a cancellation: a payment has few statuses. */
const mostChanges = 5;

/**
 * Makes sure that the customer keeps or gets back the money: voids an authorisation, refunds a capture, refuses a
 * payment that is still on its way. Whoever may have heard that the money was taken hears that it was given back. Safe to
 * repeat.
 *
 * @throws PaymentProviderUnavailable when the provider gives no sensible answer
 */
export const cancelPayment = lambda(
  "cancelPayment",
  observed(async (input: z.infer<typeof inputSchema>): Promise<{ readonly status: "CANCELLED" }> => {
    const { paymentId, country } = inputSchema.parse(input);
    await cancel(providerFor(country), paymentId);
    for (let changes = 0; !(await takeBack(paymentId, country)); changes++) {
      if (changes === mostChanges) throw new Error(`the record of payment ${paymentId} does not come to rest`);
    }
    return { status: "CANCELLED" };
  }),
  {
    retry: { errors: ["States.ALL"], interval: "2s", maxAttempts: 10, maxDelay: "10m", jitter: "full" },
    uses: [
      { on: payments, actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] },
      { on: paymentEvents, actions: ["events:PutEvents"] },
    ],
  },
);

/**
 * Notes the cancellation, after telling of it: what breaks off in between is told again, never left out.
 *
 * @returns false when the record changed meanwhile, and is to be looked at again
 */
async function takeBack(paymentId: string, country: string): Promise<boolean> {
  const record = await readPayment(paymentId);
  if (record?.status === "CANCELLED") return true;
  // Its success is on the bus from this status on, or will be.
  if (record?.status === "CAPTURED") await announceCancellation(paymentId, country, record);
  try {
    await markCancelled(paymentId, record?.status);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
