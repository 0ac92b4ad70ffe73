import { createHash } from "node:crypto";
import type { ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";

/** A record as a shard holds it. */
export interface StreamRecord {
  /** 56 digits, growing along a shard. */
  readonly sequenceNumber: string;
  readonly arrivedAtMs: number;
  readonly partitionKey: string;
  /** Base64. */
  readonly data: string;
}

/** A part of a stream: records whose key hashes to its range, in order. */
export interface Shard {
  readonly id: string;
  /** Of the MD5 digests of partition keys, both ends included. */
  readonly firstHash: bigint;
  readonly lastHash: bigint;
  readonly startingSequenceNumber: string;
  records: StreamRecord[];
}

export interface Stream {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  retentionHours: number;
  readonly shards: readonly Shard[];
}

/** Everything that the operations of Kinesis read and change. */
export interface KinesisState extends ServicePlace {
  /** By name, in the order of creation. */
  readonly streams: Map<string, Stream>;
  /** How many sequence numbers have been given out. */
  sequence: number;
}

/** How a request names a stream. */
export interface StreamReference {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

const hashes = 1n << 128n;
const defaultRetentionHours = 24;

/** Makes a stream, unless there is one of that name: its shards share the hashes evenly. */
export function ensureStream(
  state: KinesisState,
  name: string,
  shardCount: number,
  mode: Stream["mode"] = "PROVISIONED",
): Stream {
  const present = state.streams.get(name);
  if (present !== undefined) return present;
  const width = hashes / BigInt(shardCount);
  const shards = Array.from({ length: shardCount }, (_each, index): Shard => {
    const isLast = index === shardCount - 1;
    return {
      id: shardId(index),
      firstHash: width * BigInt(index),
      lastHash: isLast ? hashes - 1n : width * BigInt(index + 1) - 1n,
      startingSequenceNumber: nextSequenceNumber(state),
      records: [],
    };
  });
  const arn = `arn:aws:kinesis:${state.region}:${state.accountId}:stream/${name}`;
  const stream: Stream = {
    ...{ name, arn, mode, shards },
    createdAtMs: state.clock.nowMs(),
    retentionHours: defaultRetentionHours,
  };
  state.streams.set(name, stream);
  return stream;
}

export function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, "0")}`;
}

/** As wide as the service's: time first, so that numbers of later records are greater whatever the shard. */
export function nextSequenceNumber(state: KinesisState): string {
  state.sequence += 1;
  return `49${String(state.clock.nowMs()).padStart(17, "0")}${String(state.sequence).padStart(37, "0")}`;
}

/** The stream that a request names. Throws `InvalidArgumentException` where it names none, `ResourceNotFoundException`. */
export function findStream(state: KinesisState, { StreamName, StreamARN }: StreamReference): Stream {
  const name = StreamName ?? StreamARN?.split(":stream/")[1];
  if (name === undefined)
    throw new AwsError("InvalidArgumentException", "Either StreamName or StreamARN should be provided.");
  const stream = state.streams.get(name);
  if (stream !== undefined && (StreamARN === undefined || StreamARN === stream.arn)) return stream;
  throw new AwsError("ResourceNotFoundException", `Stream ${name} under account ${state.accountId} not found.`);
}

/** Throws `ResourceNotFoundException` where the stream has no such shard. */
export function findShard(state: KinesisState, stream: Stream, id: string): Shard {
  const shard = stream.shards.find((each) => each.id === id);
  if (shard !== undefined) return shard;
  throw new AwsError(
    "ResourceNotFoundException",
    `Shard ${id} in stream ${stream.name} under account ${state.accountId} does not exist`,
  );
}

/** The shard that records of a partition key go to. */
export function shardOfKey(stream: Stream, partitionKey: string, explicitHash: string | undefined): Shard {
  const digest = createHash("md5").update(partitionKey).digest("hex");
  const hash = explicitHash === undefined ? BigInt(`0x${digest}`) : BigInt(explicitHash);
  const shard = stream.shards.find(({ firstHash, lastHash }) => firstHash <= hash && hash <= lastHash);
  if (shard !== undefined) return shard;
  throw new AwsError(
    "InvalidArgumentException",
    `ExplicitHashKey ${explicitHash} is not within the range of hash keys.`,
  );
}

/** Drops records that are older than the stream keeps them. */
export function trimShard(state: KinesisState, stream: Stream, shard: Shard): void {
  const oldestMs = state.clock.nowMs() - stream.retentionHours * 3_600_000;
  const kept = shard.records.findIndex(({ arrivedAtMs }) => arrivedAtMs >= oldestMs);
  if (kept !== 0) shard.records = kept < 0 ? [] : shard.records.slice(kept);
}
