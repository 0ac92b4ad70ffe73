import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
  type _Record as KinesisRecord,
} from "@aws-sdk/client-kinesis";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { resourceName } from "setpiece";
import { durationSeconds } from "../../../dsl/duration.js";
import type { StreamPipe } from "../../wiring/wiring.js";
import { localKinesis } from "../kinesis-client.js";
import { type PipeSource, type RunBatch, wantedObject } from "./pipe-source.js";

/** A record as the pipe hands it over, and what it tells of it when nobody takes it. */
interface WaitingRecord {
  readonly handedOver: { readonly sequenceNumber: string; readonly data: object };
  readonly arrivedAt: Date | undefined;
}

interface Batch {
  readonly records: readonly WaitingRecord[];
  /** How often the workflow has refused it. */
  refusals: number;
}

/** How far a shard has been read. */
interface ShardReader {
  readonly shard: string;
  /** The shards that it was split from or merged of: their records come before. */
  readonly parents: readonly string[];
  /** It is closed, and read to its end. */
  isOver: boolean;
  iterator: string | undefined;
  lastRead: string | undefined;
  /** Read and not yet handed over; since when. */
  readonly waiting: WaitingRecord[];
  waitingSinceMs: number;
  /** Batches that were refused, and halves of them: they come before all that waits, so that the order stays. */
  readonly again: Batch[];
}

/**
 * The records of a Kinesis stream, shard by shard in order. A batch that the workflow refuses is halved until the record
 * that spoils it is alone; when that one has been refused often enough, word of it goes to a queue and the shard goes on.
 */
export function streamSource(pipe: StreamPipe): PipeSource {
  const kinesis = localKinesis();
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const readers = new Map<string, ShardReader>();
  return {
    next: async (run, isUrgent) => {
      await findShards(kinesis, pipe, readers);
      let done = 0;
      for (const reader of readers.values()) {
        if (reader.parents.every((parent) => isDone(readers.get(parent)))) done += await readOn(reader, run, isUrgent);
      }
      return done;
    },
    stop: () => {
      kinesis.destroy();
      sqs.destroy();
    },
  };

  /** One step in a shard: gives how many records are done with. */
  async function readOn(reader: ShardReader, run: RunBatch, isUrgent: boolean): Promise<number> {
    let dropped = 0;
    if (reader.again.length === 0) {
      dropped = await fill(kinesis, pipe, reader);
      const batch = takeBatch(pipe, reader, isUrgent);
      if (batch !== undefined) reader.again.push(batch);
    }
    const [batch] = reader.again;
    if (batch === undefined) return dropped;
    if (await run(batch.records.map(({ handedOver }) => handedOver))) {
      reader.again.shift();
      return dropped + batch.records.length;
    }
    batch.refusals += 1;
    if (batch.records.length > 1) {
      const middle = Math.ceil(batch.records.length / 2);
      const halves = [batch.records.slice(0, middle), batch.records.slice(middle)];
      reader.again.splice(0, 1, ...halves.map((records) => ({ records, refusals: 0 })));
      return dropped;
    }
    if (batch.refusals <= pipe.retries) return dropped;
    await reportRefused(sqs, pipe, reader.shard, batch);
    reader.again.shift();
    return dropped + 1;
  }
}

