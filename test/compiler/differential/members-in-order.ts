import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
interface Job { id: string; n: number; state?: string; tags: string[] }
interface Input { list: { id: string; n: number }[] }
const size = (js: Job[]) => js.length;
`;
const made = `const rec: Record<string, Job[]> = {}; for (const j of input.list) (rec[j.n > 2 ? "a" : "b"] ??= []).push({ ...j, tags: [] }); const map = new Map<string, Job[]>(); for (const j of input.list) { const k = j.n > 2 ? "a" : "b"; const g = map.get(k); if (g) g.push({ ...j, tags: [] }); else map.set(k, [{ ...j, tags: [] }]); } const byId = new Map<string, Job>(input.list.map((j) => [j.id, { ...j, tags: [] }])); const jobs: Record<string, Job> = Object.fromEntries(input.list.map((j) => [j.id, { ...j, tags: [] }]));`;
const input = {
  list: [
    { id: "a", n: 3 },
    { id: "b", n: 0 },
    { id: "c", n: 5 },
    { id: "d", n: 1 },
  ],
};

const bodies: Readonly<Record<string, string>> = {
  "entries of a Map in order": `for (const [key, js] of [...map].sort(([x], [y]) => (x < y ? 1 : -1))) { js.sort((x, y) => y.n - x.n); js.push({ id: key, n: 0, tags: [] }); } return [...map];`,
  "entries of a Map by their size, with calls": `for (const [key, js] of [...map.entries()].sort((x, y) => x[1].length - y[1].length)) { js.push({ id: key, n: 0, tags: [] }); await echo([key, js.length]); } return [...map];`,
  "some entries of a Map": `for (const [key, js] of [...map.entries()].filter(([k]) => k !== "a")) { js.push({ id: key, n: 0, tags: [] }); } return [...map];`,
  "some values of a Map": `for (const js of [...map.values()].filter((j) => j.length > 1)) { js.pop(); } return [...map];`,
  "values of a Map in order, with calls": `for (const job of [...byId.values()].sort((x, y) => y.n - x.n)) { job.state = "x"; await echo(job.id); } return [...byId.values()];`,
  "the first values of a Map": `for (const job of [...byId.values()].filter((j) => j.n > 0).sort((x, y) => y.n - x.n).slice(0, 2)) { job.state = "x"; } return [...byId.values()];`,
  "entries of a Map that are changed meanwhile": `for (const [, job] of [...byId].filter(([, j]) => j.n > 0)) { job.state = "x"; byId.get("c")!.n += 1; job.tags.push(String(byId.get("c")!.n)); } return [...byId.values()];`,
  "members that are changed meanwhile": `for (const job of Object.values(jobs).filter((j) => j.n > 0).sort((x, y) => y.n - x.n)) { job.state = "x"; jobs["c"]!.n += 1; job.tags.push(String(jobs["c"]!.n)); } return jobs;`,
  "members in order, up to one": `for (const [id, job] of Object.entries(jobs).sort(([, x], [, y]) => y.n - x.n).slice(1)) { job.state = id; job.n += 1; if (job.n > 3) break; } return jobs;`,
  "members from the end, with calls": `for (const [id, job] of Object.entries(jobs).reverse()) { job.n += 1; try { await check(job.n); } catch { job.state = "failed " + id; } } return jobs;`,
  "members that are replaced": `for (const [id, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { jobs[id] = { ...job, n: 0 }; } return jobs;`,
  "members in rounds": `for (const k of ["b", "a"]) for (const [i, job] of Object.entries(jobs).filter(([id]) => id >= k)) { job.tags.push(k + i); } return jobs;`,
  "members of a part": `const holder = { byId: jobs, total: 0 }; for (const job of Object.values(holder.byId).toSorted((x, y) => x.n - y.n)) { holder.total += job.n; job.n = holder.total; } return holder;`,
  "members by index": `for (const [key, job] of Object.entries(jobs).filter(([, j], i) => i > 0 && j.n > 0)) { job.state = key; } return jobs;`,
  "a copy of a Map": `for (const [key, js] of [...map]) { for (const j of js) { j.state = key; j.n += size(js); } } return [...map];`,
  "an element or none, by its index": `const list = input.list.map((j) => ({ ...j, tags: [] as string[] })); const i = list.findIndex((j) => j.n === 5); const job = i >= 0 ? list[i] : undefined; if (job) { job.n = 50; job.tags.push("t"); } return list;`,
  "an element or none, which there is not": `const list = input.list.map((j) => ({ ...j, tags: [] as string[] })); const i = list.findIndex((j) => j.n === 6); const job = i === -1 ? undefined : list[i]; if (job) job.n = 50; return [list, job === undefined];`,
  "an element or null": `const list = input.list.map((j) => ({ ...j, tags: [] as string[] })); const job = list.find((j) => j.n > 100) ?? null; if (job !== null) job.n = 50; const other = list.find((j) => j.n > 1) ?? null; if (other !== null) other.n = 51; return [list, job];`,
};

const body = (text: string) => `async (input: Input) => { ${made} ${text} }`;

/** Loops over members of objects and values of Maps, chosen and in some order, which are changed; and elements that may be none. */
export const membersInOrder: readonly Row[] = Object.entries(bodies).map(([name, text]) => ({
  name: `members in order: ${name}`,
  before,
  body: body(text),
  scenarios: runs(
    [input],
    [input, { echo: [{ result: 1 }, fails("Broken")], check: [{ result: 1 }, fails("Broken")] }],
  ),
}));

const shared: Readonly<Record<string, string>> = {
  "a member that is deleted": `for (const [id, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { delete jobs[id]; job.n += 1; } return jobs;`,
  "an entry that is deleted": `for (const [id, job] of [...byId].filter(([, j]) => j.n > 0)) { byId.delete(id); job.n += 1; } return [...byId.keys()];`,
  "an entry that is added": `for (const [id, job] of [...byId].filter(([, j]) => j.n > 0)) { byId.set(id + "2", { id: id + "2", n: 1, tags: [] }); job.n += 1; } return [...byId];`,
  "a member that is added": `for (const [id, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { jobs["z" + id] = { id: "z", n: 1, tags: [] }; job.n += 1; } return jobs;`,
  "a member that is kept": `const kept: Job[] = []; for (const [, job] of Object.entries(jobs).filter(([, j]) => j.n > 0)) { job.n += 1; kept.push(job); } return [kept, jobs];`,
};

/** The same where the member may be another one meanwhile. */
export const sharedInOrder: readonly Program[] = Object.entries(shared).map(([name, text]) => ({
  name: `members in order: ${name}`,
  before,
  body: body(text),
}));
