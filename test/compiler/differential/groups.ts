import type { Row } from "./row.js";

const stubs = { double: (x: number) => x * 2, echo: (x: unknown) => x };

const before0 = `interface Row { id: string; n: number; taken?: boolean; tags?: string[] }`;

const rows0 = [
  { id: "a", n: 3 },
  { id: "b", n: 1 },
  { id: "c", n: 2 },
];

const bodies0 = [
  `async (i: Row[]) => { const g = i.reduce((m, r) => { if (!m.has(r.id)) m.set(r.id, []); m.get(r.id)!.push(r.n); return m; }, new Map<string, number[]>()); return [...g]; }`,
  `async (i: Row[]) => { const g = i.reduce((m, r) => { const l = m.get(r.id) ?? []; l.push(r.n); m.set(r.id, l); return m; }, new Map<string, number[]>()); return [...g]; }`,
  `async (i: Row[]) => { const g = i.reduce<Record<string, number[]>>((acc, r) => { (acc[r.id] ??= []).push(r.n); return acc; }, {}); return g; }`,
  `async (i: Row[]) => { const g = i.reduce((acc, r) => { const k = r.id; if (!acc[k]) acc[k] = []; acc[k].push(r.n); return acc; }, {} as Record<string, number[]>); return g; }`,
  `async (i: Row[]) => { const g = i.reduce<Record<string, Row[]>>((acc, r) => { (acc[r.id] ||= []).push(r); return acc; }, {}); return g; }`,
  `async (i: Row[]) => { const g = i.reduce<Record<string, { total: number; rows: string[] }>>((acc, r) => { const e = (acc[r.id] ??= { total: 0, rows: [] }); e.total += r.n; e.rows.push(r.id); return acc; }, {}); return g; }`,
  `async (i: Row[]) => { const g = i.reduce((m, r) => { const e = m.get(r.id); if (e) e.push(r.n); else m.set(r.id, [r.n]); return m; }, new Map<string, number[]>()); return [...g]; }`,
  `async (i: Row[]) => { const g = i.reduce((acc, r) => { acc.rows.push(r.id); acc.total += r.n; return acc; }, { rows: [] as string[], total: 0 }); return g; }`,
  `async (i: Row[]) => { const groupBy = <T,>(xs: T[], key: (x: T) => string) => xs.reduce((m, x) => { const k = key(x); const l = m.get(k) ?? []; l.push(x); m.set(k, l); return m; }, new Map<string, T[]>()); return [...groupBy(i, r => r.id)].map(([k, l]) => k + l.length); }`,
  `async (i: Row[]) => { const groupBy = <T,>(xs: T[], key: (x: T) => string) => xs.reduce<Record<string, T[]>>((m, x) => { (m[key(x)] ??= []).push(x); return m; }, {}); return groupBy(i, r => r.id); }`,
  `async (i: Row[]) => { const [yes, no] = i.reduce<[Row[], Row[]]>((acc, r) => { acc[r.n > 1 ? 0 : 1].push(r); return acc; }, [[], []]); return { yes, no }; }`,
];

const before1 = `interface Row { id: string; n: number; k: string; tags: string[] }
const groupBy = <T, K extends string | number>(xs: T[], key: (x: T) => K) => xs.reduce((m, x) => { const k = key(x); const l = m.get(k) ?? []; l.push(x); m.set(k, l); return m; }, new Map<K, T[]>());
const tally = (xs: Row[]) => xs.reduce((m, x) => m.set(x.k, (m.get(x.k) ?? 0) + 1), new Map<string, number>());
const index = (xs: Row[]) => xs.reduce<Map<string, { rows: Row[]; sum: number }>>((m, x) => { const e = m.get(x.k) ?? { rows: [], sum: 0 }; e.rows.push(x); e.sum += x.n; m.set(x.k, e); return m; }, new Map());`;

