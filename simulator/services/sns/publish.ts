import { createHash } from "node:crypto";
import type { DeliveryDetails } from "../delivery.js";
import { AwsError } from "../wire/aws-error.js";
import { isJsonObject } from "../wire/shape.js";
import { listOf, mapOf, type QueryParameters, requiredText, textOf } from "../wire/query-protocol.js";
import type { XmlContent } from "../wire/xml.js";
import { notifySubscribers } from "./notify.js";
import {
  findTopic,
  invalidParameter,
  type NotificationAttribute,
  type PublishedMessage,
  type PublishReceipt,
  type SnsState,
  type Topic,
} from "./topic-state.js";

const maxMessageBytes = 262_144;
const maxBatch = 10;
const deduplicationMs = 5 * 60 * 1000;

export function publish(state: SnsState, parameters: QueryParameters): XmlContent {
  const topicArn = textOf(parameters, "TopicArn") ?? textOf(parameters, "TargetArn");
  if (topicArn === undefined && textOf(parameters, "PhoneNumber") !== undefined)
    throw invalidParameter("PhoneNumber Reason: text messages are not simulated");
  if (topicArn === undefined) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  return { ...publishOne(state, findTopic(state, topicArn), parameters) };
}

export function publishBatch(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "TopicArn"));
  const entries = listOf(parameters, "PublishBatchRequestEntries");
  if (entries.length === 0) throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.length > maxBatch)
    throw new AwsError("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
  const ids = entries.map((entry) => requiredText(entry, "Id"));
  if (new Set(ids).size < ids.length)
    throw new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  const successful: XmlContent[] = [];
  const failed: XmlContent[] = [];
  entries.forEach((entry, index) => {
    const Id = ids[index];
    try {
      successful.push({ Id, ...publishOne(state, topic, entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  });
  return { Successful: { member: successful }, Failed: { member: failed } };
}

/** Publishes a plain message, as other services do. */
export function publishText(
  state: SnsState,
  topicArn: string,
  message: string,
  { subject, messageGroupId, messageDeduplicationId }: Partial<DeliveryDetails> = {},
): void {
  const content = { message, subject, attributes: {}, groupId: messageGroupId };
  send(state, findTopic(state, topicArn), { ...content, deduplicationId: messageDeduplicationId }, new Map());
}

function publishOne(state: SnsState, topic: Topic, parameters: QueryParameters): PublishReceipt {
  const message = textOf(parameters, "Message") ?? "";
  if (message === "") throw invalidParameter("Empty message");
  const subject = textOf(parameters, "Subject");
  // Line breaks and control characters are no part of a subject either.
  if (subject !== undefined && (subject === "" || subject.length > 100 || /\p{Cc}/u.test(subject)))
    throw invalidParameter("Subject");
  const attributes = readAttributes(parameters);
  const bytes = Object.entries(attributes).reduce(
    (sum, [name, { Type, Value }]) => sum + Buffer.byteLength(name + Type + Value),
    Buffer.byteLength(message),
  );
  if (bytes > maxMessageBytes) throw invalidParameter("Message too long");
  const texts = textOf(parameters, "MessageStructure") === "json" ? readStructure(message) : new Map<string, string>();
  const content = {
    message: texts.get("default") ?? message,
    subject,
    attributes,
    groupId: textOf(parameters, "MessageGroupId"),
    deduplicationId: textOf(parameters, "MessageDeduplicationId"),
  };
  return send(state, topic, content, texts);
}

/** Numbers a message, drops it where it was there in the last five minutes, and brings it to the subscribers. */
function send(
  state: SnsState,
  topic: Topic,
  content: Omit<PublishedMessage, "topicArn" | "messageId" | "sequenceNumber">,
  texts: ReadonlyMap<string, string>,
): PublishReceipt {
  const deduplicationId = checkOrder(topic, content);
  const nowMs = state.clock.nowMs();
  for (const [id, { atMs }] of topic.deduplication) {
    if (nowMs < atMs + deduplicationMs) break; // they are in the order of their times
    topic.deduplication.delete(id);
  }
  const earlier = deduplicationId === undefined ? undefined : topic.deduplication.get(deduplicationId);
  if (earlier !== undefined) return earlier.receipt;
  const messageId = state.newId();
  const sequenceNumber = topic.isFifo ? String(topic.nextSequence++) : undefined;
  const receipt = { MessageId: messageId, ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }) };
  if (deduplicationId !== undefined) topic.deduplication.set(deduplicationId, { atMs: nowMs, receipt });
  const published = { ...content, topicArn: topic.arn, messageId, deduplicationId, sequenceNumber };
  state.published.push(published);
  notifySubscribers(state, published, texts);
  return receipt;
}

/** Refuses what does not fit the kind of topic; gives the deduplication id, which may be a digest of the message. */
function checkOrder(
  topic: Topic,
  { groupId, deduplicationId, message }: Pick<PublishedMessage, "groupId" | "deduplicationId" | "message">,
): string | undefined {
  for (const [name, id] of Object.entries({ MessageGroupId: groupId, MessageDeduplicationId: deduplicationId }))
    if (id !== undefined && !/^[!-~]{1,128}$/.test(id))
      throw invalidParameter(
        `${name} Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length`,
      );
  if (!topic.isFifo) {
    if (deduplicationId === undefined) return undefined;
    throw invalidParameter(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  }
  if (groupId === undefined) throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  if (deduplicationId !== undefined) return deduplicationId;
  if (topic.attributes.get("ContentBasedDeduplication") === "true")
    return createHash("sha256").update(message).digest("hex");
  throw invalidParameter(
    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}

function readAttributes(parameters: QueryParameters): Readonly<Record<string, NotificationAttribute>> {
  const entries = [...mapOf(parameters, "MessageAttributes", "Name", "Value")].map(([name, value]) => {
    const Type = textOf(value, "DataType");
    const Value = textOf(value, "StringValue") ?? textOf(value, "BinaryValue");
    if (Type === undefined || Value === undefined)
      throw new AwsError("ParameterValueInvalid", `The message attribute '${name}' must contain a type and a value.`);
    if (!/^(?:String|Number|Binary)(?:\.[^]+)?$/.test(Type))
      throw invalidParameter(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    if (Type.startsWith("Number") && (Value.trim() === "" || Number.isNaN(Number(Value))))
      throw invalidParameter(`Could not cast message attribute '${name}' value to number.`);
    return [name, { Type, Value }] as const;
  });
  return Object.fromEntries(entries);
}

function readStructure(message: string): ReadonlyMap<string, string> {
  const parsed = parseJson(message);
  if (!isJsonObject(parsed)) throw invalidParameter("Message Structure - JSON message body failed to parse");
  const texts = Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  if (!texts.some(([name]) => name === "default"))
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  return new Map(texts);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
