import { stubs, tree } from "./recursion-stubs.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const folder = {
  name: "a",
  files: [{ name: "f", bytes: 3 }],
  folders: [
    {
      name: "b",
      files: [
        { name: "g", bytes: 4 },
        { name: "h", bytes: 5 },
      ],
    },
    { name: "c", files: [], folders: [{ name: "d", files: [{ name: "i", bytes: 1 }] }] },
  ],
};

/** Functions that call themselves: sums, searches, orders, and what they leave behind. */
export const recursion: readonly Row[] = [
  {
    name: "sum",
    before: `interface Tree { value: number; children: Tree[] } const sum = (node: Tree): number => node.value + node.children.reduce((n, c) => n + sum(c), 0);`,
    body: `async ({ tree }: { tree: Tree }) => sum(tree)`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "depth",
    before: `interface Tree { value: number; children: Tree[] } function depth(node: Tree): number { let most = 0; for (const c of node.children) { const d = depth(c); if (d > most) most = d; } return most + 1; }`,
    body: `async ({ tree }: { tree: Tree }) => depth(tree)`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "fact",
    before: `function fact(n: number): number { return n <= 1 ? 1 : n * fact(n - 1); }`,
    body: `async ({ n }: { n: number }) => fact(n)`,
    scenarios: [{ input: { n: 6 } }],
  },
  {
    name: "gcd",
    before: `const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));`,
    body: `async ({ n }: { n: number }) => gcd(n, 18)`,
    scenarios: [{ input: { n: 84 } }],
  },
  {
    name: "fib",
    before: `function fib(n: number): number { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }`,
    body: `async ({ n }: { n: number }) => fib(n)`,
    scenarios: [{ input: { n: 7 } }],
  },
  {
    name: "isEven",
    before: `const isEven = (n: number): boolean => n === 0 ? true : isOdd(n - 1); const isOdd = (n: number): boolean => n === 0 ? false : isEven(n - 1);`,
    body: `async ({ n }: { n: number }) => [isEven(n), isOdd(n)]`,
    scenarios: [{ input: { n: 7 } }],
  },
  {
    name: "walk",
    before: `interface Tree { value: number; children: Tree[] } async function walk(node: Tree, path: string): Promise<string[]> {
  const found: string[] = [];
  const twice = await double(node.value);
  found.push(path + ":" + twice);
  for (const [i, c] of node.children.entries()) found.push(...(await walk(c, path + "." + i)));
  return found;
}`,
    body: `async ({ tree }: { tree: Tree }) => walk(tree, "r")`,
    scenarios: [{ input: { tree }, stubs }],
  },
  {
    name: "collect",
    before: `interface Tree { value: number; children: Tree[] } function collect(node: Tree, out: number[]): void { out.push(node.value); node.children.forEach((c) => collect(c, out)); }`,
    body: `async ({ tree }: { tree: Tree }) => { const out: number[] = []; collect(tree, out); return out; }`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "flat",
    before: `interface Tree { value: number; children: Tree[] } function flat(node: Tree): number[] { return [node.value, ...node.children.flatMap(flat)]; }`,
    body: `async ({ tree }: { tree: Tree }) => flat(tree)`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "attempt",
    before: `async function attempt(id: string, left: number): Promise<number> {
  try { return await double(left); } catch (e) { if (left === 0) throw e; return attempt(id, left - 1); }
}`,
    body: `async ({ n }: { n: number }) => attempt("x", n)`,
    scenarios: [
      { input: { n: 3 }, stubs },
      {
        input: { n: 3 },
        stubs: {
          ...stubs,
          double: [{ error: "Broken", message: "m" }, { result: 4 }, { error: "Again", message: "k" }, { result: 9 }],
        },
      },
      { input: { n: 1 }, stubs: { ...stubs, double: [{ error: "Broken", message: "m" }] } },
    ],
  },
  {
    name: "page",
    before: `async function page(token: string | undefined, seen: number): Promise<number[]> {
  const n = await double(seen);
  if (n > 8) return [n];
  return [n, ...(await page(token + "x", seen + 1))];
}`,
    body: `async ({ n }: { n: number }) => page("t", n)`,
    scenarios: [{ input: { n: 1 }, stubs }],
  },
  {
    name: "pathTo",
    before: `interface Tree { value: number; children: Tree[] } function pathTo(node: Tree, target: number, path: number[] = []): number[] | undefined {
  const here = [...path, node.value];
  if (node.value === target) return here;
  for (const child of node.children) { const found = pathTo(child, target, here); if (found) return found; }
  return undefined;
}`,
    body: `async ({ tree, t }: { tree: Tree; t: number }) => pathTo(tree, t)`,
    scenarios: [{ input: { tree, t: 9 } }],
  },
  {
    name: "pathTo 2",
    before: `interface Tree { value: number; children: Tree[] } function pathTo(node: Tree, target: number, path: number[] = []): number[] | undefined {
  const here = [...path, node.value];
  if (node.value === target) return here;
  for (const child of node.children) { const found = pathTo(child, target, here); if (found) return found; }
  return undefined;
}`,
    body: `async ({ tree, t }: { tree: Tree; t: number }) => pathTo(tree, t) ?? "none"`,
    scenarios: [{ input: { tree, t: 99 } }],
  },
  {
    name: "total",
    before: `interface Folder { name: string; size?: number; folders?: Folder[]; files: { name: string; bytes: number }[] } function total(folder: Folder): number {
  return folder.files.map((f) => f.bytes).reduce((a, b) => a + b, 0) + (folder.folders ?? []).map(total).reduce((a, b) => a + b, 0);
}`,
    body: `async ({ folder }: { folder: Folder }) => total(folder)`,
    scenarios: [{ input: { folder } }],
  },
  {
    name: "render",
    before: `interface Folder { name: string; size?: number; folders?: Folder[]; files: { name: string; bytes: number }[] } function render(folder: Folder, indent = ""): string {
  const lines = [indent + folder.name + "/"];
  for (const f of folder.files) lines.push(indent + "  " + f.name);
  for (const sub of folder.folders ?? []) lines.push(render(sub, indent + "  "));
  return lines.join("\\n");
}`,
    body: `async ({ folder }: { folder: Folder }) => render(folder)`,
    scenarios: [{ input: { folder } }],
  },
  {
    name: "hanoi",
    before: `function hanoi(n: number, from: string, to: string, via: string): string[] {
  if (n === 0) return [];
  return [...hanoi(n - 1, from, via, to), from + to, ...hanoi(n - 1, via, to, from)];
}`,
    body: `async ({ n }: { n: number }) => hanoi(n, "a", "b", "c")`,
    scenarios: [{ input: { n: 3 } }],
  },
  {
    name: "visit",
    before: `function visit(graph: Record<string, string[]>, id: string, seen: Set<string>, order: string[]): void {
  if (seen.has(id)) return;
  seen.add(id);
  for (const next of graph[id] ?? []) visit(graph, next, seen, order);
  order.push(id);
}`,
    body: `async ({ graph }: { graph: Record<string, string[]> }) => { const seen = new Set<string>(); const order: string[] = []; for (const id of Object.keys(graph)) visit(graph, id, seen, order); return { order, n: seen.size }; }`,
    scenarios: [{ input: { graph: { a: ["b", "c"], b: ["d"], c: ["d"], d: [] } } }],
  },
  {
    name: "permutations",
    before: `function permutations(xs: number[]): number[][] {
  if (xs.length <= 1) return [xs];
  return xs.flatMap((x, i) => permutations([...xs.slice(0, i), ...xs.slice(i + 1)]).map((rest) => [x, ...rest]));
}`,
    body: `async ({ xs }: { xs: number[] }) => permutations(xs)`,
    scenarios: [{ input: { xs: [1, 2, 3] } }],
  },
  {
    name: "quick",
    before: `function quick(xs: number[]): number[] {
  if (xs.length < 2) return xs;
  const [pivot, ...rest] = xs as [number, ...number[]];
  return [...quick(rest.filter((x) => x < pivot)), pivot, ...quick(rest.filter((x) => x >= pivot))];
}`,
    body: `async ({ xs }: { xs: number[] }) => quick(xs)`,
    scenarios: [{ input: { xs: [3, 1, 2, 3, 0, 9, 7] } }],
  },
  {
    name: "search",
    before: `const search = (xs: number[], x: number, low = 0, high = xs.length - 1): number => {
  if (low > high) return -1;
  const mid = Math.floor((low + high) / 2);
  const at = xs[mid]!;
  return at === x ? mid : at < x ? search(xs, x, mid + 1, high) : search(xs, x, low, mid - 1);
};`,
    body: `async ({ xs }: { xs: number[] }) => [search(xs, 7), search(xs, 8)]`,
    scenarios: [{ input: { xs: [1, 3, 5, 7, 9] } }],
  },
  {
    name: "evaluate",
    before: `type Expr = { op: "num"; value: number } | { op: "add" | "mul"; left: Expr; right: Expr }; const evaluate = (e: Expr): number => { switch (e.op) { case "num": return e.value; case "add": return evaluate(e.left) + evaluate(e.right); case "mul": return evaluate(e.left) * evaluate(e.right); } };`,
    body: `async ({ e }: { e: Expr }) => evaluate(e)`,
    scenarios: [
      {
        input: {
          e: {
            op: "add",
            left: { op: "num", value: 2 },
            right: { op: "mul", left: { op: "num", value: 3 }, right: { op: "num", value: 4 } },
          },
        },
      },
    ],
  },
  {
    name: "clone",
    before: `interface Tree { value: number; children: Tree[] } function clone(v: Tree): Tree { return { value: v.value + 1, children: v.children.map(clone) }; }`,
    body: `async ({ tree }: { tree: Tree }) => clone(tree)`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "count",
    before: `interface Tree { value: number; children: Tree[] } function count(node: Tree, ok: (n: number) => boolean): number { let n = ok(node.value) ? 1 : 0; for (const c of node.children) n += count(c, ok); return n; }`,
    body: `async ({ tree, m }: { tree: Tree; m: number }) => count(tree, (n) => n > m)`,
    scenarios: [{ input: { tree, m: 3 } }],
  },
  {
    name: "seenOnce",
    before: `interface Tree { value: number; children: Tree[] } function seenOnce(node: Tree, seen: Set<number> = new Set()): number { if (seen.has(node.value)) return 0; return 1 + node.children.reduce((n, c) => n + seenOnce(c, new Set([...seen, node.value])), 0); }`,
    body: `async ({ tree }: { tree: Tree }) => seenOnce(tree)`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "deep",
    before: `async function deep(n: number): Promise<string> { if (n <= 0) { const x = await echo("end"); return String(x); } const inner = await deep(n - 1); await echo("up " + n); return inner + n; }`,
    body: `async ({ n }: { n: number }) => deep(n)`,
    scenarios: [{ input: { n: 3 }, stubs }],
  },
  {
    name: "walk 2",
    before: `interface Tree { value: number; children: Tree[] } interface Folder { name: string; size?: number; folders?: Folder[]; files: { name: string; bytes: number }[] } function total(folder: Folder): number {
  return folder.files.map((f) => f.bytes).reduce((a, b) => a + b, 0) + (folder.folders ?? []).map(total).reduce((a, b) => a + b, 0);
}`,
    body: `async ({ tree }: { tree: Tree }) => { let total = 0; const walk = async (t: Tree) => { total += t.value; const d = await double(total); if (d > 10) total += 1; for (const c of t.children) await walk(c); }; await walk(tree); return total; }`,
    scenarios: [{ input: { tree }, stubs }],
  },
  {
    name: "next",
    before: `interface Tree { value: number; children: Tree[] }`,
    body: `async ({ tree }: { tree: Tree }) => { let n = 0; const next = (t: Tree): number => { n++; return n * 10 + t.children.map(next).reduce((a, b) => a + b, n); }; return [n + next(tree), n]; }`,
    scenarios: [{ input: { tree } }],
  },
  {
    name: "functions whose result only their own calls read",
    before: `
const words = async (n: number, w: string[]): Promise<string[]> => { if (n <= 0) { return []; } const x = await words(n - 1, (await echo(w)) as string[]); for (const one of await words(n - 1, x)) { await release(one); } return [...w, "n" + n]; };
const text = async (n: number, w: string): Promise<string> => { if (n <= 0) { return "end"; } const x = await text(n - 1, (await echo(w)) as string); await text(n - 1, x); return w + n; };
const counted = async (n: number, w: string): Promise<string> => { let seen = ""; try { if (n <= 0) throw new WorkflowError(w); seen = await counted(n - 1, w + n); await echo(seen); } catch (error) { await release(seen + (error as Error).message); if (n > 1) throw error; } return w + seen; };
`,
    body: `async (n: number) => { await words(n, ["", "b"]); await text(n, "a"); try { await counted(n, "c"); } catch (error) { await release((error as Error).message); } return n; }`,
    scenarios: runs([0], [1], [2], [3], [2, { echo: fails("Broken", "m") }]),
  },
];
