import { AwsError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { decimal, integer, structure, text } from "../../wire/shape.js";
import { shardIdShape, streamMembers } from "../request-shapes.js";
import { findStream, type KinesisState, type Shard, type Stream } from "../stream-state.js";

const tokenLifetimeMs = 300_000;

const filter = structure(
  {
    Type: text({
      values: ["AFTER_SHARD_ID", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON", "AT_LATEST", "AT_TIMESTAMP", "FROM_TIMESTAMP"],
    }),
    ShardId: shardIdShape,
    Timestamp: decimal,
  },
  ["Type"],
);
const listShape = structure({
  ...streamMembers,
  NextToken: text({ min: 1, max: 1_048_576 }),
  ExclusiveStartShardId: shardIdShape,
  MaxResults: integer({ min: 1, max: 10_000 }),
  StreamCreationTimestamp: decimal,
  ShardFilter: filter,
});

/** Lists shards in the order in which they came to be, closed ones among them. */
export function listShards(state: KinesisState, json: unknown): unknown {
  const request = readInput(listShape, json);
  const { NextToken, ExclusiveStartShardId, MaxResults = 1_000, ShardFilter } = request;
  if (NextToken !== undefined && (request.StreamName !== undefined || ExclusiveStartShardId !== undefined))
    throw new AwsError("InvalidArgumentException", "NextToken and StreamName cannot be provided together.");
  const begun = NextToken === undefined ? undefined : readToken(state, NextToken);
  const stream = findStream(state, begun === undefined ? request : { StreamName: begun.stream });
  const after = begun?.after ?? ExclusiveStartShardId ?? afterShard(ShardFilter);
  const isWanted = wantedShards(state, stream, ShardFilter);
  const all = stream.shards.filter((shard) => (after === undefined || shard.id > after) && isWanted(shard));
  const shown = all.slice(0, MaxResults);
  return {
    Shards: shown.map(shardView),
    ...(shown.length < all.length && { NextToken: writeToken(state, stream.name, shown.at(-1)?.id ?? "") }),
  };
}

/** A shard as the service describes it. */
export function shardView({ id, firstHash, lastHash, startingSequenceNumber, parents, closed }: Shard) {
  const [parent, adjacent] = parents;
  return {
    ShardId: id,
    ...(parent === undefined ? {} : { ParentShardId: parent }),
    ...(adjacent === undefined ? {} : { AdjacentParentShardId: adjacent }),
    HashKeyRange: { StartingHashKey: String(firstHash), EndingHashKey: String(lastHash) },
    SequenceNumberRange: {
      StartingSequenceNumber: startingSequenceNumber,
      ...(closed === undefined ? {} : { EndingSequenceNumber: closed.endingSequenceNumber }),
    },
  };
}

interface ShardFilter {
  readonly Type: string;
  readonly ShardId?: string | undefined;
  readonly Timestamp?: number | undefined;
}

/** Those open at a time, or at it and after it. */
function wantedShards(
  state: KinesisState,
  { retentionHours, createdAtMs }: Stream,
  shardFilter: ShardFilter | undefined,
) {
  const { Type = "FROM_TRIM_HORIZON", Timestamp } = shardFilter ?? {};
  if (Type.endsWith("TIMESTAMP") && Timestamp === undefined)
    throw new AwsError("InvalidArgumentException", `ShardFilter of type ${Type} must have a Timestamp.`);
  const nowMs = state.clock.nowMs();
  const horizonMs = nowMs - retentionHours * 3_600_000;
  const asked = Type.endsWith("TIMESTAMP") ? (Timestamp ?? 0) * 1_000 : Type === "AT_LATEST" ? nowMs : horizonMs;
  return ({ openedAtMs, closed }: Shard): boolean => {
    if (Type === "AFTER_SHARD_ID") return true;
    if (Type === "AT_LATEST") return closed === undefined;
    const isOpenAfter = closed === undefined || closed.atMs >= asked;
    // A stream that is younger than the time that is asked for begins with its first shards.
    return isOpenAfter && (Type.startsWith("FROM") || openedAtMs <= Math.max(asked, createdAtMs));
  };
}

function afterShard(shardFilter: ShardFilter | undefined) {
  if (shardFilter?.Type !== "AFTER_SHARD_ID") return undefined;
  if (shardFilter.ShardId !== undefined) return shardFilter.ShardId;
  throw new AwsError("InvalidArgumentException", "ShardFilter of type AFTER_SHARD_ID must have a ShardId.");
}

function writeToken(state: KinesisState, stream: string, after: string): string {
  return Buffer.from(JSON.stringify([stream, after, state.clock.nowMs()])).toString("base64url");
}

function readToken(state: KinesisState, token: string): { readonly stream: string; readonly after: string } {
  const [stream, after, madeAtMs] = parseToken(token);
  if (typeof stream !== "string" || typeof after !== "string" || typeof madeAtMs !== "number")
    throw new AwsError("InvalidArgumentException", "The NextToken is invalid.");
  if (madeAtMs + tokenLifetimeMs < state.clock.nowMs())
    throw new AwsError("ExpiredNextTokenException", "The NextToken has expired and can no longer be used.");
  return { stream, after };
}

function parseToken(token: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
