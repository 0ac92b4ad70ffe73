import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeResourcePoliciesCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  ListTagsForResourceCommand,
  paginateFilterLogEvents,
  PutLogEventsCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, expect, test } from "vitest";

import { listen, type Listening } from "../../../../simulator/http/listen.js";
import { createLogs, type Logs } from "../../../../simulator/services/logs/logs.js";
import { manualClock, type ManualClock } from "../manual-clock.js";

const hourMs = 3_600_000;
let clock: ManualClock;
let logs: Logs;
let running: Listening;
let client: CloudWatchLogsClient;

beforeEach(async () => {
  clock = manualClock();
  logs = createLogs({ clock, maxCharacters: 1_000 });
  running = await listen(logs.handler, 0, "127.0.0.1");
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new CloudWatchLogsClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await running.close();
});

const createGroup = (logGroupName: string) => client.send(new CreateLogGroupCommand({ logGroupName }));
const createStream = (logGroupName: string, logStreamName: string) =>
  client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
/** Puts a message for each of the times, which are counted from now on. */
const put = (logStreamName: string, ...times: readonly number[]) =>
  client.send(
    new PutLogEventsCommand({
      logGroupName: "g",
      logStreamName,
      logEvents: times.map((ms) => ({ timestamp: clock.nowMs() + ms, message: `at ${ms}` })),
    }),
  );
const get = (more: Partial<GetLogEventsCommandInput> = {}) =>
  client.send(new GetLogEventsCommand({ logGroupName: "g", logStreamName: "s", ...more }));
const filter = (more: Partial<FilterLogEventsCommandInput> = {}) =>
  client.send(new FilterLogEventsCommand({ logGroupName: "g", ...more }));
const messages = ({ events }: { events?: readonly { message?: string | undefined }[] | undefined }) =>
  events?.map(({ message }) => message);

test("groups and streams are found by prefix and pattern, page by page, and are gone when they are deleted", async () => {
  for (const name of ["/aws/b", "/aws/a", "other"]) await createGroup(name);
  const first = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws", limit: 1 }));
  expect(first.logGroups).toEqual([
    {
      logGroupName: "/aws/a",
      creationTime: clock.nowMs(),
      metricFilterCount: 0,
      arn: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/a:*",
      logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/a",
      storedBytes: 0,
      logGroupClass: "STANDARD",
    },
  ]);
  const { nextToken } = first;
  const second = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws", limit: 1, nextToken }));
  expect(second.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(["/aws/b"]);
  expect(second.nextToken).toBeUndefined();
  const byPattern = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: "the" }));
  expect(byPattern.logGroups).toHaveLength(1);

  await createStream("other", "x");
  await createStream("other", "y");
  await client.send(new DeleteLogStreamCommand({ logGroupName: "other", logStreamName: "x" }));
  const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: "other" }));
  expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(["y"]);
  await client.send(new DeleteLogGroupCommand({ logGroupName: "other" }));
  await expect(createStream("other", "x")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified log group does not exist.",
  });
});

test("what is there already, what is not, and what is not simulated is refused", async () => {
  await createGroup("g");
  await createStream("g", "s");
  const exists = { name: "ResourceAlreadyExistsException", message: "The specified log group already exists" };
  await expect(createGroup("g")).rejects.toMatchObject(exists);
  await expect(createStream("g", "s")).rejects.toMatchObject({ message: "The specified log stream already exists" });
  await expect(put("t", 0)).rejects.toMatchObject({ message: "The specified log stream does not exist." });
  await expect(createGroup("no spaces")).rejects.toMatchObject({ name: "InvalidParameterException" });
  const policy = new PutRetentionPolicyCommand({ logGroupName: "g", retentionInDays: 2 });
  await expect(client.send(policy)).rejects.toMatchObject({ name: "InvalidParameterException" });
  const query = new StartQueryCommand({ logGroupName: "g", startTime: 0, endTime: 1, queryString: "fields @message" });
  await expect(client.send(query)).rejects.toMatchObject({
    message: "The simulator does not have this operation: StartQuery",
  });
});

