import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEventBridge } from "../../../../simulator/services/events/event-bridge.js";
import { manualClock } from "../manual-clock.js";
import { measureEventPatterns } from "./measure-event-patterns.js";
import { measureInputTransformers } from "./measure-input-transformers.js";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:queue";
const clock = manualClock();
let running: Awaited<ReturnType<typeof startEventBridge>>;
let client: EventBridgeClient;
let delivered: { readonly arn: string; readonly payload: unknown; readonly messageAttributes: unknown }[];
/** What API destinations answer, the next first; then 200. */
let statuses: number[];
let requests: { readonly url: string; readonly init: RequestInit | undefined }[];

beforeEach(async () => {
  delivered = [];
  requests = [];
  statuses = [];
  running = await startEventBridge({
    clock,
    deliver: async (arn, payload, { messageAttributes }) => {
      if (arn.endsWith(":broken")) throw new Error("it is broken");
      delivered.push({ arn, payload: JSON.parse(payload), messageAttributes });
    },
    fetch: async (url, init) => {
      requests.push({ url: (url as URL).href, init });
      return new Response("", { status: statuses.shift() ?? 200 });
    },
  });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new EventBridgeClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await running.close();
});

async function rule(pattern: object, target: object, EventBusName = "default"): Promise<void> {
  await client.send(new PutRuleCommand({ Name: "rule", EventBusName, EventPattern: JSON.stringify(pattern) }));
  const Targets = [{ Id: "target", Arn: queueArn, ...target }];
  await client.send(new PutTargetsCommand({ Rule: "rule", EventBusName, Targets }));
}

test.each([
  [{ Input: "{c" }, "JSON syntax error in input for target target"],
  [
    { InputTransformer: { InputPathsMap: { a: "$.detail.a" }, InputTemplate: '{"a": <b>}' } },
    "InputTemplate for target target contains invalid placeholder b.",
  ],
  [
    { InputTransformer: { InputPathsMap: { a: "$.detail.a" }, InputTemplate: "it is <a>" } },
    "InputTemplate for target target is neither JSON nor text in quotes.",
  ],
])("a target of which no event could make anything is refused: %j", async (target, message) => {
  await expect(rule({ source: ["shop"] }, target)).rejects.toMatchObject({ name: "ValidationException", message });
});

const entry = (detail: object, EventBusName = "default") => ({
  Source: "shop",
  DetailType: "OrderPlaced",
  Detail: JSON.stringify(detail),
  EventBusName,
});

test("an event goes to the targets of the rules that match it, and shows among the published ones", async () => {
  await client.send(new CreateEventBusCommand({ Name: "orders" }));
  await rule({ source: ["shop"], detail: { total: [{ numeric: [">", 100] }] } }, {}, "orders");
  const answer = await client.send(
    new PutEventsCommand({ Entries: [entry({ total: 500 }, "orders"), entry({ total: 5 }, "orders")] }),
  );
  await running.events.settled();
  expect(answer.FailedEntryCount).toBe(0);
  expect(delivered).toMatchObject([
    {
      arn: queueArn,
      payload: { id: answer.Entries?.[0]?.EventId, "detail-type": "OrderPlaced", detail: { total: 500 } },
    },
  ]);
  expect(running.events.events.map(({ matchedRules }) => matchedRules)).toEqual([["rule"], []]);
});

test("a target gets what its input transformer makes", async () => {
  await rule(
    { source: ["shop"] },
    {
      InputTransformer: {
        InputPathsMap: { total: "$.detail.total" },
        InputTemplate: '{"total": <total>, "rule": "<aws.events.rule-name>"}',
      },
    },
  );
  await client.send(new PutEventsCommand({ Entries: [entry({ total: 7 })] }));
  await running.events.settled();
  expect(delivered).toEqual([{ arn: queueArn, payload: { total: 7, rule: "rule" } }]);
});

test("entries without their fields fail one by one", async () => {
  const answer = await client.send(
    new PutEventsCommand({
      Entries: [
        { ...entry({}), Source: undefined },
        { ...entry({}), Detail: "[1" },
        { ...entry({}), Source: "aws.s3" },
        entry({}),
      ],
    }),
  );
  expect(answer.FailedEntryCount).toBe(3);
  expect(answer.Entries).toMatchObject([
    {
      ErrorCode: "InvalidArgument",
      ErrorMessage: "Parameter Source is not valid. Reason: Source is a required argument.",
    },
    { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
    { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." },
    { EventId: expect.any(String) },
  ]);
});

test("an API destination is called with its connection's authorization", async () => {
  const { ConnectionArn } = await client.send(
    new CreateConnectionCommand({
      Name: "connection",
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "open sesame" } },
    }),
  );
  const { ApiDestinationArn } = await client.send(
    new CreateApiDestinationCommand({
      Name: "destination",
      ConnectionArn,
      HttpMethod: "POST",
      InvocationEndpoint: "http://partner.example/orders/*",
    }),
  );
  await rule(
    { source: ["shop"] },
    { Arn: ApiDestinationArn, InputPath: "$.detail", HttpParameters: { PathParameterValues: ["7"] } },
  );
  await client.send(new PutEventsCommand({ Entries: [entry({ total: 7 })] }));
  await running.events.settled();
  expect(requests).toMatchObject([
    {
      url: "http://partner.example/orders/7",
      init: { method: "POST", body: '{"total":7}' },
    },
  ]);
  expect(running.events.failures).toEqual([]);
});

