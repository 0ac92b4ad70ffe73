import { AwsError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { decimal, integer, structure, text } from "../../wire/shape.js";
import { shardIdShape, streamMembers } from "../request-shapes.js";
import { shardView } from "./list-shards.js";
import { readIterator, writeIterator } from "../shard-iterator.js";
import { exceeded, gave, takesRead } from "../shard-traffic.js";
import {
  findShard,
  findStream,
  type KinesisState,
  type Shard,
  type Stream,
  type StreamRecord,
  trimShard,
} from "../stream-state.js";

const maxRecords = 10_000;
const maxAnswerBytes = 10 * 1_048_576;

const iteratorShape = structure(
  {
    ...streamMembers,
    ShardId: shardIdShape,
    ShardIteratorType: text({
      values: ["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"],
    }),
    StartingSequenceNumber: text({ pattern: "0|([1-9]\\d{0,128})" }),
    Timestamp: decimal,
  },
  ["ShardId", "ShardIteratorType"],
);
const getShape = structure(
  {
    ShardIterator: text({ min: 1, max: 512 }),
    Limit: integer({ min: 1, max: maxRecords }),
    StreamARN: streamMembers.StreamARN,
  },
  ["ShardIterator"],
);

export function getShardIterator(state: KinesisState, json: unknown): unknown {
  const request = readInput(iteratorShape, json);
  const stream = findStream(state, request);
  const shard = findShard(state, stream, request.ShardId);
  const from = startOf(shard, request);
  return { ShardIterator: writeIterator(state, { stream: stream.name, shard: shard.id, from }) };
}

interface StartRequest {
  readonly ShardIteratorType:
    "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly StartingSequenceNumber?: string | undefined;
  readonly Timestamp?: number | undefined;
}

/** The number that records are read from, itself included. */
function startOf(shard: Shard, { ShardIteratorType: type, StartingSequenceNumber, Timestamp }: StartRequest): bigint {
  const needsNumber = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (needsNumber !== (StartingSequenceNumber !== undefined))
    throw new AwsError(
      "InvalidArgumentException",
      `Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and ${needsNumber ? "no" : "also a"} StartingSequenceNumber.`,
    );
  const last = shard.records.at(-1)?.sequenceNumber ?? shard.startingSequenceNumber;
  switch (type) {
    case "TRIM_HORIZON":
      return 0n;
    case "LATEST":
      return BigInt(last) + 1n;
    case "AT_TIMESTAMP": {
      if (Timestamp === undefined)
        throw new AwsError("InvalidArgumentException", "Must specify Timestamp with AT_TIMESTAMP.");
      const first = shard.records.find(({ arrivedAtMs }) => arrivedAtMs >= Timestamp * 1000);
      return first === undefined ? BigInt(last) + 1n : BigInt(first.sequenceNumber);
    }
    case "AT_SEQUENCE_NUMBER":
    case "AFTER_SEQUENCE_NUMBER": {
      const given = BigInt(StartingSequenceNumber ?? 0);
      if (given < BigInt(shard.startingSequenceNumber) || given > BigInt(last))
        throw new AwsError(
          "InvalidArgumentException",
          `StartingSequenceNumber ${StartingSequenceNumber} used in GetShardIterator on shard ${shard.id} is invalid because it did not come from this shard.`,
        );
      return type === "AT_SEQUENCE_NUMBER" ? given : given + 1n;
    }
  }
}

/** Reads on in a shard; a closed one ends, and names those that came of it. How often it is read is limited on demand. */
export function getRecords(state: KinesisState, json: unknown): unknown {
  const { ShardIterator, Limit = maxRecords } = readInput(getShape, json);
  const { stream: name, shard: id, from } = readIterator(state, ShardIterator);
  const stream = findStream(state, { StreamName: name });
  const shard = findShard(state, stream, id);
  trimShard(state, stream, shard);
  const nowMs = state.clock.nowMs();
  if (state.limitsTraffic && !takesRead(shard.traffic, nowMs)) throw exceeded(shard.id, stream.name, state.accountId);
  const waiting = shard.records.slice(indexFrom(shard.records, from));
  const shown = waiting.slice(0, Math.min(Limit, countWithin(waiting)));
  const last = shown.at(-1);
  const next = last === undefined ? from : BigInt(last.sequenceNumber) + 1n;
  const behind = waiting[shown.length];
  gave(
    shard.traffic,
    nowMs,
    shown.reduce((sum, { data }) => sum + Buffer.byteLength(data, "base64"), 0),
  );
  const isOver = shard.closed !== undefined && behind === undefined;
  return {
    Records: shown.map(({ sequenceNumber, arrivedAtMs, data, partitionKey }) => ({
      SequenceNumber: sequenceNumber,
      ApproximateArrivalTimestamp: arrivedAtMs / 1000,
      Data: data,
      PartitionKey: partitionKey,
    })),
    ...(isOver
      ? { ChildShards: childrenOf(stream, shard).map(childView) }
      : { NextShardIterator: writeIterator(state, { stream: name, shard: id, from: next }) }),
    MillisBehindLatest: behind === undefined ? 0 : state.clock.nowMs() - behind.arrivedAtMs,
  };
}

const childrenOf = (stream: Stream, { id }: Shard) => stream.shards.filter(({ parents }) => parents.includes(id));

const childView = (shard: Shard) => ({
  ShardId: shard.id,
  ParentShards: shard.parents,
  HashKeyRange: shardView(shard).HashKeyRange,
});

/** Where records of that number or a greater one begin; they are in order. */
function indexFrom(records: readonly StreamRecord[], from: bigint): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (BigInt(records[middle]?.sequenceNumber ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the first records an answer has room for. */
function countWithin(records: readonly StreamRecord[]): number {
  let bytes = 0;
  const beyond = records.findIndex(({ data }) => (bytes += Buffer.byteLength(data, "base64")) > maxAnswerBytes);
  return beyond < 0 ? records.length : Math.max(1, beyond);
}
