import { lambda } from "setpiece";
import { z } from "zod";
import { StockContention } from "../errors.js";
import { observed } from "../observed.js";
import { stockAllocations, stockLevels, stockReservations } from "../resources.js";
import type { ReservationStatus } from "./reservation.js";
import {
  deleteAllocation,
  readAllocations,
  readReservationStatus,
  returnToStock,
  setReservationStatus,
  transact,
} from "./stock-store.js";

const requestSchema = z.object({ reservationId: z.string().min(1) });
export type ReleaseRequest = z.infer<typeof requestSchema>;

export interface ReleaseAnswer {
  readonly reservationId: string;
  /** How the reservation stands now: SOLD pieces are not given back. */
  readonly status: Exclude<ReservationStatus, "RESERVED">;
}

/**
 * Closes a reservation and gives its pieces back to their warehouses, in the reverse order of how they were asked for, once,
 * however often it is asked. It is closed first, so that nothing is set aside any more behind its back.
 *
 * A reservation that does not exist is written as released: warehouses that are still about to set pieces aside for it
 * are refused then.
 *
 * @throws StockContention when others are at the same records
 */
export const releaseStock = lambda(
  "releaseStock",
  observed(async (request: ReleaseRequest): Promise<ReleaseAnswer> => {
    const { reservationId } = requestSchema.parse(request);
    const closed = await transact([setReservationStatus(reservationId, "RELEASED")]);
    if (closed.kind === "busy") throw new StockContention(`others are at reservation ${reservationId}`);
    if (closed.kind === "refused" && (await readReservationStatus(reservationId)) === "SOLD") {
      return { reservationId, status: "SOLD" };
    }
    const lastFirst = [...(await readAllocations(reservationId))].reverse();
    for (const allocation of lastFirst) {
      // Refused means: another call has given these pieces back.
      const given = await transact([deleteAllocation(reservationId, allocation), returnToStock(allocation)]);
      if (given.kind === "busy") throw new StockContention(`others are at the stock of ${allocation.sku}`);
    }
    return { reservationId, status: "RELEASED" };
  }),
  {
    retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 8, maxDelay: "5m", jitter: "full" },
    uses: [
      { on: stockLevels, actions: ["dynamodb:UpdateItem"] },
      { on: stockAllocations, actions: ["dynamodb:Query", "dynamodb:DeleteItem"] },
      { on: stockReservations, actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] },
    ],
  },
);
