import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
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
function fresh(node: Tree, out: string[] = []): string[] { out.push(node.name); for (const c of node.children) fresh(c); return out; }
function mixed(node: Tree, out: string[] = []): string[] { out.push(node.name); const own = node.children.flatMap((c) => mixed(c)); return [...out, ...own]; }
`;
const b = (t: string) => `async (input: Input) => { ${t} }`;
const leaf = (name: string, size: number) => ({ name, size, children: [] });
const input = { tree: { name: "r", size: 1, children: [{ name: "a", size: 2, children: [leaf("b", 3), leaf("a", 4)] }, leaf("c", 5)] }, ks: ["x", "y"] };
const texts = [
 `return collect(input.tree);`,
 `const names = collect(input.tree); names.push("end"); const more = collect(input.tree); return [names, more];`,
 `const mine = ["m"]; collect(input.tree, mine); mine.push("n"); return mine;`,
 `const mine = ["m"]; const r = collect(input.tree, mine); return [mine, r];`,
 `const mine = ["m"]; const r = collect(input.tree, mine); r.push("x"); return [mine, r];`,
 `return collect2(input.tree, []);`,
 `const out: string[] = []; collect2(input.tree, out); return out;`,
 `const out: string[] = []; collect3(input.tree, out); collect3(input.tree); return out;`,
 `return flatten(input.tree);`,
 `return count(input.tree);`,
 `const c = { r: 5 }; count(input.tree, c); return c;`,
 `return await walk(input.tree);`,
 `const out = ["s"]; await walk(input.tree, out); return out;`,
 `return seen(input.tree);`,
 `return [acc(input.ks), acc(input.ks, ["z"])];`,
 `const o = ["k"]; acc(input.ks, o); return o;`,
 `return pathTo(input.tree, "c") ?? null;`,
 `return fresh(input.tree);`,
 `return mixed(input.tree);`,
 `const o = input.ks.length > 5 ? ["k"] : undefined; return acc(input.ks, o);`,
 `const o: string[] | undefined = input.ks.length > 1 ? ["k"] : undefined; const r = acc(input.ks, o); return [r, o ?? null];`,
 `const rs: string[][] = []; for (const k of input.ks) { const out = collect(input.tree); out.push(k); rs.push(out); } return rs;`,
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
  writeFileSync("/tmp/probe-p9.txt", out.join("\n") + "\n");
}, 600000);
