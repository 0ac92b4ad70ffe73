import type { EventDetail, HistoryEvent } from "../core/history-event.js";
import type { JsonObject, JsonValue } from "../json.js";

const included = { truncated: false };

/** Members of details that are JSON documents: text on the wire. */
const documents: ReadonlySet<string> = new Set(["input", "output", "parameters", "taskCredentials"]);
/** Documents whose `…Details` say that nothing was cut off. */
const detailed: ReadonlySet<string> = new Set(["input", "output"]);

/** Members that `includeExecutionData: false` leaves out. */
const executionData: ReadonlySet<string> = new Set(["input", "output", "parameters", "assignedVariables"]);

/** Event types whose details have another name than the type; `undefined`: the type has no details. */
function detailsName(type: string): string {
  if (type.endsWith("StateEntered")) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** An event as GetExecutionHistory answers it. */
export function historyEventView(event: HistoryEvent, includeExecutionData = true): JsonObject {
  const { id, previousEventId, timestampMs, type, details } = event;
  const view: Record<string, JsonValue> = { timestamp: timestampMs / 1000, type, id, previousEventId };
  if (details !== undefined) view[detailsName(type)] = detailsView(details, includeExecutionData);
  return view;
}

/** The details of an event as they are on the wire. */
export function detailsView(details: Readonly<Record<string, EventDetail>>, includeExecutionData: boolean): JsonObject {
  const view: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(details)) {
    if (value === undefined) continue;
    if (!includeExecutionData && executionData.has(key)) continue;
    if (key === "assignedVariables") {
      view[key] = Object.fromEntries(
        Object.entries(value as JsonObject).map(([name, text]) => [name, JSON.stringify(text)]),
      );
      view.assignedVariablesDetails = included;
      continue;
    }
    if (key === "taskCredentials") {
      view[key] = value;
      continue;
    }
    view[key] = documents.has(key) ? JSON.stringify(value) : value;
    if (detailed.has(key)) view[`${key}Details`] = included;
  }
  return view;
}
