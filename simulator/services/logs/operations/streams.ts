import { bool, structure, text } from "../../wire/shape.js";
import { dropEvents, inTimeOrder, trimGroup } from "../log-events.js";
import {
  alreadyExists,
  ensureStream,
  findGroup,
  findStream,
  invalidParameter,
  type LogGroup,
  type LogsState,
  type LogStream,
} from "../log-group.js";
import {
  groupIdentifier,
  groupName,
  nextToken,
  pageLimit,
  pageOf,
  readRequest,
  streamName,
} from "../request-shapes.js";

const oneShape = structure({ logGroupName: groupName, logStreamName: streamName }, ["logGroupName", "logStreamName"]);

export function createLogStream(state: LogsState, json: unknown): object {
  const { logGroupName, logStreamName } = readRequest(oneShape, json);
  const group = findGroup(state, { logGroupName });
  if (group.streams.has(logStreamName)) throw alreadyExists("log stream");
  ensureStream(state, group, logStreamName);
  return {};
}

export function deleteLogStream(state: LogsState, json: unknown): object {
  const { logGroupName, logStreamName } = readRequest(oneShape, json);
  const group = findGroup(state, { logGroupName });
  deleteStreams(state, group, [findStream(group, logStreamName).name]);
  return {};
}

export function deleteStreams(state: LogsState, group: LogGroup, names: readonly string[]): void {
  for (const name of names) {
    dropEvents(state, findStream(group, name), () => true);
    group.streams.delete(name);
  }
}

const describeShape = structure({
  logGroupName: groupName,
  logGroupIdentifier: groupIdentifier,
  logStreamNamePrefix: streamName,
  orderBy: text({ values: ["LogStreamName", "LastEventTime"] }),
  descending: bool,
  nextToken,
  limit: pageLimit,
});

export function describeLogStreams(state: LogsState, json: unknown): object {
  const input = readRequest(describeShape, json);
  const { orderBy, logStreamNamePrefix: prefix, descending = false } = input;
  if (orderBy === "LastEventTime" && prefix !== undefined)
    throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  const group = findGroup(state, input);
  trimGroup(state, group);
  const byName = (a: LogStream, b: LogStream) => (a.name < b.name ? -1 : 1);
  const byTime = (a: LogStream, b: LogStream) => (lastTimeOf(a) ?? 0) - (lastTimeOf(b) ?? 0) || byName(a, b);
  const order = orderBy === "LastEventTime" ? byTime : byName;
  const found = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(prefix ?? ""))
    .toSorted((a, b) => (descending ? order(b, a) : order(a, b)));
  const { items, next } = pageOf(found, input.nextToken, input.limit);
  return { logStreams: items.map(streamView), ...(next === undefined ? {} : { nextToken: next }) };
}

function lastTimeOf(stream: LogStream): number | undefined {
  return inTimeOrder(stream).at(-1)?.timestamp;
}

function streamView(stream: LogStream): object {
  const { name, arn, creationTime, lastIngestionTime } = stream;
  const [first] = inTimeOrder(stream);
  return {
    logStreamName: name,
    creationTime,
    ...(first === undefined ? {} : { firstEventTimestamp: first.timestamp, lastEventTimestamp: lastTimeOf(stream) }),
    ...(lastIngestionTime === undefined ? {} : { lastIngestionTime, uploadSequenceToken: sequenceToken(stream) }),
    arn,
    // The service has told no more than this since 2019.
    storedBytes: 0,
  };
}

/** Nobody needs the token of a stream any more, but clients look for it. */
export function sequenceToken({ events }: LogStream): string {
  return `49${String(events.at(-1)?.sequence ?? 0).padStart(54, "0")}`;
}
