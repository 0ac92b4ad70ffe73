import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const failAt =
  (bad: number) =>
  (x: number): number => {
    if (x === bad) throw Object.assign(new Error(`at ${x}`), { name: "Broken" });
    return x * 2;
  };
const lists = runs([[1, 2, 3]], [[]], [[3]], [[1, 2, 3], { double: failAt(2) }]);
const push = `const calls: Promise<number>[] = []; for (const x of xs) calls.push(double(x));`;

/** Lists of calls that begin behind the last push, beside what the workflow does before it awaits them. */
export const begunLists: readonly Row[] = [
  {
    name: "a call between the pushes and the await of the list",
    concurrent: "fails",
    body: `async (xs: number[]) => { ${push} const customer = await fetchItem("cc"); const all = await Promise.all(calls); return { all, customer, count: calls.length }; }`,
    scenarios: lists,
  },
  {
    name: "a loop with calls between the pushes and the await of the list",
    concurrent: "fails",
    body: `async (xs: number[]) => { ${push} let sum = 0; for (const id of ["a", "b"]) sum += (await fetchItem(id)).price; for (const r of await Promise.all(calls)) sum += r; return sum; }`,
    scenarios: lists,
  },
  {
    name: "Promise.allSettled of a list, behind other calls",
    concurrent: true,
    body: `async (xs: number[]) => { ${push} const c = await fetchItem("cc"); const all = await Promise.allSettled(calls); return { all, c }; }`,
    scenarios: lists,
  },
  {
    name: "two lists that are pushed to in one loop",
    concurrent: "fails",
    body: `async (xs: number[]) => { const a: Promise<number>[] = []; const b: Promise<{ id: string }>[] = []; for (const x of xs) { a.push(double(x)); b.push(fetchItem(String(x))); } const ra = await Promise.all(a); const rb = await Promise.all(b); return [ra, rb]; }`,
    scenarios: lists,
  },
  {
    name: "two lists in one Promise.all, and both spread",
    concurrent: "fails",
    body: `async (xs: number[]) => { const a: Promise<number>[] = []; const b: Promise<{ id: string }>[] = []; for (const x of xs) { a.push(double(x)); b.push(fetchItem(String(x))); } const pair = await Promise.all([Promise.all(a), Promise.all(b)]); const c: Promise<number>[] = []; for (const x of xs) c.push(double(x)); const d: Promise<number>[] = []; for (const x of xs) d.push(double(x + 9)); return [pair, await Promise.all([...c, ...d, double(7)])]; }`,
    scenarios: lists,
  },
  {
    name: "a list that is awaited in a try behind other calls",
    concurrent: true,
    body: `async (xs: number[]) => { ${push} await release("x"); try { return await Promise.all(calls); } catch (error) { return (error as Error).message; } finally { await release("done"); } }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "a list that is pushed to before and behind other calls",
    concurrent: true,
    body: `async (xs: number[]) => { ${push} const c = await fetchItem("cc"); const before = calls.length; for (const t of c.tags) calls.push(double(t.length)); const d = await fetchItem("d"); calls.push(double(40)); const all = await Promise.allSettled(calls); return { all, before, count: calls.length, d }; }`,
    scenarios: lists,
  },
  {
    name: "conditions on the length of a list under way",
    concurrent: "fails",
    body: `async (xs: number[]) => { const calls: Promise<number>[] = []; for (const x of xs) { if (x > 1) calls.push(double(x)); } const count = calls.length; const c = await fetchItem("cc"); if (calls.length > 1) await release("many"); return [count, await Promise.all(calls), c.id]; }`,
    scenarios: lists,
  },
  {
    name: "a counter that calls of a list were made with, changed while they are under way",
    concurrent: "fails",
    body: `async (xs: number[]) => { let sum = 0; const calls: Promise<number>[] = []; for (const x of xs) { sum += x; calls.push(double(sum)); } const c = await fetchItem("cc"); sum = sum * 100; const all = await Promise.all(calls); return [sum, all, c.id]; }`,
    scenarios: lists,
  },
  {
    name: "lists under way in a try, in loops, in helpers and on both ways of a choice",
    concurrent: "fails",
    before: `const work = async (xs: number[]) => { ${push} const c = await fetchItem("c"); if (xs.length > 2) { const all = await Promise.all(calls); return [all.length]; } return [c.id, ...(await Promise.all(calls))]; };`,
    body: `async (xs: number[]) => { try { const beside = work(xs); const d = await fetchItem("d"); const out: unknown[] = [d.id, await beside]; for (const m of [1, 2]) { const calls: Promise<number>[] = []; for (const x of xs) calls.push(double(x * m)); const c = await fetchItem("c" + String(m)); out.push([c.id, await Promise.all(calls)]); } return out; } catch (error) { return (error as Error).message; } }`,
    scenarios: lists,
  },
  {
    name: "a list that is awaited twice",
    concurrent: "fails",
    body: `async (xs: number[]) => { ${push} const first = await Promise.all(calls); const c = await fetchItem("c"); return [first, c.id, await Promise.all(calls)]; }`,
    scenarios: lists,
  },
  {
    name: "calls of a list awaited in turn behind other calls",
    concurrent: true,
    body: `async (xs: number[]) => { ${push} let bad = 0; const c = await fetchItem("c"); for (const p of calls) { try { await p; } catch { bad += 1; } } return [bad, c.id]; }`,
    scenarios: lists,
  },
];
