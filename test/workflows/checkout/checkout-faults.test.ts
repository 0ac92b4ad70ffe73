import fc from "fast-check";
import { afterAll, beforeAll, expect } from "vitest";
import { sampleStock } from "../../../tasks/sample-data/catalogue.js";
import { seedSampleData } from "../../../tasks/sample-data/seed.js";
import { seed } from "../../support/random-seed.js";
import { callDynamoDbInProcess } from "../support/call-in-process.js";
import type { FaultyRun } from "../support/faulty-engine.js";
import { runWithFaults } from "../support/faulty-run.js";
import type { Fault } from "../support/faults.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { plain } from "../support/attribute-value.js";
import { sampleInput } from "../support/sample-input.js";

let world: RetailWorld;
let request = 0;

beforeAll(async () => {
  world = await RetailWorld.start("checkout", "payment-authorisation");
  callDynamoDbInProcess(world);
  await seedSampleData();
}, 180_000);
afterAll(() => world.stop());

const faults: fc.Arbitrary<Fault[]> = fc.array(
  fc.record({
    at: fc.nat(30),
    moment: fc.constantFrom("before", "after"),
    error: fc.constantFrom("Lambda.ServiceException", "Lambda.Unknown", "ServiceUnavailable", "Sandbox.Timedout"),
  }),
  { maxLength: 12 },
);

/** Trouble on the way to the payment provider: how often each action fails, before or after it is carried out. */
const providerFaults = fc.array(
  fc.record({
    action: fc.constantFrom("authorisation", "capture", "cancellation"),
    moment: fc.constantFrom<"before" | "after">("before", "after"),
  }),
  { maxLength: 8 },
);

const scenarios = fc.record({
  name: fc.constantFrom("happy-path", "above-fraud-limit", "out-of-stock", "payment-declined"),
  approved: fc.boolean(),
  faults,
  providerFaults,
});

async function read(table: string, key: Record<string, { S: string }>): Promise<Record<string, unknown> | undefined> {
  const { Item } = (await world.tables.call("GetItem", { TableName: table, Key: key })) as { Item?: object };
  return Item === undefined ? undefined : (plain({ M: Item }) as Record<string, unknown>);
}

async function stock(): Promise<Map<string, number>> {
  const levels = (await world.items("stock-levels")) as { sku: string; warehouse: string; available: number }[];
  return new Map(levels.map(({ sku, warehouse, available }) => [`${sku} ${warehouse}`, available]));
}

async function allocations(reservationId: string): Promise<{ sku: string; warehouse: string; quantity: number }[]> {
  const { Items } = (await world.tables.call("Query", {
    TableName: "stock-allocations",
    KeyConditionExpression: "reservationId = :id",
    ExpressionAttributeValues: { ":id": { S: reservationId } },
  })) as { Items: object[] };
  return Items.map((item) => plain({ M: item }) as { sku: string; warehouse: string; quantity: number });
}

/** Sets the stock back. */
async function restock(): Promise<void> {
  for (const [sku, levels] of Object.entries(sampleStock)) {
    for (const { warehouse, available } of levels) {
      const Item = { sku: { S: sku }, warehouse: { S: warehouse }, available: { N: String(available) } };
      await world.tables.put("stock-levels", Item);
    }
  }
}

/** Whatever happened to the calls: money, stock, order and event tell the same story. */
async function checkInvariants(run: FaultyRun, orderNumber: string, before: Map<string, number>): Promise<void> {
  const order = await read("orders", { orderNumber: { S: orderNumber } });
  const reservation = await read("stock-reservations", { reservationId: { S: orderNumber } });
  const money = world.provider.payments.get(orderNumber);
  const announced = world.events.filter(
    ({ detailType, detail }) => detailType === "OrderPlaced" && detail.orderNumber === orderNumber,
  ).length;
  const waiting = await read("outbox", { eventId: { S: `${orderNumber}-placed` } });

  expect(money?.captures ?? 0, "money is captured at most once").toBeLessThanOrEqual(1);
  const kept = (money?.captures ?? 0) - (money?.refunds ?? 0);
  expect(kept, "money is kept exactly when there is an order").toBe(order === undefined ? 0 : 1);
  expect(money?.status ?? "CANCELLED", "no authorisation is left behind").not.toBe("AUTHORISED");
  expect(run.status, "a run succeeds exactly when there is an order").toBe(
    order === undefined ? "FAILED" : "SUCCEEDED",
  );
  expect(reservation?.status ?? "RELEASED", "stock is sold or released").toBe(
    order === undefined ? "RELEASED" : "SOLD",
  );
  expect(announced > 0 || waiting !== undefined, "an order is announced, or will be").toBe(order !== undefined);

  const taken = await allocations(orderNumber);
  if (order === undefined) expect(taken, "nothing stays set aside without an order").toEqual([]);
  const expected = new Map(before);
  for (const { sku, warehouse, quantity } of taken) {
    expected.set(`${sku} ${warehouse}`, (expected.get(`${sku} ${warehouse}`) ?? 0) - quantity);
  }
  expect(await stock(), "stock changes by what was sold").toEqual(expected);
}

faultTest(
  "money, stock, order and event agree under 1,000 random schedules of faults",
  { timeout: 900_000 },
  async () => {
    console.log(`random seed ${seed} (SETPIECE_SEED=random takes another)`);
    await fc.assert(
      fc.asyncProperty(scenarios, async ({ name, approved, faults, providerFaults }) => {
        await restock();
        const before = await stock();
        const pending = [...providerFaults];
        world.provider.faults = (moment, action) => {
          const index = pending.findIndex((fault) => fault.action === action && fault.moment === moment);
          if (index < 0) return undefined;
          pending.splice(index, 1);
          return { status: 503, body: {} };
        };
        request += 1;
        const input = { ...sampleInput("checkout", name), requestId: `request-${request}` };
        const run = await runWithFaults(world, "checkout", input, faults, { approved });
        world.provider.faults = () => undefined;
        const orderNumber = String(
          (await read("checkout-requests", { requestId: { S: input.requestId } }))?.orderNumber,
        );
        try {
          await checkInvariants(run, orderNumber, before);
          if (name === "above-fraud-limit" && !approved)
            expect(run.status, "what the reviewer refuses becomes no order").toBe("FAILED");
        } catch (error) {
          throw new Error(`${run.calls.join("\n")}\n→ ${run.status} ${run.error} ${run.cause}`, { cause: error });
        }
      }),
      { numRuns: Number(process.env.SETPIECE_FAULT_RUNS ?? 1_000) },
    );
  },
);
