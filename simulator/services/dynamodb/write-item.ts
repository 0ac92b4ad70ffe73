import type { Item } from "./attribute-value.js";
import { sameAttributes } from "./compare-values.js";
import type { Engine } from "./engine.js";
import { itemBytes } from "./item-size.js";
import { keyId, keyOf } from "./key-schema.js";
import type { Stream } from "./streams/stream-log.js";
import type { StreamRecord } from "./streams/stream-record.js";
import { type Table, updateIndexRows } from "./table.js";
import { expirySeconds } from "./time-to-live.js";

/** Who changes an item: a client, or DynamoDB itself because the item's time to live is over. */
export type WriteCause = "client" | "expiry";

/** Puts an item (or, with `after` undefined, takes it away) in the table, its indexes and its stream. */
export function writeItem(
  engine: Engine,
  table: Table,
  before: Item | undefined,
  after: Item | undefined,
  cause: WriteCause = "client",
): void {
  placeItem(table, before, after);
  engine.noteWrite?.(table, before, after);
  appendStreamRecord(engine, table, before, after, cause);
}

/** Puts an item in the table and its indexes, or takes it away, and nothing else. */
export function placeItem(table: Table, before: Item | undefined, after: Item | undefined): void {
  const subject = after ?? before;
  if (subject === undefined) return;
  const id = keyId(table.key, subject);
  if (after === undefined) {
    table.items.delete(id);
    table.rows.delete(id, subject);
  } else {
    table.items.set(id, after);
    table.rows.put({ id, item: after, base: after });
    noteExpiry(table, after);
  }
  for (const index of table.indexes) updateIndexRows(table, index, before, after);
}

function noteExpiry(table: Table, item: Item): void {
  if (table.timeToLiveAttribute === undefined) return;
  const expiry = expirySeconds(item, table.timeToLiveAttribute);
  if (expiry !== undefined) table.earliestExpirySeconds = Math.min(table.earliestExpirySeconds, expiry);
}

function appendStreamRecord(
  engine: Engine,
  table: Table,
  before: Item | undefined,
  after: Item | undefined,
  cause: WriteCause,
): void {
  if (table.streamView === undefined || table.latestStreamArn === undefined) return;
  if (before !== undefined && after !== undefined && sameAttributes(before, after)) return;
  const stream = engine.streams.find(table.latestStreamArn);
  if (stream === undefined) return;
  engine.streams.append(stream, (sequence) => makeRecord(engine, table, stream, before, after, cause, sequence));
}

function makeRecord(
  engine: Engine,
  table: Table,
  stream: Stream,
  before: Item | undefined,
  after: Item | undefined,
  cause: WriteCause,
  sequence: string,
): StreamRecord {
  const keys = keyOf(table.key, (after ?? before) as Item); // one of the two is there
  const showNew = stream.view === "NEW_IMAGE" || stream.view === "NEW_AND_OLD_IMAGES";
  const showOld = stream.view === "OLD_IMAGE" || stream.view === "NEW_AND_OLD_IMAGES";
  const newImage = showNew ? after : undefined;
  const oldImage = showOld ? before : undefined;
  const images = [keys, newImage, oldImage].filter((image) => image !== undefined);
  return {
    eventID: engine.newId(),
    eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: engine.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(engine.clock.nowMs() / 1000),
      Keys: keys,
      ...(newImage && { NewImage: newImage }),
      ...(oldImage && { OldImage: oldImage }),
      SequenceNumber: sequence,
      SizeBytes: images.reduce((size, image) => size + itemBytes(image), 0),
      StreamViewType: stream.view,
    },
    ...(cause === "expiry" && { userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" } }),
  };
}
