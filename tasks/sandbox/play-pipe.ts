import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
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

function streamSource(TableName: string): Source {
  const streams = new DynamoDBStreamsClient({});
  /** Of each shard: where the next records are; undefined where the shard is at its end. */
  const iterators = new Map<string, string | undefined>();
  const findShards = async () => {
    const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName }));
    for (const { StreamArn } of Streams) {
      const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
      for (const { ShardId = "" } of StreamDescription?.Shards ?? []) {
        if (iterators.has(ShardId)) continue;
        const request = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
        iterators.set(ShardId, (await streams.send(new GetShardIteratorCommand(request))).ShardIterator);
      }
    }
  };
  return {
    next: async (batchSize, run) => {
      await findShards();
      for (const [shard, ShardIterator] of iterators) {
        if (ShardIterator === undefined) continue;
        const page = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: batchSize }));
        const records = page.Records ?? [];
        if (records.length === 0) continue;
        if (!(await run(records))) return 0;
        iterators.set(shard, page.NextShardIterator);
        return records.length;
      }
      return 0;
    },
    stop: () => streams.destroy(),
  };
}
