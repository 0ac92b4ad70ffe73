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
];
