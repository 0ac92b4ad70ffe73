import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Order { id: string; n: number; state: string; lines: { sku: string; qty: number }[]; note?: string; next?: string }
interface Input { list: { id: string; n: number; next?: string }[]; big: { orders: { id: string; n: number }[] } }
const bump = (os: Order[]) => { for (const o of os) o.n += 100; };
const sortAndBump = (os: Order[]) => { os.sort((a, b) => b.n - a.n); os[0]!.n = 1000; };
const addOne = (os: Order[]) => { os.push({ id: "new", n: 1, state: "", lines: [] }); os[0]!.n = 77; };
const takeAll = (os: Order[]) => { while (os.length > 0) { const o = os.shift()!; o.n += 7; } };
const outer = (os: Order[]) => { bump(os); bump(os.filter((o) => o.n > 102)); os.forEach((o, i) => { o.note = "n" + i; }); return os.length; };
const both = (os: Order[], all: Order[]) => { all.shift(); for (const o of os) o.n = -1; };
const addUp = (os: Order[], all: Order[]) => { for (const o of os) o.n = all.length; };
const firstOf = (os: Order[]) => os.filter((o) => o.n > 0)[0];
async function settle(os: Order[]) { await Promise.all(os.map(async (o) => { const r = await double(o.n); o.n = r; o.lines.push({ sku: "s", qty: r }); })); }
async function settleNamed(os: Order[]) { const open = os.filter((o) => o.state === "new"); await Promise.all(open.map(async (o) => { o.n = await double(o.n); o.state = "ok"; })); return open.length; }
function mark(o: Order, s: string) { o.state = s; }
async function work(o: Order) { const r = await double(o.n); o.n = r; o.state = "worked"; }
function apply(os: Order[], f: (o: Order) => void) { for (const o of os) f(o); }
`;
const h = `const list: Order[] = input.list.map((o) => ({ ...o, state: "new", lines: [] }));`;
const b = (t: string) => `async (input: Input) => { ${h} ${t} }`;
const input = { list: [{ id: "a", n: 3, next: "c" }, { id: "b", n: 0 }, { id: "c", n: 5, next: "d" }, { id: "d", n: 1 }], big: { orders: [{ id: "x", n: 4 }, { id: "y", n: 9 }] } };
const F = `const chosen = list.filter((o) => o.n > 0);`;
const texts = [
 `${F} sortAndBump(chosen); return [list, chosen];`,
 `${F} addOne(chosen); return [list, chosen];`,
 `${F} takeAll(chosen); return [list, chosen];`,
 `sortAndBump([...list]); return list;`,
 `sortAndBump(list.filter((o) => o.n > 0)); return list;`,
 `${F} const k = outer(chosen); return [list, chosen, k];`,
 `const k = outer(list.filter((o) => o.n > 0)); return [list, k];`,
 `const k = outer(list); return [list, k];`,
 `${F} both(chosen, list); return [list];`,
 `${F} addUp(chosen, list); return [list];`,
 `${F} const g = () => list.shift(); chosen.forEach((c) => { c.n = 5; g(); }); return [list, chosen];`,
 `${F} list.shift(); chosen.forEach((c) => { c.n = 5; }); return [list, chosen];`,
 `${F} chosen.forEach((c) => { c.n = 5; }); list.shift(); return [list];`,
 `${F} chosen.forEach((c) => { c.n = 5; }); list.shift(); return [list, chosen];`,
 `${F} chosen.forEach((c) => { c.n = list[0]!.n + list.length; }); return [list, chosen];`,
 `${F} chosen.forEach((c) => { list.push({ ...c, id: c.id + "2", lines: [] }); c.n = list.length; }); return [list, chosen];`,
 `${F} await settle(chosen); return [list, chosen];`,
 `await settle(list.filter((o) => o.n > 0)); return list;`,
 `await settle(list); return list;`,
 `const k = await settleNamed(list); return [k, list];`,
 `${F} const k = await settleNamed(chosen); return [k, list, chosen];`,
 `${F} const rs = await Promise.all(chosen.map(async (r, i) => { r.n = await double(i); return list[0]!.n; })); return [list, rs];`,
 `${F} const rs = await Promise.all(chosen.map(async (r, i) => { r.n = await double(i); return chosen[0]!.n; })); return [list, rs];`,
 `${F} const ps = chosen.map(async (r) => { r.n = await double(r.n); }); await Promise.all(ps); return [list, chosen];`,
 `${F} const ps = chosen.map(async (r) => { r.n = await double(r.n); }); list[0]!.n = 100; await Promise.all(ps); return [list, chosen];`,
 `${F} await Promise.all([...chosen.map(async (r) => { r.n = await double(r.n); })]); return list;`,
 `await Promise.all(list.filter(() => Math.random() > 0.5).map(async (r) => { r.n = await double(r.n); })); return 1;`,
 `await Promise.all(list.filter((o) => o.n > 0).filter((o, i) => i > 0).map(async (r) => { r.n = await double(r.n); })); return list;`,
 `await Promise.all(list.filter((o, i, all) => o.n > 0 && all.length > 2).map(async (r) => { r.n = await double(r.n); })); return list;`,
 `${F} await Promise.all(chosen.map(work)); return list;`,
 `${F} await Promise.all(chosen.map((o) => work(o))); return list;`,
 `${F} for (const o of chosen) await work(o); return list;`,
 `${F} chosen.forEach((o) => mark(o, "m")); return [list, chosen];`,
 `${F} apply(chosen, (o) => { o.n *= 2; }); return [list, chosen];`,
 `${F} apply(chosen, (o) => mark(o, "z")); return [list];`,
 `${F} await Promise.allSettled(chosen.map(async (r) => { r.state = "p"; await check(r.n); r.state = "ok"; })); return list;`,
 `${F} await map(chosen, { concurrency: 2 }, async (r) => { r.n = await double(r.n); }); return [list, chosen];`,
 `await map(list.filter((o) => o.n > 0), { concurrency: 2 }, async (r) => { r.n = await double(r.n); }); return [list];`,
 `list.filter((o) => o.n > 0)[0]!.n = 55; return list;`,
 `list.filter((o) => o.n > 0)[0]!.lines.push({ sku: "q", qty: 1 }); [...list].sort((x, y) => y.n - x.n)[0]!.n += 1; return list;`,
 `list.filter((o) => o.n > 0).at(-1)!.n++; list.toSorted((x, y) => x.n - y.n)[1]!.state = "second"; return list;`,
 `list.filter((o) => o.n > 0).sort((x, y) => x.n - y.n).forEach((o, i) => { o.n = i; }); return list;`,
 `[...list].reverse().forEach((o, i) => { o.n = i; }); return list;`,
 `list.slice(1, 3).forEach((o) => mark(o, "s")); return list;`,
 `const big = structuredClone(input.big); const some = big.orders.filter((o) => o.n > 4); some.forEach((o) => { o.n = 0; }); return [big, some];`,
 `const holder = { orders: list, n: 1 }; const some = holder.orders.filter((o) => o.n > 4); some.forEach((o) => { o.n = 0; }); return [holder];`,
 `${F} const c2 = chosen; c2.forEach((o) => { o.n = 1; }); return [list, chosen];`,
 `${F} const c2 = chosen; c2[0]!.n = 1; return [list, chosen, c2];`,
 `${F} const names: string[] = []; chosen.forEach((o) => { names.push(o.id); }); return [names, list];`,
 `${F} const kept: Order[] = []; chosen.forEach((o) => { o.n = 1; kept.push(o); }); return [kept.length, list];`,
 `${F} let last: Order | undefined; chosen.forEach((o) => { o.n = 1; last = o; }); return [last ?? null, list];`,
 `${F} chosen.forEach((o) => { o.n = 1; }); const copy = structuredClone(chosen); list[0]!.n = 9; return [copy, chosen, list];`,
 `${F} const total = () => chosen.reduce((s, o) => s + o.n, 0); const a = total(); chosen.forEach((o) => { o.n += 1; }); return [a, total(), list];`,
 `for (const k of [1, 2, 3]) { const chosen = list.filter((o) => o.n > k); chosen.forEach((o) => { o.n -= k; o.lines.push({ sku: "k" + k, qty: chosen.length }); }); await echo(chosen.length); } return list;`,
 `${F} chosen.forEach((o) => { if (o.n > 4) return; o.n = 50; }); return [list, chosen.map((c) => c.n)];`,
 `${F} for (const o of chosen) { if (o.n === 3) continue; o.n += chosen.reduce((s, c) => s + c.n, 0); } return list;`,
 `${F} for (const o of chosen) { for (const p of chosen) { if (p.id !== o.id) p.n += o.n; } } return list;`,
 `${F} chosen.forEach((o) => chosen.forEach((p) => { if (p.id !== o.id) p.n += o.n; })); return list;`,
 `${F} const again = chosen.filter((o) => o.n > 2); again.forEach((o) => { o.n = -o.n; }); bump(chosen); return [list, chosen, again];`,
 `const first = firstOf(list); if (first) first.n = 99; return list;`,
 `${F} const f = firstOf(chosen); if (f) f.n = 99; return [list, chosen];`,
 `${F} try { chosen.forEach((o) => { o.n += 1; if (o.n > 5) throw new Error("big"); o.state = "t"; }); } catch { chosen[0]!.note = "caught"; } return [list, chosen];`,
 `const e = list.findIndex((o) => o.id === "c"); ${F} chosen[1]!.n = 12; list[e]!.n += 1; return [list, chosen];`,
 `${F} const i = chosen.findIndex((o) => o.id === "c"); chosen[i]!.n = 12; chosen[i]!.lines.push({ sku: "w", qty: 1 }); chosen[i]!.lines[0]!.qty += 4; return [list, chosen];`,
 `${F} delete chosen[0]!.next; return [list, chosen];`,
 `${F} Object.assign(chosen[0]!, { n: 70, state: "as" }); return [list, chosen];`,
 `${F} chosen.forEach((o) => Object.assign(o, { state: "as" })); return [list, chosen];`,
 `${F} [chosen[0]!.n, chosen[1]!.n] = [chosen[1]!.n, chosen[0]!.n]; return [list, chosen];`,
 `${F} chosen[chosen.length - 1]!.n = 8; chosen[5]!.n = 1; return list;`,
 `${F} const pairs = chosen.map((o) => ({ o, k: o.n * 2 })); for (const p of pairs) p.o.n = p.k; return list;`,
 `${F} return chosen.map((o) => { o.state = "m"; return o.id; });`,
 `${F} const ids = chosen.map((o) => { o.state = "m"; return o.id; }); return [ids, list];`,
 `const ids = list.map((o) => { o.state = "m"; return o.id; }); return [ids, list];`,
];
const bodies = texts.map((t) => [b(t), input]);
const out: string[] = [];
test("probe", async () => {
  for (const [index, [body, input, stubs]] of (bodies as any[]).entries()) {
    const head = "#" + index + " " + body.replace(/\s+/g, " ").slice(0, 150);
    try {
      const programs = compilePrograms([{ name: "p" + index, before: (typeof before === "string" ? before : ""), body }] as any);
      for (const scenario of runs([input, stubs])) {
        const native = await observeNative(programs[0]!, scenario);
        const machine = await observeMachine(programs[0]!, scenario);
        const same = JSON.stringify(native) === JSON.stringify(machine);
        out.push((same ? "SAME " : "DIFFER ") + head + (same ? " => " + JSON.stringify(native.end).slice(0, 200) : "\n   native  " + JSON.stringify(native) + "\n   machine " + JSON.stringify(machine)));
      }
    } catch (e) { out.push("REFUSED " + head + "\n   " + String((e as Error).message).slice(0, 1200).split("\n").join("\n   ")); }
  }
  writeFileSync("/tmp/probe-p5.txt", out.join("\n") + "\n");
}, 600000);
