import { map, workflow } from "setpiece";
import { checkoutEvents, outbox } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

export interface RelayResult {
  readonly published: number;
}

/**
 * Publishes the events that lie in the outbox, and takes them out. Runs on a schedule: checkout publishes its events
 * itself and leaves behind only what it could not.
 */
export const outboxRelay = workflow("outbox-relay", async (): Promise<RelayResult> => {
  let published = 0;
  for (;;) {
    const page = await outbox.scan({ Limit: 100, ConsistentRead: true }, { retry: storeRetry });
    const events = page.Items ?? [];
    if (events.length === 0) return { published };
    // Published first and taken out then: what breaks off between the two is published again.
    await map(events, { concurrency: 10 }, async (event) => {
      const eventId = event.eventId?.S ?? "";
      await checkoutEvents.publish(event.detailType?.S ?? "", JSON.parse(event.detail?.S ?? "{}"), {
        retry: storeRetry,
      });
      await outbox.deleteItem({ Key: { eventId: { S: eventId } } }, { retry: storeRetry });
    });
    published += events.length;
  }
});
