import { type KinesisClient, PutRecordsCommand, UpdateShardCountCommand } from "@aws-sdk/client-kinesis";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { localKinesis } from "../../../tasks/sandbox/kinesis-client.js";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
let kinesis: KinesisClient;

beforeAll(async () => {
  world = await RetailWorld.start("click-triage");
  kinesis = localKinesis();
}, 180_000);
afterAll(async () => {
  kinesis.destroy();
  await world.stop();
});
beforeEach(() => world.forgetEvents());

const click = (change: object) => ({
  kind: "VIEW",
  page: "/",
  at: "2026-11-27T10:00:00Z",
  agent: "Firefox",
  ...change,
});
/** Puts clicks on the stream, in order; those of one visitor go to one shard. */
async function send(visitor: string, ...texts: readonly string[]): Promise<void> {
  for (let from = 0; from < texts.length; from += 500) {
    const part = texts.slice(from, from + 500);
    const Records = part.map((text) => ({ Data: Buffer.from(text), PartitionKey: visitor }));
    await kinesis.send(new PutRecordsCommand({ StreamName: "clicks", Records }));
  }
}
/** Lets the pipe hand over until it has dealt with so many records. */
async function drainUntil(count: number): Promise<void> {
  let taken = 0;
  for (let look = 0; taken < count && look < 50; look++) taken += await world.drain("click-triage");
  expect(taken).toBe(count);
}
const seen = async (page: string) => (await world.items("page-views")).find((views) => views.page === page)?.seen;
const queued = (name: string) => world.aws.messages(name);

test("a batch is sorted: counted, published, routed, dropped", async () => {
  const { output } = await world.runSync("click-triage", sampleInput("click-triage", "batch"));
  expect(output).toEqual({ views: 1, intents: 1, errors: 1, dropped: 1, odd: 0 });
  expect(await world.items("page-views")).toEqual([{ day: "2026-11-27", page: "/mugs/blue", seen: 1 }]);
  expect(world.events).toMatchObject([
    { bus: "retail", source: "retail.clicks", detailType: "BuyingIntent", detail: { page: "/mugs/blue" } },
  ]);
  expect((await queued("page-errors")).map((body) => JSON.parse(body) as unknown)).toMatchObject([
    { page: "/teapots" },
  ]);
});

test("the same batch again is counted once", async () => {
  await world.runSync("click-triage", sampleInput("click-triage", "batch"));
  expect(await seen("/mugs/blue")).toBe(1);
});

test("a stream of 250 clicks is taken in batches; what is no click is left out", async () => {
  for (let visitor = 0; visitor < 10; visitor++) {
    const views = Array.from({ length: 25 }, (_each, index) => click({ page: `/page-${index % 5}` }));
    await send(`visitor-${visitor}`, ...views.map((view) => JSON.stringify(view)));
  }
  await send("visitor-1", "no click at all", JSON.stringify(click({ kind: "SIGH" })), "[1]", "null");
  expect(await world.drain("click-triage")).toBe(254);
  for (let page = 0; page < 5; page++) expect(await seen(`/page-${page}`)).toBe(50);
  expect(await queued("odd-clicks")).toEqual([]);
  expect(await world.drain("click-triage")).toBe(0);
});

test("a batch that is full is taken at once; another waits for a second", async () => {
  const pipe = world.pipe("click-triage");
  // Whole milliseconds: with a fraction, a second later may be a little less than a second later.
  const began = Math.ceil(performance.now());
  const clock = vi.spyOn(performance, "now").mockReturnValue(began);
  try {
    await send("patient", ...Array.from({ length: 13 }, () => JSON.stringify(click({ page: "/patient" }))));
    expect(await pipe.look()).toBe(10);
    clock.mockReturnValue(began + 999);
    expect(await pipe.look()).toBe(0);
    clock.mockReturnValue(began + 1_000);
    expect(await pipe.look()).toBe(3);
  } finally {
    clock.mockRestore();
  }
  expect(await seen("/patient")).toBe(13);
});

test("what a visitor did reaches the bus in its order", async () => {
  const pages = Array.from({ length: 35 }, (_each, index) => `/step-${index}`);
  await send("in-order", ...pages.map((page) => JSON.stringify(click({ kind: "INTENT", page }))));
  await drainUntil(35);
  await world.settled();
  expect(world.events.map(({ detail }) => detail.page)).toEqual(pages);
});

test("also when the shards are split meanwhile", async () => {
  const pages = Array.from({ length: 35 }, (_each, index) => `/split-${index}`);
  const intents = pages.map((page) => JSON.stringify(click({ kind: "INTENT", page })));
  await send("in-order", ...intents.slice(0, 25));
  const target = { StreamName: "clicks", TargetShardCount: 4, ScalingType: "UNIFORM_SCALING" } as const;
  await kinesis.send(new UpdateShardCountCommand(target));
  await send("in-order", ...intents.slice(25));
  await drainUntil(35);
  await world.settled();
  expect(world.events.map(({ detail }) => detail.page)).toEqual(pages);
});

