import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Order { id: string; n: number; state: string; lines: { sku: string; qty: number }[]; next?: string }
interface Input { list: { id: string; n: number; next?: string }[] }
const bump = (os: Order[]) => { for (const o of os) o.n += 100; };
const transfer = (from: Order, to: Order, k: number) => { from.n -= k; to.n += k; };
function late(os: Order[]) { const out: Order[] = []; for (const o of os) if (o.n > 2) out.push(o); for (const o of out) o.state = "late"; return out.length; }
function split(os: Order[]) { const hi: Order[] = []; const lo: Order[] = []; for (const o of os) (o.n > 2 ? hi : lo).push(o); hi.forEach((o) => { o.state = "hi"; }); lo.forEach((o) => { o.state = "lo"; }); return [hi.length, lo.length]; }
`;
const h = `const list: Order[] = input.list.map((o) => ({ ...o, state: "new", lines: [] }));`;
const b = (t: string) => `async (input: Input) => { ${h} ${t} }`;
const input = { list: [{ id: "a", n: 3, next: "c" }, { id: "b", n: 0 }, { id: "c", n: 5, next: "d" }, { id: "d", n: 1 }] };
const P = `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o);`;
const texts = [
 `const small: Order[] = []; const big: Order[] = []; for (const o of list) (o.n < 3 ? small : big).push(o); for (const o of small) o.state = "s"; for (const o of big) o.state = "b"; return list;`,
 `const small: Order[] = []; const big: Order[] = []; for (const o of list) { if (o.n < 3) small.push(o); else big.push(o); } small.forEach((o) => { o.state = "s"; }); bump(big); return [list, small, big];`,
 `${P} list.shift(); for (const p of picked) p.state = "x"; return [list, picked];`,
 `${P} list.reverse(); for (const p of picked) p.state = "x"; return [list, picked];`,
 `${P} for (const p of picked) p.state = "x"; list.reverse(); return [list];`,
 `${P} picked.push(list[0]!); for (const p of picked) p.n += 1; return [list, picked];`,
 `${P} picked.push(list[0]!); await Promise.all(picked.map(async (p) => { p.n = await double(p.n); })); return list;`,
 `${P} await Promise.all(picked.map(async (p) => { p.n = await double(p.n); })); return list;`,
 `${P} for (const p of picked) { p.n = await double(p.n); } return [list, picked];`,
 `${P} picked.sort((x, y) => y.n - x.n); picked[0]!.state = "top"; const last = picked.pop(); if (last) last.state = "last"; return [list, picked];`,
 `${P} picked.push({ id: "new", n: 1, state: "", lines: [] }); for (const p of picked) p.state = "x"; return [list, picked];`,
 `const picked: Order[] = []; for (const o of list) { if (o.n > 0) { picked.push(o); o.lines.push({ sku: "k", qty: picked.length }); } } return [list, picked];`,
 `const picked: Order[] = []; for (const o of list) { picked.push(o); picked[0]!.n += 1; } return [list, picked];`,
 `const picked: Order[] = []; for (const o of list) { picked.push(o); for (const p of picked) p.n += 1; } return [list, picked];`,
 `const picked: Order[] = []; for (const [i, o] of list.entries()) { if (i % 2 === 0) picked.push(o); } for (const p of picked) p.state = "even"; return [list, picked.map((p) => p.id)];`,
 `const picked: Order[] = []; for (let i = 0; i < list.length; i++) { const o = list[i]!; if (o.n > 0) picked.push(o); } for (const p of picked) p.state = "e"; return list;`,
 `const picked: Order[] = []; for (let i = 0; i < list.length; i++) { if (list[i]!.n > 0) picked.push(list[i]!); } for (const p of picked) p.state = "e"; return list;`,
 `const picked: Order[] = []; for (const id of ["a", "c", "zz"]) { const o = list.find((x) => x.id === id); if (o) picked.push(o); } for (const p of picked) p.state = "e"; return [list, picked];`,
 `const picked: Order[] = []; for (const id of ["a", "c", "zz"]) { const o = list.find((x) => x.id === id); if (!o) throw new Error("none " + id); picked.push(o); } for (const p of picked) p.state = "e"; return [list, picked];`,
 `const k = late(list); return [k, list];`,
 `const k = late(list.filter((o) => o.n > 3)); return [k, list];`,
 `return [split(list), list];`,
 `const x = list[0]!; const y = list[2]!; transfer(x, y, 2); const both = [x, y]; for (const o of both) o.state = "moved"; return [list, both];`,
 `const x = list[0]!; const y = list[0]!; for (const o of [x, y]) o.n += 1; return list;`,
 `const x = list[0]!; const y = list[0]!; await Promise.all([x, y].map(async (o) => { o.n += await double(1); })); return list;`,
 `const x = list[0]!; const y = list[1]!; await Promise.all([x, y].map(async (o) => { o.n += await double(1); })); return list;`,
 `const x = list[0]!; const y = list[1]!; [x, y].forEach((o, i) => { o.n = i; }); return [x, y, list];`,
 `const x = list[0]!; const pair = [x, list[1]!]; x.n = 9; return [pair, list];`,
 `const x = list[0]!; const pair = [x, list[1]!]; x.n = 9; pair.push(list[2]!); pair.forEach((p) => { p.n++; }); return [pair, list, x.n];`,
 `const x = list.find((o) => o.id === "zz")!; const pair = [x, list[1]!]; pair[1]!.n = 4; return list;`,
 `const pair = [list[0]!, list[1]!]; const other = pair; other[0]!.n = 4; return [list, pair];`,
 `const pair = [list[0]!, list[1]!]; const holder = { pair }; pair[0]!.n = 4; return [list, holder];`,
 `const batches: Order[][] = []; let batch: Order[] = []; for (const o of list) { batch.push(o); if (batch.length === 2) { batches.push(batch); batch = []; } } if (batch.length) batches.push(batch); for (const bt of batches) for (const o of bt) o.state = "b"; return list;`,
 `const groups: Record<string, Order[]> = {}; for (const o of list) (groups[o.n > 2 ? "hi" : "lo"] ??= []).push(o); for (const o of groups["hi"] ?? []) o.state = "h"; return list;`,
 `const seen: Order[] = []; for (const o of list) { if (seen.length < 2) seen.push(o); else { const s = seen.shift()!; s.next = o.id; } } return [list, seen];`,
 `const queue: Order[] = []; for (const o of list) queue.push(o); while (queue.length > 0) { const q = queue.shift()!; q.n -= 1; await echo(q.id); } return list;`,
 `const stack = [list[0]!]; const done: string[] = []; while (stack.length > 0) { const s = stack.pop()!; s.state = "seen"; done.push(s.id); const nx = list.find((o) => o.id === s.next); if (nx) stack.push(nx); } return [list, done];`,
 `const stack = [list[0]!]; while (stack.length > 0) { const s = stack.pop()!; if (s.state === "seen") continue; s.state = "seen"; for (const o of list) if (o.id === s.next || o.n < 2) stack.push(o); } return list;`,
 `let total = 0; const picked: Order[] = []; for (const o of list) { total += o.n; picked.push(o); } picked[0]!.n = 100; return [total, list];`,
 `const picked: Order[] = []; const f = () => picked.length; for (const o of list) picked.push(o); picked.forEach((o) => { o.n = f(); }); return list;`,
 `const picked: Order[] = []; list.forEach((o) => { if (o.n > 0) picked.push(o); }); for (const p of picked) p.state = "x"; return [list, picked];`,
 `try { ${P.replace("picked: Order[] = [];", "picked: Order[] = [];")} for (const p of picked) { p.n = await double(p.n); p.state = "d"; } } catch { list[0]!.state = "c"; } return list;`,
];
const bodies = texts.map((t) => [b(t), input]).concat(texts.slice(7, 40).map((t) => [b(t), input, { double: [{ result: 1 }, { result: 8 }, fails("Broken")] }]) as any);
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
  writeFileSync("/tmp/probe-p8.txt", out.join("\n") + "\n");
}, 600000);
