import { lambda } from "setpiece";
import { z } from "zod";
import { InvalidBasket, TaxServiceUnavailable } from "../errors.js";
import { type Tax, type TaxQuestion, taxQuestionSchema } from "./calculate-tax.js";

const quoteSchema = z.object({
  amount: z.int().min(0),
  lines: z.array(z.object({ sku: z.string(), basisPoints: z.int().min(0), amount: z.int().min(0) })),
});

/**
 * Asks the tax service, which knows local surcharges too.
 *
 * A slow service is a broken one: the request is given up after `TAX_SERVICE_TIMEOUT_MS` (default 2,000).
 *
 * @throws InvalidBasket when the service says that the shop does not sell there
 * @throws TaxServiceUnavailable when it gives no sensible answer
 */
export const askTaxService = lambda(
  "askTaxService",
  async (question: TaxQuestion): Promise<Tax> => {
    const response = await send(taxQuestionSchema.parse(question));
    if (response.status === 422) throw new InvalidBasket("the tax service says that the shop does not sell there");
    if (!response.ok) throw new TaxServiceUnavailable(`the tax service answered ${response.status}`);
    const quote = quoteSchema.safeParse(await response.json().catch(() => undefined));
    if (!quote.success) throw new TaxServiceUnavailable("the tax service gave an answer that makes no sense");
    return { ...quote.data, source: "service" };
  },
  {
    timeout: "5s",
    retry: { errors: ["TaxServiceUnavailable", "States.Timeout"], maxAttempts: 2, maxDelay: "2s", jitter: "full" },
  },
);

async function send(question: TaxQuestion): Promise<Response> {
  const address = process.env.TAX_SERVICE_URL;
  if (address === undefined) throw new Error("TAX_SERVICE_URL is not set: it is the address of the tax service");
  const timeoutMs = Number(process.env.TAX_SERVICE_TIMEOUT_MS ?? 2_000);
  try {
    return await fetch(new URL("quotes", address.endsWith("/") ? address : `${address}/`), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new TaxServiceUnavailable(`no answer from the tax service: ${String(error)}`);
  }
}
