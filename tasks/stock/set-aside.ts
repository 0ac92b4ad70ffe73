import { lambda } from "setpiece";
import { z } from "zod";
import { ReservationReleased, StockContention } from "../errors.js";
import { observed } from "../observed.js";
import { stockAllocations, stockLevels, stockReservations } from "../resources.js";
import { type StockLine, stockLineSchema } from "./reservation.js";
import {
  putAllocation,
  readAllocations,
  readReservationStatus,
  requireReserved,
  takeFromStock,
  transact,
} from "./stock-store.js";

const requestSchema = z.object({
  reservationId: z.string().min(1),
  /** Counts how often the order's stock was planned: a warehouse may be asked for more of an article in a later round. */
  round: z.int().min(0),
  warehouse: z.string().min(1),
  lines: z.array(stockLineSchema).min(1).readonly(),
});
export type SetAsideRequest = z.infer<typeof requestSchema>;

export interface SetAsideAnswer {
  readonly warehouse: string;
  /** What has to come from elsewhere: all lines, when the warehouse ran short of one of them; otherwise none. */
  readonly refused: readonly StockLine[];
}

/**
 * Sets pieces aside in one warehouse: all of the lines, or none when others were quicker.
 *
 * Asked again it changes nothing more and gives the same answer, so a retry after a lost answer is safe.
 *
 * @throws ReservationReleased when the reservation was released meanwhile
 * @throws StockContention when others are at the same records
 */
export const setAside = lambda(
  "setAside",
  observed(async (request: SetAsideRequest): Promise<SetAsideAnswer> => {
    const { reservationId, round, warehouse, lines } = requestSchema.parse(request);
    const allocations = lines.map((line) => ({ ...line, round, warehouse }));
    const result = await transact([
      requireReserved(reservationId),
      ...allocations.map((allocation) => putAllocation(reservationId, allocation)),
      ...allocations.map(takeFromStock),
    ]);
    if (result.kind === "done") return { warehouse, refused: [] };
    if (result.kind === "busy") throw new StockContention(`others take the same articles from ${warehouse}`);
    if ((await readReservationStatus(reservationId)) !== "RESERVED") {
      throw new ReservationReleased(`reservation ${reservationId} is closed`);
    }
    const earlier = await readAllocations(reservationId);
    const done = allocations.every(({ sku }) =>
      earlier.some((each) => each.sku === sku && each.warehouse === warehouse && each.round === round),
    );
    return { warehouse, refused: done ? [] : lines };
  }),
  {
    retry: { errors: ["StockContention"], interval: "1s", maxAttempts: 8, maxDelay: "10s", jitter: "full" },
    uses: [
      { on: stockLevels, actions: ["dynamodb:UpdateItem"] },
      { on: stockAllocations, actions: ["dynamodb:PutItem", "dynamodb:Query"] },
      { on: stockReservations, actions: ["dynamodb:GetItem", "dynamodb:ConditionCheckItem"] },
    ],
  },
);
