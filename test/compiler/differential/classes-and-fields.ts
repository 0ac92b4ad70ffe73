import type { Stub } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Line { sku: string; price: number; count: number }
class Basket { private lines: Line[] = []; note?: string; constructor(readonly owner: string) {} add(line: Line) { this.lines.push(line); return this.lines.length; } get total() { return this.lines.reduce((s, l) => s + l.price * l.count, 0); } 
  with(line: Line): this { this.lines.push(line); return this; } async pay() { const r = await double(this.total); this.note = "paid"; return r; } private worth(l: Line) { return l.price * l.count; } most() { return Math.max(0, ...this.lines.map((l) => this.worth(l))); } }
class RetryBudget { private attempts = 0; constructor(private readonly max: number) { if (max < 1) throw new Error("max"); } get left() { return this.max - this.attempts; } take(): boolean { if (this.left <= 0) return false; this.attempts++; return true; } }
class Money { private constructor(readonly amount: number, readonly currency: string) {} static readonly CURRENCY = "EUR"; static of(amount: number, currency = Money.CURRENCY) { return new Money(Math.round(amount), currency); } plus(other: Money): Money { return Money.of(this.amount + other.amount, this.currency); } toText() { return this.amount + " " + this.currency; } }
class Tally { #counts: Record<string, number> = {}; add(k: string) { this.#counts[k] = (this.#counts[k] ?? 0) + 1; } get(k: string) { return this.#counts[k] ?? 0; } }
class Limits { readonly low: number; readonly high: number; span; constructor(a: number, b: number) { if (a < b) { this.low = a; this.high = b; } else { this.low = b; this.high = a; } this.span = this.high - this.low; } has(x: number) { return x >= this.low && x <= this.high; } }
class Stack<T> { private items: T[] = []; push(x: T): void { this.items.push(x); } pop(): T | undefined { return this.items.pop(); } get size() { return this.items.length; } }
`;
const lines = [
  { sku: "a", price: 2, count: 3 },
  { sku: "b", price: 5, count: 1 },
  { sku: "a", price: 1, count: 1 },
];

const bodies: readonly (readonly [body: string, input: unknown, stubs?: Readonly<Record<string, Stub>>])[] = [
  [
    `async (input: Line[]) => { const b = new Basket('me'); for (const l of input) b.add(l); return { t: b.total, b, m: b.most() }; }`,
    lines,
  ],
  [
    `async (input: Line[]) => { const b = new Basket('me'); b.with(input[0]!).with(input[1]!); const p = await b.pay(); return { p, n: b.note ?? null, b }; }`,
    lines,
  ],
  [
    `async (input: number) => { const r = new RetryBudget(input); let n = 0; while (r.take()) { try { await check(n); break; } catch { n++; } } return { n, left: r.left }; }`,
    5,
  ],
  [`async (input: number) => { const r = new RetryBudget(input); return r.left; }`, 0],
  [
    `async (input: number) => { const a = Money.of(input); const b = a.plus(Money.of(2.4)); await double(b.amount); return { a, b, t: b.toText() }; }`,
    5,
  ],
  [
    `async (input: string[]) => { const t = new Tally(); for (const k of input) { t.add(k); await double(1); } return t.get('a'); }`,
    ["a", "b", "a"],
  ],
  [`async (input: number) => { const l = new Limits(input, 3); await double(1); return { l, h: l.has(4) }; }`, 5],
  [
    `async (input: number[]) => { const s = new Stack<number>(); for (const x of input) s.push(x); let t = 0; while (s.size > 0) { t = t * 2 + (s.pop() ?? 0); await double(t); } return t; }`,
    [1, 2, 3],
  ],
  [
    `async (input: Line[]) => { const m = new Map<string, Basket>(); for (const l of input) { let b = m.get(l.sku); if (!b) { b = new Basket(l.sku); m.set(l.sku, b); } b.add(l); } return [...m.values()].map((b) => ({ o: b.owner, t: b.total })); }`,
    lines,
  ],
  [
    `async (input: Line[]) => { const m = new Map<string, Basket>(); for (const l of input) { if (!m.has(l.sku)) m.set(l.sku, new Basket(l.sku)); m.get(l.sku)!.add(l); m.get(l.sku)?.add(l); } return [...m.values()].map((b) => ({ o: b.owner, t: b.total })); }`,
    lines,
  ],
  [
    `async (input: number) => { class X { total = 0; constructor(public a: number) {} up() { this.total += this.a; } } const x = new X(input); x.up(); await double(1); x.up(); return x; }`,
    1,
  ],
];

export const classesAndFields: readonly Row[] = bodies.map(([body, input, stubs], index) => ({
  name: `classes and their fields ${index}`,
  before,
  body,
  scenarios: runs(stubs === undefined ? [input] : [input, stubs]),
}));
