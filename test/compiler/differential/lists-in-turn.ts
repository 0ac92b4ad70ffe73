import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Job { id: string; n: number; done?: boolean; notes: string[] }
interface In { xs: { id: string; n: number }[] }
`;

const usual = runs([
  {
    xs: [
      { id: "a", n: 1 },
      { id: "b", n: 5 },
      { id: "c", n: 7 },
    ],
  },
]);

const bodies: Readonly<Record<string, string>> = {
  "some of what is made": `async (input: In) => { const all: Job[] = []; const urgent: Job[] = []; for (const x of input.xs) { const job: Job = { ...x, notes: [] }; all.push(job); if (x.n > 2) urgent.push(job); } for (const job of urgent) { job.done = true; job.notes.push("u"); } return { all, urgent }; }`,
  "some of what is made, before all": `async (input: In) => { const all: Job[] = []; const urgent: Job[] = []; for (const x of input.xs) { const job: Job = { ...x, notes: [] }; if (x.n > 2) urgent.push(job); all.push(job); } for (const job of urgent) { job.done = await check(job.n); } return { all, urgent }; }`,
  "one that is made for two": `async (input: In) => { const a: Job[] = []; const b: Job[] = []; const row: Job = { id: "x", n: 0, notes: [] }; a.push(row); row.n++; b.push(row); return [a, b]; }`,
  "a queue that gets elements back": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); const queue = [...jobs]; while (queue.length > 0) { const job = queue.shift()!; job.n += await double(job.n); if (job.n < 20) queue.push(job); } return jobs; }`,
  "those that failed": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); const failed: Job[] = []; for (const job of jobs) { try { job.done = await check(job.n); } catch { job.notes.push("failed"); failed.push(job); } } for (const job of failed) job.notes.push("again"); return { jobs, failed: failed.length }; }`,
  "rounds over what is left": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = jobs.filter((j) => j.n > 2); let round = 0; while (pending.length > 0 && round < 3) { round++; for (const job of pending) { job.n -= 3; job.notes.push("r" + round); } pending = pending.filter((j) => j.n > 2); } return { jobs, round }; }`,
  "rounds over what each round leaves": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending: Job[] = jobs; let round = 0; while (pending.length > 0 && round < 3) { round++; const next: Job[] = []; for (const job of pending) { job.n -= 3; if (job.n > 2) next.push(job); else job.done = true; } pending = next; } return { jobs, round }; }`,
  "a function that takes one out": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = jobs.filter((j) => j.n > 2); const drop = () => { pending = pending.slice(1); }; drop(); for (const job of pending) job.n += 10; return { jobs, pending }; }`,
  "a list that is emptied": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = [...jobs]; for (const round of [1, 2]) { for (const job of pending) job.notes.push("r" + round); if (round > 1) pending = []; else pending = pending.filter((j) => j.n > 3); } return { jobs, left: pending.length }; }`,
  "gathered, and then chosen from": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending: Job[] = []; for (const job of jobs) if (job.n > 2) pending.push(job); pending = pending.filter((j) => j.n > 5); for (const job of pending) job.done = true; return { jobs, pending }; }`,
  "rounds of calls": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = [...jobs]; let round = 0; while (pending.length > 0 && round < 5) { round++; await Promise.all(pending.map(async (job) => { job.n -= await double(1); job.notes.push("r" + round); })); pending = pending.filter((j) => j.n > 2); } return { jobs, round }; }`,
  "rounds with calls": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = [...jobs]; let round = 0; while (pending.length > 0 && round < 5) { round++; const failed: Job[] = []; for (const job of pending) { job.n -= await double(1); if (job.n > 2) failed.push(job); else job.done = true; } pending = failed; } return { jobs, round }; }`,
  "rounds of calls and what they leave": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = [...jobs]; let round = 0; while (pending.length > 0 && round < 5) { round++; await Promise.all(pending.map(async (job) => { job.n -= await double(1); })); const failed: Job[] = []; for (const job of pending) if (job.n > 2) failed.push(job); pending = failed; } return { jobs, round }; }`,
  "in a loop over what it was, and in a handler": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = jobs.filter((j) => j.n > 2); try { for (const job of pending) { job.n += 1; if (job.n > 7) throw new Error("x"); pending = pending.filter((j) => j !== job); } } catch { for (const job of pending) job.notes.push("left"); } return { jobs, pending }; }`,
  "the best one": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let best = jobs.slice(0, 1); for (const job of jobs) { if (job.n > best[0]!.n) best = [job]; } best[0]!.done = true; return { jobs, best }; }`,
  "the best ones": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let best: Job[] = []; for (const job of jobs) { if (best.length === 0 || job.n > best[0]!.n) best = [job]; else best.push(job); } for (const b of best) b.done = true; return { jobs, best }; }`,
  "a queue with priorities": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); const queue = [...jobs]; const order: string[] = []; while (queue.length > 0) { const job = queue.shift(); if (!job) break; order.push(job.id); job.n -= 1; if (job.n > 3) { queue.push(job); queue.sort((a, b) => b.n - a.n); } } return { jobs, order }; }`,
  "every other one": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let active = jobs; const seen: number[] = []; while (active.length > 1) { active = active.filter((j, i) => i % 2 === 0); seen.push(active.length); active[0]!.notes.push("won"); } return { jobs, seen, winner: active[0]?.id }; }`,
  "chosen by index of what was chosen": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); const best = jobs.filter((x) => x.n > 1).filter((x, k) => k === 1)[0]!; best.notes.push("w"); return jobs; }`,
  "a variable that is emptied": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let some = jobs.filter((r) => r.n > 0); const a = some[0]!; a.n = 3; some = []; return jobs; }`,
};

