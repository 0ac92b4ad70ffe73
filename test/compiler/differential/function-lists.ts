import type { Row } from "./row.js";

const fails = (error: string, message = "sorry") => ({ error, message });
const ok = (result: unknown) => ({ result });
const double = (x: number) => x * 2;

/** Lists of functions, and sets and maps that change under a loop. */
export const functionLists: readonly Row[] = [
  {
    name: "loops and methods over lists of functions",
    before: `
const and = <T>(...ps: ((x: T) => boolean)[]) => (x: T) => ps.every((p) => p(x));
const or = <T>(...ps: ((x: T) => boolean)[]) => (x: T) => ps.some((p) => p(x));
const steps = [ { name: "first", run: async (n: number) => double(n) }, { name: "second", run: async (n: number) => { await release(String(n)); return n + 1; } } ];
const rules = [ { code: "LOW", fails: (n: number) => n < 0 }, { code: "HIGH", fails: (n: number) => n > 50 } ] as const;`,
    body: `async (input: { n: number; list: number[] }) => {
  let value = input.n;
  const done: string[] = [];
  for (const { name, run } of steps) {
    if (name === "second" && value > 10) continue;
    value = await run(value);
    done.push(name);
    if (value === 4) break;
  }
  const ok = input.list.filter(and((x) => x > 1, (x) => x < 9));
  const any = input.list.some(or((x: number) => x > 100, (x) => x < 0));
  const codes = rules.flatMap((r) => r.fails(value) ? [r.code] : []);
  const piped = [(x: number) => x * 2, (x: number) => x - 3].reduce((acc, f) => f(acc), input.n);
  const all = rules.map(({ code, fails }) => \`\${code}:\${fails(value)}\`);
  return { value, done, ok, any, codes, piped, all };
}`,
    scenarios: [
      { input: { n: 1, list: [1, 5, 9] }, stubs: { double, release: ok(null) } },
      { input: { n: 2, list: [] }, stubs: { double, release: ok(null) } },
      { input: { n: 60, list: [-1] }, stubs: { double } },
      { input: { n: 1, list: [-1] }, stubs: { double, release: fails("R") } },
    ],
  },
  {
    name: "predicates that are joined",
    before: `
interface Product { sku: string; price: number; tags: readonly string[]; stock?: number | undefined }
const priceBelow = (limit: number) => (p: Product) => p.price < limit;
const hasTag = (tag: string) => (p: Product) => p.tags.includes(tag);
const and = <T>(...ps: ((x: T) => boolean)[]) => (x: T) => ps.every((p) => p(x));
const by = <T, K extends string | number>(key: (x: T) => K) => (a: T, b: T) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);`,
    body: `async (input: { products: Product[]; limit: number; tag: string }) => {
  const cheap = priceBelow(input.limit);
  const found = input.products.filter(cheap).filter(hasTag(input.tag));
  const both = input.products.filter(and(cheap, hasTag(input.tag)));
  const sorted = [...input.products].sort(by((p) => p.price));
  return { found: found.map((p) => p.sku), both: both.length, sorted: sorted.map((p) => p.sku), in: input.products.some((p) => (p.stock ?? 0) > 0) };
}`,
    scenarios: [
      {
        input: {
          products: [
            { sku: "a", price: 3, tags: ["x"] },
            { sku: "b", price: 1, tags: ["x", "y"], stock: 2 },
            { sku: "c", price: 9, tags: [] },
          ],
          limit: 3,
          tag: "x",
        },
      },
      { input: { products: [], limit: 3, tag: "x" } },
    ],
  },
  {
    name: "functions in a list that is reduced",
    body: `async (input: { mode: "up" | "down"; n: number }) => {
  const step = input.mode === "up" ? (x: number) => x + 1 : (x: number) => x - 1;
  const ops = [(x: number) => x * 2, (x: number) => x - 3];
  const piped = ops.reduce((acc, f) => f(acc), input.n);
  const { format, parse } = { format: (x: number) => \`#\${x}\`, parse: (s: string) => Number(s.slice(1)) };
  await echo(format(step(input.n)));
  return { stepped: step(input.n), piped, round: parse(format(input.n)) };
}`,
    scenarios: [
      { input: { mode: "up", n: 3 }, stubs: { echo: ok(null) } },
      { input: { mode: "down", n: 3 }, stubs: { echo: ok(null) } },
    ],
  },
  {
    name: "a set and a map that change under a loop",
    body: `async (ns: number[]) => {
  const set = new Set(ns);
  const m = new Map(ns.map((n) => [\`k\${n}\`, n] as const));
  for (const x of set) { if (await check(x)) set.delete(x); }
  for (const [k, v] of m) { if (v > 1) m.set(k, v * 10); else m.delete(k); }
  for (const x of [...set]) set.add(x + 100);
  await echo([...set]);
  return [...m.entries()];
}`,
    scenarios: [{ input: [1, 2, 3], stubs: { echo: ok(null), check: (n) => n === 2 } }],
  },
];
