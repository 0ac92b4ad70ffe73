import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Event { id: string; at: number; kind: string }
interface Order { id: string; lines: { q: number }[] }
interface Input { events: Event[]; limit: number; orders: Order[] }
`;
const input = {
  events: [
    { id: "a", at: 1, kind: "x" },
    { id: "b", at: 3, kind: "y" },
    { id: "a", at: 2, kind: "z" },
  ],
  limit: 2,
  orders: [
    { id: "o", lines: [{ q: 1 }, { q: 2 }] },
    { id: "p", lines: [] },
  ],
};
const toLatest = `const latest: Record<string, Event> = {}; for (const event of input.events) { const seen = latest[event.id]; if (!seen || seen.at < event.at) latest[event.id] = event; }`;
const toMap = `const m = new Map<string, Event>(); for (const event of input.events) m.set(event.id, event);`;
const byTime = "(a, b) => b.at - a.at";
const quiet = `for (const e of out) e.kind += "q";`;

const bodies: Readonly<Record<string, string>> = {
  "items that become members": `${toLatest} const events = Object.values(latest); for (const e of events) e.kind += "!"; return events;`,
  "members that are changed in a loop": `${toLatest} for (const e of Object.values(latest)) e.kind += "!"; return latest;`,
  "a member that is changed": `${toLatest} latest["a"]!.kind = "k"; return [latest, input.limit, input.events.length];`,
  "items that become values of a Map": `${toMap} m.get("a")!.kind = "k"; return [[...m.values()], input.limit];`,
  "a Map that is made of pairs": `const m = new Map<string, Event>(input.events.map((e) => [e.id, e])); m.get("a")!.kind = "k"; return [...m.values()];`,
  "a list in another order": `const sorted = [...input.events].sort(${byTime}); for (const e of sorted) e.kind = "s" + input.limit; return sorted;`,
  "a list with a name before": `const events = input.events; const sorted = [...events].sort(${byTime}); for (const e of sorted) e.kind = "s" + input.limit; return sorted;`,
  "some of a list that a pattern names": `const { events } = input; const sorted = events.filter((e) => e.at > 1); for (const e of sorted) e.kind = "s" + input.limit; return sorted;`,
  "items that go to a list": `const out: Event[] = []; for (const e of input.events) { if (e.at > input.limit) continue; out.push(e); } ${quiet} return out;`,
  "items up to one": `const out: Event[] = []; for (const e of input.events) { out.push(e); if (e.at > 2) break; } ${quiet} return out;`,
  "items that a callback adds": `const out: Event[] = []; input.events.forEach((e) => { if (e.at > 1) out.push(e); }); ${quiet} return out;`,
  "items that go to one list or the other": `const a: Event[] = []; const b: Event[] = []; for (const e of input.events) { if (e.at > 1) a.push(e); else b.push(e); } for (const e of a) e.kind += "q"; b[0]!.kind = "b"; return [a, b];`,
  "groups of items": `const groups: Record<string, Event[]> = {}; for (const e of input.events) (groups[e.id] ??= []).push(e); for (const g of Object.values(groups)) { g.sort(${byTime}); g[0]!.kind = "newest"; } return groups;`,
  "groups in a Map": `const groups = new Map<string, Event[]>(); for (const e of input.events) { const g = groups.get(e.id); if (g) g.push(e); else groups.set(e.id, [e]); } for (const [, g] of groups) { for (const e of g) e.kind += "z"; } return [...groups];`,
  "lists one behind the other": `const items = [...input.events, { id: "n", at: 9, kind: "n" }]; items[0]!.kind = "i"; items[3]!.kind = "j"; return items;`,
  "lists that are joined": `const items = input.events.concat([{ id: "n", at: 9, kind: "n" }]); items[0]!.kind = "i"; items[3]!.kind = "j"; return items;`,
  "parts of items": `const all = input.orders.flatMap((o) => o.lines); for (const l of all) l.q *= 2; return all;`,
  "items of items": `const all: { q: number }[] = []; for (const o of input.orders) for (const l of o.lines) all.push(l); for (const l of all) l.q *= 2; return all;`,
  "a list that is put in order and named": `const sorted = input.events.sort(${byTime}); for (const e of sorted) e.kind += "r"; return [sorted, input.events];`,
  "a list and the name it gets in order": `const list = [3, 1, 2]; const s = list.sort(); s.push(0); list.push(9); return [s, list];`,
  "a list that is put in order twice": `const list = [3, 1, 2]; const s = list.sort().reverse(); s.push(0); return [s, list];`,
  "the first of a list in order": `const top = input.events.sort(${byTime})[0]!; top.kind = "top"; return input.events;`,
  "a list in order that gets more": `const list = input.events.map((e) => e.at); const sorted = list.sort((a, b) => a - b); list.push(9); await double(1); return sorted;`,
  "the best of each group": `const copies = (i: Event[]) => i.map((r) => ({ ...r })); const g: Record<string, Event[]> = {}; for (const r of copies(input.events)) (g[r.id] ??= []).push(r); for (const [k, rows] of Object.entries(g)) { const f = rows.filter((r) => r.at > 1)[0]; if (f) f.kind = k; } return g;`,
  "some of a list in order": `const top = input.events.sort(${byTime}).slice(0, 2); top[0]!.kind = "top"; return top;`,
  "the whole input": `const sorted = [...input.events]; sorted[0]!.kind = "s"; return [sorted, input];`,
  "a list that is read again": `${toMap} m.get("a")!.kind = "k"; return input.events;`,
  "items that have two places": `${toMap} for (const e of input.events) m.set("x" + e.id, e); m.get("a")!.kind = "k"; return [...m.values()];`,
  "items that are gone through twice": `const m = new Map<string, Event>(); for (let i = 0; i < 2; i++) { for (const event of input.events) { m.set(i + event.id, event); } } m.get("0a")!.kind = "k"; return [...m.values()];`,
};

/** Lists and objects that get parts of others, of which nothing is read again. */
export const handedOn: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `handed on: ${name}`,
  before,
  body: `async (input: Input) => { ${body} }`,
  scenarios: runs([input]),
}));

const shared: Readonly<Record<string, string>> = {
  "items that have two places in one list": `const out: Event[] = []; for (const e of input.events) { out.push(e); out.push(e); } ${quiet} return out;`,
  "two Maps of pairs": `const m = new Map<string, Event>(input.events.map((e) => [e.id, e])); const n = new Map<string, Event>(input.events.map((e) => [e.id, e])); m.get("a")!.kind = "k"; return [...n.values()];`,
  "an item with a name": `const first = input.events[0]!; const sorted = [...input.events].sort(${byTime}); for (const e of sorted) e.kind = "s"; return [sorted, first];`,
  "items that go to one list and another": `const a: Event[] = []; const b: Event[] = []; for (const e of input.events) { if (e.at > 1) a.push(e); b.push(e); } for (const e of a) e.kind += "q"; return [a, b];`,
  "calls under way that read the items": `const jobs = input.events.map(async (e) => { await double(1); return e.kind; }); const sorted = [...input.events]; sorted[0]!.kind = "early"; return [await Promise.all(jobs), sorted];`,
  "a function that reads the list": `const g = () => input.events[0]!.kind; const sorted = [...input.events]; sorted[0]!.kind = "early"; return g();`,
  "an item with a variable": `const out: Event[] = []; let last: Event = input.events[0]!; for (const e of input.events) { out.push(last); last = e; } ${quiet} return [out, last];`,
  "items that a handler reads": `const out: Event[] = []; for (const e of input.events) { try { out.push(e); await double(e.at); } catch { await echo(e); } } ${quiet} return out;`,
};

/** The same where something else would see the change. */
export const sharedOn: readonly Program[] = Object.entries(shared).map(([name, body]) => ({
  name: `handed on: ${name}`,
  before,
  body: `async (input: Input) => { ${body} }`,
}));
