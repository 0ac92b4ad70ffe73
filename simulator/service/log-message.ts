import { detailsView } from "../api/history-view.js";
import type { HistoryEvent } from "../core/history-event.js";
import type { JsonObject, JsonValue } from "../json.js";

/** Bytes of an input or output as it stands escaped in a message; longer ones are cut. */
const maxEscapedBytes = 248 * 1024;

/** What of an event's surroundings stands in its message. */
export interface LogContext {
  readonly executionArn: string;
  readonly redriveCount: number;
  readonly includeExecutionData: boolean;
}

/**
 * An event as the service logs it. The names are in the order in which AWS writes them.
 *
 * @see AWS Step Functions developer guide, "Using CloudWatch Logs to log execution history in Step Functions"
 */
export function logMessage(event: HistoryEvent, context: LogContext): string {
  const { id, type, previousEventId, timestampMs, details } = event;
  const view = details === undefined ? {} : detailsView(details, context.includeExecutionData);
  return JSON.stringify({
    details: sorted(cut(cut(view, "input"), "output")),
    redrive_count: String(context.redriveCount),
    id: String(id),
    type,
    previous_event_id: String(previousEventId),
    event_timestamp: String(Math.floor(timestampMs)),
    execution_arn: context.executionArn,
  });
}

function sorted(view: JsonObject): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const name of Object.keys(view).sort()) result[name] = view[name] ?? null;
  return result;
}

/** Cuts a document that is too long when it is escaped, and says so. */
function cut(view: JsonObject, name: "input" | "output"): JsonObject {
  const text = view[name];
  // A character takes six bytes at most: `\u0001`.
  if (typeof text !== "string" || text.length * 6 <= maxEscapedBytes || escapedBytes(text) <= maxEscapedBytes)
    return view;
  return { ...view, [name]: fitting(text), [`${name}Details`]: { truncated: true } };
}

const escapedBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** The longest beginning that fits and ends with a whole character. */
function fitting(text: string): string {
  let fits = 0;
  let tooLong = text.length;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (escapedBytes(text.slice(0, middle)) <= maxEscapedBytes) fits = middle;
    else tooLong = middle;
  }
  const last = text.charCodeAt(fits - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, isHalf ? fits - 1 : fits);
}
