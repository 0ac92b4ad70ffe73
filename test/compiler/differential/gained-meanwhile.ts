import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Part { n: number }
const make = (n: number): Part => ({ n });
`;
const table = `const table = new Map<string, Part>([["a", { n: 20 }], ["k", { n: 21 }]]);`;
const rows = `const rows: Part[] = [{ n: 1 }, { n: 2 }];`;

const bodies: readonly (readonly [name: string, body: string])[] = [
  [
    "an entry that is put back",
    `${table} for (const [k, v] of table) { v.n += k.length; const e = table.get(s) ?? make(2); e.n += 1; table.set(s, e); } return [...table];`,
  ],
  [
    "an entry that is made when it is missing",
    `${table} for (const [k, v] of table) { v.n += k.length; let e = table.get(s); if (!e) { e = make(3); table.set(s, e); } e.n++; } return [...table];`,
  ],
  [
    "values that are only read",
    `${table} for (const [, v] of table) { const e = table.get(s) ?? make(3); e.n += v.n; table.set(s, e); } return [...table];`,
  ],
  [
    "a Map in an object",
    `const state = { table: new Map<string, Part>([["a", { n: 20 }], ["k", { n: 21 }]]) }; for (const [, v] of state.table) { v.n++; const e = state.table.get(s) ?? make(3); e.n += v.n; state.table.set(s, e); } return [...state.table];`,
  ],
  [
    "a helper that puts it back",
    `${table} const addTo = (key: string) => { const e = table.get(key) ?? make(3); e.n++; table.set(key, e); }; for (const [k, v] of table) { v.n += k.length; if (table.size < 5) addTo(s + table.size); } return [...table];`,
  ],
  [
    "lists in a Map",
    `const lists = new Map<string, string[]>([["a", ["1"]]]); for (const [k, list] of lists) { if (lists.size > 3) break; list.push(k); const key = s + lists.size; const other = lists.get(key) ?? []; other.push("z"); lists.set(key, other); } return [...lists];`,
  ],
  [
    "an element that is made when none is found",
    `${rows} for (const r of rows) { r.n++; let e = rows.find((x) => x.n > 8); if (!e) { e = { n: 9 }; rows.push(e); } e.n++; } return rows;`,
  ],
  [
    "forEach, which goes no further",
    `${rows} rows.forEach((r) => { r.n++; let e = rows.find((x) => x.n > 8); if (!e) { e = { n: 9 }; rows.push(e); } e.n++; }); return rows;`,
  ],
  [
    "forEach over a list that grows",
    `${rows} rows.forEach((r) => { r.n++; if (rows.length < 6) rows.push({ n: 0 }); }); return rows;`,
  ],
  [
    "forEach over a list that shrinks",
    `const rows: Part[] = [{ n: 1 }, { n: 2 }, { n: 3 }]; rows.forEach((r) => { r.n++; rows.pop(); }); return rows;`,
  ],
  [
    "indices",
    `${rows} let t = 0; for (let i = 0; i < rows.length; i++) { let e = rows.find((x) => x.n > 8); if (!e) { e = { n: 9 }; rows.push(e); } e.n++; t += i; } return [rows, t];`,
  ],
  [
    "a copy, which does not grow",
    `${table} for (const [, v] of [...table]) { v.n++; const e = table.get(s) ?? make(3); e.n += v.n; table.set(s, e); } return [...table];`,
  ],
];

/** Lists and Maps that gain elements while a loop goes through them. */
export const gainedMeanwhile: readonly Row[] = bodies.map(([name, body]) => ({
  name: `gained meanwhile: ${name}`,
  before,
  body: `async (s: string) => { ${body} }`,
  scenarios: runs(["text"], ["a"]),
}));
