import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows about loans and insurance, as they are first written down. */
export const lendingDrafts: readonly Row[] = [
  {
    name: "decide on a loan by scorecards",
    before: `interface Application {
  id: string;
  applicant: { name: string; age: number; income?: number; employer?: { name: string; since: string } };
  amount: number;
  months: number;
  existing?: { kind: "car" | "home" | "card"; balance: number }[];
}
type Decision =
  | { kind: "approved"; rate: number; instalment: number }
  | { kind: "referred"; to: string; reasons: string[] }
  | { kind: "declined"; reasons: string[] };
const cards: [label: string, points: number, applies: (a: Application) => boolean][] = [
  ["adult", 10, (a) => a.applicant.age >= 18],
  ["income known", 20, (a) => a.applicant.income !== undefined],
  ["employed", 15, (a) => !!a.applicant.employer?.name],
  ["low debt", 25, (a) => (a.existing ?? []).reduce((sum, e) => sum + e.balance, 0) < (a.applicant.income ?? 0) / 2],
];
function decide(app: Application, score: number, missed: string[]): Decision {
  if (score < 30) return { kind: "declined", reasons: missed };
  if (score < 60 || app.amount > 50000) return { kind: "referred", to: app.amount > 50000 ? "senior" : "desk", reasons: missed };
  const rate = Math.round((0.12 - score / 1000) * 10000) / 10000;
  return { kind: "approved", rate, instalment: Number(((app.amount * (1 + rate)) / app.months).toFixed(2)) };
}`,
    body: `async (app: Application) => {
  let score = 0;
  const missed: string[] = [];
  for (const [label, points, applies] of cards) {
    if (applies(app)) score += points;
    else missed.push(label);
  }
  let decision = decide(app, score, missed);
  const audit = [\`scored \${score}\`];
  if (decision.kind === "referred") {
    const answer = await review({ id: \`\${decision.to}-\${app.id}\` });
    audit.push(\`\${decision.to}: \${answer.approved ? "yes" : "no"} (\${answer.reason})\`);
    decision = answer.approved
      ? { kind: "approved", rate: 0.1, instalment: Math.ceil((app.amount * 1.1) / app.months) }
      : { kind: "declined", reasons: [...decision.reasons, answer.reason] };
  }
  switch (decision.kind) {
    case "approved": {
      const { receipt } = await charge({ id: app.id, amount: -app.amount });
      audit.push(\`paid out \${receipt}\`);
      return { status: decision.kind, monthly: decision.instalment, audit };
    }
    case "declined":
      await echo({ to: app.applicant.name, text: \`Sorry: \${decision.reasons.join(", ") || "no reason"}\` });
      return { status: decision.kind, reasons: decision.reasons, audit };
    default:
      throw new Error("undecided");
  }
}`,
    scenarios: runs(
      [
        {
          id: "l1",
          applicant: { name: "Ann", age: 30, income: 40000, employer: { name: "Co", since: "2020-01-01" } },
          amount: 12000,
          months: 24,
        },
      ],
      [
        {
          id: "l22",
          applicant: { name: "Bo", age: 40, income: 900 },
          amount: 60000,
          months: 7,
          existing: [{ kind: "car", balance: 10 }],
        },
      ],
      [{ id: "l3", applicant: { name: "Cy", age: 17 }, amount: 1, months: 1 }],
    ),
  },
  {
    name: "run a repayment schedule with missed instalments",
    before: `interface Instalment { no: number; due: string; amount: number; status: "open" | "paid" | "late" | "written-off"; attempts: number }
const addMonths = (iso: string, n: number) => {
  const [y, m, d] = iso.split("-").map(Number) as [number, number, number];
  const total = y * 12 + (m - 1) + n;
  const year = Math.floor(total / 12);
  const month = (total % 12) + 1;
  return \`\${year}-\${String(month).padStart(2, "0")}-\${String(Math.min(d, 28)).padStart(2, "0")}\`;
};`,
    body: `async (input: { loanId: string; principal: number; months: number; start: string; lateFee: number }) => {
  const base = Math.floor((input.principal / input.months) * 100) / 100;
  const schedule: Instalment[] = Array.from({ length: input.months }, (_, i) => ({
    no: i + 1,
    due: addMonths(input.start, i),
    amount: base,
    status: "open",
    attempts: 0,
  }));
  const rest = Math.round((input.principal - base * input.months) * 100) / 100;
  if (rest > 0) schedule[schedule.length - 1]!.amount += rest;
  let fees = 0;
  for (const instalment of schedule) {
    do {
      instalment.attempts += 1;
      try {
        await charge({ id: \`\${input.loanId}#\${instalment.no}\`, amount: instalment.amount });
        instalment.status = instalment.attempts > 1 ? "late" : "paid";
      } catch (e) {
        if (!(e instanceof Declined)) throw e;
        fees += input.lateFee;
        instalment.amount += input.lateFee;
        if (instalment.attempts === 3) instalment.status = "written-off";
        else await sleep("3d");
      }
    } while (instalment.status === "open");
  }
  const tally: Record<Instalment["status"], number> = { open: 0, paid: 0, late: 0, "written-off": 0 };
  for (const { status } of schedule) tally[status]++;
  const { open, ...closed } = tally;
  return { fees, closed, open, last: schedule.at(-1), dues: schedule.map((s) => s.due) };
}`,
    scenarios: runs(
      [{ loanId: "x", principal: 100, months: 3, start: "2024-11-30", lateFee: 5 }],
      [
        { loanId: "y", principal: 50, months: 2, start: "2024-01-15", lateFee: 2.5 },
        {
          charge: [
            fails("Declined"),
            { result: { receipt: "r" } },
            fails("Declined"),
            fails("Declined"),
            fails("Declined"),
          ],
        },
      ],
      [
        { loanId: "z", principal: 50, months: 1, start: "2024-01-15", lateFee: 1 },
        { charge: fails("Outage", "bank is closed") },
      ],
    ),
  },
  {
    name: "settle an insurance claim with reserves and payees",
    before: `interface Payee { name: string; share: number; iban?: string }
interface Claim { id: string; items: { label: string; value: number; age: number; category: string }[]; excess: number; payees: Payee[] }
const depreciation: { [category: string]: (value: number, age: number) => number } = {
  electronics: (value, age) => value * Math.max(0, 1 - age * 0.2),
  furniture: (value, age) => value * Math.max(0.3, 1 - age * 0.05),
  default: (value) => value,
};
const cents = (x: number) => Math.round(x * 100) / 100;`,
    body: `async (claim: Claim) => {
  const problems: string[] = [];
  const shares = claim.payees.reduce((s, p) => s + p.share, 0);
  if (shares !== 100) problems.push(\`shares add up to \${shares}%\`);
  claim.payees.filter((p) => !p.iban).forEach((p) => problems.push(\`\${p.name} has no account\`));
  if (problems.length) return { paid: 0, problems };

  const assessed = claim.items.map((it) => {
    const rule = depreciation[it.category] ?? depreciation.default!;
    return { ...it, assessed: cents(rule(it.value, it.age)) };
  });
  const perCategory = new Map<string, number>();
  for (const a of assessed) {
    perCategory.set(a.category, (perCategory.get(a.category) ?? 0) + a.assessed);
  }
  const gross = assessed.reduce((t, a) => t + a.assessed, 0);
  const net = cents(Math.max(0, gross - claim.excess));
  if (net === 0) return { paid: 0, problems: ["below the excess"] };
  let left = net;
  const payments: { name: string; amount: number; receipt: string }[] = [];
  for (let i = 0; i < claim.payees.length; i++) {
    const payee = claim.payees[i]!;
    const isLast = i === claim.payees.length - 1;
    const amount = isLast ? left : cents((net * payee.share) / 100);
    left = cents(left - amount);
    const { receipt } = await charge({ id: payee.iban!.replace(/\\s+/g, ""), amount });
    payments.push({ name: payee.name, amount, receipt });
  }
  return {
    paid: net,
    payments,
    categories: Object.fromEntries([...perCategory].sort((a, b) => b[1] - a[1])),
  };
}`,
    scenarios: runs(
      [
        {
          id: "c",
          excess: 50,
          payees: [
            { name: "A", share: 33, iban: "DE 12" },
            { name: "B", share: 67, iban: "GB 1 2" },
          ],
          items: [
            { label: "tv", value: 999.99, age: 2, category: "electronics" },
            { label: "sofa", value: 300, age: 20, category: "furniture" },
            { label: "coin", value: 80, age: 3, category: "art" },
          ],
        },
      ],
      [{ id: "c", excess: 5, payees: [{ name: "A", share: 30 }], items: [] }],
      [
        {
          id: "c",
          excess: 500,
          payees: [{ name: "A", share: 100, iban: "X" }],
          items: [{ label: "r", value: 20, age: 9, category: "electronics" }],
        },
      ],
    ),
  },
  {
    name: "collect debts by a queue of priorities",
    before: `interface Account { id: string; owed: number; daysLate: number; contacts: string[]; history: { at: number; what: string }[] }
function priority(a: Account): number {
  const base = a.owed / 100 + a.daysLate;
  return a.history.some((h) => h.what === "promise") ? base / 2 : base;
}`,
    body: `async (input: { accounts: Account[]; budget: number }) => {
  const queue = [...input.accounts];
  const results: Record<string, { collected: number; actions: string[] }> = {};
  let budget = input.budget;
  let tick = 0;
  while (queue.length && budget > 0) {
    queue.sort((a, b) => priority(b) - priority(a));
    const account = queue.shift()!;
    const result = (results[account.id] ??= { collected: 0, actions: [] });
    const contact = account.contacts[result.actions.length];
    if (!contact) {
      result.actions.push("agency");
      await release(account.id);
      continue;
    }
    budget--;
    tick++;
    result.actions.push(contact);
    const reached = await check(account.daysLate / 10 + tick);
    if (!reached) {
      account.daysLate += 5;
      queue.push(account);
      continue;
    }
    const part = Math.min(account.owed, 100);
    account.owed -= part;
    result.collected += part;
    account.history.push({ at: tick, what: account.owed > 0 ? "promise" : "settled" });
    if (account.owed > 0) queue.push(account);
  }
  const collected = Object.values(results).map((r) => r.collected).reduce((a, b) => a + b, 0);
  return { collected, budget, results, waiting: queue.map((a) => a.id) };
}`,
    scenarios: runs(
      [
        {
          budget: 6,
          accounts: [
            { id: "a", owed: 250, daysLate: 10, contacts: ["mail", "phone", "visit"], history: [] },
            { id: "b", owed: 90, daysLate: 30, contacts: ["mail"], history: [{ at: 0, what: "promise" }] },
          ],
        },
      ],
      [
        {
          budget: 2,
          accounts: [
            { id: "a", owed: 250, daysLate: 0, contacts: [], history: [] },
            { id: "b", owed: 9000, daysLate: 0, contacts: ["x", "y", "z"], history: [] },
          ],
        },
      ],
      [{ budget: 2, accounts: [] }],
    ),
  },
  {
    name: "know a customer by checks in parallel",
    before: `type CheckName = "identity" | "address" | "sanctions";
interface CheckResult { name: CheckName; ok: boolean; score?: number; error?: string }
class KycFailed extends WorkflowError {}`,
    body: `async (input: { customer: { id: string; country: string; documents: Record<string, string | undefined> }; strict: boolean }) => {
  const { customer, strict } = input;
  const identity = async (): Promise<CheckResult> => {
    const passport = customer.documents["passport"] ?? customer.documents["idCard"];
    if (!passport) return { name: "identity", ok: false, error: "no document" };
    const { price } = await fetchItem(passport);
    return { name: "identity", ok: price > 3, score: price };
  };
  const address = async (): Promise<CheckResult> => {
    const ok = await check(customer.documents.bill?.length ?? 0);
    return { name: "address", ok };
  };
  const sanctions = async (): Promise<CheckResult> => {
    const score = await double(customer.country.length);
    return { name: "sanctions", ok: score < 10, score };
  };
  const settled = await Promise.allSettled([identity(), address(), sanctions()]);
  const names: CheckName[] = ["identity", "address", "sanctions"];
  const results = settled.map((s, i): CheckResult =>
    s.status === "fulfilled" ? s.value : { name: names[i]!, ok: false, error: s.reason.message },
  );
  const failed = results.filter((r) => !r.ok);
  if (strict && failed.length > 0) {
    throw new KycFailed(failed.map((f) => \`\${f.name}: \${f.error ?? f.score ?? "failed"}\`).join("; "));
  }
  const needsHuman = failed.length === 1;
  const answer = needsHuman ? await review({ id: customer.id }) : undefined;
  return { id: customer.id, level: failed.length === 0 ? "full" : answer?.approved ? "limited" : "none", reason: answer?.reason, results };
}`,
    concurrent: true,
    scenarios: runs(
      [{ customer: { id: "k1", country: "NZ", documents: { passport: "P123", bill: "long" } }, strict: true }],
      [{ customer: { id: "k2", country: "Atlantis", documents: { idCard: "P1234", bill: "long" } }, strict: false }],
      [
        { customer: { id: "k3", country: "NZ", documents: {} }, strict: true },
        { double: fails("Timeout", "no answer"), check: fails("Down", "post is closed") },
      ],
    ),
  },
];
