import { expect, test } from "vitest";
import { createServices } from "../../../simulator/services/create-services.js";
import { manualClock } from "./manual-clock.js";

const services = createServices({ clock: manualClock() });
const topic = services.sns.ensureTopic("topic");
services.sqs.ensureQueue("queue");
services.s3.ensureBucket("bucket");
const queue = "arn:aws:sqs:us-east-1:123456789012:queue";

async function send(service: string, more: { readonly target?: string; readonly path?: string }, body: string) {
  const authorization = `AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/${service}/aws4_request, Signature=0`;
  const [path = "/", query = ""] = (more.path ?? "/").split("?");
  const response = await services.handler({
    method: service === "s3" ? "PUT" : "POST",
    path,
    query: new URLSearchParams(query),
    headers: { authorization, host: "127.0.0.1", ...(more.target !== undefined && { "x-amz-target": more.target }) },
    body: Buffer.from(body),
  });
  return [response?.status, String(response?.body)] as const;
}

const sns = (parameters: Readonly<Record<string, string>>) =>
  send("sns", {}, new URLSearchParams({ Version: "2010-03-31", ...parameters }).toString());
const json = (target: string, input: object) => send("", { target }, JSON.stringify(input));

test.each([
  [
    "Unsubscribe",
    { SubscriptionArn: "nonsense" },
    "SubscriptionArn Reason: An ARN must have at least 6 elements, not 1",
  ],
  ["Unsubscribe", { SubscriptionArn: topic }, "SubscriptionId"],
  ["Unsubscribe", { SubscriptionArn: `${queue}:1` }, "SubscriptionId"],
  ["GetSubscriptionAttributes", { SubscriptionArn: "a:b" }, "SubscriptionArn Reason"],
  ["DeleteTopic", { TopicArn: "nonsense" }, "TopicArn Reason: An ARN must have at least 6 elements, not 1"],
  ["DeleteTopic", { TopicArn: queue }, "TopicArn"],
  ["ListTagsForResource", { ResourceArn: "nonsense" }, "ResourceArn Reason"],
  ["Subscribe", { TopicArn: topic, Protocol: "sqs", Endpoint: "queue" }, "SQS endpoint ARN"],
  ["Subscribe", { TopicArn: topic, Protocol: "sqs", Endpoint: topic }, "SQS endpoint ARN"],
  ["Subscribe", { TopicArn: topic, Protocol: "lambda", Endpoint: "double" }, "Lambda endpoint ARN"],
  ["Subscribe", { TopicArn: topic, Protocol: "https", Endpoint: "http://a" }, "must match the specified protocol"],
  ["TagResource", { ResourceArn: topic, "Tags.member.1.Key": "", "Tags.member.1.Value": "1" }, "Tags"],
  ["SetTopicAttributes", { TopicArn: topic, AttributeName: "Policy", AttributeValue: "[]" }, "Policy Error: null"],
  [
    "SetTopicAttributes",
    { TopicArn: topic, AttributeName: "SignatureVersion", AttributeValue: "3" },
    "SignatureVersion",
  ],
  ["SetTopicAttributes", { TopicArn: topic, AttributeName: "TracingConfig", AttributeValue: "On" }, "TracingConfig"],
  ["CreateTopic", { Name: "b", "Attributes.entry.1.key": "DeliveryPolicy", "Attributes.entry.1.value": "{" }, "Deliv"],
])("SNS refuses %s of %j", async (Action, parameters: Readonly<Record<string, string>>, problem) => {
  const [status, body] = await sns({ Action, ...parameters });
  expect(status).toBe(400);
  expect(body).toContain("<Code>InvalidParameter</Code>");
  expect(body).toContain(`Invalid parameter: ${problem.startsWith("must") ? "Endpoint " : ""}${problem}`);
});

test("to end a subscription, or to delete a topic, that is not there any more succeeds", async () => {
  const arn = `${topic}:11111111-2222-3333-4444-555555555555`;
  expect((await sns({ Action: "Unsubscribe", SubscriptionArn: arn }))[0]).toBe(200);
  expect((await sns({ Action: "DeleteTopic", TopicArn: topic.replace("topic", "gone") }))[0]).toBe(200);
});

const rule = { Name: "rule", EventPattern: '{"source":["a"]}' };
const target = (more: object) => ({ Rule: "rule", Targets: [{ Id: "1", Arn: queue, ...more }] });

