import type { EventPattern } from "../events/pattern/event-pattern.js";
import type { ServiceOutlet, ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";

export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly isFifo: boolean;
  /** Deduplication id → when its message came, and what the publisher was told. */
  readonly deduplication: Map<string, { readonly atMs: number; readonly receipt: PublishReceipt }>;
  /** Of the next message of a FIFO topic. */
  nextSequence: bigint;
}

/** What a publisher is told. */
export interface PublishReceipt {
  readonly MessageId: string;
  /** Twenty digits; only of FIFO topics. */
  readonly SequenceNumber?: string;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** Where the client that subscribed reaches the service: so do those who get the messages. */
  readonly serviceUrl: string;
  readonly attributes: Map<string, string>;
  /** The token that confirms it; undefined once confirmed. */
  token: string | undefined;
  filter: EventPattern | undefined;
  /** Of a FIFO topic: its end lets the next one begin, so that order stays. */
  lastDelivery: Promise<void>;
}

/** A message attribute as SNS shows it to subscribers. */
export interface NotificationAttribute {
  readonly Type: string;
  readonly Value: string;
}

/** A message as it was published, for tests. */
export interface PublishedMessage {
  readonly topicArn: string;
  readonly messageId: string;
  readonly message: string;
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, NotificationAttribute>>;
  readonly groupId?: string | undefined;
  /** Only of FIFO topics. */
  readonly deduplicationId?: string | undefined;
  readonly sequenceNumber?: string | undefined;
}

/** Everything that the operations of SNS read and change. */
export interface SnsState extends ServicePlace, ServiceOutlet {
  readonly topics: Map<string, Topic>;
  readonly subscriptions: Map<string, Subscription>;
  readonly published: PublishedMessage[];
  readonly failures: { readonly endpoint: string; readonly reason: string }[];
}

/** The topic of an ARN. Throws `InvalidParameter` for what is no ARN of a topic, `NotFound` where there is none. */
export function findTopic(state: SnsState, arn: string, parameter = "TopicArn"): Topic {
  checkTopicArn(parameter, arn);
  const topic = state.topics.get(arn);
  if (topic === undefined) throw new AwsError("NotFound", "Topic does not exist", { status: 404 });
  return topic;
}

export function findSubscription(state: SnsState, arn: string): Subscription {
  checkSubscriptionArn(arn);
  const subscription = state.subscriptions.get(arn);
  if (subscription === undefined) throw new AwsError("NotFound", "Subscription does not exist", { status: 404 });
  return subscription;
}

/** Refuses what is no ARN of a topic. */
export function checkTopicArn(parameter: string, arn: string): void {
  checkArn(parameter, arn);
  if (!/^arn:[^:]+:sns:[^:]+:\d+:[A-Za-z0-9_.-]+$/.test(arn)) throw invalidParameter(parameter);
}

/** Refuses what is no ARN of a subscription, that of a topic too. */
export function checkSubscriptionArn(arn: string): void {
  checkArn("SubscriptionArn", arn);
  if (!/^arn:[^:]+:sns:[^:]+:\d+:[^:]+:[^:]+$/.test(arn)) throw invalidParameter("SubscriptionId");
}

function checkArn(parameter: string, arn: string): void {
  const parts = arn.split(":").length;
  if (parts < 6) throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${parts}`);
}

export function invalidParameter(reason: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${reason}`);
}
