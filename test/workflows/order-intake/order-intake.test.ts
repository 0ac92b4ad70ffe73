import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { HttpAnswer } from "../../../tasks/sandbox/http-server.js";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import type { Fault } from "../support/faults.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;
const sample = sampleInput("order-intake", "two-mugs");
const order = (orderId: string, change: object = {}) => ({ ...sample, orderId, ...change });
const queued = (name: string) => world.aws.queueLength(name);

const waiting = async () => (await queued("marketplace-orders")) + (await queued("marketplace-orders-dead"));

beforeAll(async () => {
  world = await RetailWorld.start("order-intake");
}, 180_000);
afterAll(() => world.stop());
beforeEach(async () => {
  world.orderDesk.fault = () => undefined;
  process.env.ORDER_DESK_TIMEOUT_MS = "120000";
  await world.forgetEvents();
});

/** Accepts orders and gives their ids. */
async function accept(prefix: string, count: number, change: object = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, (_each, index) => `${prefix}-${String(index).padStart(4, "0")}`);
  await Promise.all(ids.map((id) => world.runSync("order-intake", order(id, change))));
  return ids;
}

test("an accepted order is booked and leaves the queue", async () => {
  const { output } = await world.runSync("order-intake", sample);
  expect(output).toEqual({ orderId: "MP-700001", status: "ACCEPTED" });
  expect(await queued("marketplace-orders")).toBe(1);
  expect((await world.run("order-drain", {})).output).toEqual({ booked: 1, refused: 0, postponed: 0 });
  expect(world.orderDesk.booked.get("MP-700001")).toBe(1);
  expect(await queued("marketplace-orders")).toBe(0);
});

test("an order without lines is refused at the door", async () => {
  const result = await world.runSync("order-intake", order("MP-EMPTY", { lines: [] }));
  expect(result).toMatchObject({ status: "FAILED", error: "InvalidOrder" });
  expect(await queued("marketplace-orders")).toBe(0);
});

test("what the desk refuses, and what is no order at all, is told to the marketplace and not tried again", async () => {
  await accept("REF", 1, { lines: [{ sku: "NOT-OURS", quantity: 1 }] });
  await accept("BAD", 1, { total: -1 });
  expect((await world.run("order-drain", {})).output).toEqual({ booked: 0, refused: 2, postponed: 0 });
  expect(world.events.map(({ source, detailType }) => ({ source, detailType }))).toEqual([
    { source: "retail.marketplace", detailType: "OrderRefused" },
    { source: "retail.marketplace", detailType: "OrderRefused" },
  ]);
  expect(await queued("marketplace-orders")).toBe(0);
});

test.each(["503", "silence", "reset", "garbage", "lost answer"])(
  "a desk that fails for some orders (%s) books the others; those come again after five minutes",
  async (fault) => {
    const ids = await accept(`P${fault.replace(" ", "")}`, 10);
    // Long enough for the answers of a busy machine.
    if (fault === "silence") process.env.ORDER_DESK_TIMEOUT_MS = "1500";
    const failing = new Set([ids[2], ids[7]]);
    world.orderDesk.fault = (moment, orderId) => {
      if (moment !== (fault === "lost answer" ? "after" : "before") || !failing.has(orderId)) return undefined;
      if (fault === "503") return { status: 503, body: {} };
      return { fault: fault === "silence" || fault === "garbage" ? fault : "reset" };
    };
    expect((await world.run("order-drain", {})).output).toEqual({ booked: 8, refused: 0, postponed: 2 });
    expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 0, postponed: 0 });
    world.orderDesk.fault = () => undefined;
    await world.pass(300);
    await world.run("order-drain", {});
    expect(ids.every((id) => world.orderDesk.booked.has(id))).toBe(true);
    expect(await queued("marketplace-orders")).toBe(0);
  },
);

test("a desk that is down is left in peace; its orders become dead letters, and a replay books them", async () => {
  const ids = await accept("DOWN", 10);
  world.orderDesk.fault = () => ({ status: 500, body: {} });
  for (let attempt = 0; attempt < 5; attempt++) {
    expect((await world.run("order-drain", {})).output).toEqual({ booked: 0, refused: 0, postponed: 10 });
    await world.pass(300);
  }
  expect((await world.run("order-drain", {})).output).toMatchObject({ postponed: 0 });
  expect(await queued("marketplace-orders-dead")).toBe(10);
  world.orderDesk.fault = () => undefined;
  expect((await world.run("order-replay", {})).output).toEqual({ replayed: 10 });
  expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 10 });
  expect(ids.map((id) => world.orderDesk.booked.get(id))).toEqual(ids.map(() => 1));
  expect(await waiting()).toBe(0);
});

