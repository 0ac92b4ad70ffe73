import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"counts5":{},"item3":{"id":"i2","note":"","price":4,"tags":["t"]},"mark":"return15","n13":0,"numbers2":[7,-2],"s1":""}},
// and the machine with {"error":"States.QueryEvaluationError","message":"An error occurred while executing the state 'for (const { id: s9, price: n10 } of [input.item])' (entered at t.
export const fixture: Fixture = {
  scenario: {
    seed: 1010015951,
    input: {
      n: 1,
      s: "",
      word: "w",
      flag: false,
      list: [7, -2],
      words: ["b"],
      item: { id: "i2", price: 4, tags: ["t"], note: "" },
      items: [
        { id: "i1", price: 5, tags: ["t"] },
        { id: "", price: 0, tags: ["t"], note: "fragile" },
      ],
      counts: {},
      maybe: 4,
    },
    failing: 0,
    isConcurrent: false,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
const s1: string = input.s;
const numbers2: number[] = input.list;
let item3: Item = input.item;
const optN4: number | undefined = input.opt;
let counts5: Counts = input.counts;
const undo6: (() => Promise<number>)[] = []; { const when7 = new Date(1 * 86400000); when7.setUTCDate(when7.getUTCDate() + 1);
for (const { id: s9, price: n10 } of [input.item]) { const lookup11 = (("" as string) > (await review({ id: s1 }, { timeout: "1d" })).reason) ? new Map(Object.entries({} as Counts)) : new Map(Object.entries({} as Counts)); when7.setUTCDate(n10 % 40); } } let n13 = 0; while (undo6.length > 0) { const run14 = undo6.pop()!; n13 = n13 * 3 + (await run14()); }
return { mark: "return15", s1, numbers2, item3, optN4, counts5, n13 };
}`,
};
