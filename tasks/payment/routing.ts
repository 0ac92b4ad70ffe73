import type { PaymentProvider } from "./payment-request.js";

interface Route {
  /** ISO 3166 codes. */
  readonly countries: readonly string[];
  readonly provider: PaymentProvider;
}

/** Which contract covers which countries; the first that names a country counts. */
const routes: readonly Route[] = [
  { countries: ["US", "CA", "MX", "BR"], provider: "cards-america" },
  {
    countries: ["AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "NL", "NO", "PL", "PT", "SE"],
    provider: "cards-europe",
  },
];

/** Which provider gets the payments of a country, and their cancellations; the reserve takes what no other contract covers. */
export const providerFor = (country: string): PaymentProvider =>
  routes.find(({ countries }) => countries.includes(country))?.provider ?? "cards-reserve";
