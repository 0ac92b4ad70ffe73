import { createHash } from "node:crypto";
import type { ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";
import { newTraffic, type ShardTraffic } from "./shard-traffic.js";

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
  /** The shards that it was split from, or merged of, as far as they are known. */
  readonly parents: readonly string[];
  readonly openedAtMs: number;
  /** When no more records went to it, and the last number that one could have had; undefined while it is open. */
  closed: { readonly atMs: number; readonly endingSequenceNumber: string } | undefined;
  records: StreamRecord[];
  readonly traffic: ShardTraffic;
}

export interface Stream {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  retentionHours: number;
  /** In the order in which they came to be; closed ones stay as long as their records would. */
  shards: Shard[];
  /** How many it has had. */
  shardCount: number;
}

/** Everything that the operations of Kinesis read and change. */
export interface KinesisState extends ServicePlace {
  /** By name, in the order of creation. */
  readonly streams: Map<string, Stream>;
  /** How many sequence numbers have been given out. */
  sequence: number;
  /** Whether shards take and give no more in a second than the service's do. */
  readonly limitsTraffic: boolean;
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
  const arn = `arn:aws:kinesis:${state.region}:${state.accountId}:stream/${name}`;
  const stream: Stream = {
    ...{ name, arn, mode, shards: [], shardCount: 0 },
    createdAtMs: state.clock.nowMs(),
    retentionHours: defaultRetentionHours,
  };
  evenRanges(shardCount).forEach((range) => openShard(state, stream, range, []));
  state.streams.set(name, stream);
  return stream;
}

/** Both ends included. */
export interface HashRange {
  readonly firstHash: bigint;
  readonly lastHash: bigint;
}

/** All hashes in so many parts of one size; the last takes what is left. */
export function evenRanges(count: number): readonly HashRange[] {
  const width = hashes / BigInt(count);
  return Array.from({ length: count }, (_each, index) => ({
    firstHash: width * BigInt(index),
    lastHash: index === count - 1 ? hashes - 1n : width * BigInt(index + 1) - 1n,
  }));
}

export function openShard(
  state: KinesisState,
  stream: Stream,
  { firstHash, lastHash }: HashRange,
  parents: readonly Shard[],
): void {
  stream.shards.push({
    ...{ id: shardId(stream.shardCount++), firstHash, lastHash },
    startingSequenceNumber: nextSequenceNumber(state),
    parents: parents.map(({ id }) => id),
    openedAtMs: state.clock.nowMs(),
    closed: undefined,
    records: [],
    traffic: newTraffic(),
  });
}

export function closeShard(state: KinesisState, shard: Shard): void {
  shard.closed = { atMs: state.clock.nowMs(), endingSequenceNumber: nextSequenceNumber(state) };
}

/** Those that take records, in the order of their hashes. */
export function openShards(stream: Stream): readonly Shard[] {
  return stream.shards
    .filter(({ closed }) => closed === undefined)
    .sort((one, other) => (one.firstHash < other.firstHash ? -1 : 1));
}

/** Forgets closed shards whose last record has expired. */
export function forgetShards(state: KinesisState, stream: Stream): void {
  const oldestMs = state.clock.nowMs() - stream.retentionHours * 3_600_000;
  stream.shards = stream.shards.filter(({ closed }) => closed === undefined || closed.atMs >= oldestMs);
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
  if (stream !== undefined && (StreamARN === undefined || StreamARN === stream.arn)) {
    forgetShards(state, stream);
    return stream;
  }
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
  const shard = stream.shards.find(
    ({ firstHash, lastHash, closed }) => closed === undefined && firstHash <= hash && hash <= lastHash,
  );
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
