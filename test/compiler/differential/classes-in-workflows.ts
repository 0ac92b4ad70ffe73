import type { Stub } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
type Level = "info" | "warn";
interface Step { id: string; amount: number }
class AuditLog { private readonly entries: { at: number; level: Level; text: string }[] = []; private next = 1; info(text: string) { this.write("info", text); } warn(text: string) { this.write("warn", text); } private write(level: Level, text: string) { this.entries.push({ at: this.next++, level, text }); } get warnings() { return this.entries.filter((e) => e.level === "warn").length; } toList() { return this.entries.map((e) => e.at + " " + e.level + " " + e.text); } }
class Wallet { private constructor(readonly owner: string, private cents: number) {} static open(owner: string) { return new Wallet(owner, 0); } static readonly FEE = 5; deposit(c: number) { if (c <= 0) throw new RangeError("amount " + c); this.cents += c; } withdraw(c: number) { const all = c + Wallet.FEE; if (all > this.cents) throw new Declined(this.owner); this.cents -= all; } transfer(to: Wallet, c: number) { this.withdraw(c); to.deposit(c); } get balance() { return this.cents; } }
class Retry { attempt = 0; errors: string[] = []; constructor(readonly max = 3, readonly base = 2) {} async run(id: string) { for (;;) { this.attempt++; try { return await fetchItem(id); } catch (e) { this.errors.push((e as Error).message); if (this.attempt >= this.max) throw e; } } } get delay() { return this.base ** this.attempt; } }
class Batch { private items: Step[] = []; readonly sent: string[] = []; constructor(private readonly size: number) {} async add(s: Step) { this.items.push(s); if (this.items.length >= this.size) await this.flush(); } async flush() { if (this.items.length === 0) return; const total = this.items.reduce((t, i) => t + i.amount, 0); const { receipt } = await charge({ id: "batch", amount: total }); this.sent.push(receipt); this.items = []; } }
class Vector { constructor(readonly x: number, readonly y: number) {} plus(o: Vector) { return new Vector(this.x + o.x, this.y + o.y); } times(k: number) { return new Vector(this.x * k, this.y * k); } equals(o: Vector) { return this.x === o.x && this.y === o.y; } static readonly ORIGIN = { x: 0, y: 0 }; static zero() { return new Vector(Vector.ORIGIN.x, Vector.ORIGIN.y); } get length() { return Math.sqrt(this.x * this.x + this.y * this.y); } }
class Histogram { private readonly buckets: number[] = [0, 0, 0]; private count = 0; private sum = 0; add(v: number) { const i = v < 3 ? 0 : v < 6 ? 1 : 2; this.buckets[i] = (this.buckets[i] ?? 0) + 1; this.count++; this.sum += v; } get mean() { return this.count === 0 ? 0 : this.sum / this.count; } toJson() { return { mean: this.mean, buckets: [...this.buckets] }; } }
class Approval { private votes: Record<string, boolean> = {}; decided?: "yes" | "no"; constructor(private readonly needed: number) {} vote(who: string, yes: boolean) { if (this.decided) return; this.votes[who] = yes; this.decide(); } private decide() { const all = Object.values(this.votes); if (all.filter((v) => v).length >= this.needed) this.decided = "yes"; else if (all.filter((v) => !v).length >= this.needed) this.decided = "no"; } get state() { return this.decided ?? "open"; } }
class Registry { private readonly byId = new Map<string, Step>(); register(s: Step) { if (this.byId.has(s.id)) throw new Error("twice " + s.id); this.byId.set(s.id, s); } get(id: string) { const s = this.byId.get(id); if (!s) throw new OutOfStock(id); return s; } get size() { return this.byId.size; } remove(id: string) { return this.byId.delete(id); } ids() { return [...this.byId.keys()]; } }
class Page { constructor(private readonly items: readonly string[], private readonly size = 2) {} *[Symbol.iterator]() { yield this.items; } }
class Clock { private ms: number; constructor(start: number) { this.ms = start; } advance(by: number) { this.ms += by; return this; } get iso() { return new Date(this.ms).toISOString(); } }
class Report { title = "report"; private sections: { name: string; lines: string[] }[] = []; section(name: string): this { this.sections.push({ name, lines: [] }); return this; } line(text: string): this { const last = this.sections.at(-1); if (!last) throw new Error("no section"); last.lines.push(text); return this; } render() { return [this.title, ...this.sections.flatMap((s) => [s.name, ...s.lines.map((l) => "- " + l)])].join("|"); } }
class Cart { readonly lines = new Map<string, number>(); coupon: string | null = null; add(sku: string, n = 1) { this.lines.set(sku, (this.lines.get(sku) ?? 0) + n); } remove(sku: string) { this.lines.delete(sku); } async price() { let total = 0; for (const [sku, n] of this.lines) { const item = await fetchItem(sku); total += item.price * n; } return this.coupon === null ? total : Math.floor(total * 0.9); } }
`;
const steps = [
  { id: "a", amount: 3 },
  { id: "bb", amount: 5 },
  { id: "c", amount: 1 },
];

const bodies: readonly (readonly [body: string, input: unknown, stubs?: Readonly<Record<string, Stub>>])[] = [
  [
    `async (input: Step[]) => { const log = new AuditLog(); for (const s of input) { log.info('start ' + s.id); try { if (!(await check(s.amount))) log.warn('low ' + s.id); } catch (e) { log.warn('failed'); } } return { w: log.warnings, log: log.toList() }; }`,
    steps,
  ],
  [
    `async (input: number) => { const a = Wallet.open('a'); const b = Wallet.open('b'); a.deposit(input); await double(1); try { a.transfer(b, 10); a.transfer(b, 1000); } catch (e) { return { a: a.balance, b: b.balance, e: (e as Error).message }; } return { a: a.balance, b: b.balance, e: '' }; }`,
    50,
  ],
  [
    `async (input: string) => { const r = new Retry(2); try { const i = await r.run(input); return { p: i.price, r }; } catch (e) { return { p: -1, r, d: r.delay }; } }`,
    "abc",
  ],
  [
    `async (input: string) => { const r = new Retry(2); try { const i = await r.run(input); return { p: i.price, r }; } catch (e) { return { p: -1, r, d: r.delay }; } }`,
    "abc",
    { fetchItem: fails("Busy", "busy") },
  ],
  [
    `async (input: Step[]) => { const b = new Batch(2); for (const s of input) await b.add(s); await b.flush(); return b.sent; }`,
    steps,
  ],
  [
    `async (input: number) => { const v = new Vector(input, 1).plus(new Vector(1, 3)).times(2); const z = Vector.zero(); await double(1); return { v, z, e: v.equals(z), l: z.length, m: new Vector(3, 4).length }; }`,
    2,
  ],
  [
    `async (input: number[]) => { const h = new Histogram(); for (const v of input) { h.add(v); h.add(await double(v)); } return h.toJson(); }`,
    [1, 2, 3],
  ],
  [
    `async (input: { who: string; yes: boolean }[]) => { const a = new Approval(2); for (const { who, yes } of input) { a.vote(who, yes); await release(who); if (a.decided) break; } return { s: a.state, a }; }`,
    [
      { who: "a", yes: true },
      { who: "b", yes: false },
      { who: "c", yes: true },
      { who: "d", yes: false },
    ],
  ],
  [
    `async (input: Step[]) => { const r = new Registry(); for (const s of input) r.register(s); let e = ''; try { r.get('zz'); } catch (x) { e = (x as Error).message; } r.remove('a'); await double(1); return { n: r.size, ids: r.ids(), e, b: r.get('bb').amount }; }`,
    steps,
  ],
  [
    `async (input: Step[]) => { const r = new Registry(); for (const s of [...input, ...input]) r.register(s); return r.size; }`,
    steps,
  ],
  [
    `async (input: number) => { const c = new Clock(input); c.advance(1000).advance(5); await double(1); return c.iso; }`,
    2000,
  ],
  [
    `async (input: string[]) => { const r = new Report().section('one').line('first'); for (const l of input) { if (l === '') r.section('next'); else r.line(await echo(l) as string); } r.title = 'done'; return r.render(); }`,
    ["a", "", "b"],
  ],
  [
    `async (input: string[]) => { const c = new Cart(); for (const s of input) c.add(s); c.add('z', 3); c.remove('a'); if (input.length > 2) c.coupon = 'x'; return await c.price(); }`,
    ["a", "bb", "bb"],
  ],
  [
    `async (input: Step[]) => { const results = await Promise.all(input.map(async (s) => { const r = new Retry(); const i = await r.run(s.id); return { n: r.attempt, p: i.price }; })); return results; }`,
    steps,
  ],
];

export const classesInWorkflows: readonly Row[] = bodies.map(([body, input, stubs], index) => ({
  name: `classes in workflows ${index}`,
  before,
  body,
  scenarios: runs(stubs === undefined ? [input] : [input, stubs]),
}));