/** Variables that hold some elements of a list and get others, queues that get elements back, and elements that are made for two lists. */
export const listsInTurn: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `lists in turn: ${name}`,
  before,
  body,
  scenarios: usual,
}));

const refused: Readonly<Record<string, string>> = {
  "a list that has two names": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = [...jobs]; const next: Job[] = []; for (const job of pending) if (job.n > 2) next.push(job); pending = next; next.push(jobs[0]!); for (const job of pending) job.done = true; return { jobs, pending }; }`,
  "one that is handed over in a loop": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = [...jobs]; const next: Job[] = []; for (const round of [1, 2]) { for (const job of pending) if (job.n > 2) next.push(job); pending = next; } for (const job of pending) job.n += 1; return { jobs, n: pending.length }; }`,
  "a list that others are added to": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let pending = jobs; for (const round of [1, 2]) { for (const job of pending) job.n += 1; pending = pending.filter((j) => j.n > 3); jobs.push({ id: "z" + round, n: 9, notes: [] }); } return { jobs, n: pending.length }; }`,
  "a loop over a list that grows": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); const queue = [...jobs]; for (const job of queue) { job.n += 1; if (job.n < 4) queue.push(job); } return { jobs, l: queue.length }; }`,
  "another variable's": `async (input: In) => { const jobs = input.xs.map((x): Job => ({ ...x, notes: [] })); let a = jobs.filter((j) => j.n > 2); let b = jobs.filter((j) => j.n <= 2); a = [...a].reverse(); b = a; for (const j of b) j.done = true; return { jobs, a, b }; }`,
};

/** The same where a list would be seen by two names, or moves its elements. */
export const listsTogether: readonly Program[] = Object.entries(refused).map(([name, body]) => ({
  name: `lists in turn: ${name}`,
  before,
  body,
}));

