import { workflow } from "setpiece";
import { InvalidOrder } from "../../tasks/errors.js";
import type { MarketplaceOrder } from "../../tasks/orders/marketplace-order.js";
import { marketplaceOrders } from "../../tasks/resources.js";

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
  async (order: Partial<MarketplaceOrder>): Promise<IntakeReceipt> => {
    const { orderId, lines } = order;
    // What else an order must have is looked at where it is booked, by the schema.
    if (typeof orderId !== "string" || orderId === "" || !Array.isArray(lines) || lines.length === 0)
      throw new InvalidOrder("an order has a number and lines");
    await marketplaceOrders.sendMessage(
      { MessageBody: JSON.stringify(order) },
      { retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 3, jitter: "full" } },
    );
    return { orderId, status: "ACCEPTED" };
  },
  { type: "EXPRESS", timeout: "30s" },
);
