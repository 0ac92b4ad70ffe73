import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows about accounts, credit and reconciliation. */
export const ledgerEngines: readonly Row[] = [
  {
    name: "credit check over several bureaus with scoring rules",
    before: `${declarations}interface Applicant { ssn: string; income: number; requested: number; months: number; employment: "permanent" | "temporary" | "self" | "none" }
interface Report { bureau: string; score: number; defaults: number; openLoans: { balance: number; monthly: number }[] }
const pullReport = lambda<{ bureau: string; ssn: string }, Report>("pullReport", elsewhere);
const underwriter = human<{ ssn: string; grade: string; reasons: string[] }, { approve: boolean; limit?: number }>("underwriter", { title: "Underwrite?", form: { type: "object", properties: { approve: { type: "boolean" } }, required: ["approve"] } });
const BUREAUS = ["equi", "trans", "exper"];
type Grade = "A" | "B" | "C" | "D";
const RULES: { id: string; points: number; when: (a: Applicant, r: Report[]) => boolean }[] = [
  { id: "stable-job", points: 20, when: (a) => a.employment === "permanent" },
  { id: "no-job", points: -40, when: (a) => a.employment === "none" },
  { id: "defaults", points: -50, when: (_, reports) => reports.some((r) => r.defaults > 0) },
  { id: "low-burden", points: 15, when: (a, reports) => reports.flatMap((r) => r.openLoans).reduce((s, l) => s + l.monthly, 0) < a.income * 0.2 },
];
const gradeOf = (points: number): Grade => (points >= 90 ? "A" : points >= 70 ? "B" : points >= 50 ? "C" : "D");
const annuity = (amount: number, months: number, yearly: number) => {
  const rate = yearly / 12;
  return rate === 0 ? amount / months : (amount * rate) / (1 - (1 + rate) ** -months);
};
const RATES: Record<Grade, number> = { A: 0.03, B: 0.05, C: 0.09, D: 0.15 };`,
    concurrent: true,
    body: `async (applicant: Applicant) => {
  const results = await Promise.all(
    BUREAUS.map(async (bureau) => {
      try {
        return await pullReport({ bureau, ssn: applicant.ssn }, { timeout: "30s" });
      } catch {
        return null;
      }
    }),
  );
  const reports = results.filter((r): r is Report => r !== null);
  if (reports.length < 2) return { decision: "retry-later", available: reports.map((r) => r.bureau) };
  const median = reports.map((r) => r.score).sort((a, b) => a - b)[Math.floor(reports.length / 2)]!;
  const hits = RULES.filter((rule) => rule.when(applicant, reports));
  const points = hits.reduce((sum, rule) => sum + rule.points, Math.round(median / 10));
  const grade = gradeOf(points);
  const reasons = hits.map(({ id, points: p }) => \`\${id} \${p > 0 ? "+" : ""}\${p}\`);
  const monthly = Math.round(annuity(applicant.requested, applicant.months, RATES[grade]) * 100) / 100;
  const affordable = monthly <= applicant.income * 0.35;
  if (grade === "D" || !affordable) {
    return { decision: "declined", grade, points, reasons: affordable ? reasons : [...reasons, \`instalment \${monthly}\`] };
  }
  if (grade === "C" || applicant.requested > 25_000) {
    const answer = await underwriter({ ssn: applicant.ssn.slice(-4).padStart(9, "*"), grade, reasons });
    if (!answer.approve) return { decision: "declined", grade, points, reasons: [...reasons, "underwriter"] };
    const amount = Math.min(answer.limit ?? applicant.requested, applicant.requested);
    return { decision: "approved", grade, points, amount, monthly: amount === applicant.requested ? monthly : null };
  }
  return { decision: "approved", grade, points, amount: applicant.requested, monthly };
}`,
    scenarios: runs(
      [
        { ssn: "123456789", income: 3000, requested: 5000, months: 24, employment: "permanent" },
        {
          pullReport: ({ bureau }: { bureau: string }) => ({
            bureau,
            score: 600 + bureau.length * 10,
            defaults: 0,
            openLoans: [{ balance: 100, monthly: 50 }],
          }),
        },
      ],
      [
        { ssn: "123456789", income: 3000, requested: 5000, months: 24, employment: "temporary" },
        {
          pullReport: ({ bureau }: { bureau: string }) => {
            if (bureau === "equi") throw Object.assign(new Error("x"), { name: "X" });
            return { bureau, score: 400, defaults: 0, openLoans: [] };
          },
          underwriter: { result: { approve: true, limit: 3000 } },
        },
      ],
      [
        { ssn: "123456789", income: 3000, requested: 5000, months: 24, employment: "none" },
        {
          pullReport: ({ bureau }: { bureau: string }) => ({
            bureau,
            score: 500,
            defaults: 1,
            openLoans: [{ balance: 1, monthly: 900 }],
          }),
        },
      ],
      [
        { ssn: "123456789", income: 100, requested: 50000, months: 24, employment: "permanent" },
        { pullReport: ({ bureau }: { bureau: string }) => ({ bureau, score: 900, defaults: 0, openLoans: [] }) },
      ],
      [
        { ssn: "123456789", income: 100, requested: 50000, months: 24, employment: "permanent" },
        { pullReport: fails("X") },
      ],
    ),
  },
  {
    name: "reconciliation of bank entries with invoices",
    before: `${declarations}interface Entry { id: string; amount: number; date: string; text: string }
interface Invoice { number: string; amount: number; due: string; open: boolean }
const bankEntries = lambda<{ account: string; month: string }, Entry[]>("bankEntries", elsewhere);
const openInvoices = lambda<{ account: string }, Invoice[]>("openInvoices", elsewhere);
const book = lambda<{ entry: string; invoices: string[]; kind: "full" | "collective" | "partial" }, void>("book", elsewhere);
const clarify = human<{ entry: Entry; candidates: string[] }, { invoice?: string }>("clarifyBank", { title: "Which invoice?", form: { type: "object", properties: { invoice: { type: "string" } } } });
const cents = (n: number) => Math.round(n * 100);`,
    concurrent: true,
    body: `async ({ account, month }: { account: string; month: string }) => {
  const [entries, invoices] = await Promise.all([bankEntries({ account, month }), openInvoices({ account })]);
  const unmatchedInvoices = new Map(invoices.filter((i) => i.open).map((i) => [i.number, i]));
  const matched: { entry: string; invoices: string[] }[] = [];
  const partial: { number: string; missing: number }[] = [];
  const unclear: Entry[] = [];
  for (const entry of [...entries].sort((a, b) => a.date.localeCompare(b.date))) {
    const numbers = [...entry.text.matchAll(/INV-(\\d{3,})/g)].map(([number]) => number).filter((n) => unmatchedInvoices.has(n));
    if (numbers.length > 1) {
      const total = numbers.reduce((sum, n) => sum + cents(unmatchedInvoices.get(n)!.amount), 0);
      if (total === cents(entry.amount)) {
        await book({ entry: entry.id, invoices: numbers, kind: "collective" });
        numbers.forEach((n) => unmatchedInvoices.delete(n));
        matched.push({ entry: entry.id, invoices: numbers });
        continue;
      }
    }
    const [number] = numbers;
    if (number) {
      const invoice = unmatchedInvoices.get(number)!;
      const difference = cents(invoice.amount) - cents(entry.amount);
      await book({ entry: entry.id, invoices: [number], kind: difference > 0 ? "partial" : "full" });
      if (difference > 0) partial.push({ number, missing: difference / 100 });
      unmatchedInvoices.delete(number);
      matched.push({ entry: entry.id, invoices: [number] });
      continue;
    }
    const sameAmount = [...unmatchedInvoices.values()].filter((i) => cents(i.amount) === cents(entry.amount));
    if (sameAmount.length === 1) {
      const only = sameAmount[0]!;
      await book({ entry: entry.id, invoices: [only.number], kind: "full" });
      unmatchedInvoices.delete(only.number);
      matched.push({ entry: entry.id, invoices: [only.number] });
    } else {
      unclear.push(entry);
    }
  }
  for (const entry of unclear) {
    const { invoice } = await clarify({ entry, candidates: [...unmatchedInvoices.keys()] });
    if (invoice === undefined || !unmatchedInvoices.delete(invoice)) continue;
    await book({ entry: entry.id, invoices: [invoice], kind: "full" });
    matched.push({ entry: entry.id, invoices: [invoice] });
  }
  const overdue = [...unmatchedInvoices.values()].filter((i) => i.due < \`\${month}-31\`).map((i) => i.number);
  return { matched, partial, overdue, rest: unmatchedInvoices.size, unclear: unclear.filter((e) => !matched.some((m) => m.entry === e.id)).map((e) => e.id) };
}`,
    scenarios: runs(
      [
        { account: "a", month: "2024-03" },
        {
          bankEntries: {
            result: [
              { id: "e3", amount: 7, date: "2024-03-09", text: "thanks" },
              { id: "e1", amount: 30.1, date: "2024-03-02", text: "INV-100 and INV-101" },
              { id: "e2", amount: 5, date: "2024-03-05", text: "re INV-102" },
              { id: "e4", amount: 99, date: "2024-03-10", text: "?" },
              { id: "e5", amount: 98, date: "2024-03-10", text: "?" },
            ],
          },
          openInvoices: {
            result: [
              { number: "INV-100", amount: 10.05, due: "2024-03-01", open: true },
              { number: "INV-101", amount: 20.05, due: "2024-03-01", open: true },
              { number: "INV-102", amount: 8, due: "2024-03-01", open: true },
              { number: "INV-103", amount: 7, due: "2024-03-01", open: true },
              { number: "INV-104", amount: 7.5, due: "2024-03-01", open: true },
              { number: "INV-105", amount: 99, due: "2024-04-01", open: false },
              { number: "INV-106", amount: 17.5, due: "2024-03-01", open: true },
            ],
          },
          book: { result: null },
          clarifyBank: [{ result: { invoice: "INV-104" } }, { result: {} }],
        },
      ],
      [
        { account: "a", month: "2024-03" },
        { bankEntries: { result: [] }, openInvoices: { result: [] } },
      ],
      [
        { account: "a", month: "2024-03" },
        { bankEntries: fails("Down", "bank closed"), openInvoices: { result: [] } },
      ],
    ),
  },
  {
    name: "account rebuilt from events by a reducer",
    before: `${declarations}type Event =
  | { type: "opened"; owner: string; currency: string }
  | { type: "deposited"; amount: number; at: string }
  | { type: "withdrawn"; amount: number; at: string; fee?: number }
  | { type: "frozen"; reason: string }
  | { type: "closed" };
interface Account { owner: string; currency: string; balance: number; status: "none" | "open" | "frozen" | "closed"; movements: number; lastAt: string | null; notes: readonly string[] }
const loadEvents = lambda<{ account: string; after: number }, { events: Event[]; version: number; done: boolean }>("loadEvents", elsewhere);
const appendEvent = lambda<{ account: string; expected: number; event: Event }, { version: number }>("appendEvent", elsewhere);
class InsufficientFunds extends WorkflowError { constructor(readonly balance: number, readonly needed: number) { super(\`\${balance} < \${needed}\`); } }
const initial: Account = { owner: "", currency: "", balance: 0, status: "none", movements: 0, lastAt: null, notes: [] };
const evolve = (account: Account, event: Event): Account => {
  switch (event.type) {
    case "opened": return { ...account, owner: event.owner, currency: event.currency, status: "open" };
    case "deposited": return { ...account, balance: account.balance + event.amount, movements: account.movements + 1, lastAt: event.at };
    case "withdrawn": return { ...account, balance: account.balance - event.amount - (event.fee ?? 0), movements: account.movements + 1, lastAt: event.at };
    case "frozen": return { ...account, status: "frozen", notes: [...account.notes, event.reason] };
    case "closed": return { ...account, status: "closed" };
  }
};
type Command = { type: "withdraw"; amount: number; at: string } | { type: "deposit"; amount: number; at: string } | { type: "close" };
const decide = (account: Account, command: Command): Event[] => {
  if (account.status !== "open") throw new Declined(\`account is \${account.status}\`);
  switch (command.type) {
    case "deposit": return [{ type: "deposited", amount: command.amount, at: command.at }];
    case "withdraw": {
      const fee = command.amount > 1000 ? 5 : 0;
      if (account.balance < command.amount + fee) throw new InsufficientFunds(account.balance, command.amount + fee);
      const withdrawn: Event = { type: "withdrawn", amount: command.amount, at: command.at, ...(fee > 0 && { fee }) };
      return command.amount > 5000 ? [withdrawn, { type: "frozen", reason: \`large withdrawal of \${command.amount}\` }] : [withdrawn];
    }
    case "close":
      if (account.balance !== 0) throw new Declined(\`balance is \${account.balance} \${account.currency}\`);
      return [{ type: "closed" }];
  }
};`,
    body: `async ({ account: id, command }: { account: string; command: Command }) => {
  for (let attempt = 1; ; attempt++) {
    let account = initial;
    let version = 0;
    let done = false;
    while (!done) {
      const page = await loadEvents({ account: id, after: version });
      account = page.events.reduce(evolve, account);
      ({ version, done } = page);
    }
    try {
      const events = decide(account, command);
      for (const event of events) {
        ({ version } = await appendEvent({ account: id, expected: version, event }));
        account = evolve(account, event);
      }
      return { account, version, attempt };
    } catch (error) {
      if (error instanceof InsufficientFunds) return { rejected: "funds", balance: error.balance, needed: error.needed, attempt };
      if (error instanceof Error && error.name === "Conflict" && attempt < 3) continue;
      throw error;
    }
  }
}`,
    scenarios: runs(
      [
        { account: "1", command: { type: "withdraw", amount: 6000, at: "t3" } },
        {
          loadEvents: [
            {
              result: {
                events: [
                  { type: "opened", owner: "o", currency: "EUR" },
                  { type: "deposited", amount: 7000, at: "t1" },
                ],
                version: 2,
                done: false,
              },
            },
            { result: { events: [{ type: "withdrawn", amount: 10, fee: 1, at: "t2" }], version: 3, done: true } },
            {
              result: {
                events: [
                  { type: "opened", owner: "o", currency: "EUR" },
                  { type: "deposited", amount: 9000, at: "t1" },
                ],
                version: 4,
                done: true,
              },
            },
          ],
          appendEvent: [fails("Conflict"), { result: { version: 5 } }, { result: { version: 6 } }],
        },
      ],
      [
        { account: "1", command: { type: "withdraw", amount: 60, at: "t3" } },
        {
          loadEvents: { result: { events: [{ type: "opened", owner: "o", currency: "EUR" }], version: 1, done: true } },
        },
      ],
      [
        { account: "1", command: { type: "close" } },
        {
          loadEvents: {
            result: {
              events: [
                { type: "opened", owner: "o", currency: "EUR" },
                { type: "deposited", amount: 1, at: "t" },
              ],
              version: 1,
              done: true,
            },
          },
        },
      ],
      [
        { account: "1", command: { type: "close" } },
        { loadEvents: { result: { events: [], version: 0, done: true } } },
      ],
      [
        { account: "1", command: { type: "deposit", amount: 1, at: "t" } },
        {
          loadEvents: { result: { events: [{ type: "opened", owner: "o", currency: "EUR" }], version: 1, done: true } },
          appendEvent: fails("Conflict", "again"),
        },
      ],
    ),
  },
];
