import type { KeySchema } from "../key-schema.js";
import type { StreamViewType } from "../table.js";
import type { StreamRecord } from "./stream-record.js";

/** A stream with its one shard. Records are kept for 24 hours. */
export interface Stream {
  readonly arn: string;
  readonly label: string;
  readonly tableName: string;
  readonly key: KeySchema;
  readonly view: StreamViewType;
  readonly createdAtMs: number;
  readonly shardId: string;
  /** The sequence number of the first record that the shard ever could have. */
  readonly startingSequence: number;
  enabled: boolean;
  records: StreamRecord[];
}

/** Told of every record as it is written. */
export type StreamListener = (
  record: StreamRecord,
  stream: { readonly arn: string; readonly tableName: string },
) => void;

const retentionMs = 24 * 60 * 60 * 1000;
const sequenceDigits = 21;

/** All streams of an engine, of deleted tables too. */
export class StreamLog {
  private readonly streams = new Map<string, Stream>();
  private readonly listeners = new Set<StreamListener>();
  private lastSequence = 0;

  open(arn: string, label: string, tableName: string, key: KeySchema, view: StreamViewType, nowMs: number): void {
    const startingSequence = this.lastSequence + 1;
    const shardId = `shardId-${String(nowMs).padStart(20, "0")}-${startingSequence.toString(16).padStart(8, "0")}`;
    this.streams.set(arn, {
      arn,
      label,
      tableName,
      key,
      view,
      createdAtMs: nowMs,
      shardId,
      startingSequence,
      enabled: true,
      records: [],
    });
  }

  close(arn: string): void {
    const stream = this.streams.get(arn);
    if (stream !== undefined) stream.enabled = false;
  }

  find(arn: string): Stream | undefined {
    return this.streams.get(arn);
  }

  list(): readonly Stream[] {
    return [...this.streams.values()];
  }

  append(stream: Stream, makeRecord: (sequence: string) => StreamRecord): void {
    this.lastSequence += 1;
    const record = makeRecord(printSequence(this.lastSequence));
    stream.records.push(record);
    for (const listener of this.listeners) listener(record, { arn: stream.arn, tableName: stream.tableName });
  }

  /** The number that the next record gets. */
  get nextSequence(): number {
    return this.lastSequence + 1;
  }

  subscribe(listener: StreamListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Drops records past their 24 hours. */
export function trimStream(stream: Stream, nowMs: number): void {
  const oldestSeconds = (nowMs - retentionMs) / 1000;
  const keepFrom = stream.records.findIndex((record) => record.dynamodb.ApproximateCreationDateTime >= oldestSeconds);
  if (keepFrom !== 0) stream.records = keepFrom < 0 ? [] : stream.records.slice(keepFrom);
}

export function printSequence(sequence: number): string {
  return String(sequence).padStart(sequenceDigits, "0");
}
