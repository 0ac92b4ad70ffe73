import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const texts = { xs: ["a", "b", "a1", "a"], n: 3 };

const types = `interface Line { id: string; tags: Set<string> }
interface State { seen: Set<string>; byId: Map<string, Line>; log: string[] }
interface Graph { nodes: Map<string, Set<string>>; done: Set<string> }
const newState = (): State => ({ seen: new Set(), byId: new Map(), log: [] });
function visit(state: State, id: string): boolean {
  if (state.seen.has(id)) { state.log.push("again " + id); return false; }
  state.seen.add(id);
  state.byId.set(id, { id, tags: new Set([id]) });
  return true;
}
const mark = (set: Set<string>, x: string) => { set.add(x); };
const count = (map: Map<string, number>, key: string) => { map.set(key, (map.get(key) ?? 0) + 1); };
const link = (graph: Graph, from: string, to: string) => {
  if (!graph.nodes.has(from)) graph.nodes.set(from, new Set());
  graph.nodes.get(from)!.add(to);
};
function around(graph: Graph, id: string): Set<string> {
  const found = graph.nodes.get(id);
  if (found === undefined) return new Set();
  return found;
}
const allowed: Record<string, Set<string>> = { admin: new Set(["r", "w"]), user: new Set(["r"]) };
const speeds = { fast: new Map([["a", 1]]), slow: new Map([["a", 2]]) };
interface Idx { readonly ids: ReadonlySet<string>; readonly by: ReadonlyMap<string, ReadonlySet<string>> }
const total = (i: Idx) => i.ids.size + [...i.by.values()].reduce((n, s) => n + s.size, 0);
class Full extends WorkflowError {}
`;

