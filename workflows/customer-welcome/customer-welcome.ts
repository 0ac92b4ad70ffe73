import { matches, workflow } from "setpiece";
import { z } from "zod";
import { InvalidSignUp, MailRefused } from "../../tasks/errors.js";
import { sendWelcomeMail } from "../../tasks/mail/send-welcome-mail.js";
import { welcomes } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The detail of the event `CustomerSignedUp`. */
const newCustomerSchema = z.object({
  customerId: z.string().min(1),
  name: z.string(),
  /** Whether it can be written to, the mail says. */
  email: z.string(),
});
export type NewCustomer = Readonly<z.infer<typeof newCustomerSchema>>;

export interface Welcome {
  readonly customerId: string;
  readonly status: "SENT" | "REFUSED" | "KNOWN";
}

/**
 * Welcomes whoever signed up, once. A run that broke off is taken up by the next event of the same customer.
 *
 * @throws InvalidSignUp when the event does not say who signed up
 */
export const customerWelcome = workflow("customer-welcome", async (customer: NewCustomer): Promise<Welcome> => {
  const isCustomer = matches(newCustomerSchema, customer);
  const customerId = isCustomer ? customer.customerId : "none";
  const known = await welcomes.getItem(
    { Key: { customerId: { S: customerId } }, ConsistentRead: true },
    { retry: storeRetry },
  );
  // Said behind the look at the table, it takes no state of its own.
  if (!isCustomer) throw new InvalidSignUp("a sign-up has customerId, name and email");
  const { name, email } = customer;
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
});
