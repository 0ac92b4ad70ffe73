import { seedSampleData } from "../tasks/sample-data/seed.js";
import { startPaymentProvider } from "../tasks/sandbox/payment-provider.js";

/** What a local run of the set pieces needs besides AWS: sample data, and somebody to play the shop's partners. */
export interface LocalServices {
  stop(): Promise<void>;
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
  return { stop: () => provider.stop() };
}
