import { z } from "zod";
import { currencies } from "../money.js";

/** An order as a marketplace sends it: sold there, to be booked here. */
export const marketplaceOrderSchema = z.object({
  /** The marketplace's own; the same id is the same order, however often it comes. */
  orderId: z.string().regex(/^[A-Za-z0-9-]{4,64}$/),
  marketplace: z.string().min(1).max(40),
  currency: z.enum(currencies),
  /** In minor units, tax included. */
  total: z.int().min(1),
  lines: z
    .array(z.object({ sku: z.string().min(1).max(40), quantity: z.int().min(1).max(999) }))
    .min(1)
    .max(100),
});
export type MarketplaceOrder = z.infer<typeof marketplaceOrderSchema>;
