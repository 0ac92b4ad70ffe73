import type { Row } from "./row.js";

const before = `interface Order { id: string; at: string; note?: string }
const cutoff = new Date("2024-01-10"); const table = { from: new Date("2024-01-05T00:00:00Z"), n: 1 };
const latest = (ds: Date[]): Date | undefined => ds.toSorted((a, b) => b.getTime() - a.getTime())[0];
const addDays = (d: Date, n: number): Date => { const e = new Date(d); e.setUTCDate(e.getUTCDate() + n); return e; };
const parseAll = (os: Order[]) => os.map((o) => ({ ...o, due: new Date(o.at) }));
const first = <T>(xs: T[]): T | undefined => xs[0];
const firstOr = <T>(xs: T[], d: T): T => { if (xs.length === 0) return d; return xs[0]!; };
const maybe = (s: string): Date | undefined => { if (s === "") return undefined; return new Date(s); };
const orNull = (s: string): Date | null => s === "" ? null : new Date(s);
class TooLate extends WorkflowError { constructor(readonly due: Date) { super("late " + due.toISOString()); } }`;

const stubs = {
  double: (x: number) => x * 2,
  echo: (x: unknown) => x,
  fetchItem: (id: string) => ({ id, price: id.length, tags: [id] }),
};
const orders = [
  { id: "a", at: "2024-01-07T10:00:00Z" },
  { id: "b", at: "2024-01-17" },
  { id: "c", at: "1969-05-17T03:04:05.678+02:00" },
];

