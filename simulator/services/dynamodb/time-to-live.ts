import type { Item } from "./attribute-value.js";

const fiveYearsSeconds = 5 * 365 * 24 * 60 * 60;

/** The time in epoch seconds at which an item expires; undefined where its attribute is missing or no number. */
export function expirySeconds(item: Item, attribute: string): number | undefined {
  const value = item[attribute];
  return value !== undefined && "N" in value ? Number(value.N) : undefined;
}

/** Whether an item's time is over. A time more than five years back counts as a mistake and never expires. */
export function isExpired(item: Item, attribute: string, nowSeconds: number): boolean {
  const expiry = expirySeconds(item, attribute);
  return expiry !== undefined && expiry <= nowSeconds && expiry > nowSeconds - fiveYearsSeconds;
}
