import type { Row } from "./row.js";
import { item, inputs } from "./stubs.js";

/** Values of all kinds: literals, operators, patterns, helpers that compute. */
export const values: readonly Row[] = [
  { name: "a constant", body: `async () => 42`, scenarios: inputs({}) },
  { name: "the input itself", body: `async (input: { a: number }) => input`, scenarios: inputs({ a: 1 }, { a: 2.5 }) },
  { name: "nothing", body: `async (input: number) => { void 0; }`.replace("void 0;", ""), scenarios: inputs(1) },
  {
    name: "object and array literals",
    body: `async (input: { a: number; list: number[] }) => ({ a: [input.a, [input.a]], list: [...input.list, input.list], "odd key": null })`,
    scenarios: inputs({ a: 1, list: [] }, { a: 1, list: [1] }, { a: 1, list: [1, 2] }),
  },
  {
    name: "data that looks like a machine",
    body: `async (n: number) => ({ Next: "nowhere", States: { a: { Type: "x", Choices: [n], End: false } }, text: "{% no %}", lines: "a\\nb", empty: "", nested: [[1], ["x"]] })`,
    scenarios: inputs(1),
  },
  {
    name: "arithmetic",
    body: `async ({ a, b }: { a: number; b: number }) => ({ sum: a + b, minus: a - -b, times: a * b * 2, third: a / 3, rest: a % 7, power: a ** 2, negative: -a })`,
    scenarios: inputs({ a: 7, b: 3 }, { a: -1.5, b: 0.1 }, { a: 0, b: 0 }),
  },
  {
    name: "comparison and logic",
    body: `async ({ a, b, s }: { a: number; b: number; s?: string }) => [a < b, a === b, a !== b, s === undefined, s !== "x", !s, s ?? "none", s || "empty", a && b, typeof s]`,
    scenarios: inputs({ a: 1, b: 2 }, { a: 2, b: 2, s: "" }, { a: 0, b: 1, s: "x" }),
  },
  {
    name: "template strings",
    body: "async ({ a, s, b }: { a: number; s: string; b: boolean | null }) => `${a}-${s}/${b} ${a + 0.1} ${s}${s}${a}|`",
    scenarios: inputs({ a: 1, s: "x", b: true }, { a: 0.1, s: "", b: null }, { a: -3, s: "%}", b: false }),
  },
  {
    name: "conditional expressions",
    body: `async (n: number) => (n > 10 ? "big" : n > 5 ? "middle" : "small")`,
    scenarios: inputs(11, 7, 1),
  },
  {
    name: "constants and helpers outside",
    before: `const RATES = { DE: 0.19, FR: 0.2 } as const; const LIMIT = 10 * 2; enum Kind { Small = "small", Large = "large" } function rate(country: "DE" | "FR"): number { return RATES[country]; } const kindOf = (n: number): Kind => { if (n > LIMIT) return Kind.Large; return Kind.Small; }; const net = (gross: number, country: "DE" | "FR" = "DE") => { const r = rate(country); return Math.round((gross / (1 + r)) * 100) / 100; };`,
    body: `async (input: { gross: number; country: "DE" | "FR" }) => ({ kind: kindOf(input.gross), net: net(input.gross, input.country), home: net(input.gross) })`,
    scenarios: inputs({ gross: 119, country: "DE" }, { gross: 12, country: "FR" }),
  },
  {
    name: "values that are made, changed and handed on",
    body: `async (xs: number[]) => {
      const grid: number[][] = []; for (let i = 0; i < xs.length; i++) { const row: number[] = []; for (let j = 0; j < 2; j++) row.push(i * 10 + j); grid.push(row); }
      const batches: { items: number[]; last: boolean }[] = []; let batch: number[] = [];
      for (const x of xs) { batch.push(await double(x)); if (batch.length === 2) { batches.push({ items: batch, last: false }); batch = []; } }
      if (batch.length > 0) batches.push({ items: batch, last: true });
      const all: { batches: unknown[]; n: number } = { batches, n: 0 }; all.n = batches.length;
      const doubled = []; for (const one of [{ a: 1 }, { a: 2 }]) { one.a *= 2; doubled.push(one.a); }
      return { grid, all, doubled };
    }`,
    scenarios: [[], [1], [1, 2], [1, 2, 3]].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "texts that may be no numbers",
    body: `async (s: string) => {
      const n = Number(s); const whole = Number.parseInt(s, 10); const at = (text: string) => { const n = parseFloat(text); return isNaN(n) ? "none" : n; };
      if (Number.isNaN(n)) return ["bad", Number.isInteger(whole) ? whole : -1, at(s), Number(s) || 0, !Number(s), Number(s) > 2, Number(s) !== 1];
      const d = await double(n);
      return [d + n, n || 7, Number.isInteger(Number(s)), Number.isFinite(n), +s ? 1 : 2, Number(s) <= 2, Number(s) === 1, isNaN(s as never), at(s)];
    }`,
    scenarios: ["1", "x", "", " 12 ", "-3.5", "0x1F", "12px", ".5"].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "lists of texts that may be no numbers",
    body: `async (list: (string | number | null | boolean)[]) => { const out: number[] = []; let text = ""; for (const s of list) { const n = Number(s); text += "."; if (Number.isNaN(n)) continue; out.push(n * 2); } return { out, text, n: list.filter((s) => !Number.isNaN(Number(s))).length }; }`,
    scenarios: inputs([], ["1", "x", 2, null, true, " "]),
  },
  {
    name: "null as the input",
    body: `async (v: string | null) => (v === null ? "null" : v)`,
    scenarios: inputs(null, "a"),
  },
  {
    name: "functions for each item",
    body: `async (a: string[]) => {
      const out: string[] = []; const by: Record<string, number> = {}; let total = 0;
      const add = (n: number) => { total += n; };
      a.forEach((v, i) => { if (i > 0) out.push(v + i); });
      a.forEach((v) => out.push(v));
      a.forEach((v) => { if (v === "q") return; by[v] = (by[v] ?? 0) + 1; });
      a.map((v) => v.length).forEach(add);
      let message = "none";
      try { a.forEach((v, i) => { if (v === "bad") throw new WorkflowError("bad at " + i); total++; }); } catch (e) { message = (e as Error).message; }
      return { out, by, total, message };
    }`,
    scenarios: inputs([], ["x", "q", "xx", "q"], ["a", "bad", "b"]),
  },
  {
    name: "splicing and the results of changes",
    body: `async ({ a, i, c }: { a: number[]; i: number; c: number }) => {
      const b = [...a]; const at = b.indexOf(3); if (at >= 0) b.splice(at, 1);
      const taken = b.splice(i, c, 7, 8); const all = [...a]; const tail = all.splice(i);
      const o = { list: [1, 2, 3], k: "x" }; o.list.splice(i, 1);
      const n = b.push(1, ...tail); const m = b.unshift(0);
      return [b, taken, tail, all, a.toSpliced(i, c, 0), a.toSpliced(-1, 1), a.toSpliced(i), a.toSpliced(0, c), o, n, m];
    }`,
    scenarios: inputs(
      { a: [1, 2, 3, 4, 5], i: 1, c: 2 },
      { a: [1, 2, 3], i: -2, c: 1 },
      { a: [1, 2], i: -5, c: -1 },
      { a: [3], i: 9, c: 9 },
      { a: [], i: 0, c: 1 },
      { a: [1, 2, 3], i: 1.7, c: 1.2 },
    ),
  },
  {
    name: "enums as objects",
    before: `enum Color { Red, Green = 5, Blue, Odd = -1, Half = 0.5 } enum Size { Small = "S", Large = "L" } enum Mixed { No = 0, Yes = "yes", Twice = 0 } const names: Record<Color, string> = { [Color.Red]: "rot", [Color.Green]: "grün", [Color.Blue]: "blau", [Color.Odd]: "-", [Color.Half]: "½" };`,
    body: `async ({ color, size, text }: { color: Color; size: "Small" | "Large"; text: string }) => {
      let seen = ""; for (const key in Color) seen += key + ",";
      return [Color[color], Color[Color.Blue], names[Color.Green], names[color], Color["Odd"], Size[size], Object.values(Size).includes(text as Size), Object.keys(Color), Object.entries(Mixed), Mixed[0] ?? "none", seen, text in Size, Object.keys(Size).length];
    }`,
    scenarios: inputs(
      { color: 0, size: "Small", text: "S" },
      { color: 6, size: "Large", text: "Small" },
      { color: -1, size: "Large", text: "L" },
      { color: 0.5, size: "Small", text: "" },
    ),
  },
  {
    name: "closures over outer variables",
    body: `async (n: number) => { let count = 0; const add = (by: number) => { count = count + by; return count; }; const first = add(n); add(1); const last = await double(add(first)); return { first, count, last }; }`,
    scenarios: [{ input: 3, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "array methods with callbacks",
    body: `async (items: { id: string; n: number }[]) => ({ ids: items.map((i) => i.id), big: items.filter((i) => i.n > 2), some: items.some((i) => i.n === 1), first: items.find((i) => i.n > 1)?.id ?? null, sum: items.reduce((s, i) => s + i.n, 0), labels: items.map((i) => { const half = i.n / 2; if (half > 1) return "many"; return "few"; }) })`,
    scenarios: inputs(
      [],
      [{ id: "a", n: 1 }],
      [
        { id: "a", n: 1 },
        { id: "b", n: 3 },
        { id: "c", n: 5 },
      ],
    ),
  },
  {
    name: "destructuring",
    body: `async ({ a, b: { c, ...rest }, list: [first, , third = 9, ...others] }: { a?: number; b: { c: string; d: number; e: number }; list: number[] }) => { const { d, e = 3 } = rest; const [x = 1, y] = [a ?? 4, d]; return { a: a ?? null, c, d, e, first: first ?? null, third, others, x, y }; }`,
    scenarios: inputs(
      { b: { c: "c", d: 1, e: 2 }, list: [1] },
      { a: 5, b: { c: "c", d: 1, e: 2 }, list: [1, 2, 3, 4, 5] },
    ),
  },
  {
    name: "variables that may be undefined cross states",
    body: `async (n: number) => { let best: { id: string; price: number } | undefined; let name: string | undefined; for (const id of ["a", "b"]) { const found = await fetchItem(id); if (found.price > n) { best = { id: found.id, price: found.price }; name = found.note; } } return { best: best ?? null, price: best?.price ?? 0, name: name ?? "none", missing: name === undefined }; }`,
    scenarios: [
      { input: 5, stubs: { fetchItem: [item("a", 3), item("b", 9)] } },
      { input: 50, stubs: { fetchItem: [item("a", 3), item("b", 9)] } },
      { input: 1, stubs: { fetchItem: [{ result: { id: "a", price: 2, tags: [], note: "n" } }, item("b", 0)] } },
    ],
  },
  {
    name: "arrays stay arrays across states",
    body: `async (n: number) => { const one = [n]; const none: number[] = []; const nested = [[n]]; await release("x"); return { one, none, nested, more: [...one, ...none, nested], length: one.length + none.length }; }`,
    scenarios: [{ input: 1, stubs: { release: { result: null } } }],
  },
  {
    name: "objects and arrays that a variable owns",
    body: `async (ids: string[]) => { const list: { id: string; price: number }[] = []; const counts: Record<string, number> = {}; const order = { status: "new", total: 0, lines: [] as string[] }; for (const id of ids) { const found = await fetchItem(id); list.push({ id, price: found.price }); counts[found.id] = (counts[found.id] ?? 0) + 1; order.total += found.price; order.lines.push(id); } order.status = "done"; const last = list.pop(); list.unshift({ id: "first", price: 0 }); delete counts.b; const flags = [1, 2, 3]; flags[1] = 9; flags[3] = 4; return { list, counts, order, last: last ?? null, flags }; }`,
    scenarios: [
      { input: [], stubs: {} },
      { input: ["a", "b", "a"], stubs: { fetchItem: (id: string) => ({ id, price: 3, tags: [] }) } },
    ],
  },
];
