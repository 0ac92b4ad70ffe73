import type { Row } from "./row.js";
import { inputs } from "./stubs.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });
const fails = (error: string, message = "sorry") => ({ error, message });
const double = (x: number) => x * 2;

/**
 * Calls that are started now and awaited later.
 *
 * A promise that is rejected before anybody waits for it ends a native run, so the failing scenarios are those in which
 * the function itself survives.
 */
export const promises: readonly Row[] = [
  {
    name: "two calls started, then awaited one after the other",
    concurrent: "fails",
    body: `async (id: string) => { const a = fetchItem(id); const b = double(2); const found = await a; const twice = await b; return found.price + twice; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), double } },
      { input: "a", stubs: { fetchItem: fails("First"), double } },
    ],
  },
  {
    name: "started calls in one expression, in another order",
    concurrent: true,
    body: `async (id: string) => { const a = fetchItem(id); const b = double(2); const c = double(3); return { c: await c, a: (await a).id, b: await b }; }`,
    scenarios: [{ input: "a", stubs: { fetchItem: item("a"), double } }],
  },
  {
    name: "a call started before pure code and Promise.all",
    concurrent: "fails",
    body: `async (n: number) => { const p = double(n); const m = n * 3; const label = m > 5 ? "big" : "small"; const [a, b] = await Promise.all([p, double(m)]); return { a, b, label }; }`,
    scenarios: [
      { input: 1, stubs: { double } },
      { input: 9, stubs: { double } },
      { input: 9, stubs: { double: fails("Both") } },
    ],
  },
  {
    name: "a call beside calls that the workflow makes meanwhile",
    concurrent: "fails",
    body: `async (id: string) => { let total = 1; const p = fetchItem(id); const first = await double(1); total += first; for (const n of [1, 2]) { total += await double(n); } const found = await p; return { id: found.id, first, total }; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), double } },
      { input: "a", stubs: { fetchItem: item("a"), double: fails("Meanwhile") } },
    ],
  },
  {
    name: "a variable that is assigned beside a call on some ways only",
    concurrent: true,
    body: `async (n: number) => { let label: string | undefined; let note = "none"; const p = double(n); if (await check(n)) { label = "checked"; note = \`\${n}\`; } const twice = await p; return { label, note, twice }; }`,
    scenarios: [true, false].map((result) => ({ input: 4, stubs: { double, check: { result } } })),
  },
  {
    name: "a call started between others, whose input is awaited before",
    concurrent: true,
    body: `async (id: string) => { const a = double(1); const found = await fetchItem(id); const b = double(found.price); return (await a) + (await b); }`,
    scenarios: [{ input: "a", stubs: { fetchItem: item("a"), double } }],
  },
  {
    name: "a call that ends first, and another that goes on",
    concurrent: true,
    body: `async (id: string) => { const a = fetchItem(id); const b = double(7); const found = await a; const more = await double(found.price); const twice = await b; return found.price + more + twice; }`,
    scenarios: [{ input: "a", stubs: { fetchItem: item("a"), double } }],
  },
  {
    name: "arguments are evaluated when the call starts",
    concurrent: true,
    body: `async (n: number) => { let x = n; const a = double(x); x = x + 1; const b = double(x); x = x * 10; const [left, right] = [await a, await b]; return { x, left, right }; }`,
    scenarios: [{ input: 3, stubs: { double } }],
  },
  {
    name: "started async helpers",
    concurrent: "fails",
    before: `async function priced(id: string, factor = 2) { const found = await fetchItem(id); if (found.price === 0) throw new Declined(id); return found.price * factor; }`,
    body: `async (ids: { a: string; b: string }) => { const note = async (n: number) => { await release("x"); if (n > 5) return \`\${n}\`; return undefined; }; const p = priced(ids.a); const q = note(ids.b.length); const price = await p; const text = await q; return { price, text: text ?? "nothing", missing: text === undefined }; }`,
    scenarios: [
      { input: { a: "a", b: "b" }, stubs: { fetchItem: item("a"), release: { result: null } } },
      { input: { a: "a", b: "bbbbbbbb" }, stubs: { fetchItem: item("a"), release: { result: null } } },
      { input: { a: "a", b: "b" }, stubs: { fetchItem: item("a", 0), release: { result: null } } },
    ],
  },
  {
    name: "a started call that nothing happens beside",
    body: `async (n: number) => { const p = double(n); const text = \`\${n}!\`; const twice = await p; return { text, twice, again: await p }; }`,
    scenarios: [
      { input: 2, stubs: { double } },
      { input: 2, stubs: { double: fails("Alone") } },
    ],
  },
  {
    name: "a started call inside a try block",
    concurrent: "fails",
    body: `async (n: number) => { try { const a = double(n); const b = double(n + 1); const x = await a; const y = await b; return x + y; } catch (error) { if (error instanceof Declined) return error.message; throw error; } }`,
    scenarios: [
      { input: 1, stubs: { double } },
      { input: 1, stubs: { double: (x: number) => (x === 1 ? failWith("Declined", "first") : x) } },
      { input: 1, stubs: { double: (x: number) => (x === 1 ? failWith("Other", "first") : x) } },
    ],
  },
  {
    name: "a try block beside a started call",
    concurrent: true,
    body: `async (id: string) => { const p = double(5); let outcome = "none"; try { await release(id); outcome = "released"; } catch (error) { if (error instanceof Error) outcome = error.name; } const twice = await p; return { outcome, twice }; }`,
    scenarios: [
      { input: "a", stubs: { double, release: { result: null } } },
      { input: "a", stubs: { double, release: fails("Stuck") } },
    ],
  },
  {
    name: "started calls in a loop",
    concurrent: true,
    body: `async (list: number[]) => { let sum = 0; for (const n of list) { const a = double(n); const b = double(n * 10); if (n > 2) sum += 1; sum += (await a) + (await b); } return sum; }`,
    scenarios: [
      { input: [], stubs: { double } },
      { input: [1, 2, 3], stubs: { double } },
    ],
  },
  {
    name: "leaving between two awaits",
    concurrent: true,
    body: `async (id: string) => { const a = fetchItem(id); const b = double(2); const found = await a; if (found.price > 5) return "dear"; if (found.price === 0) throw new OutOfStock("none"); const twice = await b; return \`\${twice}\`; }`,
    scenarios: [10, 3, 0].map((price) => ({ input: "a", stubs: { fetchItem: item("a", price), double } })),
  },
  {
    name: "lists of promises, awaited later",
    concurrent: true,
    body: `async (ids: string[]) => { const loads = ids.map(async (id) => (await fetchItem(id)).price); const pair = [double(1), double(2), 7]; const [a, b, c] = await Promise.all(pair); const prices = await Promise.all(loads); return { a, b, c, prices }; }`,
    scenarios: [
      { input: [], stubs: { double } },
      {
        input: ["a", "b"],
        stubs: { double, fetchItem: (id: string) => ({ id, price: id === "a" ? 1 : 2, tags: [] }) },
      },
    ],
  },
  {
    name: "a promise kept until it is returned",
    concurrent: true,
    body: `async (n: number) => { const p = double(n); await release("x"); return p; }`,
    scenarios: [{ input: 1, stubs: { double, release: { result: null } } }],
  },
  {
    name: "Promise.all that is kept",
    concurrent: true,
    body: `async (n: number) => { const both = Promise.all([double(n), double(n + 1)]); const found = await fetchItem("a"); const [a, b] = await both; return [a, b, found.price]; }`,
    scenarios: [{ input: 1, stubs: { double, fetchItem: item("a") } }],
  },
  {
    name: "arguments with calls and assignments in Promise.all",
    concurrent: true,
    body: `async (n: number) => { let x = n; const [a, b, c] = await Promise.all([double(x), double((x = x + 1)), double(await double(x))]); const pair = await Promise.all([double((x += 5)), x]); return { x, a, b, c, pair }; }`,
    scenarios: [{ input: 1, stubs: { double } }],
  },
  {
    name: "branches that may give nothing",
    concurrent: true,
    body: `async (n: number) => { const maybe = async (k: number) => { const twice = await double(k); if (twice > 5) return twice; return undefined; }; const [a, b] = await Promise.all([maybe(n), maybe(n + 1)]); return { a: a === undefined, b: b ?? 0 }; }`,
    scenarios: [1, 2, 3].map((input) => ({ input, stubs: { double } })),
  },
  {
    name: "Promise.allSettled of calls",
    concurrent: true,
    body: `async (id: string) => { const [found, twice, seven] = await Promise.allSettled([fetchItem(id), double(2), 7]); const price = found.status === "fulfilled" ? found.value.price : -1; const why = found.status === "rejected" ? \`\${found.reason.name}: \${found.reason.message}\` : ""; return { price, why, twice, seven }; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), double } },
      { input: "a", stubs: { fetchItem: fails("OutOfStock", "none left"), double } },
      { input: "a", stubs: { fetchItem: fails("OutOfStock"), double: fails("Broken", "lamp") } },
    ],
  },
  {
    name: "Promise.allSettled over items",
    concurrent: true,
    body: `async (ids: string[]) => { const results = await Promise.allSettled(ids.map(async (id, index) => { if (id === "bad") throw new Declined(\`\${index}\`); const found = await fetchItem(id); return found.price; })); const good = results.filter((one) => one.status === "fulfilled").length; const names = results.map((one) => one.status === "rejected" ? one.reason.message : "fine"); return { good, names, results }; }`,
    scenarios: [
      { input: [], stubs: {} },
      {
        input: ["a", "bad", "c"],
        stubs: { fetchItem: (id: string) => (id === "c" ? failWith("Gone", "c is gone") : { id, price: 3, tags: [] }) },
      },
    ],
  },
  {
    name: "Promise.allSettled of calls under way, and rethrown reasons",
    concurrent: true,
    body: `async (id: string) => { const a = release(id); const b = charge({ id, amount: 1 }); const [x, y] = await Promise.allSettled([a, b]); if (x.status === "rejected" && x.reason instanceof Declined) return "declined " + x.reason.message; if (x.status === "rejected") throw x.reason; return y.status; }`,
    scenarios: [
      { input: "a", stubs: { release: { result: null }, charge: { result: { receipt: "r" } } } },
      { input: "a", stubs: { release: fails("Declined", "no"), charge: fails("Other") } },
      { input: "a", stubs: { release: fails("Other", "what"), charge: { result: { receipt: "r" } } } },
      { input: "a", stubs: { release: { result: null }, charge: fails("Other") } },
    ],
  },
  {
    name: "one settled promise",
    body: `async (n: number) => { const [only] = await Promise.allSettled([double(n)]); return only.status === "fulfilled" ? only.value : only.reason.message; }`,
    scenarios: [
      { input: 1, stubs: { double } },
      { input: 1, stubs: { double: fails("Broken", "lamp") } },
    ],
  },
  {
    name: "calls under way inside iterations and branches",
    concurrent: true,
    body: `async (list: number[]) => { const each = await map(list, { concurrency: 2 }, async (n) => { let log = ""; const p = double(n); if (await check(n)) log += "c"; const twice = await p; return \`\${log}\${twice}\`; }); const [a, b] = await Promise.all([(async () => { const p = double(1); const found = await fetchItem("a"); return found.price + (await p); })(), double(9)]); return { each, a, b }; }`,
    scenarios: [[], [1, 2, 3]].map((input) => ({
      input,
      stubs: { double, check: (n: number) => n > 1, fetchItem: item("a") },
    })),
  },
  {
    name: "a helper with calls under way, called beside another call",
    concurrent: true,
    before: `async function both(n: number) { let sum = 0; const p = double(n); const q = double(n + 1); sum += await p; sum += await q; return sum; }`,
    body: `async (n: number) => { let total = n; const p = fetchItem("a"); for (const k of [1, 2, 3]) { if (k === 2) continue; total += await both(k); if (total > 20) break; } const found = await p; total += found.price; const again = await both(total); return { total, again }; }`,
    scenarios: [1, 15].map((input) => ({ input, stubs: { double, fetchItem: item("a") } })),
  },
  {
    name: "variables that pass through loops with calls under way",
    concurrent: true,
    body: `async (list: number[]) => { let last: number | undefined; let seen = ""; const found: number[] = []; for (const n of list) { const p = double(n); seen += last === undefined ? "?" : \`\${last}\`; if (await check(n)) { last = n; found.push(n); } const twice = await p; found.push(twice); } return { last: last ?? null, seen, found }; }`,
    scenarios: [[], [1, 2], [3, 1, 4]].map((input) => ({ input, stubs: { double, check: (n: number) => n > 1 } })),
  },
  {
    name: "waits, maps and started workflows under way",
    concurrent: true,
    nested: { child: `async (n: number) => { const twice = await double(n); return twice + 1; }` },
    body: `async (list: number[]) => { const pause = sleep("1h"); const each = map(list, { concurrency: 3 }, async (n) => double(n)); const nested = child(7); const other = await child(1); await pause; const [twice, seven] = await Promise.all([each, nested]); return { other, twice, seven }; }`,
    scenarios: [[], [1, 2]].map((input) => ({ input, stubs: { double } })),
  },
  {
    name: "settled branches with handlers, helpers and nested workflows",
    concurrent: true,
    nested: {
      child: `async (id: string) => { if (id === "no") throw new OutOfStock("child"); await release(id); return id; }`,
    },
    body: `async (id: string) => { const guarded = async (key: string) => { try { await release(key); return "released"; } catch (error) { if (error instanceof Declined) return "declined"; throw error; } finally { await double(key.length); } }; const results = await Promise.allSettled([child(id), guarded(id), (async () => { for (const n of [1, 2]) { if (n === 2) throw new Declined("loop"); await double(n); } return 0; })()]); return results.map((one) => one.status === "fulfilled" ? \`\${one.value}\` : \`\${one.reason.name}/\${one.reason.message}\`); }`,
    scenarios: [
      { input: "yes", stubs: { double, release: { result: null } } },
      { input: "no", stubs: { double, release: { result: null } } },
      { input: "yes", stubs: { double, release: fails("Declined", "no") } },
      { input: "no", stubs: { double, release: fails("Other", "what") } },
    ],
  },
  {
    name: "a switch and a labelled loop beside a call",
    concurrent: true,
    body: `async (n: number) => { const p = fetchItem("a"); let word = "none"; outer: for (const i of [0, 1, 2]) { for (const k of [0, 1]) { switch (i + k) { case 0: word = "zero"; break; case n: word = \`\${await double(n)}\`; break outer; default: continue outer; } } } return [word, (await p).id] as const; }`,
    scenarios: [0, 1, 2, 9].map((input) => ({ input, stubs: { double, fetchItem: item("a") } })),
  },
  {
    name: "errors beside a call are handled there, and those of the call outside",
    concurrent: "fails",
    body: `async (id: string) => { try { const p = double(1); let note = ""; try { await release(id); note = "released"; } catch (error) { if (!(error instanceof Declined)) throw error; note = "declined"; } finally { await check(1); } return note + String(await p); } catch (error) { return error instanceof OutOfStock ? "out" : "other"; } }`,
    scenarios: [
      { input: "a", stubs: { double, check: { result: true }, release: { result: null } } },
      { input: "a", stubs: { double, check: { result: true }, release: fails("Declined") } },
      { input: "a", stubs: { double, check: { result: true }, release: fails("OutOfStock") } },
      { input: "a", stubs: { double, check: fails("Other"), release: { result: null } } },
    ],
  },
  {
    name: "calls awaited on both ways of a choice, at once",
    body: `async (n: number) => { const p = double(n); const r = n > 3 ? await p : (await p) + 1; const q = double(r); let last: number; if (n > 3) { last = await q; } else { const one = 1; last = (await q) + one; } return [r, last]; }`,
    scenarios: inputs(1, 5).map(({ input }) => ({ input, stubs: { double } })),
  },
  {
    name: "calls awaited on both ways of a choice, after something else",
    concurrent: true,
    body: `async (n: number) => { const p = double(n); const q = fetchItem("a"); const z = n * 2; if (z > 5) { await echo(z); const [a, b] = await Promise.all([p, q]); return [a, b.id]; } return [(await q).price, await p, await p]; }`,
    scenarios: inputs(1, 5).map(({ input }) => ({
      input,
      stubs: { double, echo: { result: null }, fetchItem: item("a") },
    })),
  },
  {
    name: "calls awaited in each case of a switch",
    concurrent: true,
    body: `async (n: number) => { const p = (async () => { let t = n; if (t > 2) t = await double(t); return { t, u: t + 1 }; })(); switch (n) { case 1: await echo("one"); return await p; case 2: { const x = await p; if (x.t > 3) return "two"; break; } case 3: return [await p]; default: await p; } return "end"; }`,
    scenarios: inputs(1, 2, 3, 4).map(({ input }) => ({ input, stubs: { double, echo: { result: null } } })),
  },
  {
    name: "calls awaited early in a loop on some rounds",
    concurrent: true,
    body: `async (n: number) => { const out: unknown[] = []; for (const k of [1, n, 6]) { const p = double(k); if (k > 3) { out.push(await p); if (k > 5) break; continue; } await echo(k); out.push(await p, "small"); } return out; }`,
    scenarios: inputs(2, 5).map(({ input }) => ({ input, stubs: { double, echo: { result: null } } })),
  },
  {
    name: "calls awaited in a try that follows",
    body: `async (n: number) => { const p = double(n); let r: number; try { r = await p; } catch (error) { r = (error as Error).message.length; } finally { await echo("f"); } const load = async (k: number) => { if (k > 3) throw new OutOfStock("much"); return await double(k); }; const q = load(n); try { return [r, await q]; } catch (error) { return [r, (error as Error).name]; } }`,
    scenarios: [
      { input: 1, stubs: { double, echo: { result: null } } },
      { input: 5, stubs: { double, echo: { result: null } } },
      { input: 1, stubs: { double: fails("Broken"), echo: { result: null } } },
    ],
  },
  {
    name: "what a handler sees of a call awaited on both ways",
    body: `async (n: number) => { let note = "a"; try { const p = double(n); if (n > 1) { note = "b"; await p; } else { await p; note = "c"; } } catch { return note; } return note + "!"; }`,
    scenarios: [1, 2].flatMap((input) => [
      { input, stubs: { double } },
      { input, stubs: { double: fails("Broken") } },
    ]),
  },
];

function failWith(name: string, message: string): never {
  throw Object.assign(new Error(message), { name });
}
