import { createHash } from "node:crypto";
import { AwsError } from "../wire/aws-error.js";
import type { MessageAttribute } from "./message-digest.js";
import { expireMessages, type Message, type Queue } from "./queue.js";
import type { SqsState } from "./queue-state.js";
import { serveWaiters } from "./receive-messages.js";

/** A message to send. */
export interface OutgoingMessage {
  readonly body: string;
  readonly delaySeconds?: number | undefined;
  readonly attributes?: Readonly<Record<string, MessageAttribute>> | undefined;
  readonly traceHeader?: string | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

/** Characters that a message must not have: everything that XML 1.0 leaves out. */

const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Puts a message in a queue; a repeated deduplication id gives the first message again. */
export function sendMessage(state: SqsState, queue: Queue, outgoing: OutgoingMessage): Message {
  const nowMs = state.clock.nowMs();
  expireMessages(queue, nowMs);
  checkMessage(queue, outgoing);
  const deduplicationId = queue.isFifo ? deduplicationIdOf(queue, outgoing) : undefined;
  const scope = queue.settings.deduplicatesByGroup ? `${outgoing.groupId} ` : "";
  const repeated = deduplicationId === undefined ? undefined : queue.deduplication.get(scope + deduplicationId);
  if (repeated !== undefined) return repeated.message;
  const delaySeconds = outgoing.delaySeconds ?? queue.settings.DelaySeconds;
  const message: Message = {
    id: state.newId(),
    body: outgoing.body,
    attributes: outgoing.attributes ?? {},
    traceHeader: outgoing.traceHeader,
    sentAtMs: nowMs,
    groupId: outgoing.groupId,
    deduplicationId,
    sequenceNumber: queue.isFifo ? String(queue.nextSequence).padStart(20, "0") : undefined,
    sourceArn: undefined,
    visibleAtMs: nowMs + delaySeconds * 1000,
    firstReceivedAtMs: undefined,
    receiveCount: 0,
    receiptHandle: undefined,
  };
  queue.nextSequence += 1;
  queue.messages.push(message);
  if (deduplicationId !== undefined) queue.deduplication.set(scope + deduplicationId, { atMs: nowMs, message });
  serveWaiters(state, queue);
  return message;
}

function checkMessage(queue: Queue, { body, attributes, delaySeconds, groupId }: OutgoingMessage): void {
  if (body === "") throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
  if (forbidden.test(body))
    throw new AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  const bytes = Object.entries(attributes ?? {}).reduce(
    (sum, [name, { DataType, StringValue = "", BinaryValue = "" }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, "base64"),
    Buffer.byteLength(body),
  );
  if (bytes > queue.settings.MaximumMessageSize)
    throw new AwsError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.MaximumMessageSize} bytes.`,
    );
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900))
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  if (!queue.isFifo) return;
  if (groupId === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter MessageGroupId.");
  if (delaySeconds !== undefined && delaySeconds > 0)
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
}

function deduplicationIdOf(queue: Queue, { deduplicationId, body }: OutgoingMessage): string {
  if (deduplicationId !== undefined) return deduplicationId;
  if (queue.settings.ContentBasedDeduplication) return createHash("sha256").update(body).digest("hex");
  throw new AwsError(
    "InvalidParameterValue",
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}
