import type { Row } from "./row.js";

/** Names that stand for parts of a value, which is changed through them. */
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
  {
    name: "alias param of helper",
    before: `const total = (r: { n: number; m: number }) => r.n + r.m;`,
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n, m: 1 })); let s = 0; for (const r of rows) { r.m = total(r); s += total(r); } return { rows, s }; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "helper mutates arg",
    before: `const bump = (r: { n: number }) => { r.n += 1; };`,
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); for (const r of rows) bump(r); return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "helper mutates list",
    before: `function add(list: number[], x: number) { list.push(x); }`,
    body: `async (l: number[]) => { const out: number[] = []; for (const n of l) add(out, n); return out; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "forEach mutate",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); rows.forEach((r) => { r.n += 1; }); rows.forEach((r, i) => { r.n += i; }); return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "entries loop mutate",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); for (const [i, r] of rows.entries()) { r.n += i; } return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "push alias copy",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); const log: { n: number }[] = []; for (const r of rows) { r.n += 1; log.push({ ...r }); r.n += 1; } return { rows, log }; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "finder depends on changing",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n, used: false })); const out: number[] = []; for (let i = 0; i < 2; i++) { const r = rows.find((x) => !x.used); if (!r) break; r.used = true; out.push(r.n); } return { rows, out }; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "optional chain alias",
    body: `async (i: { c?: { n: number } }) => { const o: { c?: { n: number } } = i.c ? { c: { ...i.c } } : {}; const c = o?.c; if (c !== undefined) { c.n += 1; } return o; }`,
    scenarios: [{ input: {} }, { input: { c: { n: 1 } } }],
  },
  {
    name: "allocate stock",
    body: `async (i: { lines: { sku: string; q: number }[]; stock: { sku: string; left: number }[] }) => { const stock = i.stock.map((s) => ({ ...s })); const picks: { sku: string; q: number }[] = []; for (const line of i.lines) { let need = line.q; for (const s of stock) { if (s.sku !== line.sku || s.left === 0) continue; const take = Math.min(need, s.left); s.left -= take; need -= take; picks.push({ sku: s.sku, q: take }); if (need === 0) break; } if (need > 0) throw new OutOfStock(line.sku); } return { picks, stock }; }`,
    scenarios: [
      {
        input: {
          lines: [
            { sku: "a", q: 3 },
            { sku: "b", q: 1 },
          ],
          stock: [
            { sku: "a", left: 2 },
            { sku: "b", left: 2 },
            { sku: "a", left: 2 },
          ],
        },
      },
      { input: { lines: [{ sku: "a", q: 30 }], stock: [{ sku: "a", left: 2 }] } },
    ],
  },
  {
    name: "allocate with tasks",
    body: `async (i: { lines: { sku: string; q: number }[] }) => { const lines = i.lines.map((l) => ({ ...l, price: 0, note: null as string | null })); for (const line of lines) { const f = await fetchItem(line.sku); line.price = f.price * line.q; line.note = f.note ?? null; } const total = lines.reduce((s, l) => s + l.price, 0); return { lines, total }; }`,
    scenarios: [
      {
        input: {
          lines: [
            { sku: "a", q: 3 },
            { sku: "bb", q: 1 },
          ],
        },
        stubs: { fetchItem: (id: string) => ({ id, price: id.length * 10, tags: [id] }) },
      },
    ],
  },
  {
    name: "map of alias inside lambda",
    body: `async (l: number[]) => { const o = { rows: l.map((n) => ({ n })), last: null as null | { n: number } }; for (const r of o.rows) r.n++; o.last = o.rows.at(-1) ?? null; return JSON.stringify(o); }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [5] }],
  },
  {
    name: "map callback partial own",
    body: `async (l: { n: number; t: { k: number } }[]) => { const a = l.map((x) => ({ ...x, m: 1 })); a[0]!.m = 2; for (const r of a) r.n += r.t.k; return { a, l }; }`,
    scenarios: [{ input: [{ n: 1, t: { k: 1 } }] }],
  },
  {
    name: "alias in promise all",
    concurrent: true,
    body: `async (l: number[]) => { const o = { a: { n: 1 } }; const a = o.a; const [x, y] = await Promise.all([double(a.n), double(2)]); a.n = x + y; return o; }`,
    scenarios: [
      { input: [1, 2, 3], stubs: { double: (x: number) => x * 2 } },
      { input: [], stubs: { double: (x: number) => x * 2 } },
      { input: [5], stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "reduce acc mutate",
    body: `async (items: { k: string; n: number }[]) => items.reduce<Record<string, number>>((acc, it) => { acc[it.k] = (acc[it.k] ?? 0) + it.n; return acc; }, {})`,
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
    name: "reduce acc push",
    body: `async (items: number[]) => items.reduce((acc, it) => { if (it > 1) acc.push(it); return acc; }, [] as number[])`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "reduce acc group",
    body: `async (items: { k: string; n: number }[]) => items.reduce((acc, it) => { (acc[it.k] ??= []).push(it.n); return acc; }, {} as Record<string, number[]>)`,
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
    name: "reduce acc comma",
    body: `async (items: { k: string; n: number }[]) => items.reduce((acc, it) => ((acc[it.k] = it.n), acc), {} as Record<string, number>)`,
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
    name: "reduce acc object",
    body: `async (items: { k: string; n: number }[]) => { const { sum, keys } = items.reduce((acc, { k, n }) => { acc.sum += n; if (!acc.keys.includes(k)) acc.keys.push(k); return acc; }, { sum: 0, keys: [] as string[] }); return { sum, keys }; }`,
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
    name: "reduce acc group alias",
    body: `async (items: { k: string; n: number }[]) => items.reduce((acc, it) => { const list = acc[it.k] ?? []; acc[it.k] = [...list, it.n]; return acc; }, {} as Record<string, number[]>)`,
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
    name: "reduce items are shared",
    body: `async (l: { n: number }[]) => { const r = l.reduce((acc, x) => { acc.push(x); return acc; }, [] as { n: number }[]); return r; }`,
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
    name: "err name stated",
    before: `class PriceError extends WorkflowError { constructor(message: string, readonly code: number) { super(message); this.name = "PriceError"; } }`,
    body: `async (n: number) => { try { if (n > 1) throw new PriceError("too high", 42); return "ok"; } catch (e) { if (e instanceof PriceError) return e.code + ":" + e.message; throw e; } }`,
    scenarios: [{ input: 1 }, { input: 2 }],
  },
  {
    name: "swap in array",
    body: `async (n: number[]) => { const l = [...n]; for (let i = 0, j = l.length - 1; i < j; i++, j--) { [l[i], l[j]] = [l[j]!, l[i]!]; } return l; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [4, 5] }],
  },
  {
    name: "swap objects",
    body: `async (n: number[]) => { const l = n.map((v) => ({ v })); if (l.length > 1) [l[0], l[1]] = [l[1]!, l[0]!]; return l; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "destructure into members",
    body: `async (i: { a: number; b: number[] }) => { const o = { x: 0, y: [0], z: {} as Record<string, number> }; ({ a: o.x, b: [o.z.first = 9] } = i); return o; }`,
    scenarios: [{ input: { a: 1, b: [2] } }, { input: { a: 1, b: [] } }],
  },
  {
    name: "Object.assign owned",
    body: `async (o: { a: number }) => { const c: { a: number; b?: number; d?: { n: number } } = { a: 0 }; Object.assign(c, o, { b: 2 }); Object.assign(c, { d: { n: 1 } }); c.d!.n = 4; return c; }`,
    scenarios: [{ input: { a: 1 } }],
  },
  {
    name: "Object.assign part",
    body: `async (l: { id: string; q: number }[]) => { const lines = l.map((x) => ({ ...x, note: "" })); for (const line of lines) if (line.q > 1) Object.assign(line, { note: "many", q: line.q - 1 }); return lines; }`,
    scenarios: [
      {
        input: [
          { id: "a", q: 1 },
          { id: "b", q: 3 },
        ],
      },
    ],
  },
  {
    name: "reduce Object.assign",
    body: `async (l: { id: string; q: number }[]) => l.reduce((acc, x) => Object.assign(acc, { [x.id]: x.q }), {} as Record<string, number>)`,
    scenarios: [
      {
        input: [
          { id: "a", q: 1 },
          { id: "b", q: 3 },
        ],
      },
    ],
  },
  {
    name: "optional reverse",
    body: `async (o: { f?: string }) => o.f?.toUpperCase().split("").reverse().join("") ?? "none"`,
    scenarios: [{ input: { f: "abc" } }, { input: {} }],
  },
  {
    name: "optional sort",
    body: `async (o: { l?: number[] }) => o.l?.filter((x) => x > 1).sort((a, b) => b - a) ?? []`,
    scenarios: [{ input: { l: [1, 2, 3] } }, { input: {} }],
  },
  {
    name: "date compare",
    body: `async (i: { a: string; b: string }) => ({ lt: new Date(i.a) < new Date(i.b), ge: new Date(i.a) >= new Date(i.b), past: new Date(i.a) < new Date() })`,
    scenarios: [
      { input: { a: "2024-01-01", b: "2024-03-01T12:00:00Z" } },
      { input: { a: "2024-01-01", b: "2024-01-01" } },
    ],
  },
  {
    name: "for of member target",
    body: `async (l: number[]) => { const o = { last: 0, sum: 0 }; for (o.last of l) o.sum += o.last; return o; }`,
    scenarios: [{ input: [1, 2] }, { input: [] }],
  },
  {
    name: "top of a stack",
    body: `async (l: number[]) => { const stack: { n: number; kids: number[] }[] = []; for (const n of l) { const top = stack.at(-1); if (top && n > 1) top.kids.push(n); else stack.push({ n, kids: [] }); if (n === 3) stack.pop(); } return stack; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }, { input: [1, 2, 5, 1, 3, 3] }],
  },
  {
    name: "a list that is replaced after its part was used",
    body: `async (l: number[]) => { const o = { a: [] as number[] }; const push = o.a.length; for (const n of l) { const a = o.a; a.push(n); if (n === 2) o.a = []; } return [o, push]; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "a break before the list is used again",
    body: `async (l: number[]) => { const o = { a: [] as number[] }; for (const n of l) { const a = o.a; if (n === 2) { o.a = [50]; break; } a.push(n); } return o; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "alias param of helper",
    before: `const total = (r: { n: number; m: number }) => r.n + r.m;`,
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n, m: 1 })); let s = 0; for (const r of rows) { r.m = total(r); s += total(r); } return { rows, s }; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "helper mutates arg",
    before: `const bump = (r: { n: number }) => { r.n += 1; };`,
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); for (const r of rows) bump(r); if (rows[0]) bump(rows[0]); return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "helper mutates list",
    before: `function add(list: number[], x: number) { list.push(x); return list.length; }`,
    body: `async (l: number[]) => { const out: number[] = []; let c = 0; for (const n of l) c += add(out, n); return { out, c }; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "helper mutates part with await",
    before: `async function price(line: { id: string; price: number; total: number }, q: number) { const f = await fetchItem(line.id); line.price = f.price; line.total = line.price * q; if (line.total > 15) return "big"; return "small"; }`,
    body: `async (l: number[]) => { const order = { lines: l.map((n) => ({ id: "x" + n, price: 0, total: 0 })), sizes: [] as string[] }; for (const line of order.lines) { const size = await price(line, 2); order.sizes.push(size); } return order; }`,
    scenarios: [
      { input: [1, 2, 3], stubs: { fetchItem: (id: string) => ({ id, price: id.length * 10, tags: [id] }) } },
      { input: [], stubs: { fetchItem: (id: string) => ({ id, price: id.length * 10, tags: [id] }) } },
    ],
  },
  {
    name: "helper loops over part",
    before: `function discount(order: { lines: { p: number }[]; total: number }, by: number) { order.total = 0; for (const line of order.lines) { line.p -= by; order.total += line.p; } }`,
    body: `async (l: number[]) => { const order = { lines: l.map((p) => ({ p })), total: 0 }; discount(order, 1); discount(order, 2); return order; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "helper of helper",
    before: `function inc(c: { n: number }) { c.n++; } function twice(o: { a: { n: number } }) { inc(o.a); const x = o.a; inc(x); }`,
    body: `async (l: number[]) => { const o = { a: { n: 1 }, b: { n: 5 } }; twice(o); inc(o.b); return o; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "local closure mutates param",
    body: `async (l: number[]) => { const o = { log: [] as string[], n: 0 }; const note = (log: string[], text: string) => { log.push(text + o.n); o.n++; }; for (const x of l) note(o.log, "x" + x); return o; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "record helper",
    before: `function count(m: Record<string, number>, k: string) { m[k] = (m[k] ?? 0) + 1; }`,
    body: `async (l: number[]) => { const m: Record<string, number> = {}; for (const x of l) count(m, x % 2 ? "odd" : "even"); return m; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "forEach mutate",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); rows.forEach((r) => { r.n += 1; }); rows.forEach((r, i) => { if (i === 0) return; r.n += i; }); return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "entries loop mutate",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); for (const [i, r] of rows.entries()) { if (i === 2) continue; r.n += i; } return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "entries loop mutate awaited",
    body: `async (l: number[]) => { const rows = l.map((n) => ({ n })); for (const [i, r] of rows.entries()) { r.n = await double(r.n + i); } return rows; }`,
    scenarios: [
      { input: [1, 2, 3], stubs: { double: (x: number) => x * 2 } },
      { input: [], stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "map callback mutates copy",
    body: `async (l: { n: number }[]) => l.map((x) => { const y = { ...x, m: 0 }; y.m = y.n * 2; return y; })`,
    scenarios: [{ input: [{ n: 2 }] }],
  },
  {
    name: "map block fresh then change",
    body: `async (l: { n: number }[]) => { const rows = l.map((x) => { const y = { ...x, m: 0 }; if (x.n > 1) y.m = 1; return y; }); for (const r of rows) r.m += 1; return rows; }`,
    scenarios: [{ input: [{ n: 2 }, { n: 0 }] }],
  },
  {
    name: "compute in loop with total in outer",
    body: `async (l: { sku: string; q: number }[]) => { const order = { lines: l.map((x) => ({ ...x, price: 0 })), total: 0 }; for (const line of order.lines) { line.price = line.q * 10; order.total += line.price; } return order; }`,
    scenarios: [
      {
        input: [
          { sku: "a", q: 1 },
          { sku: "b", q: 2 },
        ],
      },
    ],
  },
  {
    name: "assigned from itself",
    body: `async (l: number[]) => { const o = { a: { n: 1 }, c: "" }; o.c = JSON.stringify(o); o.a.n = (await echo(o) as { a: { n: number } }).a.n + 1; return o; }`,
    scenarios: [
      { input: [1, 2, 3], stubs: { echo: (x: unknown) => x } },
      { input: [], stubs: { echo: (x: unknown) => x } },
    ],
  },
  {
    name: "chained assignment",
    before: `const f = (a: { n: number }) => a.n;`,
    body: `async (l: number[]) => { const o = { a: { n: 1 }, x: 0, y: 0 }; o.x = o.y = f(o.a) + 1; return (o.a.n = f(o.a) + 5) + f(o.a) + o.x; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "helper in condition",
    before: `const take = (s: { left: number }, q: number): boolean => { if (s.left < q) return false; s.left -= q; return true; };`,
    body: `async (l: number[]) => { const stock = { left: 4 }; const ok: number[] = []; for (const n of l) { if (take(stock, n) && take(stock, 0)) ok.push(n); else break; } return { stock, ok }; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "get or default then put back, Map",
    body: `async (items: { k: string; n: number }[]) => { const m = new Map<string, { c: number }>(); for (const it of items) { const e = m.get(it.k) ?? { c: 0 }; e.c += it.n; m.set(it.k, e); } return [...m]; }`,
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
    name: "get or default then put back, record",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, number[]> = {}; for (const it of items) { const list = g[it.k] ?? []; list.push(it.n); g[it.k] = list; } return g; }`,
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
    name: "put back with ||",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, { ns: number[]; sum: number }> = {}; for (const { k, n } of items) { const e = g[k] || { ns: [], sum: 0 }; e.ns.push(n); if (n > 1) e.sum += n; g[k] = e; } return g; }`,
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
    name: "let entry",
    body: `async (items: { k: string; n: number }[]) => { const m = new Map<string, { c: number }>(); for (const it of items) { let e = m.get(it.k); if (!e) { e = { c: 0 }; m.set(it.k, e); } e.c += 1; } return [...m]; }`,
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
    name: "let entry record awaited",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, number[]> = {}; for (const it of items) { let list = g[it.k]; if (list === undefined) { list = []; g[it.k] = list; } list.push(await double(it.n)); } return g; }`,
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
    name: "template key",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, number[]> = {}; for (const it of items) { const list = g[\`k-\${it.k}\`] ?? []; list.push(it.n); g[\`k-\${it.k}\`] = list; } return g; }`,
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
    name: "used after",
    body: `async (items: { k: string; n: number }[]) => { const g: Record<string, number[]> = {}; let s = 0; for (const it of items) { const list = g[it.k] ?? []; list.push(it.n); g[it.k] = list; s += list.length; list.push(0); } return { g, s }; }`,
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
    name: "filter itself",
    body: `async (l: number[]) => { let rows = l.map((n) => ({ n })); for (const r of rows) { r.n += 1; } rows = rows.filter((r) => r.n > 2); for (const r of rows) r.n *= 10; rows = rows.slice(0, 1); if (rows[0]) rows[0].n++; return rows; }`,
    scenarios: [{ input: [1, 2, 3] }, { input: [] }],
  },
  {
    name: "map block fresh then change",
    body: `async (l: { n: number }[]) => { const rows = l.map((x) => { const y = { ...x, m: 0 }; if (x.n > 1) y.m = 1; return y; }); for (const r of rows) r.m += 1; return rows; }`,
    scenarios: [{ input: [{ n: 2 }, { n: 0 }] }],
  },
  {
    name: "helper groups",
    before: `function groupBy<T>(items: readonly T[], key: (t: T) => string): Record<string, T[]> { const out: Record<string, T[]> = {}; for (const item of items) { const k = key(item); const list = out[k] ?? []; list.push(item); out[k] = list; } return out; }`,
    body: `async (items: { k: string; n: number }[]) => groupBy(items, (i) => i.k)`,
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
    name: "made by helpers",
    before: `const line = (n: number) => ({ n, tags: [] as string[] });
const order = (id: string) => { const lines = [line(1), line(2)]; return { id, lines }; };`,
    body: `async (n: number) => { const o = order("a"); o.lines[0]!.n = n; o.lines.push(line(9)); for (const l of o.lines) l.tags.push("t" + l.n); const rows = [1, 2].map((x) => line(x)); rows[0]!.n = 5; const more = [3].map(line); more[0]!.n = 1; return [o, rows, more]; }`,
    scenarios: [{ input: 1 }, { input: 4 }],
  },
  {
    name: "made by helpers that call tasks, and by closures that count",
    body: `async (n: number) => { let made = 0; const make = async (x: number) => { made += 1; const o = { id: made, list: [] as number[] }; for (const y of [x, 2]) o.list.push(await double(y)); return o; }; const a = await make(n); a.list.push(7); const b = await make(3); b.id += 10; return [a, b, made]; }`,
    scenarios: [{ input: 1, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "elements made by Array.from, and copies that helpers make",
    before: `const clone = <T extends object>(x: T): T => ({ ...x });`,
    body: `async (n: number) => { const rows = Array.from({ length: 3 }, (_, i) => ({ i, l: [] as number[] })); rows[0]!.i = 9; for (const r of rows) r.l.push(r.i + n); const x = { l: [1], n }; const o = clone(x); o.n = 9; return [rows, x, o]; }`,
    scenarios: [{ input: 1 }, { input: 4 }],
  },
  {
    name: "handed on by the last use of a name",
    body: `async (n: number) => { const rows: { n: number; c: number }[] = []; for (const x of [1, 2, n]) { const r = { n: x, c: 0 }; if (x > 2) continue; r.c += 1; rows.push(r); rows.at(-1)!.c += 10; } for (const r of rows) r.n *= 2; const lines = [{ n: 1 }]; lines.push({ n }); const o: { lines: { n: number }[]; last?: { n: number } } = { lines }; o.lines[0]!.n = 5; const last = { n }; last.n += 1; o.last = last; o.last.n *= 3; const m = new Map<string, { n: number }>(); const e = { n }; m.set("a", e); m.get("a")!.n = 8; const s = rows; s[0]!.n += 1; return [o, [...m], s]; }`,
    scenarios: [{ input: 1 }, { input: 4 }],
  },
  {
    name: "what a task gives, as a part of something else",
    body: `async (id: string) => { const item = await fetchItem(id); item.price += 1; const o = { item, id }; o.item.tags.push("z"); return o; }`,
    scenarios: [{ input: "ab", stubs: { fetchItem: (id: string) => ({ id, price: 1, tags: ["t"] }) } }],
  },
];
