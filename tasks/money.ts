/** An amount of money in the minor unit of its currency, such as cents: a whole number. */
export type MinorUnits = number;

/** The currencies that the shop sells in (ISO 4217). All of them have two decimals. */
export const currencies = ["EUR", "GBP", "SEK", "USD"] as const;
export type Currency = (typeof currencies)[number];

/**
 * A share of an amount, rounded half up to a whole minor unit.
 *
 * @param basisPoints hundredths of a percent: 1,900 is 19 %
 */
export function shareOf(amount: MinorUnits, basisPoints: number): MinorUnits {
  return Math.floor((amount * basisPoints + 5_000) / 10_000);
}

/** The sum of amounts in one currency. */
export function sumOf(amounts: readonly MinorUnits[]): MinorUnits {
  return amounts.reduce((total, amount) => total + amount, 0);
}
