import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `interface Acc { id: string; bal: number; log: string[]; limit?: number }
function pay(from: Acc, amount: number) { from.bal -= amount; from.log.push("-" + amount); }
function two(from: Acc, to: Acc, amount: number) { from.bal -= amount; to.bal += amount; }
function three(from: Acc, to: Acc, amount: number) { from.log.push("-" + amount); to.log.push("+" + amount); }
function four(from: Acc, to: Acc, amount: number) { from.bal -= amount; to.log.push("+" + amount); }`;
const A = { a: { id: "a", bal: 10, log: [] }, b: { id: "b", bal: 5, log: [] } };
const bodies = [
 [`async (input: { a: Acc; b: Acc }) => { pay(input.a, 4); return input; }`, A],
 [`async (input: { a: Acc; b: Acc }) => { two(input.a, input.b, 4); return input; }`, A],
 [`async (input: { a: Acc; b: Acc }) => { three(input.a, input.b, 4); return input; }`, A],
 [`async (input: { a: Acc; b: Acc }) => { four(input.a, input.b, 4); return input; }`, A],
 [`async (input: { a: Acc; b: Acc; c: Acc[] }) => { four(input.c[0]!, input.b, 4); return input; }`, {...A, c: [A.a]}],
 [`async (input: { a: Acc; b: Acc }) => { const { a, b } = input; two(a, b, 4); return { a, b }; }`, A],
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
  writeFileSync("/tmp/probe-p8.txt", out.join("\n") + "\n");
}, 600000);
