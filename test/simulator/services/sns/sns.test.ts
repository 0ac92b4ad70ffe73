import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSns } from "../../../../simulator/services/sns/sns.js";
import { manualClock } from "../manual-clock.js";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:queue";
const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:listener";
const clock = manualClock();
let running: Awaited<ReturnType<typeof startSns>>;
let client: SNSClient;
let delivered: { readonly arn: string; readonly payload: string; readonly details: object }[];
let posted: { readonly type: string | null; readonly body: { readonly Token?: string; readonly Message: string } }[];
let TopicArn: string;

beforeEach(async () => {
  delivered = [];
  posted = [];
  running = await startSns({
    clock,
    deliver: async (arn, payload, details) => {
      if (arn.endsWith(":broken")) throw new Error("It is broken");
      delivered.push({ arn, payload, details });
    },
    fetch: async (_url, init) => {
      const type = new Headers(init?.headers).get("x-amz-sns-message-type");
      posted.push({ type, body: JSON.parse(init?.body as string) });
      return new Response();
    },
  });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new SNSClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
  TopicArn = (await client.send(new CreateTopicCommand({ Name: "topic" }))).TopicArn ?? "";
});

afterEach(async () => {
  client.destroy();
  await running.close();
});

const subscribe = (Protocol: string, Endpoint: string, Attributes: Record<string, string> = {}) =>
  client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }));

async function publish(Message: string, more: object = {}): Promise<void> {
  await client.send(new PublishCommand({ TopicArn, Message, ...more }));
  await running.sns.settled();
}

const text = (StringValue: string) => ({ DataType: "String", StringValue });

test("a queue gets a notification, or the bare message where it asked for that", async () => {
  await subscribe("sqs", queueArn);
  await subscribe("sqs", `${queueArn}-raw`, { RawMessageDelivery: "true" });
  await publish("hello <world> & all", { Subject: "greeting", MessageAttributes: { kind: text("note") } });
  const [wrapped, raw] = delivered;
  expect(JSON.parse(wrapped?.payload ?? "")).toMatchObject({
    Type: "Notification",
    TopicArn,
    Subject: "greeting",
    Message: "hello <world> & all",
    MessageAttributes: { kind: { Type: "String", Value: "note" } },
  });
  expect(raw).toMatchObject({
    payload: "hello <world> & all",
    details: { messageAttributes: { kind: { DataType: "String", StringValue: "note" } } },
  });
});

test("a function gets a record", async () => {
  await subscribe("lambda", functionArn);
  await publish("hello");
  expect(delivered.map(({ arn, payload }) => [arn, JSON.parse(payload)])).toMatchObject([
    [functionArn, { Records: [{ EventSource: "aws:sns", Sns: { Message: "hello", TopicArn } }] }],
  ]);
});

test("filter policies look at attributes, or at the body", async () => {
  await subscribe("sqs", queueArn, { FilterPolicy: JSON.stringify({ total: [{ numeric: [">", 10] }] }) });
  await subscribe("sqs", `${queueArn}-body`, {
    FilterPolicyScope: "MessageBody",
    FilterPolicy: JSON.stringify({ customer: { tier: ["gold"] } }),
  });
  await publish('{"customer":{"tier":"gold"}}', {
    MessageAttributes: { total: { DataType: "Number", StringValue: "5" } },
  });
  await publish("no json", { MessageAttributes: { total: { DataType: "Number", StringValue: "50" } } });
  expect(delivered.map(({ arn }) => arn)).toEqual([`${queueArn}-body`, queueArn]);
});

test.each([
  [{ RawMessageDelivery: "yes" }, "RawMessageDelivery: Invalid value [yes]. Must be true or false."],
  [
    { FilterPolicyScope: "Body" },
    "FilterPolicyScope: Invalid value [Body]. Please use either MessageBody or MessageAttributes",
  ],
  [
    { FilterPolicy: '{"a": {"b": ["c"]}}' },
    "FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy",
  ],
])("a subscription with %j is refused", async (attributes, message) => {
  await expect(subscribe("sqs", queueArn, attributes)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: `Invalid parameter: ${message}`,
  });
});

test("to subscribe again gives the same subscription, if it is to have the same attributes", async () => {
  const { SubscriptionArn } = await subscribe("sqs", queueArn, { RawMessageDelivery: "true" });
  expect(await subscribe("sqs", queueArn)).toMatchObject({ SubscriptionArn });
  expect(await subscribe("sqs", queueArn, { RawMessageDelivery: "True" })).toMatchObject({ SubscriptionArn });
  await expect(subscribe("sqs", queueArn, { FilterPolicy: '{"a": ["b"]}' })).rejects.toMatchObject({
    message: "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
  });
});

test("an HTTP endpoint confirms before it gets messages", async () => {
  const { SubscriptionArn } = await subscribe("http", "http://listener.example/hook");
  await publish("too early");
  const Token = posted[0]?.body.Token;
  expect(posted.map(({ type }) => type)).toEqual(["SubscriptionConfirmation"]);
  await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  await publish("now");
  expect(posted.at(-1)).toMatchObject({ type: "Notification", body: { Message: "now" } });
  const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(Attributes).toMatchObject({ PendingConfirmation: "false", Protocol: "http" });
});

