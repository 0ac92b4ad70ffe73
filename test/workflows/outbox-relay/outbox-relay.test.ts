import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runWithFaults } from "../support/faulty-run.js";
import type { Fault } from "../support/faults.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { testEveryState } from "../support/test-every-state.js";

let world: RetailWorld;

beforeAll(async () => {
  world = await RetailWorld.start("outbox-relay");
}, 180_000);
afterAll(() => world.stop());
beforeEach(async () => {
  await world.forgetEvents();
  const details = Array.from({ length: 230 }, (_each, index) => ({
    eventId: `SO-${index}-placed`,
    orderNumber: `SO-${index}`,
  }));
  await world.tables.putAll(
    "outbox",
    details.map((detail) => ({
      eventId: { S: detail.eventId },
      detailType: { S: "OrderPlaced" },
      detail: { S: JSON.stringify(detail) },
    })),
  );
});

const orders = () => new Set(world.events.map(({ detail }) => detail.orderNumber)).size;

test("everything in the outbox is published and taken out", async () => {
  expect((await world.run("outbox-relay", {})).output).toEqual({ published: 230 });
  expect(world.events).toHaveLength(230);
  expect(world.events[0]).toMatchObject({ bus: "retail", source: "retail.checkout", detailType: "OrderPlaced" });
  expect(orders()).toBe(230);
  expect(await world.items("outbox")).toEqual([]);
});

faultTest("what breaks off between publishing and taking out is published again", async () => {
  const faults = [30, 31, 32].map((at) => ({ at, moment: "after", error: "ServiceUnavailable" }) as const);
  expect((await runWithFaults(world, "outbox-relay", {}, faults, {})).status).toBe("SUCCEEDED");
  expect(orders()).toBe(230);
  expect(world.events.length).toBeGreaterThanOrEqual(230);
  expect(await world.items("outbox")).toEqual([]);
});

faultTest("where the bus takes nothing the run fails and takes nothing out; the next one publishes all", async () => {
  // The first call is the scan; the others are those of ten events at once, and of their retries.
  const away = Array.from({ length: 400 }, (_each, index): Fault => ({
    ...{ at: 1 + index, only: ["events:putEvents"], moment: "before", error: "ServiceUnavailable" },
  }));
  expect((await runWithFaults(world, "outbox-relay", {}, away, {})).status).toBe("FAILED");
  expect(await world.items("outbox")).toHaveLength(230);
  expect((await world.run("outbox-relay", {})).output).toEqual({ published: 230 });
  expect(orders()).toBe(230);
});

test("an entry that is no event ends the run, and stays until it is taken out", async () => {
  const odd = { eventId: { S: "odd" }, detailType: { S: "OrderPlaced" }, detail: { S: "no JSON" } };
  await world.tables.put("outbox", odd);
  expect(await world.run("outbox-relay", {})).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  expect(await world.items("outbox")).toContainEqual({ eventId: "odd", detailType: "OrderPlaced", detail: "no JSON" });
  await world.tables.call("DeleteItem", { TableName: "outbox", Key: { eventId: { S: "odd" } } });
  expect((await world.run("outbox-relay", {})).status).toBe("SUCCEEDED");
  expect(orders()).toBe(230);
});

test("an empty outbox takes one look", async () => {
  await world.run("outbox-relay", {});
  await world.forgetEvents();
  expect((await world.run("outbox-relay", {})).output).toEqual({ published: 0 });
  expect(world.events).toEqual([]);
});

testEveryState(() => world, "outbox-relay");
