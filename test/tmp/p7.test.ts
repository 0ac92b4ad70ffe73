import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `interface Acc { id: string; bal: number; log: string[]; limit?: number }
function transfer(from: Acc, to: Acc, amount: number) { from.bal -= amount; to.bal += amount; from.log.push("-" + amount); to.log.push("+" + amount); }
function canPay(a: Acc, amount: number) { return a.bal >= amount; }`;
const A = { accounts: [{ id: "a", bal: 10, log: [] }, { id: "b", bal: 5, log: [] }, { id: "c", bal: 1, log: [] }], moves: [{ from: 0, to: 1, amount: 3 }, { from: 1, to: 2, amount: 8 }, { from: 2, to: 2, amount: 1 }] };
const D = { accounts: { a: { id: "a", bal: 10, log: [] }, b: { id: "b", bal: 5, log: [] } }, moves: [{ from: "a", to: "b", amount: 3 }, { from: "b", to: "a", amount: 8 }, { from: "b", to: "b", amount: 8 }] };
const bodies = [
 [`async (input: { accounts: Acc[] }) => { transfer(input.accounts[0]!, input.accounts[1]!, 4); return input.accounts; }`, A],
 [`async (input: { accounts: Acc[] }) => { const [a, b] = input.accounts; transfer(a!, b!, 4); return input.accounts; }`, A],
 [`async (input: { accounts: Acc[]; moves: { from: number; to: number; amount: number }[] }) => { for (const m of input.moves) { transfer(input.accounts[m.from]!, input.accounts[m.to]!, m.amount); } return input.accounts; }`, A],
 [`async (input: { accounts: Record<string, Acc>; moves: { from: string; to: string; amount: number }[] }) => { for (const m of input.moves) { const from = input.accounts[m.from]; const to = input.accounts[m.to]; if (!from || !to) continue; transfer(from, to, m.amount); } return input.accounts; }`, D],
 [`async (input: { accounts: Record<string, Acc>; moves: { from: string; to: string; amount: number }[] }) => { for (const m of input.moves) { const from = input.accounts[m.from]; const to = input.accounts[m.to]; if (!from || !to) continue; from.bal -= m.amount; to.bal += m.amount; } return input.accounts; }`, D],
 [`async (input: { accounts: Record<string, Acc>; moves: { from: string; to: string; amount: number }[] }) => { const accounts = new Map(Object.entries(input.accounts)); for (const m of input.moves) { const from = accounts.get(m.from)!; const to = accounts.get(m.to)!; transfer(from, to, m.amount); } return Object.fromEntries(accounts); }`, D],
 [`async (input: { accounts: Acc[]; moves: { from: string; to: string; amount: number }[] }) => { const find = (id: string) => { const a = input.accounts.find((x) => x.id === id); if (!a) throw new Error("no " + id); return a; }; for (const m of input.moves) { const from = find(m.from); const to = find(m.to); if (!canPay(from, m.amount)) continue; transfer(from, to, m.amount); } return input.accounts; }`, { accounts: A.accounts, moves: D.moves }],
 [`async (input: { a: Acc; b: Acc }) => { transfer(input.a, input.b, 4); return input; }`, { a: A.accounts[0], b: A.accounts[1] }],
 [`async (input: { accounts: Acc[]; pool: Acc }) => { for (const a of input.accounts) transfer(a, input.pool, 1); return input; }`, { accounts: A.accounts, pool: { id: "p", bal: 0, log: [] } }],
 [`async (input: { accounts: Acc[] }) => { const accounts = input.accounts.map((a) => ({ ...a, log: [...a.log] })); const move = (i: number, j: number, n: number) => { const from = accounts[i]!; const to = accounts[j]!; from.bal -= n; to.bal += n; }; move(0, 1, 2); move(1, 1, 2); return accounts; }`, A],
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
  writeFileSync("/tmp/probe-p7.txt", out.join("\n") + "\n");
}, 600000);
