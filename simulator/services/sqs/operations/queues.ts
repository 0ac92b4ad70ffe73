import { AwsError } from "../../wire/aws-error.js";
import { page } from "../../wire/page.js";
import { readInput } from "../../wire/read-input.js";
import { integer, list, map, structure, text } from "../../wire/shape.js";
import type { Queue } from "../queue.js";
import { isQueueAttribute, queueAttributes, readSettings } from "../queue-attributes.js";
import {
  checkDeadLetterQueue,
  findQueue,
  queueDoesNotExist,
  queueUrl,
  type SqsRequestContext,
  type SqsState,
} from "../queue-state.js";

const purgeIntervalMs = 60_000;
const purges = new WeakMap<Queue, number>();

const url = text({ min: 1 });
const createShape = structure({ QueueName: text(), Attributes: map(text()), tags: map(text()) }, ["QueueName"]);
const urlShape = structure({ QueueUrl: url }, ["QueueUrl"]);
const nameShape = structure({ QueueName: text(), QueueOwnerAWSAccountId: text() }, ["QueueName"]);
const sourcesShape = structure({ QueueUrl: url, NextToken: text(), MaxResults: integer({ min: 1, max: 1000 }) }, [
  "QueueUrl",
]);
const listShape = structure({ QueueNamePrefix: text(), NextToken: text(), MaxResults: integer({ min: 1, max: 1000 }) });
const getShape = structure({ QueueUrl: url, AttributeNames: list(text()) }, ["QueueUrl"]);
const setShape = structure({ QueueUrl: url, Attributes: map(text()) }, ["QueueUrl", "Attributes"]);
const tagShape = structure({ QueueUrl: url, Tags: map(text()) }, ["QueueUrl", "Tags"]);
const untagShape = structure({ QueueUrl: url, TagKeys: list(text()) }, ["QueueUrl", "TagKeys"]);

