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
    name: "a call behind a break, in a loop over values",
    body: `async (counts: Record<string, number>) => { let id = "none"; for (let round = 0; round < 2; round++) { for (const name in counts) { break; id = (await fetchItem(name)).id; } } return id; }`,
    scenarios: [{}, { a: 1 }].map((input) => ({ input, stubs: { fetchItem: item("a") } })),
  },
  {
    name: "a call behind an if that leaves either way, in a loop over values",
    body: `async (list: number[]) => { let id = "none"; for (let round = 0; round < 2; round++) { for (const n of list) { if (n > 1) break; else continue; id = (await fetchItem("x")).id; } } return id; }`,
    scenarios: [[], [1, 2]].map((input) => ({ input, stubs: { fetchItem: item("a") } })),
  },
];
