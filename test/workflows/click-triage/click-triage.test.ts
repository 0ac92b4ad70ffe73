import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;

beforeAll(async () => {
  world = await RetailWorld.start("click-triage");
}, 180_000);
afterAll(() => world.stop());
beforeEach(() => world.forgetEvents());

const click = (change: object) => ({
  kind: "VIEW",
  page: "/",
  at: "2026-11-27T10:00:00Z",
  agent: "Firefox",
  ...change,
});
const send = (body: string) => world.aws.send("clicks", body);
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
  for (let index = 0; index < 250; index++) await send(JSON.stringify(click({ page: `/page-${index % 5}` })));
  await send("no click at all");
  await send(JSON.stringify(click({ kind: "SIGH" })));
  expect(await world.drain("click-triage")).toBe(252);
  for (let page = 0; page < 5; page++) expect(await seen(`/page-${page}`)).toBe(50);
  expect(await queued("clicks")).toEqual([]);
});

test("a click that does not say where or when spoils nothing", async () => {
  const bodies = [
    { kind: "VIEW", page: "/no-time" },
    { kind: "VIEW", at: "2026-11-27T10:00:00Z" },
    click({ page: "/fine" }),
  ];
  const records = bodies.map((body, index) => ({ messageId: `odd-${index}`, body: JSON.stringify(body) }));
  expect(await world.runSync("click-triage", records)).toMatchObject({ output: { views: 1, odd: 2 } });
  expect(await seen("/fine")).toBe(1);
});

test("a batch without views, and an empty one, are fine", async () => {
  const records = [{ messageId: "m-1", body: JSON.stringify(click({ agent: "spider" })) }];
  expect(await world.runSync("click-triage", records)).toMatchObject({ output: { views: 0, dropped: 1 } });
  expect(await world.runSync("click-triage", [])).toMatchObject({ output: { views: 0 } });
});

test("a batch that breaks the workflow comes again, and is put aside after three times", async () => {
  // The table takes no page without a name.
  await send(JSON.stringify(click({ page: "" })));
  for (let attempt = 0; attempt < 4; attempt++) {
    expect(await world.drain("click-triage")).toBe(0);
    await world.pass(61);
  }
  expect(await queued("odd-clicks")).toHaveLength(1);
});

const record = (id: string, change: object) => ({ messageId: id, body: JSON.stringify(click(change)) });

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
  const records = [{ messageId: "m-lost", body: JSON.stringify(click({ page: "/lost" })) }];
  const lost = [{ at: 0, moment: "after", error: "ServiceUnavailable" } as const];
  expect((await runWithFaults(world, "click-triage", records, lost, {})).status).toBe("SUCCEEDED");
  expect(await seen("/lost")).toBe(1);
});

testEveryState(() => world, "click-triage");