const rows1 = [
  { id: "a", n: 3, k: "x", tags: [] },
  { id: "b", n: 1, k: "y", tags: ["q"] },
  { id: "c", n: 2, k: "x", tags: [] },
  { id: "d", n: 2, k: "z", tags: ["z"] },
  { id: "e", n: 0, k: "y", tags: ["z", "w"] },
];

const bodies1 = [
  `async (i: Row[]) => [[...groupBy(i, r => r.k)], [...groupBy(i, r => r.n).keys()], [...tally(i)], [...index(i).values()]]`,
  `async (i: Row[]) => { const g = i.reduce((m, r) => { if (!m.has(r.k)) m.set(r.k, []); m.get(r.k)!.push(r.n); return m; }, new Map<string, number[]>()); await double(g.size); return [...g]; }`,
  `async (i: Row[]) => { const g = i.reduce((m, r) => { if (!m.has(r.k)) { m.set(r.k, [r.n]); } else { m.get(r.k)!.push(r.n); } if (r.n > 10) throw new OutOfStock(r.id); return m; }, new Map<string, number[]>()); return Object.fromEntries(g); }`,
  `async (i: Row[]) => { const g = i.reduce<Record<string, Row[]>>((acc, r) => { (acc[r.k] ||= []).push(r); return acc; }, {}); return g; }`,
  `async (i: Row[]) => { const g: Record<string, number[]> = {}; for (const r of i) { (g[r.k] ||= []).push(r.n); await double(r.n); } return g; }`,
  `async (i: Row[]) => { const g = i.reduce((m, r) => { for (const t of r.tags) { const l = m.get(t) ?? []; l.push(r.id); m.set(t, l); } return m; }, new Map<string, string[]>()); return [...g]; }`,
  `async (i: Row[]) => { const g = i.reduce((m, r) => { const l = m.get(r.k); if (l === undefined) { m.set(r.k, { ids: [r.id], min: r.n }); return m; } l.ids.push(r.id); l.min = Math.min(l.min, r.n); return m; }, new Map<string, { ids: string[]; min: number }>()); return [...g.entries()]; }`,
  `async (i: Row[]) => { const add = (m: Map<string, string[]>, k: string, v: string) => { const l = m.get(k) ?? []; l.push(v); m.set(k, l); }; const m = new Map<string, string[]>(); for (const r of i) add(m, r.k, r.id); return [...m]; }`,
  `async (i: Row[]) => { const add = (m: Map<string, string[]>, k: string, v: string) => { if (!m.has(k)) m.set(k, []); m.get(k)!.push(v); }; const m = new Map<string, string[]>(); for (const r of i) { add(m, r.k, r.id); await double(1); } return [...m]; }`,
  `async (i: Row[]) => { const add = (m: Map<string, string[]>, k: string, v: string) => { if (!m.has(k)) m.set(k, []); m.get(k)!.push(v); }; const both = (m: Map<string, string[]>) => { add(m, 'x', 'q'); add(m, 'y', 'r'); add(m, 'x', 's'); }; const m = new Map<string, string[]>(); const n = new Map<string, string[]>(); both(m); both(n); add(n, 'z', 'z'); return [[...m], [...n]]; }`,
  `async (i: Row[]) => { const make = () => { const m = new Map<string, string[]>(); for (const r of i) { const l = m.get(r.k) ?? []; l.push(r.id); m.set(r.k, l); } return m; }; const m = make(); m.get('x')!.push('late'); return [...m]; }`,
];

/** Maps and objects of lists that `reduce`, loops and helpers gather. */
export const groups: readonly Row[] = [
  ...bodies0.map((body) => ({
    name: body,
    before: before0,
    body,
    scenarios: [[], rows0, rows0.toReversed()].map((input) => ({ input, stubs })),
  })),
  ...bodies1.map((body) => ({
    name: body,
    before: before1,
    body,
    scenarios: [rows1, rows1.toReversed()].map((input) => ({ input, stubs })),
  })),
];
