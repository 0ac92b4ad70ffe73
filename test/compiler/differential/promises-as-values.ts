import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const failAt =
  (...bad: readonly number[]) =>
  (x: number): number => {
    if (bad.includes(x)) throw Object.assign(new Error(`at ${x}`), { name: "Broken" });
    return x * 2;
  };
const numbers = runs([1], [4], [2, { double: failAt(2) }]);
const caught = runs([1], [4], [2, { double: failAt(2) }], [2, { double: failAt(4) }]);
const lists = runs([[1, 2, 3]], [[]], [[3]], [[1, 2, 3], { double: failAt(2) }]);

/** Promises in objects and lists, given to helpers and returned by them. */
export const promisesAsValues: readonly Row[] = [
  {
    name: "an object of calls under way",
    concurrent: "fails",
    body: `async (n: number) => { let k = n; const started = { a: double(k), b: double(k + 1), k, list: [double(k * 3), double(8)] }; k = 100; const c = await fetchItem("c"); return [await started.a, await started.b, started.k, k, c.id, await Promise.all(started.list)]; }`,
    scenarios: runs([1], [4]),
  },
  {
    name: "members of an object of calls in Promise.all and Object.values",
    concurrent: "fails",
    body: `async (n: number) => { const s = { a: double(n), b: fetchItem("b") }; const [a, b] = await Promise.all([s.a, s.b]); const t = { x: double(n), y: double(n + 1) }; const values = await Promise.all(Object.values(t)); const settled = await Promise.allSettled([t.x, double(3)]); return [a, b.id, values, settled.length]; }`,
    scenarios: numbers,
  },
  {
    name: "helpers that start calls and return them",
    concurrent: "fails",
    before: `function kick(n: number) { const a = double(n); const b = double(n + 1); return { a, b, n }; } const pair = (n: number): [Promise<number>, Promise<number>] => [double(n), double(n + 1)]; const startAll = (ids: number[]) => ids.map((id) => double(id));`,
    body: `async (xs: number[]) => { const { a, b: second, n } = kick(xs.length); const k = kick(n + 5); const [p, q] = pair(7); const calls = startAll(xs); const c = await fetchItem("c"); const both = [await a, await second, await k.a, await k.b]; const direct = await Promise.all(startAll(xs)); return [both, await p, await q, await Promise.all(calls), c.id, direct, await Promise.all(pair(1))]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "a helper that pushes calls to a list and returns it",
    concurrent: "fails",
    before: `function started(xs: number[]) { const calls: Promise<number>[] = []; for (const x of xs) if (x > 1) calls.push(double(x)); return calls; }`,
    body: `async (xs: number[]) => { const direct = await Promise.all(started(xs)); const calls = started(xs); const c = await fetchItem("c"); return [direct, calls.length, await Promise.all(calls), c.id]; }`,
    scenarios: lists,
  },
  {
    name: "promises given to helpers that await them",
    concurrent: true,
    before: `const label = async <T>(p: Promise<T>, text: string): Promise<T> => { try { return await p; } catch { throw new Declined(text); } }; async function attempt<T>(p: Promise<T>): Promise<{ ok: true; value: T } | { ok: false; error: string }> { try { return { ok: true, value: await p }; } catch (e) { return { ok: false, error: (e as Error).message }; } } const orElse = <T>(p: Promise<T>, other: T) => p.catch(() => other);`,
    body: `async (n: number) => { const p = attempt(double(n)); const q = double(n + 2); const c = await fetchItem("c"); const both = await Promise.all([attempt(double(n)), orElse(double(n + 2), -1)]); const each = await Promise.all([n, 2].map((x) => attempt(double(x)))); return [await p, await attempt(q), c.id, both, each, await label(double(n + 7), "nope")]; }`,
    scenarios: caught,
  },
  {
    name: "a helper that gives the error of a promise another name",
    before: `const label = async <T>(p: Promise<T>, text: string): Promise<T> => { try { return await p; } catch { throw new Declined(text); } };`,
    body: `async (n: number) => { const first = await label(double(n), "first"); const p = double(first); await release("x"); return [first, await label(p, "second")]; }`,
    scenarios: caught,
  },
  {
    name: "lists of promises given to helpers",
    concurrent: "fails",
    before: `async function inTurn<T>(calls: readonly Promise<T>[]): Promise<T[]> { const out: T[] = []; for (const c of calls) out.push(await c); return out; } const all = <T>(calls: readonly Promise<T>[]) => Promise.all(calls);`,
    body: `async (xs: number[]) => { const calls: Promise<number>[] = []; for (const x of xs) calls.push(double(x)); const more = xs.map((x) => double(x + 10)); const c = await fetchItem("c"); return [await inTurn(calls), await all(more), c.id, await inTurn([double(1), double(2)]), await all(xs.map((x) => double(x)))]; }`,
    scenarios: lists,
  },
  {
    name: "promises as rest, optional and standard parameters, and in objects that are taken apart",
    concurrent: "fails",
    before: `const sum = async (...ps: Promise<number>[]) => { let s = 0; for (const p of ps) s += await p; return s; }; const both = async (p: Promise<number>, other?: Promise<number>) => (await p) + ((await other) ?? 0); const either = async (p: Promise<number> | number = double(9)) => await p; const taken = async ({ p, note = "n" }: { p: Promise<number>; note?: string }) => note + String(await p);`,
    body: `async (n: number) => [await sum(double(n), double(n + 1)), await sum(), await both(double(n)), await both(double(n), double(3)), await either(double(n)), await either(5), await either(), await taken({ p: double(n) }), await taken({ p: double(n), note: "x" })]`,
    scenarios: numbers,
  },
  {
    name: "a helper that does something before it awaits the promise it is given",
    concurrent: "fails",
    before: `const later = async (p: Promise<number>) => { await release("r"); return (await p) + 1; };`,
    body: `async (n: number) => { const direct = await later(double(n)); const q = later(double(n)); const c = await fetchItem("c"); const each = await Promise.all([1, 2].map((x) => later(double(x)))); const both = await Promise.all([later(double(n)), later(double(n + 3))]); return [direct, await q, c.id, each, both]; }`,
    scenarios: runs([1], [4]),
  },
  {
    name: "calls from Array.from",
    concurrent: "fails",
    body: `async (xs: number[]) => { const calls = Array.from(xs, (x, i) => double(x + i)); const c = await fetchItem("c"); const counted = await Promise.all(Array.from({ length: xs.length }, async (none, i) => [none === undefined, await double(xs[i]! + i)])); const entries = new Map(xs.map((x) => [String(x), x])); const settled = await Promise.allSettled(Array.from(new Set(xs), async (x) => (await double(x)) + 1)); return [await Promise.all(calls), c.id, counted, settled.length, await Promise.all(Array.from(entries, async ([k, v]) => k + String(await double(v))))]; }`,
    scenarios: runs([[1, 2, 3]], [[]], [[3]]),
  },
  {
    name: "lists of calls that are put together and taken apart",
    concurrent: "fails",
    body: `async (xs: number[]) => { const calls = xs.map((x) => double(x)); const c = await fetchItem("c"); const more = calls.concat([7, 8].map(async (y) => double(y)), double(9)); const known = [double(1), double(2), double(3)]; const first = await known[0]; const rest = await Promise.all(known.slice(1)); const [p, ...others] = [double(4), double(5)]; return [await Promise.all(more), c.id, first, rest, await p, await Promise.all(others)]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "a call for some items, and a value for others",
    concurrent: true,
    body: `async (xs: number[]) => Promise.all(xs.map((x) => (x > 1 ? double(x) : x)))`,
    scenarios: lists,
  },
  {
    name: "objects of calls in loops, maps, choices and tries",
    concurrent: true,
    before: `function kick(n: number) { return { a: double(n), b: double(n + 1) }; }`,
    body: `async (xs: number[]) => { const out: unknown[] = []; for (const x of xs) { const { a, b } = kick(x); const c = await fetchItem("c" + String(x)); out.push([await a, await b, c.id]); } const each = await Promise.all(xs.map(async (x) => { const { a, b } = kick(x); return (await a) - (await b); })); const s = kick(xs.length); if (xs.length > 2) return [out, each, (await s.a) + (await s.b)]; try { return [out, each, await s.b, await s.a]; } catch (error) { return (error as Error).message; } }`,
    scenarios: runs([[1, 2, 3]], [[]], [[3]]),
  },
];
