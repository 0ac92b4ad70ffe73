import type { Row } from "./row.js";
import { inputs, runs } from "./stubs.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });

/** Programs that once behaved differently when compiled: what random programs found, cut down to the cause. */
export const found: readonly Row[] = [
  {
    name: "a case that shares its body with a default before further cases",
    body: `async (n: number) => { switch (n) { case 0: default: { await double(n); break; } case 1: { break; } } return n; }`,
    scenarios: [0, 1, 2].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a last case without a body, after a default",
    body: `async (n: number) => { switch (n) { default: { await double(n); break; } case 0: } return n; }`,
    scenarios: [0, 1].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a missing value on the left of a call",
    body: `async (input: { note?: string }) => (input.note ?? (await fetchItem("a")).id)`,
    scenarios: [{}, { note: "n" }].map((input) => ({ input, stubs: { fetchItem: item("a") } })),
  },
  {
    name: "an item that is read in a branch inside an iteration",
    concurrent: true,
    body: `async (list: number[]) => map(list, { concurrency: 2 }, async (n) => Promise.all([(async () => (await double(1)) + n)(), double(n)]))`,
    scenarios: [{ input: [5, 6], stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "an error class whose constructor makes the message from its parameters",
    before: `class OutOfFunds extends WorkflowError { constructor(readonly missing: number, private unit = "EUR") { super(\`missing \${missing} \${unit}\`); } }`,
    body: `async (n: number) => { try { if (n > 1) throw new OutOfFunds(n); await double(n); } catch (error) { if (error instanceof OutOfFunds) return error.message; throw error; } throw new OutOfFunds(n, "USD"); }`,
    scenarios: [0, 3].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a pause that grows",
    body: "async (n: number) => { for (let attempt = 1; attempt <= n; attempt++) { await sleep(`${2 ** attempt}s`); await sleep(`${attempt / 2}m`); } return n; }",
    scenarios: [{ input: 3 }],
  },
  {
    name: "an owned object that is listed, tested and replaced",
    body: `async (list: { k: string; n: number }[]) => { let sums: Record<string, number> = {}; for (const item of list) sums[item.k] = (sums[item.k] ?? 0) + item.n; const keys = Object.entries(sums).map(([k, n]) => k + n); await double(keys.length); sums.total = keys.length; const some = Object.values(sums).length > 1 && "a" in sums; sums = {}; sums.last = 1; return { keys, some, sums }; }`,
    scenarios: [
      [],
      [
        { k: "a", n: 1 },
        { k: "b", n: 2 },
        { k: "a", n: 3 },
      ],
    ].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "helpers that take functions",
    before: `const attempt = async <T>(run: () => Promise<T>, fallback: (error: Error) => T): Promise<T> => { try { return await run(); } catch (error) { return fallback(error as Error); } };
      const twice = async (n: number, step: (n: number) => Promise<number> = (x) => double(x)) => step(await step(n));
      const times = (list: number[], by: (x: number, i: number) => number) => list.map(by).map((x) => by(x, 1));`,
    body: `async (n: number) => { let seen = 0; const r = await attempt(async () => { seen += 1; return await double(n); }, (error) => (seen += 10, error.message.length)); return { r, seen, t: await twice(n), u: await twice(n, async (x) => x + seen), v: times([n, 2], (x, i) => x * n + i) }; }`,
    scenarios: [
      { input: 3, stubs: { double: (x: number) => x * 2 } },
      { input: 3, stubs: { double: [{ error: "Broken", message: "four" }, { result: 1 }, { result: 2 }] } },
    ],
  },
  {
    name: "owned arrays that are ordered in place and read by helpers",
    before: `const sum = (list: readonly number[]): number => { let n = 0; for (const x of list) n += x; return n; };`,
    body: `async (input: number[]) => { const list: number[] = []; for (const n of input) list.push(await double(n)); list.sort((a, b) => b - a); const [top = 0, ...others] = list; await double(others.length); const order: { list: number[]; total?: number } = { list: [3, 1, 2] }; order.list.sort((a, b) => a - b); order.total = sum(list); const seen: number[] = []; for (const x of list.reverse()) seen.push(x); delete (order as { total?: number }).total; return { list, top, order, seen }; }`,
    scenarios: [[], [1, 3, 2]].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "loops over entries, characters, and groups that are made when needed",
    body: `async (list: string[]) => { const groups: Record<string, string[]> = {}; let odd = ""; for (const [index, text] of list.entries()) { if (index % 2 === 1) odd += text; (groups[text[0] ?? "none"] ??= []).push(text); } await double(odd.length); let vowels = 0; for (const c of odd) if ("aeiou😀".includes(c)) vowels++; (groups["all"] ??= []).push(...list); return { groups, odd, vowels }; }`,
    scenarios: [[], ["apple", "bee", "ant😀", "😀x", ""]].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "an exhaustive switch whose default calls a function that never returns",
    before: `type Shape = { kind: "circle"; r: number } | { kind: "rect"; w: number; h: number };
      function assertNever(x: never): never { throw new OutOfStock(\`unexpected \${String(x)}\`); }
      const area = (s: Shape): number => { switch (s.kind) { case "circle": return 3 * s.r ** 2; case "rect": return s.w * s.h; default: return assertNever(s); } };`,
    body: `async (s: Shape) => area(s)`,
    scenarios: [
      { kind: "circle", r: 2 },
      { kind: "rect", w: 2, h: 3 },
    ].map((input) => ({ input })),
  },
  {
    name: "a Set that grows and shrinks",
    body: `async (list: string[]) => { const seen = new Set<string>(); const twice: string[] = []; for (const x of list) { if (seen.has(x)) twice.push(x); seen.add(x); } await double(seen.size); const gone = seen.delete("a"); seen.add("z"); const numbers = new Set([1, 2, 2, list.length]); numbers.delete(1); let text = ""; for (const x of seen) text += x; return { twice, gone, all: [...seen], text, numbers: Array.from(numbers), none: list.filter((x) => !seen.has(x)) }; }`,
    scenarios: [[], ["a", "b", "a", "c", "b", "a"], ["x"]].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "a Map that counts and groups",
    body: `async (list: string[]) => { const counts = new Map<string, number>(); const groups = new Map<string, string[]>([["10", ["first"]], ["2", []], ["10", ["last"]]]); for (const x of list) { counts.set(x, (counts.get(x) ?? 0) + 1); groups.set(x, [...(groups.get(x) ?? []), x + "!"]); } await double(counts.size); const had = groups.delete("2"); const lengths = new Map(list.map((x) => [x, { n: x.length }])); let text = ""; for (const [key, value] of counts) text += key + value; return { had, counts: Object.fromEntries(counts), pairs: [...groups], keys: [...groups.keys()], values: [...counts.values()], text, a: lengths.get("a")?.n ?? null, has: lengths.has("bb"), entries: [...lengths.entries()].length }; }`,
    scenarios: [[], ["a", "bb", "a", "2", "10"], ["x"]].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "Dates with a name",
    body: `async (text: string) => { const start = new Date(text); const end = new Date(start.getTime() + 90_000.5); await double(1); return { start: start.toISOString(), end: end.toISOString(), late: start > end, early: start <= end, took: end.getTime() - start.getTime(), day: end.getUTCDate() }; }`,
    scenarios: ["2026-01-31T23:59:00Z", "2024-02-29T00:00:00.250+01:00"].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "arguments of a helper are evaluated from left to right",
    body: `async (n: number) => { let x = n; const list = (a: number, b: number, c: number) => [a, b, c]; const first = list(x, await double((x = x + 1)), x); return [first, x]; }`,
    scenarios: [{ input: 3, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "a call behind a break, in a loop over values",
    body: `async (counts: Record<string, number>) => { let id = "none"; for (let round = 0; round < 2; round++) { for (const name in counts) { break; id = (await fetchItem(name)).id; } } return id; }`,
    scenarios: [{}, { a: 1 }].map((input) => ({ input, stubs: { fetchItem: item("a") } })),
  },
  {
    name: "a call behind an if that leaves either way, in a loop over values",
    body: `async (list: number[]) => { let id = "none"; for (let round = 0; round < 2; round++) { for (const n of list) { if (n > 1) break; else continue; id = (await fetchItem("x")).id; } } return id; }`,
    scenarios: [[], [1, 2]].map((input) => ({ input, stubs: { fetchItem: item("a") } })),
  },
  {
    name: "a return out of a try that calls nothing, with a finally",
    body: `async (n: number) => { let more: number | undefined = n > 1 ? n : undefined; try { return { n, list: [n], more }; } catch {} finally { more = 0; } }`,
    scenarios: [1, 2].map((input) => ({ input })),
  },
  {
    name: "rounds that are skipped behind constants of theirs",
    body: `async (records: { kind: string; image?: { name?: string; price: number } }[]) => { let total = 0; for (const record of records) { const image = record.image; const name = image?.name ?? "none"; if (record.kind !== "new" || image === undefined) continue; const doubled = image.price * 2; if (doubled > 10) continue; total += await double(doubled); await release(name); } return total; }`,
    scenarios: [
      [],
      [{ kind: "old", image: { name: "a", price: 1 } }, { kind: "new" }],
      [
        { kind: "new", image: { name: "a", price: 1 } },
        { kind: "old", image: { name: "b", price: 2 } },
        { kind: "new", image: { price: 3 } },
        { kind: "new", image: { name: "d", price: 6 } },
        { kind: "new", image: { name: "e", price: 5 } },
      ],
    ].map((input) => ({ input, stubs: { double: (x: number) => x * 2, release: { result: null } } })),
  },
  {
    name: "a time beside what helpers make",
    before: `function entry(key: string, value: number) { return { key, text: \`\${key}=\${value}\` }; }\nfunction later(since: number) { const now = Date.now(); return now >= since; }`,
    body: `async (n: number) => { await echo([Date.now() > 0, entry(\`a\${n}\`, n), entry(\`b\${n}\`, n + 1)]); const start = Date.now(); const list = [Date.now() >= start, entry("c", n), later(start), Date.now() - start < 1000]; const both = { a: Date.now(), ok: later(start), b: Date.now() }; await echo(both.a <= both.b); return list; }`,
    scenarios: [{ input: 3, stubs: { echo: { result: null } } }],
  },
  {
    name: "the last round of a loop that counts",
    body: `async (list: number[]) => { let log = ""; let at = 0; try { for (at = 0; at < list.length; at += 2) { const pair = list.slice(at, at + 2); const found = await map(pair, { concurrency: 1 }, async (n) => double(n)); log = log + found.join(",") + ";"; await release(log); } } catch (error) { log = log + (error instanceof Error ? error.name : "?"); await echo({ at, log }); } return { log, at }; }`,
    scenarios: [
      ...[[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4, 5]].map((input) => ({
        input,
        stubs: { double: (x: number) => x * 2, release: { result: null } },
      })),
      {
        input: [1, 2, 3],
        stubs: {
          double: (x: number) => x * 2,
          release: [{ result: null }, { error: "Late", message: "" }],
          echo: { result: null },
        },
      },
    ],
  },
  {
    name: "the last round of a loop that ends inside",
    body: `async (most: number) => { let n = 0; let sum = 0; while (true) { if (n >= most) break; n = n + 1; sum = sum + (await double(n)); } await release(\`\${sum}\`); let left = most; while (left > 0) { left--; if (await check(left)) left = left - 1; } return { n, sum, left }; }`,
    scenarios: [0, 1, 2, 5].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2, release: { result: null }, check: (x: number) => x % 2 === 1 },
    })),
  },
  {
    name: "a list that gets its value where its items are settled",
    concurrent: true,
    body: `async (input: { list: number[] }) => { let list: number[] = []; const settled = await Promise.allSettled((list = input.list).slice(0, 2).map(async (n) => double(n))); return { list, settled }; }`,
    scenarios: [{ list: [1, 2, 3] }, { list: [] }].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "a list that changes after calls for its items were started",
    concurrent: true,
    body: `async (input: { list: number[] }) => { let list = input.list; const doubled = list.map(async (n) => double(n)); list = [...list, 9]; return { list, doubled: await Promise.all(doubled) }; }`,
    scenarios: [{ list: [1, 2] }, { list: [] }].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "code that nothing gets to by its types",
    body: `async (input: { flag: boolean; n?: number }) => { const { flag, n } = input; if (flag) return 1; else if (flag) { return ((flag && 2) || 3) - 1; } if (n === undefined) return 0; else if (n === undefined) { return 1 > (n ?? 4) ? 5 : 6; } return n + (await double(n)); }`,
    scenarios: [{ flag: true }, { flag: false }, { flag: false, n: 2 }].map((input) => ({
      input,
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "a number or nothing, chosen by a flag",
    body: `async (input: { member: boolean; price: number }) => { const off = (input.member && input.price / 10) || 0; return input.price - off - ((input.member && 5) || (await double(1))); }`,
    scenarios: [true, false].map((member) => ({
      input: { member, price: 50 },
      stubs: { double: (x: number) => x * 2 },
    })),
  },
  {
    name: "a function that is at work while it is called again, by a function that it was handed",
    before:
      "const twice = (change: (n: number) => number, n: number): number => change(change(n)); const thrice = async (run: (n: number) => Promise<number>, n: number): Promise<number> => run(await run(await run(n)));",
    body: `async (n: number) => ({ pure: twice((a) => twice((b) => b * 10 + 1, a) + 2, n), calls: await thrice(async (a) => thrice(async (b) => (await double(b)) + 1, a), n) })`,
    scenarios: [0, 3].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
  {
    name: "arguments that change the variable of the receiver",
    body: `async (input: { s: string; n: number }) => {
  let s: string = input.s;
  const awaited = s.startsWith((s = (await charge({ id: s, amount: 0 })).receipt));
  let list = [1, 2, 3];
  const at = list[(list = [7, 8, 9]).length - 2];
  const index = list.indexOf((list = [3]).length + 6);
  const both = list.concat((list = [9]));
  const part = s.slice((s = "xyzuv").length - 4, s.length);
  const most = Math.max(list.length, (list = []).length, list.length);
  return { awaited, at, index, both, part, most, s };
}`,
    scenarios: [
      { input: { s: "a", n: 1 }, stubs: { charge: ({ id }: { id: string }) => ({ receipt: `a${id}` }) } },
      { input: { s: "", n: 1 }, stubs: { charge: { result: { receipt: "" } } } },
    ],
  },
  {
    name: "lists in tables outside of functions, beside functions",
    before: `interface Step { readonly id: string; readonly after?: readonly string[]; readonly run: (n: number) => Promise<number> }
const steps: readonly Step[] = [{ id: "a", run: (n) => double(n) }, { id: "b", after: ["a"], run: (n) => double(n + 1) }, { id: "c", after: ["z"], run: async (n) => n }];
const table = [{ run: (n: number) => n + 1, data: [1, 2].map((x) => x * 2) }, { run: (n: number) => n * 2, data: [...[7], 8] }];`,
    body: `async (n: number) => {
  const failed: string[] = [];
  for (const step of steps) {
    if (step.after?.some((id) => failed.includes(id))) { failed.push(step.id); continue; }
    try { await step.run(n); } catch { failed.push(step.id); }
  }
  const out: number[] = [];
  for (const { run, data } of table) out.push(run(n), ...data);
  return { failed, out, lengths: table.map(({ data }) => data.length), has: table[1]?.data.includes(n) };
}`,
    scenarios: [
      { input: 7, stubs: { double: (x: number) => x } },
      { input: 1, stubs: { double: { error: "Broken", message: "sorry" } } },
    ],
  },
  {
    name: "objects from entries whose keys are no texts",
    before: `const pairOf = (x: string): [number, string] => [x.length * 1.5, x];`,
    body: `async (xs: string[]) => { const m = new Map<number, string>(); for (const x of xs) m.set(x.length, x); const pairs: [number, string][] = []; for (const x of xs) pairs.push([x.length, x]); return [Object.fromEntries(m), Object.fromEntries(xs.map(pairOf)), Object.fromEntries(pairs), Object.fromEntries(new Map(xs.map((x) => [x.length, x]))), Object.fromEntries([...m].filter(([k]) => k > 1)), Object.fromEntries(pairs.map((p) => p))]; }`,
    scenarios: runs([["a", "b", "cc"]], [[]]),
  },
  {
    name: "the first of what a pattern finds",
    body: `async (x: string) => [x.match(/([a-z])+/i)?.[1] ?? "none", x.match(/([a-z])+/i)?.[1] || "none"]`,
    scenarios: runs(["a=1"], [""]),
  },
  {
    name: "elements of what may be null",
    body: `async ({ xs, s, o, i, m }: { xs: string[] | null; s: string | null; o: Record<string, number> | null; i: number; m?: number[][] | null }) => { const found = [1, 2].find((x) => x > i) ?? null; const best = xs?.[0]; return [xs?.[0] ?? "none", xs?.[i] ?? "none", s?.[0] ?? "none", s?.[i] ?? "none", o?.["a"] ?? -1, o?.[\`k\${i}\`] ?? -1, m?.[0]?.[0] ?? "no", m?.[i]?.at(0) ?? "no", xs?.[0] === undefined, typeof xs?.[i], \`\${xs?.[0]}\`, best === undefined ? "u" : best, xs?.[1] || "empty", xs?.at(0) ?? "none", xs?.length ?? -1, (xs ?? ["z"])[0] ?? "?", found]; }`,
    scenarios: runs(
      [{ xs: null, s: null, o: null, i: 0, m: null }],
      [{ xs: ["a", "b"], s: "xy", o: { a: 1, k1: 2 }, i: 1, m: [[5], [6]] }],
      [{ xs: [], s: "", o: {}, i: 0 }],
      [{ xs: null, s: null, o: null, i: 1, m: [] }],
    ),
  },
  {
    name: "counts that are no whole numbers",
    body: `async (n: number) => ["ab".repeat(n), "a".repeat(n), "x".padStart(n * 3, "ab"), Array.from({ length: n }, (_, i) => i * 2), [1, 2, 3].with(n, 9), [1, 2, 3, 4].toSpliced(n, n), "abcdef".slice(n), [1, 2, 3].at(n) ?? 0]`,
    scenarios: runs([0.5], [1.5], [2.9], [2]),
  },
  {
    name: "several values that cannot be computed twice, one after the other",
    body: `async (n: number) => { const a = crypto.randomUUID(); const b = a + "x"; const c = b + "y"; const d = crypto.randomUUID(); const e = d + "x"; const f = e + "y"; const g = crypto.randomUUID(); const h = [g, g + e]; await check(n); return [c.startsWith(b), f.startsWith(e), b === e, h[1] === h[0]! + e, g.length]; }`,
    scenarios: [{ input: 1, stubs: { check: { result: true } } }],
  },
  {
    name: "replacements with dollars that are known only when they run",
    body: `async (r: string) => ["say {p} and {p}".replace("{p}", r), "say {p} and {p}".replaceAll("{p}", r), "abcabc".replace(/b/, r), "abcabc".replace(/[bc]/g, r), "".replace("x", r), "aXb".replace("X", r + "!")]`,
    scenarios: inputs("5", "$5", "$$", "$&", "a$$b$&c$", "$1", "$01", "$<y>", "$0", "", "$$$&", "$$$$1", "$", "$$1"),
  },
  {
    name: "replacements with dollars where there are groups",
    body: `async (r: string) => "abcabc".replace(/(b)(c)/g, r)`,
    scenarios: inputs("5", "$$", "$&", "a$$b$&c$", "x", "$<"),
  },
  {
    name: "constant replacements with numbers of groups",
    body: `async (s: string) => [s.replace(/(b)/, "[$01]"), s.replace(/(b)(c)/, "[$2$1]"), s.replace(/(b)/, "[$10]"), s.replace(/(b)/, "[$11]"), s.replace(/(b)/, "[$2]"), s.replace(/(b)/, "[$00]"), s.replace(/(b)/, "[$0]"), s.replace(/(b)/, "[$$1]"), s.replace(/(b)/, "[$&]"), s.replace(/b/, "[$1$01]"), s.replace(/(?<k>b)/, "[$<k>$<q>$1]"), s.replace(/(b)(c)/, "[$02$01$12$21$3]")]`,
    scenarios: inputs("abcabc"),
  },
  {
    name: "a variable that a function clears after a condition has told that it is there",
    body: `async (o: { x?: number; ys: number[] }) => { let x = o.x; if (x === undefined) { throw new Declined(""); } const n: number = ["", ""].reduce((sum, s): number => { x = undefined; return sum + s.length; }, 0); let y: number | undefined = o.ys[0]; if (y === undefined) return { x }; const clear = () => { y = undefined; }; if (o.ys.length > 1) clear(); await check(1); const isGone = y === undefined; return { n, x, y, isGone, sent: await echo({ y }) }; }`,
    scenarios: runs([{ x: 1, ys: [1, 2] }], [{ x: 1, ys: [1] }], [{ x: 1, ys: [] }]),
  },
  {
    name: "a variable that is asked for again where a function clears it",
    body: `async (o: { x?: number; ys: number[] }) => { let x = o.x; let total = 0; const clear = () => { x = undefined; }; for (const y of o.ys) { if (x !== undefined) total += x; else x = y; if (y > 5) clear(); total += x === undefined ? 100 : x; } return { x, total }; }`,
    scenarios: runs([{ x: 1, ys: [1, 6, 7, 8] }], [{ ys: [1, 2] }]),
  },
  {
    name: "a variable of the round that changes after something was computed with it",
    body: `async (i: { maybe: number | null; y?: number }) => { let a: number | null = i.maybe; let sum = 0; for (const k of [1, 2]) { await check(k); let o: number | undefined = i.y; a = o ?? null; o ??= 7; let n = k; sum += n; n = n * 10; sum += n; } return { a, sum }; }`,
    scenarios: runs([{ maybe: 0 }], [{ maybe: 0, y: 4 }]),
  },
];
