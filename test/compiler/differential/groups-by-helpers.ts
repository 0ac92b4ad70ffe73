import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Job { id: string; type: string; n: number; status?: string; parts?: { k: number }[] }
function groupBy<T>(items: readonly T[], key: (item: T) => string): Record<string, T[]> { const out: Record<string, T[]> = {}; for (const item of items) (out[key(item)] ??= []).push(item); return out; }
function chunk<T>(items: T[], size: number): T[][] { const out: T[][] = []; for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size)); return out; }
function byType(items: Job[]): Record<string, Job[]> { const out: Record<string, Job[]> = {}; for (const item of items) (out[item.type] ??= []).push(item); return out; }
function reduceBy<T>(items: readonly T[], key: (item: T) => string): Record<string, T[]> { return items.reduce<Record<string, T[]>>((acc, item) => { (acc[key(item)] ??= []).push(item); return acc; }, {}); }
function groupMap<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> { const out = new Map<K, T[]>(); for (const item of items) { const k = key(item); const list = out.get(k); if (list) list.push(item); else out.set(k, [item]); } return out; }
function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] { const yes: T[] = []; const no: T[] = []; for (const item of items) (test(item) ? yes : no).push(item); return [yes, no]; }
function split(items: Job[]): { open: Job[]; done: Job[] } { return { open: items.filter((j) => j.n > 2), done: items.filter((j) => j.n <= 2) }; }
function partitionF<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] { return [items.filter(test), items.filter((i) => !test(i))]; }
function addTo(groups: Record<string, Job[]>, job: Job): void { (groups[job.type] ??= []).push(job); }
function markAll(list: Job[]): void { for (const job of list) job.status = "m"; }

function summarise(jobs: Job[]): Record<string, number> { const out: Record<string, number> = {}; for (const [k, l] of Object.entries(groupBy(jobs, (j) => j.type))) out[k] = l.length; return out; }
function lengths(jobs: Job[]): Record<string, number> { const out: Record<string, number> = {}; for (const j of jobs) out[j.type] = j.n; return out; }
const LIMIT = 2;
function bigOnes(items: Job[]): [Job[], Job[]] { const big: Job[] = []; const rest: Job[] = []; for (const item of items) { if (item.n > LIMIT) big.push(item); else rest.push(item); } return [big, rest]; }
function split3(items: readonly Job[]): { open: Job[]; done: Job[]; late: Job[] } { const open: Job[] = [], done: Job[] = [], late: Job[] = []; for (const item of items) { if (item.n > 4) late.push(item); else if (item.n > 2) open.push(item); else done.push(item); } return { open, done, late }; }
const partition2 = <T,>(list: T[], test: (item: T) => boolean): [T[], T[]] => list.reduce<[T[], T[]]>((acc, item) => { if (test(item)) acc[0].push(item); else acc[1].push(item); return acc; }, [[], []]);
const partition3 = <T,>(list: T[], test: (item: T) => boolean) => { const pass: T[] = []; const fail: T[] = []; list.forEach((item) => { (test(item) ? pass : fail).push(item); }); return { pass, fail }; };
function chunk2<T>(items: readonly T[], size = 2): T[][] { const chunks: T[][] = []; let i = 0; while (i < items.length) { chunks.push(items.slice(i, i + size)); i += size; } return chunks; }
function chunk3<T>(items: readonly T[], size: number): T[][] { const chunks: T[][] = []; let current: T[] = []; for (const item of items) { current.push(item); if (current.length === size) { chunks.push(current); current = []; } } if (current.length > 0) chunks.push(current); return chunks; }
function chunk4<T>(items: readonly T[], size: number): T[][] { return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, i * size + size)); }
function groupByKey<T, K extends keyof T>(items: T[], key: K): Map<T[K], T[]> { const map = new Map<T[K], T[]>(); for (const item of items) { const value = item[key]; const bucket = map.get(value); if (bucket === undefined) { map.set(value, [item]); } else { bucket.push(item); } } return map; }
function addGroup(groups: Map<string, Job[]>, job: Job): void { const list = groups.get(job.type); if (list) list.push(job); else groups.set(job.type, [job]); }
function markGroup(groups: Record<string, Job[]>, key: string, status: string): void { for (const job of groups[key] ?? []) job.status = status; }
function grow(job: Job): void { job.n += 1; }
function total(list: readonly Job[]): number { return list.reduce((sum, job) => sum + job.n, 0); }

