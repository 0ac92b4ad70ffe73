import { afterAll, beforeAll, expect, test } from "vitest";
import { dynamoDb } from "../../../tasks/aws-clients.js";
import { putProduct } from "../../../tasks/sample-data/seed.js";
import { runWithFaults } from "../support/faulty-run.js";
import { eventually } from "../support/eventually.js";
import type { Fault } from "../support/faults.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { standInFor } from "../support/stand-in.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
const skus = Array.from({ length: 25 }, (_each, index) => `ART-${index}`);

beforeAll(async () => {
  world = await RetailWorld.start("status-cache");
  for (const sku of skus) await putProduct({ sku, title: sku, category: "standard", price: { EUR: 1_000, SEK: 999 } });
}, 180_000);
afterAll(() => world.stop());

const status = async (commandId: string) =>
  (await world.runSync("price-change-status", { commandId })).output as object;
const priceOf = async (sku: string) => (await world.items("products")).find((product) => product.sku === sku)?.price;

test("a command is accepted at once, and its status follows the work until it is done", async () => {
  const command = { commandId: "sale", skus: [...skus, "NOWHERE"], percent: -20 };
  expect((await world.runSync("change-prices", command)).output).toEqual({ commandId: "sale", status: "ACCEPTED" });
  expect(await status("sale")).toMatchObject({ commandId: "sale", total: 26 });
  await eventually(async () => ((await status("sale")) as { status: string }).status === "DONE");
  expect(await status("sale")).toEqual({
    commandId: "sale",
    status: "DONE",
    done: 26,
    total: 26,
    unknown: ["NOWHERE"],
  });
  expect(await priceOf("ART-7")).toEqual({ EUR: 800, SEK: 799 });
});

test("the same command again is not carried out again", async () => {
  const again = await world.runSync("change-prices", { commandId: "sale", skus, percent: -20 });
  expect(again.output).toEqual({ commandId: "sale", status: "DONE" });
  expect(await world.executions("price-change-run")).toHaveLength(1);
  await world.run("price-change-run", { commandId: "sale", skus, percent: -20 });
  expect(await priceOf("ART-7")).toEqual({ EUR: 800, SEK: 799 });
});

test("a command that was accepted and never begun begins when it is sent again", async () => {
  const Item = {
    commandId: { S: "lost" },
    status: { S: "ACCEPTED" },
    done: { N: "0" },
    total: { N: "1" },
    updatedAt: { N: String(await world.aws.nowMs()) },
  };
  await world.tables.put("commands", Item);
  await world.runSync("change-prices", { commandId: "lost", skus: ["ART-1"], percent: 10 });
  await eventually(async () => ((await status("lost")) as { status: string }).status === "DONE");
});

test.each([
  { commandId: "none", skus: [], percent: 5 },
  { commandId: "much", skus, percent: -95 },
  { commandId: "half", skus, percent: 2.5 },
  { commandId: "text", skus, percent: "5" },
  { commandId: "bare" },
])("a command that makes no sense is refused: %j", async (command) => {
  expect(await world.runSync("change-prices", command)).toMatchObject({ status: "FAILED", error: "InvalidCommand" });
  expect(await world.runSync("price-change-status", { commandId: command.commandId })).toMatchObject({
    error: "UnknownCommand",
  });
});

faultTest("work that fails for good says so; a price is changed once though its answer was lost", async () => {
  const command = { commandId: "faulty", skus: ["ART-20"], percent: 100 };
  const before = (await priceOf("ART-20")) as { EUR: number };
  await world.runSync("change-prices", { commandId: "warm-up", skus: ["ART-21"], percent: 1 });
  const Item = { commandId: { S: "faulty" }, status: { S: "ACCEPTED" }, total: { N: "1" } };
  await world.tables.put("commands", Item);
  const lost = [{ at: 1, moment: "after", error: "Sandbox.Timedout" } as const];
  expect((await runWithFaults(world, "price-change-run", command, lost, {})).status).toBe("SUCCEEDED");
  expect(await priceOf("ART-20")).toMatchObject({ EUR: before.EUR * 2 });

  await world.tables.call("PutItem", { TableName: "commands", Item: { ...Item, commandId: { S: "doomed" } } });
  const always = [1, 2, 3, 4, 5].map((at) => ({ at, moment: "before", error: "Sandbox.Timedout" }) as const);
  const run = await runWithFaults(world, "price-change-run", { ...command, commandId: "doomed" }, always, {});
  expect(run.status).toBe("FAILED");
  expect(await status("doomed")).toMatchObject({ status: "FAILED", reason: "Sandbox.Timedout" });
});

faultTest(
  "a run whose claim, or whose status, is answered by an error knows its own claim, and ends the work",
  async () => {
    for (const at of [0, 2]) {
      const commandId = `claimed-${at}`;
      await world.tables.put("commands", { commandId: { S: commandId }, status: { S: "ACCEPTED" }, total: { N: "1" } });
      const faults = [0, 1, 2].map((more): Fault => ({
        at: at + more,
        only: ["dynamodb:updateItem"],
        moment: "after",
        error: "ServiceUnavailable",
      }));
      await runWithFaults(world, "price-change-run", { commandId, skus: ["ART-22"], percent: 1 }, faults, {});
      expect(await status(commandId)).toMatchObject({ status: "DONE", done: 1 });
    }
  },
);

