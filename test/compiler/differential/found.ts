import type { Row } from "./programs.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });

/** Programs that once behaved differently when compiled: what random programs found, cut down to the cause. */
export const found: readonly Row[] = [
  {
    name: "a case that shares its body with a default before further cases",
    body: `async (n: number) => { switch (n) { case 0: default: { await double(n); break; } case 1: { break; } } return n; }`,
    scenarios: [0, 1, 2].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a last case without a body, after a default",
    body: `async (n: number) => { switch (n) { default: { await double(n); break; } case 0: } return n; }`,
    scenarios: [0, 1].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a missing value on the left of a call",
    body: `async (input: { note?: string }) => (input.note ?? (await fetchItem("a")).id)`,
    scenarios: [{}, { note: "n" }].map((input) => ({ input, stubs: { fetchItem: item("a") } })),
  },
  {
    name: "an item that is read in a branch inside an iteration",
    concurrent: true,
    body: `async (list: number[]) => map(list, { concurrency: 2 }, async (n) => Promise.all([(async () => (await double(1)) + n)(), double(n)]))`,
    scenarios: [{ input: [5, 6], stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "an error class whose constructor makes the message from its parameters",
    before: `class OutOfFunds extends WorkflowError { constructor(readonly missing: number, private unit = "EUR") { super(\`missing \${missing} \${unit}\`); } }`,
    body: `async (n: number) => { try { if (n > 1) throw new OutOfFunds(n); await double(n); } catch (error) { if (error instanceof OutOfFunds) return error.message; throw error; } throw new OutOfFunds(n, "USD"); }`,
    scenarios: [0, 3].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a pause that grows",
    body: "async (n: number) => { for (let attempt = 1; attempt <= n; attempt++) { await sleep(`${2 ** attempt}s`); await sleep(`${attempt / 2}m`); } return n; }",
    scenarios: [{ input: 3 }],
  },
  {
    name: "an owned object that is listed, tested and replaced",
    body: `async (list: { k: string; n: number }[]) => { let sums: Record<string, number> = {}; for (const item of list) sums[item.k] = (sums[item.k] ?? 0) + item.n; const keys = Object.entries(sums).map(([k, n]) => k + n); await double(keys.length); sums.total = keys.length; const some = Object.values(sums).length > 1 && "a" in sums; sums = {}; sums.last = 1; return { keys, some, sums }; }`,
    scenarios: [
      [],
      [
        { k: "a", n: 1 },
        { k: "b", n: 2 },
        { k: "a", n: 3 },
      ],
    ].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "helpers that take functions",
    before: `const attempt = async <T>(run: () => Promise<T>, fallback: (error: Error) => T): Promise<T> => { try { return await run(); } catch (error) { return fallback(error as Error); } };
      const twice = async (n: number, step: (n: number) => Promise<number> = (x) => double(x)) => step(await step(n));
      const times = (list: number[], by: (x: number, i: number) => number) => list.map(by).map((x) => by(x, 1));`,
    body: `async (n: number) => { let seen = 0; const r = await attempt(async () => { seen += 1; return await double(n); }, (error) => (seen += 10, error.message.length)); return { r, seen, t: await twice(n), u: await twice(n, async (x) => x + seen), v: times([n, 2], (x, i) => x * n + i) }; }`,
    scenarios: [
      { input: 3, stubs: { double: (x: number) => x * 2 } },
      { input: 3, stubs: { double: [{ error: "Broken", message: "four" }, { result: 1 }, { result: 2 }] } },
    ],
  },
  {
    name: "owned arrays that are ordered in place and read by helpers",
    before: `const sum = (list: readonly number[]): number => { let n = 0; for (const x of list) n += x; return n; };`,
    body: `async (input: number[]) => { const list: number[] = []; for (const n of input) list.push(await double(n)); list.sort((a, b) => b - a); const [top = 0, ...others] = list; await double(others.length); const order: { list: number[]; total?: number } = { list: [3, 1, 2] }; order.list.sort((a, b) => a - b); order.total = sum(list); const seen: number[] = []; for (const x of list.reverse()) seen.push(x); delete (order as { total?: number }).total; return { list, top, order, seen }; }`,
    scenarios: [[], [1, 3, 2]].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "loops over entries, characters, and groups that are made when needed",
    body: `async (list: string[]) => { const groups: Record<string, string[]> = {}; let odd = ""; for (const [index, text] of list.entries()) { if (index % 2 === 1) odd += text; (groups[text[0] ?? "none"] ??= []).push(text); } await double(odd.length); let vowels = 0; for (const c of odd) if ("aeiou😀".includes(c)) vowels++; (groups["all"] ??= []).push(...list); return { groups, odd, vowels }; }`,
    scenarios: [[], ["apple", "bee", "ant😀", "😀x", ""]].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "an exhaustive switch whose default calls a function that never returns",
    before: `type Shape = { kind: "circle"; r: number } | { kind: "rect"; w: number; h: number };
      function assertNever(x: never): never { throw new OutOfStock(\`unexpected \${String(x)}\`); }
      const area = (s: Shape): number => { switch (s.kind) { case "circle": return 3 * s.r ** 2; case "rect": return s.w * s.h; default: return assertNever(s); } };`,
    body: `async (s: Shape) => area(s)`,
    scenarios: [
      { kind: "circle", r: 2 },
      { kind: "rect", w: 2, h: 3 },
    ].map((input) => ({ input })),
  },
];
