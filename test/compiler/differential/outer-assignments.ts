import type { Row } from "./row.js";
import type { Stub } from "./harness.js";
import { runs } from "./stubs.js";

const failing: Readonly<Record<string, Stub>> = {
  double: [{ result: 5 }, { error: "Broken", message: "m" }, { result: 4 }],
};
const broken = { double: { error: "Broken", message: "m" } };
const missing: Readonly<Record<string, Stub>> = {
  fetchItem: [
    { error: "Missing", message: "m" },
    { result: { id: "x", price: 1, tags: [] } },
    { error: "Odd", message: "o" },
  ],
};
const wait = `const priceOf = async (id: string) => { const x = await fetchItem(id); return x.price; };`;

/** Iterations and branches that assign variables declared around them. */
export const outerAssignments: readonly Row[] = [
  {
    name: "members and elements added once a call has ended",
    concurrent: "fails",
    before: wait,
    body: `async (ids: string[]) => { const results: Record<string, number> = {}; const names: string[] = []; await Promise.all(ids.map(async (id) => { results[id] = await priceOf(id); names.push(id); })); return { results, names }; }`,
    scenarios: runs([["a", "bb"]], [[]], [["a", "bb", "c"], missing]),
  },
  {
    name: "sums, counts, flags and the last one",
    concurrent: "fails",
    body: `async (ids: number[]) => { let total = 0; let count = 0; let failed = false; let last: number | undefined; await Promise.all(ids.map(async (id) => { const ok = await check(id); count++; if (!ok) { failed = true; return; } total += id; last = id; })); if (failed) return { total, count, last: last ?? null }; return total; }`,
    scenarios: runs([[5, 2, 3]], [[5, 6]], [[]]),
  },
  {
    name: "what went well and what failed",
    concurrent: true,
    body: `async (ids: number[]) => { const ok: number[] = []; const bad: string[] = []; const rs = await Promise.all(ids.map(async (id, i) => { try { const r = await double(id); ok.push(r); return r; } catch (e) { bad.push((e as Error).message + i); return -1; } })); return [ok, bad, rs]; }`,
    scenarios: runs([[1, 2, 3]], [[1, 2, 3], failing], [[]]),
  },
  {
    name: "errors of the workflow's own, gathered",
    concurrent: true,
    body: `async (ids: string[]) => { const errors: { id: string; why: string }[] = []; const prices: Record<string, number> = {}; await Promise.all(ids.map(async (id) => { try { const { price } = await fetchItem(id); if (price > 2) throw new Error("too dear " + id); prices[id] = price; } catch (error) { errors.push({ id, why: error instanceof Error ? error.message : "unknown" }); } })); return { prices, errors }; }`,
    scenarios: runs([["a", "bb", "ccc"]], [["a", "bb", "c"], missing]),
  },
  {
    name: "a Map, a Set and members of an object",
    concurrent: "fails",
    body: `async (ids: number[]) => { const counts = new Map<string, number>(); const seen = new Set<number>(); const stats = { ok: 0, names: [] as string[] }; await Promise.all(ids.map(async (id) => { const c = await check(id); const key = c ? "big" : "small"; counts.set(key, (counts.get(key) ?? 0) + 1); seen.add(id); stats.ok++; stats.names.push(key); })); return { counts: [...counts], seen: [...seen], stats }; }`,
    scenarios: runs([[1, 2, 3, 3]], [[]]),
  },
  {
    name: "what is chosen from a list when the call has ended, and what is made when it is missing",
    concurrent: "fails",
    body: `async (ids: string[]) => { const rows = [{ id: "a", n: 0 }, { id: "bb", n: 0 }]; const by: Record<string, { n: number; list: string[] }> = {}; await Promise.all(ids.map(async (id) => { const r = await fetchItem(id); const row = rows.find((x) => x.id === id); if (row) row.n += r.price; const entry = (by[r.tags[0]!] ??= { n: 0, list: [] }); entry.n += r.price; entry.list.push(id); })); return { rows, by }; }`,
    scenarios: runs([["a", "bb", "a", "z"]]),
  },
  {
    name: "with limited concurrency, from a function with a name, and twice",
    concurrent: "fails",
    body: `async (ids: string[]) => { let done = 0; const found: string[] = []; const one = async (id: string) => { const r = await fetchItem(id); done += 1; if (r.price > 1) found.push(\`\${r.id}/\${ids.length}\`); return r.price; }; const prices = await map(ids, { concurrency: 2 }, one); const more = await Promise.all([one("z"), one("yy")]); return { prices, more, done, found }; }`,
    scenarios: runs([["a", "bb", "ccc"]], [[]]),
  },
  {
    name: "iterations inside of iterations",
    concurrent: "fails",
    body: `async (groups: number[][]) => { const out: number[] = []; const rounds0 = 3; let rounds = 0; await Promise.all(groups.map(async (g) => { await Promise.all(g.map(async (n) => { const r = await double(n); out.push(r); })); rounds++; await Promise.all([check(rounds0), (async () => { await check(1); rounds += 10; })()]); })); return { out, rounds }; }`,
    scenarios: runs([[[1, 2], [3]]], [[[], [4]]]),
  },
  {
    name: "what only counts, whenever it does",
    concurrent: "fails",
    body: `async (gs: number[][]) => { let started = 0; let ended = 0; let any = false; await Promise.all(gs.map(async (g) => { started++; if (g.length === 0) any = true; await Promise.all(g.map((n) => double(n))); ended += 2; })); return [started, ended, any]; }`,
    scenarios: runs([[[1], [], [2, 3]]], [[]]),
  },
  {
    name: "variables that one branch knows, and one that both change",
    concurrent: "fails",
    body: `async (n: number) => { let x = 0; let y = 0; let sum = 1; await Promise.all([(async () => { x = n; x = await double(x); if (x > 1) { y = x; } const z = await double(x); x += z; sum += z; })(), (async () => { const r = await double(2); sum += r; })()]); return [x, y, sum]; }`,
    scenarios: runs([1], [0]),
  },
  {
    name: "calls under way that assign, and calls pushed to a list",
    concurrent: "fails",
    body: `async (ids: number[]) => { const log: string[] = []; const step = async (n: number) => { const r = await double(n); log.push(\`\${n}:\${r}\`); return r; }; const p = step(7); const c = await check(3); const a = await p; log.push("then"); const calls: Promise<number>[] = []; for (const id of ids) calls.push(step(id)); const rs = await Promise.all(calls); return { a, c, rs, log }; }`,
    scenarios: runs([[1, 2]], [[]]),
  },
  {
    name: "calls that may fail, each settled",
    concurrent: true,
    body: `async (ids: number[]) => { const ok: number[] = []; let ended = 0; const rs = await Promise.allSettled(ids.map(async (id) => { try { const r = await double(id); ok.push(r); return r; } finally { ended++; } })); return [ok, ended, rs.map((r) => r.status)]; }`,
    scenarios: runs([[1, 2, 3]], [[1, 2, 3], failing], [[1], broken]),
  },
  {
    name: "pages, in an order that makes no difference",
    concurrent: "fails",
    body: `async (ids: number[]) => { const out: { id: number; page: number }[] = []; await Promise.all(ids.map(async (id) => { for (let page = 0; page < 3; page++) { const r = await double(id + page); if (r > 6) break; out.push({ id: r, page }); } })); return out.map(({ id, page }) => id * 10 + page).sort((a, b) => a - b); }`,
    scenarios: runs([[1, 2, 3]]),
  },
  {
    name: "a failure that ends the workflow",
    concurrent: "fails",
    body: `async (ids: number[]) => { const out: number[] = []; try { await Promise.all(ids.map(async (id) => { const r = await double(id); out.push(r); })); } catch { return ["failed"]; } return out; }`,
    scenarios: runs([[1, 2, 3]], [[1, 2, 3], broken]),
  },
  {
    name: "functions that undo, gathered where the calls end",
    concurrent: "fails",
    body: `async (ids: number[]) => { const undo: (() => Promise<unknown>)[] = []; await Promise.all(ids.map(async (id) => { const r = await double(id); undo.push(() => check(r + id)); })); for (const u of undo.reverse()) await u(); return undo.length; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "a helper that gets the object",
    concurrent: "fails",
    body: `async (ids: string[]) => { const sums: Record<string, number> = {}; const add = (id: string, n: number) => { sums[id] = (sums[id] ?? 0) + n; }; await Promise.all(ids.map(async (id) => { const r = await fetchItem(id); add(id, r.price); })); return Object.entries(sums).map(([id, n]) => ({ id, n })); }`,
    scenarios: runs([["a", "bb", "a"]]),
  },
];

const order = {
  id: "o1",
  lines: [
    { sku: "a", qty: 1 },
    { sku: "bb", qty: 2 },
    { sku: "ccc", qty: 3 },
  ],
};
const orderTypes = `interface Line { sku: string; qty: number; price?: number; status?: string; tags?: string[] } interface Order { id: string; lines: Line[]; total?: number }`;
const unreleased = { release: [{ error: "Broken", message: "m" }, { result: null }, { result: null }] };

/** Iterations that change the items of a list which the workflow owns. */
export const changedItems: readonly Row[] = [
  {
    name: "members of the items, and of what is around the list",
    concurrent: "fails",
    before: orderTypes,
    body: `async (order: Order) => { let count = 0; await Promise.all(order.lines.map(async (line) => { const item = await fetchItem(order.id + line.sku); line.price = item.price; line.tags ??= []; line.tags.push(item.id); count += line.qty; })); order.total = order.lines.reduce((s, l) => s + (l.price ?? 0) * l.qty, 0); for (const line of order.lines) line.qty++; return { order, count }; }`,
    scenarios: runs([order], [{ id: "o2", lines: [] }]),
  },
  {
    name: "a copy that the workflow makes, in loops",
    concurrent: "fails",
    before: orderTypes,
    body: `async (order: Order) => { const lines = order.lines.map((line) => ({ ...line, tries: 0 })); await Promise.all(lines.map(async (line) => { while (line.tries < 2) { line.tries++; const ok = await check(line.qty); if (ok) break; } })); return lines; }`,
    scenarios: runs([order]),
  },
  {
    name: "items that are left early, and calls that fail",
    concurrent: true,
    before: orderTypes,
    body: `async (order: Order) => { await map(order.lines, { concurrency: 2 }, async (line, i) => { if (line.qty === 2) { line.status = "skip" + i; return; } try { await release(line.sku); line.status = "done"; } catch { line.status = "failed"; } }); return order; }`,
    scenarios: runs([order], [order, unreleased]),
  },
  {
    name: "items of iterations that are settled",
    concurrent: true,
    before: orderTypes,
    body: `async (order: Order) => { const rs = await Promise.allSettled(order.lines.map(async (line) => { line.status = "started"; await release(line.sku); line.status = "done"; return line.qty; })); return { order, rs: rs.map((r) => r.status) }; }`,
    scenarios: runs([order], [order, unreleased]),
  },
  {
    name: "a failure that nobody can look behind",
    concurrent: "fails",
    before: orderTypes,
    body: `async (order: Order) => { try { await Promise.all(order.lines.map(async (line) => { line.status = "started"; await release(line.sku); line.status = "done"; })); } catch { return "failed"; } return order; }`,
    scenarios: runs([order], [order, unreleased]),
  },
  {
    name: "lists inside of the items",
    concurrent: "fails",
    before: orderTypes,
    body: `async (orders: Order[]) => { await Promise.all(orders.map(async (order) => { await Promise.all(order.lines.map(async (line) => { const { price } = await fetchItem(order.id + line.sku); line.price = price; })); order.total = order.lines.length; })); return orders; }`,
    scenarios: runs([[order, { id: "o2", lines: [] }]]),
  },
  {
    name: "functions with names, of which some are called for one item as well",
    concurrent: "fails",
    before: orderTypes,
    body: `async (order: Order) => { const mark = (line: Line, tag: string) => { (line.tags ??= []).push(tag); }; const price = async (line: Line, at: number) => { const item = await fetchItem(line.sku); line.price = item.price + at; mark(line, "priced"); return item.id; }; const ids = await Promise.all(order.lines.map(price)); await Promise.all(order.lines.map((line) => price(line, 5))); if (order.lines.length > 0) await price(order.lines[0]!, 9); return { order, ids }; }`,
    scenarios: runs([order], [{ id: "o2", lines: [] }]),
  },
  {
    name: "beside another call, which reads other parts",
    concurrent: "fails",
    before: orderTypes,
    body: `async (order: Order) => { const p = Promise.all(order.lines.map(async (line) => { const { price } = await fetchItem(line.sku); line.price = price; })); const c = await check(order.id.length); await p; return { order, c }; }`,
    scenarios: runs([order]),
  },
];

const rows = [
  { id: "a", n: 1, k: "x", tags: ["t", "u"] },
  { id: "b", n: 2, k: "x", tags: ["t"] },
  { id: "c", n: 3, k: "y", tags: [] },
];
const rowType = `interface Line { id: string; n: number; k: string; tags: string[] }`;

/** Functions inside of a workflow that change parts of its variables by names of their own. */
export const namesInFunctions: readonly Row[] = [
  {
    name: "an element that a function finds and changes",
    before: rowType,
    body: `async (i: Line[]) => { const state = { rows: [] as { id: string; hits: number }[] }; const hit = (id: string): number => { const known = state.rows.find((r) => r.id === id); if (known) { known.hits++; return known.hits; } state.rows.push({ id, hits: 1 }); return 1; }; const out = []; for (const r of i) { out.push(hit(r.k)); await double(r.n); } state.rows.reverse(); out.push(hit("x")); return { out, state }; }`,
    scenarios: runs([rows], [[]]),
  },
  {
    name: "an element that an async function changes after a call",
    body: `async (n: number) => { let q = [{ id: "a", tries: 0 }, { id: "b", tries: 0 }]; const f = async () => { const t = q[0]!; await double(n); t.tries++; }; await f(); q = [{ id: "z", tries: 5 }]; await f(); return q; }`,
    scenarios: runs([1]),
  },
  {
    name: "lists of a Map that functions make and fill",
    before: rowType,
    body: `async (i: Line[]) => { const by = new Map<string, string[]>(); const add = (r: Line) => { const list = by.get(r.k) ?? []; list.push(r.id); by.set(r.k, list); }; for (const r of i) add(r); await double(1); return [...by.entries()].map(([k, list]) => ({ k, list, size: list.length })).sort((a, b) => a.size - b.size); }`,
    scenarios: runs([rows], [[]]),
  },
  {
    name: "callbacks inside of callbacks",
    before: rowType,
    body: `async (i: Line[]) => { const g = i.reduce((m, r) => { r.tags.forEach((t) => { const e = m.get(t); if (e) e.push(r.id); else m.set(t, [r.id]); }); return m; }, new Map<string, string[]>()); const counts: Record<string, { n: number }> = {}; i.forEach((r) => r.tags.forEach((t) => { const c = (counts[t] ??= { n: 0 }); c.n += r.n; })); return { g: [...g], counts }; }`,
    scenarios: runs([rows], [[]]),
  },
  {
    name: "parts that patterns take in functions",
    body: `async (ids: string[]) => { const state = { total: 0, by: {} as Record<string, { n: number }> }; const apply = (id: string, n: number) => { const { by } = state; by[id] = { n }; state.total += n; const last = by[id]; last.n += 1; }; for (const id of ids) { const r = await fetchItem(id); apply(r.id, r.price); } return state; }`,
    scenarios: runs([["a", "bb", "a"]]),
  },
];
