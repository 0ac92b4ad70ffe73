import { expect } from "vitest";
import { sampleStock } from "../../../tasks/sample-data/catalogue.js";
import { plain } from "../support/attribute-value.js";
import type { FaultyRun } from "../support/faulty-engine.js";
import type { RetailWorld } from "../support/retail-world.js";
import { compensationOf } from "./compensation.js";

export async function readItem(
  world: RetailWorld,
  table: string,
  key: Record<string, { S: string }>,
): Promise<Record<string, unknown> | undefined> {
  const { Item } = (await world.tables.call("GetItem", { TableName: table, Key: key })) as { Item?: object };
  return Item === undefined ? undefined : (plain({ M: Item }) as Record<string, unknown>);
}

/** Pieces that can be sold, by article and warehouse. */
export async function stockOf(world: RetailWorld): Promise<Map<string, number>> {
  const levels = (await world.items("stock-levels")) as { sku: string; warehouse: string; available: number }[];
  return new Map(levels.map(({ sku, warehouse, available }) => [`${sku} ${warehouse}`, available]));
}

/** Sets the stock back. */
export async function restock(world: RetailWorld): Promise<void> {
  for (const [sku, levels] of Object.entries(sampleStock)) {
    for (const { warehouse, available } of levels) {
      const Item = { sku: { S: sku }, warehouse: { S: warehouse }, available: { N: String(available) } };
      await world.tables.put("stock-levels", Item);
    }
  }
}

async function allocations(
  world: RetailWorld,
  reservationId: string,
): Promise<{ sku: string; warehouse: string; quantity: number }[]> {
  const { Items } = (await world.tables.call("Query", {
    TableName: "stock-allocations",
    KeyConditionExpression: "reservationId = :id",
    ExpressionAttributeValues: { ":id": { S: reservationId } },
  })) as { Items: object[] };
  return Items.map((item) => plain({ M: item }) as { sku: string; warehouse: string; quantity: number });
}

/** Whatever happened to the calls: money, stock, order and event tell the same story, and undoing went backwards. */
export async function checkInvariants(
  world: RetailWorld,
  run: FaultyRun,
  orderNumber: string,
  before: ReadonlyMap<string, number>,
): Promise<void> {
  const order = await readItem(world, "orders", { orderNumber: { S: orderNumber } });
  const isPlaced = order?.status === "PLACED";
  const reservation = await readItem(world, "stock-reservations", { reservationId: { S: orderNumber } });
  const payment = await readItem(world, "payments", { paymentId: { S: orderNumber } });
  const money = world.provider.payments.get(orderNumber);
  const announced = world.events.filter(
    ({ detailType, detail }) => detailType === "OrderPlaced" && detail.orderNumber === orderNumber,
  ).length;
  const waiting = await readItem(world, "outbox", { eventId: { S: `${orderNumber}-placed` } });

  expect(run.status, "a run succeeds exactly when there is an order").toBe(isPlaced ? "SUCCEEDED" : "FAILED");
  expect(["PLACED", "CANCELLED", undefined], "an order is placed or cancelled").toContain(order?.status);
  expect(money?.captures ?? 0, "money is captured at most once").toBeLessThanOrEqual(1);
  const kept = (money?.captures ?? 0) - (money?.refunds ?? 0);
  expect(kept, "money is kept exactly when there is an order").toBe(isPlaced ? 1 : 0);
  expect(
    isPlaced ? ["CAPTURED"] : ["CANCELLED", "DECLINED", undefined],
    "no authorisation and no challenge is left behind",
  ).toContain(money?.status);
  expect(
    isPlaced ? ["CAPTURED"] : ["CANCELLED", "DECLINED", undefined],
    "the shop's record of the payment says so, too",
  ).toContain(payment?.status);
  expect(reservation?.status ?? "RELEASED", "stock is sold or released").toBe(isPlaced ? "SOLD" : "RELEASED");
  expect(announced > 0 || waiting !== undefined, "an order is announced, or will be").toBe(isPlaced);

  const taken = await allocations(world, orderNumber);
  if (!isPlaced) expect(taken, "nothing stays set aside without an order").toEqual([]);
  const expected = new Map(before);
  for (const { sku, warehouse, quantity } of taken) {
    expected.set(`${sku} ${warehouse}`, (expected.get(`${sku} ${warehouse}`) ?? 0) - quantity);
  }
  expect(await stockOf(world), "stock changes by what was sold").toEqual(expected);

  const { owed, done } = compensationOf(await run.steps());
  // Of an order that was placed nothing is undone: at most it was asked whether it was placed.
  if (isPlaced) expect(["", "orders.putItem"], "an order that stands stays").toContain(done.join());
  else expect(done, "what was done is undone, the last first").toEqual(owed);
}
