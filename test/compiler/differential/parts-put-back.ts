import type { Row } from "./row.js";

/** Parts that are replaced, put back, and changed in calls one behind the other. */
export const partsPutBack: readonly Row[] = [
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