test.each([
  ["PutTargets", target({ DeadLetterConfig: { Arn: "nonsense" } }), "ValidationException"],
  ["PutTargets", target({ RoleArn: "nonsense" }), "ValidationException"],
  ["PutRule", { ...rule, RoleArn: "nonsense" }, "ValidationException"],
  ["PutRule", { ...rule, EventBusName: "arn:aws:sns" }, "ValidationException"],
  [
    "PutEvents",
    { Entries: [{ Source: "a", DetailType: "b", Detail: "{}", EventBusName: "a:b" }] },
    "ValidationException",
  ],
  ["TagResource", { ResourceARN: "nonsense", Tags: [] }, "ValidationException"],
  ["ListTagsForResource", { ResourceARN: queue }, "ResourceNotFoundException"],
  [
    "ListTagsForResource",
    { ResourceARN: "arn:aws:events:us-east-1:123456789012:rule/none" },
    "Rule none does not exist on EventBus default.",
  ],
  ["UntagResource", { ResourceARN: "nonsense", TagKeys: [] }, "ValidationException"],
  ["ListRuleNamesByTarget", { TargetArn: "nonsense" }, "ValidationException"],
  ["DeleteEventBus", { Name: "arn:aws:sns" }, "ValidationException"],
  ["CreateEventBus", { Name: "a/b" }, "Event bus name must not contain '/'."],
])("EventBridge refuses %s of %j", async (action, input, problem) => {
  expect((await json("AWSEvents.PutRule", rule))[0]).toBe(200);
  expect(await json(`AWSEvents.${action}`, input)).toEqual([400, expect.stringContaining(problem)]);
});

test("EventBridge shows the tags of rules and buses", async () => {
  for (const ResourceARN of ["rule/rule", "event-bus/default"].map(
    (at) => `arn:aws:events:us-east-1:123456789012:${at}`,
  )) {
    await json("AWSEvents.TagResource", { ResourceARN, Tags: [{ Key: "team", Value: "a" }] });
    const [, shown] = await json("AWSEvents.ListTagsForResource", { ResourceARN });
    expect(JSON.parse(shown)).toEqual({ Tags: [{ Key: "team", Value: "a" }] });
  }
});

test.each([
  ["http://127.0.0.1/999999999999/queue", 400, "QueueDoesNotExist"],
  ["http://127.0.0.1/queue", 404, "InvalidAddress"],
  ["http://127.0.0.1/1/2/123456789012/queue", 404, "InvalidAddress"],
  ["http://127.0.0.1/123456789012/queue/", 404, "InvalidAddress"],
  ["nonsense", 400, "QueueDoesNotExist"],
])("SQS finds no queue at %s", async (QueueUrl, status, code) => {
  for (const [action, more] of [
    ["SendMessage", { MessageBody: "a" }],
    ["ReceiveMessage", {}],
    ["PurgeQueue", {}],
    ["DeleteQueue", {}],
  ] as const)
    expect(await json(`AmazonSQS.${action}`, { QueueUrl, ...more })).toEqual([status, expect.stringContaining(code)]);
});

test.each(["192.168.0.1", "xn--a-b", "amzn-s3-demo-bucket", "a--x-s3", "my-s3alias", "a..b", "A-bucket"])(
  "S3 makes no bucket %s",
  async (name) => {
    const answered = await send("s3", { path: `/${name}` }, "");
    expect(answered).toEqual([400, expect.stringContaining("<Code>InvalidBucketName</Code>")]);
  },
);

test.each(["nonsense", topic, "a:b:c:d:e:f"])("S3 sends no notifications to a queue %s", async (arn) => {
  const configuration = `<QueueConfiguration><Queue>${arn}</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration>`;
  const [status, body] = await send(
    "s3",
    { path: "/bucket?notification" },
    `<NotificationConfiguration>${configuration}</NotificationConfiguration>`,
  );
  expect([status, body]).toEqual([400, expect.stringContaining("The ARN could not be parsed")]);
});

const schedule = (target: object) => ({
  ScheduleExpression: "rate(1 day)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: queue, RoleArn: "arn:aws:iam::123456789012:role/scheduler", ...target },
});

test.each([
  [{ Arn: "nonsense" }, "Provided Arn is not in correct format"],
  [{ RoleArn: "nonsense" }, "at 'target.roleArn' failed to satisfy constraint"],
  [{ DeadLetterConfig: { Arn: topic } }, "at 'target.deadLetterConfig.arn' failed to satisfy constraint"],
])("the Scheduler makes no schedule with %j", async (target, problem) => {
  const answered = await send("scheduler", { path: "/schedules/a" }, JSON.stringify(schedule(target)));
  expect(answered).toEqual([400, expect.stringContaining(problem)]);
});

const tag = (key: string, value: string) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`;

test.each([
  ["too many tags", Array.from({ length: 11 }, (_, n) => tag(`k${n}`, "1")).join(""), "greater than 10"],
  ["a tag without a key", tag("", "1"), "InvalidTag"],
  ["a tag that is too long", tag("a", "1".repeat(257)), "InvalidTag"],
  ["a tag of the system", tag("aws:a", "1"), "InvalidTag"],
  ["a tag twice", tag("a", "1") + tag("a", "2"), "InvalidTag"],
])("S3 gives an object not %s", async (_what, tags, problem) => {
  await send("s3", { path: "/bucket/key" }, "body");
  const body = `<Tagging><TagSet>${tags}</TagSet></Tagging>`;
  expect(await send("s3", { path: "/bucket/key?tagging" }, body)).toEqual([400, expect.stringContaining(problem)]);
});