function count(groups: Record<string, Job[]>): number { return Object.values(groups).reduce((s, l) => s + l.length, 0); }
const sizes = (groups: Record<string, Job[]>) => Object.entries(groups).map(([k, l]) => k + l.length);
function sum(groups: Record<string, Job[]>): Record<string, number> { const out: Record<string, number> = {}; for (const [k, list] of Object.entries(groups)) out[k] = list.reduce((s, j) => s + j.n, 0); return out; }
function bump(groups: Record<string, Job[]>): number { let c = 0; for (const list of Object.values(groups)) for (const job of list) { job.n += 1; c++; } return c; }
function openOf(groups: Record<string, Job[]>): Job[] { return groups.x ?? []; }
function safeChunk<T>(items: readonly T[], size: number): T[][] { if (size <= 0) throw new Error("size"); const out: T[][] = []; for (let i = 0; i < items.length; i += size) { out.push(items.slice(i, i + size)); } return out; }
function guarded<T>(items: readonly T[], size: number): T[][] { if (items.length === 0) return []; const out: T[][] = []; for (let i = 0; i < items.length; i += size) { out.push(items.slice(i, i + size)); } return out; }
function guardedBy(items: readonly Job[]): Record<string, Job[]> { const out: Record<string, Job[]> = {}; if (items.length > 9) { return out; } for (const item of items) (out[item.type] ??= []).push(item); return out; }
function addIf(groups: Record<string, Job[]>, job: Job): void { if (job.n < 2) return; (groups[job.type] ??= []).push(job); }
function touch(groups: Record<string, Job[]>): void { for (const list of Object.values(groups)) for (const job of list) job.n += 1; }
`;

const usual = runs([
  {
    jobs: [
      { id: "a", type: "x", n: 1 },
      { id: "b", type: "y", n: 2 },
      { id: "c", type: "x", n: 3 },
      { id: "d", type: "z", n: 4 },
      { id: "e", type: "y", n: 5 },
    ],
  },
]);

/** Lists of elements of a list that functions make, fill or change, where the elements change by either. */
const bodies = [
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const batches = chunk(jobs, 2); for (const batch of batches) for (const job of batch) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const batch of chunk(jobs, 2)) for (const job of batch) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const batch of chunk(jobs, 2)) await Promise.all(batch.map(async (job) => { job.n = await double(job.n); })); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = jobs.reduce<Record<string, Job[]>>((acc, job) => { (acc[job.type] ??= []).push(job); return acc; }, {}); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = jobs.reduce((acc, job) => { (acc[job.type] ??= []).push(job); return acc; }, {} as Record<string, Job[]>); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = reduceBy(jobs, (job) => job.type); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupMap(jobs, (job) => job.type); for (const [key, list] of byKind) for (const job of list) job.status = key + (await double(job.n)); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const [big, small] = partition(jobs, (job) => job.n > 2); for (const job of big) job.n = await double(job.n); for (const job of small) job.status = "s"; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const [big, small] = partitionF(jobs, (job) => job.n > 2); for (const job of big) job.n = await double(job.n); for (const job of small) job.status = "s"; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const { open, done } = split(jobs); for (const job of open) job.n = await double(job.n); for (const job of done) job.status = "s"; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const parts = split(jobs); for (const job of parts.open) job.n = await double(job.n); for (const job of parts.done) job.status = "s"; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) addTo(groups, job); for (const list of Object.values(groups)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); markAll(groups.x!); markAll(groups["y"] ?? []); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); touch(groups); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; jobs.forEach((job) => { (groups[job.type] ??= []).push(job); }); for (const list of Object.values(groups)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; const put = (job: Job) => { (groups[job.type] ??= []).push(job); }; for (const job of jobs) put(job); for (const list of Object.values(groups)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const sums = await Promise.all(Object.values(groups).map(async (list) => { let s = 0; for (const job of list) s += await double(job.n); return s; })); jobs[0]!.n = 9; return { jobs, sums, groups }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups = new Map<string, Job[]>(); for (const job of jobs) groups.set(job.type, [...(groups.get(job.type) ?? []), job]); groups.forEach((list, key) => { for (const job of list) job.status = key; }); return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups = new Map<string, Job[]>(); for (const job of jobs) groups.set(job.type, [...(groups.get(job.type) ?? []), job]); for (const [key, list] of groups.entries()) { list.forEach((job) => { job.status = key; }); } return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); for (const job of jobs) job.n = await double(job.n); return { jobs, byKind }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); for (const job of byKind.x ?? []) job.n = await double(job.n); return { jobs, byKind }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const [key, list] of Object.entries(groupBy(jobs, (job) => job.type))) for (const job of list) job.status = key + (await double(job.n)); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; const put = (job: Job) => (groups[job.type] ??= []).push(job); for (const job of jobs) put(job); for (const list of Object.values(groups)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; function put(job: Job): void { (groups[job.type] ??= []).push(job); } for (const job of jobs) { if (job.n > 1) put(job); } for (const list of Object.values(groups)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = jobs.reduce<Record<string, Job[]>>((acc, job) => ({ ...acc, [job.type]: [...(acc[job.type] ?? []), job] }), {}); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = jobs.reduce((acc, job) => acc.set(job.type, [...(acc.get(job.type) ?? []), job]), new Map<string, Job[]>()); for (const list of byKind.values()) for (const job of list) job.n += 1; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = jobs.reduce((acc: Record<string, Job[]>, job) => { const key = job.type; if (!acc[key]) { acc[key] = []; } acc[key].push(job); return acc; }, {}); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = jobs.reduce<Record<string, Job[]>>((acc, job) => { if (job.n < 2) return acc; const list = acc[job.type] ?? []; list.push(job); acc[job.type] = list; return acc; }, {}); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const { open, done } = jobs.reduce<{ open: Job[]; done: Job[] }>((acc, job) => { (job.n > 2 ? acc.open : acc.done).push(job); return acc; }, { open: [], done: [] }); for (const job of open) job.n = await double(job.n); return { jobs, done }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const parts = jobs.reduce<{ open: Job[]; done: Job[] }>((acc, job) => { if (job.n > 2) acc.open.push(job); else acc.done.push(job); return acc; }, { open: [], done: [] }); for (const job of parts.open) job.n = await double(job.n); return { jobs, parts }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const job of jobs) job.n = await double(job.n); const byKind = groupBy(jobs, (j) => j.type); const first = byKind.x?.[0]; if (first) first.status = 'f'; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); jobs.push({ id: 'z', type: 'x', n: 9 }); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs.filter((j) => j.n > 1), (j) => j.type); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const batches = chunk(jobs.filter((j) => j.n > 1), 2); for (const batch of batches) for (const job of batch) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const batches = chunk(input.jobs, Math.max(1, Math.floor(jobs.length / 2))); for (const [i, batch] of batches.entries()) for (const job of batch) job.n = await double(i); return input.jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const batches = chunk(jobs, 2); const sums = await Promise.all(batches.map(async (batch) => { let s = 0; for (const job of batch) s += await double(job.n); return s; })); jobs[0]!.n = 8; return { jobs, sums }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; Object.entries(groupBy(jobs, (j) => j.type)).forEach(([key, list]) => { list.forEach((job) => { job.status = key; }); }); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; Object.values(groupBy(jobs, (j) => j.type)).forEach((list) => list.forEach((job, i) => { job.n = i; })); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups = new Map<string, Job[]>(); jobs.forEach((job) => { const list = groups.get(job.type) ?? []; list.push(job); groups.set(job.type, list); }); groups.forEach((list) => { list[0]!.status = 'first'; }); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const [big, rest] = bigOnes(jobs); for (const job of big) job.n = await double(job.n); rest[0]!.status = 'r'; return { jobs, rest }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const { open, late } = split3(jobs); for (const job of open) job.n = await double(job.n); for (const job of late) job.status = 'late'; return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const parts = split3(jobs); for (const job of parts.open) job.n = await double(job.n); for (const job of parts.late) job.status = 'late'; return { jobs, n: parts.done.length }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const [a, b] = partition2(jobs, (job) => job.n % 2 === 0); for (const job of a) job.n = await double(job.n); for (const job of b) job.status = 'odd'; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const { pass, fail } = partition3(jobs, (job) => job.n % 2 === 0); for (const job of pass) job.n = await double(job.n); for (const job of fail) job.status = 'odd'; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const { pass: even } = partition3(jobs, ({ n }) => n % 2 === 0); for (const job of even) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const batch of chunk2(jobs)) for (const job of batch) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const batch of chunk3(jobs, 2)) { await Promise.all(batch.map(async (job) => { job.n = await double(job.n); })); } return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupByKey(jobs, 'type'); for (const [k, list] of byKind) for (const job of list) job.status = k + (await double(job.n)); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups = new Map<string, Job[]>(); for (const job of jobs) addGroup(groups, job); for (const list of groups.values()) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); markGroup(byKind, 'x', 'marked'); markGroup(byKind, 'q', 'none'); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); if (byKind.x) markAll(byKind.x); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); const [first, ...others] = byKind.x!; first!.n = await double(7); for (const o of others) o.status = 'o'; return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); await Promise.all(Object.entries(byKind).map(async ([key, list]) => { await echo({ key, n: list.length }); })); for (const job of jobs) job.status = 'sent'; return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); const sums = Object.fromEntries(Object.entries(byKind).map(([k, list]) => [k, list.reduce((s, j) => s + j.n, 0)])); for (const job of jobs) job.status = 'sent'; return { jobs, sums }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); for (const k in byKind) { for (const job of byKind[k]!) job.status = k; } return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); await Promise.all(Object.entries(groups).map(async ([key, list]) => { await echo({ key, n: list.length, ids: list.map((j) => j.id) }); })); for (const job of jobs) job.status = 'sent'; return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); await Promise.all(Object.entries(groups).map(([key, list]) => echo({ key, list }))); for (const job of jobs) job.status = 'sent'; return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const sums = await Promise.all(Object.entries(groups).map(async ([key, list]) => ({ key, sum: await double(list.length) }))); for (const job of jobs) job.status = 'sent'; return { jobs, sums }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const sums = await Promise.all(Object.values(groups).map(async (list) => { await double(1); return total(list); })); jobs[0]!.n = 3; return { jobs, sums }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const batches = chunk(jobs, 2); const out: number[] = []; for (const batch of batches) { out.push(...(await Promise.all(batch.map((job) => double(job.n))))); } jobs[0]!.n = 8; return { jobs, out }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups = groupMap(jobs, (j) => j.type); const sums = await Promise.all([...groups.entries()].map(async ([key, list]) => key + (await double(list.length)))); for (const job of jobs) job.status = 'x'; return { jobs, sums }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); await Promise.all(Object.values(byKind).map(async (list) => { await echo(list.map((j) => j.id)); })); for (const list of Object.values(byKind)) for (const job of list) job.status = 'x'; return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); const n = count(byKind); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return { jobs, n }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return { jobs, n: count(byKind), s: sizes(byKind) }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); const s = sum(byKind); for (const job of jobs) job.n = await double(job.n); return { jobs, s, t: sum(byKind) }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); const c = bump(byKind); return { jobs, c }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); await echo(sum(byKind)); for (const job of jobs) job.n = 3; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); for (const job of openOf(byKind)) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const g = guardedBy(jobs); for (const b of Object.values(g)) for (const job of b) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) addIf(groups, job); for (const b of Object.values(groups)) for (const job of b) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const open = jobs.reduce<Job[]>((acc, job) => { if (job.n > 2) acc.push(job); return acc; }, []); for (const job of open) job.n = await double(job.n); return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind: Record<string, Job[]> = {}; for (const job of jobs) (byKind[job.type] ??= []).push(job); const s: Record<string, number> = {}; for (const [k, list] of Object.entries(byKind)) s[k] = list.reduce((a, j) => a + j.n, 0); for (const job of jobs) job.n = await double(job.n); return { jobs, s }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind: Record<string, Job[]> = {}; for (const job of jobs) (byKind[job.type] ??= []).push(job); const s: Record<string, string[]> = {}; for (const [k, list] of Object.entries(byKind)) { s[k] = list.map((j) => j.id); } for (const job of jobs) job.n = await double(job.n); return { jobs, s }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind: Record<string, Job[]> = {}; for (const job of jobs) (byKind[job.type] ??= []).push(job); const s = Object.fromEntries(Object.entries(byKind).map(([k, list]) => [k, list.length])); for (const job of jobs) job.n = await double(job.n); return { jobs, s }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind: Record<string, Job[]> = {}; for (const job of jobs) (byKind[job.type] ??= []).push(job); const s = Object.entries(byKind).map(([k, list]) => ({ k, n: list.length })); for (const job of jobs) job.n = await double(job.n); return { jobs, s }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups = groupBy(jobs, (job) => job.type); const out = groupBy(jobs, (item) => item.id); for (const list of Object.values(groups)) for (const job of list) job.n += 1; for (const list of Object.values(out)) for (const item of list) item.status = "o"; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const items = groupBy(jobs, (out) => out.type); for (const list of Object.values(items)) for (const job of list) job.n += 1; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; let turn = 0; const byKind = groupBy(jobs, (job) => { turn++; return job.type + turn; }); for (const list of Object.values(byKind)) for (const job of list) job.n += turn; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => { job.n += 1; return "k" + job.n; }); for (const [key, list] of Object.entries(byKind)) for (const job of list) job.status = key; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const kind of ["x", "y"]) { const [mine, others] = partition(jobs, (job) => job.type === kind); for (const job of mine) job.n = await double(job.n); for (const job of others) job.status = kind; } return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); try { for (const [key, list] of Object.entries(byKind)) { for (const job of list) { job.status = key; if (await check(job.n)) throw new Declined("no"); } } } catch (error) { return { jobs, message: (error as Error).message }; } return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const run = async (jobs: Job[]): Promise<number> => { const byKind = groupBy(jobs, (job) => job.type); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return count(byKind); }; const n = await run(jobs); return { jobs, n }; }`,
];

