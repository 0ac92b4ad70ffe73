import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const failAt =
  (...bad: readonly number[]) =>
  (x: number): number => {
    if (bad.includes(x)) throw Object.assign(new Error(`at ${x}`), { name: "Broken" });
    return x * 2;
  };
const numbers = runs([1], [4], [2, { double: failAt(2) }], [2, { double: failAt(5) }]);
const lists = runs([[1, 2, 3]], [[]], [[3]], [[1, 2, 3], { double: failAt(2) }]);
const before = `const g = async (x: number) => double(x + 1); const h = async (x: number) => double(x * 10);`;

/** Promises that other calls wait for. */
export const sharedPromises: readonly Row[] = [
  {
    name: "a call that another call waits for",
    concurrent: "fails",
    before,
    body: `async (n: number) => { const base = double(n); const x = base.then(g); const c = await fetchItem("c"); const first = [await x, c.id]; const other = double(n); const y = (async () => h(await other))(); return [...first, await y]; }`,
    scenarios: runs([1], [4], [2, { double: failAt(5) }]),
  },
  {
    name: "a call that two others wait for",
    concurrent: "fails",
    before,
    body: `async (n: number) => { const base = double(n); const x = (async () => g(await base))(); const y = (async () => h(await base))(); return [await x, await y]; }`,
    scenarios: runs([1], [4]),
  },
  {
    name: "chains of one promise in Promise.all, with itself and with another call",
    concurrent: "fails",
    before,
    body: `async (n: number) => { const base = double(n); const [x, y] = await Promise.all([base.then(g), base.then(h)]); const again = double(n); const [b, z, o] = await Promise.all([again, again.then(g), fetchItem("c")]); const more = double(n); const three = await Promise.all([more.then(g), more.then(h), fetchItem("d")]); return [x, y, b, z, o.id, three]; }`,
    scenarios: numbers,
  },
  {
    name: "a chain of chains of promises",
    before,
    body: `async (n: number) => { const base = double(n); const x = base.then(g); const y = x.then(h); return [await x, await y, await base]; }`,
    scenarios: runs([1], [4]),
  },
  {
    name: "a promise that each item waits for first",
    concurrent: "fails",
    body: `async (xs: number[]) => { const rate = double(4); const c = await fetchItem("c"); const all = await Promise.all(xs.map(async (x) => (await rate) * (await double(x)))); const other = double(5); const beside = xs.map(async (x) => (await other) * (await double(x))); const d = await fetchItem("d"); return [all, c.id, await Promise.all(beside), d.id]; }`,
    scenarios: lists,
  },
  {
    name: "a promise that each pushed call waits for first",
    concurrent: "fails",
    body: `async (xs: number[]) => { const rate = double(4); const calls: Promise<number>[] = []; for (const x of xs) calls.push((async () => (await rate) + (await double(x)))()); return await Promise.all(calls); }`,
    scenarios: lists,
  },
  {
    name: "a promise that is awaited in a try behind other calls",
    concurrent: true,
    body: `async (n: number) => { const p = double(n); await release("x"); const q = await fetchItem("q"); try { const a = await p; if (a > 4) throw new Declined("big"); await release(String(a)); return [a, q.id]; } catch (error) { return (error as Error).message; } finally { await release("done"); } }`,
    scenarios: runs([1], [4]),
  },
  {
    name: "one try for each of two promises",
    concurrent: true,
    body: `async (n: number) => { const p = fetchItem("c"); const q = double(n); let r = "x"; try { r = (await p).id; } catch { r = "no"; } let s = 0; try { s = await q; } catch { s = -1; } return [r, s]; }`,
    scenarios: numbers,
  },
];
