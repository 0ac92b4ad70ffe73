import type { LogEntry } from "../../../service/log-groups.js";
import { integer, list, notSimulated, structure, text } from "../../wire/shape.js";
import { appendEvents, eventOverhead } from "../log-events.js";
import { findGroup, findStream, invalidParameter, type LogsState } from "../log-group.js";
import { groupName, readRequest, streamName } from "../request-shapes.js";
import { sequenceToken } from "./streams.js";

const hourMs = 3_600_000;
const maxBatchBytes = 1_048_576;

const putShape = structure(
  {
    logGroupName: groupName,
    logStreamName: streamName,
    logEvents: list(
      structure({ timestamp: integer({ min: 0 }), message: text({ min: 1 }) }, ["timestamp", "message"]),
      { min: 1, max: 10_000 },
    ),
    // Taken and not looked at, as the service does.
    sequenceToken: text({ min: 1 }),
    entity: notSimulated("entity"),
  },
  ["logGroupName", "logStreamName", "logEvents"],
);

/** Takes a batch in the order of time; events out of bounds are left out and told of. */
export function putLogEvents(state: LogsState, json: unknown): object {
  const { logGroupName, logStreamName, logEvents } = readRequest(putShape, json);
  const group = findGroup(state, { logGroupName });
  const stream = findStream(group, logStreamName);
  checkBatch(logEvents);
  const nowMs = state.clock.nowMs();
  const oldestMs = nowMs - Math.min(14, group.retentionInDays ?? 14) * 24 * hourMs;
  const expiredMs = nowMs - (group.retentionInDays ?? Number.POSITIVE_INFINITY) * 24 * hourMs;
  const latestMs = nowMs + 2 * hourMs;
  const tooNew = logEvents.findIndex(({ timestamp }) => timestamp > latestMs);
  const inOrder = logEvents.filter(({ timestamp }) => timestamp >= oldestMs && timestamp <= latestMs);
  const expired = logEvents.filter(({ timestamp }) => timestamp < expiredMs).length;
  const tooOld = logEvents.filter(({ timestamp }) => timestamp < oldestMs).length;
  appendEvents(state, stream, inOrder);
  const rejected = {
    ...(tooNew < 0 ? {} : { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld === 0 || tooOld === expired ? {} : { tooOldLogEventEndIndex: tooOld }),
    ...(expired === 0 ? {} : { expiredLogEventEndIndex: expired }),
  };
  return {
    nextSequenceToken: sequenceToken(stream),
    ...(Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected }),
  };
}

function checkBatch(events: readonly LogEntry[]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + eventOverhead, 0);
  if (bytes > maxBatchBytes)
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${maxBatchBytes}`);
  if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0)))
    throw invalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
  const [first] = events;
  const last = events.at(-1);
  if (first !== undefined && last !== undefined && last.timestamp - first.timestamp > 24 * hourMs)
    throw invalidParameter("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
}
