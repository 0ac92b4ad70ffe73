import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nextScheduleTime, parseSchedule } from "../../../../simulator/services/schedule/schedule-expression.js";
import { startScheduler } from "../../../../simulator/services/scheduler/scheduler.js";
import { manualClock, type ManualClock } from "../manual-clock.js";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:queue";
const roleArn = "arn:aws:iam::123456789012:role/scheduler";
let clock: ManualClock;
let running: Awaited<ReturnType<typeof startScheduler>>;
let client: SchedulerClient;
let delivered: { readonly arn: string; readonly payload: string }[];

beforeEach(async () => {
  clock = manualClock(Date.UTC(2026, 0, 1));
  delivered = [];
  running = await startScheduler({ clock, deliver: async (arn, payload) => void delivered.push({ arn, payload }) });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new SchedulerClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await running.close();
});

const create = (Name: string, ScheduleExpression: string, more: object = {}) =>
  client.send(
    new CreateScheduleCommand({
      Name,
      ScheduleExpression,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: queueArn, RoleArn: roleArn, Input: "<aws.scheduler.scheduled-time>" },
      ...more,
    }),
  );

async function advance(ms: number): Promise<readonly string[]> {
  clock.advance(ms);
  running.scheduler.runDue();
  await running.scheduler.settled();
  return delivered.splice(0).map(({ payload }) => payload);
}

test("a one-time schedule runs once, and goes away if it was asked to", async () => {
  await create("once", "at(2026-01-01T00:01:00)", { ActionAfterCompletion: "DELETE" });
  expect(await advance(59_000)).toEqual([]);
  expect(await advance(1000)).toEqual(["2026-01-01T00:01:00Z"]);
  await expect(client.send(new GetScheduleCommand({ Name: "once" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("a rate runs at once and from then on, until its end", async () => {
  await create("often", "rate(5 minutes)", { EndDate: new Date("2026-01-01T00:10:00Z") });
  expect(await advance(0)).toEqual(["2026-01-01T00:00:00Z"]);
  expect(await advance(3_600_000)).toEqual(["2026-01-01T00:05:00Z", "2026-01-01T00:10:00Z"]);
});

test("a calendar goes by its time zone, over the change of the clocks", async () => {
  await create("daily", "cron(30 2 * * ? *)", { ScheduleExpressionTimezone: "Europe/Berlin" });
  expect(await advance(0)).toEqual([]);
  const times = await advance(100 * 86_400_000);
  expect(times[0]).toBe("2026-01-01T01:30:00Z");
  const march = times.filter((time) => time.startsWith("2026-03-2") || time.startsWith("2026-03-3"));
  // 02:30 does not exist on 29 March.
  expect(march.slice(-4)).toEqual([
    "2026-03-27T01:30:00Z",
    "2026-03-28T01:30:00Z",
    "2026-03-30T00:30:00Z",
    "2026-03-31T00:30:00Z",
  ]);
});

test("schedules are listed, shown and deleted; wrong expressions are refused", async () => {
  await create("a", "rate(1 day)", { State: "DISABLED", Description: "text" });
  expect(await advance(86_400_000)).toEqual([]);
  expect(await client.send(new GetScheduleCommand({ Name: "a" }))).toMatchObject({
    Description: "text",
    State: "DISABLED",
    GroupName: "default",
  });
  expect((await client.send(new ListSchedulesCommand({}))).Schedules?.map(({ Name }) => Name)).toEqual(["a"]);
  await expect(create("a", "rate(1 day)")).rejects.toMatchObject({ name: "ConflictException" });
  await expect(create("b", "rate(1 days)")).rejects.toMatchObject({
    name: "ValidationException",
    message: "Invalid Schedule Expression rate(1 days).",
  });
  await client.send(new DeleteScheduleCommand({ Name: "a" }));
  expect((await client.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
});

describe("cron expressions", () => {
  test.each([
    ["cron(0 12 ? * MON-FRI *)", "2026-01-02T13:00:00Z", "2026-01-05T12:00:00Z"],
    ["cron(0/15 8 * * ? *)", "2026-01-01T08:15:00Z", "2026-01-01T08:30:00Z"],
    ["cron(0 0 L * ? *)", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z"],
    ["cron(0 0 15W * ? *)", "2026-02-01T00:00:00Z", "2026-02-16T00:00:00Z"],
    ["cron(0 9 ? * 3#2 *)", "2026-01-01T00:00:00Z", "2026-01-13T09:00:00Z"],
    ["cron(0 9 ? * 6L *)", "2026-01-01T00:00:00Z", "2026-01-30T09:00:00Z"],
    ["cron(0 0 29 FEB ? *)", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"],
    ["cron(0 0 1 1 ? 2026)", "2026-01-01T00:00:00Z", undefined],
  ])("%s after %s is %s", (expression, after, expected) => {
    const schedule = parseSchedule(expression, "UTC");
    const found = schedule && nextScheduleTime(schedule, Date.parse(after), 0);
    expect(found && new Date(found).toISOString().replace(".000Z", "Z")).toBe(expected);
  });

  test.each([
    "cron(0 12 * * * *)",
    "cron(0 12 ? * ? *)",
    "cron(60 12 * * ? *)",
    "cron(0 12 * * ?)",
    "rate(0 minutes)",
    "rate(2 minute)",
    "at(2026-02-30T00:00:00)",
  ])("%s is none", (expression) => {
    expect(parseSchedule(expression, "UTC")).toBeUndefined();
  });
});

test("a window of a schedule that has none is refused, and a target shows its retry policy", async () => {
  const FlexibleTimeWindow = { Mode: "OFF", MaximumWindowInMinutes: 5 };
  await expect(create("windowed", "rate(1 day)", { FlexibleTimeWindow })).rejects.toMatchObject({
    name: "ValidationException",
  });
  await create("plain", "rate(1 day)");
  expect((await client.send(new GetScheduleCommand({ Name: "plain" }))).Target?.RetryPolicy).toEqual({
    MaximumEventAgeInSeconds: 86_400,
    MaximumRetryAttempts: 185,
  });
});

test("tags of schedule groups are refused by name", async () => {
  const tagged = new CreateScheduleGroupCommand({ Name: "g", Tags: [{ Key: "k", Value: "v" }] });
  await expect(client.send(tagged)).rejects.toThrow("Tags of schedule groups");
});
