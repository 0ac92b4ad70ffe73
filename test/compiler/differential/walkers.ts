import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Node { id: string; n: number; next?: string; visited?: boolean; parent?: string; lines: string[]; best?: string }
interface Input { list: { id: string; n: number; next?: string; parent?: string }[]; path: string[]; k: string }
const bump = (n: Node) => { n.n += 100; };
const nameOf = (n: Node | undefined) => (n ? n.id : "none");
function markBest(ns: Node[]) { let best: Node | undefined; for (const n of ns) if (!best || n.n > best.n) best = n; if (best) best.visited = true; return best ? best.id : "none"; }
async function follow(ns: Node[], start: string) { let cur = ns.find((n) => n.id === start); let steps = 0; while (cur && steps < 10) { cur.visited = true; steps += await double(1); const next = cur.next; cur = ns.find((n) => n.id === next); } return steps; }
`;
const input = {
  list: [
    { id: "a", n: 3, next: "c" },
    { id: "b", n: 0, parent: "a" },
    { id: "c", n: 5, next: "d", parent: "a" },
    { id: "d", n: 1, parent: "c" },
  ],
  path: ["x", "y", "x"],
  k: "null",
};

const bodies: Readonly<Record<string, string>> = {
  "the next by a name before": `let current = nodes[0]; while (current) { current.visited = true; const next = current.next; current = nodes.find((n) => n.id === next); } return nodes;`,
  "the next by itself": `let current: Node | undefined = nodes[0]; while (current) { current.visited = true; current = nodes.find((n) => n.id === current!.next); } return nodes;`,
  "until there is none": `let current = nodes.find((n) => n.id === "a"); while (current !== undefined) { current.lines.push("v"); await echo(current.id); const next: string | undefined = current.next; current = next === undefined ? undefined : nodes.find((n) => n.id === next); } return nodes;`,
  "by key": `let current: Node | undefined = byId["a"]; while (current) { current.visited = true; current = current.next ? byId[current.next] : undefined; } return byId;`,
  "by key, with calls": `let current: Node | undefined = byId["a"]; while (current) { current.n += 1; await echo(current.n); const next: string | undefined = current.next; if (!next) break; current = byId[next]; } return byId;`,
  "in a Map": `let current: Node | undefined = map.get("a"); while (current) { current.visited = true; current = current.next ? map.get(current.next) : undefined; } return [...map.values()];`,
  "by an id": `let id: string | undefined = "a"; while (id) { const node = nodes.find((n) => n.id === id); if (!node) break; node.visited = true; id = node.next; } return nodes;`,
  "upwards from each": `for (const start of nodes) { let up = nodes.find((n) => n.id === start.parent); while (up) { up.n += start.n; const p = up.parent; up = nodes.find((n) => n.id === p); } } return nodes;`,
  "by index": `let i = 0; let current = nodes[i]; while (current && i < 10) { current.n += i; i += 1; current = nodes[i]; } return nodes;`,
  "the best": `let best = nodes[0]!; for (const n of nodes) { if (n.n > best.n) best = n; } best.visited = true; return nodes;`,
  "the best of any": `let best: Node | undefined; for (const n of nodes) { if (!best || n.n > best.n) best = n; } if (best) { best.visited = true; best.lines.push("b"); } return nodes;`,
  "the best, with nothing at first": `let best: Node | undefined = undefined as Node | undefined; for (const n of nodes) { if (best === undefined || n.n > best.n) best = n; } if (best) best.n = 0; return nodes;`,
  "the last that is not less": `let last = nodes[0]!; for (const n of nodes.slice(1)) { if (n.n < last.n) { last.lines.push(n.id); } else { last = n; } } return nodes;`,
  "another one": `let target = nodes[0]!; if (input.path.length > 2) target = nodes[1]!; target.n = 99; return nodes;`,
  "one or another": `let target: Node; if (input.path.length > 2) target = nodes[1]!; else target = nodes[2]!; target.n = 99; return nodes;`,
  "the one that is found": `let found: Node | undefined; for (const n of nodes) { if (n.n === 5) { found = n; break; } } if (!found) throw new Error("none"); found.n = 6; await echo(found.n); return nodes;`,
  "null at first": `let best: Node | null = null; for (const n of nodes) { if (best === null || n.n > best.n) best = n; } if (best !== null) best.visited = true; return [nodes, best === null];`,
  "null at the end": `let best: Node | null = null as Node | null; for (const n of nodes) { if (n.n > 100) best = n; } if (best) best.visited = true; return [nodes, best];`,
  "changed by the list as well": `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; best.visited = true; nodes[2]!.n = 77; return [nodes, best.n];`,
  "the list turned round behind it": `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; best.visited = true; nodes.reverse(); return [nodes];`,
  "a longer list": `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; nodes.push({ id: "z", n: 9, lines: [] }); best.visited = true; return [nodes];`,
  "by key, with texts": `let cur = byId["a"]; while (cur) { cur.lines.push(cur.next ?? "end"); const nx: string | undefined = cur.next; cur = nx !== undefined ? byId[nx] : undefined; } return byId;`,
  "a key that is null": `let cur: Node | undefined = byId[input.k]; if (cur) cur.n = 1; cur = byId["zz"]; if (cur) cur.n = 2; return [byId, cur === undefined];`,
  "a key of that name": `byId["null"] = { id: "null", n: 1, lines: [] }; let cur: Node | undefined = byId["zz"]; if (cur) cur.n = 2; const t = [cur?.n ?? 0, cur === undefined]; cur = byId["null"]; if (cur) cur.n = 5; return [byId, t];`,
  "by key, with null": `let cur: Node | null = byId["a"] ?? null; while (cur !== null) { cur.visited = true; cur = cur.next ? (byId[cur.next] ?? null) : null; } return byId;`,
  "in a Map, with calls": `let cur = map.get("a"); while (cur) { cur.n += 1; await echo(cur.n); const nx: string | undefined = cur.next; cur = nx ? map.get(nx) : undefined; } return [...map.values()];`,
  "two in a Map": `let cur = map.get("a"); let prev = map.get("zz"); while (cur) { cur.n += 1; if (prev) prev.best = cur.id; const nx: string | undefined = cur.next; cur = nx ? map.get(nx) : undefined; } return [...map.values()];`,
  "the one before": `let prev: Node | undefined; for (const n of nodes) { if (prev) { prev.next = n.id; n.parent = prev.id; } prev = n; } return nodes;`,
  "the one before, with a sum": `let prev: Node | undefined; for (const n of nodes) { if (prev) prev.n += n.n; prev = n; } return nodes;`,
  "two of them": `let a = nodes[0]!; let b2 = nodes[1]!; for (let i = 0; i < 4; i++) { const n = nodes[i]!; if (n.n > a.n) { a = n; } else { b2 = n; } } a.lines.push("max"); b2.lines.push("other"); return nodes;`,
  "given to a function": `let x = nodes[0]; if (x) bump(x); x = nodes[3]; if (x) bump(x); return [nodes, nameOf(x)];`,
  "in a helper with calls": `const k = await follow(nodes, "a"); return [k, nodes];`,
  "the last, with calls": `let last: Node | undefined; for (const n of nodes) { if (last && last.n > n.n) { last.lines.push(n.id); await echo(last.lines.length); continue; } last = n; } return [nodes, last ? last.id : ""];`,
  "in a try": `let x = nodes[0]!; try { await check(1); x = nodes[1]!; } catch { x = nodes[2]!; } x.n = 42; return nodes;`,
  "what had been reached": `let x: Node | undefined; try { for (const n of nodes) { x = n; await check(n.n); } } catch { if (x) x.lines.push("failed"); } return nodes;`,
  "a constant for it": `let x = nodes.find((n) => n.id === "c"); const y = x; if (y) y.n = 12; x = nodes[0]; if (x) x.n = 13; return nodes;`,
  "a copy of it": `let x = nodes[0]!; const copy = { ...x }; x.n = 8; return [copy, nodes];`,
  returned: `let x = nodes[0]!; x.n = 4; return x;`,
  "a loop that reads the items": `for (const a of nodes) { const other = nodes.find((n) => n.parent === a.id); if (other) other.n += a.n; } return nodes;`,
  "a loop in a loop": `for (const a of nodes) { for (const c of nodes) { if (c.parent === a.id) c.n += a.n; } } return nodes;`,
  "a loop that sees the change": `for (const a of nodes) { const snapshot = a.n; nodes[0]!.n += 1; a.lines.push(String(a.n - snapshot)); } return nodes;`,
  "a loop that sees the change, with calls": `for (const a of nodes) { const t = a.n; nodes[0]!.n += 1; await echo([t, a.n]); } return nodes;`,
  "a loop with indexes that sees the change": `for (const [i, a] of nodes.entries()) { nodes[0]!.n += i; await echo([a.n]); } return nodes;`,
  "a for loop by key": `for (let node: Node | undefined = byId["a"]; node; node = node.next ? byId[node.next] : undefined) { node.visited = true; } return byId;`,
  "a for loop": `for (let node = nodes[0]; node; node = nodes.find((n) => n.parent === node!.id)) { node.visited = true; } return nodes;`,
  "to the top": `let cur = nodes.at(-1); while (cur && cur.parent) { const p: string = cur.parent; cur.lines.push("up"); cur = nodes.find((n) => n.id === p); } if (cur) cur.lines.push("root"); return nodes;`,
  "of a part": `const root = { items: nodes, total: 0 }; let cur = root.items[0]; while (cur) { root.total += cur.n; cur.visited = true; const nx: string | undefined = cur.next; cur = root.items.find((n) => n.id === nx); } return root;`,
  "a do loop": `const visited: string[] = []; let cur = nodes[0]; do { if (!cur) break; cur.n *= 2; visited.push(cur.id); const nx: string | undefined = cur.next; cur = nodes.find((n) => n.id === nx); } while (cur); return [visited, nodes];`,
  "the least": `let cheapest = nodes[0]; for (const n of nodes.slice(1)) { if (cheapest === undefined || n.n < cheapest.n) { cheapest = n; } } if (cheapest !== undefined) { cheapest.n += 10; cheapest.lines.push("c"); } return nodes;`,
  "one or the other by a condition": `let t = input.path.length > 2 ? nodes[1] : nodes[2]; t!.n = 5; await echo(t!.n); t = t!.n > 4 ? nodes[3] : t; t!.n = 6; return nodes;`,
  "places that are exchanged": `let a = nodes[0]!; let c = nodes[1]!; a.n = 50; c = a; c.n += 1; return [nodes, a.n];`,
  "the better of two": `let best = nodes[0]!; for (const n of nodes) best = n.n > best.n ? n : best; best.visited = true; return nodes;`,
  "the one before and this one": `let prev: Node | undefined; let cur: Node | undefined = nodes[0]; while (cur) { if (prev) prev.lines.push(cur.id); cur.visited = true; prev = cur; const nx: string | undefined = cur.next; cur = nodes.find((n) => n.id === nx); } return nodes;`,
  "one of a list that grows": `const rows: Node[] = [{ id: "s", n: 0, lines: [] }]; let guard = 0; for (const r of rows) { if (guard++ > 2) break; const row: Node = { id: r.id + "x", n: 1, lines: [] }; rows.push(row); row.n++; } return rows;`,
  "a list in a Map that a loop goes through": `const m = new Map<string, number[]>([["a", [1]]]); for (const [key, list] of m) { m.get(key)!.push(2); if (list.length > 5) break; } return [...m];`,
  "a Set in a Map that a loop goes through": `const o = { m: new Map([["k", new Set(["k"])]]) }; const out: number[] = []; for (const [k, v] of o.m) { o.m.get(k)!.delete(k); out.push(v.size); } return out;`,
  "a helper that looks for the best": `const id = markBest(nodes); const id2 = markBest(nodes.filter((n) => n.n < 5)); return [nodes, id, id2];`,
  "a list that is shorter": `let x = nodes[0]!; nodes.shift(); x.n = 4; return [x, nodes];`,
  "one that is replaced": `let x = nodes[0]!; nodes[0] = { id: "r", n: 0, lines: [] }; x.n = 4; return [x.n, nodes];`,
};

const body = (text: string) =>
  `async (input: Input) => { const nodes: Node[] = input.list.map((o) => ({ ...o, lines: [] })); const byId: Record<string, Node> = Object.fromEntries(input.list.map((n) => [n.id, { ...n, lines: [] }])); const map = new Map<string, Node>(input.list.map((n) => [n.id, { ...n, lines: [] }])); ${text} }`;

/** Variables that go from one element to the next, by which the elements are changed; and loops that see a change by another name. */
export const walkers: readonly Row[] = Object.entries(bodies).map(([name, text]) => ({
  name: `walkers: ${name}`,
  before,
  body: body(text),
  scenarios: runs(
    [input],
    [input, { double: [{ result: 1 }, { result: 8 }, fails("Broken")], check: [{ result: 1 }, fails("Broken")] }],
  ),
}));

const shared: Readonly<Record<string, string>> = {
  "a list that is turned round": `let best = nodes[0]!; for (const n of nodes) if (n.n > best.n) best = n; best.visited = true; nodes.reverse(); best.n = 4; return [nodes];`,
  "an index that at gets an element": `const x = nodes.at(4); nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; return [nodes, x === undefined];`,
  "a constant index that gets an element": `const x = nodes[4]; nodes.push({ id: "z", n: 9, lines: [] }); if (x) x.n = 1; return [nodes, x === undefined];`,
  "a record with new keys": `let cur: Node | undefined = byId["a"]; while (cur) { cur.visited = true; byId["new" + cur.id] = { id: "q", n: 1, lines: [] }; cur = cur.next ? byId[cur.next] : undefined; } return byId;`,
  "an object that holds it": `let x = nodes[0]!; const holder = { x }; x.n = 8; return [holder, nodes];`,
  "a list that holds it": `let x = nodes[0]!; const kept = [x]; x = nodes[1]!; x.n = 4; return [kept, nodes];`,
  "calls that go on": `let x = nodes[0]!; await Promise.all(nodes.map(async (n) => { const d = await double(n.n); if (d > 5) x = n; })); x.n = 1; return nodes;`,
};

/** The same where the element may be another one meanwhile. */
export const sharedWalkers: readonly Program[] = Object.entries(shared).map(([name, text]) => ({
  name: `walkers: ${name}`,
  before,
  body: body(text),
}));
