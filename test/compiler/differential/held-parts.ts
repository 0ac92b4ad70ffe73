import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Item { id: string; n: number; tags: string[] }
interface Counted { n: number; tags: string[] }
function fill(xs: string[], n: number) { for (let i = 0; i < n; i++) xs.push("x" + i); return xs; }
const countIn = (o: Record<string, number[]>, ks: string[]) => { for (const k of ks) (o[k] ??= []).push(k.length); return o; };
const size = (xs: string[], n: number) => { xs.push("q" + n); xs.sort(); return xs.length; };
function withDefault(ks: string[], seen: string[] = []) { for (const k of ks) seen.push(k + "!"); return seen; }
const keep = (kept: string[][], xs: string[]) => { kept.push(xs); xs.push("late"); return xs; };
const tag = (o: Counted, t: string) => { o.tags.push(t); o.n++; return o; };
`;
const rows = `const rows: Item[] = ids.map((id) => ({ id, n: 0, tags: [] }));`;
const stats = `const stats: Record<string, { n: number }> = {}; for (const id of ids) (stats[id] ??= { n: 0 }).n++;`;
const byId = `${rows} const m = new Map(rows.map((r) => [r.id, r]));`;

const bodies: Readonly<Record<string, string>> = {
  "the next one, by its name": `${rows} let next = rows.find((r) => r.n === 0); const out: string[] = []; while (next) { const id = next.id; rows.find((r) => r.id === id)!.n = 1; out.push(next.id); next = rows.find((r) => r.n === 0); } return [rows, out];`,
  "the last of some": `${rows} let last: Item | undefined; for (const r of rows) { if (r.id === "b") last = r; r.n += 2; } return [rows, last?.id ?? "none"];`,
  "the largest by what stays": `${rows} let last: Item | undefined; for (const r of rows) { if (last === undefined || r.id > last.id) last = r; r.n += 2; } return [rows, last!.id];`,
  "one that is replaced": `${rows} let next = rows[1]; rows[1] = { id: "z", n: 1, tags: [] }; rows[1]!.n = 3; return [rows, next!.id];`,
  "one that a function reads": `${rows} let next = rows[1]; rows[1]!.tags.push("t"); const f = () => next!.id; return [rows, f()];`,
  "members that are deleted while their entries are gone through": `${stats} for (const [k, e] of Object.entries(stats)) { if (e.n < 2 && k > "a") delete stats[k]; } return stats;`,
  "members that are replaced and added while the entries are gone through": `${stats} let t = 0; for (const [k, e] of Object.entries(stats)) { stats["c"] = { n: 9 }; stats["z" + k] = { n: 4 }; t += e.n; } return [stats, t];`,
  "a Set that is made and put at once": `const m = new Map<string, Set<string>>(); for (const id of ids) { let s = m.get("k"); if (!s) m.set("k", (s = new Set())); s.add(id); } return [...m].map(([k, s]) => [k, ...s]);`,
  "a list that is made and put at once": `const m: Record<string, string[]> = {}; for (const id of ids) { let s = m["k"]; if (!s) m["k"] = s = []; s.push(id); } return m;`,
  "a list that is made and put in a block": `const m: Record<string, string[]> = {}; for (const id of ids) { let s = m["k"]; if (!s) { m["k"] = s = []; } s.push(id); s.push("!"); } return m;`,
  "values of a Map that are read in a chain": `${byId} m.get("a")!.n = 4; const low = [...m.values()].filter((r) => r.n < 2).map((r) => r.id); for (const id of low) m.delete(id); return [[...m.keys()], low];`,
  "entries of a Map that are read in a chain": `${byId} const t = [...m.entries()].reduce((s, [k, r]) => s + k + r.n, ""); m.get("a")!.n = 4; return [t, [...m.entries()].map(([k, r]) => k + r.n)];`,
  "a list that is made for a helper": `const xs = fill(["s"], 2); return [fill([], 3), xs, xs.length, size([], 4) + size(["z"], 5)];`,
  "an object that is made for a helper": `return countIn({}, ids);`,
  "a list that a helper makes when it gets none": `return withDefault(ids);`,
  "an object with a list that is made for a helper": `return [tag({ n: 1, tags: [] }, "t"), tag({ n: 1, tags: ids }, "u")];`,
  "the whole is given": `${rows} let next = rows.find((r) => r.n === 0); rows[0]!.n = 5; await echo(next); return rows;`,
  "it is changed by the variable": `${rows} let next = rows.find((r) => r.n === 0); if (next) next.n = 5; return rows;`,
  "members that change while others are gone through": `${stats} let t = 0; for (const e of Object.values(stats)) { stats["c"]!.n = 9; t += e.n; } return [stats, t];`,
};

/** Variables that hold a part for what stays the same of it, and values that are made where they are given away. */
export const heldParts: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `held parts: ${name}`,
  before,
  body: `async (ids: string[]) => { ${body} }`,
  scenarios: runs([["a", "b", "c"]], [["d", "a", "c", "b"]]),
}));

const shared: Readonly<Record<string, string>> = {
  "what changes is read": `${rows} let next = rows.find((r) => r.n === 0); rows[0]!.n = 5; return [rows, next!.n];`,
  "the largest by what changes": `${rows} let last: Item | undefined; for (const r of rows) { if (last === undefined || r.n > last.n) last = r; r.n += 2; } return [rows, last!.id];`,
  "it goes into an object": `${rows} let last: Item | undefined; for (const r of rows) { if (r.id === "b") last = r; r.n += 2; } const o = { last }; return [rows, o.last?.n ?? -1];`,
  "a member of it is named": `${rows} let next = rows[1]; rows[1]!.tags.push("t"); return [rows, next!.tags.length];`,
  "values of a Map in a list": `${byId} const low = [...m.values()].filter((r) => r.n < 2); m.get("a")!.n = 4; return low;`,
  "a list that the helper keeps": `const kept: string[][] = []; const r = keep(kept, ["k"]); return [kept, r];`,
  "a list in what is made for a helper": `const mine = ["m"]; const r = tag({ n: 1, tags: mine }, "t"); return [mine, r];`,
};

/** The same where something else would see the change. */
export const sharedHeld: readonly Program[] = Object.entries(shared).map(([name, body]) => ({
  name: `held parts: ${name}`,
  before,
  body: `async (ids: string[]) => { ${body} }`,
}));
