import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf } from "../../../tasks/money.js";
import { calculateTax } from "../../../tasks/tax/calculate-tax.js";

const taxOf = async (country: string, category: string, amount: number, region?: string) => {
  const question = { country, ...(region === undefined ? {} : { region }), lines: [{ sku: "A", category, amount }] };
  return (await calculateTax.handler(question as never, {}));
};

test.each([
  ["DE", undefined, "standard", 10_000, 1_900],
  ["DE", undefined, "book", 10_000, 700],
  ["FR", undefined, "food", 999, 55],
  ["GB", undefined, "book", 10_000, 0],
  ["SE", undefined, "clothing", 10_000, 2_500],
  ["US", "CA", "standard", 10_000, 725],
  ["US", "NY", "clothing", 10_000, 0],
  ["US", "OR", "standard", 10_000, 0],
])("%s %s: %s for %i is taxed %i", async (country, region, category, amount, tax) => {
  expect((await taxOf(country, category, amount, region)).amount).toBe(tax);
});

test.each([
  ["AQ", undefined],
  ["US", undefined],
  ["US", "XX"],
])("the shop does not sell to %s %s", async (country, region) => {
  await expect(taxOf(country, "standard", 100, region)).rejects.toMatchObject({ name: "InvalidBasket" });
});

test("a share is the nearest whole minor unit, half up", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 10_000 }), (amount, points) => {
      const share = shareOf(amount, points);
      const twice = 2 * (share * 10_000 - amount * points);
      expect(Number.isInteger(share)).toBe(true);
      expect(twice > -10_000 && twice <= 10_000).toBe(true);
    }),
  );
});
