import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Node { id: string; n: number; next?: string; visited?: boolean; parent?: string; lines: string[]; best?: string }
interface Input { list: { id: string; n: number; next?: string; parent?: string }[]; path: string[]; k: string }
const bump = (n: Node) => { n.n += 100; };
const nameOf = (n: Node | undefined) => (n ? n.id : "none");
const pick = (ns: Node[], id: string) => ns.find((n) => n.id === id);
function markBest(ns: Node[]) { let best: Node | undefined; for (const n of ns) if (!best || n.n > best.n) best = n; if (best) best.visited = true; return best ? best.id : "none"; }
async function follow(ns: Node[], start: string) { let cur = ns.find((n) => n.id === start); let steps = 0; while (cur && steps < 10) { cur.visited = true; steps += await double(1); const next = cur.next; cur = ns.find((n) => n.id === next); } return steps; }
`;
const h = `const nodes: Node[] = input.list.map((o) => ({ ...o, lines: [] })); const byId: Record<string, Node> = Object.fromEntries(input.list.map((n) => [n.id, { ...n, lines: [] }])); const map = new Map<string, Node>(input.list.map((n) => [n.id, { ...n, lines: [] }]));`;
const b = (t: string) => `async (input: Input) => { ${h} ${t} }`;
const input = { list: [{ id: "a", n: 3, next: "c" }, { id: "b", n: 0, parent: "a" }, { id: "c", n: 5, next: "d", parent: "a" }, { id: "d", n: 1, parent: "c" }], path: ["x", "y", "x"], k: "null" };
const texts = [
 `let best: Node | null = null; for (const n of nodes) { if (best === null || n.n > best.n) best = n; } if (best !== null) best.visited = true; return [nodes, best === null];`,
 `let best: Node | null = null as Node | null; for (const n of nodes) { if (n.n > 100) best = n; } if (best) best.visited = true; return [nodes, best];`,
 `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; best.visited = true; nodes[2]!.n = 77; return [nodes, best.n];`,
 `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; best.visited = true; nodes.reverse(); return [nodes];`,
 `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; best.visited = true; nodes.reverse(); best.n = 4; return [nodes];`,
 `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; nodes.push({ id: "z", n: 9, lines: [] }); best.visited = true; return [nodes];`,
 `let x = nodes[9]; nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; x = nodes[4]; if (x) x.n = 2; return nodes;`,
 `let x = nodes[4]; nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; return [nodes, x === undefined];`,
 `const x = nodes.at(4); nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; return [nodes, x === undefined];`,
 `const x = nodes[4]; nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; return [nodes, x === undefined];`,
 `let cur = byId["a"]; while (cur) { cur.lines.push(cur.next ?? "end"); const nx: string | undefined = cur.next; cur = nx !== undefined ? byId[nx] : undefined; } return byId;`,
 `let cur: Node | undefined = byId[input.k]; if (cur) cur.n = 1; cur = byId["zz"]; if (cur) cur.n = 2; return [byId, cur === undefined];`,
 `byId["null"] = { id: "null", n: 1, lines: [] }; let cur: Node | undefined = byId["zz"]; if (cur) cur.n = 2; const t = [cur?.n ?? 0, cur === undefined]; cur = byId["null"]; if (cur) cur.n = 5; return [byId, t];`,
 `let cur: Node | null = byId["a"] ?? null; while (cur !== null) { cur.visited = true; cur = cur.next ? (byId[cur.next] ?? null) : null; } return byId;`,
 `let cur: Node | undefined = byId["a"]; while (cur) { cur.visited = true; byId["new" + cur.id] = { id: "q", n: 1, lines: [] }; cur = cur.next ? byId[cur.next] : undefined; } return byId;`,
 `let cur = map.get("a"); while (cur) { cur.n += 1; await echo(cur.n); const nx: string | undefined = cur.next; cur = nx ? map.get(nx) : undefined; } return [...map.values()];`,
 `let cur = map.get("a"); let prev = map.get("zz"); while (cur) { cur.n += 1; if (prev) prev.best = cur.id; const nx: string | undefined = cur.next; cur = nx ? map.get(nx) : undefined; } return [...map.values()];`,
 `let prev: Node | undefined; for (const n of nodes) { if (prev) { prev.next = n.id; n.parent = prev.id; } prev = n; } return nodes;`,
 `let prev: Node | undefined; for (const n of nodes) { if (prev) prev.n += n.n; prev = n; } return nodes;`,
 `let a = nodes[0]!; let b2 = nodes[1]!; for (let i = 0; i < 4; i++) { const n = nodes[i]!; if (n.n > a.n) { a = n; } else { b2 = n; } } a.lines.push("max"); b2.lines.push("other"); return nodes;`,
 `let a = nodes[0]!; let c = nodes[1]!; a.n = 50; c = a; c.n += 1; return [nodes, a.n];`,
 `let x = nodes[0]; if (x) bump(x); x = nodes[3]; if (x) bump(x); return [nodes, nameOf(x)];`,
 `let x = pick(nodes, "a"); if (x) x.n = 9; return nodes;`,
 `const id = markBest(nodes); const id2 = markBest(nodes.filter((n) => n.n < 5)); return [nodes, id, id2];`,
 `const k = await follow(nodes, "a"); return [k, nodes];`,
 `let last: Node | undefined; for (const n of nodes) { if (last && last.n > n.n) { last.lines.push(n.id); await echo(last.lines.length); continue; } last = n; } return [nodes, last ? last.id : ""];`,
 `let x = nodes[0]!; try { await check(1); x = nodes[1]!; } catch { x = nodes[2]!; } x.n = 42; return nodes;`,
 `let x: Node | undefined; try { for (const n of nodes) { x = n; await check(n.n); } } catch { if (x) x.lines.push("failed"); } return nodes;`,
 `let x = nodes[0]!; await Promise.all(nodes.map(async (n) => { const d = await double(n.n); if (d > 5) x = n; })); x.n = 1; return nodes;`,
 `let x = nodes[0]!; const pickIt = () => { x = nodes[1]!; }; pickIt(); x.n = 1; return nodes;`,
 `let x = nodes[0]!; nodes.forEach((n) => { if (n.n > x.n) x = n; }); x.lines.push("m"); return nodes;`,
 `let x = nodes.find((n) => n.id === "c"); const y = x; if (y) y.n = 12; x = nodes[0]; if (x) x.n = 13; return nodes;`,
 `let x = nodes[0]!; const copy = { ...x }; x.n = 8; return [copy, nodes];`,
 `let x = nodes[0]!; const holder = { x }; x.n = 8; return [holder, nodes];`,
 `let x = nodes[0]!; const kept = [x]; x = nodes[1]!; x.n = 4; return [kept, nodes];`,
 `let x = nodes[0]!; x.n = 4; return x;`,
 `let x = nodes[0]!; x.n = 4; const r = { x, n: x.n }; return r;`,
 `let x = nodes[0]!; nodes.shift(); x.n = 4; return [x, nodes];`,
 `let x = nodes[0]!; nodes[0] = { id: "r", n: 0, lines: [] }; x.n = 4; return [x.n, nodes];`,
 `for (const a of nodes) { const other = nodes.find((n) => n.parent === a.id); if (other) other.n += a.n; } return nodes;`,
 `for (const a of nodes) { for (const c of nodes) { if (c.parent === a.id) c.n += a.n; } } return nodes;`,
 `for (const a of nodes) { const snapshot = a.n; nodes[0]!.n += 1; a.lines.push(String(a.n - snapshot)); } return nodes;`,
 `for (const a of nodes) { const t = a.n; nodes[0]!.n += 1; await echo([t, a.n]); } return nodes;`,
 `for (const [i, a] of nodes.entries()) { nodes[0]!.n += i; await echo([a.n]); } return nodes;`,
 `for (const { id, n } of nodes) { nodes[0]!.n += 1; await echo([id, n]); } return nodes;`,
 `const order: Node[] = []; for (const a of nodes) { nodes[0]!.n += 1; order.push(a); } return order;`,
 `for (let node: Node | undefined = byId["a"]; node; node = node.next ? byId[node.next] : undefined) { node.visited = true; } return byId;`,
 `for (let node = nodes[0]; node; node = nodes.find((n) => n.parent === node!.id)) { node.visited = true; } return nodes;`,
 `let cur = nodes.at(-1); while (cur && cur.parent) { const p: string = cur.parent; cur.lines.push("up"); cur = nodes.find((n) => n.id === p); } if (cur) cur.lines.push("root"); return nodes;`,
 `const root = { items: nodes, total: 0 }; let cur = root.items[0]; while (cur) { root.total += cur.n; cur.visited = true; const nx: string | undefined = cur.next; cur = root.items.find((n) => n.id === nx); } return root;`,
 `const visited: string[] = []; let cur = nodes[0]; do { if (!cur) break; cur.n *= 2; visited.push(cur.id); const nx: string | undefined = cur.next; cur = nodes.find((n) => n.id === nx); } while (cur); return [visited, nodes];`,
 `let cheapest = nodes[0]; for (const n of nodes.slice(1)) { if (cheapest === undefined || n.n < cheapest.n) { cheapest = n; } } if (cheapest !== undefined) { cheapest.n += 10; cheapest.lines.push("c"); } return nodes;`,
 `let t = input.path.length > 2 ? nodes[1] : undefined; if (t) t.n = 5; t ??= nodes[0]; return [nodes, t ? t.id : 0];`,
 `let t = input.path.length > 2 ? nodes[1] : nodes[2]; t!.n = 5; await echo(t!.n); t = t!.n > 4 ? nodes[3] : t; t!.n = 6; return nodes;`,
];
const bodies = texts.map((t) => [b(t), input, { double: [{ result: 1 }, { result: 8 }, fails("Broken")], check: [{ result: 1 }, fails("Broken")] }]).concat(texts.map((t) => [b(t), input]) as any);
const more = [
 `let a = nodes[0]!; let c = nodes[1]!; const t = a; a = c; c = t; a.n = 1; c.n = 2; return nodes;`,
 `let best = nodes[0]!; for (const n of nodes) best = n.n > best.n ? n : best; best.visited = true; return nodes;`,
 `let prev: Node | undefined; let cur: Node | undefined = nodes[0]; while (cur) { if (prev) prev.lines.push(cur.id); cur.visited = true; prev = cur; const nx: string | undefined = cur.next; cur = nodes.find((n) => n.id === nx); } return nodes;`,
 `const x = nodes.at(-9); nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; return [nodes, x === undefined];`,
 `const x = nodes.at(1); nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; return [nodes, x === undefined];`,
 `const x = nodes.at(1)!; nodes.push({ id: "z", n: 9, lines: [] }); x.n = 1; return [nodes];`,
];
bodies.splice(0, 48); bodies.splice(6, 100 - 48 - 6); for (const t of more) (bodies as any).push([b(t), input]);
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
  writeFileSync("/tmp/probe-p6.txt", out.join("\n") + "\n");
}, 600000);
