import type { Stub } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Line { sku: string; price: number; count: number }
class Basket { private lines: Line[] = []; note?: string; constructor(readonly owner: string) {} add(line: Line): this { this.lines.push(line); return this; } get total() { return this.lines.reduce((s, l) => s + l.price * l.count, 0); } get count(): number { return this.lines.length; } }
class Order { status: "new" | "paid" | "sent" = "new"; private history: string[] = []; constructor(private readonly id: string, private readonly amount: number) {} 
 private move(to: "paid" | "sent") { this.history.push(this.status + ">" + to); this.status = to; }
 async pay() { if (this.status !== "new") throw new Declined("twice"); const { receipt } = await charge({ id: this.id, amount: this.amount }); this.move("paid"); return receipt; }
 async send() { await release(this.id); this.move("sent"); }
 get log(): readonly string[] { return this.history; } }
class QueryBuilder { private parts: string[] = []; private max: number | undefined; where(c: string): this { this.parts.push(c); return this; } limit(n: number): this { this.max = n; return this; } build(): string { return this.parts.join(" and ") + (this.max === undefined ? "" : " limit " + this.max); } }
class Limiter { private tokens: number; constructor(private readonly capacity: number, private readonly refill = 1) { this.tokens = capacity; } tryTake(n = 1): boolean { if (this.tokens < n) return false; this.tokens -= n; return true; } tick() { this.tokens = Math.min(this.capacity, this.tokens + this.refill); } }
class Ledger { readonly entries: { id: string; amount: number }[] = []; private readonly byId = new Map<string, number>(); post(id: string, amount: number) { this.entries.push({ id, amount }); this.byId.set(id, (this.byId.get(id) ?? 0) + amount); } balance(id: string) { return this.byId.get(id) ?? 0; } get total() { let t = 0; for (const e of this.entries) t += e.amount; return t; } }
class Temperature { private celsius = 0; get fahrenheit() { return this.celsius * 2 + 30; } set fahrenheit(f: number) { this.celsius = (f - 30) / 2; } }
class Saga { private undo: string[] = []; async step(id: string) { await release(id); this.undo.push(id); } async rollback() { while (this.undo.length > 0) { const id = this.undo.pop()!; await release("undo-" + id); } } }
function fill(b: Basket, lines: Line[]) { for (const l of lines) b.add(l); }
function open(owner: string, lines: Line[]): Basket { const b = new Basket(owner); fill(b, lines); return b; }
`;
const lines = [
  { sku: "a", price: 2, count: 3 },
  { sku: "b", price: 5, count: 1 },
  { sku: "a", price: 1, count: 1 },
];

const bodies: readonly (readonly [body: string, input: unknown, stubs?: Readonly<Record<string, Stub>>])[] = [
  [
    `async (input: Line[]) => { const m = new Map<string, Basket>(); for (const l of input) { if (!m.has(l.sku)) m.set(l.sku, new Basket(l.sku)); m.get(l.sku)!.add(l); m.get(l.sku)?.add(l); } return [...m.values()].map((b) => ({ o: b.owner, t: b.total })); }`,
    lines,
  ],
  [
    `async (input: string) => { const o = new Order(input, 5); const r = await o.pay(); await o.send(); try { await o.pay(); } catch (e) { if (e instanceof Declined) return { r, log: o.log, m: e.message, o }; } return { r, log: [], m: '', o }; }`,
    "x1",
  ],
  [`async (input: string) => new QueryBuilder().where('a=' + input).where('b').limit(3).build()`, "x1"],
  [
    `async (input: string) => { const q = new QueryBuilder().where('a=' + input); if (input !== '') q.limit(4).where('c'); await double(1); return { q: q.build(), all: q }; }`,
    "x1",
  ],
  [
    `async (input: number[]) => { const l = new Limiter(2); const out: string[] = []; for (const n of input) { if (l.tryTake()) { out.push('ok' + await double(n)); } else { out.push('wait'); l.tick(); } } return { out, l }; }`,
    [1, 2, 3, 4],
  ],
  [
    `async (input: { id: string; amount: number }[]) => { const l = new Ledger(); for (const { id, amount } of input) { await charge({ id, amount }); l.post(id, amount); } return { b: l.balance('a'), t: l.total, e: l.entries }; }`,
    [
      { id: "a", amount: 1 },
      { id: "b", amount: 4 },
      { id: "a", amount: 2 },
    ],
  ],
  [
    `async (input: number) => { const t = new Temperature(); t.fahrenheit = input; await double(1); return { f: t.fahrenheit, t }; }`,
    90,
  ],
  [
    `async (input: string[]) => { const s = new Saga(); try { for (const id of input) { await s.step(id); } throw new OutOfStock('no'); } catch (e) { await s.rollback(); return 'undone'; } }`,
    ["a", "b"],
  ],
  [
    `async (input: Line[]) => { const b = open('me', input); await double(b.count); fill(b, input); return { n: b.count, t: b.total }; }`,
    lines,
  ],
  [
    `async (input: Line[]) => { const bs = [open('a', input), open('b', [])]; bs[1]!.add(input[0]!); for (const b of bs) b.add(input[1]!); const best = bs.find((b) => b.total > 5); best?.add(input[0]!); await double(1); return { bs, t: best?.total ?? null }; }`,
    lines,
  ],
  [
    `async (input: Line[]) => { const shared = { basket: new Basket('x'), n: 0 }; await Promise.all(input.map(async (l) => { const r = await double(l.price); shared.basket.add({ ...l, price: r }); })); return shared; }`,
    lines,
  ],
  [
    `async (input: Line[]) => { const a = new Basket('x'); const b = a.add(input[0]!); b.add(input[0]!); await double(1); a.add(input[1]!); return { a: a.count, b: b.count }; }`,
    lines,
  ],
  [
    `async (input: Line[]) => { const a = new Basket('x'); const done = () => a.count; a.add(input[0]!); await double(1); return done(); }`,
    lines,
  ],
  [
    `async (input: Line[]) => { const a = new Basket('x'); for (const l of input) { a.add(l); if (a.total > 6) break; } const r = await echo(a); return r; }`,
    lines,
  ],
];

export const classesInHelpers: readonly Row[] = bodies.map(([body, input, stubs], index) => ({
  name: `instances in helpers and lists ${index}`,
  before,
  body,
  scenarios: runs(stubs === undefined ? [input] : [input, stubs]),
}));
