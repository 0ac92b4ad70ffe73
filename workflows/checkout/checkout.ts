import { workflow } from "setpiece";
import { ConditionalCheckFailed, dynamodb } from "setpiece/aws/dynamodb";
import type { CheckoutRequest } from "../../tasks/basket/checkout-request.js";
import { priceBasket } from "../../tasks/basket/price-basket.js";
import { DuplicateRequest, InvalidBasket, OrderRejected, OutOfStock, PaymentDeclined } from "../../tasks/errors.js";
import { type FraudDecision, fraudReview } from "../../tasks/fraud/fraud-review.js";
import type { Currency, MinorUnits } from "../../tasks/money.js";
import { cancelPayment } from "../../tasks/payment/cancel-payment.js";
import {
  checkoutEvents,
  checkoutRequests,
  counters,
  orders,
  outbox,
  stockReservations,
} from "../../tasks/resources.js";
import { compensationRetry, decisionRetry, questionRetry, storeRetry } from "../../tasks/retry-rules.js";
import { releaseStock } from "../../tasks/stock/release-stock.js";
import { planStock, type StockRequest } from "../../tasks/stock/plan-stock.js";
import { setAside } from "../../tasks/stock/set-aside.js";
import { calculateTax, type TaxQuestion } from "../../tasks/tax/calculate-tax.js";
import { NoTaxThere, type TaxQuote, taxService } from "../../tasks/tax/tax-service.js";
import { paymentAuthorisation } from "../payment-authorisation/payment-authorisation.js";

/** Orders above this total wait for a person, in minor units of the order's currency. */
const fraudReviewLimit: MinorUnits = 50_000;

/** How long a request id is remembered, in seconds. */
const requestMemorySeconds = 30 * 86_400;

export interface Receipt {
  readonly orderNumber: string;
  readonly currency: Currency;
  readonly net: MinorUnits;
  readonly tax: MinorUnits;
  readonly total: MinorUnits;
}

/**
 * Turns a basket into a paid order.
 *
 * @throws InvalidBasket when the request makes no sense
 * @throws DuplicateRequest when the request became an order, or is becoming one, already
 * @throws OutOfStock when an article is sold out
 * @throws OrderRejected when the fraud review says no
 * @throws PaymentDeclined when the payment provider says no
 */
