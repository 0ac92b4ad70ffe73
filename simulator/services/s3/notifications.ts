import type { HttpResponse } from "../../http/http-handler.js";
import { childText, readXml, type XmlContent, type XmlElement } from "../wire/xml.js";
import type { EventName, NotificationConfiguration, NotificationTarget } from "./bucket.js";
import { sendTestMessage, wants } from "./notify.js";
import { empty, xml } from "./objects.js";
import { malformedXml, notImplemented, s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, type S3State } from "./s3-state.js";

/** Elements of a configuration, each with the element that holds the target's ARN, and the service of that. */
const targetElements: Readonly<Record<string, { readonly name: string; readonly service: string }>> = {
  TopicConfiguration: { name: "Topic", service: "sns" },
  QueueConfiguration: { name: "Queue", service: "sqs" },
  CloudFunctionConfiguration: { name: "CloudFunction", service: "lambda" },
};

/** What happens here, and the patterns that stand for it. */
const happenings: readonly EventName[] = [
  "ObjectCreated:Put",
  "ObjectCreated:Copy",
  "ObjectCreated:CompleteMultipartUpload",
  "ObjectRemoved:Delete",
  "ObjectTagging:Put",
  "ObjectTagging:Delete",
];
const groups = ["ObjectCreated:*", "ObjectRemoved:*", "ObjectTagging:*"];

export function getNotifications(state: S3State, request: S3Request): HttpResponse {
  const { targets, toEventBridge } = findBucket(state, request.bucket).notifications;
  const shown = (element: string): XmlContent =>
    targets.filter((target) => target.element === element).map((target) => describe(target));
  return xml("NotificationConfiguration", {
    ...Object.fromEntries(Object.keys(targetElements).map((element) => [element, shown(element)])),
    ...(toEventBridge && { EventBridgeConfiguration: "" }),
  });
}

/** Replaces a bucket's notifications. Queues and topics get S3's test message, and so are found to be there. */
export async function putNotifications(state: S3State, request: S3Request): Promise<HttpResponse> {
  const bucket = findBucket(state, request.bucket);
  const notifications = readConfiguration(state, request.body);
  checkOverlap(notifications.targets);
  if (request.headers["x-amz-skip-destination-validation"] !== "true")
    for (const target of notifications.targets) await checkDestination(state, bucket.name, target);
  bucket.notifications = notifications;
  return empty(200);
}

async function checkDestination(state: S3State, bucketName: string, target: NotificationTarget): Promise<void> {
  if (target.element === "CloudFunctionConfiguration") return;
  try {
    await sendTestMessage(state, bucketName, target);
  } catch {
    throw s3Error("InvalidArgument", "Unable to validate the following destination configurations", {
      ArgumentName: target.arn,
      ArgumentValue: "The destination does not exist, or does not take messages.",
    });
  }
}

function readConfiguration(state: S3State, body: Buffer): NotificationConfiguration {
  const root = readXml(body);
  if (root?.name !== "NotificationConfiguration") throw malformedXml();
  const targets = root.children.flatMap((element) => {
    if (element.name === "EventBridgeConfiguration") return [];
    const arnElement = Object.hasOwn(targetElements, element.name) ? targetElements[element.name]?.name : undefined;
    const arn = arnElement === undefined ? undefined : childText(element, arnElement);
    if (arn === undefined) throw malformedXml();
    return { ...readTarget(element, arn), id: childText(element, "Id") ?? state.newId() };
  });
  return { targets, toEventBridge: root.children.some(({ name }) => name === "EventBridgeConfiguration") };
}

function readTarget(element: XmlElement, arn: string): Omit<NotificationTarget, "id"> {
  const { service, name } = targetElements[element.name] ?? {};
  if (!new RegExp(`^arn:[^:]+:${service}:[^:]*:\\d{12}:.`).test(arn))
    throw s3Error("InvalidArgument", "The ARN could not be parsed", {
      ArgumentName: name ?? element.name,
      ArgumentValue: arn,
    });
  if (arn.endsWith(".fifo"))
    throw s3Error("InvalidArgument", "FIFO queues and topics cannot be the destination of notifications");
  const events = element.children.filter(({ name }) => name === "Event").map(({ text }) => text);
  if (events.length === 0) throw malformedXml();
  for (const event of events) {
    const name = event.replace(/^s3:/, "");
    if (event.startsWith("s3:") && (groups.includes(name) || (happenings as readonly string[]).includes(name)))
      continue;
    throw notImplemented(`The event ${event}`);
  }
  const key = element.children.find(({ name }) => name === "Filter")?.children.find(({ name }) => name === "S3Key");
  const rules = (key?.children ?? []).map((rule) => ({
    name: (childText(rule, "Name") ?? "").toLowerCase(),
    value: childText(rule, "Value") ?? "",
  }));
  const unknown = rules.find(({ name }) => name !== "prefix" && name !== "suffix");
  if (unknown !== undefined)
    throw s3Error("InvalidArgument", "filter rule name must be either prefix or suffix", {
      ArgumentName: unknown.name,
    });
  const valueOf = (name: string) => rules.find((rule) => rule.name === name)?.value ?? "";
  return { element: element.name, arn, events, prefix: valueOf("prefix"), suffix: valueOf("suffix") };
}

/** Two targets may not get the same event of the same key. */
function checkOverlap(targets: readonly NotificationTarget[]): void {
  const overlaps = (one: NotificationTarget, other: NotificationTarget) =>
    happenings.some((name) => wants(one, name) && wants(other, name)) &&
    (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
    (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix));
  if (targets.some((one, index) => targets.slice(index + 1).some((other) => overlaps(one, other))))
    throw s3Error(
      "InvalidArgument",
      "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
    );
}

function describe({ element, id, arn, events, prefix, suffix }: NotificationTarget): XmlContent {
  const rules = [
    ...(prefix === "" ? [] : [{ Name: "prefix", Value: prefix }]),
    ...(suffix === "" ? [] : [{ Name: "suffix", Value: suffix }]),
  ];
  return {
    Id: id,
    [targetElements[element]?.name ?? "Queue"]: arn,
    Event: events,
    ...(rules.length > 0 && { Filter: { S3Key: { FilterRule: rules } } }),
  };
}
