import { lambda } from "setpiece";
import { z } from "zod";
import { ReservationReleased, StockContention } from "../errors.js";
import { observed } from "../observed.js";
import { stockLevels, stockReservations } from "../resources.js";
import { allocate } from "./allocate.js";
import { stockLineSchema, type StockLine } from "./reservation.js";
import { readStockLevels, setReservationStatus, transact } from "./stock-store.js";

const requestSchema = z.object({ reservationId: z.string().min(1), lines: z.array(stockLineSchema).min(1).readonly() });
export type StockRequest = z.infer<typeof requestSchema>;

/** What one warehouse is to set aside. */
export interface WarehousePart {
  readonly warehouse: string;
  readonly lines: readonly StockLine[];
}

export interface StockPlan {
  /** In the order of the warehouses' names, and in each of its articles': it is kept when pieces are given back. */
  readonly parts: readonly WarehousePart[];
  /** Articles of which all warehouses together have too few. There are no parts then. */
  readonly missing: readonly string[];
}

/**
 * Opens the reservation and says which warehouse could set what aside, as the stock stands now. Nothing is set aside yet.
 *
 * @throws ReservationReleased when the reservation was released, or sold, before
 */
export const planStock = lambda(
  "planStock",
  observed(async (request: StockRequest): Promise<StockPlan> => {
    const { reservationId, lines } = requestSchema.parse(request);
    const opened = await transact([setReservationStatus(reservationId, "RESERVED")]);
    if (opened.kind === "refused") throw new ReservationReleased(`reservation ${reservationId} is closed`);
    if (opened.kind === "busy") throw new StockContention(`others are at reservation ${reservationId}`);
    const plans = await Promise.all(
      lines.map(async (line) => ({ line, allocations: allocate(line, await readStockLevels(line.sku)) })),
    );
    const missing = plans.filter((each) => each.allocations === undefined).map((each) => each.line.sku);
    if (missing.length > 0) return { parts: [], missing };
    const byWarehouse = new Map<string, StockLine[]>();
    for (const { sku, warehouse, quantity } of plans.flatMap((each) => each.allocations ?? [])) {
      byWarehouse.set(warehouse, [...(byWarehouse.get(warehouse) ?? []), { sku, quantity }]);
    }
    const parts = [...byWarehouse].map(([warehouse, each]) => ({ warehouse, lines: each.sort(by("sku")) }));
    return { parts: parts.sort(by("warehouse")), missing: [] };
  }),
  {
    retry: { errors: ["StockContention"], interval: "1s", maxAttempts: 8, maxDelay: "10s", jitter: "full" },
    uses: [
      { on: stockLevels, actions: ["dynamodb:Query"] },
      { on: stockReservations, actions: ["dynamodb:UpdateItem"] },
    ],
  },
);

const by =
  <Name extends string>(name: Name) =>
  (a: Readonly<Record<Name, string>>, b: Readonly<Record<Name, string>>): number =>
    a[name] < b[name] ? -1 : 1;
