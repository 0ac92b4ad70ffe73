import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface R { n: number; tags: string[] }
const rowsOf = (ns: number[]): R[] => ns.map((n) => ({ n, tags: [] }));`;

const refused = (name: string, statements: string): Program => ({
  name: `kept elements: ${name}`,
  before,
  body: `async (ns: number[]) => { const rows = rowsOf(ns); const m: Record<string, R> = {}; for (const n of ns) m["k" + n] = { n, tags: [] }; ${statements} }`,
});

/** Functions that keep an element which they are given, and give something else. */
export const keptElements: readonly Program[] = [
  refused(
    "in a variable",
    "let last: R | undefined; const xs = rows.map((r) => { last = r; return r.n; }); rows[0]!.n = 50; await double(1); return [rows, last ?? null, xs];",
  ),
  refused(
    "in a list",
    "const kept: R[] = []; const xs = rows.map((r) => { kept.push(r); return r.n; }); rows[0]!.n = 50; await double(1); return [rows, kept, xs];",
  ),
  refused(
    "while testing",
    "const seen: Record<string, R> = {}; const n = rows.filter((r) => { seen[r.n] = r; return r.n > 1; }).length; rows[0]!.n = 50; await double(1); return [rows, seen, n];",
  ),
  refused(
    "by its name",
    "const keep = (r: R) => { rows.push(r); return r.n; }; const xs = rows.slice(0, 1).map(keep); rows[0]!.n = 50; await double(1); return [rows, xs];",
  ),
  refused(
    "of an object",
    'const kept: string[][] = []; const w = Object.entries(m).map(([k, r]) => { kept.push(r.tags); return k; }); m.k1!.tags.push("q"); return [m, w, kept];',
  ),
  refused(
    "of an object, by the entry",
    'const kept: string[][] = []; const w = Object.entries(m).map((e) => { kept.push(e[1].tags); return e[0]; }); m.k1!.tags.push("q"); return [m, w, kept];',
  ),
  refused(
    "in an object made of entries",
    "const o = Object.fromEntries(rows.map((r) => [r.n, r])); o[1]!.n += 1; await double(1); return [rows, o];",
  ),
  refused(
    "inside of what an object made of entries holds",
    'const o = Object.fromEntries(rows.map((r) => [r.n, { ...r }])); o[1]!.tags.push("q"); await double(1); return [rows, o];',
  ),
  refused("in what they give", 'const w = Object.values(m).map((r) => r.tags); m.k1!.tags.push("q"); return [m, w];'),
];

const read = (name: string, expression: string): Row => ({
  name,
  before,
  body: `async (ns: number[]) => { const m: Record<string, R> = {}; for (const n of ns) (m["k" + n] ??= { n, tags: [] }).tags.push("x"); const w = ${expression}; for (const r of Object.values(m)) { r.n += 5; r.tags.push("q"); } await double(1); return [m, w]; }`,
  scenarios: runs([[1, 2, 1]], [[]]),
});

/** Members of an object that is changed later, in chains that come to texts and numbers. */
export const readMembers: readonly Row[] = [
  read("entries that become texts", "Object.entries(m).map(([k, r]) => k + r.tags.join())"),
  read(
    "entries in order",
    "Object.entries(m).sort(([a, x], [b, y]) => y.tags.length - x.tags.length || (a < b ? -1 : 1)).map(([k, r]) => `${k}: ${r.n}`)",
  ),
  read("how many members there are", "Object.values(m).filter((r) => r.tags.length > 1).length"),
  read("names of some members", "Object.entries(m).filter((e) => e[1].tags.length > 1).map((e) => e[0])"),
  read("a sum over members", "Object.entries(m).reduce((s, [, r]) => s + r.tags.length, 0)"),
  read(
    "numbers by names",
    "Object.values(m).reduce<Record<string, number>>((a, r) => ({ ...a, [r.n]: r.tags.length }), {})",
  ),
];

const made = (name: string, pairs: string, change: string): Row => ({
  name: `an object made of entries: ${name}`,
  before,
  body: `async (ns: number[]) => { const rows = rowsOf(ns); const o = Object.fromEntries(${pairs}); for (const n of ns) { ${change} } await double(1); return [rows, o]; }`,
  scenarios: runs([[1, 2, 1]], [[]]),
});

/** Objects whose members are made on the spot, entry by entry, and changed then. */
export const madeOfEntries: readonly Row[] = [
  made("lists", "rows.map((r) => [r.n, [] as number[]])", "o[n]!.push(n);"),
  made("objects", "rows.map((r) => [r.n, { list: [] as number[], n: 0 }])", "o[n]!.n++; o[n]!.list.push(n);"),
  made("copies", "rows.map((r) => [r.n, { ...r }])", "o[n]!.n += 5;"),
];
