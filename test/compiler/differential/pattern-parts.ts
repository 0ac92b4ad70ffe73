import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Names that patterns give to parts of values, which are changed by them. */
export const patternParts: readonly Row[] = [
  {
    name: "parts of an object that is read later",
    body: `async (n: number) => { const o = { list: [1], sub: { n } }; const { sub, list } = o; sub.n++; list.push(n); return { o, sub: sub.n, len: list.length }; }`,
    scenarios: runs([3]),
  },
  {
    name: "elements of a list that is read later",
    body: `async (n: number) => { const pair = [{ t: 0 }, { t: 1 }]; const [a, b] = pair; if (n > 1) pair[0]!.t = n; else b!.t = n; return [pair, a!.t, b!.t]; }`,
    scenarios: runs([3], [1]),
  },
  {
    name: "elements that are read before one of them is changed by its index",
    body: `async (n: number) => { const t: [{ p: string[]; s: number }, { p: string[]; s: number }] = [{ p: [], s: 0 }, { p: [], s: 0 }]; for (let i = 0; i < n; i++) { const [x, y] = t; const k = x.s <= y.s ? 0 : 1; t[k].p.push(\`\${i}\`); t[k].s += i; } return t; }`,
    scenarios: runs([3], [0]),
  },
  {
    name: "parts of parts, changed between calls",
    body: `async (ids: string[]) => { const state = { items: [] as string[], totals: { count: 0, sum: 0 }, meta: { tags: { x: [1] } } }; const { items, totals, meta: { tags: { x: xs } } } = state; for (const id of ids) { const { price } = await fetchItem(id); items.push(id); totals.count += 1; totals.sum += price; xs.unshift(price); state.items.push("!"); if (price > 2) totals.sum = 0; } await echo(state); return { items, totals, state, n: xs.length }; }`,
    scenarios: runs([["a", "bbb"]], [[]]),
  },
  {
    name: "a part of a copy of the input",
    body: `async (o: { list: number[]; k: string }) => { const own = structuredClone(o); const { list, k } = own; list.push(1); own.k += "!"; const rest = own.list.map((x) => x + 1); return [own, list, k, rest]; }`,
    scenarios: runs([{ list: [3], k: "a" }]),
  },
  {
    name: "parts of a member in a loop",
    body: `async (l: number[]) => { const groups: Record<string, { items: number[]; info: { max: number } }> = { odd: { items: [], info: { max: 0 } }, even: { items: [], info: { max: 0 } } }; for (const n of l) { const key = n % 2 ? "odd" : "even"; const { items, info } = groups[key]!; items.push(n); if (n > info.max) info.max = n; } return groups; }`,
    scenarios: runs([[1, 2, 5, 4]], [[]]),
  },
  {
    name: "parts of an element whose index changes",
    body: `async (l: number[]) => { const groups = [{ items: [0] }, { items: [1] }]; let i = 0; for (const n of l) { const { items } = groups[i]!; i = 1 - i; items.push(n); groups[i]!.items.push(-n); } return groups; }`,
    scenarios: runs([[1, 2, 5]], [[]]),
  },
  {
    name: "a part that goes over to the name, and on to a list",
    body: `async (n: number) => { const r = { rows: [n], k: 1 }; const { rows } = r; rows.push(2); const out = [rows]; out[0]!.push(3); return out; }`,
    scenarios: runs([1]),
  },
  {
    name: "a part that a closure changes",
    body: `async (l: string[]) => { const ctx = { log: [] as string[], n: 0 }; const { log } = ctx; const note = (s: string) => { log.push(s); ctx.n++; }; for (const s of l) note(s); note("end"); return { ctx, c: log.length }; }`,
    scenarios: runs([["a"]]),
  },
  {
    name: "a part of what is outside of the loop",
    body: `async (l: number[]) => { const o = { items: [] as number[], n: 0 }; let best = 0; for (const x of l) { const { items } = o; items.push(x); best = Math.max(best, items.length); if (best > 2) break; } return best; }`,
    scenarios: runs([[1, 2, 3, 4]], [[]]),
  },
  {
    name: "elements of a table under names of their own",
    body: `async (l: string[]) => { const table = [{ cells: [] as string[], w: 0 }, { cells: [] as string[], w: 0 }]; const [left, right] = table; for (const s of l) { if (s.length > 2) { left!.cells.push(s); left!.w += s.length; } else right!.cells.push(s); } left!.w *= 2; return { table, same: table[0]!.w === left!.w, n: right!.cells.length }; }`,
    scenarios: runs([["a", "bbb"]], [[]]),
  },
  {
    name: "parts of what a helper is given",
    before: `const bump = (o: { items: number[]; meta: { n: number } }, x: number) => { const { items, meta } = o; items.push(x); meta.n += items.length; return meta.n; };`,
    body: `async (n: number) => { const o = { items: [0], meta: { n } }; const a = bump(o, 5); const b = bump(o, 6); return { a, b, o }; }`,
    scenarios: runs([1]),
  },
  {
    name: "parts of items of forEach and of a loop",
    body: `async (l: { id: string; tags: string[] }[]) => { const own = structuredClone(l); own.forEach((x) => { const { tags } = x; tags.push(x.id); x.id += "!"; }); for (const x of own) { const { tags, id } = x; if (tags.length > 1) tags.shift(); x.id = id + tags.length; } return own; }`,
    scenarios: runs(
      [
        [
          { id: "a", tags: [] },
          { id: "b", tags: ["z", "y"] },
        ],
      ],
      [[]],
    ),
  },
  {
    name: "parts that may be missing",
    body: `async (o: { n: number }) => { const s: { list?: number[]; sub: { q?: { z: number } } } = o.n > 1 ? { list: [], sub: {} } : { sub: { q: { z: 1 } } }; const { list, sub: { q } } = s; list?.push(o.n); if (q) q.z += 5; return [s, list?.length ?? null, q?.z ?? null]; }`,
    scenarios: runs([{ n: 1 }], [{ n: 2 }]),
  },
  {
    name: "constants for parts of what a helper is given",
    before: `const bump = (o: { items: number[]; meta: { n: number } }, x: number) => { const items = o.items; const meta = o.meta; items.push(x); meta.n += items.length; return meta.n; };`,
    body: `async (n: number) => { const o = { items: [0], meta: { n } }; const a = bump(o, 5); const b = bump(o, 6); return { a, b, o }; }`,
    scenarios: runs([1]),
  },
  {
    name: "parts of what a helper only reads",
    before: `const total = (o: { items: number[] }) => { const { items } = o; let t = 0; for (const x of items) t += x; return t + o.items.length; };`,
    body: `async (o: { items: number[] }) => [total(o), total({ items: [1] }), total(o)]`,
    scenarios: runs([{ items: [1, 2] }]),
  },
  {
    name: "items of what a helper is given",
    before: `const mark = (rows: { ok?: boolean; n: number }[]) => { for (const r of rows) if (r.n > 1) r.ok = true; };
const mark2 = (o: { rows: { ok?: boolean; n: number }[] }) => { for (const r of o.rows) r.n += 1; const last = o.rows.at(-1); if (last) last.n = 0; };`,
    body: `async (l: number[]) => { const rows: { ok?: boolean; n: number }[] = l.map((n) => ({ n })); mark(rows); const o = { rows }; mark2(o); return o; }`,
    scenarios: runs([[1, 2]], [[]]),
  },
  {
    name: "a list that a closure with a finally fills",
    body: `async (n: number) => { const log: string[] = []; const f = (x: number): string => { try { if (x === 1) return "try"; } finally { log.push(\`f\${x}\`); } return "after"; }; const a = f(n); const b = f(n + 1); return [a, b, log]; }`,
    scenarios: runs([0]),
  },
];