test("a click that does not say where or when spoils nothing", async () => {
  const bodies = [
    { kind: "VIEW", page: "/no-time" },
    { kind: "VIEW", at: "2026-11-27T10:00:00Z" },
    click({ page: "/fine" }),
  ];
  const records = bodies.map((data, index) => ({ sequenceNumber: `1${index}`, data }));
  expect(await world.runSync("click-triage", records)).toMatchObject({ output: { views: 1, odd: 2 } });
  expect(await seen("/fine")).toBe(1);
});

test("a batch without views, and an empty one, are fine", async () => {
  const records = [record("2", { agent: "spider" })];
  expect(await world.runSync("click-triage", records)).toMatchObject({ output: { views: 0, dropped: 1 } });
  expect(await world.runSync("click-triage", [])).toMatchObject({ output: { views: 0 } });
});

const record = (sequenceNumber: string, change: object) => ({ sequenceNumber, data: click(change) });

test("a batch that breaks the workflow is halved until the bad click is alone; all others are counted", async () => {
  const views = Array.from({ length: 9 }, (_each, index) => JSON.stringify(click({ page: `/half-${index}` })));
  // The table takes no page without a name.
  await send("spoiled", ...views.slice(0, 4), JSON.stringify(click({ page: "" })), ...views.slice(4));
  await drainUntil(10);
  for (let index = 0; index < 9; index++) expect(await seen(`/half-${index}`)).toBe(1);
  const [report] = (await queued("odd-clicks")).map((body) => JSON.parse(body) as object);
  expect(report).toMatchObject({
    context: { condition: "RetryAttemptsExhausted" },
    KinesisBatchInfo: { batchSize: 1, streamArn: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks" },
  });
});

test("a click that breaks the workflow holds up its own shard alone", async () => {
  // One of ten visitors at least is of the other shard.
  await send("spoiled", JSON.stringify(click({ page: "" })));
  const visitors = Array.from({ length: 10 }, (_each, index) => `next-to-it-${index}`);
  for (const visitor of visitors) await send(visitor, JSON.stringify(click({ page: "/next-to-it" })));
  await world.drain("click-triage");
  const atOnce = (await seen("/next-to-it")) ?? 0;
  expect(atOnce).toBeGreaterThan(0);
  await drainUntil(11 - Number(atOnce));
  expect(await seen("/next-to-it")).toBe(10);
});

test("a pipe that had nothing to do for an hour goes on where it was", async () => {
  await world.pass(3_600);
  await send("late", JSON.stringify(click({ page: "/late" })));
  expect(await world.drain("click-triage")).toBe(1);
  expect(await seen("/late")).toBe(1);
});

test.each([
  ["intents alone", ["INTENT"], { views: 0, intents: 1, errors: 0 }],
  ["errors alone", ["ERROR"], { views: 0, intents: 0, errors: 1 }],
  ["errors and views", ["ERROR", "VIEW"], { views: 1, intents: 0, errors: 1 }],
  ["intents and errors", ["INTENT", "ERROR"], { views: 0, intents: 1, errors: 1 }],
  ["intents and views", ["INTENT", "VIEW"], { views: 1, intents: 1, errors: 0 }],
])("%s go where they belong, and nowhere else", async (name, kinds, output) => {
  const page = `/${name.replaceAll(" ", "-")}`;
  const before = (await queued("page-errors")).length;
  const batch = kinds.map((kind, index) => record(`${name} ${index}`, { kind, page }));
  expect(await world.runSync("click-triage", batch)).toMatchObject({ output });
  expect(world.events.map(({ detail }) => detail.page)).toEqual(kinds.includes("INTENT") ? [page] : []);
  expect(await queued("page-errors")).toHaveLength(before + output.errors);
  expect((await seen(page)) ?? 0).toBe(output.views);
});

faultTest("a bus that stays away fails the batch before anything is counted", async () => {
  const batch = [record("away-1", { kind: "INTENT" }), record("away-2", { page: "/away" })];
  const away = [0, 1, 2].map((at) => ({ at, moment: "before", error: "ServiceUnavailable" }) as const);
  expect((await runWithFaults(world, "click-triage", batch, away, {})).status).toBe("FAILED");
  expect(await seen("/away")).toBeUndefined();
});

faultTest("an answer that is lost counts nothing twice", async () => {
  const records = [record("3", { page: "/lost" })];
  const lost = [{ at: 0, moment: "after", error: "ServiceUnavailable" } as const];
  expect((await runWithFaults(world, "click-triage", records, lost, {})).status).toBe("SUCCEEDED");
  expect(await seen("/lost")).toBe(1);
});

testEveryState(() => world, "click-triage");
