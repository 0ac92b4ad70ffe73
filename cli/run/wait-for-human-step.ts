import { setTimeout as delay } from "node:timers/promises";
import { DescribeExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import type { InboxTask } from "../../operator/index.js";
import type { Inbox } from "../inbox/open-inbox.js";

const pollMs = 10;

/**
 * Waits until an execution ends or a human task that is not among the known ones waits.
 *
 * Tasks of nested executions count too: the tables are expected to serve this one run.
 *
 * `nothingYet` is called each time there is neither; what it throws ends the wait.
 *
 * @returns the task, or nothing when the execution has ended
 */
export async function waitForHumanStep(
  executionArn: string,
  stepFunctions: SFNClient,
  inboxes: readonly Inbox[],
  known: ReadonlySet<string> = new Set(),
  nothingYet: () => void = () => {},
): Promise<{ readonly task: InboxTask; readonly inbox: Inbox } | undefined> {
  for (;;) {
    const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== "RUNNING") return undefined;
    for (const inbox of inboxes) {
      const { tasks } = await inbox.repository.list({ status: ["PENDING"] });
      const task = tasks.find(({ taskId }) => !known.has(taskId));
      if (task !== undefined) return { task, inbox };
    }
    nothingYet();
    await delay(pollMs);
  }
}
