import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Job { id: string; n: number }
interface Group { jobs: Job[]; by: Record<string, Job> }
`;

const job = (id: string, n: number) => ({ id, n });
const groups = [
  { jobs: [job("a", 1), job("b", 2), job("b", 2)], by: { a: job("a", 1), bb: job("b", 2) } },
  { jobs: [job("q", 7)], by: { q: job("q", 7), w: job("w", 8) } },
];

/** What a variable led to that has gone on to another element meanwhile. */
const ofGroups: Readonly<Record<string, string>> = {
  "an element": `async (groups: Group[]) => { let g = groups[0]; const held = g; g = groups[1]; if (held) held.jobs.push({ id: "z", n: 0 }); if (g) g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "a list": `async (groups: Group[]) => { let g = groups[0]!; const list = g.jobs; g = groups[1]!; list.push({ id: "z", n: 0 }); g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "a list, by a pattern": `async (groups: Group[]) => { let g = groups[0]!; const { jobs } = g; g = groups[1]!; jobs.push({ id: "z", n: 0 }); g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "a list in a loop": `async (groups: Group[]) => { let g = groups[0]!; for (const j of g.jobs) { j.n += 10; g = groups[1]!; } g.jobs.push({ id: "z", n: 0 }); return groups; }`,
  "an element that is found": `async (groups: Group[]) => { let g = groups[0]!; g.jobs.forEach((j) => { j.n += 10; }); const first = g.jobs.find((j) => j.n > 11); g = groups[1]!; if (first) first.n = 0; g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "chosen ones": `async (groups: Group[]) => { let g = groups[0]!; const late = g.jobs.filter((j) => j.n > 1); g = groups[1]!; for (const j of late) j.n = 0; g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "chosen ones in a loop": `async (groups: Group[]) => { let g = groups[0]!; for (const j of g.jobs.filter((one) => one.n > 1)) { j.n = 0; g = groups[1]!; } g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "one of chosen ones": `async (groups: Group[]) => { let g = groups[0]!; const best = g.jobs.filter((j) => j.n > 1)[0]!; g = groups[1]!; best.n = 55; g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "in calls side by side": `async (groups: Group[]) => { let g = groups[0]!; await Promise.all(g.jobs.map(async (j) => { j.n = await double(j.n); })); g = groups[1]!; g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "members of a record": `async (groups: Group[]) => { let g = groups[0]!; for (const [key, j] of Object.entries(g.by)) { j.n += key.length; g = groups[1]!; } for (const j of Object.values(g.by)) { j.n *= 2; g = groups[0]!; } return groups; }`,
  "what is put into its list": `async (groups: Group[]) => { let g = groups[0]!; const made = { id: "f", n: 1 }; g.jobs.push(made); g = groups[1]!; made.n = 5; g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "what is made when missing": `async (groups: Group[]) => { let g = groups[0]!; let j = g.jobs.find((one) => one.id === "zz"); if (!j) { j = { id: "zz", n: 0 }; g.jobs.push(j); } g = groups[1]!; j.n++; g.jobs.push({ id: "y", n: 1 }); return groups; }`,
  "what is there by default": `async (groups: Group[]) => { let g = groups[0]!; const j = (g.by["k"] ??= { id: "k", n: 0 }); g = groups[1]!; j.n = 4; (g.by["k"] ??= { id: "l", n: 9 }).n++; return groups; }`,
  "given to a helper": `async (groups: Group[]) => { let g = groups[0]!; const add = (list: Job[]) => { list.push({ id: "n", n: list.length }); }; add(g.jobs); g = groups[1]!; add(g.jobs); const held = g; g = groups[0]!; add(held.jobs); return groups; }`,
  "another variable": `async (groups: Group[]) => { let g = groups[0]!; let other = g; g = groups[1]!; other.jobs.push({ id: "z", n: 0 }); g.jobs.push({ id: "y", n: 1 }); other = g; other.jobs.pop(); return groups; }`,
};

export const walkersGoneOn: readonly Row[] = Object.entries(ofGroups).map(([name, body]) => ({
  ...{ name: `a variable that has gone on: ${name}`, before, body },
  scenarios: [...runs([groups]), ...runs([groups.toReversed()])],
}));
