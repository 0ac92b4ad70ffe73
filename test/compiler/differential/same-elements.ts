import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Job { id: string; n: number }`;
const job = (id: string, n: number) => ({ id, n });
const jobs = [job("a", 1), job("b", 2), job("b", 2), job("c", 3)];

/** Elements that are compared by identity, which is where they stand. */
const ofJobs: Readonly<Record<string, string>> = {
  "all others": `async (jobs: Job[]) => { const best = jobs.find((j) => j.n > 1); const others = jobs.filter((j) => j !== best); return { best, others }; }`,
  "none found": `async (jobs: Job[]) => { const best = jobs.find((j) => j.n > 9); return jobs.filter((j) => j !== best).length; }`,
  "pairs of elements": `async (jobs: Job[]) => { let twins = 0; for (const a of jobs) for (const b of jobs) { if (a === b) continue; if (a.id === b.id) twins++; } return twins; }`,
  "others of each": `async (jobs: Job[]) => jobs.map((j) => ({ id: j.id, twins: jobs.filter((o) => o !== j && o.id === j.id).length }))`,
  "the index of an element": `async (jobs: Job[]) => { const best = jobs.find((j) => j.n > 1); if (!best) return "none"; return [jobs.indexOf(best), jobs.lastIndexOf(best), jobs.includes(best)]; }`,
  "elements that are taken out of a list by a new one": `async (given: Job[]) => { let jobs = given.map((j) => ({ ...j, done: false })); const order: string[] = []; while (jobs.length > 0) { const next = jobs.find((j) => j.n === 2) ?? jobs[0]!; jobs = jobs.filter((j) => j !== next); order.push(next.id + (await double(next.n))); } return order; }`,
  "elements that are spliced out": `async (given: Job[]) => { const queue = [...given]; const out: string[] = []; while (queue.length > 0) { const next = queue.reduce((a, b) => (b.n > a.n ? b : a)); queue.splice(queue.indexOf(next), 1); out.push(next.id); } return out; }`,
  "the best one, in a variable": `async (jobs: Job[]) => { let best = jobs[0]!; for (const j of jobs) if (j.n > best.n) best = j; return jobs.filter((j) => j !== best).map((j) => j.id); }`,
  "the first one, by a pattern": `async (jobs: Job[]) => { const [first] = jobs; return jobs.filter((j) => j !== first).length; }`,
  "first and last": `async (jobs: Job[]) => { const first = jobs[0]; const last = jobs.at(-1); return [first === last, jobs.map((j) => (j === last ? "." : ",")).join("")]; }`,
  "the first of a sorted copy": `async (jobs: Job[]) => { const sorted = [...jobs].sort((a, b) => b.n - a.n); const top = sorted[0]!; return sorted.filter((j) => j !== top).map((j) => j.id); }`,
  "chosen from a sorted copy": `async (jobs: Job[]) => { const top = [...jobs].sort((a, b) => b.n - a.n)[0]!; return jobs.filter((j) => j !== top).map((j) => j.id); }`,
  "a list of chosen ones": `async (jobs: Job[]) => { const wanted = jobs.filter((j) => j.n > 1); const first = wanted[0]; return { not: jobs.filter((j) => !wanted.includes(j)), rest: wanted.filter((j) => j !== first), at: jobs.map((j) => wanted.indexOf(j)) }; }`,
  "chosen ones, with calls": `async (jobs: Job[]) => { const wanted = jobs.filter((j) => j.n > 1); const out: string[] = []; for (const j of jobs) { if (!wanted.includes(j)) continue; await release(j.id); out.push(j.id); } return { out, wanted }; }`,
  "an element that is changed, then taken out": `async (given: Job[]) => { const jobs = given.map((j) => ({ ...j })); const j = jobs.find((one) => one.n === 2); if (j) { j.n = 9; const i = jobs.indexOf(j); if (i >= 0) jobs.splice(i, 1); } return jobs; }`,
  "twins that are marked": `async (given: Job[]) => { const jobs = given.map((j) => ({ ...j, used: false })); for (const j of jobs) { if (j.used) continue; const twin = jobs.find((o) => o !== j && !o.used && o.n === j.n); if (twin) { j.used = true; twin.used = true; } } return jobs; }`,
  "in forEach": `async (jobs: Job[]) => { const seen: string[] = []; jobs.forEach((j, i) => { if (jobs.some((o) => o !== j && o.id === j.id)) seen.push(j.id + i); }); return seen; }`,
  "winner and losers": `async (jobs: Job[]) => { const winner = jobs.reduce((a, b) => (b.n > a.n ? b : a)); const losers: string[] = []; for (const j of jobs) { if (j !== winner) { losers.push(j.id); await release(j.id); } } return { winner: winner.id, losers }; }`,
  "in helpers": `async (jobs: Job[]) => { const without = (list: Job[], one: Job) => list.filter((j) => j !== one); const isBest = (list: readonly Job[], one: Job) => list.every((o) => o === one || o.n < one.n); const best = jobs.find((j) => j.n > 1)!; return [without(jobs, best).length, jobs.map((j) => isBest(jobs, j))]; }`,
  "what a helper finds": `async (jobs: Job[]) => { const find = (id: string) => jobs.find((j) => j.id === id); const a = find("a"); const b = find("b"); return [a === b, a === jobs[0], find("z") === undefined]; }`,
  "both may be missing": `async (jobs: Job[]) => { const a = jobs.find((j) => j.n > 5); const b = jobs.find((j) => j.n > 1); const c = jobs[17]; return [a === b, a === c, b !== c, c === a]; }`,
  "members of a record": `async (jobs: Job[]) => { const by: Record<string, Job> = {}; for (const j of jobs) by[j.id] = j; const a = by["a"]; const b = by["b"]; const z = by["z"]; return [a === b, a === by["a"], a === z]; }`,
  "a list that others are added to": `async (given: Job[]) => { const jobs = given.map((j) => ({ ...j })); const first = jobs[0]!; jobs.push({ id: "z", n: 0 }); return jobs.filter((j) => j === first).length; }`,
  "the top of a stack": `async (given: Job[]) => { const stack = [...given]; const out: boolean[] = []; while (stack.length > 0) { const top = stack[stack.length - 1]!; out.push(top === stack[0]); stack.pop(); } return out; }`,
  "the worst one, again and again": `async (given: Job[]) => { let jobs = given; const gone: string[] = []; for (let i = 0; i < 2 && jobs.length > 0; i++) { const worst = jobs.reduce((a, b) => (b.n < a.n ? b : a)); jobs = jobs.filter((j) => j !== worst); gone.push(worst.id); await release(worst.id); } return { gone, jobs }; }`,
  "a variable that goes on": `async (jobs: Job[]) => { let current: Job | undefined = jobs[0]; const out: boolean[] = []; const first = current; for (const j of jobs) { const before = current; if (j.n > 1) current = j; out.push(before === current, current !== j, first === current); } return out; }`,
  "the one before": `async (jobs: Job[]) => { let last: Job | undefined; const out: boolean[] = []; for (const j of jobs) { const before = last; last = j; out.push(before === j, last === j, before === undefined); } return out; }`,
  "a leader, or null": `async (jobs: Job[]) => { let leader: Job | null = null; for (const j of jobs) { if (leader === null || j.n > leader.n) leader = j; } return jobs.map((j) => (j === leader ? 1 : 0)); }`,
  "the other one of two": `async (jobs: Job[]) => { const [a, b] = jobs; if (!a || !b) return null; const winner = a.n > b.n ? a : b; const loser = winner === a ? b : a; return { winner, loser }; }`,
  "one or another one": `async (jobs: Job[]) => { const a = jobs.find((j) => j.n > 5) ?? jobs[0]!; const b = jobs.find((j) => j.n > 1) ?? a; return [a === b, a !== jobs[0]]; }`,
  "at an index that changes": `async (jobs: Job[]) => { let i = 0; const a = jobs[i]; i++; const b = jobs[i]; return [a === b, jobs[i] === b, jobs[i] === a]; }`,
  "the next one": `async (jobs: Job[]) => { const marks: string[] = []; for (const [i, j] of jobs.entries()) { const next = jobs[i + 1]; for (const o of jobs) marks.push(o === j ? "=" : o === next ? ">" : "."); } return marks.join(""); }`,
  "an index that may be none": `async (jobs: Job[]) => { const i = jobs.findIndex((j) => j.n > 1); const found = i >= 0 ? jobs[i] : undefined; return [jobs.map((j) => j === found), found === jobs[99]]; }`,
  "in loops over parts of the list": `async (jobs: Job[]) => { const pairs: string[] = []; jobs.forEach((a, i) => { jobs.slice(i + 1).forEach((b) => { if (a !== b) pairs.push(a.id + b.id); }); }); return pairs; }`,
};

/** Elements that are the same, or not, whatever place they seem to have. */
const unknown: Readonly<Record<string, readonly [body: string, code?: string]>> = {
  "one object twice": [
    `async (n: number) => { const a: Job = { id: "x", n }; const list = [a, a]; const first = list[0]!; return list.filter((j) => j !== first).length; }`,
  ],
  "all elements twice": [
    `async (jobs: Job[]) => { const list = [...jobs, ...jobs]; const first = list[0]!; return list.filter((j) => j !== first).length; }`,
  ],
  "an element that is added again": [
    `async (given: Job[]) => { const list = given.map((j) => ({ ...j })); const first = list[0]!; list.push(first); return list.filter((j) => j !== first).length; }`,
  ],
  "an element that takes another's place": [
    `async (given: Job[]) => { const list = given.map((j) => ({ ...j })); const first = list[0]!; list[1] = first; return list.filter((j) => j === first).length; }`,
  ],
  "an element that a helper adds again": [
    `async (given: Job[]) => { const list = given.map((j) => ({ ...j })); const add = (to: Job[], one: Job) => { to.push(one); }; const first = list[0]!; add(list, first); return list.filter((j) => j === first).length; }`,
    "SP1244",
  ],
  "two members with one object": [
    `async (jobs: Job[]) => { const by: Record<string, Job> = {}; for (const j of jobs) by[j.id] = j; by["b"] = by["a"]!; return by["a"] === by["b"]; }`,
  ],
  "two members with one list": [
    `async (o: { x: { list: Job[] }; y: { list: Job[] } }) => { o.x.list = o.y.list; return o.x.list[0] === o.y.list[0]; }`,
  ],
  "elements with one list": [
    `async (o: { list: Job[] }[]) => { o[0]!.list = o[1]!.list; let n = 0; for (const a of o) for (const b of o) { if (a.list[0] === b.list[0]) n++; } return n; }`,
  ],
  "elements that have moved": [
    `async (given: Job[]) => { const list = given.map((j) => ({ ...j })); const first = list[0]; list.reverse(); return list[0] === first; }`,
  ],
  "elements with others before them": [
    `async (given: Job[]) => { const list = given.map((j) => ({ ...j })); const first = list[0]!; list.unshift({ id: "z", n: 0 }); return list.filter((j) => j === first).length; }`,
  ],
  "elements of a copy": [
    `async (jobs: Job[]) => { let queue = jobs.slice(); for (const j of jobs) { if (j.n > 1) queue = queue.filter((q) => q !== j); } return queue; }`,
  ],
  "elements that a callback gives twice": [
    `async (jobs: Job[]) => { const list = jobs.flatMap((j) => [j, j]); const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "a list joined with itself": [
    `async (jobs: Job[]) => { const list = jobs.concat(jobs); const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "one element again and again": [
    `async (jobs: Job[]) => { const list = jobs.map(() => jobs[0]!); const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "elements that are written out": [
    `async (jobs: Job[]) => { const list = [jobs[0]!, jobs[1]!, jobs[0]!]; const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "one object, pushed in a loop": [
    `async (jobs: Job[]) => { const one: Job = { id: "q", n: 0 }; const list: Job[] = []; for (const j of jobs) { if (j.n > 0) list.push(one); } const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "elements, pushed twice": [
    `async (jobs: Job[]) => { const list: Job[] = []; for (const j of jobs) { list.push(j); list.push(j); } const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "elements, pushed in the next round": [
    `async (jobs: Job[]) => { const list: Job[] = []; let last = jobs[0]!; for (const j of jobs) { list.push(last); last = j; } list.push(last); const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "a list that gets its own element": [
    `async (jobs: Job[]) => { let list = jobs; list = [...list, list[0]!]; const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "an element that a pattern puts elsewhere": [
    `async (given: Job[]) => { const list = given.map((j) => ({ ...j })); [list[1]] = [list[0]!]; const first = list[0]!; return list.filter((j) => j === first).length; }`,
  ],
  "two members, written out": [
    `async (jobs: Job[]) => { const pair = { a: jobs[0]!, b: jobs[0]! }; return pair.a === pair.b; }`,
  ],
  "parts that several elements share": [
    `async (jobs: Job[]) => { const list = jobs.map((j) => ({ id: j.id, first: jobs[0]! })); const [a, b] = list; return a?.first === b?.first; }`,
  ],
  "a function for several lists": [
    `async (jobs: Job[]) => { const isSecond = (j: Job) => j === jobs[1]; return [jobs.filter(isSecond).length, jobs.toReversed().findIndex(isSecond)]; }`,
  ],
  "results of two calls": [
    `async (id: string) => { const a = await fetchItem(id); const b = await fetchItem(id); return a === b; }`,
  ],
  "an element in a list of its own": [
    `async (jobs: Job[]) => { const kept: Job[] = []; for (const j of jobs) { if (!kept.includes(j)) kept.push(j); } return kept; }`,
    "SP1306",
  ],
};

export const sameElements: readonly Row[] = Object.entries(ofJobs).map(([name, body]) => ({
  ...{ name: `the same element: ${name}`, before, body },
  scenarios: [...runs([jobs]), ...runs([jobs.slice(0, 1)]), ...runs([jobs.toReversed()])],
}));

export const perhapsSame: readonly (Program & { readonly code: string })[] = Object.entries(unknown).map(
  ([name, [body, code = "SP1209"]]) => ({ name: `the same element: ${name}`, before, body, code }),
);
