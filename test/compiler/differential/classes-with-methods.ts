import type { Stub } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Line { sku: string; price: number; count: number }
class Counter { private n = 0; up(by = 1): this { this.n += by; return this; } get value() { return this.n; } reset() { this.n = 0; } async upBy(x: number) { const d = await double(x); this.n += d; return this.n; } upTwice() { this.up(); this.up(2); } fail() { this.n += 100; throw new Declined("no " + this.n); } }
class Tally<K extends string = string> { private counts: Partial<Record<string, number>> = {}; add(k: K) { this.counts[k] = (this.counts[k] ?? 0) + 1; return this.counts[k]; } top(): string | undefined { let best: string | undefined; for (const [k, n] of Object.entries(this.counts)) if (best === undefined || (n ?? 0) > (this.counts[best] ?? 0)) best = k; return best; } }
class Machine { static readonly NEXT: Record<string, readonly string[]> = { idle: ["running"], running: ["done", "failed"], done: [], failed: ["running"] }; state = "idle"; readonly seen: string[] = ["idle"]; go(to: string) { if (!Machine.NEXT[this.state]?.includes(to)) throw new Error(this.state + " to " + to); this.state = to; this.seen.push(to); } get isOver() { return this.state === "done"; } }
class Window { private readonly from: number; private readonly to: number; constructor({ from, to }: { from: number; to: number }) { if (to < from) throw new RangeError("empty"); this.from = from; this.to = to; } contains(x: number) { return x >= this.from && x < this.to; } get length() { return this.to - this.from; } split(): [Window, Window] { const mid = (this.from + this.to) / 2; return [new Window({ from: this.from, to: mid }), new Window({ from: mid, to: this.to })]; } }
class Inventory { private readonly stock = new Map<string, number>(); constructor(items: readonly Line[] = []) { for (const i of items) this.put(i.sku, i.count); } put(sku: string, n: number) { this.stock.set(sku, (this.stock.get(sku) ?? 0) + n); } take(sku: string, n: number) { const left = (this.stock.get(sku) ?? 0) - n; if (left < 0) throw new OutOfStock(sku); this.stock.set(sku, left); return left; } has(sku: string) { return (this.stock.get(sku) ?? 0) > 0; } }
class Node2 { children: Node2[] = []; constructor(readonly name: string, public weight = 1) {} addChild(n: Node2) { this.children.push(n); return this; } sum(): number { return this.weight + this.children.reduce((s, c) => s + c.weight, 0); } }
class Pair<A, B> { constructor(readonly first: A, readonly second: B) {} static of<A, B>(a: A, b: B) { return new Pair(a, b); } swap(): Pair<B, A> { return new Pair(this.second, this.first); } map<C>(f: (a: A) => C): Pair<C, B> { return new Pair(f(this.first), this.second); } }
class Outcome { private constructor(readonly ok: boolean, readonly value: number | undefined, readonly error: string | undefined) {} static success(v: number) { return new Outcome(true, v, undefined); } static failure(e: string) { return new this(false, undefined, e); } orElse(d: number) { return this.value ?? d; } }
class Queue { #items: string[] = []; #done = 0; push(...items: string[]) { this.#items.push(...items); } async drain() { while (this.#items.length > 0) { const id = this.#items.shift()!; await release(id); this.#done++; } return this.#done; } get size() { return this.#items.length; } }
class Cursor { constructor(private readonly pages: readonly string[][], private at = 0) {} next(): string[] | undefined { const p = this.pages[this.at]; this.at++; return p; } }
`;
const lines = [
  { sku: "a", price: 2, count: 3 },
  { sku: "b", price: 5, count: 1 },
  { sku: "a", price: 1, count: 1 },
];

const bodies: readonly (readonly [body: string, input: unknown, stubs?: Readonly<Record<string, Stub>>])[] = [
  [
    `async (input: number) => { const c = new Counter(); c.up().up(3); await c.upBy(input); c.upTwice(); try { c.fail(); } catch (e) { c.up(1000); } return c.value; }`,
    4,
  ],
  [
    `async (input: number) => { const cs = [new Counter(), new Counter()]; await Promise.all(cs.map(async (c, i) => { await c.upBy(i + input); })); return cs.map((c) => c.value); }`,
    4,
  ],
  [
    `async (input: number) => { const c = new Counter(); await Promise.all([1, 2].map(async (x) => { const d = await double(x); c.up(d); })); return c.value; }`,
    4,
  ],
  [
    `async (input: string[]) => { const m = new Machine(); for (const s of input) { try { m.go(s); } catch (e) { await release((e as Error).message); } if (m.isOver) break; } return { s: m.state, seen: m.seen }; }`,
    ["running", "idle", "done", "failed"],
  ],
  [
    `async (input: number) => { const w = new Window({ from: 0, to: input }); const [a, b] = w.split(); await double(1); return { a, l: b.length, c: [1, 5].map((x) => a.contains(x)) }; }`,
    8,
  ],
  [`async (input: number) => { const w = new Window({ from: 0, to: input }); return w.length; }`, -1],
  [
    `async (input: Line[]) => { const i = new Inventory(input); const out: number[] = []; try { for (const l of input) { out.push(i.take(l.sku, 2)); await release(l.sku); } } catch (e) { if (!(e instanceof OutOfStock)) throw e; out.push(-1); } return { out, has: i.has('a') }; }`,
    lines,
  ],
  [
    `async (input: string) => { const p = Pair.of(input, 3); const q = p.swap(); await double(1); return { p, q, m: p.map((s) => s.length) }; }`,
    "k",
  ],
  [
    `async (input: number) => { let o: Outcome; try { await check(input); o = Outcome.success(input); } catch { o = Outcome.failure('bad'); } return { v: o.orElse(9), o }; }`,
    1,
  ],
  [
    `async (input: string[][]) => { const c = new Cursor(input); const out: string[] = []; for (let p = c.next(); p !== undefined; p = c.next()) { out.push(...p); await double(out.length); } return out; }`,
    [["a"], ["b", "c"]],
  ],
  [
    `async (input: number) => { const by: Record<string, Counter> = {}; for (const k of ['a', 'b', 'a']) { by[k] ??= new Counter(); by[k].up(input); } await double(1); return Object.entries(by).map(([k, c]) => k + c.value); }`,
    4,
  ],
  [
    `async (input: number) => { const order = { id: 'x', counter: new Counter() }; order.counter.up(input); const { counter } = order; await double(1); counter.up(); return { v: order.counter.value, order }; }`,
    4,
  ],
  [
    `async (input: number) => { const pool = Array.from({ length: 3 }, () => new Counter()); for (let i = 0; i < input; i++) pool[i % 3]!.up(i); await double(1); return pool.map((c) => c.value); }`,
    4,
  ],
  [
    `async (input: number) => { let c: Counter | undefined; if (input > 3) c = new Counter(); c?.up(input); await double(1); return c?.value ?? -1; }`,
    4,
  ],
];

export const classesWithMethods: readonly Row[] = bodies.map(([body, input, stubs], index) => ({
  name: `methods that call and wait ${index}`,
  before,
  body,
  scenarios: runs(stubs === undefined ? [input] : [input, stubs]),
}));
