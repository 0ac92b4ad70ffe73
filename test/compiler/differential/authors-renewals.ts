import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Training, renewals, loans and tournaments, as their authors first write them. */
export const authorsRenewals: readonly Row[] = [
  {
    name: "model training with early stopping and a best checkpoint",
    before: `${declarations}interface Config { learningRate: number; batchSize: number }
interface Metrics { loss: number; accuracy: number }
interface TrainingInput { dataset: string; grid: Partial<Config>[]; maxEpochs?: number; patience?: number }
const trainEpoch = lambda<{ dataset: string; config: Config; epoch: number; from?: string }, { checkpoint: string; metrics: Metrics }>("trainEpoch", elsewhere);
const promote = lambda<{ checkpoint: string }, { version: number }>("promote", elsewhere);
const defaults: Config = { learningRate: 0.01, batchSize: 32 };
class NoUsableModel extends WorkflowError {}`,
    body: `async ({ dataset, grid, maxEpochs = 5, patience = 2 }: TrainingInput) => {
  let best: { checkpoint: string; loss: number; config: Config } | undefined;
  const summary: { config: Config; epochs: number; loss: number }[] = [];
  for (const overrides of grid) {
    const config = { ...defaults, ...overrides };
    let stale = 0;
    let lowest = Infinity;
    let checkpoint: string | undefined;
    let epoch = 0;
    do {
      epoch++;
      const result = await trainEpoch({ dataset, config, epoch, ...(checkpoint && { from: checkpoint }) });
      checkpoint = result.checkpoint;
      if (result.metrics.loss < lowest - 0.001) {
        lowest = result.metrics.loss;
        stale = 0;
        if (!best || lowest < best.loss) best = { checkpoint, loss: lowest, config };
      } else {
        stale++;
      }
    } while (epoch < maxEpochs && stale < patience);
    summary.push({ config, epochs: epoch, loss: lowest });
  }
  if (!best || best.loss > 1) {
    throw new NoUsableModel(\`best loss was \${best?.loss ?? "n/a"}\`);
  }
  const { version } = await promote({ checkpoint: best.checkpoint });
  return { version, config: best.config, summary };
}`,
    scenarios: runs(
      [
        { dataset: "d", grid: [{}, { learningRate: 0.1 }] },
        {
          trainEpoch: ({ epoch, config }: { epoch: number; config: { learningRate: number } }) => ({
            checkpoint: `c${config.learningRate}-${epoch}`,
            metrics: { loss: Math.max(0.5 / epoch, config.learningRate * 2), accuracy: 0.5 },
          }),
          promote: { result: { version: 4 } },
        },
      ],
      [
        { dataset: "d", grid: [{ batchSize: 8 }], maxEpochs: 1 },
        { trainEpoch: () => ({ checkpoint: "c", metrics: { loss: 3, accuracy: 0.1 } }) },
      ],
      [{ dataset: "d", grid: [] }, {}],
    ),
  },
  {
    name: "certificate renewal with expiry windows and dns challenge",
    before: `${declarations}interface Certificate { domain: string; notAfter: string; san?: string[] }
const listCertificates = lambda<Record<string, never>, Certificate[]>("listCertificates", elsewhere);
const requestChallenge = lambda<{ domain: string }, { token: string; record: string }>("requestChallenge", elsewhere);
const putRecord = lambda<{ record: string; value: string }, void>("putRecordCertificate", elsewhere);
const verifyChallenge = lambda<{ token: string }, "pending" | "valid" | "invalid">("verifyChallenge", elsewhere);
const install = lambda<{ domains: string[] }, { notAfter: string }>("install", elsewhere);
class ChallengeFailed extends WorkflowError {}
const DAY = 24 * 60 * 60 * 1000;`,
    body: `async ({ today, withinDays = 30 }: { today: string; withinDays?: number }) => {
  const now = new Date(today).getTime();
  const certificates = await listCertificates({});
  const due = certificates
    .map((c) => ({ ...c, daysLeft: Math.floor((Date.parse(c.notAfter) - now) / DAY) }))
    .filter((c) => c.daysLeft <= withinDays)
    .sort((a, b) => a.daysLeft - b.daysLeft);
  const renewed: Record<string, string> = {};
  const failed: { domain: string; reason: string; urgent: boolean }[] = [];
  for (const { domain, san = [], daysLeft } of due) {
    try {
      const { token, record } = await requestChallenge({ domain });
      await putRecord({ record, value: token });
      let state = await verifyChallenge({ token });
      for (let i = 0; state === "pending" && i < 3; i++) {
        await sleep(\`\${2 ** i}s\`);
        state = await verifyChallenge({ token });
      }
      if (state !== "valid") throw new ChallengeFailed(\`\${domain} is \${state}\`);
      const { notAfter } = await install({ domains: [domain, ...san] });
      renewed[domain] = notAfter.slice(0, 10);
    } catch (err) {
      failed.push({ domain, reason: err instanceof Error ? err.message : String(err), urgent: daysLeft < 7 });
    }
  }
  return { checked: certificates.length, renewed, failed };
}`,
    scenarios: runs(
      [
        { today: "2024-05-01T00:00:00Z" },
        {
          listCertificates: () => [
            { domain: "b.io", notAfter: "2024-05-05T10:00:00Z" },
            { domain: "a.io", notAfter: "2024-05-20T00:00:00Z", san: ["www.a.io"] },
            { domain: "z.io", notAfter: "2025-01-01T00:00:00Z" },
          ],
          requestChallenge: ({ domain }: { domain: string }) => ({ token: `t-${domain}`, record: `_acme.${domain}` }),
          putRecordCertificate: () => null,
          verifyChallenge: ({ token }: { token: string }) => (token === "t-a.io" ? "valid" : "pending"),
          install: ({ domains }: { domains: string[] }) => ({ notAfter: `2024-08-0${domains.length}T00:00:00Z` }),
        },
      ],
      [{ today: "2024-05-01T00:00:00Z", withinDays: 1 }, { listCertificates: fails("Down", "registry is down") }],
      [
        { today: "2024-05-01T00:00:00Z", withinDays: 1000 },
        {
          listCertificates: () => [{ domain: "z.io", notAfter: "2025-01-01T00:00:00Z" }],
          requestChallenge: fails("Throttled", "slow down"),
        },
      ],
    ),
  },
  {
    name: "gdpr erasure across systems with a certificate of deletion",
    before: `${declarations}type System = "crm" | "billing" | "analytics" | "backup";
interface Erasure { subject: string; requestedAt: string; systems?: System[]; legalHold?: boolean }
type Outcome = { system: System; state: "erased"; records: number } | { system: System; state: "retained"; until: string } | { system: System; state: "failed"; error: string };
const eraseIn = lambda<{ system: System; subject: string }, { records: number; retainUntil?: string }>("eraseIn", elsewhere);
const issueCertificate = lambda<{ subject: string; lines: string[] }, { id: string }>("issueCertificate", elsewhere);
const isFailed = (o: Outcome): o is Extract<Outcome, { state: "failed" }> => o.state === "failed";
class ErasureIncomplete extends WorkflowError {
  constructor(readonly outcomes: Outcome[], message: string) { super(message); }
}`,
    body: `async ({ subject, requestedAt, systems = ["crm", "billing", "analytics"], legalHold = false }: Erasure) => {
  if (legalHold) return { subject, state: "on hold" };
  const deadline = new Date(requestedAt);
  deadline.setUTCDate(deadline.getUTCDate() + 30);
  const settled = await Promise.allSettled(systems.map((system) => eraseIn({ system, subject })));
  const outcomes = settled.map((result, i): Outcome => {
    const system = systems[i]!;
    if (result.status === "rejected") return { system, state: "failed", error: result.reason.message };
    const { records, retainUntil } = result.value;
    return retainUntil !== undefined ? { system, state: "retained", until: retainUntil } : { system, state: "erased", records };
  });
  const failures = outcomes.filter(isFailed);
  if (failures.length > 0) {
    throw new ErasureIncomplete(outcomes, \`\${failures.map((f) => f.system).join(", ")} not erased; due \${deadline.toISOString().slice(0, 10)}\`);
  }
  const lines = outcomes.map((o) => {
    switch (o.state) {
      case "erased": return \`\${o.system}: \${o.records} record\${o.records === 1 ? "" : "s"} erased\`;
      case "retained": return \`\${o.system}: kept until \${o.until}\`;
      case "failed": return \`\${o.system}: \${o.error}\`;
    }
  });
  const { id } = await issueCertificate({ subject, lines });
  return { subject, state: "done", certificate: id };
}`,
    scenarios: runs(
      [
        { subject: "s1", requestedAt: "2024-01-20T00:00:00Z" },
        {
          eraseIn: ({ system }: { system: string }) =>
            system === "billing" ? { records: 0, retainUntil: "2031-01-01" } : { records: system.length - 2 },
          issueCertificate: ({ lines }: { lines: string[] }) => ({ id: lines.join("|") }),
        },
      ],
      [
        { subject: "s1", requestedAt: "2024-01-20T00:00:00Z", systems: ["backup", "crm"] },
        {
          eraseIn: ({ system }: { system: string }) => {
            if (system === "backup") throw new Error("tape offline");
            return { records: 1 };
          },
        },
      ],
      [{ subject: "s1", requestedAt: "2024-01-20T00:00:00Z", legalHold: true }, {}],
    ),
  },
  {
    name: "tenant provisioning with rollback in reverse order",
    before: `${declarations}interface Tenant { name: string; plan: "free" | "team" | "enterprise"; region?: string }
const createDatabase = lambda<{ tenant: string; region: string }, { arn: string }>("createDatabase", elsewhere);
const createBucket = lambda<{ tenant: string; region: string }, { arn: string }>("createBucket", elsewhere);
const createDns = lambda<{ host: string; target: string }, void>("createDns", elsewhere);
const remove = lambda<{ arn: string }, void>("removeTenant", elsewhere);
const invite = lambda<{ tenant: string; role: string }, { url: string }>("inviteTenant", elsewhere);
class ProvisioningFailed extends WorkflowError {
  constructor(step: string, options: { cause: unknown }) {
    super(\`provisioning failed at \${step}\`, options);
  }
}
const slug = (name: string) => name.trim().toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
const quotas = { free: { gb: 1, seats: 3 }, team: { gb: 50, seats: 25 }, enterprise: { gb: 1000, seats: Infinity } };`,
    body: `async ({ name, plan, region = "eu-west-1" }: Tenant) => {
  const tenant = slug(name);
  const created: string[] = [];
  let step = "database";
  try {
    const database = await createDatabase({ tenant, region });
    created.push(database.arn);
    step = "bucket";
    const bucket = await createBucket({ tenant, region });
    created.push(bucket.arn);
    step = "dns";
    await createDns({ host: \`\${tenant}.example.com\`, target: region });
  } catch (error) {
    for (const arn of created.reverse()) {
      try {
        await remove({ arn });
      } catch {
        // a janitor finds it later
      }
    }
    throw new ProvisioningFailed(step, { cause: error });
  }
  const { seats, gb } = quotas[plan];
  const { url } = await invite({ tenant, role: seats > 10 ? "admin" : "owner" });
  return { tenant, url, gb, resources: created.length };
}`,
    scenarios: runs(
      [
        { name: " Foo & Bar, Inc. ", plan: "enterprise" },
        {
          createDatabase: { result: { arn: "db" } },
          createBucket: { result: { arn: "b" } },
          createDns: { result: null },
          inviteTenant: ({ tenant, role }: { tenant: string; role: string }) => ({ url: `${tenant}/${role}` }),
        },
      ],
      [
        { name: "x", plan: "free", region: "us" },
        {
          createDatabase: { result: { arn: "db" } },
          createBucket: { result: { arn: "b" } },
          createDns: fails("Taken", "host taken"),
          removeTenant: ({ arn }: { arn: string }) => {
            if (arn === "b") throw new Error("busy");
            return null;
          },
        },
      ],
      [{ name: "x", plan: "free" }, { createDatabase: fails("Full", "no room") }],
    ),
  },
  {
    name: "loan amortisation schedule with extra payments",
    before: `${declarations}interface Loan { principal: number; annualRate: number; months: number; extra?: { month: number; amount: number }[] }
interface Instalment { month: number; interest: number; principal: number; balance: number }
const storeSchedule = lambda<{ rows: Instalment[]; totalInterest: number }, string>("storeSchedule", elsewhere);
const cents = (x: number) => Math.round(x * 100) / 100;`,
    body: `async ({ principal, annualRate, months, extra = [] }: Loan) => {
  if (principal <= 0 || months < 1 || !Number.isInteger(months)) {
    throw new RangeError(\`bad loan: \${principal} over \${months} months\`);
  }
  const rate = annualRate / 12;
  const instalment = cents(rate === 0 ? principal / months : (principal * rate) / (1 - Math.pow(1 + rate, -months)));
  const extras = new Map(extra.map((e) => [e.month, e.amount]));
  const rows: Instalment[] = [];
  let balance = principal;
  for (let month = 1; balance > 0 && month <= months; month++) {
    const interest = cents(balance * rate);
    let towards = month === months ? balance : Math.min(balance, instalment - interest);
    towards += Math.min(balance - towards, extras.get(month) ?? 0);
    balance = cents(balance - towards);
    rows.push({ month, interest, principal: cents(towards), balance });
  }
  const totalInterest = cents(rows.reduce((total, row) => total + row.interest, 0));
  const id = await storeSchedule({ rows, totalInterest });
  const last = rows.at(-1)!;
  return { id, instalment, paidOff: last.balance === 0, after: last.month, saved: months - rows.length, first: rows[0] };
}`,
    scenarios: runs(
      [
        { principal: 1200, annualRate: 0.12, months: 12 },
        { storeSchedule: ({ totalInterest }: { totalInterest: number }) => `s${totalInterest}` },
      ],
      [
        {
          principal: 1200,
          annualRate: 0,
          months: 6,
          extra: [
            { month: 2, amount: 500 },
            { month: 3, amount: 5000 },
          ],
        },
        { storeSchedule: ({ rows }: { rows: unknown[] }) => JSON.stringify(rows) },
      ],
      [{ principal: 0, annualRate: 0, months: 6 }, {}],
    ),
  },
  {
    name: "tournament bracket with byes and seeded rounds",
    before: `${declarations}interface Player { id: string; seed: number }
interface MatchResult { winner: string; score: [number, number] }
const play = lambda<{ round: number; home: string; away: string }, MatchResult>("playTournament", elsewhere);
const announce = lambda<string, void>("announceTournament", elsewhere);
function nextPowerOfTwo(n: number): number {
  let size = 1;
  while (size < n) size *= 2;
  return size;
}`,
    body: `async (players: Player[]) => {
  if (players.length < 2) throw new Error("not enough players");
  const seeded = players.toSorted((a, b) => a.seed - b.seed).map((p) => p.id);
  const size = nextPowerOfTwo(seeded.length);
  let field: (string | null)[] = [...seeded, ...Array<null>(size - seeded.length).fill(null)];
  const upsets: string[] = [];
  let round = 1;
  while (field.length > 1) {
    const winners: string[] = [];
    for (let i = 0; i < field.length / 2; i++) {
      const home = field[i]!;
      const away = field[field.length - 1 - i] ?? null;
      if (away === null) {
        winners.push(home);
        continue;
      }
      const { winner, score: [a, b] } = await play({ round, home, away });
      if (winner !== home) upsets.push(\`\${winner} beat \${home} \${b}:\${a}\`);
      winners.push(winner);
    }
    field = winners;
    round += 1;
  }
  const [champion] = field;
  await announce(\`\${champion} wins after \${round - 1} rounds\`);
  return { champion, rounds: round - 1, upsets };
}`,
    scenarios: runs(
      [
        [
          { id: "ann", seed: 2 },
          { id: "bo", seed: 1 },
          { id: "cy", seed: 3 },
        ],
        {
          playTournament: ({ home, away }: { home: string; away: string }) => ({
            winner: home === "bo" ? away : home,
            score: [1, 2],
          }),
          announceTournament: () => null,
        },
      ],
      [
        [
          { id: "a", seed: 1 },
          { id: "b", seed: 2 },
          { id: "c", seed: 3 },
          { id: "d", seed: 4 },
          { id: "e", seed: 5 },
        ],
        {
          playTournament: ({ home }: { home: string }) => ({ winner: home, score: [3, 0] }),
          announceTournament: () => null,
        },
      ],
      [[{ id: "a", seed: 1 }], {}],
    ),
  },
  {
    name: "subscription dunning with a schedule of retries",
    before: `${declarations}type Plan = { id: string; price: number; currency: "EUR" | "USD" };
interface Subscription { id: string; customer: { email: string; name?: string }; plan: Plan; failures?: number }
const chargeCard = lambda<{ subscription: string; amount: number }, { id: string }>("chargeCardSubscription", elsewhere);
const sendMail = lambda<{ to: string; template: string; vars: Record<string, string> }, void>("sendMailSubscription", elsewhere);
const cancelSubscription = lambda<{ id: string; reason: string }, void>("cancelSubscription", elsewhere);
class CardExpired extends WorkflowError {}
class SoftDecline extends WorkflowError {}
const schedule = [
  { after: "3d", template: "gentle" },
  { after: "5d", template: "firm" },
  { after: "7d", template: "final" },
] as const;
const symbols = { EUR: "€", USD: "$" } as const;`,
    body: `async (sub: Subscription) => {
  const amount = sub.plan.price;
  const money = \`\${symbols[sub.plan.currency]}\${(amount / 100).toFixed(2)}\`;
  const greeting = sub.customer.name?.split(" ")[0] ?? "there";
  let attempts = sub.failures ?? 0;
  let lastError = "";
  for (const { after, template } of [{ after: "0s", template: null } as const, ...schedule]) {
    if (template !== null) {
      await sendMail({ to: sub.customer.email, template, vars: { greeting, money, lastError } });
      await sleep(after);
    }
    try {
      const { id } = await chargeCard({ subscription: sub.id, amount });
      return { state: "active", invoice: id, attempts: attempts + 1 };
    } catch (error) {
      attempts++;
      if (error instanceof CardExpired) {
        lastError = "expired card";
        break;
      }
      if (!(error instanceof SoftDecline)) throw error;
      lastError = error.message;
    }
  }
  await cancelSubscription({ id: sub.id, reason: lastError });
  return { state: "cancelled", attempts, reason: lastError };
}`,
    scenarios: runs(
      [
        { id: "s1", customer: { email: "a@b", name: "Ann Lee" }, plan: { id: "p", price: 1999, currency: "EUR" } },
        {
          chargeCardSubscription: [
            fails("SoftDecline", "no funds"),
            fails("SoftDecline", "limit"),
            { result: { id: "in1" } },
          ],
          sendMailSubscription: () => null,
        },
      ],
      [
        { id: "s1", customer: { email: "a@b" }, plan: { id: "p", price: 5, currency: "USD" }, failures: 2 },
        {
          chargeCardSubscription: [fails("SoftDecline", "no funds"), fails("CardExpired", "old")],
          sendMailSubscription: () => null,
          cancelSubscription: () => null,
        },
      ],
      [
        { id: "s1", customer: { email: "a@b" }, plan: { id: "p", price: 5, currency: "USD" } },
        {
          chargeCardSubscription: fails("SoftDecline", "no funds"),
          sendMailSubscription: () => null,
          cancelSubscription: () => null,
        },
      ],
      [
        { id: "s1", customer: { email: "a@b" }, plan: { id: "p", price: 5, currency: "USD" } },
        { chargeCardSubscription: fails("Outage", "down") },
      ],
    ),
  },
  {
    name: "experiment analysis with lift and guard rails",
    before: `${declarations}interface Variant { name: string; visitors: number; conversions: number; latencies: number[] }
interface Experiment { id: string; control: string; variants: Variant[]; minVisitors?: number }
type Decision = { kind: "ship"; variant: string; lift: number } | { kind: "stop"; why: string } | { kind: "continue"; missing: number };
const recordDecision = lambda<{ id: string; decision: Decision }, void>("recordDecision", elsewhere);
const mean = (xs: number[]) => (xs.length === 0 ? 0 : xs.reduce((a, b) => a + b) / xs.length);
const percentile = (xs: number[], p: number) => {
  const sorted = [...xs].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
};
function assertDefined<T>(value: T | undefined, what: string): asserts value is T {
  if (value === undefined) throw new Error(\`\${what} is missing\`);
}`,
    body: `async ({ id, control, variants, minVisitors = 100 }: Experiment): Promise<Decision> => {
  const base = variants.find((v) => v.name === control);
  assertDefined(base, \`control "\${control}"\`);
  const decide = (): Decision => {
    const short = variants.filter((v) => v.visitors < minVisitors);
    if (short.length > 0) {
      return { kind: "continue", missing: short.reduce((n, v) => n + minVisitors - v.visitors, 0) };
    }
    const rate = (v: Variant) => v.conversions / v.visitors;
    const scored = variants
      .filter((v) => v !== base)
      .map((v) => {
        const p = (v.conversions + base.conversions) / (v.visitors + base.visitors);
        const se = Math.sqrt(p * (1 - p) * (1 / v.visitors + 1 / base.visitors));
        return { name: v.name, lift: rate(v) / rate(base) - 1, z: se > 0 ? (rate(v) - rate(base)) / se : 0, p95: percentile(v.latencies, 0.95) ?? 0, avg: mean(v.latencies) };
      })
      .sort((a, b) => b.z - a.z);
    const [winner] = scored;
    if (!winner || winner.z < 1.96) return { kind: "stop", why: "no significant winner" };
    if (winner.p95 > 2 * mean(base.latencies)) return { kind: "stop", why: \`\${winner.name} is slow: \${winner.p95}ms\` };
    return { kind: "ship", variant: winner.name, lift: Math.round(winner.lift * 1000) / 10 };
  };
  const decision = decide();
  await recordDecision({ id, decision });
  return decision;
}`,
    scenarios: runs(
      [
        {
          id: "e",
          control: "a",
          variants: [
            { name: "a", visitors: 1000, conversions: 100, latencies: [10, 20] },
            { name: "b", visitors: 1000, conversions: 150, latencies: [12, 14, 16] },
            { name: "c", visitors: 900, conversions: 95, latencies: [] },
          ],
        },
        { recordDecision: () => null },
      ],
      [
        {
          id: "e",
          control: "a",
          variants: [
            { name: "a", visitors: 1000, conversions: 100, latencies: [10, 20] },
            { name: "b", visitors: 1000, conversions: 150, latencies: [12, 14, 160] },
          ],
        },
        { recordDecision: () => null },
      ],
      [
        { id: "e", control: "a", variants: [{ name: "a", visitors: 10, conversions: 1, latencies: [] }] },
        { recordDecision: () => null },
      ],
      [{ id: "e", control: "z", variants: [] }, {}],
    ),
  },
];
