import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Job { id: string; type: string; n: number; status?: string; tags?: string[] }
interface Order { id: string; jobs: Job[]; total?: number; meta: { log: string[]; owner: { name: string } } }
function lateOf(order: Order): Job[] { return order.jobs.filter((j) => j.n > 2); }
async function settle(order: Order): Promise<number> { const late = order.jobs.filter((j) => j.n > 2); let s = 0; for (const job of late) { job.n = await double(job.n); s += job.n; } return s; }
function mark(list: Job[], s: string): void { for (const job of list) job.status = s; }
`;

const usual = runs([
  {
    orders: [
      {
        id: "o",
        jobs: [
          { id: "a", type: "x", n: 1 },
          { id: "b", type: "y", n: 2 },
          { id: "c", type: "x", n: 3 },
          { id: "d", type: "z", n: 4, tags: ["t"] },
          { id: "e", type: "y", n: 5 },
        ],
        meta: { log: ["start"], owner: { name: "me" } },
      },
      {
        id: "p",
        jobs: [
          { id: "f", type: "y", n: 7 },
          { id: "g", type: "x", n: 3 },
        ],
        meta: { log: [], owner: { name: "you" } },
      },
      { id: "q", jobs: [], meta: { log: [], owner: { name: "" } } },
    ],
  },
]);

/** Elements that are chosen from a list in an item of a loop, and parts that the pattern of a loop names. */
const bodies = [
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late = order.jobs.filter((j) => j.n > 2); for (const job of late) job.status = "late"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late = order.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); order.total = late.length; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const byId = new Map(order.jobs.map((j) => [j.id, j])); const b = byId.get("b"); if (b) b.n = await double(b.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const groups: Record<string, Job[]> = {}; for (const job of order.jobs) (groups[job.type] ??= []).push(job); for (const [k, l] of Object.entries(groups)) for (const job of l) job.status = order.id + k + l.length; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const { jobs } = order; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); for (const [k, l] of Object.entries(groups)) for (const job of l) job.status = order.id + k + l.length; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { const order = input.orders[0]!; const groups: Record<string, Job[]> = {}; for (const job of order.jobs) (groups[job.type] ??= []).push(job); for (const [k, l] of Object.entries(groups)) for (const job of l) job.status = order.id + k + l.length; return input.orders; }`,
  `async (input: { orders: Order[] }) => { const order = input.orders[0]!; const late = order.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late: Job[] = []; for (const job of order.jobs) if (job.n > 2) late.push(job); for (const job of late) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const [first, ...rest] = order.jobs; if (first) first.status = "first"; for (const job of rest) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const [best, ...rest] = [...order.jobs].sort((a, b) => b.n - a.n); if (best) best.status = "best"; for (const job of rest) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const sorted = [...order.jobs].sort((a, b) => b.n - a.n); const top = sorted.slice(0, 2); for (const job of top) job.n = await double(job.n); order.total = top.reduce((s, j) => s + j.n, 0); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const queue = order.jobs.filter((j) => j.n > 1); while (queue.length > 0) { const job = queue.shift()!; job.n = await double(job.n); } } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const open: Job[] = []; for (const job of order.jobs) { if (job.n > 2) open.push(job); } order.total = open.length; await Promise.all(open.map(async (job) => { job.n = await double(job.n); })); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { let open = order.jobs.filter((j) => j.n > 1); while (open.length > 1) { for (const job of open) job.n = await double(job.n); open = open.filter((j) => j.n < 9); } order.total = open.length; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const [big, small] = [order.jobs.filter((j) => j.n > 2), order.jobs.filter((j) => j.n <= 2)]; for (const job of big) job.status = "big"; for (const job of small) job.status = "small"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const big: Job[] = []; const small: Job[] = []; for (const job of order.jobs) (job.n > 2 ? big : small).push(job); for (const job of big) job.status = "big"; for (const job of small) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { order.total = await settle(order); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const best = [...order.jobs].sort((a, b) => b.n - a.n)[0]; if (!best) continue; best.n = await double(best.n); best.status = "best"; if (best.n > 9) break; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const byType = new Map<string, Job>(); for (const job of order.jobs) { const seen = byType.get(job.type); if (!seen) byType.set(job.type, job); else seen.n += job.n; } for (const job of byType.values()) job.status = "first"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const dupes = order.jobs.filter((j, i) => order.jobs.findIndex((k) => k.type === j.type) !== i); for (const job of dupes) job.status = "dupe"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late = order.jobs.filter((j) => j.n > 2); order.jobs.push({ id: "n", type: "x", n: 0 }); for (const job of late) job.status = "late"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { await Promise.all(input.orders.map(async (order) => { const late = order.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); order.total = late.length; })); return input.orders; }`,
  `async (input: { orders: Order[] }) => { await Promise.all(input.orders.map(async (order) => { const groups: Record<string, Job[]> = {}; for (const job of order.jobs) (groups[job.type] ??= []).push(job); for (const [k, l] of Object.entries(groups)) for (const job of l) job.status = k + l.length; })); return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (let i = 0; i < input.orders.length; i++) { const order = input.orders[i]!; const late = order.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (let i = 0; i < input.orders.length; i++) { const late = input.orders[i]!.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { const byId = new Map(input.orders.map((o) => [o.id, o])); const o = byId.get("p"); if (o) { const late = o.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const [i, order] of input.orders.entries()) { const late = order.jobs.filter((j) => j.n > i); for (const job of late) { job.tags ??= []; job.tags.push("late" + i); } } return input.orders; }`,
  `async (input: { orders: Order[] }) => { const open = input.orders.filter((o) => o.jobs.length > 0); for (const order of open) { const late = order.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); order.total = late.length; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { for (const job of order.jobs) { const same = order.jobs.filter((j) => j.type === job.type); for (const s of same) s.n += 1; } } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const { jobs } = order; const late = jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs } of input.orders) { const late = jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { id, jobs } of input.orders) { for (const job of jobs) job.status = id; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs } of input.orders) { const late = jobs.filter((j) => j.n > 1); for (const job of late) job.n = await double(job.n); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs, total = 0 } of input.orders) { jobs.push({ id: "n", type: "x", n: total }); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { const open = input.orders.filter((o) => o.jobs.length > 1); for (const { jobs, meta } of open) { for (const job of jobs) { job.n = await double(job.n); meta.log.push(job.id); } } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { for (const { tags, id } of order.jobs) { if (tags) tags.push(id); } } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs, meta } of input.orders) { jobs.push({ id: "n", type: "x", n: meta.log.length }); meta.log.push(String(jobs.length)); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs, id } of input.orders) { if (id === "o") input.orders.push({ id: "z", jobs: [], meta: { log: [], owner: { name: "" } } }); jobs.push({ id, type: "x", n: 1 }); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs, id } of input.orders) { if (id === "o") continue; jobs.length = 0; if (id === "p") break; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { id: name, jobs: list } of input.orders) { list.sort((a, b) => b.n - a.n); const [first] = list; if (first) first.status = name; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { let n = 0; for (const { jobs } of input.orders) { for (const job of jobs) { job.n += ++n; } const { orders } = input; n += orders.length; } return { n, orders: input.orders }; }`,
];

