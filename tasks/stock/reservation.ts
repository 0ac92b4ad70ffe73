import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { z } from "zod";

/** So many pieces of an article. */
export const stockLineSchema = z.object({ sku: z.string().min(1), quantity: z.int().min(1) });
export type StockLine = z.infer<typeof stockLineSchema>;

/** Pieces of an article taken from one warehouse. */
export interface Allocation extends StockLine {
  readonly warehouse: string;
}

export type ReservationStatus = "RESERVED" | "SOLD" | "RELEASED";

export interface Reservation {
  readonly reservationId: string;
  readonly status: ReservationStatus;
  readonly allocations: readonly Allocation[];
}

const reservationItemSchema = z.object({
  reservationId: z.object({ S: z.string() }),
  status: z.object({ S: z.enum(["RESERVED", "SOLD", "RELEASED"]) }),
  allocations: z.object({
    L: z.array(
      z.object({
        M: z.object({
          sku: z.object({ S: z.string() }),
          warehouse: z.object({ S: z.string() }),
          quantity: z.object({ N: z.string() }),
        }),
      }),
    ),
  }),
});

/** @throws ZodError when the item is not a reservation */
export function reservationFromItem(item: Record<string, AttributeValue>): Reservation {
  const { reservationId, status, allocations } = reservationItemSchema.parse(item);
  return {
    reservationId: reservationId.S,
    status: status.S,
    allocations: allocations.L.map(({ M }) => ({
      sku: M.sku.S,
      warehouse: M.warehouse.S,
      quantity: Number(M.quantity.N),
    })),
  };
}

export function reservationToItem(reservation: Reservation): Record<string, AttributeValue> {
  const { reservationId, status, allocations } = reservation;
  return {
    reservationId: { S: reservationId },
    status: { S: status },
    allocations: {
      L: allocations.map(({ sku, warehouse, quantity }) => ({
        M: { sku: { S: sku }, warehouse: { S: warehouse }, quantity: { N: String(quantity) } },
      })),
    },
  };
}
