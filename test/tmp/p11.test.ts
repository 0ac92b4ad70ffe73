import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Job { id: string; n: number; state?: string; tags: string[] }
interface Input { list: { id: string; n: number }[] }
const size = (js: Job[]) => js.length;
`;
const h = `const rec: Record<string, Job[]> = {}; for (const j of input.list) (rec[j.n > 2 ? "a" : "b"] ??= []).push({ ...j, tags: [] }); const map = new Map<string, Job[]>(); for (const j of input.list) { const k = j.n > 2 ? "a" : "b"; const g = map.get(k); if (g) g.push({ ...j, tags: [] }); else map.set(k, [{ ...j, tags: [] }]); } const byId = new Map<string, Job>(input.list.map((j) => [j.id, { ...j, tags: [] }])); const jobs: Record<string, Job> = Object.fromEntries(input.list.map((j) => [j.id, { ...j, tags: [] }]));`;
const b = (t: string) => `async (input: Input) => { ${h} ${t} }`;
const input = { list: [{ id: "a", n: 3 }, { id: "b", n: 0 }, { id: "c", n: 5 }, { id: "d", n: 1 }] };
const texts = [
 `for (const [key, js] of [...map].sort(([x], [y]) => (x < y ? 1 : -1))) { js.sort((x, y) => y.n - x.n); js.push({ id: key, n: 0, tags: [] }); } return [...map];`,
 `for (const [key, js] of [...map.entries()].sort((x, y) => x[1].length - y[1].length)) { js.push({ id: key, n: 0, tags: [] }); await echo([key, js.length]); } return [...map];`,
 `for (const [key, js] of [...map.entries()].filter(([k]) => k !== "a")) { js.push({ id: key, n: 0, tags: [] }); } return [...map];`,
 `for (const js of [...map.values()].filter((j) => j.length > 1)) { js.pop(); } return [...map];`,
 `for (const job of [...byId.values()].sort((x, y) => y.n - x.n)) { job.state = "x"; await echo(job.id); } return [...byId.values()];`,
 `for (const job of [...byId.values()].filter((j) => j.n > 0).sort((x, y) => y.n - x.n).slice(0, 2)) { job.state = "x"; } return [...byId.values()];`,
 `for (const [, job] of [...byId].filter(([, j]) => j.n > 0)) { job.state = "x"; byId.get("c")!.n += 1; job.tags.push(String(byId.get("c")!.n)); } return [...byId.values()];`,
 `for (const job of Object.values(jobs).filter((j) => j.n > 0).sort((x, y) => y.n - x.n)) { job.state = "x"; jobs["c"]!.n += 1; job.tags.push(String(jobs["c"]!.n)); } return jobs;`,
 `for (const [id, job] of Object.entries(jobs).sort(([, x], [, y]) => y.n - x.n).slice(1)) { job.state = id; job.n += 1; if (job.n > 3) break; } return jobs;`,
 `for (const [id, job] of Object.entries(jobs).reverse()) { job.n += 1; try { await check(job.n); } catch { job.state = "failed " + id; } } return jobs;`,
 `for (const [id, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { delete jobs[id]; job.n += 1; } return jobs;`,
 `for (const [id, job] of [...byId].filter(([, j]) => j.n > 0)) { byId.delete(id); job.n += 1; } return [...byId.keys()];`,
 `for (const [id, job] of [...byId].filter(([, j]) => j.n > 0)) { byId.set(id + "2", { id: id + "2", n: 1, tags: [] }); job.n += 1; } return [...byId];`,
 `for (const [id, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { jobs[id] = { ...job, n: 0 }; } return jobs;`,
 `for (const [id, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { jobs["z" + id] = { id: "z", n: 1, tags: [] }; job.n += 1; } return jobs;`,
 `const kept: Job[] = []; for (const [, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { job.n += 1; kept.push(job); } return [kept, jobs];`,
 `for (const k of ["b", "a"]) for (const [i, job] of Object.entries(jobs).filter(([id]) => id >= k)) { job.tags.push(k + i); } return jobs;`,
 `const holder = { byId: jobs, total: 0 }; for (const job of Object.values(holder.byId).toSorted((x, y) => x.n - y.n)) { holder.total += job.n; job.n = holder.total; } return holder;`,
 `for (const [key, job] of Object.entries(jobs).filter(([, j], i) => i > 0 && j.n > 0)) { job.state = key; } return jobs;`,
 `for (const [key, js] of [...map]) { for (const j of js) { j.state = key; j.n += size(js); } } return [...map];`,
 `for (const [key, js] of [...map].sort()) { for (const j of js) { j.state = key; } } return [...map];`,
];
const bodies = texts.map((t) => [b(t), input]).concat(texts.slice(0, 10).map((t) => [b(t), input, { echo: [{ result: 1 }, fails("Broken")], check: [{ result: 1 }, fails("Broken")] }]) as any);
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
  writeFileSync("/tmp/probe-p11.txt", out.join("\n") + "\n");
}, 600000);
