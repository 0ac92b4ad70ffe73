import { describePrograms } from "./describe-programs.js";

const double = (x: number): number => x * 2;

/** Values that a round of a loop computes for itself, on some of its ways only. */
describePrograms([
  {
    name: "a function inlined into the second half of a condition of a loop that only computes",
    body: `async (input: { list: number[]; text: string }) => {
      let n = 1;
      for (const item of input.list) {
        let round = 0;
        do { round++; if (item > 4) n = (item || n) % 1000; }
        while (round < 1 && item > (() => { if (input.text > "m") return n; return 3; })());
        await double(n);
      }
      return n;
    }`,
    scenarios: ["", "z"].map((text) => ({ input: { list: [0, 5, 9, 3], text }, stubs: { double } })),
  },
  {
    name: "a choice with statements in the second half of a condition of a loop that only computes",
    body: `async (list: number[]) => {
      let n = 1;
      for (const item of list) {
        let round = 0;
        while (round++ < 1 - n && item > (item > 4 ? (n += 2) : 3)) { n++; }
        await double(n);
      }
      return n;
    }`,
    scenarios: [{ input: [0, 4, 9, 3], stubs: { double } }],
  },
  {
    name: "a value that a finally keeps in a loop that only computes",
    body: `async (list: number[]) => {
      let n = 1;
      for (const item of list) {
        await double(item);
        for (const part of [1, 2, 3]) { try { if (part === item) return n + part; n++; } finally { n += 2; } }
      }
      return n;
    }`,
    scenarios: [
      { input: [0, 4], stubs: { double } },
      { input: [5, 2, 1], stubs: { double } },
    ],
  },
  {
    name: "a result that a loop over what a call gives finds or not",
    body: `async (list: number[]) => {
      const firstLarge = async (): Promise<number> => {
        for (const n of (await echo(list)) as number[]) if (n > 3) return n;
        return await double(1);
      };
      const found = await firstLarge();
      await release("x");
      return found;
    }`,
    scenarios: [[], [1, 5], [2]].map((input) => ({
      input,
      stubs: { double, echo: (x: unknown) => x, release: { result: null } },
    })),
  },
  {
    name: "a value that a finally keeps in a loop over what a call gives",
    body: `async (list: number[]) => {
      let n = 0;
      try { for (const item of (await echo(list)) as number[]) { n += item; if (n > 3) return { n, item }; } }
      finally { await double(n); }
      return { n };
    }`,
    scenarios: [[], [1, 5], [2]].map((input) => ({ input, stubs: { double, echo: (x: unknown) => x } })),
  },
  {
    name: "calls that are never reached",
    body: `async (list: number[]) => {
      let n = 0;
      for (const item of list) {
        const twice = await double(item);
        try { n += twice; } catch { n = (await fetchItem("a")).price; } finally { await release("x"); }
        part: { if (n > 3) { n++; break part; } else { continue; } n = await double(n); }
      }
      return n;
    }`,
    scenarios: [{ input: [1, 2, 3], stubs: { double, release: { result: null } } }],
  },
  {
    name: "a variable of a round that gets its value later",
    body: `async (list: number[]) => {
      let n = 0;
      let round = 0;
      do {
        round++;
        for (const item of list.filter((m) => m > n)) {
          if (item === 2) { let text: string; if (round > 1) text = "later"; else text = "first"; n += text.length; }
        }
      } while (round < 3 && (await double(round)) > 0);
      return n;
    }`,
    scenarios: [[], [1, 2], [2, 9]].map((input) => ({ input, stubs: { double } })),
  },
]);
