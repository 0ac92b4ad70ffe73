import type { Row } from "./row.js";

const stubs = { double: (x: number) => x * 2, echo: { result: 1 }, release: { result: null } };

/** Plain idioms of the library and the language, as they stand in workflows that people write. */
export const everyday: readonly Row[] = [
  {
    name: "undefined elements that the next call drops",
    before: `const isPresent = <T,>(x: T | undefined): x is T => x !== undefined;
const rules = [(n: number) => (n > 1 ? "big" : undefined), (n: number): string | undefined => (n % 2 ? "odd" : undefined)];`,
    body: `async ({ a, b, ns }: { a?: string; b?: string | null; ns: number[] }) => { return [[a, b, "c"].filter((x): x is string => !!x), [a, "d"].filter(isPresent).join("-"), [a, b].filter(Boolean).length, ns.map((n) => (n > 1 ? { n } : undefined)).filter((x) => x !== undefined), ns.map((n) => (n > 2 ? [n] : undefined)).filter((x) => x != null && x.length > 0), ns.map((n) => rules.map((rule) => rule(n)).filter((x) => typeof x === "string")), [a, b, "e"].join("+"), ["xy", "", "z"].map((w) => w[0]).join(","), ns.map((n) => (n > 1 ? { ok: n > 2 } : undefined)).filter((x) => x?.ok)]; }`,
    scenarios: [
      { input: { a: "A", b: null, ns: [1, 2, 3] } },
      { input: { b: "B", ns: [] } },
      { input: { a: "", ns: [4] } },
    ],
  },
  {
    name: "elements taken out of arrays that are made on the spot",
    body: `async (names: string[]) => [names.map((n) => n.split(".").pop() ?? ""), names.map((n) => n.split("/").shift()!), names[0]?.split(".").pop()?.toUpperCase() ?? null, [...names].pop() ?? "none", names.filter((n) => n.length > 3).shift() ?? 0, Object.keys({ x: 1, y: 2 }).pop()!]`,
    scenarios: [{ input: ["a/b.txt", "c", "d.tar.gz"] }, { input: [] }],
  },
  {
    name: "an element of what a callback's last call gives",
    body: `async (names: string[]) => [names.map((n) => n.split("/")[0]!), names.map((n) => n.split("/").at(0)!), names.map((n) => n.split("/").shift()!), names.map((n) => n.split("/").at(-1)!), names.map((n, i) => (i > 0 ? n.split("/") : names)[0]!), names.map((n, i) => (i > 0 ? [[n, "z"]] : n.split("/").map((x) => [x, "y"]))[0]!), names.map((n) => ((n.length > 1 ? n.split("/") : names.slice(0)))[0]!), names.map((n, i) => { const xs = i > 0 ? n.split("/") : names.toSorted(); const y = xs; return y[0] ?? "q"; }), names.filter((n) => n.split("/")[1]), names.flatMap((n) => [n.split("/")].map((p) => p)[0]!), names.map((n) => [n.split("/")][0]![0]!), names.map((n) => names.filter((x) => x !== n)[0] ?? n), [...names].sort((a, b) => (a.split("/")[0]! < b.split("/")[0]! ? 1 : -1)), names.reduce((acc, n) => acc + n.split("/").at(-1)!, "")]`,
    scenarios: [{ input: ["a/b", "c", "d/e"] }, { input: [] }],
  },
  {
    name: "functions that may be given as options",
    before: `type Hooks = { before?: (id: string) => Promise<void>; after?: (id: string, ok: boolean) => void; label?: string; map?: (n: number) => number };
const run = async (id: string, { before, after, label = "none", map }: Hooks = {}) => { if (before) await before(id); await before?.(id + "!"); const n = await double(id.length); after?.(id, n > 1); const price = map ? map(n) : n; const other = map?.(3) ?? -1; return \`\${label} \${price} \${other}\`; };
const finish = async (id: string, done?: (x: string) => Promise<unknown>) => { await done?.(id); if (done !== undefined) { await done(id + id); } return id; };`,
    body: `async (id: string) => { const log: string[] = []; const a = await run(id); const b = await run(id, { before: async (x) => { await release(x); }, after: (x, ok) => { log.push(x + ok); }, label: "L", map: (n) => n * 2 }); const c = await run(id, { after: (x) => log.push(x) }); const [d, e] = [await finish(id), await finish(id, (x) => echo(x))]; return [a, b, c, d, e, log]; }`,
    scenarios: [{ input: "q", stubs }],
  },
  {
    name: "forEach of what may be missing, of sets and of maps",
    body: `async (input: { names?: string[] | null; groups: Record<string, { n: number; l?: number[] }[]> }) => { const seen = new Set<string>(["q"]); input.names?.forEach((n) => seen.add(n)); const m = new Map<string, number>([["a", 1], ["b", 2]]); let total = 0; const out: string[] = []; m.forEach((v, k) => { total += v; out.push(k + v); }); m.forEach((v, k) => { if (v > 1) m.delete(k); else m.set(k, v * 10); }); seen.forEach((s) => { if (s === "b") return; out.push(s); }); input.groups["a"]?.forEach(({ n, l }, i) => { total += n * i; l?.forEach((x) => { total += x; }); }); const copy = structuredClone(input); copy.groups["a"]?.forEach((g) => { g.n += 1; }); copy.names?.forEach((n, i) => { out.push(n + i); }); for (const x of seen) await echo(x); return { total, out, m: [...m], copy, seen: [...seen] }; }`,
    scenarios: [
      { input: { names: ["b", "c"], groups: { a: [{ n: 1 }, { n: 2, l: [5, 6] }] } }, stubs },
      { input: { names: null, groups: {} }, stubs },
      { input: { groups: { a: [] } }, stubs },
    ],
  },
  {
    name: "sets and maps that are filled in one go, and spread into calls",
    before: `const above = (limit: number, ...xs: number[]) => xs.filter((x) => x > limit).length;`,
    body: `async (xs: string[]) => { const m = new Map<string, number>().set("z", 0); for (const x of xs) m.set(x, (m.get(x) ?? 0) + 1); m.set("p", 4).set("q", m.size); const s = new Set(xs.map((x) => x.length)); s.add(7).add(await double(1)).add(s.size); const t = xs.length > 1 && s.add(50).has(50); xs.length > 2 && s.add(60); const keys: string[] = ["k"]; const nums: number[] = []; keys.push(...m.keys()); nums.push(...s, ...m.values()); nums.unshift(...s.values()); const e: [string, number][] = []; e.push(...m, ...m.entries()); return [Math.max(0, ...m.values()), Math.min(...s, 100), keys, nums, e, above(1, ...m.values()), t, [...s], [...m]]; }`,
    scenarios: [["a", "bb", "a"], [], ["a", "c"]].map((input) => ({ input, stubs })),
  },
  {
    name: "results of several calls, and parts that patterns take, changed later",
    before: `import { lambda } from "setpiece";
const load = lambda<string, { lines: { sku: string; qty: number; tags: string[] }[]; meta: { a: number } }>("load", (): never => { throw new Error(); });
const enrich = async (id: string) => { const item = await fetchItem(id); return { id, price: item.price, notes: [] as string[] }; }`,
    concurrent: true,
    body: `async (ids: string[]) => {
  const items = await Promise.all(ids.map(async (id) => ({ id, n: 0, tags: [] as string[] })));
  for (const item of items) { item.n += 1; item.tags.push(item.id); }
  const fetched = await Promise.all(ids.map((id) => fetchItem(id)));
  for (const f of fetched) f.price *= 2;
  const enriched = await Promise.all(ids.map(enrich));
  enriched.forEach((e) => e.notes.push("n" + e.price));
  const mapped = await map(ids, { concurrency: 2 }, async (id) => { const f = await fetchItem(id); return { ...f, seen: false }; });
  for (const m of mapped) m.seen = m.price > 100;
  const [one, two] = await Promise.all([fetchItem("x"), enrich("y")]);
  one.tags.push("one");
  two.notes.push("two");
  const { lines, meta } = await load("o");
  lines.sort((a, b) => a.qty - b.qty);
  lines.push({ sku: "new", qty: 1, tags: [] });
  meta.a++;
  for (const line of lines) line.tags.push("t");
  const { meta: m2, ...rest } = await load("o2");
  rest.lines = rest.lines.filter((l) => l.qty > 1);
  const [head, ...others] = ids;
  others.push("end");
  others.reverse();
  const now = await (async () => { const q = await fetchItem("q"); return { q: q.id, list: [q.price] }; })();
  now.list.push(9);
  const { now: _, ...copy } = { now: 1, a: 2 } as { now: number; a: number; b?: number };
  copy.b = copy.a;
  lines.length = 0;
  return { items, fetched, enriched, mapped, one, two, lines, meta, rest, m2, head, others, now, copy };
}`,
    scenarios: [
      {
        input: ["b", "a", "c"],
        stubs: {
          fetchItem: (id: string) => ({ id, price: id.charCodeAt(0), tags: ["z"] }),
          load: () => ({
            lines: [
              { sku: "s", qty: 3, tags: [] },
              { sku: "r", qty: 1, tags: ["q"] },
            ],
            meta: { a: 1 },
          }),
        },
      },
      {
        input: [],
        stubs: {
          fetchItem: (id: string) => ({ id, price: id.charCodeAt(0), tags: ["z"] }),
          load: () => ({ lines: [], meta: { a: 1 } }),
        },
      },
    ],
  },
  {
    name: "values of Maps that loops change",
    before: `interface T { id: string; ch: string; p: number; tags: string[] }`,
    body: `async (ts: T[]) => {
  const queues = new Map<string, T[]>();
  for (const t of ts) {
    if (!queues.has(t.ch)) queues.set(t.ch, []);
    queues.get(t.ch)!.push(structuredClone(t));
  }
  const stats = new Map<string, { n: number; names: string[] }>();
  for (const t of ts) { const s = stats.get(t.ch) ?? { n: 0, names: [] }; s.n += 1; stats.set(t.ch, s); }
  for (const [ch, list] of queues) {
    list.sort((a, b) => b.p - a.p);
    if (list.length > 1) list.push({ id: "x" + ch, ch, p: 0, tags: [] });

    await echo([ch, list[0]?.id ?? null]);
  }
  for (const s of stats.values()) { s.n *= 10; s.names.push("n" + s.n); if (s.n > 10) continue; s.names.push("small"); }
  for (const [k, s] of stats.entries()) { s.names.unshift(k); if (k === "a" && !stats.has("new")) stats.set("new", { n: 0, names: [] }); }
  for (const [, list] of queues) for (const t of list) t.tags.push("seen");
  return { q: [...queues], s: Object.fromEntries(stats), total: [...queues.values()].reduce((n, q) => n + q.length, 0) };
}`,
    scenarios: [
      {
        input: [
          { id: "1", ch: "a", p: 1, tags: [] },
          { id: "2", ch: "b", p: 2, tags: [] },
          { id: "3", ch: "a", p: 5, tags: ["z"] },
        ],
        stubs: { echo: { result: null } },
      },
      { input: [], stubs: {} },
    ],
  },
  {
    name: "a balance that is taken out of a Map, changed with helpers and put back",
    before: `interface Entry { account: string; debit?: number; credit?: number; memo?: string }
interface Balance { account: string; balance: number; entries: number; memos: string[] }
class Unbalanced extends WorkflowError {
  readonly difference: number;
  constructor(difference: number) {
    super(\`entries differ by \${difference.toFixed(2)}\`);
    this.difference = difference;
  }
}
const cents = (n = 0) => Math.round(n * 100);`,
    body: `async (entries: Entry[]) => {
  const balances = new Map<string, Balance>();
  let debit = 0, credit = 0;
  for (const { account, memo, ...amounts } of entries) {
    const balance = balances.get(account) ?? { account, balance: 0, entries: 0, memos: [] };
    balance.balance += cents(amounts.debit) - cents(amounts.credit);
    balance.entries++;
    if (memo) balance.memos.push(memo);
    balances.set(account, balance);
    debit += cents(amounts.debit);
    credit += cents(amounts.credit);
  }
  try {
    if (debit !== credit) throw new Unbalanced((debit - credit) / 100);
  } catch (e) {
    if (e instanceof Unbalanced && Math.abs(e.difference) < 0.05) await echo(\`rounding \${e.difference}\`);
    else throw e;
  }
  const list = Array.from(balances.values()).sort((a, b) => Math.abs(b.balance) - Math.abs(a.balance));
  const biggest = list[0];
  for (const b of list.filter((b) => b.balance < 0)) await release(b.account);
  return { count: list.length, biggest: biggest && { ...biggest, balance: biggest.balance / 100 }, accounts: list.map((b) => \`\${b.account}=\${(b.balance / 100).toFixed(2)}\`) };
}`,
    scenarios: [
      {
        input: [
          { account: "cash", debit: 10.1, memo: "m" },
          { account: "sales", credit: 10.1 },
          { account: "cash", debit: 1, memo: "n" },
          { account: "sales", credit: 0.98 },
        ],
        stubs: { echo: { result: null }, release: { result: null } },
      },
      { input: [{ account: "cash", debit: 10.1, memo: "m" }], stubs: {} },
      { input: [], stubs: {} },
    ],
  },
  {
    name: "Dates, Sets and Maps that helpers are given and give",
    before: `const DAY = 86_400_000;
const iso = (d: Date) => d.toISOString().slice(0, 10);
const addDays = (d: Date, n: number) => new Date(d.getTime() + n * DAY);
function addMonths(date: Date, n: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, date.getUTCDate()));
}
function startOfMonth(date = new Date("2026-05-20T00:00:00Z")): Date { const s = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)); return s; }
const later = (a: Date, b: Date): Date => { if (a > b) return a; return b; };
const daysBetween = (a: Date, b: Date) => Math.round((b.getTime() - a.getTime()) / DAY);
function lastOf(date: Date) { date = addMonths(startOfMonth(date), 1); return addDays(date, -1); }
const keyBy = <T extends { id: string }>(items: readonly T[]) => new Map(items.map((i) => [i.id, i]));
function countBy(items: readonly string[], key: (s: string) => string): Map<string, number> { const m = new Map<string, number>(); for (const i of items) { const k = key(i); m.set(k, (m.get(k) ?? 0) + 1); } return m; }
const unique = (xs: readonly string[]) => new Set(xs);
const bump = (m: Map<string, number>, k: string, by = 1) => { m.set(k, (m.get(k) ?? 0) + by); };
const has = (s: ReadonlySet<string>, x: string) => s.has(x);
const sizeOf = (s: Set<string>, m: Map<string, number>) => { let n = s.size; for (const [, v] of m) n += v; return n; };
async function loadAll(ids: readonly string[]) { const out = new Map<string, number>(); for (const id of ids) out.set(id, await double(id.length)); return out; }
const renewals = (at: string, now: Date) => { let r = new Date(at); let n = 0; while (r <= now) { r = addMonths(r, 1); n++; } return \`\${iso(r)}/\${n}\`; }`,
    body: `async ({ ids, at }: { ids: string[]; at: string }) => {
  const now = new Date(at);
  const due = addDays(now, 30);
  const month = startOfMonth(now);
  const out: (string | number | boolean)[] = [iso(now), iso(due), iso(month), iso(startOfMonth()), iso(later(now, due)), daysBetween(month, now), iso(lastOf(now)), addMonths(now, 2).getUTCMonth(), renewals("2026-01-31T00:00:00Z", now), addDays(now, 1) > due, now < addDays(due, 1), new Date(now).getTime() === now.getTime()];
  for (let d = month; d < addDays(month, 3); d = addDays(d, 1)) out.push(iso(d));
  const byId = keyBy(ids.map((id, n) => ({ id, n })));
  const counts = countBy(ids, (s) => s[0] ?? "");
  bump(counts, "zz");
  bump(counts, "zz", 5);
  let seen = unique(ids);
  seen.add("new");
  out.push(has(seen, "new"), sizeOf(seen, counts), unique(ids).size, has(unique(ids), "q"), keyBy(ids.map((id) => ({ id }))).size);
  seen = new Set([...seen].filter((x) => x.length > 1));
  seen.add("p");
  const loaded = await loadAll(ids);
  out.push([...(await loadAll(["q"])).values()].join());
  return { out, byId: [...byId], counts: [...counts], seen: [...seen], loaded: Object.fromEntries(loaded), each: ids.map((id) => iso(addDays(new Date("2026-01-01T00:00:00Z"), id.length))) };
}`,
    scenarios: [
      { input: { ids: ["a", "bb", "ac"], at: "2026-03-15T12:00:00Z" }, stubs: { double: (n: number) => n * 2 } },
      { input: { ids: [], at: "2025-12-31T23:00:00Z" }, stubs: { double: (n: number) => n * 2 } },
    ],
  },
  {
    name: "lists and callbacks that a condition chooses",
    body: `async ({ xs, asc, mode }: { xs: { n: number; s: string }[]; asc: boolean; mode?: "n" | "s" }) => {
  const big: number[] = [], small: number[] = [];
  for (const { n } of xs) (n > 2 ? big : small).push(n);
  const compare = asc ? (a: { n: number }, b: { n: number }) => a.n - b.n : (a: { n: number }, b: { n: number }) => b.n - a.n;
  const sorted = [...xs].sort(compare);
  const cmp: (a: { s: string }, b: { s: string }) => number = mode === "s" ? (a, b) => (a.s < b.s ? -1 : 1) : () => 0;
  const other = xs.toSorted(cmp);
  const pick = mode === "n" ? (x: { n: number; s: string }) => x.n : (x: { n: number; s: string }) => x.s.length;
  return { big, small, sorted, other, p: xs.map(pick), f: xs.filter(asc ? (x) => x.n > 1 : (x) => x.n <= 1) };
}`,
    scenarios: [
      {
        input: {
          xs: [
            { n: 1, s: "z" },
            { n: 3, s: "b" },
          ],
          asc: true,
        },
      },
      {
        input: {
          xs: [
            { n: 1, s: "z" },
            { n: 3, s: "b" },
          ],
          asc: false,
          mode: "s",
        },
      },
    ],
  },
  {
    name: "rules of a table that apply, and what they give",
    before: `interface CartItem { sku: string; qty: number; price: number; category: "book" | "food" | "other"; gift?: true }
interface Rule { readonly name: string; applies(items: CartItem[], total: number): boolean; discount(items: CartItem[], total: number): number }
const rules: Rule[] = [
  { name: "3for2", applies: (items) => items.some((i) => i.qty >= 3), discount: (items) => items.filter((i) => i.qty >= 3).reduce((d, i) => d + Math.floor(i.qty / 3) * i.price, 0) },
  { name: "books", applies: (items) => items.filter((i) => i.category === "book").length >= 2, discount: (items) => items.filter((i) => i.category === "book").reduce((d, i) => d + i.qty * i.price * 0.1, 0) },
  { name: "big", applies: (_items, total) => total > 100, discount: (_items, total) => total * 0.05 },
];
const vat = { book: 0.07, food: 0.07, other: 0.19 } as const;
const round = (n: number, digits = 2) => { const f = 10 ** digits; return Math.round(n * f) / f; }`,
    body: `async ({ items, shipping = "standard" }: { items: CartItem[]; shipping?: "standard" | "express" }) => {
  const merged = items.reduce<CartItem[]>((acc, item) => {
    const existing = acc.find((i) => i.sku === item.sku);
    if (existing) existing.qty += item.qty;
    else acc.push({ ...item });
    return acc;
  }, []);
  const total = merged.reduce((t, { qty, price }) => t + qty * price, 0);
  const applied = rules.filter((r) => r.applies(merged, total)).map((r) => ({ name: r.name, amount: round(r.discount(merged, total)) }));
  const best = applied.length ? applied.reduce((a, b) => (a.amount >= b.amount ? a : b)) : null;
  const net = total - (best?.amount ?? 0);
  const tax = Object.entries(vat).map(([category, rate]) => [category, round(merged.filter((i) => i.category === category).reduce((t, i) => t + i.qty * i.price * rate, 0))] as const).filter(([, amount]) => amount > 0);
  const shippingCost = net >= 50 ? 0 : { standard: 4.9, express: 12 }[shipping];
  const payment = await charge({ id: merged.map((i) => i.sku).join("-"), amount: round(net + shippingCost) });
  return { total: round(total), applied, best: best?.name ?? "none", tax: Object.fromEntries(tax), shippingCost, receipt: payment.receipt, gifts: merged.filter(({ gift = false }) => gift).length };
}`,
    scenarios: [
      {
        input: {
          items: [
            { sku: "a", qty: 2, price: 10, category: "book" },
            { sku: "b", qty: 1, price: 20, category: "book", gift: true },
            { sku: "a", qty: 1, price: 10, category: "book" },
            { sku: "c", qty: 4, price: 30.55, category: "food" },
          ],
        },
        stubs: { charge: { result: { receipt: "R" } } },
      },
      {
        input: { items: [{ sku: "x", qty: 1, price: 1, category: "other" }], shipping: "express" },
        stubs: { charge: { result: { receipt: "R" } } },
      },
    ],
  },
  {
    name: "an object that forEach fills and a loop goes through later",
    before: `interface Row { id: string; k: string; n: number }`,
    body: `async (rows: Row[]) => {
  const wait = (ms: number) => Math.ceil(ms / 1000);
  let attempts = 0;
  const seen: string[] = [];
  const groups: Record<string, Row[]> = {};
  rows.forEach((r) => { (groups[r.k] ??= []).push(r); });
  const keys = Object.keys(groups).sort();
  for (const [k, list] of Object.entries(groups)) { attempts += list.length; seen.push(\`\${k}\${list.length}\`); }
  const top = Object.entries(groups).map(([k, l]) => ({ k, total: l.reduce((s, r) => s + r.n, 0) })).toSorted((a, b) => b.total - a.total)[0];
  const id = await double(wait(1500));
  return { keys, seen, attempts, top: top ?? null, id };
}`,
    scenarios: [
      {
        input: [
          { id: "1", k: "b", n: 1 },
          { id: "2", k: "a", n: 2 },
          { id: "3", k: "b", n: 5 },
        ],
        stubs: { double: (n: number) => n },
      },
      { input: [], stubs: { double: (n) => n } },
    ],
  },
];
