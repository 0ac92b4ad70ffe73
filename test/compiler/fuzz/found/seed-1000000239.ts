import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"mark":"return14","n1":5,"nullN4":0,"s2":"b"}},
// and the machine with {"error":"States.QueryEvaluationError","message":"An error occurred while executing the state 'for (const { id: s8, price: n9 } of [])' (entered at the event id.
export const fixture: Fixture = {
  scenario: {
    seed: 1000000240,
    input: {
      n: 5,
      s: "b",
      word: null,
      flag: false,
      list: [],
      words: ["a", ""],
      item: { id: "", price: 8, tags: ["t"] },
      items: [
        { id: "i1", price: 2, tags: [] },
        { id: "", price: 9, tags: ["t"] },
      ],
      counts: { "9": 2, "10": 1, z: 3 },
      maybe: 0,
    },
    failing: 8,
    isConcurrent: true,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
let n1: number = input.n;
let s2: string = input.s;
let optN3: number | undefined = input.opt;
const nullN4: number | null = input.maybe;
for (const s6 in { a: 1, b: 2 }) { switch (s6) { case "a": { for (const { id: s8, price: n9 } of []) { s2 = ((await echo(s6)) as string);
const settled11 = await Promise.allSettled([(async (): Promise<string> => { return ""; })()]); } }
default: } }
return { mark: "return14", n1, s2, optN3, nullN4 };
}`,
};
