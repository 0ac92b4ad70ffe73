import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of warehouses and parcels, as their authors write them. */
export const warehouses: readonly Row[] = [
  {
    name: "order fulfilment with backorders and split shipments",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Line { sku: string; qty: number; unitPrice: number }
interface Order { id: string; customer: { id: string; tier?: "gold" | "silver" }; lines: Line[]; shipTo: { country: string; zip?: string } }
interface Stock { warehouse: string; available: number }
const stockOf = lambda<{ sku: string }, Stock[]>("stockOf", elsewhere);
const pick = lambda<{ warehouse: string; sku: string; qty: number }, { pickId: string }>("pick", elsewhere);
const unpick = lambda<{ pickId: string }, void>("unpick", elsewhere);
class NothingToShip extends WorkflowError {
  constructor(readonly orderId: string) { super(\`nothing to ship for \${orderId}\`); }
}
type Allocation = { warehouse: string; sku: string; qty: number };
function allocate(sku: string, wanted: number, stock: Stock[]): { parts: Allocation[]; missing: number } {
  const parts: Allocation[] = [];
  let missing = wanted;
  for (const { warehouse, available } of [...stock].sort((a, b) => b.available - a.available)) {
    if (missing === 0) break;
    const qty = Math.min(available, missing);
    if (qty <= 0) continue;
    parts.push({ warehouse, sku, qty });
    missing -= qty;
  }
  return { parts, missing };
}
const groupBy = <T, K extends string>(items: T[], key: (item: T) => K): Record<string, T[]> =>
  items.reduce<Record<string, T[]>>((groups, item) => {
    (groups[key(item)] ??= []).push(item);
    return groups;
  }, {});`,
    body: `async (order: Order) => {
  const stocks = await Promise.all(order.lines.map((line) => stockOf({ sku: line.sku })));
  const allocations: Allocation[] = [];
  const backorders: { sku: string; qty: number }[] = [];
  order.lines.forEach((line, i) => {
    const { parts, missing } = allocate(line.sku, line.qty, stocks[i] ?? []);
    allocations.push(...parts);
    if (missing > 0) backorders.push({ sku: line.sku, qty: missing });
  });
  if (allocations.length === 0) throw new NothingToShip(order.id);
  const picked: { pickId: string; sku: string }[] = [];
  try {
    for (const [warehouse, parts] of Object.entries(groupBy(allocations, (a) => a.warehouse))) {
      for (const { sku, qty } of parts) {
        const { pickId } = await pick({ warehouse, sku, qty });
        picked.push({ pickId, sku });
      }
    }
    const total = order.lines.reduce((sum, { sku, unitPrice }) => {
      const shipped = allocations.filter((a) => a.sku === sku).reduce((n, a) => n + a.qty, 0);
      return sum + shipped * unitPrice;
    }, 0);
    const discount = order.customer.tier === "gold" ? 0.1 : order.customer.tier === "silver" ? 0.05 : 0;
    const { receipt } = await charge({ id: order.id, amount: Math.round(total * (1 - discount) * 100) / 100 });
    return { status: backorders.length ? "partial" : "complete", receipt, shipments: picked.map((p) => p.pickId), backorders, zip: order.shipTo.zip ?? "n/a" };
  } catch (error) {
    await Promise.all(picked.map(({ pickId }) => unpick({ pickId })));
    if (error instanceof Declined) return { status: "declined", message: error.message, released: picked.length };
    throw error;
  }
}`,
    scenarios: runs(
      [
        {
          id: "o1",
          customer: { id: "c", tier: "gold" },
          lines: [
            { sku: "a", qty: 5, unitPrice: 10 },
            { sku: "bb", qty: 1, unitPrice: 3.5 },
          ],
          shipTo: { country: "DE", zip: "1" },
        },
        {
          stockOf: ({ sku }: { sku: string }) =>
            sku === "a"
              ? [
                  { warehouse: "w1", available: 2 },
                  { warehouse: "w2", available: 4 },
                ]
              : [{ warehouse: "w2", available: 0 }],
          pick: ({ warehouse, sku }: { warehouse: string; sku: string }) => ({ pickId: `${warehouse}/${sku}` }),
          unpick: () => null,
        },
      ],
      [
        { id: "o2", customer: { id: "c" }, lines: [{ sku: "a", qty: 5, unitPrice: 10 }], shipTo: { country: "DE" } },
        {
          stockOf: () => [{ warehouse: "w1", available: 9 }],
          pick: () => ({ pickId: "p" }),
          charge: fails("Declined", "no money"),
          unpick: () => null,
        },
      ],
      [{ id: "o3", customer: { id: "c" }, lines: [], shipTo: { country: "DE" } }],
      [
        { id: "o4", customer: { id: "c" }, lines: [{ sku: "a", qty: 5, unitPrice: 10 }], shipTo: { country: "DE" } },
        { stockOf: () => [{ warehouse: "w1", available: 9 }], pick: fails("Broken", "b"), unpick: () => null },
      ],
    ),
  },
  {
    name: "inventory reconciliation",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Count { sku: string; location: string; counted: number }
interface Ledger { [sku: string]: { onHand: number; reserved?: number; locations: Record<string, number> } }
interface Adjustment { sku: string; delta: number; reason: "shrinkage" | "found" | "misplaced" }
const ledgerOf = lambda<{ skus: string[] }, Ledger>("ledgerOf", elsewhere);
const adjust = lambda<Adjustment, void>("adjust", elsewhere);
const recount = human<{ sku: string; expected: number; counted: number }, { counted: number }>("recount", { title: "Please count again", form: { type: "object", properties: { counted: { type: "integer" } } } });
const THRESHOLD = { relative: 0.2, absolute: 5 };
const isSuspicious = (expected: number, counted: number): boolean => {
  const delta = Math.abs(expected - counted);
  return delta > THRESHOLD.absolute && (expected === 0 || delta / expected > THRESHOLD.relative);
};`,
    body: `async ({ counts }: { counts: Count[] }) => {
  const totals = new Map<string, { total: number; places: Set<string> }>();
  for (const { sku, location, counted } of counts) {
    const entry = totals.get(sku) ?? { total: 0, places: new Set<string>() };
    entry.total += counted;
    entry.places.add(location);
    totals.set(sku, entry);
  }
  const ledger = await ledgerOf({ skus: [...totals.keys()].sort() });
  const adjustments: Adjustment[] = [];
  const unknown: string[] = [];
  for (const [sku, { total, places }] of totals) {
    const record = ledger[sku];
    if (record === undefined) {
      unknown.push(sku);
      continue;
    }
    let counted = total;
    if (isSuspicious(record.onHand, counted)) {
      ({ counted } = await recount({ sku, expected: record.onHand, counted }));
    }
    const delta = counted - record.onHand;
    if (delta !== 0) {
      adjustments.push({ sku, delta, reason: delta < 0 ? "shrinkage" : "found" });
    } else if (Object.keys(record.locations).some((place) => !places.has(place))) {
      adjustments.push({ sku, delta: 0, reason: "misplaced" });
    }
  }
  await Promise.all(adjustments.filter(({ delta }) => delta !== 0).map((a) => adjust(a)));
  const { lost, gained } = adjustments.reduce(
    (acc, { delta }) => ({ lost: acc.lost + Math.min(delta, 0), gained: acc.gained + Math.max(delta, 0) }),
    { lost: 0, gained: 0 },
  );
  return { adjustments, unknown, lost: -lost, gained, accuracy: totals.size ? 1 - adjustments.length / totals.size : null };
}`,
    scenarios: runs(
      [
        {
          counts: [
            { sku: "b", location: "x", counted: 3 },
            { sku: "a", location: "x", counted: 4 },
            { sku: "b", location: "y", counted: 2 },
            { sku: "zz", location: "y", counted: 2 },
            { sku: "c", location: "q", counted: 1 },
          ],
        },
        {
          adjust: () => null,
          ledgerOf: {
            result: {
              a: { onHand: 40, locations: { x: 40 } },
              b: { onHand: 4, locations: { x: 4 } },
              c: { onHand: 1, locations: { q: 0, r: 1 } },
            },
          },
          recount: { result: { counted: 39 } },
        },
      ],
      [{ counts: [] }, { ledgerOf: { result: {} } }],
    ),
  },
  {
    name: "parcel tracking with event deduplication",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Scan { parcel: string; code: string; at: string; hub?: string }
const CODES = { PU: "picked up", AR: "arrived", DP: "departed", OD: "out for delivery", DL: "delivered", EX: "exception" } as const;
type Code = keyof typeof CODES;
const isCode = (code: string): code is Code => code in CODES;
interface Parcel { id: string; state: string; history: { text: string; at: string }[]; delivered?: string; delayedHours: number }
const scansSince = lambda<{ since: string }, Scan[]>("scansSince", elsewhere);
const inform = lambda<{ parcel: string; text: string }, void>("inform", elsewhere);
const hoursBetween = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / 36e5);
const unique = <T>(items: T[], key: (t: T) => string) => [...new Map(items.map((i) => [key(i), i])).values()];`,
    body: `async ({ since, watched }: { since: string; watched: string[] }) => {
  const raw = await scansSince({ since });
  const scans = unique(raw, (s) => \`\${s.parcel}|\${s.code}|\${s.at}\`).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const parcels: Record<string, Parcel> = {};
  const ignored: string[] = [];
  for (const { parcel: id, code, at, hub } of scans) {
    if (!isCode(code)) {
      ignored.push(code);
      continue;
    }
    const parcel = (parcels[id] ??= { id, state: "new", history: [], delayedHours: 0 });
    const previous = parcel.history.at(-1);
    parcel.state = CODES[code];
    parcel.history.push({ text: hub ? \`\${CODES[code]} at \${hub}\` : CODES[code], at });
    if (previous && code !== "OD") parcel.delayedHours = Math.max(parcel.delayedHours, hoursBetween(previous.at, at) - 12);
    if (code === "DL") parcel.delivered = at;
  }
  for (const id of watched) {
    const parcel = parcels[id];
    if (!parcel) continue;
    const last = parcel.history[parcel.history.length - 1]!;
    const text = parcel.delivered ? \`delivered on \${new Date(parcel.delivered).toUTCString()}\` : \`\${last.text} (\${parcel.history.length} scans)\`;
    await inform({ parcel: id, text });
  }
  const all = Object.values(parcels);
  return {
    delivered: all.filter((p) => p.delivered !== undefined).map((p) => p.id),
    late: all.filter(({ delayedHours }) => delayedHours > 0).map(({ id, delayedHours }) => ({ id, delayedHours })),
    ignored: [...new Set(ignored)],
    silent: watched.filter((id) => !(id in parcels)),
  };
}`,
    scenarios: runs(
      [
        { since: "x", watched: ["p1", "p2", "p9"] },
        {
          inform: () => null,
          scansSince: {
            result: [
              { parcel: "p1", code: "DL", at: "2024-01-03T12:00:00Z" },
              { parcel: "p1", code: "PU", at: "2024-01-01T10:00:00Z", hub: "BER" },
              { parcel: "p1", code: "PU", at: "2024-01-01T10:00:00Z", hub: "BER" },
              { parcel: "p2", code: "ZZ", at: "2024-01-01T10:00:00Z" },
              { parcel: "p2", code: "AR", at: "2024-01-01T11:00:00Z", hub: "HAM" },
            ],
          },
        },
      ],
      [{ since: "x", watched: [] }, { scansSince: { result: [] } }],
    ),
  },
  {
    name: "invoice matching three-way",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface InvoiceLine { item: string; qty: number; price: number }
interface Invoice { number: string; vendor: string; poNumber?: string; lines: InvoiceLine[]; total: number }
interface PurchaseOrder { number: string; lines: { item: string; qty: number; price: number }[] }
const findPo = lambda<{ number: string }, PurchaseOrder | undefined>("findPo", elsewhere);
const goodsReceived = lambda<{ po: string }, Record<string, number>>("goodsReceived", elsewhere);
const clarify = human<{ invoice: string; problems: string[] }, { action: "pay" | "reject" | "correct"; total?: number }>("clarify", { title: "What should we do with this invoice?", form: { type: "object", properties: {} } });
const post = lambda<{ invoice: string; amount: number }, { voucher: string }>("post", elsewhere);
enum Problem { NoOrder = "no-order", Quantity = "quantity", Price = "price", Unordered = "unordered", Sum = "sum" }
const cents = (amount: number) => Math.round(amount * 100);
const within = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance;`,
    body: `async (invoice: Invoice) => {
  const problems: { kind: Problem; item?: string; detail: string }[] = [];
  const sum = invoice.lines.reduce((s, l) => s + l.qty * l.price, 0);
  if (!within(cents(sum), cents(invoice.total), 1)) problems.push({ kind: Problem.Sum, detail: \`\${sum.toFixed(2)} ≠ \${invoice.total.toFixed(2)}\` });
  const po = invoice.poNumber ? await findPo({ number: invoice.poNumber }) : undefined;
  if (!po) {
    problems.push({ kind: Problem.NoOrder, detail: invoice.poNumber ?? "not given" });
  } else {
    const received = await goodsReceived({ po: po.number });
    const ordered = new Map(po.lines.map((line) => [line.item, line] as const));
    for (const { item, qty, price } of invoice.lines) {
      const line = ordered.get(item);
      if (!line) {
        problems.push({ kind: Problem.Unordered, item, detail: \`\${qty} × \${item}\` });
        continue;
      }
      if (qty > Math.min(line.qty, received[item] ?? 0)) problems.push({ kind: Problem.Quantity, item, detail: \`\${qty} invoiced, \${received[item] ?? 0} received\` });
      if (price > line.price * 1.02) problems.push({ kind: Problem.Price, item, detail: \`\${price} instead of \${line.price}\` });
    }
  }
  let amount = invoice.total;
  if (problems.length > 0) {
    const answer = await clarify({ invoice: invoice.number, problems: problems.map((p) => \`\${p.kind}: \${p.detail}\`) });
    switch (answer.action) {
      case "reject":
        return { status: "rejected", problems };
      case "correct":
        amount = answer.total ?? amount;
      // fall through
      case "pay":
        break;
    }
  }
  const { voucher } = await post({ invoice: invoice.number, amount });
  return { status: "posted", voucher, amount, problems };
}`,
    scenarios: runs(
      [
        { number: "I1", vendor: "v", poNumber: "P", lines: [{ item: "a", qty: 2, price: 10 }], total: 20 },
        {
          findPo: { result: { number: "P", lines: [{ item: "a", qty: 2, price: 9.9 }] } },
          goodsReceived: { result: { a: 2 } },
          post: { result: { voucher: "V" } },
        },
      ],
      [
        {
          number: "I2",
          vendor: "v",
          poNumber: "P",
          lines: [
            { item: "a", qty: 2, price: 10 },
            { item: "b", qty: 1, price: 1 },
          ],
          total: 20,
        },
        {
          findPo: { result: { number: "P", lines: [{ item: "a", qty: 1, price: 9 }] } },
          goodsReceived: { result: {} },
          clarify: { result: { action: "correct", total: 19 } },
          post: { result: { voucher: "V" } },
        },
      ],
      [{ number: "I3", vendor: "v", lines: [], total: 0 }, { clarify: { result: { action: "reject" } } }],
    ),
  },
];
