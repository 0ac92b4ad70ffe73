import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const row = `interface R { n: number; t?: string }`;
const scored = `${row} interface S { row: R; score: number }`;
const worker = `interface W { id: number; load: number; jobs: number[] }`;

/** Functions that give, hold or change elements, and what is done with these by their callers: declarations, and the statements of a workflow. */
const programs: Readonly<Record<string, readonly [before: string, body: string]>> = {
  "find helper then change": [
    `${row} function find(rows: R[], n: number) { return rows.find((r) => r.n === n); }`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = find(q, 2); if (one) one.t = "x"; return q;`,
  ],
  "helper with loop gives element": [
    `${row} function largest(rows: R[]): R | undefined { let best: R | undefined; for (const r of rows) if (best === undefined || r.n > best.n) best = r; return best; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = largest(q); if (one) one.t = "x"; return q;`,
  ],
  "helper sorts and gives first": [
    `${row} const pick = (rows: R[]) => [...rows].sort((a, b) => a.n - b.n)[0];`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = pick(q); if (one) { one.t = await echo("a") as string; } return q;`,
  ],
  "helper wraps objects": [
    `${scored} function score(rows: R[]): S[] { return rows.map((row) => ({ row, score: row.n * 2 })); }`,
    `const q: R[] = input.list.map((n) => ({ n })); const s = score(q); for (const x of s) if (x.score > 2) x.row.t = "hi"; return { q, s };`,
  ],
  "helper reads wrapped objects": [
    `${scored} function best(list: S[]): S | undefined { let b: S | undefined; for (const s of list) { if (!b || s.score > b.score) b = s; } return b; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const s = q.map((row) => ({ row, score: row.n * 2 })); const b = best(s); if (b) b.row.t = "best"; return { q, n: b?.score ?? 0 };`,
  ],
  "helper changes wrapped objects": [
    `${scored} function mark(list: S[]) { for (const s of list) { if (s.score > 2) s.row.t = "m"; } }`,
    `const q: R[] = input.list.map((n) => ({ n })); const s: S[] = q.map((row) => ({ row, score: row.n * 2 })); mark(s); return q;`,
  ],
  "helper changes one wrapped": [
    `${scored} function mark(s: S, t: string) { s.row.t = t; s.score += 1; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const s: S[] = q.map((row) => ({ row, score: row.n * 2 })); for (const x of s) mark(x, "m"); return { q, s };`,
  ],
  "helper takes list, filters, changes": [
    `${row} function bump(rows: R[]) { rows.forEach((r) => { r.n += 1; }); }`,
    `const q: R[] = input.list.map((n) => ({ n })); const big = q.filter((r) => r.n > 1); bump(big); return { q, big };`,
  ],
  "helper gives choice": [
    `${row} function open(rows: R[]) { const out: R[] = []; for (const r of rows) if (r.n > 1) out.push(r); return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); for (const r of open(q)) r.t = "x"; return q;`,
  ],
  "each callback": [
    `${row} function each(rows: R[], f: (r: R) => void) { for (const r of rows) f(r); }`,
    `const q: R[] = input.list.map((n) => ({ n })); const big = q.filter((r) => r.n > 1); each(big, (r) => { r.n += 1; }); return { q, big };`,
  ],
  "assign to least loaded": [
    `${worker} function least(ws: W[]): W { return ws.reduce((a, b) => (b.load < a.load ? b : a)); }`,
    `const ws: W[] = [1, 2, 3].map((id) => ({ id, load: 0, jobs: [] })); for (const n of input.list) { const w = least(ws); w.load += n; w.jobs.push(n); } return ws;`,
  ],
  "assign helper": [
    `${worker} function assign(ws: W[], n: number): W { const w = ws.reduce((a, b) => (b.load < a.load ? b : a)); w.load += n; w.jobs.push(n); return w; }`,
    `const ws: W[] = [1, 2, 3].map((id) => ({ id, load: 0, jobs: [] })); let last: W | undefined; for (const n of input.list) { last = assign(ws, n); } return { ws, last: last?.id ?? 0 };`,
  ],
  "assign helper then change of result": [
    `${worker} function assign(ws: W[], n: number): W { const w = ws.reduce((a, b) => (b.load < a.load ? b : a)); w.load += n; return w; }`,
    `const ws: W[] = [1, 2, 3].map((id) => ({ id, load: 0, jobs: [] })); for (const n of input.list) { const w = assign(ws, n); w.jobs.push(await double(n)); } return ws;`,
  ],
  "find or create": [
    `interface W { id: number; load: number } function get(ws: W[], id: number): W { let w = ws.find((x) => x.id === id); if (!w) { w = { id, load: 0 }; ws.push(w); } return w; }`,
    `const ws: W[] = []; for (const n of input.list) { get(ws, n % 2).load += n; } return ws;`,
  ],
  "find or create early return": [
    `interface W { id: number; load: number } function get(ws: W[], id: number): W { const found = ws.find((x) => x.id === id); if (found) return found; const w = { id, load: 0 }; ws.push(w); return w; }`,
    `const ws: W[] = []; for (const n of input.list) { const w = get(ws, n % 2); w.load += n; } return ws;`,
  ],
  "find or create in map": [
    `interface W { id: number; load: number } function get(ws: Map<number, W>, id: number): W { const found = ws.get(id); if (found) return found; const w = { id, load: 0 }; ws.set(id, w); return w; }`,
    `const ws = new Map<number, W>(); for (const n of input.list) { const w = get(ws, n % 2); w.load += n; } return [...ws.values()];`,
  ],
  "partition early": [
    `interface W { id: number; load: number } function split(ws: W[]): [W[], W[]] { const a: W[] = [], b: W[] = []; for (const w of ws) (w.id > 1 ? a : b).push(w); return [a, b]; }`,
    `const ws: W[] = input.list.map((id) => ({ id, load: 0 })); const [a, b] = split(ws); for (const w of a) w.load = 1; for (const w of b) w.load = 2; return ws;`,
  ],
  "index by id": [
    `interface W { id: number; load: number } function indexBy(ws: W[]): Map<number, W> { const m = new Map<number, W>(); for (const w of ws) m.set(w.id, w); return m; }`,
    `const ws: W[] = input.list.map((id) => ({ id, load: 0 })); const m = indexBy(ws); for (const n of [1, 2]) { const w = m.get(n); if (w) w.load += 5; } return ws;`,
  ],
  "search in helper loop": [
    `${row} function first(rows: R[], n: number): R | undefined { for (const r of rows) { if (r.n === n) return r; } return undefined; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = first(q, 2); if (one) one.t = "x"; return q;`,
  ],
  "search without end": [
    `${row} function first(rows: R[], n: number): R | undefined { for (let i = 0; i < rows.length; i++) { if (rows[i]!.n === n) return rows[i]; } }`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = first(q, 2); if (one) one.t = "x"; return q;`,
  ],
  "search throws": [
    `${row} function first(rows: R[], n: number): R { for (const r of rows) { if (r.n === n) return r; } throw new OutOfStock(\`none of \${n}\`); }`,
    `const q: R[] = input.list.map((n) => ({ n })); first(q, 2).t = "x"; return q;`,
  ],
  "search in the condition": [
    `${row} function first(rows: R[], n: number): R | undefined { for (const r of rows) { if (r.n === n) return r; } return undefined; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const m = q.map((r) => ({ r, k: r.n })); if (first(q, 2)) m.forEach((x) => { x.r.t = "x"; }); return q;`,
  ],
  "async helper waits": [
    `${row} async function best(rows: R[]): Promise<R | undefined> { let b: R | undefined; for (const r of rows) { const s = await double(r.n); if (b === undefined || s > b.n * 2) b = r; } return b; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = await best(q); if (one) one.t = "x"; return q;`,
  ],
  "async helper with early end": [
    `${row} const best = async (rows: R[]): Promise<R | undefined> => { for (const r of rows) { if (await check(r.n)) return r; } return undefined; };`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = await best(q); if (one) one.t = "x"; return q;`,
  ],
  "async helper marks wrapped": [
    `${scored} async function mark(list: S[]): Promise<number> { let c = 0; for (const s of list) { if (await check(s.score)) { s.row.t = "m"; c++; } } return c; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const s: S[] = q.map((row) => ({ row, score: row.n * 2 })); const c = await mark(s); return { q, c };`,
  ],
  "async void": [
    `${scored} async function mark(list: S[]): Promise<void> { if (list.length === 0) return; for (const s of list) { if (s.score > 8) return; s.row.t = String(await double(s.score)); } }`,
    `const q: R[] = input.list.map((n) => ({ n })); const s: S[] = q.map((row) => ({ row, score: row.n * 2 })); await mark(s); return { q, s };`,
  ],
  caught: [
    `${scored} function mark(list: S[]): number { try { for (const s of list) { if (s.score > 8) throw new Declined("big"); s.row.t = "m"; if (s.score === 2) return 1; } } catch (e) { return -1; } finally { if (list[0]) list[0].row.t += "!"; } return 0; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const s: S[] = q.map((row) => ({ row, score: row.n * 2 })); const k = mark(s); return { q, s, k };`,
  ],
  "nested helpers": [
    `${row} function first(rows: R[], n: number): R | undefined { for (const r of rows) { if (r.n === n) return r; } return undefined; } function need(rows: R[], n: number): R { const found = first(rows, n); if (!found) { const made: R = { n }; rows.push(made); return made; } return found; }`,
    `const q: R[] = input.list.map((n) => ({ n })); for (const n of [1, 2, 9]) { const r = need(q, n); r.t = (r.t ?? "") + "x"; } return q;`,
  ],
  "constants of both": [
    `${row} function pick(rows: R[]): R { const a: R = { n: 1 }; rows.push(a); if (rows.length > 3) { const b: R = { n: 2 }; a.t = "a"; rows.push(b); return b; } return a; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const r = pick(q); r.n = 100; return q;`,
  ],
  "swap helper in a sort": [
    `${row} function swap(rows: R[], a: number, b: number) { const t = rows[a]!; rows[a] = rows[b]!; rows[b] = t; }`,
    `const q: R[] = input.list.map((n) => ({ n })); for (let i = 0; i < q.length; i++) for (let j = i + 1; j < q.length; j++) if (q[j]!.n < q[i]!.n) swap(q, i, j); return q.map((r) => r.n);`,
  ],
  "chain of three": [
    `${row}`,
    `const rows: R[] = input.list.map((n) => ({ n })); let a: R | undefined; let b: R | undefined; let c: R | undefined; for (const r of rows) { if (r.n > 1) { c = b; b = a; a = r; } } if (c) c.t = "c"; if (b && b.n > 2) { b = a; } return { rows, b: b?.n ?? 0 };`,
  ],
  "second best": [
    `${row}`,
    `const rows: R[] = input.list.map((n) => ({ n })); let best: R | undefined, second: R | undefined; for (const r of rows) { if (!best || r.n > best.n) { second = best; best = r; } else if (!second || r.n > second.n) second = r; } if (second) second.t = "second"; return { rows, best: best?.n ?? null };`,
  ],
  "async gather": [
    `${row} async function raised(rows: R[]): Promise<R[]> { const out: R[] = []; for (const row of rows) { const n = await double(row.n); if (n > 3) { row.n += 1; out.push(row); } } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = await raised(q); for (const r of some) r.n += 5; return q;`,
  ],
  "async gather, without a change": [
    `${row} async function raised(rows: R[]): Promise<R[]> { const out: R[] = []; for (const row of rows) { const n = await double(row.n); if (n > 3) { out.push(row); } } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = await raised(q); for (const r of some) r.n += 5; return q;`,
  ],
  "sync gather": [
    `${row} function raised(rows: R[]): R[] { const out: R[] = []; for (const row of rows) { if (row.n > 1) { out.push(row); } } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = raised(q); for (const r of some) r.n += 5; return q;`,
  ],
  "async gather of a part": [
    `${row} async function raised(rows: R[]): Promise<R[]> { const out: R[] = []; for (const row of rows) { const n = await double(row.n); if (n > 3) { out.push(row); } } return out; }`,
    `const q = { rows: input.list.map((n) => ({ n })) as R[] }; const some = await raised(q.rows); for (const r of some) r.n += 5; return q;`,
  ],
  "async filter": [
    `${row} async function raised(rows: R[]): Promise<R[]> { const k = await double(1); return rows.filter((r) => r.n > k); }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = await raised(q); for (const r of some) r.n += 5; return q;`,
  ],
  "async find": [
    `${row} async function found(rows: R[]): Promise<R | undefined> { const k = await double(1); return rows.find((r) => r.n > k); }`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = await found(q); if (one) one.n += 5; return q;`,
  ],
  "async wrapped": [
    `${row} async function found(rows: R[]): Promise<{ r: R; k: number }[]> { const k = await double(1); return rows.map((r) => ({ r, k })); }`,
    `const q: R[] = input.list.map((n) => ({ n })); for (const x of await found(q)) x.r.n += x.k; return q;`,
  ],
  given: [
    `${row} function late(rows: readonly R[], least: number): R | undefined { for (let i = rows.length - 1; i >= 0; i--) { const row = rows[i]!; if (row.n > least) { return row; } } } function given(rows: R[], n: number): R { const row = late(rows, n); if (!row) { const made = { n }; rows.push(made); return made; } row.n += 1; return row; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const one = given(q, 90); one.n += 5; return q;`,
  ],
  sync: [
    `${row} function raised(rows: R[]): R[] { const out: R[] = []; for (const row of rows) { if (row.n > 1) { row.n += 1; out.push(row); } } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = raised(q); for (const r of some) r.n += 5; return q;`,
  ],
  "sync all": [
    `${row} function raised(rows: R[]): R[] { const out: R[] = []; for (const row of rows) { row.n += 1; out.push(row); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = raised(q); for (const r of some) r.n += 5; return q;`,
  ],
  "sync await": [
    `${row} async function raised(rows: R[]): Promise<R[]> { const out: R[] = []; for (const row of rows) { row.n += await double(1); out.push(row); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = await raised(q); for (const r of some) r.n += 5; return q;`,
  ],
  inline: [
    `${row}`,
    `const q: R[] = input.list.map((n) => ({ n })); const some: R[] = []; for (const row of q) { row.n += await double(1); some.push(row); } for (const r of some) r.n += 5; return q;`,
  ],
  "read only": [
    `${row} async function raised(rows: R[]): Promise<R[]> { const out: R[] = []; for (const row of rows) { row.n += await double(1); out.push(row); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = await raised(q); for (const r of q) r.n += 5; return { q, some };`,
  ],
  "by first": [
    `${row} async function raised(rows: R[]): Promise<R[]> { const out: R[] = []; for (const row of rows) { row.n += await double(1); out.push(row); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = await raised(q); if (some[0]) some[0].n += 5; return { q, some };`,
  ],
  "for loop index": [
    `${row} function raised(rows: R[]): R[] { const out: R[] = []; for (let i = 0; i < rows.length; i++) { const row = rows[i]!; row.n += 1; out.push(row); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = raised(q); if (some[0]) some[0].n += 5; return { q, some };`,
  ],
  object: [
    `${row} function raised(rows: R[]): { r: R }[] { const out: { r: R }[] = []; for (const row of rows) { row.n += 1; out.push({ r: row }); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const some = raised(q); if (some[0]) some[0].r.n += 5; return { q, some };`,
  ],
  "index map given": [
    `${row} function by(rows: R[]): Map<number, R> { const out = new Map<number, R>(); for (const row of rows) { row.n += 1; out.set(row.n, row); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const m = by(q); for (const r of m.values()) r.n += 5; return q;`,
  ],
  "record given": [
    `${row} function by(rows: R[]): Record<string, R> { const out: Record<string, R> = {}; for (const row of rows) { row.n += 1; out["k" + row.n] = row; } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const m = by(q); for (const r of Object.values(m)) r.n += 5; return q;`,
  ],
  "walker given": [
    `${row} function best(rows: R[]): R | undefined { let b: R | undefined; for (const row of rows) { if (!b || row.n > b.n) { b = row; b.n += 1; } } return b; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const r = best(q); if (r) r.n += 5; return q;`,
  ],
  "filter given": [
    `${row} function some(rows: R[]): R[] { const out = rows.filter((r) => r.n > 1); for (const row of out) row.n += 1; return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const r = some(q); for (const one of r) one.n += 5; return q;`,
  ],
  "list of parts written": [
    `${row} function ends(rows: R[]): R[] { const out = [rows[0]!, rows[rows.length - 1]!]; out[0]!.n += 1; return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); if (q.length === 0) return []; const r = ends(q); for (const one of r) one.n += 5; return q;`,
  ],
  "groups given": [
    `${row} function ends(rows: R[]): R[][] { const out: R[][] = []; for (const r of rows) { r.n += 1; out.push([r]); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const g = ends(q); for (const one of g) one[0]!.n += 5; return q;`,
  ],
  "object with member list": [
    `${row} function ends(rows: R[]): { late: R[]; k: number } { const out = { late: [] as R[], k: 0 }; for (const r of rows) { r.n += 1; out.k++; out.late.push(r); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const g = ends(q); for (const one of g.late) one.n += 5; return { q, k: g.k };`,
  ],
  "given of an object's member": [
    `${row} function ends(o: { rows: R[] }): R[] { const out: R[] = []; for (const r of o.rows) { r.n += 1; out.push(r); } return out; }`,
    `const o = { rows: input.list.map((n) => ({ n })) as R[] }; const g = ends(o); for (const one of g) one.n += 5; return o;`,
  ],
  method: [
    `${row}`,
    `const q: R[] = input.list.map((n) => ({ n })); const raised = () => { const out: R[] = []; for (const r of q) { r.n += 1; out.push(r); } return out; }; const g = raised(); for (const one of g) one.n += 5; return q;`,
  ],
  "in the loop": [
    `${row} function raised(q: R[]) { const out: R[] = []; for (const r of q) { r.n += 1; out.push(r); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); for (const one of raised(q)) one.n += 5; return q;`,
  ],
  directly: [
    `${row} function raised(q: R[]) { const out: R[] = []; for (const r of q) { r.n += 1; out.push(r); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); raised(q).forEach((one) => { one.n += 5; }); return q;`,
  ],
  "put into an object": [
    `${row} function raised(q: R[]) { const out: R[] = []; for (const r of q) { r.n += 1; out.push(r); } return out; }`,
    `const q: R[] = input.list.map((n) => ({ n })); const o = { list: raised(q) }; o.list.forEach((one) => { one.n += 5; }); return q;`,
  ],
  "given in a whole": [
    `${row} interface W { rows: R[]; a: R } function late(rows: readonly R[], least: number): R | undefined { for (let i = rows.length - 1; i >= 0; i--) { const row = rows[i]!; if (row.n > least) { return row; } } } function given(rows: R[], n: number): R { const row = late(rows, n); if (!row) { const made = { n }; rows.push(made); return made; } row.n += 1; return row; }`,
    `const log: number[] = []; const whole: W = { a: { n: 1 }, rows: [{ n: 5 }, { n: 6 }, { n: 7 }] }; const one0 = given(whole.rows, 90); one0.n += 4; { const other = whole.rows[0]; if (other) other.n += 3; } log.push(one0.n); return { whole, log };`,
  ],
  "order turned": [
    `${row} interface W { rows: R[]; a: R } function late(rows: readonly R[], least: number): R | undefined { for (let i = rows.length - 1; i >= 0; i--) { const row = rows[i]!; if (row.n > least) { return row; } } } function given(rows: R[], n: number): R { const row = late(rows, n); if (row) { row.n += 1; return row; } const made = { n }; rows.push(made); return made; }`,
    `const log: number[] = []; const whole: W = { a: { n: 1 }, rows: [{ n: 5 }, { n: 6 }, { n: 7 }] }; const one0 = given(whole.rows, 90); one0.n += 4; { const other = whole.rows[0]; if (other) other.n += 3; } log.push(one0.n); const one1 = given(whole.rows, 5); one1.n += 9; return { whole, log };`,
  ],
};

export const elementsByHelpers: readonly Row[] = Object.entries(programs).map(([name, [before, body]]) => ({
  name: `elements by helpers: ${name}`,
  before,
  body: `async (input: { list: number[] }) => { ${body} }`,
  scenarios: runs([{ list: [3, 1, 2] }], [{ list: [] }], [{ list: [5] }], [{ list: [2, 2, 7, 1, 4] }]),
}));
