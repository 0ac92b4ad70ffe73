import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Job { id: string; state: string; n: number; history?: string[] }`;

const usual = runs([
  {
    jobs: [
      { id: "a", state: "run", n: 0 },
      { id: "b", state: "x", n: 0 },
      { id: "c", state: "run", n: 2 },
    ],
  },
]);

const further = runs([
  {
    k: 1,
    jobs: [
      { id: "a", state: "run", n: 0, tags: ["q"] },
      { id: "b", state: "x", n: 4 },
      { id: "c", state: "run", n: 2 },
    ],
    ids: ["a", "c", "z"],
  },
]);

const others = runs([
  {
    k: 1,
    jobs: [
      { id: "a", state: "run", n: 0, tags: ["q"] },
      { id: "b", state: "x", n: 4 },
    ],
    ids: ["a", "c", "z"],
  },
]);

/** `const open = () => jobs.filter(isOpen);`: elements of the list that are changed there. */
export const listsOfHelpers: readonly Row[] = [
  {
    name: "lists that helpers choose: while there are some",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs = input.jobs.map((j) => ({ ...j })); const running = () => jobs.filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return jobs; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: of the input",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); let round = 0; while (running().length > 0 && round < 3) { round++; for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } await sleep("1s"); } return { jobs: input.jobs, left: running().map((j) => j.id) }; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: by a function declaration",
    before,
    body: `async (input: { jobs: Job[] }) => { function running() { return input.jobs.filter((j) => j.state === "run"); } let round = 0; do { round++; for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } while (running().length); return { jobs: input.jobs, left: running().map((j) => j.id) }; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: of a Map",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); const running = () => [...jobs.values()].filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return [...jobs.values()]; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: of a dictionary",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs: Record<string, Job> = Object.fromEntries(input.jobs.map((j) => [j.id, { ...j }])); const running = () => Object.values(jobs).filter((j) => j.state === "run"); for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } return jobs; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: taken by a pattern",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const [first] = running(); if (first) first.n = 9; const next = running().sort((a, b) => b.n - a.n)[0]; if (next) next.state = "q"; return input.jobs; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: given to callbacks",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); running().forEach((j) => { j.n += 5; }); await Promise.all(running().map(async (j) => { j.n = await double(j.n); })); return input.jobs; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: held beside",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const held = running(); for (const job of running()) job.n++; return { held, jobs: input.jobs }; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: gathered",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const held: Job[] = []; for (const job of running()) { job.n++; held.push(job); } for (const j of input.jobs) j.n += 10; return { held, jobs: input.jobs }; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: of a list that grows",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); for (const job of running()) { job.n++; input.jobs.push({ id: job.id + "2", state: "run", n: 0 }); } return input.jobs; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: with a parameter",
    before,
    body: `async (input: { jobs: Job[] }) => { const inState = (s: string) => input.jobs.filter((j) => j.state === s); for (const job of inState("run")) { job.n++; job.state = "x"; } return inState("x"); }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: of a Map, with a parameter",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); const inState = (s: string) => [...jobs.values()].filter((j) => j.state === s); for (const s of ["run", "x"]) for (const job of inState(s)) { job.n += s.length; job.state += "!"; } return [...jobs.values()]; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: entries, with a parameter",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs: Record<string, Job> = Object.fromEntries(input.jobs.map((j) => [j.id, { ...j }])); const top = (k: number) => Object.entries(jobs).sort((a, b) => b[1].n - a[1].n).slice(0, k); for (const [id, job] of top(2)) { job.n += 1; job.history = [id]; } return jobs; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: by a helper of a helper, in a function",
    before,
    body: `async (input: { jobs: Job[] }) => { const open = () => input.jobs.filter((j) => j.state === "run"); const hot = (m: number) => open().filter((j) => j.n >= m); for (const job of hot(1)) { job.n += 1; } const work = async (ms: number) => { for (const job of hot(ms)) { job.n = await double(job.n); } }; await work(3); return input.jobs; }`,
    scenarios: usual,
  },
  {
    name: "lists that helpers choose: of which some are taken",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const jobs = input.jobs; const open = () => jobs.filter((j) => j.state === 'run'); for (const j of open().slice(0, 1)) { j.state = 'done'; await echo(j.id); } return jobs; }`,
    scenarios: further,
  },
  {
    name: "lists that helpers choose: in a batch",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const jobs = input.jobs; const open = () => jobs.filter((j) => j.state === 'run'); const batch = open().slice(0, 2); await Promise.all(batch.map((j) => echo(j.id))); for (const j of batch) j.state = 'done'; return { jobs, left: open().length }; }`,
    scenarios: further,
  },
  {
    name: "lists that helpers choose: changed in calls",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const jobs = input.jobs; const open = () => jobs.filter((j) => j.state === 'run'); const done = await Promise.all(open().map(async (j) => { j.n = await double(j.n); return j.id; })); return [jobs, done]; }`,
    scenarios: further,
  },
  {
    name: "lists that helpers choose: of which the best is taken",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const jobs = input.jobs; const open = () => jobs.filter((j) => j.state === 'run'); const best = open().reduce((a, b) => (b.n > a.n ? b : a)); best.n = 99; return jobs; }`,
    scenarios: further,
  },
  {
    name: "lists that helpers choose: in forEach, with a parameter",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const jobs = input.jobs; const byState = (s: string) => jobs.filter((j) => j.state === s); const counts = { run: byState('run').length, x: byState('x').length }; byState('run').forEach((j) => { j.n += counts.run; }); return { jobs, counts }; }`,
    scenarios: further,
  },
  {
    name: "lists that helpers choose: of a dictionary, in rounds",
    before,
    body: `async (input: { jobs: Job[]; k: number }) => { const store: Record<string, Job> = {}; for (const j of input.jobs) store[j.id] = { ...j }; const stale = (min: number) => Object.values(store).filter((j) => j.n < min); let round = 0; while (stale(5).length > 0 && round++ < 4) { for (const j of stale(5)) { j.n += 2; await echo(j.id); } } return { store, round }; }`,
    scenarios: further,
  },
  {
    name: "lists that helpers choose: of a list that gets others",
    before,
    body: `async (input: { jobs: Job[]; k: number }) => { let jobs = input.jobs; const open = () => jobs.filter((j) => j.n < 3); for (const j of open()) { j.n++; } jobs = jobs.filter((j) => j.n > 1); for (const j of open()) { j.n += 100; } return jobs; }`,
    scenarios: further,
  },
  {
    name: "lists that helpers choose: seen by an earlier name",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); open().forEach((j) => { j.n += 5; }); await echo(1); return [first, input.jobs]; }`,
    scenarios: others,
  },
  {
    name: "lists that helpers choose: changed in calls, seen by an earlier name",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); await Promise.all(open().map(async (j) => { j.n = await double(4); })); await echo(1); return [first, input.jobs]; }`,
    scenarios: others,
  },
  {
    name: "lists that helpers choose: handed on, seen by an earlier name",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); const all = (js: Job[]) => { for (const j of js) j.n++; }; all(open()); await echo(1); return [first, input.jobs]; }`,
    scenarios: others,
  },
  {
    name: "lists that helpers choose: with a name, seen by an earlier one",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); const l = by('run'); for (const j of l) j.n += 5; await echo(1); return [first, input.jobs]; }`,
    scenarios: others,
  },
  {
    name: "lists that helpers choose: changed by a function, seen by an earlier name",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); const f = async () => { open().forEach((j) => { j.n++; }); }; await f(); await echo(1); return [first, input.jobs]; }`,
    scenarios: others,
  },
  {
    name: "lists that helpers choose: seen by a loop",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); let t = 0; for (const j of input.jobs) { open().forEach((x) => { x.n++; }); t += j.n; } return [t, input.jobs]; }`,
    scenarios: others,
  },
  {
    name: "lists that helpers choose: of a loop inside, seen by a loop",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); let t = 0; for (const j of input.jobs) { for (const x of open()) x.n++; t += j.n; } return [t, input.jobs]; }`,
    scenarios: others,
  },
];

/** The elements do not stay where they are. */
export const sharedByChoosers: readonly (Program & { readonly code?: string })[] = [
  {
    name: "lists that helpers choose: of a list that loses elements",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); for (const job of running()) { job.n++; input.jobs.shift(); } return input.jobs; }`,
  },
  {
    name: "lists that helpers choose: of a list that is replaced",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); for (const job of running()) { input.jobs = input.jobs.filter((j) => j.id !== job.id); job.n++; await echo(job); } return input.jobs; }`,
  },
  {
    name: "lists that helpers choose: by helpers that call each other",
    before,
    body: `async (input: { jobs: Job[] }) => { const a = () => b(); const b = (): Job[] => input.jobs.length > 99 ? a() : input.jobs.filter((j) => j.n > 0); for (const job of a()) { job.n++; } return input.jobs; }`,
  },
  {
    name: "lists that helpers choose: changed in the loop that reads them",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); let t = 0; for (const j of input.jobs) { open()[0]!.n++; t += j.n; } return [t, input.jobs]; }`,
    code: "SP1221",
  },
  {
    name: "lists that helpers choose: given to a helper in the loop that reads them",
    before,
    body: `async (input: { jobs: Job[]; ids: string[]; k: number }) => { const open = () => input.jobs.filter((j) => j.state === 'run'); const by = (s: string) => input.jobs.filter((j) => j.state === s); const first = input.jobs[0]!; await echo(first.n); const bump = (j: Job) => { j.n++; }; let t = 0; for (const j of input.jobs) { bump(open()[0]!); t += j.n; } return [t, input.jobs]; }`,
  },
];
