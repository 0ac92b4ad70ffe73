import type { Row } from "./row.js";
import { fails, inputs, runs } from "./stubs.js";

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
  {
    name: "constants outside that patterns take apart",
    before: `const rates = { gb: 0.2, de: 0.19, list: [1, 2], deep: { name: "n", tags: ["a", "b"] } };
const { gb, de: germany, list: [first, second = 7, third = 9], deep: { name, tags }, ...others } = rates;
const [lo, hi = 9, ...more] = [3, 4, 5, 6];
const { length } = tags;
enum Level { Low = 1, High = 5 }
const { Low, High } = Level;
const limits = { ...rates.deep, max: lo * 2 } as const;
const { max } = limits;
const total = (n: number) => n * gb + germany + (first ?? 0) + second + third;`,
    body: `async (n: number) => { const gb = 1; return { t: total(n), lo, hi, more, name, tags, length, others, Low, High, max, gb, first }; }`,
    scenarios: runs([10], [0]),
  },
  {
    name: "errors that catch takes apart",
    body: `async (n: number) => { const out: string[] = []; try { await double(n); if (n > 1) throw new OutOfStock("none left"); out.push("ok"); } catch ({ name, message: why }: any) { out.push(name, why); } try { await release("x"); } catch ({ message }: any) { out.push(\`\${message}!\`); } finally { out.push("end"); } return out; }`,
    scenarios: runs([1], [2], [1, { double: fails("Broken", "bad"), release: fails("Gone", "g") }]),
  },
  {
    name: "members that are there when a text is",
    body: `async ({ note, n, id }: { note: string; n: number; id?: string }) => ({ id: "x", ...(note && { note }), ...(id && { id }), ...(n && { n }), ...(note.trim() && n > 1 && { both: note + n }), ...(id || null) && { given: true } })`,
    scenarios: runs([{ note: "", n: 0 }], [{ note: "a", n: 2, id: "" }], [{ note: " ", n: 5, id: "q" }]),
  },
  {
    name: "values that part where a jump leaves",
    body: `async (xs: string[][]) => { const rounds: { counts: Record<string, number>; n: number }[] = []; const kept: { tags: string[]; why: string }[] = []; outer: for (const [n, list] of xs.entries()) { const counts: Record<string, number> = Object.fromEntries(list.map((x) => [x, 0])); const entry: { tags: string[] } = { tags: [] }; if (list.length === 0) { kept.push({ ...entry, why: "empty" }); continue; } for (const x of list) { counts[x] = (counts[x] ?? 0) + 1; entry.tags.push(x); if (x === "stop") { rounds.push({ counts, n }); break outer; } if (x === "skip") { rounds.push({ counts, n: -1 }); continue outer; } } counts.all = list.length; rounds.push({ counts, n }); kept.push({ ...entry, why: "done" }); } return { rounds, kept }; }`,
    scenarios: runs([[["a", "b", "a"], [], ["skip", "c"], ["c"], ["d", "stop", "e"], ["f"]]], [[]]),
  },
  {
    name: "groups of every match",
    body: `async (text: string) => { const fields: Record<string, string> = {}; for (const [all, key, value] of text.matchAll(/(\\w+)=(\\w+)/g)) { if (key && value) fields[key] = \`\${value}/\${all.length}\`; } const pairs = Array.from(text.matchAll(/(\\w)(\\d)/g), ([, a, b]) => \`\${b}\${a}\`); return { fields, pairs, n: [...text.matchAll(/=/g)].length }; }`,
    scenarios: runs(["a=1 bb=cc x9"], [""]),
  },
  {
    name: "texts of what may be missing",
    body: `async (o: Record<string, { n: number[] }>) => [JSON.stringify(o.a) === JSON.stringify(o.b), JSON.stringify(o.c) ?? "none", Object.keys(o).filter((k) => JSON.stringify(o[k]) !== JSON.stringify(o.a)), \`\${JSON.stringify(o.z)}\`]`,
    scenarios: runs([{ a: { n: [1] }, b: { n: [1] }, d: { n: [] } }], [{}], [{ c: { n: [2] } }]),
  },
];
