import type { Row } from "./row.js";
import { fails, item, runs } from "./stubs.js";

/** Workflows of clinics and schools, as they are first written down. */
export const clinicDrafts: readonly Row[] = [
  {
    name: "book appointments into slots with a waiting list",
    before: `interface Slot { id: string; start: string; doctor: string; takenBy?: string }
interface Request { patient: string; doctor?: string; earliest: string; urgency: 1 | 2 | 3; phone?: string | null }
interface Booking { patient: string; slot: string; at: string }
const overlaps = (a: Slot, b: Slot) => a.doctor === b.doctor && a.start === b.start;`,
    body: `async (input: { slots: Slot[]; requests: Request[] }) => {
  const slots = input.slots.filter((s, i, all) => all.findIndex((o) => overlaps(o, s)) === i);
  const requests = input.requests.slice().sort((a, b) => b.urgency - a.urgency || (a.earliest < b.earliest ? -1 : 1));
  const bookings: Booking[] = [];
  const waiting: Record<string, string[]> = {};
  for (const request of requests) {
    const slot = slots
      .filter((s) => !s.takenBy && s.start >= request.earliest)
      .filter((s) => !request.doctor || s.doctor === request.doctor)
      .sort((a, b) => a.start.localeCompare(b.start))[0];
    if (!slot) {
      const key = request.doctor ?? "any";
      if (!(key in waiting)) waiting[key] = [];
      waiting[key]!.push(request.patient);
      continue;
    }
    slot.takenBy = request.patient;
    const when = new Date(slot.start);
    bookings.push({ patient: request.patient, slot: slot.id, at: \`\${when.getUTCDate()}/\${when.getUTCMonth() + 1} \${when.toISOString().slice(11, 16)}\` });
    if (request.phone) await echo({ sms: request.phone.replace(/[^\\d+]/g, ""), text: \`See you on \${slot.start.split("T")[0]}\` });
  }
  const free = slots.filter(({ takenBy }) => takenBy === undefined).map(({ id }) => id);
  return { bookings, waiting, free };
}`,
    scenarios: runs(
      [
        {
          slots: [
            { id: "1", start: "2025-03-02T09:00:00Z", doctor: "h" },
            { id: "1b", start: "2025-03-02T09:00:00Z", doctor: "h" },
            { id: "2", start: "2025-03-01T10:30:00Z", doctor: "w" },
            { id: "3", start: "2025-03-05T10:30:00Z", doctor: "w" },
          ],
          requests: [
            { patient: "p1", earliest: "2025-03-01", urgency: 1, phone: "+44 (0)7 1-2" },
            { patient: "p2", earliest: "2025-03-01", urgency: 3, doctor: "w" },
            { patient: "p3", earliest: "2025-04-01", urgency: 2 },
            { patient: "p4", earliest: "2025-03-03", urgency: 2, doctor: "h", phone: null },
          ],
        },
      ],
      [{ slots: [], requests: [{ patient: "p1", earliest: "2025-03-01", urgency: 1 }] }],
    ),
  },
  {
    name: "read lab results and escalate what is critical",
    before: `type Flag = "low" | "normal" | "high" | "critical";
interface Range { low: number; high: number; critical?: { below?: number; above?: number }; unit: string }
const RANGES: Record<string, Range> = {
  glucose: { low: 3.9, high: 5.6, critical: { below: 2.5, above: 20 }, unit: "mmol/L" },
  potassium: { low: 3.5, high: 5.1, critical: { above: 6.5 }, unit: "mmol/L" },
  hb: { low: 120, high: 170, unit: "g/L" },
};
function classify(value: number, range: Range): Flag {
  const { low, high, critical } = range;
  if (critical?.below !== undefined && value < critical.below) return "critical";
  if (critical?.above !== undefined && value > critical.above) return "critical";
  return value < low ? "low" : value > high ? "high" : "normal";
}`,
    body: `async (input: { sample: string; lines: string[]; previous?: Record<string, number> }) => {
  const errors: string[] = [];
  const results: Record<string, { value: number; flag: Flag; trend?: string }> = {};
  for (const [lineNo, line] of input.lines.entries()) {
    const match = /^\\s*(\\w+)\\s*[:=]\\s*([<>]?)(\\d+(?:\\.\\d+)?)\\s*$/.exec(line);
    if (!match) {
      errors.push(\`line \${lineNo + 1}: "\${line.trim()}"\`);
      continue;
    }
    const [, rawName, , number] = match;
    const name = rawName!.toLowerCase();
    const range = RANGES[name];
    if (range === undefined) {
      errors.push(\`unknown analyte \${name}\`);
      continue;
    }
    const value = parseFloat(number!);
    const before = input.previous?.[name];
    results[name] = { value, flag: classify(value, range) };
    if (before !== undefined && before !== value) {
      results[name].trend = value > before ? "rising" : "falling";
    }
  }
  const critical = Object.entries(results).filter(([, r]) => r.flag === "critical");
  let acknowledged: string | null = null;
  if (critical.length > 0) {
    for (const ward of ["ward", "on-call", "chief"]) {
      const { approved, reason } = await review({ id: \`\${ward}-\${input.sample}\` });
      if (approved) {
        acknowledged = \`\${ward}: \${reason}\`;
        break;
      }
      await sleep("5m");
    }
    if (acknowledged === null) throw new Error(\`Nobody acknowledged \${critical.map(([n, { value }]) => \`\${n}=\${value}\`).join(" & ")}\`);
  }
  return { results, errors, acknowledged };
}`,
    scenarios: runs(
      [
        {
          sample: "s1",
          lines: ["Glucose: 21.5", " hb = 100", "potassium:<4.0", "???", "iron: 3"],
          previous: { glucose: 20, hb: 100 },
        },
      ],
      [
        { sample: "s1", lines: ["Potassium=7"] },
        {
          review: [
            { result: { approved: false, reason: "x" } },
            { result: { approved: false, reason: "y" } },
            { result: { approved: false, reason: "z" } },
          ],
        },
      ],
      [{ sample: "s", lines: [] }],
    ),
  },
  {
    name: "grade exams on a curve",
    before: `interface Exam { student: string; answers: Record<string, string>; bonus?: number }
const letter = (p: number) => (p >= 90 ? "A" : p >= 75 ? "B" : p >= 50 ? "C" : "F");
const mean = (xs: number[]) => (xs.length === 0 ? 0 : xs.reduce((a, b) => a + b, 0) / xs.length);
const median = (xs: number[]) => {
  const sorted = [...xs].sort((a, b) => a - b);
  const mid = sorted.length >> 1;
  return sorted.length % 2 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2;
};`.replace("sorted.length >> 1", "Math.floor(sorted.length / 2)"),
    body: `async (input: { key: Record<string, string>; exams: Exam[]; curve: boolean }) => {
  const questions = Object.keys(input.key);
  const misses: Record<string, number> = Object.fromEntries(questions.map((q) => [q, 0]));
  const scores = input.exams.map(({ student, answers, bonus = 0 }) => {
    let right = 0;
    questions.forEach((q) => {
      if (answers[q]?.trim().toUpperCase() === input.key[q]) right++;
      else misses[q]!++;
    });
    return { student, percent: Math.min(100, (right / questions.length) * 100 + bonus) };
  });
  const shift = input.curve ? Math.max(0, 70 - median(scores.map((s) => s.percent))) : 0;
  const graded = scores.map((s) => ({ ...s, percent: Math.min(100, Math.round(s.percent + shift)) }));
  const distribution = graded.reduce((acc, g) => {
    const l = letter(g.percent);
    acc[l] = (acc[l] ?? 0) + 1;
    return acc;
  }, {} as Record<string, number>);
  const failing = graded.filter((g) => letter(g.percent) === "F");
  await map(failing, { concurrency: 2 }, async (g) => echo({ student: g.student, percent: g.percent }));
  const hardest = Object.entries(misses).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0];
  const ranking = [...graded].sort((a, b) => b.percent - a.percent || a.student.localeCompare(b.student));
  return { distribution, hardest, mean: mean(graded.map((g) => g.percent)).toFixed(2), shift, podium: ranking.slice(0, 3).map((g, i) => \`\${["gold", "silver", "bronze"][i]}: \${g.student}\`) };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          key: { q1: "A", q2: "B", q3: "C" },
          curve: true,
          exams: [
            { student: "zoe", answers: { q1: "a", q2: "B", q3: "D" } },
            { student: "amy", answers: { q1: " A ", q2: "C" }, bonus: 5 },
            { student: "bob", answers: {} },
          ],
        },
      ],
      [{ key: { q1: "A" }, curve: false, exams: [{ student: "x", answers: { q1: "A" } }] }],
    ),
  },
  {
    name: "enrol pupils in courses with prerequisites",
    before: `type Course = { code: string; seats: number; requires: string[]; enrolled: string[] };
type Wish = { pupil: string; passed: string[]; wants: string[] };
class CourseFull extends WorkflowError {}
class MissingPrerequisite extends WorkflowError {}
function enrol(course: Course, wish: Wish) {
  const missing = course.requires.filter((c) => !wish.passed.includes(c));
  if (missing.length > 0) throw new MissingPrerequisite(\`\${course.code} needs \${missing.join(" and ")}\`);
  if (course.enrolled.length >= course.seats) throw new CourseFull(course.code);
  course.enrolled.push(wish.pupil);
}`,
    body: `async (input: { courses: Course[]; wishes: Wish[] }) => {
  const catalogue: Record<string, Course> = {};
  for (const course of input.courses) catalogue[course.code] = course;
  const outcome: Record<string, { got: string[]; failed: { code: string; why: string }[] }> = {};
  const waitlist = new Map<string, string[]>();
  for (const wish of input.wishes) {
    const entry = { got: [] as string[], failed: [] as { code: string; why: string }[] };
    outcome[wish.pupil] = entry;
    for (const code of wish.wants) {
      const course = catalogue[code];
      if (!course) {
        entry.failed.push({ code, why: "unknown" });
        continue;
      }
      try {
        enrol(course, wish);
        entry.got.push(code);
      } catch (err) {
        if (err instanceof CourseFull) {
          const list = waitlist.get(code) ?? [];
          list.push(wish.pupil);
          waitlist.set(code, list);
          entry.failed.push({ code, why: \`waiting as #\${list.length}\` });
        } else if (err instanceof MissingPrerequisite) {
          entry.failed.push({ code, why: err.message });
        } else {
          throw err;
        }
      }
    }
    if (entry.got.length === 0) await echo({ sorry: wish.pupil });
  }
  return { outcome, waitlist: Object.fromEntries(waitlist), fill: Object.values(catalogue).map((c) => \`\${c.code} \${c.enrolled.length}/\${c.seats}\`) };
}`,
    scenarios: runs(
      [
        {
          courses: [
            { code: "ma1", seats: 1, requires: [], enrolled: [] },
            { code: "ma2", seats: 2, requires: ["ma1", "en1"], enrolled: ["old"] },
          ],
          wishes: [
            { pupil: "a", passed: ["ma1"], wants: ["ma2", "ma1"] },
            { pupil: "b", passed: ["ma1", "en1"], wants: ["ma2", "ma1"] },
            { pupil: "c", passed: [], wants: ["ma1", "art"] },
          ],
        },
      ],
      [{ courses: [], wishes: [{ pupil: "a", passed: [], wants: [] }] }],
    ),
  },
  {
    name: "refill prescriptions with an approval that may expire",
    before: `interface Prescription { id: string; drug: string; refillsLeft: number; lastFilled?: string; interactions: string[] }
type Result =
  | { id: string; outcome: "filled"; receipt: string; remaining: number }
  | { id: string; outcome: "denied" | "expired"; reason: string };
const daysBetween = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000);
const isTooSoon = (p: Prescription, today: string) => p.lastFilled !== undefined && daysBetween(p.lastFilled, today) < 21;`,
    body: `async (input: { today: string; prescriptions: Prescription[] }) => {
  const taking = input.prescriptions.map((p) => p.drug);
  const results: Result[] = [];
  const fill = async (p: Prescription, override = false): Promise<Result> => {
    if (!override && isTooSoon(p, input.today)) {
      return { id: p.id, outcome: "denied", reason: \`filled \${daysBetween(p.lastFilled!, input.today)} days ago\` };
    }
    const { price } = await fetchItem(p.drug);
    const { receipt } = await charge({ id: p.id, amount: price });
    p.refillsLeft -= 1;
    p.lastFilled = input.today;
    return { id: p.id, outcome: "filled", receipt, remaining: p.refillsLeft };
  };
  for (const p of input.prescriptions) {
    const conflict = p.interactions.find((d) => taking.includes(d));
    if (p.refillsLeft > 0 && !conflict) {
      results.push(await fill(p));
      continue;
    }
    try {
      const answer = await review({ id: p.id });
      if (answer.approved) {
        p.refillsLeft = Math.max(p.refillsLeft, 1);
        results.push(await fill(p, true));
      } else {
        results.push({ id: p.id, outcome: "denied", reason: conflict ? \`\${p.drug} with \${conflict}: \${answer.reason}\` : answer.reason });
      }
    } catch (error) {
      if ((error as Error).name !== "States.Timeout") throw error;
      results.push({ id: p.id, outcome: "expired", reason: "no answer" });
    }
  }
  const filled = results.filter((r): r is Extract<Result, { outcome: "filled" }> => r.outcome === "filled");
  return { results, receipts: filled.map((f) => f.receipt), left: input.prescriptions.map((p) => [p.id, p.refillsLeft]) };
}`,
    scenarios: runs(
      [
        {
          today: "2025-02-01",
          prescriptions: [
            { id: "r1", drug: "aspirin", refillsLeft: 2, lastFilled: "2025-01-20", interactions: [] },
            { id: "r2", drug: "zinc", refillsLeft: 1, interactions: [] },
            { id: "r3", drug: "warfarin", refillsLeft: 3, interactions: ["aspirin"] },
            { id: "r44", drug: "iron", refillsLeft: 0, lastFilled: "2025-01-30", interactions: [] },
          ],
        },
      ],
      [
        { today: "2025-02-01", prescriptions: [{ id: "r3", drug: "warfarin", refillsLeft: 0, interactions: [] }] },
        { review: fails("States.Timeout", "late") },
      ],
      [
        { today: "2025-02-01", prescriptions: [{ id: "r3", drug: "warfarin", refillsLeft: 1, interactions: [] }] },
        { fetchItem: item("warfarin", 12), charge: fails("Declined", "card") },
      ],
    ),
  },
];
