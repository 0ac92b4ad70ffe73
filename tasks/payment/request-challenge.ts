import { lambda } from "setpiece";
import { z } from "zod";
import { observed } from "../observed.js";
import { providerRetry, providerSchema } from "./authorise-with-provider.js";
import { challenge } from "./provider-client.js";

const inputSchema = z.object({ provider: providerSchema, paymentId: z.string().min(1), taskToken: z.string().min(1) });

/** What the provider reports with the task token. */
export interface ChallengeOutcome {
  readonly passed: boolean;
}

/**
 * Has the provider ask the customer who they are. The provider answers later, with the task token.
 *
 * @throws PaymentProviderUnavailable when the provider gives no sensible answer
 */
export const requestChallenge = lambda(
  "requestChallenge",
  observed(async (input: z.infer<typeof inputSchema>): Promise<void> => {
    const { provider, paymentId, taskToken } = inputSchema.parse(input);
    await challenge(provider, paymentId, taskToken);
  }),
  // Not `States.Timeout`: a customer who leaves the challenge is not challenged again.
  { retry: { ...providerRetry, errors: ["PaymentProviderUnavailable"] }, timeout: "10s" },
);
