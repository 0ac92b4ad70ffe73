import type { Row } from "./row.js";

const checks = `const d1 = (x: string | string[]) => Array.isArray(x) ? x.join('-') : x.toUpperCase();
const d2 = (x: string | number) => { if (typeof x === 'number') return x.toFixed(1); return x.trim(); };
const d3 = (x: string | null) => { if (x === null) return 0; return x.length; };
const d4 = (x: { k: string } | string) => typeof x === 'object' ? x.k : x;
const d5 = (x?: string) => x === undefined ? 'none' : x.trim();
const d6 = (x: string | number | boolean) => { switch (typeof x) { case 'string': return x.length; case 'number': return x + 1; default: return x ? 1 : 0; } };`;

const options = `interface Opts { limit?: number; tag?: string | null; by?: 'a' | { f: string } }
const asList = <T,>(x: T | T[]): T[] => Array.isArray(x) ? x : [x];
const f = (o: Opts = {}) => { const { limit = 10, tag } = o;
const by = o.by === undefined ? 'none' : typeof o.by === 'string' ? o.by.toUpperCase() : o.by.f.trim(); return \`\${limit} \${tag ? tag.trim() : 'no'} \${by}\`; };
const g = (o?: Opts) => o?.limit !== undefined ? o.limit.toFixed(1) : 'x' + (o?.tag?.length ?? -1);
type Shape = { t: 'c'; r: number } | { t: 'r'; w: number; h?: number } | { t: 'n' };
const area = (s: Shape): number => { switch (s.t) { case 'c': return s.r * s.r; case 'r': return s.w * (s.h ?? s.w); case 'n': return 0; } };
const key = (x: string | number | { id: string }) => typeof x === 'object' ? x.id : typeof x === 'number' ? \`#\${x.toFixed(0)}\` : x.trim();
const show = (x: unknown): string => typeof x === 'string' ? x.trim() : typeof x === 'number' ? x.toFixed(2) : Array.isArray(x) ? x.map((y) => show2(y)).join() : x === null ? 'null' : 'other';
const show2 = (x: unknown): string => typeof x === 'string' ? x : typeof x === 'number' ? x.toFixed(1) : 'z';
const len = (x: string | string[] | null | undefined) => { if (!x) return 0; if (typeof x === 'string') return x.trim().length; return x.filter((y) => y.length > 1).length; };
const first = (xs: readonly string[] | undefined, d?: string) => { if (xs === undefined || xs.length === 0) { if (d !== undefined) return d.toUpperCase(); throw new OutOfStock('none'); } return xs[0]!; };
async function load(id: string | number, o: { retry?: boolean; label?: string } = {}) { const n = typeof id === 'string' ? id.length : id;
const r = await double(n); if (o.retry) await double(0); return o.label ? \`\${o.label.trim()}:\${r}\` : r; }`;

