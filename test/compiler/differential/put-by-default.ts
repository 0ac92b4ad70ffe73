import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface G { n: number; xs: string[] } interface R { k: string; v: string }`;

const bodies: Readonly<Record<string, string>> = {
  groups: `{ const acc: Record<string, G> = {}; for (const r of rows) { const g = acc[r.k] ?? (acc[r.k] = { n: 0, xs: [] }); g.n++; g.xs.push(r.v); } return acc; }`,
  "groups of a reduce": `rows.reduce((acc, r) => { const g = acc[r.k] ?? (acc[r.k] = { n: 0, xs: [] }); g.n++; g.xs.push(r.v); return acc; }, {} as Record<string, G>)`,
  "groups in a Map": `{ const m = new Map<string, G>(); for (const r of rows) { const g = m.get(r.k) ?? m.set(r.k, { n: 0, xs: [] }).get(r.k)!; g.n++; g.xs.push(r.v); await echo(r.v); } return [...m]; }`,
  "lists in a Map": `{ const m = new Map<string, string[]>(); for (const r of rows) { (m.get(r.k) ?? m.set(r.k, []).get(r.k)!).push(r.v); } return [...m]; }`,
  "lists, by ||": `{ const m: { [k: string]: string[] } = {}; for (const r of rows) { (m[r.k] || (m[r.k] = [])).push(r.v); await echo(r.v); } return m; }`,
  "dictionaries in a dictionary": `{ const m: Record<string, Record<string, number>> = {}; for (const { k, v } of rows) { const inner = m[k] || (m[k] = {}); inner[v] = (inner[v] || 0) + 1; } await echo(1); return m; }`,
  "an optional member": `{ const o: { list?: string[] } = {}; for (const r of rows) { const l = o.list ?? (o.list = []); l.push(r.v); } return o; }`,
  "a name that sees later changes": `{ const o: { list?: string[] } = {}; const other = o.list ?? (o.list = ["z"]); for (const r of rows) { o.list.push(r.v); } return [o, other]; }`,
  "lists in a Map, by a helper": `{ const m = new Map<string, string[]>(); const get = (k: string) => m.get(k) ?? m.set(k, []).get(k)!; for (const r of rows) get(r.k).push(r.v); return [...m]; }`,
  "a number": `{ const o: { count?: number } = {}; const c = o.count ?? (o.count = 5); o.count++; return [o, c]; }`,
  "lists in a Map, by ||, with calls": `{ const m = new Map<string, string[]>(); for (const r of rows) { const k = r.k; const l = m.get(k) || m.set(k, ["first"]).get(k)!; l.push(await echo(r.v) as string); } return [...m]; }`,
  "a name of its own for one of them": `{ const m: Record<string, G> = {}; const first = m.a ?? (m.a = { n: 0, xs: [] }); for (const r of rows) { const g = m[r.k] ?? (m[r.k] = { n: 10, xs: [] }); g.n++; } first.n += 100; await echo(m); return [m, first]; }`,
  "a value that gives the key's variable another value": `{ let k = "a"; const f = (): string[] => { k = "b"; return ["n"]; }; const m: Record<string, string[]> = {}; (m[k] ??= f()).push("x"); await echo(k); return [m, k]; }`,
  "a value that gives the key's variable another value, by name": `{ let k = "a"; const f = (): string[] => { k = "b"; return ["n"]; }; const m: Record<string, string[]> = {}; const l = (m[k] ??= f()); l.push("x"); l.push("y"); return [m, k]; }`,
  "a value in which the key's variable gets another value": `{ let k = "a"; const m: Record<string, string[]> = {}; const l = (m[k] ??= [(k = "b")]); l.push("x"); l.push("y"); return [m, k]; }`,
  "the same, written twice": `{ let k = "a"; const m: Record<string, string[]> = {}; const l = m[k] ?? (m[k] = [(k = "b")]); l.push("x"); l.push("y"); return [m, k]; }`,
  "a value behind an await that gives the key's variable another value": `{ let k = "a"; const m: Record<string, string[]> = {}; const set = async () => { await echo(1); k = "b"; return [k]; }; const l = (m[k] ??= await set()); l.push("x"); l.push("y"); return [m, k]; }`,
};

const rowsOf = (...keys: readonly string[]) => keys.map((k, index) => ({ k, v: String(index + 1) }));

/** `place ?? (place = value)` and `map.get(key) ?? map.set(key, value).get(key)!`: names for what stands there from then on. */
export const putByDefault: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `put by default: ${name}`,
  before,
  body: `async (rows: R[]) => ${body}`,
  scenarios: runs([rowsOf()], [rowsOf("a", "b", "a", "a")]),
}));

const sharedBodies: Readonly<Record<string, string>> = {
  "a list that another name has": `{ const shared: string[] = []; const o: { list?: string[] } = {}; const l = o.list ?? (o.list = shared); l.push("q"); return [o, shared]; }`,
  "a key that a call gives": `{ let n = 0; const next = () => String(n++ % 2); const m: Record<string, string[]> = {}; for (const r of rows) { (m[next()] ?? (m[next()] = [])).push(r.v); } return [m, n]; }`,
  "a list that another name has, in a Map": `{ const shared: string[] = []; const m = new Map<string, string[]>(); for (const r of rows) { (m.get(r.k) ?? m.set(r.k, shared).get(r.k)!).push(r.v); } return [[...m], shared]; }`,
  "a list that another name has, inside": `{ const m = new Map<string, G>(); const kept: string[] = []; for (const r of rows) { const g = m.get(r.k) ?? m.set(r.k, { n: 0, xs: kept }).get(r.k)!; g.xs.push(r.v); } return [[...m], kept]; }`,
  "into another list": `{ const m: Record<string, G> = {}; const all: G[] = []; for (const r of rows) { const g = m[r.k] ?? (m[r.k] = { n: 0, xs: [] }); all.push(g); g.n++; } return [m, all]; }`,
  "a key that the value changes, in a Map": `{ let k = "a"; const f = (): string[] => { k = "b"; return ["n"]; }; const m = new Map<string, string[]>(); const l = m.get(k) ?? m.set(k, f()).get(k)!; l.push("x"); l.push("y"); return [[...m], k]; }`,
};

/** What is put there has another name, or the place is not the same one twice. */
export const sharedByDefault: readonly (Program & { readonly code?: string })[] = Object.entries(sharedBodies).map(
  ([name, body]) => ({
    name: `put by default: ${name}`,
    before,
    body: `async (rows: R[]) => ${body}`,
    ...(name === "a key that a call gives" ? { code: "SP1305" } : {}),
  }),
);
