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
  {
    name: "calls that wait for one promise, awaited behind other calls",
    concurrent: "fails",
    before,
    body: `async (n: number) => { const user = fetchItem("u"); const orders = user.then((u) => double(u.price + n)); const more = user.then((u) => fetchItem(u.id + "p")); const ads = await fetchItem("ads"); const first = { user: (await user).id, orders: await orders, more: (await more).id, ads: ads.id }; const p = double(n); const q = p.then(g); const r = q.then(h); const c = await fetchItem("c"); return [first, await r, await p, await q, c.id, await p]; }`,
    scenarios: runs([1], [4]),
  },
  {
    name: "a chain that may give nothing, and one of a list, behind other calls",
    concurrent: "fails",
    body: `async (xs: number[]) => { const maybe = async (k: number) => ((await double(k)) > 4 ? k : undefined); const p = maybe(xs.length); const q = p.then((v) => v ?? null); const c = await fetchItem("c"); const first = [await q, (await p) ?? "none", c.id]; const all = Promise.all(xs.map((x) => double(x))); const sum = all.then((l) => l.reduce((a, b) => a + b, 0)); const d = await fetchItem("d"); return [first, await sum, await all, d.id]; }`,
    scenarios: runs([[1, 2, 3]], [[]], [[3]]),
  },
  {
    name: "a promise that items and pushed calls wait for, awaited behind other calls",
    concurrent: "fails",
    body: `async (xs: number[]) => { const rate = double(4); const all = xs.map(async (x) => (await rate) * (await double(x))); const calls: Promise<number>[] = []; for (const x of xs) calls.push((async () => (await rate) + (await double(x)))()); const c = await fetchItem("c"); return [await Promise.all(all), await Promise.all(calls), c.id, await rate]; }`,
    scenarios: runs([[1, 2, 3]], [[]], [[3]]),
  },
  {
    name: "promises awaited three times, and in several ways",
    concurrent: true,
    body: `async (xs: number[]) => { const calls: Promise<number>[] = []; for (const x of xs) calls.push(double(x)); const p = double(7); await release("e"); const both = await Promise.all([p, p]); const v = await p; const first = await Promise.all(calls); const [settled] = await Promise.allSettled([p]); const q = double(8); const [ended] = await Promise.allSettled([q]); return [both, v, first, settled, ended, await q]; }`,
    scenarios: runs([[1, 2]], [[]], [[1], { double: failAt(8) }]),
  },
  {
    name: "a promise that each round of a loop waits for first",
    concurrent: "fails",
    body: `async (xs: number[]) => { const rate = double(4); let total = 0; for (const x of xs) total += (await rate) * (await double(x)); const other = double(5); const c = await fetchItem("c"); for (const x of xs) { const r = await other; if (x === 2) continue; total += r * (await double(x)); if (total > 200) break; } return [total, c.id, await other]; }`,
    scenarios: lists,
  },
];
