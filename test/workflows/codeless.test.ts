import { afterAll, beforeAll, expect, test } from "vitest";
import { runWithFaults } from "./support/faulty-run.js";
import type { Fault } from "./support/faults.js";
import { faultTest } from "./support/inside-test.js";
import { RetailWorld } from "./support/retail-world.js";
import { sampleInput } from "./support/sample-input.js";
import { testEveryState } from "./support/test-every-state.js";

let world: RetailWorld;
let doors = 0;

beforeAll(async () => {
  world = await RetailWorld.start("next-order-number", "data-ingestion", "basket-item-add");
}, 180_000);
afterAll(() => world.stop());

test("none of them needs a Lambda function", () => {
  expect(world.compiled.manifest.workflows.flatMap(({ lambdas }) => lambdas)).toEqual([]);
});

test("the order number takes one state", () => {
  const machine = world.compiled.workflows.find(({ name }) => name === "next-order-number");
  expect(Object.keys(machine?.definition.States ?? {})).toHaveLength(1);
});

test("each sequence counts by itself, from 1", async () => {
  const next = async (sequence: string) =>
    (await world.runSync("next-order-number", { sequence, prefix: "N-" })).output as { value: number; text: string };
  expect(await next("a")).toEqual({ value: 1, text: "N-00000001" });
  expect(await next("a")).toEqual({ value: 2, text: "N-00000002" });
  expect(await next("b")).toEqual({ value: 1, text: "N-00000001" });
});

test.each([{}, { sequence: "doors" }, { sequence: 7, prefix: "" }, { sequence: "", prefix: "N-" }])(
  "what is no request for a number counts nothing: %j",
  async (request) => {
    const error = "DynamoDB.ConditionalCheckFailedException";
    expect(await world.runSync("next-order-number", request)).toMatchObject({ status: "FAILED", error });
    const next = await world.runSync("next-order-number", { sequence: "doors", prefix: "" });
    expect(next.output).toEqual({ value: (doors += 1), text: `0000000${doors}` });
    expect((await world.items("counters")).some(({ name }) => name === "none")).toBe(false);
  },
);

test("300 callers at once get 300 different numbers", async () => {
  const callers = Array.from({ length: 300 }, () =>
    world.runSync("next-order-number", { sequence: "crowd", prefix: "" }),
  );
  const values = (await Promise.all(callers)).map(({ output }) => (output as { value: number }).value);
  expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_each, index) => index + 1));
});

test("a feed is stored and published once, however often it comes", async () => {
  const feed = sampleInput("data-ingestion", "stock-feed");
  await world.forgetEvents();
  expect((await world.run("data-ingestion", feed)).output).toMatchObject({ status: "STORED", articles: 2 });
  expect((await world.run("data-ingestion", feed)).output).toMatchObject({ status: "KNOWN" });
  expect(world.events).toEqual([
    {
      bus: "retail",
      source: "retail.suppliers",
      detailType: "StockFeedReceived",
      detail: expect.objectContaining({ supplierId: "SUP-17" }),
    },
  ]);
  expect(await world.items("stock-feeds")).toMatchObject([
    { supplierId: "SUP-17", articles: [{ available: 1_200 }, { available: 0 }] },
  ]);
});

faultTest("a feed is stored and published, whatever call fails for a while or is answered by an error", async () => {
  for (const [at, call] of ["dynamodb:putItem", "events:putEvents"].entries()) {
    for (const moment of ["before", "after"] as const) {
      await world.forgetEvents();
      const requestId = `${call}-${moment}`;
      const faults = [0, 1, 2].map((more): Fault => ({
        at: at + more,
        only: [call],
        moment,
        error: "ServiceUnavailable",
      }));
      const feed = { ...sampleInput("data-ingestion", "stock-feed"), requestId };
      expect((await runWithFaults(world, "data-ingestion", feed, faults, {})).output).toMatchObject({
        status: "STORED",
      });
      expect(new Set(world.events.map(({ detail }) => detail.requestId))).toEqual(new Set([requestId]));
      expect((await world.run("data-ingestion", feed)).output).toMatchObject({ status: "KNOWN" });
    }
  }
});

