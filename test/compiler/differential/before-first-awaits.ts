import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const bodies: readonly (readonly [name: string, body: string])[] = [
  [
    "what is skipped, and what is called, in two lists",
    `await Promise.all(xs.map(async (x) => { if (x === "a") { lost.push(x); return; } const n = await double(1); won.push(x + n); }));`,
  ],
  [
    "what is skipped, and what is called, in one list",
    `await Promise.all(xs.map(async (x) => { if (x === "a") { all.push(x); return; } const n = await double(1); all.push(x + n); }));`,
  ],
  [
    "what begins, and what ends",
    `await Promise.all(xs.map(async (x) => { all.push("s" + x); last = x; await double(1); all.push("e" + x); n++; lost.push(last + all.length); }));`,
  ],
  [
    "a bound of two, and one that is only of beginnings",
    `await map(xs, { concurrency: 2 }, async (x) => { if (x === "a") { lost.push(x); return; } await double(1); });`,
  ],
  [
    "loops before the first call",
    `await Promise.all(xs.map(async (x) => { for (const c of [1, 2]) all.push(x + c); [1, 2].forEach((c) => { lost.push(x + c); }); await double(1); }));`,
  ],
  [
    "a list that is asked in the same statement",
    `await Promise.all(xs.map(async (x) => { if (!all.includes(x)) all.push(x); await double(1); }));`,
  ],
  [
    "entries of a Map, before and after",
    `await Promise.all(xs.map(async (x, i) => { m.set(x, "s" + i); const y = await double(i); m.set(x, m.get(x)! + y); }));`,
  ],
  [
    "what a handler adds after a call",
    `await Promise.all(xs.map(async (x) => { try { lost.push(x); await charge({ id: x, amount: 1 }); won.push(x); } catch { lost.push("!" + x); } }));`,
  ],
  [
    "functions that give a promise and are not asynchronous",
    `const rs = await Promise.all(xs.map((x) => { all.push(x); return double(x.length); })); n = rs.length;`,
  ],
  [
    "a function by its name",
    `const work = async (x: string) => { if (x === "a") { lost.push(x); return; } won.push(x + (await double(1))); }; await Promise.all(xs.map(work));`,
  ],
  [
    "results beside what is skipped",
    `const rs = await Promise.all(xs.map(async (x) => { if (x === "a") { lost.push(x); return null; } return double(x.length); })); n = rs.filter((r) => r !== null).length;`,
  ],
  [
    "a Map that gets its entries in a try",
    `await Promise.all(xs.map(async (x) => { try { const y = await charge({ id: x, amount: 2 }); m.set(x, y.receipt); } catch { lost.push(x); } }));`,
  ],
];

/** Iterations that assign what is around them before they await anything, and after that. */
export const beforeFirstAwaits: readonly Row[] = bodies.map(([name, body]) => ({
  name: `assignments before the first await: ${name}`,
  body: `async (xs: string[]) => { const lost: string[] = []; const won: string[] = []; const all: string[] = []; let n = 0; let last = ""; const m = new Map<string, string>(); ${body} return { lost, won, all, n, last, m: [...m] }; }`,
  concurrent: "fails",
  scenarios: runs(
    [["c", "a", "b", "a"]],
    [[]],
    [["a"]],
    [["c", "a", "b"], { charge: fails("Declined", "no") }],
    [
      ["c", "a", "b"],
      {
        charge: ({ id }: { id: string }) => {
          if (id === "a") throw new Error("no");
          return { receipt: id };
        },
      },
    ],
  ),
}));
