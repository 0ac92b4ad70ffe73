import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"error":"Declined","message":"sorry"},
// and the machine with {"output":{"mark":"return7","n1":5,"nullN3":null,"s2":"a"}}.
export const fixture: Fixture = {
  scenario: {
    seed: 94000848,
    input: {
      n: 5,
      s: "a",
      word: "w",
      flag: true,
      list: [],
      words: ["b"],
      item: { id: "i1", price: 5, tags: ["t", "u"], note: "fragile" },
      items: [{ id: "i2", price: 1, tags: [], note: "fragile" }],
      counts: {},
      maybe: null,
    },
    failing: 25,
    isConcurrent: false,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
let n1: number = input.n;
let s2: string = input.s;
let nullN3: number | null = input.maybe;
switch ((await double(((await echo(n1)) as number)).catch(async (): Promise<number> => { if (true) { return 1; } return 1; }))) { case 0: {  break; }
case Size.Small: {  break; }
case Size.Middle: {  }
default: {  break; }
case 3: {  break; } }
return { mark: "return7", n1, s2, nullN3 };
}`,
};
