import type { Row } from "./row.js";

const double = (x: number) => x * 2;
const fetchItem = (id: string) => ({ id, price: id.length, tags: [] });
const stubs = { double, fetchItem, release: { result: null } };
const failing = (at: number) => ({
  ...stubs,
  double: [1, 2, 3, 4].map((x) => (x === at ? { error: "Broken", message: `at ${x}` } : { result: x * 2 })),
});
const priced = `async function priced(id: string, factor = 2) { const found = await fetchItem(id); if (factor > 5) throw new TypeError("too much"); return found.price * factor; }`;

/** Calls that are pushed to a list and awaited together. */
export const promiseLists: readonly Row[] = [
  {
    name: "calls pushed in a loop",
    concurrent: "fails",
    body: `async (xs: number[]) => { const tasks: Promise<number>[] = []; for (const x of xs) { tasks.push(double(x)); } const rs = await Promise.all(tasks); return { rs, count: tasks.length }; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [], stubs },
      { input: [1, 2, 3], stubs: failing(2) },
    ],
  },
  {
    name: "calls pushed one after the other, and a plain value",
    concurrent: true,
    body: `async (xs: number[]) => { const tasks = [double(1)]; tasks.push(double(xs.length), Promise.resolve(5)); tasks.push(...xs.map((x) => double(x))); const rs = await Promise.all(tasks); return rs; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [], stubs },
    ],
  },
  {
    name: "different calls pushed where a condition says so",
    concurrent: true,
    before: priced,
    body: `async (xs: number[]) => { const tasks: (Promise<number> | number)[] = [7]; for (const x of xs) { if (x === 3) continue; if (x > 1) tasks.push(double(x)); else tasks.push(priced("a".repeat(x), x)); tasks.push(x > 3 ? double(9) : x); } return [tasks.length, await Promise.all(tasks)]; }`,
    scenarios: [
      { input: [1, 2, 3, 4], stubs },
      { input: [3], stubs },
    ],
  },
  {
    name: "async functions that see the loop's names",
    concurrent: "fails",
    body: `async (xs: { id: string; n?: number }[]) => { const tasks: Promise<string>[] = []; const limit = xs.length * 2; for (const { id, n } of xs) { const m = n === undefined ? undefined : n + 1; tasks.push((async () => { const r = await double(m ?? 1); return r > limit ? id + String(r) : m === undefined ? "none" : id; })()); } const all = await Promise.allSettled(tasks); return all.map((a) => (a.status === "fulfilled" ? a.value : (a.reason as Error).message)); }`,
    scenarios: [
      { input: [{ id: "a", n: 1 }, { id: "b", n: 4 }, { id: "c" }], stubs },
      { input: [{ id: "a", n: 1 }, { id: "b" }, { id: "c", n: 1 }], stubs: failing(2) },
    ],
  },
  {
    name: "arguments are evaluated when the call is pushed",
    concurrent: true,
    before: priced,
    body: `async (xs: number[]) => { let i = 0; let sum = 0; const tasks: Promise<number>[] = []; while (i < xs.length) { const x = xs[i]!; i += 1; if (x === 2) continue; sum += x; tasks.push(priced("a".repeat(x), i)); tasks.push(double(sum)); } for (let j = 0; j < 2; j++) tasks.push(double(xs[j]! + j)); const rs = await Promise.allSettled(tasks); return rs.map((r) => (r.status === "fulfilled" ? r.value : (r.reason as Error).message)); }`,
    scenarios: [{ input: [1, 2, 3, 4, 5, 6, 7], stubs }],
  },
  {
    name: "batches of calls",
    concurrent: "fails",
    body: `async (xs: number[]) => { let batch: Promise<number>[] = []; const out: number[] = []; for (const x of xs) { batch.push(double(x)); if (batch.length >= 2) { out.push(...(await Promise.all(batch))); batch = []; } } if (batch.length > 0) { out.push(...(await Promise.all(batch))); } return out; }`,
    scenarios: [
      { input: [1, 2, 3, 4, 5], stubs },
      { input: [1, 2], stubs },
      { input: [], stubs },
      { input: [1, 2, 3], stubs: failing(3) },
    ],
  },
  {
    name: "each call awaited in a try of its own",
    concurrent: true,
    body: `async (xs: number[]) => { const tasks: Promise<number>[] = []; xs.forEach((x) => tasks.push(double(x))); const got: number[] = []; const bad: string[] = []; for (const t of tasks) { try { got.push(await t); } catch (error) { bad.push((error as Error).name + (error as Error).message); } } return { got, bad }; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [1, 2, 3], stubs: failing(1) },
    ],
  },
  {
    name: "calls awaited in turn beside other work, up to a break",
    concurrent: true,
    body: `async (xs: number[]) => { const tasks = xs.map((x) => double(x)); const kept: number[] = []; for (const t of tasks) { const r = await t; if (r > 5) break; kept.push(r); await release("r" + String(r)); } return kept; }`,
    scenarios: [
      { input: [1, 2, 3, 4], stubs },
      { input: [9], stubs },
      { input: [], stubs },
    ],
  },
  {
    name: "for await over calls",
    concurrent: "fails",
    body: `async (xs: number[]) => { const tasks: Promise<number>[] = []; for (const x of xs) tasks.push(double(x)); let sum = 0; for await (const v of tasks) { sum += v; } const found = [fetchItem("abc"), fetchItem("d")]; let text = ""; for await (const { id, price } of found) text += id + String(price); return { sum, text }; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [], stubs },
    ],
  },
  {
    name: "what a loop over calls did before the error",
    concurrent: true,
    body: `async (xs: number[]) => { const seen: number[] = []; try { const tasks = xs.map((x) => double(x)); for (const t of tasks) seen.push(await t); } catch { return seen; } return "all"; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [1], stubs: failing(1) },
    ],
  },
  {
    name: "lists of calls in helpers, loops and branches",
    concurrent: true,
    before: `async function gather(xs: number[]) { const tasks: Promise<number>[] = []; for (const x of xs) tasks.push(double(x)); return Promise.all(tasks); }`,
    body: `async (xs: number[]) => { const a = await gather(xs); const out: number[][] = []; for (const x of xs) { const inner: Promise<number>[] = []; for (let j = 0; j < x; j++) inner.push(double(j)); out.push(await Promise.all(inner)); } const sums = await Promise.all(xs.map(async (x) => { const mine: Promise<number>[] = []; for (let i = 0; i < x; i++) mine.push(double(i)); const got = await Promise.all(mine); return got.reduce((one, other) => one + other, 0); })); const outer: Promise<number[]>[] = []; for (const x of xs) outer.push(gather([x, x + 1])); return { a, out, sums, outer: await Promise.all(outer) }; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [], stubs },
    ],
  },
  {
    name: "a list awaited in a try, and one that may be empty",
    concurrent: "fails",
    body: `async (xs: number[]) => { const tasks: Promise<number>[] = []; if (xs.length > 1) { tasks.push(double(1)); } const [first] = await Promise.all(tasks); const more: Promise<number>[] = []; for (const x of xs) more.push(double(x)); try { return [first ?? null, await Promise.all(more)]; } catch (error) { return (error as Error).message; } finally { await release("done"); } }`,
    scenarios: [
      { input: [1, 2], stubs },
      { input: [1], stubs },
      { input: [], stubs },
    ],
  },
  {
    name: "spread promises between others",
    concurrent: true,
    body: `async (xs: number[]) => { const first = fetchItem("q"); const tasks = xs.map((x) => double(x)); const [a, ...rest] = await Promise.all([first, ...tasks]); const settled = await Promise.allSettled([double(4), ...xs.map((x) => fetchItem("a".repeat(x)))]); return { a, rest, settled }; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [], stubs },
    ],
  },
  {
    name: "lists of calls that nobody pushes to, and lists in calls that are pushed",
    concurrent: true,
    body: `async (xs: number[]) => { const none: Promise<number>[] = []; const add = (x: number) => { none.push(double(x)); }; const p = fetchItem("a"); const outer: Promise<number[]>[] = []; const empty = await Promise.all(none); const found = await p; for (const x of xs) { outer.push((async () => { const inner: Promise<number>[] = []; for (let i = 0; i < x; i++) inner.push(double(i)); return await Promise.all(inner); })()); } return { empty, found, outer: await Promise.all(outer) }; }`,
    scenarios: [
      { input: [1, 2], stubs },
      { input: [], stubs },
    ],
  },
  {
    name: "nothing but a list of calls that nobody pushes to",
    body: `async (n: number) => { const none: Promise<number>[] = []; const add = (x: number) => { none.push(double(x)); }; return [n, await Promise.all(none)]; }`,
    scenarios: [{ input: 1, stubs }],
  },
  {
    name: "calls awaited in turn with their positions",
    concurrent: "fails",
    body: `async (xs: number[]) => { const calls = xs.map((x) => double(x)); const out: unknown[] = []; for (const [i, c] of calls.entries()) { try { out.push([i, await c]); } catch { out.push(i); } } const known = [double(1), double(2)]; let s = 0; for (const [i, c] of known.entries()) { await release(String(i)); s += i * (await c); } const more: Promise<number>[] = []; for (const x of xs) more.push(double(x + 20)); const f = await fetchItem("c"); for (const [, p] of more.entries()) s += await p; return [out, s, f.id]; }`,
    scenarios: [
      { input: [1, 2, 3], stubs },
      { input: [], stubs },
    ],
  },
];
