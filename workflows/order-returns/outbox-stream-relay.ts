import { matches, workflow } from "setpiece";
import { z } from "zod";
import { InvalidEvent } from "../../tasks/errors.js";
import { returnEvents } from "../../tasks/resources.js";
import type { ChangeRecord } from "../../tasks/wiring/pipe-records.js";

/** An event as it lies in the outbox. */
const entrySchema = z.object({
  detailType: z.object({ S: z.string().min(1) }),
  /** JSON text. */
  detail: z.object({ S: z.string().min(2) }),
});

/**
 * Publishes what was written to the outbox, in the order of the table's stream. A batch that fails comes again, so an event
 * may come twice, never not at all. What leaves the outbox again is no news.
 *
 * @throws InvalidEvent when an entry is no event
 */
export const outboxStreamRelay = workflow(
  "outbox-stream-relay",
  async (records: readonly ChangeRecord[]): Promise<void> => {
    for (const record of records) {
      if (record.eventName !== "INSERT") continue;
      const entry = record.dynamodb.NewImage;
      if (!matches(entrySchema, entry)) throw new InvalidEvent("an entry of the outbox has a detailType and a detail");
      await returnEvents.publish(entry.detailType.S, JSON.parse(entry.detail.S), {
        retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 4, jitter: "full" },
      });
    }
  },
  { type: "EXPRESS" },
);
