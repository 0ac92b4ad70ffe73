import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Item { id: string; n: number; rank?: number; state: string; tags: string[] }
interface In { items: Item[]; other: Item[]; limit: number }
interface Scored { item: Item; score: number }
interface Entry { item: Item; seen: number }
const scoreOf = (item: Item): number => item.n * 2;
function rank(items: Item[]): Scored[] { return items.map((item) => ({ item, score: scoreOf(item) })).sort((a, b) => b.score - a.score); }
function markAll(rows: Scored[]): void { for (const { item, score } of rows) item.state = "m" + score; }
function label(row: Scored): string { return "score " + row.score; }
function idOf(row: Scored): string { return row.item.id; }
const total = (rows: Scored[]): number => rows.reduce((sum, row) => sum + row.score, 0);
function rankAll(items: Item[]): void { const rows = items.map((item) => ({ item, score: scoreOf(item) })); rows.sort((a, b) => b.score - a.score); rows.forEach(({ item }, i) => { item.rank = i; }); }
`;

const usual = runs(
  [
    {
      items: [
        { id: "a", n: 3, state: "new", tags: [] },
        { id: "b", n: 1, state: "new", tags: ["x"] },
        { id: "c", n: 2, state: "old", tags: [] },
      ],
      other: [{ id: "z", n: 9, state: "new", tags: [] }],
      limit: 2,
    },
  ],
  [
    {
      items: [
        { id: "d", n: 7, state: "new", tags: [] },
        { id: "e", n: 7, state: "new", tags: [] },
      ],
      other: [],
      limit: 0,
    },
  ],
);

/** Elements of lists that members of objects hold: what is changed there is changed in the list. */
const bodies: readonly string[] = [
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })).sort((a, b) => b.score - a.score); ranked.forEach(({ item }, index) => { item.rank = index + 1; }); return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); ranked.sort((a, b) => b.score - a.score); for (const { item, score } of ranked) { item.state = "s" + score; await echo(item.id); } return input; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })).filter((row) => row.score > 2); for (const row of ranked) { row.item.state = "s" + row.score; } return input; }`,
  `async (input: In) => { const scored: Scored[] = []; for (const item of input.items) scored.push({ item, score: scoreOf(item) }); scored.sort((a, b) => a.score - b.score); const best = scored[0]; if (best) best.item.state = "best"; return { items: input.items, best: best?.item.id }; }`,
  `async (input: In) => { const scored: Scored[] = []; for (const item of input.items) { const score = await double(item.n); scored.push({ item, score }); } for (const { item, score } of scored) item.n = score; return input.items; }`,
  `async (input: In) => { let best: Scored | undefined; for (const item of input.items) { const score = scoreOf(item); if (best === undefined || score > best.score) best = { item, score }; } if (best) best.item.state = "best"; return input.items; }`,
  `async (input: In) => { const pairs: { left: Item; right: Item }[] = []; for (const left of input.items) { const right = input.other[0]; if (right && left.state === "new") pairs.push({ left, right }); } for (const { left, right } of pairs) { left.n += right.n; right.n -= 1; } return input; }`,
  `async (input: In) => { const jobs = input.items.map((item, index) => ({ index, item })); for (const job of jobs) { const r = await double(job.item.n); job.item.n = r + job.index; } return input.items; }`,
  `async (input: In) => { const results = await Promise.all(input.items.map(async (item) => ({ item, n: await double(item.n) }))); for (const { item, n } of results) item.n = n; return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })).sort((a, b) => b.score - a.score).map(({ item }) => item); for (const [i, item] of ranked.entries()) item.rank = i; return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })).sort((a, b) => b.score - a.score); ranked[0]!.item.state = "first"; return { ranked, items: input.items }; }`,
  `async (input: In) => { const state = { selected: [] as Item[], total: 0 }; for (const item of input.items) { if (item.n > 1) { state.selected.push(item); state.total += item.n; } } for (const item of state.selected) item.state = "sel"; return { items: input.items, total: state.total }; }`,
  `async (input: In) => { const box = { item: input.items[0]!, tries: 0 }; box.item.state = "x"; box.tries += 1; return { items: input.items, tries: box.tries }; }`,
  `async (input: In) => { const checks = input.items.map((item) => ({ item, ok: item.n > 1 })); const failed = checks.filter((c) => !c.ok); for (const { item } of failed) item.state = "failed"; return { items: input.items, failed: failed.map((f) => f.item.id) }; }`,
  `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, { item, seen: 0 }])); for (const e of byId.values()) { e.seen += 1; e.item.n += e.seen; } return input.items; }`,
  `async (input: In) => { const { items } = input; items.sort((a, b) => a.n - b.n); const rows = items.map((item) => ({ item, s: item.n })); for (const { item, s } of rows) item.n = s * 10; return { items, r: rows.map((r) => r.item.n) }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); items.push({ id: "q", n: 5, state: "x", tags: [] }); for (const { item, s } of rows) item.n = s * 10; return { items, r: rows.map((r) => r.item.n) }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); items[1]!.n = 77; const x = rows.map(({ item, s }) => item.n + s); return { x, items }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const [first] = rows; items[0]!.n = 50; return { n: first?.item.n, items }; }`,
  `async (input: In) => { const { items } = input; const best = { item: items[1]!, s: 1 }; const { item } = best; items[1]!.n = 50; return { n: item.n, items }; }`,
  `async (input: In) => { const { items } = input; let best = { item: items[1]!, s: 1 }; const { item } = best; best = { item: items[2]!, s: 2 }; item.n = 9; best.item.n = 8; return { n: item.n, items }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); for (const row of rows) row.item.tags.push("t" + row.s); return { items }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })).sort((a, b) => a.s - b.s); for (const row of rows) { const item = row.item; await echo(item.id); item.n += 1; const { tags } = item; tags.push("k"); } return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.filter((i) => i.n > 1).map((item, index) => ({ item, index })); for (const { item, index } of rows) item.rank = index; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.filter((i) => i.n > 1).map((item) => ({ id: item.id, item })); const found = rows.find((r) => r.id === "c"); if (found === undefined) return "none"; found.item.state = "found"; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); while (rows.length > 0) { const next = rows.shift()!; next.item.n = next.s * 100; if (next.s === 1) break; } return { items, left: rows.length }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const n = await Promise.all(rows.map(async ({ item, s }) => (await double(item.n)) + s)); rows[0]!.item.n = n[0]!; return { n, items }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const total = rows.reduce((sum, row) => sum + row.item.n, 0); rows[1]!.item.n = total; const t2 = rows.reduce((sum, { item }) => sum + item.n, 0); return { items, total, t2 }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const top = rows.slice(0, 2).toSorted((a, b) => a.s - b.s); top[0]!.item.state = "top"; const others = rows.filter((r) => r.item.state !== "top"); for (const o of others) o.item.state = "other"; return items; }`,
  `async (input: In) => { const { items } = input; const rows = []; for (const item of items) { if (item.n > 1) rows.push({ item, s: 1 }); else rows.push({ item, s: 2 }); } for (const r of rows) r.item.n += r.s; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => (item.n > 1 ? { item, s: 1 } : { item, s: 2 })); for (const r of rows) r.item.n += r.s; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => { const s = item.n * 2; if (s > 2) return { item, s }; return { item, s: 0 }; }); for (const r of rows) r.item.n += r.s; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => { if (item.n > 10) throw new Error("big"); return { item, s: item.n }; }); for (const r of rows) r.item.n += r.s; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const same = rows[0]!.item === items[0]; rows[0]!.item.n = 4; return { same, items }; }`,
  `async (input: In) => { const { items } = input; const pairs: { a: Item; b: Item }[] = []; for (const a of items) for (const b of items) if (a.n < b.n) pairs.push({ a, b }); for (const { a, b } of pairs) { a.n += 1; b.tags.push(a.id); } return { items, k: pairs.length }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); for (const [i, row] of rows.entries()) { row.s += i; row.item.n = row.s; } return { items, s: rows.map((r) => r.s) }; }`,
  `async (input: In) => { const { items } = input; const rows: Scored[] = items.map((item) => ({ item, score: item.n })); const winner = rows.reduce<Scored | undefined>((best, row) => (best === undefined || row.score > best.score ? row : best), undefined); if (winner) winner.item.state = "w"; return items; }`,
  `async (input: In) => { const byScore = (a: Scored, b: Scored): number => b.score - a.score; const { items } = input; const rows: Scored[] = items.map((item) => ({ item, score: item.n })).sort(byScore); rows[0]!.item.state = "w"; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const best = rows.find((r) => r.item.n > 1)?.item; if (best) best.state = "b"; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const worst = rows.at(-1)?.item; if (!worst) return 0; worst.state = "b"; await echo(worst); return items; }`,
  `async (input: In) => { const results = await map(input.items, { concurrency: 2 }, async (item) => { const n = await double(item.n); return { item, n }; }); for (const r of results) r.item.n = r.n; return input.items; }`,
  `async (input: In) => { const results = await Promise.all(input.items.filter((i) => i.n > 1).map(async (item) => { const n = await double(item.n); return { item, n }; })); for (const r of results) r.item.n = r.n; return input.items; }`,
  `async (input: In) => { const results = await Promise.all(input.items.filter((i) => i.n > 1).map(async (item) => { item.state = "checked"; const n = await double(item.n); if (n > 4) return { item, n, ok: true }; item.tags.push("low"); return { item, n, ok: false }; })); for (const r of results.filter((r) => r.ok)) r.item.n = r.n; return input.items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); const [first, ...others] = rows; items[0]!.n = 50; for (const o of others) o.item.n += 1; return { n: first?.item.n, items }; }`,
  `async (input: In) => { const { items } = input; const rows: Scored[] = items.map((item) => ({ item, score: item.n })); const winner = rows.reduce((a, b) => (a.score > b.score ? a : b)); winner.item.state = "w"; return items; }`,
  `async (input: In) => { const { items } = input; const rows: Scored[] = items.map((item) => ({ item, score: item.n })); rows[0]!.item.state = "w"; return items; }`,
  `async (input: In) => { const byScore = (a: Scored, b: Scored): number => b.score - a.score; const { items } = input; const rows = items.map((item) => ({ item, score: item.n })).sort(byScore); rows[0]!.item.state = "w"; return items; }`,
  `async (input: In) => { const failures: { item: Item; reason: string }[] = []; for (const item of input.items) { try { await check(item.n); } catch (error) { failures.push({ item, reason: (error as Error).message }); } } for (const { item, reason } of failures) { item.state = reason; } return { items: input.items, n: failures.length }; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })).sort((a, b) => b.score - a.score); const top = ranked.slice(0, 2).map((r) => r.item); for (const item of top) item.state = "top"; return { items: input.items, top }; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })).sort((a, b) => b.score - a.score); ranked[0]!.item.state = "first"; return { ids: ranked.map((r) => r.item.id), items: input.items, all: ranked.map((r) => r.item) }; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })).sort((a, b) => b.score - a.score); for (const item of ranked.filter((r) => r.score > 2).map((r) => r.item)) { item.n += await double(item.n); } return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); const copies = ranked.map((r) => ({ ...r.item })); ranked[0]!.item.n = 99; return { items: input.items, copies }; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); const list = ranked.map((r) => r.item); input.items[0]!.n = 99; return { n: list[0]!.n }; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); const winners: Item[] = []; for (const { item, score } of ranked) if (score > 2) winners.push(item); for (const w of winners) w.state = "won"; return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); const by: Record<string, Item[]> = {}; for (const { item } of ranked) (by[item.state] ??= []).push(item); for (const list of Object.values(by)) for (const item of list) item.n += list.length; return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); await echo(ranked[0]!.item); ranked[0]!.item.n = 5; await echo(ranked[0]!.item); return input.items; }`,
  `async (input: In) => { const mark = (item: Item, s: string): void => { item.state = s; }; const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const { item, score } of ranked) mark(item, "s" + score); mark(ranked[1]!.item, "second"); return input.items; }`,
  `async (input: In) => { const queue = input.items.map((item) => ({ item, tries: 0 })); while (queue.length > 0) { const job = queue.shift()!; const r = await double(job.item.n); if (r > 4 && job.tries < 2) { job.item.n -= 1; queue.push({ item: job.item, tries: job.tries + 1 }); } else job.item.state = "done " + job.tries; } return input.items; }`,
  `async (input: In) => { const queue = input.items.map((item) => ({ item, tries: 0 })); while (queue.length > 0) { const { item, tries } = queue.shift()!; const r = await double(item.n); if (r > 4 && tries < 2) { item.n -= 1; queue.push({ item, tries: tries + 1 }); } else item.state = "done " + tries; } return input.items; }`,
  `async (input: In) => { const moves: { from: Item; to: Item; n: number }[] = []; for (const item of input.items) { const to = input.items.find((i) => i.n > item.n); if (to) moves.push({ from: item, to, n: 1 }); } for (const { from, to, n } of moves) { from.n -= n; to.n += n; } return { items: input.items, moves: moves.length }; }`,
  `async (input: In) => { const assignments: { job: Item; worker: Item | undefined }[] = input.items.map((job) => ({ job, worker: input.other.find((w) => w.n > job.n) })); for (const { job, worker } of assignments) { if (!worker) { job.state = "unassigned"; continue; } job.state = worker.id; worker.n -= 1; } return input; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const { item, score } of ranked) item.n = score; return ranked; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const { item, score } of ranked) item.n = score; await echo(ranked); return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const row of ranked) { row.item.n = row.score; await echo(row); } return input.items; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); ranked[0]!.item.n = 44; return { items: input.items, winner: ranked[0] }; }`,
  `async (input: In) => { let best: Scored | undefined; for (const item of input.items) { const score = scoreOf(item); if (!best || score > best.score) best = { item, score }; } if (!best) return "none"; best.item.state = "won"; return { items: input.items, best }; }`,
  `async (input: In) => { rankAll(input.items); return input.items; }`,
  `async (input: In) => { const show = (row: Scored): string => row.item.id + ":" + row.score; const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); rows[0]!.item.n = 8; return { items: input.items, shown: rows.map(show), first: show(rows[0]!) }; }`,
  `async (input: In) => { const apply = (row: Scored): void => { row.item.state = "s" + row.score; }; const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); rows.forEach(apply); for (const row of rows) apply(row); return input.items; }`,
  `async (input: In) => { const byId = new Map<string, { item: Item; seen: number }>(); for (const item of input.items) byId.set(item.id, { item, seen: 0 }); const e = byId.get("b"); if (e) { e.seen += 1; e.item.n += 10; } return { items: input.items, seen: e?.seen }; }`,
  `async (input: In) => { const byId: Record<string, { item: Item; seen: number }> = {}; for (const item of input.items) byId[item.id] = { item, seen: 0 }; const e = byId["b"]; if (e) { e.item.n += 10; } return { items: input.items }; }`,
  `async (input: In) => { const split = { good: input.items.filter((i) => i.n > 1), bad: input.items.filter((i) => i.n <= 1), total: 3 }; for (const item of split.good) item.state = "good"; for (const item of split.bad) item.state = "bad"; return { items: input.items, total: split.total }; }`,
  `async (input: In) => { const byId = new Map<string, Entry>(); for (const item of input.items) byId.set(item.id, { item, seen: 0 }); const e = byId.get("b"); if (e) { e.seen += 1; e.item.n += 10; } return { items: input.items, seen: e?.seen }; }`,
  `async (input: In) => { const byId: Record<string, Entry> = {}; for (const item of input.items) byId[item.id] = { item, seen: 0 }; const e = byId["b"]; if (e) { e.item.n += 10; } return { items: input.items }; }`,
  `async (input: In) => { const byId: Record<string, Entry> = {}; for (const item of input.items) byId[item.id] = { item, seen: 0 }; for (const [id, { item, seen }] of Object.entries(byId)) { item.state = id + seen; } return input.items; }`,
  `async (input: In) => { const byId = Object.fromEntries(input.items.map((item) => [item.id, { item, seen: item.n }])); for (const [id, e] of Object.entries(byId)) { e.item.state = id + e.seen; } return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) { const old = best.get(item.state); if (!old || item.n > old.item.n) best.set(item.state, { item, seen: 1 }); } for (const [state, { item }] of best) item.tags.push("best " + state); return input.items; }`,
  `async (input: In) => { const best: Record<string, Entry> = {}; for (const item of input.items) { const e = (best[item.state] ??= { item, seen: 0 }); e.seen += 1; } for (const e of Object.values(best)) e.item.rank = e.seen; return input.items; }`,
  `async (input: In) => { const best: Record<string, Entry> = {}; for (const item of input.items) { const e = best[item.state] ?? { item, seen: 0 }; e.seen += item.n; best[item.state] = e; } for (const e of Object.values(best)) e.item.rank = e.seen; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) { const e = best.get(item.state) ?? { item, seen: 0 }; e.seen += item.n; best.set(item.state, e); } for (const e of [...best.values()].sort((a, b) => a.seen - b.seen)) e.item.rank = e.seen; return input.items; }`,
  `async (input: In) => { const rows = input.items.map((item) => ({ item, seen: 0 })); rows[0] = { item: input.items[2]!, seen: 4 }; for (const r of rows) r.item.n += r.seen + 1; return input.items; }`,
  `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, { item, seen: 0 }])); byId.delete("a"); byId.forEach((e, id) => { e.item.state = id; }); return { items: input.items, n: byId.size }; }`,
  `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, { item, seen: 0 }])); const e = byId.get("a"); if (e === undefined) throw new Error("none"); e.item.state = "found"; await echo(e.item); const { item } = e; item.n += 1; return input.items; }`,
  `async (input: In) => { const byId = new Map(input.items.map((item) => [item.id, { item, seen: 0 }])); byId.get("b")!.item.state = "x"; return [...byId.values()].map((e) => e.item.state); }`,
  `async (input: In) => { const applyAll = (rows: Scored[]): void => { for (const row of rows) row.item.state = "s" + row.score; }; const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); applyAll(rows); applyAll(rows.filter((r) => r.score > 2)); return input.items; }`,
  `async (input: In) => { const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const row of rows) row.item.state = label(row); return { items: input.items, total: total(rows) }; }`,
  `async (input: In) => { const better = (a: Scored, b: Scored): number => b.item.n - a.item.n; const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); rows[1]!.item.n = 9; rows.sort(better); rows[0]!.item.state = "best"; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const [k, { item }] of best.entries()) item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const { item } of best.values()) item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const { item } of [...best.values()]) item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const [k, e] of best) { const { item } = e; item.n = 8; } return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  best.forEach(({ item }) => { item.n = 8; }); return input.items; }`,
  `async (input: In) => { const m = new Map<string, Item[]>(); for (const item of input.items) m.set(item.id, [item]); for (const [, list] of m) { const [first] = list; first!.n = 8; } return input.items; }`,
  `async (input: In) => { const state = { selected: [] as Item[], rejected: [] as Item[], total: 0, name: "x" }; for (const item of input.items) { if (item.n > 1) { state.selected.push(item); state.total += item.n; } else state.rejected.push(item); } state.name = "y" + state.total; for (const item of state.selected) item.state = state.name; for (const item of state.rejected) item.n = await double(item.n); return { items: input.items, state }; }`,
  `async (input: In) => { const s = { done: [] as Item[], failed: [] as Item[], cost: 0 }; for (const item of input.items) { try { await check(item.n); s.done.push(item); s.cost += item.n; } catch { item.state = "failed"; s.failed.push(item); } } for (const item of s.done) item.state = "done"; return { s, n: s.failed.length, items: input.items }; }`,
  `async (input: In) => { const s = { done: [] as Item[], cost: 0 }; for (const item of input.items) s.done.push(item); s.done = s.done.filter((i) => i.n > 1); s.cost = s.done.length; for (const item of s.done) item.n = s.cost; return input.items; }`,
];

