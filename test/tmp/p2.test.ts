import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = ``;
const bodies = [
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) (by[x[0]!] = by[x[0]!] ?? []).push(x); return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); (by[k] = by[k] || []).push(x); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, { n: number }> = {}; for (const x of input.xs) { const k = x.charAt(0); const g = (by[k] = by[k] ?? { n: 0 }); g.n++; } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, { n: number }> = {}; for (const x of input.xs) { const k = x.charAt(0); const g = by[k] = by[k] ?? { n: 0 }; g.n += x.length; } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k] = by[k] ?? []; by[k]!.push(x); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; input.xs.forEach((x) => { const k = x.charAt(0); by[k] = by[k] || []; by[k].push(x); }); return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by = input.xs.reduce((acc, x) => { const k = x.charAt(0); (acc[k] = acc[k] || []).push(x); return acc; }, {} as Record<string, string[]>); return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by = input.xs.reduce((acc, x) => { const k = x.charAt(0); acc[k] = acc[k] || []; acc[k].push(x); return acc; }, {} as Record<string, string[]>); return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by = input.xs.reduce<Record<string, string[]>>((acc, x) => { const k = x.charAt(0); acc[k] = acc[k] ?? []; acc[k]!.push(x); return acc; }, {}); return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const s: { by?: Record<string, string[]>; n?: number } = {}; for (const x of input.xs) { s.by = s.by ?? {}; s.n = (s.n ?? 0) + 1; s.by[x] = s.by[x] || []; s.by[x]!.push("q"); } return s; }`, { xs: ["ab", "ac", "ab"] }],
 [`async (input: { o: { tags?: string[] | null; n?: number | null } }) => { const shared = ["z"]; input.o.tags = input.o.tags ?? shared; input.o.tags.push("a"); return { o: input.o, shared }; }`, { o: { tags: null } }],
 [`async (input: { o: { tags?: string[] | null; n?: number | null } }) => { input.o.tags = input.o.tags ?? []; input.o.tags.push("a"); input.o.n = input.o.n || 7; return input.o; }`, { o: { tags: null, n: 0 } }],
 [`async (input: { o: { tags?: string[]; n?: number } }) => { input.o.n = input.o.n ?? (await double(4)); const t = (input.o.tags = input.o.tags ?? []); t.push("x"); input.o.tags.push("y"); return [input.o, t]; }`, { o: { } }],
 [`async (input: { o: { tags?: string[]; n?: number } }) => { const keep = input.o.tags; input.o.tags = input.o.tags ?? []; input.o.tags.push("x"); return [input.o, keep]; }`, { o: { tags: ["a"] } }],
 [`async (input: { xs: string[] }) => { const by = new Map<string, string[]>(); for (const x of input.xs) { const k = x.charAt(0); by.set(k, by.get(k) ?? []); by.get(k)!.push(x); } return Object.fromEntries(by); }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by = new Map<string, string[]>(); for (const x of input.xs) { const k = x.charAt(0); if (!by.get(k)) by.set(k, []); by.get(k)?.push(x); } return Object.fromEntries(by); }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k] = by[k] ? by[k]! : []; by[k]!.push(x); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k] ? by[k]!.push(x) : (by[k] = [x]); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k]?.push(x) ?? (by[k] = [x]); } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); if (by[k]) by[k]!.push(x); else by[k] = [x]; } return by; }`, { xs: ["ab", "ac", "b"] }],
 [`async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); const list = by[k]; if (list) list.push(x); else by[k] = [x]; } return by; }`, { xs: ["ab", "ac", "b"] }],
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
  writeFileSync("/tmp/probe-p2.txt", out.join("\n") + "\n");
}, 600000);