const ofBatches: Readonly<Record<string, string>> = {
  "batches of calls": `async (input: In) => { const queue = [...input.jobs]; while (queue.length > 0) { const batch = queue.splice(0, 2); await Promise.all(batch.map(async (job) => { job.n = await double(job.n); })); } return input.jobs; }`,
  "batches in order": `async (input: In) => { const queue = [...input.jobs].sort((a, b) => b.n - a.n); const sizes: number[] = []; while (queue.length > 0) { const batch = queue.splice(0, input.size); sizes.push(batch.length); for (const job of batch) job.notes.push("b" + sizes.length); } return { jobs: input.jobs, sizes }; }`,
  "a list in two": `async (input: In) => { const open = input.jobs.filter((j) => j.n > 0); const last = open.splice(1); for (const j of last) j.done = true; for (const j of open) j.done = false; return [input.jobs, open, last]; }`,
  "one that is cut": `async (input: In) => { const open = input.jobs.filter((j) => j.n > 0); open.splice(0, 1); for (const j of open) j.done = false; return [input.jobs, open]; }`,
  "one that is cut at an element": `async (input: In) => { const open = input.jobs.filter((j) => j.n > 0); const i = open.findIndex((j) => j.n === 5); const gone = open.splice(i, 1); for (const j of open) j.done = false; return [input.jobs, open, gone[0]?.id]; }`,
  "batches, and what goes on": `async (input: In) => { let queue = [...input.jobs]; let rounds = 0; while (queue.length > 0 && rounds < 6) { rounds++; const batch = queue.splice(0, 2); const again: Job[] = []; for (const job of batch) { job.n -= await double(1); if (job.n > 3) again.push(job); } queue = [...queue, ...again]; } return { jobs: input.jobs, rounds }; }`,
  "batches, and what goes back": `async (input: In) => { const queue = [...input.jobs]; let rounds = 0; while (queue.length > 0 && rounds < 6) { rounds++; const batch = queue.splice(0, 2); for (const job of batch) { job.n -= await double(1); if (job.n > 3) queue.push(job); } } return { jobs: input.jobs, rounds }; }`,
  "cut from the end": `async (input: In) => { const queue = [...input.jobs]; const gone = queue.splice(-1, 1); gone[0]!.n = 99; queue[0]!.n = 5; return { jobs: input.jobs, gone, queue }; }`,
  "cut by nothing": `async (input: In) => { const queue = [...input.jobs]; const none = queue.splice(1, -1); queue[1]!.n = 5; return { jobs: input.jobs, none, queue: queue.length }; }`,
  "chosen of those written out": `async (input: In) => { const [a, b, c] = input.jobs; const some = [input.jobs[0]!, input.jobs[2]!].filter((j) => j.n > 3); for (const j of some) j.done = true; return [input.jobs, some.length, a === undefined, b === undefined, c === undefined]; }`,
  "chosen of those written out, in a loop": `async (input: In) => { for (const j of [input.jobs[0]!, input.jobs[2]!].filter((j) => j.n > 3)) j.done = true; return [input.jobs]; }`,
  "lists that are joined": `async (input: In) => { const x = input.jobs.filter((j) => j.lane === "x"); const y = input.jobs.filter((j) => j.lane === "y"); const all = [...y, ...x]; for (const [i, j] of all.entries()) j.notes.push("p" + i); return [input.jobs, all]; }`,
  "a list that is joined with an element": `async (input: In) => { let done: Job[] = []; for (const job of input.jobs) { if (job.n > 2) done = [...done, job]; } for (const job of done) job.done = true; return { jobs: input.jobs, done }; }`,
  "joined and chosen": `async (input: In) => { const x = input.jobs.filter((j) => j.lane === "x"); for (const j of [...x, ...input.jobs].filter((j) => j.n > 1).slice(0, 2)) j.n += 100; return input.jobs; }`,
  "joined and read": `async (input: In) => { const x = input.jobs.filter((j) => j.lane === "x"); const names = [...x, ...input.jobs].map((j) => j.id); x[0]!.id = "new"; return [input.jobs, names]; }`,
  "joined and kept": `async (input: In) => { const x = input.jobs.filter((j) => j.lane === "x"); const twice = [...x, ...input.jobs]; x[0]!.id = "new"; return [input.jobs, twice]; }`,
};

const laneBefore = `
interface Job { id: string; n: number; lane: string; done?: boolean; notes: string[] }
interface In { jobs: Job[]; size: number }
`;

/** Lists of elements that are cut into batches, or joined. */
export const listsInBatches: readonly Row[] = Object.entries(ofBatches).map(([name, body]) => ({
  name: `lists in batches: ${name}`,
  before: laneBefore,
  body,
  scenarios: runs([
    {
      size: 2,
      jobs: [
        { id: "a", n: 1, lane: "x", notes: [] },
        { id: "b", n: 5, lane: "y", notes: [] },
        { id: "c", n: 7, lane: "x", notes: [] },
      ],
    },
  ]),
}));
