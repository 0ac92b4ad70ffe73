import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Line { id: string; n: number; xs: string[] }
interface Room { id: string; n: number; cap: number; tags: string[]; who?: string }
interface Input { rooms: { id: string; n: number; cap: number }[] }
const bumpAll = (rs: Room[]) => { for (const r of rs) r.n += 1000; };
`;
const input = { rooms: [{ id: "a", n: 1, cap: 5 }, { id: "b", n: 2, cap: 3 }, { id: "c", n: 3, cap: 9 }, { id: "d", n: 0, cap: 1 }] };
const R = `const rooms: Room[] = input.rooms.map((r) => ({ ...r, tags: [] })); const free = rooms.filter((r) => r.n > 0);`;
const S = `const stats: Record<string, { n: number }> = { a: { n: 1 }, b: { n: 2 }, c: { n: 3 } };`;
const texts = [
`const o = { m: new Map([["k", new Set(["k"])]]) }; const out: number[] = []; for (const [k, v] of o.m) { o.m.get(k)!.delete(k); out.push(v.size); } return out;`,
`const rows: Line[] = [{ id: "s", n: 0, xs: [] }]; let guard = 0; for (const r of rows) { if (guard++ > 2) break; const row: Line = { id: r.id + "x", n: 1, xs: [] }; rows.push(row); row.n++; } return rows;`,
`const map = new Map<string, number[]>([["a", [1]]]); for (const [key, list] of map) { map.get(key)!.push(2); if (list.length > 5) break; } return [...map];`,
`${R} let next = rooms.find((r) => r.n === 0); rooms[0]!.n = 5; await echo(next ?? null); return rooms;`,
`${R} let next = rooms.find((r) => r.n === 0); rooms[3]!.n = 5; await echo(next ?? null); return rooms;`,
`${R} let next = rooms.find((r) => r.n === 0); if (next) next.n = 5; return rooms;`,
`${S} let t = 0; for (const e of Object.values(stats)) { stats["c"]!.n = 9; t += e.n; } return [stats, t];`,
`${S} let t = 0; for (const [k, e] of Object.entries(stats)) { stats["c"]!.n += 9; t += e.n; await echo([k, e.n]); } return [stats, t];`,
`${S} let t = 0; for (const e of Object.values(stats)) { stats["c"] = { n: 9 }; t += e.n; } return [stats, t];`,
`${S} let t = 0; for (const e of Object.values(stats)) { delete stats["c"]; t += e.n; } return [stats, t];`,
`${R} let sum = 0; for (const r of free) { rooms[1]!.n = 40; sum += r.n; } return [rooms, sum];`,
`${R} let sum = 0; for (const r of free) { rooms[1]!.n = 40; rooms.shift(); sum += r.n; } return [rooms, sum];`,
`${R} let sum = 0; for (const r of rooms) { rooms[1]!.n = 40; rooms.pop(); sum += r.n; } return [rooms, sum];`,
`${R} let sum = 0; for (const r of rooms) { rooms[1]!.n = 40; if (rooms.length < 8) rooms.push({ ...r, n: 1, tags: [] }); sum += r.n; } return [rooms, sum];`,
`${R} let sum = 0; for (const r of rooms) { rooms[1]!.n = 40; rooms[2] = { id: "q", n: 7, cap: 0, tags: [] }; sum += r.n; } return [rooms, sum];`,
`${R} const a = free[0]!; a.n = 4; bumpAll(free); return rooms;`,
`${R} let sum = 0; const f = () => { rooms[1]!.n += 40; }; for (const r of rooms) { f(); sum += r.n; } return [rooms, sum];`,
`${R} const out: number[] = []; for (const r of rooms) { const late = () => r.n; rooms[0]!.n += 40; out.push(late()); } return [rooms, out];`,
`${R} const out: unknown[] = []; for (const r of rooms) { await Promise.all([1, 2].map(async (k) => { await double(k); return r.n; })); rooms[0]!.n += 40; out.push(r.n); } return [rooms, out];`,
`${R} const m = new Map(rooms.map((r) => [r.id, { ...r, tags: [] as string[] }])); for (const r of m.values()) { m.get("a")!.n += 3; r.tags.push(String(m.get("a")!.n)); } return [...m.values()];`,
`${R} const m = new Map(rooms.map((r) => [r.id, { ...r, tags: [] as string[] }])); const o: number[] = []; for (const r of m.values()) { m.get("a")!.n += 3; o.push(r.n); } return [o, ...m.values()];`,
`${R} const m = new Map(rooms.map((r) => [r.id, { ...r, tags: [] as string[] }])); const o: number[] = []; for (const [id, r] of m) { m.get("a")!.n += 3; if (id === "b") m.delete("c"); o.push(r.n); } return [o, ...m.values()];`,
`${R} const m = new Map(rooms.map((r) => [r.id, { ...r, tags: [] as string[] }])); const o: number[] = []; for (const [id, r] of m) { m.get("a")!.n += 3; if (id === "b") m.set("x", { ...r, id: "x", tags: [] }); o.push(r.n); } return [o, ...m.values()];`,
];
const bodies = texts.map((t) => [`async (input: Input) => { ${t} }`, input]);
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
  writeFileSync("/tmp/probe-p7.txt", out.join("\n") + "\n");
}, 600000);
