import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of offices, as their authors write them. */
export const operations: readonly Row[] = [
  {
    name: "ticket triage with a queue",
    before: `type Priority = "p1" | "p2" | "p3";
interface Ticket { id: string; subject: string; body: string; customer: { id: string; plan: "free" | "pro" | "enterprise" }; createdAt: string; attachments?: { name: string; size: number }[] }
interface Agent { name: string; skills: string[]; load: number; shift: [from: number, to: number] }
interface Assignment { ticket: string; agent: string | null; priority: Priority; due: string; topics: string[] }
const KEYWORDS: Record<string, RegExp> = {
  billing: /\\b(invoice|refund|charge[ds]?|payment)\\b/i,
  login: /\\b(password|log ?in|2fa|locked out)\\b/i,
  outage: /\\b(down|outage|500|unavailable)\\b/i,
  shipping: /\\b(deliver(y|ed)?|parcel|tracking)\\b/i,
};
const SLA_HOURS: Record<Priority, number> = { p1: 1, p2: 8, p3: 48 };
const PLAN_WEIGHT = { free: 0, pro: 1, enterprise: 2 } as const;
const topicsOf = (t: Ticket): string[] => {
  const text = \`\${t.subject}\\n\${t.body}\`;
  const hits = Object.entries(KEYWORDS).filter(([, pattern]) => pattern.test(text)).map(([topic]) => topic);
  return hits.length > 0 ? hits : ["general"];
};
const priorityOf = (t: Ticket, topics: readonly string[]): Priority => {
  if (topics.includes("outage")) return t.customer.plan === "free" ? "p2" : "p1";
  const score = PLAN_WEIGHT[t.customer.plan] + (t.subject.includes("!") ? 1 : 0) + (/urgent|asap/i.test(t.subject) ? 1 : 0);
  return score >= 3 ? "p1" : score >= 1 ? "p2" : "p3";
};
const hourOf = (iso: string) => new Date(iso).getUTCHours();
const onShift = ({ shift: [from, to] }: Agent, hour: number) => (from <= to ? hour >= from && hour < to : hour >= from || hour < to);
const byPriority = (a: { priority: Priority; createdAt: string }, b: { priority: Priority; createdAt: string }) =>
  a.priority !== b.priority ? (a.priority < b.priority ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;`,
    body: `async ({ tickets, agents, now }: { tickets: Ticket[]; agents: Agent[]; now: string }) => {
  const team = agents.map((a) => ({ ...a, taken: [] as string[] }));
  const queue = tickets
    .map((t) => {
      const topics = topicsOf(t);
      return { id: t.id, createdAt: t.createdAt, priority: priorityOf(t, topics), topics, big: (t.attachments ?? []).some((a) => a.size > 10 * 1024 * 1024) };
    })
    .sort(byPriority);
  const assignments: Assignment[] = [];
  const unassigned: string[] = [];
  while (queue.length > 0) {
    const next = queue.shift()!;
    const due = new Date(Date.parse(next.createdAt) + SLA_HOURS[next.priority] * 3_600_000).toISOString();
    const best = team
      .filter((a) => onShift(a, hourOf(now)) && a.load + a.taken.length < 3)
      .filter((a) => next.topics.every((topic) => topic === "general" || a.skills.includes(topic)))
      .sort((a, b) => a.load + a.taken.length - (b.load + b.taken.length))[0];
    if (best === undefined) {
      unassigned.push(next.id);
      assignments.push({ ticket: next.id, agent: null, priority: next.priority, due, topics: next.topics });
      if (next.priority === "p1") await echo({ page: next.id, due });
      continue;
    }
    best.taken.push(next.id);
    assignments.push({ ticket: next.id, agent: best.name, priority: next.priority, due, topics: next.topics });
    if (due < now) await release(\`late:\${next.id}\`);
  }
  const perAgent = Object.fromEntries(team.filter((a) => a.taken.length).map((a) => [a.name, a.taken]));
  return { assignments, unassigned, perAgent, late: assignments.filter(({ due }) => due < now).map(({ ticket }) => ticket).join() };
}`,
    scenarios: runs(
      [
        {
          now: "2024-05-01T10:30:00Z",
          agents: [
            { name: "Ann", skills: ["billing", "login"], load: 2, shift: [8, 16] },
            { name: "Bo", skills: ["outage"], load: 0, shift: [22, 6] },
            { name: "Cy", skills: ["billing", "shipping"], load: 0, shift: [6, 14] },
          ],
          tickets: [
            {
              id: "t1",
              subject: "Where is my parcel",
              body: "no tracking",
              customer: { id: "c", plan: "free" },
              createdAt: "2024-04-28T10:00:00Z",
            },
            {
              id: "t2",
              subject: "Refund ASAP!",
              body: "twice charged",
              customer: { id: "c", plan: "pro" },
              createdAt: "2024-05-01T09:00:00Z",
              attachments: [{ name: "a", size: 99999999 }],
            },
            {
              id: "t3",
              subject: "site is down",
              body: "",
              customer: { id: "c", plan: "enterprise" },
              createdAt: "2024-05-01T10:00:00Z",
            },
            {
              id: "t4",
              subject: "hello",
              body: "there",
              customer: { id: "c", plan: "pro" },
              createdAt: "2024-05-01T10:00:00Z",
            },
          ],
        },
      ],
      [{ now: "2024-05-01T23:30:00Z", agents: [], tickets: [] }],
    ),
  },
  {
    name: "payroll run",
    before: `interface Employee { id: string; name: string; contract: { type: "salaried"; monthly: number } | { type: "hourly"; rate: number; overtimeFactor?: number }; timesheet?: { day: string; hours: number }[]; deductions?: Record<string, number>; iban: string }
type PaySlip = Readonly<{ id: string; gross: number; tax: number; net: number; lines: ReadonlyArray<readonly [label: string, amount: number]> }>;
const BRACKETS: readonly { upTo: number; rate: number }[] = [{ upTo: 1000, rate: 0 }, { upTo: 3000, rate: 0.2 }, { upTo: Number.MAX_SAFE_INTEGER, rate: 0.42 }];
class InvalidIban extends WorkflowError {
  static override readonly errorName = "InvalidIban";
  constructor(public readonly iban: string) { super(\`IBAN \${iban.slice(0, 4)}… is not valid\`); }
}
const cents = (n: number) => Math.round(n * 100) / 100;
function taxOn(gross: number): number {
  let tax = 0;
  let lower = 0;
  for (const { upTo, rate } of BRACKETS) {
    const part = Math.min(gross, upTo) - lower;
    if (part <= 0) break;
    tax += part * rate;
    lower = upTo;
  }
  return cents(tax);
}
/** ISO 13616: move the first four characters behind, letters become numbers, the rest of 97 must be 1. */
function isIban(text: string): boolean {
  const compact = text.replace(/\\s+/g, "").toUpperCase();
  if (!/^[A-Z]{2}\\d{2}[A-Z0-9]{10,30}$/.test(compact)) return false;
  const moved = compact.slice(4) + compact.slice(0, 4);
  const digits = [...moved].map((c) => (c >= "A" ? String(c.charCodeAt(0) - 55) : c)).join("");
  let rest = 0;
  for (const d of digits) rest = (rest * 10 + Number(d)) % 97;
  return rest === 1;
}
const weekOf = (day: string) => Math.floor(Date.parse(day) / 86_400_000 / 7);
function grossOf(e: Employee): { gross: number; lines: [string, number][] } {
  if (e.contract.type === "salaried") return { gross: e.contract.monthly, lines: [["salary", e.contract.monthly]] };
  const { rate, overtimeFactor = 1.5 } = e.contract;
  const weeks = new Map<number, number>();
  for (const { day, hours } of e.timesheet ?? []) weeks.set(weekOf(day), (weeks.get(weekOf(day)) ?? 0) + hours);
  let regular = 0, overtime = 0;
  weeks.forEach((hours) => {
    regular += Math.min(hours, 40);
    overtime += Math.max(hours - 40, 0);
  });
  const lines: [string, number][] = [["regular", cents(regular * rate)]];
  if (overtime > 0) lines.push(["overtime", cents(overtime * rate * overtimeFactor)]);
  return { gross: lines.reduce((s, [, amount]) => s + amount, 0), lines };
}`,
    body: `async ({ month, employees }: { month: string; employees: Employee[] }) => {
  const slips: PaySlip[] = [];
  const problems: Record<string, string[]> = {};
  const note = (id: string, text: string) => {
    (problems[id] ??= []).push(text);
  };
  let paid = 0;
  for (const employee of employees) {
    const { gross, lines } = grossOf(employee);
    if (gross <= 0) {
      note(employee.id, "nothing to pay");
      continue;
    }
    const tax = taxOn(gross);
    const deducted = Object.entries(employee.deductions ?? {}).map(([label, amount]) => [label, -amount] as [string, number]);
    const net = cents(gross - tax + deducted.reduce((s, [, a]) => s + a, 0));
    const slip: PaySlip = { id: employee.id, gross, tax, net, lines: [...lines, ["tax", -tax], ...deducted] };
    try {
      if (!isIban(employee.iban)) throw new InvalidIban(employee.iban);
      if (net < 0) {
        note(employee.id, \`owes \${-net}\`);
        continue;
      }
      await charge({ id: \`\${month}/\${employee.id}\`, amount: -net });
      paid += net;
    } catch (error) {
      if (error instanceof InvalidIban) note(employee.id, error.message);
      else if (error instanceof Error && error.name === "Throttled") note(employee.id, "try again");
      else throw error;
    } finally {
      slips.push(slip);
    }
  }
  const worst = Object.entries(problems).sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).map(([id, list]) => \`\${id}: \${list.join(" & ")}\`);
  return { month, paid: cents(paid), slips, worst, average: slips.length ? cents(slips.reduce((s, x) => s + x.net, 0) / slips.length) : undefined };
}`,
    scenarios: runs(
      [
        {
          month: "2024-02",
          employees: [
            {
              id: "e1",
              name: "A",
              contract: { type: "salaried", monthly: 4200.5 },
              iban: "DE89 3704 0044 0532 0130 00",
              deductions: { pension: 100, union: 12.5 },
            },
            {
              id: "e2",
              name: "B",
              contract: { type: "hourly", rate: 20 },
              timesheet: [
                { day: "2024-02-05", hours: 30 },
                { day: "2024-02-06", hours: 20 },
                { day: "2024-02-13", hours: 8 },
              ],
              iban: "GB82WEST12345698765432",
            },
            { id: "e3", name: "C", contract: { type: "hourly", rate: 20 }, iban: "x" },
            {
              id: "e4",
              name: "D",
              contract: { type: "salaried", monthly: 10 },
              iban: "DE00 3704 0044 0532 0130 00",
              deductions: { loan: 50 },
            },
            {
              id: "e5",
              name: "D",
              contract: { type: "salaried", monthly: 10 },
              iban: "DE89370400440532013000",
              deductions: { loan: 50 },
            },
          ],
        },
      ],
      [
        {
          month: "2024-02",
          employees: [
            { id: "e1", name: "A", contract: { type: "salaried", monthly: 420 }, iban: "DE89370400440532013000" },
          ],
        },
        { charge: fails("Throttled", "slow") },
      ],
      [
        {
          month: "2024-02",
          employees: [
            { id: "e1", name: "A", contract: { type: "salaried", monthly: 420 }, iban: "DE89370400440532013000" },
          ],
        },
        { charge: fails("Closed", "bank holiday") },
      ],
      [{ month: "2024-02", employees: [] }],
    ),
  },
];
