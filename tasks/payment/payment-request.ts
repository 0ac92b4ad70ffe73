import type { Currency, MinorUnits } from "../money.js";

/** The payment providers that the shop has contracts with. */
export type PaymentProvider = "cards-europe" | "cards-america" | "cards-reserve";

/** What a payment is made of. The same id is the same payment, however often it is asked for. */
export interface PaymentRequest {
  readonly paymentId: string;
  readonly amount: MinorUnits;
  readonly currency: Currency;
  /** ISO 3166 code of the customer's country; it decides which provider gets the payment. */
  readonly country: string;
  /** The customer's means of payment, as a token of the provider. */
  readonly token: string;
}

/** Money taken, or about to be. */
export interface Payment {
  readonly paymentId: string;
  readonly provider: PaymentProvider;
  readonly amount: MinorUnits;
  readonly currency: Currency;
  readonly status: "CAPTURED";
}
