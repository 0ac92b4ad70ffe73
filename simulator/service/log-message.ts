import { detailsView } from "../api/history-view.js";
import type { HistoryEvent } from "../core/history-event.js";
import type { JsonObject } from "../json.js";

/** Bytes of an input or output as it stands escaped in a message; longer ones are cut. */
const maxEscapedBytes = 248 * 1024;

/** What of an event's surroundings stands in its message. */
export interface LogContext {
  /** As JSON. */
  readonly executionArn: string;
  readonly redriveCount: number;
  readonly includeExecutionData: boolean;
}

/**
 * An event as the service logs it, with the members in the order in which AWS writes them. The text is put together by
 * hand: there is one for every event of an execution.
 *
 * @see AWS Step Functions developer guide, "Using CloudWatch Logs to log execution history in Step Functions"
 */
export function logMessage(
  { id, type, previousEventId, timestampMs, details }: HistoryEvent,
  { executionArn, redriveCount, includeExecutionData }: LogContext,
): string {
  const text = details === undefined ? "{}" : detailsText(detailsView(details, includeExecutionData));
  // Joined, not concatenated: a text that is kept should be one piece.
  return [
    '{"details":',
    text,
    ',"redrive_count":"',
    redriveCount,
    '","id":"',
    id,
    '","type":"',
    type,
    '","previous_event_id":"',
    previousEventId,
    '","event_timestamp":"',
    Math.floor(timestampMs),
    '","execution_arn":',
    executionArn,
    "}",
  ].join("");
}

function detailsText(view: JsonObject): string {
  const fitting = cut(cut(view, "input"), "output");
  let text = "";
  for (const name of Object.keys(fitting).sort())
    text += `${text === "" ? "" : ","}"${name}":${JSON.stringify(fitting[name])}`;
  return `{${text}}`;
}

/** Cuts a document that is too long when it is escaped, and says so. */
function cut(view: JsonObject, name: "input" | "output"): JsonObject {
  const text = view[name];
  // A character takes six bytes at most: `\u0001`.
  if (typeof text !== "string" || text.length * 6 <= maxEscapedBytes || escapedBytes(text) <= maxEscapedBytes)
    return view;
  return { ...view, [name]: beginning(text), [`${name}Details`]: { truncated: true } };
}

const escapedBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** The longest beginning that fits and ends with a whole character. */
function beginning(text: string): string {
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
