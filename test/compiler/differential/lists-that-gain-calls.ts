import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const failAt =
  (bad: number) =>
  (x: number): number => {
    if (x === bad) throw Object.assign(new Error(`at ${x}`), { name: "Broken" });
    return x * 2;
  };
const lists = runs([[1, 2, 3]], [[]], [[3]], [[1, 2, 3], { double: failAt(2) }]);
const add = `const add = (calls: Promise<number>[], x: number) => { calls.push(double(x)); };`;

/** Lists of calls under way that gain others: at once, in loops, on conditions and by helpers. */
export const listsThatGainCalls: readonly Row[] = [
  {
    name: "helpers that push to the list they are given",
    concurrent: "fails",
    before: add,
    body: `async (xs: number[]) => { const calls: Promise<number>[] = []; for (const x of xs) add(calls, x); const more = [double(1)]; more.push(double(2)); for (const x of xs) add(more, x + 5); const c = await fetchItem("c"); if (xs.length > 2) add(more, 30); return [await Promise.all(calls), c.id, await Promise.all(more)]; }`,
    scenarios: runs([[1, 2, 3]], [[]], [[3]]),
  },
  {
    name: "calls pushed to the list of a map",
    concurrent: "fails",
    body: `async (xs: number[]) => { const a = xs.map((x) => double(x)); a.push(double(50)); const first = await Promise.all(a); const b = xs.map((x) => double(x)); if (xs.length > 2) b.push(double(51)); const c = await fetchItem("c"); b.push(double(52)); return [first, c.id, await Promise.all(b)]; }`,
    scenarios: lists,
  },
  {
    name: "lists that are replaced by longer ones",
    concurrent: "fails",
    body: `async (xs: number[]) => { let calls: Promise<number>[] = []; for (const x of xs) calls = [...calls, double(x), double(x + 1)]; const c = await fetchItem("c"); let known = [double(1)]; known = [...known, double(2)]; return [await Promise.all(calls), calls.length, c.id, await Promise.all(known)]; }`,
    scenarios: runs([[1, 2, 3]], [[]], [[3]]),
  },
  {
    name: "maps pushed between and behind loops",
    concurrent: true,
    body: `async (xs: number[]) => { const all: Promise<number>[] = []; for (const x of xs) { all.push(double(x)); } all.push(...xs.map((x) => double(x + 5))); for (const x of xs) { all.push(...[double(x + 20), double(x + 40)]); } const c = await fetchItem("c"); const spread = [double(7), ...xs.map((x) => double(x))]; for (const x of xs) if (x > 1) spread.push(double(x)); return [c.id, await Promise.allSettled(all), await Promise.allSettled(spread)]; }`,
    scenarios: lists,
  },
  {
    name: "a list with calls and values from the beginning",
    concurrent: "fails",
    body: `async (xs: number[]) => { const all = [double(7), 5]; all.push(6); for (const x of xs) all.push(x > 1 ? double(x) : x); const count = all.length; const c = await fetchItem("c"); return [count, await Promise.all(all), c.id]; }`,
    scenarios: lists,
  },
  {
    name: "a list with two names, and one that a helper returns",
    concurrent: "fails",
    body: `async (xs: number[]) => { const kick = (ys: number[]) => { const calls = ys.map((y) => double(y)); calls.push(double(99)); return calls; }; const a = kick(xs); const calls = [double(1)]; const more = calls; more.push(double(2)); const c = await fetchItem("c"); return [calls.length, await Promise.all(more), c.id, await Promise.all(a), await Promise.all(kick([1]))]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
];
