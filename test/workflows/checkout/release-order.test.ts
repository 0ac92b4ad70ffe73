import { registry } from "setpiece";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RetailWorld } from "../support/retail-world.js";
import { watchAllocations } from "./watch-allocations.js";

let world: RetailWorld;

beforeAll(async () => {
  world = await RetailWorld.start("checkout", "payment-authorisation");
}, 180_000);
afterAll(() => world.stop());

test("pieces go back the last first, also of the tenth round of asking, and once", async () => {
  const parts = [
    [0, "berlin"],
    [0, "lyon"],
    [2, "malmo"],
    [10, "lyon"],
  ] as const;
  await world.tables.put("stock-reservations", { reservationId: { S: "R-1" }, status: { S: "RESERVED" } });
  for (const [round, warehouse] of parts) {
    const part = { round: { N: `${round}` }, warehouse: { S: warehouse }, sku: { S: "BOWL" }, quantity: { N: "1" } };
    const key = { reservationId: { S: "R-1" }, part: { S: `${round}/${warehouse}/BOWL` } };
    await world.tables.put("stock-allocations", { ...key, ...part });
  }
  const { changes, stop } = watchAllocations();
  const release = () => registry.lambdas.get("releaseStock")?.({ reservationId: "R-1" }, {});
  expect(await release()).toEqual({ reservationId: "R-1", status: "RELEASED" });
  expect(await release()).toEqual({ reservationId: "R-1", status: "RELEASED" });
  stop();
  expect(changes.map(({ part }) => part)).toEqual(["10/lyon/BOWL", "2/malmo/BOWL", "0/lyon/BOWL", "0/berlin/BOWL"]);
  expect(await world.available("BOWL")).toBe(4);
});
