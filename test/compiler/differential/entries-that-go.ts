import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Entry { until: number; n: number; l: string[] }
interface Item { k: string; t: number }
const fill = (items: Item[]): Map<string, Entry> => { const m = new Map<string, Entry>(); for (const e of items) m.set(e.k + e.t, { until: e.t, n: e.t % 5, l: [] }); return m; };
const record = (items: Item[]): Record<string, Entry> => { const m: Record<string, Entry> = {}; for (const e of items) m[e.k + e.t] = { until: e.t, n: e.t % 5, l: [] }; return m; };
`;
const items = [
  { k: "a", t: 1 },
  { k: "a", t: 20 },
  { k: "b", t: 31 },
  { k: "a", t: 90 },
  { k: "b", t: 32 },
  { k: "c", t: 30 },
];

const bodies: Readonly<Record<string, string>> = {
  "the reached entry": `for (const [k, v] of m) { v.n += 1; if (v.n > 1) m.delete(k); } return [...m];`,
  "the reached entry, of entries()": `for (const [k, v] of m.entries()) { v.n += 1; if (v.n > 1) { await echo(k); m.delete(k); continue; } v.until = 0; } return [...m];`,
  "of a copy": `for (const [k, v] of [...m]) { v.n += 1; if (v.n > 1) m.delete(k); } return [...m];`,
  "of a copy in another order": `for (const [k, v] of [...m.entries()].sort((a, b) => b[1].until - a[1].until)) { v.n += 1; await echo(k); if (v.n > 1) m.delete(k); } return [...m];`,
  "of a copy that is chosen": `for (const [k, v] of [...m].filter(([, e]) => e.until > 20)) { v.l.push(k); if (v.n < 1) m.delete(k); else v.n += 10; } return [...m];`,
  "of a record": `for (const [k, v] of Object.entries(r)) { v.n += 1; if (v.n > 1) delete r[k]; } return r;`,
  "of a record, chosen": `for (const [k, v] of Object.entries(r).filter(([, e]) => e.until > 10)) { v.n += 1; v.l.push(k); if (v.n > 1) delete r[k]; } return r;`,
  "of a Map in an object": `const s = { m }; for (const [k, v] of s.m) { v.n += 1; if (v.n > 1) s.m.delete(k); } return [...s.m];`,
  "values that go elsewhere": `const gone: Entry[] = []; for (const [k, v] of m) { v.n += 1; if (v.n > 1) { gone.push(v); m.delete(k); } } for (const one of gone) one.l.push("gone"); return [gone, [...m]];`,
  "members that go elsewhere": `const gone: Entry[] = []; for (const [k, v] of Object.entries(r)) { v.n += 1; if (v.n > 1) { gone.push(v); delete r[k]; } } return [gone, r];`,
  "values that go to another Map": `const other = new Map<string, Entry>(); for (const [k, v] of [...m]) { v.n += 1; if (v.n > 1) { other.set(k, v); m.delete(k); } } for (const one of other.values()) one.n += 100; return [[...other], [...m]];`,
  "in two loops": `const o = fill(input.items); for (const [k, v] of m) { for (const [j, w] of o) { w.n += v.n; if (w.n > 7) o.delete(j); } if (v.n > 1) m.delete(k); else v.n = 1; } return [[...m], [...o]];`,
  "with entries that come": `for (const [k, v] of m) { v.n += 1; if (v.n > 1 && m.size < 9) m.set(k + "x", { until: 0, n: 0, l: [] }); } return [...m];`,
  "by the keys": `for (const k of m.keys()) { const v = m.get(k)!; v.n += 1; v.l.push(k); if (v.n > 1) m.delete(k); } return [...m];`,
  "changed by the keys": `for (const k of m.keys()) { m.get(k)!.n += 1; for (const [j, w] of m) { m.get(k)!.until += w.n + j.length; } } return [...m];`,
  "through a helper for the value": `const touch = (e: Entry) => { e.n += 1; e.l.push("t"); }; for (const [k, v] of m) { touch(v); if (v.n > 2) m.delete(k); } return [...m];`,
};

/** Entries of Maps and records that are changed in loops which delete some of them. */
export const entriesThatGo: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `entries that go: ${name}`,
  before,
  body: `async (input: { items: Item[] }) => { const m = fill(input.items); const r = record(input.items); if (r === undefined) return m.size; ${body} }`,
  scenarios: [...runs([{ items }], [{ items: [] }]), ...runs([{ items }, { echo: fails("Oops") }])],
}));

const refused: Readonly<Record<string, readonly [string, string]>> = {
  "another entry is deleted": [
    "SP1108",
    `for (const [k, v] of m) { v.n += 1; v.l.push(k); if (v.n > 1) m.delete("a1"); } return [...m];`,
  ],
  "another entry is deleted, of values()": [
    "SP1108",
    `for (const v of m.values()) { v.n += 1; if (v.n > 1) m.delete("a1"); } return [...m];`,
  ],
  "one is deleted and another one comes": [
    "SP1108",
    `for (const [k, v] of m) { v.n += 1; if (v.n > 1 && m.size < 9) { m.set(k + "x", { until: 0, n: 0, l: [] }); m.delete(k); } } return [...m];`,
  ],
  "the value stays": [
    "SP1244",
    `const gone: Entry[] = []; for (const [k, v] of m) { v.n += 1; v.l.push(k); if (v.n > 1) gone.push(v); } return [gone, [...m]];`,
  ],
  "the value changes when it has gone": [
    "SP1244",
    `const gone: Entry[] = []; for (const [k, v] of m) { v.n += 1; if (v.n > 1) { gone.push(v); m.delete(k); v.n = 3; } } return [gone, [...m]];`,
  ],
  "one comes back": [
    "SP1244",
    `for (const [k, v] of [...m]) { v.n += 1; m.delete(k); m.set("c30", { until: 0, n: 0, l: [] }); } return [...m];`,
  ],
  "the value is changed when its entry is gone": [
    "SP1244",
    `for (const [k, v] of m) { if (v.n > 1) m.delete(k); v.n += 1; } return [...m];`,
  ],
};

/** Loops whose entries cannot be followed. */
export const entriesNotFollowed: readonly (Program & { readonly code?: string })[] = Object.entries(refused).map(
  ([name, [code, body]]) => ({
    name: `entries that go: ${name}`,
    before,
    body: `async (input: { items: Item[] }) => { const m = fill(input.items); ${body} }`,
    code,
  }),
);
