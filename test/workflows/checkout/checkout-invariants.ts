import { isDeepStrictEqual } from "node:util";
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
async function stockOf(world: RetailWorld): Promise<Map<string, number>> {
  const levels = (await world.items("stock-levels")) as { sku: string; warehouse: string; available: number }[];
  return new Map(levels.map(({ sku, warehouse, available }) => [`${sku} ${warehouse}`, available]));
}

/** Sets the stock back; gives what there is then. */
export async function restock(world: RetailWorld): Promise<ReadonlyMap<string, number>> {
  const found = await stockOf(world);
  const restocked = new Map<string, number>();
  for (const [sku, levels] of Object.entries(sampleStock)) {
    for (const { warehouse, available } of levels) {
      restocked.set(`${sku} ${warehouse}`, available);
      if (found.get(`${sku} ${warehouse}`) === available) continue;
      const Item = { sku: { S: sku }, warehouse: { S: warehouse }, available: { N: String(available) } };
      await world.tables.put("stock-levels", Item);
    }
  }
  return restocked;
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
  const announced = world.events.some(
    ({ detailType, detail }) => detailType === "OrderPlaced" && detail.orderNumber === orderNumber,
  );
  const waiting = await readItem(world, "outbox", { eventId: { S: `${orderNumber}-placed` } });

  const told = world.events.flatMap(({ detailType, detail }) =>
    detailType === "AUTHORISATION" && (detail.data as { paymentId: string }).paymentId === orderNumber
      ? [(detail.metadata as { status: string }).status]
      : [],
  );

  const kept = (money?.captures ?? 0) - (money?.refunds ?? 0);
  const settled = isPlaced ? ["CAPTURED"] : ["CANCELLED", "DECLINED", undefined];
  const taken = await allocations(world, orderNumber);
  const expected = new Map(before);
  for (const { sku, warehouse, quantity } of taken) {
    expected.set(`${sku} ${warehouse}`, (expected.get(`${sku} ${warehouse}`) ?? 0) - quantity);
  }
  const { owed, done } = compensationOf(await run.steps());

  // In one go: a thousand runs check a thousand times.
  const facts: Readonly<Record<string, boolean>> = {
    "a run succeeds exactly when there is an order": run.status === (isPlaced ? "SUCCEEDED" : "FAILED"),
    "an order is placed or cancelled": ["PLACED", "CANCELLED", undefined].includes(order?.status as string | undefined),
    "money is captured at most once": (money?.captures ?? 0) <= 1,
    "money is kept exactly when there is an order": kept === (isPlaced ? 1 : 0),
    "the money is what the order says":
      !isPlaced || (money?.amount === order?.total && money?.currency === order?.currency),
    "no authorisation and no challenge is left behind": settled.includes(money?.status),
    "the shop's record of the payment says so, too": settled.includes(payment?.status as string | undefined),
    "who heard that money was taken hears when it is given back":
      isPlaced || !told.includes("SUCCESS") || told.includes("CANCELLED"),
    "nobody hears of money given back for an order": !isPlaced || !told.includes("CANCELLED"),
    "stock is sold or released": (reservation?.status ?? "RELEASED") === (isPlaced ? "SOLD" : "RELEASED"),
    "an order is announced, or will be": (announced || waiting !== undefined) === isPlaced,
    "nothing stays set aside without an order": isPlaced || taken.length === 0,
    "stock changes by what was sold": isDeepStrictEqual(await stockOf(world), expected),
    // Of an order that was placed nothing is undone: at most it was asked whether it was placed.
    "what was done is undone, the last first": isPlaced
      ? ["", "orders.putItem"].includes(done.join())
      : done.join() === owed.join(),
  };
  const broken = Object.keys(facts).filter((fact) => facts[fact] === false);
  const found = { order, reservation, money, payment, told, announced, waiting, taken, owed, done };
  if (broken.length > 0) expect.fail(`Not so: ${broken.join("; ")}. Found: ${JSON.stringify(found)}`);
}
