import { lambda, type RetryRule } from "setpiece";
import { z } from "zod";
import { currencies } from "../money.js";
import { observed } from "../observed.js";
import { authorise } from "./provider-client.js";

export const providerSchema = z.enum(["cards-europe", "cards-america", "cards-reserve"]);

/** Only what may be retried: a provider that said no is not asked again. */
export const providerRetry: RetryRule = {
  errors: ["PaymentProviderUnavailable", "States.Timeout"],
  interval: "1s",
  maxAttempts: 4,
  backoffRate: 2,
  maxDelay: "10s",
  jitter: "full",
};

const inputSchema = z.object({
  provider: providerSchema,
  paymentId: z.string().min(1),
  amount: z.int().min(1),
  currency: z.enum(currencies),
  token: z.string().min(1),
});

export interface AuthorisationAnswer {
  /** `CHALLENGE_REQUIRED`: the customer has to prove first who they are (strong customer authentication). */
  readonly status: "AUTHORISED" | "CHALLENGE_REQUIRED";
}

/**
 * Asks the provider to set the amount aside.
 *
 * @throws PaymentDeclined when the provider says no
 * @throws PaymentCancelled when the payment was cancelled before
 * @throws PaymentProviderUnavailable when it gives no sensible answer
 */
export const authoriseWithProvider = lambda(
  "authoriseWithProvider",
  observed(async (input: z.infer<typeof inputSchema>): Promise<AuthorisationAnswer> => {
    const { provider, paymentId, amount, currency, token } = inputSchema.parse(input);
    const { status } = await authorise(provider, paymentId, { amount, currency, token });
    return { status: status === "CHALLENGE_REQUIRED" ? status : "AUTHORISED" };
  }),
  { retry: providerRetry, timeout: "10s" },
);