test("an HTTP endpoint confirms, and ends, its subscription by the addresses that it is given", async () => {
  await subscribe("http", "http://listener.example/hook");
  const asked = posted[0]?.body as Readonly<Record<string, string>>;
  expect(asked["SubscribeURL"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?Action=ConfirmSubscription&TopicArn=arn:/);
  const confirmed = await fetch(asked["SubscribeURL"] ?? "");
  expect([confirmed.status, await confirmed.text()]).toEqual([200, expect.stringContaining("<SubscriptionArn>")]);
  await publish("now");
  const { body } = posted.at(-1) as { body: Readonly<Record<string, string>> };
  expect(body["Message"]).toBe("now");
  expect((await fetch(body["UnsubscribeURL"] ?? "")).status).toBe(200);
  await publish("later");
  expect(posted.at(-1)?.body).toMatchObject({ Message: "now" });
});

test("each protocol gets its own text of a structured message; a batch reports each entry", async () => {
  await subscribe("sqs", queueArn, { RawMessageDelivery: "true" });
  await publish(JSON.stringify({ default: "for all", sqs: "for queues" }), { MessageStructure: "json" });
  expect(delivered.map(({ payload }) => payload)).toEqual(["for queues"]);
  const answer = await client.send(
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: "good", Message: "one" },
        { Id: "bad", Message: "x".repeat(300_000) },
      ],
    }),
  );
  expect(answer.Successful).toMatchObject([{ Id: "good" }]);
  expect(answer.Failed).toMatchObject([{ Id: "bad", Code: "InvalidParameter" }]);
});

test("a topic that does not exist is refused by SNS's own error", async () => {
  await expect(
    client.send(new ListSubscriptionsByTopicCommand({ TopicArn: `${TopicArn}-other` })),
  ).rejects.toMatchObject({ name: "NotFoundException" });
  await expect(client.send(new ListSubscriptionsByTopicCommand({ TopicArn: "topic" }))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
  });
});

test("a FIFO topic numbers messages, drops repeated ones for five minutes, and hands groups to queues", async () => {
  const { TopicArn: fifoArn = "" } = await client.send(
    new CreateTopicCommand({ Name: "orders.fifo", Attributes: { FifoTopic: "true" } }),
  );
  TopicArn = fifoArn;
  await subscribe("sqs", `${queueArn}.fifo`, { RawMessageDelivery: "true" });
  const send = (Message: string, more: object) =>
    client.send(new PublishCommand({ TopicArn, Message, MessageGroupId: "g", ...more }));
  const first = await send("one", { MessageDeduplicationId: "a" });
  expect(await send("one again", { MessageDeduplicationId: "a" })).toMatchObject({
    MessageId: first.MessageId,
    SequenceNumber: first.SequenceNumber,
  });
  const second = await send("two", { MessageDeduplicationId: "b" });
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(BigInt(second.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).toBe(true);
  clock.advance(5 * 60_000);
  await send("three", { MessageDeduplicationId: "a" });
  await running.sns.settled();
  expect(delivered.map(({ payload }) => payload)).toEqual(["one", "two", "three"]);
  expect(delivered[0]?.details).toMatchObject({ messageGroupId: "g", messageDeduplicationId: "a" });
});

test("a FIFO topic wants a group and a deduplication id, and FIFO queues stay with it", async () => {
  const { TopicArn: fifoArn = "" } = await client.send(
    new CreateTopicCommand({ Name: "o.fifo", Attributes: { FifoTopic: "true" } }),
  );
  const refused = (promise: Promise<unknown>, word: RegExp) =>
    expect(promise).rejects.toMatchObject({ name: "InvalidParameterException", message: expect.stringMatching(word) });
  const send = (more: object) => client.send(new PublishCommand({ TopicArn: fifoArn, Message: "m", ...more }));
  await refused(send({}), /MessageGroupId parameter is required/);
  await refused(send({ MessageGroupId: "g" }), /ContentBasedDeduplication enabled or MessageDeduplicationId/);
  await refused(publish("m", { MessageDeduplicationId: "d" }), /not valid for this topic type/);
  await refused(subscribe("sqs", `${queueArn}.fifo`), /can not be subscribed to standard SNS topics/);
  await refused(client.send(new CreateTopicCommand({ Name: "plain", Attributes: { FifoTopic: "true" } })), /end with/);
});

test("what does not arrive goes to the dead letters of its subscription", async () => {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${queueArn}-dead` });
  await subscribe("lambda", functionArn.replace("listener", "broken"), { RedrivePolicy });
  await publish("lost");
  expect(delivered).toMatchObject([{ arn: `${queueArn}-dead` }]);
  expect(JSON.parse(delivered[0]?.payload ?? "")).toMatchObject({ Type: "Notification", Message: "lost" });
  expect(running.sns.failures).toHaveLength(1);
  await expect(subscribe("lambda", functionArn, { RedrivePolicy: "{}" })).rejects.toThrow("RedrivePolicy");
});

test("parameters that are not simulated are refused by name", async () => {
  const guarded = new CreateTopicCommand({ Name: "guarded", DataProtectionPolicy: "{}" });
  await expect(client.send(guarded)).rejects.toThrow("DataProtectionPolicy");
  const confirming = { TopicArn, Token: "x", AuthenticateOnUnsubscribe: "true" };
  await expect(client.send(new ConfirmSubscriptionCommand(confirming))).rejects.toThrow("AuthenticateOnUnsubscribe");
});

test.each<[string, object]>([
  ["Subject", { Subject: "s".repeat(101) }],
  ["invalid message attribute type", { MessageAttributes: { a: { DataType: "Text", StringValue: "x" } } }],
  ["to number", { MessageAttributes: { a: { DataType: "Number", StringValue: "x" } } }],
])("a message with a bad part is refused: %s", async (message, more) => {
  await expect(publish("x", more)).rejects.toThrow(message);
});
