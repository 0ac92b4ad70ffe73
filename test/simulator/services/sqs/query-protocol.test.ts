import { beforeEach, expect, test } from "vitest";
import { createSqs, type Sqs } from "../../../../simulator/services/sqs/sqs.js";
import { startSimulator } from "../../../../simulator/start-simulator.js";
import { createServices } from "../../../../simulator/services/create-services.js";
import { manualClock } from "../manual-clock.js";

let sqs: Sqs;
const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8", host: "127.0.0.1:8083" };
const queue = "http://127.0.0.1:8083/123456789012/queue";

beforeEach(() => {
  sqs = createSqs({ clock: manualClock() });
  sqs.ensureQueue("queue");
});

/** What an SDK from before the end of 2023 sends, and gets: the elements of the answer as one text. */
async function send(action: string, parameters: Readonly<Record<string, string>>, path = "/") {
  const body = new URLSearchParams({ Action: action, Version: "2012-11-05", ...parameters }).toString();
  const request = { method: "POST", path, query: new URLSearchParams(), headers: form, body: Buffer.from(body) };
  const response = await sqs.handler(request);
  return [response.status, String(response.body).replace(/<ResponseMetadata>.*?<\/ResponseMetadata>/, "")] as const;
}

const answer = (action: string, result: string) =>
  `<${action}Response xmlns="http://queue.amazonaws.com/doc/2012-11-05/">${result}</${action}Response>`;

test("a message goes through a queue with its attributes", async () => {
  const [sent, receipt] = await send("SendMessage", {
    QueueUrl: queue,
    MessageBody: "hé <&>",
    "MessageAttribute.1.Name": "kind",
    "MessageAttribute.1.Value.DataType": "String",
    "MessageAttribute.1.Value.StringValue": "ü",
    "MessageAttribute.2.Name": "bytes",
    "MessageAttribute.2.Value.DataType": "Binary",
    "MessageAttribute.2.Value.BinaryValue": "AP8=",
  });
  expect([sent, receipt]).toEqual([200, expect.stringContaining("<MD5OfMessageAttributes>")]);
  const [, received] = await send("ReceiveMessage", {
    QueueUrl: queue,
    MaxNumberOfMessages: "10",
    "AttributeName.1": "ApproximateReceiveCount",
    "MessageAttributeName.1": "All",
  });
  const handle = /<ReceiptHandle>(.*?)<\/ReceiptHandle>/.exec(received)?.[1] ?? "";
  expect(received.replace(/<(MessageId|ReceiptHandle|MD5\w+)>[^<]*<\/\1>/g, "")).toBe(
    answer(
      "ReceiveMessage",
      "<ReceiveMessageResult><Message><Body>hé &lt;&amp;&gt;</Body>" +
        "<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>" +
        "<MessageAttribute><Name>kind</Name><Value><DataType>String</DataType><StringValue>ü</StringValue></Value></MessageAttribute>" +
        "<MessageAttribute><Name>bytes</Name><Value><DataType>Binary</DataType><BinaryValue>AP8=</BinaryValue></Value></MessageAttribute>" +
        "</Message></ReceiveMessageResult>",
    ),
  );
  expect(await send("DeleteMessage", { QueueUrl: queue, ReceiptHandle: handle })).toEqual([
    200,
    answer("DeleteMessage", ""),
  ]);
  expect(sqs.bodies("queue")).toEqual([]);
});

