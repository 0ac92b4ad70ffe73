import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Job { id: string; state: string; n: number; tags?: string[] }`;

const usual = runs([
  {
    jobs: [
      { id: "a", state: "run", n: 0, tags: ["q"] },
      { id: "b", state: "x", n: 4 },
      { id: "c", state: "run", n: 2 },
    ],
    ids: ["a", "c", "z"],
  },
]);

/** A list is read once more, after its elements went over to a Map or another list and before they change there. */
export const readBeforeChanges: readonly Row[] = [
  {
    name: "read before it changes: by a pattern",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); let t = 0; for (const { n } of input.jobs) t += n; for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [Object.fromEntries(byId), t]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: by reduce",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const total = input.jobs.reduce((s, j) => s + j.n, 0); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [Object.fromEntries(byId), total]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: by map",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const total = input.jobs.map((j) => j.n); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], total]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: for its length",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [input.jobs.length, [...byId.values()]]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: for its length, in the loop",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += input.jobs.length; } return [[...byId.values()]]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: in the input of a call",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs].sort((a, b) => a.n - b.n); await echo(input.jobs.map((j) => j.id)); const out: string[] = []; while (queue.length > 0) { const j = queue.shift()!; j.n++; out.push(j.id + j.n); if (j.n < 3) queue.push(j); } return out; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: by filter",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs]; const count = input.jobs.filter((j) => j.state === "run").length; for (const j of queue) { j.n++; } return { queue, count }; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: by a function",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs]; const sum = () => input.jobs.reduce((s, j) => s + j.n, 0); const a = sum(); for (const j of queue) { j.n++; } return { queue, a }; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: by index",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const queue = [...input.jobs]; const bump = (j: Job) => { j.n++; }; const first = input.jobs[0]!.n; for (const j of queue) bump(j); const rest = queue.filter((q) => q.n > 1); for (const r of rest) r.state = "hot"; return { queue, first }; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: by flatMap",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const kept = input.jobs.flatMap((j) => j.tags ?? []); for (const id of input.ids) { const j = byId.get(id); if (j) (j.tags ??= []).push("z"); } return [[...byId.values()], kept]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: and held by index",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const kept = input.jobs[0]; for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept?.n ?? null]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: and changed",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); input.jobs[0]!.n = 50; for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()]]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: and afterwards",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [input.jobs.map((j) => j.n), [...byId.values()]]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: in the loop that changes it",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); for (const id of input.ids) { const t = input.jobs.reduce((s, j) => s + j.n, 0); const j = byId.get(id); if (j) j.n += t; } return [[...byId.values()]]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: and the best held",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const best = input.jobs.reduce((a, b) => (b.n > a.n ? b : a)); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], best]; }`,
    scenarios: usual,
  },
  {
    name: "read before it changes: and wrapped",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const kept = input.jobs.map((j) => ({ j })); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`,
    scenarios: usual,
  },
];

/** The elements have two names when they change. */
export const heldBeforeChanges: readonly (Program & { readonly code?: string })[] = [
  {
    name: "read before it changes: and held by filter",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const kept = input.jobs.filter((j) => j.n > 0); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`,
  },
  {
    name: "read before it changes: and gathered in forEach",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const kept: Job[] = []; input.jobs.forEach((j) => { if (j.n > 0) kept.push(j); }); for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`,
  },
  {
    name: "read before it changes: and gathered in a loop",
    before,
    body: `async (input: { jobs: Job[]; ids: string[] }) => { const byId = new Map(input.jobs.map((j) => [j.id, j])); const kept: Job[] = []; for (const j of input.jobs) { if (j.n > 0) kept.push(j); } for (const id of input.ids) { const j = byId.get(id); if (j) j.n += 1; } return [[...byId.values()], kept]; }`,
  },
];
