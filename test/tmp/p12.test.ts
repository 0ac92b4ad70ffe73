import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = ``;
const X = { xs: ["ab", "ac", "b"] };
const bodies = [
 [`async (input: { xs: string[] }) => { const by = new Map<string, string[]>(); for (const x of input.xs) { const k = x.charAt(0); by.set(k, by.get(k) ?? []); by.get(k)!.push(x); } return Object.fromEntries(by); }`, X],
 [`async (input: { xs: string[] }) => { const by = new Map<string, { n: number }>(); for (const x of input.xs) { const k = x.charAt(0); by.set(k, by.get(k) || { n: 0 }); const g = by.get(k)!; g.n += x.length; await echo(g.n); } return [...by]; }`, X],
 [`async (input: { xs: string[] }) => { const shared: string[] = []; const by = new Map<string, string[]>(); for (const x of input.xs) { const k = x.charAt(0); by.set(k, by.get(k) ?? shared); by.get(k)!.push(x); } return [Object.fromEntries(by), shared]; }`, X],
 [`async (input: { xs: string[] }) => { const by = new Map<string, string[]>(); const other = new Map<string, string[]>(); for (const x of input.xs) { const k = x.charAt(0); other.set(k, by.get(k) ?? []); by.set(k, by.get(k) ?? []); by.get(k)!.push(x); } return [Object.fromEntries(by), [...other]]; }`, X],
 [`async (input: { xs: string[] }) => { const by = new Map<string, string[]>([["a", ["0"]]]); const first = by.get("a")!; by.set("a", by.get("a") ?? []); first.push("q"); return [first, [...by]]; }`, X],
 [`async (input: { xs: string[] }) => { const by = new Map<string, string[]>([["a", ["0"]]]); const first = by.set("a", by.get("a") ?? []).get("a")!; first.push("q"); by.get("a")!.push("z"); return [first, [...by]]; }`, X],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = { a: ["0"] }; const first = by.a!; by.a = by.a ?? []; first.push("q"); return [first, by]; }`, X],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = { a: ["0"] }; const first = by.a!; by.a = first.length > 9 ? [] : by.a!; first.push("q"); return [first, by]; }`, X],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = { a: ["0"] }; const first = by.a!; by.a = by.a || ["n"]; by.a.push("z"); return [first, by]; }`, X],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); const had = by[k]; by[k] = by[k] ?? []; by[k]!.push(x); if (had) had.push("again"); } return by; }`, X],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; const out: string[][] = []; for (const x of input.xs) { const k = x.charAt(0); out.push(by[k] = by[k] ?? []); by[k]!.push(x); } return [by, out]; }`, X],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; const out: string[][] = []; for (const x of input.xs) { const k = x.charAt(0); const l = by[k] = by[k] ?? []; out.push(l); l.push(x); } return [by, out]; }`, X],
 [`async (input: { xs: string[] }) => { const a: { l?: string[] } = {}; const b: { l?: string[] } = {}; a.l = a.l ?? (b.l = b.l ?? []); a.l.push("x"); return [a, b]; }`, X],
 [`async (input: { xs: string[] }) => { const a: { l?: string[] } = { l: ["q"] }; const b: { l?: string[] } = {}; b.l = a.l = a.l ?? []; a.l.push("x"); return [a, b]; }`, X],
 [`async (input: { xs: string[] }) => { const o: { n?: number; m: number } = { m: 1 }; const before = (o.n = o.n ?? (o.m = 7)); o.m++; return [o, before]; }`, X],
 [`async (input: { xs: string[] }) => { let i = 0; const o: Record<string, number> = {}; for (const x of input.xs) { o[x] = o[x] ?? i++; o[x] = o[x] ?? i++; } return [o, i]; }`, X],
 [`async (input: { xs: string[] }) => { const o: { items: { a?: string[] }[] } = { items: [{}, {}] }; for (const it of o.items) { it.a = it.a ?? []; it.a.push("x"); } o.items.forEach((it, i) => { it.a = it.a || []; it.a.push(String(i)); }); return o; }`, X],
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
  writeFileSync("/tmp/probe-p12.txt", out.join("\n") + "\n");
}, 600000);