export const elementsInObjects: readonly Row[] = bodies.map((body, index) => ({
  name: `elements in objects ${index}`,
  before,
  body,
  scenarios: usual,
  concurrent: /Promise.all|map\(/.test(body),
}));

/** What would be seen by another name of an element, where elements have moved, or where objects go further than they are followed. */
export const objectsSeenOtherwise: readonly Program[] = [
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); items.sort((a, b) => a.n - b.n); for (const { item, s } of rows) item.n = s * 10; return items; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); items.shift(); for (const { item, s } of rows) item.n = s * 10; return { items, r: rows.map((r) => r.item.n) }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, s: item.n })); items[0] = { id: "q", n: 5, state: "x", tags: [] }; for (const { item, s } of rows) item.n = s * 10; return { items, r: rows.map((r) => r.item.n) }; }`,
  `async (input: In) => { const { items } = input; let best = { item: items[1]!, s: 1 }; const kept = best; best = { item: items[2]!, s: 2 }; kept.item.n = 9; best.item.n = 8; best.s = 4; return { s: kept.s, t: best.s, items }; }`,
  `async (input: In) => { const { items } = input; const rows = items.map((item) => ({ item, tags: item.tags })); for (const row of rows) row.item.tags.push("t"); return { items, t: rows.map((r) => r.tags.length) }; }`,
  `async (input: In) => { const ranked = input.items.map((item) => ({ item, score: scoreOf(item) })); const first = ranked.map((r) => r.item)[0]!; first.n = 99; return input.items; }`,
  `async (input: In) => { const queue = input.items.map((item) => ({ item, tries: 0 })); let job = queue.shift(); while (job !== undefined) { const r = await double(job.item.n); if (r > 4 && job.tries < 2) { job.tries += 1; job.item.n -= 1; queue.push(job); } else job.item.state = "done " + job.tries; job = queue.shift(); } return input.items; }`,
  `async (input: In) => { const ranked = rank(input.items); ranked[0]!.item.state = "first"; return input.items; }`,
  `async (input: In) => { const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); markAll(rows); return input.items; }`,
  `async (input: In) => { const make = (item: Item): Scored => ({ item, score: scoreOf(item) }); const rows = input.items.map(make); for (const row of rows) row.item.n = row.score; return input.items; }`,
  `async (input: In) => { const make = (item: Item): Scored => ({ item, score: scoreOf(item) }); const rows: Scored[] = []; for (const item of input.items) rows.push(make(item)); for (const row of rows) row.item.n = row.score; return input.items; }`,
  `async (input: In) => { const groups = new Map<string, { total: number; items: Item[] }>(); for (const item of input.items) { const g = groups.get(item.state) ?? { total: 0, items: [] }; g.total += item.n; g.items.push(item); groups.set(item.state, g); } for (const g of groups.values()) for (const item of g.items) item.rank = g.total; return input.items; }`,
  `async (input: In) => { const groups: Record<string, { total: number; items: Item[] }> = {}; for (const item of input.items) { const g = (groups[item.state] ??= { total: 0, items: [] }); g.total += item.n; g.items.push(item); } for (const g of Object.values(groups)) for (const item of g.items) item.rank = g.total; return input.items; }`,
  `async (input: In) => { const batches: { id: number; items: Item[] }[] = []; for (let i = 0; i < input.items.length; i += 2) batches.push({ id: i, items: input.items.slice(i, i + 2) }); for (const batch of batches) for (const item of batch.items) item.rank = batch.id; return input.items; }`,
  `async (input: In) => { const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const row of rows) row.item.state = idOf(row); return input.items; }`,
  `async (input: In) => { const show = (row: Scored): string => row.item.id + ":" + row.item.n; const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); rows[0]!.item.n = 8; const other = show({ item: { id: "q", n: 1, state: "", tags: [] }, score: 1 }); return { items: input.items, shown: rows.map(show), other }; }`,
  `async (input: In) => { const work = async (row: Scored): Promise<void> => { row.item.n = await double(row.score); }; const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const row of rows) await work(row); return input.items; }`,
  `async (input: In) => { const retry = (rows: Scored[]): Scored[] => rows.filter((row) => row.item.n > 1); const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const { item } of retry(rows)) item.state = "again"; return input.items; }`,
  `async (input: In) => { const mark = (item: Item, s: string): void => { item.state = s; }; const rows = input.items.map((item) => ({ item, score: scoreOf(item) })); for (const row of rows) mark(row.item, label(row)); return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const [k, { item }] of [...best]) item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const [k, { item }] of [...best.entries()]) item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  const entries = [...best]; entries[0]![1].item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  const entries = Array.from(best); entries[0]![1].item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  const entries = Array.from(best.values()); entries[0]!.item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  const copy = new Map(best); for (const [k, { item }] of copy) item.n = 8; return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const e of best) { const [k, { item }] = e; item.n = 8; } return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const e of best) { e[1].item.n = 8; } return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  for (const e of best) { const entry = e[1]; entry.item.n = 8; } return input.items; }`,
  `async (input: In) => { const best = new Map<string, Entry>(); for (const item of input.items) best.set(item.state, { item, seen: 1 });  [...best].forEach(([k, { item }]) => { item.n = 8; }); return input.items; }`,
  `async (input: In) => { const m = new Map<string, Map<string, Entry>>(); for (const item of input.items) m.set(item.id, new Map([["k", { item, seen: 1 }]])); for (const [, inner] of m) for (const [, { item }] of inner) item.n = 8; return input.items; }`,
  `async (input: In) => { const m = new Map<string, Item[]>(); for (const item of input.items) m.set(item.id, [item]); for (const [, [first]] of m) first!.n = 8; return input.items; }`,
  `async (input: In) => { const split = { good: input.items.filter((i) => i.n > 1), count: input.items.length }; split.good[0]!.state = "first"; await echo(split); split.count += 1; return { ...split, items: input.items }; }`,
  `async (input: In) => { const s = { done: [] as Item[], cost: 0 }; const add = (item: Item): void => { s.done.push(item); s.cost += item.n; }; for (const item of input.items) add(item); for (const item of s.done) item.n = s.cost; return input.items; }`,
  `async (input: In) => { const s: { done: Item[]; last?: string } = { done: [] }; for (const item of input.items) { s.done.push(item); s.last = item.id; } for (const item of s.done) item.state = s.last ?? "none"; return { items: input.items, keys: Object.keys(s) }; }`,
  `async (input: In) => { const s = { done: [] as Item[], cost: 0 }; const { done } = s; for (const item of input.items) { done.push(item); s.cost++; } for (const item of done) item.n = s.cost; return input.items; }`,
  `async (input: In) => { const s = { done: [] as Item[], cost: 0 }; for (const item of input.items) { s.done.push(item); } const copy = { ...s }; s.done[0]!.n = 9; return [copy, input.items]; }`,
].map((body, index) => ({ name: `elements in objects, refused ${index}`, before, body }));
