import type { ServicePlace } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";
import type { Queue, QueueSettings } from "./queue.js";

/** A task that moved dead letters. Here it is over before its start is answered. */
export interface MoveTask {
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly messagesPerSecond: number | undefined;
  readonly moved: number;
  /** Why it stopped before the end. */
  readonly failureReason: string | undefined;
  readonly startedAtMs: number;
}

/** Everything that the operations of SQS read and change. */
export interface SqsState extends ServicePlace {
  readonly queues: Map<string, Queue>;
  /** The last first. */
  readonly moveTasks: MoveTask[];
}

/** What a request was sent to: the URL by which this client reaches the service. */
export interface SqsRequestContext {
  readonly baseUrl: string;
  /** Gives a signal that ends when the client goes away; none where it cannot. */
  readonly whenGone?: () => AbortSignal | undefined;
}

export function queueUrl(state: SqsState, context: SqsRequestContext, name: string): string {
  return `${context.baseUrl}/${state.accountId}/${name}`;
}

/**
 * The queue of a URL, or of a name. Throws `InvalidAddress` for a URL of no queue, and `QueueDoesNotExist`, also for a queue
 * of another account: here is one.
 */
export function findQueue(state: SqsState, url: string): Queue {
  const [, account, name] = /^(?:[^/]*:\/\/[^/]+)?\/(\d{12})\/([^/]+)$/.exec(url) ?? [];
  if (url.includes("/") && name === undefined)
    throw new AwsError("InvalidAddress", `The address ${url} is not valid for this endpoint.`, { status: 404 });
  const queue = (account ?? state.accountId) === state.accountId ? state.queues.get(name ?? url) : undefined;
  if (queue === undefined) throw queueDoesNotExist();
  return queue;
}

export const queueDoesNotExist = (): AwsError =>
  new AwsError("QueueDoesNotExist", "The specified queue does not exist.");

/** Refuses dead letters for a queue that lets no such queue send it any (`RedriveAllowPolicy`). */
export function checkDeadLetterQueue(state: SqsState, name: string, { redrive }: QueueSettings): void {
  if (redrive === undefined) return;
  const invalid = (reason: string) =>
    new AwsError(
      "InvalidParameterValue",
      `Value ${JSON.stringify(redrive)} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
    );
  const target = findQueueByArn(state, redrive.deadLetterTargetArn);
  if (target === undefined) throw invalid("Dead letter target does not exist.");
  if (target.isFifo !== name.endsWith(".fifo"))
    throw invalid("Dead-letter queue must be same type of queue as the source.");
  const allowed = target.settings.redriveAllow;
  if (allowed === undefined || allowed.redrivePermission === "allowAll") return;
  const arn = `arn:aws:sqs:${state.region}:${state.accountId}:${name}`;
  if (allowed.redrivePermission === "byQueue" && allowed.sourceQueueArns.includes(arn)) return;
  throw invalid(`The RedriveAllowPolicy of ${redrive.deadLetterTargetArn} does not let ${arn} use it.`);
}

export function findQueueByArn(state: SqsState, arn: string): Queue | undefined {
  return [...state.queues.values()].find((queue) => queue.arn === arn);
}
