import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of payments and accounts, as their authors write them. */
export const payments: readonly Row[] = [
  {
    name: "payment with retries and fallback provider",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type Provider = "stripe" | "adyen" | "paypal";
interface PaymentRequest { orderId: string; amountCents: number; currency: string; preferred?: Provider; maxAttempts?: number }
interface Attempt { provider: Provider; attempt: number; ok: boolean; error?: string }
const pay = lambda<{ provider: Provider; orderId: string; cents: number }, { transactionId: string; fee?: number }>("pay", elsewhere);
class PaymentFailed extends WorkflowError {
  constructor(readonly attempts: Attempt[]) {
    super(\`payment failed after \${attempts.length} attempts: \${attempts.map((a) => a.error).join(", ")}\`);
  }
}
const isTransient = (e: unknown): boolean => e instanceof Error && ["Timeout", "Throttled", "States.Timeout"].includes(e.name);
const backoff = (attempt: number, base = 2) => \`\${Math.min(base ** attempt, 60)}s\` as const;
const PROVIDERS: readonly Provider[] = ["stripe", "adyen", "paypal"];`,
    body: `async ({ orderId, amountCents, currency, preferred, maxAttempts = 3 }: PaymentRequest) => {
  if (!Number.isInteger(amountCents) || amountCents <= 0) throw new RangeError(\`invalid amount \${amountCents}\`);
  const order = preferred ? [preferred, ...PROVIDERS.filter((p) => p !== preferred)] : [...PROVIDERS];
  const attempts: Attempt[] = [];
  outer: for (const provider of order) {
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      try {
        const { transactionId, fee = 0 } = await pay({ provider, orderId, cents: amountCents });
        attempts.push({ provider, attempt, ok: true });
        return { transactionId, provider, net: (amountCents - fee) / 100, currency: currency.toUpperCase(), attempts };
      } catch (e) {
        const error = e as Error;
        attempts.push({ provider, attempt, ok: false, error: error.name });
        if (!isTransient(error)) continue outer;
        if (attempt < maxAttempts) await sleep(backoff(attempt));
      }
    }
  }
  throw new PaymentFailed(attempts);
}`,
    scenarios: runs(
      [
        { orderId: "o", amountCents: 1250, currency: "eur" },
        { pay: [fails("Throttled"), fails("Declined"), { result: { transactionId: "t1", fee: 35 } }] },
      ],
      [
        { orderId: "o", amountCents: 1250, currency: "eur", preferred: "paypal", maxAttempts: 1 },
        { pay: fails("Timeout") },
      ],
      [{ orderId: "o", amountCents: 12.5, currency: "eur" }],
    ),
  },
  {
    name: "subscription renewal with dunning",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Subscription { id: string; plan: "basic" | "pro" | "team"; seats?: number; coupon?: { percent: number; until: string }; renewsAt: string; cancelAtPeriodEnd?: boolean }
const PRICES = { basic: 900, pro: 2900, team: 1500 } as const;
const DUNNING_DAYS = [1, 3, 7];
const collect = lambda<{ id: string; cents: number; attempt: number }, { invoice: string }>("collect", elsewhere);
const email = lambda<{ template: string; to: string; data?: Record<string, string | number> }, void>("email", elsewhere);
const addMonths = (date: Date, months: number) => {
  const next = new Date(date);
  next.setUTCMonth(next.getUTCMonth() + months);
  return next;
};
const addDays = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);
const priceOf = ({ plan, seats = 1, coupon, renewsAt }: Subscription): number => {
  const list = PRICES[plan] * (plan === "team" ? Math.max(seats, 3) : 1);
  return coupon && coupon.until >= renewsAt ? Math.round(list * (1 - coupon.percent / 100)) : list;
};`,
    body: `async (subscription: Subscription) => {
  const { id, renewsAt, cancelAtPeriodEnd = false } = subscription;
  const due = new Date(renewsAt);
  if (cancelAtPeriodEnd) {
    await email({ template: "goodbye", to: id });
    return { id, state: "cancelled", on: due.toISOString() };
  }
  const cents = priceOf(subscription);
  let when = due;
  for (const [attempt, days] of [0, ...DUNNING_DAYS].entries()) {
    if (days > 0) {
      when = addDays(due, days);
      await sleepUntil(when.toISOString());
    }
    try {
      const { invoice } = await collect({ id, cents, attempt });
      return { id, state: "active", invoice, paidOn: when.toISOString().slice(0, 10), renewsAt: addMonths(due, 1).toISOString(), late: attempt > 0 };
    } catch (error) {
      if (!(error instanceof Declined)) throw error;
      const left = DUNNING_DAYS.length - attempt;
      await email({ template: left > 0 ? "payment-failed" : "last-warning", to: id, data: { left, amount: \`\${(cents / 100).toFixed(2)} €\` } });
    }
  }
  return { id, state: "unpaid", since: when.toISOString() };
}`,
    scenarios: runs(
      [
        { id: "s1", plan: "pro", renewsAt: "2024-01-31T10:00:00.000Z", coupon: { percent: 50, until: "2024-06" } },
        { collect: { result: { invoice: "I1" } } },
      ],
      [
        { id: "s2", plan: "team", seats: 2, renewsAt: "2024-01-15T10:00:00.000Z" },
        { email: () => null, collect: [fails("Declined"), fails("Declined"), { result: { invoice: "I2" } }] },
      ],
      [
        { id: "s3", plan: "basic", renewsAt: "2024-01-15T10:00:00.000Z" },
        { email: () => null, collect: fails("Declined") },
      ],
      [
        { id: "s4", plan: "basic", renewsAt: "2024-01-15T10:00:00.000Z", cancelAtPeriodEnd: true },
        { email: () => null },
      ],
      [{ id: "s5", plan: "basic", renewsAt: "2024-01-15T10:00:00.000Z" }, { collect: fails("Down") }],
    ),
  },
  {
    name: "payroll run",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Employee { id: string; name: string; salary?: number; hourly?: { rate: number; hours: number[] }; taxClass: 1 | 2 | 3; bonuses?: { label: string; amount: number }[]; iban: string | null }
interface Slip { employee: string; gross: number; tax: number; social: number; net: number; notes: string[] }
const TAX: Record<Employee["taxClass"], [upTo: number, rate: number][]> = {
  1: [[1000, 0], [3000, 0.2], [Number.MAX_VALUE, 0.4]],
  2: [[1500, 0], [4000, 0.18], [Number.MAX_VALUE, 0.38]],
  3: [[2000, 0], [5000, 0.15], [Number.MAX_VALUE, 0.35]],
};
const transfer = lambda<{ iban: string; amount: number; reference: string }, { ok: boolean }>("transfer", elsewhere);
const storeSlips = lambda<{ month: string; slips: Slip[] }, void>("storeSlips", elsewhere);
const round = (n: number) => Math.round(n * 100) / 100;
function taxOn(gross: number, taxClass: Employee["taxClass"]): number {
  let tax = 0;
  let lower = 0;
  for (const [upper, rate] of TAX[taxClass]) {
    if (gross <= lower) break;
    tax += (Math.min(gross, upper) - lower) * rate;
    lower = upper;
  }
  return tax;
}
function slipOf(e: Employee): Slip {
  const notes: string[] = [];
  let gross = e.salary ?? 0;
  if (e.hourly) {
    const { rate, hours } = e.hourly;
    const regular = hours.reduce((n, h) => n + Math.min(h, 40), 0);
    const overtime = hours.reduce((n, h) => n + Math.max(h - 40, 0), 0);
    gross += regular * rate + overtime * rate * 1.5;
    if (overtime > 0) notes.push(\`\${overtime} h overtime\`);
  }
  e.bonuses?.forEach(({ label, amount }) => {
    gross += amount;
    notes.push(\`\${label}: +\${amount}\`);
  });
  const tax = round(taxOn(gross, e.taxClass));
  const social = round(Math.min(gross, 7000) * 0.1);
  return { employee: e.id, gross: round(gross), tax, social, net: round(gross - tax - social), notes };
}`,
    body: `async ({ month, employees }: { month: string; employees: Employee[] }) => {
  const slips = employees.map(slipOf);
  const unpaid: { employee: string; reason: string }[] = [];
  for (const [i, slip] of slips.entries()) {
    const { iban, name } = employees[i]!;
    if (slip.net <= 0) continue;
    if (iban === null) {
      unpaid.push({ employee: slip.employee, reason: "no account" });
      continue;
    }
    const { ok } = await transfer({ iban: iban.replace(/\\s/g, ""), amount: slip.net, reference: \`\${month} \${name.split(" ").at(-1)!.toUpperCase()}\` });
    if (!ok) unpaid.push({ employee: slip.employee, reason: "bank refused" });
    else slip.notes.push("paid");
  }
  await storeSlips({ month, slips });
  const totals = slips.reduce((t, s) => ({ gross: round(t.gross + s.gross), net: round(t.net + s.net), tax: round(t.tax + s.tax) }), { gross: 0, net: 0, tax: 0 });
  return { totals, unpaid, highest: Math.max(0, ...slips.map((s) => s.gross)) };
}`,
    scenarios: runs(
      [
        {
          month: "2024-05",
          employees: [
            {
              id: "1",
              name: "Ann Lee",
              salary: 5200,
              taxClass: 1,
              iban: "DE 12 34",
              bonuses: [{ label: "patent", amount: 300 }],
            },
            { id: "2", name: "Bo", hourly: { rate: 15.5, hours: [40, 45.5, 38, 10] }, taxClass: 2, iban: null },
            { id: "3", name: "Cy Q Doe", salary: 900, taxClass: 3, iban: "x" },
            { id: "4", name: "Zed", taxClass: 3, iban: "y" },
          ],
        },
        { storeSlips: () => null, transfer: ({ amount }: { amount: number }) => ({ ok: amount > 1000 }) },
      ],
      [{ month: "2024-05", employees: [] }, { storeSlips: () => null }],
    ),
  },
  {
    name: "bank statement categorisation",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Txn { id: string; date: string; amount: number; text: string; counterparty?: { name: string; iban?: string } }
type Category = "salary" | "rent" | "groceries" | "transport" | "other";
const PATTERNS: [RegExp, Category][] = [
  [/salary|payroll/i, "salary"],
  [/\\brent\\b|landlord/i, "rent"],
  [/market|grocer|bakery/i, "groceries"],
  [/uber|taxi|rail|fuel/i, "transport"],
];
const suggest = lambda<{ text: string }, { category: Category; confidence: number }>("suggest", elsewhere);
const categorise = (text: string): Category | undefined => PATTERNS.find(([pattern]) => pattern.test(text))?.[1];
const monthKey = (date: string) => date.slice(0, 7);
class Ledger extends WorkflowError {}`,
    body: `async ({ transactions, budget }: { transactions: Txn[]; budget: Partial<Record<Category, number>> }) => {
  const seen = new Set<string>();
  const months: Record<string, Record<Category, number>> = {};
  const uncertain: string[] = [];
  const learned = new Map<string, Category>();
  for (const { id, date, amount, text, counterparty } of transactions) {
    if (seen.has(id)) throw new Ledger(\`duplicate transaction \${id}\`);
    seen.add(id);
    const label = \`\${text} \${counterparty?.name ?? ""}\`.trim();
    let category = categorise(label) ?? learned.get(counterparty?.name ?? "");
    if (!category) {
      const guess = await suggest({ text: label });
      if (guess.confidence < 0.6) uncertain.push(id);
      category = guess.confidence < 0.6 ? "other" : guess.category;
      if (counterparty) learned.set(counterparty.name, category);
    }
    const month = (months[monthKey(date)] ??= { salary: 0, rent: 0, groceries: 0, transport: 0, other: 0 });
    month[category] = Math.round((month[category] + amount) * 100) / 100;
  }
  const warnings = Object.entries(months).flatMap(([month, sums]) =>
    (Object.keys(budget) as Category[])
      .filter((c) => -sums[c] > (budget[c] ?? 0))
      .map((c) => \`\${month}: \${c} is \${(-sums[c] - (budget[c] ?? 0)).toFixed(2)} over budget\`),
  );
  const savings = Object.values(months).map((sums) => Object.values(sums).reduce((a, b) => a + b, 0));
  return { months, warnings, uncertain, learned: [...learned.keys()], saved: savings.reduce((a, b) => a + b, 0).toFixed(2) };
}`,
    scenarios: runs(
      [
        {
          budget: { groceries: 20, rent: 500 },
          transactions: [
            { id: "1", date: "2024-01-03", amount: 2000, text: "PAYROLL" },
            { id: "2", date: "2024-01-04", amount: -25.5, text: "Super Market" },
            { id: "3", date: "2024-02-04", amount: -5.25, text: "x", counterparty: { name: "Zoo" } },
            { id: "4", date: "2024-02-05", amount: -5.25, text: "y", counterparty: { name: "Zoo" } },
            { id: "5", date: "2024-02-05", amount: -1, text: "q" },
          ],
        },
        {
          suggest: [
            { result: { category: "transport", confidence: 0.9 } },
            { result: { category: "rent", confidence: 0.3 } },
          ],
        },
      ],
      [
        {
          budget: {},
          transactions: [
            { id: "1", date: "2024-01-03", amount: 2000, text: "PAYROLL" },
            { id: "1", date: "2024-01-03", amount: 2000, text: "PAYROLL" },
          ],
        },
      ],
    ),
  },
];
