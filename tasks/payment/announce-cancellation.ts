import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { resourceName } from "setpiece";
import { eventBridge } from "../aws-clients.js";
import { paymentEvents } from "../resources.js";
import type { PaymentRecord } from "./payment-record.js";

/**
 * Takes back on the bus what was said of a payment: an `AUTHORISATION` event with status `CANCELLED` for whoever heard of
 * its success. It may come twice, as any event.
 *
 * @throws Error when the bus does not take it
 */
export async function announceCancellation(
  paymentId: string,
  country: string,
  { provider, amount, currency }: PaymentRecord,
): Promise<void> {
  const service = "payment-authorisation";
  const metadata = { domain: "PAYMENT", service, type: "AUTHORISATION", status: "CANCELLED" };
  const { Entries = [], FailedEntryCount = 0 } = await eventBridge().send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: resourceName(paymentEvents),
          Source: paymentEvents.options.source,
          DetailType: "AUTHORISATION",
          Detail: JSON.stringify({ metadata, data: { paymentId, provider, amount, currency, country } }),
        },
      ],
    }),
  );
  if (FailedEntryCount > 0) {
    const { ErrorCode, ErrorMessage } = Entries[0] ?? {};
    throw new Error(`the bus did not take the cancellation of payment ${paymentId}: ${ErrorCode}, ${ErrorMessage}`);
  }
}
