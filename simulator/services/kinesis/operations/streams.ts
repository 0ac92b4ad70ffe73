import { AwsError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, integer, structure, text } from "../../wire/shape.js";
import { streamMembers } from "../request-shapes.js";
import { ensureStream, findStream, type KinesisState, openShards, type Stream } from "../stream-state.js";
import { shardView } from "./list-shards.js";

/** The account's limit, and the shards of an on-demand stream at its beginning. */
const maxShards = 500;
const onDemandShards = 4;

const mode = structure({ StreamMode: text({ values: ["PROVISIONED", "ON_DEMAND"] }) }, ["StreamMode"]);
const createShape = structure(
  { StreamName: streamMembers.StreamName, ShardCount: integer({ min: 1 }), StreamModeDetails: mode },
  ["StreamName"],
);
const deleteShape = structure({ ...streamMembers, EnforceConsumerDeletion: bool });
const describeShape = structure({
  ...streamMembers,
  Limit: integer({ min: 1, max: 10_000 }),
  ExclusiveStartShardId: text({ min: 1, max: 128 }),
});
const summaryShape = structure(streamMembers);
const listShape = structure({
  Limit: integer({ min: 1, max: 10_000 }),
  ExclusiveStartStreamName: streamMembers.StreamName,
  NextToken: text({ min: 1, max: 1_048_576 }),
});
const retentionShape = structure({ ...streamMembers, RetentionPeriodHours: integer() }, ["RetentionPeriodHours"]);

/** Creates a stream. Here it is active at once. */
export function createStream(state: KinesisState, json: unknown): unknown {
  const { StreamName, ShardCount, StreamModeDetails } = readInput(createShape, json);
  const streamMode = StreamModeDetails?.StreamMode ?? "PROVISIONED";
  if (streamMode === "ON_DEMAND" && ShardCount !== undefined)
    throw new AwsError("InvalidArgumentException", "ShardCount must not be provided for an on-demand stream.");
  if (streamMode === "PROVISIONED" && ShardCount === undefined)
    throw new AwsError("InvalidArgumentException", "ShardCount is required for a provisioned stream.");
  if (state.streams.has(StreamName))
    throw new AwsError(
      "ResourceInUseException",
      `Stream ${StreamName} under account ${state.accountId} already exists.`,
    );
  const wanted = ShardCount ?? onDemandShards;
  const open = [...state.streams.values()].reduce((sum, stream) => sum + openShards(stream).length, 0);
  if (open + wanted > maxShards)
    throw new AwsError(
      "LimitExceededException",
      `This request would exceed the shard limit for the account ${state.accountId} in ${state.region}. Current shard count for the account: ${open}. Limit: ${maxShards}. Number of additional shards that would have resulted from this request: ${wanted}.`,
    );
  ensureStream(state, StreamName, wanted, streamMode);
  return {};
}

export function deleteStream(state: KinesisState, json: unknown): unknown {
  const { name } = findStream(state, readInput(deleteShape, json));
  state.streams.delete(name);
  return {};
}

export function describeStream(state: KinesisState, json: unknown): unknown {
  const { Limit = 100, ExclusiveStartShardId, ...reference } = readInput(describeShape, json);
  const stream = findStream(state, reference);
  const from = stream.shards.findIndex(({ id }) => id === ExclusiveStartShardId) + 1;
  return {
    StreamDescription: {
      ...description(stream),
      Shards: stream.shards.slice(from, from + Limit).map(shardView),
      HasMoreShards: from + Limit < stream.shards.length,
    },
  };
}

export function describeStreamSummary(state: KinesisState, json: unknown): unknown {
  const stream = findStream(state, readInput(summaryShape, json));
  return {
    StreamDescriptionSummary: { ...description(stream), OpenShardCount: openShards(stream).length, ConsumerCount: 0 },
  };
}

export function listStreams(state: KinesisState, json: unknown): unknown {
  const { Limit = 100, ExclusiveStartStreamName, NextToken } = readInput(listShape, json);
  const after = NextToken === undefined ? ExclusiveStartStreamName : Buffer.from(NextToken, "base64url").toString();
  const all = [...state.streams.values()]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .filter(({ name }) => after === undefined || name > after);
  const shown = all.slice(0, Limit);
  const hasMore = shown.length < all.length;
  return {
    StreamNames: shown.map(({ name }) => name),
    HasMoreStreams: hasMore,
    ...(hasMore && { NextToken: Buffer.from(shown.at(-1)?.name ?? "").toString("base64url") }),
    StreamSummaries: shown.map((stream) => {
      const { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp } = description(stream);
      return { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp };
    }),
  };
}

export function increaseRetention(state: KinesisState, json: unknown): unknown {
  return changeRetention(state, json, (asked, now) => asked < now && "less");
}

export function decreaseRetention(state: KinesisState, json: unknown): unknown {
  return changeRetention(state, json, (asked, now) => asked > now && "greater");
}

const [minRetentionHours, maxRetentionHours] = [24, 8_760];

function changeRetention(
  state: KinesisState,
  json: unknown,
  isWrong: (asked: number, now: number) => false | "less" | "greater",
): unknown {
  const { RetentionPeriodHours: asked, ...reference } = readInput(retentionShape, json);
  const stream = findStream(state, reference);
  if (asked < minRetentionHours || asked > maxRetentionHours)
    throw new AwsError(
      "InvalidArgumentException",
      `Retention period hours must be between ${minRetentionHours} and ${maxRetentionHours}, got ${asked}.`,
    );
  const wrong = isWrong(asked, stream.retentionHours);
  if (wrong !== false)
    throw new AwsError(
      "InvalidArgumentException",
      `Requested retention period (${asked} hours) for stream ${stream.name} can not be ${wrong} than existing retention period (${stream.retentionHours} hours).`,
    );
  stream.retentionHours = asked;
  return {};
}

function description({ name, arn, mode: streamMode, createdAtMs, retentionHours }: Stream) {
  return {
    StreamName: name,
    StreamARN: arn,
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: streamMode },
    RetentionPeriodHours: retentionHours,
    StreamCreationTimestamp: Math.floor(createdAtMs / 1000),
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: "NONE",
  };
}
