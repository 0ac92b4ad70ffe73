import { distributedMap, execution, map, s3JsonLines, start, workflow } from "setpiece";
import { sessionExports } from "../../tasks/resources.js";
import { batchRetry } from "../../tasks/retry-rules.js";
import { type ExportedSession, exportSessions } from "../../tasks/sessions/export-sessions.js";
import { sessionCleanup } from "./session-cleanup.js";

/** Without a moment of its own a sweep takes sessions that were last seen longer ago than this, in milliseconds. */
const lostAfterMs = 60 * 60 * 1000;

export interface SweepRequest {
  /** Sessions that were last seen before this are taken: epoch milliseconds. Default: an hour ago. */
  readonly seenBefore?: number;
  /**
   * The key of `manifest-files.json` of an export that DynamoDB made of the table, in the bucket `session-exports`.
   * Default: the sweep exports the table itself.
   */
  readonly manifest?: string;
}

export interface SweepResult {
  /** How many sessions the table had. */
  readonly sessions: number;
  /** How many of them are cleaned up from now on. */
  readonly started: number;
}

/**
 * Starts the clean-up of open sessions that were seen last long ago: those whose watcher was lost. Runs on a schedule, over
 * an export of the table, however many sessions it has; a session that is watched twice is closed once.
 */
export const sessionSweep = workflow("session-sweep", async (request: SweepRequest): Promise<SweepResult> => {
  const { seenBefore } = request;
  const { name: sweepId } = execution();
  // Checked there, whole, before anything is read.
  const { key, sessions } = await exportSessions({ ...request, sweepId });
  const before = seenBefore ?? Date.now() - lostAfterMs;
  // A batch that fails is no harm: the next sweep finds its sessions again. Many of them are: then the sweep fails.
  const started = await distributedMap(
    s3JsonLines<ExportedSession>({ bucket: sessionExports.name, key }),
    { itemsPerBatch: 50, concurrency: 20, type: "EXPRESS", label: "sessions", toleratedFailurePercentage: 20 },
    async (lines) => {
      const lost = lines.filter(({ Item }) => {
        // A line whose time is no number fails its batch: a state machine cannot keep NaN.
        const seenAt = Number(Item.lastSeenAt?.N ?? "0");
        return Item.status?.S === "OPEN" && seenAt < before;
      });
      await map(lost, { concurrency: 10 }, async ({ Item }) => {
        await start(sessionCleanup, { sessionId: Item.sessionId.S }, { retry: batchRetry });
      });
      return lost.length;
    },
  );
  return { sessions, started: started.reduce((sum, count) => sum + count, 0) };
});
