import { type QueryParameters, listOf, mapOf, requiredText, textOf } from "../wire/query-protocol.js";
import type { XmlContent } from "../wire/xml.js";
import { findTopic, invalidParameter, type SnsState, type Topic } from "./topic-state.js";

export function createTopic(state: SnsState, parameters: QueryParameters): XmlContent {
  const name = requiredText(parameters, "Name");
  if (name.endsWith(".fifo")) throw invalidParameter("FIFO topics are not simulated");
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalidParameter("Topic Name");
  const topic = ensureTopic(state, name);
  for (const [key, value] of mapOf(parameters, "Attributes")) topic.attributes.set(key, value.text ?? "");
  for (const tag of listOf(parameters, "Tags")) topic.tags.set(textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? "");
  return { TopicArn: topic.arn };
}

/** Makes a topic, unless it is there. */
export function ensureTopic(state: SnsState, name: string): Topic {
  const arn = `arn:aws:sns:${state.region}:${state.accountId}:${name}`;
  const topic = state.topics.get(arn) ?? { name, arn, attributes: new Map(), tags: new Map() };
  state.topics.set(arn, topic);
  return topic;
}

export function deleteTopic(state: SnsState, parameters: QueryParameters): XmlContent {
  const arn = requiredText(parameters, "TopicArn");
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
    ...Object.fromEntries(topic.attributes),
  });
}

export function setTopicAttributes(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "TopicArn"));
  topic.attributes.set(requiredText(parameters, "AttributeName"), textOf(parameters, "AttributeValue") ?? "");
  return undefined;
}

export function tagResource(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "ResourceArn"));
  for (const tag of listOf(parameters, "Tags")) topic.tags.set(textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? "");
  return {};
}

export function untagResource(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "ResourceArn"));
  for (const key of listOf(parameters, "TagKeys")) topic.tags.delete(key.text ?? "");
  return {};
}

export function listTagsForResource(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "ResourceArn"));
  return { Tags: { member: [...topic.tags].map(([Key, Value]) => ({ Key, Value })) } };
}

export function attributesXml(attributes: Readonly<Record<string, string>>): XmlContent {
  return { Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) } };
}