export const groupsByHelpers: readonly Row[] = bodies.map((body, index) => ({
  name: `groups by helpers ${index}`,
  before,
  body,
  scenarios: usual,
}));

/** Lists that are seen otherwise, whose elements may get other positions, or that may be lists of other names. */
export const helpedGroupsSeenOtherwise: readonly Program[] = [
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const first = groups.x!.shift()!; first.n = await double(7); return { jobs, groups }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const [open, done] = jobs.reduce<[Job[], Job[]]>(([yes, no], job) => job.n > 2 ? [[...yes, job], no] : [yes, [...no, job]], [[], []]); for (const job of open) job.n = await double(job.n); return { jobs, done }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const [open, done] = jobs.reduce<[Job[], Job[]]>((acc, job) => { acc[job.n > 2 ? 0 : 1].push(job); return acc; }, [[], []]); for (const job of open) job.n = await double(job.n); return { jobs, done }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const s = summarise(jobs); for (const job of jobs) job.n = await double(job.n); return { jobs, s }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); jobs.shift(); for (const list of Object.values(byKind)) for (const job of list) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const batches = chunk(jobs, 2); await Promise.all(batches.map(async (batch) => { for (const job of batch) { job.n = await double(job.n); } })); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const LIMIT = 3; const [big, rest] = bigOnes(jobs); for (const job of big) job.n = await double(job.n); rest[0]!.status = 'r'; return { jobs, rest, LIMIT }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; for (const batch of chunk4(jobs, 2)) for (const job of batch) job.n = await double(job.n); return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); const first = byKind.x!.shift()!; first.n = await double(7); return { jobs, byKind }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; let n = 0; for (const job of jobs) { const byKind = groupBy(jobs, (j) => j.type); n += byKind[job.type]!.length; byKind[job.type]![0]!.n += 1; } return { jobs, n }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.n > 2 ? 'big' : 'small'); const { big = [], small = [] } = byKind; for (const job of big) job.n = await double(job.n); for (const job of small) job.status = 's'; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => job.type); const keys = Object.keys(byKind).sort(); for (const k of keys) { const list = byKind[k]!; list.sort((a, b) => b.n - a.n); list[0]!.status = 'best'; } return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const best: { job?: Job } = {}; let b: Job | undefined; await Promise.all(Object.values(groups).map(async (list) => { await double(1); b = list[0]; })); if (b) b.n = 9; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const r = await Promise.all(Object.values(groups).map(async (list) => { await double(1); const m = list[0]!; return { m }; })); r[0]!.m.n = 9; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); await Promise.all(Object.values(groups).map(async (list) => { for (const job of list) { job.n = await double(job.n); } })); return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); await Promise.all(Object.values(groups).map(async (list) => { await double(1); grow(list[0]!); })); return { jobs }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const kept = await Promise.all(Object.values(groups).map(async (list) => { await double(1); return list[0]!; })); jobs[0]!.n = 3; return { jobs, kept }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; for (const job of jobs) (groups[job.type] ??= []).push(job); const p = Promise.all(Object.values(groups).map(async (list) => { await double(1); return list[0]!.n; })); jobs[0]!.n = 3; const ns = await p; return { jobs, ns }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (j) => j.type); for (const job of byKind.x ?? []) job.n = await double(job.n); return sum(byKind); }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const { open, done } = jobs.reduce<{ open: Job[]; done: Job[] }>(({ open, done }, job) => job.n > 2 ? { open: [...open, job], done } : { open, done: [...done, job] }, { open: [], done: [] }); for (const job of open) job.n = await double(job.n); return { jobs, done }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind: Record<string, Job[]> = {}; for (const job of jobs) (byKind[job.type] ??= []).push(job); const s = Object.entries(byKind).map(([k, list]) => ({ k, list })); for (const job of jobs) job.n = await double(job.n); return { jobs, s }; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const byKind = groupBy(jobs, (job) => { if (jobs.length < 8) jobs.push({ id: "q", type: "q", n: 1 }); return job.type; }); for (const [key, list] of Object.entries(byKind)) for (const job of list) job.status = key; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const groups: Record<string, Job[]> = {}; jobs.forEach((job) => { (groups[job.type] ??= []).push(job); if (jobs.length < 8) jobs.push({ id: "q", type: "q", n: 1 }); }); for (const list of Object.values(groups)) for (const job of list) job.n += 1; return jobs; }`,
  `async (input: { jobs: Job[] }) => { const { jobs } = input; const all = jobs; const groups: Record<string, Job[]> = {}; jobs.forEach((job) => { (groups[job.type] ??= []).push(job); if (all.length < 8) all.push({ id: "q", type: "q", n: 1 }); }); for (const list of Object.values(groups)) for (const job of list) job.n += 1; return jobs; }`,
].map((body, index) => ({ name: `groups by helpers, refused ${index}`, before, body }));
