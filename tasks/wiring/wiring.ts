import type { Duration } from "setpiece";
import type { Bucket } from "setpiece/aws/s3";
import type { EventBus } from "setpiece/aws/eventbridge";
import type { Queue } from "setpiece/aws/sqs";
import type { Table } from "setpiece/aws/dynamodb";
import type { Topic } from "setpiece/aws/sns";

/** What brings events, messages and points in time to workflows. `infra/` builds it on AWS, local runs play it. */
export interface Wiring {
  readonly queues: readonly Queue[];
  readonly streams: readonly Stream[];
  readonly topics: readonly Topic[];
  readonly buckets: readonly Bucket[];
  readonly rules: readonly EventRule[];
  readonly subscriptions: readonly Subscription[];
  readonly pipes: readonly Pipe[];
  readonly schedules: readonly Schedule[];
}

/** Carries the events of a bus that match a pattern to one target. */
export interface EventRule {
  readonly name: string;
  /** `default`: the account's own bus, where AWS services report. */
  readonly bus: EventBus | "default";
  /** AWS page "EventBridge event patterns". */
  readonly pattern: EventPattern;
  /** Only events of this bucket; its name on AWS is known to nobody before. */
  readonly ofBucket?: Bucket;
  readonly target: WorkflowTarget | HttpTarget | QueueTarget;
}

export interface EventPattern {
  readonly source: readonly string[];
  readonly "detail-type": readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Starts a workflow with the event's detail. */
export interface WorkflowTarget {
  readonly workflow: string;
}

/** Sends a text made of parts of the event; what cannot be delivered goes to a queue. */
export interface TransformedTarget {
  /** JSONPaths into the event, by the name that the template uses. */
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
  readonly undelivered: Queue;
}

/** To another queue. */
export interface QueueTarget extends TransformedTarget {
  readonly queue: Queue;
}

/** To an HTTP endpoint. */
export interface HttpTarget extends TransformedTarget {
  readonly method: "POST" | "PUT";
  /** The environment variable that holds the endpoint's address in local runs, and the name of its CDK context. */
  readonly address: string;
  /** The header that carries the endpoint's key, and the environment variable that holds the key in local runs. */
  readonly apiKey: { readonly header: string; readonly variable: string };
}

/** Copies the messages of a topic to a queue, as they are. */
export interface Subscription {
  readonly topic: Topic;
  readonly queue: Queue;
  /** By the message's attributes. Default: all messages. */
  readonly filter?: Readonly<Record<string, readonly string[]>>;
}

/** Hands batches to an Express workflow; a batch that failed comes again. */
export type Pipe = QueuePipe | ChangesPipe | StreamPipe;

interface PipeTarget {
  readonly name: string;
  readonly batchSize: number;
  readonly workflow: string;
}

/** Hands over the messages of a queue. */
export interface QueuePipe extends PipeTarget {
  readonly source: "queue";
  readonly from: { readonly queue: Queue };
  /** Only messages whose body is a JSON object with one of these values in each of these members; others are dropped. */
  readonly filter?: { readonly body: Readonly<Record<string, readonly string[]>> };
}

/** Hands over the changes of a table, in order. */
export interface ChangesPipe extends PipeTarget {
  readonly source: "changes";
  readonly from: { readonly changesOf: Table };
}

/** Hands over the records of a stream, those of one key in order, as `StreamRecord`s of `pipe-records.ts`. */
export interface StreamPipe extends PipeTarget {
  readonly source: "stream";
  readonly from: { readonly stream: Stream };
  /** How long a batch may wait until it is full. */
  readonly window: Duration;
  /** Only records whose data are a JSON object with one of these values in each of these members; others are dropped. */
  readonly filter?: { readonly data: Readonly<Record<string, readonly string[]>> };
  /**
   * A batch that failed is halved until the record that spoils it is alone, and that is tried so many times more. Then
   * word of it goes to the queue.
   */
  readonly retries: number;
  readonly undelivered: Queue;
}

/** A Kinesis stream. Records of one key go to one shard, which keeps their order. */
export interface Stream {
  readonly name: string;
  readonly shards: number;
  /** How long records can be read, from a day to a year. */
  readonly retention: Duration;
}

/** Starts a workflow again and again. */
export interface Schedule {
  readonly name: string;
  /** AWS page "Schedule types in EventBridge Scheduler", such as `rate(1 minute)`. */
  readonly expression: string;
  readonly timeZone?: string;
  readonly workflow: string;
  readonly input?: Readonly<Record<string, unknown>>;
}
