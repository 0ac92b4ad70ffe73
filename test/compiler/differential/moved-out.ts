import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface S { user: string; start: number; end: number; n: number }
interface C { id: string; n: number }
interface E { type: string; at: number; user: string }
const fill = (es: E[]) => { const m = new Map<string, S>(); for (const e of es) m.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); return m; };
`;

const event = (at: number, user: string, type = "view") => ({ type, at, user });
const visits = [event(1, "a"), event(5, "b"), event(20, "a"), event(90, "a"), event(95, "a", "logout"), event(99, "a")];

const ofVisits: Readonly<Record<string, string>> = {
  "sessions, ended by a long pause": `async (events: E[]) => { const out: S[] = []; const open = new Map<string, S>(); for (const e of events) { const current = open.get(e.user); if (!current || e.at - current.end > 30) { if (current) out.push(current); open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } else { current.end = e.at; current.n++; } } out.push(...open.values()); return out; }`,
  "sessions in an object": `async (events: E[]) => { const out: S[] = []; const open: Record<string, S> = {}; for (const e of events) { const current = open[e.user]; if (!current || e.at - current.end > 30) { if (current) out.push(current); open[e.user] = { user: e.user, start: e.at, end: e.at, n: 1 }; } else { current.end = e.at; current.n++; } } out.push(...Object.values(open)); return out; }`,
  "sessions, ended by an event": `async (events: E[]) => { const out: S[] = []; const open = new Map<string, S>(); for (const e of events) { const s = open.get(e.user); if (s && e.type === "logout") { out.push(s); open.delete(e.user); } else if (s) { s.end = e.at; s.n++; } else open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } return { out, open: [...open.values()] }; }`,
  "the current session, replaced": `async (events: E[]) => { const out: S[] = []; let current: S | null = null; for (const e of events) { if (current === null || e.at - current.end > 30) { if (current !== null) out.push(current); current = { user: e.user, start: e.at, end: e.at, n: 0 }; } current.end = e.at; current.n += 1; } if (current) out.push(current); return out; }`,
  "sessions that change before they end": `async (events: E[]) => { const open = new Map<string, S>(); const done: S[] = []; for (const e of events) { if (e.type === "logout") { const s = open.get(e.user); if (s) { s.end = e.at; done.push(s); open.delete(e.user); } continue; } const s = open.get(e.user); if (s) s.n++; else open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } return [done, [...open.keys()]]; }`,
  "sessions that change after they end": `async (events: E[]) => { const open = new Map<string, S>(); const done: S[] = []; for (const e of events) { if (e.type === "logout") { const s = open.get(e.user)!; open.delete(e.user); s.end = e.at; done.push(s); continue; } const s = open.get(e.user); if (s) s.n++; else open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } return [done, [...open.keys()]]; }`,
  "sessions, with those that are open": `async (events: E[]) => { const out: S[] = []; const open = new Map<string, S>(); for (const e of events) { const current = open.get(e.user); if (!current || e.at - current.end > 30) { if (current) out.push(current); open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } else { current.end = e.at; current.n++; } } return [out, [...open]]; }`,
  "sessions, with continue": `async (events: E[]) => { const out: S[] = []; const open = new Map<string, S>(); for (const e of events) { const current = open.get(e.user); if (current && e.at - current.end <= 30) { current.end = e.at; current.n++; continue; } if (current) out.push(current); open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } return [out, [...open]]; }`,
  "sessions, replaced late": `async (events: E[]) => { const out: S[] = []; const open = new Map<string, S>(); for (const e of events) { const current = open.get(e.user); if (current) { if (e.at > 50) { out.push(current); open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } else { current.end = e.at; current.n++; } } else { open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } } return [out, [...open]]; }`,
  "sessions, the open ones one by one": `async (events: E[]) => { const out: S[] = []; const open = new Map<string, S>(); for (const e of events) { const current = open.get(e.user); if (!current || e.at - current.end > 30) { if (current) { out.push(current); } open.set(e.user, { user: e.user, start: e.at, end: e.at, n: 1 }); } else { current.end = e.at; current.n++; } } for (const s of open.values()) out.push(s); return out; }`,
};

const ofElements: Readonly<Record<string, string>> = {
  "taken out, then changed": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const s = m.get("a")!; m.delete("a"); s.n = 50; out.push(s); return [out, [...m]]; }`,
  "taken out in turn": `async (es: E[]) => { const m = fill(es); const out: S[] = []; for (const e of es) { const s = m.get(e.user)!; m.delete(e.user); s.n = e.at; await echo(s); out.push(s); } return [out, [...m]]; }`,
  "changed where it is then": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const s = m.get("a")!; s.end = 4; out.push(s); m.delete("a"); out[0]!.n = 7; return [out, [...m]]; }`,
  "spliced out": `async (es: E[]) => { const q: S[] = es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })); const out: S[] = []; const i = q.findIndex((x) => x.user === "b"); const s = q[i]!; s.n = 4; out.push(s); q.splice(i, 1); q[0]!.n = 8; return [out, q]; }`,
  "shifted after a while": `async (es: E[]) => { const q: S[] = es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })); const out: S[] = []; while (q.length > 0) { const s = q[0]!; s.n++; if (s.n > 2) { out.push(s); q.shift(); } else await echo(s.n); } return [out, q]; }`,
  "shifted, then changed": `async (es: E[]) => { const q: S[] = es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })); const out: S[] = []; const first = q[0]!; q.shift(); first.n = 9; out.push(first); q[0]!.n = 3; return [out, q]; }`,
  "into a member": `async (es: E[]) => { const o: Record<string, S> = {}; for (const e of es) o[e.user] = { user: e.user, start: e.at, end: e.at, n: 1 }; const out: Record<string, S> = {}; const s = o.a!; s.n = 2; out.first = s; delete o.a; for (const x of Object.values(o)) x.n++; return [o, out]; }`,
  "into a dictionary": `async (es: E[]) => { const o: Record<string, S> = {}; for (const e of es) o[e.user] = { user: e.user, start: e.at, end: e.at, n: 1 }; const out: Record<string, S> = {}; for (const e of es) { const s = o[e.user]!; s.n = 2; out[e.type + e.at] = s; delete o[e.user]; } return [o, out]; }`,
  "into another Map, and changed there": `async (es: E[]) => { const m = fill(es); const out = new Map<string, S>(); for (const e of es) { const s = m.get(e.user)!; if (s.start > 1) { s.n++; out.set(e.user, s); m.delete(e.user); } } out.get("b")!.n = 100; return [[...m], [...out]]; }`,
  "between parts of one object": `async (es: E[]) => { const state = { open: {} as Record<string, S>, done: [] as S[] }; for (const e of es) state.open[e.user] = { user: e.user, start: e.at, end: e.at, n: 1 }; for (const e of es) { const s = state.open[e.user]!; s.end += 10; if (await check(s.end)) { state.done.push(s); delete state.open[e.user]; } } return state; }`,
  "between parts of one object, and changed there": `async (es: E[]) => { const state = { open: {} as Record<string, S>, done: [] as S[] }; for (const e of es) state.open[e.user] = { user: e.user, start: e.at, end: e.at, n: 1 }; for (const e of es) { const s = state.open[e.user]!; s.end += 10; state.done.push(s); delete state.open[e.user]; state.done.at(-1)!.n = 4; } return state; }`,
  "to the end of the same list": `async (es: E[]) => { const q: S[] = es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })); for (let i = 0; i < 5; i++) { const s = q[0]!; s.n++; q.push(s); q.shift(); } return q; }`,
  "between lists of one object": `async (es: E[]) => { const a: Record<string, S[]> = { x: es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })), y: [] }; const s = a.x![0]!; s.n++; a.y!.push(s); a.x!.shift(); a.y![0]!.n += 5; return a; }`,
};

const ofPlaces: Readonly<Record<string, string>> = {
  "replaced, then changed": `async () => { const order = { a: { n: 1 } }; const part = order.a; order.a = { n: 3 }; part.n = 9; await echo(part); return [order, part]; }`,
  "deleted, then changed": `async () => { const parts: Record<string, { n: number }> = { x: { n: 1 } }; const part = parts.x!; delete parts.x; part.n = 3; return { parts, part }; }`,
  "shifted, then changed by its name": `async () => { const rows = [1, 2].map((n) => ({ n })); const first = rows[0]!; rows.shift(); first.n = 9; return [rows, first]; }`,
  "a Set that is replaced": `async () => { const o = { s: new Set<string>() }; const t = o.s; o.s = new Set(["new"]); t.add("x"); return [t.size, [...o.s]]; }`,
};

const ofCards: Readonly<Record<string, string>> = {
  "cards that go through lists": `async (es: string[]) => { const l: { todo: C[]; doing: C[]; done: C[] } = { todo: es.map((id) => ({ id, n: 0 })), doing: [], done: [] }; while (l.todo.length > 0) { const card = l.todo.shift()!; card.n++; l.doing.push(card); const moved = l.doing.shift()!; moved.n += 10; l.done.push(moved); } return l; }`,
  "cards that go through two lists": `async (es: string[]) => { const todo: C[] = es.map((id) => ({ id, n: 0 })); const doing: C[] = []; while (todo.length > 0) { const card = todo.shift()!; card.n++; doing.push(card); } while (doing.length > 0) { const moved = doing.shift()!; moved.n += 10; await echo(moved); } return [doing, todo]; }`,
};

const row = (name: string, body: string, input: unknown): Row => ({
  name: `moved out: ${name}`,
  before,
  body,
  scenarios: runs([input]),
});

/** Parts that go from their place into something else: next, the place gets another value, or is removed. */
export const movedOut: readonly Row[] = [
  ...Object.entries(ofVisits).map(([name, body]) => row(name, body, visits)),
  ...Object.entries(ofElements).map(([name, body]) => row(name, body, [event(1, "a"), event(5, "b"), event(20, "c")])),
  ...Object.entries(ofPlaces).map(([name, body]) => row(name, body, undefined)),
  ...Object.entries(ofCards).map(([name, body]) => row(name, body, ["a", "b", "c"])),
];

const held: Readonly<Record<string, string>> = {
  "taken out, with another name": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const t = m.get("a")!; const s = m.get("a")!; m.delete("a"); s.n = 50; out.push(s); return [out, t.n]; }`,
  "moved out, with another name that changes it": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const t = m.get("a")!; const s = m.get("a")!; s.end = 4; out.push(s); m.delete("a"); t.n = 50; return [out, t.n]; }`,
  "changed after it was moved out": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const s = m.get("a")!; s.end = 4; out.push(s); m.delete("a"); s.n = 50; return [out, [...m]]; }`,
  "another key": `async (es: E[]) => { const m = fill(es); const out: S[] = []; let k = "a"; const s = m.get(k)!; s.end = 4; k = "b"; out.push(s); m.delete(k); for (const x of m.values()) x.n = 9; return [out, [...m]]; }`,
  "in a named list of some": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const some = [...m.values()].filter((x) => x.n > 0); const s = m.get("a")!; s.end = 4; out.push(s); m.delete("a"); some[0]!.n = 9; return [out, [...m], some]; }`,
  "put in two places": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const other: S[] = []; const s = m.get("a")!; s.end = 4; out.push(s); other.push(s); m.delete("a"); other[0]!.n = 7; return [out, other, [...m]]; }`,
  "moved out twice": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const s = m.get("a")!; for (let i = 0; i < 2; i++) { s.n++; out.push(s); m.delete("a"); } return [out, [...m]]; }`,
  "an error before it is removed": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const s = m.get("a")!; s.n = 5; try { out.push(s); out.push(...JSON.parse("[") as S[]); m.delete("a"); } catch { await echo(1); } const t = m.get("a"); if (t) t.n = 99; return [out, [...m]]; }`,
  "to the front of the same list": `async (es: E[]) => { const q: S[] = es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })); const s = q[1]!; s.n++; q.unshift(s); q.splice(1, 1); q[0]!.n = 70; return q; }`,
  "of another Map with the same name": `async (es: E[]) => { const m = fill(es); const out: S[] = []; const s = m.get("a")!; s.n = 5; { const m = fill(es); out.push(s); m.delete("a"); } m.get("a")!.n = 6; return [out, [...m]]; }`,
  "behind a new first element": `async (es: E[]) => { const q: S[] = es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })); const out: S[] = []; const s = q[0]!; s.n = 4; out.push(s); q.unshift({ user: "z", start: 0, end: 0, n: 0 }); q.shift(); q[0]!.n = 8; return [out, q]; }`,
  "spliced out with others": `async (es: E[]) => { let q: S[] = es.map((e) => ({ user: e.user, start: e.at, end: e.at, n: 1 })); const out: S[] = []; const s = q[0]!; s.n = 4; out.push(s); q.splice(0, 2); q[0]!.n = 8; return [out, q]; }`,
};

/** Parts that something else holds as well, or that stay where they are. */
export const heldWhenMoved: readonly Program[] = Object.entries(held).map(([name, body]) => ({
  name: `moved out: ${name}`,
  before,
  body,
}));
