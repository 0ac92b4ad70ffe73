import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Order { id: string; n: number; state: string; lines: { sku: string; qty: number }[]; note?: string; next?: string }
interface Input { list: { id: string; n: number; next?: string }[] }
const bump = (os: Order[]) => { for (const o of os) o.n += 100; };
const mark = (os: Order[], s: string) => { os.forEach((o) => { o.state = s; }); };
async function settle(os: Order[]) { for (const o of os) { const r = await double(o.n); o.n = r; o.lines.push({ sku: "s", qty: r }); } }
`;
const h = `const list: Order[] = input.list.map((o) => ({ ...o, state: "new", lines: [] }));`;
const b = (t: string) => `async (input: Input) => { ${h} ${t} }`;
const input = { list: [{ id: "a", n: 3, next: "c" }, { id: "b", n: 0 }, { id: "c", n: 5, next: "d" }, { id: "d", n: 1 }] };
const texts = [
 // 1 forEach
 `const chosen = list.filter((o) => o.n > 0); chosen.forEach((r) => { r.state = "x"; }); return [list, chosen.length];`,
 `const chosen = list.filter((o) => o.n > 0); chosen.forEach((r) => { r.state = "x"; r.lines.push({ sku: r.id, qty: r.n }); }); return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); chosen.forEach((r, i) => { r.n = i; }); await echo(chosen.map((c) => c.id)); return [list, chosen];`,
 `list.filter((o) => o.n > 0).forEach((r) => { r.state = "x"; }); return list;`,
 `const chosen = list.filter((o) => o.n > 0); for (const r of chosen) r.state = "x"; return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); for (const r of chosen) { r.n = await double(r.n); } return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); for (const [i, r] of chosen.entries()) { r.n = i; } return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); for (let i = 0; i < chosen.length; i++) { chosen[i]!.n = i; } return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); for (let i = 0; i < chosen.length; i++) { const c = chosen[i]!; c.n = await double(i); } return [list, chosen];`,
 // helper 9
 `const chosen = list.filter((o) => o.n > 0); bump(chosen); return list;`,
 `const chosen = list.filter((o) => o.n > 0); bump(chosen); return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); mark(chosen, "y"); return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); await settle(chosen); return [list, chosen];`,
 `bump(list.filter((o) => o.n > 0)); return list;`,
 `await settle(list.filter((o) => o.n > 0)); return list;`,
 // map async 15
 `const chosen = list.filter((o) => o.n > 0); await Promise.all(chosen.map(async (r) => { r.n = await double(r.n); })); return list;`,
 `const chosen = list.filter((o) => o.n > 0); await Promise.all(chosen.map(async (r) => { const d = await double(r.n); r.n = d; r.state = "done"; })); return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); const rs = await Promise.all(chosen.map(async (r) => { const d = await double(r.n); r.state = "done"; return d; })); return [list, rs];`,
 `const chosen = list.filter((o) => o.n > 0); await Promise.all(chosen.map(async (r) => { try { await check(r.n); r.state = "ok"; } catch (e) { r.state = "failed"; r.note = (e as Error).message; } })); return list;`,
 `await Promise.all(list.filter((o) => o.n > 0).map(async (r) => { const d = await double(r.n); r.n = d; })); return list;`,
 `await Promise.all(list.map(async (r) => { const d = await double(r.n); r.n = d; })); return list;`,
 // slices, sorts 21
 `const top = list.slice(0, 2); top.forEach((r) => { r.state = "top"; }); return list;`,
 `const sorted = [...list].sort((a, b) => b.n - a.n); sorted.forEach((r, i) => { r.n = i + 1; }); return [list, sorted];`,
 `const sorted = list.toSorted((a, b) => b.n - a.n); sorted.forEach((r, i) => { r.n = i + 1; }); return list;`,
 `const sorted = list.slice().sort((a, b) => b.n - a.n); for (const r of sorted) { r.n = await double(r.n); } return list;`,
 `const best = list.reduce((a, b) => (b.n > a.n ? b : a)); best.state = "best"; return [list, best];`,
 `const best = list.reduce((a, b) => (b.n > a.n ? b : a)); const worst = list.reduce((a, b) => (b.n < a.n ? b : a)); best.n -= 1; worst.n += 1; return [list, best.n, worst.n];`,
 `const pair = [list[0]!, list[2]!]; pair.forEach((r) => { r.state = "p"; }); return list;`,
 `const pair = [list[0]!, list[2]!]; for (const r of pair) r.state = "p"; return [list, pair];`,
 `const x = list[0]!; const y = list[2]!; for (const r of [x, y]) { r.state = "p"; } return list;`,
 `const x = list.find((o) => o.id === "a")!; const y = list.find((o) => o.id === "c")!; for (const r of [x, y]) { r.state = "p"; await echo(r.id); } return list;`,
 `const x = list.find((o) => o.id === "a"); const y = list.find((o) => o.id === "c"); if (x && y) { [x.n, y.n] = [y.n, x.n]; for (const r of [x, y]) { r.state = "p"; } } return list;`,
 // chosen ids known 32
 `const picked = ["a", "c"].map((id) => list.find((o) => o.id === id)!); picked.forEach((r) => { r.state = "p"; }); return list;`,
 `const picked = ["a", "c", "q"].map((id) => list.find((o) => o.id === id)).filter((o) => o !== undefined); for (const r of picked) r.state = "p"; return list;`,
 `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o); for (const p of picked) p.state = "p"; return list;`,
 `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o); for (const p of picked) p.state = "p"; return [list, picked.length];`,
 `const picked: Order[] = []; for (const o of list) if (o.n > 0) picked.push(o); picked.forEach((p) => { p.state = "p"; }); return [list, picked];`,
 `const [small, big] = [list.filter((o) => o.n < 3), list.filter((o) => o.n >= 3)]; for (const o of small) o.state = "s"; for (const o of big) o.state = "b"; return list;`,
 `const small: Order[] = []; const big: Order[] = []; for (const o of list) (o.n < 3 ? small : big).push(o); for (const o of small) o.state = "s"; for (const o of big) o.state = "b"; return list;`,
 `const chosen = list.filter((o) => o.n > 0); if (chosen.length > 1) { chosen[0]!.state = "first"; chosen[chosen.length - 1]!.state = "last"; } return [list, chosen];`,
 `const chosen = list.filter((o) => o.n > 0); try { for (const c of chosen) { c.state = "try"; await check(c.n); c.state = "ok"; } } catch { chosen.forEach((c) => { if (c.state === "try") c.state = "bad"; }); } return list;`,
 `let chosen = list.filter((o) => o.n > 0); while (chosen.length > 0) { for (const c of chosen) c.n -= 1; chosen = list.filter((o) => o.n > 0); } return list;`,
 `let chosen = list.filter((o) => o.n > 0); while (chosen.length > 0) { chosen.forEach((c) => { c.n -= 1; }); chosen = chosen.filter((o) => o.n > 0); } return list;`,
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
  writeFileSync("/tmp/probe-p1.txt", out.join("\n") + "\n");
}, 600000);
