import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows about orders and what is sent. */
export const orderEngines: readonly Row[] = [
  {
    name: "order fulfilment over several warehouses",
    before: `${declarations}interface OrderLine { sku: string; quantity: number }
interface Order { id: string; customer: { id: string; vip?: boolean }; lines: OrderLine[]; address: { country: string; zip: string } }
interface Stock { warehouse: string; available: number }
interface Shipment { warehouse: string; lines: OrderLine[] }
const stockOf = lambda<string, Stock[]>("stockOfWarehouse", elsewhere);
const reserveStock = lambda<{ order: string; warehouse: string; sku: string; quantity: number }, { reservation: string }>("reserveStock", elsewhere);
const releaseStock = lambda<{ reservation: string }, void>("releaseStock", elsewhere);
const createShipment = lambda<{ order: string; warehouse: string; lines: OrderLine[]; express: boolean }, { tracking: string }>("createShipment", elsewhere);
class Backordered extends WorkflowError {
  constructor(readonly sku: string, readonly missing: number) { super(\`\${missing} of \${sku} missing\`); }
}`,
    concurrent: true,
    body: `async (order: Order) => {
  const reservations: string[] = [];
  const shipments: Record<string, Shipment> = {};
  try {
    for (const line of order.lines) {
      let remaining = line.quantity;
      const stocks = (await stockOf(line.sku)).filter((s) => s.available > 0).sort((a, b) => b.available - a.available);
      for (const stock of stocks) {
        if (remaining === 0) break;
        const quantity = Math.min(remaining, stock.available);
        const { reservation } = await reserveStock({ order: order.id, warehouse: stock.warehouse, sku: line.sku, quantity });
        reservations.push(reservation);
        if (!shipments[stock.warehouse]) shipments[stock.warehouse] = { warehouse: stock.warehouse, lines: [] };
        shipments[stock.warehouse]!.lines.push({ sku: line.sku, quantity });
        remaining -= quantity;
      }
      if (remaining > 0) throw new Backordered(line.sku, remaining);
    }
  } catch (error) {
    await Promise.all(reservations.map((reservation) => releaseStock({ reservation })));
    if (error instanceof Backordered) {
      return { order: order.id, status: "backordered", sku: error.sku, missing: error.missing, released: reservations.length };
    }
    throw error;
  }
  const express = order.customer.vip === true || order.address.country !== "DE";
  const tracked = await Promise.all(
    Object.values(shipments).map(async ({ warehouse, lines }) => {
      const { tracking } = await createShipment({ order: order.id, warehouse, lines, express });
      return { warehouse, tracking, pieces: lines.reduce((n, l) => n + l.quantity, 0) };
    }),
  );
  return { order: order.id, status: "shipped", express, tracked, split: tracked.length > 1 };
}`,
    scenarios: runs(
      [
        {
          id: "o",
          customer: { id: "c", vip: true },
          lines: [
            { sku: "a", quantity: 5 },
            { sku: "b", quantity: 1 },
          ],
          address: { country: "DE", zip: "1" },
        },
        {
          stockOfWarehouse: (sku: string) =>
            sku === "a"
              ? [
                  { warehouse: "N", available: 2 },
                  { warehouse: "S", available: 4 },
                  { warehouse: "W", available: 0 },
                ]
              : [{ warehouse: "N", available: 9 }],
          reserveStock: ({ warehouse, sku }: { warehouse: string; sku: string }) => ({ reservation: warehouse + sku }),
          createShipment: ({ warehouse }: { warehouse: string }) => ({ tracking: "T" + warehouse }),
        },
      ],
      [
        { id: "o", customer: { id: "c" }, lines: [{ sku: "a", quantity: 5 }], address: { country: "DE", zip: "1" } },
        {
          stockOfWarehouse: { result: [{ warehouse: "N", available: 2 }] },
          reserveStock: { result: { reservation: "r" } },
          releaseStock: { result: null },
        },
      ],
      [
        { id: "o", customer: { id: "c" }, lines: [{ sku: "a", quantity: 3 }], address: { country: "FR", zip: "1" } },
        {
          stockOfWarehouse: {
            result: [
              { warehouse: "N", available: 2 },
              { warehouse: "S", available: 1 },
            ],
          },
          reserveStock: [{ result: { reservation: "r" } }, fails("Locked", "try later")],
          releaseStock: { result: null },
        },
      ],
    ),
  },
  {
    name: "warehouse picking with best routes and substitutions",
    before: `${declarations}interface Pick { sku: string; quantity: number }
interface Bin { id: string; aisle: number; slot: number; sku: string; quantity: number }
const binsOf = lambda<{ skus: string[] }, Bin[]>("binsOf", elsewhere);
const confirmPick = lambda<{ bin: string; sku: string; quantity: number }, { picked: number }>("confirmPick", elsewhere);
const substitutesFor = lambda<string, string[]>("substitutesFor", elsewhere);
const byPlace = (a: Bin, b: Bin) => a.aisle - b.aisle || (a.aisle % 2 === 0 ? b.slot - a.slot : a.slot - b.slot);`,
    body: `async ({ picks, allowSubstitutes }: { picks: Pick[]; allowSubstitutes: boolean }) => {
  const open = new Map<string, number>();
  for (const { sku, quantity } of picks) open.set(sku, (open.get(sku) ?? 0) + quantity);
  const route: string[] = [];
  const basket: Record<string, number> = {};
  const substituted: { from: string; to: string; quantity: number }[] = [];

  const walk = async (wanted: Map<string, number>, onPicked: (sku: string, n: number) => void) => {
    const bins = await binsOf({ skus: [...wanted.keys()] });
    for (const bin of bins.toSorted(byPlace)) {
      const need = wanted.get(bin.sku) ?? 0;
      if (need <= 0 || bin.quantity <= 0) continue;
      const quantity = Math.min(need, bin.quantity);
      const { picked } = await confirmPick({ bin: bin.id, sku: bin.sku, quantity });
      route.push(picked < quantity ? \`\${bin.id}!\` : bin.id);
      if (picked > 0) {
        onPicked(bin.sku, picked);
        wanted.set(bin.sku, need - picked);
      }
    }
  };

  await walk(open, (sku, n) => {
    basket[sku] = (basket[sku] ?? 0) + n;
  });
  const short = [...open].filter(([, n]) => n > 0);
  if (allowSubstitutes) {
    for (const [sku, missing] of short) {
      const [substitute] = (await substitutesFor(sku)).filter((s) => !open.has(s));
      if (!substitute) continue;
      const wanted = new Map([[substitute, missing]]);
      await walk(wanted, (to, quantity) => {
        substituted.push({ from: sku, to, quantity });
        open.set(sku, open.get(sku)! - quantity);
      });
    }
  }
  const missing = Object.fromEntries([...open].filter(([, n]) => n > 0));
  const complete = Object.keys(missing).length === 0;
  return { complete, basket, substituted, missing, route: route.join(" > ") };
}`,
    scenarios: runs(
      [
        {
          picks: [
            { sku: "a", quantity: 3 },
            { sku: "b", quantity: 1 },
            { sku: "a", quantity: 1 },
          ],
          allowSubstitutes: true,
        },
        {
          binsOf: ({ skus }: { skus: string[] }) =>
            skus.includes("a")
              ? [
                  { id: "B2", aisle: 2, slot: 1, sku: "a", quantity: 2 },
                  { id: "A9", aisle: 1, slot: 9, sku: "a", quantity: 1 },
                  { id: "B5", aisle: 2, slot: 5, sku: "b", quantity: 3 },
                ]
              : [{ id: "C1", aisle: 3, slot: 1, sku: "s", quantity: 9 }],
          confirmPick: ({ quantity, bin }: { quantity: number; bin: string }) => ({
            picked: bin === "B5" ? 0 : quantity,
          }),
          substitutesFor: (s: string) => (s === "b" ? ["a", "s"] : ["a"]),
        },
      ],
      [{ picks: [{ sku: "a", quantity: 1 }], allowSubstitutes: false }, { binsOf: { result: [] } }],
      [{ picks: [], allowSubstitutes: true }, { binsOf: { result: [] } }],
    ),
  },
  {
    name: "parcel lockers assigned by size with a priority queue",
    before: `${declarations}type Size = "S" | "M" | "L";
interface Parcel { id: string; size: Size; priority: number; recipient: string }
interface Locker { id: string; size: Size; busy: boolean }
const lockersAt = lambda<string, Locker[]>("lockersAt", elsewhere);
const assignLocker = lambda<{ parcel: string; locker: string; code: string }, void>("assignLocker", elsewhere);
const pickedUp = human<{ parcel: string; locker: string }, { at: string }>("pickedUp", { title: "Picked up?", form: { type: "object", properties: { at: { type: "string" } }, required: ["at"] } });
const returnParcel = lambda<{ parcel: string; locker: string }, void>("returnParcel", elsewhere);
const ORDER: Size[] = ["S", "M", "L"];
class PriorityError extends WorkflowError {}`,
    concurrent: true,
    body: `async ({ station, parcels }: { station: string; parcels: Parcel[] }) => {
  const lockers = (await lockersAt(station)).filter((l) => !l.busy);
  const heap: Parcel[] = [];
  const enqueue = (parcel: Parcel) => {
    const index = heap.findIndex((p) => p.priority < parcel.priority);
    if (index === -1) heap.push(parcel);
    else heap.splice(index, 0, parcel);
  };
  parcels.forEach(enqueue);

  const assigned: { parcel: Parcel; locker: Locker; code: string }[] = [];
  const waiting: string[] = [];
  let parcel: Parcel | undefined;
  while ((parcel = heap.shift())) {
    const wanted = ORDER.indexOf(parcel.size);
    if (wanted < 0) throw new PriorityError(\`size of \${parcel.id}\`);
    const fitting = lockers.filter((l) => ORDER.indexOf(l.size) >= wanted).sort((a, b) => ORDER.indexOf(a.size) - ORDER.indexOf(b.size))[0];
    if (!fitting) {
      waiting.push(parcel.id);
      continue;
    }
    lockers.splice(lockers.indexOf(fitting), 1);
    const code = [...parcel.id].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 10000, 7).toString().padStart(4, "0");
    await assignLocker({ parcel: parcel.id, locker: fitting.id, code });
    assigned.push({ parcel, locker: fitting, code });
  }

  const outcomes = await Promise.all(
    assigned.map(async ({ parcel: { id }, locker }) => {
      try {
        const { at } = await pickedUp({ parcel: id, locker: locker.id }, { timeout: "3d" });
        return { id, at };
      } catch (error) {
        if ((error as Error).name !== "States.Timeout") throw error;
        await returnParcel({ parcel: id, locker: locker.id });
        return { id, at: null };
      }
    }),
  );
  const returned = outcomes.filter((o) => o.at === null).map((o) => o.id);
  return { order: assigned.map((a) => \`\${a.parcel.id}>\${a.locker.id}#\${a.code}\`), waiting, returned, free: lockers.length };
}`,
    scenarios: runs(
      [
        {
          station: "x",
          parcels: [
            { id: "p1", size: "M", priority: 1, recipient: "a" },
            { id: "p2", size: "S", priority: 5, recipient: "b" },
            { id: "p3", size: "S", priority: 3, recipient: "c" },
            { id: "p4", size: "L", priority: 0, recipient: "c" },
          ],
        },
        {
          lockersAt: {
            result: [
              { id: "l1", size: "L", busy: true },
              { id: "l2", size: "M", busy: false },
              { id: "l3", size: "S", busy: false },
              { id: "l4", size: "L", busy: false },
            ],
          },
          assignLocker: { result: null },
          pickedUp: ({ parcel }: { parcel: string }) => {
            if (parcel === "p3") throw Object.assign(new Error("late"), { name: "States.Timeout" });
            return { at: "now" };
          },
          returnParcel: { result: null },
        },
      ],
      [{ station: "x", parcels: [] }, { lockersAt: { result: [] } }],
    ),
  },
  {
    name: "simple order flow in the style of a first workflow, with a deadline",
    before: `${declarations}interface Order { id: string; items: { sku: string; qty: number }[]; email: string }
const validateOrder = lambda<Order, { valid: boolean; errors: string[] }>("validateOrder", elsewhere);
const capture = lambda<{ order: string }, { ok: boolean }>("capture", elsewhere);
const shipIt = lambda<{ order: string }, { tracking: string }>("shipIt", elsewhere);
const email = lambda<{ to: string; body: string }, void>("emailCheckout", elsewhere);`,
    body: `async (order: Order) => {
  const { valid, errors } = await validateOrder(order);
  if (!valid) {
    return { status: "invalid", errors };
  }
  const result = await capture({ order: order.id }, { timeout: "10m" }).catch((error: Error) => {
    if (error.name !== "States.Timeout") throw error;
    return null;
  });
  if (!result?.ok) return { status: "unpaid" };
  const { tracking } = await shipIt({ order: order.id });
  await email({ to: order.email, body: \`Tracking: \${tracking}\` });
  return { status: "shipped", tracking };
}`,
    scenarios: runs(
      [
        { id: "o", items: [], email: "e" },
        {
          validateOrder: { result: { valid: true, errors: [] } },
          capture: { result: { ok: true } },
          shipIt: { result: { tracking: "t" } },
          emailCheckout: { result: null },
        },
      ],
      [
        { id: "o", items: [], email: "e" },
        {
          validateOrder: { result: { valid: true, errors: [] } },
          capture: fails("States.Timeout"),
          shipIt: { result: { tracking: "t" } },
          emailCheckout: { result: null },
        },
      ],
      [
        { id: "o", items: [], email: "e" },
        {
          validateOrder: { result: { valid: true, errors: [] } },
          capture: fails("Declined", "no"),
          shipIt: { result: { tracking: "t" } },
          emailCheckout: { result: null },
        },
      ],
      [{ id: "o", items: [], email: "e" }, { validateOrder: { result: { valid: false, errors: ["x"] } } }],
    ),
  },
];
