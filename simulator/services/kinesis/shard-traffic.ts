import { AwsError } from "../wire/aws-error.js";

/** What a shard has taken and given, as far as its limits ask for it. */
export interface ShardTraffic {
  /** Epoch seconds that the counts are of. */
  second: number;
  writtenRecords: number;
  writtenBytes: number;
  reads: number;
  /** When the last answer's bytes have gone by, at two MiB a second. */
  readableFromMs: number;
}

export const newTraffic = (): ShardTraffic => ({
  ...{ second: 0, writtenRecords: 0, writtenBytes: 0, reads: 0 },
  readableFromMs: Number.NEGATIVE_INFINITY,
});

/** AWS page "Quotas and limits", Kinesis Data Streams: of a shard, each second. */
const maxWrittenRecords = 1_000;
const maxWrittenBytes = 1_048_576;
const maxReads = 5;
const readBytesPerMs = (2 * 1_048_576) / 1_000;

/** Counts a record, unless the shard has taken enough in this second: then it is false. */
export function takesRecord(traffic: ShardTraffic, nowMs: number, bytes: number): boolean {
  beginSecond(traffic, nowMs);
  if (traffic.writtenRecords >= maxWrittenRecords || traffic.writtenBytes + bytes > maxWrittenBytes) return false;
  traffic.writtenRecords += 1;
  traffic.writtenBytes += bytes;
  return true;
}

/** Counts a look into the shard, unless there were five in this second, or the answer before was large: then it is false. */
export function takesRead(traffic: ShardTraffic, nowMs: number): boolean {
  beginSecond(traffic, nowMs);
  if (traffic.reads >= maxReads || nowMs < traffic.readableFromMs) return false;
  traffic.reads += 1;
  return true;
}

/** Notes the bytes of an answer. More than two MiB keep others waiting for as many seconds as they are worth. */
export function gave(traffic: ShardTraffic, nowMs: number, bytes: number): void {
  const takesMs = bytes / readBytesPerMs;
  if (takesMs > 1_000) traffic.readableFromMs = nowMs + takesMs;
}

function beginSecond(traffic: ShardTraffic, nowMs: number): void {
  const second = Math.floor(nowMs / 1_000);
  if (second === traffic.second) return;
  Object.assign(traffic, { second, writtenRecords: 0, writtenBytes: 0, reads: 0 });
}

/** The refusal of what is too much for a shard. */
export function exceeded(shard: string, stream: string, accountId: string): AwsError {
  return new AwsError(
    "ProvisionedThroughputExceededException",
    `Rate exceeded for shard ${shard} in stream ${stream} under account ${accountId}.`,
  );
}
