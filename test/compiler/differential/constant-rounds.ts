import type { Row } from "./row.js";
import { fails, item, runs } from "./stubs.js";

const before = `
const rows = [{ id: "a", amount: 2 }, { id: "b", amount: 3 }] as const;
const names = ["x", "y", "z"] as const;
const pairs = { a: 1, b: 2 } as const;`;

/** Loops over a few constants that make a call each: the machine has one round after the other. */
export const constantRounds: readonly Row[] = [
  {
    name: "rounds that are skipped, and left early",
    before,
    body: `async (input: { least: number; most: number }) => { let total = 0; for (const row of rows) { if (row.amount > input.least) continue; const { receipt } = await charge({ id: row.id, amount: row.amount }); total += receipt.length; } for (const { id, amount } of rows) { const { receipt } = await charge({ id, amount }); total += receipt.length; if (total > input.most) break; } return total; }`,
    scenarios: runs([{ least: 2, most: 2 }], [{ least: 9, most: 99 }], [{ least: 0, most: 0 }]),
  },
  {
    name: "a try in each round, and a return",
    before,
    body: `async (input: { n: number }) => { for (const name of names) { try { const found = await fetchItem(name); if (found.price > input.n) return name; } catch (error) { if ((error as Error).name !== "Gone") throw error; } } return "none"; }`,
    scenarios: runs(
      [{ n: 0 }, { fetchItem: [fails("Gone"), item("a", 3)] }],
      [{ n: 5 }, { fetchItem: item("a", 3) }],
      [{ n: 5 }, { fetchItem: [item("a", 3), fails("Broken")] }],
    ),
  },
  {
    name: "entries of objects and lists",
    before,
    body: `async () => { const out: string[] = []; for (const [key, value] of Object.entries(pairs)) out.push(key + (await double(value))); for (const [index, name] of names.entries()) out.push(name + (await double(index))); return out; }`,
    scenarios: runs([null]),
  },
  {
    name: "a loop in a loop, with labels",
    before,
    body: `async () => { let last = ""; outer: for (const name of ["p", "q"]) { for (const other of ["p", "s"]) { if (name === other) continue outer; await release(name + other); last = other; } } return last; }`,
    scenarios: runs([null]),
  },
  {
    name: "what the rounds have done is seen when a call fails",
    before,
    body: `async () => { let seen = 0; const done: string[] = []; try { for (let name of ["p", "q"]) { name += "!"; await release(name); seen++; done.push(name); } } catch (error) { return { seen, done, failed: (error as Error).name }; } return { seen, done }; }`,
    scenarios: runs(
      [null],
      [null, { release: [{ result: null }, fails("Stuck")] }],
      [null, { release: fails("Stuck") }],
    ),
  },
  {
    name: "tries with waits of several lengths",
    before,
    body: `async (input: { id: string }) => { for (const seconds of [1, 5]) { if (await check(seconds + input.id.length)) return seconds; await sleep(\`\${seconds}s\`); } throw new Declined("never"); }`,
    scenarios: runs([{ id: "a" }], [{ id: "" }], [{ id: "" }, { check: { result: false } }]),
  },
];
