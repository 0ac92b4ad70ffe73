import type { MessageAttribute } from "./message-digest.js";

/** A message in a queue. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly traceHeader: string | undefined;
  readonly sentAtMs: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** The queue whose dead letters this is one of. */
  readonly sourceArn: string | undefined;
  visibleAtMs: number;
  firstReceivedAtMs: number | undefined;
  receiveCount: number;
  receiptHandle: string | undefined;
}

/** The settings of a queue; durations in seconds. */
export interface QueueSettings {
  readonly VisibilityTimeout: number;
  readonly DelaySeconds: number;
  readonly MaximumMessageSize: number;
  readonly MessageRetentionPeriod: number;
  readonly ReceiveMessageWaitTimeSeconds: number;
  readonly ContentBasedDeduplication: boolean;
  readonly redrive: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number } | undefined;
  /** Which queues may send their dead letters here. */
  readonly redriveAllow:
    | { readonly redrivePermission: "allowAll" | "denyAll" }
    | { readonly redrivePermission: "byQueue"; readonly sourceQueueArns: readonly string[] }
    | undefined;
  /** Of a FIFO queue: whether the same deduplication id in another group is another message. */
  readonly deduplicatesByGroup: boolean;
  /** Settings that are kept and shown, and have no effect here: policies, encryption and throughput. */
  readonly others: Readonly<Record<string, string>>;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly isFifo: boolean;
  readonly createdAtMs: number;
  readonly tags: Map<string, string>;
  /** In the order of sending. */
  messages: Message[];
  /** Deduplication id → when its message came, and what the sender was told. */
  readonly deduplication: Map<string, { readonly atMs: number; readonly message: Message }>;
  readonly waiters: Waiter[];
  settings: QueueSettings;
  modifiedAtMs: number;
  nextSequence: number;
}

/** A receiver that waits for messages. */
export interface Waiter {
  readonly deadlineMs: number;
  /** Takes what there is; false where there is nothing yet. */
  readonly tryReceive: () => boolean;
  readonly giveUp: () => void;
}

const deduplicationMs = 5 * 60 * 1000;

/** Drops messages past their retention, and deduplication ids past their five minutes. */
export function expireMessages(queue: Queue, nowMs: number): void {
  const oldestMs = nowMs - queue.settings.MessageRetentionPeriod * 1000;
  queue.messages = queue.messages.filter(({ sentAtMs }) => sentAtMs > oldestMs);
  for (const [id, { atMs }] of queue.deduplication) if (atMs + deduplicationMs <= nowMs) queue.deduplication.delete(id);
}

/** The messages that may be received now. In a FIFO queue a group waits for its messages in flight. */
export function receivableMessages(queue: Queue, nowMs: number): readonly Message[] {
  const blockedGroups = new Set<string>();
  return queue.messages.filter((message) => {
    const isVisible = message.visibleAtMs <= nowMs;
    if (message.groupId === undefined || !queue.isFifo) return isVisible;
    if (!isVisible) blockedGroups.add(message.groupId);
    return isVisible && !blockedGroups.has(message.groupId);
  });
}
