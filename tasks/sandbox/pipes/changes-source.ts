import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { ChangesPipe } from "../../wiring/wiring.js";
import type { PipeSource } from "./pipe-source.js";

/** Where a shard has been read to. */
interface ShardPosition {
  /** Undefined at the shard's end. */
  iterator: string | undefined;
  /** Of the last record that the workflow took. */
  lastTaken: string | undefined;
}

/** The changes of a table, in order. A batch that fails comes again first. */
export function changesSource({ from, batchSize }: ChangesPipe): PipeSource {
  const TableName = from.changesOf.name;
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
    next: async (run) => {
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
