import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `interface Job { id: string; state: string; n: number; history?: string[] }`;
const J = { jobs: [{ id: "a", state: "run", n: 0 }, { id: "b", state: "x", n: 0 }, { id: "c", state: "run", n: 2 }] };
const bodies = [
 [`async (input: { jobs: Job[] }) => { const jobs = input.jobs.map((j) => ({ ...j })); const running = () => jobs.filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); let round = 0; while (running().length > 0 && round < 3) { round++; for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } await sleep("1s"); } return { jobs: input.jobs, left: running().map((j) => j.id) }; }`, J],
 [`async (input: { jobs: Job[] }) => { function running() { return input.jobs.filter((j) => j.state === "run"); } let round = 0; do { round++; for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } while (running().length); return { jobs: input.jobs, left: running().map((j) => j.id) }; }`, J],
 [`async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); const running = () => [...jobs.values()].filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return [...jobs.values()]; }`, J],
 [`async (input: { jobs: Job[] }) => { const jobs: Record<string, Job> = Object.fromEntries(input.jobs.map((j) => [j.id, { ...j }])); const running = () => Object.values(jobs).filter((j) => j.state === "run"); for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } return jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const [first] = running(); if (first) first.n = 9; const next = running().sort((a, b) => b.n - a.n)[0]; if (next) next.state = "q"; return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); running().forEach((j) => { j.n += 5; }); await Promise.all(running().map(async (j) => { j.n = await double(j.n); })); return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const next = () => input.jobs.filter((j) => j.state === "run").sort((a, b) => b.n - a.n)[0]; let job = next(); while (job) { job.state = "done"; job.n = await double(job.n); job = next(); } return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const next = () => input.jobs.find((j) => j.state === "run"); for (let job = next(); job; job = next()) { job.state = "done"; job.n = await double(job.n); } return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const held = running(); for (const job of running()) job.n++; return { held, jobs: input.jobs }; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const held: Job[] = []; for (const job of running()) { job.n++; held.push(job); } for (const j of input.jobs) j.n += 10; return { held, jobs: input.jobs }; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); for (const job of running()) { job.n++; input.jobs.push({ id: job.id + "2", state: "run", n: 0 }); } return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); for (const job of running()) { job.n++; input.jobs.shift(); } return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); for (const job of running()) { input.jobs = input.jobs.filter((j) => j.id !== job.id); job.n++; await echo(job); } return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const inState = (s: string) => input.jobs.filter((j) => j.state === s); for (const job of inState("run")) { job.n++; job.state = "x"; } return inState("x"); }`, J],
 [`async (input: { jobs: Job[] }) => { const a = () => b(); const b = (): Job[] => input.jobs.length > 99 ? a() : input.jobs.filter((j) => j.n > 0); for (const job of a()) { job.n++; } return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { let limit = 0; const hot = () => input.jobs.filter((j) => j.n > limit); for (const job of hot()) { job.n++; limit += 10; } const left = hot(); return { left, jobs: input.jobs }; }`, J],
 [`async (input: { jobs: Job[] }) => { const by: Record<string, Job[]> = {}; for (const j of input.jobs) (by[j.state] ??= []).push({ ...j }); const big = (state: string, min: number) => by[state]!.filter((j) => j.n >= min).sort((a, b) => b.n - a.n); for (const [i, job] of big("run", 0).entries()) { job.n += 10 * (i + 1); } const [x] = big("run", 11); if (x) x.state = "top"; return by; }`, J],
 [`async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); const inState = (s: string) => [...jobs.values()].filter((j) => j.state === s); for (const s of ["run", "x"]) for (const job of inState(s)) { job.n += s.length; job.state += "!"; } return [...jobs.values()]; }`, J],
 [`async (input: { jobs: Job[] }) => { const jobs: Record<string, Job> = Object.fromEntries(input.jobs.map((j) => [j.id, { ...j }])); const top = (k: number) => Object.entries(jobs).sort((a, b) => b[1].n - a[1].n).slice(0, k); for (const [id, job] of top(2)) { job.n += 1; job.history = [id]; } return jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const inState = (s: string, list: Job[]) => list.filter((j) => j.state === s); for (const job of inState("run", input.jobs)) { job.n += 1; } return input.jobs; }`, J],
 [`async (input: { jobs: Job[] }) => { const open = () => input.jobs.filter((j) => j.state === "run"); const hot = (m: number) => open().filter((j) => j.n >= m); for (const job of hot(1)) { job.n += 1; } const work = async (ms: number) => { for (const job of hot(ms)) { job.n = await double(job.n); } }; await work(3); return input.jobs; }`, J],
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
  writeFileSync("/tmp/probe-p4.txt", out.join("\n") + "\n");
}, 600000);
