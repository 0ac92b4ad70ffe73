import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows about people at work, as they are first written down. */
export const hiringDrafts: readonly Row[] = [
  {
    name: "move candidates through the stages of a pipeline",
    before: `const STAGES = ["applied", "screened", "interviewed", "offered", "hired"] as const;
type Stage = (typeof STAGES)[number];
interface Candidate { id: string; name: string; email?: string; stage: Stage | "rejected"; score: number; notes: { stage: string; text: string }[] }
type Handler = (c: Candidate) => Promise<{ pass: boolean; note?: string }>;
const handlers: Record<Exclude<Stage, "hired">, Handler> = {
  applied: async (c) => ({ pass: !!c.email && /^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$/i.test(c.email), note: c.email ?? "no email" }),
  screened: async (c) => {
    const score = await double(c.score);
    c.score = score;
    return { pass: score >= 10 };
  },
  interviewed: async (c) => {
    const { approved, reason } = await review({ id: c.id });
    return { pass: approved, note: reason };
  },
  offered: async ({ id, score }) => {
    const { receipt } = await charge({ id, amount: score });
    return { pass: true, note: receipt };
  },
};`,
    body: `async (input: { candidates: { id: string; name: string; email?: string; score: number }[] }) => {
  const candidates: Candidate[] = input.candidates.map((c) => ({ ...c, stage: "applied", notes: [] }));
  for (const candidate of candidates) {
    while (candidate.stage !== "hired" && candidate.stage !== "rejected") {
      const stage = candidate.stage;
      const { pass, note } = await handlers[stage](candidate);
      if (note) candidate.notes.push({ stage, text: note });
      candidate.stage = pass ? STAGES[STAGES.indexOf(stage) + 1]! : "rejected";
    }
  }
  const funnel = Object.fromEntries([...STAGES, "rejected"].map((s) => [s, candidates.filter((c) => c.stage === s).length]));
  return {
    funnel,
    hired: candidates.filter((c) => c.stage === "hired").map(({ notes, ...c }) => ({ ...c, trail: notes.map((n) => n.text).join(" > ") })),
    rejected: candidates.filter((c) => c.stage === "rejected").map((c) => \`\${c.name}: \${c.notes[c.notes.length - 1]?.text ?? "-"}\`),
  };
}`,
    scenarios: runs(
      [
        {
          candidates: [
            { id: "c1", name: "Ada", email: "ada@x.org", score: 6 },
            { id: "c22", name: "Bob", score: 9 },
            { id: "c3", name: "Cyd", email: "C@d.EU", score: 2 },
            { id: "c44", name: "Dan", email: "d@d.dd", score: 7 },
          ],
        },
      ],
      [
        { candidates: [{ id: "c1", name: "Ada", email: "ada@x.org", score: 6 }] },
        { charge: fails("Declined", "budget") },
      ],
    ),
  },
  {
    name: "approve leave against balances and team cover",
    before: `interface Employee { id: string; team: string; balance: number; manager?: string }
interface Leave { id: string; employee: string; from: string; to: string; kind: "vacation" | "sick" }
const DAY = 24 * 60 * 60 * 1000;
const workingDays = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let t = Date.parse(from); t <= Date.parse(to); t += DAY) {
    const d = new Date(t);
    const weekday = d.getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    days.push(d.toISOString().slice(0, 10));
  }
  return days;
};`,
    body: `async (input: { employees: Employee[]; leaves: Leave[]; minimumCover: number }) => {
  const employees = new Map(input.employees.map((e) => [e.id, e]));
  const teamSize: Record<string, number> = {};
  for (const { team } of input.employees) teamSize[team] = (teamSize[team] ?? 0) + 1;
  const absences: Record<string, Record<string, string[]>> = {};
  const decisions: { id: string; granted: boolean; reason?: string; days: number }[] = [];
  for (const leave of input.leaves) {
    const employee = employees.get(leave.employee);
    if (!employee) {
      decisions.push({ id: leave.id, granted: false, reason: "unknown employee", days: 0 });
      continue;
    }
    const days = workingDays(leave.from, leave.to);
    const refuse = (reason: string) => decisions.push({ id: leave.id, granted: false, reason, days: days.length });
    if (leave.kind === "vacation" && employee.balance < days.length) {
      refuse(\`only \${employee.balance} days left\`);
      continue;
    }
    const team = (absences[employee.team] ??= {});
    const blocked = days.find((d) => teamSize[employee.team]! - (team[d]?.length ?? 0) - 1 < input.minimumCover);
    if (leave.kind === "vacation" && blocked) {
      const { approved } = await review({ id: employee.manager ?? "hr" });
      if (!approved) {
        refuse(\`no cover on \${blocked}\`);
        continue;
      }
    }
    for (const d of days) (team[d] ??= []).push(employee.id);
    if (leave.kind === "vacation") employee.balance -= days.length;
    decisions.push({ id: leave.id, granted: true, days: days.length });
  }
  return { decisions, absences, balances: Object.fromEntries([...employees].map(([id, e]) => [id, e.balance])) };
}`,
    scenarios: runs(
      [
        {
          minimumCover: 1,
          employees: [
            { id: "e1", team: "a", balance: 4, manager: "mm" },
            { id: "e2", team: "a", balance: 20, manager: "m" },
            { id: "e3", team: "b", balance: 9 },
          ],
          leaves: [
            { id: "l1", employee: "e1", from: "2025-02-07", to: "2025-02-11", kind: "vacation" },
            { id: "l2", employee: "e2", from: "2025-02-10", to: "2025-02-10", kind: "vacation" },
            { id: "l3", employee: "e1", from: "2025-03-03", to: "2025-03-09", kind: "vacation" },
            { id: "l4", employee: "e3", from: "2025-02-10", to: "2025-02-10", kind: "sick" },
            { id: "l5", employee: "zz", from: "2025-02-10", to: "2025-02-10", kind: "sick" },
          ],
        },
      ],
      [{ minimumCover: 0, employees: [], leaves: [] }],
    ),
  },
  {
    name: "compute payroll with a progressive tax",
    before: `interface Worker { id: string; hourly: number; hours: Record<string, number>; deductions?: { label: string; amount?: number; percent?: number }[] }
const BRACKETS: { upTo: number; rate: number }[] = [
  { upTo: 1000, rate: 0.1 },
  { upTo: 3000, rate: 0.2 },
  { upTo: Number.MAX_SAFE_INTEGER, rate: 0.4 },
];
const round = (n: number) => Math.round(n * 100) / 100;
function taxOf(gross: number): number {
  let tax = 0;
  let lower = 0;
  for (const { upTo, rate } of BRACKETS) {
    if (gross <= lower) break;
    tax += (Math.min(gross, upTo) - lower) * rate;
    lower = upTo;
  }
  return round(tax);
}`,
    body: `async (input: { period: string; workers: Worker[] }) => {
  const slips: { id: string; gross: number; tax: number; net: number; lines: string[] }[] = [];
  const errors: Record<string, string> = {};
  for (const { id, hourly, hours, deductions = [] } of input.workers) {
    try {
      const total = Object.values(hours).reduce((a, b) => a + b, 0);
      if (total > 60) throw new RangeError(\`\${total} hours in a week\`);
      const overtime = Math.max(0, total - 40);
      const gross = round(hourly * (total - overtime) + hourly * 1.5 * overtime);
      const tax = taxOf(gross);
      const lines = [\`gross \${gross.toFixed(2)}\`, \`tax -\${tax.toFixed(2)}\`];
      let net = gross - tax;
      for (const d of deductions) {
        const amount = d.amount ?? round((gross * (d.percent ?? 0)) / 100);
        net -= amount;
        lines.push(\`\${d.label} -\${amount.toFixed(2)}\`);
      }
      net = round(net);
      if (net < 0) throw new Error("negative pay");
      await charge({ id, amount: net });
      slips.push({ id, gross, tax, net, lines });
    } catch (e) {
      errors[id] = (e as Error).name === "RangeError" ? \`hours: \${(e as Error).message}\` : (e as Error).message;
    }
  }
  const totals = slips.reduce(
    (acc, s) => ({ gross: acc.gross + s.gross, tax: acc.tax + s.tax, net: acc.net + s.net }),
    { gross: 0, tax: 0, net: 0 },
  );
  const [yyyy, mm] = input.period.split("-");
  return { file: \`payroll_\${yyyy}\${mm}.csv\`, rows: slips.map((s) => [s.id, s.gross, s.tax, s.net].join(";")), totals, slips, errors };
}`,
    scenarios: runs(
      [
        {
          period: "2025-02",
          workers: [
            {
              id: "w1",
              hourly: 50,
              hours: { mon: 10, tue: 12, wed: 20, thu: 8 },
              deductions: [
                { label: "rent", amount: 100 },
                { label: "union", percent: 1.5 },
              ],
            },
            { id: "w2", hourly: 9, hours: { mon: 61 } },
            { id: "w3", hourly: 1, hours: { mon: 1 }, deductions: [{ label: "fine", amount: 5 }] },
            { id: "w4", hourly: 120, hours: { a: 40 } },
          ],
        },
      ],
      [{ period: "2025-03", workers: [{ id: "w1", hourly: 10, hours: {} }] }, { charge: fails("Declined", "bank") }],
    ),
  },
  {
    name: "onboard a newcomer by tasks that depend on each other",
    before: `type Task = { id: string; needs?: string[]; owner: "it" | "hr" | "manager"; run: (ctx: Context) => Promise<string | void> };
interface Context { person: { id: string; name: string; remote: boolean }; values: Record<string, string> }
const TASKS: Task[] = [
  { id: "account", owner: "it", run: async ({ person }) => (await charge({ id: person.id, amount: 0 })).receipt },
  { id: "contract", owner: "hr", run: async ({ person }) => (await review({ id: person.id })).reason },
  { id: "laptop", owner: "it", needs: ["contract"], run: async ({ person }) => (await fetchItem(person.remote ? "laptop-shipped" : "laptop")).id },
  { id: "badge", owner: "hr", needs: ["account", "contract"], run: async (ctx) => \`\${ctx.person.name}/\${ctx.values["account"]}\` },
  { id: "welcome", owner: "manager", needs: ["laptop", "badge"], run: async (ctx) => { await echo({ welcome: ctx.person.name, badge: ctx.values.badge }); } },
];`,
    body: `async (input: { id: string; name: string; remote?: boolean; skip?: string[] }) => {
  const ctx: Context = { person: { id: input.id, name: input.name, remote: input.remote ?? false }, values: {} };
  const done = new Set<string>(input.skip);
  const failed: { id: string; owner: string; error: string }[] = [];
  let progressed = true;
  while (progressed) {
    progressed = false;
    for (const task of TASKS) {
      if (done.has(task.id) || failed.some((f) => f.id === task.id)) continue;
      if (!(task.needs ?? []).every((n) => done.has(n))) continue;
      try {
        const value = await task.run(ctx);
        if (value) ctx.values[task.id] = value;
        done.add(task.id);
      } catch (error) {
        failed.push({ id: task.id, owner: task.owner, error: error instanceof Error ? error.message : "unknown" });
      }
      progressed = true;
    }
  }
  const blocked = TASKS.filter((t) => !done.has(t.id) && !failed.find((f) => f.id === t.id)).map((t) => t.id);
  return { complete: blocked.length === 0 && failed.length === 0, values: ctx.values, failed, blocked, done: [...done] };
}`,
    scenarios: runs(
      [{ id: "p1", name: "Lu" }],
      [{ id: "p1", name: "Lu", remote: true, skip: ["account"] }, { fetchItem: fails("OutOfStock", "no laptops") }],
      [{ id: "p1", name: "Lu" }, { review: fails("HumanTaskRejected", "moved") }],
    ),
  },
  {
    name: "split an expense report by cost centres",
    before: `type Expense = { id: string; amount: number; currency: "EUR" | "USD" | "GBP"; category: string; receipt?: string; split?: { centre: string; share: number }[] };
const RATES = { EUR: 1, USD: 0.9, GBP: 1.2 } as const;
const LIMITS: Record<string, number | undefined> = { meals: 50, travel: 500 };
class ReportRejected extends WorkflowError {}`,
    body: `async (report: { employee: string; centre: string; expenses: Expense[] }) => {
  const warnings: string[] = [];
  const perCentre: Record<string, number> = {};
  const add = (centre: string, euros: number) => {
    perCentre[centre] = Number(((perCentre[centre] ?? 0) + euros).toFixed(2));
  };
  let missing = 0;
  for (const e of report.expenses) {
    const euros = e.amount * RATES[e.currency];
    const limit = LIMITS[e.category];
    if (limit !== undefined && euros > limit) warnings.push(\`\${e.id}: \${e.category} above \${limit}\`);
    if (!e.receipt && euros >= 20) {
      missing++;
      warnings.push(\`\${e.id}: no receipt\`);
      if (missing > 2) throw new ReportRejected(\`\${missing} receipts are missing from \${report.employee}'s report\`);
    }
    if (e.split?.length) {
      const total = e.split.reduce((s, { share }) => s + share, 0);
      for (const { centre, share } of e.split) add(centre, (euros * share) / total);
    } else {
      add(report.centre, euros);
    }
  }
  if (warnings.length > 0) {
    const answer = await review({ id: report.employee });
    if (!answer.approved) return { status: "returned" as const, warnings, comment: answer.reason };
  }
  const receipts: string[] = [];
  for (const [centre, amount] of Object.entries(perCentre)) {
    if (amount <= 0) continue;
    receipts.push((await charge({ id: centre, amount })).receipt);
  }
  return { status: "paid" as const, warnings, receipts };
}`,
    scenarios: runs(
      [
        {
          employee: "ann1",
          centre: "dev",
          expenses: [
            { id: "x1", amount: 100, currency: "USD", category: "meals", receipt: "r" },
            {
              id: "x2",
              amount: 10,
              currency: "GBP",
              category: "books",
              split: [
                { centre: "dev", share: 1 },
                { centre: "ops", share: 2 },
              ],
            },
          ],
        },
      ],
      [{ employee: "bob", centre: "dev", expenses: [{ id: "x1", amount: 100, currency: "EUR", category: "z" }] }],
      [
        {
          employee: "bob",
          centre: "dev",
          expenses: [1, 2, 3].map((n) => ({ id: `x${n}`, amount: 100, currency: "EUR", category: "z" })),
        },
      ],
    ),
  },
];
