import { validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { decimal, isJsonObject, list, type ShapeValue, structure, text } from "../../wire/shape.js";
import { busNameOf, type EventBridgeState } from "../bus-state.js";
import { eventTime } from "../event-envelope.js";
import { InvalidPattern } from "../pattern/event-pattern.js";
import { matchesPattern } from "../pattern/match-event.js";
import { parsePatternText } from "../pattern/parse-pattern.js";
import { publishEvent } from "../publish-event.js";
import { invalidPattern } from "./invalid-pattern.js";
import { busName } from "./rules.js";

const maxRequestBytes = 256 * 1024;
const maxNesting = 1000;

const entryShape = structure({
  Time: decimal,
  Source: text(),
  Resources: list(text()),
  DetailType: text(),
  Detail: text(),
  EventBusName: busName,
  TraceHeader: text({ min: 1, max: 500 }),
});
const putShape = structure({ Entries: list(entryShape, { min: 1, max: 10 }) }, ["Entries"]);
const testShape = structure({ EventPattern: text({ max: 4096 }), Event: text() }, ["EventPattern", "Event"]);

type Entry = ShapeValue<typeof entryShape>;
type EntryResult = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/**
 * Publishes up to ten events. An event for a bus that does not exist gets an id and goes nowhere, as on AWS; it shows
 * among the published events.
 */
export function putEvents(state: EventBridgeState, json: unknown): unknown {
  const { Entries } = readInput(putShape, json);
  if (Entries.reduce((bytes, entry) => bytes + entryBytes(entry), 0) > maxRequestBytes)
    throw validationError("Total size of the entries in the request is over the limit.");
  const results = Entries.map((entry) => putEvent(state, entry));
  return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
}

/** Whether an event, which must have the fields of one, matches a pattern. */
export function testEventPattern(_state: EventBridgeState, json: unknown): unknown {
  const request = readInput(testShape, json);
  const event = parseEvent(request.Event);
  try {
    return { Result: matchesPattern(parsePatternText(request.EventPattern), event) };
  } catch (error) {
    throw error instanceof InvalidPattern ? invalidPattern(error) : error;
  }
}

function putEvent(state: EventBridgeState, entry: Entry): EntryResult {
  for (const name of ["Source", "DetailType", "Detail"] as const) {
    if (entry[name] === undefined || entry[name] === "")
      return {
        ErrorCode: "InvalidArgument",
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
  }
  // The names of AWS's own services are not for others.
  if (entry.Source?.startsWith("aws.") === true)
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  const detail = parseObject(entry.Detail ?? "");
  if (detail === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  const EventId = state.newId();
  publishEvent(state, busNameOf(entry.EventBusName), {
    version: "0",
    id: EventId,
    "detail-type": entry.DetailType ?? "",
    source: entry.Source ?? "",
    account: state.accountId,
    time: eventTime(entry.Time === undefined ? state.clock.nowMs() : entry.Time * 1000),
    region: state.region,
    resources: entry.Resources ?? [],
    detail,
  });
  return { EventId };
}

function parseEvent(source: string): Readonly<Record<string, unknown>> {
  const event = parseObject(source);
  const required = ["id", "account", "source", "time", "region", "resources", "detail-type"];
  const missing = event === undefined ? undefined : required.find((name) => !Object.hasOwn(event, name));
  if (event === undefined) throw validationError("Parameter Event is not valid. Reason: Event is not a JSON object.");
  if (missing !== undefined)
    throw validationError(`Parameter Event is not valid. Reason: Event must contain the field ${missing}.`);
  return event;
}

function parseObject(source: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(source);
    return isJsonObject(json) && isShallow(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the nesting of a value is within what everything that reads events can take. */
function isShallow(json: unknown): boolean {
  let level: readonly unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxNesting) return false;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return true;
}

/** @see AWS page "Calculating Amazon EventBridge PutEvents event entry size" */
function entryBytes(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const bytes = texts.reduce((sum, part) => sum + Buffer.byteLength(part ?? ""), 0);
  return bytes + (entry.Time === undefined ? 0 : 14);
}
