import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
const TAX = [{ upTo: 1000, rate: 0 }, { upTo: 3000, rate: 0.2 }, { upTo: Infinity, rate: 0.4 }];
interface Tier { limit: number; label: string }
const TIERS: readonly Tier[] = [{ limit: 2, label: "low" }, { limit: 5, label: "mid" }, { limit: Number.POSITIVE_INFINITY, label: "high" }] as const;
const LIMITS: Record<string, number> = { free: 3, pro: 10, max: Infinity };
const PLANS = { free: { seats: 1, calls: 3 }, pro: { seats: 5, calls: Infinity } } as const;
const STEPS: [number, string][] = [[1, "a"], [4, "b"], [Infinity, "c"]];
const taxOf = (gross: number) => { let tax = 0; let lower = 0; for (const { upTo, rate } of TAX) { if (gross <= lower) break; tax += (Math.min(gross, upTo) - lower) * rate; lower = upTo; } return Math.round(tax * 100) / 100; };
const tierOf = (n: number) => TIERS.find(({ limit }) => n <= limit)!.label;
const planOf = (n: number) => (n > 3 ? "max" : n > 1 ? "free" : "none");
`;

const bodies: readonly (readonly [name: string, body: string])[] = [
  ["brackets", `return [taxOf(n), taxOf(n * 500), taxOf(n * 5000)];`],
  ["brackets after a call", `const d = await double(n); return [taxOf(d), taxOf(d * 500)];`],
  ["brackets of each", `return [n, 4000, 90].map((x) => taxOf(x));`],
  ["tiers", `return [tierOf(1), tierOf(n), tierOf(n * 9)];`],
  ["tiers of each", `return [n, 1, 90].map((x) => tierOf(x));`],
  ["what is found, or not", `return TIERS.find((t) => n <= t.limit && t.label > "l")?.label ?? "none";`],
  [
    "members of what is found",
    `const found = TIERS.find((t) => n <= t.limit)!; await echo(found.label); return [found.limit > 3, found.limit === Infinity, Number.isFinite(found.limit)];`,
  ],
  [
    "a pattern of what is found",
    `const { limit, label } = TIERS.find((t) => n <= t.limit)!; await echo(label); return n <= limit;`,
  ],
  ["constant keys", `return [n < LIMITS.max!, n < LIMITS.free!, n <= (LIMITS["pro"] ?? 0)];`],
  ["a key that is computed", `return n <= (LIMITS[planOf(n)] ?? 0);`],
  ["objects by a key", `const { seats, calls } = PLANS[n > 3 ? "pro" : "free"]; return [seats, n <= calls];`],
  [
    "a limit of a loop",
    `let used = 0; while (used < PLANS[n > 3 ? "pro" : "free"].calls && used < 5) { await double(used); used++; } return used;`,
  ],
  ["pairs", `for (const [limit, label] of STEPS) { if (n <= limit) return label; } return "?";`],
  ["indices, choices and labels", `return [TIERS.findIndex((t) => n <= t.limit), TIERS.map((t) => t.label).join()];`],
  ["what is left of a table", `return TIERS.filter((t) => t.limit > n).map((t) => t.label);`],
  ["questions", `return [TIERS.some((t) => t.limit === Infinity), TIERS.every((t) => t.limit > n)];`],
  ["keys", `return Object.keys(LIMITS).filter((k) => n <= LIMITS[k]!);`],
  ["entries", `return Object.entries(LIMITS).filter(([, max]) => n <= max).map(([k]) => k);`],
  ["an entry", `return Object.entries(LIMITS).find(([, max]) => n * 9 <= max)?.[0] ?? "none";`],
  ["an order", `return TIERS.toSorted((a, b) => (a.limit < b.limit ? 1 : -1)).map((t) => t.label);`],
  ["a walk that stops", `let at = 0; for (const tier of TIERS) { if (n > tier.limit) at = tier.limit; } return at;`],
  [
    "a limit that goes",
    `let limit = 10; if (n > 3) limit = Infinity; let used = 0; while (used < limit && used < 12) used++; return [used, limit === Infinity];`,
  ],
  [
    "a table of the workflow's own",
    `const own = { gold: Infinity, silver: n }; n = 1; return [n <= own.gold, own.silver];`,
  ],
  [
    "options",
    `const f = async ({ max = Infinity, name }: { max?: number; name: string }) => ((await double(n)) < max ? name : "no"); return [await f({ max: Infinity, name: "a" }), await f({ max: 3, name: "b" }), await f({ name: "c" })];`,
  ],
];

/** Constant tables with Infinity in them. */
export const infiniteTables: readonly Row[] = bodies.map(([name, body]) => ({
  name: `tables with Infinity: ${name}`,
  before,
  body: `async (n: number) => { ${body} }`,
  scenarios: runs([4], [1], [90], [-2]),
}));
