import { lambda } from "setpiece";
import { z } from "zod";
import { StockContention } from "../errors.js";
import { stockLevels, stockReservations } from "../resources.js";
import type { ReservationStatus } from "./reservation.js";
import { markReleased, putNewReservation, readReservation, returnToStock, transact } from "./stock-store.js";

const requestSchema = z.object({ reservationId: z.string().min(1) });
export type ReleaseRequest = z.infer<typeof requestSchema>;

export interface ReleaseAnswer {
  readonly reservationId: string;
  /** How the reservation stands now: SOLD pieces are not given back. */
  readonly status: Exclude<ReservationStatus, "RESERVED">;
}

const maxAttempts = 12;

/**
 * Gives the pieces of a reservation back to their warehouses, once, however often it is asked.
 *
 * A reservation that does not exist is written as released: one that is still on its way is refused then.
 *
 * @throws StockContention when too many others are at the same records
 */
export const releaseStock = lambda(
  "releaseStock",
  async (request: ReleaseRequest): Promise<ReleaseAnswer> => {
    const { reservationId } = requestSchema.parse(request);
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const reservation = await readReservation(reservationId);
      if (reservation !== undefined && reservation.status !== "RESERVED") {
        return { reservationId, status: reservation.status };
      }
      const refusal = await transact(
        reservation === undefined
          ? [putNewReservation({ reservationId, status: "RELEASED", allocations: [] })]
          : [markReleased(reservationId), ...reservation.allocations.map(returnToStock)],
      );
      if (refusal === undefined) return { reservationId, status: "RELEASED" };
    }
    throw new StockContention(`reservation ${reservationId} could not be released yet`);
  },
  {
    retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 8, maxDelay: "5m", jitter: "full" },
    uses: [
      { on: stockLevels, actions: ["dynamodb:UpdateItem"] },
      { on: stockReservations, actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"] },
    ],
  },
);
