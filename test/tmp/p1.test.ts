import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `interface Job { id: string; state: string; n: number; history?: string[] }
const LIM: { upTo: number; rate: number }[] = [{ upTo: 10, rate: 1 }, { upTo: Infinity, rate: 2 }];
type V = { a: number; b?: number };`;
const bodies = [
 // import
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { record[c] = row + c; } out.push(record); }); return out; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; for (const row of input.rows) { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { record[c] = row + c; } out.push(record); } for (const r of out) await echo(r); return out; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; const errors: string[] = []; const parse = (s: string) => { if (s === "yb") throw new Error("no"); return s; }; for (const row of input.rows) { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { try { record[c] = parse(row + c); } catch (e) { errors.push((e as Error).message); } } out.push(record); } return { out, errors }; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; const errors: string[] = []; const parse = (s: string) => { if (s === "yb") throw new Error("no"); return s; }; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { try { record[c] = parse(row + c); } catch (e) { errors.push((e as Error).message); } } out.push(record); }); return { out, errors }; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { if (row === "y") continue; record[c] = row + c; } out.push(record); }); return out; }`, { rows: ["x", "y"] }],
 // return in try
 [`async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; ; i++) { try { const r = await double(i); log.push("ok"); attempts[label] = log; return r; } catch (e) { log.push("err"); if (i >= 2) { attempts[label] = log; throw e; } } } }; const a = await retry("a"); return { a, attempts }; }`, { n: 1 }, { double: [{ error: "X", message: "m" }, { result: 3 }] }],
 // default assignment
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) (by[x[0]!] = by[x[0]!] ?? []).push(x); return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); (by[k] = by[k] || []).push(x); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, { n: number }> = {}; for (const x of input.xs) { const k = x.charAt(0); const g = (by[k] = by[k] ?? { n: 0 }); g.n++; } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, { n: number }> = {}; for (const x of input.xs) { const k = x.charAt(0); const g = by[k] = by[k] ?? { n: 0 }; g.n += x.length; } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k] = by[k] ?? []; by[k]!.push(x); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by = input.xs.reduce((acc, x) => { const k = x.charAt(0); (acc[k] = acc[k] || []).push(x); return acc; }, {} as Record<string, string[]>); return by; }`, { xs: ["ab", "ac", "b"] }],
 // closures that select
 [`async (input: { jobs: Job[] }) => { const jobs = input.jobs.map((j) => ({ ...j })); const running = () => jobs.filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return jobs; }`, { jobs: [{ id: "a", state: "run", n: 0 }, { id: "b", state: "x", n: 0 }, { id: "c", state: "run", n: 2 }] }],
 [`async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); const running = () => [...jobs.values()].filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return [...jobs.values()]; }`, { jobs: [{ id: "a", state: "run", n: 0 }, { id: "b", state: "x", n: 0 }, { id: "c", state: "run", n: 2 }] }],
 [`async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); for (const job of [...jobs.values()].filter((j) => j.state === "run")) { job.n++; if (await check(job.n)) job.state = "done"; } return [...jobs.values()]; }`, { jobs: [{ id: "a", state: "run", n: 0 }, { id: "b", state: "x", n: 0 }, { id: "c", state: "run", n: 2 }] }],
 [`async (input: { jobs: Job[] }) => { const jobs: Record<string, Job> = Object.fromEntries(input.jobs.map((j) => [j.id, { ...j }])); const running = () => Object.values(jobs).filter((j) => j.state === "run"); for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } return jobs; }`, { jobs: [{ id: "a", state: "run", n: 0 }, { id: "b", state: "x", n: 0 }, { id: "c", state: "run", n: 2 }] }],
 // map of elements
 [`async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return Object.fromEntries(byId); }`, { jobs: [{ id: "a", state: "run", n: 0 }], ids: ["a", "b"] }],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); let t = 0; for (const { n } of input.jobs) t += n; for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [Object.fromEntries(byId), t]; }`, { jobs: [{ id: "a", state: "run", n: 0 }], ids: ["a", "b"] }],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return input.jobs; }`, { jobs: [{ id: "a", state: "run", n: 0 }], ids: ["a", "b"] }],
 // swap
 [`async (input: { a: Job; b: Job }) => { const home = { ...input.a }, away = { ...input.b }; const [winner, loser] = home.n > away.n ? [home, away] : [away, home]; winner.n++; loser.state = "out"; return { home, away }; }`, { a: { id: "a", state: "s", n: 1 }, b: { id: "b", state: "s", n: 2 } }],
 [`async (input: { a: Job; b: Job }) => { const [lo, hi] = input.a.n < input.b.n ? [input.a, input.b] : [input.b, input.a]; return lo.id + hi.id; }`, { a: { id: "a", state: "s", n: 1 }, b: { id: "b", state: "s", n: 2 } }],
 // infinity
 [`async (input: { n: number }) => { const b = LIM.find((l) => input.n <= l.upTo); return b?.rate ?? null; }`, { n: 50 }],
 [`async (input: { ns: number[] }) => { const s = { min: Infinity, max: -Infinity, count: 0 }; for (const n of input.ns) { s.min = Math.min(s.min, n); s.max = Math.max(s.max, n); s.count++; } return s.count ? s.max - s.min : 0; }`, { ns: [5, 1] }],
 [`async (input: { t?: number }) => { if (input.t === undefined || Number.isNaN(input.t)) return "none"; return input.t; }`, { t: 5 }],
 [`async (input: { a: number; b: number }) => { const r = input.a / input.b; return Number.isNaN(r) ? "none" : r; }`, { a: 0, b: 0 }],
 [`async (input: { a: number; b: number }) => { const r = input.a / input.b; return Number.isFinite(r) ? r : 0; }`, { a: 1, b: 0 }],
 [`async (input: { vs: V[] }) => ({ bs: input.vs.map((v) => v.b) })`, { vs: [{ a: 1 }, { a: 1, b: 2 }] }],
 [`async (input: { vs: V[] }) => { const bs = input.vs.map((v) => v.b); let n = 0; for (const b of bs) n += b ?? 10; return n; }`, { vs: [{ a: 1 }, { a: 1, b: 2 }] }],
 [`async (input: { vs: V[] }) => { await echo({ all: input.vs.map((v) => v.b) }); return input.vs.map((v) => v.b).join("-"); }`, { vs: [{ a: 1 }, { a: 1, b: 2 }] }],
 [`async (input: { n: string }) => { try { if (input.n === "x") throw new RangeError("bad"); await double(1); } catch (e) { return e instanceof RangeError ? "range " + e.message : (e as Error).message; } return "ok"; }`, { n: "x" }],
 [`async (input: { n: string }) => { try { if (input.n === "x") throw new TypeError("bad"); await double(1); } catch (e) { if (e instanceof TypeError) return "type"; throw e; } return "ok"; }`, { n: "y" }],
 [`async (input: { x: number; y: number }) => [Math.hypot(input.x, input.y), Math.cbrt(8), Math.log10(100), Math.log2(8), Math.log(3)]`, { x: 3, y: 4 }],
];
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
