import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"mark":"return11","numbers1":[1]}},
// and the machine with {"error":"States.QueryEvaluationError","message":"An error occurred while executing the state '([\"\", \"\"]).reduce((n6, s4, at5): number => { optN2 = undefine.
export const fixture: Fixture = {
  scenario: {
    seed: 1100026905,
    input: {
      n: 1,
      s: "",
      word: "w",
      flag: true,
      list: [1],
      words: ["a"],
      item: { id: "i1", price: 7, tags: ["t", "u"], note: "" },
      items: [],
      counts: { b: 2, a: 1 },
      opt: 2,
      maybe: null,
    },
    failing: 0,
    isConcurrent: true,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
let numbers1: number[] = input.list;
let optN2: number | undefined = input.opt;
if ((optN2 === undefined)) { throw new Declined(""); }
const n10: number = (["", ""]).reduce((n6, s4, at5): number => { optN2 = undefined;
return 1; }, 0);
return { mark: "return11", numbers1, optN2 };
}`,
};
