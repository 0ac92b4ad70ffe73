import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Line { sku: string; qty: number; tags: string[] }
interface Order { id: string; lines: Line[]; large: string[]; small: string[] }
interface Group { n: number; xs: string[] }
const lineOf = (order: Order, sku: string) => order.lines.find((l) => l.sku === sku)!;
const lineIfAny = (order: Order, sku: string): Line | undefined => { for (const l of order.lines) { if (l.sku === sku) return l; } };
const lineOrNone = (order: Order, sku: string): Line | undefined => { for (const l of order.lines) { if (l.sku === sku) return l; } return undefined; };
const lineOrThrow = (order: Order, sku: string) => { const l = order.lines.find((x) => x.sku === sku); if (!l) throw new Declined(sku); return l; };
function getOrAdd(order: Order, sku: string): Line { let l = order.lines.find((x) => x.sku === sku); if (!l) { l = { sku, qty: 0, tags: [] }; order.lines.push(l); } return l; }
function getOrAddBehind(order: Order, sku: string): Line { const old = order.lines.find((x) => x.sku === sku); if (old) return old; const l: Line = { sku, qty: 0, tags: [] }; order.lines.push(l); return l; }
const groupIn = (m: Map<string, Group>, k: string) => { let g = m.get(k); if (!g) { g = { n: 0, xs: [] }; m.set(k, g); } return g; };
const memberIn = (m: Record<string, Group>, k: string) => (m[k] ??= { n: 0, xs: [] });
const memberAfterIf = (m: Record<string, Group>, k: string) => { if (!m[k]) m[k] = { n: 0, xs: [] }; return m[k]!; };
const listFor = (order: Order, big: boolean) => (big ? order.large : order.small);
const listBySwitch = (order: Order, k: string) => { switch (k) { case "l": return order.large; case "s": return order.small; default: throw new Declined(k); } };
const replaceLines = (order: Order) => { order.lines = [{ sku: "a", qty: 100, tags: [] }]; return order.lines[0]!; };
const turnAround = (order: Order, sku: string) => { order.lines.reverse(); return order.lines.find((l) => l.sku === sku)!; };
const rename = (order: Order) => { order.id += "!"; return order; };
const filled = (ls: Line[]) => ls.filter((l) => l.qty > 0)[0];
const largest = (ls: Line[]) => ls.reduce((a, b) => (b.qty > a.qty ? b : a));
const lineLater = async (order: Order, sku: string) => { await echo(sku); return order.lines.find((l) => l.sku === sku)!; };
const lineByOther = (order: Order, sku: string) => lineOf(order, sku);
const tagsOf = (order: Order, sku: string) => lineOf(order, sku).tags;
const keepIn = (order: Order, sku: string, kept: Line[]) => { const l = order.lines.find((x) => x.sku === sku)!; kept.push(l); return l; };
`;

const order = {
  id: "o",
  lines: [
    { sku: "a", qty: 1, tags: ["t"] },
    { sku: "b", qty: 2, tags: [] },
  ],
  large: ["x"],
  small: [],
};
const groups = `const m = new Map<string, Group>(); for (const l of order.lines) { const g = groupIn(m, l.sku); g.n += l.qty; g.xs.push(...l.tags); }`;
const members = (give: string) =>
  `const m: Record<string, Group> = {}; for (const l of order.lines) { const g = ${give}(m, l.sku); g.n += l.qty; g.xs.push(...l.tags); } ${give}(m, "a").n += 10; return m;`;

const bodies: Readonly<Record<string, string>> = {
  "a line that is looked up": `const l = lineOf(order, "b"); l.qty += 5; return order;`,
  "a line that is changed where it is given": `lineOf(order, "b").qty += 5; lineOf(order, "b").tags.push("q"); return order;`,
  "a line that a loop may not find": `const l = lineIfAny(order, "zz"); if (l) l.qty = 9; const m = lineIfAny(order, "a"); if (m) m.qty = 8; return [order, l === undefined];`,
  "a line or undefined": `const l = lineOrNone(order, "zz"); if (l) l.qty = 9; const m = lineOrNone(order, "a"); if (m) m.qty = 8; return [order, l === undefined];`,
  "a line that is missing is an error": `try { const l = lineOrThrow(order, "a"); l.qty = 7; const m = lineOrThrow(order, "q"); m.qty = 3; } catch (e) { return [order, (e as Error).message]; } return 1;`,
  "lines that are added when they are missing": `const a = getOrAdd(order, "n"); const b = getOrAdd(order, "a"); a.qty += 3; b.qty += 4; a.tags.push("z"); getOrAdd(order, "n").qty++; return order;`,
  "lines that are added behind a return": `const a = getOrAddBehind(order, "n"); const b = getOrAddBehind(order, "a"); a.qty += 3; b.qty += 4; a.tags.push("z"); getOrAddBehind(order, "n").qty++; return order;`,
  "groups in a Map": `${groups} groupIn(m, "a").n += 10; return [...m.entries()];`,
  "groups in an object": members("memberIn"),
  "groups in an object, made in an if": members("memberAfterIf"),
  "one list or the other": `listFor(order, true).push("1"); const p = listFor(order, false); p.push("2"); p.push("3"); return [order, p.length];`,
  "lists by a switch": `listBySwitch(order, "l").push("1"); const p = listBySwitch(order, "s"); p.push("2"); try { listBySwitch(order, "q").push("n"); } catch (e) { p.push("caught"); } return order;`,
  "what stands in a list that the helper turns around": `const n = turnAround(order, "b"); n.qty = 66; order.lines.pop(); return order;`,
  "the object itself": `const o = rename(order); o.id += "?"; o.lines.push({ sku: "c", qty: 0, tags: [] }); return [o, order];`,
  "the object itself, twice": `const o = rename(rename(order)); o.id += "?"; return [o, order];`,
  "an argument that is given back": `const mine = { a: 1 }; const same = (x: { a: number }) => { return x; }; const other = same(mine); mine.a = 2; await double(1); return other.a;`,
  "a Map that is given back": `const map = new Map([["a", 1]]); const same = (m: Map<string, number>) => m; const other = same(map); other.set("b", 2); return [...map];`,
  "a Set that is given back": `const o = { s: new Set<string>() }; const same = (s: Set<string>) => s; const t = same(o.s); t.add("x"); return o.s.size;`,
  "a Set that is picked": `const g = { done: new Set<string>(), n: 1 }; const pick = (graph: { done: Set<string>; n: number }) => graph.done; const d = pick(g); d.add("x"); g.done.add("y"); return [[...d], [...g.done]];`,
  "a list that a helper adds to and gives": `const add = (m: Map<string, string[]>, k: string, v: string) => { const l = m.get(k) ?? []; l.push(v); m.set(k, l); return l; }; const m = new Map<string, string[]>([["x", ["a"]]]); const l = add(m, "x", "q"); add(m, "x", "r"); return [[...m], l];`,
  "a list that a helper adds to": `const add = (m: Map<string, string[]>, k: string, v: string) => { const l = m.get(k) ?? []; l.push(v); m.set(k, l); }; const m = new Map<string, string[]>([["x", ["a"]]]); const l = m.get("x")!; add(m, "x", "q"); return [[...m], l];`,
  "what a function gives that is called like one that copies": `const mine = { n: 1 }; const structuredClone = (given: { n: number }) => given; const x = structuredClone(mine); x.n = 5; return [mine, x];`,
  "the first of chosen lines": `const f = filled(order.lines); if (f) f.qty = 0; const g = filled(order.lines); if (g) g.tags.push("second"); if (f) f.tags.push("first"); return order;`,
  "the best of the lines": `const b = largest(order.lines); b.qty = -1; const c = largest(order.lines); c.tags.push("c"); return order;`,
  "a line that is waited for": `const b = await lineLater(order, "b"); b.qty = -1; await double(b.qty); b.qty = 4; return order;`,
  "a line that another helper gives": `const b = lineByOther(order, "b"); b.qty = -1; tagsOf(order, "a").push("deep"); return order;`,
  "a copy of a line": `const b = lineOf(order, "b"); const copy = { ...b }; b.qty = 77; return [order, copy];`,
  "a line that a function reads": `const b = lineOf(order, "b"); const f = () => b.qty; b.qty = 77; return [order, f()];`,
  "each line in a loop over the lines": `for (const l of order.lines) { const b = lineOf(order, l.sku); b.qty = 77; l.tags.push("x" + b.qty); } return order;`,
  "a line before one is added": `const b = lineOf(order, "b"); order.lines.push({ sku: "z", qty: 0, tags: [] }); b.qty = 77; return order;`,
  "two lines that change places": `const b = lineOf(order, "b"); const a = lineOf(order, "a"); [a.qty, b.qty] = [b.qty, a.qty]; return order;`,
  "one search or the other": `const x = order.lines.find((l) => l.sku === "q") ?? order.lines.find((l) => l.sku === "b"); if (x) x.qty = 30; return order;`,
  "a search or the first": `const x = order.lines.find((l) => l.sku === "q") ?? order.lines[0]; if (x) x.qty = 30; return order;`,
  "a search or an element, and by a helper": `const l = (order.lines.find((l) => l.sku === "q") ?? order.lines[1])!; l.qty++; lineOf(order, "b").qty++; return [order, l.qty];`,
  "one list or the other, by a name": `const target = order.large.length > 0 ? order.large : order.small; target.pop(); target.pop(); target.push("z"); return [order, target.length];`,
  "one list or the other, then replaced": `const target = order.lines.length > 1 ? order.large : order.small; target.push("k"); order.large = []; return order;`,
  "a line between calls that fail": `const l = lineOf(order, "b"); try { l.qty = 5; await double(1); l.qty = 6; await double(2); l.qty = 7; } catch { l.tags.push("err"); } return order;`,
  "numbers of the lines": `const ns = order.lines.map((l) => lineOf(order, l.sku).qty); lineOf(order, "a").qty = 4; return [order, ns];`,
  "a helper with the object's own number": `const add = (l: Line, n: number, by: string) => { l.qty += n; l.tags.push(by); }; for (const l of order.lines) add(l, -l.qty, order.id); return order;`,
  "a helper with a function that reads the object": `const log = async (xs: string[], run: () => Promise<number>) => { xs.push("n" + (await run())); }; await log(order.small, () => double(order.lines.length)); return order;`,
  "jobs that go to the next list at the end of a try": `const queue = order.lines.map((l) => ({ ...l, tags: [...l.tags] })); const done: Line[] = []; while (queue.length > 0) { const job = queue.shift()!; job.qty++; try { await double(job.qty); done.push(job); } catch { job.tags.push("again"); if (job.tags.length < 3) queue.push(job); } } return done;`,
};

/** Helpers that give a part of what they are given, which their caller changes. */
export const givenByHelpers: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name,
  before,
  body: `async (order: Order) => { ${body} }`,
  scenarios: runs(
    [order],
    [order, { double: [{ result: 1 }, fails("Broken"), { result: 2 }, fails("Broken"), { result: 3 }] }],
  ),
}));

const shared: Readonly<Record<string, string>> = {
  "a member that another one takes the place of": `const m: Record<string, Group> = {}; const x = memberIn(m, "x"); m["x"] = { n: 50, xs: [] }; x.n++; return m;`,
  "a line of lines that a helper replaces": `const a = lineOf(order, "a"); const n = replaceLines(order); a.qty = 55; n.qty = 66; return [order, a.qty];`,
  "a line of lines that a helper turns around": `const a = lineOf(order, "a"); const n = turnAround(order, "b"); a.qty = 55; n.qty = 66; return [order, a.qty];`,
  "a line that the helper keeps": `const kept: Line[] = []; const b = keepIn(order, "b", kept); b.qty = 77; return [order, kept];`,
  "a line that is kept": `const kept: Line[] = []; const b = lineOf(order, "b"); kept.push(b); b.qty = 77; return [order, kept];`,
  "a line in another object": `const b = lineOf(order, "b"); const holder = { b }; b.qty = 77; return [order, holder];`,
  "a line with a second variable": `const b = lineOf(order, "b"); let other = b; b.qty = 77; return [order, other];`,
  "one line after the other in a variable": `let b = lineOf(order, "b"); b.qty = 77; b = lineOf(order, "a"); b.qty = 78; return order;`,
  "a line of lines that are put in order": `const b = lineOf(order, "b"); order.lines.sort((x, y) => y.qty - x.qty); b.qty = 77; return order;`,
  "a search or a new line": `const x = order.lines.find((l) => l.sku === "q") ?? { sku: "q", qty: 0, tags: [] }; x.qty = 30; return [order, x];`,
  "one list or the other, replaced before it changes": `const target = order.lines.length > 1 ? order.large : order.small; target.push("k"); order.large = []; target.push("m"); return [order, target];`,
  "lines in a list that a callback makes": `const ls = order.lines.map((l) => lineOf(order, l.sku)); ls[0]!.qty = 4; return [order, ls];`,
  "a job that a handler changes after it went on": `const queue = order.lines.map((l) => ({ ...l, tags: [...l.tags] })); const done: Line[] = []; while (queue.length > 0) { const job = queue.shift()!; try { done.push(job); await double(job.qty); } catch { job.tags.push("again"); } } return done;`,
};

/** The same where something else would see the change. */
export const sharedByHelpers: readonly Program[] = Object.entries(shared).map(([name, body]) => ({
  name: `given by a helper: ${name}`,
  before,
  body: `async (order: Order) => { ${body} }`,
}));
