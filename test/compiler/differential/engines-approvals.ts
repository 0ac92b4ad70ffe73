import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows in which people decide. */
export const approvalEngines: readonly Row[] = [
  {
    name: "expense approval with reminders and escalation",
    before: `${declarations}interface Expense { id: string; employee: string; amount: number; category: string; managers: string[] }
interface Decision { approved: boolean; comment?: string }
const decide = human<{ id: string; amount: number; assignee: string; attempt: number }, Decision>("decideExpense", { title: "Approve this expense?", form: { type: "object", properties: { approved: { type: "boolean" } }, required: ["approved"] } });
const notify = lambda<{ to: string; template: string; vars: Record<string, string> }, void>("notifyExpense", elsewhere);
const reimburse = lambda<{ employee: string; amount: number; ref: string }, { transfer: string }>("reimburseExpense", elsewhere);
const AUTO_APPROVE: Record<string, number> = { meals: 40, travel: 150 };
const MAX_REMINDERS = 2;
class NoDecision extends WorkflowError {}
type AuditEntry = { step: string; by: string; note?: string };`,
    body: `async (expense: Expense) => {
  const audit: AuditEntry[] = [];
  const log = (step: string, by: string, note?: string) => {
    audit.push(note === undefined ? { step, by } : { step, by, note });
  };

  const limit = AUTO_APPROVE[expense.category] ?? 0;
  if (expense.amount <= limit) {
    log("auto-approved", "policy", \`\${expense.category} up to \${limit}\`);
    const { transfer } = await reimburse({ employee: expense.employee, amount: expense.amount, ref: expense.id });
    return { status: "paid", transfer, audit };
  }

  const askManager = async (assignee: string): Promise<Decision | undefined> => {
    for (let attempt = 0; attempt <= MAX_REMINDERS; attempt++) {
      try {
        return await decide({ id: expense.id, amount: expense.amount, assignee, attempt }, { timeout: "24h" });
      } catch (error) {
        if ((error as Error).name !== "States.Timeout") throw error;
        log(attempt < MAX_REMINDERS ? "reminded" : "gave up", assignee);
        if (attempt < MAX_REMINDERS) {
          await notify({ to: assignee, template: "reminder", vars: { id: expense.id, n: String(attempt + 1) } });
        }
      }
    }
    return undefined;
  };

  let decision: Decision | undefined;
  let decidedBy: string | undefined;
  for (const manager of expense.managers) {
    decision = await askManager(manager);
    if (decision) {
      decidedBy = manager;
      break;
    }
  }
  if (!decision || !decidedBy) throw new NoDecision(\`nobody decided on \${expense.id}: \${audit.map((a) => \`\${a.step} \${a.by}\`).join(", ")}\`);
  log(decision.approved ? "approved" : "rejected", decidedBy, decision.comment);
  if (!decision.approved) {
    await notify({ to: expense.employee, template: "rejected", vars: { reason: decision.comment ?? "no reason given" } });
    return { status: "rejected", audit };
  }
  const { transfer } = await reimburse({ employee: expense.employee, amount: expense.amount, ref: expense.id });
  return { status: "paid", transfer, audit };
}`,
    scenarios: runs(
      [
        { id: "e1", employee: "Eve", amount: 30, category: "meals", managers: [] },
        { reimburseExpense: { result: { transfer: "t" } } },
      ],
      [
        { id: "e1", employee: "Eve", amount: 300, category: "meals", managers: ["Max", "Moritz"] },
        {
          reimburseExpense: { result: { transfer: "t" } },
          notifyExpense: { result: null },
          decideExpense: [
            fails("States.Timeout"),
            fails("States.Timeout"),
            fails("States.Timeout"),
            { result: { approved: true, comment: "ok" } },
          ],
        },
      ],
      [
        { id: "e1", employee: "Eve", amount: 300, category: "toys", managers: ["Max"] },
        { notifyExpense: { result: null }, decideExpense: { result: { approved: false } } },
      ],
      [
        { id: "e1", employee: "Eve", amount: 300, category: "toys", managers: ["Max"] },
        { notifyExpense: { result: null }, decideExpense: fails("States.Timeout") },
      ],
      [
        { id: "e1", employee: "Eve", amount: 300, category: "toys", managers: ["Max"] },
        { decideExpense: fails("HumanTaskRejected", "not mine") },
      ],
    ),
  },
  {
    name: "leave request against calendars and balances",
    before: `${declarations}interface LeaveRequest { employee: string; from: string; to: string; kind: "vacation" | "sick" | "unpaid"; substitute?: string }
interface Balance { vacation: number; carried: number; carriedUntil: string }
const balanceOf = lambda<string, Balance>("balanceOf", elsewhere);
const holidaysIn = lambda<{ year: number }, string[]>("holidaysIn", elsewhere);
const absencesOf = lambda<{ employee: string; from: string; to: string }, { from: string; to: string }[]>("absencesOf", elsewhere);
const approveLeave = human<{ employee: string; days: number; conflicts: string[] }, { approved: boolean }>("approveLeave", { title: "Leave", form: { type: "object", properties: { approved: { type: "boolean" } }, required: ["approved"] } });
const bookLeave = lambda<{ employee: string; days: string[]; fromCarried: number }, void>("bookLeave", elsewhere);
const MS_PER_DAY = 86_400_000;
const range = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let t = Date.parse(from); t <= Date.parse(to); t += MS_PER_DAY) days.push(new Date(t).toISOString().slice(0, 10));
  return days;
};
const overlap = (a: { from: string; to: string }, b: { from: string; to: string }) => a.from <= b.to && b.from <= a.to;`,
    concurrent: true,
    body: `async (request: LeaveRequest) => {
  const { employee, from, to, kind } = request;
  if (to < from) throw new Declined(\`\${to} is before \${from}\`);
  const firstYear = new Date(from).getUTCFullYear();
  const lastYear = new Date(to).getUTCFullYear();
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  const [balance, ...holidays] = await Promise.all([balanceOf(employee), ...years.map((year) => holidaysIn({ year }))]);
  const free = new Set(holidays.flat());
  const days = range(from, to).filter((day) => {
    const weekday = new Date(day).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !free.has(day);
  });
  if (days.length === 0) return { status: "nothing to do" as const };
  const conflicts: string[] = [];
  if (request.substitute) {
    const absences = await absencesOf({ employee: request.substitute, from, to });
    for (const absence of absences) {
      if (overlap(absence, { from, to })) conflicts.push(\`\${request.substitute} is away \${absence.from}..\${absence.to}\`);
    }
  }
  let fromCarried = 0;
  if (kind === "vacation") {
    const early = days.filter((d) => d <= balance.carriedUntil).length;
    fromCarried = Math.min(early, balance.carried);
    const needed = days.length - fromCarried;
    if (needed > balance.vacation) return { status: "rejected" as const, missing: needed - balance.vacation };
  }
  if (kind !== "sick") {
    const { approved } = await approveLeave({ employee, days: days.length, conflicts });
    if (!approved) return { status: "rejected" as const, conflicts };
  }
  await bookLeave({ employee, days, fromCarried });
  return { status: "booked" as const, days: days.length, first: days[0], last: days.at(-1), fromCarried, left: balance.vacation + balance.carried - (kind === "vacation" ? days.length : 0) };
}`,
    scenarios: runs(
      [
        { employee: "e", from: "2023-12-27", to: "2024-01-03", kind: "vacation", substitute: "s" },
        {
          balanceOf: { result: { vacation: 3, carried: 2, carriedUntil: "2023-12-31" } },
          holidaysIn: ({ year }: { year: number }) => [`${year}-01-01`, `${year}-12-25`],
          absencesOf: {
            result: [
              { from: "2024-01-02", to: "2024-01-09" },
              { from: "2024-02-02", to: "2024-02-09" },
            ],
          },
          approveLeave: { result: { approved: true } },
          bookLeave: { result: null },
        },
      ],
      [
        { employee: "e", from: "2024-03-04", to: "2024-03-08", kind: "vacation" },
        { balanceOf: { result: { vacation: 3, carried: 0, carriedUntil: "2023-12-31" } }, holidaysIn: { result: [] } },
      ],
      [
        { employee: "e", from: "2024-03-02", to: "2024-03-03", kind: "sick" },
        { balanceOf: { result: { vacation: 3, carried: 0, carriedUntil: "2023-12-31" } }, holidaysIn: { result: [] } },
      ],
      [
        { employee: "e", from: "2024-03-04", to: "2024-03-05", kind: "sick" },
        {
          balanceOf: { result: { vacation: 3, carried: 0, carriedUntil: "2023-12-31" } },
          holidaysIn: { result: [] },
          bookLeave: { result: null },
        },
      ],
      [{ employee: "e", from: "2024-03-04", to: "2024-03-01", kind: "sick" }, {}],
      [
        { employee: "e", from: "2024-03-04", to: "2024-03-05", kind: "unpaid" },
        {
          balanceOf: { result: { vacation: 3, carried: 0, carriedUntil: "2023-12-31" } },
          holidaysIn: { result: [] },
          approveLeave: { result: { approved: false } },
        },
      ],
    ),
  },
  {
    name: "blue green deployment with canary steps and automatic rollback",
    before: `${declarations}interface Metrics { errorRate: number; p95: number; requests: number }
interface Release { service: string; version: string; regions: string[]; steps?: number[] }
const deployVersion = lambda<{ service: string; version: string; region: string }, { previous: string; taskSet: string }>("deployVersion", elsewhere);
const shiftTraffic = lambda<{ region: string; taskSet: string; percent: number }, void>("shiftTraffic", elsewhere);
const metricsOf = lambda<{ region: string; taskSet: string }, Metrics>("metricsOf", elsewhere);
const retire = lambda<{ region: string; version: string }, void>("retire", elsewhere);
const announceRelease = lambda<{ text: string; ok: boolean }, void>("announceRelease", elsewhere);
const approveRegion = human<{ service: string; region: string; report: string }, { proceed: boolean }>("approveRegion", { title: "Proceed?", form: { type: "object", properties: { proceed: { type: "boolean" } }, required: ["proceed"] } });
class Unhealthy extends WorkflowError { constructor(readonly region: string, readonly percent: number, readonly why: string) { super(\`\${region} at \${percent}%: \${why}\`); } }
const judge = ({ errorRate, p95, requests }: Metrics): "good" | "bad" | "unknown" => (requests < 100 ? "unknown" : errorRate > 0.01 || p95 > 800 ? "bad" : "good");`,
    body: `async ({ service, version, regions, steps = [5, 50, 100] }: Release) => {
  const deployed: { region: string; previous: string; taskSet: string; percent: number }[] = [];
  const timeline: string[] = [];
  try {
    for (const [index, region] of regions.entries()) {
      const { previous, taskSet } = await deployVersion({ service, version, region });
      const entry = { region, previous, taskSet, percent: 0 };
      deployed.push(entry);
      for (const percent of steps) {
        await shiftTraffic({ region, taskSet, percent });
        entry.percent = percent;
        let verdict: ReturnType<typeof judge> = "unknown";
        for (let check = 0; check < 3 && verdict === "unknown"; check++) {
          await sleep("5m");
          const metrics = await metricsOf({ region, taskSet });
          verdict = judge(metrics);
          timeline.push(\`\${region} \${percent}% \${verdict} (\${(metrics.errorRate * 100).toFixed(2)}%)\`);
        }
        if (verdict === "bad") throw new Unhealthy(region, percent, "errors");
        if (verdict === "unknown" && percent === 100) throw new Unhealthy(region, percent, "no traffic");
      }
      const isLast = index === regions.length - 1;
      if (!isLast && index === 0) {
        const { proceed } = await approveRegion({ service, region, report: timeline.join("\\n") }, { timeout: "12h" });
        if (!proceed) throw new Unhealthy(region, 100, "stopped by operator");
      }
    }
    for (const { region, previous } of deployed) await retire({ region, version: previous });
    await announceRelease({ text: \`\${service} \${version} is live in \${regions.join(", ")}\`, ok: true });
    return { status: "released", timeline, regions: deployed.map((d) => \`\${d.region}:\${d.percent}\`) };
  } catch (error) {
    const reason = error instanceof Unhealthy ? \`\${error.region} (\${error.why})\` : error instanceof Error ? error.message : "unknown";
    for (const { region, taskSet, percent } of deployed.reverse()) {
      if (percent > 0) await shiftTraffic({ region, taskSet, percent: 0 });
      await retire({ region, version });
    }
    await announceRelease({ text: \`\${service} \${version} rolled back: \${reason}\`, ok: false });
    return { status: "rolled back", reason, timeline, undone: deployed.map((d) => d.region) };
  }
}`,
    scenarios: runs(
      [
        { service: "s", version: "2", regions: ["eu", "us"], steps: [10, 100] },
        {
          deployVersion: ({ region }: { region: string }) => ({ previous: "1", taskSet: "ts-" + region }),
          shiftTraffic: { result: null },
          metricsOf: [
            { result: { errorRate: 0.5, p95: 1, requests: 2 } },
            { result: { errorRate: 0.001, p95: 1, requests: 200 } },
          ],
          approveRegion: { result: { proceed: true } },
          retire: { result: null },
          announceRelease: { result: null },
        },
      ],
      [
        { service: "s", version: "2", regions: ["eu", "us"] },
        {
          deployVersion: ({ region }: { region: string }) => ({ previous: "1", taskSet: "ts-" + region }),
          shiftTraffic: { result: null },
          metricsOf: [
            { result: { errorRate: 0.005, p95: 1, requests: 2000 } },
            { result: { errorRate: 0.001, p95: 900, requests: 200 } },
          ],
          retire: { result: null },
          announceRelease: { result: null },
        },
      ],
      [
        { service: "s", version: "2", regions: ["eu", "us"], steps: [100] },
        {
          deployVersion: ({ region }: { region: string }) => ({ previous: "1", taskSet: "ts-" + region }),
          shiftTraffic: { result: null },
          metricsOf: { result: { errorRate: 0.001, p95: 9, requests: 200 } },
          approveRegion: fails("States.Timeout", "late"),
          retire: { result: null },
          announceRelease: { result: null },
        },
      ],
      [
        { service: "s", version: "2", regions: ["eu"] },
        { deployVersion: fails("NoCapacity", "full"), announceRelease: { result: null } },
      ],
    ),
  },
];
