import { DescribeTableCommand, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { dynamoDb } from "../tasks/aws-clients.js";
import { consents } from "../tasks/resources.js";
import type { SandboxServer } from "../tasks/sandbox/http-server.js";
import { seedSampleData } from "../tasks/sample-data/seed.js";
import { startLoyaltyPartners } from "../tasks/sandbox/loyalty-partners.js";
import { startMailService } from "../tasks/sandbox/mail-service.js";
import { startOrderDesk } from "../tasks/sandbox/order-desk.js";
import { startPaymentProvider } from "../tasks/sandbox/payment-provider.js";
import { startPushReceiver } from "../tasks/sandbox/push-receiver.js";
import { startTaxService } from "../tasks/sandbox/tax-service.js";
import { reportUploads } from "../tasks/sandbox/report-uploads.js";
import { runLocalWiring } from "../tasks/sandbox/run-local-wiring.js";
import { taxService } from "../tasks/tax/tax-service.js";
import { retailWiring } from "../tasks/wiring/retail-wiring.js";

/** What a local run of the set pieces needs besides AWS: sample data, and somebody to play the shop's partners. */
export interface LocalServices {
  stop(): Promise<void>;
  /** Addresses of HTTP endpoints, and where requests go instead. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/**
 * Starts the sandboxes of the shop's partners on the loopback interface, builds the wiring and seeds the sample data.
 *
 * The tables must exist, and `AWS_ENDPOINT_URL`, `AWS_REGION` and credentials must be set. Sets the partners' addresses for
 * the handlers, unless they point somewhere already.
 */
export async function startLocal(): Promise<LocalServices> {
  const provider = await startPaymentProvider();
  process.env.PAYMENT_PROVIDER_URL ??= provider.url;
  const taxes = await startTaxService();
  const orderDesk = await startOrderDesk();
  process.env.ORDER_DESK_URL ??= orderDesk.url;
  const pushReceiver = await startPushReceiver();
  process.env.PAYMENT_PUSH_URL ??= `${pushReceiver.url}/notifications`;
  process.env.PAYMENT_PUSH_KEY ??= "local-push-key";
  const mailService = await startMailService();
  process.env.AWS_ENDPOINT_URL_SESV2 ??= mailService.url;
  const wiring = await runLocalWiring(retailWiring);
  await seedSampleData();
  await reportUploads(retailWiring);
  const sandboxes = [provider, taxes, orderDesk, pushReceiver, mailService, ...(await loyaltyPartners())];
  return {
    endpoints: { [taxService.options.url]: taxes.url },
    stop: async () => {
      await wiring.stop();
      for (const sandbox of sandboxes) await sandbox.stop();
    },
  };
}

/** Only where the loyalty enrolment is deployed is there somebody to play them for. */
async function loyaltyPartners(): Promise<readonly SandboxServer[]> {
  const isDeployed = await hasTable(consents.name);
  return isDeployed ? [await startLoyaltyPartners()] : [];
}

async function hasTable(TableName: string): Promise<boolean> {
  try {
    await dynamoDb().send(new DescribeTableCommand({ TableName }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