faultTest("where the bus stays away the feed is stored, and the run fails", async () => {
  await world.forgetEvents();
  const feed = { ...sampleInput("data-ingestion", "stock-feed"), requestId: "away" };
  const away = Array.from({ length: 11 }, (_each, index): Fault => ({
    at: 1 + index,
    moment: "before",
    error: "ServiceUnavailable",
  }));
  expect(await runWithFaults(world, "data-ingestion", feed, away, {})).toMatchObject({ status: "FAILED" });
  expect(await world.items("stock-feeds")).toContainEqual(expect.objectContaining({ requestId: "away" }));
  expect(world.events).toEqual([]);
});

test.each([{}, { requestId: "" }, { requestId: 7, receivedAt: "2026-11-27T06:00:00Z" }, { requestId: "r" }])(
  "a request such as %j is refused",
  async (request) => {
    const feed = { ...request, body: { supplierId: "S", articles: [{ sku: "A", available: 1 }] } };
    const result = await world.run("data-ingestion", feed);
    expect(result).toMatchObject({ error: "InvalidFeed", cause: "a request has a requestId and a receivedAt" });
  },
);

test.each([
  ["no articles", { supplierId: "S", articles: [] }, "a feed has a supplier and articles"],
  ["no supplier", { supplierId: "", articles: [{ sku: "A", available: 1 }] }, "a feed has a supplier and articles"],
  ["no body", undefined, "a feed has a supplier and articles"],
  ["a text for its articles", { supplierId: "S", articles: "A" }, "a feed has a supplier and articles"],
  ["articles that are texts", { supplierId: "S", articles: ["A"] }, "not a stock level: ?"],
  ["a text for a number", { supplierId: "S", articles: [{ sku: "A", available: "1" }] }, "not a stock level: A"],
  ["less than nothing", { supplierId: "S", articles: [{ sku: "A", available: -1 }] }, "not a stock level: A"],
])("a feed with %s is refused and leaves no trace", async (_case, body, cause) => {
  const before = await world.items("stock-feeds");
  const result = await world.run("data-ingestion", { requestId: "bad", receivedAt: "2026-11-27T06:00:00Z", body });
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidFeed", cause });
  expect(await world.items("stock-feeds")).toEqual(before);
});

const add = (basketId: string, quantity: number) =>
  world.runSync("basket-item-add", { basketId, sku: "MUG-BLUE", quantity });

test("pieces are added up and taken out", async () => {
  expect((await add("b1", 2)).output).toEqual({ sku: "MUG-BLUE", quantity: 2 });
  expect((await add("b1", 3)).output).toEqual({ sku: "MUG-BLUE", quantity: 5 });
  expect((await add("b1", -5)).output).toEqual({ sku: "MUG-BLUE", quantity: 0 });
  expect((await add("b1", -1)).error).toBe("QuantityOutOfRange");
  expect((await add("empty", -1)).error).toBe("QuantityOutOfRange");
  expect((await add("b1", 100)).error).toBe("QuantityOutOfRange");
});

test.each([
  {},
  { basketId: "b1" },
  { basketId: "b1", sku: 7, quantity: 1 },
  { basketId: "b1", sku: "MUG-BLUE", quantity: "2" },
])("a request that makes no sense is refused: %o", async (request) => {
  expect(await world.runSync("basket-item-add", request)).toMatchObject({ error: "InvalidBasketItem" });
});

test("a hundred clicks at once stay within the limit", async () => {
  const results = await Promise.all(Array.from({ length: 100 }, () => add("b2", 2)));
  expect(results.filter(({ status }) => status === "SUCCEEDED")).toHaveLength(49);
  expect((await add("b2", 1)).output).toEqual({ sku: "MUG-BLUE", quantity: 99 });
});

testEveryState(() => world, "next-order-number", "data-ingestion", "basket-item-add");
