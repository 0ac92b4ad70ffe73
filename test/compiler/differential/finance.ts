import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of those who pay, lend and count money. */
export const finance: readonly Row[] = [
  {
    name: "payroll",
    before: `enum Grade { Junior = 1, Senior, Lead = 10 }
interface Employee { name: string; grade: Grade; hours: number[]; country: "DE" | "US" | "CH"; bonus?: number | null; garnishment?: { fixed?: number; percent?: number } }
const HOURLY: Record<Grade, number> = { [Grade.Junior]: 20, [Grade.Senior]: 35.5, [Grade.Lead]: 60 };
const brackets = [
  { upTo: 1000, rate: 0 },
  { upTo: 3000, rate: 0.2 },
  { upTo: Number.MAX_VALUE, rate: 0.42 },
];
const round2 = (n: number) => Math.round((n + Number.EPSILON) * 100) / 100;
function taxOf(gross: number): number {
  let rest = gross;
  let lower = 0;
  let sum = 0;
  for (const { upTo, rate } of brackets) {
    const slice = Math.min(rest, upTo - lower);
    if (slice <= 0) break;
    sum += slice * rate;
    rest -= slice;
    lower = upTo;
  }
  return round2(sum);
}`,
    body: `async ({ month, staff }: { month: string; staff: Employee[] }) => {
  const slips = [];
  const failed: { name: string; why: string }[] = [];
  for (let i = 0; i < staff.length; i++) {
    const { name, grade, hours, bonus, garnishment: { fixed = 0, percent = 0 } = {}, ...rest } = staff[i]!;
    const worked = hours.reduce((a, b) => a + b, 0);
    const overtime = Math.max(0, worked - 160);
    const gross = round2(HOURLY[grade] * (worked - overtime) + HOURLY[grade] * 1.5 * overtime + (bonus ?? 0));
    const taxed = taxOf(gross);
    const net = round2(gross - taxed - fixed - (gross * percent) / 100);
    if (net < 0) {
      failed.push({ name, why: \`negative net \${net.toFixed(2)}\` });
      continue;
    }
    try {
      const { receipt } = await charge({ id: \`\${month}-\${i + 1}\`, amount: net });
      slips.push({ name, grade: Grade[grade], gross, taxed, net, receipt, country: rest.country });
    } catch (err) {
      const { name: errorName, message } = err as Error;
      failed.push({ name, why: \`\${errorName}: \${message}\` });
      if (errorName === "Fatal") throw err;
    } finally {
      await echo(\`\${month} \${name}\`);
    }
  }
  const byCountry = slips.reduce((groups, s) => {
    (groups[s.country] ??= []).push(s.name);
    return groups;
  }, {} as Record<string, string[]>);
  return { slips, failed, total: round2(slips.map((s) => s.net).reduce((a, b) => a + b, 0)), byCountry };
}`,
    scenarios: runs(
      [
        {
          month: "2024-02",
          staff: [
            { name: "Ann", grade: 2, hours: [40, 40, 45, 41], country: "DE", bonus: 100.333 },
            { name: "Bo", grade: 10, hours: [200], country: "CH", garnishment: { percent: 12.5 } },
            { name: "Cy", grade: 1, hours: [], country: "US", garnishment: { fixed: 3 } },
          ],
        },
      ],
      [{ month: "", staff: [] }],
      [
        { month: "m", staff: [{ name: "Ann", grade: 1, hours: [1], country: "DE", bonus: null }] },
        { charge: fails("Fatal", "bank") },
      ],
      [
        {
          month: "m",
          staff: [
            { name: "Ann", grade: 1, hours: [160.5], country: "DE" },
            { name: "Bob", grade: 1, hours: [10], country: "DE" },
          ],
        },
        { charge: [fails("Temp", "bank"), { result: { receipt: "r" } }] },
      ],
    ),
  },
  {
    name: "tax filing",
    before: `type Line = { code: \`L\${number}\`; label: string; amount: number };
interface Filing { year: number; income: { source: string; gross: number; withheld?: number }[]; deductions: Record<string, number>; dependents: { name: string; born: number }[]; joint: boolean }
const STANDARD = { single: 13850, joint: 27700 } as const;
const credit = (born: number, year: number) => (year - born < 17 ? 2000 : year - born < 24 ? 500 : 0);
const money = (n: number) => {
  const [whole = "0", cents = "00"] = Math.abs(n).toFixed(2).split(".");
  const grouped = whole.replace(/(\\d)(?=(\\d{3})+$)/g, "$1,");
  return \`\${n < 0 ? "-" : ""}$\${grouped}.\${cents}\`;
};`,
    body: `async (f: Filing) => {
  const lines: Line[] = [];
  let next = 1;
  const add = (label: string, amount: number) => {
    lines.push({ code: \`L\${next++}\`, label, amount });
    return amount;
  };
  const gross = add("gross", f.income.reduce((s, i) => s + i.gross, 0));
  const withheld = add("withheld", f.income.reduce((s, i) => s + (i.withheld ?? 0), 0));
  const itemised = Object.values(f.deductions).reduce((a, b) => a + b, 0);
  const standard = STANDARD[f.joint ? "joint" : "single"];
  const deduction = add(itemised > standard ? "itemised" : "standard", -Math.max(itemised, standard));
  const taxable = add("taxable", Math.max(0, gross + deduction));
  let tax = 0;
  switch (true) {
    case taxable > 100_000:
      tax += (taxable - 100_000) * 0.3;
    case taxable > 50_000:
      tax += (Math.min(taxable, 100_000) - 50_000) * 0.2;
    default:
      tax += Math.min(taxable, 50_000) * 0.1;
  }
  add("tax", tax);
  const credits = f.dependents.map((d) => credit(d.born, f.year)).filter((c) => c > 0);
  for (const c of credits) tax -= add("credit", c);
  const due = tax - withheld;
  const answer = due > 0 ? await charge({ id: \`tax-\${f.year}\`, amount: due }) : null;
  return { text: lines.map(({ code, label, amount }) => \`\${code.padEnd(4)}\${label.padEnd(10, ".")}\${money(amount).padStart(14)}\`), due: money(due), refund: due < 0, answer: answer?.receipt };
}`,
    scenarios: runs(
      [
        {
          year: 2023,
          joint: true,
          income: [
            { source: "job", gross: 123456.789, withheld: 20000 },
            { source: "x", gross: 40000 },
          ],
          deductions: { mortgage: 20000, state: 10000 },
          dependents: [
            { name: "a", born: 2010 },
            { name: "b", born: 2000 },
            { name: "c", born: 1980 },
          ],
        },
      ],
      [{ year: 2023, joint: false, income: [], deductions: {}, dependents: [] }],
      [
        { year: 2023, joint: false, income: [{ source: "x", gross: 70000.005 }], deductions: {}, dependents: [] },
        { charge: fails("Declined", "x") },
      ],
    ),
  },
  {
    name: "bank reconciliation",
    before: `interface Entry { ref: string; amount: number; date: string; memo?: string }
type Match = { statement: Entry; ledger: Entry; how: "exact" | "amount" | "fuzzy" };
const cents = (n: number) => Math.round(n * 100);
const days = (a: string, b: string) => Math.abs(new Date(a).getTime() - new Date(b).getTime()) / 86_400_000;
const normalise = (memo = "") => memo.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();`,
    body: `async ({ statement, ledger, tolerance = 2 }: { statement: Entry[]; ledger: Entry[]; tolerance?: number }) => {
  const open = [...ledger];
  const matched: Match[] = [];
  const unmatched: Entry[] = [];
  for (const s of statement) {
    let index = open.findIndex((l) => l.ref === s.ref && cents(l.amount) === cents(s.amount));
    let how: Match["how"] = "exact";
    if (index === -1) {
      how = "amount";
      index = open.findIndex((l) => cents(l.amount) === cents(s.amount) && days(l.date, s.date) <= tolerance);
    }
    if (index < 0) {
      how = "fuzzy";
      const words = normalise(s.memo).split(" ").filter((w) => w.length > 2);
      index = open.findIndex((l) => words.some((w) => normalise(l.memo).includes(w)));
    }
    if (index < 0) {
      unmatched.push(s);
      continue;
    }
    const [found] = open.splice(index, 1);
    matched.push({ statement: s, ledger: found!, how });
  }
  const difference = statement.reduce((t, s) => t + cents(s.amount), 0) - ledger.reduce((t, l) => t + cents(l.amount), 0);
  if (difference !== 0 && (await check(Math.abs(difference)))) {
    await charge({ id: "suspense", amount: difference / 100 });
  }
  return {
    matched: matched.map(({ statement: { ref }, ledger: { ref: other }, how }) => (ref === other ? \`\${ref} (\${how})\` : \`\${ref}~\${other} (\${how})\`)),
    unmatched,
    open: open.map((o) => o.ref),
    difference: (difference / 100).toFixed(2),
  };
}`,
    scenarios: runs(
      [
        {
          statement: [
            { ref: "1", amount: 10.1, date: "2024-01-01" },
            { ref: "2", amount: -3, date: "2024-01-05" },
            { ref: "3", amount: 7, date: "2024-01-01", memo: "ACME Corp. invoice" },
            { ref: "4", amount: 0.005, date: "2024-01-01" },
          ],
          ledger: [
            { ref: "1", amount: 10.1, date: "" },
            { ref: "9", amount: -3, date: "2024-01-03" },
            { ref: "8", amount: 6, date: "2024-03-01", memo: "acme" },
          ],
        },
      ],
      [{ statement: [], ledger: [] }],
      [{ statement: [{ ref: "1", amount: 1, date: "2024-01-01" }], ledger: [] }, { charge: fails("Declined", "no") }],
    ),
  },
  {
    name: "loan approval",
    before: `enum Decision { Approve = "approve", Refer = "refer", Decline = "decline" }
interface Applicant { name: string; income: number; debts: { kind: string; monthly: number }[]; score?: number; employed?: { since: string; employer: string } | null; guarantor?: Applicant }
const rate = (score: number) => {
  if (score >= 750) return 0.035;
  if (score >= 650) return 0.055;
  return 0.099;
};
const payment = (principal: number, yearly: number, months: number) => {
  const r = yearly / 12;
  return r === 0 ? principal / months : (principal * r) / (1 - (1 + r) ** -months);
};
const dti = ({ income, debts }: Applicant, extra: number) => (debts.reduce((s, { monthly }) => s + monthly, 0) + extra) / (income / 12 || 1);`,
    body: `async ({ applicant, amount, months }: { applicant: Applicant; amount: number; months: number }) => {
  let score = applicant.score;
  if (score === undefined) {
    try {
      score = (await fetchItem(applicant.name)).price;
    } catch {
      score = 500;
    }
  }
  const yearly = rate(score);
  const monthly = Math.round(payment(amount, yearly, months) * 100) / 100;
  const ratio = dti(applicant, monthly);
  const notes = [\`score \${score}\`, \`dti \${(ratio * 100).toFixed(0)}%\`, applicant.employed?.since && \`employed since \${applicant.employed.since}\`].filter(Boolean);
  let decision = ratio < 0.36 ? Decision.Approve : ratio < 0.5 ? Decision.Refer : Decision.Decline;
  if (decision === Decision.Decline && applicant.guarantor) {
    const { guarantor } = applicant;
    if (dti(guarantor, monthly) < 0.3) {
      decision = Decision.Refer;
      notes.push(\`guaranteed by \${guarantor.name}\`);
    }
  }
  if (decision === Decision.Refer) {
    const { approved, reason } = await review({ id: applicant.name });
    decision = approved ? Decision.Approve : Decision.Decline;
    notes.push(reason);
  }
  if (decision !== Decision.Approve) return { decision, notes };
  const schedule: { month: number; interest: number; principal: number; balance: number }[] = [];
  let balance = amount;
  for (let month = 1; month <= Math.min(months, 3); month++) {
    const interest = +((balance * yearly) / 12).toFixed(2);
    const principal = +(monthly - interest).toFixed(2);
    balance = +(balance - principal).toFixed(2);
    schedule.push({ month, interest, principal, balance });
  }
  return { decision, monthly, schedule, notes };
}`,
    scenarios: runs(
      [
        {
          applicant: {
            name: "Ann",
            income: 60000,
            debts: [{ kind: "car", monthly: 200 }],
            score: 760,
            employed: { since: "2015", employer: "x" },
          },
          amount: 10000,
          months: 36,
        },
      ],
      [
        {
          applicant: {
            name: "Bo",
            income: 0,
            debts: [],
            employed: null,
            guarantor: { name: "Mum", income: 90000, debts: [] },
          },
          amount: 100,
          months: 1,
        },
      ],
      [
        { applicant: { name: "Cyd", income: 1200, debts: [{ kind: "x", monthly: 40 }] }, amount: 100, months: 24 },
        { fetchItem: fails("Bureau", "down") },
      ],
      [{ applicant: { name: "D", income: 12, debts: [] }, amount: 100, months: 24 }],
    ),
  },
];
