import { z } from "zod";

/** So many pieces of an article. */
export const stockLineSchema = z.object({ sku: z.string().min(1), quantity: z.int().min(1) });
export type StockLine = z.infer<typeof stockLineSchema>;

/** Pieces of an article taken from one warehouse. */
export interface Allocation extends StockLine {
  readonly warehouse: string;
}

/**
 * RESERVED: warehouses may set pieces aside for it. SOLD: the pieces belong to an order. RELEASED: the pieces are given
 * back; no more can be set aside. The last two are final.
 */
export type ReservationStatus = "RESERVED" | "SOLD" | "RELEASED";
