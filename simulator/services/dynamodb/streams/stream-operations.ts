import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { integer, structure, text } from "../../wire/shape.js";
import type { Engine } from "../engine.js";
import { keyAttributes } from "../key-schema.js";
import { printSequence, type Stream, trimStream } from "./stream-log.js";

const iteratorLifetimeMs = 15 * 60 * 1000;
const maxRecords = 1000;

const arn = text({ min: 37, max: 1024 });
const listShape = structure({ TableName: text(), Limit: integer({ min: 1, max: 100 }), ExclusiveStartStreamArn: arn });
const describeShape = structure(
  { StreamArn: arn, Limit: integer({ min: 1, max: 100 }), ExclusiveStartShardId: text({ min: 28, max: 65 }) },
  ["StreamArn"],
);
const iteratorShape = structure(
  {
    StreamArn: arn,
    ShardId: text({ min: 28, max: 65 }),
    ShardIteratorType: text({ values: ["AT_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AFTER_SEQUENCE_NUMBER"] }),
    SequenceNumber: text({ min: 21, max: 40 }),
  },
  ["StreamArn", "ShardId", "ShardIteratorType"],
);
const recordsShape = structure(
  { ShardIterator: text({ min: 1, max: 2048 }), Limit: integer({ min: 1, max: maxRecords }) },
  ["ShardIterator"],
);

export function listStreams(engine: Engine, json: unknown): unknown {
  const { TableName, Limit = 100, ExclusiveStartStreamArn } = readInput(listShape, json);
  const all = engine.streams.list().filter(({ tableName }) => TableName === undefined || tableName === TableName);
  const from = all.findIndex((stream) => stream.arn === ExclusiveStartStreamArn) + 1;
  const shown = all.slice(from, from + Limit);
  return {
    Streams: shown.map((stream) => ({
      StreamArn: stream.arn,
      TableName: stream.tableName,
      StreamLabel: stream.label,
    })),
    ...(from + Limit < all.length && { LastEvaluatedStreamArn: shown.at(-1)?.arn }),
  };
}

export function describeStream(engine: Engine, json: unknown): unknown {
  const { StreamArn, ExclusiveStartShardId } = readInput(describeShape, json);
  const stream = findStream(engine, StreamArn);
  const range = {
    StartingSequenceNumber: printSequence(stream.startingSequence),
    ...(!stream.enabled && {
      EndingSequenceNumber: stream.records.at(-1)?.dynamodb.SequenceNumber ?? printSequence(stream.startingSequence),
    }),
  };
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.enabled ? "ENABLED" : "DISABLED",
      StreamViewType: stream.view,
      CreationRequestDateTime: stream.createdAtMs / 1000,
      TableName: stream.tableName,
      KeySchema: keyAttributes(stream.key).map(({ name }, index) => ({
        AttributeName: name,
        KeyType: index === 0 ? "HASH" : "RANGE",
      })),
      Shards: ExclusiveStartShardId === stream.shardId ? [] : [{ ShardId: stream.shardId, SequenceNumberRange: range }],
    },
  };
}

export function getShardIterator(engine: Engine, json: unknown): unknown {
  const request = readInput(iteratorShape, json);
  const stream = findStream(engine, request.StreamArn);
  if (stream.shardId !== request.ShardId)
    throw new AwsError(
      "ResourceNotFoundException",
      `Requested resource not found: Shard: ${request.ShardId} in Stream: ${stream.arn} not found`,
    );
  const next = firstSequence(engine, stream, request.ShardIteratorType, request.SequenceNumber);
  return { ShardIterator: writeIterator(engine, stream, next) };
}

export function getRecords(engine: Engine, json: unknown): unknown {
  const { ShardIterator, Limit = maxRecords } = readInput(recordsShape, json);
  const { stream, next } = readIterator(engine, ShardIterator);
  trimStream(stream, engine.clock.nowMs());
  const waiting = stream.records.filter((record) => Number(record.dynamodb.SequenceNumber) >= next);
  const shown = waiting.slice(0, Limit);
  const following = shown.length === 0 ? next : Number(shown.at(-1)?.dynamodb.SequenceNumber) + 1;
  const isAtEnd = !stream.enabled && shown.length === waiting.length;
  return {
    Records: shown,
    ...(!isAtEnd && { NextShardIterator: writeIterator(engine, stream, following) }),
  };
}

function firstSequence(
  engine: Engine,
  stream: Stream,
  type: "AT_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AFTER_SEQUENCE_NUMBER",
  sequence: string | undefined,
): number {
  switch (type) {
    case "TRIM_HORIZON":
      return 0;
    case "LATEST":
      return engine.streams.nextSequence;
    case "AT_SEQUENCE_NUMBER":
    case "AFTER_SEQUENCE_NUMBER": {
      const given = Number(sequence);
      if (sequence === undefined || !Number.isSafeInteger(given) || given < stream.startingSequence)
        throw validationError("One or more parameter values were invalid: Invalid SequenceNumber");
      return type === "AT_SEQUENCE_NUMBER" ? given : given + 1;
    }
  }
}

function findStream(engine: Engine, streamArn: string): Stream {
  const stream = engine.streams.find(streamArn);
  if (stream !== undefined) return stream;
  throw new AwsError("ResourceNotFoundException", `Requested resource not found: Stream: ${streamArn} not found`);
}

function writeIterator(engine: Engine, stream: Stream, next: number): string {
  const position = Buffer.from(`${stream.shardId}|${next}|${engine.clock.nowMs()}`).toString("base64");
  return `${stream.arn}|1|${position}`;
}

function readIterator(engine: Engine, iterator: string): { readonly stream: Stream; readonly next: number } {
  const [arn = "", , position = ""] = iterator.split("|");
  const stream = engine.streams.find(arn);
  const [shardId, next, madeAtMs] = Buffer.from(position, "base64").toString().split("|");
  if (stream === undefined || shardId !== stream.shardId || !/^\d+$/.test(next ?? ""))
    throw validationError("Invalid ShardIterator");
  if (Number(madeAtMs) + iteratorLifetimeMs < engine.clock.nowMs())
    throw new AwsError("ExpiredIteratorException", "The shard iterator has expired and can no longer be used");
  return { stream, next: Number(next) };
}
