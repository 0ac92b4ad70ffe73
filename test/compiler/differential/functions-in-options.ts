import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
type Job = { id: string; n: number };
interface Options<S> { what: string; initial: S; isDone: (state: S) => boolean; tries?: number }
async function until<S>(check: (state: S, attempt: number) => Promise<S>, options: Options<S>): Promise<S> {
  const { what, isDone, tries = 4 } = options;
  let state = options.initial;
  for (let attempt = 1; attempt <= tries; attempt++) { state = await check(state, attempt); if (isDone(state)) return state; await sleep(\`\${attempt}s\`); }
  throw new Declined(what);
}
const normalise = (text: string) => text.replace(/\\d+/g, (n) => (n.length > 3 ? "<n>" : n)).trim();
`;

/** Options with functions and data in them, functions that give promises, and helpers between two halves of a change. */
export const functionsInOptions: readonly Row[] = [
  {
    name: "a state that starts with a list in the options",
    before,
    body: `async (n: number) => until<Job[]>(async (s, a) => [...s, { id: "x", n: await double(a) }], { what: "w", initial: [], isDone: (jobs) => jobs.length > n })`,
    scenarios: runs([1], [9]),
  },
  {
    name: "a list beside functions that a variable starts with",
    body: `async (xs: string[]) => { const options = { seen: ["q"], on: (x: string) => x + "!" }; let seen = options.seen; for (const x of xs) seen = [...seen, options.on(x)]; return [seen, options.seen]; }`,
    scenarios: runs([["a", "b"]], [[]]),
  },
  {
    name: "functions in braces that give the promises of calls",
    concurrent: "fails",
    body: `async (xs: string[]) => { const one = await Promise.all(xs.map((x) => { const n = x.length + 1; return double(n); })); const two = await map(xs, { concurrency: 2 }, (x) => { return double(x.length); }); const three = await Promise.allSettled(xs.map((x) => { return x === "a" ? double(1) : charge({ id: x, amount: 1 }).then(() => 3); })); const four = await Promise.all(xs.map(function (x) { switch (x) { case "a": return double(1); case "b": return double(5); default: return double(9); } })); return [one, two, three.map((t) => t.status), four]; }`,
    scenarios: runs(
      [["a", "b", "cc"]],
      [[]],
      [
        ["a", "b", "cc"],
        {
          charge: ({ id }: { id: string }) => {
            if (id === "b") throw new Error("no");
            return { receipt: id };
          },
        },
      ],
    ),
  },
  {
    name: "a Map of Maps whose keys a helper computes",
    before,
    body: `async (rows: string[]) => { const errors = new Map<string, Map<string, number>>(); for (const row of rows) { const counts = errors.get(row[0]!) ?? new Map<string, number>(); const text = normalise(row); counts.set(text, (counts.get(text) ?? 0) + 1); errors.set(row[0]!, counts); } return [...errors].map(([k, counts]) => [k, [...counts]]); }`,
    scenarios: runs([["a 12345", "a 99999", "bb 1"]], [[]]),
  },
];
