import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Tree { name: string; size: number; children: Tree[]; total?: number; depth?: number; seen?: boolean }
interface N { id: string; deps: string[]; done?: boolean; level?: number }
interface Input { tree: Tree; graph: N[] }
function collect(node: Tree, out: string[] = []): string[] { out.push(node.name); for (const c of node.children) collect(c, out); return out; }
function collect2(node: Tree, out: string[]): void { out.push(node.name); node.children.forEach((c) => collect2(c, out)); }
function flatten(node: Tree, depth = 0, rows: { name: string; depth: number }[] = []) { rows.push({ name: node.name, depth }); for (const c of node.children) flatten(c, depth + 1, rows); return rows; }
function total(node: Tree): number { node.total = node.size + node.children.reduce((s, c) => s + total(c), 0); return node.total; }
function setDepth(node: Tree, depth: number): void { node.depth = depth; for (const c of node.children) setDepth(c, depth + 1); }
function count(node: Tree, counts: Record<string, number> = {}): Record<string, number> { counts[node.name] = (counts[node.name] ?? 0) + 1; for (const c of node.children) count(c, counts); return counts; }
async function walk(node: Tree, out: string[] = []): Promise<string[]> { await echo(node.name); out.push(node.name); for (const c of node.children) await walk(c, out); return out; }
async function price(node: Tree): Promise<number> { let sum = await double(node.size); for (const c of node.children) sum += await price(c); node.total = sum; return sum; }
`;
const b = (t: string) => `async (input: Input) => { ${t} }`;
const leaf = (name: string, size: number) => ({ name, size, children: [] });
const input = { tree: { name: "r", size: 1, children: [{ name: "a", size: 2, children: [leaf("b", 3), leaf("a", 4)] }, leaf("c", 5)] }, graph: [{ id: "a", deps: ["b", "c"] }, { id: "b", deps: ["d"] }, { id: "c", deps: ["d"] }, { id: "d", deps: [] }] };
const texts = [
 `return collect(input.tree);`,
 `const out: string[] = []; collect2(input.tree, out); return out;`,
 `return flatten(input.tree);`,
 `const t = structuredClone(input.tree); const n = total(t); return [t, n];`,
 `const t = structuredClone(input.tree); setDepth(t, 0); return t;`,
 `return count(input.tree);`,
 `return await walk(input.tree);`,
 `const t = structuredClone(input.tree); const n = await price(t); return [t, n];`,
 `const out: string[] = []; const visit = (node: Tree) => { out.push(node.name); node.children.forEach(visit); }; visit(input.tree); return out;`,
 `const order: string[] = []; const seen = new Set<string>(); const visit = (id: string) => { if (seen.has(id)) return; seen.add(id); const n = input.graph.find((g) => g.id === id)!; for (const d of n.deps) visit(d); order.push(id); }; for (const g of input.graph) visit(g.id); return order;`,
 `const nodes = input.graph.map((g) => ({ ...g, done: false })); const visit = (id: string) => { const n = nodes.find((g) => g.id === id); if (!n || n.done) return; n.done = true; for (const d of n.deps) visit(d); }; visit("a"); return nodes;`,
 `const levels: Record<string, number> = {}; function level(id: string): number { const known = levels[id]; if (known !== undefined) return known; const n = input.graph.find((g) => g.id === id)!; const l = n.deps.length === 0 ? 0 : 1 + Math.max(...n.deps.map(level)); levels[id] = l; return l; } return [input.graph.map((g) => level(g.id)), levels];`,
 `const memo = new Map<string, number>(); const cost = async (id: string): Promise<number> => { const m = memo.get(id); if (m !== undefined) return m; let c = await double(1); for (const d of input.graph.find((g) => g.id === id)!.deps) c += await cost(d); memo.set(id, c); return c; }; return [await cost("a"), [...memo]];`,
 `const t = structuredClone(input.tree); const visit = (node: Tree) => { node.seen = true; for (const c of node.children) visit(c); }; visit(t); return t;`,
 `const t = structuredClone(input.tree); const visit = (node: Tree) => { node.seen = true; node.children.forEach(visit); }; visit(t); return t;`,
 `const t = structuredClone(input.tree); const prune = (node: Tree) => { node.children = node.children.filter((c) => c.size > 2); for (const c of node.children) prune(c); }; prune(t); return t;`,
 `const t = structuredClone(input.tree); const stack = [t]; while (stack.length) { const n = stack.pop()!; n.seen = true; stack.push(...n.children); } return t;`,
 `const names: string[] = []; const queue = [input.tree]; while (queue.length > 0) { const n = queue.shift()!; names.push(n.name); queue.push(...n.children); } return names;`,
 `const path: string[] = []; const paths: string[] = []; const visit = (node: Tree) => { path.push(node.name); if (node.children.length === 0) paths.push(path.join("/")); for (const c of node.children) visit(c); path.pop(); }; visit(input.tree); return paths;`,
 `const acc = { total: 0, names: [] as string[] }; const visit = (n: Tree) => { acc.total += n.size; acc.names.push(n.name); n.children.forEach((c) => visit(c)); }; visit(input.tree); return acc;`,
 `let found: Tree | undefined; const search = (n: Tree) => { if (n.name === "a") { found = n; return; } for (const c of n.children) { if (!found) search(c); } }; search(input.tree); return found ?? null;`,
 // 7
 `let total = 0; const handlers = { a: () => { total += 1; }, b: () => { total += 10; } }; for (const k of ["a", "b"] as const) { handlers[k](); } return total;`,
 `let total = 0; const handlers: Record<string, () => Promise<void>> = { a: async () => { total += await double(1); }, b: async () => { total += 10; } }; for (const k of ["a", "b", "q"]) { const f = handlers[k]; if (f) await f(); } return total;`,
 `let tries = 0; const handlers = { a: async () => { tries += 1; return await double(tries); }, b: async () => { tries += 10; return 0; } }; const out: number[] = []; for (const k of ["a", "b"] as const) { out.push(await retry(() => handlers[k](), 3)); } return [tries, out]; async function retry<T>(f: () => Promise<T>, n: number): Promise<T> { for (let i = 1; ; i++) { try { return await f(); } catch (e) { if (i >= n) throw e; } } }`,
 `const events: string[] = []; events.push("a"); await double(1); events.push("b"); await echo(events); events.push("c"); return events;`,
 `const events: string[] = []; const log = async (e: string) => { events.push(e); await echo(e); events.push(e + "!"); }; await log("x"); await log("y"); return events;`,
 `const result = { events: [] as string[] }; const events: string[] = []; result.events = events; events.push("a"); await double(1); events.push("b"); return result;`,
 `const events: string[] = []; const result = { events, n: 1 }; events.push("a"); await double(1); events.push("b"); return result;`,
];
const bodies = texts.map((t) => [b(t), input]);
const out: string[] = [];
test("probe", async () => {
  for (const [index, [body, input, stubs]] of (bodies as any[]).entries()) {
    const head = "#" + index + " " + body.replace(/\s+/g, " ").slice(0, 150);
    try {
      const programs = compilePrograms([{ name: "p" + index, before: (typeof before === "string" ? before : ""), body }] as any);
      for (const scenario of runs([input, stubs])) {
        const native = await observeNative(programs[0]!, scenario);
        const machine = await observeMachine(programs[0]!, scenario);
        const same = JSON.stringify(native) === JSON.stringify(machine);
        out.push((same ? "SAME " : "DIFFER ") + head + (same ? " => " + JSON.stringify(native.end).slice(0, 200) : "\n   native  " + JSON.stringify(native) + "\n   machine " + JSON.stringify(machine)));
      }
    } catch (e) { out.push("REFUSED " + head + "\n   " + String((e as Error).message).slice(0, 1200).split("\n").join("\n   ")); }
  }
  writeFileSync("/tmp/probe-p4.txt", out.join("\n") + "\n");
}, 600000);
