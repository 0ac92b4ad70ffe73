import { execution, map, sleep, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { InvalidOrder } from "../../tasks/errors.js";
import { bookOrder } from "../../tasks/orders/book-order.js";
import { leases, marketplaceEvents, marketplaceOrders } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

export interface DrainResult {
  readonly booked: number;
  readonly refused: number;
  /** Orders that the desk could not book now; they come out of the queue again in five minutes. */
  readonly postponed: number;
}

/** Batches that one run takes, so that its history stays far below 25,000 events. */
const mostBatches = 100;

/** Longer than a batch and the pause after it take, in milliseconds. */
const leaseMs = 300_000;

/**
 * Brings orders from the queue to the order desk, at the pace that the desk can bear: five at once, and a pause whenever it
 * asks for patience. Started every minute; a run that finds another at work ends at once.
 */
export const orderDrain = workflow("order-drain", async (): Promise<DrainResult> => {
  let booked = 0;
  let refused = 0;
  let postponed = 0;
  let open = 0;
  const run = execution().id;
  for (let batch = 0; batch < mostBatches; batch++) {
    // Some of the batch before were postponed: a desk that is hard pressed gets a rest.
    if (open > 0) await sleep("20s");
    if (!(await holdLease(run))) return { booked, refused, postponed };
    const received = await marketplaceOrders.receiveMessage({ MaxNumberOfMessages: 10 }, { retry: storeRetry });
    const messages = received.Messages ?? [];
    if (messages.length === 0) break;
    const outcomes = await map(messages, { concurrency: 5 }, async ({ Body: body = "", ReceiptHandle }) => {
      let outcome = "booked";
      try {
        await bookOrder({ body }, { timeout: "10s" });
      } catch (error) {
        // Whatever is not the order's own fault leaves it in the queue.
        if (!(error instanceof InvalidOrder)) return "postponed";
        await marketplaceEvents.publish("OrderRefused", { order: body, reason: error.message }, { retry: storeRetry });
        outcome = "refused";
      }
      await marketplaceOrders.deleteMessage({ ReceiptHandle }, { retry: storeRetry });
      return outcome;
    });
    booked += outcomes.filter((outcome) => outcome === "booked").length;
    refused += outcomes.filter((outcome) => outcome === "refused").length;
    open = outcomes.filter((outcome) => outcome === "postponed").length;
    postponed += open;
    // A desk that books nothing is down: the next run will see.
    if (open === messages.length) break;
  }
  await dropLease(run);
  return { booked, refused, postponed };
});

/** Lets the next run in. Whoever took a lapsed lease over keeps it. */
async function dropLease(run: string): Promise<void> {
  try {
    await leases.deleteItem(
      {
        Key: { name: { S: "order-drain" } },
        ConditionExpression: "heldBy = :run",
        ExpressionAttributeValues: { ":run": { S: run } },
      },
      { retry: storeRetry },
    );
  } catch {
    // The lease lapses by itself.
  }
}

/** True while this run is the one that drains. A run that broke off holds the lease for five minutes at most. */
async function holdLease(run: string): Promise<boolean> {
  try {
    await leases.updateItem(
      {
        Key: { name: { S: "order-drain" } },
        UpdateExpression: "SET heldBy = :run, heldUntil = :until",
        ConditionExpression: "attribute_not_exists(heldBy) OR heldBy = :run OR heldUntil < :now",
        ExpressionAttributeValues: {
          ":run": { S: run },
          ":now": { N: `${Date.now()}` },
          ":until": { N: `${Date.now() + leaseMs}` },
        },
      },
      { retry: storeRetry },
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailed)) throw error;
    return false;
  }
}
