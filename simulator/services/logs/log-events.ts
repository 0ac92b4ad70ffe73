import type { LogEntry } from "../../service/log-groups.js";
import type { LogEvent, LogGroup, LogsState, LogStream } from "./log-group.js";

const dayMs = 86_400_000;
/** What the service counts for each event besides its message. */
export const eventOverhead = 26;

/** Takes events to a stream; where there are too many in all, the ones that came first go. */
export function appendEvents(state: LogsState, stream: LogStream, added: readonly LogEntry[]): void {
  if (added.length === 0) return;
  const ingestionTime = state.clock.nowMs();
  const { events } = stream;
  let latest = events.at(-1)?.timestamp ?? Number.NEGATIVE_INFINITY;
  for (const { timestamp, message } of added) {
    if (timestamp < latest) stream.inOrder = false;
    latest = timestamp;
    state.characters += message.length + eventOverhead;
    events.push({ timestamp, message, ingestionTime, sequence: (state.sequence += 1) });
  }
  stream.lastIngestionTime = ingestionTime;
  if (state.characters > state.maxCharacters) makeRoom(state);
}

/** Spans of sequences that are looked at together when room is made: no event is sorted for that. */
const spans = 1_024;

/** Lets go of the quarter that came first, or a little more, so that it is not to be done again at once. */
function makeRoom(state: LogsState): void {
  const streams = [...state.groups.values()].flatMap((group) => [...group.streams.values()]);
  let first = state.sequence;
  for (const { events } of streams) for (const { sequence } of events) first = Math.min(first, sequence);
  const width = Math.ceil((state.sequence - first + 1) / spans);
  const characters = new Float64Array(spans);
  for (const { events } of streams)
    for (const { sequence, message } of events) {
      const span = Math.floor((sequence - first) / width);
      characters[span] = (characters[span] ?? 0) + message.length + eventOverhead;
    }
  let left = state.characters;
  let span = 0;
  for (; span < spans && left > state.maxCharacters * 0.75; span += 1) left -= characters[span] ?? 0;
  // The event that came last stays, whatever its size.
  const cut = Math.min(first + span * width, state.sequence);
  for (const stream of streams) dropEvents(state, stream, ({ sequence }) => sequence < cut);
}

/** Drops the events of a group that are older than it keeps them. */
export function trimGroup(state: LogsState, group: LogGroup): void {
  if (group.retentionInDays === undefined) return;
  const oldestMs = state.clock.nowMs() - group.retentionInDays * dayMs;
  for (const stream of group.streams.values())
    if (stream.events.some(({ timestamp }) => timestamp < oldestMs))
      dropEvents(state, stream, ({ timestamp }) => timestamp < oldestMs);
}

/** Lets go of a stream's events. */
export function dropEvents(state: LogsState, stream: LogStream, isDropped: (event: LogEvent) => boolean): void {
  const left: LogEvent[] = [];
  for (const event of stream.events) {
    if (isDropped(event)) state.characters -= event.message.length + eventOverhead;
    else left.push(event);
  }
  stream.events.length = 0;
  for (const event of left) stream.events.push(event);
}

/** The events of a stream in the order of their timestamps. */
export function inTimeOrder(stream: LogStream): readonly LogEvent[] {
  if (!stream.inOrder) stream.events.sort(byTime);
  stream.inOrder = true;
  return stream.events;
}

export function byTime(a: LogEvent, b: LogEvent): number {
  return a.timestamp - b.timestamp || a.sequence - b.sequence;
}