test("a queue is made, described, tagged and listed", async () => {
  const [, made] = await send("CreateQueue", {
    QueueName: "other",
    "Attribute.1.Name": "VisibilityTimeout",
    "Attribute.1.Value": "7",
    "Tag.1.Key": "team",
    "Tag.1.Value": "a",
  });
  const url = "http://127.0.0.1:8083/123456789012/other";
  expect(made).toBe(answer("CreateQueue", `<CreateQueueResult><QueueUrl>${url}</QueueUrl></CreateQueueResult>`));
  const attribute = "<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>";
  const described = answer("GetQueueAttributes", `<GetQueueAttributesResult>${attribute}</GetQueueAttributesResult>`);
  // boto2 sends a single name without a number; an SDK may send requests to the address of the queue.
  expect((await send("GetQueueAttributes", { QueueUrl: url, AttributeName: "VisibilityTimeout" }))[1]).toBe(described);
  const path = "/123456789012/other";
  expect((await send("GetQueueAttributes", { "AttributeName.1": "VisibilityTimeout" }, path))[1]).toBe(described);
  await send("TagQueue", { QueueUrl: url, "Tag.1.Key": "cost", "Tag.1.Value": "b" });
  await send("UntagQueue", { QueueUrl: url, "TagKey.1": "team" });
  expect((await send("ListQueueTags", { QueueUrl: url }))[1]).toContain("<Tag><Key>cost</Key><Value>b</Value></Tag></");
  const [, listed] = await send("ListQueues", {});
  expect(listed).toContain(`<QueueUrl>${url}</QueueUrl><QueueUrl>${queue}</QueueUrl>`);
});

test("the entries of a batch are answered one by one", async () => {
  const [, sent] = await send("SendMessageBatch", {
    QueueUrl: queue,
    "SendMessageBatchRequestEntry.1.Id": "good",
    "SendMessageBatchRequestEntry.1.MessageBody": "a",
    "SendMessageBatchRequestEntry.2.Id": "late",
    "SendMessageBatchRequestEntry.2.MessageBody": "b",
    "SendMessageBatchRequestEntry.2.DelaySeconds": "5000",
  });
  expect(sent).toContain("<SendMessageBatchResultEntry><Id>good</Id>");
  expect(sent).toContain(
    "<BatchResultErrorEntry><Id>late</Id><SenderFault>true</SenderFault><Code>InvalidParameterValue</Code>",
  );
  expect(sqs.bodies("queue")).toEqual(["a"]);
});

test.each([
  ["GetQueueUrl", { QueueName: "none" }, "AWS.SimpleQueueService.NonExistentQueue"],
  ["CreateQueue", { QueueName: "bad name" }, "InvalidParameterValue"],
  ["SendMessage", { QueueUrl: queue }, "MissingParameter"],
  ["SendMessage", { MessageBody: "a" }, "MissingParameter"],
  ["ReceiveMessage", { QueueUrl: queue, MaxNumberOfMessages: "many" }, "MalformedInput"],
  [
    "SendMessageBatch",
    { QueueUrl: queue, SendMessageBatchRequestEntry: "" },
    "AWS.SimpleQueueService.EmptyBatchRequest",
  ],
  ["ReceiveMessage", { QueueUrl: queue, Nonsense: "1" }, "InvalidParameterValue"],
  ["TagQueue", { QueueUrl: queue, "Tag.1.Value": "a" }, "MissingParameter"],
  ["AddPermission", { QueueUrl: queue, Label: "a" }, "InvalidAction"],
])("%s of %j is refused as %s", async (action, parameters: Readonly<Record<string, string>>, code) => {
  expect(await send(action, parameters)).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
});

test("a receiver that waits lets virtual time pass, and is answered when a message comes or its patience is over", async () => {
  const services = createServices();
  const simulator = await startSimulator({ clock: "virtual", services: services.routed });
  try {
    services.sqs.ensureQueue("queue");
    const body = (seconds: number) =>
      `Action=ReceiveMessage&WaitTimeSeconds=${seconds}&QueueUrl=${encodeURIComponent(queue)}`;
    const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/sqs/aws4_request";
    const receive = async (seconds: number) => {
      const headers = { "content-type": "application/x-www-form-urlencoded", authorization };
      return (await fetch(simulator.url, { method: "POST", headers, body: body(seconds) })).text();
    };
    const waiting = receive(20);
    await new Promise((resolve) => setTimeout(resolve, 50));
    services.sqs.deliver("arn:aws:sqs:us-east-1:123456789012:queue", { body: "late" });
    expect(await waiting).toContain("<Body>late</Body>");
    expect(await receive(1)).toContain("<ReceiveMessageResult></ReceiveMessageResult>");
  } finally {
    await simulator.close();
  }
});
