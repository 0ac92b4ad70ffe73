import { isJsonObject, parseJson } from "../../json.js";
import { type EventPattern, InvalidPattern } from "../events/pattern/event-pattern.js";
import { parsePatternText } from "../events/pattern/parse-pattern.js";
import { mapOf, type QueryParameters, requiredText, textOf } from "../wire/query-protocol.js";
import type { XmlContent } from "../wire/xml.js";
import { deadLetterQueue, requestConfirmation } from "./notify.js";
import { checkEndpoint } from "./subscription-endpoint.js";
import {
  checkSubscriptionArn,
  findSubscription,
  findTopic,
  invalidParameter,
  type SnsState,
  type Subscription,
} from "./topic-state.js";
import { attributesXml } from "./topics.js";

const knownAttributes: ReadonlySet<string> = new Set([
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
]);

/** Subscribes a queue, a function or an HTTP endpoint; the last must confirm first. */
export function subscribe(state: SnsState, parameters: QueryParameters, serviceUrl: string): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "TopicArn"));
  const protocol = requiredText(parameters, "Protocol");
  const endpoint = requiredText(parameters, "Endpoint");
  checkEndpoint(protocol, endpoint);
  const isHttp = protocol === "http" || protocol === "https";
  if (topic.isFifo && protocol !== "sqs")
    throw invalidParameter("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue");
  if (!topic.isFifo && protocol === "sqs" && endpoint.endsWith(".fifo"))
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  const present = [...state.subscriptions.values()].find(
    (one) => one.topicArn === topic.arn && one.protocol === protocol && one.endpoint === endpoint,
  );
  const attributes = [...mapOf(parameters, "Attributes")].map(
    ([name, { text }]) => [name, attributeValue(name, text)] as const,
  );
  if (present !== undefined) {
    if (attributes.some(([name, value]) => value !== "" && present.attributes.get(name) !== value))
      throw invalidParameter("Attributes Reason: Subscription already exists with different attributes");
    return { SubscriptionArn: present.arn };
  }
  const subscription: Subscription = {
    arn: `${topic.arn}:${state.newId()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    serviceUrl,
    attributes: new Map(),
    token: isHttp ? state.newId().replaceAll("-", "").repeat(2) : undefined,
    filter: undefined,
    lastDelivery: Promise.resolve(),
  };
  for (const [name, value] of attributes) setAttribute(subscription, name, value);
  checkFilterScope(subscription.attributes);
  state.subscriptions.set(subscription.arn, subscription);
  if (isHttp) requestConfirmation(state, subscription);
  const showsArn = !isHttp || textOf(parameters, "ReturnSubscriptionArn") === "true";
  return { SubscriptionArn: showsArn ? subscription.arn : "pending confirmation" };
}

export function confirmSubscription(state: SnsState, parameters: QueryParameters): XmlContent {
  const topic = findTopic(state, requiredText(parameters, "TopicArn"));
  const token = requiredText(parameters, "Token");
  const subscription = [...state.subscriptions.values()].find(
    (one) => one.topicArn === topic.arn && one.token === token,
  );
  if (subscription === undefined) throw invalidParameter("Token");
  subscription.token = undefined;
  return { SubscriptionArn: subscription.arn };
}

/** Ends a subscription, if there is one of that ARN. */
export function unsubscribe(state: SnsState, parameters: QueryParameters): XmlContent {
  const arn = requiredText(parameters, "SubscriptionArn");
  checkSubscriptionArn(arn);
  state.subscriptions.delete(arn);
  return undefined;
}

export function listSubscriptions(state: SnsState): XmlContent {
  return { Subscriptions: { member: [...state.subscriptions.values()].map((one) => describe(state, one)) } };
}

export function listSubscriptionsByTopic(state: SnsState, parameters: QueryParameters): XmlContent {
  const { arn } = findTopic(state, requiredText(parameters, "TopicArn"));
  const found = [...state.subscriptions.values()].filter(({ topicArn }) => topicArn === arn);
  return { Subscriptions: { member: found.map((one) => describe(state, one)) } };
}

export function getSubscriptionAttributes(state: SnsState, parameters: QueryParameters): XmlContent {
  const subscription = findSubscription(state, requiredText(parameters, "SubscriptionArn"));
  return attributesXml({
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    Owner: state.accountId,
    PendingConfirmation: String(subscription.token !== undefined),
    ConfirmationWasAuthenticated: String(subscription.protocol === "sqs" || subscription.protocol === "lambda"),
    RawMessageDelivery: "false",
    ...Object.fromEntries(subscription.attributes),
  });
}

export function setSubscriptionAttributes(state: SnsState, parameters: QueryParameters): XmlContent {
  const subscription = findSubscription(state, requiredText(parameters, "SubscriptionArn"));
  const name = requiredText(parameters, "AttributeName");
  const value = attributeValue(name, textOf(parameters, "AttributeValue"));
  checkFilterScope(new Map([...subscription.attributes, [name, value]]));
  setAttribute(subscription, name, value);
  return undefined;
}

/** Python writes `True`. */
const attributeValue = (name: string, text = ""): string => (name === "RawMessageDelivery" ? text.toLowerCase() : text);

/** Members of a message's attributes cannot be filtered by what is inside them. */
function checkFilterScope(attributes: ReadonlyMap<string, string>): void {
  if (attributes.get("FilterPolicyScope") === "MessageBody") return;
  const policy = parseJson(attributes.get("FilterPolicy") ?? "");
  if (isJsonObject(policy) && Object.values(policy).some(isJsonObject))
    throw invalidParameter("FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy");
}

function setAttribute(subscription: Subscription, name: string, value: string): void {
  if (!knownAttributes.has(name)) throw invalidParameter(`AttributeName: ${name}`);
  if (name === "RedrivePolicy" && value !== "" && deadLetterQueue(value) === undefined)
    throw invalidParameter("RedrivePolicy: it must hold the deadLetterTargetArn of a queue");
  if (name === "RawMessageDelivery" && !/^(true|false|)$/.test(value))
    throw invalidParameter(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  if (name === "FilterPolicyScope" && !/^(MessageAttributes|MessageBody|)$/.test(value))
    throw invalidParameter(
      `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
    );
  if (name === "FilterPolicy") subscription.filter = value === "" || value === "{}" ? undefined : readFilter(value);
  if (value === "") subscription.attributes.delete(name);
  else subscription.attributes.set(name, value);
}

function readFilter(policy: string): EventPattern {
  try {
    return parsePatternText(policy);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw invalidParameter(`FilterPolicy: ${error.message}`);
  }
}

function describe(state: SnsState, { arn, token, topicArn, protocol, endpoint }: Subscription): XmlContent {
  return {
    SubscriptionArn: token === undefined ? arn : "PendingConfirmation",
    Owner: state.accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
