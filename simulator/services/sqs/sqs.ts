import type { HttpHandler, HttpRequest, HttpResponse } from "../../http/http-handler.js";
import { listen, type Listening } from "../../http/listen.js";
import { servicePlace, type ServicePlaceOptions } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import { isQueryRequest, type QueryParameters, queryProtocolHandler } from "../wire/query-protocol.js";
import { sqsActions } from "./actions.js";
import { ensureQueue } from "./operations/queues.js";
import { queryInput } from "./query/query-input.js";
import { queryOutput } from "./query/query-output.js";
import { findQueueByArn, type SqsRequestContext, type SqsState } from "./queue-state.js";
import { nextWaiterTime, serveWaiters } from "./receive-messages.js";
import { type OutgoingMessage, sendMessage } from "./send-message.js";

/** An embedded SQS, in memory: standard and FIFO queues. */
export interface Sqs {
  /** Answers what AWS SDKs send: AWS JSON 1.0, and the query protocol of those from before the end of 2023. */
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
    const context: SqsRequestContext = { baseUrl, whenGone: () => request.whenGone?.() };
    if (isQueryRequest(request)) return answerQuery(state, request, context);
    return jsonProtocolHandler({
      targetPrefixes: ["AmazonSQS"],
      contentType: "application/x-amz-json-1.0",
      errorNamespace: () => "com.amazonaws.sqs#",
      errorHeaders: (error: AwsError) => ({ "x-amzn-query-error": `${queryCodes[error.code] ?? error.code};Sender` }),
      action: (name) => {
        const action = sqsActions.get(name);
        return action && ((input) => action(state, input, context));
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

const queryNamespace = "http://queue.amazonaws.com/doc/2012-11-05/";

/** Answers SDKs from before the end of 2023, which speak the query protocol. */
function answerQuery(state: SqsState, request: HttpRequest, context: SqsRequestContext): Promise<HttpResponse> {
  const findAction = (name: string) => {
    const action = sqsActions.get(name);
    if (action === undefined) return undefined;
    return async (parameters: QueryParameters) => {
      try {
        return queryOutput(name, await action(state, queryInput(name, parameters, request.path), context));
      } catch (error) {
        throw error instanceof AwsError ? asQueryError(error) : error;
      }
    };
  };
  return queryProtocolHandler(queryNamespace, findAction, maxBodyBytes)(request);
}

/** The codes for JSON that cannot be read, and for values that break a rule, are others there. */
const otherQueryCodes: Readonly<Record<string, string>> = {
  SerializationException: "MalformedInput",
  ValidationException: "InvalidParameterValue",
};

function asQueryError(error: AwsError): AwsError {
  const code = queryCodes[error.code] ?? otherQueryCodes[error.code] ?? error.code;
  const isUnknown = error.code === "QueueDoesNotExist";
  const message = isUnknown ? "The specified queue does not exist for this wsdl version." : error.message;
  return new AwsError(code, message, { status: error.status });
}

/** An SQS behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startSqs(
  options: ServicePlaceOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly sqs: Sqs }> {
  const sqs = createSqs(options);
  return { ...(await listen(sqs.handler, options.port ?? 0, "127.0.0.1")), sqs };
}
