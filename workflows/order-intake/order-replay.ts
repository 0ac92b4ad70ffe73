import { map, workflow } from "setpiece";
import { deadMarketplaceOrders, marketplaceOrders } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

export interface ReplayResult {
  readonly replayed: number;
}

/** Puts the orders that could not be booked back into the queue. An operator starts it when the order desk is well again. */
export const orderReplay = workflow("order-replay", async (): Promise<ReplayResult> => {
  let replayed = 0;
  for (;;) {
    const received = await deadMarketplaceOrders.receiveMessage({ MaxNumberOfMessages: 10 }, { retry: storeRetry });
    const messages = received.Messages ?? [];
    if (messages.length === 0) return { replayed };
    // Sent first and deleted then: what breaks off between the two comes twice, and is booked once.
    await map(messages, {}, async ({ Body, ReceiptHandle }) => {
      await marketplaceOrders.sendMessage({ MessageBody: Body }, { retry: storeRetry });
      await deadMarketplaceOrders.deleteMessage({ ReceiptHandle }, { retry: storeRetry });
    });
    replayed += messages.length;
  }
});
