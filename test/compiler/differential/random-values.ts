import type { Row } from "./row.js";

/** Values that are another one each time they are computed. */
export const randomValues: readonly Row[] = [
  {
    name: "values made of a random one",
    body: `async (n: number) => { const a = crypto.randomUUID(); const b = a + "x"; const c = b + "y"; await check(n); const d = crypto.randomUUID(); const e = d + "x"; const f = e + "y"; await check(n); return [c.startsWith(b), f.startsWith(e), b === e]; }`,
    scenarios: [{ input: 1, stubs: { check: { result: true } } }],
  },
  {
    name: "copies of random values in inlined functions and loops",
    before: `const use = async (key: string): Promise<string> => { await check(key.length); return key; };`,
    body: `async (n: number) => { const first = crypto.randomUUID(); let last: string = first; let same = true; for (let i = 0; i < n; i++) { const held = await use(first); const id = crypto.randomUUID(); const x = await use(id); const y = await use(id); same = same && held === first && x === y && x === id && last !== id; last = id; if (await check(i)) last = await use(last); } return [same, (last === first) === (n === 0), (await use(last)) === last]; }`,
    scenarios: [0, 1, 3].map((input) => ({ input, stubs: { check: { result: true } } })),
  },
  {
    name: "a copy of a random value outlives it",
    before: `const use = async (key: string): Promise<string> => { await check(1); return key; };`,
    body: `async (n: number) => { let id: string = crypto.randomUUID(); const first = await use(id); let before: string = id; for (let i = 0; i < n; i++) { before = id; await check(i); id = crypto.randomUUID(); await check(i); } return [before === id, first === before, first === id]; }`,
    scenarios: [0, 1, 2].map((input) => ({ input, stubs: { check: { result: true } } })),
  },
  {
    name: "copies of a random value in iterations",
    before: `const use = async (key: string): Promise<string> => { await check(1); return key; };`,
    body: `async (n: number) => { await check(n); const id = crypto.randomUUID(); const held = await use(id); const same = await map([1, 2], {}, async (i) => { const own = crypto.randomUUID(); const there = await use(id); const here = await use(own); return there === held && here === own && here !== id; }); return [same, held === id]; }`,
    scenarios: [{ input: 1, stubs: { check: { result: true } } }],
    concurrent: true,
  },
];
