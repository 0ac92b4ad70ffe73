import { type QueryParameters, listOf, mapOf, requiredText, textOf } from "../wire/query-protocol.js";
import type { XmlContent } from "../wire/xml.js";
import { checkTopicAttributes } from "./topic-attributes.js";
import { checkTopicArn, findTopic, invalidParameter, type SnsState, type Topic } from "./topic-state.js";

export function createTopic(state: SnsState, parameters: QueryParameters): XmlContent {
  const name = requiredText(parameters, "Name");
  const attributes = new Map([...mapOf(parameters, "Attributes")].map(([key, { text = "" }]) => [key, text]));
  const isFifo = attributes.get("FifoTopic") === "true";
  if (isFifo && !name.endsWith(".fifo"))
    throw invalidParameter(
      "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.",
    );
  if (!/^[A-Za-z0-9_-]+$/.test(isFifo ? name.slice(0, -".fifo".length) : name) || name.length > 256)
    throw invalidParameter("Topic Name");
  checkTopicAttributes(attributes, isFifo);
  const present = state.topics.get(topicArn(state, name));
  const differs = [...attributes].some(
    ([key, value]) => present !== undefined && present.attributes.get(key) !== value,
  );
  if (differs) throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
  const tags = readTags(parameters);
  const topic = ensureTopic(state, name);
  for (const [key, value] of attributes) topic.attributes.set(key, value);
  for (const [key, value] of tags) topic.tags.set(key, value);
  return { TopicArn: topic.arn };
}

/** Makes a topic, unless it is there. */
export function ensureTopic(state: SnsState, name: string): Topic {
  const arn = topicArn(state, name);
  const isFifo = name.endsWith(".fifo");
  const topic: Topic = state.topics.get(arn) ?? {
    name,
    arn,
    attributes: new Map(isFifo ? [["FifoTopic", "true"]] : []),
    tags: new Map(),
    isFifo,
    deduplication: new Map(),
    nextSequence: 10_000_000_000_000_000_000n,
  };
  state.topics.set(arn, topic);
  return topic;
}

function topicArn({ region, accountId }: SnsState, name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

export function deleteTopic(state: SnsState, parameters: QueryParameters): XmlContent {
  const arn = requiredText(parameters, "TopicArn");
  checkTopicArn("TopicArn", arn);
  state.topics.delete(arn);
  for (const subscription of [...state.subscriptions.values()])
    if (subscription.topicArn === arn) state.subscriptions.delete(subscription.arn);
  return undefined;
}

export function listTopics(state: SnsState): XmlContent {
  return { Topics: { member: [...state.topics.values()].map(({ arn }) => ({ TopicArn: arn })) } };
}

export function getTopicAttributes(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "TopicArn"));
  const subscriptions = [...state.subscriptions.values()].filter(({ topicArn }) => topicArn === topic.arn);
  const pending = subscriptions.filter(({ token }) => token !== undefined).length;
  return attributesXml({
    TopicArn: topic.arn,
    Owner: state.accountId,
    DisplayName: "",
    SubscriptionsConfirmed: String(subscriptions.length - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: "0",
    ...(topic.isFifo && { ContentBasedDeduplication: "false" }),
    ...Object.fromEntries(topic.attributes),
  });
}

export function setTopicAttributes(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "TopicArn"));
  const [name, value] = [requiredText(parameters, "AttributeName"), textOf(parameters, "AttributeValue") ?? ""];
  if (name === "FifoTopic") throw invalidParameter("AttributeName");
  checkTopicAttributes(new Map([[name, value]]), topic.isFifo);
  topic.attributes.set(name, value);
  return undefined;
}

export function tagResource(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "ResourceArn"), "ResourceArn");
  for (const [key, value] of readTags(parameters)) topic.tags.set(key, value);
  return {};
}

/** The tags of a request. Throws `InvalidParameter`, in words of ours, for a key or a value that no tag has. */
function readTags(parameters: QueryParameters): readonly (readonly [string, string])[] {
  return listOf(parameters, "Tags").map((tag) => {
    const [key, value] = [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""];
    if (key === "" || key.length > 128) throw invalidParameter("Tags Reason: a key has 1 to 128 characters");
    if (value.length > 256) throw invalidParameter("Tags Reason: a value has at most 256 characters");
    return [key, value] as const;
  });
}

export function untagResource(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "ResourceArn"), "ResourceArn");
  for (const key of listOf(parameters, "TagKeys")) topic.tags.delete(key.text ?? "");
  return {};
}

export function listTagsForResource(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "ResourceArn"), "ResourceArn");
  return { Tags: { member: [...topic.tags].map(([Key, Value]) => ({ Key, Value })) } };
}

export function attributesXml(attributes: Readonly<Record<string, string>>): XmlContent {
  return { Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) } };
}
