import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `interface Job { id: string; state: string; n: number; history?: string[] }`;
const bodies = [
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k] ? by[k]!.push(x) : (by[k] = [x]); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k]?.push(x) ?? (by[k] = [x]); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; input.xs.forEach((x) => { const k = x.charAt(0); k in by ? by[k]!.push(x) : (by[k] = [x]); }); return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const m = new Map<string, string[]>(); input.xs.forEach((x) => { const k = x.charAt(0); m.has(k) ? m.get(k)!.push(x) : m.set(k, [x]); }); return Object.fromEntries(m); }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { record[c] = row + c; } out.push(record); }); return out; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; const errors: string[] = []; const parse = (s: string) => { if (s === "yb") throw new Error("no"); return s; }; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { try { record[c] = parse(row + c); } catch (e) { errors.push((e as Error).message); } } out.push(record); }); return { out, errors }; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { if (row === "y") continue; record[c] = row + c; } out.push(record); }); return out; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: { id: string; parts: string[] }[] = []; const by: Record<string, string[]> = {}; input.rows.forEach((row, i) => { const parts: string[] = []; ["a", "b"].forEach((c) => { parts.push(row + c + i); }); out.push({ id: row, parts }); by[row] = parts; }); for (const o of out) o.id += "!"; return { out, by }; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: { id: string; parts: string[] }[] = []; const by: Record<string, string[]> = {}; input.rows.forEach((row, i) => { const parts: string[] = []; ["a", "b"].forEach((c) => { parts.push(row + c + i); }); out.push({ id: row, parts }); by[row] = parts; }); for (const o of out) o.parts.push("!"); return { out, by }; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: string[][] = []; const late = (l: string[]) => { l.push("late"); }; input.rows.forEach((row) => { const parts: string[] = [row]; out.push(parts); late(parts); }); return out; }`, { rows: ["x", "y"] }],
 [`async (input: { rows: string[] }) => { const out: string[][] = []; const res = input.rows.map((row) => { const parts: string[] = []; for (const c of [1, 2]) parts.push(row + c); out.push(parts); return parts; }); return [out, res]; }`, { rows: ["x", "y"] }],
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
  writeFileSync("/tmp/probe-p3.txt", out.join("\n") + "\n");
}, 600000);
