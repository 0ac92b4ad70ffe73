import type { Row } from "./row.js";

/** Helpers with type parameters. */
export const generics: readonly Row[] = [
  {
    name: "groupBy",
    before: `function groupBy<T>(items: readonly T[], key: (t: T) => string): Record<string, T[]> { const out: Record<string, T[]> = {}; for (const item of items) { const k = key(item); const list = out[k] ?? []; list.push(item); out[k] = list; } return out; }`,
    body: `async (items: { k: string; n: number }[]) => groupBy(items, (i) => i.k)`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "groupBy reduce",
    before: `const groupBy = <T, K extends string>(items: readonly T[], key: (t: T) => K): Record<K, T[]> => items.reduce((acc, item) => { (acc[key(item)] ??= []).push(item); return acc; }, {} as Record<K, T[]>);`,
    body: `async (items: { k: string; n: number }[]) => groupBy(items, (i) => i.k)`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "pick",
    before: `function pick<T extends object, K extends keyof T>(o: T, ...keys: K[]): Pick<T, K> { const r = {} as Pick<T, K>; for (const k of keys) r[k] = o[k]; return r; }`,
    body: `async (o: { a: number; b: string; c: boolean }) => pick(o, "a", "c")`,
    scenarios: [{ input: { a: 1, b: "x", c: true } }],
  },
  {
    name: "pluck",
    before: `function pluck<T, K extends keyof T>(list: readonly T[], key: K): T[K][] { return list.map((x) => x[key]); }`,
    body: `async (items: { k: string; n: number }[]) => [pluck(items, "k"), pluck(items, "n").reduce((a, b) => a + b, 0)]`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "keyBy",
    before: `function keyBy<T>(list: readonly T[], key: keyof T & string): Record<string, T> { return Object.fromEntries(list.map((x) => [String(x[key]), x])); }`,
    body: `async (items: { k: string; n: number }[]) => keyBy(items, "k")`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "uniq",
    before: `function uniq<T extends string | number>(list: readonly T[]): T[] { const out: T[] = []; for (const x of list) if (!out.includes(x)) out.push(x); return out; }`,
    body: `async (items: { k: string; n: number }[]) => [uniq(items.map((i) => i.k)), uniq(items.map((i) => i.n % 2))]`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "zip",
    before: `const zip = <A, B>(a: readonly A[], b: readonly B[]): [A, B][] => a.slice(0, Math.min(a.length, b.length)).map((x, i) => [x, b[i]!]);`,
    body: `async (items: { k: string; n: number }[]) => zip(items.map((i) => i.k), [1, 2])`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "last or default",
    before: `const last = <T,>(list: readonly T[], other: T): T => list.at(-1) ?? other;`,
    body: `async (items: { k: string; n: number }[]) => [last(items.map((i) => i.n), 0), last(items.map((i) => i.k), "none")]`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "memo async generic",
    before: `async function mapAll<A, B>(list: readonly A[], f: (a: A) => Promise<B>): Promise<B[]> { const out: B[] = []; for (const a of list) out.push(await f(a)); return out; }`,
    body: `async (items: { k: string; n: number }[]) => mapAll(items, async (i) => ({ k: i.k, d: await double(i.n) }))`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
        stubs: { double: (x: number) => x * 2 },
      },
      { input: [], stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "generic result type",
    before: `type Result<T> = { ok: true; value: T } | { ok: false; error: string }; async function attempt<T>(f: () => Promise<T>): Promise<Result<T>> { try { return { ok: true, value: await f() }; } catch (e) { return { ok: false, error: (e as Error).message }; } }`,
    body: `async (items: { k: string; n: number }[]) => { const out: string[] = []; for (const i of items) { const r = await attempt(() => double(i.n)); out.push(r.ok ? "v" + r.value : r.error); } return out; }`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
        stubs: { double: (x: number) => x * 2 },
      },
      { input: [], stubs: { double: (x: number) => x * 2 } },
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
        stubs: {
          double: (x) => {
            if (x === 2) throw new Error("two");
            return x;
          },
        },
      },
    ],
  },
  {
    name: "nested generics",
    before: `const first = <T,>(l: readonly T[]): T | undefined => l[0]; const firstOr = <T,>(l: readonly T[], d: T): T => first(l) ?? d; function sumBy<T>(l: readonly T[], f: (t: T) => number) { let s = 0; for (const x of l) s += f(x); return s; } const avgBy = <U,>(l: readonly U[], f: (u: U) => number) => l.length === 0 ? 0 : sumBy(l, f) / l.length;`,
    body: `async (items: { k: string; n: number }[]) => [firstOr(items.map((i) => i.k), "z"), avgBy(items, (i) => i.n), firstOr<number>([], 3)]`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "maxBy",
    before: `function maxBy<T>(l: readonly T[], f: (t: T) => number): T | undefined { let best: T | undefined; let score = -1e9; for (const x of l) { const s = f(x); if (s > score) { score = s; best = x; } } return best; }`,
    body: `async (items: { k: string; n: number }[]) => maxBy(items, (i) => i.n)?.k ?? "none"`,
    scenarios: [
      {
        input: [
          { k: "a", n: 1 },
          { k: "b", n: 2 },
          { k: "a", n: 3 },
        ],
      },
      { input: [] },
    ],
  },
  {
    name: "entries typed",
    before: `const entriesOf = <T extends object>(o: T): [string, T[keyof T]][] => Object.entries(o) as [string, T[keyof T]][];`,
    body: `async (o: { a: number; b: number }) => entriesOf(o).map(([k, v]) => k + v)`,
    scenarios: [{ input: { a: 1, b: 2 } }],
  },
];