async function findShards(kinesis: KinesisClient, { from }: StreamPipe, readers: Map<string, ShardReader>) {
  let NextToken: string | undefined;
  do {
    const request = NextToken === undefined ? { StreamName: from.stream.name } : { NextToken };
    const page = await kinesis.send(new ListShardsCommand(request));
    for (const { ShardId: shard = "", ParentShardId, AdjacentParentShardId } of page.Shards ?? []) {
      if (readers.has(shard)) continue;
      readers.set(shard, {
        ...{ shard, iterator: undefined, lastRead: undefined, waiting: [], waitingSinceMs: 0, again: [] },
        parents: [ParentShardId, AdjacentParentShardId].filter((parent) => parent !== undefined),
        isOver: false,
      });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}

/** A parent that the stream has forgotten was read long ago, or never will be. */
const isDone = (parent: ShardReader | undefined): boolean =>
  parent === undefined || (parent.isOver && parent.waiting.length === 0 && parent.again.length === 0);

/** Reads until a batch is full or nothing is left: gives how many records the filter dropped. */
async function fill(kinesis: KinesisClient, pipe: StreamPipe, reader: ShardReader): Promise<number> {
  let dropped = 0;
  while (!reader.isOver && reader.waiting.length < pipe.batchSize) {
    const records = await readPage(kinesis, pipe, reader, pipe.batchSize - reader.waiting.length);
    if (records.length === 0) break;
    for (const { SequenceNumber = "", Data = new Uint8Array(), ApproximateArrivalTimestamp } of records) {
      const data = wantedObject(Buffer.from(Data).toString("utf8"), pipe.filter?.data);
      reader.lastRead = SequenceNumber;
      if (data === undefined) {
        dropped += 1;
        continue;
      }
      if (reader.waiting.length === 0) reader.waitingSinceMs = performance.now();
      reader.waiting.push({
        handedOver: { sequenceNumber: SequenceNumber, data },
        arrivedAt: ApproximateArrivalTimestamp,
      });
    }
  }
  return dropped;
}

/** Iterators live five minutes: one that expired is replaced by another for the same place. */
async function readPage(
  kinesis: KinesisClient,
  pipe: StreamPipe,
  reader: ShardReader,
  Limit: number,
): Promise<readonly KinesisRecord[]> {
  reader.iterator ??= await iteratorAfter(kinesis, pipe, reader);
  try {
    const page = await kinesis.send(new GetRecordsCommand({ ShardIterator: reader.iterator, Limit }));
    reader.iterator = page.NextShardIterator;
    reader.isOver = page.NextShardIterator === undefined;
    return page.Records ?? [];
  } catch (error) {
    if (!(error instanceof ExpiredIteratorException)) throw error;
    reader.iterator = undefined;
    return readPage(kinesis, pipe, reader, Limit);
  }
}

async function iteratorAfter(kinesis: KinesisClient, { from }: StreamPipe, { shard, lastRead }: ShardReader) {
  const place =
    lastRead === undefined
      ? ({ ShardIteratorType: "TRIM_HORIZON" } as const)
      : ({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber: lastRead } as const);
  const request = { StreamName: from.stream.name, ShardId: shard, ...place };
  return (await kinesis.send(new GetShardIteratorCommand(request))).ShardIterator;
}

function takeBatch({ batchSize, window }: StreamPipe, reader: ShardReader, isUrgent: boolean): Batch | undefined {
  const waitedMs = performance.now() - reader.waitingSinceMs;
  const isDue = isUrgent || reader.waiting.length >= batchSize || waitedMs >= durationSeconds(window) * 1_000;
  if (reader.waiting.length === 0 || !isDue) return undefined;
  return { records: reader.waiting.splice(0, batchSize), refusals: 0 };
}

/** What EventBridge Pipes sends where records of a stream are lost: where they are, and not what they hold. */
async function reportRefused(sqs: SQSClient, pipe: StreamPipe, shardId: string, { records }: Batch): Promise<void> {
  const [first, last] = [records.at(0), records.at(-1)];
  const report = {
    context: {
      partnerResourceArn: `arn:aws:pipes:us-east-1:123456789012:pipe/${pipe.name}`,
      condition: "RetryAttemptsExhausted",
    },
    version: "1.0",
    timestamp: new Date().toISOString(),
    KinesisBatchInfo: {
      shardId,
      startSequenceNumber: first?.handedOver.sequenceNumber,
      endSequenceNumber: last?.handedOver.sequenceNumber,
      approximateArrivalOfFirstRecord: first?.arrivedAt,
      approximateArrivalOfLastRecord: last?.arrivedAt,
      batchSize: records.length,
      streamArn: `arn:aws:kinesis:us-east-1:123456789012:stream/${pipe.from.stream.name}`,
    },
  };
  const QueueUrl = resourceName(pipe.undelivered);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(report) }));
}
