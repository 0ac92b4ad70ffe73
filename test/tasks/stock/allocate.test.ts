import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate } from "../../../tasks/stock/allocate.js";

const levels = [
  { warehouse: "berlin", available: 3 },
  { warehouse: "lyon", available: 5 },
];

test("one warehouse sends all pieces when it can", () => {
  expect(allocate({ sku: "A", quantity: 4 }, levels)).toEqual([{ sku: "A", warehouse: "lyon", quantity: 4 }]);
});

test("several share an order that none can fill", () => {
  expect(allocate({ sku: "A", quantity: 7 }, levels)).toEqual([
    { sku: "A", warehouse: "lyon", quantity: 5 },
    { sku: "A", warehouse: "berlin", quantity: 2 },
  ]);
});

test("an order is filled exactly, from what there is, or not at all", () => {
  const someLevels = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), someLevels, (quantity, amounts) => {
      const stock = amounts.map((available, index) => ({ warehouse: `w${index}`, available }));
      const allocations = allocate({ sku: "A", quantity }, stock);
      const total = amounts.reduce((sum, each) => sum + each, 0);
      if (allocations === undefined) return void expect(total).toBeLessThan(quantity);
      expect(allocations.reduce((sum, each) => sum + each.quantity, 0)).toBe(quantity);
      for (const { warehouse, quantity: taken } of allocations) {
        expect(taken).toBeGreaterThan(0);
        expect(taken).toBeLessThanOrEqual(stock.find((each) => each.warehouse === warehouse)?.available ?? 0);
      }
    }),
  );
});
