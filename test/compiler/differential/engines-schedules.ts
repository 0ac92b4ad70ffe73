import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows over days and rounds. */
export const scheduleEngines: readonly Row[] = [
  {
    name: "onboarding drip that follows what the user does",
    before: `${declarations}interface User { id: string; email: string; locale: "en" | "de"; signedUpAt: string; plan?: string }
interface Activity { lastSeen: string | null; projects: number; invited: number; unsubscribed?: boolean }
interface Step { after: number; template: string; skipIf?: (a: Activity) => boolean }
const activityOf = lambda<string, Activity>("activityOf", elsewhere);
const sendTemplate = lambda<{ to: string; template: string; locale: string; vars: Record<string, string | number> }, { messageId: string }>("sendTemplate", elsewhere);
const STEPS: readonly Step[] = [
  { after: 0, template: "welcome" },
  { after: 1, template: "first-project", skipIf: (a) => a.projects > 0 },
  { after: 3, template: "invite-team", skipIf: (a) => a.invited > 0 || a.projects === 0 },
  { after: 7, template: "upgrade" },
];
const addDays = (iso: string, days: number) => {
  const date = new Date(iso);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString();
};`,
    body: `async (user: User) => {
  const sent: { template: string; messageId: string; at: string }[] = [];
  const skipped: string[] = [];
  let outcome: "completed" | "unsubscribed" | "converted" = "completed";
  for (const step of STEPS) {
    const at = addDays(user.signedUpAt, step.after);
    if (step.after > 0) await sleepUntil(at);
    const activity = await activityOf(user.id);
    if (activity.unsubscribed) {
      outcome = "unsubscribed";
      break;
    }
    if (user.plan === undefined && activity.projects >= 10) {
      outcome = "converted";
      break;
    }
    if (step.skipIf?.(activity)) {
      skipped.push(step.template);
      continue;
    }
    const idle = activity.lastSeen === null ? -1 : Math.floor((Date.parse(at) - Date.parse(activity.lastSeen)) / 86_400_000);
    const template = idle > 5 ? \`\${step.template}-win-back\` : step.template;
    try {
      const { messageId } = await sendTemplate({ to: user.email, template, locale: user.locale, vars: { day: step.after, ...(idle >= 0 ? { idle } : {}) } });
      sent.push({ template, messageId, at });
    } catch (error) {
      if (error instanceof Error && error.name === "HardBounce") {
        outcome = "unsubscribed";
        break;
      }
      skipped.push(\`\${step.template} (\${error instanceof Error ? error.name : "?"})\`);
    }
  }
  return { user: user.id, outcome, sent, skipped, last: sent.at(-1)?.template ?? null };
}`,
    scenarios: runs(
      [
        { id: "u", email: "u@x", locale: "de", signedUpAt: "2024-02-27T10:00:00.000Z" },
        {
          activityOf: [
            { result: { lastSeen: null, projects: 0, invited: 0 } },
            { result: { lastSeen: "2024-02-28T00:00:00Z", projects: 2, invited: 0 } },
            { result: { lastSeen: "2024-02-20T00:00:00Z", projects: 2, invited: 0 } },
            { result: { lastSeen: "2024-03-04T00:00:00Z", projects: 2, invited: 2 } },
          ],
          sendTemplate: [{ result: { messageId: "m1" } }, fails("SoftBounce"), { result: { messageId: "m3" } }],
        },
      ],
      [
        { id: "u", email: "u@x", locale: "en", signedUpAt: "2024-02-27T10:00:00.000Z" },
        {
          activityOf: { result: { lastSeen: null, projects: 0, invited: 0 } },
          sendTemplate: [{ result: { messageId: "m1" } }, fails("HardBounce")],
        },
      ],
      [
        { id: "u", email: "u@x", locale: "en", signedUpAt: "2024-02-27T10:00:00.000Z" },
        {
          activityOf: [
            { result: { lastSeen: null, projects: 0, invited: 0 } },
            { result: { lastSeen: null, projects: 10, invited: 0 } },
          ],
          sendTemplate: { result: { messageId: "m1" } },
        },
      ],
      [
        { id: "u", email: "u@x", locale: "en", signedUpAt: "2024-02-27T10:00:00.000Z", plan: "pro" },
        { activityOf: { result: { lastSeen: null, projects: 10, invited: 0, unsubscribed: true } } },
      ],
    ),
  },
  {
    name: "shifts planned over dates, with holidays and weekends",
    before: `${declarations}interface Employee { name: string; maxShifts: number; off: string[]; skills: string[] }
interface PlanRequest { from: string; days: number; holidays: string[]; employees: Employee[]; needs: { skill: string; weekend: boolean }[] }
const DAY = 24 * 60 * 60 * 1000;
const publish = lambda<{ week: string; shifts: { date: string; skill: string; who: string }[] }, void>("publish", elsewhere);
const isWeekend = (date: Date) => [0, 6].includes(date.getUTCDay());
const isoWeek = (date: Date) => {
  const thursday = new Date(date.getTime());
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const yearStart = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((thursday.getTime() - yearStart) / DAY + 1) / 7);
  return \`\${thursday.getUTCFullYear()}-W\${String(week).padStart(2, "0")}\`;
};`,
    body: `async ({ from, days, holidays, employees, needs }: PlanRequest) => {
  const load = new Map<string, number>(employees.map((e) => [e.name, 0]));
  const shifts: { date: string; skill: string; who: string }[] = [];
  const gaps: string[] = [];
  const start = new Date(\`\${from}T00:00:00Z\`);
  let previous = new Set<string>();
  for (let offset = 0; offset < days; offset++) {
    const date = new Date(start.getTime() + offset * DAY);
    const iso = date.toISOString().slice(0, 10);
    if (holidays.includes(iso)) {
      previous = new Set();
      continue;
    }
    const today = new Set<string>();
    for (const need of needs) {
      if (isWeekend(date) && !need.weekend) continue;
      const candidates = employees
        .filter((e) => e.skills.includes(need.skill) && !e.off.includes(iso) && !today.has(e.name) && !(isWeekend(date) && previous.has(e.name)))
        .filter((e) => load.get(e.name)! < e.maxShifts)
        .sort((a, b) => load.get(a.name)! - load.get(b.name)! || a.name.localeCompare(b.name));
      const [chosen] = candidates;
      if (!chosen) {
        gaps.push(\`\${iso} \${need.skill}\`);
        continue;
      }
      today.add(chosen.name);
      load.set(chosen.name, load.get(chosen.name)! + 1);
      shifts.push({ date: iso, skill: need.skill, who: chosen.name });
    }
    previous = today;
  }
  const weeks = new Map<string, typeof shifts>();
  for (const shift of shifts) {
    const week = isoWeek(new Date(shift.date));
    weeks.set(week, [...(weeks.get(week) ?? []), shift]);
  }
  for (const [week, list] of weeks) {
    await publish({ week, shifts: list });
  }
  return { gaps, load: Object.fromEntries(load), weeks: [...weeks.keys()], shifts: shifts.length };
}`,
    scenarios: runs(
      [
        {
          from: "2023-12-29",
          days: 6,
          holidays: ["2024-01-01"],
          needs: [
            { skill: "till", weekend: true },
            { skill: "desk", weekend: false },
          ],
          employees: [
            { name: "Bo", maxShifts: 2, off: ["2023-12-29"], skills: ["till", "desk"] },
            { name: "Al", maxShifts: 4, off: [], skills: ["till"] },
            { name: "Cy", maxShifts: 9, off: [], skills: ["desk"] },
          ],
        },
        { publish: { result: null } },
      ],
      [{ from: "2024-02-28", days: 0, holidays: [], needs: [], employees: [] }, {}],
      [{ from: "2024-02-28", days: 2, holidays: [], needs: [{ skill: "x", weekend: true }], employees: [] }, {}],
    ),
  },
  {
    name: "chess clock tournament with pairings round by round",
    before: `${declarations}interface Player { name: string; rating: number }
interface Standing { name: string; rating: number; points: number; opponents: string[]; byes: number }
const playGame = lambda<{ round: number; white: string; black: string }, { result: "1-0" | "0-1" | "1/2" }>("playGame", elsewhere);
const publishRound = lambda<{ round: number; table: string[] }, void>("publishRound", elsewhere);
const expected = (a: number, b: number) => 1 / (1 + 10 ** ((b - a) / 400));
const POINTS = { "1-0": [1, 0], "0-1": [0, 1], "1/2": [0.5, 0.5] } as const;`,
    concurrent: true,
    body: `async ({ players, rounds }: { players: Player[]; rounds: number }) => {
  const standings: Standing[] = players.map((p) => ({ ...p, points: 0, opponents: [], byes: 0 }));
  const byRank = (a: Standing, b: Standing) => b.points - a.points || b.rating - a.rating || a.name.localeCompare(b.name);
  const history: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const waiting = [...standings].sort(byRank).map((s) => s.name);
    const pairs: [string, string][] = [];
    if (waiting.length % 2 === 1) {
      const last = [...waiting].reverse().find((name) => standings.find((s) => s.name === name)!.byes === 0) ?? waiting.at(-1)!;
      waiting.splice(waiting.indexOf(last), 1);
      const standing = standings.find((s) => s.name === last)!;
      standing.points += 1;
      standing.byes += 1;
    }
    while (waiting.length > 0) {
      const white = waiting.shift()!;
      const opponents = standings.find((s) => s.name === white)!.opponents;
      const index = Math.max(0, waiting.findIndex((name) => !opponents.includes(name)));
      const [black] = waiting.splice(index, 1);
      pairs.push(round % 2 === 0 ? [black!, white] : [white, black!]);
    }
    const games = await Promise.all(pairs.map(async ([white, black]) => ({ white, black, ...(await playGame({ round, white, black })) })));
    for (const { white, black, result } of games) {
      const w = standings.find((s) => s.name === white)!;
      const b = standings.find((s) => s.name === black)!;
      const [forWhite, forBlack] = POINTS[result];
      const change = Math.round(20 * (forWhite - expected(w.rating, b.rating)));
      w.points += forWhite;
      w.rating += change;
      w.opponents.push(black);
      b.points += forBlack;
      b.rating -= change;
      b.opponents.push(white);
      history.push(\`\${round}. \${white}-\${black} \${result}\`);
    }
    standings.sort(byRank);
    await publishRound({ round, table: standings.map((s, i) => \`\${i + 1}. \${s.name} \${s.points}\`) });
  }
  const [winner] = standings;
  return { winner: winner?.name ?? null, standings, history };
}`,
    scenarios: runs(
      [
        {
          players: [
            { name: "A", rating: 2000 },
            { name: "B", rating: 1900 },
            { name: "C", rating: 1800 },
            { name: "D", rating: 1700 },
            { name: "E", rating: 1600 },
          ],
          rounds: 3,
        },
        {
          playGame: ({ white, black, round }: { white: string; black: string; round: number }) => ({
            result: (["1-0", "0-1", "1/2"] as const)[(white.charCodeAt(0) + black.charCodeAt(0) * 2 + round) % 3],
          }),
          publishRound: { result: null },
        },
      ],
      [{ players: [], rounds: 1 }, { publishRound: { result: null } }],
      [{ players: [{ name: "A", rating: 2000 }], rounds: 2 }, { publishRound: { result: null } }],
    ),
  },
];
