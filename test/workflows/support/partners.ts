import { type MailServiceSandbox, startMailService } from "../../../tasks/sandbox/mail-service.js";
import { type OrderDeskSandbox, startOrderDesk } from "../../../tasks/sandbox/order-desk.js";
import { type PaymentProviderSandbox, startPaymentProvider } from "../../../tasks/sandbox/payment-provider.js";
import { type PushReceiverSandbox, startPushReceiver } from "../../../tasks/sandbox/push-receiver.js";
import { startTaxService, type TaxServiceSandbox } from "../../../tasks/sandbox/tax-service.js";

/** Those whom the shop calls, played on the loopback interface. */
export interface Partners {
  readonly provider: PaymentProviderSandbox;
  readonly taxService: TaxServiceSandbox;
  readonly orderDesk: OrderDeskSandbox;
  readonly pushReceiver: PushReceiverSandbox;
  readonly mailService: MailServiceSandbox;
}

/** Starts all partners and tells the handlers of this process where they are. */
export async function startPartners(): Promise<Partners> {
  const provider = await startPaymentProvider();
  process.env.PAYMENT_PROVIDER_URL = provider.url;
  // No test wants this timeout: a thousand payments at once on a busy machine take longer than one in a shop.
  process.env.PAYMENT_PROVIDER_TIMEOUT_MS = "120000";
  const taxService = await startTaxService();
  const orderDesk = await startOrderDesk();
  process.env.ORDER_DESK_URL = orderDesk.url;
  // Generous, likewise: a test of a desk that is silent sets its own.
  process.env.ORDER_DESK_TIMEOUT_MS = "120000";
  const pushReceiver = await startPushReceiver();
  process.env.PAYMENT_PUSH_URL = `${pushReceiver.url}/notifications`;
  process.env.PAYMENT_PUSH_KEY = "local-push-key";
  const mailService = await startMailService();
  process.env.AWS_ENDPOINT_URL_SESV2 = mailService.url;
  return { provider, taxService, orderDesk, pushReceiver, mailService };
}

export async function stopPartners(partners: Partners): Promise<void> {
  for (const each of Object.values(partners) as Partners[keyof Partners][]) await each.stop();
}
