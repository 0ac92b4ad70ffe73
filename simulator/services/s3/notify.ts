import type { Bucket, EventName, NotificationTarget } from "./bucket.js";
import type { S3State } from "./s3-state.js";

/** Something that happened to an object. */
export interface ObjectEvent {
  readonly name: EventName;
  /** The API call that did it, as EventBridge tells it. */
  readonly reason: string;
  readonly key: string;
  readonly etag: string;
  readonly size: number;
}

const detailTypes: Readonly<Record<EventName, string>> = {
  "ObjectCreated:Put": "Object Created",
  "ObjectCreated:Copy": "Object Created",
  "ObjectCreated:CompleteMultipartUpload": "Object Created",
  "ObjectRemoved:Delete": "Object Deleted",
  "ObjectTagging:Put": "Object Tags Added",
  "ObjectTagging:Delete": "Object Tags Deleted",
};
const subject = "Amazon S3 Notification";

/** Tells the targets of a bucket that asked for it. Deliveries go on behind the answer, as with S3. */
export function notify(state: S3State, bucket: Bucket, event: ObjectEvent): void {
  const { targets, toEventBridge } = bucket.notifications;
  const sequencer = nextSequencer(state);
  for (const target of targets) {
    if (!wants(target, event.name) || !event.key.startsWith(target.prefix) || !event.key.endsWith(target.suffix))
      continue;
    const payload = JSON.stringify({ Records: [record(state, bucket, target, event, sequencer)] });
    track(state, target.arn, state.deliver(target.arn, payload, { from: "s3", subject }));
  }
  if (toEventBridge) track(state, defaultBus(state), sendToEventBridge(state, bucket, event, sequencer));
}

/** Whether a target asked for an event. */
export function wants(target: NotificationTarget, name: EventName): boolean {
  const group = `s3:${name.slice(0, name.indexOf(":"))}:*`;
  return target.events.includes(`s3:${name}`) || target.events.includes(group);
}

/** What a queue or a topic gets when it is made a target. */
export function sendTestMessage(state: S3State, bucketName: string, { arn }: NotificationTarget): Promise<void> {
  const message = {
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(state.clock.nowMs()).toISOString(),
    Bucket: bucketName,
    RequestId: state.newId(),
    HostId: state.newId(),
  };
  return state.deliver(arn, JSON.stringify(message), { from: "s3", subject });
}

/** Record format 2.1; the key is encoded as in a form. */
function record(
  state: S3State,
  bucket: Bucket,
  { id }: NotificationTarget,
  { name, key, etag, size }: ObjectEvent,
  sequencer: string,
) {
  const isRemoved = name === "ObjectRemoved:Delete";
  return {
    eventVersion: name.startsWith("ObjectTagging") ? "2.3" : "2.1",
    eventSource: "aws:s3",
    awsRegion: state.region,
    eventTime: new Date(state.clock.nowMs()).toISOString(),
    eventName: name,
    userIdentity: { principalId: `AWS:${state.accountId}` },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": state.newId(), "x-amz-id-2": state.newId() },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: id,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: state.accountId },
        arn: `arn:aws:s3:::${bucket.name}`,
      },
      object: {
        key: encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/"),
        ...(!isRemoved && { size, eTag: etag.replaceAll('"', "") }),
        sequencer,
      },
    },
  };
}

function sendToEventBridge(
  state: S3State,
  bucket: Bucket,
  { name, reason, key, etag, size }: ObjectEvent,
  sequencer: string,
): Promise<void> {
  const isRemoved = name === "ObjectRemoved:Delete";
  const isTagging = name.startsWith("ObjectTagging");
  const detail = {
    version: "0",
    bucket: { name: bucket.name },
    object: {
      key,
      ...(!isRemoved && !isTagging && { size }),
      ...(!isRemoved && { etag: etag.replaceAll('"', "") }),
      ...(!isTagging && { sequencer }),
    },
    "request-id": state.newId(),
    requester: state.accountId,
    "source-ip-address": "127.0.0.1",
    ...(!isTagging && { reason }),
    ...(isRemoved && { "deletion-type": "Permanently Deleted" }),
  };
  const event = { source: "aws.s3", detailType: detailTypes[name], resources: [`arn:aws:s3:::${bucket.name}`] };
  return state.deliver(defaultBus(state), JSON.stringify(detail), { from: "s3", event });
}

function defaultBus({ region, accountId }: S3State): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/default`;
}

/** Hexadecimal, growing with every event. */
function nextSequencer(state: S3State): string {
  state.events += 1;
  return state.events.toString(16).toUpperCase().padStart(18, "0");
}

function track(state: S3State, target: string, delivery: Promise<void>): void {
  const tracked = delivery
    .catch((error: unknown) => {
      state.failures.push({ target, reason: error instanceof Error ? error.message : String(error) });
    })
    .finally(() => state.pending.delete(tracked));
  state.pending.add(tracked);
}
