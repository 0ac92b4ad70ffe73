import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const pairsOfText = [
  ["a", "1"],
  ["a", "2"],
  ["b", "1"],
  ["a", "3"],
];

/** Values that are changed in place between uses which leave no second reference behind. */
export const ownValues: readonly Row[] = [
  {
    name: "a text that becomes a list",
    body: `async ({ pairs }: { pairs: [string, string][] }) => {
  const result: Record<string, string | string[]> = {};
  for (const [key, value] of pairs) {
    const existing = result[key];
    if (existing === undefined) result[key] = value;
    else if (Array.isArray(existing)) existing.push(value);
    else result[key] = [existing, value];
  }
  return result;
}`,
    scenarios: runs([{ pairs: pairsOfText }]),
  },
  {
    name: "a list, a text or nothing",
    body: `async ({ pairs }: { pairs: [string, string][] }) => {
  const result: Record<string, string | string[]> = {};
  for (const [key, value] of pairs) {
    const existing = result[key];
    if (Array.isArray(existing)) existing.push(value);
    else if (typeof existing === "string") result[key] = [existing, value];
    else result[key] = value;
  }
  return result;
}`,
    scenarios: runs([{ pairs: pairsOfText }]),
  },
  {
    name: "a list or what becomes one",
    body: `async ({ pairs }: { pairs: [string, string][] }) => {
  const result: Record<string, string | string[]> = {};
  for (const [key, value] of pairs) {
    const existing = result[key];
    if (Array.isArray(existing)) existing.push(value);
    else result[key] = existing ? [existing, value] : value;
  }
  return result;
}`,
    scenarios: runs([{ pairs: pairsOfText }]),
  },
  {
    name: "groups that are read in a loop",
    before: `type W = "n" | "s";
interface A { w: W; q: number }`,
    body: `async (input: { list: A[] }) => {
  const grouped: Partial<Record<W, A[]>> = {};
  for (const a of input.list) (grouped[a.w] ??= []).push(a);
  const out: number[] = [];
  for (const w of ["n", "s"] as const) {
    const items = grouped[w];
    if (!items) continue;
    const units = items.reduce((n, i) => n + i.q, 0);
    out.push(units);
  }
  return out;
}`,
    scenarios: runs([{ list: [{ w: "n", q: 1 }] }]),
  },
  {
    name: "groups that are read behind a call",
    before: `type W = "n" | "s";
interface A { w: W; q: number }`,
    body: `async (input: { list: A[] }) => {
  const grouped: Record<string, A[]> = {};
  for (const a of input.list) (grouped[a.w] ??= []).push(a);
  const out: number[] = [];
  for (const w of ["n", "s"] as const) {
    const items = grouped[w];
    if (!items?.length) continue;
    await echo(w);
    out.push(items.length);
  }
  return out;
}`,
    scenarios: runs([{ list: [{ w: "n", q: 1 }] }]),
  },
  {
    name: "a board that a helper looks at",
    before: `type Cell = "X" | "O" | null;
const winnerOf = (b: Cell[][]): Cell => {
  for (const line of [...b, b.map((r) => r[0] ?? null)]) {
    const [first = null, ...rest] = line;
    if (first !== null && rest.every((c) => c === first)) return first;
  }
  return null;
};`,
    body: `async ({ moves }: { moves: [row: number, column: number][] }) => {
  const board: Cell[][] = [[null, null], [null, null]];
  let winner: Cell = null;
  for (const [row, column] of moves) {
    const target = board[row];
    if (!target) break;
    target[column] = "X";
    winner = winnerOf(board);
  }
  return { winner, board };
}`,
    scenarios: runs([
      {
        moves: [
          [0, 0],
          [0, 1],
        ],
      },
    ]),
  },
  {
    name: "a board whose lines a helper lists",
    before: `type Cell = "X" | "O" | null;
const lines = (b: Cell[][]): Cell[][] => [...b, b.map((r) => r[0] ?? null)];
const winnerOf = (b: Cell[][]): Cell => lines(b).length > 2 ? "X" : null;`,
    body: `async ({ moves }: { moves: [row: number, column: number][] }) => {
  const board: Cell[][] = [[null, null], [null, null]];
  let winner: Cell = null;
  for (const [row, column] of moves) {
    const target = board[row];
    if (!target) break;
    target[column] = "X";
    winner = winnerOf(board);
  }
  return { winner, board };
}`,
    scenarios: runs([
      {
        moves: [
          [0, 0],
          [0, 1],
        ],
      },
    ]),
  },
  {
    name: "a list that several objects get",
    body: `async ({ n }: { n: number }) => {
  const list: number[] = [1];
  const pairs: { all: number[] }[] = [];
  for (let i = 0; i < n; i++) pairs.push({ all: list });
  return { pairs, list };
}`,
    scenarios: runs([{ n: 3 }]),
  },
  {
    name: "a graph that is walked while it grows",
    before: `interface Node { id: string; next: string[] }
const degree = (nodes: Node[], id: string): number => {
  const seen = new Set<string>();
  const queue = [id];
  while (queue.length > 0) {
    const at = queue.shift()!;
    if (seen.has(at)) continue;
    seen.add(at);
    const node = nodes.find((n) => n.id === at);
    for (const next of node?.next ?? []) queue.push(next);
  }
  return seen.size;
};`,
    body: `async ({ edges }: { edges: [string, string][] }) => {
  const nodes: Node[] = [];
  const counts: number[] = [];
  for (const [from, to] of edges) {
    const node = nodes.find((n) => n.id === from);
    if (node) node.next.push(to);
    else nodes.push({ id: from, next: [to] });
    counts.push(degree(nodes, edges[0]![0]));
  }
  return { nodes, counts };
}`,
    scenarios: runs(
      [
        {
          edges: [
            ["a", "b"],
            ["b", "c"],
            ["a", "d"],
          ],
        },
      ],
      [{ edges: [] }],
    ),
  },
  {
    name: "a graph that shrinks",
    body: `async ({ packages }: { packages: Record<string, string[]> }) => {
  const graph = new Map<string, string[]>();
  for (const [name, deps] of Object.entries(packages)) {
    graph.set(name, [...deps]);
    for (const d of deps) if (!graph.has(d)) graph.set(d, []);
  }
  const installed: string[] = [];
  while (graph.size > 0) {
    const ready = [...graph].filter(([, deps]) => deps.length === 0).map(([name]) => name).sort();
    if (ready.length === 0) throw new WorkflowError([...graph.keys()].sort().join(","));
    for (const name of ready) {
      await release(name);
      installed.push(name);
      graph.delete(name);
      for (const [other, deps] of [...graph]) graph.set(other, deps.filter((d) => d !== name));
    }
  }
  return { installed };
}`,
    scenarios: runs(
      [{ packages: { app: ["lib", "ui"], ui: ["lib"], lib: [] } }],
      [{ packages: {} }],
      [{ packages: { a: ["b"], b: ["a"] } }],
    ),
  },
  {
    name: "lists and objects inside of objects",
    body: `async ({ ratings }: { ratings: { user: string; item: string; stars: number }[] }) => {
  const byUser: Record<string, Record<string, number>> = {};
  const tags: Record<string, string[]> = {};
  for (const { user, item, stars } of ratings) {
    (byUser[user] ??= {})[item] = stars;
    const list = (tags[item] ??= []);
    if (!list.includes(user)) list.push(user);
  }
  return { byUser, tags, n: Object.entries(byUser).map(([u, items]) => \`\${u}:\${Object.keys(items).length}\`) };
}`,
    scenarios: runs(
      [
        {
          ratings: [
            { user: "a", item: "x", stars: 1 },
            { user: "a", item: "y", stars: 2 },
            { user: "b", item: "x", stars: 3 },
            { user: "a", item: "x", stars: 5 },
          ],
        },
      ],
      [{ ratings: [] }],
    ),
  },
];
