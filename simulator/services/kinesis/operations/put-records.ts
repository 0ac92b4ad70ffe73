import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { blob, list, structure, text } from "../../wire/shape.js";
import { streamMembers } from "../request-shapes.js";
import { findStream, type KinesisState, nextSequenceNumber, shardOfKey, type Stream } from "../stream-state.js";

const maxRecordBytes = 1_048_576;
const maxRequestBytes = 5 * maxRecordBytes;
const maxRecords = 500;

const recordMembers = {
  Data: blob,
  PartitionKey: text({ min: 1, max: 256 }),
  ExplicitHashKey: text({ pattern: "0|([1-9]\\d{0,38})" }),
};
const sequenceNumber = text({ pattern: "0|([1-9]\\d{0,128})" });
const putShape = structure({ ...streamMembers, ...recordMembers, SequenceNumberForOrdering: sequenceNumber }, [
  "Data",
  "PartitionKey",
]);
const putsShape = structure(
  {
    ...streamMembers,
    Records: list(structure(recordMembers, ["Data", "PartitionKey"]), { min: 1, max: maxRecords }),
  },
  ["Records"],
);

interface NewRecord {
  readonly Data: string;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string | undefined;
}

/** Numbers grow along a shard anyway, so `SequenceNumberForOrdering` asks for nothing more. */
export function putRecord(state: KinesisState, json: unknown): unknown {
  const request = readInput(putShape, json);
  checkSize(request, "data");
  return append(state, findStream(state, request), request);
}

/** Takes all records or, where one of them is out of bounds, none. What shards take in a second is not limited here. */
export function putRecords(state: KinesisState, json: unknown): unknown {
  const { Records, ...reference } = readInput(putsShape, json);
  Records.forEach((record, index) => checkSize(record, `records.${index + 1}.member.data`));
  if (Records.reduce((sum, record) => sum + sizeOf(record), 0) > maxRequestBytes)
    throw new AwsError("InvalidArgumentException", "Records size exceeds 5 MB limit");
  const stream = findStream(state, reference);
  // A record that belongs nowhere refuses the request before any is taken.
  for (const { PartitionKey, ExplicitHashKey } of Records) shardOfKey(stream, PartitionKey, ExplicitHashKey);
  return { FailedRecordCount: 0, Records: Records.map((record) => append(state, stream, record)) };
}

function append(state: KinesisState, stream: Stream, { Data, PartitionKey, ExplicitHashKey }: NewRecord) {
  const shard = shardOfKey(stream, PartitionKey, ExplicitHashKey);
  const number = nextSequenceNumber(state);
  shard.records.push({
    sequenceNumber: number,
    arrivedAtMs: state.clock.nowMs(),
    partitionKey: PartitionKey,
    data: Data,
  });
  return { ShardId: shard.id, SequenceNumber: number };
}

function checkSize(record: NewRecord, at: string): void {
  if (sizeOf(record) <= maxRecordBytes) return;
  throw validationError(
    `1 validation error detected: Value at '${at}' failed to satisfy constraint: Member must have length less than or equal to ${maxRecordBytes}`,
  );
}

/** Data and partition key together. */
function sizeOf({ Data, PartitionKey }: NewRecord): number {
  return Buffer.byteLength(Data, "base64") + Buffer.byteLength(PartitionKey);
}
