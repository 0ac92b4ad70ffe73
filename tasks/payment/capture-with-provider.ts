import { lambda } from "setpiece";
import { z } from "zod";
import { observed } from "../observed.js";
import { providerRetry, providerSchema } from "./authorise-with-provider.js";
import { capture } from "./provider-client.js";

const inputSchema = z.object({ provider: providerSchema, paymentId: z.string().min(1) });

/**
 * Takes the money that was set aside.
 *
 * @throws PaymentCancelled when the payment was cancelled before
 * @throws PaymentProviderUnavailable when the provider gives no sensible answer
 */
export const captureWithProvider = lambda(
  "captureWithProvider",
  observed(async (input: z.infer<typeof inputSchema>): Promise<{ readonly status: "CAPTURED" }> => {
    const { provider, paymentId } = inputSchema.parse(input);
    await capture(provider, paymentId);
    return { status: "CAPTURED" };
  }),
  { retry: providerRetry, timeout: "10s" },
);
