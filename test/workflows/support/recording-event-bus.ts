import type { HttpHandler } from "setpiece/simulator";

/** An event as it was put on a bus. */
export interface RecordedEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
}

interface Entry {
  readonly EventBusName?: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** An EventBridge that takes every event and keeps it. */
export function recordingEventBus(events: RecordedEvent[]): HttpHandler {
  return async ({ body }) => {
    const { Entries } = JSON.parse(body.toString()) as { Entries: Entry[] };
    for (const { EventBusName = "default", Source, DetailType, Detail } of Entries) {
      const detail = JSON.parse(Detail) as Record<string, unknown>;
      events.push({ bus: EventBusName, source: Source, detailType: DetailType, detail });
    }
    const answer = { FailedEntryCount: 0, Entries: Entries.map((_entry, index) => ({ EventId: `event-${index}` })) };
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(answer) };
  };
}
