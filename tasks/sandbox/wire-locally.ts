import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import {
  CreateStreamCommand,
  IncreaseStreamRetentionPeriodCommand,
  type KinesisClient,
  ResourceInUseException,
} from "@aws-sdk/client-kinesis";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { resourceName } from "setpiece";
import type { Queue } from "setpiece/aws/sqs";
import { durationSeconds } from "../../dsl/duration.js";
import type {
  EventRule,
  HttpTarget,
  QueueTarget,
  Schedule,
  Stream,
  Subscription,
  TransformedTarget,
  Wiring,
} from "../wiring/wiring.js";
import { localKinesis } from "./kinesis-client.js";

const account = "us-east-1:123456789012";
const role = "arn:aws:iam::123456789012:role/local";
const machineArn = (workflow: string) => `arn:aws:states:${account}:stateMachine:${workflow}`;
const queueArn = ({ name }: Queue) => `arn:aws:sqs:${account}:${name}`;

/**
 * Creates the queues, streams, topics, buckets, rules, subscriptions and schedules of the wiring at the local endpoint.
 * Tables, buses and workflows must be there. Pipes are played by {@link playPipe}.
 */
export async function wireLocally(wiring: Wiring): Promise<void> {
  const [sqs, sns, s3] = [new SQSClient({}), new SNSClient({}), new S3Client({ forcePathStyle: true })];
  const [events, scheduler, dynamodb] = [new EventBridgeClient({}), new SchedulerClient({}), new DynamoDBClient({})];
  const kinesis = localKinesis();
  try {
    for (const queue of wiring.queues) await createQueue(sqs, queue);
    for (const stream of wiring.streams) await createStream(kinesis, stream);
    for (const { name } of wiring.topics) await sns.send(new CreateTopicCommand({ Name: name }));
    for (const { name } of wiring.buckets) await s3.send(new CreateBucketCommand({ Bucket: name }));
    for (const subscription of wiring.subscriptions) await subscribe(sns, subscription);
    for (const pipe of wiring.pipes)
      if (pipe.source === "changes") await openStream(dynamodb, pipe.from.changesOf.name);
    for (const rule of wiring.rules) await putRule(events, rule);
    for (const schedule of wiring.schedules) await createSchedule(scheduler, schedule);
  } finally {
    for (const client of [sqs, sns, s3, events, scheduler, dynamodb, kinesis]) client.destroy();
  }
}

async function createQueue(sqs: SQSClient, { name, options }: Queue): Promise<void> {
  const { visibilityTimeout = "30s", deadLetters, maxReceives = 5 } = options;
  const Attributes: Record<string, string> = { VisibilityTimeout: String(durationSeconds(visibilityTimeout)) };
  if (deadLetters !== undefined) {
    const deadLetterTargetArn = `arn:aws:sqs:${account}:${deadLetters}`;
    Attributes.RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: maxReceives });
  }
  await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
}

async function createStream(kinesis: KinesisClient, { name, shards, retention }: Stream): Promise<void> {
  try {
    await kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw error;
  }
  const RetentionPeriodHours = durationSeconds(retention) / 3_600;
  if (RetentionPeriodHours > 24)
    await kinesis.send(new IncreaseStreamRetentionPeriodCommand({ StreamName: name, RetentionPeriodHours }));
}

async function subscribe(sns: SNSClient, { topic, queue, filter }: Subscription): Promise<void> {
  const Attributes = {
    RawMessageDelivery: "true",
    ...(filter === undefined ? {} : { FilterPolicy: JSON.stringify(filter) }),
  };
  const TopicArn = resourceName(topic);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn(queue), Attributes }));
}

async function openStream(dynamodb: DynamoDBClient, table: string): Promise<void> {
  // Tables may be kept from an earlier start.
  const { Table: found } = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
  if (found?.StreamSpecification?.StreamEnabled === true) return;
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } as const;
  await dynamodb.send(new UpdateTableCommand({ TableName: table, StreamSpecification }));
}

async function putRule(events: EventBridgeClient, { name, bus, pattern, ofBucket, target }: EventRule): Promise<void> {
  const EventBusName = bus === "default" ? bus : bus.name;
  const detail = ofBucket === undefined ? pattern.detail : { ...pattern.detail, bucket: { name: [ofBucket.name] } };
  await events.send(
    new PutRuleCommand({ Name: name, EventBusName, EventPattern: JSON.stringify({ ...pattern, detail }) }),
  );
  const made: Target =
    "workflow" in target
      ? { Id: name, Arn: machineArn(target.workflow), RoleArn: role, InputPath: "$.detail" }
      : "queue" in target
        ? queueTarget(name, target)
        : await httpTarget(events, name, target);
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets: [made] }));
}

async function httpTarget(events: EventBridgeClient, name: string, target: HttpTarget): Promise<Target> {
  const { apiKey, method, address } = target;
  const connection = await events.send(
    new CreateConnectionCommand({
      Name: name,
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: apiKey.header, ApiKeyValue: variable(apiKey.variable) } },
    }),
  );
  const destination = await events.send(
    new CreateApiDestinationCommand({
      Name: name,
      ConnectionArn: connection.ConnectionArn,
      HttpMethod: method,
      InvocationEndpoint: variable(address),
    }),
  );
  return { Id: name, Arn: destination.ApiDestinationArn, RoleArn: role, ...transformed(target) };
}

const queueTarget = (name: string, target: QueueTarget): Target => ({
  Id: name,
  Arn: queueArn(target.queue),
  ...transformed(target),
});

const transformed = ({ paths, template, undelivered }: TransformedTarget) => ({
  InputTransformer: { InputPathsMap: { ...paths }, InputTemplate: template },
  DeadLetterConfig: { Arn: queueArn(undelivered) },
});

async function createSchedule(scheduler: SchedulerClient, schedule: Schedule): Promise<void> {
  const { name, expression, timeZone = "UTC", workflow, input = {} } = schedule;
  await scheduler.send(
    new CreateScheduleCommand({
      Name: name,
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: timeZone,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: machineArn(workflow), RoleArn: role, Input: JSON.stringify(input) },
    }),
  );
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the wiring of local runs needs it`);
  return value;
}
