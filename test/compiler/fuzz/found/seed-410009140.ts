import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"counts4":{"a":1,"b":2},"mark":"return13","n1":2,"n7":9,"nullN12":null,"numbers3":[],"owngroups6":{"a":[3]},"s2":"a","s8":"","s9":"no tag"}},
// and the machine with {"output":{"counts4":{"a":1,"b":2},"mark":"return13","n1":2,"n7":9,"nullN12":null,"numbers3":[],"owngroups6":{"a":[0]},"s2":"a","s8":"","s9":"no tag"}}.
export const fixture: Fixture = {
  scenario: {
    seed: 410009140,
    input: {
      n: 2,
      s: "a",
      word: "",
      flag: false,
      list: [],
      words: [""],
      item: { id: "i2", price: 9, tags: [], note: "" },
      items: [],
      counts: { b: 2, a: 1 },
      opt: 0,
      maybe: null,
    },
    failing: 0,
    isConcurrent: false,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
let n1: number = input.n;
const s2: string = input.s;
const numbers3: number[] = input.list;
const counts4: Counts = input.counts;
const optN5 = undefined as number | undefined;
const owngroups6: Record<string, number[]> = {};
const { item: { price: n7, note: s8 = "", tags: [s9 = "no tag"] }, opt: n11 = 3 } = { item: input.item as Item, opt: input.opt };
let nullN12 = null as number | null;
(owngroups6["a"] ??= []).push((await fetchItem(Object.keys(owngroups6).join())).price);
return { mark: "return13", n1, s2, numbers3, counts4, optN5, n7, s8, s9, nullN12, owngroups6 };
}`,
};
