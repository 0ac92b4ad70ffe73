import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Job { id: string; state: string; n: number; history?: string[] }`;

/** `const open = () => jobs.filter(isOpen);`: elements of the list that are changed there. */
export const listsOfHelpers: readonly Row[] = [
  {
    name: "lists that helpers choose: while there are some",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs = input.jobs.map((j) => ({ ...j })); const running = () => jobs.filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return jobs; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: of the input",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); let round = 0; while (running().length > 0 && round < 3) { round++; for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } await sleep("1s"); } return { jobs: input.jobs, left: running().map((j) => j.id) }; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: by a function declaration",
    before,
    body: `async (input: { jobs: Job[] }) => { function running() { return input.jobs.filter((j) => j.state === "run"); } let round = 0; do { round++; for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } while (running().length); return { jobs: input.jobs, left: running().map((j) => j.id) }; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: of a Map",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); const running = () => [...jobs.values()].filter((j) => j.state === "run"); while (running().length > 0) { for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } } return [...jobs.values()]; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: of a dictionary",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs: Record<string, Job> = Object.fromEntries(input.jobs.map((j) => [j.id, { ...j }])); const running = () => Object.values(jobs).filter((j) => j.state === "run"); for (const job of running()) { job.n++; if (await check(job.n)) job.state = "done"; } return jobs; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: taken by a pattern",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const [first] = running(); if (first) first.n = 9; const next = running().sort((a, b) => b.n - a.n)[0]; if (next) next.state = "q"; return input.jobs; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: given to callbacks",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); running().forEach((j) => { j.n += 5; }); await Promise.all(running().map(async (j) => { j.n = await double(j.n); })); return input.jobs; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: held beside",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const held = running(); for (const job of running()) job.n++; return { held, jobs: input.jobs }; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: gathered",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); const held: Job[] = []; for (const job of running()) { job.n++; held.push(job); } for (const j of input.jobs) j.n += 10; return { held, jobs: input.jobs }; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: of a list that grows",
    before,
    body: `async (input: { jobs: Job[] }) => { const running = () => input.jobs.filter((j) => j.state === "run"); for (const job of running()) { job.n++; input.jobs.push({ id: job.id + "2", state: "run", n: 0 }); } return input.jobs; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: with a parameter",
    before,
    body: `async (input: { jobs: Job[] }) => { const inState = (s: string) => input.jobs.filter((j) => j.state === s); for (const job of inState("run")) { job.n++; job.state = "x"; } return inState("x"); }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: of a Map, with a parameter",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs = new Map(input.jobs.map((j) => [j.id, { ...j }])); const inState = (s: string) => [...jobs.values()].filter((j) => j.state === s); for (const s of ["run", "x"]) for (const job of inState(s)) { job.n += s.length; job.state += "!"; } return [...jobs.values()]; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: entries, with a parameter",
    before,
    body: `async (input: { jobs: Job[] }) => { const jobs: Record<string, Job> = Object.fromEntries(input.jobs.map((j) => [j.id, { ...j }])); const top = (k: number) => Object.entries(jobs).sort((a, b) => b[1].n - a[1].n).slice(0, k); for (const [id, job] of top(2)) { job.n += 1; job.history = [id]; } return jobs; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
  },
  {
    name: "lists that helpers choose: by a helper of a helper, in a function",
    before,
    body: `async (input: { jobs: Job[] }) => { const open = () => input.jobs.filter((j) => j.state === "run"); const hot = (m: number) => open().filter((j) => j.n >= m); for (const job of hot(1)) { job.n += 1; } const work = async (ms: number) => { for (const job of hot(ms)) { job.n = await double(job.n); } }; await work(3); return input.jobs; }`,
    scenarios: runs([
      {
        jobs: [
          { id: "a", state: "run", n: 0 },
          { id: "b", state: "x", n: 0 },
          { id: "c", state: "run", n: 2 },
        ],
      },
    ]),
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
];