export const checkout = workflow("checkout", async (request: CheckoutRequest): Promise<Receipt> => {
  const { requestId, customer, shipping, payment } = request;
  const basket = await priceBasket(request);

  const counter = await counters.updateItem(
    {
      Key: { name: { S: "orders" } },
      UpdateExpression: "ADD #value :one",
      ExpressionAttributeNames: { "#value": "value" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    },
    { retry: storeRetry },
  );
  const orderNumber = `SO-${(counter.Attributes?.value?.N ?? "").padStart(8, "0")}`;

  // One request is one order. The order number tells our own record, found again by a retry, from that of another run.
  try {
    await checkoutRequests.putItem(
      {
        Item: {
          requestId: { S: requestId },
          orderNumber: { S: orderNumber },
          expiresAt: { N: String(Math.floor(Date.now() / 1000) + requestMemorySeconds) },
        },
        ConditionExpression: "attribute_not_exists(requestId) OR orderNumber = :own",
        ExpressionAttributeValues: { ":own": { S: orderNumber } },
      },
      { retry: storeRetry },
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailed)) throw error;
    throw new DuplicateRequest(`request ${requestId} was made before`);
  }

  // From here on there is something to undo. Each step that fails undoes itself, as it may have been carried out all the
  // same, and then everything before it, the last first. An undoing that fails for days ends the run where it stands:
  // redriven, the run goes on with it.
  let tax: MinorUnits;
  try {
    const [quote] = await Promise.all([
      taxFor({ country: shipping.country, region: shipping.region, lines: basket.lines }, basket.total),
      reserveStock({ reservationId: orderNumber, lines: basket.lines }),
    ]);
    tax = quote.amount;

    if (basket.total + tax > fraudReviewLimit) {
      // Whatever is no clear yes is a no: the answer may come from elsewhere than the inbox, which checks it.
      const decision: Partial<FraudDecision> = await fraudReview(
        {
          orderNumber,
          customerId: customer.id,
          email: customer.email,
          country: shipping.country,
          currency: basket.currency,
          total: basket.total + tax,
          lines: basket.lines,
        },
        { timeout: "24h", retry: questionRetry },
      );
      if (decision.approved !== true) throw new OrderRejected(decision.reason ?? "the order was not approved");
    }
  } catch (error) {
    await releaseStock({ reservationId: orderNumber }, { retry: compensationRetry });
    throw error;
  }
  const total = basket.total + tax;

  try {
    await paymentAuthorisation({
      paymentId: orderNumber,
      amount: total,
      currency: basket.currency,
      country: shipping.country,
      token: payment.token,
    });
  } catch (error) {
    // Of a payment that was declined there is nothing to give back.
    if (!(error instanceof PaymentDeclined)) {
      await cancelPayment({ paymentId: orderNumber, country: shipping.country }, { retry: compensationRetry });
    }
    await releaseStock({ reservationId: orderNumber }, { retry: compensationRetry });
    throw error;
  }

  const event = {
    eventId: `${orderNumber}-placed`,
    orderNumber,
    customer,
    shipping,
    currency: basket.currency,
    net: basket.total,
    tax,
    total,
    lines: basket.lines,
  };
  try {
    // The order, its event and the sale of the reserved stock come into being together, or not at all.
    await dynamodb.transactWriteItems(
      {
        ClientRequestToken: orderNumber,
        TransactItems: [
          {
            Put: {
              TableName: orders.name,
              Item: {
                orderNumber: { S: orderNumber },
                customerId: { S: customer.id },
                status: { S: "PLACED" },
                currency: { S: basket.currency },
                net: { N: String(basket.total) },
                tax: { N: String(tax) },
                total: { N: String(total) },
              },
              ConditionExpression: "attribute_not_exists(orderNumber)",
            },
          },
          {
            Put: {
              TableName: outbox.name,
              Item: {
                eventId: { S: event.eventId },
                detailType: { S: "OrderPlaced" },
                detail: { S: JSON.stringify(event) },
              },
            },
          },
          {
            Update: {
              TableName: stockReservations.name,
              Key: { reservationId: { S: orderNumber } },
              UpdateExpression: "SET #status = :sold",
              ConditionExpression: "#status = :reserved",
              ExpressionAttributeNames: { "#status": "status" },
              ExpressionAttributeValues: { ":sold": { S: "SOLD" }, ":reserved": { S: "RESERVED" } },
            },
          },
        ],
      },
      { retry: storeRetry },
    );
  } catch (error) {
    if (await cancelOrder(orderNumber, customer.id)) {
      await cancelPayment({ paymentId: orderNumber, country: shipping.country }, { retry: compensationRetry });
      await releaseStock({ reservationId: orderNumber }, { retry: compensationRetry });
      throw error;
    }
  }

  // From here on the order stands.
  try {
    await checkoutEvents.publish("OrderPlaced", event, { retry: storeRetry });
    await outbox.deleteItem({ Key: { eventId: { S: event.eventId } } }, { retry: storeRetry });
  } catch {
    // The event stays in the outbox; the relay publishes it.
  }
  return { orderNumber, currency: basket.currency, net: basket.total, tax, total };
});

/**
 * Decides what became of an order whose transaction was not answered well: a cancelled order under its number keeps the
 * transaction from being carried out, should it still be on its way.
 *
 * @returns false when the transaction was quicker: the order is placed, and only the answer was lost
 */
async function cancelOrder(orderNumber: string, customerId: string): Promise<boolean> {
  try {
    await orders.putItem(
      {
        Item: { orderNumber: { S: orderNumber }, customerId: { S: customerId }, status: { S: "CANCELLED" } },
        ConditionExpression: "attribute_not_exists(orderNumber) OR #status = :cancelled",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":cancelled": { S: "CANCELLED" } },
      },
      { retry: decisionRetry },
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailed)) throw error;
    return false;
  }
}

/**
 * What the tax service says; when it is slow or down or talks nonsense, what the shop's own table of rates says: the sale
 * goes on.
 *
 * @param net what the goods cost: no tax is higher
 */
async function taxFor(question: TaxQuestion, net: MinorUnits): Promise<TaxQuote> {
  try {
    const { ResponseBody: quote } = await taxService.post<Partial<TaxQuote> | string | null>("/quotes", {
      body: question,
    });
    const amount = quote === null || typeof quote === "string" ? undefined : quote.amount;
    if (typeof amount === "number" && Number.isInteger(amount) && amount >= 0 && amount <= net) return { amount };
  } catch (error) {
    if (error instanceof NoTaxThere) {
      throw new InvalidBasket("the tax service says that the shop does not sell there");
    }
  }
  return await calculateTax(question);
}

/** Has the warehouses set the order's pieces aside, all at once; where one ran short meanwhile, others are asked. */
async function reserveStock({ reservationId, lines }: StockRequest): Promise<void> {
  let round = 0;
  let open = lines;
  do {
    const plan = await planStock({ reservationId, lines: open });
    if (plan.missing.length > 0) throw new OutOfStock(plan.missing.join(", "));
    const answers = await Promise.all(
      plan.parts.map((part) => setAside({ reservationId, round, warehouse: part.warehouse, lines: part.lines })),
    );
    open = answers.flatMap((answer) => answer.refused);
    round += 1;
  } while (open.length > 0);
}
