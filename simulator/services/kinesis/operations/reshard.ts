import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { integer, structure, text } from "../../wire/shape.js";
import { shardIdShape, streamMembers } from "../request-shapes.js";
import {
  closeShard,
  evenRanges,
  findShard,
  findStream,
  type HashRange,
  type KinesisState,
  openShard,
  openShards,
  type Shard,
  type Stream,
} from "../stream-state.js";

const splitShape = structure(
  { ...streamMembers, ShardToSplit: shardIdShape, NewStartingHashKey: text({ pattern: "0|([1-9]\\d{0,38})" }) },
  ["ShardToSplit", "NewStartingHashKey"],
);
const mergeShape = structure({ ...streamMembers, ShardToMerge: shardIdShape, AdjacentShardToMerge: shardIdShape }, [
  "ShardToMerge",
  "AdjacentShardToMerge",
]);
const countShape = structure(
  {
    ...streamMembers,
    TargetShardCount: integer({ min: 1, max: 10_000 }),
    ScalingType: text({ values: ["UNIFORM_SCALING"] }),
  },
  ["TargetShardCount", "ScalingType"],
);

/** Closes a shard and opens two for its hashes. Here that is done at once. */
export function splitShard(state: KinesisState, json: unknown): unknown {
  const { ShardToSplit, NewStartingHashKey, ...reference } = readInput(splitShape, json);
  const stream = findProvisioned(state, reference);
  const shard = findOpen(state, stream, ShardToSplit);
  const at = BigInt(NewStartingHashKey);
  if (at <= shard.firstHash || at > shard.lastHash)
    throw new AwsError(
      "InvalidArgumentException",
      `NewStartingHashKey ${NewStartingHashKey} used in SplitShard() on shard ${shard.id} in stream ${stream.name} under account ${state.accountId} is not both greater than one plus the shard's StartingHashKey ${shard.firstHash} and less than the shard's EndingHashKey ${shard.lastHash - 1n}.`,
    );
  split(state, stream, shard, at);
  return {};
}

/** Closes two shards that are neighbours and opens one for the hashes of both. */
export function mergeShards(state: KinesisState, json: unknown): unknown {
  const { ShardToMerge, AdjacentShardToMerge, ...reference } = readInput(mergeShape, json);
  const stream = findProvisioned(state, reference);
  const one = findOpen(state, stream, ShardToMerge);
  const other = findOpen(state, stream, AdjacentShardToMerge);
  if (one.lastHash + 1n !== other.firstHash && other.lastHash + 1n !== one.firstHash)
    throw new AwsError(
      "InvalidArgumentException",
      `Shards ${one.id} and ${other.id} in stream ${stream.name} under account ${state.accountId} are not an adjacent pair of shards eligible for merging.`,
    );
  merge(state, stream, one, other);
  return {};
}

/**
 * Splits and merges shards until there are so many of one size.
 *
 * DEVIATION: how often that is done in a day is not limited.
 */
export function updateShardCount(state: KinesisState, json: unknown): unknown {
  const { TargetShardCount: wanted, ...reference } = readInput(countShape, json);
  const stream = findProvisioned(state, reference);
  const present = openShards(stream).length;
  if (wanted > 2 * present || wanted < present / 2)
    throw new AwsError(
      "LimitExceededException",
      `UpdateShardCount cannot scale ${wanted > present ? "up over double" : "down below half"} your current open shard count. Current open shard count: ${present} Target shard count: ${wanted}`,
    );
  const ranges = evenRanges(wanted);
  for (const { firstHash } of ranges) {
    const shard = openShards(stream).find((each) => each.firstHash < firstHash && firstHash <= each.lastHash);
    if (shard !== undefined) split(state, stream, shard, firstHash);
  }
  for (const range of ranges) mergeWithin(state, stream, range);
  const { name: StreamName, arn: StreamARN } = stream;
  return { StreamName, StreamARN, CurrentShardCount: present, TargetShardCount: wanted };
}

function split(state: KinesisState, stream: Stream, shard: Shard, at: bigint): void {
  closeShard(state, shard);
  openShard(state, stream, { firstHash: shard.firstHash, lastHash: at - 1n }, [shard]);
  openShard(state, stream, { firstHash: at, lastHash: shard.lastHash }, [shard]);
}

function merge(state: KinesisState, stream: Stream, one: Shard, other: Shard): void {
  const [low, high] = one.firstHash < other.firstHash ? [one, other] : [other, one];
  closeShard(state, one);
  closeShard(state, other);
  openShard(state, stream, { firstHash: low.firstHash, lastHash: high.lastHash }, [one, other]);
}

function mergeWithin(state: KinesisState, stream: Stream, { firstHash, lastHash }: HashRange): void {
  for (;;) {
    const [one, other] = openShards(stream).filter(
      (shard) => shard.firstHash >= firstHash && shard.lastHash <= lastHash,
    );
    if (one === undefined || other === undefined) return;
    merge(state, stream, one, other);
  }
}

function findProvisioned(state: KinesisState, reference: Parameters<typeof findStream>[1]): Stream {
  const stream = findStream(state, reference);
  if (stream.mode === "PROVISIONED") return stream;
  throw validationError(
    "Request is invalid. The stream is in on-demand mode, whose shards AWS alone splits and merges.",
  );
}

function findOpen(state: KinesisState, stream: Stream, id: string): Shard {
  const shard = findShard(state, stream, id);
  if (shard.closed === undefined) return shard;
  throw new AwsError(
    "InvalidArgumentException",
    `Shard ${id} in stream ${stream.name} under account ${state.accountId} is already closed: it was split or merged before.`,
  );
}
