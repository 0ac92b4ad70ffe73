import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Line { sku: string; n: number }
interface Order { id: string; lines: Line[]; total?: number }
interface In { orders: Order[] }
`;

const usual = runs([
  {
    orders: [
      {
        id: "a",
        lines: [
          { sku: "p", n: 1 },
          { sku: "q", n: 2 },
        ],
      },
      { id: "b", lines: [{ sku: "r", n: 3 }] },
    ],
  },
]);

/** The same of elements with lists of their own. */
const bodies: readonly string[] = [
  `async (input: In) => { for (const order of input.orders) { const rows = order.lines.map((line) => ({ line, s: line.n * 2 })); for (const { line, s } of rows) line.n = s; } return input.orders; }`,
  `async (input: In) => { for (const order of input.orders) { const rows = order.lines.map((line) => ({ line, s: line.n * 2 })).sort((a, b) => b.s - a.s); rows[0]!.line.n = 50; order.total = rows.reduce((t, r) => t + r.line.n, 0); } return input.orders; }`,
  `async (input: In) => { const all: { order: Order; s: number }[] = []; for (const order of input.orders) all.push({ order, s: order.lines.length }); for (const { order, s } of all) { for (const line of order.lines) line.n += s; order.total = s; } return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); for (const row of rows) { for (const line of row.order.lines) { line.n += 1; row.s += line.n; } } return [input.orders, rows.map((r) => r.s)]; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); for (const row of rows) { const { lines } = row.order; lines.push({ sku: "z", n: 0 }); row.order.lines[0]!.n = 9; } return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); for (const { order } of rows) { const inner = order.lines.map((line) => ({ line, k: line.n })); for (const { line, k } of inner) line.n = k * 10; order.total = inner.length; } return input.orders; }`,
  `async (input: In) => { let orders = input.orders; const rows = orders.map((order) => ({ order, s: 0 })); orders = orders.filter((o) => o.id === "b"); rows[0]!.order.total = 1; return [orders, input.orders]; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const { lines } = rows[0]!.order; lines.push({ sku: "z", n: 0 }); input.orders[0]!.lines.shift(); lines[0]!.n = 5; return [lines.length, input.orders]; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const line = rows[0]!.order.lines.find((l) => l.n > 1); if (line) { line.n = 44; rows[0]!.order.lines[0]!.n += line.n; } return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); for (const { order } of rows) { for (const line of order.lines) { line.n += order.lines.length; } order.lines.sort((a, b) => b.n - a.n); } return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const a = rows[0]!.order; const b = rows[1]!.order; const line = a.lines.shift(); if (line) b.lines.push(line); return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); await Promise.all(rows.map(async ({ order, s }) => { const n = await double(order.lines.length + s); await echo(n); })); for (const { order } of rows) order.total = 1; return input.orders; }`,
];

export const ordersInObjects: readonly Row[] = bodies.map((body, index) => ({
  name: `orders in objects ${index}`,
  before,
  body,
  scenarios: usual,
  concurrent: /Promise.all|map\(/.test(body),
}));

/** Where lists in elements move theirs, or objects go further than they are followed. */
export const ordersSeenOtherwise: readonly Program[] = [
  `async (input: In) => { const all: { order: Order; line: Line }[] = []; for (const order of input.orders) for (const line of order.lines) all.push({ order, line }); for (const { order, line } of all) { line.n += 1; order.total = (order.total ?? 0) + line.n; } return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => { order = { ...order, id: "x" }; return { order, s: 1 }; }); for (const { order } of rows) order.total = 5; return { rows, o: input.orders }; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, first: order.lines[0] })); for (const { order } of rows) order.lines.shift(); return [input.orders, rows.map((r) => r.first?.n)]; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const lines = rows.flatMap((row) => row.order.lines); rows[0]!.order.lines[0]!.n = 99; return [lines.map((l) => l.n), input.orders]; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const inner = rows[0]!.order.lines.map((line) => ({ line, k: 1 })); for (const { line } of inner) line.n = 7; input.orders[0]!.lines.sort((a, b) => b.n - a.n); return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const inner = rows[0]!.order.lines.map((line) => ({ line, k: line.n })); input.orders[0]!.lines.reverse(); for (const { line, k } of inner) line.n = k * 10; return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const first = rows[0]!; const inner = first.order.lines.map((line) => ({ line, k: line.n })); input.orders[0]!.lines.reverse(); for (const { line, k } of inner) line.n = k * 10; return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); for (const { order } of rows) { const inner = order.lines.map((line) => ({ line, k: line.n })); input.orders[0]!.lines.reverse(); for (const { line, k } of inner) line.n = k * 10; } return input.orders; }`,
  `async (input: In) => { const orders = input.orders; const rows = orders.map((order) => ({ order, s: 0 })); input.orders.shift(); rows[0]!.order.total = 1; return [orders, rows.map((r) => r.order.id)]; }`,
  `async (input: In) => { const move = (): void => { input.orders.reverse(); }; const rows = input.orders.map((order) => ({ order, s: 0 })); move(); rows[0]!.order.total = 1; return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const box = { rows, n: 1 }; box.rows[0]!.order.total = 1; return input.orders; }`,
  `async (input: In) => { const pick = (order: Order) => ({ order, s: 0 }); const row = pick(input.orders[0]!); row.order.total = 1; return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const lines = rows[0]!.order.lines; input.orders[0]!.lines = []; lines.push({ sku: "z", n: 0 }); return [lines.length, input.orders]; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const line = rows[0]!.order.lines[1]!; input.orders[0]!.lines.shift(); line.n = 44; return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const late = rows[0]!.order.lines.filter((l) => l.n > 1); input.orders[0]!.lines[1]!.n = 3; for (const l of late) l.n += 10; return [late.length, input.orders]; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const a = rows[0]!.order; const line = a.lines[0]!; rows[1]!.order.lines.push(line); line.n = 100; return input.orders; }`,
  `async (input: In) => { const rows = input.orders.map((order) => ({ order, s: 0 })); const copy = rows[0]!.order.lines; rows[0]!.order.lines = [...copy, { sku: "n", n: 1 }]; copy[0]!.n = 55; return [copy.length, input.orders]; }`,
].map((body, index) => ({ name: `orders in objects, refused ${index}`, before, body }));