async function destinationArn(): Promise<string | undefined> {
  const { ConnectionArn } = await client.send(
    new CreateConnectionCommand({
      Name: "connection",
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "open sesame" } },
    }),
  );
  const request = { Name: "flaky", ConnectionArn, HttpMethod: "POST", InvocationEndpoint: "http://partner.example" };
  return (await client.send(new CreateApiDestinationCommand({ ...request, HttpMethod: "POST" }))).ApiDestinationArn;
}

/** Lets the time of the next attempts come, until there are none. */
async function passTime(): Promise<number> {
  const startMs = clock.nowMs();
  for (;;) {
    await running.events.settled();
    const atMs = running.events.nextDueMs();
    if (atMs === undefined) return clock.nowMs() - startMs;
    clock.advance(atMs - clock.nowMs());
    running.events.runDue();
  }
}

test("an API destination that fails is called again, later and later, until it answers", async () => {
  await rule({ source: ["shop"] }, { Arn: await destinationArn() });
  statuses = [503, 429, 500];
  await client.send(new PutEventsCommand({ Entries: [entry({})] }));
  expect(await passTime()).toBe(7_000);
  expect(requests).toHaveLength(4);
  expect(delivered).toEqual([]);
});

test.each([
  { policy: { MaximumRetryAttempts: 2 }, calls: 3, condition: "MaximumRetryAttempts" },
  { policy: { MaximumEventAgeInSeconds: 60 }, calls: 6, condition: "MaximumEventAgeInSeconds" },
])("retries end by $condition, and the event goes to the dead letters", async ({ policy, calls, condition }) => {
  const more = { RetryPolicy: policy, DeadLetterConfig: { Arn: queueArn } };
  await rule({ source: ["shop"] }, { Arn: await destinationArn(), ...more });
  statuses = Array.from({ length: 200 }, () => 500);
  await client.send(new PutEventsCommand({ Entries: [entry({})] }));
  await passTime();
  expect(requests).toHaveLength(calls);
  expect(delivered).toMatchObject([
    {
      arn: queueArn,
      messageAttributes: {
        EXHAUSTED_RETRY_CONDITION: { StringValue: condition },
        RETRY_ATTEMPTS: { StringValue: String(calls - 1) },
      },
    },
  ]);
});

test("what an API destination refuses for good is not sent again", async () => {
  await rule({ source: ["shop"] }, { Arn: await destinationArn(), DeadLetterConfig: { Arn: queueArn } });
  statuses = [400];
  await client.send(new PutEventsCommand({ Entries: [entry({})] }));
  expect(await passTime()).toBe(0);
  expect(requests).toHaveLength(1);
  expect(delivered).toHaveLength(1);
});

test("a failed delivery goes to the dead-letter queue", async () => {
  await rule(
    { source: ["shop"] },
    { Arn: "arn:aws:sqs:us-east-1:123456789012:broken", DeadLetterConfig: { Arn: queueArn } },
  );
  await client.send(new PutEventsCommand({ Entries: [entry({ total: 7 })] }));
  await running.events.settled();
  expect(delivered).toMatchObject([{ arn: queueArn, payload: { detail: { total: 7 } } }]);
  expect(running.events.failures).toMatchObject([{ reason: "it is broken" }]);
});

test("a scheduled rule fires by the clock", async () => {
  await client.send(new PutRuleCommand({ Name: "tick", ScheduleExpression: "rate(5 minutes)" }));
  await client.send(new PutTargetsCommand({ Rule: "tick", Targets: [{ Id: "target", Arn: queueArn }] }));
  expect(running.events.nextDueMs()).toBe(clock.nowMs() + 300_000);
  clock.advance(600_000);
  running.events.runDue();
  await running.events.settled();
  expect(delivered.length).toBe(2);
});

test("a pattern that is not valid is refused with the reason", async () => {
  const event = { id: "1", account: "1", source: "s", time: "t", region: "r", resources: [], "detail-type": "d" };
  const checkText = (EventPattern: string) =>
    client.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }));
  const check = (pattern: object) => checkText(JSON.stringify(pattern));
  await expect(check({ source: ["s"] })).resolves.toMatchObject({ Result: true });
  await expect(check({ source: [{ prefix: 1 }] })).rejects.toMatchObject({
    name: "InvalidEventPatternException",
    message: "Event pattern is not valid. Reason: prefix match pattern must be a string",
  });
  const text = '{"source":["s"}';
  await expect(checkText(text)).rejects.toMatchObject({
    name: "InvalidEventPatternException",
    message: `Event pattern is not valid. Reason: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"${text}"; line: 1, column: 11])\n at [Source: (String)"${text}"; line: 1, column: 16]`,
  });
});

const recorded = join(process.env["SETPIECE_SHARED"] ?? "../shared", "event-patterns");
test.skipIf(!existsSync(join(recorded, "cases.jsonl")))(
  "recorded patterns and target inputs are answered as recorded",
  () => {
    expect(measureEventPatterns(recorded).misses).toEqual([]);
    expect(measureInputTransformers(recorded).misses).toEqual([]);
  },
);
