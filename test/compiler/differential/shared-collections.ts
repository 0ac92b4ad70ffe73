import type { Program } from "./harness.js";

const before = `interface Graph { nodes: Map<string, Set<string>>; done: Set<string> }
const same = (set: Set<string>) => set;
const pick = (graph: Graph) => graph.done;
function around(graph: Graph, id: string): Set<string> { const s = graph.nodes.get(id); if (s === undefined) return new Set(); return s; }
const graph = (): Graph => ({ nodes: new Map([["a", new Set(["q"])]]), done: new Set() });
`;

const bodies: readonly (readonly [name: string, body: string, code?: string])[] = [
  [
    "a Set in a copy of its object",
    `const s = { a: new Set<string>() }; const t = { ...s }; s.a.add("x"); return t.a.size;`,
  ],
  ["a Set in two objects", `const a = { s: new Set(["x"]) }; const b = { s: a.s }; a.s.add("y"); return b.s.size;`],
  [
    "a Set that a helper finds or makes",
    `const g = graph(); const s = around(g, "a"); s.add("x"); return [...g.nodes.get("a")!];`,
  ],
  [
    "a Set that a helper found or made",
    `const g = graph(); const s = around(g, "a"); g.nodes.get("a")!.add("x"); return [...s];`,
  ],
  [
    "one of two Sets",
    `const o = { s: new Set<string>() }; const p = { s: new Set<string>() }; const t = input.n > 1 ? o.s : p.s; t.add("x"); return [o.s.size, p.s.size];`,
  ],
  [
    "a Set with a name that a loop puts into objects",
    `const all: { ids: Set<string> }[] = []; const ids = new Set<string>(); for (const x of input.xs) { ids.add(x); all.push({ ids }); } return all.map(({ ids }) => [...ids]);`,
    "SP1307",
  ],
  [
    "a Set that a function changes when it is a part",
    `const s = new Set<string>(); const add = (x: string) => { s.add(x); }; const o = { s }; add("q"); return [...o.s];`,
    "SP1307",
  ],
  [
    "a part that is read by its first name",
    `const s = new Set<string>(); const st = { s }; st.s.add("b"); return [...s];`,
  ],
  [
    "one Set for two keys",
    `const m = new Map<string, Set<string>>(); const s = new Set(["a"]); m.set("k", s); m.set("l", s); m.get("k")!.add("b"); return [...m.get("l")!];`,
  ],
  [
    "a Set that a loop adds to",
    `const a = { s: new Set(["x"]) }; for (const x of a.s) { if (a.s.size < 5) a.s.add(x + "x"); } return [...a.s];`,
  ],
  ["a Set as an unknown", `const o = { s: new Set(["a"]) }; const x: { s: unknown } = o; return typeof x.s;`, "SP1307"],
  ["a Set as text", `const o = { s: new Set(["a"]) }; return JSON.stringify(o);`, "SP1307"],
  ["a Set as the output", `const o = { s: new Set(["a"]) }; return o;`, "SP1307"],
  ["a Set as the input of a task", `const o = { s: new Set(["a"]) }; await echo(o); return 1;`, "SP1307"],
  ["Sets in a flat list", `const lists = [new Set(["a"]), new Set(["b", "c"])]; return lists.flat().length;`, "SP1302"],
  [
    "Sets that a function gives for a flat list",
    `const lists = [new Set(["a"]), new Set(["b", "c"])]; return lists.flatMap((s) => s).length;`,
    "SP1302",
  ],
  [
    "a Map that its values are deleted from",
    `const o = { m: new Map([["k", "l"], ["l", "k"], ["z", "q"]]) }; for (const v of o.m.values()) o.m.delete(v); return [...o.m];`,
  ],
  [
    "another key deleted in a loop",
    `const o = { m: new Map([["k", "l"], ["l", "k"], ["z", "q"]]) }; for (const [, v] of o.m) o.m.delete(v); return [...o.m];`,
  ],
  [
    "a value changed behind the name of a loop",
    `const o = { m: new Map([["k", new Set(["k"])]]) }; const out: number[] = []; for (const [k, v] of o.m) { o.m.get(k)!.delete(k); out.push(v.size); } return out;`,
  ],
  [
    "keys deleted by loops in each other",
    `const o = { m: new Map([["k", 1], ["l", 2], ["j", 3]]) }; for (const [k] of o.m) { o.m.delete(k); for (const [j] of o.m) { o.m.delete(j); break; } } return [...o.m];`,
  ],
  [
    "a Map that is replaced while iterations fill it",
    `const st = { res: new Map<string, number>() }; const reset = () => { st.res = new Map(); }; await Promise.all(input.xs.map(async (x) => { st.res.set(x, await double(x.length)); })); reset(); return [...st.res];`,
    "SP2103",
  ],
  [
    "a Set or an array",
    `const x: Set<string> | string[] = input.n > 2 ? new Set(["a"]) : ["b"]; return [...x];`,
    "SP1307",
  ],
];

/** Sets and Maps that two names stand for, or that are taken for something else. */
export const sharedCollections: readonly (Program & { readonly code?: string })[] = bodies.map(
  ([name, body, code]) => ({
    name,
    before,
    body: `async (input: { xs: string[]; n: number }) => { ${body} }`,
    ...(code === undefined ? {} : { code }),
  }),
);
