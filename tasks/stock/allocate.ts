import type { Allocation, StockLine } from "./reservation.js";
import type { StockLevel } from "./stock-store.js";

/**
 * Chooses warehouses for one article: the one that can send all pieces if there is such a one (the fullest of them),
 * otherwise the fullest first until there are enough.
 *
 * @returns undefined when all warehouses together have too few
 */
export function allocate(line: StockLine, levels: readonly StockLevel[]): readonly Allocation[] | undefined {
  const fullestFirst = [...levels].sort((a, b) => b.available - a.available || (a.warehouse < b.warehouse ? -1 : 1));
  const allocations: Allocation[] = [];
  let open = line.quantity;
  for (const { warehouse, available } of fullestFirst) {
    const quantity = Math.min(open, available);
    if (quantity <= 0) break;
    allocations.push({ sku: line.sku, warehouse, quantity });
    open -= quantity;
  }
  return open === 0 ? allocations : undefined;
}
