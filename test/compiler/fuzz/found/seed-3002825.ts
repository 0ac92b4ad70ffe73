import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"b3":true,"item4":{"id":"i1","note":"","price":6,"tags":["t"]},"mark":"return16","n1":2,"n6":0,"s2":"b"}},
// and the machine with {"error":"States.QueryEvaluationError","message":"An error occurred while executing the state 'for (const s9 of [\"a\", \"b\"])' (entered at the event id #2). T.
export const fixture: Fixture = {
  scenario: {
    seed: 3002827,
    input: {
      n: 2,
      s: "b",
      word: "w",
      flag: true,
      list: [6, 3],
      words: ["a"],
      item: { id: "i1", price: 6, tags: ["t"], note: "" },
      items: [],
      counts: { a: 1 },
      maybe: null,
    },
    failing: 25,
    isConcurrent: false,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
const n1: number = input.n;
const s2: string = input.s;
let b3: boolean = input.flag;
let item4: Item = input.item;
const optItem5 = undefined as Item | undefined;
const n6: number = (n1 - n1);
loop7: for (const s9 of ["a", "b"]) { switch (n6) { default: { let counts11: Counts; if (true) { counts11 = {}; } else { counts11 = {}; } break; }
case 0: { const lookup12 = new Map(Object.entries({} as Counts)); break; } }
let nullS15: string | null; if (true) { nullS15 = null; } else { nullS15 = ((await echo(null)) as string | null); } }
return { mark: "return16", n1, s2, b3, item4, optItem5, n6 };
}`,
};
