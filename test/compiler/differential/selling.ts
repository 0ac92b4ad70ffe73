import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows that sell, as a developer writes them who has read no list of restrictions. */
export const selling: readonly Row[] = [
  {
    name: "invoice with tax lines and rounding",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
type Line = { sku: string; net: number; qty: number; taxRate: number };
const sendInvoice = lambda<{ number: string; total: number; taxes: { rate: string; amount: number }[] }, { url: string }>("sendInvoiceOf8", noCode);
const nextNumber = lambda<{ year: number }, number>("nextNumberOf8", noCode);
const round2 = (n: number) => Math.round((n + Number.EPSILON) * 100) / 100;
`,
    body: `async (input: { customer: string; lines: Line[]; year: number }) => {
  const byRate = new Map<number, number>();
  let net = 0;
  for (const { net: price, qty, taxRate } of input.lines) {
    const amount = round2(price * qty);
    net += amount;
    byRate.set(taxRate, (byRate.get(taxRate) ?? 0) + amount * taxRate);
  }
  const taxes = [...byRate.entries()].sort(([a], [b]) => a - b).map(([rate, amount]) => ({ rate: \`\${(rate * 100).toFixed(1)}%\`, amount: round2(amount) }));
  const total = round2(net + taxes.reduce((sum, t) => sum + t.amount, 0));
  const number = \`INV-\${input.year}-\${String(await nextNumber({ year: input.year })).padStart(5, "0")}\`;
  const { url } = await sendInvoice({ number, total, taxes });
  return { number, url, total, customer: input.customer.trim().toUpperCase() };
}`,
    scenarios: runs([
      {
        customer: " acme ",
        year: 2024,
        lines: [
          { sku: "a", net: 9.99, qty: 3, taxRate: 0.19 },
          { sku: "b", net: 1.5, qty: 1, taxRate: 0.07 },
          { sku: "c", net: 2, qty: 2, taxRate: 0.19 },
        ],
      },
      { nextNumberOf8: () => 42, sendInvoiceOf8: () => ({ url: "u" }) },
    ]),
  },
  {
    name: "seat reservation with hold expiry",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Hold { seat: string; holdId: string; expires: string }
const holdSeat = lambda<{ seat: string; minutes: number }, { holdId: string; expires: string }>("holdSeatOf8", noCode);
const releaseHold = lambda<{ holdId: string }, void>("releaseHoldOf8", noCode);
const confirm = lambda<{ holds: string[]; amount: number }, { bookingRef: string }>("confirmOf8", noCode);
class SeatTaken extends WorkflowError { constructor(public seat: string) { super(\`seat \${seat} is taken\`); } }
class BookingFailed extends WorkflowError {}
`,
    body: `async ({ seats, pricePerSeat, groupDiscount = 0.1 }: { seats: string[]; pricePerSeat: number; groupDiscount?: number }) => {
  const holds: Hold[] = [];
  try {
    for (const seat of seats) {
      try {
        const { holdId, expires } = await holdSeat({ seat, minutes: 10 });
        holds.push({ seat, holdId, expires });
      } catch (err) {
        if ((err as Error).name === "Conflict") throw new SeatTaken(seat);
        throw err;
      }
    }
    const gross = seats.length * pricePerSeat;
    const amount = seats.length >= 4 ? gross * (1 - groupDiscount) : gross;
    const { bookingRef } = await confirm({ holds: holds.map((h) => h.holdId), amount });
    return { bookingRef, amount, firstExpiry: holds.map((h) => h.expires).sort()[0] };
  } catch (err) {
    for (const { holdId } of holds.reverse()) await releaseHold({ holdId });
    if (err instanceof SeatTaken) return { failed: err.seat, released: holds.length };
    throw new BookingFailed(\`booking failed: \${err instanceof Error ? err.message : String(err)}\`, { cause: err });
  }
}`,
    scenarios: runs(
      [
        { seats: ["a", "b", "c", "d"], pricePerSeat: 10 },
        {
          holdSeatOf8: ({ seat }: { seat: string }) => ({
            holdId: "h" + seat,
            expires: "2024-01-0" + seat.charCodeAt(0),
          }),
          confirmOf8: () => ({ bookingRef: "R" }),
          releaseHoldOf8: () => null,
        },
      ],
      [
        { seats: ["a", "b"], pricePerSeat: 10 },
        { holdSeatOf8: [{ result: { holdId: "1", expires: "x" } }, fails("Conflict")], releaseHoldOf8: () => null },
      ],
      [
        { seats: ["a", "b"], pricePerSeat: 10 },
        {
          holdSeatOf8: { result: { holdId: "1", expires: "x" } },
          confirmOf8: fails("Down", "later"),
          releaseHoldOf8: () => null,
        },
      ],
    ),
  },
  {
    name: "support ticket triage",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Ticket { id: string; subject: string; body: string; customer: { plan: "free" | "pro" | "enterprise"; vip?: boolean }; createdAt: string }
type Priority = "p1" | "p2" | "p3";
const assign = lambda<{ ticket: string; queue: string; priority: Priority }, { agent: string | null }>("assignOf8", noCode);
const page = lambda<{ queue: string; text: string }, void>("pageOf8", noCode);
const KEYWORDS: [RegExp, string, number][] = [
  [/\\b(down|outage|cannot log ?in)\\b/i, "incident", 5],
  [/\\b(invoice|refund|charge[ds]?)\\b/i, "billing", 2],
  [/\\b(how (do|can)|documentation)\\b/i, "howto", 0],
];
function scoreOf(ticket: Ticket): { queue: string; score: number } {
  const text = \`\${ticket.subject} \${ticket.body}\`;
  let queue = "general";
  let score = 0;
  for (const [pattern, name, points] of KEYWORDS) {
    if (pattern.test(text)) {
      if (points >= score) queue = name;
      score += points;
    }
  }
  if (ticket.customer.plan === "enterprise") score += 3;
  else if (ticket.customer.plan === "pro") score += 1;
  if (ticket.customer.vip) score *= 2;
  return { queue, score };
}
`,
    body: `async (ticket: Ticket) => {
  const { queue, score } = scoreOf(ticket);
  const priority: Priority = score >= 8 ? "p1" : score >= 4 ? "p2" : "p3";
  const { agent } = await assign({ ticket: ticket.id, queue, priority });
  switch (priority) {
    case "p1":
      await page({ queue, text: \`P1: \${ticket.subject.slice(0, 40)}\` });
    // falls through
    case "p2":
      if (agent === null) await page({ queue, text: \`nobody has \${ticket.id}\` });
      break;
    default:
  }
  return { id: ticket.id, queue, priority, agent: agent ?? "unassigned", words: ticket.body.split(/\\s+/).filter(Boolean).length };
}`,
    scenarios: runs(
      [
        {
          id: "t",
          subject: "Site is down",
          body: "we cannot  login please",
          customer: { plan: "enterprise" },
          createdAt: "x",
        },
        { assignOf8: () => ({ agent: null }), pageOf8: () => null },
      ],
      [
        {
          id: "t",
          subject: "Refund",
          body: "I was charged twice",
          customer: { plan: "pro", vip: true },
          createdAt: "x",
        },
        { assignOf8: () => ({ agent: "ann" }), pageOf8: () => null },
      ],
      [
        { id: "t", subject: "Hi", body: "", customer: { plan: "free" }, createdAt: "x" },
        { assignOf8: () => ({ agent: null }), pageOf8: () => null },
      ],
    ),
  },
  {
    name: "fan-out search with early exit and cache",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Hit { id: string; score: number; source: string }
const searchIn = lambda<{ source: string; query: string }, { hits: { id: string; score: number }[] }>("searchInOf8", noCode);
const cacheGet = lambda<string, Hit[] | null>("cacheGetOf8", noCode);
const cachePut = lambda<{ key: string; hits: Hit[]; ttl: number }, void>("cachePutOf8", noCode);
const normalise = (q: string) => q.toLowerCase().trim().replace(/\\s+/g, " ");
`,
    body: `async ({ query, sources, limit = 3 }: { query: string; sources: string[]; limit?: number }) => {
  const key = \`q:\${encodeURIComponent(normalise(query))}\`;
  const cached = await cacheGet(key);
  if (cached?.length) return { hits: cached.slice(0, limit), cached: true };
  const settled = await Promise.allSettled(sources.map(async (source) => {
    const { hits } = await searchIn({ source, query: normalise(query) });
    return hits.map((hit) => ({ ...hit, source }));
  }));
  const failures = settled.flatMap((r, i) => (r.status === "rejected" ? [{ source: sources[i]!, reason: String(r.reason) }] : []));
  const best = new Map<string, Hit>();
  for (const result of settled) {
    if (result.status !== "fulfilled") continue;
    for (const hit of result.value) {
      const known = best.get(hit.id);
      if (!known || hit.score > known.score) best.set(hit.id, hit);
    }
  }
  const hits = Array.from(best.values()).sort((a, b) => b.score - a.score || a.id.localeCompare(b.id));
  if (hits.length > 0 && failures.length === 0) await cachePut({ key, hits, ttl: 60 * 5 });
  return { hits: hits.slice(0, limit), cached: false, failures };
}`,
    concurrent: true,
    scenarios: runs(
      [
        { query: " Red  Shoes", sources: ["a", "b"] },
        {
          cacheGetOf8: () => null,
          searchInOf8: ({ source }: { source: string }) => ({
            hits: [
              { id: "1", score: source === "a" ? 1 : 2 },
              { id: source, score: 0.5 },
            ],
          }),
          cachePutOf8: () => null,
        },
      ],
      [
        { query: "x", sources: ["a", "b"] },
        {
          cacheGetOf8: () => [],
          searchInOf8: [{ result: { hits: [{ id: "1", score: 1 }] } }, fails("Timeout", "slow")],
          cachePutOf8: () => null,
        },
      ],
      [
        { query: "x", sources: [], limit: 1 },
        {
          cacheGetOf8: () => [
            { id: "1", score: 1, source: "a" },
            { id: "2", score: 1, source: "a" },
          ],
        },
      ],
    ),
  },
  {
    name: "saga with undo stack and retries helper",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
type Undo = { name: string; run: () => Promise<unknown> };
const reserve = lambda<string, { ref: string }>("reserveOf8", noCode);
const unreserve = lambda<string, void>("unreserveOf8", noCode);
const bill = lambda<number, { ref: string }>("billOf8", noCode);
const unbill = lambda<string, void>("unbillOf8", noCode);
const ship = lambda<string, { ref: string }>("shipOf8", noCode);
async function withRetry<T>(times: number, fn: (attempt: number) => Promise<T>): Promise<T> {
  let last: unknown;
  for (let attempt = 1; attempt <= times; attempt++) {
    try {
      return await fn(attempt);
    } catch (error) {
      last = error;
      if (attempt < times) await sleep(\`\${attempt * 2}s\`);
    }
  }
  throw last;
}
`,
    body: `async (order: { sku: string; total: number; address: string }) => {
  const undo: Undo[] = [];
  const log: string[] = [];
  try {
    const { ref: stock } = await withRetry(3, () => reserve(order.sku));
    undo.push({ name: "stock", run: () => unreserve(stock) });
    const { ref: payment } = await withRetry(2, async (attempt) => {
      log.push(\`bill #\${attempt}\`);
      return await bill(order.total);
    });
    undo.push({ name: "payment", run: () => unbill(payment) });
    const { ref: parcel } = await ship(order.address);
    return { stock, payment, parcel, log };
  } catch (error) {
    while (undo.length > 0) {
      const { name, run } = undo.pop()!;
      try {
        await run();
        log.push(\`undid \${name}\`);
      } catch {
        log.push(\`could not undo \${name}\`);
      }
    }
    return { error: (error as Error).message, log };
  }
}`,
    scenarios: runs(
      [
        { sku: "a", total: 3, address: "x" },
        {
          reserveOf8: () => ({ ref: "r" }),
          billOf8: [fails("Busy"), { result: { ref: "b" } }],
          shipOf8: () => ({ ref: "s" }),
        },
      ],
      [
        { sku: "a", total: 3, address: "x" },
        {
          reserveOf8: () => ({ ref: "r" }),
          billOf8: () => ({ ref: "b" }),
          shipOf8: fails("NoRoute", "far"),
          unbillOf8: fails("X"),
          unreserveOf8: () => null,
        },
      ],
      [{ sku: "a", total: 3, address: "x" }, { reserveOf8: fails("Down", "d") }],
    ),
  },
];
