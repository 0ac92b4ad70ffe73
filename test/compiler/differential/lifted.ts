import type { Row } from "./row.js";
import { inputs } from "./stubs.js";

const stubs = { double: (x: number) => x * 2 };

/** Values that are changed in place by ways that the compiler follows: members in loops, what helpers make, filled arrays. */
export const lifted: readonly Row[] = [
  {
    name: "members that a loop over entries or values changes",
    body: `async (xs: string[]) => { const o: Record<string, { n: number; l: string[] }> = {}; for (const x of xs) (o[x] ??= { n: 0, l: [] }).n++; for (const [k, v] of Object.entries(o)) { if (v.n > 2) continue; v.n *= 10; v.l.push(k + v.n); } for (const v of Object.values(o)) { v.n += v.l.length; v.n = await double(v.n); } let total = 0; for (const { n } of Object.values(o)) total += n; return [o, total]; }`,
    scenarios: [["a", "b", "a"], [], ["c", "c", "c", "a"]].map((input) => ({ input, stubs })),
  },
  {
    name: "members of members, and of types with names",
    before: `const bump = (e: { n: number }, by: number) => { e.n += by; return e.n; };`,
    body: `async (n: number) => { const o = { groups: { a: { items: [{ q: n }] }, b: { items: [] } } as Record<string, { items: { q: number }[] }>, t: 0 }; for (const [k, g] of Object.entries(o.groups)) { for (const it of g.items) it.q += 5; g.items.push({ q: k.length }); o.t += g.items.length; } const named = { x: { n }, y: { n: 2 } }; const out: number[] = []; for (const [k, v] of Object.entries(named)) { if (k === "x") out.push(bump(v, 3)); else v.n = -1; } const lists: Record<string, number[]> = { a: [n, 3], b: [] }; for (const l of Object.values(lists)) l.push(l.length); for (const [, l] of Object.entries(lists)) l.sort((a, b) => b - a); return { o, named, out, lists }; }`,
    scenarios: inputs(1, 7),
  },
  {
    name: "members at the keys that a loop goes through",
    body: `async (n: number) => { const o: Record<string, number> = { a: n, b: 2 }; for (const k in o) o[k]! *= 2; for (const k in o) { if (o[k]! > 3) delete o[k]; } const p: Record<string, { c: number }> = { x: { c: 1 }, y: { c: n } }; for (const k in p) p[k]!.c += await double(1); return [o, p]; }`,
    scenarios: [{ input: 1, stubs }],
  },
  {
    name: "get or make by a helper, then put back",
    before: `const empty = (): string[] => [];
function stats(id: string) { return { id, n: 0, tags: [] as string[] }; }
const inner = () => ({ c: 0 });
const outer = () => ({ inner: inner() });`,
    body: `async (xs: string[]) => { const fresh = (k: string) => ({ k, items: [] as string[] }); const lists = new Map<string, string[]>(); const byId: Record<string, ReturnType<typeof stats>> = {}; const deep = new Map<string, { inner: { c: number } }>(); const groups = new Map<string, { k: string; items: string[] }>(); for (const x of xs) { const list = lists.get(x) ?? empty(); list.push(x + list.length); lists.set(x, list); const s = byId[x] ?? stats(x); s.n += 1; s.tags.push("t" + s.n); byId[x] = s; await double(s.n); const d = deep.get(x) ?? outer(); d.inner.c += 1; deep.set(x, d); let g = groups.get(x); if (g === undefined) { g = fresh(x); groups.set(x, g); } g.items.push(x); } return [[...lists], byId, [...deep], [...groups.values()]]; }`,
    scenarios: [["a", "b", "a"], []].map((input) => ({ input, stubs })),
  },
  {
    name: "arrays that are filled and counted in",
    body: `async (n: number) => { const a = new Array<number>(n).fill(0); a[0]! += 1; for (let i = 0; i < n; i++) a[i]! += i; a.push(9); const seen = Array<boolean>(n).fill(false); for (const x of [0, 2, 2]) { if (seen[x]) continue; seen[x] = true; await double(x); } const grid = new Array(n).fill(0).map(() => new Array<number>(n).fill(0)); grid[0]![1]! += 5; for (const row of grid) row[0]! -= 1; const q = a[2]!++ + a[2]!; return [a, seen, grid, q]; }`,
    scenarios: [{ input: 3, stubs }],
  },
  {
    name: "elements that are taken out, changed, and put back or elsewhere",
    body: `async (xs: number[]) => { const s = { queue: xs.map((n) => ({ n, tries: 0, tags: ["a"] })), done: [] as { n: number; tries: number; tags: string[] }[] }; const log: string[] = []; for (;;) { const job = s.queue.shift(); if (!job) break; job.tries += await double(1); job.tags.push("t" + job.tries); if (job.tries < job.n) { s.queue.push(job); continue; } s.done.push(job); } for (const job of s.done) job.tags.push("z"); const q = xs.map((n) => ({ n, c: 0 })); const even: { n: number; c: number }[] = [], odd: { n: number; c: number }[] = []; while (q.length) { const j = q.pop()!; j.c++; if (j.n % 2 === 0) even.push(j); else if (j.c > 5) log.push("never" + j.n); else odd.push(j); } for (const e of even) e.c += 10; for (const o of odd) o.c += 100; return [s, log, even, odd]; }`,
    scenarios: [[1, 3, 4], []].map((input) => ({ input, stubs })),
  },
];
