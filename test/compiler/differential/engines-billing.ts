import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows that go on for months: subscriptions and payrolls. */
export const billingEngines: readonly Row[] = [
  {
    name: "subscription life cycle with trial, renewals and dunning",
    before: `${declarations}type Plan = "basic" | "pro";
interface Subscription { customer: string; plan: Plan; trialDays: number; periods: number }
const PRICES: Readonly<Record<Plan, number>> = { basic: 9, pro: 29 };
const chargeCard = lambda<{ customer: string; amount: number; key: string }, { charge: string }>("chargeCard", elsewhere);
const subscriptionEvents = lambda<{ customer: string; since: number }, { type: "upgrade" | "cancel" | "pause"; plan?: Plan }[]>("subscriptionEvents", elsewhere);
const mail = lambda<{ customer: string; template: string; data?: unknown }, void>("mailSubscription", elsewhere);
interface State { plan: Plan; period: number; paid: number; status: "trialing" | "active" | "past_due" | "canceled" | "completed"; failures: number; credits: number }`,
    body: `async (subscription: Subscription) => {
  const state: State = { plan: subscription.plan, period: 0, paid: 0, status: "trialing", failures: 0, credits: 0 };
  const invoices: { period: number; amount: number; charge: string | null }[] = [];

  await mail({ customer: subscription.customer, template: "welcome", data: { trialDays: subscription.trialDays } });
  if (subscription.trialDays > 0) {
    await sleep(\`\${subscription.trialDays}d\`);
    await mail({ customer: subscription.customer, template: "trial-ended" });
  }

  while (state.status !== "canceled" && state.period < subscription.periods) {
    for (const event of await subscriptionEvents({ customer: subscription.customer, since: state.period })) {
      switch (event.type) {
        case "cancel":
          state.status = "canceled";
          break;
        case "upgrade":
          if (event.plan && event.plan !== state.plan) {
            state.credits += Math.floor(PRICES[state.plan] / 2);
            state.plan = event.plan;
          }
          break;
        default:
          await sleep("30d");
      }
    }
    if (state.status === "canceled") break;

    const due = Math.max(0, PRICES[state.plan] - state.credits);
    state.credits = Math.max(0, state.credits - PRICES[state.plan]);
    let charged: string | null = null;
    state.failures = 0;
    while (due > 0 && charged === null && state.failures < 3) {
      try {
        ({ charge: charged } = await chargeCard({ customer: subscription.customer, amount: due, key: \`\${subscription.customer}-\${state.period}-\${state.failures}\` }));
      } catch (error) {
        if (!(error instanceof Declined)) throw error;
        state.failures++;
        state.status = "past_due";
        await mail({ customer: subscription.customer, template: "payment-failed", data: { attempt: state.failures, reason: error.message } });
        await sleep(\`\${state.failures * 3}d\`);
      }
    }
    if (due > 0 && charged === null) {
      state.status = "canceled";
      await mail({ customer: subscription.customer, template: "canceled", data: { unpaid: due } });
      break;
    }
    invoices.push({ period: state.period, amount: due, charge: charged });
    state.paid += due;
    state.status = "active";
    state.period += 1;
    await sleep("30d");
  }
  if (state.status === "active") state.status = "completed";
  return { ...state, invoices };
}`,
    scenarios: runs(
      [
        { customer: "c", plan: "basic", trialDays: 14, periods: 3 },
        {
          mailSubscription: { result: null },
          chargeCard: [
            { result: { charge: "c1" } },
            fails("Declined", "no funds"),
            { result: { charge: "c2" } },
            { result: { charge: "c3" } },
          ],
          subscriptionEvents: [
            { result: [] },
            { result: [{ type: "upgrade", plan: "pro" }, { type: "pause" }] },
            { result: [] },
          ],
        },
      ],
      [
        { customer: "c", plan: "pro", trialDays: 0, periods: 2 },
        {
          mailSubscription: { result: null },
          chargeCard: fails("Declined", "no funds"),
          subscriptionEvents: { result: [] },
        },
      ],
      [
        { customer: "c", plan: "pro", trialDays: 1, periods: 2 },
        { mailSubscription: { result: null }, chargeCard: fails("Boom", "oops"), subscriptionEvents: { result: [] } },
      ],
      [
        { customer: "c", plan: "pro", trialDays: 0, periods: 5 },
        {
          mailSubscription: { result: null },
          chargeCard: { result: { charge: "x" } },
          subscriptionEvents: [{ result: [] }, { result: [{ type: "cancel" }] }],
        },
      ],
    ),
  },
  {
    name: "payroll run with corrections and a four-eyes check",
    before: `${declarations}interface Worker { id: string; name: string; hourly: number; iban: string; children?: number }
interface Timesheet { worker: string; hours: number[]; sick?: number[] }
const workersOf = lambda<string, Worker[]>("workersOf", elsewhere);
const timesheetsOf = lambda<{ company: string; month: string }, Timesheet[]>("timesheetsOf", elsewhere);
const confirmPayroll = human<{ month: string; total: string; changes: string[] }, { ok: boolean; adjust?: { worker: string; amount: number }[] }>("confirmPayroll", { title: "Release?", form: { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] } });
const transfer = lambda<{ iban: string; amount: number; purpose: string }, { ref: string }>("transferPayroll", elsewhere);
const TAX = [{ upTo: 1000, rate: 0 }, { upTo: 3000, rate: 0.2 }, { upTo: Infinity, rate: 0.4 }];
const taxOf = (gross: number) => {
  let tax = 0;
  let lower = 0;
  for (const { upTo, rate } of TAX) {
    if (gross <= lower) break;
    tax += (Math.min(gross, upTo) - lower) * rate;
    lower = upTo;
  }
  return Math.round(tax * 100) / 100;
};
const round = (n: number) => Math.round(n * 100) / 100;`,
    concurrent: true,
    body: `async ({ company, month }: { company: string; month: string }) => {
  const [workers, timesheets] = await Promise.all([workersOf(company), timesheetsOf({ company, month })]);
  const sheets = Object.fromEntries(timesheets.map((t) => [t.worker, t]));
  const warnings: string[] = [];
  const slips = workers.map((worker) => {
    const sheet = sheets[worker.id];
    if (!sheet) warnings.push(\`no timesheet of \${worker.name}\`);
    const regular = (sheet?.hours ?? []).reduce((a, h) => a + Math.min(h, 8), 0);
    const overtime = (sheet?.hours ?? []).reduce((a, h) => a + Math.max(h - 8, 0), 0);
    if (overtime > 4) warnings.push(\`\${worker.name} has \${overtime} hours of overtime\`);
    const gross = round(regular * worker.hourly + overtime * worker.hourly * 1.5 + (sheet?.sick?.length ?? 0) * 8 * worker.hourly);
    return { worker: worker.id, iban: worker.iban, gross, tax: taxOf(gross), bonus: (worker.children ?? 0) * 25, net: 0 };
  });
  for (const slip of slips) slip.net = round(slip.gross - slip.tax + slip.bonus);
  const { ok, adjust = [] } = await confirmPayroll({ month, total: slips.reduce((s, p) => s + p.net, 0).toFixed(2), changes: warnings });
  if (!ok) return { month, status: "stopped", warnings };
  for (const { worker, amount } of adjust) {
    const slip = slips.find((s) => s.worker === worker);
    if (!slip) throw new Declined(\`cannot adjust \${worker}\`);
    slip.net = round(slip.net + amount);
  }
  const paid = await map(slips.filter((s) => s.net > 0), { concurrency: 2 }, async ({ iban, net, worker }) => {
    const { ref } = await transfer({ iban, amount: net, purpose: \`Salary \${month}\` });
    return { worker, net, ref };
  });
  return { month, status: "paid", paid, total: round(paid.reduce((s, p) => s + p.net, 0)), warnings };
}`,
    scenarios: runs(
      [
        { company: "c", month: "2024-02" },
        {
          workersOf: {
            result: [
              { id: "1", name: "Ann", hourly: 20, iban: "I1", children: 2 },
              { id: "2", name: "Bob", hourly: 100, iban: "I2" },
              { id: "3", name: "Cy", hourly: 10, iban: "I3" },
            ],
          },
          timesheetsOf: {
            result: [
              { worker: "1", hours: [8, 9, 7.5], sick: [4] },
              { worker: "2", hours: [10, 10, 12] },
            ],
          },
          confirmPayroll: { result: { ok: true, adjust: [{ worker: "2", amount: -10.1 }] } },
          transferPayroll: ({ iban }: { iban: string }) => ({ ref: "T" + iban }),
        },
      ],
      [
        { company: "c", month: "2024-02" },
        { workersOf: { result: [] }, timesheetsOf: { result: [] }, confirmPayroll: { result: { ok: false } } },
      ],
      [
        { company: "c", month: "2024-02" },
        {
          workersOf: { result: [] },
          timesheetsOf: { result: [] },
          confirmPayroll: { result: { ok: true, adjust: [{ worker: "x", amount: 1 }] } },
        },
      ],
    ),
  },
];
