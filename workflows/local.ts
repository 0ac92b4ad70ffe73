import { seedSampleData } from "../tasks/sample-data/seed.js";
import { startPaymentProvider } from "../tasks/sandbox/payment-provider.js";
import { startTaxService } from "../tasks/sandbox/tax-service.js";
import { taxService } from "../tasks/tax/tax-service.js";

/** What a local run of the set pieces needs besides AWS: sample data, and somebody to play the shop's partners. */
export interface LocalServices {
  stop(): Promise<void>;
  /** Addresses of HTTP endpoints, and where requests go instead. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/**
 * Seeds the sample data and starts the sandboxes of the shop's partners on the loopback interface.
 *
 * The tables must exist, and `AWS_ENDPOINT_URL`, `AWS_REGION` and credentials must be set. Sets `PAYMENT_PROVIDER_URL`
 * for the handlers, unless it points somewhere already.
 */
export async function startLocal(): Promise<LocalServices> {
  await seedSampleData();
  const provider = await startPaymentProvider();
  process.env.PAYMENT_PROVIDER_URL ??= provider.url;
  const taxes = await startTaxService();
  return {
    endpoints: { [taxService.options.url]: taxes.url },
    stop: async () => {
      await provider.stop();
      await taxes.stop();
    },
  };
}
