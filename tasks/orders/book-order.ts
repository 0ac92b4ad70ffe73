import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { lambda } from "setpiece";
import { z } from "zod";
import { InvalidOrder, OrderDeskBusy } from "../errors.js";
import { problemsIn } from "../invalid-input.js";
import { observed } from "../observed.js";
import { logger, metrics } from "../powertools.js";
import { marketplaceOrderSchema } from "./marketplace-order.js";

const answerSchema = z.object({ bookingId: z.string().min(1) });
export type Booking = z.infer<typeof answerSchema>;

/** How long the order desk may take, in milliseconds; `ORDER_DESK_TIMEOUT_MS` sets another time. */
const defaultTimeoutMs = 3_000;

/**
 * Books an order with the order desk, a service of another team. Idempotent by order id. It takes the order as the text that
 * the queue held, so that what no machine could read is refused and not lost.
 *
 * @throws InvalidOrder when the order makes no sense, or the desk refuses it
 * @throws OrderDeskBusy when the desk asks for patience or gives no sensible answer
 */
export const bookOrder = lambda(
  "bookOrder",
  observed(async ({ body }: { readonly body: string }): Promise<Booking> => {
    const order = marketplaceOrderSchema.safeParse(parsed(body));
    if (!order.success) throw new InvalidOrder(problemsIn(order.error));
    const url = new URL(`/orders/${encodeURIComponent(order.data.orderId)}`, deskUrl());
    const response = await put(url, order.data);
    if (response.status === 400 || response.status === 422) {
      throw new InvalidOrder(`the order desk refuses order ${order.data.orderId}`);
    }
    const answer = answerSchema.safeParse(await response.json().catch(() => undefined));
    if (response.ok && answer.success) {
      logger.info("order booked", { orderId: order.data.orderId, marketplace: order.data.marketplace });
      metrics.addMetric("OrdersBooked", MetricUnit.Count, 1);
      return answer.data;
    }
    logger.warn("order desk busy", { orderId: order.data.orderId, status: response.status });
    throw new OrderDeskBusy(`the order desk answered ${response.status} to order ${order.data.orderId}`);
  }),
  { timeout: "10s" },
);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function put(url: URL, body: object): Promise<Response> {
  const timeoutMs = Number(process.env.ORDER_DESK_TIMEOUT_MS ?? defaultTimeoutMs);
  try {
    return await fetch(url, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new OrderDeskBusy(`no answer from ${url.origin}: ${String(error)}`);
  }
}

function deskUrl(): string {
  const url = process.env.ORDER_DESK_URL;
  if (url === undefined) throw new Error("ORDER_DESK_URL is not set: it is the address of the order desk");
  return url;
}
