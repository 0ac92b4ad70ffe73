import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { SFNClient, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { resourceName } from "setpiece";
import type { Pipe } from "../wiring/wiring.js";

/** A pipe of EventBridge Pipes in local runs. */
export interface PlayedPipe {
  /** Hands over all that waits now, batch by batch, and gives the number of records that the workflow took. */
  drain(): Promise<number>;
  stop(): void;
}

/** Plays a pipe over the AWS APIs. A batch from a queue that fails becomes visible again; one from a stream comes again first. */
export function playPipe(pipe: Pipe): PlayedPipe {
  const stepFunctions = new SFNClient({ disableHostPrefix: true });
  const run = async (records: readonly object[]): Promise<boolean> => {
    const stateMachineArn = `arn:aws:states:us-east-1:123456789012:stateMachine:${pipe.workflow}`;
    const { status } = await stepFunctions.send(
      new StartSyncExecutionCommand({ stateMachineArn, input: JSON.stringify(records) }),
    );
    return status === "SUCCEEDED";
  };
  const { from } = pipe;
  const source =
    "queue" in from ? queueSource(resourceName(from.queue), pipe.filter) : streamSource(from.changesOf.name);
  let draining: Promise<number> = Promise.resolve(0);
  const drain = async (): Promise<number> => {
    for (let taken = 0; ;) {
      const count = await source.next(pipe.batchSize, run);
      if (count === 0) return taken;
      taken += count;
    }
  };
  return {
    // One after the other: a pipe keeps the order of its source.
    drain: () => (draining = draining.catch(() => 0).then(drain)),
    stop: () => {
      source.stop();
      stepFunctions.destroy();
    },
  };
}

interface Source {
  /** Hands one batch over; 0 when nothing waits, or the batch was not taken. */
  next(batchSize: number, run: (records: readonly object[]) => Promise<boolean>): Promise<number>;
  stop(): void;
}

function queueSource(QueueUrl: string, filter: Pipe["filter"]): Source {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  return {
    next: async (batchSize, run) => {
      const received = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(batchSize, 10),
          MessageSystemAttributeNames: ["All"],
        }),
      );
      const messages = received.Messages ?? [];
      if (messages.length === 0) return 0;
      const wanted = messages.filter(({ Body }) => filter === undefined || hasValues(Body ?? "", filter.body));
      const records = wanted.map(({ MessageId, Body, Attributes }) => ({
        messageId: MessageId,
        body: Body,
        attributes: Attributes ?? {},
        eventSource: "aws:sqs",
      }));
      if (records.length > 0 && !(await run(records))) return 0;
      const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return messages.length;
    },
    stop: () => sqs.destroy(),
  };
}

function hasValues(body: string, values: Readonly<Record<string, readonly string[]>>): boolean {
  try {
    const message = JSON.parse(body) as Record<string, unknown> | null;
    return Object.entries(values).every(([member, allowed]) => allowed.includes(message?.[member] as string));
  } catch {
    return false;
  }
}

/** Where a shard has been read to. */
interface ShardPosition {
  /** Undefined at the shard's end. */
  iterator: string | undefined;
  /** Of the last record that the workflow took. */
  lastTaken: string | undefined;
}

function streamSource(TableName: string): Source {
  const streams = new DynamoDBStreamsClient({});
  const positions = new Map<string, ShardPosition & { readonly StreamArn: string | undefined }>();
  const iteratorAfter = async (StreamArn: string | undefined, ShardId: string, lastTaken: string | undefined) => {
    const from =
      lastTaken === undefined
        ? ({ ShardIteratorType: "TRIM_HORIZON" } as const)
        : ({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: lastTaken } as const);
    return (await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...from }))).ShardIterator;
  };
  const findShards = async () => {
    const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName }));
    for (const { StreamArn } of Streams) {
      const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
      for (const { ShardId = "" } of StreamDescription?.Shards ?? []) {
        if (positions.has(ShardId)) continue;
        const iterator = await iteratorAfter(StreamArn, ShardId, undefined);
        positions.set(ShardId, { StreamArn, iterator, lastTaken: undefined });
      }
    }
  };
  /** Iterators live a quarter of an hour: one that expired is replaced by another for the same place. */
  const read = async (ShardId: string, iterator: string, Limit: number): Promise<GetRecordsCommandOutput> => {
    try {
      return await streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit }));
    } catch (error) {
      if (!(error instanceof ExpiredIteratorException)) throw error;
      const position = positions.get(ShardId);
      const ShardIterator = await iteratorAfter(position?.StreamArn, ShardId, position?.lastTaken);
      return streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
    }
  };
  return {
    next: async (batchSize, run) => {
      await findShards();
      for (const [shard, position] of positions) {
        if (position.iterator === undefined) continue;
        const page = await read(shard, position.iterator, batchSize);
        const records = page.Records ?? [];
        if (records.length > 0 && !(await run(records))) return 0;
        position.iterator = page.NextShardIterator;
        position.lastTaken = records.at(-1)?.dynamodb?.SequenceNumber ?? position.lastTaken;
        if (records.length > 0) return records.length;
      }
      return 0;
    },
    stop: () => streams.destroy(),
  };
}
