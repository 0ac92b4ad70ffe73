import type { Fixture } from "../statements/fixture.js";

// When it was found, the function ended with {"output":{"mark":"return18","nullN2":null,"numbers1":[-2],"set6":[-2,1]}},
// and the machine with {"output":{"mark":"return18","nullN2":7,"numbers1":[-2],"set6":[-2,1]}}.
export const fixture: Fixture = {
  scenario: {
    seed: 1100043590,
    input: {
      n: 5,
      s: "",
      word: null,
      flag: true,
      list: [-2],
      words: ["a"],
      item: { id: "", price: 3, tags: ["t"], note: "fragile" },
      items: [],
      counts: { a: 1 },
      maybe: 0,
    },
    failing: 25,
    isConcurrent: true,
  },
  before: `const input: Input = { n: 3, s: "seed", word: "w", flag: true, list: [5, 6], words: ["p"], item: { id: "k", price: 9, tags: ["z"] }, items: [], counts: { c: 3 }, maybe: null };`,
  body: `async (input: Input): Promise<unknown> => {
let numbers1: number[] = input.list;
let nullN2: number | null = input.maybe;
const set6 = new Set(numbers1); set6.add(1);
for (const item8 of [...[], input.item]) { let numbers1: number | null; if (((1 as number) !== (await double(25)))) { numbers1 = null; } else { numbers1 = null; }
let optN9: number | undefined; if (true) { optN9 = undefined; } else { optN9 = undefined; }
nullN2 ||= (optN9 ?? null);
optN9 ??= (true ? 7 : undefined); }
return { mark: "return18", numbers1, nullN2, set6: [...set6] };
}`,
};
