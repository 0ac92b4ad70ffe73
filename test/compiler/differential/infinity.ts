import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Quote { carrier: string; price: number; days?: number }
const NONE = Infinity;
const { limit: LIMIT = Infinity } = {} as { limit?: number };
const least = (ns: number[], limit = Infinity): number => { let m = limit; for (const n of ns) if (n < m) m = n; return m; };
const cheapest = (qs: Quote[]): number => { let m = Infinity; for (const q of qs) m = Math.min(m, q.price); return m; };
const find = (qs: Quote[], below: number = Infinity): Quote | undefined => { let best: Quote | undefined; for (const q of qs) if (q.price < (best?.price ?? below)) best = q; return best; };
`;

const quotes = (...prices: readonly number[]) =>
  [prices.map((price, days) => ({ carrier: `c${days}`, price, days }))] as const;

const bodies: readonly (readonly [name: string, body: string])[] = [
  [
    "1: let best = Infinity; let who: string | undefined; for (const { carrier",
    `let best = Infinity; let who: string | undefined; for (const { carrier, price } of qs) { if (price < best) { best = price; who = carrier; } } return { who: who ?? "nobody", best: who === undefined ? null : best };`,
  ],
  [
    "2: let best = Infinity; for (const { price } of qs) best = Math.min(best,",
    `let best = Infinity; for (const { price } of qs) best = Math.min(best, price); return best === Infinity ? "none" : best;`,
  ],
  [
    "3: let worst = -Infinity; for (const { price } of qs) { if (price > worst",
    `let worst = -Infinity; for (const { price } of qs) { if (price > worst) worst = price; await echo(price); } if (worst === -Infinity) return "none"; return worst;`,
  ],
  [
    "4: let lo = Number.POSITIVE_INFINITY, hi = Number.NEGATIVE_INFINITY; for ",
    `let lo = Number.POSITIVE_INFINITY, hi = Number.NEGATIVE_INFINITY; for (const { price } of qs) { lo = Math.min(lo, price); hi = Math.max(hi, await double(price)); } return lo > hi ? "none" : { lo, hi, span: hi - lo };`,
  ],
  [
    "5: const lowest = qs.reduce((m, { price }) => Math.min(m, price), Infinit",
    `const lowest = qs.reduce((m, { price }) => Math.min(m, price), Infinity); return Number.isFinite(lowest) ? lowest : null;`,
  ],
  [
    "6: const lowest = qs.reduce((m, { price }) => (price < m ? price : m), In",
    `const lowest = qs.reduce((m, { price }) => (price < m ? price : m), Infinity); return lowest === Infinity ? null : lowest;`,
  ],
  [
    "7: const highest = qs.reduce((m, { price }) => { if (price > m) return pr",
    `const highest = qs.reduce((m, { price }) => { if (price > m) return price; return m; }, -Infinity); return highest !== -Infinity && highest > 4;`,
  ],
  [
    "8: return Math.min(...qs.map((x) => x.price), Infinity) < 4;",
    `return Math.min(...qs.map((x) => x.price), Infinity) < 4;`,
  ],
  [
    "9: return Math.max(-Infinity, ...qs.map((x) => x.price)) >= 5 ? 'big' : '",
    `return Math.max(-Infinity, ...qs.map((x) => x.price)) >= 5 ? "big" : "small";`,
  ],
  [
    "10: return qs.length > 0 ? least(qs.map((x) => x.price)) : 0;",
    `return qs.length > 0 ? least(qs.map((x) => x.price)) : 0;`,
  ],
  ["11: return least(qs.map((x) => x.price), 4);", `return least(qs.map((x) => x.price), 4);`],
  ["12: const far = least([]); return 1;", `const far = least([]); return 1;`],
  [
    "13: let best = Infinity; for (const { price } of qs) if (price <= best && ",
    `let best = Infinity; for (const { price } of qs) if (price <= best && price >= 0) best = price; return isFinite(best) ? best + 1 : isNaN(best);`,
  ],
  [
    "14: let best = Infinity; qs.forEach(({ price }) => { if (price < best) bes",
    `let best = Infinity; qs.forEach(({ price }) => { if (price < best) best = price; }); if (best === Infinity) throw new WorkflowError("none"); return best * 2;`,
  ],
  [
    "15: let best = Infinity; await Promise.all(qs.map(async ({ price }) => { c",
    `let best = Infinity; await Promise.all(qs.map(async ({ price }) => { const y = await double(price); best = Math.min(best, y); })); return best === Infinity ? null : best;`,
  ],
  [
    "16: let best = Infinity; for (let i = 0; i < 2; i++) { best = Infinity; fo",
    `let best = Infinity; for (let i = 0; i < 2; i++) { best = Infinity; for (const { price } of qs) best = Math.min(best, price + i); } return best < Infinity ? best : -1;`,
  ],
  [
    "17: let best: number = Infinity; let second = Infinity; for (const { price",
    `let best: number = Infinity; let second = Infinity; for (const { price } of qs) { if (price < best) { second = best; best = price; } else if (price < second) second = price; } return [best < 100, second < 100, second === Infinity, best === second];`,
  ],
  [
    "18: const { limit = Infinity } = { limit: qs[1]?.price }; return qs.filter",
    `const { limit = Infinity } = { limit: qs[1]?.price }; return qs.filter((x) => x.price <= limit).length;`,
  ],
  [
    "19: let best = Infinity; for (const { price } of qs) if (best > price) bes",
    `let best = Infinity; for (const { price } of qs) if (best > price) best = price; return qs.length > 0 ? String(best) : "x";`,
  ],
  [
    "20: const a = qs.length > 2 ? 3 : Infinity; return [a > 5, 3 >= a, a !== I",
    `const a = qs.length > 2 ? 3 : Infinity; return [a > 5, 3 >= a, a !== Infinity, -a < 0, a === a];`,
  ],
  [
    "21: let best = NONE; for (const { price } of qs) if (price < best) best = ",
    `let best = NONE; for (const { price } of qs) if (price < best) best = price; return best === NONE ? null : best;`,
  ],
  ["22: return [3 < LIMIT, LIMIT === Infinity];", `return [3 < LIMIT, LIMIT === Infinity];`],
  [
    "23: const p = cheapest(qs); return p === Infinity ? null : p;",
    `const p = cheapest(qs); return p === Infinity ? null : p;`,
  ],
  [
    "24: what a helper finds below a limit",
    `const b = find(qs); return [b?.carrier ?? null, find(qs, 4)?.carrier ?? null];`,
  ],
  [
    "25: let best = Infinity; const undo: (() => Promise<unknown>)[] = []; for ",
    `let best = Infinity; const undo: (() => Promise<unknown>)[] = []; for (const { price } of qs) { if (price < best) best = price; const seen = best; undo.push(async () => echo(seen)); } for (const u of undo) await u(); return 1;`,
  ],
  [
    "26: let best = Infinity; const p = (async () => { await echo(1); return be",
    `let best = Infinity; const p = (async () => { await echo(1); return best === Infinity; })(); const r = await p; return r;`,
  ],
  [
    "27: const m = qs.reduce((a, { price }) => { if (price > 4) return a; retur",
    `const m = qs.reduce((a, { price }) => { if (price > 4) return a; return Math.min(a, price); }, Infinity); return m < 100 ? m : "none";`,
  ],
  [
    "28: const m = qs.map((x) => x.price).reduce((a, b) => Math.max(a, b), -Inf",
    `const m = qs.map((x) => x.price).reduce((a, b) => Math.max(a, b), -Infinity); return m > 0 && m;`,
  ],
  [
    "29: const byDay = new Map<number, number>(); for (const { price, days = 0 ",
    `const byDay = new Map<number, number>(); for (const { price, days = 0 } of qs) byDay.set(days, Math.min(byDay.get(days) ?? Infinity, price)); return [...byDay];`,
  ],
  [
    "30: const low: Record<string, number> = {}; for (const { carrier, price } ",
    `const low: Record<string, number> = {}; for (const { carrier, price } of qs) low[carrier] = Math.min(low[carrier] ?? Infinity, price); return low;`,
  ],
  [
    "31: const low: Record<string, number> = {}; for (const { carrier, price } ",
    `const low: Record<string, number> = {}; for (const { carrier, price } of qs) if (price < (low[carrier] ?? Infinity)) low[carrier] = price; return low;`,
  ],
  [
    "32: const stock = qs[0]?.days === undefined ? Infinity : qs.length; let so",
    `const stock = qs[0]?.days === undefined ? Infinity : qs.length; let sold = 0; while (sold < stock && sold < 4) sold++; return sold;`,
  ],
  [
    "33: let lo = Infinity; let hi = -Infinity; for (const { price } of qs) { i",
    `let lo = Infinity; let hi = -Infinity; for (const { price } of qs) { if (price < lo) lo = price; if (price > hi) hi = price; } const has = lo <= hi; return has ? (lo + hi) / 2 : null;`,
  ],
  [
    "34: let best = Infinity; let i = 0; do { best = qs[i]?.price ?? Infinity; ",
    `let best = Infinity; let i = 0; do { best = qs[i]?.price ?? Infinity; i++; } while (best === Infinity && i < 3); return i;`,
  ],
  [
    "35: let best = Infinity; switch (qs.length) { case 0: break; case 1: best ",
    `let best = Infinity; switch (qs.length) { case 0: break; case 1: best = 2; } return best > 1000;`,
  ],
  [
    "36: return qs.sort((a, b) => (a.days ?? Infinity) - (b.days ?? Infinity)).",
    `return qs.sort((a, b) => (a.days ?? Infinity) - (b.days ?? Infinity)).map((x) => x.carrier);`,
  ],
  [
    "37: return qs.toSorted((a, b) => { const x = a.days ?? Infinity, y = b.day",
    `return qs.toSorted((a, b) => { const x = a.days ?? Infinity, y = b.days ?? Infinity; return x < y ? -1 : x > y ? 1 : 0; }).map((x) => x.carrier);`,
  ],
  [
    "38: return qs.toSorted((a, b) => (a.days === 1 ? Infinity : a.price) - (b.",
    `return qs.toSorted((a, b) => (a.days === 1 ? Infinity : a.price) - (b.days === 1 ? Infinity : b.price) || a.carrier.length - b.carrier.length).map((x) => x.carrier);`,
  ],
  [
    "39: const near = async (xs: Quote[]) => { let m = Infinity; for (const x o",
    `const near = async (xs: Quote[]) => { let m = Infinity; for (const x of xs) m = Math.min(m, await double(x.price)); return m; }; const n = await near(qs); if (n === Infinity) return "none"; return n;`,
  ],
  [
    "40: const { limit = Infinity, from = 0 } = { limit: qs[1]?.price, from: qs",
    `const { limit = Infinity, from = 0 } = { limit: qs[1]?.price, from: qs[2]?.days }; return qs.slice(from, limit).map((x) => x.price);`,
  ],
  [
    "41: return qs.slice(0, Infinity).length + qs.slice(-Infinity).length + qs.",
    `return qs.slice(0, Infinity).length + qs.slice(-Infinity).length + qs.slice(Infinity).length;`,
  ],
  [
    "42: const take = <T,>(xs: T[], n = Infinity): T[] => xs.slice(0, n); retur",
    `const take = <T,>(xs: T[], n = Infinity): T[] => xs.slice(0, n); return [take(qs).length, take(qs, 2).length];`,
  ],
  ["43: return qs.slice(1).length + qs.slice().length;", `return qs.slice(1).length + qs.slice().length;`],
  [
    "44: return qs.toSorted((a, b) => (a.days === 1 ? Infinity : a.price) - (b.",
    `return qs.toSorted((a, b) => (a.days === 1 ? Infinity : a.price) - (b.days === 1 ? Infinity : b.price) || a.carrier.length - b.carrier.length).map((x) => x.carrier);`,
  ],
  [
    "45: const near = (xs: Quote[]) => { if (xs.length === 0) return Infinity; ",
    `const near = (xs: Quote[]) => { if (xs.length === 0) return Infinity; return xs[0]!.price; }; return near(qs) > 4 ? "far" : near(qs);`,
  ],
  [
    "46: const near = async (xs: Quote[]) => { let m = Infinity; for (const x o",
    `const near = async (xs: Quote[]) => { let m = Infinity; for (const x of xs) m = Math.min(m, await double(x.price)); return m; }; const n = await near(qs); if (n === Infinity) return "none"; return n;`,
  ],
  [
    "47: a loop that stops when nothing gets better",
    `let best = Infinity; let stale = 0; for (const { price } of qs) { const y = await double(price); if (y < best - 0.5) { best = y; stale = 0; } else if (++stale >= 2) break; } return best === Infinity ? stale : [best, stale];`,
  ],
  [
    "48: bisection until the error is small",
    `let error = Number.POSITIVE_INFINITY; let rounds = 0; while (Math.abs(error) > 4 && rounds < qs.length) { error = (await double(rounds)) - 4; rounds++; } return [rounds, Math.abs(error) > 4];`,
  ],
  [
    "49: a limit with a margin",
    `const limit = qs[1]?.price ?? Infinity; const low = limit * 0.9 - 1; const high = 2 * limit + 1; return [4 > low, 5 < high, low === high, high >= limit, -limit / 2 < 0, 3 - limit < -1];`,
  ],
  [
    "50: the least and the greatest kept apart",
    `let lo = Infinity; let hi = -Infinity; for (const { price } of qs) { lo = Math.min(lo, price); hi = Math.max(hi, price); } return [hi - lo > 3, lo - hi > 3, hi - 1 < lo + 1, Math.abs(hi) > 4, Math.floor(lo / 2) < 1];`,
  ],
  [
    "51: a best number in a text",
    `let best = Infinity; let worst = -Infinity; for (const { price } of qs) { best = Math.min(best, price); worst = Math.max(worst, price); } return \`\${best} to \${worst}: \` + best + String(worst) + \`\${best - 1}\`;`,
  ],
  [
    "52: a limit that is moved",
    `let limit = Infinity; for (const { price } of qs) { limit -= 1; if (price > 4 && limit > 6) limit = price; limit += 0.5; } return limit > 100 ? "none" : limit;`,
  ],
  [
    "53: what is not known to be more than nothing",
    `const factor = qs.length + 1; const limit = qs[0]?.price ?? Infinity; try { return limit * factor < 6; } finally { await echo(factor); }`,
  ],
  [
    "54: a limit of a chosen number",
    `const far = qs.length > 1 ? Infinity : 3; const most = Math.sqrt(far + 1); const near = 5 - far / 2; return [most > 2, near < 0, near === -Infinity];`,
  ],
];

/** Infinity as the start of a minimum or maximum, as a limit that is none, and in comparisons. */
export const infinity: readonly Row[] = bodies.map(([name, body]) => ({
  name: `infinity ${name}`,
  before,
  body: `async (qs: Quote[]) => { ${body} }`,
  concurrent: true,
  scenarios: runs(quotes(), quotes(5), quotes(5, 3, 9), quotes(-1, -5, 0)),
}));
