import { registry } from "setpiece";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RetailWorld } from "../support/retail-world.js";
import { watchAllocations } from "./watch-allocations.js";

let world: RetailWorld;

beforeAll(async () => {
  world = await RetailWorld.start("checkout", "payment-authorisation");
}, 180_000);
afterAll(() => world.stop());

/** Notes that pieces are set aside: one for each round and warehouse. */
async function setAside(
  reservationId: string,
  status: string,
  sku: string,
  parts: readonly (readonly [number, string])[],
) {
  await world.tables.put("stock-reservations", { reservationId: { S: reservationId }, status: { S: status } });
  for (const [round, warehouse] of parts) {
    const part = { round: { N: `${round}` }, warehouse: { S: warehouse }, sku: { S: sku }, quantity: { N: "1" } };
    const key = { reservationId: { S: reservationId }, part: { S: `${round}/${warehouse}/${sku}` } };
    await world.tables.put("stock-allocations", { ...key, ...part });
  }
}

const release = async (reservationId: string): Promise<unknown> =>
  registry.lambdas.get("releaseStock")?.({ reservationId }, {});

test("pieces go back the last first, also of the tenth round of asking, and once", async () => {
  await setAside("R-1", "RESERVED", "BOWL", [
    [0, "berlin"],
    [0, "lyon"],
    [2, "malmo"],
    [10, "lyon"],
  ]);
  const { changes, stop } = watchAllocations();
  expect(await release("R-1")).toEqual({ reservationId: "R-1", status: "RELEASED" });
  expect(await release("R-1")).toEqual({ reservationId: "R-1", status: "RELEASED" });
  stop();
  expect(changes.map(({ part }) => part)).toEqual(["10/lyon/BOWL", "2/malmo/BOWL", "0/lyon/BOWL", "0/berlin/BOWL"]);
  expect(await world.available("BOWL")).toBe(4);
});

test("pieces that are sold stay sold", async () => {
  await setAside("R-2", "SOLD", "CUP", [[0, "berlin"]]);
  expect(await release("R-2")).toEqual({ reservationId: "R-2", status: "SOLD" });
  expect(await world.available("CUP")).toBe(0);
  expect(await world.tables.item("stock-allocations", "reservationId", "R-2")).toBeDefined();
});

test("pieces that several give back at once come back once", async () => {
  const parts = Array.from({ length: 5 }, (_each, round) => [round, "berlin"] as const);
  await setAside("R-3", "RESERVED", "DISH", parts);
  // Where they meet at an item, one of them may be told to come again.
  await Promise.allSettled([1, 2, 3].map(() => release("R-3")));
  await release("R-3");
  expect(await world.available("DISH")).toBe(5);
});
