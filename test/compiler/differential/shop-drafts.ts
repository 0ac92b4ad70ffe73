import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Item { sku: string; qty: number; price: number; category?: string }
interface Order { id: string; customer: { id: string; tier: "gold" | "silver" | "basic"; email?: string }; items: Item[]; coupon?: string; createdAt: string }
interface Ticket { id: string; priority: 1 | 2 | 3; subject: string; tags: string[]; assignee?: string; history: { at: string; event: string }[] }
interface Employee { id: string; name: string; managerId: string | null; salary: number; skills: string[] }
type Shape = { kind: "circle"; r: number } | { kind: "rect"; w: number; h: number } | { kind: "tri"; a: number; b: number; c: number };
const TIER_DISCOUNT = { gold: 0.15, silver: 0.1, basic: 0 } as const;
const round2 = (n: number) => Math.round(n * 100) / 100;
const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);
const groupBy = <T, K extends string>(xs: readonly T[], key: (x: T) => K): Record<K, T[]> => {
  const out = {} as Record<K, T[]>;
  for (const x of xs) (out[key(x)] ??= []).push(x);
  return out;
};
const chunk = <T>(xs: readonly T[], size: number): T[][] => { const out: T[][] = []; for (let i = 0; i < xs.length; i += size) out.push(xs.slice(i, i + size)); return out; };
const uniq = <T>(xs: readonly T[]) => [...new Set(xs)];
class PaymentFailed extends WorkflowError { constructor(readonly orderId: string, readonly attempts: number) { super(\`payment for \${orderId} failed after \${attempts} attempts\`); } }
async function withRetries<T>(attempts: number, action: (attempt: number) => Promise<T>): Promise<T> {
  let last: unknown;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try { return await action(attempt); } catch (error) { last = error; }
  }
  throw last;
}
`;

/** Whole programs as they were written first. */
export const shopDrafts: readonly Row[] = [
  {
    name: "drafts: an order by category",
    before,
    concurrent: true,
    body: `async (order: Order) => {
  const byCategory = groupBy(order.items, (i) => i.category ?? "other");
  const summary = Object.entries(byCategory).map(([category, items]) => ({ category, total: round2(sum(items.map((i) => i.qty * i.price))), skus: items.map((i) => i.sku).join("+") }));
  summary.sort((a, b) => b.total - a.total || a.category.localeCompare(b.category));
  const discount = TIER_DISCOUNT[order.customer.tier];
  let total = sum(summary.map((s) => s.total)) * (1 - discount);
  if (order.coupon?.startsWith("SAVE")) total -= Number(order.coupon.slice(4));
  total = Math.max(0, round2(total));
  const { receipt } = await withRetries(3, (attempt) => charge({ id: \`\${order.id}-\${attempt}\`, amount: total }));
  return { summary, total, receipt };
}`,
    scenarios: runs([
      {
        id: "o1",
        customer: { id: "c1", tier: "gold", email: "a@b.c" },
        items: [
          { sku: "a", qty: 2, price: 10, category: "x" },
          { sku: "b", qty: 1, price: 99.5 },
          { sku: "c", qty: 3, price: 3.33, category: "x" },
        ],
        coupon: "SAVE10",
        createdAt: "2026-01-02T03:04:05Z",
      },
    ]),
  },
  {
    name: "drafts: prices that are dearer now",
    before,
    concurrent: true,
    body: `async (order: Order) => {
  const failures: { sku: string; reason: string }[] = [];
  const reserved: string[] = [];
  const settled = await Promise.allSettled(order.items.map(async (item) => {
    const found = await fetchItem(item.sku);
    if (found.price > item.price) throw new OutOfStock(\`\${item.sku} is dearer now\`);
    return found.id;
  }));
  settled.forEach((result, index) => {
    const { sku } = order.items[index]!;
    if (result.status === "fulfilled") reserved.push(result.value);
    else failures.push({ sku, reason: result.reason.message });
  });
  if (failures.length > 0) {
    await Promise.all(reserved.map((id) => release(id)));
    return { ok: false as const, failures };
  }
  return { ok: true as const, reserved };
}`,
    scenarios: runs([
      {
        id: "o1",
        customer: { id: "c1", tier: "gold", email: "a@b.c" },
        items: [
          { sku: "a", qty: 2, price: 10, category: "x" },
          { sku: "b", qty: 1, price: 99.5 },
          { sku: "c", qty: 3, price: 3.33, category: "x" },
        ],
        coupon: "SAVE10",
        createdAt: "2026-01-02T03:04:05Z",
      },
    ]),
  },
  {
    name: "drafts: tickets to the least busy",
    before,
    concurrent: true,
    body: `async (tickets: Ticket[]) => {
  const queue = [...tickets].sort((a, b) => a.priority - b.priority);
  const load: Record<string, number> = { ann: 0, bob: 1, cy: 2 };
  const assigned: Ticket[] = [];
  while (queue.length > 0) {
    const ticket = queue.shift()!;
    if (ticket.assignee) { load[ticket.assignee] = (load[ticket.assignee] ?? 0) + 1; assigned.push(ticket); continue; }
    const [least] = Object.entries(load).sort(([, a], [, b]) => a - b)[0]!;
    const ok = await check(ticket.priority + 1);
    if (!ok) { await echo({ skipped: ticket.id }); continue; }
    load[least]!++;
    assigned.push({ ...ticket, assignee: least, history: [...ticket.history, { at: "now", event: \`assigned to \${least}\` }] });
  }
  return { load, assigned };
}`,
    scenarios: runs([
      [
        { id: "t1", priority: 2, subject: "Cannot log in", tags: ["auth"], history: [] },
        { id: "t2", priority: 1, subject: "URGENT outage", tags: [], history: [{ at: "x", event: "open" }] },
        { id: "t3", priority: 3, subject: "typo", tags: ["docs", "auth"], assignee: "bob", history: [] },
      ],
    ]),
  },
  {
    name: "drafts: urgent tickets and tags",
    before,
    concurrent: true,
    body: `async (tickets: Ticket[]) => {
  const urgent = /\\b(urgent|outage|down)\\b/i;
  const tagCount = new Map<string, number>();
  for (const { tags } of tickets) for (const tag of tags) tagCount.set(tag, (tagCount.get(tag) ?? 0) + 1);
  const escalated = tickets.filter((t) => urgent.test(t.subject)).map(({ id }) => id);
  for (const id of escalated) {
    try { await fetchItem(id); }
    catch (e) { if (e instanceof OutOfStock) continue; throw e; }
  }
  const top = [...tagCount].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 2).map(([tag]) => tag);
  return { escalated, top, counts: Object.fromEntries(tagCount) };
}`,
    scenarios: runs([
      [
        { id: "t1", priority: 2, subject: "Cannot log in", tags: ["auth"], history: [] },
        { id: "t2", priority: 1, subject: "URGENT outage", tags: [], history: [{ at: "x", event: "open" }] },
        { id: "t3", priority: 3, subject: "typo", tags: ["docs", "auth"], assignee: "bob", history: [] },
      ],
    ]),
  },
  {
    name: "drafts: an organisation",
    before,
    concurrent: true,
    body: `async (staff: Employee[]) => {
  const byId = new Map(staff.map((e) => [e.id, e]));
  const chain = (id: string): string[] => { const e = byId.get(id); if (!e) return []; return e.managerId ? [e.name, ...chain(e.managerId)] : [e.name]; };
  const reports = new Map<string, Employee[]>();
  for (const e of staff) {
    if (e.managerId === null) continue;
    const list = reports.get(e.managerId) ?? [];
    list.push(e);
    reports.set(e.managerId, list);
  }
  const cost = (id: string): number => (byId.get(id)?.salary ?? 0) + (reports.get(id) ?? []).reduce((t, r) => t + cost(r.id), 0);
  await echo("start");
  return staff.map((e) => ({ name: e.name, chain: chain(e.id).join(" > "), cost: cost(e.id) }));
}`,
    scenarios: runs([
      [
        { id: "1", name: "Ann", managerId: null, salary: 100, skills: ["a", "b"] },
        { id: "2", name: "Bob", managerId: "1", salary: 80, skills: ["b"] },
        { id: "3", name: "Cy", managerId: "1", salary: 70, skills: ["c", "a"] },
        { id: "4", name: "Di", managerId: "2", salary: 60, skills: [] },
      ],
    ]),
  },
  {
    name: "drafts: areas of shapes",
    before,
    concurrent: true,
    body: `async (shapes: Shape[]) => {
  function area(s: Shape): number {
    switch (s.kind) {
      case "circle": return Math.PI * s.r ** 2;
      case "rect": return s.w * s.h;
      case "tri": { const p = (s.a + s.b + s.c) / 2; return Math.sqrt(p * (p - s.a) * (p - s.b) * (p - s.c)); }
    }
  }
  const results: { kind: Shape["kind"]; area: string }[] = [];
  let largest: Shape | undefined;
  for (const s of shapes) {
    results.push({ kind: s.kind, area: area(s).toFixed(2) });
    if (!largest || area(s) > area(largest)) largest = s;
  }
  if (largest && largest.kind !== "circle") await echo(largest);
  return { results, largest: largest?.kind ?? null };
}`,
    scenarios: runs([
      [
        { kind: "circle", r: 1 },
        { kind: "rect", w: 2, h: 3 },
        { kind: "tri", a: 3, b: 4, c: 5 },
      ],
    ]),
  },
  {
    name: "drafts: items in batches",
    before,
    concurrent: true,
    body: `async (input: { ids: string[]; batch: number }) => {
  const results: Record<string, { price: number; expensive: boolean }> = {};
  const missing: string[] = [];
  for (const [index, ids] of chunk(uniq(input.ids), input.batch).entries()) {
    const items = await Promise.all(ids.map((id) => fetchItem(id).catch(() => null)));
    items.forEach((item, i) => { if (item) results[item.id] = { price: item.price, expensive: item.price > 2 }; else missing.push(ids[i]!); });
    if (index > 0) await double(index);
  }
  const prices = Object.values(results).map((r) => r.price);
  return { results, missing, min: Math.min(...prices), max: Math.max(...prices), mean: prices.length ? sum(prices) / prices.length : null };
}`,
    scenarios: runs([{ ids: ["a", "bb", "a", "ccc", "dddd", "bb"], batch: 2 }]),
  },
  {
    name: "drafts: payment in up to three attempts",
    before,
    concurrent: true,
    body: `async (input: { orderId: string; amount: number }) => {
  let attempts = 0;
  let receipt: string | null = null;
  do {
    attempts++;
    try {
      ({ receipt } = await charge({ id: input.orderId, amount: input.amount }));
    } catch (error) {
      if (!(error instanceof Declined) || attempts >= 3) throw new PaymentFailed(input.orderId, attempts);
      await sleep(2 ** attempts + "s" as never);
    }
  } while (receipt === null);
  return { receipt, attempts };
}`,
    scenarios: runs([{ orderId: "o", amount: 5 }]),
  },
  {
    name: "drafts: rows of a CSV text",
    before,
    concurrent: true,
    body: `async (csv: string) => {
  const [head = "", ...lines] = csv.trim().split(/\\r?\\n/);
  const columns = head.split(",").map((c) => c.trim().toLowerCase());
  const rows = lines.map((line) => { const cells = line.split(","); return Object.fromEntries(columns.map((c, i) => [c, cells[i]?.trim() ?? ""])); });
  const errors: string[] = [];
  const good = rows.filter((row, n) => {
    const qty = Number.parseInt(row.qty ?? "", 10);
    if (Number.isNaN(qty)) { errors.push(\`line \${n + 2}: qty "\${row.qty}" is no number\`); return false; }
    return qty > 0;
  });
  for (const row of good) await echo(row);
  return { good: good.length, errors };
}`,
    scenarios: runs(["SKU, Qty\\na,1\\nb,x\\nc,0\\nd, 4\\n"]),
  },
  {
    name: "drafts: working days",
    before,
    concurrent: true,
    body: `async (input: { start: string; days: number; holidays: string[] }) => {
  const out: string[] = [];
  const day = new Date(input.start);
  while (out.length < input.days) {
    const iso = day.toISOString().slice(0, 10);
    const weekday = day.getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !input.holidays.includes(iso)) out.push(iso);
    day.setUTCDate(day.getUTCDate() + 1);
  }
  await echo(out.at(-1));
  return out;
}`,
    scenarios: runs([{ start: "2026-12-23", days: 5, holidays: ["2026-12-25"] }]),
  },
  {
    name: "drafts: stock and backorders",
    before,
    concurrent: true,
    body: `async (input: { stock: Record<string, number>; wanted: { sku: string; qty: number }[] }) => {
  const stock = { ...input.stock };
  const backorders: typeof input.wanted = [];
  for (const { sku, qty } of input.wanted) {
    const have = stock[sku] ?? 0;
    const take = Math.min(have, qty);
    stock[sku] = have - take;
    if (stock[sku] === 0) delete stock[sku];
    if (take < qty) backorders.push({ sku, qty: qty - take });
    if (take > 0) await charge({ id: sku, amount: take });
  }
  return { stock, backorders, complete: backorders.length === 0 };
}`,
    scenarios: runs([
      {
        stock: { a: 3, b: 1 },
        wanted: [
          { sku: "a", qty: 2 },
          { sku: "b", qty: 3 },
          { sku: "z", qty: 1 },
        ],
      },
    ]),
  },
  {
    name: "drafts: sessions of users",
    before,
    concurrent: true,
    body: `async (events: { type: string; at: number; user: string }[]) => {
  const sessions: { user: string; start: number; end: number; events: number }[] = [];
  const open = new Map<string, { user: string; start: number; end: number; events: number }>();
  for (const e of events) {
    const current = open.get(e.user);
    if (!current || e.at - current.end > 30) {
      if (current) sessions.push(current);
      open.set(e.user, { user: e.user, start: e.at, end: e.at, events: 1 });
    } else {
      current.end = e.at;
      current.events++;
    }
    if (e.type === "logout") { const s = open.get(e.user); if (s) { sessions.push(s); open.delete(e.user); } }
  }
  sessions.push(...open.values());
  await echo(sessions.length);
  return sessions.map((s) => ({ ...s, duration: s.end - s.start }));
}`,
    scenarios: runs([
      [
        { type: "view", at: 1, user: "a" },
        { type: "view", at: 5, user: "b" },
        { type: "view", at: 20, user: "a" },
        { type: "view", at: 90, user: "a" },
        { type: "logout", at: 95, user: "a" },
      ],
    ]),
  },
];
