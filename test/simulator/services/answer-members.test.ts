import { expect, test } from "vitest";

import { createServices } from "../../../simulator/services/create-services.js";
import { answerSchema, foreignMembers } from "../sdk-members.js";

type Client = Readonly<Record<string, unknown>>;
type Call = readonly [action: string, input: object];

const QueueUrl = "http://localhost/123456789012/q";
const queueArn = "arn:aws:sqs:us-east-1:123456789012:q";
const event = { Source: "a", DetailType: "d", Detail: '{"a":1}', EventBusName: "b" };
const key = { ApiKeyAuthParameters: { ApiKeyName: "k", ApiKeyValue: "v" } };
const log = { logGroupName: "g", logStreamName: "s" };

/** Requests to services that speak JSON, one after the other: those that refuse show nothing here. */
const calls: Readonly<Record<string, readonly [load: () => Promise<Client>, calls: readonly Call[]]>> = {
  sqs: [
    () => import("@aws-sdk/client-sqs"),
    [
      ["CreateQueue", { QueueName: "q", tags: { a: "b" } }],
      [
        "SendMessage",
        { QueueUrl, MessageBody: "x", MessageAttributes: { a: { DataType: "String", StringValue: "v" } } },
      ],
      [
        "SendMessageBatch",
        {
          QueueUrl,
          Entries: [
            { Id: "1", MessageBody: "y" },
            { Id: "2", MessageBody: "" },
          ],
        },
      ],
      ["ReceiveMessage", { QueueUrl, MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] }],
      ["GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] }],
      ["GetQueueUrl", { QueueName: "q" }],
      ["ListQueues", {}],
      ["ListQueueTags", { QueueUrl }],
      ["ListDeadLetterSourceQueues", { QueueUrl }],
    ],
  ],
  eventbridge: [
    () => import("@aws-sdk/client-eventbridge"),
    [
      ["CreateEventBus", { Name: "b" }],
      ["DescribeEventBus", { Name: "b" }],
      ["ListEventBuses", {}],
      ["PutRule", { Name: "r", EventBusName: "b", EventPattern: '{"source":["a"]}' }],
      ["PutTargets", { Rule: "r", EventBusName: "b", Targets: [{ Id: "1", Arn: queueArn }] }],
      ["DescribeRule", { Name: "r", EventBusName: "b" }],
      ["ListRules", { EventBusName: "b" }],
      ["ListTargetsByRule", { Rule: "r", EventBusName: "b" }],
      ["ListRuleNamesByTarget", { TargetArn: queueArn, EventBusName: "b" }],
      ["PutEvents", { Entries: [event, { Source: "a" }] }],
      ["RemoveTargets", { Rule: "r", EventBusName: "b", Ids: ["1", "9"] }],
      ["CreateConnection", { Name: "c", AuthorizationType: "API_KEY", AuthParameters: key }],
      ["DescribeConnection", { Name: "c" }],
      ["ListConnections", {}],
      ["UpdateConnection", { Name: "c", Description: "d" }],
      ["ListApiDestinations", {}],
      ["DeleteConnection", { Name: "c" }],
    ],
  ],
  secretsmanager: [
    () => import("@aws-sdk/client-secrets-manager"),
    [
      ["CreateSecret", { Name: "s", SecretString: "x", Tags: [{ Key: "k", Value: "v" }] }],
      ["GetSecretValue", { SecretId: "s" }],
      ["PutSecretValue", { SecretId: "s", SecretString: "y" }],
      ["UpdateSecret", { SecretId: "s", SecretString: "z" }],
      ["DescribeSecret", { SecretId: "s" }],
      ["ListSecrets", {}],
      ["DeleteSecret", { SecretId: "s" }],
      ["RestoreSecret", { SecretId: "s" }],
    ],
  ],
  ssm: [
    () => import("@aws-sdk/client-ssm"),
    [
      ["PutParameter", { Name: "/a/b", Value: "v", Type: "String" }],
      ["GetParameter", { Name: "/a/b" }],
      ["GetParameters", { Names: ["/a/b", "none"] }],
      ["GetParametersByPath", { Path: "/a" }],
      ["GetParameterHistory", { Name: "/a/b" }],
      ["DescribeParameters", {}],
      ["DeleteParameters", { Names: ["/a/b", "none"] }],
    ],
  ],
  cloudwatchlogs: [
    () => import("@aws-sdk/client-cloudwatch-logs"),
    [
      ["CreateLogGroup", { logGroupName: "g" }],
      ["CreateLogStream", log],
      ["PutLogEvents", { ...log, logEvents: [{ timestamp: Date.now(), message: "m" }] }],
      ["GetLogEvents", log],
      ["FilterLogEvents", { logGroupName: "g" }],
      ["DescribeLogGroups", {}],
      ["DescribeLogStreams", { logGroupName: "g" }],
    ],
  ],
  kinesis: [
    () => import("@aws-sdk/client-kinesis"),
    [
      ["CreateStream", { StreamName: "k", ShardCount: 1 }],
      ["DescribeStream", { StreamName: "k" }],
      ["DescribeStreamSummary", { StreamName: "k" }],
      ["PutRecord", { StreamName: "k", Data: "eA==", PartitionKey: "p" }],
      ["PutRecords", { StreamName: "k", Records: [{ Data: "eA==", PartitionKey: "p" }] }],
      ["GetShardIterator", { StreamName: "k", ShardId: "shardId-000000000000", ShardIteratorType: "LATEST" }],
      ["ListShards", { StreamName: "k" }],
      ["ListStreams", {}],
    ],
  ],
};

test.each(Object.entries(calls))(
  "answers of %s have the members of its model alone",
  async (name, [load, requests]) => {
    const client = await load();
    const service = createServices().routed.find((one) => one.name === name);
    const foreign: string[] = [];
    let answered = 0;
    for (const [action, input] of requests) {
      const request = {
        ...{ method: "POST", path: "/", query: new URLSearchParams() },
        headers: { "x-amz-target": `${service?.targets?.[0]}${action}`, host: "localhost" },
        body: Buffer.from(JSON.stringify(input)),
      };
      const response = await service?.handler(request);
      const body = String(response?.body);
      if (response?.status === 200) answered += 1;
      for (const path of response?.status === 200 ? foreignMembers(answerSchema(client, action), JSON.parse(body)) : [])
        foreign.push(`${action}: ${path}`);
    }
    expect(foreign).toEqual([]);
    expect(answered).toBe(requests.length);
  },
);
