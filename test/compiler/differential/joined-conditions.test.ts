import { describePrograms } from "./describe-programs.js";

const double = (x: number): number => x * 2;
const fetchItem = (id: string): unknown => ({ id, price: 3, tags: [] });

/** Conditions of which one is about a value that may be missing, joined into one rule of a choice. */
describePrograms([
  {
    name: "a default from a call, then a question whether it is there",
    body: `async (input: { opt?: number; n: number }) => {
      let opt: number | undefined = input.opt;
      opt ??= input.n > 1 ? input.n : input.opt;
      opt ||= (await double(input.n)) as number | undefined;
      let price = 0;
      if (opt === undefined) { price = (await fetchItem("a")).price; try { price = Math.floor(price / 2); } catch { price = 9; } }
      return { opt: opt ?? null, price };
    }`,
    scenarios: [{ n: 0 }, { n: 3 }, { opt: 0, n: 1 }, { opt: 4, n: 0 }].map((input) => ({
      input,
      stubs: { double, fetchItem },
    })),
  },
]);
