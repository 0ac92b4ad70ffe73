import type { Row } from "./row.js";

/** Parts that helpers, callbacks and library functions change. */
export const partsInCalls: readonly Row[] = [
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
];
