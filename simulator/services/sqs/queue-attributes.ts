import { AwsError } from "../wire/aws-error.js";
import { isJsonObject } from "../wire/shape.js";
import type { Queue, QueueSettings } from "./queue.js";

const defaults: QueueSettings = {
  VisibilityTimeout: 30,
  DelaySeconds: 0,
  MaximumMessageSize: 1_048_576,
  MessageRetentionPeriod: 345_600,
  ReceiveMessageWaitTimeSeconds: 0,
  ContentBasedDeduplication: false,
  redrive: undefined,
  redriveAllow: undefined,
  deduplicatesByGroup: false,
  others: {},
};
const ranges = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
} as const;
const keptNames: ReadonlySet<string> = new Set([
  "Policy",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
  "SqsManagedSseEnabled",
  "FifoThroughputLimit",
]);

const shownNames: ReadonlySet<string> = new Set([
  ...["QueueArn", "CreatedTimestamp", "LastModifiedTimestamp", "FifoQueue", "ContentBasedDeduplication"],
  ...["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"],
  ...["RedrivePolicy", "RedriveAllowPolicy", "DeduplicationScope"],
]);

/** Whether queues, of one kind or the other, may have an attribute of that name. */
export const isQueueAttribute = (name: string): boolean =>
  shownNames.has(name) || keptNames.has(name) || Object.hasOwn(ranges, name);

type Attributes = Readonly<Record<string, string>>;

/** The settings of a new queue, or changed ones of a queue. Throws `InvalidAttributeName` and `InvalidAttributeValue`. */
export function readSettings(
  attributes: Attributes,
  isFifo: boolean,
  present: QueueSettings = defaults,
): QueueSettings {
  let settings = present;
  for (const [name, value] of Object.entries(attributes)) settings = setAttribute(settings, name, value, isFifo);
  return settings;
}

/** All attributes of a queue as text. */
export function queueAttributes(queue: Queue, nowMs: number): Attributes {
  const { settings, messages } = queue;
  const visible = messages.filter(({ visibleAtMs }) => visibleAtMs <= nowMs).length;
  const inFlight = messages.filter((message) => message.visibleAtMs > nowMs && message.receiveCount > 0).length;
  const fifo = {
    FifoQueue: "true",
    ContentBasedDeduplication: String(settings.ContentBasedDeduplication),
    DeduplicationScope: settings.deduplicatesByGroup ? "messageGroup" : "queue",
    FifoThroughputLimit: settings.others["FifoThroughputLimit"] ?? "perQueue",
  };
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(messages.length - visible - inFlight),
    CreatedTimestamp: String(Math.floor(queue.createdAtMs / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAtMs / 1000)),
    VisibilityTimeout: String(settings.VisibilityTimeout),
    MaximumMessageSize: String(settings.MaximumMessageSize),
    MessageRetentionPeriod: String(settings.MessageRetentionPeriod),
    DelaySeconds: String(settings.DelaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.ReceiveMessageWaitTimeSeconds),
    SqsManagedSseEnabled: "true",
    ...settings.others,
    ...(settings.redriveAllow && { RedriveAllowPolicy: JSON.stringify(settings.redriveAllow) }),
    ...(settings.redrive && { RedrivePolicy: JSON.stringify(settings.redrive) }),
    ...(queue.isFifo && fifo),
  };
}

function setAttribute(settings: QueueSettings, name: string, value: string, isFifo: boolean): QueueSettings {
  if (Object.hasOwn(ranges, name)) {
    const [min, max] = ranges[name as keyof typeof ranges]; // it has this name
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max) throw invalidValue(name);
    return { ...settings, [name]: number };
  }
  if (name === "RedrivePolicy") return { ...settings, redrive: value === "" ? undefined : readRedrive(value) };
  if (name === "RedriveAllowPolicy")
    return { ...settings, redriveAllow: value === "" ? undefined : readRedriveAllow(value) };
  if (name === "DeduplicationScope" && isFifo) {
    if (value !== "queue" && value !== "messageGroup") throw invalidValue(name);
    return { ...settings, deduplicatesByGroup: value === "messageGroup" };
  }
  if (name === "FifoQueue" && isFifo && value === "true") return settings;
  if (name === "ContentBasedDeduplication" && isFifo)
    return { ...settings, ContentBasedDeduplication: value === "true" };
  if (keptNames.has(name)) return { ...settings, others: { ...settings.others, [name]: value } };
  throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
}

function readRedrive(value: string): QueueSettings["redrive"] {
  const policy = parse(value);
  const { deadLetterTargetArn, maxReceiveCount } = isJsonObject(policy) ? policy : {};
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== "string" || !Number.isInteger(count) || count < 1 || count > 1000)
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${value} for parameter RedrivePolicy is invalid. Reason: it must hold deadLetterTargetArn and ` +
        `a maxReceiveCount from 1 to 1000.`,
    );
  return { deadLetterTargetArn, maxReceiveCount: count };
}

const maxSourceQueues = 10;

function readRedriveAllow(value: string): QueueSettings["redriveAllow"] {
  const policy = parse(value);
  const { redrivePermission, sourceQueueArns } = isJsonObject(policy) ? policy : {};
  if ((redrivePermission === "allowAll" || redrivePermission === "denyAll") && sourceQueueArns === undefined)
    return { redrivePermission };
  const arns: readonly unknown[] = Array.isArray(sourceQueueArns) ? sourceQueueArns : [];
  const areTexts = arns.every((arn) => typeof arn === "string");
  if (redrivePermission === "byQueue" && areTexts && arns.length >= 1 && arns.length <= maxSourceQueues)
    return { redrivePermission, sourceQueueArns: arns };
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${value} for parameter RedriveAllowPolicy is invalid. Reason: its redrivePermission must be allowAll, denyAll, or ` +
      `byQueue with 1 to ${maxSourceQueues} sourceQueueArns.`,
  );
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function invalidValue(name: string): AwsError {
  return new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
}