test("a spike of 200 orders on a desk that fails every third time loses none, and never presses the desk", async () => {
  const ids = await accept("SPIKE", 200);
  let requests = 0;
  world.orderDesk.fault = (moment) =>
    moment === "before" && requests++ % 3 === 0 ? { status: 429, body: {} } : undefined;
  for (let round = 0; round < 40 && (await waiting()) > 0; round++) {
    const runs = await Promise.all([world.run("order-drain", {}), world.run("order-drain", {})]);
    expect(runs.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    await world.pass(300);
    if ((await queued("marketplace-orders-dead")) > 0) await world.run("order-replay", {});
  }
  expect(ids.filter((id) => !world.orderDesk.booked.has(id))).toEqual([]);
  expect(world.orderDesk.mostAtOnce()).toBeLessThanOrEqual(5);
}, 120_000);

/** Another run takes the lease over. */
async function takeLeaseOver(): Promise<void> {
  const heldUntil = { N: String((await world.aws.nowMs()) + 60_000) };
  const Item = { name: { S: "order-drain" }, heldBy: { S: "the run that took over" }, heldUntil };
  await world.tables.put("leases", Item);
}

test("a run whose lease another has taken over goes no further; the rest is booked later", async () => {
  const ids = await accept("LEASE", 20);
  world.orderDesk.fault = async () => {
    await takeLeaseOver();
    return undefined;
  };
  expect((await world.run("order-drain", {})).output).toEqual({ booked: 10, refused: 0, postponed: 0 });
  world.orderDesk.fault = () => undefined;
  await world.pass(61);
  expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 10 });
  expect(ids.map((id) => world.orderDesk.booked.get(id))).toEqual(ids.map(() => 1));
});

test("a run that gives up leaves the lease to whoever has it now", async () => {
  await accept("GIVEN", 1);
  world.orderDesk.fault = async () => {
    await takeLeaseOver();
    return { status: 500, body: {} };
  };
  expect((await world.run("order-drain", {})).output).toEqual({ booked: 0, refused: 0, postponed: 1 });
  expect(await world.items("leases")).toMatchObject([{ heldBy: "the run that took over" }]);
  world.orderDesk.fault = () => undefined;
  await world.pass(300);
  expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 1 });
});

faultTest(
  "a queue that does not answer fails the intake after half a minute: the marketplace sends the order again",
  async () => {
    const run = await runWithFaults(world, "order-intake", order("HUNG"), [{ at: 0, moment: "silence" }], {});
    expect(run).toMatchObject({ status: "TIMED_OUT", seconds: 30 });
    // It had taken the order all the same: the desk knows it by its id, and books it once.
    await world.runSync("order-intake", order("HUNG"));
    await world.run("order-drain", {});
    expect(world.orderDesk.booked.has("HUNG")).toBe(true);
  },
);

faultTest("a booking that hangs is postponed after ten seconds; its order comes again and is booked once", async () => {
  await accept("SLOW", 1);
  const { calls } = await runWithFaults(world, "order-drain", {}, [], {});
  await accept("SLOWER", 1);
  const silence = { at: calls.indexOf("bookOrder"), moment: "silence" } as const;
  const run = await runWithFaults(world, "order-drain", {}, [silence], {});
  expect(run).toMatchObject({ status: "SUCCEEDED", output: { booked: 0, refused: 0, postponed: 1 } });
  expect(run.seconds).toBeGreaterThanOrEqual(10);
  expect(run.seconds).toBeLessThan(30);
  await world.pass(301);
  expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 1 });
  // The desk knows it by its id.
  expect(world.orderDesk.booked.get("SLOWER-0000")).toBe(2);
});

const failing = (call: string, at: number, times: number): Fault[] =>
  Array.from({ length: times }, (_each, more) => ({
    ...{ at: at + more, only: [call], moment: "before", error: "ServiceUnavailable" },
  }));

faultTest(
  "a queue that takes nothing is tried three times more; then the marketplace is not told ACCEPTED",
  async () => {
    const intake = (id: string, times: number) =>
      runWithFaults(world, "order-intake", order(id), failing("sqs:sendMessage", 0, times), {});
    expect(await intake("THIRD", 3)).toMatchObject({ status: "SUCCEEDED", output: { status: "ACCEPTED" } });
    expect(await intake("FOURTH", 4)).toMatchObject({ status: "FAILED" });
    expect(await queued("marketplace-orders")).toBe(1);
    expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 1 });
  },
);

faultTest("a replay whose queue takes nothing loses no dead letter", async () => {
  const ids = await accept("KEPT", 1);
  world.orderDesk.fault = () => ({ status: 500, body: {} });
  for (let attempt = 0; attempt < 5; attempt++) {
    await world.run("order-drain", {});
    await world.pass(300);
  }
  await world.run("order-drain", {});
  expect(await queued("marketplace-orders-dead")).toBe(1);
  const faults = failing("sqs:sendMessage", 1, 11);
  expect((await runWithFaults(world, "order-replay", {}, faults, {})).status).toBe("FAILED");
  expect(await queued("marketplace-orders-dead")).toBe(1);
  world.orderDesk.fault = () => undefined;
  await world.pass(61);
  expect((await world.run("order-replay", {})).output).toEqual({ replayed: 1 });
  expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 1 });
  expect(ids.every((id) => world.orderDesk.booked.has(id))).toBe(true);
});

