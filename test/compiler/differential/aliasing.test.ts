import { expect, test } from "vitest";
import { compileEach, type Program } from "./harness.js";

/** Programs in which two names stand for one object that is then changed: a state machine would keep two copies. */
const aliases: readonly Program[] = [
  {
    name: "a helper that returns the object of its closure",
    body: `async () => { const order = { a: 1 }; const get = () => { return order; }; const other = get(); order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "the left of ??",
    body: `async (n: number) => { let order: { a: number } | undefined = { a: 1 }; if (n > 1) order = undefined; const other = order ?? { a: 0 }; if (order !== undefined) order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "an assignment whose value is used",
    body: `async () => { let order = { a: 1 }; const other = (order = { a: 5 }); order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "a finally that changes what is returned",
    body: `async () => { const order = { a: 1 }; try { await double(1); return order; } finally { order.a = 2; } }`,
  },
  {
    name: "an argument that a helper gives back",
    body: `async () => { const order = { a: 1 }; const same = (x: { a: number }) => { return x; }; const other = same(order); order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "a part of an argument that a helper gives back",
    body: `async () => { const order = { a: 1 }; const unwrap = ({ x }: { x: { a: number } }) => x; const other = unwrap({ x: order }); order.a = 2; await double(1); return other.a; }`,
  },
  {
    name: "the result of sort",
    body: `async (input: number[]) => { const list = [...input]; const sorted = list.sort((a, b) => a - b); list.push(9); await double(1); return sorted; }`,
  },
  {
    name: "a change further on in the same expression",
    body: `async () => { const list = [1]; return [list, list.push(2)]; }`,
  },
  {
    name: "a change by a function that is called in the same expression",
    body: `async () => { const list = [1]; const add = () => { list.push(2); return 1; }; return await echo({ list, n: add() }); }`,
  },
  {
    name: "an item of the list that forEach goes through",
    body: `async (n: number) => { const list = [1, 2, n]; let sum = 0; list.forEach((x, i) => { if (i === 0) list[1] = 9; sum += x; }); return sum; }`,
  },
  {
    name: "an item of a loop",
    body: `async (n: number) => { const lines = [{ a: 1 }, { a: n }]; for (const line of lines) line.a += 3; return lines; }`,
  },
  {
    name: "a list in another value, through that",
    body: `async (n: number) => { const list = [n]; list.push(2); const order = { list }; order.list.push(7); return [order, list]; }`,
  },
  {
    name: "a list that a loop hands on again and again",
    body: `async (n: number) => { const rows: number[][] = []; const row: number[] = []; for (let i = 0; i < n; i++) { row.push(i); rows.push(row); } return rows; }`,
  },
  {
    name: "a list that is handed on before it is changed",
    body: `async (n: number) => { const rows: number[][] = []; let row: number[] = [n]; rows.push(row); row.push(4); row = []; return [rows, row]; }`,
  },
  {
    name: "a list that is handed on, by a function that is called later",
    body: `async (n: number) => { const rows: number[][] = []; const row: number[] = [n]; const add = () => { row.push(1); }; rows.push(row); add(); return rows; }`,
  },
  {
    name: "a member of an array",
    body: `async () => { const order = { a: 1 }; const list = [order]; order.a = 2; await double(1); return list; }`,
  },
];

test("changes that another name would see are refused", { timeout: 120_000 }, () => {
  const { compiled, refused } = compileEach(aliases);
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(refused.map(({ program, diagnostics }) => [program.name, diagnostics[0]?.code])).toEqual(
    aliases.map(({ name }) => [name, name === "the result of sort" ? "SP1305" : "SP1244"]),
  );
});
