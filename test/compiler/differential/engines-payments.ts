import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows about money that moves. */
export const paymentEngines: readonly Row[] = [
  {
    name: "money transfer with compensations put in front and undone side by side",
    before: `${declarations}interface Transfer { id: string; from: string; to: string; amount: number; fees?: { account: string; amount: number }[] }
const debit = lambda<{ account: string; amount: number; ref: string }, { balance: number }>("debit", elsewhere);
const credit = lambda<{ account: string; amount: number; ref: string }, { balance: number }>("credit", elsewhere);
const audit = lambda<{ ref: string; event: string; detail?: string }, void>("audit", elsewhere);
class TransferFailed extends WorkflowError {
  constructor(readonly ref: string, readonly uncompensated: number, message: string) {
    super(message);
  }
}`,
    concurrent: true,
    body: `async (transfer: Transfer) => {
  const compensations: (() => Promise<unknown>)[] = [];
  const { id: ref, from, to, amount } = transfer;
  const fees = (transfer.fees ?? []).filter(({ amount }) => amount > 0);
  const total = fees.reduce((sum, fee) => sum + fee.amount, amount);
  const balances: Record<string, number> = {};
  try {
    compensations.unshift(() => credit({ account: from, amount: total, ref: \`\${ref}-undo\` }));
    ({ balance: balances[from] } = await debit({ account: from, amount: total, ref }));
    const { balance } = await credit({ account: to, amount, ref });
    balances[to] = balance;
    compensations.unshift(() => debit({ account: to, amount, ref: \`\${ref}-undo\` }));
    for (const fee of fees) {
      balances[fee.account] = (await credit({ account: fee.account, amount: fee.amount, ref: \`\${ref}-fee\` })).balance;
      compensations.unshift(() => debit({ account: fee.account, amount: fee.amount, ref: \`\${ref}-fee-undo\` }));
    }
    await audit({ ref, event: "completed" });
    return { ref, balances };
  } catch (err) {
    const cause = err instanceof Error ? err : new Error(String(err));
    const outcomes = await Promise.allSettled(compensations.map((compensate) => compensate()));
    const failures = outcomes.filter((o) => o.status === "rejected");
    for (const failure of failures) {
      await audit({ ref, event: "compensation failed", detail: (failure.reason as Error).message });
    }
    await audit({ ref, event: "failed", detail: cause.message });
    throw new TransferFailed(ref, failures.length, \`transfer \${ref} failed: \${cause.message}\`);
  }
}`,
    scenarios: runs(
      [
        {
          id: "t1",
          from: "A",
          to: "B",
          amount: 100,
          fees: [
            { account: "F", amount: 2 },
            { account: "G", amount: 0 },
          ],
        },
        {
          debit: { result: { balance: 1 } },
          credit: ({ amount }: { amount: number }) => ({ balance: amount }),
          audit: { result: null },
        },
      ],
      [
        { id: "t1", from: "A", to: "B", amount: 100, fees: [{ account: "F", amount: 2 }] },
        {
          debit: ({ ref }: { ref: string }) => {
            if (ref.endsWith("undo")) throw new Error("frozen");
            return { balance: 1 };
          },
          credit: ({ account, amount }: { account: string; amount: number }) => {
            if (account === "F") throw new Error("no such account");
            return { balance: amount };
          },
          audit: { result: null },
        },
      ],
      [
        { id: "t1", from: "A", to: "B", amount: 100 },
        { debit: fails("Insufficient", "no money"), credit: { result: { balance: 0 } }, audit: { result: null } },
      ],
    ),
  },
  {
    name: "webhooks of a payment provider replayed to a ledger with deadlines in Dates",
    before: `${declarations}interface ProviderEvent { id: string; kind: "charge" | "refund" | "dispute" | "payout"; amount: number; at: string; ref?: string }
const eventsSince = lambda<{ after: string }, { events: ProviderEvent[]; hasMore: boolean }>("eventsSince", elsewhere);
const ledgerEntry = lambda<{ debit: string; credit: string; amount: number; ref: string; on: string }, void>("ledgerEntry", elsewhere);
const openCase = lambda<{ ref: string; deadline: string }, { caseId: string }>("openCase", elsewhere);
const respond = human<{ caseId: string; due: string }, { evidence: string[] }>("respond", { title: "Respond", form: { type: "object", properties: { evidence: { type: "array" } }, required: ["evidence"] } });
const ACCOUNTS = { charge: ["receivable", "revenue"], refund: ["revenue", "receivable"], payout: ["bank", "receivable"] } as const satisfies Record<Exclude<ProviderEvent["kind"], "dispute">, readonly [string, string]>;
const isPosting = (e: ProviderEvent): e is ProviderEvent & { kind: keyof typeof ACCOUNTS } => e.kind in ACCOUNTS;
const endOfDay = (d: Date) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), 23, 59, 59));
const addWorkingDays = (from: Date, days: number) => {
  let date = from;
  for (let left = days; left > 0; ) {
    date = new Date(date.getTime() + 86_400_000);
    if (![0, 6].includes(date.getUTCDay())) left--;
  }
  return date;
};`,
    concurrent: true,
    body: `async ({ after, now }: { after: string; now: string }) => {
  const seen = new Set<string>();
  const balance: Record<string, number> = {};
  const disputes: { event: ProviderEvent; deadline: Date }[] = [];
  let newest = new Date(after);
  for (let more = true, cursor = after; more; ) {
    const { events, hasMore } = await eventsSince({ after: cursor });
    for (const event of events) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      const at = new Date(event.at);
      if (at > newest) newest = at;
      if (isPosting(event)) {
        const [debit, credit] = ACCOUNTS[event.kind];
        await ledgerEntry({ debit, credit, amount: event.amount, ref: event.id, on: event.at.slice(0, 10) });
        balance[debit] = (balance[debit] ?? 0) + event.amount;
        balance[credit] = (balance[credit] ?? 0) - event.amount;
      } else {
        disputes.push({ event, deadline: endOfDay(addWorkingDays(at, 5)) });
      }
    }
    cursor = events.at(-1)?.at ?? cursor;
    more = hasMore;
  }
  disputes.sort((a, b) => a.deadline.getTime() - b.deadline.getTime());
  const lost: string[] = [];
  const answered: string[] = [];
  await Promise.all(
    disputes.map(async ({ event, deadline }) => {
      if (deadline <= new Date(now)) {
        lost.push(event.id);
        return;
      }
      const { caseId } = await openCase({ ref: event.ref ?? event.id, deadline: deadline.toISOString() });
      const { evidence } = await respond({ caseId, due: deadline.toISOString().slice(0, 10) });
      if (evidence.length > 0) answered.push(\`\${caseId}: \${evidence.join("+")}\`);
    }),
  );
  return { seen: seen.size, balance, newest: newest.toISOString(), lost, answered, first: disputes[0]?.deadline.toISOString() ?? null };
}`,
    scenarios: runs(
      [
        { after: "2024-03-01T00:00:00.000Z", now: "2024-03-09T00:00:00Z" },
        {
          eventsSince: ({ after }: { after: string }) =>
            after.startsWith("2024-03-01")
              ? {
                  events: [
                    { id: "1", kind: "charge", amount: 10, at: "2024-03-01T10:00:00Z" },
                    { id: "2", kind: "dispute", amount: 10, at: "2024-03-05T10:00:00Z", ref: "1" },
                  ],
                  hasMore: true,
                }
              : {
                  events: [
                    { id: "2", kind: "dispute", amount: 10, at: "2024-03-05T10:00:00Z" },
                    { id: "3", kind: "dispute", amount: 1, at: "2024-02-23T10:00:00Z" },
                    { id: "4", kind: "payout", amount: 4, at: "2024-03-04T10:00:00Z" },
                  ],
                  hasMore: false,
                },
          ledgerEntry: { result: null },
          openCase: ({ ref }: { ref: string }) => ({ caseId: "case" + ref }),
          respond: { result: { evidence: ["mail", "photo"] } },
        },
      ],
      [
        { after: "2024-03-01T00:00:00.000Z", now: "2024-03-09T00:00:00Z" },
        { eventsSince: { result: { events: [], hasMore: false } } },
      ],
    ),
  },
  {
    name: "energy tariff with tiers, periods and a yearly statement",
    before: `${declarations}interface Reading { at: string; kwh: number }
interface Tariff { base: number; tiers: { upTo: number | null; cents: number }[]; nightDiscount?: number }
enum Unit { Kwh = "kWh", Euro = "EUR" }
const readingsOf = lambda<{ meter: string; year: number; quarter: number }, Reading[]>("readingsOf", elsewhere);
const tariffOf = lambda<{ meter: string }, Tariff>("tariffOf", elsewhere);
const estimateUsage = lambda<{ meter: string; month: string }, number>("estimateUsage", elsewhere);
const sendStatement = lambda<{ meter: string; rows: string[]; total: number }, { id: string }>("sendStatement", elsewhere);
const PRICE_BRACKETS = [
  { limit: 1000, label: "low" },
  { limit: 5000, label: "normal" },
  { limit: Number.POSITIVE_INFINITY, label: "high" },
] as const;
const round2 = (n: number) => Math.round((n + Number.EPSILON) * 100) / 100;
const costOf = (kwh: number, { tiers }: Tariff) => {
  let rest = kwh;
  let previous = 0;
  let cost = 0;
  for (const { upTo, cents } of tiers) {
    const width = upTo === null ? rest : Math.min(rest, upTo - previous);
    cost += width * cents;
    rest -= width;
    if (rest <= 0) break;
    previous = upTo ?? previous;
  }
  return round2(cost / 100);
};`,
    concurrent: true,
    body: `async ({ meter, year }: { meter: string; year: number }) => {
  const [tariff, ...quarters] = await Promise.all([tariffOf({ meter }), ...[1, 2, 3, 4].map((quarter) => readingsOf({ meter, year, quarter }))]);
  const months: Record<string, { kwh: number; readings: number }> = {};
  for (let m = 1; m <= 12; m++) months[\`\${year}-\${m.toString().padStart(2, "0")}\`] = { kwh: 0, readings: 0 };
  for (const { at, kwh } of quarters.flat()) {
    const month = months[at.slice(0, 7)];
    if (!month) continue;
    month.kwh += kwh;
    month.readings++;
  }
  const estimated: string[] = [];
  for (const [name, month] of Object.entries(months)) {
    if (month.readings > 0) continue;
    month.kwh = await estimateUsage({ meter, month: name });
    estimated.push(name);
  }
  const rows = Object.entries(months).map(([name, { kwh }]) => {
    const cost = costOf(kwh, tariff) + tariff.base;
    return { name, kwh, cost: round2(cost) };
  });
  const total = round2(rows.reduce((s, r) => s + r.cost, 0));
  const usage = rows.reduce((s, r) => s + r.kwh, 0);
  const bracket = PRICE_BRACKETS.find(({ limit }) => usage <= limit)!.label;
  const peak = rows.reduce((a, b) => (b.kwh > a.kwh ? b : a));
  const { id } = await sendStatement({ meter, rows: rows.map((r) => \`\${r.name}: \${r.kwh} \${Unit.Kwh} = \${r.cost.toFixed(2)} \${Unit.Euro}\`), total });
  return { id, total, usage, bracket, peak: peak.name, estimated: estimated.length };
}`,
    scenarios: runs(
      [
        { meter: "m", year: 2023 },
        {
          tariffOf: {
            result: {
              base: 10,
              tiers: [
                { upTo: 100, cents: 30 },
                { upTo: 200, cents: 25 },
                { upTo: null, cents: 20.5 },
              ],
            },
          },
          readingsOf: ({ quarter }: { quarter: number }) => [
            { at: `2023-0${quarter}-03`, kwh: quarter * 80 },
            { at: "2022-01-01", kwh: 9 },
          ],
          estimateUsage: { result: 150 },
          sendStatement: { result: { id: "s" } },
        },
      ],
      [
        { meter: "m", year: 2023 },
        {
          tariffOf: { result: { base: 10, tiers: [{ upTo: null, cents: 1 }] } },
          readingsOf: ({ quarter }: { quarter: number }) => [{ at: `2023-0${quarter}-03`, kwh: 9000 }],
          estimateUsage: { result: 0 },
          sendStatement: { result: { id: "s" } },
        },
      ],
    ),
  },
];
