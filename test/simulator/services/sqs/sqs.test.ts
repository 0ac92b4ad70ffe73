import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  CancelMessageMoveTaskCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSqs } from "../../../../simulator/services/sqs/sqs.js";
import { manualClock, type ManualClock } from "../manual-clock.js";

let clock: ManualClock;
let running: Awaited<ReturnType<typeof startSqs>>;
let client: SQSClient;

beforeEach(async () => {
  clock = manualClock();
  running = await startSqs({ clock });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new SQSClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await running.close();
});

async function queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
}

async function receive(QueueUrl: string, more: object = {}) {
  const request = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const], ...more };
  return (await client.send(new ReceiveMessageCommand(request))).Messages ?? [];
}

const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

test("a received message is hidden until its time is over, and gone once deleted", async () => {
  const url = await queue("plain");
  const attributes = {
    kind: { DataType: "String", StringValue: "order" },
    raw: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2) },
  };
  await send(url, "one ✓", { MessageAttributes: attributes });
  const [first] = await receive(url, { MessageAttributeNames: ["All"] });
  expect(first).toMatchObject({ Body: "one ✓", MessageAttributes: { kind: { StringValue: "order" } } });
  expect(await receive(url)).toEqual([]);
  clock.advance(30_000);
  const [again] = await receive(url);
  expect(again?.Attributes?.ApproximateReceiveCount).toBe("2");
  await client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: again?.ReceiptHandle, VisibilityTimeout: 0 }),
  );
  const [third] = await receive(url);
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: third?.ReceiptHandle }));
  clock.advance(3_600_000);
  expect(await receive(url)).toEqual([]);
});

test("a delayed message comes when its delay is over", async () => {
  const url = await queue("delayed");
  await send(url, "later", { DelaySeconds: 60 });
  expect(await receive(url)).toEqual([]);
  clock.advance(60_000);
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(["later"]);
});

test("a message received too often goes to the dead letters", async () => {
  const deadUrl = await queue("dead");
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ["QueueArn"] }),
  );
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.["QueueArn"], maxReceiveCount: "2" });
  const url = await queue("source", { RedrivePolicy, VisibilityTimeout: "1" });
  await send(url, "poison");
  for (let i = 0; i < 2; i++) {
    expect((await receive(url)).length).toBe(1);
    clock.advance(1000);
  }
  expect(await receive(url)).toEqual([]);
  expect((await receive(deadUrl)).map(({ Body }) => Body)).toEqual(["poison"]);
});

