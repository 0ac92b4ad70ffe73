import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const bodies: Readonly<Record<string, string>> = {
  "an element that its name goes on to change": `const rows: Line[] = []; for (const x of input.xs) { const row: Line = { id: x, n: 0, xs: [] }; rows.push(row); row.n++; row.xs.push(x.length); } return rows;`,
  "an entry that its name goes on to change": `const by = new Map<string, Line>(); for (const x of input.xs) { const row: Line = { id: x, n: 0, xs: [] }; by.set(x, row); row.xs.push(x.length); } return [...by.values()];`,
  "a member that its name goes on to change": `const by: Record<string, Line> = {}; for (const x of input.xs) { const row: Line = { id: x, n: 0, xs: [] }; by[x] = row; row.n++; for (const y of input.xs) row.xs.push(y.length); } const st: { cur: Line | null } = { cur: null }; const row: Line = { id: "x", n: 0, xs: [] }; st.cur = row; row.n++; st.cur.xs.push(row.n); return [by, st];`,
  "a member that a helper finds, or makes and inserts": `const by: Record<string, Line> = {}; function ensure(id: string): Line { const e = by[id]; if (e !== undefined) return e; const r: Line = { id, n: 0, xs: [] }; by[id] = r; return r; } for (const x of input.xs) { const r = ensure(x); r.n++; } return by;`,
  "an entry that a helper finds, or makes and inserts": `const by = new Map<string, Line>(); function ensure(id: string): Line { const e = by.get(id); if (e) return e; const r: Line = { id, n: 0, xs: [] }; by.set(id, r); return r; } for (const x of input.xs) { ensure(x).n++; } return [...by.values()];`,
  "an element that a helper adds and gives": `const rows: Line[] = []; const add = (id: string) => { const row: Line = { id, n: 0, xs: [] }; rows.push(row); return row; }; for (const x of input.xs) { const r = add(x); r.n = 7; } add("q").xs.push(1); return rows;`,
  "what a helper makes and keeps": `const all: { id: number }[] = []; const make = (id: number) => { const made = { id }; all.push(made); return made; }; const one = make(1); one.id = 10; return [one, all];`,
  "calls between": `const st = { rows: [] as Line[] }; for (const x of input.xs) { const row: Line = { id: x, n: await double(x.length), xs: [] }; st.rows.push(row); row.n += await double(1); } return st;`,
  "changes before and behind": `const rows: Line[] = []; const row: Line = { id: "x", n: rows.length, xs: [] }; row.n++; if (input.xs.length > 2) row.xs.push(1); rows.push(row); row.n++; rows.push({ id: "y", n: 0, xs: [] }); row.n++; return { row, rows };`,
  "closures before and behind": `const rows: Line[] = []; const row: Line = { id: "x", n: 1, xs: [] }; const bump = () => { row.n++; }; bump(); rows.push(row); bump(); row.n += 10; return rows;`,
  "a way out between": `const rows: Line[] = []; const row: Line = { id: "x", n: 0, xs: [] }; if (input.xs.length > 9) return rows; rows.push(row); row.n++; return rows;`,
  "an error behind": `const rows: Line[] = []; try { const row: Line = { id: "x", n: 0, xs: [] }; rows.push(row); row.n = await double(1); row.n++; } catch { rows.push({ id: "err", n: 0, xs: [] }); } return rows;`,
  "both names": `const rows: Line[] = []; const row: Line = { id: "x", n: 0, xs: [] }; rows.push(row); rows.find((r) => r.id === "x")!.n = 9; row.xs.push(row.n); const copy = { n: row.n }; row.n++; return [rows, copy.n];`,
  "elements of iterations": `const rows: Line[] = []; await Promise.all(input.xs.map(async (x) => { const v = await double(x.length); const row: Line = { id: x, n: v, xs: [] }; rows.push(row); row.xs.push(v); })); return rows;`,
  "an index beside": `const rows: Line[] = []; const index: Record<string, number> = {}; for (const x of input.xs) { const at = index[x]; if (at !== undefined) { rows[at]!.n++; continue; } const row: Line = { id: x, n: 1, xs: [] }; index[x] = rows.length; rows.push(row); row.xs.push(rows.length); } return [rows, index];`,
  "an element that a helper makes": `const rows: Line[] = []; for (const x of input.xs) { const r = mk(x); rows.push(r); r.n = rows.length; if (r.n > 2) continue; r.xs.push(9); } return rows;`,
  "an element that a call gives": `const items: { id: string; price: number; tags: string[] }[] = []; for (const x of input.xs) { const item = await fetchItem(x); items.push(item); item.price *= 2; item.tags.push("q"); } return items;`,
  "an entry that a call gives": `const items = new Map<string, { id: string; price: number }>(); for (const x of input.xs) { const item = await fetchItem(x); items.set(x, item); item.price += items.size; } return [...items.values()];`,
  "an element taken out of a list": `const rows: Line[] = []; const stack = [mk("s"), mk("t")]; const r = stack.pop()!; rows.push(r); r.n = 4; return [rows, stack];`,
  "lists made of lists": `const lists: string[][] = []; const sorted = input.xs.toSorted(); lists.push(sorted); sorted.push("z"); const more = sorted.concat("y"); lists.push(more); more.push("x"); return [lists, sorted, more];`,
  "an element that is found, or made and added": `const rows: Line[] = []; for (const x of input.xs) { let row = rows.find((r) => r.id === x); if (!row) { row = mk(x); rows.push(row); } row.n++; row.xs.push(x.length); } return rows;`,
  "an element of a member that is found, or made and added": `const st = { rows: [mk("c")] }; for (const x of input.xs) { let row = st.rows.find((r) => r.id === x); if (row === undefined) { row = { id: x, n: 5, xs: [] }; st.rows.push(row); } row.n++; await release(x); row.xs.push(x.length); } return st;`,
  "an element that is added, and not found again": `const rows: Line[] = [mk("b")]; for (const x of input.xs) { let row = rows.find((r) => r.id === x); if (!row) { row = mk("other"); rows.push(row); } row.n++; } return rows;`,
  "an element that a helper finds, or makes and adds": `const rows: Line[] = []; const rowOf = (id: string) => { let r = rows.find((one) => one.id === id); if (!r) { r = mk(id); rows.push(r); } return r; }; for (const x of input.xs) { rowOf(x).n += 1; rowOf(x).xs.push(x.length); } return rows;`,
  "an element that is added, before others are": `const rows: Line[] = [mk("c")]; let row = rows.find((r) => r.id === "q"); if (!row) { row = mk("q"); rows.push(row); } row.n = 3; rows.push(mk("z")); row.xs.push(1); return [rows, row.n];`,
  "a list that is found, or made and added": `const lists: number[][] = []; for (const x of input.xs) { let l = lists.find((one) => one[0] === x.length); if (!l) { l = [x.length]; lists.push(l); } l.push(9); } return lists;`,
  "elements of iterations that are found, or made and added": `const rows: Line[] = []; await Promise.all(input.xs.map(async (x) => { const v = await double(x.length); let row = rows.find((r) => r.id === x); if (!row) { row = mk(x); rows.push(row); } row.n += v; })); return rows;`,
  "a copy": `const by: Record<string, Line> = {}; const one = mk("a"); const r = structuredClone(one); by.a = r; r.n++; return [by, one];`,
  "groups with Sets": `const groups = new Map<string, { total: number; ids: Set<string> }>(); for (const x of input.xs) { const g = groups.get(x[0]!); if (g) { g.total++; g.ids.add(x); } else { const made = { total: 1, ids: new Set<string>() }; groups.set(x[0]!, made); made.ids.add(x); } } return [...groups].map(([k, g]) => [k, g.total, [...g.ids]]);`,
};

/** Names that go on to stand for what has become a part of something else. */
export const putParts: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name,
  before:
    "interface Line { id: string; n: number; xs: number[] }\nconst mk = (id: string): Line => ({ id, n: 0, xs: [] });",
  body: `async (input: { xs: string[] }) => { ${body} }`,
  scenarios: runs([{ xs: ["a", "b", "a1", "a"] }], [{ xs: ["a", "b"] }, { double: fails("Broken") }]),
  concurrent: body.includes("Promise.all"),
}));
