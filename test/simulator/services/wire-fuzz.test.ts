import fc from "fast-check";
import { expect, test } from "vitest";
import type { HttpRequest } from "../../../simulator/http/http-handler.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { dynamoDbActions } from "../../../simulator/services/dynamodb/actions.js";
import { eventBridgeActions } from "../../../simulator/services/events/actions.js";
import { kinesisActions } from "../../../simulator/services/kinesis/actions.js";
import { logsActions } from "../../../simulator/services/logs/actions.js";
import { sqsActions } from "../../../simulator/services/sqs/actions.js";
import { manualClock } from "./manual-clock.js";

const services = createServices({ clock: manualClock(), findFunction: () => (payload) => payload });
services.dynamodb.ensureTable({ name: "table", partitionKey: "id" });
services.sqs.ensureQueue("queue");
services.sns.ensureTopic("topic");
services.kinesis.ensureStream("stream");
services.s3.ensureBucket("bucket");
services.logs.ensureGroup("group");

function request(more: Partial<HttpRequest> & { readonly scope?: string }): HttpRequest {
  const { scope = "none", headers, ...rest } = more;
  const authorization = `AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/${scope}/aws4_request, Signature=0`;
  return {
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    body: Buffer.alloc(0),
    ...rest,
    headers: { authorization, host: "127.0.0.1:8083", ...headers },
  };
}

/** Answers of the modelled service only: a rejection, or a status of 500, would be a fault of the simulator. */
async function answer(sent: HttpRequest): Promise<number | undefined> {
  const response = await services.handler(sent);
  if (response === undefined) return undefined;
  expect(response.status).not.toBe(500);
  expect(response.status).toBeGreaterThanOrEqual(200);
  return response.status;
}

const targets = [
  ...[...dynamoDbActions.keys(), "Nonsense", ""].map((name) => `DynamoDB_20120810.${name}`),
  ...[...eventBridgeActions.keys(), "Nonsense"].map((name) => `AWSEvents.${name}`),
  ...[...kinesisActions.keys(), "Nonsense"].map((name) => `Kinesis_20131202.${name}`),
  ...[...logsActions.keys(), "Nonsense"].map((name) => `Logs_20140328.${name}`),
  ...[...sqsActions.keys(), "Nonsense"].map((name) => `AmazonSQS.${name}`),
];

/** Member names that the services know, so that generated requests get past the first check. */
const names = fc.constantFrom(
  ...["TableName", "Item", "Key", "KeyConditionExpression", "ExpressionAttributeValues", "UpdateExpression"],
  ...["ConditionExpression", "FilterExpression", "ProjectionExpression", "Limit", "ExclusiveStartKey", "RequestItems"],
  ...["TransactItems", "Put", "Expected", "AttributeUpdates", "AttributeDefinitions", "KeySchema", "Keys", "IndexName"],
  ...["Entries", "Name", "EventPattern", "Rule", "Targets", "Id", "Arn", "Event", "EventBusName", "ScheduleExpression"],
  ...["QueueUrl", "QueueName", "Attributes", "MessageBody", "ReceiptHandle", "VisibilityTimeout", "StreamArn"],
  ...["StreamName", "ShardId", "ShardIterator", "ShardIteratorType", "Data", "PartitionKey", "Records", "ShardCount"],
  ...["logGroupName", "logStreamName", "logEvents", "timestamp", "message", "filterPattern", "nextToken", "limit"],
  ...["S", "N", "M", "L", "SS", "NS", "B", "BOOL", "id", ":v", "#n", "__proto__", "constructor", "toString"],
);
const texts = fc.oneof(
  fc.constantFrom(
    "table",
    "queue",
    "stream",
    "group",
    "{ $.a = 1 }",
    "shardId-000000000000",
    "rule",
    "default",
    "id = :v",
    "SET a = :v",
    "((",
    "$.a",
    "1e999",
    "-",
    "\u0000",
    "😀",
  ),
  fc.constantFrom('{"source":[{"prefix":"a"}]}', "rate(1 minute)", "http://127.0.0.1/123456789012/queue", "AAE="),
  fc.string(),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "medium", maxDepth: 5 },
    texts,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e21),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(names, tie("json"), { maxKeys: 5 }),
  ),
}));
const objects = fc.dictionary(names, json, { maxKeys: 6 });

test("generated JSON is answered by the service's own errors, never by a crash", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), fc.oneof(objects, json), async (target, body) => {
      await answer(request({ headers: { "x-amz-target": target }, body: Buffer.from(JSON.stringify(body) ?? "") }));
    }),
    { numRuns: 3000 },
  );
});

