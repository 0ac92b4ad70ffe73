import type { PaymentProvider } from "./payment-request.js";

const americanCountries = ["US", "CA", "MX", "BR"];

/** Which provider gets the payments of a country. */
export const providerFor = (country: string): PaymentProvider =>
  americanCountries.includes(country) ? "cards-america" : "cards-europe";