/** Creates a queue; one of the same name and settings is answered as it is. */
export function createQueue(state: SqsState, json: unknown, context: SqsRequestContext): unknown {
  const { QueueName, Attributes = {}, tags } = readInput(createShape, json);
  const isFifo = QueueName.endsWith(".fifo");
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(isFifo ? QueueName.slice(0, -5) : QueueName) || QueueName.length > 80)
    throw new AwsError(
      "InvalidParameterValue",
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  if (isFifo !== (Attributes["FifoQueue"] === "true"))
    throw new AwsError(
      "InvalidParameterValue",
      isFifo
        ? "The queue name ends with .fifo, so the attribute FifoQueue must be true."
        : "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    );
  const settings = readSettings(Attributes, isFifo);
  checkDeadLetterQueue(state, QueueName, settings);
  const present = state.queues.get(QueueName);
  if (present !== undefined) {
    const changed = readSettings(Attributes, isFifo, present.settings);
    if (JSON.stringify(changed) !== JSON.stringify(present.settings))
      throw new AwsError(
        "QueueNameExists",
        "A queue already exists with the same name and a different value for attributes",
      );
  } else ensureQueue(state, QueueName, settings, tags);
  return { QueueUrl: queueUrl(state, context, QueueName) };
}

/** Makes a queue without checks, unless it is there. */
export function ensureQueue(
  state: SqsState,
  name: string,
  settings = readSettings({}, name.endsWith(".fifo")),
  tags: Readonly<Record<string, string>> = {},
): Queue {
  const present = state.queues.get(name);
  if (present !== undefined) return present;
  const nowMs = state.clock.nowMs();
  const queue: Queue = {
    name,
    arn: `arn:aws:sqs:${state.region}:${state.accountId}:${name}`,
    isFifo: name.endsWith(".fifo"),
    createdAtMs: nowMs,
    tags: new Map(Object.entries(tags)),
    messages: [],
    deduplication: new Map(),
    waiters: [],
    settings,
    modifiedAtMs: nowMs,
    nextSequence: 1,
  };
  state.queues.set(name, queue);
  return queue;
}

export function deleteQueue(state: SqsState, json: unknown): unknown {
  const queue = findQueue(state, readInput(urlShape, json).QueueUrl);
  state.queues.delete(queue.name);
  for (const waiter of queue.waiters.splice(0)) waiter.giveUp();
  return {};
}

export function getQueueUrl(state: SqsState, json: unknown, context: SqsRequestContext): unknown {
  const { QueueName, QueueOwnerAWSAccountId: owner = state.accountId } = readInput(nameShape, json);
  // There is one account: another one has no queues.
  if (owner !== state.accountId) throw queueDoesNotExist();
  return { QueueUrl: queueUrl(state, context, findQueue(state, QueueName).name) };
}

export function listQueues(state: SqsState, json: unknown, context: SqsRequestContext): unknown {
  const { QueueNamePrefix = "", NextToken, MaxResults } = readInput(listShape, json);
  const names = [...state.queues.keys()].filter((name) => name.startsWith(QueueNamePrefix)).sort();
  const { items, next } = page(names, NextToken, MaxResults ?? 1000);
  const urls = items.map((name) => queueUrl(state, context, name));
  return { ...(urls.length > 0 && { QueueUrls: urls }), ...(next && { NextToken: next }) };
}

export function getQueueAttributes(state: SqsState, json: unknown): unknown {
  const { QueueUrl, AttributeNames = [] } = readInput(getShape, json);
  const all = queueAttributes(findQueue(state, QueueUrl), state.clock.nowMs());
  const unknown = AttributeNames.find((name) => name !== "All" && !isQueueAttribute(name));
  if (unknown !== undefined) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
  const wanted = Object.entries(all).filter(
    ([name]) => AttributeNames.includes("All") || AttributeNames.includes(name),
  );
  return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
}

export function setQueueAttributes(state: SqsState, json: unknown): unknown {
  const { QueueUrl, Attributes } = readInput(setShape, json);
  const queue = findQueue(state, QueueUrl);
  const settings = readSettings(Attributes, queue.isFifo, queue.settings);
  checkDeadLetterQueue(state, queue.name, settings);
  queue.settings = settings;
  queue.modifiedAtMs = state.clock.nowMs();
  return {};
}

export function purgeQueue(state: SqsState, json: unknown): unknown {
  const queue = findQueue(state, readInput(urlShape, json).QueueUrl);
  const nowMs = state.clock.nowMs();
  if ((purges.get(queue) ?? -Infinity) + purgeIntervalMs > nowMs)
    throw new AwsError(
      "PurgeQueueInProgress",
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      { status: 403 },
    );
  purges.set(queue, nowMs);
  queue.messages = [];
  return {};
}

export function tagQueue(state: SqsState, json: unknown): unknown {
  const { QueueUrl, Tags } = readInput(tagShape, json);
  const { tags } = findQueue(state, QueueUrl);
  for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
  return {};
}

export function untagQueue(state: SqsState, json: unknown): unknown {
  const { QueueUrl, TagKeys } = readInput(untagShape, json);
  const { tags } = findQueue(state, QueueUrl);
  for (const key of TagKeys) tags.delete(key);
  return {};
}

export function listQueueTags(state: SqsState, json: unknown): unknown {
  return { Tags: Object.fromEntries(findQueue(state, readInput(urlShape, json).QueueUrl).tags) };
}

export function listDeadLetterSourceQueues(state: SqsState, json: unknown, context: SqsRequestContext): unknown {
  const { QueueUrl, NextToken, MaxResults } = readInput(sourcesShape, json);
  const { arn } = findQueue(state, QueueUrl);
  const sources = [...state.queues.values()].filter(({ settings }) => settings.redrive?.deadLetterTargetArn === arn);
  const { items, next } = page(sources, NextToken, MaxResults ?? 1000);
  return { queueUrls: items.map(({ name }) => queueUrl(state, context, name)), ...(next && { NextToken: next }) };
}
