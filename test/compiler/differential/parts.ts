import type { Row } from "./row.js";

/** Names that stand for parts of a value, which is changed by them. */
export const parts: readonly Row[] = [
  {
    name: "order with shared parts",
    body: `async (i: { customer: { name: string }; ids: string[] }) => { const order = { customer: i.customer, ids: i.ids, lines: [] as { id: string; q: number }[], total: 0 }; for (const id of i.ids) { order.lines.push({ id, q: 1 }); order.total += 1; } order.lines[0]!.q = 5; return order; }`,
    scenarios: [{ input: { customer: { name: "x" }, ids: ["a", "b"] } }],
  },
  {
    name: "spread then part",
    body: `async (i: { name: string; meta: { n: number } }) => { const o = { ...i, meta: { ...i.meta } }; o.meta.n += 1; return { o, i }; }`,
    scenarios: [{ input: { name: "x", meta: { n: 1 } } }],
  },
  {
    name: "alias in owned",
    body: `async (ids: string[]) => { const order = { customer: { name: "x", vip: false }, ids }; const c = order.customer; c.vip = true; c.name += "!"; await double(1); c.name += "?"; return { order, n: c.name }; }`,
    scenarios: [{ input: ["a"], stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "alias then other",
    body: `async () => { const order = { a: { n: 1 }, b: { n: 2 } }; const x = order.a; order.b = { n: 3 }; x.n = 9; const y = order.b; y.n += 1; return order; }`,
    scenarios: [{ input: null }],
  },
  {
    name: "alias then shift after",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); const first = rows[0]!; first.n = 9; rows.shift(); return rows; }`,
    scenarios: [{ input: [1, 2] }],
  },
  {
    name: "record group list",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, number[]> = {}; for (const it of items) { const list = (g[it.k] ??= []); list.push(it.n); } return g; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
    ],
  },
  {
    name: "record get or create",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, { sum: number; ns: number[] }> = {}; for (const it of items) { const e = g[it.k]; if (e) { e.sum += it.n; e.ns.push(it.n); } else { g[it.k] = { sum: it.n, ns: [it.n] }; } } return g; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "record if not then set",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, { sum: number }> = {}; for (const it of items) { if (!g[it.k]) g[it.k] = { sum: 0 }; g[it.k]!.sum += it.n; } return g; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "map get or create continue",
    body: `async (items: { k: string; n: number }[]) => { const m = new Map<string, { sum: number }>(); for (const it of items) { const e = m.get(it.k); if (!e) { m.set(it.k, { sum: it.n }); continue; } e.sum += it.n; } return [...m.values()]; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "find or push",
    body: `async (items: { k: string; n: number }[]) => { const out: { k: string; n: number }[] = []; for (const it of items) { const hit = out.find((x) => x.k === it.k); if (hit) hit.n += it.n; else out.push({ ...it }); } return out; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "find with await",
    body: `async (items: { k: string; n: number }[]) => { const out: { k: string; n: number }[] = []; for (const it of items) { const hit = out.find((x) => x.k === it.k); if (hit) hit.n += await double(it.n); else out.push({ k: it.k, n: await double(it.n) }); } return out; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
        stubs: { double: (x: number) => x * 2 },
      },
      { input: [], stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "loop nested items",
    body: `async (i: { n: number; subs: number[] }[]) => { const rows = i.map((r) => ({ n: r.n, subs: r.subs.map((s) => ({ s, ok: false })) })); for (const row of rows) { for (const sub of row.subs) { sub.ok = sub.s > row.n; if (sub.s === 99) break; } row.n = row.subs.length; } return rows; }`,
    scenarios: [
      {
        input: [
          { n: 1, subs: [0, 2] },
          { n: 5, subs: [99, 7] },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "loop with break/return",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n, seen: false })); for (const row of rows) { row.seen = true; if (row.n === 2) break; if (row.n === 7) return { early: rows }; if (row.n < 0) throw new OutOfStock("neg " + rows.filter((r) => r.seen).length); } return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [1, 7, 3] }, { input: [1, -1] }],
  },
  {
    name: "loop with states and try",
    body: `async (l: string[]) => { const rows = l.map((id) => ({ id, status: "new" })); for (const row of rows) { try { await charge({ id: row.id, amount: 1 }); row.status = "charged"; } catch { row.status = "failed"; } } return rows; }`,
    scenarios: [{ input: ["a", "b"], stubs: { charge: [{ result: { receipt: "x" } }, { error: "E", message: "m" }] } }],
  },
  {
    name: "push while iterating",
    body: `async (n: number) => { const q = [{ n, done: false }]; for (const job of q) { job.done = true; if (job.n > 0) q.push({ n: job.n - 1, done: false }); } return q; }`,
    scenarios: [{ input: 3 }],
  },
  {
    name: "last at(-1)",
    body: `async (l: number[]) => { const runs: { v: number; c: number }[] = []; for (const n of l) { const last = runs.at(-1); if (last?.v === n) last.c++; else runs.push({ v: n, c: 1 }); } return runs; }`,
    scenarios: [{ input: [1, 1, 2, 1] }, { input: [] }],
  },
  {
    name: "direct at(-1)!",
    body: `async (l: number[]) => { const groups: number[][] = [[]]; for (const n of l) { if (n === 0) groups.push([]); else groups.at(-1)!.push(n); } return groups; }`,
    scenarios: [{ input: [1, 0, 2, 3] }, { input: [] }],
  },
  {
    name: "index loop alias",
    body: `async (l: { n: number }[]) => { const rows = structuredClone(l); for (let i = 0; i < rows.length; i++) { const r = rows[i]!; if (i > 0) r.n += rows[i - 1]!.n; } return rows; }`,
    scenarios: [{ input: [{ n: 1 }, { n: 2 }, { n: 3 }] }],
  },
  {
    name: "destructured sibling",
    body: `async (l: string[]) => { const o = { name: "x", tags: l, items: [] as string[] }; const { name, tags } = o; for (const t of tags) o.items.push(name + t); return o; }`,
    scenarios: [{ input: ["a", "b"] }],
  },
  {
    name: "task result change",
    body: `async (id: string) => { const item = await fetchItem(id); item.tags.push("new"); item.price *= 2; const tags = item.tags; tags.push("z"); return item; }`,
    scenarios: [{ input: "abc", stubs: { fetchItem: (id: string) => ({ id, price: id.length * 10, tags: [id] }) } }],
  },
  {
    name: "nested alias chain",
    body: `async () => { const o = { a: { b: { c: [1] } } }; const a = o.a; const b = a.b; b.c.push(2); const c = b.c; c[0] = 7; return { o, s: c.length }; }`,
    scenarios: [{ input: null }],
  },
  {
    name: "sort in record",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, number[]> = {}; for (const it of items) (g[it.k] ??= []).unshift(it.n); for (const k of Object.keys(g)) g[k]!.sort((a, b) => a - b); return g; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
    ],
  },
  {
    name: "map values loop",
    body: `async (items: { k: string; n: number }[]) => { const m = new Map<string, number[]>(); for (const it of items) { if (!m.has(it.k)) m.set(it.k, []); m.get(it.k)!.push(it.n); } let s = 0; for (const [k, v] of m) { s += v.length * (await double(k.length)); } return s; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
        stubs: { double: (x: number) => x * 2 },
      },
    ],
  },
  {
    name: "loop alias conditional keep",
    body: `async (l: { id: string; q: number }[]) => { const lines = l.map((x) => ({ ...x, done: false })); let total = 0; for (const line of lines) { if (line.q <= 0) continue; line.done = await check(line.q); total += line.done ? line.q : 0; } return { total, open: lines.filter((x) => !x.done).map((x) => x.id) }; }`,
    scenarios: [
      {
        input: [
          { id: "a", q: 0 },
          { id: "b", q: 3 },
          { id: "c", q: 1 },
        ],
        stubs: { check: (x: number) => x > 2 },
      },
    ],
  },
  {
    name: "in callback read alias",
    body: `async (l: number[]) => { const o = { rows: l.map((n) => ({ n })), k: { f: 2 } }; const k = o.k; k.f = 3; const r = o.rows.map((x) => x.n * k.f); k.f = 4; return { r, o }; }`,
    scenarios: [{ input: [1, 2] }],
  },
  {
    name: "try finally alias",
    body: `async (n: number) => { const o = { log: { a: 0, b: 0 } }; const log = o.log; try { log.a++; await double(n); log.a++; } catch { log.b++; } finally { log.b += 10; } return o; }`,
    scenarios: [
      { input: 1, stubs: { double: (x: number) => x * 2 } },
      { input: 1, stubs: { double: [{ error: "X", message: "m" }] } },
    ],
  },
  {
    name: "tree queue",
    body: `async (n: number) => { const root = { v: n, kids: [] as { v: number }[] }; const kids = root.kids; while (kids.length < 3) kids.push({ v: kids.length }); kids[1]!.v = 42; return root; }`,
    scenarios: [{ input: 1 }],
  },
  {
    name: "key changes",
    body: `async (n: number) => { const g: Record<string, { n: number }> = { x: { n: 1 }, y: { n: 2 } }; let k = "x"; const a = g[k]!; k = "y"; a.n = 9; return g; }`,
    scenarios: [{ input: 1 }, { input: 3 }],
  },
  {
    name: "index changes",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); let i = 0; for (const r of rows) { i++; r.n += i; i = i + 0; } const first = rows[0]; i = 2; if (first) first.n *= 100; return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "sort in loop",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n, s: 0 })); for (const r of rows) { r.s = 1; rows.reverse(); } return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "reassign after loop",
    body: `async (l: number[]) => { let rows = l.map((n) => ({ n })); for (const r of rows) { r.n += 1; } rows = rows.filter((r) => r.n > 2); for (const r of rows) r.n *= 10; return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "map set in loop same key",
    body: `async (l: number[]) => { const m = new Map<number, { c: number }>(); for (const n of l) { const e = m.get(n % 2) ?? { c: 0 }; e.c += 1; m.set(n % 2, e); } return [...m]; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "let entry",
    body: `async (l: number[]) => { const m = new Map<number, { c: number }>(); for (const n of l) { let e = m.get(n % 2); if (!e) { e = { c: 0 }; m.set(n % 2, e); } e.c += 1; } return [...m]; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "const default then set",
    body: `async (l: number[]) => { const g: Record<string, { c: number }> = {}; for (const n of l) { const e = g["k" + (n % 2)] ?? { c: 0 }; e.c += 1; g["k" + (n % 2)] = e; } return g; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "alias two names",
    body: `async () => { const o = { a: { n: 1 } }; const x = o.a; const y = o.a; x.n = 2; y.n += 5; return [o, x.n]; }`,
    scenarios: [{ input: 1 }, { input: 3 }],
  },
];
