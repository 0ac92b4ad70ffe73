import type { Row } from "./row.js";

const n = {
  id: "a",
  kids: [
    { id: "b", kids: [{ id: "c", kids: [] }] },
    { id: "d", kids: [] },
  ],
};
const stubs = {
  double: (x: number) => x * 2,
  echo: (x: unknown) => x,
  check: (x: number) => x > 2,
  fetchItem: (id: string) => ({ id, price: id.length, tags: [id] }),
};

/** What functions that call themselves are used for: searches, tables, texts, trees that are built. */
export const recursionIdioms: readonly Row[] = [
  {
    name: "root",
    before: `const lookup = new Map([["a", "b"], ["b", "c"]]); function root(id: string): string { const up = lookup.get(id); return up === undefined ? id : root(up); }`,
    body: `async ({ id }: { id: string }) => root(id)`,
    scenarios: [{ input: { id: "a" } }],
  },
  {
    name: "times",
    before: `function times(n: number, f: (i: number) => void): void { if (n > 0) { times(n - 1, f); f(n); } }`,
    body: `async ({ k }: { k: number }) => { const seen: number[] = []; times(k, (i) => { seen.push(i * 2); }); return seen; }`,
    scenarios: [{ input: { k: 3 } }],
  },
  {
    name: "each",
    before: `async function each(xs: string[], f: (x: string) => Promise<void>): Promise<void> { const [first, ...rest] = xs; if (first === undefined) return; await f(first); await each(rest, f); }`,
    body: `async ({ xs }: { xs: string[] }) => { const got: string[] = []; await each(xs, async (x) => { const item = await fetchItem(x); got.push(item.id + "!"); }); return got; }`,
    scenarios: [{ input: { xs: ["a", "bb"] }, stubs }],
  },
  {
    name: "merge",
    before: `const merge = (a: Record<string, unknown>, b: Record<string, unknown>): Record<string, unknown> => { const out: Record<string, unknown> = { ...a }; for (const [k, v] of Object.entries(b)) { const old = out[k]; out[k] = typeof old === "object" && old !== null && typeof v === "object" && v !== null ? merge(old as Record<string, unknown>, v as Record<string, unknown>) : v; } return out; };`,
    body: `async ({ a, b }: { a: Record<string, unknown>; b: Record<string, unknown> }) => merge(a, b)`,
    scenarios: [{ input: { a: { x: 1, y: { z: 2, w: { q: 1 } } }, b: { y: { z: 3, w: { r: 2 } }, v: null } } }],
  },
  {
    name: "render",
    before: `function render(tpl: string, vars: Record<string, string>): string { const m = /\\{(\\w+)\\}/.exec(tpl); if (!m) return tpl; const key = m[1]!; return render(tpl.replace(m[0], vars[key] ?? "?"), vars); }`,
    body: `async ({ vars }: { vars: Record<string, string> }) => render("Hi {name}, {greet} {name}", vars)`,
    scenarios: [{ input: { vars: { name: "Al", greet: "yo" } } }],
  },
  {
    name: "total",
    before: `interface Node { id: string; kids: Node[] } const total = (n: Node, of: Record<string, number>): number => (of[n.id] ?? 0) + n.kids.reduce((s, k) => s + total(k, of), 0);`,
    body: `async ({ n, of }: { n: Node; of: Record<string, number> }) => total(n, of)`,
    scenarios: [{ input: { n, of: { a: 1, c: 5 } } }],
  },
  {
    name: "mark",
    before: `interface Node { id: string; kids: Node[] } function mark(n: Node, seen: string[] = []): string[] { return n.kids.reduce((all, k) => mark(k, all), [...seen, n.id]); }`,
    body: `async ({ n }: { n: Node }) => mark(n)`,
    scenarios: [{ input: { n } }],
  },
  {
    name: "collatz",
    before: `function collatz(n: number, steps = 0): number { return n === 1 ? steps : collatz(n % 2 === 0 ? n / 2 : 3 * n + 1, steps + 1); }`,
    body: `async ({ k }: { k: number }) => collatz(k)`,
    scenarios: [{ input: { k: 27 } }],
  },
  {
    name: "pow",
    before: `const pow = (b: number, e: number): number => { if (e === 0) return 1; const half = pow(b, Math.floor(e / 2)); return e % 2 === 0 ? half * half : half * half * b; };`,
    body: `async ({ k }: { k: number }) => [pow(2, k), pow(3, 4)]`,
    scenarios: [{ input: { k: 10 } }],
  },
  {
    name: "chunk",
    before: `function chunk<T>(xs: readonly T[], n: number): T[][] { return xs.length === 0 ? [] : [xs.slice(0, n) as T[], ...chunk(xs.slice(n), n)]; }`,
    body: `async ({ xs }: { xs: number[] }) => { const sizes = chunk(xs, 2).map((c) => c.length); return { sizes, all: chunk(xs, 3) }; }`,
    scenarios: [{ input: { xs: [1, 2, 3, 4, 5] } }],
  },
  {
    name: "drain",
    before: `async function drain(n: number): Promise<number> { const left = await double(n); if (left > 20) return left; const more = await drain(left + 1); return more + left; }`,
    body: `async ({ k }: { k: number }) => drain(k)`,
    scenarios: [{ input: { k: 1 }, stubs }],
  },
  {
    name: "drain 2",
    before: `async function drain(n: number): Promise<number> { const left = await double(n); if (left > 20) return left; const more = await drain(left + 1); return more + left; }`,
    body: `async ({ k }: { k: number }) => { const a = drain(k); const b = echo("x"); return [await a, await b]; }`,
    scenarios: [{ input: { k: 1 }, stubs }],
  },
  {
    name: "drain 3",
    before: `async function drain(n: number): Promise<number> { const left = await double(n); if (left > 20) return left; const more = await drain(left + 1); return more + left; }`,
    body: `async ({ ks }: { ks: number[] }) => Promise.all(ks.map((k) => drain(k)))`,
    scenarios: [{ input: { ks: [6] }, stubs }],
  },
  {
    name: "parse",
    before: `function parse(tokens: string[], at: number): { value: number; next: number } { const t = tokens[at]; if (t === "(") { const l = parse(tokens, at + 1); const op = tokens[l.next]; const r = parse(tokens, l.next + 1); return { value: op === "+" ? l.value + r.value : l.value * r.value, next: r.next + 1 }; } return { value: Number(t ?? "0"), next: at + 1 }; }`,
    body: `async ({ t }: { t: string[] }) => parse(t, 0).value`,
    scenarios: [{ input: { t: ["(", "1", "+", "(", "2", "*", "3", ")", ")"] } }],
  },
  {
    name: "go",
    body: `async ({ k }: { k: number }) => { let best = 0; const go = (left: number, sum: number): void => { if (left === 0) { best = Math.max(best, sum); return; } for (const step of [1, 2]) if (step <= left) go(left - step, sum * 2 + step); }; go(k, 0); return best; }`,
    scenarios: [{ input: { k: 4 } }],
  },
  {
    name: "fib",
    body: `async ({ k }: { k: number }) => { const memo = new Map<number, number>(); const fib = (i: number): number => { const known = memo.get(i); if (known !== undefined) return known; const v = i < 2 ? i : fib(i - 1) + fib(i - 2); memo.set(i, v); return v; }; return [fib(k), memo.size]; }`,
    scenarios: [{ input: { k: 9 } }],
  },
  {
    name: "cost",
    before: `interface Emp { id: string; boss?: string; pay: number }`,
    body: `async ({ emps }: { emps: Emp[] }) => { const cost = (id: string): number => emps.filter((e) => e.boss === id).reduce((s, e) => s + cost(e.id), emps.find((e) => e.id === id)?.pay ?? 0); return cost("x"); }`,
    scenarios: [
      {
        input: {
          emps: [
            { id: "x", pay: 1 },
            { id: "y", boss: "x", pay: 2 },
            { id: "z", boss: "y", pay: 3 },
          ],
        },
      },
    ],
  },
  {
    name: "build",
    before: `interface Emp { id: string; boss?: string; pay: number }`,
    body: `async ({ emps }: { emps: Emp[] }) => { interface T { id: string; under: T[] } const build = (boss?: string): T[] => emps.filter((e) => e.boss === boss).map((e) => ({ id: e.id, under: build(e.id) })); return build(); }`,
    scenarios: [
      {
        input: {
          emps: [
            { id: "x", pay: 1 },
            { id: "y", boss: "x", pay: 2 },
            { id: "z", boss: "y", pay: 3 },
          ],
        },
      },
    ],
  },
  {
    name: "find",
    before: `interface Node { id: string; kids: Node[] }`,
    body: `async ({ n }: { n: Node }) => { const find = async (x: Node, want: string): Promise<Node | null> => { if (x.id === want) return x; for (const k of x.kids) { const f = await find(k, want); if (f) return f; } return null; }; const f = await find(n, "c"); return f?.id ?? "none"; }`,
    scenarios: [{ input: { n } }],
  },
  {
    name: "ids",
    before: `interface Node { id: string; kids: Node[] }`,
    body: `async ({ n }: { n: Node }) => { const ids = (x: Node): string[] => { switch (x.kids.length) { case 0: return [x.id]; case 1: { const [only] = x.kids; return [x.id, ...ids(only!)]; } default: return x.kids.map(ids).flat(); } }; return ids(n).join(); }`,
    scenarios: [{ input: { n } }],
  },
];
