import { map, start, workflow } from "setpiece";
import { sessions } from "../../tasks/resources.js";
import { sessionCleanup } from "./session-cleanup.js";

export interface SweepRequest {
  /** Sessions that were last seen before this are taken: epoch milliseconds. */
  readonly seenBefore: number;
}

export interface SweepResult {
  readonly started: number;
}

/**
 * Starts the clean-up of open sessions that were seen last long ago: those whose watcher was lost. Runs on a schedule; a
 * session that is watched twice is closed once.
 */
export const sessionSweep = workflow("session-sweep", async ({ seenBefore }: SweepRequest): Promise<SweepResult> => {
  let started = 0;
  let page = await sessions.scan({
    FilterExpression: "#status = :open AND lastSeenAt < :before",
    ProjectionExpression: "sessionId",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":open": { S: "OPEN" }, ":before": { N: String(seenBefore) } },
  });
  for (;;) {
    const found = (page.Items ?? []).map((item) => item.sessionId?.S ?? "");
    await map(found, { concurrency: 20 }, async (sessionId) => {
      await start(sessionCleanup, { sessionId });
    });
    started += found.length;
    const next = page.LastEvaluatedKey?.sessionId?.S;
    if (next === undefined) return { started };
    page = await sessions.scan({
      FilterExpression: "#status = :open AND lastSeenAt < :before",
      ProjectionExpression: "sessionId",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":open": { S: "OPEN" }, ":before": { N: String(seenBefore) } },
      ExclusiveStartKey: { sessionId: { S: next } },
    });
  }
});
