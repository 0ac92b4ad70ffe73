import { z } from "zod";
import { currencies, type Currency, type MinorUnits } from "../money.js";

/** The payment providers that the shop has contracts with. */
export type PaymentProvider = "cards-europe" | "cards-america" | "cards-reserve";

/** What a payment is made of. The same id is the same payment, however often it is asked for. */
export const paymentRequestSchema = z.object({
  paymentId: z.string().min(1),
  /** In minor units. */
  amount: z.int().positive(),
  currency: z.enum(currencies),
  /** ISO 3166 code of the customer's country; it decides which provider gets the payment. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** The customer's means of payment, as a token of the provider. */
  token: z.string().min(1),
});
export type PaymentRequest = Readonly<z.infer<typeof paymentRequestSchema>>;

/** Money taken, or about to be. */
export interface Payment {
  readonly paymentId: string;
  readonly provider: PaymentProvider;
  readonly amount: MinorUnits;
  readonly currency: Currency;
  readonly status: "CAPTURED";
}
