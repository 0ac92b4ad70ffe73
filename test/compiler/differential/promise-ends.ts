import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const failAt =
  (...bad: readonly number[]) =>
  (x: number): number => {
    if (bad.includes(x)) throw Object.assign(new Error(`at ${x}`), { name: "Broken" });
    return x * 2;
  };
const numbers = runs([1], [4], [2, { double: failAt(2) }], [2, { double: failAt(5) }]);

/** Chains of two callbacks, rejected promises, errors that wait until a promise is awaited, and counters in calls. */
export const promiseEnds: readonly Row[] = [
  {
    name: "then with two callbacks",
    body: `async (n: number) => { const first = await double(n).then((b) => b + 1, (e: Error) => e.message); const x = double(n).then((b) => double(b + 1), async (e: Error) => { await release(e.name); return -1; }); const c = await fetchItem("c"); return [first, await x, c.id]; }`,
    scenarios: runs([1], [4], [2, { double: failAt(2) }]),
  },
  {
    name: "an error of the first callback, which the second does not see",
    body: `async (n: number) => double(n).then((b) => { if (b > 4) throw new Declined("x"); return b; }, () => -1).catch((e) => (e instanceof Declined ? -2 : -3))`,
    scenarios: runs([1], [4], [2, { double: failAt(2) }]),
  },
  {
    name: "then without a first callback, and callbacks that give nothing",
    body: `async (n: number) => { await release("q").then(() => {}, () => {}); return [await double(n).then(undefined, () => -1), await double(n).then(null, (e: Error) => e.name)]; }`,
    scenarios: runs([1], [2, { double: failAt(2) }]),
  },
  {
    name: "rejected promises",
    concurrent: true,
    before: `const load = (k: number): Promise<number> => { if (k > 2) return Promise.reject(new Declined("big")); return double(k); };`,
    body: `async (n: number) => { const settled = await Promise.allSettled([load(n), load(1)]); const caught = await load(n).catch((e: Error) => e.message); try { if (n === 1) await Promise.reject(new Error("plain")); } catch (e) { return [settled, caught, (e as Error).message]; } const x = n > 6 ? await Promise.reject(new Declined("x")) : 5; return n > 3 ? Promise.reject(new OutOfStock("gone")) : Promise.resolve([settled, caught, x]); }`,
    scenarios: runs([1], [2], [4], [7]),
  },
  {
    name: "an error that waits until its promise is awaited",
    concurrent: true,
    body: `async (n: number) => { const p = double(n); p.catch(() => {}); const c = await fetchItem("c"); await release("x"); return [await p, c.id]; }`,
    scenarios: numbers,
  },
  {
    name: "an error that waits, and a way past it",
    concurrent: true,
    body: `async (n: number) => { const p = double(n); void p.catch(() => undefined); const c = await fetchItem("c"); if (n > 3) return c.id; try { return await p; } catch (error) { return (error as Error).message; } finally { await release("done"); } }`,
    scenarios: [...numbers, ...runs([4, { double: failAt(4) }])],
  },
  {
    name: "an error that waits, in Promise.allSettled and alone in Promise.all",
    concurrent: true,
    body: `async (n: number) => { const p = double(n); p.catch(() => null); const [a, b] = await Promise.allSettled([p, fetchItem("c")]); const q = double(n + 3); q.catch(() => 0); await release("a"); return [a.status, b.status, await Promise.all([q])]; }`,
    scenarios: numbers,
  },
  {
    name: "counters of loops in calls that are pushed and started",
    concurrent: "fails",
    body: `async (n: number) => { const calls: Promise<number>[] = []; for (let i = 0, j = 5; i < 3; i++, j--) { calls.push((async () => { const d = await double(i + n); return d * 10 + i + j; })()); const go = async () => { await release("r"); return i; }; if (i > 0) calls.push(go()); } const c = await fetchItem("c"); const out: number[] = []; for (let i = 0; i < 2; i++) { const p = (async () => { await release("x"); return i; })(); const q = await double(i + 9); out.push(q + (await p)); } return [await Promise.all(calls), c.id, out]; }`,
    scenarios: runs([1], [4]),
  },
];
