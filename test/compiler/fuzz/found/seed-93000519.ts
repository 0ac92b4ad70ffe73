import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"error":"Declined","message":"sorry"},
// and the machine with {"output":{"mark":"return10","s1":"b"}}.
export const fixture: Fixture = {
  scenario: {
    seed: 93000521,
    input: {
      n: 1,
      s: "b",
      word: "w",
      flag: false,
      list: [3, 7, 9],
      words: ["", "b"],
      item: { id: "", price: 7, tags: [], note: "" },
      items: [],
      counts: { "9": 2, "10": 1, z: 3 },
      opt: 1,
      maybe: 0,
    },
    failing: 25,
    isConcurrent: false,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
let s1: string = input.s;
await release((await charge({ id: s1, amount: input.item.price })).receipt).catch(() => null);
return { mark: "return10", s1 };
}`,
};
