import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Line { id: string; n: number; xs: number[] }
class Missing extends WorkflowError {}`;
const lines = `const rows: Line[] = input.xs.map((id) => ({ id, n: 0, xs: [] })); const rowOf = (id: string) => rows.find((x) => x.id === id)!;`;
const byId = `const by = new Map<string, Line>(); const ensure = (id: string) => { let r = by.get(id); if (!r) { r = { id, n: 0, xs: [] }; by.set(id, r); } return r; };`;

const bodies: Readonly<Record<string, string>> = {
  "a row that a helper finds": `${lines} rowOf("a").n += 1; rowOf("b").xs.push(4); rowOf("a").n++; const a = rowOf("a"); a.n += 5; const b = rowOf("a"); b.n++; return [a.n, rows];`,
  "a row that a helper finds, or an error": `const rows: Line[] = input.xs.map((id) => ({ id, n: 0, xs: [] })); const rowOf = (id: string): Line => { const r = rows.find((x) => x.id === id); if (!r) throw new Missing(id); return r; }; rowOf("a").n += 1; let m = ""; try { rowOf("zz").n++; } catch (e) { m = (e as Error).message; } return [m, rows];`,
  "an entry that a helper gets or makes": `${byId} for (const x of input.xs) { const r = ensure(x); r.n++; r.xs.push(x.length); } const a = ensure("x"); const b = ensure("y"); a.n = 3; b.n = 4; ensure("x").n++; return [a.n, b.n, [...by.values()]];`,
  "an entry that a helper makes when there is none": `const by = new Map<string, Line>(); const ensure = (id: string) => { if (!by.has(id)) by.set(id, { id, n: 0, xs: [] }); return by.get(id)!; }; for (const x of input.xs) { const r = ensure(x); r.n++; r.xs.push(x.length); } ensure("new").n = 9; return [...by.values()];`,
  "a member that a helper makes by default": `const by: Record<string, Line> = {}; const ensure = (id: string) => (by[id] ??= { id, n: 0, xs: [] }); for (const x of input.xs) { const r = ensure(x); r.n++; r.xs.push(x.length); } ensure("new").n = 9; return by;`,
  "members of a member": `const st = { users: {} as Record<string, { name: string; tags: string[] }>, cfg: { n: 1, deep: { x: 1 } } }; const user = (id: string) => { if (!(id in st.users)) { st.users[id] = { name: id, tags: [] }; } return st.users[id]!; }; const cfg = () => st.cfg; for (const x of input.xs) { const u = user(x[0]!); u.tags.push(x); } user("b").name = "B"; cfg().deep.x = 4; cfg().n++; return st;`,
  "the last element": `const st = { rows: [] as Line[], log: [] as string[] }; const last = () => st.rows.at(-1)!; st.rows.push({ id: "a", n: 0, xs: [] }); last().n++; st.rows.push({ id: "b", n: 0, xs: [] }); last().n += 7; return st.rows;`,
  "a part that a function changes and gives": `${lines} const get = (id: string) => { const r = rowOf(id); r.n++; return r; }; const a = get("a"); get("a"); a.xs.push(1); return [a, rows];`,
  "a part that is copied": `${lines} const kept = [{ ...rowOf("a") }]; rowOf("a").n++; const ns = input.xs.map((x) => rowOf(x).n); return [kept, ns, rows];`,
  "parts that calls change": `${lines} await Promise.all(input.xs.map(async (x) => { const v = await double(x.length); rowOf(x).n += v; })); rowOf("a").n += await double(4); return rows;`,
  "an async helper": `const by = new Map<string, Line>(); const ensure = async (id: string): Promise<Line> => { if (!by.has(id)) { const n = await double(id.length); by.set(id, { id, n, xs: [] }); } return by.get(id)!; }; for (const x of input.xs) { const r = await ensure(x); r.n++; } return [...by.values()];`,
  "a row that may be missing": `const rows: Line[] = input.xs.map((id) => ({ id, n: 0, xs: [] })); const rowOf = (id: string) => rows.find((x) => x.id === id); const r = rowOf("b"); if (r) r.n = 4; const z = rowOf("zz"); if (z) z.n = 5; rowOf("a")!.xs.push(1); return rows;`,
  "Sets that a helper gets or makes": `const sets = new Map<string, Set<string>>(); const bucket = (k: string) => { let s = sets.get(k); if (!s) { s = new Set(); sets.set(k, s); } return s; }; for (const x of input.xs) bucket(x[0]!).add(x); return [...sets].map(([k, s]) => [k, [...s]]);`,
  "a helper that changes what another one gives": `${byId} const bump = (id: string, d: number) => { const r = ensure(id); r.n += d; return r.n; }; return [bump("a", 1), bump("a", 2), bump("b", 2), [...by.values()]];`,
  "a part that a helper gives, given to others": `${byId} const more = (r: Line) => { r.n++; }; const sum = (r: Line) => r.n + r.xs.length; for (const x of input.xs) more(ensure(x)); ensure("a").xs.push(4); return [sum(ensure("a")), [...by.values()]];`,
  "errors between": `${byId} for (const x of input.xs) { try { const r = ensure(x); if (x === "b") throw new Missing("m"); r.n++; } catch { ensure("err").n++; } } ensure("c").n = by.size; return [...by.values()];`,
  callbacks: `${lines} const ns = input.xs.map((x) => { const r = rowOf(x); r.n++; return r.n; }); input.xs.forEach((x) => { rowOf(x).n++; }); rows.sort((p, q) => p.n - q.n); rowOf("a").n = 1; return [ns, rows, { one: rowOf("a"), all: rows }];`,
  "rows that are replaced as a whole between": `let rows: Line[] = input.xs.map((id) => ({ id, n: 0, xs: [] })); const rowOf = (id: string) => rows.find((x) => x.id === id)!; rowOf("a").n = 1; rows = rows.filter((r) => r.n === 0); rowOf("b").n = 2; return rows;`,
  "rows that are added meanwhile": `${lines} const a = rowOf("a"); rows.push({ id: "z", n: 1, xs: [] }); a.n = 4; rowOf("z").n++; return rows;`,
};

/** Parts of what a workflow owns that its helpers give, and that are changed then. */
export const givenParts: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name,
  before,
  body: `async (input: { xs: string[] }) => { ${body} }`,
  scenarios: runs([{ xs: ["a", "b", "a1", "a"] }]),
  concurrent: body.includes("Promise.all"),
}));
