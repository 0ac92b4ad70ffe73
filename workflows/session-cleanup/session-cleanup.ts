import { execution, matches, sleepUntil, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { InvalidSession } from "../../tasks/errors.js";
import { sessionEvents, sessions } from "../../tasks/resources.js";
import { compensationRetry, storeRetry } from "../../tasks/retry-rules.js";
import { releaseStock } from "../../tasks/stock/release-stock.js";

/** After this long without a click a visit is over, in milliseconds. */
const idleMs = 30 * 60 * 1000;

const requestSchema = z.object({ sessionId: z.string().min(1) });
export type SessionToWatch = Readonly<z.infer<typeof requestSchema>>;

export interface SessionEnd {
  readonly sessionId: string;
  /** `GONE`: somebody else closed the session, or it never was. */
  readonly status: "CLOSED" | "GONE";
}

/** Watches one visit to the shop, and tidies up behind it when the visitor has gone. */
export const sessionCleanup = workflow(
  "session-cleanup",
  async (request: SessionToWatch): Promise<SessionEnd> => {
    const sessionId = matches(requestSchema, request) ? request.sessionId : "no session";
    let session = await sessions.getItem(
      { Key: { sessionId: { S: sessionId } }, ConsistentRead: true },
      { retry: storeRetry },
    );
    while (session.Item?.status?.S === "OPEN") {
      const lastSeenAt = session.Item.lastSeenAt?.N ?? "0";
      const basketId = session.Item.basketId?.S;
      await sleepUntil(new Date(Number(lastSeenAt) + idleMs).toISOString());

      // The condition is the second look: whoever was seen meanwhile is not shown out. A retry finds what this run has
      // closed, where the answer to that was lost.
      let closed = true;
      try {
        await sessions.updateItem(
          {
            Key: { sessionId: { S: sessionId } },
            UpdateExpression: "SET #status = :closed, closedBy = :run",
            ConditionExpression: "(#status = :open AND lastSeenAt = :seen) OR closedBy = :run",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: {
              ":closed": { S: "CLOSED" },
              ":open": { S: "OPEN" },
              ":seen": { N: lastSeenAt },
              ":run": { S: execution().id },
            },
          },
          { retry: storeRetry },
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailed)) throw error;
        closed = false;
      }
      if (closed) {
        if (basketId !== undefined) await releaseStock({ reservationId: basketId }, { retry: compensationRetry });
        await sessionEvents.publish(
          "SessionClosed",
          { sessionId, lastSeenAt: Number(lastSeenAt) },
          { retry: storeRetry },
        );
        return { sessionId, status: "CLOSED" };
      }
      session = await sessions.getItem(
        { Key: { sessionId: { S: sessionId } }, ConsistentRead: true },
        { retry: storeRetry },
      );
    }
    // Said behind the look at the table, it takes no state of its own.
    if (!matches(requestSchema, request)) throw new InvalidSession("a request has a sessionId");
    return { sessionId, status: "GONE" };
  },
  { timeout: "7d" },
);
