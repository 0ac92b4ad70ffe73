import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Node { id: string; n: number; next?: string; visited?: boolean; parent?: string; lines: string[] }
interface Input { list: { id: string; n: number; next?: string; parent?: string }[]; path: string[] }
interface Dir { name: string; size: number; children: Record<string, Dir> }
`;
const h = `const nodes: Node[] = input.list.map((o) => ({ ...o, lines: [] })); const byId: Record<string, Node> = Object.fromEntries(input.list.map((n) => [n.id, { ...n, lines: [] }])); const map = new Map<string, Node>(input.list.map((n) => [n.id, { ...n, lines: [] }]));`;
const b = (t: string) => `async (input: Input) => { ${h} ${t} }`;
const input = { list: [{ id: "a", n: 3, next: "c" }, { id: "b", n: 0, parent: "a" }, { id: "c", n: 5, next: "d", parent: "a" }, { id: "d", n: 1, parent: "c" }], path: ["x", "y", "x"] };
const texts = [
 `let current = nodes[0]; while (current) { current.visited = true; const next = current.next; current = nodes.find((n) => n.id === next); } return nodes;`,
 `let current: Node | undefined = nodes[0]; while (current) { current.visited = true; current = nodes.find((n) => n.id === current!.next); } return nodes;`,
 `let current = nodes.find((n) => n.id === "a"); while (current !== undefined) { current.lines.push("v"); await echo(current.id); const next: string | undefined = current.next; current = next === undefined ? undefined : nodes.find((n) => n.id === next); } return nodes;`,
 `let current: Node | undefined = byId["a"]; while (current) { current.visited = true; current = current.next ? byId[current.next] : undefined; } return byId;`,
 `let current: Node | undefined = byId["a"]; while (current) { current.n += 1; await echo(current.n); const next: string | undefined = current.next; if (!next) break; current = byId[next]; } return byId;`,
 `let current: Node | undefined = map.get("a"); while (current) { current.visited = true; current = current.next ? map.get(current.next) : undefined; } return [...map.values()];`,
 `let id: string | undefined = "a"; while (id) { const node: Node | undefined = byId[id]; if (!node) break; node.visited = true; id = node.next; } return byId;`,
 `let id: string | undefined = "a"; while (id) { const node = nodes.find((n) => n.id === id); if (!node) break; node.visited = true; id = node.next; } return nodes;`,
 `for (const start of nodes) { let up = nodes.find((n) => n.id === start.parent); while (up) { up.n += start.n; const p = up.parent; up = nodes.find((n) => n.id === p); } } return nodes;`,
 `let i = 0; let current = nodes[i]; while (current && i < 10) { current.n += i; i += 1; current = nodes[i]; } return nodes;`,
 // tree walk 10
 `const root: Dir = { name: "/", size: 0, children: {} }; let node = root; for (const part of input.path) { node.children[part] ??= { name: part, size: 0, children: {} }; node = node.children[part]!; } return root;`,
 `const root: Dir = { name: "/", size: 0, children: {} }; let node = root; for (const part of input.path) { let child = node.children[part]; if (!child) { child = { name: part, size: 0, children: {} }; node.children[part] = child; } child.size += 1; node = child; } return root;`,
 `const root: Dir = { name: "/", size: 0, children: {} }; for (const p of ["a/b", "a/c", "d"]) { let node = root; for (const part of p.split("/")) { node.size += 1; const next = node.children[part] ?? { name: part, size: 0, children: {} }; node.children[part] = next; node = next; } node.size += 10; } return root;`,
 // choose then change 13
 `let best = nodes[0]!; for (const n of nodes) { if (n.n > best.n) best = n; } best.visited = true; return nodes;`,
 `let best: Node | undefined; for (const n of nodes) { if (!best || n.n > best.n) best = n; } if (best) { best.visited = true; best.lines.push("b"); } return nodes;`,
 `let best: Node | undefined = undefined as Node | undefined; for (const n of nodes) { if (best === undefined || n.n > best.n) best = n; } if (best) best.n = 0; return nodes;`,
 `let last = nodes[0]!; for (const n of nodes.slice(1)) { if (n.n < last.n) { last.lines.push(n.id); } else { last = n; } } return nodes;`,
 `let target = nodes[0]!; if (input.path.length > 2) target = nodes[1]!; target.n = 99; return nodes;`,
 `let target: Node; if (input.path.length > 2) target = nodes[1]!; else target = nodes[2]!; target.n = 99; return nodes;`,
 `let found: Node | undefined; for (const n of nodes) { if (n.n === 5) { found = n; break; } } if (!found) throw new Error("none"); found.n = 6; await echo(found.n); return nodes;`,
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
  writeFileSync("/tmp/probe-p2.txt", out.join("\n") + "\n");
}, 600000);
