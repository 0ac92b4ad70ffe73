import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listen, type Listening } from "../../../simulator/http/listen.js";
import { createServices, type Services } from "../../../simulator/services/create-services.js";
import { manualClock, type ManualClock } from "./manual-clock.js";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:record";
let clock: ManualClock;
let services: Services;
let listening: Listening;
let recorded: unknown[];
let elsewhere: unknown[];

beforeEach(async () => {
  clock = manualClock(Date.now());
  recorded = [];
  elsewhere = [];
  services = createServices({
    clock,
    findFunction: (name) => (name === "record" ? (payload) => recorded.push(payload) : undefined),
    deliver: async (arn, payload) => void elsewhere.push([arn, payload]),
  });
  const foreign = { status: 418, headers: {}, body: "" };
  listening = await listen(async (request) => (await services.handler(request)) ?? foreign, 0, "127.0.0.1");
});

afterEach(() => listening.close());

function configuration() {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return { endpoint: listening.url, region: "us-east-1", credentials, maxAttempts: 1 };
}

test("one endpoint serves every service, and nothing else", async () => {
  await new DynamoDBClient(configuration()).send(
    new CreateTableCommand({
      TableName: "table",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  await new LambdaClient(configuration()).send(new InvokeCommand({ FunctionName: "record", Payload: '{"n":1}' }));
  expect(recorded).toEqual([{ n: 1 }]);
  const s3 = new S3Client(configuration());
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "body" }));
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: "bucket", Key: "key" }));
  expect(await (await fetch(url)).text()).toBe("body");
  expect((await fetch(`${listening.url}/anything`)).status).toBe(418);
});

test("an event goes through a rule to a queue, a topic's subscribers, a function and a state machine", async () => {
  const queueArn = services.sqs.ensureQueue("queue");
  const topicArn = services.sns.ensureTopic("topic");
  const machineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:machine";
  await new SNSClient(configuration()).send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: services.sqs.ensureQueue("subscriber"),
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  const client = new EventBridgeClient(configuration());
  await client.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["shop"]}' }));
  const Targets = [queueArn, topicArn, functionArn, machineArn].map((Arn, index) => ({
    Id: `target-${index}`,
    Arn,
    InputPath: "$.detail",
  }));
  await client.send(new PutTargetsCommand({ Rule: "rule", Targets }));
  await client.send(new PutEventsCommand({ Entries: [{ Source: "shop", DetailType: "t", Detail: '{"n":1}' }] }));
  await services.settled();
  const received = await new SQSClient(configuration()).send(
    new ReceiveMessageCommand({ QueueUrl: `${listening.url}/123456789012/queue` }),
  );
  expect(received.Messages?.map(({ Body }) => Body)).toEqual(['{"n":1}']);
  expect(services.sqs.bodies("subscriber")).toEqual(['{"n":1}']);
  expect(recorded).toEqual([{ n: 1 }]);
  expect(elsewhere).toEqual([[machineArn, '{"n":1}']]);
  expect(services.events.failures).toEqual([]);
});

test("a schedule publishes an event by the clock", async () => {
  await new SchedulerClient(configuration()).send(
    new CreateScheduleCommand({
      Name: "nightly",
      ScheduleExpression: "rate(1 hour)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: "arn:aws:events:us-east-1:123456789012:event-bus/default",
        RoleArn: "arn:aws:iam::123456789012:role/scheduler",
        Input: '{"night":true}',
        EventBridgeParameters: { Source: "clock", DetailType: "Nightly" },
      },
    }),
  );
  services.runDue();
  clock.advance(services.nextDueMs()! - clock.nowMs());
  services.runDue();
  await services.settled();
  expect(services.events.events.map(({ event }) => event)).toMatchObject([
    { source: "clock", "detail-type": "Nightly", detail: { night: true } },
    { source: "clock", "detail-type": "Nightly", detail: { night: true } },
  ]);
});

test("what a message offers by an address is asked for without a signature, and nothing else is", async () => {
  const arn = services.sns.ensureTopic("open");
  const answered = async (query: string) => (await fetch(`${listening.url}/?${query}`)).status;
  expect(await answered(`Action=Unsubscribe&SubscriptionArn=${arn}:0a1b2c3d`)).toBe(200);
  expect(await answered(`Action=ConfirmSubscription&TopicArn=${arn}&Token=none`)).toBe(400);
  expect(await answered("Action=CreateTopic&Name=other")).toBe(418);
});

test("functions get the records of SNS with the names that Lambda has for them", async () => {
  const arn = services.sns.ensureTopic("records");
  const sns = new SNSClient(configuration());
  await sns.send(new SubscribeCommand({ TopicArn: arn, Protocol: "lambda", Endpoint: functionArn }));
  services.sns.publish(arn, "hello");
  await services.settled();
  const [{ Records }] = recorded as [{ Records: [{ Sns: object }] }];
  expect(Object.keys(Records[0].Sns).sort()).toEqual([
    ...["Message", "MessageAttributes", "MessageId", "Signature", "SignatureVersion", "SigningCertUrl", "Subject"],
    ...["Timestamp", "TopicArn", "Type", "UnsubscribeUrl"],
  ]);
  sns.destroy();
});
