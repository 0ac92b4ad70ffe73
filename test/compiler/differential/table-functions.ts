import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `type S = { balance: number; log: string[]; meta: { tags: string[]; n: number } };
interface Rule { id: string; test(s: S): boolean; apply?: (s: S) => void }
const rules: Rule[] = [
  { id: "a", test: ({ balance }) => balance > 0, apply: (s) => { s.balance -= 1; s.log.push("a"); } },
  { id: "b", test: ({ meta: { tags } }) => tags.length > 0, apply(s) { s.meta.tags.pop(); s.meta.n++; } },
  { id: "c", test: (s) => s.log.length > 3 },
];
const makeRule = (id: string, k: number): Rule => ({ id, test: (s) => s.balance > k, apply: (s) => { s.balance = k; } });
const made = [makeRule("m", 3), makeRule("n", 1)];
const hooks = { before: (s: S) => { s.log.push("before"); }, after: (s: S) => { s.log = [...s.log, "after"]; } };
const handlers: Record<string, (s: S, n: number) => void> = { add: (s, n) => { s.balance += n; }, sub: (s, n) => { s.balance -= n; s.log.push("sub"); } };
const checks: ((s: S) => boolean)[] = [(s) => s.balance > 0, (s) => s.log.length < 2];
const fresh = (): S => ({ balance: 2, log: [], meta: { tags: ["t", "u"], n: 0 } });`;

const changes = (name: string, statements: string): Row => ({
  name,
  before,
  body: `async (names: string[]) => { const s = fresh(); ${statements} s.log.push("end"); return s; }`,
  scenarios: runs([["add", "sub", "q"]], [[]], [["a"]]),
});

/** Functions of tables read and change what a workflow owns. */
export const tableFunctions: readonly Row[] = [
  changes("a handler that is looked up by a key", "for (const k of names) handlers[k]?.(s, 3);"),
  changes(
    "a handler that is looked up, and kept by a name",
    "for (const k of names) { const h = handlers[k]; if (!h) { s.log.push(k); continue; } h(s, 3); }",
  ),
  changes(
    "checks of a table, asked between changes",
    "for (const k of names) { s.log.push(k); if (!checks.every((c) => c(s))) break; }",
  ),
  changes("rules of a table, applied in turn", "for (const r of rules) if (r.test(s)) r.apply?.(s);"),
  changes(
    "rules that are chosen first",
    "const hit = rules.filter((r) => r.test(s)); hit.forEach((r) => r.apply?.(s)); s.log.push(...hit.map((r) => r.id));",
  ),
  changes("a rule that is found", 'const hit = rules.find((r) => !r.test(s)); s.log.push(hit?.id ?? "none");'),
  changes(
    "rules that are taken apart",
    "for (const { id, test, apply } of rules) { if (test(s) && apply) { apply(s); s.log.push(id); } }",
  ),
  changes("rules that a function makes", "for (const m of made) if (m.test(s)) m.apply!(s);"),
  changes(
    "members of a table with their names",
    "for (const [k, h] of Object.entries(hooks)) { h(s); s.log.push(k); }",
  ),
  changes("one of two hooks", 'const act = names[0] === "a" ? hooks.before : hooks.after; act(s);'),
  changes("hooks while a call is made", "const p = echo(s); hooks.before(s); await p;"),
];

const table = `interface Context { readonly id: string; applied: number[] }
type Promotion = { id: string; priority?: number; exclusive?: boolean; applies(c: Context): boolean; apply(c: Context): number[] };
const promotions: Promotion[] = [
  { id: "WELCOME", priority: 1, applies: ({ id }) => id === "w", apply: (c) => [c.id.length] },
  { id: "PLUS", applies: (c) => c.id.length > 1, apply: (c) => [c.id.length > 2 ? 20 : 5] },
  { id: "HALF", exclusive: true, priority: 9, applies: ({ id }) => id.includes("HALF"), apply: () => [7, 8] },
  { id: "ALL", priority: 9, applies: () => true, apply: () => [1] },
];
const byPriority = (a: { priority?: number }, b: { priority?: number }) => (b.priority ?? 0) - (a.priority ?? 0);
const ordered = [...promotions].sort(byPriority);`;

const orders = (name: string, statements: string): Row => ({
  name,
  before: table,
  body: `async (id: string) => { const context: Context = { id, applied: [] }; ${statements} }`,
  scenarios: runs(["HALF"], ["w"], ["q"]),
});

/** Tables of functions that are put in order. */
export const orderedTables: readonly Row[] = [
  orders(
    "rules that apply, by priority, up to one that excludes others",
    "for (const p of promotions.filter((p) => p.applies(context)).sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0))) { const d = p.apply(context); context.applied.push(...d); if (p.exclusive && d.length) break; } return context;",
  ),
  orders(
    "a copy in order, from which some are left out",
    "return promotions.toSorted(byPriority).filter((p) => p.applies(context)).map((p) => p.id);",
  ),
  orders(
    "a table in order outside of functions",
    "return ordered.map((p) => (p.applies(context) ? p.apply(context) : p.id));",
  ),
  orders(
    "the first one in order that applies",
    "return ordered.find((p) => p.applies(context))?.apply(context) ?? null;",
  ),
  orders(
    "order of texts",
    "return promotions.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)).map((p) => p.apply(context));",
  ),
  orders(
    "what functions give, in order",
    "return promotions.map((p) => ({ id: p.id, n: p.apply(context).length })).sort((a, b) => b.n - a.n)[0];",
  ),
  {
    name: "a member of a table that is a text here and a list there",
    before: `interface Carrier { name: string; countries: string[] | "*"; price(weight: number): number }
const carriers: Carrier[] = [
  { name: "post", countries: ["DE", "AT"], price: (w) => w * 2 },
  { name: "fast", countries: "*", price: (w) => 12 + w },
];
const serves = (c: Carrier, country: string) => c.countries === "*" || c.countries.includes(country);`,
    body: "async (to: string) => carriers.filter((c) => serves(c, to)).map((c) => c.price(3))",
    scenarios: runs(["DE"], ["JP"]),
  },
];

const finishing = (name: string, block: string): Row => ({
  name,
  body: `async (xs: number[]) => {
    const held: string[] = [];
    try {
      for (const x of xs) { if (!(await check(x))) throw new Declined(String(x)); held.push("s" + x); }
      return { ok: true, held };
    } catch (e) {
      for (const h of held.reverse()) await release(h);
      return held.length;
    } finally { ${block} }
  }`,
  scenarios: runs([[3, 4]], [[3, 4, 1]], [[]]),
});

/** A list that is returned is read in the `finally` around the `return`. */
export const readInFinally: readonly Row[] = [
  finishing("a finally that counts", "await echo({ n: held.length });"),
  finishing("a finally that sends a list on", "await echo(held);"),
  finishing("a finally that goes through a list", "for (const h of held) await echo(h);"),
];
