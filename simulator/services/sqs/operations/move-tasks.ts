import { AwsError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { integer, structure, text } from "../../wire/shape.js";
import type { Queue } from "../queue.js";
import { findQueueByArn, type SqsState } from "../queue-state.js";
import { serveWaiters } from "../receive-messages.js";

const arn = text({ min: 1 });
const startShape = structure(
  { SourceArn: arn, DestinationArn: arn, MaxNumberOfMessagesPerSecond: integer({ min: 1, max: 500 }) },
  ["SourceArn"],
);
const listShape = structure({ SourceArn: arn, MaxResults: integer({ min: 1, max: 10 }) }, ["SourceArn"]);
const cancelShape = structure({ TaskHandle: text({ min: 1 }) }, ["TaskHandle"]);

/** Moves all visible messages of a dead-letter queue to another queue, or back to where each came from. */
export function startMessageMoveTask(state: SqsState, json: unknown): unknown {
  const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond } = readInput(startShape, json);
  const source = deadLetterQueue(state, SourceArn);
  const destination = DestinationArn === undefined ? undefined : existing(state, DestinationArn);
  const nowMs = state.clock.nowMs();
  let moved = 0;
  let failureReason: string | undefined;
  for (const message of source.messages.filter(({ visibleAtMs }) => visibleAtMs <= nowMs)) {
    const target = destination ?? findQueueByArn(state, message.sourceArn ?? "");
    if (target === undefined) {
      failureReason = "CouldNotDetermineMessageSource";
      break;
    }
    source.messages = source.messages.filter((other) => other !== message);
    target.messages.push({
      ...message,
      sourceArn: undefined,
      sentAtMs: nowMs,
      visibleAtMs: nowMs,
      firstReceivedAtMs: undefined,
      receiveCount: 0,
      receiptHandle: undefined,
    });
    moved += 1;
    serveWaiters(state, target);
  }
  state.moveTasks.unshift({
    sourceArn: SourceArn,
    destinationArn: DestinationArn,
    messagesPerSecond: MaxNumberOfMessagesPerSecond,
    moved,
    failureReason,
    startedAtMs: nowMs,
  });
  return { TaskHandle: Buffer.from(`${state.newId()}|${SourceArn}`).toString("base64") };
}

/** The latest tasks of a queue, the last first. */
export function listMessageMoveTasks(state: SqsState, json: unknown): unknown {
  const { SourceArn, MaxResults = 1 } = readInput(listShape, json);
  existing(state, SourceArn);
  const own = state.moveTasks.filter(({ sourceArn }) => sourceArn === SourceArn);
  return {
    Results: own.slice(0, MaxResults).map((task) => ({
      Status: task.failureReason === undefined ? "COMPLETED" : "FAILED",
      FailureReason: task.failureReason,
      SourceArn: task.sourceArn,
      DestinationArn: task.destinationArn,
      MaxNumberOfMessagesPerSecond: task.messagesPerSecond,
      ApproximateNumberOfMessagesMoved: task.moved,
      ApproximateNumberOfMessagesToMove: task.moved,
      StartedTimestamp: task.startedAtMs,
    })),
  };
}

/** No task is ever under way, so none can be cancelled. */
export function cancelMessageMoveTask(_state: SqsState, json: unknown): unknown {
  readInput(cancelShape, json);
  throw new AwsError("ResourceNotFoundException", "The message movement task is not running.", { status: 404 });
}

function existing(state: SqsState, queueArn: string): Queue {
  const queue = findQueueByArn(state, queueArn);
  if (queue === undefined)
    throw new AwsError("ResourceNotFoundException", "The resource that you specified for the ARN doesn't exist.", {
      status: 404,
    });
  return queue;
}

function deadLetterQueue(state: SqsState, queueArn: string): Queue {
  const queue = existing(state, queueArn);
  const isDeadLetterQueue = [...state.queues.values()].some(
    ({ settings }) => settings.redrive?.deadLetterTargetArn === queueArn,
  );
  if (isDeadLetterQueue) return queue;
  throw new AwsError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
}
