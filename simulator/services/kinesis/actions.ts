import { getRecords, getShardIterator } from "./operations/get-records.js";
import { listShards } from "./operations/list-shards.js";
import { putRecord, putRecords } from "./operations/put-records.js";
import { mergeShards, splitShard, updateShardCount } from "./operations/reshard.js";
import {
  createStream,
  decreaseRetention,
  deleteStream,
  describeStream,
  describeStreamSummary,
  increaseRetention,
  listStreams,
} from "./operations/streams.js";
import type { KinesisState } from "./stream-state.js";

type KinesisAction = (state: KinesisState, json: unknown) => unknown;

/** Every action of Kinesis Data Streams that is simulated. */
export const kinesisActions: ReadonlyMap<string, KinesisAction> = new Map<string, KinesisAction>([
  ["CreateStream", createStream],
  ["DecreaseStreamRetentionPeriod", decreaseRetention],
  ["DeleteStream", deleteStream],
  ["DescribeStream", describeStream],
  ["DescribeStreamSummary", describeStreamSummary],
  ["GetRecords", getRecords],
  ["GetShardIterator", getShardIterator],
  ["IncreaseStreamRetentionPeriod", increaseRetention],
  ["ListShards", listShards],
  ["MergeShards", mergeShards],
  ["ListStreams", listStreams],
  ["PutRecord", putRecord],
  ["PutRecords", putRecords],
  ["SplitShard", splitShard],
  ["UpdateShardCount", updateShardCount],
]);
