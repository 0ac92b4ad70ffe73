import { bool, list, structure, text } from "../../wire/shape.js";
import { parseFilterPattern } from "../filter-pattern/filter-pattern.js";
import { byTime, inTimeOrder, trimGroup } from "../log-events.js";
import {
  findGroup,
  findStream,
  invalidParameter,
  type LogEvent,
  type LogsState,
  type LogStream,
} from "../log-group.js";
import { eventLimit, groupIdentifier, groupName, nextToken, readRequest, streamName, time } from "../request-shapes.js";

/** What an answer has at most: its messages with what is said of each. */
const maxAnswerCharacters = 1_048_576;

const getShape = structure(
  {
    logGroupName: groupName,
    logGroupIdentifier: groupIdentifier,
    logStreamName: streamName,
    startTime: time,
    endTime: time,
    nextToken,
    limit: eventLimit,
    startFromHead: bool,
    // Nothing is masked.
    unmask: bool,
  },
  ["logStreamName"],
);

/** A page of a stream: the last one first, unless `startFromHead`. Both tokens go on from it, in either direction. */
export function getLogEvents(state: LogsState, json: unknown): object {
  const input = readRequest(getShape, json);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000 } = input;
  const group = findGroup(state, input);
  const stream = findStream(group, input.logStreamName);
  trimGroup(state, group);
  const within = inTimeOrder(stream).filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
  const token = input.nextToken === undefined ? undefined : readPlace(input.nextToken);
  const forward = token?.direction === "f" || (token === undefined && input.startFromHead === true);
  const ahead = token === undefined ? within : within.filter((event) => isBeyond(event, token));
  const events = forward ? head(ahead, limit) : head(ahead.toReversed(), limit).toReversed();
  const [first] = events;
  const last = events.at(-1);
  // A token at the end is given back: whoever follows a log asks with it again.
  const here = input.nextToken === undefined ? placeOf(0, 0) : input.nextToken.slice(2);
  return {
    events: events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: `f/${last === undefined ? here : placeOf(last.timestamp, last.sequence)}`,
    nextBackwardToken: `b/${first === undefined ? here : placeOf(first.timestamp, first.sequence)}`,
  };
}

const filterShape = structure({
  logGroupName: groupName,
  logGroupIdentifier: groupIdentifier,
  logStreamNames: list(streamName, { min: 1, max: 100 }),
  logStreamNamePrefix: streamName,
  startTime: time,
  endTime: time,
  filterPattern: text({ max: 1024 }),
  nextToken,
  limit: eventLimit,
  // Events are always in the order of time.
  interleaved: bool,
  // Nothing is masked.
  unmask: bool,
});

/** The events of a group's streams that a pattern matches, in the order of time. */
export function filterLogEvents(state: LogsState, json: unknown): object {
  const input = readRequest(filterShape, json);
  const {
    startTime = 0,
    endTime = Number.POSITIVE_INFINITY,
    limit = 10_000,
    logStreamNames,
    logStreamNamePrefix,
  } = input;
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined)
    throw invalidParameter("LogStreamNamePrefix and LogStreamNames are mutually exclusive parameters.");
  const matches = parseFilterPattern(input.filterPattern ?? "");
  const group = findGroup(state, input);
  const streams: readonly LogStream[] =
    logStreamNames?.map((name) => findStream(group, name)) ??
    [...group.streams.values()].filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ""));
  trimGroup(state, group);
  const token = input.nextToken === undefined ? undefined : readPlace(`f/${input.nextToken}`);
  const found: { readonly event: LogEvent; readonly stream: LogStream }[] = [];
  for (const stream of new Set(streams))
    for (const event of stream.events)
      if (
        event.timestamp >= startTime &&
        event.timestamp <= endTime &&
        (token === undefined || isBeyond(event, token)) &&
        matches(event.message)
      )
        found.push({ event, stream });
  found.sort((a, b) => byTime(a.event, b.event));
  const shown = found.slice(
    0,
    head(
      found.map(({ event }) => event),
      limit,
    ).length,
  );
  const last = shown.at(-1)?.event;
  return {
    events: shown.map(({ event: { timestamp, message, ingestionTime, sequence }, stream }) => ({
      logStreamName: stream.name,
      timestamp,
      message,
      ingestionTime,
      eventId: placeOf(timestamp, sequence),
    })),
    // The service has told of no streams since 2019.
    searchedLogStreams: [],
    ...(last === undefined || shown.length === found.length
      ? {}
      : { nextToken: placeOf(last.timestamp, last.sequence) }),
  };
}

/** As many events as an answer takes, at least one. */
function head(events: readonly LogEvent[], limit: number): readonly LogEvent[] {
  let characters = 0;
  const count = events.findIndex(({ message }, index) => {
    characters += message.length;
    return index === limit || (index > 0 && characters > maxAnswerCharacters);
  });
  return count < 0 ? events : events.slice(0, count);
}

interface Place {
  readonly direction: "f" | "b";
  readonly timestamp: number;
  readonly sequence: number;
}

/** A place in a stream: 56 digits, as the ids of events have. */
function placeOf(timestamp: number, sequence: number): string {
  return `3${String(timestamp).padStart(19, "0")}${String(sequence).padStart(36, "0")}`;
}

function readPlace(token: string): Place {
  const [, direction, timestamp, sequence] = /^([fb])\/3(\d{19})(\d{36})$/.exec(token) ?? [];
  if (direction !== "f" && direction !== "b") throw invalidParameter("The specified nextToken is invalid.");
  return { direction, timestamp: Number(timestamp), sequence: Number(sequence) };
}

function isBeyond(event: LogEvent, { direction, timestamp, sequence }: Place): boolean {
  const distance = event.timestamp - timestamp || event.sequence - sequence;
  return direction === "f" ? distance > 0 : distance < 0;
}
