import type { Row } from "./row.js";

const stubs = { double: (x: number) => x * 2, echo: (x: unknown) => x };

const before0 = `interface Row { id: string; n: number; taken?: boolean; tags?: string[] }`;

const rows0 = [
  { id: "a", n: 3 },
  { id: "b", n: 1 },
  { id: "c", n: 2 },
];

const bodies0 = [
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); const best = xs.filter(x => x.n > 1).sort((a, b) => a.n - b.n)[0]; if (best) best.taken = true; return xs; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); const best = xs.filter(x => x.n > 1).sort((a, b) => a.n - b.n)[0]!; best.taken = true; await double(1); return [xs, best.id]; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); const best = [...xs].sort((a, b) => a.n - b.n)[0]!; best.taken = true; return xs; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); const best = xs.toSorted((a, b) => a.n - b.n).at(-1); if (best) best.taken = true; return xs; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); const f = xs.filter(x => x.n > 1).find(x => x.id !== 'a'); if (f) f.taken = true; return xs; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); for (const x of xs.filter(x => x.n > 1)) x.taken = true; return xs; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); for (const x of xs.filter(x => x.n > 1)) { x.n = await double(x.n); x.taken = true; } return xs; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); for (const x of xs.slice(1)) x.taken = true; return xs; }`,
  `async (i: Row[]) => { const xs = i.map(r => ({ ...r })); for (const x of [...xs].sort((a, b) => a.n - b.n)) x.n = 5; return xs; }`,
];

const before1 = `interface Row { id: string; n: number; taken?: boolean; tags: string[] }
const copyOf = (i: Row[]) => i.map(r => ({ ...r, tags: [...r.tags] }));
const mark = (r: Row) => { r.taken = true; r.n += 10; };
const takeBest = (xs: Row[]) => { const best = xs.filter(x => !x.taken).sort((a, b) => b.n - a.n)[0]; if (best === undefined) return undefined; best.taken = true; return best.id; };`;

const rows1 = [
  { id: "a", n: 3, tags: [] },
  { id: "b", n: 1, tags: ["q"] },
  { id: "c", n: 2, tags: [] },
  { id: "d", n: 2, tags: ["z"] },
];

const bodies1 = [
  `async (i: Row[]) => { const xs = copyOf(i); for (;;) { const best = xs.filter(x => !x.taken).sort((a, b) => b.n - a.n)[0]; if (!best) break; best.taken = true; best.n = await double(best.n); best.tags.push('t' + best.n); } return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const a = xs.filter(x => x.n > 1)[0]!; const b = xs.toSorted((p, q) => q.n - p.n)[0]!; a.n += 5; b.n += 7; await double(a.n); return [xs, a.n, b.n, a.id === b.id]; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter((x, k) => k % 2 === 1)[1]!; best.tags.push('w'); return [xs, best]; }`,
  `async (i: Row[]) => { const o = { lines: copyOf(i), total: 0 }; const best = o.lines.filter(x => x.n < 3).at(-1); if (best) { best.n = 99; o.total += best.n; } return o; }`,
  `async (i: Row[]) => { const xs = copyOf(i); let k = 1; const best = xs.toReversed().at(k)!; k = 2; best.n = 50; return [xs, best.id]; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter(x => x.n > 100)[0]; if (best) best.taken = true; return [xs, best ?? null, best?.n ?? 0]; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter(x => x.n > 1)[0]!; mark(best); await echo(best); mark(best); return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); for (const x of xs.filter(x => x.n > 1)) { x.taken = true; if (x.id === 'c') continue; x.n = await double(x.n); } return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); for (const x of xs.filter(x => !x.taken)) { for (const y of xs) y.taken = true; x.n += 1; } return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); try { for (const x of xs.toSorted((a, b) => a.n - b.n)) { x.n = await double(x.n); if (x.n > 3) throw new OutOfStock(x.id); } } catch (e) { return [xs, e instanceof OutOfStock ? e.message : '']; } return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); for (const x of xs.filter(x => x.n > 1)) { x.tags.push('a'); xs.push({ id: 'n' + x.id, n: 9, tags: [] }); } return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const min = Math.min(...xs.map(x => x.n)); const best = xs.filter(x => x.n === min)[0]!; const set = () => { best.taken = true; }; set(); return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter(x => x.n > 1).slice(1, 3).toReversed()[0]!; best.n = 0; delete best.taken; Object.assign(best, { id: 'zz' }); return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const first = xs.filter(x => x.n > 1)[0]!; const second = xs.filter(x => x.n > 1)[1]!; [first.n, second.n] = [second.n, first.n]; return xs; }`,
];

const before2 = `interface Row { id: string; n: number; taken?: boolean; tags: string[] }
const copyOf = (i: Row[]) => i.map(r => ({ ...r, tags: [...r.tags] }));
const f1 = (xs: Row[]) => { const best = xs.find(x => x.n > 1); if (best === undefined) return undefined; best.taken = true; return best.id; };
`;

const rows2 = [
  { id: "a", n: 3, tags: [] },
  { id: "b", n: 1, tags: ["q"] },
  { id: "c", n: 2, tags: [] },
  { id: "d", n: 2, tags: ["z"] },
];

const bodies2 = [
  `async (i: Row[]) => { const xs = copyOf(i); const best = xs.filter(x => x.n > 1).find(x => x.id !== 'a'); if (best) best.n = 70; return xs; }`,
  `async (i: Row[]) => { const xs = copyOf(i); const rest = xs.slice(1).findLast(x => x.n === 2); if (rest) { rest.n += 70; } return xs; }`,
];

/** Elements that are chosen from a list, in any order, and changed where they are. */
export const chosenElements: readonly Row[] = [
  ...bodies0.map((body) => ({
    name: body,
    before: before0,
    body,
    scenarios: [rows0, rows0.toReversed()].map((input) => ({ input, stubs })),
  })),
  ...bodies1.map((body) => ({
    name: body,
    before: before1,
    body,
    scenarios: [rows1, rows1.toReversed()].map((input) => ({ input, stubs })),
  })),
  ...bodies2.map((body) => ({
    name: body,
    before: before2,
    body,
    scenarios: [rows2, rows2.toReversed()].map((input) => ({ input, stubs })),
  })),
];
