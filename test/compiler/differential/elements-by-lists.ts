import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Line { sku: string; qty: number }
interface Order { id: string; n: number; state: string; lines: Line[]; next?: string; note?: string }
interface Input { list: { id: string; n: number; next?: string }[] }
const bump = (os: Order[]) => { for (const o of os) o.n += 100; };
const mark = (o: Order, s: string) => { o.state = s; };
const markAll = (os: Order[], s: string) => { os.forEach((o) => { o.state = s; }); };
const outer = (os: Order[]) => { bump(os); bump(os.filter((o) => o.n > 102)); os.forEach((o, i) => { o.note = "n" + i; }); return os.length; };
const sortAndBump = (os: Order[]) => { os.sort((a, b) => b.n - a.n); os[0]!.n = 1000; };
const addOne = (os: Order[]) => { os.push({ id: "new", n: 1, state: "", lines: [] }); os[0]!.n = 77; };
const both = (os: Order[], all: Order[]) => { all.shift(); for (const o of os) o.n = -1; };
async function work(o: Order) { const r = await double(o.n); o.n = r; o.state = "worked"; }
async function settle(os: Order[]) { for (const o of os) { const r = await double(o.n); o.n = r; o.lines.push({ sku: "s", qty: r }); } }
async function settleAll(os: Order[]) { await Promise.all(os.map(async (o) => { const r = await double(o.n); o.n = r; o.lines.push({ sku: "s", qty: r }); })); }
async function settleOpen(os: Order[]) { const open = os.filter((o) => o.state === "new"); await Promise.all(open.map(async (o) => { o.n = await double(o.n); o.state = "ok"; })); return open.length; }
function late(os: Order[]) { const out: Order[] = []; for (const o of os) if (o.n > 2) out.push(o); for (const o of out) o.state = "late"; return out.length; }
function split(os: Order[]) { const hi: Order[] = []; const lo: Order[] = []; for (const o of os) (o.n > 2 ? hi : lo).push(o); hi.forEach((o) => { o.state = "hi"; }); lo.forEach((o) => { o.state = "lo"; }); return [hi.length, lo.length]; }
`;
const input = {
  list: [
    { id: "a", n: 3, next: "c" },
    { id: "b", n: 0 },
    { id: "c", n: 5, next: "d" },
    { id: "d", n: 1 },
  ],
};
const chosen = `const chosen = list.filter((o) => o.n > 0);`;
const picked = `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o);`;

const bodies: Readonly<Record<string, string>> = {
  "each of them": `${chosen} chosen.forEach((r) => { r.state = "x"; }); return [list, chosen.length];`,
  "each of them, and a list inside": `${chosen} chosen.forEach((r) => { r.state = "x"; r.lines.push({ sku: r.id, qty: r.n }); }); return [list, chosen];`,
  "each with its index": `${chosen} chosen.forEach((r, i) => { r.n = i; }); await echo(chosen.map((c) => c.id)); return [list, chosen];`,
  "each of a list without a name": `list.filter((o) => o.n > 0).forEach((r) => { r.state = "x"; }); return list;`,
  "a loop with indexes": `${chosen} for (const [i, r] of chosen.entries()) { r.n = i; } return [list, chosen];`,
  "a loop that counts": `${chosen} for (let i = 0; i < chosen.length; i++) { chosen[i]!.n = i; } return [list, chosen];`,
  "a helper": `${chosen} bump(chosen); return list;`,
  "a helper, and a read of both": `${chosen} bump(chosen); return [list, chosen];`,
  "a helper that calls for each": `${chosen} markAll(chosen, "y"); return [list, chosen];`,
  "a helper that makes calls": `${chosen} await settle(chosen); return [list, chosen];`,
  "a helper, without a name": `bump(list.filter((o) => o.n > 0)); return list;`,
  "a helper that makes calls, without a name": `await settle(list.filter((o) => o.n > 0)); return list;`,
  "calls for each": `${chosen} await Promise.all(chosen.map(async (r) => { r.n = await double(r.n); })); return list;`,
  "calls for each, and a read of both": `${chosen} await Promise.all(chosen.map(async (r) => { const d = await double(r.n); r.n = d; r.state = "done"; })); return [list, chosen];`,
  "calls that give something": `${chosen} const rs = await Promise.all(chosen.map(async (r) => { const d = await double(r.n); r.state = "done"; return d; })); return [list, rs];`,
  "calls that fail": `${chosen} await Promise.all(chosen.map(async (r) => { try { await check(r.n); r.state = "ok"; } catch (e) { r.state = "failed"; r.note = (e as Error).message; } })); return list;`,
  "calls for each, without a name": `await Promise.all(list.filter((o) => o.n > 0).map(async (r) => { const d = await double(r.n); r.n = d; })); return list;`,
  "the first two": `const top = list.slice(0, 2); top.forEach((r) => { r.state = "top"; }); return list;`,
  "all in another order": `const sorted = [...list].sort((a, b) => b.n - a.n); sorted.forEach((r, i) => { r.n = i + 1; }); return [list, sorted];`,
  "all in an order that is made": `const sorted = list.toSorted((a, b) => b.n - a.n); sorted.forEach((r, i) => { r.n = i + 1; }); return list;`,
  "the first and the last by index": `${chosen} if (chosen.length > 1) { chosen[0]!.state = "first"; chosen[chosen.length - 1]!.state = "last"; } return [list, chosen];`,
  "what was being tried": `${chosen} try { for (const c of chosen) { c.state = "try"; await check(c.n); c.state = "ok"; } } catch { chosen.forEach((c) => { if (c.state === "try") c.state = "bad"; }); } return list;`,
  "two that are written out": `const pair = [list[0]!, list[2]!]; pair.forEach((r) => { r.state = "p"; }); return list;`,
  "two that are written out, in a loop": `const pair = [list[0]!, list[2]!]; for (const r of pair) r.state = "p"; return [list, pair];`,
  "two in a loop that goes through them": `const x = list[0]!; const y = list[2]!; for (const r of [x, y]) { r.state = "p"; } return list;`,
  "two that were found": `const x = list.find((o) => o.id === "a")!; const y = list.find((o) => o.id === "c")!; for (const r of [x, y]) { r.state = "p"; await echo(r.id); } return list;`,
  "some that were picked": `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o); for (const p of picked) p.state = "p"; return list;`,
  "some that were picked, and their number": `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o); for (const p of picked) p.state = "p"; return [list, picked.length];`,
  "some that were picked, for each": `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o); picked.forEach((p) => { p.state = "p"; }); return [list, picked];`,
  "a helper of helpers": `${chosen} const k = outer(chosen); return [list, chosen, k];`,
  "a helper of helpers, without a name": `const k = outer(list.filter((o) => o.n > 0)); return [list, k];`,
  "a helper of helpers, of the list itself": `const k = outer(list); return [list, k];`,
  "a change of the list behind it": `${chosen} chosen.forEach((c) => { c.n = 5; }); list.shift(); return [list];`,
  "the list read meanwhile": `${chosen} chosen.forEach((c) => { c.n = list[0]!.n + list.length; }); return [list, chosen];`,
  "the list longer meanwhile": `${chosen} chosen.forEach((c) => { list.push({ ...c, id: c.id + "2", lines: [] }); c.n = list.length; }); return [list, chosen];`,
  "a helper with calls for each": `${chosen} await settleAll(chosen); return [list, chosen];`,
  "a helper with calls for each, without a name": `await settleAll(list.filter((o) => o.n > 0)); return list;`,
  "a helper with calls for each, of the list itself": `await settleAll(list); return list;`,
  "a helper that chooses": `const k = await settleOpen(list); return [k, list];`,
  "a helper that chooses from what is chosen": `${chosen} const k = await settleOpen(chosen); return [k, list, chosen];`,
  "a function for each by its name": `${chosen} await Promise.all(chosen.map(work)); return list;`,
  "a function for each": `${chosen} await Promise.all(chosen.map((o) => work(o))); return list;`,
  "a function for each in turn": `${chosen} for (const o of chosen) await work(o); return list;`,
  "a function that marks": `${chosen} chosen.forEach((o) => mark(o, "m")); return [list, chosen];`,
  "calls of which some fail": `${chosen} await Promise.allSettled(chosen.map(async (r) => { r.state = "p"; await check(r.n); r.state = "ok"; })); return list;`,
  "map of the library": `${chosen} await map(chosen, { concurrency: 2 }, async (r) => { r.n = await double(r.n); }); return [list, chosen];`,
  "map of the library, without a name": `await map(list.filter((o) => o.n > 0), { concurrency: 2 }, async (r) => { r.n = await double(r.n); }); return [list];`,
  "the first of some, without a name": `list.filter((o) => o.n > 0)[0]!.n = 55; return list;`,
  "a list in the first of some": `list.filter((o) => o.n > 0)[0]!.lines.push({ sku: "q", qty: 1 }); [...list].sort((x, y) => y.n - x.n)[0]!.n += 1; return list;`,
  "the last of some": `list.filter((o) => o.n > 0).at(-1)!.n++; list.toSorted((x, y) => x.n - y.n)[1]!.state = "second"; return list;`,
  "some in order, each": `list.filter((o) => o.n > 0).sort((x, y) => x.n - y.n).forEach((o, i) => { o.n = i; }); return list;`,
  "all from the end": `[...list].reverse().forEach((o, i) => { o.n = i; }); return list;`,
  "some by a function": `list.slice(1, 3).forEach((o) => mark(o, "s")); return list;`,
  "some of a part": `const big = { orders: input.list.map((o) => ({ ...o })), k: 1 }; const some = big.orders.filter((o) => o.n > 2); some.forEach((o) => { o.n = 0; }); return [big, some];`,
  "some of a part that is shared": `const holder = { orders: list, n: 1 }; const some = holder.orders.filter((o) => o.n > 4); some.forEach((o) => { o.n = 0; }); return [holder];`,
  "a read of each": `${chosen} const names: string[] = []; chosen.forEach((o) => { names.push(o.id); }); return [names, list];`,
  "a copy in between": `${chosen} chosen.forEach((o) => { o.n = 1; }); const copy = structuredClone(chosen); list[0]!.n = 9; return [copy, chosen, list];`,
  "a function that reads them": `${chosen} const total = () => chosen.reduce((s, o) => s + o.n, 0); const a = total(); chosen.forEach((o) => { o.n += 1; }); return [a, total(), list];`,
  "in rounds": `for (const k of [1, 2, 3]) { const chosen = list.filter((o) => o.n > k); chosen.forEach((o) => { o.n -= k; o.lines.push({ sku: "k" + k, qty: chosen.length }); }); await echo(chosen.length); } return list;`,
  "an early return": `${chosen} chosen.forEach((o) => { if (o.n > 4) return; o.n = 50; }); return [list, chosen.map((c) => c.n)];`,
  "a sum of them meanwhile": `${chosen} for (const o of chosen) { if (o.n === 3) continue; o.n += chosen.reduce((s, c) => s + c.n, 0); } return list;`,
  "chosen once more": `${chosen} const again = chosen.filter((o) => o.n > 2); again.forEach((o) => { o.n = -o.n; }); bump(chosen); return [list, chosen, again];`,
  "an error half way": `${chosen} try { chosen.forEach((o) => { o.n += 1; if (o.n > 5) throw new Error("big"); o.state = "t"; }); } catch { chosen[0]!.note = "caught"; } return [list, chosen];`,
  "one by its own index too": `const e = list.findIndex((o) => o.id === "c"); ${chosen} chosen[1]!.n = 12; list[e]!.n += 1; return [list, chosen];`,
  "one that is searched for": `${chosen} const i = chosen.findIndex((o) => o.id === "c"); chosen[i]!.n = 12; chosen[i]!.lines.push({ sku: "w", qty: 1 }); chosen[i]!.lines[0]!.qty += 4; return [list, chosen];`,
  "a member that goes": `${chosen} delete chosen[0]!.next; return [list, chosen];`,
  "members assigned": `${chosen} Object.assign(chosen[0]!, { n: 70, state: "as" }); return [list, chosen];`,
  "two members that change places": `${chosen} [chosen[0]!.n, chosen[1]!.n] = [chosen[1]!.n, chosen[0]!.n]; return [list, chosen];`,
  "one list or the other": `const small: Order[] = []; const big: Order[] = []; for (const o of list) (o.n < 3 ? small : big).push(o); for (const o of small) o.state = "s"; for (const o of big) o.state = "b"; return list;`,
  "one list or the other, by branches": `const small: Order[] = []; const big: Order[] = []; for (const o of list) { if (o.n < 3) small.push(o); else big.push(o); } small.forEach((o) => { o.state = "s"; }); bump(big); return [list, small, big];`,
  "picked, then the list turned round": `${picked} for (const p of picked) p.state = "x"; list.reverse(); return [list];`,
  "picked twice": `${picked} picked.push(list[0]!); for (const p of picked) p.n += 1; return [list, picked];`,
  "picked, with calls in turn": `${picked} for (const p of picked) { p.n = await double(p.n); } return [list, picked];`,
  "picked, with calls for each": `${picked} await Promise.all(picked.map(async (p) => { p.n = await double(p.n); })); return list;`,
  "picked, put in order and taken": `${picked} picked.sort((x, y) => y.n - x.n); picked[0]!.state = "top"; const last = picked.pop(); if (last) last.state = "last"; return [list, picked];`,
  "picked and changed at once": `const picked: Order[] = []; for (const o of list) { if (o.n > 0) { picked.push(o); o.lines.push({ sku: "k", qty: picked.length }); } } return [list, picked];`,
  "the first picked, again and again": `const picked: Order[] = []; for (const o of list) { picked.push(o); picked[0]!.n += 1; } return [list, picked];`,
  "all picked so far": `const picked: Order[] = []; for (const o of list) { picked.push(o); for (const p of picked) p.n += 1; } return [list, picked];`,
  "picked by index": `const picked: Order[] = []; for (const [i, o] of list.entries()) { if (i % 2 === 0) picked.push(o); } for (const p of picked) p.state = "even"; return [list, picked.map((p) => p.id)];`,
  "picked in a loop that counts": `const picked: Order[] = []; for (let i = 0; i < list.length; i++) { const o = list[i]!; if (o.n > 0) picked.push(o); } for (const p of picked) p.state = "e"; return list;`,
  "picked by an access": `const picked: Order[] = []; for (let i = 0; i < list.length; i++) { if (list[i]!.n > 0) picked.push(list[i]!); } for (const p of picked) p.state = "e"; return list;`,
  "picked when found": `const picked: Order[] = []; for (const id of ["a", "c", "zz"]) { const o = list.find((x) => x.id === id); if (o) picked.push(o); } for (const p of picked) p.state = "e"; return [list, picked];`,
  "picked when found, or an error": `const picked: Order[] = []; for (const id of ["a", "c", "zz"]) { const o = list.find((x) => x.id === id); if (!o) throw new Error("none " + id); picked.push(o); } for (const p of picked) p.state = "e"; return [list, picked];`,
  "a helper that picks": `const k = late(list); return [k, list];`,
  "a helper that picks from what is chosen": `const k = late(list.filter((o) => o.n > 3)); return [k, list];`,
  "a helper that splits": `return [split(list), list];`,
  "the same one twice": `const x = list[0]!; const y = list[0]!; for (const o of [x, y]) o.n += 1; return list;`,
  "written out, each": `const x = list[0]!; const y = list[1]!; [x, y].forEach((o, i) => { o.n = i; }); return [x, y, list];`,
  "written out, and changed by a name": `const x = list[0]!; const pair = [x, list[1]!]; x.n = 9; return [pair, list];`,
  "written out, and one more": `const x = list[0]!; const pair = [x, list[1]!]; x.n = 9; pair.push(list[2]!); pair.forEach((p) => { p.n++; }); return [pair, list, x.n];`,
  "two that wait": `const seen: Order[] = []; for (const o of list) { if (seen.length < 2) seen.push(o); else { const s = seen.shift()!; s.next = o.id; } } return [list, seen];`,
  "a queue that is filled": `const queue: Order[] = []; for (const o of list) queue.push(o); while (queue.length > 0) { const q = queue.shift()!; q.n -= 1; await echo(q.id); } return list;`,
  "a stack that grows": `const stack = [list[0]!]; const done: string[] = []; while (stack.length > 0) { const s = stack.pop()!; s.state = "seen"; done.push(s.id); const nx = list.find((o) => o.id === s.next); if (nx) stack.push(nx); } return [list, done];`,
  "a stack with what was seen": `const stack = [list[0]!]; while (stack.length > 0) { const s = stack.pop()!; if (s.state === "seen") continue; s.state = "seen"; for (const o of list) if (o.id === s.next || o.n < 2) stack.push(o); } return list;`,
  "picked, without a condition": `let total = 0; const picked: Order[] = []; for (const o of list) { total += o.n; picked.push(o); } picked[0]!.n = 100; return [total, list];`,
  "picked, and counted by a function": `const picked: Order[] = []; const f = () => picked.length; for (const o of list) picked.push(o); picked.forEach((o) => { o.n = f(); }); return list;`,
  "picked, in a try": `try { ${picked} for (const p of picked) { p.n = await double(p.n); p.state = "d"; } } catch { list[0]!.state = "c"; } return list;`,
  "an item that is kept before it is changed": `const best: Order[] = []; for (const o of list) { if (o.n > 1) best.push(o); o.n += 1; } return { list, best };`,
  "the first of some that is kept before it is changed": `const best = list.filter((x) => x.n > 1)[0]!; const out: Order[] = []; out.push(best); best.state = "t"; return [list, out];`,
};

const body = (text: string) =>
  `async (input: Input) => { const list: Order[] = input.list.map((o) => ({ ...o, state: "new", lines: [] })); ${text} }`;

/** Elements that are changed by the names of lists which hold them as well, and by functions that get such a list. */
export const elementsByLists: readonly Row[] = Object.entries(bodies).map(([name, text]) => ({
  name: `elements by lists: ${name}`,
  before,
  body: body(text),
  scenarios: runs([input], [input, { double: [{ result: 1 }, fails("Broken"), { result: 2 }] }]),
}));

const shared: Readonly<Record<string, string>> = {
  "the list is shorter before": `${chosen} list.shift(); chosen.forEach((c) => { c.n = 5; }); return [list, chosen];`,
  "the list is shorter, and they are read": `${chosen} chosen.forEach((c) => { c.n = 5; }); list.shift(); return [list, chosen];`,
  "a function makes the list shorter": `${chosen} const g = () => list.shift(); chosen.forEach((c) => { c.n = 5; g(); }); return [list, chosen];`,
  "a helper that changes the list": `${chosen} both(chosen, list); return [list];`,
  "a helper that adds one": `${chosen} addOne(chosen); return [list, chosen];`,
  "a helper that puts them in order": `${chosen} sortAndBump(chosen); return [list, chosen];`,
  "another name for them": `${chosen} const c2 = chosen; c2.forEach((o) => { o.n = 1; }); return [list, chosen];`,
  "one more that is new": `${picked} picked.push({ id: "new", n: 1, state: "", lines: [] }); for (const p of picked) p.state = "x"; return [list, picked];`,
  "a list that is turned round before": `${picked} list.reverse(); for (const p of picked) p.state = "x"; return [list, picked];`,
  "a part of something else": `const pair = [list[0]!, list[1]!]; const holder = { pair }; pair[0]!.n = 4; return [list, holder];`,
  "the elements of another list": `${chosen} const kept: Order[] = []; chosen.forEach((o) => { o.n = 1; kept.push(o); }); return [kept.length, list];`,
};

/** The same where something else would see the change. */
export const sharedByLists: readonly (Program & { readonly code?: string })[] = Object.entries(shared).map(
  ([name, text]) => ({
    name: `elements by lists: ${name}`,
    before,
    body: body(text),
    ...(name === "a helper that puts them in order" ? { code: "SP1305" } : {}),
  }),
);