test.each(targets)("%s refuses what is not JSON, and JSON of the wrong type", async (target) => {
  for (const body of [
    "{",
    "[]",
    '"text"',
    "null",
    "\u0000",
    `${"[".repeat(100_000)}`,
    `{"Item":${'{"M":'.repeat(5000)}{}${"}".repeat(5000)}}`,
  ]) {
    const status = await answer(request({ headers: { "x-amz-target": target }, body: Buffer.from(body) }));
    if (status === 200) expect(body === "null" || target.includes("List") || body.includes("Item")).toBe(true);
  }
});

test("text that is not UTF-8 is refused, and nothing of it is kept", async () => {
  const body = Buffer.from('{"TableName":"table","Item":{"id":{"S":"\xff"}}}', "latin1");
  const headers = (target: string) => ({ "x-amz-target": target });
  for (const target of [
    "DynamoDB_20120810.PutItem",
    "AmazonSQS.ListQueues",
    "AWSEvents.ListRules",
    "Logs_20140328.DescribeLogGroups",
  ])
    expect(await answer(request({ headers: headers(target), body }))).toBe(400);
  const invoke = { path: "/2015-03-31/functions/echo/invocations", scope: "lambda", body };
  expect(await answer(request(invoke))).toBe(400);
  const kept = await services.handler(
    request({
      headers: headers("DynamoDB_20120810.GetItem"),
      body: Buffer.from('{"TableName":"table","Key":{"id":{"S":"\ufffd"}}}'),
    }),
  );
  expect(kept).toMatchObject({ status: 200, body: "{}" });
});

test("a client of the query protocol gets an error that it can read", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  const response = await services.handler(
    request({ scope: "events", headers, body: Buffer.from("Action=ListRules&Version=2015-10-07") }),
  );
  expect(response).toMatchObject({ status: 400, headers: { "content-type": "text/xml" } });
  expect(String(response?.body)).toContain("spoken to in AWS JSON here");
});

test("generated requests to S3, SNS, the Scheduler and Lambda are answered alike", async () => {
  const paths = fc.oneof(
    fc.constantFrom("/", "/bucket", "/bucket/key", "/bucket/%zz", "/nowhere/key", "/schedules", "/schedules/a"),
    fc.constantFrom(
      "/schedule-groups/%",
      "/2015-03-31/functions/f/invocations",
      "/2015-03-31/functions/%zz/invocations",
    ),
    fc.string().map((path) => `/${path}`),
  );
  const query = fc.dictionary(
    fc.oneof(
      fc.constantFrom(
        "list-type",
        "max-keys",
        "uploads",
        "uploadId",
        "partNumber",
        "delete",
        "tagging",
        "X-Amz-Algorithm",
        "continuation-token",
        "groupName",
        "NextToken",
        "MaxResults",
      ),
      fc.string(),
    ),
    fc.oneof(fc.constantFrom("2", "-1", "x"), fc.string()),
    { maxKeys: 3 },
  );
  const headers = fc.record(
    {
      range: fc.constantFrom("bytes=0-", "bytes=9-1", "bytes=-0", "x"),
      "x-amz-copy-source": fc.constantFrom("bucket/key", "nothing", "/%", "bucket/%"),
      "x-amz-content-sha256": fc.constantFrom("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "x"),
      "if-modified-since": fc.constantFrom("never", "Thu, 01 Jan 2026 00:00:00 GMT"),
      "x-amz-invocation-type": fc.constantFrom("Event", "Odd"),
    },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "Action=Publish&Message=x",
      "Action=Subscribe&TopicArn=a.b",
      "Action=CreateTopic&Name=n&Tags.member.x.Key=1",
    ),
    fc.constantFrom("<Delete><Object><Key>k</Key></Object></Delete>", "<a><b></a>", "<CompleteMultipartUpload/>"),
    objects.map((object) => JSON.stringify(object)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        scope: fc.constantFrom("s3", "sns", "scheduler", "lambda"),
        method: fc.constantFrom("GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"),
        path: paths,
        query: query.map((members) => new URLSearchParams(members)),
        headers,
        body: bodies.map((body) => Buffer.from(body)),
      }),
      async (sent) => {
        await answer(request(sent));
      },
    ),
    { numRuns: 3000 },
  );
});

test("an event nested without end is refused", async () => {
  const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  const send = (name: string, body: object) =>
    services.handler(
      request({ headers: { "x-amz-target": `AWSEvents.${name}` }, body: Buffer.from(JSON.stringify(body)) }),
    );
  await send("PutRule", { Name: "deep", EventPattern: '{"source":["s"]}' });
  const put = await send("PutEvents", { Entries: [{ Source: "s", DetailType: "t", Detail: nested }] });
  expect(put?.body.toString()).toContain("MalformedDetail");
  const tested = await send("TestEventPattern", { EventPattern: '{"source":["s"]}', Event: nested });
  expect(tested?.status).toBe(400);
});

test("a body that is too large is refused", async () => {
  const body = Buffer.alloc(17 * 1024 * 1024, 32);
  expect(await answer(request({ headers: { "x-amz-target": "DynamoDB_20120810.PutItem" }, body }))).toBe(413);
});
