import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `interface Job { id: string; state: string; n: number; tags?: string[] }`;
const J = { jobs: [{ id: "a", state: "run", n: 0, tags: ["q"] }, { id: "b", state: "x", n: 4 }, { id: "c", state: "run", n: 2 }], ids: ["a", "c", "z"] };
const pre = "async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); ";
const bodies = [
 [pre + `let t = 0; for (const { n } of input.jobs) t += n; for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [Object.fromEntries(byId), t]; }`, J],
 [pre + `const total = input.jobs.reduce((s, j) => s + j.n, 0); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [Object.fromEntries(byId), total]; }`, J],
 [pre + `const total = input.jobs.map((j) => j.n); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], total]; }`, J],
 [pre + `const kept = input.jobs.filter((j) => j.n > 0); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`, J],
 [pre + `const kept = input.jobs[0]; for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept?.n ?? null]; }`, J],
 [pre + `input.jobs[0]!.n = 50; for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()]]; }`, J],
 [pre + `for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [input.jobs.length, [...byId.values()]]; }`, J],
 [pre + `for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [input.jobs.map((j) => j.n), [...byId.values()]]; }`, J],
 [pre + `for (const id of input.ids) { const j = byId.get(id); if (j) j.n += input.jobs.length; } return [[...byId.values()]]; }`, J],
 [pre + `for (const id of input.ids) { const t = input.jobs.reduce((s, j) => s + j.n, 0); const j = byId.get(id); if (j) j.n += t; } return [[...byId.values()]]; }`, J],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const byId: Record<string, Job> = {}; for (const j of input.jobs) byId[j.id] = j; const total = input.jobs.reduce((s, j) => s + j.n, 0); for (const id of input.ids) { const j = byId[id]; if (j) j.n += 1; } return [byId, total]; }`, J],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs].sort((a, b) => a.n - b.n); await echo(input.jobs.map((j) => j.id)); const out: string[] = []; while (queue.length > 0) { const j = queue.shift()!; j.n++; out.push(j.id + j.n); if (j.n < 3) queue.push(j); } return out; }`, J],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs]; const count = input.jobs.filter((j) => j.state === "run").length; for (const j of queue) { j.n++; } return { queue, count }; }`, J],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const grow = (l: Job[]) => { l[0]!.n = 99; }; const queue = [...input.jobs]; grow(input.jobs); for (const j of queue) { j.n++; } return { queue }; }`, J],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs]; const sum = () => input.jobs.reduce((s, j) => s + j.n, 0); const a = sum(); for (const j of queue) { j.n++; } return { queue, a }; }`, J],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs]; const bump = (j: Job) => { j.n++; }; const first = input.jobs[0]!.n; for (const j of queue) bump(j); const rest = queue.filter((q) => q.n > 1); for (const r of rest) r.state = "hot"; return { queue, first }; }`, J],
 [`async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map<string, Job>(); for (const j of input.jobs) byId.set(j.id, j); const names = input.jobs.map((j) => j.id).join(); for (const id of input.ids) { const j = byId.get(id); if (!j) continue; j.state = "seen"; (j.tags ??= []).push(id); } return { names, all: [...byId.values()] }; }`, J],
 [pre + `const kept: Job[] = []; input.jobs.forEach((j) => { if (j.n > 0) kept.push(j); }); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`, J],
 [pre + `const kept: Job[] = []; for (const j of input.jobs) { if (j.n > 0) kept.push(j); } for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`, J],
 [pre + `const kept = new Set<number>(); for (const j of input.jobs) { if (j.n > 0) kept.add(j.n); } for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], [...kept]]; }`, J],
 [pre + `const kept = input.jobs.map((j) => ({ j })); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`, J],
 [pre + `const kept = input.jobs.flatMap((j) => j.tags ?? []); for (const id of input.ids) { const j = byId.get(id); if (j) (j.tags ??= []).push("z"); } return [[...byId.values()], kept]; }`, J],
 [pre + `let best = input.jobs[0]!; for (const j of input.jobs) { if (j.n > best.n) best = j; } for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], best]; }`, J],
 [pre + `const best = input.jobs.reduce((a, b) => (b.n > a.n ? b : a)); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], best]; }`, J],
 [pre + `const a = input.jobs.find((j) => j.n > 1); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], a ? a.n : 0]; }`, J],
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
  writeFileSync("/tmp/probe-p6.txt", out.join("\n") + "\n");
}, 600000);
