import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows about books of account and stock, as they are first written down. */
export const ledgerDrafts: readonly Row[] = [
  {
    name: "post transfers with holds and reversals",
    before: `interface Account { id: string; balance: number; holds: Record<string, number>; frozen?: boolean }
interface Transfer { id: string; from: string; to: string; amount: number; memo?: string }
class Rejected extends WorkflowError {
  constructor(readonly transferId: string, reason: string) {
    super(\`\${transferId}: \${reason}\`);
  }
}
const available = (a: Account) => a.balance - Object.values(a.holds).reduce((x, y) => x + y, 0);`,
    body: `async (input: { accounts: Record<string, Account>; transfers: Transfer[] }) => {
  const { accounts } = input;
  const journal: { id: string; debit: string; credit: string; amount: number; reversed?: boolean }[] = [];
  const rejected: string[] = [];
  for (const transfer of input.transfers) {
    const from = accounts[transfer.from];
    const to = accounts[transfer.to];
    try {
      if (!from || !to) throw new Rejected(transfer.id, "no such account");
      if (from.frozen || to.frozen) throw new Rejected(transfer.id, "frozen");
      if (available(from) < transfer.amount) throw new Rejected(transfer.id, \`short of \${transfer.amount - available(from)}\`);
      from.holds[transfer.id] = transfer.amount;
      try {
        await charge({ id: transfer.id, amount: transfer.amount });
        from.balance -= transfer.amount;
        to.balance += transfer.amount;
        journal.push({ id: transfer.id, debit: from.id, credit: to.id, amount: transfer.amount });
      } catch (e) {
        journal.push({ id: transfer.id, debit: from.id, credit: to.id, amount: transfer.amount, reversed: true });
        await release(transfer.id);
      } finally {
        delete from.holds[transfer.id];
      }
    } catch (e) {
      if (!(e instanceof Rejected)) throw e;
      rejected.push(e.message);
    }
  }
  return { balances: Object.values(accounts).map((a) => \`\${a.id}=\${a.balance}\`), holds: Object.values(accounts).flatMap((a) => Object.keys(a.holds)), journal, rejected };
}`,
    scenarios: runs(
      [
        {
          accounts: {
            a: { id: "a", balance: 100, holds: { old: 20 } },
            b: { id: "b", balance: 0, holds: {} },
            c: { id: "c", balance: 9, holds: {}, frozen: true },
          },
          transfers: [
            { id: "t1", from: "a", to: "b", amount: 50 },
            { id: "t2", from: "a", to: "b", amount: 50 },
            { id: "t3", from: "b", to: "c", amount: 1 },
            { id: "t4", from: "b", to: "x", amount: 1 },
          ],
        },
      ],
      [
        {
          accounts: { a: { id: "a", balance: 100, holds: {} }, b: { id: "b", balance: 0, holds: {} } },
          transfers: [
            { id: "t1", from: "a", to: "b", amount: 50 },
            { id: "t2", from: "b", to: "a", amount: 5 },
          ],
        },
        { charge: fails("Declined", "no") },
      ],
    ),
  },
  {
    name: "reconcile a statement with invoices",
    before: `interface Invoice { no: string; customer: string; open: number; due: string }
interface Payment { ref: string; amount: number; text: string; customer?: string }
type Match = { payment: string; invoices: string[]; how: "reference" | "amount" | "oldest-first" };`,
    body: `async (input: { invoices: Invoice[]; payments: Payment[] }) => {
  const invoices = input.invoices.map((i) => ({ ...i })).sort((a, b) => a.due.localeCompare(b.due));
  const matches_: Match[] = [];
  const unmatched: { ref: string; rest: number }[] = [];
  for (const payment of input.payments) {
    let rest = payment.amount;
    const numbers = payment.text.match(/INV-\\d{3,}/g) ?? [];
    const used: string[] = [];
    let how: Match["how"] = "reference";
    for (const no of numbers) {
      const invoice = invoices.find((i) => i.no === no && i.open > 0);
      if (!invoice) continue;
      const part = Math.min(invoice.open, rest);
      invoice.open -= part;
      rest -= part;
      used.push(no);
    }
    if (!used.length) {
      const exact = invoices.find((i) => i.open === rest);
      if (exact) {
        exact.open = 0;
        rest = 0;
        used.push(exact.no);
        how = "amount";
      }
    }
    if (rest > 0 && payment.customer) {
      for (const invoice of invoices) {
        if (rest <= 0) break;
        if (invoice.customer !== payment.customer || invoice.open === 0) continue;
        const part = Math.min(invoice.open, rest);
        invoice.open -= part;
        rest -= part;
        used.push(invoice.no);
        how = "oldest-first";
      }
    }
    if (used.length) matches_.push({ payment: payment.ref, invoices: used, how });
    if (rest > 0) unmatched.push({ ref: payment.ref, rest });
  }
  const overdue = invoices.filter((i) => i.open > 0);
  for (const { no, open, customer } of overdue) await echo(\`Dear \${customer}, \${open.toFixed(2)} of \${no} is open\`);
  return { matches: matches_, unmatched, open: overdue.map((i) => [i.no, i.open] as const) };
}`,
    scenarios: runs(
      [
        {
          invoices: [
            { no: "INV-002", customer: "c1", open: 50, due: "2025-02-01" },
            { no: "INV-001", customer: "c1", open: 30, due: "2025-01-01" },
            { no: "INV-0044", customer: "c2", open: 99, due: "2025-01-15" },
          ],
          payments: [
            { ref: "p1", amount: 40, text: "for INV-002, thanks" },
            { ref: "p2", amount: 99, text: "hello" },
            { ref: "p3", amount: 35, text: "INV-77", customer: "c1" },
            { ref: "p4", amount: 12, text: "" },
          ],
        },
      ],
      [{ invoices: [{ no: "INV-002", customer: "c1", open: 50, due: "2025-02-01" }], payments: [] }],
    ),
  },
  {
    name: "apply events to an aggregate and keep snapshots",
    before: `type CartEvent =
  | { type: "added"; sku: string; qty: number; price: number }
  | { type: "removed"; sku: string }
  | { type: "coupon"; code: string; percent: number }
  | { type: "checked-out"; at: string };
interface Cart { version: number; lines: Record<string, { qty: number; price: number }>; discount: number; status: "open" | "closed" }
const empty: Cart = { version: 0, lines: {}, discount: 0, status: "open" };
function apply(cart: Cart, event: CartEvent): Cart {
  if (cart.status === "closed") throw new Error(\`closed at version \${cart.version}\`);
  const next = { ...cart, version: cart.version + 1 };
  switch (event.type) {
    case "added": {
      const line = cart.lines[event.sku];
      next.lines = { ...cart.lines, [event.sku]: { qty: (line?.qty ?? 0) + event.qty, price: event.price } };
      return next;
    }
    case "removed": {
      const { [event.sku]: _, ...rest } = cart.lines;
      next.lines = rest;
      return next;
    }
    case "coupon":
      next.discount = Math.max(cart.discount, event.percent);
      return next;
    case "checked-out":
      next.status = "closed";
      return next;
  }
}
const total = (cart: Cart) => Object.values(cart.lines).reduce((s, l) => s + l.qty * l.price, 0) * (1 - cart.discount / 100);`,
    body: `async (input: { id: string; events: CartEvent[] }) => {
  let cart = empty;
  const snapshots: Cart[] = [];
  const failures: string[] = [];
  for (const [i, event] of input.events.entries()) {
    try {
      cart = apply(cart, event);
      if (cart.version % 2 === 0) snapshots.push(cart);
    } catch (e) {
      failures.push(\`#\${i} \${event.type}: \${(e as Error).message}\`);
    }
  }
  const sum = total(cart);
  let receipt: string | undefined;
  if (cart.status === "closed" && sum > 0) ({ receipt } = await charge({ id: input.id, amount: sum }));
  return { cart, sum, failures, snapshots: snapshots.map((s) => ({ version: s.version, skus: Object.keys(s.lines) })), ...(receipt ? { receipt } : {}) };
}`,
    scenarios: runs(
      [
        {
          id: "c",
          events: [
            { type: "added", sku: "x", qty: 1, price: 5 },
            { type: "added", sku: "y", qty: 2, price: 3 },
            { type: "added", sku: "x", qty: 1, price: 6 },
            { type: "removed", sku: "y" },
            { type: "coupon", code: "z", percent: 25 },
            { type: "checked-out", at: "now" },
            { type: "removed", sku: "x" },
          ],
        },
      ],
      [{ id: "c", events: [] }],
    ),
  },
  {
    name: "count a warehouse and correct the books",
    before: `interface Bin { sku: string; location: string; booked: number; counted?: number; countedBy?: string[] }
interface Adjustment { sku: string; delta: number; locations: string[]; value: number }`,
    body: `async (input: { bins: Bin[]; counts: { location: string; sku: string; qty: number; by: string }[]; tolerance: number }) => {
  const index = new Map<string, number>();
  input.bins.forEach((b, i) => index.set(\`\${b.location}:\${b.sku}\`, i));
  const strays: string[] = [];
  for (const { location, sku, qty, by } of input.counts) {
    const i = index.get(\`\${location}:\${sku}\`);
    if (i === undefined) {
      strays.push(\`\${qty} x \${sku} at \${location}\`);
      continue;
    }
    const bin = input.bins[i]!;
    bin.counted = bin.counted === undefined ? qty : Math.round((bin.counted + qty) / 2);
    (bin.countedBy ??= []).push(by);
  }
  const adjustments: Record<string, Adjustment> = {};
  const prices = new Map<string, number>();
  const priceOf = async (sku: string) => {
    const cached = prices.get(sku);
    if (cached !== undefined) return cached;
    const { price } = await fetchItem(sku);
    prices.set(sku, price);
    return price;
  };
  for (const bin of input.bins) {
    if (bin.counted === undefined) continue;
    const delta = bin.counted - bin.booked;
    if (Math.abs(delta) <= input.tolerance) continue;
    const price = await priceOf(bin.sku);
    const adjustment = (adjustments[bin.sku] ||= { sku: bin.sku, delta: 0, locations: [], value: 0 });
    adjustment.delta += delta;
    adjustment.value += delta * price;
    adjustment.locations.push(bin.location);
    bin.booked = bin.counted;
  }
  const big = Object.values(adjustments).filter((a) => Math.abs(a.value) > 20);
  const approvals = await Promise.all(big.map(async (a) => ({ sku: a.sku, ...(await review({ id: a.sku })) })));
  return {
    strays,
    adjustments,
    refused: approvals.filter((a) => !a.approved).map(({ sku, reason }) => \`\${sku} (\${reason})\`),
    uncounted: input.bins.filter((b) => b.counted == null).length,
    bins: input.bins,
  };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          tolerance: 0,
          bins: [
            { sku: "ab", location: "A1", booked: 5 },
            { sku: "ab", location: "A2", booked: 5 },
            { sku: "xyz", location: "A2", booked: 20 },
            { sku: "q", location: "B", booked: 1 },
          ],
          counts: [
            { location: "A1", sku: "ab", qty: 4, by: "jo" },
            { location: "A1", sku: "ab", qty: 6, by: "mo" },
            { location: "A2", sku: "ab", qty: 15, by: "jo" },
            { location: "A2", sku: "xyz", qty: 3, by: "jo" },
            { location: "C", sku: "q", qty: 2, by: "jo" },
          ],
        },
      ],
      [{ tolerance: 1, bins: [], counts: [] }],
    ),
  },
];
