import { matchesPattern } from "../events/pattern/match-event.js";
import { isJsonObject } from "../wire/shape.js";
import type { NotificationAttribute, PublishedMessage, SnsState, Subscription } from "./topic-state.js";

/** Sends a published message to every confirmed subscription whose filter lets it through. */
export function notifySubscribers(
  state: SnsState,
  published: PublishedMessage,
  texts: ReadonlyMap<string, string>,
): void {
  for (const subscription of state.subscriptions.values()) {
    if (subscription.topicArn !== published.topicArn || subscription.token !== undefined) continue;
    if (!passesFilter(subscription, published)) continue;
    const message = texts.get(subscription.protocol) ?? texts.get("default") ?? published.message;
    const deliver = () => send(state, subscription, { ...published, message });
    // Messages of a FIFO topic arrive one after the other; a failure does not hold up those behind it.
    const delivery =
      published.sequenceNumber === undefined ? deliver() : subscription.lastDelivery.then(deliver, deliver);
    subscription.lastDelivery = delivery;
    track(state, subscription.endpoint, delivery);
  }
}

/** Nothing is signed. */
const signature = {
  SignatureVersion: "1",
  Signature: "simulated",
  SigningCertURL: "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-simulated.pem",
};

/** Asks an HTTP endpoint to confirm its subscription. */
export function requestConfirmation(state: SnsState, subscription: Subscription): void {
  const body = {
    Type: "SubscriptionConfirmation",
    MessageId: state.newId(),
    Token: subscription.token,
    TopicArn: subscription.topicArn,
    Message: `You have chosen to subscribe to the topic ${subscription.topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${subscription.serviceUrl}/?Action=ConfirmSubscription&TopicArn=${subscription.topicArn}&Token=${subscription.token}`,
    Timestamp: new Date(state.clock.nowMs()).toISOString(),
    ...signature,
  };
  track(state, subscription.endpoint, post(state, subscription, "SubscriptionConfirmation", JSON.stringify(body)));
}

/** The ARN of the queue that a redrive policy names. */
export function deadLetterQueue(policy: string): string | undefined {
  const parsed = parseJson(policy);
  const arn = isJsonObject(parsed) ? parsed["deadLetterTargetArn"] : undefined;
  return typeof arn === "string" && arn.split(":")[2] === "sqs" ? arn : undefined;
}

/** Sends a message to a subscription. What does not arrive goes to its dead letters, if it has some. */
async function send(state: SnsState, subscription: Subscription, published: PublishedMessage): Promise<void> {
  const notification = notificationOf(state, subscription, published);
  try {
    await sendNotification(state, subscription, published, notification);
  } catch (error) {
    const queue = deadLetterQueue(subscription.attributes.get("RedrivePolicy") ?? "");
    if (queue === undefined) throw error;
    await state.deliver(queue, JSON.stringify(notification), {
      from: "sns",
      messageGroupId: published.groupId,
      messageDeduplicationId: published.deduplicationId,
    });
    throw error;
  }
}

async function sendNotification(
  state: SnsState,
  subscription: Subscription,
  published: PublishedMessage,
  notification: ReturnType<typeof notificationOf>,
): Promise<void> {
  const isRaw = subscription.attributes.get("RawMessageDelivery") === "true";
  switch (subscription.protocol) {
    case "sqs":
      return state.deliver(subscription.endpoint, isRaw ? published.message : JSON.stringify(notification), {
        from: "sns",
        messageGroupId: published.groupId,
        messageDeduplicationId: published.deduplicationId,
        ...(isRaw && { messageAttributes: toQueueAttributes(published.attributes) }),
      });
    case "lambda": {
      const { Type, SigningCertURL, UnsubscribeURL, ...Sns } = {
        ...notification,
        MessageAttributes: published.attributes,
      };
      const record = {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscription.arn,
        Sns: {
          ...{ ...Sns, Type, Subject: published.subject ?? null },
          ...{ SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL },
        },
      };
      return state.deliver(subscription.endpoint, JSON.stringify({ Records: [record] }), { from: "sns" });
    }
    default:
      return post(state, subscription, "Notification", isRaw ? published.message : JSON.stringify(notification));
  }
}

function notificationOf(state: SnsState, subscription: Subscription, published: PublishedMessage) {
  return {
    Type: "Notification",
    MessageId: published.messageId,
    ...(published.sequenceNumber !== undefined && { SequenceNumber: published.sequenceNumber }),
    TopicArn: published.topicArn,
    ...(published.subject !== undefined && { Subject: published.subject }),
    Message: published.message,
    Timestamp: new Date(state.clock.nowMs()).toISOString(),
    ...signature,
    UnsubscribeURL: `${subscription.serviceUrl}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(Object.keys(published.attributes).length > 0 && { MessageAttributes: published.attributes }),
  };
}

async function post(state: SnsState, subscription: Subscription, type: string, body: string): Promise<void> {
  const response = await state.fetch(subscription.endpoint, {
    method: "POST",
    headers: {
      "content-type": "text/plain; charset=UTF-8",
      "x-amz-sns-message-type": type,
      "x-amz-sns-topic-arn": subscription.topicArn,
      ...(type === "Notification" && { "x-amz-sns-subscription-arn": subscription.arn }),
    },
    body,
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`The endpoint answered with status ${response.status}`);
}

function track(state: SnsState, endpoint: string, delivery: Promise<void>): void {
  const tracked = delivery
    .catch((error: unknown) => {
      state.failures.push({ endpoint, reason: error instanceof Error ? error.message : String(error) });
    })
    .finally(() => state.pending.delete(tracked));
  state.pending.add(tracked);
}

function passesFilter({ filter, attributes }: Subscription, published: PublishedMessage): boolean {
  if (filter === undefined) return true;
  if (attributes.get("FilterPolicyScope") !== "MessageBody")
    return matchesPattern(
      filter,
      Object.fromEntries(Object.entries(published.attributes).map(([name, one]) => [name, attributeValue(one)])),
    );
  const body = parseJson(published.message);
  return typeof body === "object" && body !== null && matchesPattern(filter, body);
}

function attributeValue({ Type, Value }: NotificationAttribute): unknown {
  if (Type.startsWith("Number")) return Number(Value);
  if (Type === "String.Array") return parseJson(Value) ?? Value;
  return Value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toQueueAttributes(attributes: PublishedMessage["attributes"]) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { Type, Value }]) => [
      name,
      Type.startsWith("Binary") ? { DataType: Type, BinaryValue: Value } : { DataType: Type, StringValue: Value },
    ]),
  );
}
