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
  type SnsState,
} from "./topic-state.js";

const maxMessageBytes = 262_144;
const maxBatch = 10;

export function publish(state: SnsState, parameters: QueryParameters): XmlContent {
  const topicArn = textOf(parameters, "TopicArn") ?? textOf(parameters, "TargetArn");
  if (topicArn === undefined) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  return { MessageId: publishOne(state, findTopic(state, topicArn).arn, parameters) };
}

export function publishBatch(state: SnsState, parameters: QueryParameters): XmlContent {
  const { arn } = findTopic(state, requiredText(parameters, "TopicArn"));
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
      successful.push({ Id, MessageId: publishOne(state, arn, entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  });
  return { Successful: { member: successful }, Failed: { member: failed } };
}

/** Publishes a plain message, as other services do. */
export function publishText(state: SnsState, topicArn: string, message: string): void {
  const published = {
    topicArn: findTopic(state, topicArn).arn,
    messageId: state.newId(),
    message,
    subject: undefined,
    attributes: {},
  };
  state.published.push(published);
  notifySubscribers(state, published, new Map());
}

function publishOne(state: SnsState, topicArn: string, parameters: QueryParameters): string {
  const message = textOf(parameters, "Message") ?? "";
  if (message === "") throw invalidParameter("Empty message");
  const attributes = readAttributes(parameters);
  const bytes = Object.entries(attributes).reduce(
    (sum, [name, { Type, Value }]) => sum + Buffer.byteLength(name + Type + Value),
    Buffer.byteLength(message),
  );
  if (bytes > maxMessageBytes) throw invalidParameter("Message too long");
  const texts = textOf(parameters, "MessageStructure") === "json" ? readStructure(message) : new Map<string, string>();
  const published: PublishedMessage = {
    topicArn,
    messageId: state.newId(),
    message: texts.get("default") ?? message,
    subject: textOf(parameters, "Subject"),
    attributes,
  };
  state.published.push(published);
  notifySubscribers(state, published, texts);
  return published.messageId;
}

function readAttributes(parameters: QueryParameters): Readonly<Record<string, NotificationAttribute>> {
  const entries = [...mapOf(parameters, "MessageAttributes", "Name", "Value")].map(([name, value]) => {
    const Type = textOf(value, "DataType");
    const Value = textOf(value, "StringValue") ?? textOf(value, "BinaryValue");
    if (Type === undefined || Value === undefined)
      throw new AwsError("ParameterValueInvalid", `The message attribute '${name}' must contain a type and a value.`);
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
