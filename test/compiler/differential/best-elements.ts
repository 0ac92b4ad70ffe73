import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Elements that reduce chooses from a list, and that are changed then. */
export const bestElements: readonly Row[] = [
  {
    name: "the lift with the least load",
    before: `interface Lift { id: number; load: number }`,
    body: `async ({ lifts: count, calls }: { lifts: number; calls: number[] }) => {
  const lifts: Lift[] = Array.from({ length: count }, (_, i) => ({ id: i, load: 0 }));
  for (const call of calls) {
    const best = lifts.reduce((a, b) => (b.load < a.load ? b : a));
    best.load += call;
    await echo(best.id);
  }
  return lifts;
}`,
    scenarios: runs([{ lifts: 2, calls: [5, 1, 1] }], [{ lifts: 3, calls: [] }], [{ lifts: 1, calls: [2, 2] }]),
  },
  {
    name: "the worker with the least hours, of those that can",
    before: `interface Job { id: string; hours: number }
interface Worker { name: string; jobs: Job[]; hours: number; skills: string[] }
const busier = (a: Worker, b: Worker) => b.hours > a.hours;`,
    body: `async ({ workers: names, jobs }: { workers: { name: string; skills: string[] }[]; jobs: (Job & { skill?: string })[] }) => {
  const workers = names.map((w): Worker => ({ ...w, jobs: [], hours: 0 }));
  const open: string[] = [];
  for (const { skill, ...job } of [...jobs].sort((a, b) => b.hours - a.hours)) {
    if (!workers.some((w) => skill === undefined || w.skills.includes(skill))) { open.push(job.id); continue; }
    const least = workers.filter((w) => skill === undefined || w.skills.includes(skill)).reduce((best, w) => (w.hours < best.hours ? w : best));
    least.jobs.push(job);
    least.hours += job.hours;
  }
  const most = workers.reduce((a, b) => (busier(a, b) ? b : a));
  return { plan: workers.map((w) => \`\${w.name}: \${w.jobs.map((j) => j.id)} (\${w.hours})\`), open, most: most.name };
}`,
    scenarios: runs([
      {
        workers: [
          { name: "ann", skills: ["x"] },
          { name: "bob", skills: [] },
        ],
        jobs: [
          { id: "1", hours: 3 },
          { id: "2", hours: 5 },
          { id: "3", hours: 1, skill: "x" },
          { id: "4", hours: 2, skill: "q" },
          { id: "5", hours: 4 },
        ],
      },
    ]),
  },
  {
    name: "the best and the worst may be the same",
    body: `async ({ n }: { n: number[] }) => {
  const rows = n.map((v) => ({ v, hits: 0 }));
  const best = rows.reduce((a, b) => (a.v >= b.v ? a : b));
  const worst = rows.reduce((a, b) => (a.v >= b.v ? b : a));
  best.hits++;
  worst.hits += 2;
  return { rows, best, same: best.hits };
}`,
    scenarios: runs([{ n: [3, 1, 2] }], [{ n: [1] }]),
  },
];
