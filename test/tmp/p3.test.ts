import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Job { id: string; n: number; state?: string; tags: string[] }
interface Input { list: { id: string; n: number }[] }
`;
const h = `const list: Job[] = input.list.map((o) => ({ ...o, tags: [] })); const rec: Record<string, Job[]> = {}; for (const j of input.list) (rec[j.n > 2 ? "a" : "b"] ??= []).push({ ...j, tags: [] }); const map = new Map<string, Job[]>(); for (const j of input.list) { const k = j.n > 2 ? "a" : "b"; const g = map.get(k); if (g) g.push({ ...j, tags: [] }); else map.set(k, [{ ...j, tags: [] }]); } const byId = new Map<string, Job>(input.list.map((j) => [j.id, { ...j, tags: [] }]));`;
const b = (t: string) => `async (input: Input) => { ${h} ${t} }`;
const input = { list: [{ id: "a", n: 3 }, { id: "b", n: 0 }, { id: "c", n: 5 }, { id: "d", n: 1 }] };
const texts = [
 `let [first, ...rest] = list; first!.n = 10; rest.push({ id: "z", n: 1, tags: [] }); return [first, rest];`,
 `let [first, ...rest] = list; while (first) { await echo(first.id); [first, ...rest] = rest; } return rest;`,
 `const seen: string[] = []; let queue = [...list]; while (queue.length > 0) { const [head, ...tail] = queue; seen.push(head!.id); queue = tail; if (head!.n > 4) queue.push({ id: "q", n: 0, tags: [] }); } return seen;`,
 `const [head, ...tail] = list; head!.n = 7; tail.push({ id: "z", n: 1, tags: [] }); return [head, tail];`,
 `const [head, ...tail] = list; head!.n = 7; return [list, tail.length];`,
 `const [head, ...tail] = list; if (!head) throw new Error("none"); head.state = "lead"; for (const t of tail) t.state = "follow"; return list;`,
 `const [head, ...tail] = [...list].sort((x, y) => y.n - x.n); if (head) { head.state = "lead"; for (const t of tail) { t.state = "follow"; await echo(t.id); } } return list;`,
 `const [head, ...tail] = list; if (head) { for (const t of tail) { head.n += t.n; t.n = 0; } } return list;`,
 `let todo = [...list]; while (todo.length) { const [x, ...others] = todo; x!.state = "s"; todo = others; } return list;`,
 `const { a: first = [], ...others } = rec; first.push({ id: "n", n: 1, tags: [] }); return [first, others];`,
 // 4, index 10
 `for (const [key, jobs] of map) { jobs.sort((x, y) => y.n - x.n); jobs.push({ id: key, n: 0, tags: [] }); } return [...map];`,
 `for (const [key, jobs] of [...map].sort(([x], [y]) => (x < y ? 1 : -1))) { jobs.sort((x, y) => y.n - x.n); jobs.push({ id: key, n: 0, tags: [] }); } return [...map];`,
 `for (const [key, jobs] of [...map.entries()].sort((x, y) => x[1].length - y[1].length)) { jobs.push({ id: key, n: 0, tags: [] }); } return [...map];`,
 `for (const [key, jobs] of [...map.entries()].filter(([k]) => k !== "a")) { jobs.push({ id: key, n: 0, tags: [] }); } return [...map];`,
 `for (const jobs of map.values()) { jobs.sort((x, y) => y.n - x.n); } return [...map];`,
 `for (const jobs of [...map.values()]) { jobs.sort((x, y) => y.n - x.n); jobs[0]!.state = "top"; } return [...map];`,
 `for (const jobs of [...map.values()].filter((j) => j.length > 1)) { jobs.pop(); } return [...map];`,
 `for (const [key, jobs] of Object.entries(rec)) { jobs.sort((x, y) => y.n - x.n); jobs.push({ id: key, n: 0, tags: [] }); } return rec;`,
 `for (const [key, jobs] of Object.entries(rec).sort(([x], [y]) => y.localeCompare(x))) { jobs.push({ id: key, n: 0, tags: [] }); } return rec;`,
 `for (const [key, jobs] of Object.entries(rec).filter(([, v]) => v.length > 1)) { jobs.push({ id: key, n: 0, tags: [] }); await echo(key); } return rec;`,
 `for (const jobs of Object.values(rec)) { for (const j of jobs) { j.n += 1; } jobs.reverse(); } return rec;`,
 `for (const jobs of Object.values(rec).filter((j) => j.length > 1)) { jobs.pop(); } return rec;`,
 `for (const job of Object.values(rec).flat()) { job.state = "x"; } return rec;`,
 `for (const job of [...byId.values()].sort((x, y) => y.n - x.n)) { job.state = "x"; await echo(job.id); } return [...byId.values()];`,
 `for (const job of [...byId.values()].filter((j) => j.n > 0).sort((x, y) => y.n - x.n).slice(0, 2)) { job.state = "x"; } return [...byId.values()];`,
 `const top = [...byId.values()].filter((j) => j.n > 0); top.forEach((j) => { j.state = "t"; }); return [...byId.values()];`,
 `const top = [...byId.values()].sort((x, y) => y.n - x.n)[0]; if (top) top.state = "t"; return [...byId.values()];`,
 `const ranked = [...map.entries()].sort(([, x], [, y]) => y.length - x.length); for (const [key, jobs] of ranked) { jobs.push({ id: key, n: 9, tags: [] }); } return [...map];`,
 `const ranked = [...map].map(([key, jobs]) => ({ key, jobs })).sort((x, y) => y.jobs.length - x.jobs.length); for (const { jobs } of ranked) { jobs.push({ id: "k", n: 9, tags: [] }); } return [...map];`,
 `map.forEach((jobs, key) => { jobs.push({ id: key, n: 1, tags: [] }); }); return [...map];`,
 `[...map.values()].forEach((jobs) => { jobs.sort((x, y) => x.n - y.n); }); return [...map];`,
 `Object.values(rec).forEach((jobs) => jobs.sort((x, y) => x.n - y.n)); return rec;`,
 `for (const key of [...map.keys()].sort()) { const jobs = map.get(key)!; jobs.sort((x, y) => x.n - y.n); for (const j of jobs) j.state = key; } return [...map];`,
 `const groups = Object.groupBy(list, (j) => (j.n > 2 ? "big" : "small")); for (const [k, js] of Object.entries(groups)) { for (const j of js ?? []) j.state = k; } return list;`,
 // 5, index 34
 `const i = list.findIndex((j) => j.n === 5); const job = i >= 0 ? list[i] : undefined; if (job) { job.state = "f"; job.tags.push("t"); } return list;`,
 `const i = list.findIndex((j) => j.n === 6); const job = i === -1 ? undefined : list[i]; if (job) { job.state = "f"; } return list;`,
 `const i = list.findIndex((j) => j.n === 5); const job = i >= 0 ? list[i]! : null; await echo(i); if (job !== null) { job.state = "f"; } return list;`,
 `const r = { i: 1, job: list.length > 1 ? list[1] : undefined }; if (r.job) r.job.state = "w"; return [list, r];`,
 `const job = byId.get("a") ?? { id: "none", n: 0, tags: [] }; job.n += 1; byId.set(job.id, job); return [...byId.values()];`,
 `const job = byId.get("q") ?? { id: "q", n: 0, tags: [] }; job.n += 1; job.tags.push("x"); byId.set("q", job); return [...byId.values()];`,
 `for (const k of ["a", "q", "q"]) { const jobs = map.get(k) ?? []; jobs.push({ id: k, n: 1, tags: [] }); map.set(k, jobs); } return [...map];`,
 `const job = byId.get("a") ?? byId.get("b")!; job.n = 77; return [...byId.values()];`,
 `const job = byId.get("zz") ?? list[0]!; job.n = 77; return [list, ...byId.values()];`,
 `const job = list.find((j) => j.n > 100) ?? list[0]!; job.n = 77; return list;`,
 `const i = list.findIndex((j) => j.id === "c"); list[i]!.n += 1; await echo(list[i]!.n); list[i]!.tags.push("x"); const again = list[i]!; again.state = "z"; return list;`,
 `const i = list.findIndex((j) => j.id === "c"); if (i === -1) throw new Error("x"); const job = list[i]!; job.n++; const same = list[i]!; same.n++; return list;`,
 `const job = list.length > 2 ? list[2]! : list[0]!; job.state = "c"; await echo(job.id); job.n = 1; return list;`,
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
  writeFileSync("/tmp/probe-p3.txt", out.join("\n") + "\n");
}, 600000);