const bodies = [
  `async (i: Order[]) => i.map(o => new Date(o.at)).sort((a, b) => a.getTime() - b.getTime())`,
  `async (i: Order[]) => i.map(o => new Date(o.at)).sort((a, b) => +b - +a)`,
  `async (i: Order[]) => i.map(o => new Date(o.at)).filter(d => d > cutoff).map(d => d.toISOString())`,
  `async (i: Order[]) => { const ds = i.map(o => new Date(o.at)); const limit = new Date('2024-01-08'); return [ds.filter(d => d > limit), ds.filter(d => limit >= d), ds.find(d => d < limit) ?? null, ds.some(d => d.getTime() === limit.getTime()), ds[0]!.toISOString(), ds.at(-1)!.getUTCFullYear(), ds[1]?.getUTCDay() ?? null]; }`,
  `async (i: Order[]) => { const out = []; for (const d of i.map(o => new Date(o.at))) { await double(d.getUTCDate()); out.push(d); } return out; }`,
  `async (i: Order[]) => { const o = { due: new Date(i[0]!.at), n: 1 }; await echo(o); return [o.due.getTime(), o.due.getUTCHours(), JSON.stringify(o), JSON.stringify(o.due), o]; }`,
  `async (i: Order[]) => { const d = new Date(i[0]!.at); const o = { d }; await echo(d); return JSON.stringify({ ...o, x: [d, d] }, null, 2); }`,
  `async (i: Order[]) => { const l = latest(i.map(o => new Date(o.at))); return l === undefined ? 'none' : addDays(l, 3); }`,
  `async (i: Order[]) => { const os = parseAll(i); os.sort((a, b) => a.due.getTime() - b.due.getTime()); const late = os.filter(({ due }) => due < cutoff); return [late, os.map(({ due, id }) => \`\${id} \${due.toISOString()}\`), Math.max(0, ...os.map((o) => o.due.getTime()))]; }`,
  `async (i: Order[]) => { const ds = parseAll(i).map(o => o.due); return [first(ds)?.getTime() ?? null, firstOr(ds, cutoff).toISOString(), firstOr<Date>([], cutoff).toISOString(), firstOr([], new Date(0)).getTime()]; }`,
  `async (i: Order[]) => { let last: Date | undefined; for (const o of i) { const d = new Date(o.at); if (last === undefined || d > last) last = d; } return last?.toISOString() ?? 'none'; }`,
  `async (i: Order[]) => { let last: Date | null = null; for (const o of i) { const d = new Date(o.at); if (!last || d > last) last = d; } return last; }`,
  `async (i: Order[]) => i.length === 0 ? null : i.map(o => new Date(o.at)).reduce((a, b) => (a > b ? a : b))`,
  `async (i: Order[]) => i.map(o => new Date(o.at)).reduce((a, b) => (a > b ? a : b), new Date(0)).toISOString()`,
  `async (i: Order[]) => { let n = 0; const ds = i.map(o => { n++; return new Date(o.at); }); const m = ds.reduce((a, b) => { n++; return a > b ? a : b; }, new Date(0)); return [ds, m, n]; }`,
  `async (i: Order[]) => [maybe(i[0]!.at) ?? 1, maybe(i[3]?.at ?? '')?.getTime() ?? null, orNull(i[1]!.at)?.toISOString() ?? 2, orNull(i[3]?.at ?? '')]`,
  `async (i: Order[]) => { const m = new Map<string, Date>(); for (const o of i) m.set(o.id, new Date(o.at)); const d = m.get('a'); return [d?.getTime() ?? null, m.get('z')?.getTime() ?? null, [...m.values()].map(x => x.getTime()), [...m], Object.fromEntries(m)]; }`,
  `async (i: Order[]) => { const r: Record<string, Date> = {}; for (const o of i) r[o.id] = new Date(o.at); return [Object.entries(r).map(([k, d]) => k + d.getTime()), Object.values(r).length, r['a']?.toISOString() ?? null, r]; }`,
  `async (i: Order[]) => { const c = new Date(i[0]!.at); const x = c > cutoff ? c : cutoff; const y = i.length > 1 ? new Date(5) : undefined; const z = (i.length > 5 ? null : c); return [x.toISOString(), y?.getTime() ?? null, z, y ?? c, (y ?? c).getTime(), (y || c) > cutoff, x]; }`,
  `async (i: Order[]) => { const { from } = table; return [from.getTime(), table.from > cutoff, cutoff.toISOString(), +cutoff, { cutoff }, table]; }`,
  `async (i: Order[]) => { try { if (i.length > 1) throw new TooLate(new Date(i[0]!.at)); return 1; } catch (e) { if (e instanceof TooLate) return [e.message, e.due.getTime()]; throw e; } }`,
  `async (i: Order[]) => { const rs = await Promise.all(i.map(async (o) => { await double(1); return new Date(o.at); })); return rs.map(d => d.getTime()); }`,
  `async (i: Order[]) => { const [a, b] = [new Date(i[0]!.at), new Date(i[1]!.at)]; const [c, d] = i.map(o => new Date(o.at)); return [a < b, b.getTime() - a.getTime(), c?.getTime() ?? null, c! < d!, typeof c, typeof a]; }`,
  `async (i: Order[]) => { const d = new Date(i[0]!.at); const e = structuredClone(d); const ds = [d, e]; return [ds.map(Number), ds.map((x) => +x), Boolean(d), !d, d ? 1 : 2, (ds.length && ds[0]) ?? 7, new Date(ds[0]!).getTime(), +new Date(ds[1]!)]; }`,
  `async (i: Order[]) => { const d = new Date(i[0]!.at); const o: { d?: Date } = {}; if (i.length > 1) o.d = d; o.d ??= new Date(3); const e = o.d; return [o, e.toISOString(), 'd' in o]; }`,
  `async (i: Order[]) => { const x: (string | Date)[] = [new Date(i[0]!.at), 'x']; return x; }`,
  `async (i: Order[]) => { const d = new Date(i[0]!.at); const f = async (x: Date = new Date(7)) => { await double(1); return x; }; return [await f(), await f(d), (await f()).getTime()]; }`,
  `async (i: Order[]) => { const f = (...ds: Date[]) => ds.map(d => d.getTime()); const d = new Date(i[0]!.at); return f(d, new Date(3), ...i.map(o => new Date(o.at))); }`,
  `async (i: Order[]) => { const f = (...ds: Date[]) => ds.map(d => d.getTime()); const d = new Date(i[0]!.at); return f(d, new Date(3)); }`,
  `async (i: Order[]) => { let t = 5; const f = (a: Date, b: number) => a.getTime() + b; return f(new Date(t), (t = 7)); }`,
  `async (i: Order[]) => { const g = (s: string): Date => { try { return new Date(s); } finally { i.length; } }; return [g(i[0]!.at).getTime(), g(i[0]!.at)]; }`,
  `async (i: Order[]) => { let d: Date | string = new Date(i[0]!.at); if (i.length > 1) d = 'x'; return d; }`,
  `async (i: Order[]) => { let d = new Date(i[0]!.at); for (const o of parseAll(i)) if (o.due > d) d = o.due; return d; }`,
  `async (i: Order[]) => { const undo: (() => Promise<unknown>)[] = []; for (const o of i) { const d = new Date(o.at); undo.push(() => echo(d)); } for (const u of undo) await u(); return 1; }`,
  `async (i: Order[]) => { const x: (number | Date)[] = [new Date(i[0]!.at), 5]; return x.map(y => typeof y === 'number' ? y : y.getTime()); }`,
  `async (i: Order[]) => { const f = (x: string | Date) => typeof x === 'string' ? new Date(x) : x; const g = (x: Date | number | null) => x instanceof Date ? x.getTime() : x; return [f(i[0]!.at), f(new Date(4)), g(new Date(4)), g(4), g(null), g(i.length > 2 ? new Date(2) : null)]; }`,
  `async (i: Order[]) => { const fetchIt = async (): Promise<{ at: Date }> => { const x = await fetchItem('a'); return { at: new Date(x.price) }; }; const r = await fetchIt(); return r.at.getTime(); }`,
  `async (i: Order[]) => map(i, { concurrency: 2 }, async (o) => ({ due: new Date(o.at) }))`,
  `async (i: Order[]) => { const rows = i.map(o => ({ due: new Date(o.at) })); const r = await map(rows, { concurrency: 1 }, async ({ due }) => { await double(due.getTime()); return due; }); return r.map(d => d.getUTCFullYear()); }`,
  `async (i: Order[]) => { const d = new Date(i[0]!.at); const r = await Promise.all([echo(d), echo({ d })]); return r; }`,
  `async (i: Order[]) => Object.entries({ a: new Date(i[0]!.at) }).map(([k, v]) => k + v.getTime())`,
  `async (i: Order[]) => { const d = new Date(i[0]!.at); return d == null ? 1 : d !== undefined && d !== null ? 2 : 3; }`,
  `async (i: Order[]) => { const l = i.map(o => new Date(o.at)); l.sort((a, b) => a.getTime() - b.getTime()); l.push(new Date(9)); l.reverse(); const [h, ...r] = l; const last = l.pop(); return [l, h?.getTime() ?? 0, r, last ?? 0, l.length]; }`,
  `async (i: Order[]) => { const l = i.map(o => new Date(o.at)); l.sort((a, b) => a < b ? 1 : a > b ? -1 : 0); const eq = l.filter((d, n) => l.findIndex(e => e.getTime() === d.getTime()) === n); return [eq, l.map(d => d.valueOf() % 7), l.map(d => d.toISOString().slice(0, 10))]; }`,
  `async (i: Order[]) => { const s = new Set(i.map(o => new Date(o.at).getTime())); const d = [...s].map(t => new Date(t)); return d; }`,
  `async (i: Order[]) => { try { const d = [new Date(i[0]!.at)]; await double(1); return d; } catch (e) { return 5; } finally { await double(2); } }`,
  `async (i: Order[]) => { switch (true) { case new Date(i[0]!.at) > cutoff: return 1; default: return 2; } }`,
  `async (i: Order[]) => { const o: { d: Date | null } = { d: null }; if (o.d === null) o.d = new Date(i[0]!.at); const k = o.d; const { d = cutoff } = { d: k }; return [o, d]; }`,
  `async (i: Order[]) => { let n = 0; let d = new Date(i[0]!.at); while (d < new Date('2025-01-01')) { d = addDays(d, 100); n++; await double(n); } return [d, n]; }`,
  `async (i: Order[]) => { const d = new Map<string, Date>([['a', new Date(4)]]); const c = new Map(d); return [...c.values()].map(x => x.getTime()); }`,
  `async (i: Order[]) => { const f = <T,>(x: T): string => typeof x; return [f(new Date(4)), f(3), f({d: new Date(4)})]; }`,
  `async (i: Order[]) => { const pick = <T, K extends keyof T>(o: T, k: K): T[K] => o[k]; const o = { d: new Date(4), n: 1 }; return [pick(o, 'd').getTime(), pick(o, 'n')]; }`,
  `async (i: Order[]) => { const by = <T,>(xs: T[], f: (x: T) => Date): T[] => xs.toSorted((a, b) => f(a).getTime() - f(b).getTime()); return by(i, (o) => new Date(o.at)); }`,
  `async (i: Order[]) => { const by = <T,>(xs: T[], f: (x: T) => Date): T[] => { const out: T[] = []; for (const x of xs) if (f(x) > cutoff) out.push(x); return out; }; return by(parseAll(i), (o) => o.due).map(x => x.due.getTime()); }`,
  `async (i: Order[]) => { const r = await Promise.allSettled(i.map(async o => { await double(1); return new Date(o.at); })); return r.map(x => x.status === 'fulfilled' ? x.value.getTime() : 0); }`,
];

/** Dates in lists, objects, Maps, results, errors and inputs of tasks, where they are ISO texts. */
export const datesInData: readonly Row[] = bodies.map((body) => ({
  name: body,
  before,
  body,
  // As many orders as it reads without asking.
  scenarios: [[], orders.slice(1, 2), orders].flatMap((input) =>
    input.length < (body.includes("[1]!") ? 2 : body.includes("[0]!") ? 1 : 0) ? [] : [{ input, stubs }],
  ),
}));
