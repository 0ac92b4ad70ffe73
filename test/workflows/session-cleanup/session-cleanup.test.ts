import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { runWithFaults } from "../support/faulty-run.js";
import type { Fault } from "../support/faults.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { standInFor } from "../support/stand-in.js";
import { testEveryState } from "../support/test-every-state.js";

const minute = 60_000;
let world: RetailWorld;

beforeAll(async () => {
  world = await RetailWorld.start("session-cleanup");
}, 180_000);
afterAll(() => world.stop());
beforeEach(() => world.forgetEvents());

async function putSession(sessionId: string, lastSeenAt: number, basketId?: string): Promise<void> {
  const basket = basketId === undefined ? {} : { basketId: { S: basketId } };
  const Item = { sessionId: { S: sessionId }, status: { S: "OPEN" }, lastSeenAt: { N: `${lastSeenAt}` }, ...basket };
  await world.tables.put("sessions", Item);
}

/** A reservation that set one blue mug aside. */
async function reserveForBasket(basketId: string): Promise<void> {
  const put = (table: string, item: object) => world.tables.put(table, item);
  await put("stock-levels", { sku: { S: "MUG-BLUE" }, warehouse: { S: "berlin" }, available: { N: "9" } });
  await put("stock-reservations", { reservationId: { S: basketId }, status: { S: "RESERVED" } });
  const part = { round: { N: "0" }, warehouse: { S: "berlin" }, sku: { S: "MUG-BLUE" }, quantity: { N: "1" } };
  await put("stock-allocations", { reservationId: { S: basketId }, part: { S: "0/berlin/MUG-BLUE" }, ...part });
}

const now = () => world.aws.nowMs();
const statusOf = async (id: string) =>
  (await world.items("sessions")).find(({ sessionId }) => sessionId === id)?.status;

test("a session is closed half an hour after the last click, and its basket's stock is given back", async () => {
  const lastSeenAt = await now();
  await putSession("idle", lastSeenAt, "basket-1");
  await reserveForBasket("basket-1");
  expect((await world.run("session-cleanup", { sessionId: "idle" })).output).toEqual({
    sessionId: "idle",
    status: "CLOSED",
  });
  const minutes = ((await now()) - lastSeenAt) / minute;
  expect(minutes).toBeGreaterThanOrEqual(30);
  expect(minutes).toBeLessThan(31);
  expect(await statusOf("idle")).toBe("CLOSED");
  expect(await world.available("MUG-BLUE")).toBe(10);
  expect(world.events).toMatchObject([{ source: "retail.sessions", detail: { sessionId: "idle", lastSeenAt } }]);
});

test("a visitor who comes back in time stays, for half an hour more", async () => {
  const lastSeenAt = (await now()) + 5 * minute;
  await putSession("lively", (await now()) - 29 * minute);
  // The click comes while the workflow sleeps: the table changes, and the first look finds another time than before.
  const arn = await world.aws.hold(async () => {
    const begun = await world.begin("session-cleanup", { sessionId: "lively" });
    await eventually(async () => (await world.history(begun)).some(({ type }) => type === "WaitStateEntered"));
    await putSession("lively", lastSeenAt);
    return begun;
  });
  expect(await world.end(arn)).toMatchObject({ output: { status: "CLOSED" } });
  expect(await now()).toBeGreaterThanOrEqual(lastSeenAt + 30 * minute);
});

test("a session that is closed, or never was, is left alone", async () => {
  expect((await world.run("session-cleanup", { sessionId: "none" })).output).toMatchObject({ status: "GONE" });
  expect(world.events).toEqual([]);
});

test("a session that is watched twice is closed once", async () => {
  await putSession("twice", await now());
  // Both see it open, and sleep.
  const arns = await world.aws.hold(async () => {
    const begun = await Promise.all([1, 2].map(() => world.begin("session-cleanup", { sessionId: "twice" })));
    for (const arn of begun)
      await eventually(async () => (await world.history(arn)).some(({ type }) => type === "WaitStateEntered"));
    return begun;
  });
  const ends = await Promise.all(arns.map((arn) => world.end(arn)));
  expect(ends.map(({ output }) => (output as { status: string }).status).sort()).toEqual(["CLOSED", "GONE"]);
  expect(world.events).toHaveLength(1);
});

faultTest(
  "whatever call fails for a while, or is answered by an error, the session is closed, told and its stock given back",
  async () => {
    const watch = async (sessionId: string, faults: readonly Fault[]) => {
      await putSession(sessionId, (await now()) - 40 * minute, `basket-of-${sessionId}`);
      await reserveForBasket(`basket-of-${sessionId}`);
      return runWithFaults(world, "session-cleanup", { sessionId }, faults, {});
    };
    const { calls } = await watch("undisturbed", []);
    expect(calls).toEqual(["dynamodb:getItem", "dynamodb:updateItem", "releaseStock", "events:putEvents"]);
    for (const [at, call] of calls.entries()) {
      for (const moment of ["before", "after"] as const) {
        await world.forgetEvents();
        const id = `${call}-${moment}`;
        const faults = [0, 1, 2].map((more): Fault => ({
          at: at + more,
          only: [call],
          moment,
          error: "ServiceUnavailable",
        }));
        const run = await watch(id, faults);
        expect([id, run.status, await statusOf(id)]).toEqual([id, "SUCCEEDED", "CLOSED"]);
        expect(await world.available("MUG-BLUE")).toBe(10);
        expect(new Set(world.events.map(({ detail }) => detail.sessionId))).toEqual(new Set([id]));
      }
    }
  },
);

test("stock that cannot be given back for a day is given back then", async () => {
  await putSession("patient", await now(), "basket-2");
  await reserveForBasket("basket-2");
  const standIn = standInFor("releaseStock", async (perform) => {
    if ((await now()) < begunAt + 24 * 60 * minute) throw new Error("the table is down");
    return perform();
  });
  const begunAt = await now();
  const result = await world.run("session-cleanup", { sessionId: "patient" });
  standIn.end();
  expect(result).toMatchObject({ output: { status: "CLOSED" } });
  expect(await world.available("MUG-BLUE")).toBe(10);
});

faultTest("a watch that hangs is given up after a week; the session stays open for a sweep", async () => {
  await putSession("hung", await now());
  const run = await runWithFaults(world, "session-cleanup", { sessionId: "hung" }, [{ at: 0, moment: "silence" }], {});
  expect(run).toMatchObject({ status: "TIMED_OUT", seconds: 7 * 86_400 });
  expect(await statusOf("hung")).toBe("OPEN");
});

test.each([{}, { sessionId: 7 }, { sessionId: "" }])("what names no session is refused: %j", async (request) => {
  expect(await world.run("session-cleanup", request)).toMatchObject({ status: "FAILED", error: "InvalidSession" });
});

testEveryState(() => world, "session-cleanup");
