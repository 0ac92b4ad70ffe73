import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Callbacks of lists that do more than compute: they assign, throw, try and loop. */
export const callbacks: readonly Row[] = [
  {
    name: "throw in map callback",
    body: `async (xs: number[]) => { const ys = xs.map((x) => { if (x < 0) throw new Declined(\`neg \${x}\`); return x * 2; }); return ys; }`,
    scenarios: runs([[1, 2]], [[1, -2]], [[]]),
  },
  {
    name: "throw in helper called in map callback",
    before: `const must = (x: number) => { if (x < 0) throw new Declined(\`neg \${x}\`); return x * 2; };`,
    body: `async (xs: number[]) => { try { return xs.map(must).concat(xs.map((x) => must(x) + 1)); } catch (e) { return (e as Error).message; } }`,
    scenarios: runs([[1, 2]], [[1, -2]], [[]]),
  },
  {
    name: "loop in map callback",
    body: `async (xs: number[][]) => xs.map((row) => { let s = 0; for (const x of row) { if (x < 0) continue; s += x; } return s; })`,
    scenarios: runs([[[1, 2], [], [-1]]], [[]]),
  },
  {
    name: "while and nested list in callback",
    body: `async (xs: string[]) => xs.map((s) => { const parts: string[] = []; let rest = s; while (rest.length > 2) { parts.push(rest.slice(0, 2)); rest = rest.slice(2); } parts.push(rest); return parts; })`,
    scenarios: runs([["abcde", "", "ab"]], [[]]),
  },
  {
    name: "try in callback",
    before: `const p = (s: string) => { if (!/^\\d+$/.test(s)) throw new Declined(s); return Number(s); };`,
    body: `async (xs: string[]) => xs.map((s) => { try { return { ok: true as const, n: p(s) }; } catch (e) { return { ok: false as const, why: (e as Error).message }; } })`,
    scenarios: runs([["1", "b"]], [[]]),
  },
  {
    name: "counter in callback",
    body: `async (xs: string[]) => { let n = 0; const ids = xs.map((s) => ({ id: ++n, s })); const seen = new Set<string>(); const uniq = xs.filter((x) => { if (seen.has(x)) return false; seen.add(x); return true; }); const uniq2 = xs.filter((x) => !seen.has(x + "!") && seen.add(x + "!")); return [ids, uniq, n, uniq2]; }`,
    scenarios: runs([["a", "b", "a"]], [[]]),
  },
  {
    name: "side effects in filter and some",
    body: `async (xs: number[]) => { const dropped: number[] = []; const kept = xs.filter((x) => { if (x > 2) { dropped.push(x); return false; } return true; }); let looked = 0; const any = xs.some((x) => { looked++; return x === 2; }); const f = xs.find((x) => { looked += 10; return x > 1; }); return [kept, dropped, any, looked, f ?? null]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "log in reduce",
    body: `async (xs: number[]) => { const log: string[] = []; const sum = xs.reduce((a, x, i) => { log.push(\`\${i}:\${a}\`); return a + x; }, 0); const o = xs.reduce<Record<string, number[]>>((acc, x) => { const k = x % 2 ? "odd" : "even"; if (!acc[k]) acc[k] = []; acc[k]!.push(x); return acc; }, {}); return [sum, log, o]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "sort with counting comparator",
    body: `async (xs: number[]) => { const order: Record<string, number> = { a: 1 }; const s = [...xs].sort((a, b) => { const d = a % 10 - b % 10; if (d !== 0) return d; return b - a; }); return s; }`,
    scenarios: runs([[11, 21, 5, 3]], [[]]),
  },
  {
    name: "switch in callback",
    body: `async (xs: { t: "a" | "b" | "c"; v: number }[]) => xs.map((x) => { switch (x.t) { case "a": return x.v; case "b": { const d = x.v * 2; return d; } case "c": throw new OutOfStock("c"); } })`,
    scenarios: runs(
      [
        [
          { t: "a", v: 1 },
          { t: "b", v: 2 },
        ],
      ],
      [[{ t: "c", v: 1 }]],
    ),
  },
  {
    name: "pop in callback",
    body: `async (xs: number[]) => { const stack = [...xs]; const ys = xs.map(() => stack.pop()!); const q = [...xs]; const zs = xs.map((x) => x + (q.shift() ?? 0)); return [ys, zs, stack.length]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "Array.from with side effect",
    body: `async (n: number) => { let seed = 7; const rand = () => { seed = (seed * 16807) % 2147483647; return seed; }; const xs = Array.from({ length: n }, rand); const ys = Array.from({ length: n }, (_, i) => rand() % (i + 1)); return [xs, ys, rand()]; }`,
    scenarios: runs([3], [0]),
  },
  {
    name: "flatMap with push",
    body: `async (xs: number[]) => { const seen: number[] = []; return [xs.flatMap((x) => { seen.push(x); return seen.length > 1 ? [x, x] : []; }), seen]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "memo in helper",
    body: `async (xs: string[]) => { const cache = new Map<string, number>(); const len = (s: string) => { let n = cache.get(s); if (n === undefined) { n = s.length * 2; cache.set(s, n); } return n; }; return [xs.map((x) => len(x)), cache.size, [...cache.keys()]]; }`,
    scenarios: runs([["a", "bb", "a"]], [[]]),
  },
  {
    name: "validator collecting problems",
    before: `interface Rule { field: "a" | "b"; max: number }`,
    body: `async ({ rec, rules }: { rec: { a: number; b: number }; rules: Rule[] }) => { const problems: string[] = []; const ok = rules.every(({ field, max }) => { if (rec[field] > max) { problems.push(\`\${field} > \${max}\`); return false; } return true; }); const fail = (m: string) => { problems.push(m); return false; }; const all = rules.map((r) => rec[r.field] <= r.max || fail(r.field)); return { ok, problems, all }; }`,
    scenarios: runs(
      [
        {
          rec: { a: 5, b: 2 },
          rules: [
            { field: "b", max: 3 },
            { field: "a", max: 1 },
          ],
        },
      ],
      [{ rec: { a: 1, b: 1 }, rules: [] }],
    ),
  },
  {
    name: "id generator closure",
    body: `async (xs: string[]) => { const gen = (prefix: string) => { let n = 0; return () => \`\${prefix}\${++n}\`; }; const a = gen("a"), b = gen("b"); const r = [a(), b(), a()]; for (const x of xs) r.push(x + a()); return r; }`,
    scenarios: runs([["x", "y"]], [[]]),
  },
  {
    name: "object with closures state",
    body: `async (xs: number[]) => { const counter = (() => { let n = 0; return { inc: (by = 1) => (n += by), get: () => n, reset() { n = 0; } }; })(); xs.forEach((x) => counter.inc(x)); const a = counter.get(); counter.reset(); counter.inc(); return [a, counter.get()]; }`,
    scenarios: runs([[1, 2]], [[]]),
  },
  {
    name: "reassigned list in callback",
    body: `async (xs: number[]) => { let list = [...xs]; const ys = list.map((x) => { list = [...list, x * 10]; return list.length; }); let k = xs; const f = k.filter((x) => { k = [99]; return x > 1; }); return [ys, list, f, k]; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "order of initial and list",
    body: `async (n: number) => { let k = n; const take = () => { k++; return [k, k + 1]; }; const init = () => { k *= 10; return k; }; let s = 0; const r = take().reduce((a, x) => { s += x; return a + x; }, init()); return [r, s, k]; }`,
    scenarios: runs([1]),
  },
  {
    name: "callback calls in nested maps",
    body: `async (xs: number[][]) => { let n = 0; const ids = xs.map((row, i) => row.map((v, j) => ({ id: \`\${i}.\${j}.\${++n}\`, v }))); const total = xs.reduce((a, row) => a + row.reduce((b, v) => { if (v < 0) throw new Declined(\`bad \${v} after \${n}\`); return b + v; }, 0), 0); return { ids, n, total }; }`,
    scenarios: runs([[[1, 2], [3]]], [[[1, -2], [3]]], [[]]),
  },
  {
    name: "chain of effects",
    body: `async (xs: string[]) => { const seen = new Map<string, number>(); const errors: string[] = []; const out = xs.map((s) => s.trim()).filter((s) => { if (s === "") { errors.push("empty"); return false; } return true; }).map((s, i) => { seen.set(s, (seen.get(s) ?? 0) + 1); return \`\${i}:\${s}\${seen.get(s)! > 1 ? \`(\${seen.get(s)})\` : ""}\`; }); if (errors.length) await echo(errors); return { out, seen: [...seen] }; }`,
    scenarios: runs([["a", " a", "", "b "]], [[]]),
  },
  {
    name: "callback with early exits in condition",
    body: `async (xs: number[]) => { let cost = 0; if (xs.some((x) => { cost += x; return x > 2; }) && xs.every((x) => { cost += 100; return x > 0; })) { cost += await double(1); } else if (xs.find((x) => { cost++; return x < 0; }) !== undefined) return ["neg", cost]; return cost; }`,
    scenarios: runs([[1, 2, 3]], [[1, -1]], [[]], [[3, -1, 5]]),
  },
  {
    name: "while condition with effects in callback",
    body: `async (xs: number[]) => { let rounds = 0; let list = [...xs]; while (list.filter((x) => { rounds++; return x > 0; }).length > 0 && rounds < 50) list = list.map((x) => x - 1); return rounds; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "default params and destructuring in effectful callbacks",
    body: `async (xs: { a?: number; b: [string, number?] }[]) => { const log: string[] = []; return [xs.map(({ a = log.length, b: [s, n = a] }, i) => { log.push(\`\${i}\${s}\${n}\`); return { a, s, n }; }), log]; }`,
    scenarios: runs([[{ b: ["x"] }, { a: 5, b: ["y", 2] }, { b: ["z"] }]]),
  },
  {
    name: "parse with helper that throws, in try, results of kinds",
    before: `class ParseError extends WorkflowError { constructor(readonly line: number, m: string) { super(m); } }
const parseLine = (s: string, i: number) => { const [k, v, ...rest] = s.split("="); if (k === undefined || v === undefined || rest.length) throw new ParseError(i + 1, \`line \${i + 1}: \${s}\`); return [k.trim(), v.trim()] as const; };`,
    body: `async (text: string) => { try { return Object.fromEntries(text.split("\\n").filter((l) => l && !l.startsWith("#")).map(parseLine)); } catch (e) { if (e instanceof ParseError) { await release(\`l\${e.line}\`); return e.message; } throw e; } }`,
    scenarios: runs(["a=1\n# c\nb = 2"], ["a=1\nb"], [""]),
  },
  {
    name: "generic helpers with callbacks",
    before: `function groupBy<T, K extends string>(xs: readonly T[], key: (x: T) => K): Partial<Record<K, T[]>> { const out: Partial<Record<K, T[]>> = {}; xs.forEach((x) => { (out[key(x)] ??= [] as T[]).push(x); }); return out; }
const partition = <T,>(xs: readonly T[], test: (x: T) => boolean) => { const yes: T[] = [], no: T[] = []; xs.forEach((x) => (test(x) ? yes : no).push(x)); return [yes, no] as const; };
const uniqueBy = <T,>(xs: readonly T[], key: (x: T) => string | number) => { const seen = new Set<string | number>(); return xs.filter((x) => { const k = key(x); if (seen.has(k)) return false; seen.add(k); return true; }); };
const zipWith = <A, B, C>(as: readonly A[], bs: readonly B[], f: (a: A, b: B, i: number) => C) => as.slice(0, Math.min(as.length, bs.length)).map((a, i) => f(a, bs[i]!, i));
const sumBy = <T,>(xs: readonly T[], f: (x: T) => number) => xs.reduce((s, x) => s + f(x), 0);
const maxBy = <T,>(xs: readonly T[], f: (x: T) => number): T | undefined => xs.reduce<T | undefined>((m, x) => (m === undefined || f(x) > f(m) ? x : m), undefined);
const range = (a: number, b: number, step = 1) => { const out: number[] = []; for (let i = a; i < b; i += step) out.push(i); return out; };
const times = <T,>(n: number, f: (i: number) => T) => range(0, n).map(f);`,
    body: `async (xs: { k: "a" | "b"; n: number }[]) => ({ g: groupBy(xs, (x) => x.k), p: partition(xs, (x) => x.n > 2), u: uniqueBy(xs, (x) => x.n % 2), z: zipWith(xs, [10, 20, 30], (x, m, i) => \`\${x.k}\${m}\${i}\`), s: sumBy(xs, (x) => x.n), m: maxBy(xs, (x) => x.n) ?? null, t: times(3, (i) => ({ i })), r: range(5, 10, 2) })`,
    scenarios: runs(
      [
        [
          { k: "a", n: 1 },
          { k: "b", n: 4 },
          { k: "a", n: 3 },
        ],
      ],
      [[]],
    ),
  },
  {
    name: "a Map or Set that reduce fills",
    body: `async (xs: string[]) => { const m = xs.reduce((m, x) => m.set(x, (m.get(x) ?? 0) + 1), new Map<string, number>()); const s = xs.reduce((s, x) => s.add(x), new Set<string>()); const byLen = xs.reduce((acc, x, i) => { const k = x.length; if (k === 0) return acc; acc.set(k, [...(acc.get(k) ?? []), x + i]); return acc; }, new Map<number, string[]>()); return [[...m], [...s], Object.fromEntries(byLen), xs.reduce((t, x) => t.add(x), new Set<string>()).size]; }`,
    scenarios: runs([["a", "b", "a", "", "cc"]], [[]]),
  },
  {
    name: "running sums",
    body: `async (xs: number[]) => { let sum = 0; const sums = xs.map((x) => (sum += x)); let last = 0; const steps = sums.map((s) => { const step = s - last; last = s; return step; }); return { sums, steps, sum, last }; }`,
    scenarios: runs([[1, 2, 3]], [[]]),
  },
  {
    name: "texts of what is missing",
    body: `async ({ xs, o, s }: { xs: string[]; o: { a?: number; b?: boolean | null }; s: string }) => { let t = ""; for (let i = 0; i <= s.length; i++) t += s[i]; return [\`\${xs[0]}-\${o.a}-\${o.b}\`, "x" + xs[1], xs.at(-1) + "!", String(o.a), o.a + "", t, \`\${xs.find((x) => x === "q")}\`, [o.a, o.b].join("|"), \`\${o?.b ?? "n"}\`, \`\${undefined}\`, \`\${xs.map((x) => \`\${o.a}\${x}\`)[0]}\`]; }`,
    scenarios: runs(
      [{ xs: ["a", "b"], o: {}, s: "hé" }],
      [{ xs: [], o: { a: 0, b: null }, s: "" }],
      [{ xs: ["z"], o: { b: false }, s: "" }],
    ),
  },
];
