import { setTimeout as pause } from "node:timers/promises";
import { lambda } from "setpiece";
import { z } from "zod";
import { ReservationReleased, StockContention } from "../errors.js";
import { stockLevels, stockReservations } from "../resources.js";
import { allocate } from "./allocate.js";
import { type Allocation, stockLineSchema } from "./reservation.js";
import { putNewReservation, readReservation, readStockLevels, takeFromStock, transact } from "./stock-store.js";

const requestSchema = z.object({ reservationId: z.string().min(1), lines: z.array(stockLineSchema).min(1).readonly() });
export type StockRequest = z.infer<typeof requestSchema>;

export interface StockAnswer {
  readonly reservationId: string;
  /** Where the pieces come from; empty when something is missing. */
  readonly allocations: readonly Allocation[];
  /** Articles of which there are too few. Nothing is reserved then. */
  readonly missing: readonly string[];
}

/** How often one invocation plans anew when others took the pieces that it had planned with. */
const maxPlans = 12;

/**
 * Reserves all pieces of an order or none, in one transaction over the stock records and the reservation.
 *
 * Asked again with the same reservation id it gives the same answer and takes nothing more, so a retry after a lost
 * answer is safe.
 *
 * @throws ReservationReleased when the reservation was released before
 * @throws StockContention when too many others are at the same records
 */
export const reserveStock = lambda(
  "reserveStock",
  async (request: StockRequest): Promise<StockAnswer> => {
    const { reservationId, lines } = requestSchema.parse(request);
    for (let plan = 0; plan < maxPlans; plan++) {
      const plans = await Promise.all(
        lines.map(async (line) => ({ line, allocations: allocate(line, await readStockLevels(line.sku)) })),
      );
      const missing = plans.filter((each) => each.allocations === undefined).map((each) => each.line.sku);
      if (missing.length > 0)
        return (await earlierAnswer(reservationId)) ?? { reservationId, allocations: [], missing };
      const allocations = plans.flatMap((each) => each.allocations ?? []);
      const refusal = await transact([
        putNewReservation({ reservationId, status: "RESERVED", allocations }),
        ...allocations.map(takeFromStock),
      ]);
      if (refusal === undefined) return { reservationId, allocations, missing: [] };
      const earlier = await earlierAnswer(reservationId);
      if (earlier !== undefined) return earlier;
      await pause(Math.random() * 5 * 2 ** Math.min(plan, 5));
    }
    throw new StockContention(`too many orders want the articles of reservation ${reservationId} at once`);
  },
  {
    retry: { errors: ["StockContention"], interval: "1s", maxAttempts: 5, jitter: "full" },
    uses: [
      { on: stockLevels, actions: ["dynamodb:Query", "dynamodb:UpdateItem"] },
      { on: stockReservations, actions: ["dynamodb:GetItem", "dynamodb:PutItem"] },
    ],
  },
);

async function earlierAnswer(reservationId: string): Promise<StockAnswer | undefined> {
  const earlier = await readReservation(reservationId);
  if (earlier === undefined) return undefined;
  if (earlier.status === "RELEASED") throw new ReservationReleased(`reservation ${reservationId} was released`);
  return { reservationId, allocations: earlier.allocations, missing: [] };
}
