import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Row { id: string; n: number; tags: string[] }
`;
const bodies: any[] = [
 [`async (input: { rows: Row[] }) => { const best = input.rows.find((r) => r.n > 1); const others = input.rows.filter((r) => r !== best); return { best, others }; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const best = input.rows.find((r) => r.n > 1); const others = input.rows.filter((r) => r !== best); return { best, others }; }`, { rows: [{id:"a",n:1,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { let dup = 0; for (const a of input.rows) for (const b of input.rows) { if (a === b) continue; if (a.id === b.id) dup++; } return dup; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => input.rows.map((r) => ({ id: r.id, others: input.rows.filter((o) => o !== r && o.id === r.id).length }))`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const best = input.rows.find((r) => r.n > 1); if (!best) return "none"; const i = input.rows.indexOf(best); return { i, has: input.rows.includes(best) }; }`, { rows: [{id:"b",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { let jobs = input.rows.map((r) => ({ ...r, done: false })); const order: string[] = []; while (jobs.length > 0) { const job = jobs.find((j) => j.n === 2) ?? jobs[0]!; jobs = jobs.filter((j) => j !== job); order.push(job.id + (await double(job.n))); } return order; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const queue = [...input.rows]; const out: string[] = []; while (queue.length > 0) { const next = queue.reduce((a, b) => (b.n > a.n ? b : a)); queue.splice(queue.indexOf(next), 1); out.push(next.id); } return out; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { let best = input.rows[0]!; for (const r of input.rows) if (r.n > best.n) best = r; return input.rows.filter((r) => r !== best).map((r) => r.id); }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const [first] = input.rows; return input.rows.filter((r) => r !== first).length; }`, { rows: [{id:"a",n:1,tags:[]},{id:"a",n:1,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const first = input.rows[0]; const last = input.rows.at(-1); return first !== undefined && last !== undefined && first === last; }`, { rows: [{id:"a",n:1,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const sorted = [...input.rows].sort((a, b) => b.n - a.n); const top = sorted[0]!; return sorted.filter((r) => r !== top).map((r) => r.id); }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const top = [...input.rows].sort((a, b) => b.n - a.n)[0]!; return input.rows.filter((r) => r !== top).map((r) => r.id); }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const a = { id: "x", n: 1, tags: [] as string[] }; const list: Row[] = [a, a]; const f = list[0]!; return list.filter((r) => r !== f).length; }`, { rows: [] }],
 [`async (input: { rows: Row[] }) => { const list: Row[] = [...input.rows, ...input.rows]; const f = list[0]!; return list.filter((r) => r !== f).length; }`, { rows: [{id:"a",n:1,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const list: Row[] = input.rows.map((r) => ({ ...r })); const f = list[0]!; list.push(f); return list.filter((r) => r !== f).length; }`, { rows: [{id:"a",n:1,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const wanted = input.rows.filter((r) => r.n > 1); return input.rows.filter((r) => !wanted.includes(r)).map((r) => r.id); }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const jobs = input.rows.map((r) => ({ ...r })); const job = jobs.find((j) => j.n === 2); if (job) { job.n = 9; const i = jobs.indexOf(job); if (i >= 0) jobs.splice(i, 1); } return jobs; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const seen: string[] = []; input.rows.forEach((r) => { if (input.rows.some((o) => o !== r && o.id === r.id)) seen.push(r.id); }); return seen; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const winner = input.rows.reduce((a, b) => (b.n > a.n ? b : a)); const losers: string[] = []; for (const r of input.rows) { if (r !== winner) { losers.push(r.id); await release(r.id); } } return { winner: winner.id, losers }; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { let queue = input.rows.slice(); const out: string[] = []; for (const r of input.rows) { if (r.n > 1) { queue = queue.filter((q) => q !== r); out.push(r.id); } } return { queue, out }; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const without = (rows: Row[], row: Row) => rows.filter((r) => r !== row); const best = input.rows.find((r) => r.n > 1)!; return without(input.rows, best).length; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
];
bodies.push(
 [`async (input: { rows: Row[] }) => { const wanted = input.rows.filter((r) => r.n > 1); const first = wanted[0]; return { rest: wanted.filter((r) => r !== first), at: input.rows.map((r) => wanted.indexOf(r)) }; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const wanted = input.rows.filter((r) => r.n > 1); const out: string[] = []; for (const r of input.rows) { if (!wanted.includes(r)) continue; await release(r.id); out.push(r.id); } return { out, wanted }; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const find = (id: string) => input.rows.find((r) => r.id === id); const a = find("a"); const b = find("b"); return [a === b, a !== undefined && a === input.rows[0]]; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const jobs = input.rows.map((r) => ({ ...r, deps: [] as string[] })); const remove = (job: Row) => { const i = jobs.findIndex((j) => j === job); if (i >= 0) jobs.splice(i, 1); }; const j = jobs.find((x) => x.n > 1); if (j) remove(j); return jobs.map((x) => x.id); }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"b",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows.map((r) => ({ ...r })); let cur: Row | undefined = rows[0]; const seen: string[] = []; while (cur) { seen.push(cur.id); const at: Row = cur; cur = rows.find((r) => r !== at && r.n > at.n); } return seen; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:3,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const r = await fetchItem("x"); const q = await fetchItem("y"); return r === q; }`, { rows: [] }],
 [`async (input: { rows: Row[] }) => { const m: Record<string, Row> = {}; for (const r of input.rows) m[r.id] = r; const a = m["a"]; const b = m["b"]; return a !== undefined && b !== undefined && a === b; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:3,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const pairs: string[] = []; input.rows.forEach((a, i) => { input.rows.slice(i + 1).forEach((b) => { if (a !== b) pairs.push(a.id + b.id); }); }); return pairs; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:3,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const pairs: string[] = []; for (const a of input.rows) { const rivals = input.rows.filter((b) => b !== a && b.n >= a.n); if (rivals.length) pairs.push(a.id + ":" + rivals.map((r) => r.id).join("")); } return pairs; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { let rows = input.rows; const gone: string[] = []; for (let i = 0; i < 2; i++) { const worst = rows.reduce((a, b) => (b.n < a.n ? b : a)); rows = rows.filter((r) => r !== worst); gone.push(worst.id); await release(worst.id); } return { gone, rows }; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { orders: { id: string; lines: Row[] }[] }) => { const out: string[] = []; for (const o of input.orders) for (const l of o.lines) for (const p of input.orders) for (const m of p.lines) { if (l !== m && l.id === m.id) out.push(o.id + p.id + m.id); } return out; }`, { orders: [{id:"x",lines:[{id:"a",n:1,tags:[]}]},{id:"y",lines:[{id:"a",n:1,tags:[]},{id:"b",n:1,tags:[]}]}] }],
 [`async (input: { rows: Row[] }) => { const stack = [...input.rows]; const out: boolean[] = []; while (stack.length) { const top = stack[stack.length - 1]!; out.push(top === stack[0]); stack.pop(); } return out; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows.map((r) => ({ ...r })); const a = rows[0]; rows.reverse(); return a !== undefined && rows[0] === a; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows.map((r) => ({ ...r })); const a = rows[0]!; rows[1] = a; return rows.filter((r) => r === a).length; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows.map((r) => ({ ...r })); const a = rows[0]!; rows.unshift({ id: "z", n: 0, tags: [] }); return rows.filter((r) => r === a).length; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows.map((r) => ({ ...r })); const a = rows[0]!; rows.push({ id: "z", n: 0, tags: [] }); return rows.filter((r) => r === a).length; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows: Row[] = []; for (const r of input.rows) { const c = { ...r }; rows.push(c); if (r.n > 1) rows.push(c); } const a = rows[1]!; return rows.filter((r) => r === a).length; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
);
bodies.push(
 [`async (input: { rows: Row[] }) => { const m: Record<string, Row> = {}; for (const r of input.rows) m[r.id] = r; m["b"] = m["a"]!; const a = m["a"]; const b = m["b"]; return a !== undefined && b !== undefined && a === b; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:3,tags:[]}] }],
 [`async (input: { o: { x: { l: Row[] }, y: { l: Row[] } } }) => { input.o.x.l = input.o.y.l; const a = input.o.x.l[0]; const b = input.o.y.l[0]; return a === b; }`, { o: { x: { l: [{id:"a",n:1,tags:[]}] }, y: { l: [{id:"a",n:1,tags:[]}] } } }],
 [`async (input: { o: { l: Row[] }[] }) => { input.o[0]!.l = input.o[1]!.l; let n = 0; for (const a of input.o) for (const b of input.o) { const x = a.l[0]; const y = b.l[0]; if (x === y) n++; } return n; }`, { o: [{ l: [{id:"a",n:1,tags:[]}] }, { l: [{id:"a",n:1,tags:[]}] }] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows.map((r) => ({ ...r })); const add = (list: Row[], r: Row) => { list.push(r); }; const a = rows[0]!; add(rows, a); return rows.filter((r) => r === a).length; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const m = new Map<string, Row>(); for (const r of input.rows) m.set(r.id, { ...r }); const a = m.get("a"); const b = m.get("b"); const z = m.get("z"); return [a === b, a === m.get("a"), z === undefined, z === a]; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const a = input.rows.find((r) => r.n > 5); const b = input.rows.find((r) => r.n > 1); const c = input.rows.find((r) => r.id === "zz"); return [a === b, a === c, b !== c, b === b]; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows; const a = rows[7]; const b = rows.find((r) => r.n > 5); return [a === b, a !== b]; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { a: Row; b: Row }) => { const winner = input.a.n > input.b.n ? input.a : input.b; const isA = winner === input.a; return { isA, loser: winner === input.a ? input.b.id : input.a.id }; }`, { a: {id:"a",n:1,tags:[]}, b: {id:"b",n:2,tags:[]} }],
 [`async (input: { rows: Row[] }) => { const [x, y] = input.rows; let out = "none"; if (x && y) { const worse = x.n < y.n ? x : y; out = worse === x ? "x" : "y"; } return out; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => Promise.all(input.rows.map(async (r) => { const others = input.rows.filter((o) => o !== r); return (await double(others.length)); }))`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const isBest = (list: readonly Row[], r: Row) => list.every((o) => o === r || o.n < r.n); return input.rows.map((r) => isBest(input.rows, r)); }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:3,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const out: string[] = []; for (const r of input.rows) { const twin = input.rows.find((o) => o !== r && o.n === r.n); if (twin) { out.push(r.id + twin.id); } } return out; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const rows = input.rows.map((r) => ({ ...r, used: false })); for (const r of rows) { if (r.used) continue; const twin = rows.find((o) => o !== r && !o.used && o.n === r.n); if (twin) { r.used = true; twin.used = true; } } return rows; }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
 [`async (input: { rows: Row[] }) => { const last = input.rows[input.rows.length - 1]; return input.rows.map((r) => r.id + (r === last ? "." : ",")).join(""); }`, { rows: [{id:"a",n:1,tags:[]},{id:"b",n:2,tags:[]},{id:"c",n:2,tags:[]}] }],
);
const out: string[] = [];
test("probe", async () => {
  for (const [index, [body, input, stubs]] of (bodies as any[]).entries()) {
    const head = "#" + index + " " + body.replace(/\s+/g, " ").slice(0, 150);
    try {
      const programs = compilePrograms([{ name: "p" + index, before: (typeof before === "string" ? before : ""), body }] as any);
      for (const scenario of runs([input, stubs])) {
        const native = await observeNative(programs[0]!, scenario);
        const machine = await observeMachine(programs[0]!, scenario);
        const same = JSON.stringify(native) === JSON.stringify(machine);
        out.push((same ? "SAME " : "DIFFER ") + head + (same ? " => " + JSON.stringify(native.end).slice(0, 200) : "\n   native  " + JSON.stringify(native) + "\n   machine " + JSON.stringify(machine)));
      }
    } catch (e) { out.push("REFUSED " + head + "\n   " + String((e as Error).message).slice(0, 1200).split("\n").join("\n   ")); }
  }
  writeFileSync("/tmp/probe-id1.txt", out.join("\n") + "\n");
}, 600000);
