import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Room { id: string; n: number; cap: number; tags: string[]; who?: string }
interface Input { rooms: { id: string; n: number; cap: number }[]; wants: number[]; all: Room[] }
function smallest(rooms: Room[], cap: number): Room | undefined { const fit = rooms.filter((r) => r.cap >= cap && r.tags.length < 2); fit.sort((a, b) => a.cap - b.cap); return fit[0]; }
const byPattern = (rs: Room[], cap: number) => { const fit = rs.filter((r) => r.cap >= cap); if (fit.length === 0) return undefined; fit.sort((a, b) => a.cap - b.cap); const [first] = fit; return first; };
const firstTwo = (rs: Room[]) => { const s = [...rs].sort((a, b) => b.n - a.n); const x = s[0]!; const y = s[1]!; x.n += 10; y.n += 20; return x.n + y.n; };
const most = (rs: Room[]) => rs.reduce((a, b) => (b.n > a.n ? b : a)).id;
const bumpAll = (rs: Room[]) => { for (const r of rs) r.n += 1000; };
`;
const given = [
  { id: "a", n: 1, cap: 5 },
  { id: "b", n: 2, cap: 3 },
  { id: "c", n: 3, cap: 9 },
  { id: "d", n: 0, cap: 1 },
];
const input = { rooms: given, wants: [3, 4, 8, 20, 1, 1], all: given.map((r) => ({ ...r, tags: [] })) };
const free = `const free = rooms.filter((r) => r.n > 0);`;
const byRoom = "(x, y) => y.n - x.n";

const bodies: Readonly<Record<string, string>> = {
  "two elements": `${free} const a = free[0]!; const b = free[1]!; a.n = 10; b.n = 20; return [rooms, free];`,
  "all in a loop": `${free} for (const r of free) r.n = 0; return { rooms, ids: free.map((r) => r.id), ns: free.map((r) => r.n), count: free.length };`,
  "put in order": `${free} free.sort((a, b) => b.n - a.n); const t = free[0]; if (t) t.n = 50; return [rooms, free];`,
  "taken in pairs": `${free} while (free.length >= 2) { const a = free.shift()!; const b = free.shift()!; a.who = b.id; b.who = a.id; await echo([a.id, b.id]); } return [rooms, free];`,
  "taken from the end": `${free} while (free.length > 0) { const a = free.pop()!; a.n--; if (a.n > 1) a.tags.push("x"); } return [rooms, free.length];`,
  "chosen once more": `${free} const again = free.filter((r) => r.cap > 3); for (const r of again) { r.n *= 2; r.tags.push("q"); } return [rooms, free, again];`,
  "found and last": `${free} const f = free.find((r) => r.id === "b"); if (f) f.n = 77; const l = free.at(-1)!; l.n = 78; return [rooms, free];`,
  "changed by the list": `${free} rooms[0]!.n = 99; return [rooms, free];`,
  "a list that grows": `${free} rooms.push({ id: "z", n: 9, cap: 1, tags: [] }); const a = free[0]!; a.n = 5; return [rooms, free];`,
  "a second copy": `${free} const other = [...free]; const a = free[0]!; a.n = 5; return [rooms, other];`,
  "given to a call": `${free} const a = free[0]!; a.n = 5; await echo(free); a.n = 6; return rooms;`,
  "read by a helper": `${free} const a = free[0]!; a.n = 500; return [rooms, most(free)];`,
  "the smallest that fits, by a helper": `const out: string[] = []; for (const cap of input.wants) { const r = smallest(rooms, cap); if (!r) { out.push("none"); continue; } r.tags.push("m" + cap); out.push(r.id); } return [rooms, out];`,
  "the smallest that fits, in the loop": `const out: string[] = []; for (const cap of input.wants) { const fit = rooms.filter((r) => r.cap >= cap && r.tags.length < 2); if (fit.length === 0) { out.push("none"); continue; } fit.sort((a, b) => a.cap - b.cap); const r = fit[0]!; r.tags.push("m" + cap); out.push(r.id + fit.length); } return [rooms, out];`,
  "a helper that takes by a pattern": `for (const cap of input.wants) { const r = byPattern(rooms, cap); if (r) { r.tags.push("p" + cap); r.cap--; } } return rooms;`,
  "a helper that changes two": `const t = firstTwo(rooms); return [rooms, t];`,
  "one that changes in a loop over them": `${free} for (const r of free) { rooms[1]!.n = 40; r.tags.push("t" + r.n); } return rooms;`,
  "sums before and after a change": `${free} const sum = free.reduce((s, r) => s + r.n, 0) + (rooms[0]!.n = 50) + free.reduce((s, r) => s + r.n, 0); return [sum, rooms];`,
  "read by a function": `${free} const g = () => free.map((r) => r.n); rooms[0]!.n = 50; return [g(), rooms];`,
  "changed by a function": `${free} const g = () => { const x = free[0]!; x.n++; return x.n; }; const ns = [g(), g()]; return [ns, rooms];`,
  "calls that read them": `${free} const rs = await Promise.all(free.map(async (r) => { await double(1); return r.n; })); rooms[0]!.n = 9; return [rs, rooms];`,
  "names of a pattern": `const [a, b] = rooms.filter((r) => r.n > 0); if (a) a.n = 10; if (b) { b.n = 20; b.tags.push("b"); } return rooms;`,
  "names of a pattern with a hole": `const [a, , c] = [...rooms].sort(${byRoom}); if (a && c) { a.n = 10; c.n = a.n + 1; } return rooms;`,
  "names of a pattern that only some change": `const [a, , c] = [...rooms].sort(${byRoom}); if (a && c) { a.n = 10; } return [rooms, c!.n];`,
  "names of which there is none": `const [a, b] = rooms.filter((r) => r.n > 100); if (a) a.n = 10; if (b) b.n = 3; return [rooms, a === undefined];`,
  "names of a pattern, of a name": `${free} const [a, b] = free; a!.n = 10; b!.n = 20; return [rooms, free];`,
  "two that are asked for together": `for (const cap of input.wants) { const fit = rooms.filter((r) => r.cap >= cap); const a = fit[0]; const b = fit[1]; if (a && b) { a.n += b.n; b.n = 0; } else if (a) a.n = -1; } return rooms;`,
  "the top and the last": `const sorted = rooms.toSorted(${byRoom}); const top = sorted.slice(0, 2); for (const r of top) r.tags.push("top"); const w = sorted.at(-1)!; w.tags.push("last"); return [rooms, sorted.map((r) => r.id)];`,
  "a remainder that is shared out": `const byCap = [...rooms].sort((x, y) => x.cap - y.cap); let left = 5; for (const r of byCap) { if (left === 0) break; r.n++; left--; } return [rooms, byCap.map((r) => r.id)];`,
  "calls that fail half way": `${free} try { for (const r of free) { r.n = -1; await double(1); r.n = -2; } } catch { const x = free[1]!; x.tags.push("err"); } return [rooms, free];`,
  "turned around": `${free} free.reverse(); for (const r of free) { await echo(r.id); r.n = 0; } return [rooms, free];`,
  "taken from where a branch says so": `${free} const a = free[0]!; if (a.n > 0) { a.n = 2; } else { free.shift(); } const b = free[0]!; b.tags.push("b"); return [rooms, free];`,
  "open and left": `const open = rooms.filter((r) => r.n > 0); for (const r of open) { if (r.n > 1) { r.n = 0; await echo(r.id); } } const left = rooms.filter((r) => r.n > 0); return { left, open: open.length, rooms };`,
  "two lists of others": `const open = rooms.filter((r) => r.n > 0); const closed = rooms.filter((r) => r.n === 0); for (const r of open) r.n = 0; for (const r of closed) r.n = 1; return [rooms, open.map((r) => r.n), closed.map((r) => r.n)];`,
  "two lists of the same": `const high = rooms.filter((r) => r.cap > 2).sort((a, b) => b.cap - a.cap); const low = rooms.filter((r) => r.cap <= 5); let i = 0; while (i < high.length && i < low.length) { const h = high[i]!; const l = low[i]!; h.n += 1; l.n += 10; i++; } return [rooms, high, low];`,
  "a queue of all": `const q = [...rooms]; while (q.length > 0) { const r = q.shift()!; r.n++; try { await double(r.n); } catch { r.tags.push("x"); } } return rooms;`,
  "an order of the order": `const sorted = [...rooms].sort(${byRoom}); const again = sorted.slice(); for (const e of sorted) e.who = "s"; return again;`,
  "elements of the input": `const xs = [...input.all]; const best = xs.filter((x) => x.n > 1)[0]!; best.who = "t"; return [xs, input.all];`,
  "found in choices": `const best = rooms.filter((x) => x.n > 1).find((x) => x.id !== "a"); const rest = rooms.slice(1).findLast((x) => x.n === 2); if (best && rest) { best.n = 70; rest.n += best.n; } return rooms;`,
  "a helper that changes all": `${free} const a = free[0]!; a.n = 4; bumpAll(free); return rooms;`,
  "a change in a loop that only reads": `${free} let sum = 0; for (const r of free) { rooms[1]!.n = 40; sum += r.n; } return [rooms, sum];`,
};

const body = (text: string) =>
  `async (input: Input) => { const rooms: Room[] = input.rooms.map((r) => ({ ...r, tags: [] })); ${text} }`;

/** Names of chosen lists, whose elements are changed while the list itself is used as well. */
export const keptChoices: readonly Row[] = Object.entries(bodies).map(([name, text]) => ({
  name: `kept choices: ${name}`,
  before,
  body: body(text),
  scenarios: runs([input], [input, { double: [{ result: 1 }, fails("Broken"), { result: 2 }] }]),
}));

const shared: Readonly<Record<string, string>> = {
  "a list that is put in order": `${free} rooms.sort(${byRoom}); const a = free[0]!; a.n = 5; return [rooms, free];`,
  "an element that is replaced": `${free} rooms[0] = { id: "z", n: 9, cap: 1, tags: [] }; const a = free[0]!; a.n = 5; return [rooms, free];`,
  "a choice that gets others": `${free} free.push({ id: "z", n: 9, cap: 1, tags: [] }); const a = free[0]!; a.n = 5; return [rooms, free];`,
  "a choice in an object": `${free} const kept = { free }; const a = free[0]!; a.n = 5; return [rooms, kept];`,
  "elements in a list of their own": `${free} const a = free[0]!; a.n = 5; const copy = free.map((r) => r); a.n = 6; return [rooms, copy];`,
  "a choice that changes while it is gone through": `${free} for (const r of free) { r.n = 0; free.sort((a, b) => a.n - b.n); } return rooms;`,
  "calls under way": `${free} const ps = free.map(async (r) => { await double(1); return r.n; }); rooms[0]!.n = 9; return [await Promise.all(ps), rooms];`,
  "a change behind a choice in the same expression": `return [rooms.filter((r) => r.n > 0), rooms[0]!.n++, rooms];`,
  "a change behind an argument": `const f = (xs: Room[], n: number) => xs[0]!.n + n; return f(rooms.filter((r) => r.n > 0), rooms[0]!.n++);`,
  "a change behind an argument with a name": `const f = (xs: Room[], n: number) => xs[0]!.n + n; ${free} return f(free, rooms[0]!.n++);`,
};

/** The same where something else would see the change. */
export const sharedChoices: readonly Program[] = Object.entries(shared).map(([name, text]) => ({
  name: `kept choices: ${name}`,
  before,
  body: body(text),
}));
