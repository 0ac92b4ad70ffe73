import { z } from "zod";
import { currencies } from "../money.js";

/** What the shop front sends to check a basket out. Prices are not part of it: the catalogue knows them. */
export const checkoutRequestSchema = z.object({
  /** Chosen by the shop front, one per press of the button. */
  requestId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  customer: z.object({ id: z.string().min(1), email: z.email() }),
  shipping: z.object({
    name: z.string().min(1).max(100),
    street: z.string().min(1).max(200),
    postcode: z.string().min(2).max(12),
    city: z.string().min(1).max(100),
    country: z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166 country code, such as DE"),
    /** The state, where taxes depend on it (US). */
    region: z.string().max(10).optional(),
  }),
  currency: z.enum(currencies),
  lines: z
    .array(z.object({ sku: z.string().min(1).max(40), quantity: z.int().min(1).max(999) }))
    .min(1)
    .max(25),
  /** The customer's means of payment, as a token of the payment provider: card numbers never come here. */
  payment: z.object({ token: z.string().min(1).max(100) }),
});

export type CheckoutRequest = z.infer<typeof checkoutRequestSchema>;
