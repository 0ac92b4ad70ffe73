import { z } from "zod";
import { PaymentCancelled, PaymentDeclined, PaymentProviderUnavailable } from "../errors.js";
import type { Currency, MinorUnits } from "../money.js";
import type { PaymentProvider } from "./payment-request.js";

const answerSchema = z.object({
  status: z.enum(["AUTHORISED", "CHALLENGE_REQUIRED", "CAPTURED", "CANCELLED", "DECLINED"]),
  reason: z.string().optional(),
});
export type ProviderAnswer = z.infer<typeof answerSchema>;

/** How long one request to a provider may take, in milliseconds; `PAYMENT_PROVIDER_TIMEOUT_MS` sets another time. */
const defaultTimeoutMs = 5_000;

export interface Authorisation {
  readonly amount: MinorUnits;
  readonly currency: Currency;
  readonly token: string;
}

/** Asks for an amount to be set aside. Idempotent by payment id. */
export function authorise(
  provider: PaymentProvider,
  paymentId: string,
  authorisation: Authorisation,
): Promise<ProviderAnswer> {
  return ask(provider, paymentId, "authorisation", authorisation);
}

/** Takes the amount that was set aside. Idempotent. */
export async function capture(provider: PaymentProvider, paymentId: string): Promise<void> {
  const { status } = await ask(provider, paymentId, "capture", {});
  if (status !== "CAPTURED") throw new Error(`payment ${paymentId} cannot be captured: it is ${status}`);
}

/**
 * Has the provider challenge the customer (strong customer authentication). It reports the outcome with the task token,
 * which it gets in the request's body.
 */
export function challenge(provider: PaymentProvider, paymentId: string, taskToken: string): Promise<ProviderAnswer> {
  return ask(provider, paymentId, "challenge", { taskToken });
}

/**
 * Voids an authorisation, refunds a capture, and refuses the payment if it comes later; of a declined one there is nothing to
 * void. Idempotent.
 */
export async function cancel(provider: PaymentProvider, paymentId: string): Promise<void> {
  const { status } = await ask(provider, paymentId, "cancellation", {});
  if (status !== "CANCELLED" && status !== "DECLINED") {
    throw new PaymentProviderUnavailable(`${provider} did not cancel payment ${paymentId}: it is ${status}`);
  }
}

async function ask(
  provider: PaymentProvider,
  paymentId: string,
  action: string,
  body: object,
): Promise<ProviderAnswer> {
  const url = new URL(`${provider}/payments/${encodeURIComponent(paymentId)}/${action}`, providerUrl());
  const response = await send(url, body);
  if (response.status >= 500 || response.status === 429) {
    throw new PaymentProviderUnavailable(`${provider} answered ${response.status} to ${action} of ${paymentId}`);
  }
  const answer = answerSchema.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) {
    throw new PaymentProviderUnavailable(`${provider} gave an answer that makes no sense to ${action} of ${paymentId}`);
  }
  const { status, reason } = answer.data;
  if (action === "cancellation") return answer.data;
  if (status === "DECLINED") throw new PaymentDeclined(reason ?? "declined");
  if (status === "CANCELLED") throw new PaymentCancelled(`payment ${paymentId} was cancelled`);
  return answer.data;
}

async function send(url: URL, body: object): Promise<Response> {
  try {
    return await fetch(url, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(Number(process.env.PAYMENT_PROVIDER_TIMEOUT_MS ?? defaultTimeoutMs)),
    });
  } catch (error) {
    throw new PaymentProviderUnavailable(`no answer from ${url.origin}: ${String(error)}`);
  }
}

function providerUrl(): string {
  const url = process.env.PAYMENT_PROVIDER_URL;
  if (url === undefined) throw new Error("PAYMENT_PROVIDER_URL is not set: it is the address of the payment providers");
  return url.endsWith("/") ? url : `${url}/`;
}
