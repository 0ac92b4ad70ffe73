import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { ManifestQueue } from "../compiler/index.js";
import { constructId } from "./placeholder.js";

/** Queues with encryption at rest, TLS only, messages kept for the 14 days that SQS allows, retained with the stack gone. */
export function addQueues(
  scope: Construct,
  queues: readonly ManifestQueue[],
  existing: ReadonlyMap<string, Queue> = new Map(),
): ReadonlyMap<string, Queue> {
  const added = new Map<string, Queue>();
  const add = (facts: ManifestQueue): Queue => {
    const earlier = added.get(facts.name);
    if (earlier !== undefined) return earlier;
    const { name, visibilityTimeoutSeconds, deadLetters } = facts;
    const other = queues.find((each) => each.name === deadLetters?.queue);
    const dead = existing.get(deadLetters?.queue ?? "") ?? (other === undefined ? undefined : add(other));
    if (deadLetters !== undefined && dead === undefined) {
      throw new Error(
        `queue ${name} names ${deadLetters.queue} for its dead letters, which no workflow or task uses: declare it with queue() and list it in a task's uses`,
      );
    }
    const queue = new Queue(scope, `Queue${constructId(name)}`, {
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds),
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(dead === undefined || deadLetters === undefined
        ? {}
        : { deadLetterQueue: { queue: dead, maxReceiveCount: deadLetters.maxReceives } }),
    });
    added.set(name, queue);
    return queue;
  };
  for (const facts of queues) add(facts);
  return added;
}

/** A topic that takes requests over TLS only. */
export function addTopic(scope: Construct, name: string): Topic {
  return new Topic(scope, `Topic${constructId(name)}`, { enforceSSL: true });
}

/** A bucket that nobody outside can read, encrypted, versioned, TLS only, retained; it reports changes to EventBridge. */
export function addBucket(scope: Construct, name: string): Bucket {
  return new Bucket(scope, `Bucket${constructId(name)}`, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    eventBridgeEnabled: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
