import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"b3":false,"counts6":{},"mark":"return9","n1":1,"nullN5":4,"ownorders7":[{"id":"","price":4,"tags":[]},{"id":"","price":2,"tags":["","b"]}],"s2":"tex,
// and the machine with {"error":"States.QueryEvaluationError","message":"An error occurred while executing the state 'if ownorders7.length < 5' (entered at the event id #2). The JSONa.
export const fixture: Fixture = {
  scenario: {
    seed: 92000607,
    input: {
      n: 1,
      s: "text",
      word: "",
      flag: false,
      list: [9, 9],
      words: ["", "b"],
      item: { id: "i2", price: 3, tags: ["t"] },
      items: [
        { id: "i2", price: 2, tags: ["t", "u"], note: "fragile" },
        { id: "", price: 2, tags: ["t", "u"] },
      ],
      counts: {},
      maybe: 4,
    },
    failing: 0,
    isConcurrent: false,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
const n1: number = input.n;
let s2: string = input.s;
let b3: boolean = input.flag;
let optN4: number | undefined = input.opt;
const nullN5: number | null = input.maybe;
let counts6: Counts = input.counts;
const ownorders7: Item[] = [{ id: "", price: (twice((n8) => (n8), s2.length) % 1000), tags: [] }];
{ const made: string[] = []; for (const word of input.words) { made.push(word); } if (ownorders7.length < 5) ownorders7.push({ id: ((await echo("")) as string), price: made.length, tags: made }); }
return { mark: "return9", n1, s2, b3, optN4, nullN5, counts6, ownorders7 };
}`,
};
