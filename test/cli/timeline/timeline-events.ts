import type { HistoryEvent } from "@aws-sdk/client-sfn";

const begin = Date.parse("2026-11-27T06:00:00.000Z");

/** Builds a history: each row is the previous event's id, the milliseconds since the start, and the event. */
export function history(
  ...rows: readonly [previous: number, ms: number, event: Partial<HistoryEvent>][]
): HistoryEvent[] {
  return rows.map(([previousEventId, ms, event], index) => ({
    id: index + 1,
    previousEventId,
    timestamp: new Date(begin + ms),
    type: "ExecutionStarted",
    ...event,
  }));
}

export const started: Partial<HistoryEvent> = { type: "ExecutionStarted" };

export function entered(type: string, name: string): Partial<HistoryEvent> {
  return { type: `${type}StateEntered` as NonNullable<HistoryEvent["type"]>, stateEnteredEventDetails: { name } };
}

export function exited(type: string, name: string, output: unknown): Partial<HistoryEvent> {
  const stateExitedEventDetails = { name, output: JSON.stringify(output) };
  return { type: `${type}StateExited` as NonNullable<HistoryEvent["type"]>, stateExitedEventDetails };
}

const task = { resourceType: "lambda", resource: "invoke" };

export function scheduled(resourceType = "lambda", resource = "invoke"): Partial<HistoryEvent> {
  const taskScheduledEventDetails = { resourceType, resource, region: "us-east-1", parameters: "{}" };
  return { type: "TaskScheduled", taskScheduledEventDetails };
}

export function succeeded(output: unknown): Partial<HistoryEvent> {
  return { type: "TaskSucceeded", taskSucceededEventDetails: { ...task, output: JSON.stringify(output) } };
}

export function submitted(output: unknown): Partial<HistoryEvent> {
  return { type: "TaskSubmitted", taskSubmittedEventDetails: { ...task, output: JSON.stringify(output) } };
}

export function failed(error: string, cause: string): Partial<HistoryEvent> {
  return { type: "TaskFailed", taskFailedEventDetails: { ...task, error, cause } };
}

export function executionSucceeded(output: unknown): Partial<HistoryEvent> {
  return { type: "ExecutionSucceeded", executionSucceededEventDetails: { output: JSON.stringify(output) } };
}

export function executionFailed(error: string, cause: string): Partial<HistoryEvent> {
  return { type: "ExecutionFailed", executionFailedEventDetails: { error, cause } };
}
