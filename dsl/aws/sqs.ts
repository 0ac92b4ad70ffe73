import type { SQS } from "@aws-sdk/client-sqs";
import { awsService } from "../aws-sdk.js";
import type { Duration } from "../duration.js";
import type { NamedResource } from "../resource-use.js";
import { bindActions, type BoundActions } from "./bound-actions.js";

/** Amazon SQS, codeless: every action of the service, typed from its SDK. */
export const sqs = awsService<SQS>("sqs");

/** Constants: they are read when the workflow is compiled. */
export interface QueueOptions {
  /** How long a received message is hidden from other receivers, at most 12 hours. Default `"30s"`. */
  readonly visibilityTimeout?: Duration;
  /** The name of the queue that takes messages received too often. Default: none, they stay until they expire. */
  readonly deadLetters?: string;
  /** How often a message is received before it is a dead letter, 1…1,000. Default 5. */
  readonly maxReceives?: number;
}

/** A queue and its actions, each with `QueueUrl` filled in. */
export type Queue = NamedResource & { readonly options: QueueOptions } & BoundActions<
    SQS,
    (typeof queueActions)[number],
    "QueueUrl"
  >;

const queueActions = [
  "sendMessage",
  "sendMessageBatch",
  "receiveMessage",
  "deleteMessage",
  "deleteMessageBatch",
  "changeMessageVisibility",
  "getQueueAttributes",
] as const;

/**
 * The URL of a queue in local runs. An SDK client calls that address and not the local endpoint, unless it is made with
 * `useQueueUrlAsEndpoint: false`.
 */
export const localQueueUrl = (name: string): string => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;

/** Declares an SQS queue. `name` is its name locally; infra gives it a name of its own on AWS. */
export function queue(name: string, options: QueueOptions = {}): Queue {
  const localName = localQueueUrl(name);
  return { name, localName, options, ...bindActions(sqs, queueActions, "QueueUrl", localName) };
}
