import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = ``;
const X = (m: string) => ({ error: "X", message: m });
const bodies = [
 [`async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; ; i++) { try { const r = await double(i); log.push("ok"); attempts[label] = log; return r; } catch (e) { log.push("err"); if (i >= 2) { attempts[label] = log; throw e; } } } }; const a = await retry("a"); return { a, attempts }; }`, { n: 1 }, { double: [X("m"), { result: 3 }] }],
 [`async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; ; i++) { try { const r = await double(i); log.push("ok"); attempts[label] = log; return r; } catch (e) { log.push("err"); if (i >= 2) { attempts[label] = log; throw e; } } } }; try { await retry("a"); } catch {} return { attempts }; }`, { n: 1 }, { double: [X("m")] }],
 [`async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; i < 3; i++) { try { log.push("ok"); attempts[label] = log; return await double(i); } catch (e) { log.push("err"); } } return 0; }; await retry("a"); return { attempts }; }`, { n: 1 }, { double: [X("m")] }],
 [`async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; i < 3; i++) { try { const r = await double(i); log.push("ok"); attempts[label] = log; return r; } catch (e) { log.push("err"); } finally { log.push("fin"); } } return 0; }; await retry("a"); return { attempts }; }`, { n: 1 }, { double: [X("m"), { result: 1 }] }],
 [`async (input: { n: number }) => { const all: string[][] = []; for (let k = 0; k < 2; k++) { const log: string[] = []; for (let i = 0; i < 3; i++) { try { const r = await double(i); log.push("ok" + r); all.push(log); break; } catch (e) { log.push("err"); } } } return all; }`, { n: 1 }, { double: [X("m"), { result: 1 }, X("q"), { result: 5 }] }],
 [`async (input: { n: number }) => { const all: string[][] = []; for (let k = 0; k < 2; k++) { const log: string[] = []; for (let i = 0; i < 3; i++) { try { const r = await double(i); log.push("ok" + r); all.push(log); continue; } catch (e) { log.push("err"); } } } return all; }`, { n: 1 }, { double: [X("m"), { result: 1 }, X("q"), { result: 5 }] }],
 [`async (input: { xs: string[] }) => { const m = new Map<string, string[]>(); input.xs.forEach((x) => { const k = x.charAt(0); m.has(k) ? m.get(k)!.push(x) : m.set(k, [x]); }); return Object.fromEntries(m); }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { n: number }) => { const done: { tries: number }[] = []; const one = async () => { const s = { tries: 0 }; while (true) { s.tries++; try { await double(s.tries); done.push(s); return { ok: true }; } catch (e) { if (s.tries > 2) return { ok: false }; } } }; const r = await one(); return { r, done }; }`, { n: 1 }, { double: [X("m"), { result: 1 }] }],
 [`async (input: { n: number }) => { const at: Record<string, string[]> = {}; const go = async (k: string) => { const log: string[] = []; try { at[k] = log; return await double(1); } catch { log.push("err"); } return 5; }; const r = await go("a"); return { at, r }; }`, { n: 1 }, { double: [X("m")] }],
 [`async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; for (let i = 0; i < 3; i++) { try { log.push("i" + i); if (i < 2) { all.push(log); await double(i); break; } } catch {} } return { all }; }`, { n: 1 }, { double: [X("m"), X("n")] }],
 [`async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; for (let i = 0; i < 3; i++) { try { log.push("i" + i); if (i < 2) { all.push(log); await double(i); break; } } catch { log.push("e"); } } return { all }; }`, { n: 1 }, { double: [X("m"), X("n")] }],
 [`async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; for (let i = 0; i < 3; i++) { try { log.push("i" + i); await double(i); if (i < 2) { all.push(log); break; } } catch { log.push("e"); } } return { all }; }`, { n: 1 }, { double: [X("m"), { result: 1 }] }],
 [`async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; for (let i = 0; i < 3; i++) { switch (i) { case 1: all.push(log); break; default: log.push("d"); } } return { all }; }`, { n: 1 }],
 [`async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; outer: for (let k = 0; k < 2; k++) { for (let i = 0; i < 3; i++) { log.push("i" + i); if (i == 1) { all.push(log); break; } } } return { all }; }`, { n: 1 }],
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
  writeFileSync("/tmp/probe-p5.txt", out.join("\n") + "\n");
}, 600000);