test("a FIFO queue keeps the order of a group, and drops repeated messages for five minutes", async () => {
  const url = await queue("orders.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  for (const [body, group] of [
    ["a1", "a"],
    ["a2", "a"],
    ["b1", "b"],
    ["a1", "a"],
  ] as const)
    await send(url, body, { MessageGroupId: group });
  const first = await receive(url, { MaxNumberOfMessages: 1 });
  expect(first.map(({ Body }) => Body)).toEqual(["a1"]);
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(["b1"]);
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first[0]?.ReceiptHandle }));
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(["a2"]);
  clock.advance(300_000);
  await send(url, "a1", { MessageGroupId: "c" });
  expect((await receive(url, { MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toContain("a1");
});

test("a long poll is answered by the message that comes, or by the clock", async () => {
  const url = await queue("polled");
  const waiting = receive(url, { WaitTimeSeconds: 20 });
  await expect.poll(() => running.sqs.nextDueMs()).toBe(clock.nowMs() + 20_000);
  await send(url, "here");
  expect((await waiting).map(({ Body }) => Body)).toEqual(["here"]);
  const inVain = receive(url, { WaitTimeSeconds: 20 });
  await expect.poll(() => running.sqs.nextDueMs()).toBe(clock.nowMs() + 20_000);
  clock.advance(20_000);
  running.sqs.runDue();
  expect(await inVain).toEqual([]);
});

test("the entries of a batch succeed and fail one by one", async () => {
  const url = await queue("batched");
  const Entries = [
    { Id: "good", MessageBody: "hello" },
    { Id: "bad", MessageBody: "bell \u0007" },
  ];
  const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  expect(answer.Successful).toMatchObject([{ Id: "good" }]);
  expect(answer.Failed).toMatchObject([{ Id: "bad", Code: "InvalidMessageContents", SenderFault: true }]);
  expect(running.sqs.bodies("batched")).toEqual(["hello"]);
});

test("a queue that does not exist is refused by SQS's own error", async () => {
  await expect(client.send(new GetQueueUrlCommand({ QueueName: "nowhere" }))).rejects.toMatchObject({
    name: "QueueDoesNotExist",
  });
});

test("dead letters go back to where they came from", async () => {
  const SourceArn = "arn:aws:sqs:us-east-1:123456789012:letters";
  const letters = await queue("letters");
  const start = () => client.send(new StartMessageMoveTaskCommand({ SourceArn }));
  await expect(start()).rejects.toThrow("must be configured as a Dead Letter Queue");
  const redrive = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 });
  const url = await queue("source", { RedrivePolicy: redrive, VisibilityTimeout: "0" });
  await send(url, "one");
  await receive(url);
  expect(await receive(url)).toEqual([]);
  const { TaskHandle } = await start();
  expect(await receive(url)).toMatchObject([{ Body: "one", Attributes: { ApproximateReceiveCount: "1" } }]);
  await send(letters, "from nowhere");
  await start();
  const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
  expect(Results).toMatchObject([
    { Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" },
    { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1 },
  ]);
  await expect(client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toThrow("not running");
});

test("deduplication is by queue or by group", async () => {
  const fifo = { FifoQueue: "true" };
  const byQueue = await queue("q.fifo", fifo);
  const byGroup = await queue("g.fifo", {
    ...fifo,
    DeduplicationScope: "messageGroup",
    FifoThroughputLimit: "perMessageGroupId",
  });
  for (const url of [byQueue, byGroup])
    for (const MessageGroupId of ["a", "b", "b"]) await send(url, "x", { MessageGroupId, MessageDeduplicationId: "1" });
  expect(await receive(byQueue)).toHaveLength(1);
  expect(await receive(byGroup)).toHaveLength(2);
  await expect(receive(byQueue, { ReceiveRequestAttemptId: "1" })).rejects.toThrow("ReceiveRequestAttemptId");
});

test("a queue says whose dead letters it takes", async () => {
  const arnOf = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
  const redriveTo = (name: string) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(name), maxReceiveCount: 1 }),
  });
  await queue("closed", { RedriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }) });
  const byQueue = { redrivePermission: "byQueue", sourceQueueArns: [arnOf("friend")] };
  await queue("choosy", { RedriveAllowPolicy: JSON.stringify(byQueue) });
  await queue("friend", redriveTo("choosy"));
  for (const target of ["closed", "choosy"])
    await expect(queue("stranger", redriveTo(target))).rejects.toThrow("RedriveAllowPolicy");
  await expect(queue("bad", { RedriveAllowPolicy: "{}" })).rejects.toThrow("RedriveAllowPolicy");
  const elsewhere = new GetQueueUrlCommand({ QueueName: "friend", QueueOwnerAWSAccountId: "999999999999" });
  await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
});

test.each<[string, object]>([
  ["a type", { n: { DataType: "Text", StringValue: "1" } }],
  ["a value", { n: { DataType: "String" } }],
  ["a number", { n: { DataType: "Number", StringValue: "one" } }],
  ["a name", { "a b": { DataType: "String", StringValue: "1" } }],
  ["a free name", { "AWS.n": { DataType: "String", StringValue: "1" } }],
  [
    "ten at most",
    Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`n${n}`, { DataType: "String", StringValue: "1" }])),
  ],
])("a message attribute needs %s", async (_, MessageAttributes) => {
  const url = await queue("attributes");
  await expect(send(url, "x", { MessageAttributes })).rejects.toMatchObject({ name: "InvalidParameterValue" });
});

test("what is not there, or named wrong, is refused", async () => {
  const url = await queue("plain");
  const getUnknown = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["Nope" as "All"] });
  await expect(client.send(getUnknown)).rejects.toMatchObject({ name: "InvalidAttributeName" });
  expect(await client.send(new GetQueueAttributesCommand({ QueueUrl: url }))).not.toHaveProperty("Attributes");
  const Entries = [{ Id: "a b", MessageBody: "x" }];
  await expect(client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({
    name: "InvalidBatchEntryId",
  });
  const deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:nope";
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
  await expect(queue("source", { RedrivePolicy })).rejects.toThrow("Dead letter target does not exist.");
});
