import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** What authors combine: jumps through finally, defaults, patterns, library functions as callbacks, guards. */
export const combinations: readonly Row[] = [
  {
    name: "options that may be left out or undefined",
    before: `interface Hooks { before?: (n: number) => number; after?: { run?(n: number): string } }
const run = (n: number, hooks: Hooks = {}, { twice = false, label = twice ? "T" : "S" }: { twice?: boolean; label?: string } = {}) => { const m = hooks.before?.(n) ?? n; return \`\${label}\${twice ? m * 2 : m}\${hooks.after?.run?.(m) ?? ""}\`; };`,
    body: `async (n: number) => [run(n), run(n, { before: (x) => x + 1 }), run(n, { after: {} }), run(n, { after: { run: (x) => \`<\${x}>\` } }, { twice: true }), run(n, undefined, { label: "L" })]`,
    scenarios: runs([3]),
  },
  {
    name: "the error that is thrown is one of several",
    before: `async function retry<T>(f: (attempt: number) => Promise<T>, { attempts = 3, delay = 1, when = (e: Error) => true }: { attempts?: number; delay?: number; when?: (e: Error) => boolean } = {}): Promise<T> { let last: Error | undefined; for (let i = 1; i <= attempts; i++) { try { return await f(i); } catch (e) { last = e as Error; if (!when(last) || i === attempts) break; await sleep(\`\${delay * 2 ** (i - 1)}s\`); } } throw last ?? new WorkflowError("never"); }`,
    body: `async (n: number) => { const a = await retry((i) => double(n * i)); const b = await retry(() => double(n), { attempts: 2, when: (e) => e.name === "Busy" }).catch((e: Error) => \`\${e.name}/\${e.message}\`); const c = await retry(() => double(n), { attempts: 0 }).catch((e: Error) => e.message); if (n > 5) throw n > 6 ? new Declined("six") : new OutOfStock("five"); return [a, b, c]; }`,
    scenarios: runs(
      [1],
      [6],
      [7],
      [1, { double: [{ error: "Busy", message: "1" }, { result: 5 }, { error: "Busy", message: "2" }, { result: 6 }] }],
      [1, { double: [{ result: 5 }, { error: "Nope", message: "2" }] }],
    ),
  },
  {
    name: "guards of what is not known",
    before: `const isOrder = (x: unknown): x is { id: string; qty: number } => typeof x === "object" && x !== null && "id" in x && typeof x.id === "string" && "qty" in x && typeof (x as { qty: unknown }).qty === "number";`,
    body: `async (xs: unknown[]) => { const good = xs.filter(isOrder); return { n: good.length, total: good.reduce((s, o) => s + o.qty, 0), ids: good.map(({ id }) => id), bad: xs.filter((x) => !isOrder(x)).length, kinds: xs.map((x) => (typeof x === "object" && x !== null && "kind" in x ? "kind" : typeof x)) }; }`,
    scenarios: runs(
      [[{ id: "a", qty: 2 }, { id: 1, qty: 2 }, null, "x", [1], { id: "b", qty: 3 }, { kind: null }, [[]]]],
      [[]],
    ),
  },
  {
    name: "searches from a place on",
    body: `async ({ s, n }: { s: string; n: number }) => { const at: number[] = []; for (let i = s.indexOf("b"); i >= 0; i = s.indexOf("b", i + 1)) at.push(i); return [at, s.indexOf("b", n), s.indexOf("", n), s.startsWith("b", n), s.includes("c", n), s.startsWith("", n), s.indexOf("é", 1), s.indexOf("b", -5)]; }`,
    scenarios: runs(
      [{ s: "abcb", n: 2 }],
      [{ s: "", n: 0 }],
      [{ s: "😀bé", n: 99 }],
      [{ s: "bb", n: -1 }],
      [{ s: "abc", n: 1.7 }],
    ),
  },
  {
    name: "functions of the library as callbacks",
    body: `async ({ xs, ss }: { xs: number[]; ss: string[] }) => [xs.map(Math.round), xs.every(Number.isInteger), xs.filter(Number.isSafeInteger), ss.map(encodeURIComponent), xs.map(Math.abs).map(Math.sqrt).map(String), xs.findIndex(Number.isInteger), xs.map(Math.sign)]`,
    scenarios: runs([{ xs: [1.5, -4, 9], ss: ["a b", "é"] }], [{ xs: [], ss: [] }]),
  },
  {
    name: "objects that reduce builds from nothing",
    body: `async (xs: { k: string; v: number }[]) => { const plain = xs.reduce((acc, x, i) => ({ ...acc, [\`\${x.k}\${i}\`]: x.v }), {}); return [plain, Object.keys(plain).length, { ...plain, end: true }]; }`,
    scenarios: runs(
      [
        [
          { k: "a", v: 1 },
          { k: "b", v: 2 },
          { k: "a", v: 3 },
        ],
      ],
      [[]],
    ),
  },
  {
    name: "nested finally with returns",
    body: `async (n: number) => { const log: string[] = []; const f = async () => { try { try { log.push("a"); if (n === 1) return "r1"; if (n === 2) throw new Declined("x"); log.push("b"); } finally { log.push("f1"); if (n === 3) throw new OutOfStock("f"); await echo("f1"); } return "end"; } catch (e) { log.push((e as Error).name); return "caught"; } finally { log.push("f2"); } }; const r = await f(); return [r, log]; }`,
    scenarios: runs([0], [1], [2], [3], [0, { echo: fails("Oops") }]),
  },
  {
    name: "labelled block break",
    body: `async (n: number) => { let r = ""; blk: { r += "a"; if (n > 1) break blk; r += "b"; inner: { if (n === 1) break inner; r += "c"; if (n === 0) break blk; } r += "d"; } return r + "e"; }`,
    scenarios: runs([0], [1], [2], [-1]),
  },
  {
    name: "do while continue label",
    body: `async (n: number) => { const out: number[] = []; let i = 0; outer: do { i++; for (let j = 0; ; j++) { if (j > i) continue outer; if (i * j > n) break outer; out.push(i * j); } } while (i < 5); return out; }`,
    scenarios: runs([3], [100], [0]),
  },
  {
    name: "for with multiple updates and closures",
    body: `async (n: number) => { const out: string[] = []; for (let i = 0, s = ""; i < n; i++, s += "x") { const show = () => \`\${i}\${s}\`; out.push(show()); if (i === 2) { s += "!"; out.push(show()); } } return out; }`,
    scenarios: runs([4], [0]),
  },
  {
    name: "increments in expressions",
    body: `async (n: number) => { let i = n; const a = [i++, i, ++i, i--, --i]; const o = { k: 1 }; const b = o.k++ + ++o.k * o.k--; let j = 5; j = j++ + ++j; let k = 2; k += k++ * ++k; return [a, b, o, j, k, i]; }`,
    scenarios: runs([1]),
  },
  {
    name: "chained assignment",
    body: `async (n: number) => { let a: number, b: number, c = 0; a = b = c = n; a += b -= c *= 2; const o: { x: number; y?: number } = { x: 0 }; o.x = o.y = a; const xs = [0, 0]; xs[0] = xs[1] = n; return [a, b, c, o, xs]; }`,
    scenarios: runs([3]),
  },
  {
    name: "destructuring assignment order",
    body: `async (xs: number[]) => { let i = 0; const a = [0, 0, 0]; [a[i++], a[i++]] = [xs[0] ?? 9, i]; let x = 1, y = 2; [x, y] = [y, x]; ({ x, y = 7 } = { x: y } as { x: number; y?: number }); return [a, i, x, y]; }`,
    scenarios: runs([[5]], [[]]),
  },
  {
    name: "rest and spread of arguments",
    before: `const f = (a: number, ...rest: number[]) => ({ a, rest, n: rest.length });
const g = (...[x, y = 3, ...zs]: number[]) => [x ?? -1, y, zs];
const h = (first: string, ...tail: [number, boolean?]) => \`\${first}\${tail[0]}\${tail[1] ?? "none"}\`;`,
    body: `async (xs: number[]) => [f(1), f(1, 2, 3), f(0, ...xs), f(0, 9, ...xs, 8), g(), g(1), g(...xs), h("a", 1), h("b", 2, true), Math.max(...xs, 0), [..."ab", ...xs].length]`,
    scenarios: runs([[4, 5]], [[]]),
  },
  {
    name: "truthiness zoo",
    body: `async ({ s, n, a, o, b, z }: { s: string; n: number; a: number[]; o: object; b: boolean; z: null }) => [s ? 1 : 0, n ? 1 : 0, a ? 1 : 0, o ? 1 : 0, b ? 1 : 0, z ? 1 : 0, !s, !n, !a.length, !!z, s || "d", n || 5, n ?? 5, s && n, b && s, a.length && "has", z ?? s, (z || n) && "q", s === "" ? "e" : "f", [s, n, b].filter(Boolean), [0, 1, 2].filter((x) => x).length]`,
    scenarios: runs(
      [{ s: "", n: 0, a: [], o: {}, b: false, z: null }],
      [{ s: "x", n: -1, a: [0], o: { a: 1 }, b: true, z: null }],
    ),
  },
  {
    name: "equality zoo",
    body: `async ({ x, y }: { x: string | number | null; y?: string | number | null }) => [x === y, x == null, y == null, y === undefined, x !== y, x === null ? "n" : typeof x, typeof y, [x].includes(y ?? null), x === "1", x === 1, y !== undefined && x === y]`,
    scenarios: runs([{ x: null }], [{ x: 1, y: "1" }], [{ x: "1", y: "1" }], [{ x: null, y: null }], [{ x: 0, y: 0 }]),
  },
  {
    name: "nested optional data",
    body: `async (o: { a?: { b?: { c?: number | null }[] } | null }) => [o.a?.b?.[0]?.c ?? "none", o.a?.b?.length ?? -1, o?.a?.b?.map((x) => x.c ?? 0).join() ?? "", o.a?.b?.at(-1)?.c === null, (o.a?.b ?? []).some((x) => x.c), o.a?.b?.[1] !== undefined, o.a === null, "a" in o]`,
    scenarios: runs(
      [{}],
      [{ a: null }],
      [{ a: {} }],
      [{ a: { b: [] } }],
      [{ a: { b: [{ c: null }, { c: 5 }] } }],
      [{ a: { b: [{}, {}] } }],
    ),
  },
  {
    name: "map iteration order and updates",
    body: `async (xs: [string, number][]) => { const m = new Map(xs); m.set("z", 0); m.delete("a"); m.set("a", 9); for (const [k, v] of m) if (v > 5) m.set(k, v * 10); return [[...m.keys()], [...m.values()], m.size, m.has("q"), m.get("q") ?? null, Math.max(...m.values()), Object.fromEntries(m), [...m].map(([k, v]) => k + v).sort(), new Map([...m].filter(([, v]) => v)).size]; }`,
    scenarios: runs(
      [
        [
          ["a", 1],
          ["b", 2],
          ["a", 7],
        ],
      ],
      [[]],
    ),
  },
  {
    name: "set operations",
    body: `async ({ a, b }: { a: number[]; b: number[] }) => { const A = new Set(a), B = new Set(b); const union = new Set([...A, ...B]); const inter = [...A].filter((x) => B.has(x)); const diff = new Set([...A].filter((x) => !B.has(x))); A.add(100).add(101); B.delete(2); return [[...union].sort((x, y) => x - y), inter, [...diff], A.size, B.has(2), [...A].at(-1) ?? null, union.size === a.length + b.length]; }`,
    scenarios: runs([{ a: [3, 1, 2, 3], b: [2, 4] }], [{ a: [], b: [] }]),
  },
  {
    name: "object copying and nested updates",
    body: `async (o: { a: { b: number[]; c?: { d: string } }; e: string[] }) => { const copy = { ...o, a: { ...o.a, b: [...o.a.b, 1] } }; copy.e = [...copy.e, "x"]; copy.a.c = { d: "new", ...copy.a.c }; const deep = structuredClone(o); deep.a.b.push(7); deep.e.length = 0; delete deep.a.c; const { a: { b: [head, ...tail], ...restA }, ...restO } = copy; return [o, copy, deep, head ?? null, tail, restA, restO]; }`,
    scenarios: runs([{ a: { b: [] }, e: [] }], [{ a: { b: [4, 5], c: { d: "q" } }, e: ["e"] }]),
  },
  {
    name: "sorting variants",
    body: `async (xs: { n: string; d: string; p: number | null }[]) => { const byDate = xs.toSorted((a, b) => Date.parse(a.d) - Date.parse(b.d)).map((x) => x.n); const nullsLast = [...xs].sort((a, b) => (a.p === null ? 1 : 0) - (b.p === null ? 1 : 0) || (a.p ?? 0) - (b.p ?? 0)).map((x) => x.n); const desc = [...xs].sort((a, b) => (b.n > a.n ? 1 : b.n < a.n ? -1 : 0)).map((x) => x.n); const multi = xs.toSorted((a, b) => { const d = (b.p ?? -1) - (a.p ?? -1); if (d) return d; return a.n < b.n ? -1 : 1; }).map((x) => x.n); const bools = xs.map((x) => x.p !== null).sort((a, b) => Number(a) - Number(b)); return [byDate, nullsLast, desc, multi, bools]; }`,
    scenarios: runs(
      [
        [
          { n: "b", d: "2024-02-01", p: null },
          { n: "a", d: "2024-01-01", p: 2 },
          { n: "c", d: "2024-01-15", p: 2 },
          { n: "d", d: "2023-01-01", p: 0 },
        ],
      ],
      [[]],
    ),
  },
  {
    name: "error classes hierarchy",
    before: `class AppError extends WorkflowError { readonly status: number = 500; readonly retryable: boolean; constructor(message: string, options: { retryable?: boolean } = {}) { super(message); this.retryable = options.retryable ?? false; } }
class NotFound extends AppError { override readonly status = 404; constructor(what: string) { super(\`\${what} not found\`); } }
class Busy extends AppError { constructor(readonly after: number) { super("busy", { retryable: true }); } }`,
    body: `async (n: number) => { const f = async () => { if (n === 1) throw new NotFound("x"); if (n === 2) throw new Busy(30); if (n === 3) throw new AppError("plain"); return await double(n); }; try { return { v: await f() }; } catch (e) { if (e instanceof NotFound) return { status: e.status, m: e.message }; if (e instanceof Busy) return { after: e.after, r: e.retryable, m: e.message, status: e.status }; if (e instanceof Error && e.name === "AppError") return { m: e.message }; throw e; } }`,
    scenarios: runs([0], [1], [2], [3], [0, { double: fails("Weird", "w") }]),
  },
  {
    name: "rethrow wrapped",
    body: `async (n: number) => { const wrap = async (what: string, f: () => Promise<number>) => { try { return await f(); } catch (e) { throw new Declined(\`\${what}: \${e instanceof Error ? e.message : String(e)}\`, { cause: e }); } }; try { return await wrap("outer", () => wrap("inner", () => double(n))); } catch (e) { return \`\${(e as Error).name} \${(e as Error).message}\`; } }`,
    scenarios: runs([2], [2, { double: fails("Broken", "bad") }]),
  },
  {
    name: "batches with index math",
    body: `async (xs: number[]) => { const size = 2; const out: number[][] = []; for (let i = 0; i < xs.length; i += size) { const batch = xs.slice(i, i + size); const res = await Promise.all(batch.map(async (x, j) => (await double(x)) + i + j)); out.push(res); if (res.some((r) => r > 20)) break; } return out; }`,
    scenarios: runs([[1, 2, 3, 4, 5]], [[]], [[1, 20, 3]]),
  },
  {
    name: "enum and const tables",
    before: `enum Color { Red = "r", Green = "g" }
enum Prio { Low, Mid = 5, High }
const label: Record<Color, { name: string; prio: Prio }> = { [Color.Red]: { name: "RED", prio: Prio.High }, [Color.Green]: { name: "GREEN", prio: Prio.Low } };
const order = [Prio.High, Prio.Mid, Prio.Low] as const;
const isColor = (s: string): s is Color => Object.values(Color).includes(s as Color);`,
    body: `async (s: string) => [isColor(s) ? label[s].name : "none", isColor(s) ? order.indexOf(label[s].prio) : -1, Prio[Prio.Mid], Prio.High, Object.values(Color), Object.keys(label), isColor(s) && s === Color.Red, \`\${Prio.High}\`]`,
    scenarios: runs(["r"], ["g"], ["x"]),
  },
  {
    name: "Dates that are set",
    before: `const addDays = (d: Date, n: number) => { const r = new Date(d); r.setUTCDate(r.getUTCDate() + n); return r; };
function addMonths(date: Date, n: number): Date { const r = new Date(date.getTime()); const wanted = r.getUTCDate(); r.setUTCDate(1); r.setUTCMonth(r.getUTCMonth() + n); const last = new Date(Date.UTC(r.getUTCFullYear(), r.getUTCMonth() + 1, 0)).getUTCDate(); r.setUTCDate(Math.min(wanted, last)); return r; }
const startOfDay = (iso: string) => { const d = new Date(iso); d.setUTCHours(0, 0, 0, 0); return d; };`,
    body: `async ({ at, n }: { at: string; n: number }) => {
  const out: string[] = [addDays(new Date(at), n).toISOString(), addMonths(new Date(at), n).toISOString(), startOfDay(at).toISOString()];
  const d = new Date(at);
  d.setUTCHours(d.getUTCHours() + n); out.push(d.toISOString());
  d.setUTCMinutes(n, 5.9); out.push(d.toISOString());
  d.setUTCSeconds(70); out.push(d.toISOString());
  d.setUTCMilliseconds(-1); out.push(d.toISOString());
  d.setUTCMonth(13); out.push(d.toISOString());
  d.setUTCMonth(1, 30); out.push(d.toISOString());
  d.setUTCFullYear(2023, 1, 29); out.push(d.toISOString());
  d.setUTCFullYear(n + 50); out.push(d.toISOString());
  d.setUTCHours(1, 2, 3); out.push(d.toISOString());
  d.setUTCHours(1, 2, 3, 4); out.push(d.toISOString());
  const t = d.setTime(86400000.7); out.push(\`\${t} \${d.getTime()}\`);
  let cursor = new Date(at);
  const end = addDays(cursor, 3);
  while (cursor < end) { out.push(cursor.toISOString().slice(0, 10)); cursor.setUTCDate(cursor.getUTCDate() + 1); }
  cursor = new Date(0);
  cursor.setUTCDate(0);
  out.push(cursor.toISOString());
  return out;
}`,
    scenarios: runs(
      [{ at: "2024-01-31T23:59:58.123Z", n: 1 }],
      [{ at: "2023-03-31T00:00:00Z", n: -1 }],
      [{ at: "1969-12-31T12:30:00Z", n: 14 }],
    ),
  },
  {
    name: "visits of coming weeks",
    body: `async ({ from, days }: { from: string; days: number[] }) => days.map((n) => { const v = new Date(from); v.setUTCDate(v.getUTCDate() + n); return v.toISOString().substring(0, 10); })`,
    scenarios: runs(
      [{ from: "2024-02-28T00:00:00Z", days: [1, 2, 30, 365] }],
      [{ from: "2024-02-28T00:00:00Z", days: [] }],
    ),
  },
  {
    name: "comparators that return out of loops",
    before: `const cmp = (a: number[], b: number[], i: number) => { const x = a[i] ?? 0, y = b[i] ?? 0; if (x > 100) return 1; return x - y; };`,
    body: `async (xs: number[][]) => xs.toSorted((a, b) => { for (const i of [0, 1]) { const c = cmp(a, b, i); if (c !== 0) return c; } return 0; })`,
    scenarios: runs([
      [
        [1, 2],
        [0, 5],
        [1, 1],
      ],
    ]),
  },
  {
    name: "guards with a switch in callbacks of callbacks",
    before: `type C = { op: "eq"; v: number } | { op: "gt"; v: number } | { not: number };
const test = (x: number, c: C): boolean => { if ("not" in c) return x !== c.not; switch (c.op) { case "eq": return x === c.v; case "gt": return x > c.v; } };`,
    body: `async ({ x, cs }: { x: number; cs: C[] }) => cs.every((c) => test(x, c))`,
    scenarios: runs([{ x: 1, cs: [{ op: "eq", v: 1 }, { not: 3 }] }]),
  },
  {
    name: "tests that return out of loops",
    before: `const least = (a: number[], b: number[]) => { for (let i = 0; i < 3; i++) { const d = (a[i] ?? 0) - (b[i] ?? 0); if (d !== 0) return d > 0; } return true; };`,
    body: `async (xs: number[][]) => xs.filter((x) => least(x, [1, 1]))`,
    scenarios: runs([
      [
        [1, 2],
        [0, 5],
        [1, 1],
      ],
    ]),
  },
  {
    name: "parts that are put back after calls that compute",
    before: `const money = (x: number) => Number(x.toFixed(2));`,
    body: `async (xs: { k: string; n: number }[]) => { const totals: Record<string, { n: number; c: number }> = {}; for (const { k, n } of xs) { const t = totals[k] ?? { n: 0, c: 0 }; t.n += n; t.c = money(t.c + n); totals[k] = t; } return totals; }`,
    scenarios: runs([
      [
        { k: "a", n: 1 },
        { k: "a", n: 2 },
      ],
    ]),
  },
  {
    name: "versions compared in callbacks",
    before: `const atLeast = (v: string, min: string) => { const [a, b] = [v, min].map((x) => x.split(".").map(Number)); for (let i = 0; i < 3; i++) { const d = (a?.[i] ?? 0) - (b?.[i] ?? 0); if (d !== 0) return d > 0; } return true; };
const test = (x: string, c: { op: "v" | "w"; m: string }) => { switch (c.op) { case "w": return x === c.m; case "v": return typeof x === "string" && atLeast(x, c.m); } };`,
    body: `async (xs: string[]) => [xs.filter((x) => test(x, { op: "v", m: "1.2" })), xs.findIndex((x) => [{ op: "v" as const, m: x }].every((c) => test(x, c)))]`,
    scenarios: runs([["1.10", "1.1.9", "0.9", "1.2"]]),
  },
  {
    name: "names for the elements of a list that is made for them",
    body: `async ({ a, b, s }: { a?: number; b: { n: number }; s: string }) => { const [x, y] = [a, b.n]; const [p, , q = 5] = [s.length, (await double(1)), a]; let n = 1; const [u, v] = [n, ++n]; const [w] = [n]; n = 10; const [m = "none", k] = [s.split(",")[1], b]; const [set, other] = [new Set(s.split("")), new Set(["a"])]; return { x: x ?? null, y, p, q, u, v, w, n, m, k, both: [...set].filter((c) => other.has(c)).length, size: set.size }; }`,
    scenarios: runs([{ b: { n: 2 }, s: "a,b" }], [{ a: 7, b: { n: 0 }, s: "" }]),
  },
];
