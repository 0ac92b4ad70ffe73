import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { blob, list, structure, text } from "../../wire/shape.js";
import { streamMembers } from "../request-shapes.js";
import { exceeded, takesRecord } from "../shard-traffic.js";
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
  const stream = findStream(state, request);
  const answer = append(state, stream, request);
  if (answer instanceof AwsError) throw answer;
  return answer;
}

/**
 * Where a record is out of bounds, none is taken. Otherwise each is taken, or refused by itself where its shard has had
 * enough in this second, if that is limited.
 */
export function putRecords(state: KinesisState, json: unknown): unknown {
  const { Records, ...reference } = readInput(putsShape, json);
  Records.forEach((record, index) => checkSize(record, `records.${index + 1}.member.data`));
  if (Records.reduce((sum, record) => sum + sizeOf(record), 0) > maxRequestBytes)
    throw new AwsError("InvalidArgumentException", "Records size exceeds 5 MB limit");
  const stream = findStream(state, reference);
  // A record that belongs nowhere refuses the request before any is taken.
  for (const { PartitionKey, ExplicitHashKey } of Records) shardOfKey(stream, PartitionKey, ExplicitHashKey);
  const answers = Records.map((record) => append(state, stream, record));
  return {
    FailedRecordCount: answers.filter((answer) => answer instanceof AwsError).length,
    Records: answers.map((answer) =>
      answer instanceof AwsError ? { ErrorCode: answer.code, ErrorMessage: answer.message } : answer,
    ),
  };
}

/** Gives where the record is, or the refusal of its shard. */
function append(state: KinesisState, stream: Stream, record: NewRecord) {
  const { Data, PartitionKey, ExplicitHashKey } = record;
  const shard = shardOfKey(stream, PartitionKey, ExplicitHashKey);
  if (state.limitsTraffic && !takesRecord(shard.traffic, state.clock.nowMs(), sizeOf(record)))
    return exceeded(shard.id, stream.name, state.accountId);
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
