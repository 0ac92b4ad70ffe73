import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb } from "../aws-clients.js";
import { observed } from "../observed.js";
import { payments } from "../resources.js";
import { cancel } from "./provider-client.js";
import { providerFor } from "./routing.js";

const inputSchema = z.object({ paymentId: z.string().min(1), country: z.string() });

/**
 * Makes sure that the customer keeps or gets back the money: voids an authorisation, refunds a capture, refuses a
 * payment that is still on its way. Safe to repeat.
 *
 * @throws PaymentProviderUnavailable when the provider gives no sensible answer
 */
export const cancelPayment = lambda(
  "cancelPayment",
  observed(async (input: z.infer<typeof inputSchema>): Promise<{ readonly status: "CANCELLED" }> => {
    const { paymentId, country } = inputSchema.parse(input);
    await cancel(providerFor(country), paymentId);
    await dynamoDb().send(
      new UpdateItemCommand({
        TableName: resourceName(payments),
        Key: { paymentId: { S: paymentId } },
        UpdateExpression: "SET #status = :cancelled",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":cancelled": { S: "CANCELLED" } },
      }),
    );
    return { status: "CANCELLED" };
  }),
  {
    retry: { errors: ["States.ALL"], interval: "2s", maxAttempts: 10, maxDelay: "10m", jitter: "full" },
    uses: [{ on: payments, actions: ["dynamodb:UpdateItem"] }],
  },
);
