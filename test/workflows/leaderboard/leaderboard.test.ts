import { afterAll, beforeAll, expect, test } from "vitest";
import { runWithFaults } from "../support/faulty-run.js";
import { eventually } from "../support/eventually.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
const sample = sampleInput("leaderboard", "sale");
const sale = (saleId: string, change: object = {}) => ({ ...sample, saleId, ...change });

beforeAll(async () => {
  world = await RetailWorld.start("leaderboard");
}, 180_000);
afterAll(() => world.stop());

const board = async (of: string, month: string, places = 10) =>
  (await world.runSync("leaderboard", { of, month, currency: "EUR", places })).output;

test("a sale on the bus counts for its merchant and its photographer, once, however often it comes", async () => {
  const event = { bus: "retail", source: "retail.sales", detailType: "SaleMade", detail: sample };
  for (let time = 0; time < 3; time++) await world.aws.publish(event);
  await eventually(async () => (await world.items("leaderboards")).length === 2);
  expect((await world.runSync("tally-sale", sample)).output).toEqual({ saleId: "SALE-90001", status: "KNOWN" });
  expect(await board("merchant", "2026-11")).toEqual([{ name: "harbour-prints", sales: 1, revenue: 4_900 }]);
  expect(await board("photographer", "2026-11")).toEqual([{ name: "studio-east", sales: 1, revenue: 4_900 }]);
});

test("a hundred sales at once leave nothing out; the view has the best first, and only so many", async () => {
  const photographers = ["ada", "ben", "cleo", "dan"];
  const sales = Array.from({ length: 100 }, (_each, index) =>
    sale(`CROWD-${index}`, {
      soldAt: "2026-12-01T00:00:00Z",
      photographer: photographers[index % 4],
      amount: 100 * ((index % 4) + 1),
    }),
  );
  const results = await Promise.all([...sales, ...sales.slice(0, 20)].map((each) => world.runSync("tally-sale", each)));
  expect(results.map(({ status }) => status)).toEqual(results.map(() => "SUCCEEDED"));
  expect(await board("photographer", "2026-12", 3)).toEqual([
    { name: "dan", sales: 25, revenue: 10_000 },
    { name: "cleo", sales: 25, revenue: 7_500 },
    { name: "ben", sales: 25, revenue: 5_000 },
  ]);
  expect(await board("merchant", "2026-12")).toEqual([{ name: "harbour-prints", sales: 100, revenue: 25_000 }]);
});

test("currencies and months are boards of their own, and an unknown board is empty", async () => {
  await world.runSync("tally-sale", sale("OTHER", { soldAt: "2027-01-31T23:59:59Z", currency: "SEK" }));
  expect(await board("merchant", "2027-01")).toEqual([]);
  expect(
    await world.runSync("leaderboard", { of: "merchant", month: "2027-01", currency: "SEK", places: 1 }),
  ).toMatchObject({ output: [{ sales: 1 }] });
});

faultTest("an answer that is lost counts nothing twice; a table that stays down counts nothing at all", async () => {
  const lost = [{ at: 0, moment: "after", error: "ServiceUnavailable" } as const];
  const tally = sale("LOST", { soldAt: "2027-02-01T00:00:00Z" });
  expect((await runWithFaults(world, "tally-sale", tally, lost, {})).status).toBe("SUCCEEDED");
  expect(await board("merchant", "2027-02")).toMatchObject([{ sales: 1 }]);
  const down = Array.from(
    { length: 12 },
    (_each, at) => ({ at, moment: "before", error: "ServiceUnavailable" }) as const,
  );
  const other = sale("DOWN", { soldAt: "2027-03-01T00:00:00Z" });
  // Its attempts may take longer than the five minutes of an Express run.
  expect((await runWithFaults(world, "tally-sale", other, down, {})).status).toMatch(/FAILED|TIMED_OUT/);
  expect(await board("merchant", "2027-03")).toEqual([]);
});

faultTest("boards that others are at all the time fail the tally, so that its event comes again", async () => {
  const atOnce = [0, 1, 2, 3].map(
    (at) => ({ at, moment: "before", error: "DynamoDb.TransactionCanceledException" }) as const,
  );
  const tally = sale("BUSY", { soldAt: "2027-04-01T00:00:00Z" });
  expect(await runWithFaults(world, "tally-sale", tally, atOnce, {})).toMatchObject({
    status: "FAILED",
    error: "DynamoDb.TransactionCanceledException",
  });
  expect(await board("merchant", "2027-04")).toEqual([]);
  expect((await world.runSync("tally-sale", tally)).output).toMatchObject({ status: "TALLIED" });
});

test.each([[{}], [{ ...sample, amount: "4900" }], [{ ...sample, merchant: undefined }]])(
  "what is no sale is refused at once: %j",
  async (event) => {
    expect(await world.runSync("tally-sale", event)).toMatchObject({ status: "FAILED", error: "InvalidSale" });
  },
);

test.each([{}, { of: "shop" }, { places: "3" }, { month: undefined }])(
  "a question that makes no sense is refused: %j",
  async (change) => {
    const question = { of: "merchant", month: "2026-11", currency: "EUR", places: 3 };
    const asked = Object.keys(change).length === 0 ? {} : { ...question, ...change };
    expect(await world.runSync("leaderboard", asked)).toMatchObject({ status: "FAILED", error: "InvalidQuestion" });
  },
);

testEveryState(() => world, "leaderboard", "tally-sale");