test("events come in the order of time, and those out of bounds are told of", async () => {
  await createGroup("g");
  await createStream("g", "s");
  await put("s", 10, 30);
  await put("s", 20);
  expect(messages(await get({ startFromHead: true }))).toEqual(["at 10", "at 20", "at 30"]);
  await expect(put("s", 2, 1)).rejects.toMatchObject({
    message: "Log events in a single PutLogEvents request must be in chronological order.",
  });
  expect(await put("s", -15 * 24 * hourMs)).toMatchObject({ rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 } });
  expect(await put("s", 40, 3 * hourMs)).toMatchObject({ rejectedLogEventsInfo: { tooNewLogEventStartIndex: 1 } });
  const { logStreams } = await client.send(
    new DescribeLogStreamsCommand({ logGroupName: "g", orderBy: "LastEventTime", descending: true }),
  );
  expect(logStreams).toMatchObject([
    { firstEventTimestamp: clock.nowMs() + 10, lastEventTimestamp: clock.nowMs() + 40, storedBytes: 0 },
  ]);
});

test("a stream is read from either end, and followed with the token of its end", async () => {
  await createGroup("g");
  await createStream("g", "s");
  await put("s", 1, 2, 3);
  const last = await get({ limit: 2 });
  expect(messages(last)).toEqual(["at 2", "at 3"]);
  expect(messages(await get({ limit: 2, nextToken: last.nextBackwardToken }))).toEqual(["at 1"]);
  const end = await get({ nextToken: last.nextForwardToken });
  expect(end).toMatchObject({ events: [], nextForwardToken: last.nextForwardToken });
  await put("s", 4);
  expect(messages(await get({ nextToken: end.nextForwardToken }))).toEqual(["at 4"]);
  const from = clock.nowMs();
  expect(messages(await get({ startTime: from + 2, endTime: from + 4 }))).toEqual(["at 2", "at 3"]);
  await expect(get({ nextToken: "x" })).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("a group's streams are searched together, page by page", async () => {
  await createGroup("g");
  for (const stream of ["a1", "a2", "b"]) await createStream("g", stream);
  await put("a1", 1, 3);
  await put("a2", 2, 4);
  await put("b", 5);
  const pages: unknown[] = [];
  const asked = { logGroupName: "g", logStreamNamePrefix: "a", filterPattern: "at -3", limit: 2 };
  for await (const page of paginateFilterLogEvents({ client }, asked)) pages.push(messages(page));
  expect(pages).toEqual([["at 1", "at 2"], ["at 4"]]);
  const { events } = await filter({ logStreamNames: ["b"] });
  expect(events).toMatchObject([{ logStreamName: "b", timestamp: clock.nowMs() + 5, message: "at 5" }]);
  expect(events?.[0]?.eventId).toMatch(/^\d{56}$/);
  await expect(filter({ logStreamNames: ["b"], logStreamNamePrefix: "a" })).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("events go when their group keeps them no longer, and the oldest when there are too many", async () => {
  await createGroup("g");
  await client.send(new PutRetentionPolicyCommand({ logGroupName: "g", retentionInDays: 1 }));
  await createStream("g", "s");
  await put("s", 0);
  clock.advance(25 * hourMs);
  await put("s", 1);
  expect(messages(await filter())).toEqual(["at 1"]);
  for (let count = 0; count < 100; count++)
    logs.append("g", count % 2 === 0 ? "s" : "t", [{ timestamp: clock.nowMs() + count, message: `${count}` }]);
  const kept = messages(await filter());
  expect(kept?.length).toBeLessThan(1_000 / 26);
  expect(kept?.length).toBeGreaterThan(25);
  expect(kept?.at(-1)).toBe("99");
  expect(kept).toEqual(Array.from(kept ?? [], (_, index) => `${100 - (kept?.length ?? 0) + index}`));
});

test("tags and resource policies are kept and shown", async () => {
  await createGroup("g");
  const resourceArn = "arn:aws:logs:us-east-1:123456789012:log-group:g";
  await client.send(new TagResourceCommand({ resourceArn, tags: { team: "shop", stage: "test" } }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["stage"] }));
  expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ team: "shop" });
  const policyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  await client.send(new PutResourcePolicyCommand({ policyName: "p", policyDocument }));
  const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));
  expect(resourcePolicies).toMatchObject([{ policyName: "p", policyDocument, lastUpdatedTime: clock.nowMs() }]);
});
