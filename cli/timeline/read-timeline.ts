import { type HistoryEvent, paginateGetExecutionHistory, type SFNClient } from "@aws-sdk/client-sfn";
import { type ExecutionEnd, readEnd, readVisits, type StateVisit } from "./state-visit.js";

/** An execution as people read it: its visits to states, with the executions that they waited for. */
export interface Timeline {
  readonly executionArn: string;
  readonly machine: string;
  readonly visits: readonly TimelineVisit[];
  readonly end: ExecutionEnd;
  /** State transitions: states entered and tasks tried again. Those of nested executions are their own. */
  readonly transitions: number;
}

export interface TimelineVisit extends StateVisit {
  readonly nested?: Timeline;
}

/** Reads the history of an execution, and those of the executions that it waited for. */
export async function readTimeline(client: SFNClient, executionArn: string): Promise<Timeline> {
  const events: HistoryEvent[] = [];
  const pages = paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn, includeExecutionData: true });
  for await (const page of pages) events.push(...(page.events ?? []));
  return timelineOf(client, executionArn, events);
}

/** The timeline of a history that has been read already. */
export async function timelineOf(
  client: SFNClient,
  executionArn: string,
  events: readonly HistoryEvent[],
): Promise<Timeline> {
  const visits: TimelineVisit[] = [];
  for (const visit of readVisits(events)) {
    const { nestedExecution } = visit;
    const nested = nestedExecution === undefined ? {} : { nested: await readTimeline(client, nestedExecution) };
    visits.push({ ...visit, ...nested });
  }
  return {
    executionArn,
    machine: executionArn.split(":")[6] ?? executionArn,
    visits,
    end: readEnd(events),
    transitions: visits.reduce((sum, { attempts }) => sum + Math.max(1, attempts), 0),
  };
}