export const partsOfParents: readonly Row[] = bodies.map((body, index) => ({
  name: `parts of parents ${index}`,
  before,
  body,
  scenarios: usual,
  concurrent: body.includes("Promise.all"),
}));

/** The same where elements move, are kept by something else, or come from a helper or from several lists. */
export const partsKeptElsewhere: readonly Program[] = [
  `async (input: { orders: Order[] }) => { const late = input.orders.flatMap((o) => o.jobs).filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { for (const job of lateOf(order)) job.status = "late"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late = lateOf(order); for (const job of late) job.status = "late"; order.total = late.length; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const best = order.jobs.reduce((a, b) => (b.n > a.n ? b : a), order.jobs[0]!); if (best) best.status = "best"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late = order.jobs.filter((j) => j.n > 2); order.jobs.shift(); for (const job of late) job.status = "late"; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late = order.jobs.filter((j) => j.n > 2); order.jobs = order.jobs.filter((j) => j.n <= 2); for (const job of late) job.status = "late"; order.total = late.reduce((s, j) => s + j.n, 0); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const order of input.orders) { const late = order.jobs.filter((j) => j.n > 2); const report = { late }; for (const job of late) job.status = "late"; order.total = report.late.length; } return input.orders; }`,
  `async (input: { orders: Order[] }) => { let worst: Job | undefined; for (const order of input.orders) { for (const job of order.jobs) { if (!worst || job.n > worst.n) worst = job; } } if (worst) worst.status = "worst"; return input.orders; }`,
  `async (input: { orders: Order[] }) => { const late: Job[] = []; for (const order of input.orders) { for (const job of order.jobs) { if (job.n > 3) late.push(job); } } for (const job of late) job.status = "late"; return input.orders; }`,
  `async (input: { orders: Order[] }) => { const order = input.orders.find((o) => o.id === "p"); if (!order) return null; const late = order.jobs.filter((j) => j.n > 2); for (const job of late) job.n = await double(job.n); const [first] = order.jobs; if (first) first.status = "f"; return { order, late: late.length, orders: input.orders }; }`,
  `async (input: { orders: Order[] }) => { for (const { id, ...rest } of input.orders) { rest.jobs.push({ id, type: "n", n: 0 }); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs = [] } of input.orders) { jobs.push({ id: "n", type: "x", n: 1 }); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { id, jobs } of input.orders.filter((o) => o.jobs.length > 1)) { mark(jobs, id); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs } of input.orders) { input.orders[0]!.jobs = []; jobs.push({ id: "n", type: "x", n: 1 }); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { for (const { jobs } of input.orders) { input.orders.reverse(); jobs.push({ id: "n", type: "x", n: 1 }); } return input.orders; }`,
  `async (input: { orders: Order[] }) => { const kept: Job[][] = []; for (const { jobs } of input.orders) { kept.push(jobs); jobs.push({ id: "n", type: "x", n: 1 }); } return { kept, orders: input.orders }; }`,
  `async (input: { orders: Order[] }) => { for (const [i, { jobs }] of input.orders.entries()) { for (const job of jobs) job.n += i; } return input.orders; }`,
].map((body, index) => ({ name: `parts of parents, refused ${index}`, before, body }));
