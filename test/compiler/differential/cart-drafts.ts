import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Line { sku: string; qty: number; status?: "open" | "picked" | "short" }
interface Order { id: string; lines: Line[]; notes: string[]; total?: number }
interface Box { id: number; items: string[]; weight: number }
`;

/** Whole programs as they were written first. */
export const cartDrafts: readonly Row[] = [
  {
    name: "drafts: lines that are picked",
    before,
    concurrent: true,
    body: `async (order: Order) => {
  const short: Line[] = [];
  for (const line of order.lines) {
    const { price } = await fetchItem(line.sku);
    if (price >= line.qty) line.status = "picked";
    else { line.status = "short"; short.push({ ...line }); }
  }
  if (short.length) order.notes.push(\`short: \${short.map((l) => l.sku).join()}\`);
  order.total = order.lines.filter((l) => l.status === "picked").reduce((t, l) => t + l.qty, 0);
  return order;
}`,
    scenarios: runs([
      {
        id: "o",
        lines: [
          { sku: "a", qty: 2 },
          { sku: "bbb", qty: 5 },
          { sku: "cc", qty: 1 },
        ],
        notes: [],
      },
    ]),
  },
  {
    name: "drafts: a cart with gifts",
    before,
    concurrent: true,
    body: `async (order: Order) => {
  const cart = { items: {} as Record<string, { qty: number; gifts: number }>, log: [] as string[] };
  const add = (sku: string, qty: number) => {
    const entry = cart.items[sku] ?? { qty: 0, gifts: 0 };
    entry.qty += qty;
    if (entry.qty >= 3) entry.gifts = Math.floor(entry.qty / 3);
    cart.items[sku] = entry;
    cart.log.push(\`+\${qty} \${sku}\`);
  };
  for (const l of order.lines) { add(l.sku, l.qty); if (l.qty === 2) add(l.sku, 1); }
  await echo(cart.log);
  for (const entry of Object.values(cart.items)) if (entry.gifts > 0) entry.qty += entry.gifts;
  return cart;
}`,
    scenarios: runs([
      {
        id: "o",
        lines: [
          { sku: "a", qty: 2 },
          { sku: "bbb", qty: 5 },
          { sku: "cc", qty: 1 },
        ],
        notes: [],
      },
    ]),
  },
  {
    name: "drafts: a tree that is sorted",
    before,
    concurrent: true,
    body: `async (order: Order) => {
  type Node = { sku: string; qty: number; left?: Node; right?: Node };
  let root: Node | undefined;
  const insert = (node: Node | undefined, line: Line): Node => {
    if (!node) return { sku: line.sku, qty: line.qty };
    if (line.qty < node.qty) return { ...node, left: insert(node.left, line) };
    return { ...node, right: insert(node.right, line) };
  };
  for (const line of order.lines) root = insert(root, line);
  const walk = (n?: Node): string[] => (n ? [...walk(n.left), n.sku, ...walk(n.right)] : []);
  const sorted = walk(root);
  await echo(sorted);
  return { sorted, root };
}`,
    scenarios: runs([
      {
        id: "o",
        lines: [
          { sku: "a", qty: 2 },
          { sku: "bbb", qty: 5 },
          { sku: "cc", qty: 1 },
        ],
        notes: [],
      },
    ]),
  },
  {
    name: "drafts: stock that is given back",
    before,
    concurrent: true,
    body: `async (order: Order) => {
  const stock = { a: 1, bbb: 9, cc: 0 } as Record<string, number>;
  const moves: { sku: string; from: number; to: number }[] = [];
  const take = (sku: string, n: number): boolean => {
    const have = stock[sku] ?? 0;
    if (have < n) return false;
    stock[sku] = have - n;
    moves.push({ sku, from: have, to: have - n });
    return true;
  };
  const results = order.lines.map((l) => ({ sku: l.sku, ok: take(l.sku, l.qty) }));
  const failed = results.filter((r) => !r.ok);
  if (failed.length > 1) { for (const m of moves.reverse()) { stock[m.sku] = m.from; await release(m.sku); } }
  return { results, stock };
}`,
    scenarios: runs([
      {
        id: "o",
        lines: [
          { sku: "a", qty: 2 },
          { sku: "bbb", qty: 5 },
          { sku: "cc", qty: 1 },
        ],
        notes: [],
      },
    ]),
  },
  {
    name: "drafts: sections of a text",
    before,
    concurrent: true,
    body: `async (order: Order) => {
  const sections: { title: string; lines: string[] }[] = [{ title: "intro", lines: [] }];
  const section = (title: string) => { let s = sections.find((x) => x.title === title); if (!s) { s = { title, lines: [] }; sections.push(s); } return s; };
  section("intro").lines.push(order.id);
  for (const l of order.lines) section(l.qty > 1 ? "many" : "one").lines.push(\`\${l.qty}x\${l.sku}\`);
  const text = sections.map((s) => \`# \${s.title}\\n\${s.lines.join("\\n")}\`).join("\\n\\n");
  await echo(text);
  return text;
}`,
    scenarios: runs([
      {
        id: "o",
        lines: [
          { sku: "a", qty: 2 },
          { sku: "bbb", qty: 5 },
          { sku: "cc", qty: 1 },
        ],
        notes: [],
      },
    ]),
  },
];
