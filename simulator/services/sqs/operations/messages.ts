import { AwsError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { blob, integer, list, map, notSimulated, structure, type StructureValue, text } from "../../wire/shape.js";
import { attributesMd5, md5, type MessageAttribute } from "../message-digest.js";
import type { Message, Queue } from "../queue.js";
import { checkMessageAttributes, checkSystemAttributes } from "../check-attributes.js";
import { findQueue, type SqsRequestContext, type SqsState } from "../queue-state.js";
import { takeMessages, waitForMessages } from "../receive-messages.js";
import { sendMessage } from "../send-message.js";

const maxBatch = 10;
const maxBatchBytes = 1_048_576;
const maxVisibilitySeconds = 43_200;

const url = text({ min: 1 });
const attributesShape = map(structure({ DataType: text(), StringValue: text(), BinaryValue: blob }, ["DataType"]));
const messageMembers = {
  MessageBody: text(),
  DelaySeconds: integer(),
  MessageAttributes: attributesShape,
  MessageSystemAttributes: attributesShape,
  MessageDeduplicationId: text({ min: 1, max: 128 }),
  MessageGroupId: text({ min: 1, max: 128 }),
};
const sendShape = structure({ QueueUrl: url, ...messageMembers }, ["QueueUrl", "MessageBody"]);
const sendBatchShape = structure(
  { QueueUrl: url, Entries: list(structure({ Id: text(), ...messageMembers }, ["Id", "MessageBody"])) },
  ["QueueUrl", "Entries"],
);
const receiveShape = structure(
  {
    QueueUrl: url,
    AttributeNames: list(text()),
    MessageSystemAttributeNames: list(text()),
    MessageAttributeNames: list(text()),
    MaxNumberOfMessages: integer(),
    VisibilityTimeout: integer(),
    WaitTimeSeconds: integer(),
    ReceiveRequestAttemptId: notSimulated("ReceiveRequestAttemptId", "a receive is never repeated"),
  },
  ["QueueUrl"],
);
const deleteShape = structure({ QueueUrl: url, ReceiptHandle: text() }, ["QueueUrl", "ReceiptHandle"]);
const deleteBatchShape = structure(
  { QueueUrl: url, Entries: list(structure({ Id: text(), ReceiptHandle: text() }, ["Id", "ReceiptHandle"])) },
  ["QueueUrl", "Entries"],
);
const changeMembers = { ReceiptHandle: text(), VisibilityTimeout: integer() };
const changeShape = structure({ QueueUrl: url, ...changeMembers }, ["QueueUrl", "ReceiptHandle", "VisibilityTimeout"]);
const changeBatchShape = structure(
  {
    QueueUrl: url,
    Entries: list(structure({ Id: text(), ...changeMembers }, ["Id", "ReceiptHandle", "VisibilityTimeout"])),
  },
  ["QueueUrl", "Entries"],
);

export function sendOne(state: SqsState, json: unknown): unknown {
  const request = readInput(sendShape, json);
  return send(state, findQueue(state, request.QueueUrl), request);
}

export function sendBatch(state: SqsState, json: unknown): unknown {
  const { QueueUrl, Entries } = readInput(sendBatchShape, json);
  const queue = findQueue(state, QueueUrl);
  const bytes = Entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
  if (bytes > maxBatchBytes)
    throw new AwsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${maxBatchBytes} bytes. You have sent ${bytes} bytes.`,
    );
  return eachEntry(Entries, (entry) => send(state, queue, entry));
}

/** Receives messages, waiting for them where the request or the queue asks for it. */
export async function receive(state: SqsState, json: unknown, { whenGone }: SqsRequestContext): Promise<unknown> {
  const request = readInput(receiveShape, json);
  const queue = findQueue(state, request.QueueUrl);
  const { MaxNumberOfMessages: limit = 1, WaitTimeSeconds = queue.settings.ReceiveMessageWaitTimeSeconds } = request;
  checkRange("MaxNumberOfMessages", limit, 1, maxBatch);
  checkRange("WaitTimeSeconds", WaitTimeSeconds, 0, 20);
  const visibilitySeconds = request.VisibilityTimeout ?? queue.settings.VisibilityTimeout;
  checkRange("VisibilityTimeout", visibilitySeconds, 0, maxVisibilitySeconds);
  const take = () => takeMessages(state, queue, limit, visibilitySeconds);
  const found = take();
  const isWaiting = found.length === 0 && WaitTimeSeconds > 0;
  const messages = isWaiting ? await waitForMessages(state, queue, WaitTimeSeconds * 1000, take, whenGone?.()) : found;
  if (messages.length === 0) return {};
  const systemNames = [...(request.AttributeNames ?? []), ...(request.MessageSystemAttributeNames ?? [])];
  return {
    Messages: messages.map((message) => describe(state, message, systemNames, request.MessageAttributeNames ?? [])),
  };
}

export function deleteOne(state: SqsState, json: unknown): unknown {
  const { QueueUrl, ReceiptHandle } = readInput(deleteShape, json);
  return remove(findQueue(state, QueueUrl), ReceiptHandle);
}

export function deleteBatch(state: SqsState, json: unknown): unknown {
  const { QueueUrl, Entries } = readInput(deleteBatchShape, json);
  const queue = findQueue(state, QueueUrl);
  return eachEntry(Entries, ({ ReceiptHandle }) => remove(queue, ReceiptHandle));
}

export function changeVisibility(state: SqsState, json: unknown): unknown {
  const request = readInput(changeShape, json);
  return change(state, findQueue(state, request.QueueUrl), request);
}

export function changeVisibilityBatch(state: SqsState, json: unknown): unknown {
  const { QueueUrl, Entries } = readInput(changeBatchShape, json);
  const queue = findQueue(state, QueueUrl);
  return eachEntry(Entries, (entry) => change(state, queue, entry));
}

function send(state: SqsState, queue: Queue, request: StructureValue<typeof messageMembers, "MessageBody">): object {
  const attributes = request.MessageAttributes ?? {};
  const systemAttributes = request.MessageSystemAttributes ?? {};
  checkMessageAttributes(attributes);
  checkSystemAttributes(systemAttributes);
  const message = sendMessage(state, queue, {
    body: request.MessageBody,
    delaySeconds: request.DelaySeconds,
    attributes,
    traceHeader: systemAttributes["AWSTraceHeader"]?.StringValue,
    groupId: request.MessageGroupId,
    deduplicationId: request.MessageDeduplicationId,
  });
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5(request.MessageBody),
    MD5OfMessageAttributes: attributesMd5(attributes),
    MD5OfMessageSystemAttributes: attributesMd5(systemAttributes),
    SequenceNumber: message.sequenceNumber,
  };
}

function remove(queue: Queue, handle: string): object {
  const id = messageIdOf(handle);
  // A handle of an earlier receive deletes nothing of a standard queue that someone else holds now.
  queue.messages = queue.messages.filter((message) => message.id !== id || message.receiptHandle !== handle);
  return {};
}

function change(
  state: SqsState,
  queue: Queue,
  request: { readonly ReceiptHandle: string; readonly VisibilityTimeout: number },
): object {
  checkRange("VisibilityTimeout", request.VisibilityTimeout, 0, maxVisibilitySeconds);
  messageIdOf(request.ReceiptHandle);
  const message = queue.messages.find(({ receiptHandle }) => receiptHandle === request.ReceiptHandle);
  const nowMs = state.clock.nowMs();
  if (message === undefined || message.visibleAtMs <= nowMs)
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${request.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  message.visibleAtMs = nowMs + request.VisibilityTimeout * 1000;
  return {};
}

function messageIdOf(handle: string): string {
  const [id, count] = Buffer.from(handle, "base64").toString().split("|");
  if (id === undefined || count === undefined)
    throw new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return id;
}

function eachEntry<T extends { readonly Id: string }>(entries: readonly T[], act: (entry: T) => object): unknown {
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > maxBatch)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${maxBatch}. You have sent ${entries.length}.`,
    );
  if (entries.some(({ Id }) => !/^[A-Za-z0-9_-]{1,80}$/.test(Id)))
    throw new AwsError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  const repeated = entries.find(({ Id }, index) => entries.findIndex((other) => other.Id === Id) < index);
  if (repeated !== undefined) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${repeated.Id} repeated.`);
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function describe(
  state: SqsState,
  message: Message,
  systemNames: readonly string[],
  attributeNames: readonly string[],
): object {
  const system: Readonly<Record<string, string | undefined>> = {
    SenderId: state.accountId,
    SentTimestamp: String(message.sentAtMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.sourceArn,
  };
  const shownSystem = Object.entries(system).filter(
    ([name, value]) => value !== undefined && (systemNames.includes("All") || systemNames.includes(name)),
  );
  const shown = Object.entries(message.attributes).filter(([name]) => isWanted(name, attributeNames));
  const attributes: Readonly<Record<string, MessageAttribute>> = Object.fromEntries(shown);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(shownSystem.length > 0 && { Attributes: Object.fromEntries(shownSystem) }),
    ...(shown.length > 0 && { MessageAttributes: attributes, MD5OfMessageAttributes: attributesMd5(attributes) }),
  };
}

function isWanted(name: string, wanted: readonly string[]): boolean {
  return wanted.some(
    (pattern) =>
      pattern === "All" ||
      pattern === ".*" ||
      pattern === name ||
      (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -2))),
  );
}

function checkRange(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${min} and <= ${max}, if provided.`,
  );
}