/** Helpers that take values of several kinds and look which it is, called with one kind: the other ways lead nowhere then. */
export const narrowing: readonly Row[] = [
  {
    name: "an array or a text",
    before: checks,
    body: `async (i: { s: string; l: string[]; n: number }) => [d1(i.s), d1(i.l), d1('x'), d1(['y', 'z'])]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5 }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "a number or a text",
    before: checks,
    body: `async (i: { s: string; l: string[]; n: number }) => [d2(i.s), d2(i.n), d2('x '), d2(7)]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5 }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "a text or null",
    before: checks,
    body: `async (i: { s: string; l: string[]; n: number }) => [d3(i.s), d3(null), d3('abc')]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5 }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "an object or a text",
    before: checks,
    body: `async (i: { s: string; l: string[]; n: number }) => [d4(i.s), d4({ k: 'z' }), d4('abc')]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5 }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "an optional parameter",
    before: checks,
    body: `async (i: { s: string; l: string[]; n: number }) => [d5(i.s), d5(), d5('abc ')]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5 }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "a switch over typeof",
    before: checks,
    body: `async (i: { s: string; l: string[]; n: number }) => [d6(i.s), d6(i.n), d6(true), d6('abc'), d6(4), d6(i.n > 3)]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5 }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "a number that is read where there is a text",
    before: checks,
    body: `async (i: { s: string; l: string[]; n: number }) => { const x: string | undefined = i.n > 3 ? i.s : undefined; const y = await double(x === undefined ? 1 : Number(x)); let z: string | undefined; do { const w = await double(z === undefined ? 1 : Number(z)); z = w < 10 ? \`\${w}\` : undefined; } while (z); return [y]; }`,
    scenarios: [
      { input: { s: " 4 ", l: ["p", "q"], n: 5 }, stubs: { double: [{ result: 3 }, { result: 4 }, { result: 40 }] } },
    ],
  },
  {
    name: "one or many",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts }) => [asList(i.s), asList(i.l), asList('x'), asList(['y', 'z']), asList(3)]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5, o: {} }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "options with members that may be missing",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts }) => [f(), f({}), f({ limit: 3 }), f({ tag: ' t ' }), f({ tag: null }), f({ by: 'a' }), f({ by: { f: ' q ' } }), f(i.o), f({ ...i.o, limit: i.n }), f({ tag: i.s, by: { f: i.s } })]`,
    scenarios: [
      {
        input: { s: " a ", l: ["p", "q"], n: 5, o: { tag: "zz", by: { f: "k" } } },
        stubs: { double: (x: number) => x * 2 },
      },
    ],
  },
  {
    name: "options that may be missing",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts }) => [g(), g({}), g({ limit: 3 }), g({ tag: ' t ' }), g({ tag: null }), g(i.o), g(i.n > 3 ? { limit: i.n } : undefined)]`,
    scenarios: [
      { input: { s: " a ", l: ["p", "q"], n: 5, o: { tag: "zz" } }, stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "kinds of shapes",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts; sh: Shape[] }) => [area({ t: 'c', r: 2 }), area({ t: 'r', w: 3 }), area({ t: 'r', w: 3, h: i.n }), area({ t: 'n' }), i.sh.map(area), i.sh.map((s) => area(s)).reduce((a, b) => a + b, 0), area(i.sh[0] ?? { t: 'n' })]`,
    scenarios: [
      {
        input: { s: " a ", l: ["p", "q"], n: 5, o: {}, sh: [{ t: "c", r: 1 }, { t: "r", w: 2 }, { t: "n" }] },
        stubs: { double: (x: number) => x * 2 },
      },
    ],
  },
  {
    name: "kinds of keys, and anything",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts }) => [key(i.s), key(i.n), key('x '), key(4), key({ id: 'q' }), key({ id: i.s }), show(i.s), show(i.n), show(i.l), show(null), show(true), show('k '), show(5), show([1, 'a']), show(i.o)]`,
    scenarios: [{ input: { s: " a ", l: ["p", "q"], n: 5, o: {} }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "what counts as false",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts }) => [len(i.s), len(i.l), len(null), len(undefined), len('abc '), len(['aa', 'b']), len(i.n > 3 ? i.s : null), len(i.n > 3 ? i.l : i.s)]`,
    scenarios: [{ input: { s: " a ", l: ["p", "qq"], n: 5, o: {} }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "lists that may be missing",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts }) => { try { return [first(i.l), first(['z']), first(undefined, 'd'), first([], 'e'), first(i.l.slice(9), i.s), first(undefined)]; } catch (e) { return (e as Error).message; } }`,
    scenarios: [{ input: { s: " a ", l: ["p", "qq"], n: 5, o: {} }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "calls with options",
    before: options,
    body: `async (i: { s: string; l: string[]; n: number; o: Opts }) => [await load('abc'), await load(4, { retry: true }), await load(i.s, { label: ' l ' }), await load(i.n, { label: i.s, retry: i.n > 3 }), await Promise.all([load(1), load('zz', { label: 'q' })])]`,
    scenarios: [{ input: { s: " a ", l: ["p", "qq"], n: 5, o: {} }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "variables of several kinds",
    before: options,
    body: `async (i: { s: string; o: Opts }) => { const v: string | number = i.s.length > 1 ? i.s : 5; const w = typeof v === 'string' ? v.trim() : v.toFixed(1); let u: string | string[] | undefined; if (i.o.limit) u = ['a']; const z = u === undefined ? 'none' : Array.isArray(u) ? u.join() : 'str'; await double(1); const r = typeof i.o.by === 'object' ? i.o.by.f : i.o.by ?? 'nil'; return [w, z, r]; }`,
    scenarios: [{ input: { s: " a ", o: { by: "a" } }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "items of several kinds",
    before: options,
    body: `async (i: { s: string; o: Opts }) => { const ev: ({ kind: 'text'; text: string } | { kind: 'num'; num: number })[] = [{ kind: 'text', text: i.s }, { kind: 'num', num: 2 }]; const out: unknown[] = []; for (const e of ev) { if (e.kind === 'text') out.push(e.text.trim()); else out.push(await double(e.num)); } const [a] = ev; return [out, a?.kind === 'num' ? a.num.toFixed(1) : a?.text.length ?? 0]; }`,
    scenarios: [{ input: { s: " a ", o: { by: "a" } }, stubs: { double: (x: number) => x * 2 } }],
  },
  {
    name: "lists and variables whose type comes from what they get",
    body: `async (l: { at: string; n: number }[]) => { const rows = []; const ns = []; const all = []; let best; let balance = 0; for (const { at, n } of l) { balance += n; rows.push({ at, balance }); ns.push(await double(n)); } for (const x of l) { all.push(x); if (best === undefined || x.n > best.n) best = x; } const peak = Math.max(0, ...ns); return [rows, ns.map((n) => n + 1), all.find((x) => x.n > 1)?.at ?? null, best ?? null, await double(peak)]; }`,
    scenarios: [
      {
        input: [
          { at: "a", n: 1 },
          { at: "b", n: 2 },
        ],
        stubs: { double: (x: number) => x * 2 },
      },
      { input: [], stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "numbers read from texts, asked about in callbacks and helpers",
    before: `const isNum = (n: number) => !Number.isNaN(n); const orZero = (n: number): number => (Number.isFinite(n) ? n : 0); const clean = (xs: string[]) => xs.map(Number).filter((n) => !isNaN(n));
const toInt = (s: string): number | null => { const n = parseInt(s, 10); return Number.isNaN(n) ? null : n; };`,
    body: `async (xs: string[]) => { const out: number[] = []; for (const x of xs) { if (isNum(Number(x))) out.push(await double(orZero(Number(x)))); }
return [out, clean(xs).reduce((a, b) => a + b, 0), xs.map(Number).filter(Number.isFinite), xs.map(Number).filter(Number.isInteger), xs.map(Number).filter(Boolean).length, xs.map((x) => Number(x)).filter((n) => Number.isFinite(n) && n > 1), xs.map((x) => parseInt(x, 10)).filter((n, i) => !isNaN(n) && i > 0), xs.map((x) => parseFloat(x)).filter((n) => Number.isFinite(n)).map((n) => n * 2), xs.map(Number).some((n) => Number.isNaN(n)), xs.map(Number).every(Number.isFinite), xs.map(Number).some(Number.isInteger), xs.map((x) => Number(x.trim())).filter((n) => { if (Number.isNaN(n)) return false; return n < 2; }), xs.map((x) => isNum(Number(x))), xs.map((x) => orZero(Number(x))), xs.map(toInt), xs.map(Number).filter(isNum).length]; }`,
    scenarios: [
      { input: ["1", "x", "", "2.5", "-3", " 7 "], stubs: { double: (x: number) => x * 2 } },
      { input: [], stubs: { double: (x: number) => x * 2 } },
    ],
  },
  {
    name: "numbers read from texts that change before they are compared",
    body: `async (s: string) => { let n = 1; n += Number(s) >= (n = 1) ? 1 : 2; let t = s; const more = Number(t) > (t = "5", 3); let u = s; const sum = (Number(u) || 7) + (u = "55").length; let v = s; const all = [parseInt(v, 10) || 0, (v = "8"), Number(v)]; await double(n); return [n, more, t, sum, u, all]; }`,
    scenarios: ["a", "12", ""].map((input) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
];
