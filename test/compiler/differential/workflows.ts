import type { Row } from "./row.js";

/** Whole workflows as people write them. */
export const workflows: readonly Row[] = [
  {
    name: "a search with filters, sorting and pages",
    before: `interface Doc { id: string; title: string; body: string; meta?: { author?: { name: string; tags?: string[] } | null } }
type Filter = { field: "title" | "body"; op: "contains" | "equals" | "startsWith"; value: string } | { and: Leaf[] } | { or: Leaf[] };
type Leaf = { field: "title" | "body"; op: "contains" | "equals" | "startsWith"; value: string };
const ops = {
  contains: (text: string, value: string) => text.toLowerCase().includes(value.toLowerCase()),
  equals: (text: string, value: string) => text === value,
  startsWith: (text: string, value: string) => text.startsWith(value),
} as const;
const leaf = (doc: Doc, { field, op, value }: Leaf) => ops[op](doc[field], value);
const matchesFilter = (doc: Doc, filter: Filter) => {
  if ("and" in filter) return filter.and.every((f) => leaf(doc, f));
  if ("or" in filter) return filter.or.some((f) => leaf(doc, f));
  return leaf(doc, filter);
};
const highlight = (text: string, term: string) => {
  const at = text.toLowerCase().indexOf(term.toLowerCase());
  return at < 0 ? text : \`\${text.slice(0, at)}<b>\${text.slice(at, at + term.length)}</b>\${text.slice(at + term.length)}\`;
}`,
    body: `async ({ docs, filter, term, page = 1, size = 2, sort = { by: "title", dir: "asc" } }: { docs: Doc[]; filter: Filter; term: string; page?: number; size?: number; sort?: { by: "title" | "id"; dir: "asc" | "desc" } }) => {
  const hits = docs.filter((d) => matchesFilter(d, filter));
  const sign = sort.dir === "asc" ? 1 : -1;
  const ordered = hits.toSorted((a, b) => sign * (a[sort.by] < b[sort.by] ? -1 : a[sort.by] > b[sort.by] ? 1 : 0));
  const items = ordered.slice((page - 1) * size, page * size).map(({ id, title, meta }) => ({
    id,
    title: highlight(title, term),
    author: meta?.author?.name ?? "anonymous",
    tags: meta?.author?.tags?.map((t) => \`#\${t}\`).join(" ") || undefined,
  }));
  await echo({ found: hits.length, page });
  return { items, pages: Math.ceil(hits.length / size), has: { next: page * size < hits.length, previous: page > 1 } };
}`,
    scenarios: [
      {
        input: {
          docs: [
            { id: "1", title: "Foo bar", body: "x" },
            { id: "2", title: "bar", body: "foo", meta: { author: { name: "N", tags: ["a", "b"] } } },
            { id: "3", title: "Zed foo", body: "", meta: { author: null } },
          ],
          filter: {
            or: [
              { field: "title", op: "contains", value: "FOO" },
              { field: "body", op: "equals", value: "foo" },
            ],
          },
          term: "foo",
          sort: { by: "id", dir: "desc" },
        },
        stubs: { echo: { result: null } },
      },
      {
        input: {
          docs: [{ id: "1", title: "Foo bar", body: "x" }],
          filter: { field: "title", op: "startsWith", value: "F" },
          term: "q",
          page: 2,
        },
        stubs: { echo: { result: null } },
      },
      {
        input: { docs: [{ id: "1", title: "Foo bar", body: "x" }], filter: { and: [] }, term: "" },
        stubs: { echo: { result: null } },
      },
    ],
  },
  {
    name: "free slots between appointments",
    before: `interface Slot { start: string; end: string }
const toMinutes = (hhmm: string) => {
  const [h = 0, m = 0] = hhmm.split(":").map(Number);
  return h * 60 + m;
};
const toText = (minutes: number) => \`\${String(Math.floor(minutes / 60)).padStart(2, "0")}:\${String(minutes % 60).padStart(2, "0")}\`;
const overlaps = (a: Slot, b: Slot) => toMinutes(a.start) < toMinutes(b.end) && toMinutes(b.start) < toMinutes(a.end);
function mergeSlots(slots: Slot[]): Slot[] {
  const merged: Slot[] = [];
  for (const slot of slots.toSorted((a, b) => toMinutes(a.start) - toMinutes(b.start))) {
    const last = merged.at(-1);
    if (last && toMinutes(slot.start) <= toMinutes(last.end)) {
      if (toMinutes(slot.end) > toMinutes(last.end)) last.end = slot.end;
    } else merged.push({ ...slot });
  }
  return merged;
}`,
    body: `async ({ busy, day, minutes }: { busy: Slot[]; day: Slot; minutes: number }) => {
  const merged = mergeSlots(busy);
  const free: Slot[] = [];
  let cursor = toMinutes(day.start);
  for (const { start, end } of merged) {
    const from = toMinutes(start);
    if (from - cursor >= minutes) free.push({ start: toText(cursor), end: toText(from) });
    cursor = Math.max(cursor, toMinutes(end));
  }
  if (toMinutes(day.end) - cursor >= minutes) free.push({ start: toText(cursor), end: day.end });
  const candidate = free.find((slot) => !busy.some((b) => overlaps(slot, b)));
  if (!candidate) return { booked: false as const, merged };
  const booked = { ...candidate, end: toText(toMinutes(candidate.start) + minutes) };
  await echo(booked);
  return { booked, merged, free, hours: Number((free.reduce((n, s) => n + toMinutes(s.end) - toMinutes(s.start), 0) / 60).toFixed(2)) };
}`,
    scenarios: [
      {
        input: {
          busy: [
            { start: "09:30", end: "10:15" },
            { start: "08:00", end: "09:00" },
            { start: "10:00", end: "12:00" },
          ],
          day: { start: "08:00", end: "17:45" },
          minutes: 30,
        },
        stubs: { echo: { result: null } },
      },
      { input: { busy: [{ start: "08:00", end: "20:00" }], day: { start: "08:00", end: "17:45" }, minutes: 30 } },
    ],
  },
  {
    name: "a tree of people, walked with a stack",
    before: `interface Employee { id: string; manager: string | null; salary: number; name: string }`,
    body: `async (people: Employee[]) => {
  const reports = new Map<string, string[]>();
  const byId: Record<string, Employee> = Object.fromEntries(people.map((p) => [p.id, p]));
  for (const { id, manager } of people) {
    if (manager === null) continue;
    reports.set(manager, [...(reports.get(manager) ?? []), id]);
  }
  const roots = people.filter((p) => p.manager === null || !(p.manager in byId));
  const lines: string[] = [];
  const totals: Record<string, number> = {};
  const stack: { id: string; depth: number }[] = roots.map(({ id }) => ({ id, depth: 0 })).reverse();
  while (stack.length) {
    const { id, depth } = stack.pop()!;
    const person = byId[id];
    if (person === undefined) continue;
    lines.push(\`\${"  ".repeat(depth)}- \${person.name}\`);
    let boss: string | null = id;
    while (boss !== null) {
      totals[boss] = (totals[boss] ?? 0) + person.salary;
      boss = byId[boss]?.manager ?? null;
    }
    const children = (reports.get(id) ?? []).toSorted((a, b) => (byId[a]!.name < byId[b]!.name ? 1 : -1));
    stack.push(...children.map((child) => ({ id: child, depth: depth + 1 })));
  }
  const [top] = Object.entries(totals).sort(([, a], [, b]) => b - a);
  if (top) await echo({ top: top[0], total: top[1] });
  return { text: lines.join("\\n"), totals, leaves: people.filter(({ id }) => !reports.has(id)).length };
}`,
    scenarios: [
      {
        input: [
          { id: "1", manager: null, salary: 10, name: "Ann" },
          { id: "2", manager: "1", salary: 5, name: "Zed" },
          { id: "3", manager: "1", salary: 6, name: "Bob" },
          { id: "4", manager: "3", salary: 1, name: "Cy" },
        ],
        stubs: { echo: { result: null } },
      },
      { input: [] },
    ],
  },
  {
    name: "a parser with two stacks",
    before: `type Token = { type: "num"; value: number } | { type: "op"; value: "+" | "-" | "*" | "/" } | { type: "paren"; value: "(" | ")" };
const precedence = { "+": 1, "-": 1, "*": 2, "/": 2 } as const;
function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (i < text.length) {
    const c = text[i]!;
    if (c === " ") { i++; continue; }
    if (/\\d/.test(c)) {
      let digits = "";
      while (i < text.length && /[\\d.]/.test(text[i]!)) digits += text[i++]!;
      tokens.push({ type: "num", value: Number(digits) || 0 });
      continue;
    }
    if (c === "(" || c === ")") tokens.push({ type: "paren", value: c });
    else if (c === "+" || c === "-" || c === "*" || c === "/") tokens.push({ type: "op", value: c });
    else throw new WorkflowError(\`unexpected \${c} at \${i}\`);
    i++;
  }
  return tokens;
}`,
    body: `async (text: string) => {
  const output: (number | "+" | "-" | "*" | "/")[] = [];
  const ops: ("+" | "-" | "*" | "/" | "(")[] = [];
  for (const token of tokenize(text)) {
    switch (token.type) {
      case "num":
        output.push(token.value);
        break;
      case "op":
        while (ops.length > 0) {
          const top = ops[ops.length - 1]!;
          if (top === "(" || precedence[top] < precedence[token.value]) break;
          ops.pop();
          output.push(top);
        }
        ops.push(token.value);
        break;
      default:
        if (token.value === "(") { ops.push("("); break; }
        for (;;) {
          const top = ops.pop();
          if (top === undefined) throw new WorkflowError("unbalanced");
          if (top === "(") break;
          output.push(top);
        }
    }
  }
  while (ops.length) { const op = ops.pop()!; if (op === "(") throw new WorkflowError("unbalanced"); output.push(op); }
  const stack: number[] = [];
  for (const item of output) {
    if (typeof item === "number") { stack.push(item); continue; }
    const b = stack.pop() ?? 0, a = stack.pop() ?? 0;
    stack.push(item === "+" ? a + b : item === "-" ? a - b : item === "*" ? a * b : b === 0 ? 0 : a / b);
  }
  return { rpn: output.join(" "), value: stack[0] ?? null };
}`,
    scenarios: [
      { input: "1 + 2*(3 - 4)/5" },
      { input: "" },
      { input: "(1" },
      { input: "1)" },
      { input: "2 $ 3" },
      { input: "7" },
    ],
  },
  {
    name: "windows, streaks and averages of measurements",
    before: `interface Point { t: number; v: number; tag?: string }
const windows = <T,>(xs: readonly T[], n: number) => xs.slice(0, Math.max(0, xs.length - n + 1)).map((_, i) => xs.slice(i, i + n));
const last = <T,>(xs: readonly T[]): T | undefined => xs[xs.length - 1];
const sumBy = <T,>(xs: readonly T[], f: (x: T) => number) => xs.reduce((s, x) => s + f(x), 0);
const clamp = (n: number, lo = 0, hi = 1) => Math.min(hi, Math.max(lo, n));
const zip = <A, B>(a: readonly A[], b: readonly B[]): [A, B][] => a.slice(0, b.length).map((x, i) => [x, b[i]!]);`,
    body: `async ({ points, size = 2 }: { points: Point[]; size?: number }) => {
  const ordered = [...points].sort(({ t: a }, { t: b }) => a - b);
  const averages = windows(ordered, size).map((w) => sumBy(w, ({ v }) => v) / w.length);
  const deltas = zip(ordered, ordered.slice(1)).map(([a, b]) => b.v - a.v);
  const streaks: { up: boolean; n: number }[] = [];
  for (const d of deltas) {
    const s = last(streaks);
    const up = d >= 0;
    if (s && s.up === up) streaks[streaks.length - 1] = { ...s, n: s.n + 1 };
    else streaks.push({ up, n: 1 });
  }
  const tags = [...new Set(ordered.map((p) => p.tag).filter((t) => t !== undefined))];
  const spikes = ordered.filter((p, i, all) => i > 0 && i < all.length - 1 && p.v > all[i - 1]!.v && p.v > all[i + 1]!.v).map((p) => p.t);
  let ema = ordered[0]?.v ?? 0;
  for (const { v } of ordered.slice(1)) ema = 0.5 * v + 0.5 * ema;
  const bars = ordered.map(({ v }) => "#".repeat(Math.round(clamp(v / 10) * 10)));
  for (const t of spikes) await double(t);
  return { averages, deltas, streaks, tags, spikes, ema, bars, last: last(ordered)?.t ?? null };
}`,
    scenarios: [
      {
        input: {
          points: [
            { t: 3, v: 5 },
            { t: 1, v: 1, tag: "x" },
            { t: 2, v: 9, tag: "y" },
            { t: 4, v: 6, tag: "x" },
          ],
        },
        stubs: { double: (n: number) => n },
      },
      { input: { points: [] } },
      { input: { points: [{ t: 1, v: 12 }], size: 1 } },
    ],
  },
  {
    name: "permissions that roles grant",
    before: `type Action = "read" | "write" | "delete";
interface Grant { role: string; resource: string; actions: Action[] | "*"; unless?: { owner?: boolean } }
interface User { id: string; roles: string[]; groups?: Record<string, string[]> }
const implied: Record<Action, readonly Action[]> = { read: [], write: ["read"], delete: ["read", "write"] };
const covers = (pattern: string, resource: string) => pattern === "*" || pattern === resource || (pattern.endsWith("/*") && resource.startsWith(pattern.slice(0, -1)));
const expand = (actions: Grant["actions"]): Action[] => (actions === "*" ? ["read", "write", "delete"] : [...new Set(actions.flatMap((a) => [a, ...implied[a]]))]);`,
    body: `async ({ user, grants, checks }: { user: User; grants: Grant[]; checks: { resource: string; action: Action; owner?: string }[] }) => {
  const roles = new Set([...user.roles, ...Object.entries(user.groups ?? {}).filter(([g]) => !g.startsWith("_")).flatMap(([, rs]) => rs)]);
  const mine = grants.filter((g) => roles.has(g.role));
  const results = checks.map(({ resource, action, owner }) => {
    const isOwner = owner !== undefined && owner === user.id;
    const grant = mine.find((g) => covers(g.resource, resource) && expand(g.actions).includes(action) && !(g.unless?.owner && isOwner));
    return { resource, action, allowed: isOwner || grant !== undefined, via: isOwner ? "owner" : grant?.role ?? null };
  });
  const denied = results.filter((r) => !r.allowed);
  const byAction = results.reduce((acc, { action, allowed }) => {
    acc[action] ??= { yes: 0, no: 0 };
    acc[action][allowed ? "yes" : "no"]++;
    return acc;
  }, {} as Record<string, { yes: number; no: number }>);
  if (denied.length > 0) {
    const text = denied.map(({ action, resource }) => \`\${action}:\${resource}\`).join(",");
    const { approved } = await review({ id: \`\${user.id}?\${text}\` });
    if (!approved) throw new Declined(text);
  }
  return { results, byAction, roles: [...roles].sort() };
}`,
    scenarios: [
      {
        input: {
          user: { id: "u", roles: ["dev"], groups: { g: ["ops", "dev"], _x: ["root"] } },
          grants: [
            { role: "dev", resource: "repo/*", actions: ["write"] },
            { role: "ops", resource: "*", actions: "*", unless: { owner: true } },
            { role: "root", resource: "*", actions: "*" },
          ],
          checks: [
            { resource: "repo/a", action: "read" },
            { resource: "db", action: "delete" },
            { resource: "z", action: "write", owner: "u" },
          ],
        },
        stubs: {},
      },
      {
        input: { user: { id: "u", roles: [] }, grants: [], checks: [{ resource: "a", action: "read" }] },
        stubs: { review: { result: { approved: false } } },
      },
    ],
  },
  {
    name: "attempts with errors of classes and a finally",
    before: `class Transient extends WorkflowError { constructor(message: string, readonly code = "E_TMP") { super(message); } }
class Fatal extends WorkflowError {}
type Outcome<T> = { status: "ok"; value: T; tries: number } | { status: "gone"; tries: number };
async function guarded<T>(work: () => Promise<T>, tries = 3): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const value = await work();
      return { status: "ok", value, tries: attempt };
    } catch (error) {
      if (error instanceof Fatal) throw error;
      if (attempt >= tries) return { status: "gone", tries: attempt };
    } finally {
      await echo(\`try \${attempt}\`);
    }
  }
}`,
    body: `async (ids: string[]) => {
  const done: string[] = [];
  const log: { id: string; result: string }[] = [];
  for (const id of ids) {
    const outcome = await guarded(async () => {
      const item = await fetchItem(id);
      if (item.price === 0) throw new Transient(\`\${id} is free\`);
      if (item.price < 0) throw new Fatal(\`\${id} is negative\`);
      return item.price * 2;
    }, id.length);
    if (outcome.status === "gone") {
      log.push({ id, result: \`gone after \${outcome.tries}\` });
      continue;
    }
    const { value, tries } = outcome;
    done.push(\`\${id}=\${value}\`);
    if (tries > 1) log.push({ id, result: \`took \${tries}\` });
  }
  return { done, log };
}`,
    scenarios: [
      {
        input: ["aa", "bbb", "c"],
        stubs: {
          echo: { result: null },
          fetchItem: [
            { result: { id: "", price: 0, tags: [] } },
            { result: { id: "", price: 4, tags: [] } },
            { error: "Boom", message: "x" },
            { error: "Boom", message: "x" },
            { result: { id: "", price: 0, tags: [] } },
            { result: { id: "", price: 7, tags: [] } },
          ],
        },
      },
      { input: ["aaa"], stubs: { echo: { result: null }, fetchItem: { result: { id: "", price: -1, tags: [] } } } },
    ],
  },
  {
    name: "an auction with a reserve price",
    before: `interface Bid { bidder: string; amount: number; at: number; maxAmount?: number }
class NoBids extends WorkflowError {}
class BelowReserve extends WorkflowError { constructor(readonly best: number, readonly reserve: number) { super(\`best bid \${best} is below \${reserve}\`); } }
const byAmount = (a: Bid, b: Bid) => b.amount - a.amount || a.at - b.at;`,
    concurrent: true,
    body: `async ({ bids, reserve = 0, item }: { bids: Bid[]; reserve?: number; item: string }) => {
  const best: Record<string, Bid> = {};
  bids.forEach((bid) => {
    const current = best[bid.bidder];
    if (!current || current.amount < bid.amount) best[bid.bidder] = bid;
  });
  const ranking = Object.values(best).sort(byAmount);
  try {
    const [winner, second] = ranking;
    if (!winner) throw new NoBids(\`nobody wants \${item}\`);
    if (winner.amount < reserve) throw new BelowReserve(winner.amount, reserve);
    const price = second ? Math.min(winner.maxAmount ?? winner.amount, second.amount + 1) : Math.max(reserve, 1);
    const { receipt } = await charge({ id: winner.bidder, amount: price });
    const losers = ranking.slice(1).map((b) => b.bidder);
    await Promise.all(losers.map((l) => release(l)));
    return { winner: winner.bidder, price, receipt, losers };
  } catch (error) {
    if (error instanceof BelowReserve) return { winner: null, missing: error.reserve - error.best };
    if (error instanceof NoBids || error instanceof Declined) return { winner: null, reason: error.message };
    throw error;
  } finally {
    await echo(\`closed \${item}\`);
  }
}`,
    scenarios: [
      {
        input: {
          item: "vase",
          bids: [
            { bidder: "a", amount: 10, at: 1 },
            { bidder: "b", amount: 12, at: 2, maxAmount: 20 },
            { bidder: "a", amount: 12, at: 3 },
          ],
        },
        stubs: { charge: { result: { receipt: "R" } }, release: { result: null }, echo: { result: null } },
      },
      { input: { item: "v", bids: [] }, stubs: { echo: { result: null } } },
      {
        input: { item: "v", reserve: 50, bids: [{ bidder: "a", amount: 10, at: 1 }] },
        stubs: { echo: { result: null } },
      },
      {
        input: { item: "v", bids: [{ bidder: "a", amount: 10, at: 1 }] },
        stubs: { echo: { result: null }, charge: { error: "Declined", message: "d" } },
      },
      {
        input: { item: "v", bids: [{ bidder: "a", amount: 10, at: 1 }] },
        stubs: { echo: { result: null }, charge: { error: "Q", message: "d" } },
      },
    ],
  },
];