const bodies: Readonly<Record<string, string>> = {
  "a Set in an object": `const state = { seen: new Set<string>(), n: 0 }; for (const x of input.xs) { if (!state.seen.has(x)) { state.seen.add(x); state.n++; } } return { n: state.n, all: [...state.seen] };`,
  "a Map in an object": `const state = { byId: new Map<string, number>() }; for (const x of input.xs) state.byId.set(x, (state.byId.get(x) ?? 0) + 1); return Object.fromEntries(state.byId);`,
  "Sets in a Map, got or made and put back": `const groups = new Map<string, Set<string>>(); for (const x of input.xs) { const k = x.slice(0, 1); const s = groups.get(k) ?? new Set<string>(); s.add(x); groups.set(k, s); } return [...groups].map(([k, s]) => ({ k, s: [...s] }));`,
  "Sets in a Map, made when missing": `const groups = new Map<string, Set<string>>(); for (const x of input.xs) { const k = x.slice(0, 1); if (!groups.has(k)) groups.set(k, new Set()); groups.get(k)!.add(x); } return [...groups].map(([k, s]) => k + s.size);`,
  "Maps in a Map": `const groups = new Map<string, Map<string, number>>(); for (const x of input.xs) { const k = x.slice(0, 1); let m = groups.get(k); if (!m) { m = new Map(); groups.set(k, m); } m.set(x, (m.get(x) ?? 0) + 1); } return [...groups].map(([k, m]) => [k, [...m]]);`,
  "Sets in a record": `const graph: Record<string, Set<string>> = {}; for (const x of input.xs) { (graph[x.slice(0, 1)] ??= new Set()).add(x); } for (const s of Object.values(graph)) s.add("end"); return Object.entries(graph).map(([k, s]) => [k, [...s]]);`,
  "Sets in an array": `const levels: Set<string>[] = [new Set(), new Set()]; for (const x of input.xs) levels[x.length - 1]!.add(x); const [first] = levels; return { first: [...first!], n: levels.reduce((n, s) => n + s.size, 0) };`,
  "a state that helpers make and change": `const state = newState(); const r: boolean[] = []; for (const x of input.xs) r.push(visit(state, x)); for (const line of state.byId.values()) line.tags.add("t"); return { r, log: state.log, lines: [...state.byId].map(([k, v]) => k + [...v.tags].join("+")) };`,
  "a Set and a Map that a helper gives in an object": `const index = (xs: string[]) => { const ids = new Set<string>(); const by = new Map<string, number>(); xs.forEach((x, i) => { ids.add(x); by.set(x, i); }); return { ids, by }; }; const { ids, by } = index(input.xs); return { n: ids.size, at: by.get("b") };`,
  "parts given to helpers that change them": `const state = newState(); for (const x of input.xs) mark(state.seen, x); const by = new Map<string, Map<string, number>>(); for (const x of input.xs) { if (!by.has(x[0]!)) by.set(x[0]!, new Map()); count(by.get(x[0]!)!, x); } return [[...state.seen], [...by].map(([k, m]) => [k, Object.fromEntries(m)])];`,
  "Sets of rows": `const rows = input.xs.map((x) => ({ x, tags: new Set<string>([x, "t"]) })); for (const r of rows) r.tags.add("z" + r.x); rows.find((r) => r.x === "b")?.tags.delete("t"); return rows.map((r) => ({ x: r.x, tags: [...r.tags] }));`,
  "a Set that steps take from while a loop goes through the Map": `const deps = new Map<string, Set<string>>([["a", new Set(["b"])], ["b", new Set()]]); const done: string[] = []; while (deps.size > 0) { const next = [...deps].find(([, s]) => s.size === 0); if (!next) break; const [k] = next; done.push(k); deps.delete(k); for (const s of deps.values()) s.delete(k); } return done;`,
  "a cache": `const cache = { map: new Map<string, number>(), hits: 0 }; const get = async (k: string) => { const hit = cache.map.get(k); if (hit !== undefined) { cache.hits++; return hit; } const v = await double(k.length); cache.map.set(k, v); return v; }; return [await get("a"), await get("bb"), await get("a"), cache.hits];`,
  "what iterations take out of a Set": `const st = { open: new Set<string>(input.xs) }; await Promise.all(input.xs.map(async (x) => { await double(x.length); st.open.delete(x); })); return st.open.size;`,
  "what iterations put into a Map": `const o = { m: new Map<string, number>() }; await Promise.all(input.xs.map(async (x) => { const v = await double(x.length); o.m.set(x, (o.m.get(x) ?? 0) + v); })); return [...o.m];`,
  "Sets that iterations make": `const rs = await Promise.all(input.xs.map(async (x) => { await double(1); return { x, tags: new Set([x]) }; })); rs[0]!.tags.add("z"); const ms = await Promise.all(input.xs.map(async (x) => new Map([[x, await double(2)]]))); return [rs.map((r) => r.tags.size), ms.map((m) => [...m])];`,
  "a Set that may be missing": `const s: { a?: Set<string> } = {}; s.a?.add("no"); const n = s.a?.size; s.a ??= new Set(); s.a.add("x"); s.a?.add("y"); return [n ?? "none", s.a.size, [...(s.a ?? [])]];`,
  "a Map that may be null": `const o: { m: Map<string, number> | null } = { m: null }; if (input.n > 2) o.m = new Map(); o.m?.set("a", 1); return o.m ? [...o.m] : "none";`,
  "what methods give": `const o = { s: new Set(input.xs), m: new Map([["a", 1]]) }; const del = [o.s.delete("a"), o.s.delete("zz"), o.m.delete("a")]; o.s.clear(); o.m.set("x", 1).set("y", 2); o.s.add("p").add("q").delete("p"); return { del, s: [...o.s], e: [...o.m.entries()], k: [...o.m.keys()], v: [...o.m.values()], h: o.m.has("y"), n: o.m.size };`,
  "an added element as a test": `const o = { a: new Set<string>() }; return input.xs.filter((x) => !o.a.has(x) && o.a.add(x));`,
  "a Set with a name that becomes a part": `const s = new Set<string>(); s.add("a"); const st = { s, n: 1 }; st.s.add("b"); return [...st.s];`,
  "a Map that becomes a part, and is read by both names": `const m = new Map([["a", 1]]); const o = { m, copy: new Map(m) }; o.copy.set("b", 2); return [o.m.get("a") ?? 0, m.size, o.copy.size];`,
  batches: `let cur = new Set<string>(); const all: Set<string>[] = []; for (const x of input.xs) { cur.add(x); if (cur.size > 1) { all.push(cur); cur = new Set(); } } return { all: all.map((s) => [...s]), rest: [...cur] };`,
  "parts made in a loop": `const all: { ids: Set<string> }[] = []; for (const x of input.xs) { const ids = new Set<string>(); ids.add(x); ids.add("q"); all.push({ ids }); } all[0]!.ids.add("later"); return all.map(({ ids }) => [...ids]);`,
  "a copy": `const a = { s: new Set(["x"]), m: new Map([["k", new Set(["v"])]]) }; const b = structuredClone(a); const c = { s: new Set(a.s) }; a.s.add("y"); a.m.get("k")!.add("w"); return [a.s.size, b.s.size, c.s.size, a.m.get("k")!.size, b.m.get("k")!.size];`,
  "a search": `const g: Graph = { nodes: new Map(), done: new Set() }; link(g, "a", "b"); link(g, "a", "c"); link(g, "b", "c"); const out: string[] = []; const todo = ["a"]; while (todo.length > 0) { const x = todo.shift()!; if (g.done.has(x)) continue; g.done.add(x); out.push(x); for (const y of g.nodes.get(x) ?? []) todo.push(y); } return out;`,
  "a part that a helper gives, and a new one": `const g: Graph = { nodes: new Map([["a", new Set(["q"])]]), done: new Set() }; const s = around(g, "a"); return [[...s, s.size], around(g, "z").size];`,
  "an error between changes": `const o = { s: new Set<string>() }; try { for (const x of input.xs) { o.s.add(x); if (o.s.size > 1) throw new Full("f"); } } catch { o.s.add("caught"); } finally { o.s.add("fin"); } return [...o.s];`,
  "names in patterns": `const o = { s: new Set(["a"]), n: 1 }; const { s } = o; s.add("b"); const { n, ...rest } = o; return [[...o.s], n, Object.keys(rest), [...rest.s]];`,
  "Maps in a record": `const o: Record<string, Map<string, number>> = {}; for (const x of input.xs) { const m = (o[x[0]!] ??= new Map()); m.set(x, (m.get(x) ?? 0) + 1); } return Object.fromEntries(Object.entries(o).map(([k, m]) => [k, Object.fromEntries(m)]));`,
  "the values of a Map changed one by one": `const sets = new Map(input.xs.map((x) => [x, new Set([x])])); for (const [k, s] of sets) s.add(k + "!"); sets.get("a")?.add("z"); sets.delete("b"); return [...sets].map(([k, s]) => k + [...s].join(""));`,
  "lists in a Map in an object": `const o = { a: new Map<string, string[]>(), c: new Map<string, { n: number }>() }; for (const x of input.xs) { const l = o.a.get(x[0]!); if (l) l.push(x); else o.a.set(x[0]!, [x]); const e = o.c.get(x) ?? { n: 0 }; e.n++; o.c.set(x, e); } return [Object.fromEntries(o.a), [...o.c]];`,
  "an accumulator that is an object": `const acc = input.xs.reduce((a, x) => { a.seen.add(x); a.n++; return a; }, { seen: new Set<string>(), n: 0 }); const by = input.xs.reduce<Record<string, Set<string>>>((a, x) => { (a[x[0]!] ??= new Set()).add(x); return a; }, {}); return [acc.n, acc.seen.size, Object.values(by).map((s) => s.size)];`,
  "sets of two kinds compared": `const o = { s: new Set(["a", "b"]), t: new Set(["b"]) }; return { both: [...o.s].filter((x) => o.t.has(x)), all: [...new Set([...o.s, ...o.t])], within: [...o.t].every((x) => o.s.has(x)), truth: [o.s ? 1 : 2, !o.s, Boolean(o.t), typeof o.s] };`,
  "Sets made by a function for each": `const sets = Array.from({ length: 3 }, () => new Set<number>()); sets[1]!.add(4); return sets.map((s) => s.size).concat(sets.flatMap((s) => [...s]));`,
  "forEach of a part": `const a = { s: new Set(input.xs), m: new Map([["k", 2]]) }; let out = ""; a.s.forEach((x) => { out += x; }); a.m.forEach((v, k) => { out += k + v; }); return out;`,
  "tables of Sets and Maps outside of the workflow": `const table = input.n > 2 ? speeds.fast : speeds.slow; return [["admin", "user", "none"].map((r) => allowed[r]?.has("w") ?? false), table.get("a") ?? 0];`,
  "Sets behind readonly types": `const idx: Idx = { ids: new Set(input.xs), by: new Map(input.xs.map((x) => [x, new Set([x, "q"])])) }; return total(idx);`,
  "a function that closes over a Set": `const tracker = () => { const seen = new Set<string>(); return { add: (x: string) => { seen.add(x); }, has: (x: string) => seen.has(x), size: () => seen.size }; }; const t = tracker(); const o = { s: new Set<string>() }; const add = (x: string) => o.s.add(x); for (const x of input.xs) { if (!t.has(x)) t.add(x); add(x); } return [t.size(), o.s.size];`,
  "Sets among entries": `const m = new Map(Object.entries({ a: ["x", "y"], b: ["z"] }).map(([k, v]) => [k, new Set(v)])); return [...m].sort(([, a], [, b]) => a.size - b.size).map(([k, s]) => [k, s.has("y"), s.size]);`,
  "an index that calls make": `const build = async (xs: string[]) => { const ids = new Set<string>(); const lens = new Map<string, number>(); for (const x of xs) { ids.add(x); lens.set(x, await double(x.length)); } return { ids, lens }; }; const r = await build(input.xs); const [a, b] = await Promise.all([build(["x"]), build(["yy", "z"])]); return [r.ids.size, [...r.lens], a.ids.size, b.lens.get("yy") ?? 0];`,
  "the first of an iterator": `const m = new Map([["k", 1], ["l", 2]]); const o = { m: new Map(m), s: new Set(input.xs) }; const first = o.m.keys().next().value; if (first !== undefined) o.m.delete(first); return [m.values().next().value ?? 0, [...o.m], o.s.values().next().value ?? "none"];`,
  "a cache of limited size": `const lru = { cap: 2, m: new Map<string, number>() }; const put = (k: string, v: number) => { lru.m.delete(k); lru.m.set(k, v); if (lru.m.size > lru.cap) { const oldest = lru.m.keys().next().value; if (oldest !== undefined) lru.m.delete(oldest); } }; input.xs.forEach((x, i) => put(x, i)); return [...lru.m];`,
  "patterns of Sets": `const o = { s: new Set(input.xs) }; const [first, ...rest] = o.s; rest.push("more"); o.s.add("new"); const named = new Set(["p", "q"]); const [, second] = named; const [key] = new Map([["z", 1]]).keys(); return [first ?? "", rest, o.s.size, second ?? "", key ?? ""];`,
  "the reached key deleted": `const o = { m: new Map([["k", 1], ["l", 2]]), s: new Set(input.xs) }; for (const [k, v] of o.m) { if (v > 1) o.m.delete(k); } for (const x of o.s) { if (x.length > 1) o.s.delete(x); } return [[...o.m], [...o.s]];`,
  "results that iterations keep by keys": `const st: { res: Map<string, number>; by: Record<string, number> } = { res: new Map(), by: {} }; await Promise.all(input.xs.map(async (x) => { st.res.set(x, await double(x.length)); })); await Promise.all(input.xs.map(async (x) => { st.by[x] = await double(x.length + 1); })); return [[...st.res], st.by];`,
  "a union with a Set on one side": `const all: ({ kind: "a"; s: Set<string> } | { kind: "b"; n: number })[] = [{ kind: "a", s: new Set(["x"]) }, { kind: "b", n: 1 }]; all.push({ kind: "a", s: new Set() }); return all.map((e) => (e.kind === "a" ? e.s.size : e.n));`,
  "paths of a search": `const q: { id: string; path: Set<string> }[] = [{ id: "a", path: new Set() }]; const out: string[] = []; while (q.length > 0) { const { id, path } = q.shift()!; out.push(id + path.size); if (path.size < 2) q.push({ id: id + "x", path: new Set([...path, id]) }); } return out;`,
  "a Map that branches make": `const made = async () => { await double(1); return new Map([["a", 1]]); }; const [map] = await Promise.all([made()]); return [...map];`,
};

/** Sets and Maps inside of other values. */
export const keptCollections: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name,
  before: types,
  body: `async (input: { xs: string[]; n: number }) => { ${body} }`,
  scenarios: runs([texts], [{ xs: [], n: 1 }]).filter(({ input }) => !body.includes("[0]!.") || input === texts),
}));
