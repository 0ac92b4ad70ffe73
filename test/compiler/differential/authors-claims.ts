import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Claims, campaigns, parts and posts, as their authors first write them. */
export const authorsClaims: readonly Row[] = [
  {
    name: "insurance claim with coverage table and staged payout",
    before: `${declarations}type ClaimKind = "collision" | "theft" | "glass" | "weather";
interface Claim { id: string; kind: ClaimKind; amount: number; policyAgeDays: number; documents: string[]; previousClaims?: number }
type Verdict =
  | { status: "approved"; payout: number; receipt: string }
  | { status: "referred"; reasons: string[] }
  | { status: "rejected"; reason: string };
const coverage = {
  collision: { limit: 20_000, excess: 500, needs: ["photos", "police"] },
  theft: { limit: 40_000, excess: 1000, needs: ["police"] },
  glass: { limit: 1500, excess: 0, needs: ["photos"] },
  weather: { limit: 10_000, excess: 250, needs: ["photos", "forecast"] },
} as const satisfies Record<ClaimKind, { limit: number; excess: number; needs: readonly string[] }>;
const scoreFraud = lambda<{ claim: string; amount: number }, number>("scoreFraud", elsewhere);
const payOut = lambda<{ claim: string; amount: number }, { receipt: string }>("payOutInsurance", elsewhere);`,
    body: `async (claim: Claim): Promise<Verdict> => {
  const cover = coverage[claim.kind];
  const missing = cover.needs.filter((doc) => !claim.documents.includes(doc));
  if (missing.length > 0) {
    return { status: "rejected", reason: \`missing \${missing.join(" and ")}\` };
  }
  const reasons: string[] = [];
  if (claim.policyAgeDays < 30) reasons.push("new policy");
  if ((claim.previousClaims ?? 0) >= 3) reasons.push(\`\${claim.previousClaims} previous claims\`);
  const score = await scoreFraud({ claim: claim.id, amount: claim.amount });
  if (score > 0.8) reasons.push(\`fraud score \${(score * 100).toFixed(0)}%\`);
  if (reasons.length > 0) return { status: "referred", reasons };

  const payout = Math.max(0, Math.min(claim.amount, cover.limit) - cover.excess);
  if (payout === 0) return { status: "rejected", reason: "below the excess" };
  const { receipt } = await payOut({ claim: claim.id, amount: payout });
  return { status: "approved", payout, receipt };
}`,
    scenarios: runs(
      [
        { id: "c1", kind: "glass", amount: 2000, policyAgeDays: 100, documents: ["photos"] },
        { scoreFraud: () => 0.2, payOutInsurance: ({ amount }: { amount: number }) => ({ receipt: `r${amount}` }) },
      ],
      [
        {
          id: "c2",
          kind: "collision",
          amount: 2000,
          policyAgeDays: 10,
          documents: ["photos", "police"],
          previousClaims: 4,
        },
        { scoreFraud: () => 0.95 },
      ],
      [{ id: "c3", kind: "weather", amount: 200, policyAgeDays: 100, documents: ["x"] }, {}],
      [
        { id: "c4", kind: "weather", amount: 200, policyAgeDays: 100, documents: ["photos", "forecast"] },
        { scoreFraud: () => 0 },
      ],
    ),
  },
  {
    name: "ad campaign pacing over the hours of a day",
    before: `${declarations}interface Campaign { id: string; dailyBudget: number; bids: { channel: string; bid: number; ctr: number }[] }
const spendOf = lambda<{ campaign: string; hour: number; channel: string; cap: number }, { spent: number; clicks: number }>("spendOf", elsewhere);
const pauseCampaign = lambda<{ campaign: string; reason: string }, void>("pauseCampaign", elsewhere);`,
    body: `async ({ id, dailyBudget, bids }: Campaign) => {
  const ranked = [...bids].sort((a, b) => b.ctr / b.bid - a.ctr / a.bid || a.channel.localeCompare(b.channel));
  let remaining = dailyBudget;
  let clicks = 0;
  const spentBy: Record<string, number> = {};
  let hour = 0;
  day: while (hour < 4) {
    const hourly = Math.ceil(remaining / (4 - hour));
    let left = hourly;
    for (const { channel } of ranked) {
      if (left <= 0) break;
      const result = await spendOf({ campaign: id, hour, channel, cap: left });
      left -= result.spent;
      remaining -= result.spent;
      clicks += result.clicks;
      spentBy[channel] = (spentBy[channel] ?? 0) + result.spent;
      if (remaining <= 0) {
        await pauseCampaign({ campaign: id, reason: \`budget gone in hour \${hour}\` });
        break day;
      }
    }
    hour++;
  }
  const costPerClick = clicks > 0 ? Number((((dailyBudget - remaining) / clicks)).toFixed(2)) : null;
  return { id, hour, clicks, spentBy, remaining, costPerClick };
}`,
    scenarios: runs(
      [
        {
          id: "k1",
          dailyBudget: 40,
          bids: [
            { channel: "search", bid: 2, ctr: 0.5 },
            { channel: "video", bid: 1, ctr: 0.4 },
          ],
        },
        { spendOf: ({ cap }: { cap: number }) => ({ spent: Math.min(cap, 3), clicks: 2 }) },
      ],
      [
        { id: "k2", dailyBudget: 5, bids: [{ channel: "search", bid: 2, ctr: 0.5 }] },
        { spendOf: () => ({ spent: 3, clicks: 1 }), pauseCampaign: () => null },
      ],
      [{ id: "k3", dailyBudget: 5, bids: [] }, {}],
    ),
  },
  {
    name: "manufacturing order exploded into parts with scrap",
    before: `${declarations}interface Part { sku: string; quantity: number }
interface BillOfMaterials { sku: string; parts: Part[]; scrapRate: number }
const bomOf = lambda<string, BillOfMaterials | null>("bomOf", elsewhere);
const reserveStock = lambda<Part, { reserved: number }>("reserveStockManufacturing", elsewhere);
class Shortage extends WorkflowError {
  constructor(public readonly missing: Part[]) {
    super(\`short of \${missing.map((p) => \`\${p.quantity} \${p.sku}\`).join(", ")}\`);
    this.name = "Shortage";
  }
}
const withScrap = (quantity: number, rate: number): number => Math.ceil(quantity * (1 + rate));`,
    body: `async (order: { sku: string; quantity: number }) => {
  const needs = new Map<string, number>();
  const stack: Part[] = [order];
  while (stack.length > 0) {
    const { sku, quantity } = stack.pop()!;
    const bom = await bomOf(sku);
    if (!bom) {
      needs.set(sku, (needs.get(sku) ?? 0) + quantity);
      continue;
    }
    for (const part of bom.parts) {
      stack.push({ sku: part.sku, quantity: withScrap(part.quantity * quantity, bom.scrapRate) });
    }
  }
  const missing: Part[] = [];
  for (const [sku, quantity] of needs) {
    const { reserved } = await reserveStock({ sku, quantity });
    if (reserved < quantity) missing.push({ sku, quantity: quantity - reserved });
  }
  if (missing.length) throw new Shortage(missing);
  return Object.fromEntries([...needs].sort(([a], [b]) => (a < b ? -1 : 1)));
}`,
    scenarios: runs(
      [
        { sku: "bike", quantity: 2 },
        {
          bomOf: (s: string) =>
            s === "bike"
              ? {
                  sku: s,
                  scrapRate: 0,
                  parts: [
                    { sku: "wheel", quantity: 2 },
                    { sku: "frame", quantity: 1 },
                  ],
                }
              : s === "wheel"
                ? {
                    sku: s,
                    scrapRate: 0.1,
                    parts: [
                      { sku: "spoke", quantity: 32 },
                      { sku: "rim", quantity: 1 },
                    ],
                  }
                : null,
          reserveStockManufacturing: ({ quantity }: { quantity: number }) => ({ reserved: quantity }),
        },
      ],
      [
        { sku: "bike", quantity: 2 },
        {
          bomOf: (s: string) =>
            s === "bike"
              ? {
                  sku: s,
                  scrapRate: 0,
                  parts: [
                    { sku: "wheel", quantity: 2 },
                    { sku: "frame", quantity: 1 },
                  ],
                }
              : null,
          reserveStockManufacturing: () => ({ reserved: 1 }),
        },
      ],
    ),
  },
  {
    name: "data quality checks as a table of functions",
    before: `${declarations}interface Row { id: number; email?: string; age?: number | null; country: string }
interface Finding { row: number; rule: string; severity: "warn" | "error" }
const quarantine = lambda<{ rows: number[] }, void>("quarantineData", elsewhere);
const rules = {
  "email looks right": { severity: "error", test: (row: Row) => row.email === undefined || /^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$/i.test(row.email) },
  "age is plausible": { severity: "warn", test: (row: Row) => row.age == null || (row.age >= 0 && row.age < 130) },
  "country is a code": { severity: "error", test: (row: Row) => /^[A-Z]{2}$/.test(row.country) },
} satisfies Record<string, { severity: Finding["severity"]; test: (row: Row) => boolean }>;`,
    body: `async (rows: Row[]) => {
  const findings: Finding[] = [];
  for (const row of rows) {
    for (const [rule, { severity, test }] of Object.entries(rules)) {
      if (!test(row)) findings.push({ row: row.id, rule, severity });
    }
  }
  const bad = new Set(findings.filter((f) => f.severity === "error").map((f) => f.row));
  if (bad.size > 0) await quarantine({ rows: [...bad] });
  const counts = findings.reduce<Record<string, number>>((acc, { rule }) => {
    acc[rule] = (acc[rule] ?? 0) + 1;
    return acc;
  }, {});
  const worst = Object.entries(counts).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? "none";
  return { passed: rows.length - bad.size, counts, worst, share: rows.length ? (rows.length - bad.size) / rows.length : 1 };
}`,
    scenarios: runs(
      [
        [
          { id: 1, email: "a@b.io", country: "DE" },
          { id: 2, email: "nope", age: 150, country: "de" },
          { id: 3, age: null, country: "FR" },
          { id: 4, age: -1, country: "x" },
        ],
        { quarantineData: () => null },
      ],
      [[], {}],
    ),
  },
  {
    name: "mortgage underwriting with reasons and stress test",
    before: `${declarations}interface Applicant { name: string; income: number; debts: { kind: string; monthly: number }[]; score?: number }
interface Application { applicants: [Applicant, ...Applicant[]]; price: number; deposit: number; years: number }
const creditScore = lambda<string, number>("creditScoreMortgage", elsewhere);
const valuation = lambda<{ price: number }, { value: number }>("valuation", elsewhere);
const monthlyPayment = (principal: number, annualRate: number, years: number): number => {
  const r = annualRate / 12;
  const n = years * 12;
  return r === 0 ? principal / n : (principal * r) / (1 - (1 + r) ** -n);
};
const round2 = (x: number) => Math.round(x * 100) / 100;
const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);`,
    concurrent: true,
    body: `async (app: Application) => {
  const [scores, { value }] = await Promise.all([
    Promise.all(app.applicants.map(async (a) => a.score ?? (await creditScore(a.name)))),
    valuation({ price: app.price }),
  ]);
  const loan = app.price - app.deposit;
  const ltv = loan / Math.min(app.price, value);
  const worstScore = Math.min(...scores);
  const band = worstScore >= 720 ? "prime" : worstScore >= 640 ? "standard" : "subprime";
  const rate = { prime: 0.04, standard: 0.055, subprime: 0.08 }[band];
  const payment = monthlyPayment(loan, rate, app.years);
  const stressed = monthlyPayment(loan, rate + 0.03, app.years);
  const income = sum(app.applicants.map((a) => a.income)) / 12;
  const debts = sum(app.applicants.flatMap((a) => a.debts.map((d) => d.monthly)));
  const dti = (stressed + debts) / income;
  const declines = [
    ltv > 0.95 && \`loan to value \${(ltv * 100).toFixed(1)}%\`,
    dti > 0.45 && \`debt to income \${(dti * 100).toFixed(1)}%\`,
    worstScore < 560 && "credit score",
  ].filter((x): x is string => typeof x === "string");
  return declines.length > 0
    ? { decision: "declined" as const, declines }
    : { decision: "approved" as const, band, payment: round2(payment), conditions: ltv > 0.8 ? ["insurance"] : [] };
}`,
    scenarios: runs(
      [
        {
          applicants: [
            { name: "ann", income: 60000, debts: [] },
            { name: "bob", income: 50000, debts: [{ kind: "car", monthly: 200 }], score: 700 },
          ],
          price: 300000,
          deposit: 60000,
          years: 30,
        },
        { creditScoreMortgage: () => 730, valuation: () => ({ value: 310000 }) },
      ],
      [
        {
          applicants: [{ name: "cy", income: 20000, debts: [{ kind: "card", monthly: 400 }] }],
          price: 300000,
          deposit: 1000,
          years: 20,
        },
        { creditScoreMortgage: () => 500, valuation: () => ({ value: 290000 }) },
      ],
    ),
  },
  {
    name: "content moderation with escalation levels as an enum",
    before: `${declarations}enum Level { Clean, Suspicious, Harmful, Illegal }
interface Post { id: string; author: string; text: string; links: string[] }
const classify = lambda<{ text: string }, { label: string; confidence: number }[]>("classifyContent", elsewhere);
const linkReputation = lambda<string, number>("linkReputation", elsewhere);
const notify = lambda<{ to: string; subject: string }, void>("notifyContent", elsewhere);
const severities: Record<string, Level> = { spam: Level.Suspicious, hate: Level.Harmful, csam: Level.Illegal };
const banned = [/\\bfree\\s+crypto\\b/i, /\\bviagra\\b/i];
const longestRun = (text: string): number => {
  let longest = 0;
  let run = 0;
  let last = "";
  for (const character of text) {
    run = character === last ? run + 1 : 1;
    last = character;
    longest = Math.max(longest, run);
  }
  return longest;
};`,
    body: `async (post: Post) => {
  let level = Level.Clean as Level;
  const evidence: string[] = [];
  const raise = (to: Level, why: string) => {
    evidence.push(why);
    if (to > level) level = to;
  };
  for (const pattern of banned) {
    if (pattern.test(post.text)) raise(Level.Suspicious, "banned phrase");
  }
  if (longestRun(post.text) >= 10) raise(Level.Suspicious, "repeated character");
  for (const { label, confidence } of await classify({ text: post.text.toLowerCase() })) {
    if (confidence < 0.6) continue;
    raise(severities[label] ?? Level.Clean, \`\${label} (\${confidence})\`);
  }
  if (level < Level.Harmful && post.links.length > 0) {
    const reputations = await Promise.all(post.links.map((link) => linkReputation(link)));
    const bad = post.links.filter((_, i) => reputations[i]! < 0.3);
    if (bad.length) raise(Level.Harmful, \`links: \${bad.join(" ")}\`);
  }
  switch (level) {
    case Level.Illegal:
      await notify({ to: "police", subject: post.id });
    // falls through
    case Level.Harmful:
      await notify({ to: post.author, subject: "removed" });
      return { action: "remove", level: Level[level], evidence };
    case Level.Suspicious:
      return { action: "review", level: Level[level], evidence };
    default:
      return { action: "publish", level: Level[level], evidence };
  }
}`,
    scenarios: runs(
      [
        { id: "p1", author: "u", text: "Get FREE  crypto now", links: [] },
        {
          classifyContent: () => [
            { label: "spam", confidence: 0.9 },
            { label: "hate", confidence: 0.2 },
          ],
        },
      ],
      [
        { id: "p2", author: "u", text: "hello", links: ["a", "b"] },
        {
          classifyContent: () => [],
          linkReputation: (l: string) => (l === "a" ? 0.9 : 0.1),
          notifyContent: () => null,
        },
      ],
      [
        { id: "p3", author: "u", text: "bad", links: ["a"] },
        { classifyContent: () => [{ label: "csam", confidence: 0.7 }], notifyContent: () => null },
      ],
      [
        { id: "p4", author: "u", text: "okkkkkkkkkkk", links: [] },
        { classifyContent: () => [{ label: "nice", confidence: 0.7 }] },
      ],
    ),
  },
  {
    name: "energy metering with gaps filled and tariffs by time of use",
    before: `${declarations}interface Reading { at: string; kwh: number | null }
const readingsOf = lambda<{ meter: string; day: string }, Reading[]>("readingsOfEnergy", elsewhere);
const tariffs = [
  { name: "night", from: 0, to: 6, rate: 0.1 },
  { name: "day", from: 6, to: 17, rate: 0.2 },
  { name: "peak", from: 17, to: 21, rate: 0.35 },
  { name: "evening", from: 21, to: 24, rate: 0.15 },
] as const;
type TariffName = (typeof tariffs)[number]["name"];`,
    body: `async ({ meter, day }: { meter: string; day: string }) => {
  const readings = await readingsOf({ meter, day });
  let last = 0;
  let gaps = 0;
  const filled = readings.map((r) => {
    if (r.kwh === null) gaps++;
    else last = r.kwh;
    return { hour: new Date(r.at).getUTCHours(), kwh: r.kwh ?? last };
  });
  const usage: Record<TariffName, number> = { night: 0, day: 0, peak: 0, evening: 0 };
  let cost = 0;
  for (const { hour, kwh } of filled) {
    const tariff = tariffs.find((t) => hour >= t.from && hour < t.to);
    if (tariff === undefined) throw new Error(\`no tariff for hour \${hour}\`);
    usage[tariff.name] += kwh;
    cost += kwh * tariff.rate;
  }
  const lines = (Object.keys(usage) as TariffName[])
    .filter((name) => usage[name] > 0)
    .map((name) => \`\${name.padEnd(8)}\${usage[name].toFixed(3).padStart(10)}\`);
  return { meter, gaps, total: Number(cost.toFixed(2)), statement: lines.join("\\n") };
}`,
    scenarios: runs(
      [
        { meter: "m1", day: "2024-03-01" },
        {
          readingsOfEnergy: () => [
            { at: "2024-03-01T01:00:00Z", kwh: 1.5 },
            { at: "2024-03-01T08:00:00Z", kwh: null },
            { at: "2024-03-01T18:30:00Z", kwh: 3.25 },
            { at: "2024-03-01T23:00:00Z", kwh: null },
          ],
        },
      ],
      [{ meter: "m2", day: "2024-03-01" }, { readingsOfEnergy: () => [] }],
    ),
  },
  {
    name: "airport turnaround with a state machine by switch",
    before: `${declarations}type Phase = "arriving" | "docked" | "unloading" | "boarding" | "departed" | "grounded";
interface Flight { number: string; gate: string; passengers: number }
const radio = lambda<{ flight: string; phase: string; attempt: number }, { ok: boolean; note?: string }>("radio", elsewhere);
const assignGate = lambda<{ flight: string; preferred: string }, string>("assignGate", elsewhere);`,
    body: `async (flight: Flight) => {
  let phase = "arriving" as Phase;
  let attempt = 0;
  let gate: string | undefined;
  const log: { phase: Phase; note: string }[] = [];
  const enter = (next: Phase, note = "") => {
    log.push({ phase, note });
    phase = next;
    attempt = 0;
  };
  while (phase !== "departed" && phase !== "grounded") {
    attempt += 1;
    const { ok, note } = await radio({ flight: flight.number, phase, attempt });
    if (!ok) {
      if (attempt >= 3) enter("grounded", note ?? "no answer");
      continue;
    }
    switch (phase) {
      case "arriving":
        gate = await assignGate({ flight: flight.number, preferred: flight.gate });
        enter("docked", gate);
        break;
      case "docked":
        enter(flight.passengers > 0 ? "unloading" : "boarding");
        break;
      case "unloading":
        enter("boarding", note);
        break;
      case "boarding":
        enter("departed", \`from \${gate ?? "?"}\`);
        break;
    }
  }
  return { phase, gate: gate ?? null, history: log.map(({ phase, note }) => (note ? \`\${phase}: \${note}\` : phase)) };
}`,
    scenarios: runs(
      [
        { number: "LH1", gate: "A1", passengers: 3 },
        {
          radio: ({ attempt, phase }: { attempt: number; phase: string }) => ({
            ok: phase !== "unloading" || attempt > 1,
          }),
          assignGate: () => "A2",
        },
      ],
      [
        { number: "LH2", gate: "A1", passengers: 0 },
        {
          radio: ({ phase }: { phase: string }) => (phase === "boarding" ? { ok: false, note: "fog" } : { ok: true }),
          assignGate: () => "B7",
        },
      ],
    ),
  },
];
