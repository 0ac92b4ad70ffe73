import type { ProductCategory } from "../basket/product.js";

/** Rates in basis points (1,900 is 19 %): one per category, `standard` for those not named. */
interface TaxRates extends Partial<Record<ProductCategory, number>> {
  readonly standard: number;
}

/** Where the shop is registered for tax. US rates are state rates: local surcharges are the tax service's business. */
const ratesByPlace: Readonly<Record<string, TaxRates>> = {
  AT: { standard: 2_000, book: 1_000, food: 1_000 },
  DE: { standard: 1_900, book: 700, food: 700 },
  FR: { standard: 2_000, book: 550, food: 550 },
  GB: { standard: 2_000, book: 0, food: 0 },
  SE: { standard: 2_500, book: 600, food: 1_200 },
  "US-CA": { standard: 725, food: 0 },
  "US-NY": { standard: 400, food: 0, clothing: 0 },
  "US-OR": { standard: 0 },
};

/**
 * The tax rate for an article sent to a place, in basis points.
 *
 * @param region the state, where taxes depend on it
 * @returns undefined when the shop does not sell there
 */
export function taxRate(country: string, region: string | undefined, category: ProductCategory): number | undefined {
  const rates = ratesByPlace[country] ?? ratesByPlace[`${country}-${region ?? ""}`];
  return rates?.[category] ?? rates?.standard;
}
