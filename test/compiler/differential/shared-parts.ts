import type { Program } from "./harness.js";

const lines = `const rows: Line[] = input.xs.map((id) => ({ id, n: 0, xs: [] })); const rowOf = (id: string) => rows.find((x) => x.id === id)!;`;
const byId = `const by = new Map<string, Line>(); const ensure = (id: string) => { let r = by.get(id); if (!r) { r = { id, n: 0, xs: [] }; by.set(id, r); } return r; };`;

const bodies: Readonly<Record<string, string>> = {
  "a row that a helper keeps for its caller": `const rows: Line[] = input.xs.map((id) => ({ id, n: 0, xs: [] })); const touch = (id: string) => { const r = rows.find((x) => x.id === id)!; r.n++; return r; }; const all = [touch("a")]; touch("a"); return all;`,
  "a part that a helper gives, and that a list keeps": `${byId} const all: Line[] = []; for (const x of input.xs) { const r = ensure(x); r.n++; all.push(r); } return [all, by.size];`,
  "an entry that was missing before a helper made it": `${byId} const a = by.get("x"); const b = ensure("x"); b.n = 3; if (a) a.n = 9; return [...by.values()];`,
  "an entry that is deleted": `${byId} const a = ensure("x"); by.delete("x"); const b = ensure("x"); a.n = 3; return [a.n, b.n];`,
  "an entry that is replaced": `${byId} const a = ensure("x"); by.set("x", { id: "q", n: 100, xs: [] }); a.n = 3; return [...by.values()];`,
  "an entry that a function deletes": `${byId} const drop = (id: string) => { by.delete(id); }; const a = ensure("x"); drop("x"); a.n = 3; return [a.n, by.size];`,
  "a variable that gets one part after the other": `${byId} let last = ensure("a"); for (const x of input.xs) { last = ensure(x); last.n++; } return [...by.values()];`,
  "rows that move": `${lines} const a = rowOf("a"); rows.unshift({ id: "z", n: 1, xs: [] }); a.n = 4; return rows;`,
  "rows of which one is taken away": `${lines} const a = rowOf("a"); rows.shift(); a.n++; return [a.n, rows];`,
  "rows that a helper gives a callback": `${lines} const kept = input.xs.map(rowOf); rowOf("a").n++; return kept;`,
  "an object around a part that a helper gives": `${lines} const x = { a: rowOf("a") }; x.a.n++; return rows;`,
  "what a helper gives, or a new one": `const rows: Line[] = input.xs.map((id) => ({ id, n: 0, xs: [] })); const pick = (b: boolean): Line => { if (b) return rows[0]!; return { id: "x", n: 0, xs: [] }; }; const p = pick(true); p.n++; return rows;`,
  "an entry that a helper makes, whatever stood there": `const by = new Map<string, Line>(); const add = (id: string) => { const r: Line = { id, n: 0, xs: [] }; by.set(id, r); return r; }; const a = add("x"); const b = add("x"); a.n = 5; b.n++; return [a.n, b.n, [...by.values()]];`,
  "what a helper gives of a variable": `const rows: Line[] = []; const kept: Line = { id: "k", n: 0, xs: [] }; const give = () => kept; const r = give(); rows.push(r); r.n = 4; return [rows, kept];`,
  "what a helper was given": `const rows: Line[] = []; const pass = (r: Line) => r; const base: Line = { id: "k", n: 0, xs: [] }; const r = pass(base); rows.push(r); r.n = 4; return [rows, base];`,
  "an element of another list": `const rows: Line[] = []; const others: Line[] = [{ id: "k", n: 0, xs: [] }]; const r = others.at(-1)!; rows.push(r); r.n = 4; return [rows, others];`,
  "a list that is put in order": `const lists: string[][] = []; const names = [...input.xs]; const r = names.sort(); lists.push(r); r.push("q"); return [lists, names];`,
  "elements of a list that is filtered": `const lists: Line[][] = []; const rows: Line[] = [{ id: "k", n: 0, xs: [] }]; const r = rows.filter((x) => x.n === 0); lists.push(r); r[0]!.n = 9; return [lists, rows];`,
  "an element that is made and added in front": `const rows: Line[] = []; for (const x of input.xs) { let row = rows.find((r) => r.id === x); if (!row) { row = { id: x, n: 0, xs: [] }; rows.unshift(row); } row.n++; } return rows;`,
  "an element that is made and added elsewhere": `const rows: Line[] = []; const others: Line[] = []; for (const x of input.xs) { let row = rows.find((r) => r.id === x); if (!row) { row = { id: x, n: 0, xs: [] }; others.push(row); } row.n++; } return [rows, others];`,
  "a list that moves behind an element that is made and added": `const rows: Line[] = [{ id: "k", n: 0, xs: [] }]; let row = rows.find((r) => r.id === "q"); if (!row) { row = { id: "q", n: 0, xs: [] }; rows.push(row); } row.n = 3; rows.shift(); row.xs.push(1); return [rows, row.n];`,
  "an element twice in a list": `const rows: Line[] = []; const row: Line = { id: "x", n: 0, xs: [] }; rows.push(row); rows.push(row); row.n++; return rows;`,
  "an element of each round": `const rows: Line[] = []; const row: Line = { id: "x", n: 0, xs: [] }; for (const x of input.xs) { rows.push(row); row.n += x.length; } return rows;`,
  "an element that is taken out": `const rows: Line[] = []; const row: Line = { id: "x", n: 0, xs: [] }; rows.push(row); rows.shift(); row.n++; return [row, rows];`,
  "elements that are replaced": `let rows: Line[] = []; const row: Line = { id: "x", n: 0, xs: [] }; rows.push(row); rows = []; row.n++; return [rows, row];`,
  "an element with a list that has a name": `const rows: Line[] = []; const xs: number[] = []; const row: Line = { id: "x", n: 0, xs }; rows.push(row); row.xs.push(1); return [rows, xs];`,
  "an entry that a helper takes out": `const pending = new Map<string, Line>(); const take = (id: string) => { const r = pending.get(id)!; pending.delete(id); return r; }; pending.set("a", { id: "a", n: 1, xs: [] }); const t = take("a"); t.n++; return [t, pending.size];`,
};

/** Parts that helpers give, and that would be seen by another name. */
export const sharedParts: readonly Program[] = Object.entries(bodies).map(([name, body]) => ({
  name,
  before: "interface Line { id: string; n: number; xs: number[] }",
  body: `async (input: { xs: string[] }) => { ${body} }`,
}));
