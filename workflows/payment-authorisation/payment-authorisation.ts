import { matches, waitForToken, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import {
  DuplicatePayment,
  InvalidPayment,
  PaymentCancelled,
  PaymentDeclined,
  PaymentProviderUnavailable,
} from "../../tasks/errors.js";
import { authoriseWithProvider } from "../../tasks/payment/authorise-with-provider.js";
import { cancelPayment } from "../../tasks/payment/cancel-payment.js";
import { captureWithProvider } from "../../tasks/payment/capture-with-provider.js";
import { type Payment, type PaymentRequest, paymentRequestSchema } from "../../tasks/payment/payment-request.js";
import { type ChallengeOutcome, requestChallenge } from "../../tasks/payment/request-challenge.js";
import { providerFor } from "../../tasks/payment/routing.js";
import { paymentEvents, payments } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/**
 * Takes a payment: chooses the provider, authorises, has the customer authenticated, captures or voids, records. The same payment id is paid once.
 *
 * @throws InvalidPayment when the request describes no payment
 * @throws PaymentDeclined when the provider says no
 * @throws States.Timeout when the customer does not authenticate within 15 minutes
 * @throws PaymentCancelled when the payment was cancelled before it came here, or meanwhile
 * @throws DuplicatePayment when the id stands for a payment of another amount
 */
export const paymentAuthorisation = workflow(
  "payment-authorisation",
  async (request: PaymentRequest): Promise<Payment> => {
    if (!matches(paymentRequestSchema, request))
      throw new InvalidPayment("a payment has paymentId, amount, currency, country and token");
    const { paymentId, amount, currency, country, token } = request;
    const provider = providerFor(country);

    // The record is written first: whoever comes second with this payment id finds it.
    try {
      await payments.putItem(
        {
          Item: {
            paymentId: { S: paymentId },
            status: { S: "STARTED" },
            provider: { S: provider },
            amount: { N: String(amount) },
            currency: { S: currency },
          },
          ConditionExpression: "attribute_not_exists(paymentId)",
        },
        { retry: storeRetry },
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      const { Item: earlier } = await payments.getItem(
        { Key: { paymentId: { S: paymentId } }, ConsistentRead: true },
        { retry: storeRetry },
      );
      const status = earlier?.status?.S;
      if (status === "CANCELLED") throw new PaymentCancelled(`payment ${paymentId} was cancelled`);
      if (earlier?.amount?.N !== String(amount) || earlier?.currency?.S !== currency) {
        throw new DuplicatePayment(`payment ${paymentId} was asked for before with another amount`);
      }
      if (status === "DECLINED") throw new PaymentDeclined(`payment ${paymentId} was declined before`);
      if (status === "CAPTURED") return { paymentId, provider, amount, currency, status: "CAPTURED" };
      // Still STARTED: an earlier attempt broke off. The provider's calls are idempotent, so going on is safe.
    }

    let declined: string | undefined;
    try {
      const { status } = await authoriseWithProvider(
        { provider, paymentId, amount, currency, token },
        { timeout: "15s" },
      );
      if (status === "CHALLENGE_REQUIRED") {
        // The customer proves to the provider who they are; the provider calls back with the token.
        const challenge = await waitForToken<Partial<ChallengeOutcome>>(
          (taskToken) => requestChallenge({ provider, paymentId, taskToken }),
          { timeout: "15m" },
        );
        if (challenge.passed === false) throw new PaymentDeclined("the customer did not pass the authentication");
        if (challenge.passed !== true)
          throw new PaymentProviderUnavailable("the provider's word on the challenge makes no sense");
      }
      await captureWithProvider({ provider, paymentId }, { timeout: "15s" });
    } catch (error) {
      if (!(error instanceof PaymentDeclined)) {
        await voidQuietly(paymentId, country);
        throw error;
      }
      declined = error.message;
    }

    // What was cancelled meanwhile, by another run of the same payment, stays so: the money is given back.
    try {
      await payments.updateItem(
        {
          Key: { paymentId: { S: paymentId } },
          UpdateExpression: "SET #status = :status",
          ConditionExpression: "#status <> :cancelled",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ":status": { S: declined === undefined ? "CAPTURED" : "DECLINED" },
            ":cancelled": { S: "CANCELLED" },
          },
        },
        { retry: storeRetry },
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      throw new PaymentCancelled(`payment ${paymentId} was cancelled`);
    }
    await paymentEvents.publish(
      "AUTHORISATION",
      {
        metadata: {
          domain: "PAYMENT",
          service: "payment-authorisation",
          type: "AUTHORISATION",
          status: declined === undefined ? "SUCCESS" : "DECLINED",
        },
        data: { paymentId, provider, amount, currency, country },
      },
      { retry: storeRetry },
    );
    if (declined !== undefined) throw new PaymentDeclined(declined);
    return { paymentId, provider, amount, currency, status: "CAPTURED" };
  },
  { timeout: "1h" },
);

/** Voids what may have been authorised. When even that fails the caller cancels the payment, until it is done. */
async function voidQuietly(paymentId: string, country: string): Promise<void> {
  try {
    await cancelPayment({ paymentId, country }, { retry: { errors: ["States.ALL"], maxAttempts: 2 } });
  } catch {
    // The first error is the one that the caller has to know.
  }
}
