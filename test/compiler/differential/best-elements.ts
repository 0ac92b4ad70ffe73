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
  {
    name: "the lift that a helper says to be the nearest",
    before: `interface L { floor: number; stops: number[] }
const cost = ({ floor, stops }: L, call: number): number => {
  const distance = Math.abs(floor - call);
  if (floor === 0) return distance;
  return distance + stops.length * 2;
};`,
    body: `async ({ calls }: { calls: number[] }) => {
  const lifts: L[] = Array.from({ length: 2 }, () => ({ floor: 0, stops: [] }));
  for (const call of calls) {
    const lift = lifts.reduce((a, b) => (cost(b, call) < cost(a, call) ? b : a));
    lift.stops.push(call);
    lift.floor = call;
  }
  return lifts;
}`,
    scenarios: runs([{ calls: [5, 2, 9, 1] }]),
  },
  {
    name: "lifts that empty their lists",
    before: `type Direction = -1 | 0 | 1;
interface Lift { id: number; floor: number; direction: Direction; stops: number[] }
const cost = ({ floor, direction, stops }: Lift, call: number): number => {
  const distance = Math.abs(floor - call);
  if (direction === 0) return distance;
  const towards = Math.sign(call - floor) === direction;
  return distance + stops.length * 2 + (towards ? 0 : 10);
};`,
    body: `async ({ lifts: count, calls }: { lifts: number; calls: number[] }) => {
  const lifts: Lift[] = Array.from({ length: count }, (_, i) => ({ id: i + 1, floor: 0, direction: 0, stops: [] }));
  const assignments: Record<number, number[]> = {};
  for (const call of calls) {
    const best = 0;
    if (lifts.length === 0) throw new WorkflowError("no lift");
    const lift = lifts.reduce((a, b) => (cost(b, call) < cost(a, call) ? b : a));
    lift.stops.push(call);
    lift.direction = Math.sign(call - lift.floor) as Direction;
    (assignments[lift.id] ??= []).push(call);
    if (lift.stops.length >= 2) {
      lift.floor = lift.stops.at(-1) ?? 0;
      lift.stops = [];
      lift.direction = 0;
      await echo(\`lift \${lift.id} at \${lift.floor}\`);
    }
  }
  return { assignments, idle: lifts.filter((l) => l.direction === 0).map((l) => l.id) };
}`,
    scenarios: runs([{ lifts: 2, calls: [5, 2, 9, 1, 0] }], [{ lifts: 1, calls: [] }], [{ lifts: 0, calls: [1] }]),
  },
];
