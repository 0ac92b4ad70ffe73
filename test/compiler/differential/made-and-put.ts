import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Window { until: number; n: number; id?: string }
interface Event { k: string; t: number }
interface Line { key: string; v: number; tags: string[] }
interface Group { key: string; items: Line[]; total: number; tags?: string[]; next?: string; note?: string }
interface Input { events: Event[]; lines: Line[]; words: string[] }
`;

const input = {
  events: [
    { k: "a", t: 1 },
    { k: "a", t: 20 },
    { k: "b", t: 30 },
    { k: "a", t: 90 },
    { k: "b", t: 31 },
    { k: "a", t: 91 },
  ],
  lines: [
    { key: "a", v: 1, tags: ["x"] },
    { key: "a", v: 2, tags: [] },
    { key: "b", v: 3, tags: ["y"] },
    { key: "a", v: 4, tags: [] },
    { key: "a", v: 5, tags: [] },
  ],
  words: ["aa", "b", "cccc", "d", "ee"],
};

/** The grouping of sorted rows, with what a row adds to its group. */
const grouped = (make: string, change = `last.items.push(line); last.total += line.v;`): string =>
  `const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { ${make} } ${change} } return groups;`;

const made = `{ key: line.key, items: [], total: 0 }`;

/** The window of an event, found by its key. */
const windows = (put: string, behind = ""): string =>
  `const windows: Record<string, Window> = {}; for (const { k, t } of input.events) { let w = windows[k]; if (!w || w.until < t) { ${put} } w.n += 1; ${behind} } return windows;`;

const bodies: Readonly<Record<string, string>> = {
  "a group that is made and added": grouped(`last = ${made}; groups.push(last);`),
  "a group that is added as it is made": grouped(`groups.push((last = ${made}));`),
  "a group with calls in between": grouped(
    `last = ${made}; groups.push(last);`,
    `last.total += await double(line.v); await echo(last.key); last.items.push(line);`,
  ),
  "the last group": `const groups: Group[] = []; for (const line of input.lines) { let last = groups[groups.length - 1]; if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.items.push(line); last.total += line.v; } return groups;`,
  "the last group, with at": `const groups: Group[] = []; for (const line of input.lines) { let last = groups.at(-1); if (last === undefined || last.key !== line.key) { last = ${made}; groups.push(last); } last.items.push(line); } return groups;`,
  "nothing at first": `const groups: Group[] = []; let last: Group | null = null; for (const line of input.lines) { if (last === null || last.key !== line.key) { last = ${made}; groups.push(last); } last.items.push(line); } return groups;`,
  "the other way round": `const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (last && last.key === line.key) { last.items.push(line); } else { last = { key: line.key, items: [line], total: line.v }; groups.push(last); } } return groups;`,
  "a group that ends": `const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (line.v === 3) { last = undefined; continue; } if (!last) { last = ${made}; groups.push(last); } last.items.push(line); } return groups;`,
  "the one before": `const groups: Group[] = []; let last: Group | undefined; let previous: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { previous = last; last = ${made}; groups.push(last); if (previous) previous.next = last.key; } last.total += line.v; } return groups;`,
  "what the one before had": grouped(
    `last = { key: line.key, items: [], total: last ? last.total : 100 }; groups.push(last);`,
  ),
  "a list of its own": grouped(
    `last = { key: line.key, items: [], total: 0, tags: [...line.tags] }; groups.push(last);`,
    `last.tags!.push("n");`,
  ),
  "items of their own": grouped(
    `last = { key: line.key, items: [{ ...line }], total: 0 }; groups.push(last);`,
    `last.items[0]!.v += 1;`,
  ),
  "a copy of it": grouped(
    `last = ${made}; groups.push(last);`,
    `const copy = { ...last }; last.total += 1; await echo([copy.total, last.total]);`,
  ),
  "returned beside its list": `const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.total += line.v; } return { groups, last };`,
  "of an object": `const state = { groups: [] as Group[], n: 0 }; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { last = ${made}; state.groups.push(last); } last.total += line.v; state.n += last.total; } return state;`,
  "in a closure": `const groups: Group[] = []; let last: Group | undefined; const add = (line: Line) => { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.total += line.v; }; for (const line of input.lines) add(line); return groups;`,
  "in a helper whose groups change later": `const group = (lines: Line[]): Group[] => { const groups: Group[] = []; let last: Group | undefined; for (const line of lines) { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.items.push(line); } return groups; }; const all = group(input.lines); for (const one of all) one.total = one.items.length; return all;`,
  "in a helper, constants whose list changes later": `const group = (lines: Line[]): Group[] => { const groups: Group[] = []; for (const line of lines) { const one: Group = ${made}; groups.push(one); one.total += line.v; } return groups; }; const all = group(input.lines); for (const one of all) one.total += 10; return all;`,
  "with an error": `const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { try { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.total += line.v; await check(line.v); last.note = "ok"; } catch { if (last) last.total = -1; } } return groups;`,
  "made by a call": `const make = async (key: string): Promise<Group> => ({ key, items: [], total: await double(1) }); const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { last = await make(line.key); groups.push(last); } last.total += line.v; } return groups;`,
  "in a switch": `const groups: Group[] = []; let last: Group | undefined; let i = 0; while (i < input.lines.length) { const line = input.lines[i]!; switch (line.key) { case "a": last = { key: "A" + i, items: [], total: 0 }; groups.push(last); break; default: if (last) last.total += line.v; } i += 1; if (last) last.note = "p" + i; } return groups;`,
  "a list in a list": `const nested: { a: string; rows: { k: string; times: number[] }[] }[] = []; let outer: { a: string; rows: { k: string; times: number[] }[] } | undefined; for (const e of input.events) { if (!outer || outer.a !== e.k) { outer = { a: e.k, rows: [] }; nested.push(outer); } let row = outer.rows.at(-1); if (!row || row.times.length > 0) { row = { k: e.k, times: [] }; outer.rows.push(row); } row.times.push(e.t); } return nested;`,
  "a new list when it is full": `let groups: Group[] = []; const all: Group[][] = []; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.total += line.v; if (groups.length > 1) { all.push(groups); groups = []; last = undefined; } } return [all, groups];`,
  "lines of words": `const rows: string[][] = [[]]; let row = rows[0]!; for (const word of input.words) { if (row.join(" ").length + word.length > 4) { row = []; rows.push(row); } row.push(word); } return rows.map((one) => one.join(" "));`,
  "pages from the first": `const pages: { n: number; ids: string[] }[] = []; let page = { n: 1, ids: [] as string[] }; pages.push(page); for (const e of input.events) { if (page.ids.length === 2) { page = { n: page.n + 1, ids: [] }; pages.push(page); } page.ids.push(e.k); } return pages;`,
  "batches from the first": `const batches: Line[][] = []; let batch: Line[] = []; batches.push(batch); for (const line of input.lines) { if (batch.length >= 2) { batch = []; batches.push(batch); } batch.push(line); } return batches;`,
  "a window": windows(`w = windows[k] = { until: t + 20, n: 0 };`),
  "a window, the place first": windows(`windows[k] = w = { until: t + 20, n: 0 };`),
  "a window in two statements": windows(`w = { until: t + 20, n: 0 }; windows[k] = w;`, `if (w.n > 1) await echo(k);`),
  "a window that goes first": `const windows: Record<string, Window> = {}; for (const { k, t } of input.events) { let w: Window | undefined = windows[k]; if (w && w.until < t) { delete windows[k]; w = undefined; } if (!w) { w = { until: t + 20, n: 0 }; windows[k] = w; } w.n += 1; } return windows;`,
  "a window or null": `const windows: Record<string, Window> = {}; for (const { k, t } of input.events) { let w = windows[k] ?? null; if (w === null || w.until < t) { w = { until: t + 20, n: 0 }; windows[k] = w; } w.n += 1; } return windows;`,
  "a window by its own key": `const windows: Record<string, Window> = {}; let w: Window | undefined; for (const { k, t } of input.events) { if (!w || w.until < t) { w = { until: t + 20, n: 0, id: k }; windows[w.id!] = w; } w.n += 1; } return windows;`,
  "a window that takes from the old one": `const windows: Record<string, Window> = {}; for (const { k, t } of input.events) { const old = windows[k]; let w = windows[k]; if (!w || w.until < t) { w = windows[k] = { until: t + 20, n: old ? old.n : 0 }; } w.n += 1; } return windows;`,
  "a window in a Map": `const windows = new Map<string, Window>(); for (const { k, t } of input.events) { let w = windows.get(k); if (w === undefined || t >= w.until) { w = { until: t + 20, n: 0 }; windows.set(k, w); } w.n += 1; } return [...windows];`,
  "a window in a Map at once, which goes": `const windows = new Map<string, Window>(); for (const { k, t } of input.events) { let w = windows.get(k); if (!w || w.until < t) { windows.set(k, (w = { until: t + 20, n: 0 })); } w.n += 1; if (w.n > 1) windows.delete(k); } return [...windows];`,
  "a window in a helper": `const hit = (windows: Record<string, Window>, k: string, now: number) => { let w = windows[k]; if (!w || w.until < now) { w = windows[k] = { until: now + 20, n: 0 }; } w.n += 1; return w.n; }; const all: Record<string, Window> = {}; const counts: number[] = []; for (const e of input.events) counts.push(hit(all, e.k, e.t)); return [all, counts];`,
  "windows of a key": `const windows: Record<string, Window[]> = {}; for (const { k, t } of input.events) { const list = (windows[k] ??= []); let w = list.at(-1); if (!w || w.until < t) { w = { until: t + 20, n: 0 }; list.push(w); } w.n += 1; } return windows;`,
  "windows of a key, put back": `const windows: Record<string, Window[]> = {}; for (const { k, t } of input.events) { const list = windows[k] ?? []; let w = list[list.length - 1]; if (!w || w.until < t) { w = { until: t + 20, n: 0 }; list.push(w); } w.n += 1; windows[k] = list; } return windows;`,
  "slots by number": `const slots: Window[] = []; let i = 0; let w: Window | undefined; for (const { t } of input.events) { if (!w || w.until < t) { slots[i] = w = { until: t + 20, n: 0 }; i += 1; } w.n += 1; } return slots;`,
  "declared before its list": `let last: Group | undefined; const groups: Group[] = []; for (const line of input.lines) { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.items.push(line); } return groups;`,
  "declared before its list, in a callback": `let last: Group | undefined; let groups: Group[] = []; const totals = input.lines.map((line) => { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.total += line.v; return last.total; }); return [groups, totals];`,
  "in forEach": `let last: Group | undefined; const groups: Group[] = []; const add = (line: Line) => { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.total += line.v; }; input.lines.forEach(add); return groups;`,
  "in reduce": `return input.lines.reduce<Group[]>((all, line) => { let last = all.at(-1); if (!last || last.key !== line.key) { last = ${made}; all.push(last); } last.items.push(line); return all; }, []);`,
  "of an object that is declared behind": `let last: Group | undefined; const state = { groups: [] as Group[], n: 0 }; for (const line of input.lines) { if (last?.key === line.key) { last.items.push(line); continue; } last = { key: line.key, items: [line], total: 0 }; state.groups.push(last); } if (last) last.note = "end"; return state;`,
  "moved on when it is done": `const open: Record<string, Group> = {}; const done: Group[] = []; for (const line of input.lines) { let one = open[line.key]; if (!one || one.total > 9) { one = ${made}; open[line.key] = one; } one.items.push(line); one.total += line.v; if (one.total > 2) { done.push(one); delete open[line.key]; } } return [open, done];`,
  "texts as keys": `const groups = new Map<string, Group>(); const byKey: Record<string, Group> = {}; for (const line of input.lines) { const one: Group = ${made}; groups.set(\`\${line.key}:\${line.v % 2}\`, one); one.total += line.v; const other: Group = ${made}; byKey["k" + line.v] = other; other.items.push(line); } return [[...groups], byKey];`,
  "a window by a text": `const windows = new Map<string, Window>(); for (const { k, t } of input.events) { let w = windows.get(\`\${k}:\${t % 2}\`); if (!w || w.until < t) { w = { until: t + 20, n: 0 }; windows.set(\`\${k}:\${t % 2}\`, w); } w.n += 1; } return [...windows];`,
  "a helper that tells how many": `const group = () => { const groups: Group[] = []; for (const line of input.lines) { const one: Group = ${made}; groups.push(one); one.total += line.v; } return { groups, count: groups.length, first: groups[0]?.total ?? 0 }; }; const made = group(); for (const one of made.groups) one.total += 100; return made;`,
  "what a helper has added": `const groups: Group[] = []; const open = (key: string): Group => { const one: Group = { key, items: [], total: 0 }; groups.push(one); return one; }; let last = open("first"); for (const line of input.lines) { if (last.items.length >= 2) { last = open(line.key); } last.items.push(line); } return groups;`,
  "what a helper has added and finds": `const groups: Group[] = []; const open = (key: string): Group => { groups.push({ key, items: [], total: 0 }); return groups[groups.length - 1]!; }; let last: Group | undefined; for (const line of input.lines) { if (!last || last.items.length >= 2) last = open(line.key); last.items.push(line); } return groups;`,
  "what a helper has added, with a call": `const groups: Group[] = []; const open = async (key: string): Promise<Group> => { const one: Group = { key, items: [], total: await double(2) }; groups.push(one); return one; }; let last: Group | undefined; for (const line of input.lines) { if (!last || last.items.length >= 2) last = await open(line.key); last.items.push(line); } return groups;`,
};

const body = (text: string): string => `async (input: Input) => { ${text} }`;

/** Elements that are made, put into a list, a record or a Map, and changed by a variable that goes from one to the next. */
export const madeAndPut: readonly Row[] = Object.entries(bodies).map(([name, text]) => ({
  name: `made and put: ${name}`,
  before,
  body: body(text),
  scenarios: runs(
    [input],
    [{ events: [], lines: [], words: [] }],
    [input, { check: [{ result: true }, fails("Broken")] }],
  ),
}));

const nodes = `const nodes = input.lines.map((line) => ({ ...line, tags: [...line.tags], sub: { q: 1 } }));`;

const left: Readonly<Record<string, string>> = {
  "a constant for the element before": `let x = nodes[0]!; const y = x; x = nodes[1]!; y.v = 12; x.v = 13; return nodes;`,
  "a list of the element before": `let x = nodes[0]!; const t = x.tags; x = nodes[1]!; t.push("z"); x.v = 13; return nodes;`,
  "parts of the element before": `let x = nodes[0]!; const { tags, sub } = x; x = nodes[1]!; tags.push("z"); sub.q = 9; x.v = 13; return nodes;`,
  "a list that is read later": `let x = nodes[0]!; const t = x.tags; x.v = 5; x = nodes[1]!; x.v = 13; return [t, nodes];`,
  "a variable for it": `let x = nodes[0]!; let y = x; x = nodes[1]!; y.v = 12; x.v = 13; y = x; y.v += 1; return nodes;`,
  "a part, with a loop": `let x: (typeof nodes)[number] | undefined = nodes[0]; while (x) { const s = x.sub; const k: string = x.key; x = nodes.find((n) => n.key !== k && n.v < 9); s.q += 5; if (x) x.v = 9; } return nodes;`,
  "the items of a list that a loop goes through": `const groups = nodes.map((n) => ({ rows: [{ ...n }, { ...n }], k: n.key })); let g = groups[0]!; for (const r of g.rows) { g = groups[1]!; r.v += 10; g.k = "z"; } return groups;`,
  "the members that a loop goes through": `const groups = nodes.map((n) => ({ rows: { a: { ...n }, c: { ...n } }, k: n.key })); let g = groups[0]!; for (const [k, r] of Object.entries(g.rows)) { g = groups[1]!; r.v += 10; g.k = k; } return groups;`,
  "the chosen items of a list": `let x = nodes[0]!; for (const t of x.tags.filter((s) => s !== "q")) { x = nodes[1]!; x.v += t.length; } return nodes;`,
  "one of two": `let a = nodes.find((n) => n.v > 99); let c: typeof a = nodes[1]; if (a) a.v = 0; if (c) c.v += 1; (a ?? c)!.v = 77; a = nodes[2]; c = nodes[0]; (a ?? c)!.v += 1; return nodes;`,
  "a function that goes on": `let x = nodes[0]!; const next = () => { x = nodes[1]!; }; next(); x.v = 10; return nodes;`,
  "an index that gets an element": `let x = nodes[9]; nodes.push({ key: "z", v: 9, tags: [], sub: { q: 0 } }); if (x) x.v = 1; return [nodes, x === undefined];`,
};

/** Names for elements that a walking variable has left. */
export const leftBehind: readonly Row[] = Object.entries(left).map(([name, text]) => ({
  name: `left behind: ${name}`,
  before,
  body: body(`${nodes} ${text}`),
  scenarios: runs([input]),
}));

const shared: Readonly<Record<string, string>> = {
  "a list that somebody else holds": `const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { last = { key: line.key, items: [], total: 0, tags: line.tags }; groups.push(last); } last.tags!.push("n"); } return [groups, input.lines];`,
  "the window that is replaced": `const windows: Record<string, Window> = {}; for (const { k, t } of input.events) { const old = windows[k]; let w = windows[k]; if (!w || w.until < t) { w = windows[k] = { until: t + 20, n: 0 }; } w.n += 1; if (old) old.n += 10; } return windows;`,
  "put there twice": grouped(`last = ${made}; groups.push(last); groups.push(last);`),
  "put in front": grouped(`last = ${made}; groups.unshift(last);`),
  "taken away and changed": grouped(
    `last = ${made}; groups.push(last);`,
    `last.total += line.v; if (last.total > 3) groups.pop(); last.total += 100;`,
  ),
  "turned round": grouped(
    `last = ${made}; groups.push(last);`,
    `last.total += line.v; groups.reverse(); last.total += 1;`,
  ),
  "held by an object": grouped(
    `last = ${made}; groups.push(last);`,
    `const holder = { last }; last.total += 1; await echo(holder.last.total);`,
  ),
  "an item that the input holds": `const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { last = { key: line.key, items: [line], total: 0 }; groups.push(last); } last.items[0]!.v += 1; } return [groups, input.lines];`,
  "deleted by another key": `const m = new Map<string, Window>(); for (const { k, t } of input.events) { let w = m.get(k); if (!w || w.until < t) { w = { until: t + 20, n: 0 }; m.set(k, w); } m.delete("a"); w.n += 1; } return [...m];`,
  "an element given beside its list": `const make = () => { const groups: Group[] = []; for (const line of input.lines) { const one: Group = ${made}; groups.push(one); one.total += line.v; } return { groups, first: groups[0]! }; }; const all = make(); for (const one of all.groups) one.total += 1; return all;`,
  "given beside its list": `const make = () => { const groups: Group[] = []; let last: Group | undefined; for (const line of input.lines) { if (!last || last.key !== line.key) { last = ${made}; groups.push(last); } last.total += line.v; } return { groups, last }; }; const all = make(); for (const one of all.groups) one.total += 1; return all;`,
};

/** The same where somebody else holds the element. */
export const sharedWhenPut: readonly (Program & { readonly code?: string })[] = Object.entries(shared).map(
  ([name, text]) => ({ name: `made and put: ${name}`, before, body: body(text) }),
);
