import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Tree { name: string; size: number; children: Tree[]; total?: number; depth?: number; seen?: boolean }
interface Input { tree: Tree; ks: string[] }
function collect(node: Tree, out: string[] = []): string[] { out.push(node.name); for (const c of node.children) collect(c, out); return out; }
function collect2(node: Tree, out: string[]): string[] { out.push(node.name); for (const c of node.children) collect2(c, out); return out; }
function collect3(node: Tree, out: string[] = []): void { out.push(node.name); node.children.forEach((c) => collect3(c, out)); }
function flatten(node: Tree, depth = 0, rows: { name: string; depth: number }[] = []) { rows.push({ name: node.name, depth }); for (const c of node.children) flatten(c, depth + 1, rows); return rows; }
function count(node: Tree, counts: Record<string, number> = {}): Record<string, number> { counts[node.name] = (counts[node.name] ?? 0) + 1; for (const c of node.children) count(c, counts); return counts; }
async function walk(node: Tree, out: string[] = []): Promise<string[]> { await echo(node.name); out.push(node.name); for (const c of node.children) await walk(c, out); return out; }
function seen(node: Tree, names = new Set<string>()): number { names.add(node.name); for (const c of node.children) seen(c, names); return names.size; }
function acc(ks: string[], out: string[] = []) { for (const k of ks) out.push(k + "!"); return out; }
function pathTo(node: Tree, name: string, path: string[] = []): string[] | undefined { if (node.name === name) return [...path, node.name]; for (const c of node.children) { const p = pathTo(c, name, [...path, node.name]); if (p) return p; } return undefined; }
function anew(node: Tree, out: string[] = []): string[] { out.push(node.name); for (const c of node.children) anew(c); return out; }
function mixed(node: Tree, out: string[] = []): string[] { out.push(node.name); const own = node.children.flatMap((c) => mixed(c)); return [...out, ...own]; }
`;
const leaf = (name: string, size: number) => ({ name, size, children: [] });
const input = {
  tree: {
    name: "r",
    size: 1,
    children: [{ name: "a", size: 2, children: [leaf("b", 3), leaf("a", 4)] }, leaf("c", 5)],
  },
  ks: ["x", "y"],
};

const bodies: Readonly<Record<string, string>> = {
  "a list": `return collect(input.tree);`,
  "a list that is given and changed afterwards": `const mine = ["m"]; collect(input.tree, mine); mine.push("n"); return mine;`,
  "a list that is given and returned": `const mine = ["m"]; const r = collect(input.tree, mine); return [mine, r];`,
  "a list that is made in the call": `return collect2(input.tree, []);`,
  "a list that is given by its name": `const out: string[] = []; collect2(input.tree, out); return out;`,
  "a list, with forEach": `const out: string[] = []; collect3(input.tree, out); collect3(input.tree); return out;`,
  "a list of objects, and a depth": `return flatten(input.tree);`,
  counts: `return count(input.tree);`,
  "counts that are given": `const c = { r: 5 }; count(input.tree, c); return c;`,
  "a list, with calls": `return await walk(input.tree);`,
  "a list that is given, with calls": `const out = ["s"]; await walk(input.tree, out); return out;`,
  "a Set": `return seen(input.tree);`,
  "a list, without recursion": `return [acc(input.ks), acc(input.ks, ["z"])];`,
  "a list that is given, without recursion": `const o = ["k"]; acc(input.ks, o); return o;`,
  "a path that is made anew": `return pathTo(input.tree, "c") ?? null;`,
  "a list in an object": `const shared = { a: ["s"] }; const f = (ks: string[], out: string[]): void => { for (const k of ks) out.push(k); if (ks.length > 0) f(ks.slice(1), out); }; f(["a", "b"], shared.a); return shared;`,
  "a list that a function gives": `const shared = { a: ["s"] }; const pick = () => shared.a; const f = (ks: string[], out: string[]): void => { for (const k of ks) out.push(k); if (ks.length > 0) f(ks.slice(1), out); }; f(["a", "b"], pick()); return shared;`,
};

/** Functions that call themselves and gather in what they are given, or make where nothing is. */
export const accumulators: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `accumulators: ${name}`,
  before,
  body: `async (input: Input) => { ${body} }`,
  scenarios: runs([input], [input, { echo: [{ result: 1 }, fails("Broken")] }]),
}));

const shared: Readonly<Record<string, string>> = {
  "a list that is made in the call, and another one afterwards": `const shared = ["s"]; const pick = () => shared; const f = (xs: string[], n: number): number => { xs.push("q"); return n > 0 ? f(pick(), n - 1) : xs.length; }; const k = f([], 2); return [k, shared];`,
  "a list that is made in the call, or another one": `const shared = ["s"]; const f = (n: number, xs: string[]): number => { xs.push("q"); return n > 0 ? f(n - 1, n > 1 ? shared : xs) : xs.length; }; const k = f(2, []); return [k, shared];`,
  "the list that is given back is changed": `const mine = ["m"]; const r = collect(input.tree, mine); r.push("x"); return [mine, r];`,
};

/** The same where something else would see the change. */
export const sharedAccumulators: readonly Program[] = Object.entries(shared).map(([name, body]) => ({
  name: `accumulators: ${name}`,
  before,
  body: `async (input: Input) => { ${body} }`,
}));