test("a desk that books nothing is asked for ten orders in a run, and one that books some gets a rest", async () => {
  await accept("REST", 20);
  let asked = 0;
  world.orderDesk.fault = (moment) => {
    if (moment === "before") asked += 1;
    return { status: 503, body: {} };
  };
  expect((await world.run("order-drain", {})).output).toEqual({ booked: 0, refused: 0, postponed: 10 });
  expect(asked).toBe(10);
  world.orderDesk.fault = (moment) => (moment === "before" && ++asked === 11 ? { status: 503, body: {} } : undefined);
  const before = await world.aws.nowMs();
  expect((await world.run("order-drain", {})).output).toEqual({ booked: 9, refused: 0, postponed: 1 });
  expect((await world.aws.nowMs()) - before).toBeGreaterThanOrEqual(20_000);
  world.orderDesk.fault = () => undefined;
  await world.pass(301);
  expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 11 });
});

test("a drain that is stopped at work keeps others out for five minutes, and what it held is booked then", async () => {
  await accept("STOPPED", 1);
  let arn = "";
  world.orderDesk.fault = async () => {
    await eventually(() => arn !== "");
    await world.abort(arn);
    return { fault: "reset" };
  };
  arn = await world.begin("order-drain", {});
  expect(await world.end(arn)).toMatchObject({ status: "ABORTED" });
  world.orderDesk.fault = () => undefined;
  await world.pass(280);
  const [lease] = await world.items("leases");
  expect((await world.run("order-drain", {})).output).toEqual({ booked: 0, refused: 0, postponed: 0 });
  expect(await world.items("leases")).toEqual([lease]);
  await world.pass(21);
  expect((await world.run("order-drain", {})).output).toMatchObject({ booked: 1 });
});

const faultOfCall: fc.Arbitrary<Fault> = fc.record({
  at: fc.nat(25),
  moment: fc.constantFrom("before", "after"),
  error: fc.constantFrom("Lambda.ServiceException", "Lambda.Unknown", "ServiceUnavailable", "Sandbox.Timedout"),
});
const faultOfDesk = fc.constantFrom<HttpAnswer | undefined>(undefined, { status: 503, body: {} }, { fault: "reset" });

const troubles = fc.record({
  articles: fc.array(fc.constantFrom("MUG-BLUE", "MUG-BLUE", "NOT-OURS"), { minLength: 1, maxLength: 4 }),
  intake: fc.array(
    fc.array(
      faultOfCall.map((fault) => ({ ...fault, at: fault.at % 4 })),
      { maxLength: 3 },
    ),
    { maxLength: 4 },
  ),
  drains: fc.array(fc.array(faultOfCall, { maxLength: 10 }), { minLength: 1, maxLength: 2 }),
  desk: fc.array(fc.record({ moment: fc.constantFrom("before", "after"), answer: faultOfDesk }), { maxLength: 8 }),
});

faultTest(
  "no accepted order is lost under random schedules of faults: it is booked, or its marketplace hears why not",
  { timeout: 300_000 },
  async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(troubles, async ({ articles, intake, drains, desk }) => {
        runs += 1;
        const accepted: { readonly id: string; readonly sku: string }[] = [];
        for (const [index, sku] of articles.entries()) {
          const id = `RANDOM-${runs}-${index}`;
          const asked = order(id, { lines: [{ sku, quantity: 1 }] });
          const run = await runWithFaults(world, "order-intake", asked, intake[index] ?? [], {});
          if (run.status === "SUCCEEDED") accepted.push({ id, sku });
        }
        const pending = [...desk];
        world.orderDesk.fault = (moment) => (pending[0]?.moment === moment ? pending.shift()?.answer : undefined);
        for (const faults of drains) await runWithFaults(world, "order-drain", {}, faults, {});
        world.orderDesk.fault = () => undefined;
        for (let round = 0; round < 8 && (await waiting()) > 0; round++) {
          await world.pass(301);
          if ((await queued("marketplace-orders-dead")) > 0) await world.run("order-replay", {});
          await world.run("order-drain", {});
        }
        expect(await waiting(), "every order leaves the queue").toBe(0);
        const refused = world.events.map(({ detail }) => JSON.stringify(detail)).join("\n");
        for (const { id, sku } of accepted) {
          expect(world.orderDesk.booked.has(id), `${id} is booked`).toBe(sku !== "NOT-OURS");
          expect(refused.includes(id), `the marketplace hears of ${id}`).toBe(sku === "NOT-OURS");
        }
      }),
      { numRuns: Math.max(3, Number(process.env.SETPIECE_FAULT_RUNS ?? 1_000) / 25) },
    );
  },
);

test("the schedule drains the queue; a run that broke off holds the others up for five minutes only", async () => {
  const heldUntil = { N: String((await world.aws.nowMs()) + 290_000) };
  const Item = { name: { S: "order-drain" }, heldBy: { S: "a run that broke off" }, heldUntil };
  await world.tables.put("leases", Item);
  await accept("SCHED", 3);
  await world.runSchedule("order-drain");
  await world.pass(120);
  expect(await queued("marketplace-orders")).toBe(3);
  await world.pass(240);
  await eventually(async () => (await queued("marketplace-orders")) === 0);
});

testEveryState(() => world, "order-intake", "order-drain", "order-replay");
