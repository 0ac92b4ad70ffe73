import { matches, workflow } from "setpiece";
import { InvalidOrder } from "../../tasks/errors.js";
import { type MarketplaceOrder, marketplaceOrderSchema } from "../../tasks/orders/marketplace-order.js";
import { marketplaceOrders } from "../../tasks/resources.js";

/** What else an order must have is looked at where it is booked, by the whole schema. */
const acceptedSchema = marketplaceOrderSchema.pick({ orderId: true, lines: true });

export interface IntakeReceipt {
  readonly orderId: string;
  readonly status: "ACCEPTED";
}

/**
 * Takes an order from a marketplace: what is answered `ACCEPTED` lies in the queue and is not lost any more. No Lambda
 * function takes part, so a spike meets nothing that has to scale.
 */
export const orderIntake = workflow(
  "order-intake",
  async (order: MarketplaceOrder): Promise<IntakeReceipt> => {
    if (!matches(acceptedSchema, order)) throw new InvalidOrder("an order has a number and lines");
    await marketplaceOrders.sendMessage(
      { MessageBody: JSON.stringify(order) },
      { retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 3, jitter: "full" } },
    );
    return { orderId: order.orderId, status: "ACCEPTED" };
  },
  { type: "EXPRESS", timeout: "30s" },
);
