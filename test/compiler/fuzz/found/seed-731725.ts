import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"mark":"return18","nullN4":null,"numbers2":[],"optN3":1,"s1":""}},
// and the machine with {"error":"States.QueryEvaluationError","message":"An error occurred while executing the state 'for (const { id: s8, price: n9 } of [input.item])' (entered at th.
export const fixture: Fixture = {
  scenario: {
    seed: 731726,
    input: {
      n: 0,
      s: "",
      word: "w",
      flag: false,
      list: [],
      words: ["a", "a"],
      item: { id: "", price: 8, tags: [], note: "fragile" },
      items: [
        { id: "i1", price: 9, tags: ["t"] },
        { id: "", price: 5, tags: ["t", "u"], note: "" },
      ],
      counts: { "9": 2, "10": 1, z: 3 },
      opt: 1,
      maybe: null,
    },
    failing: 8,
    isConcurrent: true,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
const s1: string = input.s;
let numbers2: number[] = input.list;
let optN3: number | undefined = input.opt;
let nullN4: number | null = input.maybe;
for (const { id: s8, price: n9 } of [input.item]) { let round11 = 0; loop10: while ((optN3 === undefined)) { const [item12, item15] = await Promise.all([(async (): Promise<Item> => { throw new Declined("sorry");
return input.item; })(), (async (): Promise<Item> => { return input.item; })()]); } }
return { mark: "return18", s1, numbers2, optN3, nullN4 };
}`,
};
