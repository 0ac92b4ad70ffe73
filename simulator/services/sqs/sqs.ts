import type { HttpHandler } from "../../http/http-handler.js";
import { listen, type Listening } from "../../http/listen.js";
import { servicePlace, type ServicePlaceOptions } from "../service-place.js";
import { type AwsError } from "../wire/aws-error.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import { sqsActions } from "./actions.js";
import { ensureQueue } from "./operations/queues.js";
import { findQueueByArn, type SqsState } from "./queue-state.js";
import { nextWaiterTime, serveWaiters } from "./receive-messages.js";
import { type OutgoingMessage, sendMessage } from "./send-message.js";

/** An embedded SQS, in memory: standard and FIFO queues. */
export interface Sqs {
  /** Answers what the AWS SDK's SQS client sends (AWS JSON 1.0). */
  readonly handler: HttpHandler;
  /** Creates a queue with default settings, unless it is there, and gives its ARN. */
  ensureQueue(name: string): string;
  /** Puts a message in the queue of that ARN. Throws where there is none, or where SQS refuses the message. */
  deliver(queueArn: string, message: OutgoingMessage): void;
  /** The bodies of the messages in a queue, in order, received or not. */
  bodies(queueName: string): readonly string[];
  /** When a waiting receiver is due next. */
  nextDueMs(): number | undefined;
  /** Answers receivers whose wait is over. A clock with timers does that by itself. */
  runDue(): void;
}

const maxBodyBytes = 2 * 1024 * 1024;

/** The codes of the older query protocol, which clients get in a header. */
const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
};

export function createSqs(options: ServicePlaceOptions = {}): Sqs {
  const state: SqsState = {
    ...servicePlace(options),
    queues: new Map(),
    moveTasks: [],
  };
  const handler: HttpHandler = (request) => {
    const baseUrl = `http://${request.headers["host"] ?? "localhost"}`;
    return jsonProtocolHandler({
      targetPrefixes: ["AmazonSQS"],
      contentType: "application/x-amz-json-1.0",
      errorNamespace: () => "com.amazonaws.sqs#",
      errorHeaders: (error: AwsError) => ({ "x-amzn-query-error": `${queryCodes[error.code] ?? error.code};Sender` }),
      action: (name) => {
        const action = sqsActions.get(name);
        return action && ((input) => action(state, input, { baseUrl }));
      },
      maxBodyBytes,
    })(request);
  };
  return {
    handler,
    ensureQueue: (name) => ensureQueue(state, name).arn,
    deliver: (queueArn, message) => {
      const queue = findQueueByArn(state, queueArn);
      if (queue === undefined) throw new Error(`There is no queue ${queueArn}`);
      sendMessage(state, queue, message);
    },
    bodies: (queueName) => state.queues.get(queueName)?.messages.map(({ body }) => body) ?? [],
    nextDueMs: () => {
      const nowMs = state.clock.nowMs();
      const times = [...state.queues.values()].flatMap((queue) => nextWaiterTime(queue, nowMs) ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    runDue: () => [...state.queues.values()].forEach((queue) => serveWaiters(state, queue)),
  };
}

/** An SQS behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startSqs(
  options: ServicePlaceOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly sqs: Sqs }> {
  const sqs = createSqs(options);
  return { ...(await listen(sqs.handler, options.port ?? 0, "127.0.0.1")), sqs };
}
