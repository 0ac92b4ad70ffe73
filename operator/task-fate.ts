import { isDeepStrictEqual } from "node:util";
import {
  GetExecutionHistoryCommand,
  type GetExecutionHistoryCommandOutput,
  type HistoryEvent,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { type Decision, type InboxTask, rejectionErrorName } from "./inbox-task.js";

/** What became of a task whose token Step Functions no longer takes. */
export type TaskFate =
  | { readonly kind: "delivered"; readonly at: string }
  | { readonly kind: "expired" | "stopped" | "answered-elsewhere"; readonly at?: string };

/**
 * Finds out what became of a task, from the history of its execution.
 *
 * The service says `TaskTimedOut` of every token that it does not know, answered or expired. The history tells them
 * apart: the task id stands in the parameters of the event `TaskScheduled`, and its successors say how the task ended.
 */
export async function readTaskFate(client: SFNClient, task: InboxTask, decision: Decision): Promise<TaskFate> {
  let own: Set<number> | undefined;
  let last: HistoryEvent | undefined;
  for await (const event of readHistory(client, task.execution)) {
    last = event;
    if (own === undefined) {
      if (schedules(event, task.taskId)) own = new Set([event.id ?? 0]);
      continue;
    }
    if (!own.has(event.previousEventId ?? -1)) continue;
    own.add(event.id ?? 0);
    const fate = fateOf(event, decision);
    if (fate !== undefined) return fate;
  }
  const ended = last?.type !== undefined && /^Execution(Aborted|Failed|TimedOut|Succeeded)$/.test(last.type);
  return ended ? { kind: "stopped", ...at(last) } : { kind: "stopped" };
}

async function* readHistory(client: SFNClient, executionArn: string): AsyncGenerator<HistoryEvent> {
  let nextToken: string | undefined;
  do {
    const page: GetExecutionHistoryCommandOutput = await client.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, includeExecutionData: true, nextToken }),
    );
    yield* page.events ?? [];
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

function schedules(event: HistoryEvent, taskId: string): boolean {
  if (event.type !== "TaskScheduled") return false;
  const parameters = parseJson(event.taskScheduledEventDetails?.parameters) as
    { readonly Item?: { readonly taskId?: { readonly S?: string } } } | undefined;
  return parameters?.Item?.taskId?.S === taskId;
}

function fateOf(event: HistoryEvent, decision: Decision): TaskFate | undefined {
  switch (event.type) {
    case "TaskSucceeded": {
      const output = parseJson(event.taskSucceededEventDetails?.output);
      const ours = decision.kind === "complete" && isDeepStrictEqual(output, decision.answer);
      return { kind: ours ? "delivered" : "answered-elsewhere", ...at(event) };
    }
    case "TaskFailed": {
      const { error, cause } = event.taskFailedEventDetails ?? {};
      const ours = decision.kind === "reject" && error === rejectionErrorName && cause === decision.reason;
      return { kind: ours ? "delivered" : "answered-elsewhere", ...at(event) };
    }
    case "TaskTimedOut":
      return { kind: "expired", ...at(event) };
    case "TaskStateAborted":
      return { kind: "stopped", ...at(event) };
    default:
      return undefined;
  }
}

function at(event: HistoryEvent | undefined): { readonly at: string } {
  return { at: (event?.timestamp ?? new Date(0)).toISOString() };
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
