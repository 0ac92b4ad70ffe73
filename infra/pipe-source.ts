import { CfnOutput, Duration, RemovalPolicy } from "aws-cdk-lib";
import { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import { Stream, StreamEncryption } from "aws-cdk-lib/aws-kinesis";
import type { CfnPipe } from "aws-cdk-lib/aws-pipes";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { durationSeconds } from "../dsl/duration.js";
import type { ChangesPipe, Pipe, QueuePipe, StreamPipe, Stream as WiringStream } from "../tasks/wiring/wiring.js";
import { found } from "./found.js";
import { constructId } from "./placeholder.js";
import type { SetpieceTable } from "./setpiece-table.js";

/** Where a pipe takes its records from, as CloudFormation has it. */
export interface PipeSource {
  /** An ARN. */
  readonly source: string;
  readonly sourceParameters: CfnPipe.PipeSourceParametersProperty;
  /** What is made of each record. Default: it is handed over as it is. */
  readonly inputTemplate?: string;
}

/** What pipes read, by the names of the wiring. */
export interface PipeSources {
  readonly queues: ReadonlyMap<string, Queue>;
  readonly streams: ReadonlyMap<string, Stream>;
  readonly tables: ReadonlyMap<string, SetpieceTable>;
}

/** The source of a pipe, with leave for its role to read it. */
export function pipeSource(pipe: Pipe, role: Role, sources: PipeSources): PipeSource {
  switch (pipe.source) {
    case "queue":
      return queueSource(pipe, role, sources);
    case "changes":
      return changesSource(pipe, role, sources);
    case "stream":
      return streamSource(pipe, role, sources);
  }
}

/** Streams with encryption at rest, retained with the stack gone. Whoever writes to them finds their names in the outputs. */
export function addStreams(scope: Construct, streams: readonly WiringStream[]): ReadonlyMap<string, Stream> {
  return new Map(
    streams.map(({ name, shards, retention }) => {
      const stream = new Stream(scope, `Stream${constructId(name)}`, {
        shardCount: shards,
        retentionPeriod: Duration.seconds(durationSeconds(retention)),
        encryption: StreamEncryption.MANAGED,
        removalPolicy: RemovalPolicy.RETAIN,
      });
      new CfnOutput(scope, `StreamName${constructId(name)}`, { value: stream.streamName });
      return [name, stream] as const;
    }),
  );
}

function queueSource({ from, batchSize, filter }: QueuePipe, role: Role, { queues }: PipeSources): PipeSource {
  const queue = found(queues, from.queue.name);
  queue.grantConsumeMessages(role);
  const sqsQueueParameters = { batchSize, maximumBatchingWindowInSeconds: 1 };
  return { source: queue.queueArn, sourceParameters: { sqsQueueParameters, ...filterCriteria(filter) } };
}

function changesSource({ from, batchSize }: ChangesPipe, role: Role, { tables }: PipeSources): PipeSource {
  const source = openChanges(found(tables, from.changesOf.name), from.changesOf.name);
  const actions = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
  role.addToPolicy(new PolicyStatement({ actions, resources: [source] }));
  role.addToPolicy(new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }));
  return { source, sourceParameters: { dynamoDbStreamParameters: { batchSize, startingPosition: "TRIM_HORIZON" } } };
}

function openChanges({ table }: SetpieceTable, name: string): string {
  const resource = table.node.defaultChild;
  if (!(resource instanceof CfnTable)) throw new Error(`the table ${name} has no CloudFormation resource`);
  resource.streamSpecification = { streamViewType: "NEW_IMAGE" };
  return resource.attrStreamArn;
}

/** A record of `pipe-records.ts`: pipes decode the data, which their filter has found to be JSON. */
const streamRecord = '{"sequenceNumber": <$.sequenceNumber>, "data": <$.data>}';

function streamSource(pipe: StreamPipe, role: Role, { streams, queues }: PipeSources): PipeSource {
  const stream = found(streams, pipe.from.stream.name);
  const undelivered = found(queues, pipe.undelivered.name);
  stream.grantRead(role);
  role.addToPolicy(new PolicyStatement({ actions: ["kinesis:ListStreams"], resources: ["*"] }));
  undelivered.grantSendMessages(role);
  const kinesisStreamParameters = {
    startingPosition: "TRIM_HORIZON",
    batchSize: pipe.batchSize,
    maximumBatchingWindowInSeconds: durationSeconds(pipe.window),
    maximumRetryAttempts: pipe.retries,
    onPartialBatchItemFailure: "AUTOMATIC_BISECT",
    deadLetterConfig: { arn: undelivered.queueArn },
  };
  return {
    source: stream.streamArn,
    sourceParameters: { kinesisStreamParameters, ...filterCriteria(pipe.filter) },
    inputTemplate: streamRecord,
  };
}

function filterCriteria(filter: object | undefined): Pick<CfnPipe.PipeSourceParametersProperty, "filterCriteria"> {
  return filter === undefined ? {} : { filterCriteria: { filters: [{ pattern: JSON.stringify(filter) }] } };
}
