import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** A task that fails at first. */
const twice = { double: [fails("Broken"), { result: 4 }, fails("Again"), { result: 9 }] };

/** Workflows as they are first written down, with changes in place wherever these are handy. */
export const firstDrafts: readonly Row[] = [
  {
    name: "allocate stock to orders",
    before: `interface Line { sku: string; qty: number; allocated?: number }
interface Order { id: string; priority: number; lines: Line[]; status?: string }
const byPriority = (a: Order, b: Order) => b.priority - a.priority;
function allocate(stock: Record<string, number>, line: Line) {
  const available = stock[line.sku] ?? 0;
  const taken = Math.min(available, line.qty);
  stock[line.sku] = available - taken;
  line.allocated = taken;
  return taken === line.qty;
}`,
    body: `async (input: { orders: Order[]; stock: Record<string, number> }) => {
  const stock = { ...input.stock };
  const orders = [...input.orders].sort(byPriority);
  for (const order of orders) {
    let complete = true;
    for (const line of order.lines) {
      if (!allocate(stock, line)) complete = false;
    }
    order.status = complete ? "allocated" : "partial";
    await echo({ id: order.id, status: order.status });
  }
  return { orders, stock };
}`,
    scenarios: runs([
      {
        orders: [
          { id: "a", priority: 1, lines: [{ sku: "x", qty: 2 }] },
          {
            id: "b",
            priority: 2,
            lines: [
              { sku: "x", qty: 3 },
              { sku: "y", qty: 1 },
            ],
          },
        ],
        stock: { x: 4, y: 0 },
      },
      twice,
    ]),
  },
  {
    name: "room assignment",
    before: `interface Room { id: string; capacity: number; booked: string[] }
interface Meeting { id: string; people: number }
function bestRoom(rooms: Room[], people: number): Room | undefined {
  const fitting = rooms.filter((room) => room.capacity >= people && room.booked.length < 2);
  fitting.sort((a, b) => a.capacity - b.capacity);
  return fitting[0];
}`,
    body: `async (input: { rooms: { id: string; capacity: number }[]; meetings: Meeting[] }) => {
  const rooms: Room[] = input.rooms.map((room) => ({ ...room, booked: [] }));
  const waiting: string[] = [];
  for (const meeting of input.meetings) {
    const room = bestRoom(rooms, meeting.people);
    if (!room) {
      waiting.push(meeting.id);
      continue;
    }
    room.booked.push(meeting.id);
    await echo({ room: room.id, meeting: meeting.id });
  }
  return { rooms, waiting };
}`,
    scenarios: runs([
      {
        rooms: [
          { id: "s", capacity: 4 },
          { id: "l", capacity: 10 },
        ],
        meetings: [
          { id: "m1", people: 3 },
          { id: "m2", people: 8 },
          { id: "m3", people: 12 },
          { id: "m4", people: 2 },
          { id: "m5", people: 2 },
        ],
      },
      twice,
    ]),
  },
  {
    name: "group by customer with Map",
    before: `interface Sale { customer: string; amount: number; tags: string[] }
interface Group { customer: string; total: number; tags: Set<string>; sales: Sale[] }
function groupFor(groups: Map<string, Group>, customer: string): Group {
  let group = groups.get(customer);
  if (!group) {
    group = { customer, total: 0, tags: new Set(), sales: [] };
    groups.set(customer, group);
  }
  return group;
}`,
    body: `async (input: { sales: Sale[] }) => {
  const groups = new Map<string, Group>();
  for (const sale of input.sales) {
    const group = groupFor(groups, sale.customer);
    group.total += sale.amount;
    group.sales.push(sale);
    for (const tag of sale.tags) group.tags.add(tag);
  }
  const report = [...groups.values()].map(({ customer, total, tags, sales }) => ({ customer, total, tags: [...tags].sort(), count: sales.length }));
  report.sort((a, b) => b.total - a.total);
  for (const row of report) await echo(row);
  return report;
}`,
    scenarios: runs([
      {
        sales: [
          { customer: "a", amount: 3, tags: ["x"] },
          { customer: "b", amount: 9, tags: [] },
          { customer: "a", amount: 1, tags: ["y", "x"] },
        ],
      },
      twice,
    ]),
  },
  {
    name: "ledger double entry",
    before: `interface Account { id: string; balance: number; entries: { amount: number; memo: string }[] }
function post(account: Account, amount: number, memo: string) {
  account.balance += amount;
  account.entries.push({ amount, memo });
}`,
    body: `async (input: { accounts: { id: string; balance: number }[]; transfers: { from: string; to: string; amount: number }[] }) => {
  const accounts = new Map<string, Account>(input.accounts.map((a) => [a.id, { ...a, entries: [] }]));
  const rejected: { from: string; to: string; reason: string }[] = [];
  for (const { from, to, amount } of input.transfers) {
    const source = accounts.get(from);
    const target = accounts.get(to);
    if (!source || !target) {
      rejected.push({ from, to, reason: "unknown account" });
      continue;
    }
    if (source.balance < amount) {
      rejected.push({ from, to, reason: "insufficient funds" });
      continue;
    }
    post(source, -amount, "to " + to);
    post(target, amount, "from " + from);
    await echo({ from, to, amount });
  }
  return { accounts: [...accounts.values()], rejected };
}`,
    scenarios: runs([
      {
        accounts: [
          { id: "a", balance: 10 },
          { id: "b", balance: 0 },
        ],
        transfers: [
          { from: "a", to: "b", amount: 4 },
          { from: "b", to: "a", amount: 9 },
          { from: "b", to: "b", amount: 2 },
          { from: "z", to: "a", amount: 1 },
        ],
      },
      twice,
    ]),
  },
  {
    name: "dedupe keeping latest",
    before: `interface Event { id: string; at: number; kind: string }`,
    body: `async (input: { events: Event[] }) => {
  const latest: Record<string, Event> = {};
  for (const event of input.events) {
    const seen = latest[event.id];
    if (!seen || seen.at < event.at) latest[event.id] = event;
  }
  const events = Object.values(latest);
  events.sort((a, b) => a.at - b.at);
  for (const event of events) {
    event.kind = event.kind.toUpperCase();
    await echo(event);
  }
  return events;
}`,
    scenarios: runs([
      {
        events: [
          { id: "a", at: 1, kind: "x" },
          { id: "b", at: 3, kind: "y" },
          { id: "a", at: 2, kind: "z" },
        ],
      },
      twice,
    ]),
  },
  {
    name: "batching with running batch",
    before: `interface Parcel { id: string; weight: number }`,
    body: `async (input: { parcels: Parcel[]; limit: number }) => {
  const batches: { parcels: Parcel[]; weight: number }[] = [];
  let current = { parcels: [] as Parcel[], weight: 0 };
  for (const parcel of input.parcels) {
    if (current.weight + parcel.weight > input.limit && current.parcels.length > 0) {
      batches.push(current);
      current = { parcels: [], weight: 0 };
    }
    current.parcels.push(parcel);
    current.weight += parcel.weight;
  }
  if (current.parcels.length > 0) batches.push(current);
  for (const batch of batches) await echo(batch);
  return batches.length;
}`,
    scenarios: runs([
      {
        parcels: [
          { id: "a", weight: 4 },
          { id: "b", weight: 5 },
          { id: "c", weight: 3 },
        ],
        limit: 8,
      },
      twice,
    ]),
  },
  {
    name: "first fit bins",
    before: `interface Bin { free: number; items: string[] }`,
    body: `async (input: { items: { id: string; size: number }[] }) => {
  const bins: Bin[] = [];
  const sorted = input.items.sort((a, b) => b.size - a.size);
  for (const item of sorted) {
    let bin = bins.find((b) => b.free >= item.size);
    if (!bin) {
      bin = { free: 10, items: [] };
      bins.push(bin);
    }
    bin.free -= item.size;
    bin.items.push(item.id);
  }
  await Promise.all(bins.map((bin) => echo(bin)));
  return bins;
}`,
    scenarios: runs([
      {
        items: [
          { id: "a", size: 4 },
          { id: "b", size: 7 },
          { id: "c", size: 3 },
          { id: "d", size: 6 },
        ],
      },
      twice,
    ]),
    concurrent: true,
  },
  {
    name: "memoised lookups",
    before: ``,
    body: `async (input: { ids: string[] }) => {
  const cache: Record<string, { price: number; uses: number }> = {};
  const lookup = async (id: string) => {
    const hit = cache[id];
    if (hit) {
      hit.uses++;
      return hit.price;
    }
    const { price } = await fetchItem(id);
    cache[id] = { price, uses: 1 };
    return price;
  };
  let total = 0;
  for (const id of input.ids) total += await lookup(id);
  return { total, cache };
}`,
    scenarios: runs([{ ids: ["a", "bb", "a", "a"] }, twice]),
  },
  {
    name: "invoice with discounts pipeline",
    before: `interface Item { sku: string; qty: number; price: number; discount: number }
interface Invoice { items: Item[]; subtotal: number; discount: number; total: number; notes: string[] }
type Rule = (invoice: Invoice) => void;
const bulk: Rule = (invoice) => {
  for (const item of invoice.items) {
    if (item.qty >= 10) item.discount = item.price * item.qty * 0.1;
  }
};
const loyal: Rule = (invoice) => {
  if (invoice.subtotal > 100) {
    invoice.discount += 5;
    invoice.notes.push("loyalty");
  }
};
const rules: Rule[] = [bulk, loyal];`,
    body: `async (input: { items: { sku: string; qty: number; price: number }[] }) => {
  const invoice: Invoice = { items: input.items.map((i) => ({ ...i, discount: 0 })), subtotal: 0, discount: 0, total: 0, notes: [] };
  for (const item of invoice.items) invoice.subtotal += item.price * item.qty;
  for (const rule of rules) rule(invoice);
  const itemDiscount = invoice.items.reduce((sum, item) => sum + item.discount, 0);
  invoice.total = invoice.subtotal - invoice.discount - itemDiscount;
  await echo(invoice);
  return invoice;
}`,
    scenarios: runs([
      {
        items: [
          { sku: "a", qty: 10, price: 20 },
          { sku: "b", qty: 1, price: 5 },
        ],
      },
      twice,
    ]),
  },
  {
    name: "state machine transitions",
    before: `type State = "new" | "paid" | "packed" | "shipped";
interface Shipment { state: State; history: { from: State; to: State }[]; attempts: number }
const next: Record<State, State | undefined> = { new: "paid", paid: "packed", packed: "shipped", shipped: undefined };
function advance(shipment: Shipment, to: State) {
  shipment.history.push({ from: shipment.state, to });
  shipment.state = to;
  shipment.attempts = 0;
}`,
    body: `async (input: { max: number }) => {
  const shipment: Shipment = { state: "new", history: [], attempts: 0 };
  while (true) {
    const target = next[shipment.state];
    if (!target) break;
    try {
      await double(shipment.history.length);
      advance(shipment, target);
    } catch (error) {
      shipment.attempts++;
      if (shipment.attempts >= input.max) throw error;
    }
  }
  return shipment;
}`,
    scenarios: runs([{ max: 3 }, twice], [{ max: 1 }, twice]),
  },
  {
    name: "merge carts",
    before: `interface CartLine { sku: string; qty: number }
interface Cart { lines: CartLine[] }
function addToCart(cart: Cart, line: CartLine) {
  const existing = cart.lines.find((l) => l.sku === line.sku);
  if (existing) existing.qty += line.qty;
  else cart.lines.push({ ...line });
}`,
    body: `async (input: { guest: Cart; user: Cart }) => {
  const merged: Cart = { lines: [] };
  for (const line of input.user.lines) addToCart(merged, line);
  for (const line of input.guest.lines) addToCart(merged, line);
  merged.lines = merged.lines.filter((l) => l.qty > 0);
  await echo(merged);
  return merged;
}`,
    scenarios: runs([
      {
        guest: {
          lines: [
            { sku: "a", qty: 1 },
            { sku: "b", qty: -3 },
          ],
        },
        user: {
          lines: [
            { sku: "b", qty: 3 },
            { sku: "c", qty: 2 },
          ],
        },
      },
      twice,
    ]),
  },
  {
    name: "shift scheduling",
    before: `interface Worker { id: string; hours: number; shifts: string[]; skills: string[] }
interface Shift { id: string; hours: number; skill: string }`,
    body: `async (input: { workers: { id: string; skills: string[] }[]; shifts: Shift[] }) => {
  const workers: Worker[] = input.workers.map((w) => ({ ...w, hours: 0, shifts: [] }));
  const open: Shift[] = [];
  for (const shift of input.shifts) {
    const candidates = workers.filter((w) => w.skills.includes(shift.skill) && w.hours + shift.hours <= 8);
    if (candidates.length === 0) {
      open.push(shift);
      continue;
    }
    candidates.sort((a, b) => a.hours - b.hours);
    const chosen = candidates[0]!;
    chosen.hours += shift.hours;
    chosen.shifts.push(shift.id);
  }
  for (const worker of workers) {
    if (worker.shifts.length > 0) await echo({ to: worker.id, shifts: worker.shifts });
  }
  return { workers, open };
}`,
    scenarios: runs([
      {
        workers: [
          { id: "a", skills: ["x", "y"] },
          { id: "b", skills: ["x"] },
        ],
        shifts: [
          { id: "1", hours: 4, skill: "x" },
          { id: "2", hours: 5, skill: "x" },
          { id: "3", hours: 4, skill: "y" },
          { id: "4", hours: 4, skill: "y" },
        ],
      },
      twice,
    ]),
  },
  {
    name: "match payments to invoices",
    before: `interface Invoice { id: string; due: number; paid: number; status: "open" | "paid" }
interface Payment { ref?: string; amount: number }`,
    body: `async (input: { invoices: { id: string; due: number }[]; payments: Payment[] }) => {
  const invoices: Invoice[] = input.invoices.map((i) => ({ ...i, paid: 0, status: "open" as const }));
  const unmatched: Payment[] = [];
  for (const payment of input.payments) {
    const invoice = invoices.find((i) => i.id === payment.ref) ?? invoices.find((i) => i.due === payment.amount && i.status === "open");
    if (!invoice) {
      unmatched.push(payment);
      continue;
    }
    invoice.paid += payment.amount;
    if (invoice.paid >= invoice.due) invoice.status = "paid";
  }
  const open = invoices.filter((i) => i.status === "open");
  for (const invoice of open) await echo(invoice.id);
  return { invoices, unmatched };
}`,
    scenarios: runs([
      {
        invoices: [
          { id: "a", due: 5 },
          { id: "b", due: 7 },
        ],
        payments: [{ ref: "a", amount: 3 }, { amount: 7 }, { amount: 99 }],
      },
      twice,
    ]),
  },
  {
    name: "pivot totals",
    before: `interface Row { region: string; product: string; amount: number }`,
    body: `async (input: { rows: Row[] }) => {
  const pivot: Record<string, Record<string, number>> = {};
  for (const { region, product, amount } of input.rows) {
    if (!pivot[region]) pivot[region] = {};
    const cells = pivot[region];
    cells[product] = (cells[product] ?? 0) + amount;
  }
  const totals = Object.entries(pivot).map(([region, cells]) => ({ region, total: Object.values(cells).reduce((a, b) => a + b, 0) }));
  totals.sort((a, b) => b.total - a.total);
  await echo(totals);
  return { pivot, totals };
}`,
    scenarios: runs([
      {
        rows: [
          { region: "n", product: "p", amount: 1 },
          { region: "s", product: "p", amount: 4 },
          { region: "n", product: "q", amount: 2 },
        ],
      },
      twice,
    ]),
  },
  {
    name: "dependency order",
    before: `interface Task { id: string; needs: string[] }`,
    body: `async (input: { tasks: Task[] }) => {
  const waiting = new Map<string, Set<string>>();
  for (const task of input.tasks) waiting.set(task.id, new Set(task.needs));
  const order: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([id]) => id);
    if (ready.length === 0) throw new Declined("cycle");
    for (const id of ready) {
      await echo(id);
      order.push(id);
      waiting.delete(id);
      for (const needs of waiting.values()) needs.delete(id);
    }
  }
  return order;
}`,
    scenarios: runs(
      [
        {
          tasks: [
            { id: "c", needs: ["a", "b"] },
            { id: "a", needs: [] },
            { id: "b", needs: ["a"] },
          ],
        },
        twice,
      ],
      [{ tasks: [{ id: "a", needs: ["a"] }] }, twice],
    ),
  },
];
