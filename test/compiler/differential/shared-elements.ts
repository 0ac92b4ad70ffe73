import type { Program } from "./harness.js";

const chosenBefore = `interface Row { id: string; n: number; taken?: boolean; tags: string[] }
const copyOf = (i: Row[]) => i.map(r => ({ ...r, tags: [...r.tags] }));
const mark = (r: Row) => { r.taken = true; r.n += 10; };
const takeBest = (xs: Row[]) => { const best = xs.filter(x => !x.taken).sort((a, b) => b.n - a.n)[0]; if (best === undefined) return undefined; best.taken = true; return best.id; };`;

const gatheredBefore = `interface Row { id: string; n: number; k: string; tags: string[] }
const groupBy = <T, K extends string | number>(xs: T[], key: (x: T) => K) => xs.reduce((m, x) => { const k = key(x); const l = m.get(k) ?? []; l.push(x); m.set(k, l); return m; }, new Map<K, T[]>());
const tally = (xs: Row[]) => xs.reduce((m, x) => m.set(x.k, (m.get(x.k) ?? 0) + 1), new Map<string, number>());
const index = (xs: Row[]) => xs.reduce<Map<string, { rows: Row[]; sum: number }>>((m, x) => { const e = m.get(x.k) ?? { rows: [], sum: 0 }; e.rows.push(x); e.sum += x.n; m.set(x.k, e); return m; }, new Map());`;

/** Elements that are chosen from a list, or gathered into a Map, and changed where another name would see it. */
export const sharedElements: readonly (Program & { readonly code?: string })[] = [
  {
    name: `chosen or gathered, 3`,
    before: chosenBefore,
    body: `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter(x => x.n > 1)[0]!; best.taken = true; xs.sort((a, b) => a.n - b.n); return [xs, best.id]; }`,
  },
  {
    name: `chosen or gathered, 4`,
    before: chosenBefore,
    body: `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter(x => x.n > 1)[0]!; best.taken = true; xs.shift(); return [xs, best.id]; }`,
  },
  {
    name: `chosen or gathered, 6`,
    before: chosenBefore,
    body: `async (i: Row[]) => { let xs = copyOf(i); const best = xs.filter(x => x.n > 1)[0]!; best.taken = true; xs = xs.filter(x => !x.taken); best.n = 44; return [xs, best.id]; }`,
  },
  {
    name: `chosen or gathered, 8`,
    before: chosenBefore,
    body: `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter(x => x.n > 1)[0]!; best.taken = true; const out = { best, xs }; return out; }`,
  },
  {
    name: `chosen or gathered, 10`,
    before: chosenBefore,
    body: `async (i: Row[]) => { const xs = copyOf(i); for (const x of xs.filter(x => x.n > 1)) { x.tags.push('a'); xs.shift(); } return xs; }`,
  },
  {
    name: `chosen or gathered, 14`,
    before: chosenBefore,
    body: `async (i: Row[]) => { const xs = copyOf(i); const best = [...xs, ...copyOf(i)].sort((a, b) => a.n - b.n)[0]!; best.taken = true; return xs; }`,
  },
  {
    name: `chosen or gathered, 17`,
    before: chosenBefore,
    body: `async (i: Row[]) => { const m = new Map<number, Row[]>(); for (const r of copyOf(i)) { const l = m.get(r.n) ?? []; l.push(r); m.set(r.n, l); } const f = m.get(2)!.filter(r => r.id > 'a')[0]!; f.n = 100; return [...m]; }`,
  },
  {
    name: `chosen or gathered, 18`,
    before: chosenBefore,
    body: `async (i: Row[]) => { const xs = copyOf(i); const { tags } = xs.filter(x => x.n === 1)[0]!; tags.push('new'); return xs; }`,
  },
  {
    name: `chosen or gathered, 19`,
    before: gatheredBefore,
    body: `async (i: Row[]) => { const g = groupBy(i, r => r.k); g.get('x')?.push({ id: 'new', n: 0, k: 'x', tags: [] }); for (const rows of g.values()) rows.reverse(); return [...g]; }`,
  },
  {
    name: `chosen or gathered, 20`,
    before: gatheredBefore,
    body: `async (i: Row[]) => { const g: Record<string, number[] | ''> = { x: '' }; for (const r of i) { (g[r.k] ||= []).push(r.n); } return g; }`,
    code: "SP1305",
  },
  {
    name: `chosen or gathered, 22`,
    before: gatheredBefore,
    body: `async (i: Row[]) => { const shared: number[] = []; const g = i.reduce((m, r) => { const l = m.get(r.k) ?? shared; l.push(r.n); m.set(r.k, l); return m; }, new Map<string, number[]>()); return [[...g], shared]; }`,
  },
  {
    name: `chosen or gathered, 23`,
    before: gatheredBefore,
    body: `async (i: Row[]) => { const keep: number[][] = []; const g = i.reduce((m, r) => { const l = m.get(r.k) ?? []; l.push(r.n); keep.push(l); m.set(r.k, l); return m; }, new Map<string, number[]>()); return [[...g], keep]; }`,
  },
  {
    name: `chosen or gathered, 24`,
    before: gatheredBefore,
    body: `async (i: Row[]) => { const start = new Map<string, number[]>([['x', [0]]]); const g = i.reduce((m, r) => { const l = m.get(r.k) ?? []; l.push(r.n); m.set(r.k, l); return m; }, start); return [[...g], [...start]]; }`,
  },
  {
    name: `chosen or gathered, 25`,
    before: gatheredBefore,
    body: `async (i: Row[]) => { const add = (m: Map<string, string[]>, k: string, v: string) => { const l = m.get(k) ?? []; l.push(v); m.set(k, l); }; const m = new Map<string, string[]>(); const x: string[] = []; m.set('x', x); add(m, 'x', 'q'); return [[...m], x]; }`,
  },
];