test("a price that somebody else changes meanwhile is read again, and changed from there", async () => {
  await world.tables.put("commands", { commandId: { S: "crossed" }, status: { S: "ACCEPTED" }, total: { N: "1" } });
  let isFirst = true;
  // Between the look at the price and the change.
  dynamoDb().middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (commandName === "UpdateItemCommand" && isFirst) {
          isFirst = false;
          await putProduct({ sku: "ART-16", title: "ART-16", category: "standard", price: { EUR: 400 } });
        }
        return next(request);
      },
    { step: "initialize", name: "priceChangedMeanwhile" },
  );
  const result = await world.run("price-change-run", { commandId: "crossed", skus: ["ART-16"], percent: 50 });
  dynamoDb().middlewareStack.remove("priceChangedMeanwhile");
  expect(result.status).toBe("SUCCEEDED");
  expect(await priceOf("ART-16")).toEqual({ EUR: 600 });
});

test("of two runs of a command at once one claims it", async () => {
  const command = { commandId: "twice", skus: ["ART-19"], percent: 100 };
  await world.tables.put("commands", { commandId: { S: "twice" }, status: { S: "ACCEPTED" }, total: { N: "1" } });
  const before = (await priceOf("ART-19")) as { EUR: number };
  await Promise.all([1, 2].map(() => world.run("price-change-run", command)));
  expect(await priceOf("ART-19")).toMatchObject({ EUR: before.EUR * 2 });
});

test("a command that failed begins anew when it is sent again, and leaves out what it has changed", async () => {
  const command = { commandId: "again", skus: ["ART-17", "ART-18"], percent: 100 };
  const before = await Promise.all(command.skus.map(priceOf));
  let calls = 0;
  const standIn = standInFor("changePrice", (perform) => {
    calls += 1;
    if (calls > 1) throw new Error("down");
    return perform();
  });
  await world.runSync("change-prices", command);
  await eventually(async () => ((await status("again")) as { status: string }).status === "FAILED");
  expect(await status("again")).toMatchObject({ reason: "Error", done: 0 });
  standIn.end();
  expect((await world.runSync("change-prices", command)).output).toEqual({ commandId: "again", status: "ACCEPTED" });
  await eventually(async () => ((await status("again")) as { status: string }).status === "DONE");
  expect(await status("again")).toEqual({ commandId: "again", status: "DONE", done: 2, total: 2, unknown: [] });
  const doubled = before.map((price) => ({ EUR: (price as { EUR: number }).EUR * 2 }));
  expect(await Promise.all(command.skus.map(priceOf))).toMatchObject(doubled);
});

test.each([{}, { commandId: "own", skus: "ART-1", percent: 5 }, { commandId: "own", skus: ["ART-1"], percent: 0.5 }])(
  "a run of what is no command changes nothing: %j",
  async (command) => {
    const before = await priceOf("ART-1");
    const result = await world.run("price-change-run", command);
    expect(result).toMatchObject({ status: "FAILED", error: "InvalidCommand" });
    expect(await priceOf("ART-1")).toEqual(before);
  },
);

test("a run without articles is done at once", async () => {
  const Item = { commandId: { S: "empty" }, status: { S: "ACCEPTED" }, total: { N: "0" } };
  await world.tables.put("commands", Item);
  await world.run("price-change-run", { commandId: "empty", skus: [], percent: 5 });
  expect(await status("empty")).toMatchObject({ status: "DONE", done: 0, total: 0 });
});

test("a run that broke off shows as stalled after ten minutes", async () => {
  const updatedAt = { N: String(await world.aws.nowMs()) };
  const Item = { commandId: { S: "silent" }, status: { S: "RUNNING" }, total: { N: "9" }, done: { N: "3" }, updatedAt };
  await world.tables.put("commands", Item);
  expect(await status("silent")).toMatchObject({ status: "RUNNING" });
  await world.pass(601);
  expect(await status("silent")).toMatchObject({ status: "STALLED", done: 3, total: 9 });
});

faultTest("a command whose table does not answer is given up after half a minute, and can be sent again", async () => {
  const command = { commandId: "unanswered", skus: ["ART-2"], percent: 10 };
  const run = await runWithFaults(world, "change-prices", command, [{ at: 0, moment: "silence" }], {});
  expect(run).toMatchObject({ status: "TIMED_OUT", seconds: 30 });
  await world.runSync("change-prices", command);
  await eventually(async () => ((await status("unanswered")) as { status: string }).status === "DONE");
});

faultTest("work that hangs is given up after six hours, and shows as stalled; what is done stays", async () => {
  await world.tables.put("commands", { commandId: { S: "hung" }, status: { S: "ACCEPTED" }, total: { N: "1" } });
  const before = (await priceOf("ART-23")) as { EUR: number };
  const command = { commandId: "hung", skus: ["ART-23"], percent: 100 };
  const run = await runWithFaults(world, "price-change-run", command, [{ at: 1, moment: "silence" }], {});
  expect(run).toMatchObject({ status: "TIMED_OUT", seconds: 6 * 3_600 });
  expect(run.calls[1]).toContain("changePrice");
  expect(await priceOf("ART-23")).toMatchObject({ EUR: before.EUR * 2 });
  await world.pass(6 * 3_600);
  expect(await status("hung")).toMatchObject({ status: "STALLED", done: 0, total: 1 });
});

test.each([{}, { commandId: "" }, { commandId: 7 }])("a question without an id is refused: %j", async (question) => {
  expect(await world.runSync("price-change-status", question)).toMatchObject({ error: "InvalidCommand" });
});

testEveryState(() => world, "change-prices", "price-change-run", "price-change-status");
