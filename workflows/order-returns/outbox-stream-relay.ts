import { workflow } from "setpiece";
import { returnEvents } from "../../tasks/resources.js";
import type { ChangeRecord } from "../../tasks/wiring/pipe-records.js";

/**
 * Publishes what was written to the outbox, in the order of the table's stream. A batch that fails comes again, so an event
 * may come twice, never not at all. What leaves the outbox again is no news.
 */
export const outboxStreamRelay = workflow(
  "outbox-stream-relay",
  async (records: readonly ChangeRecord[]): Promise<void> => {
    for (const record of records) {
      const event = record.dynamodb.NewImage;
      if (record.eventName !== "INSERT" || event === undefined) continue;
      await returnEvents.publish(event.detailType?.S ?? "", JSON.parse(event.detail?.S ?? "{}"), {
        retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 4, jitter: "full" },
      });
    }
  },
  { type: "EXPRESS" },
);
