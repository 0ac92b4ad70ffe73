import { workflow } from "setpiece";
import { MailRefused } from "../../tasks/errors.js";
import { sendWelcomeMail } from "../../tasks/mail/send-welcome-mail.js";
import { welcomes } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The detail of the event `CustomerSignedUp`. */
export interface NewCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
}

export interface Welcome {
  readonly customerId: string;
  readonly status: "SENT" | "REFUSED" | "KNOWN";
}

/** Welcomes whoever signed up, once. A run that broke off is taken up by the next event of the same customer. */
export const customerWelcome = workflow(
  "customer-welcome",
  async ({ customerId, name, email }: NewCustomer): Promise<Welcome> => {
    const known = await welcomes.getItem(
      { Key: { customerId: { S: customerId } }, ConsistentRead: true },
      { retry: storeRetry },
    );
    if (known.Item !== undefined) return { customerId, status: "KNOWN" };
    let status: "SENT" | "REFUSED" = "SENT";
    try {
      // Two events at the same moment come this far; the handler sends one mail all the same.
      await sendWelcomeMail({ customerId, name, email }, { timeout: "1m" });
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      status = "REFUSED";
    }
    await welcomes.putItem({ Item: { customerId: { S: customerId }, status: { S: status } } }, { retry: storeRetry });
    return { customerId, status };
  },
);
