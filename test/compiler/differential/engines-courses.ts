import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Places, waiting lists and reports. */
export const courseEngines: readonly Row[] = [
  {
    name: "course enrolment with waiting lists and prerequisites",
    before: `${declarations}interface Course { code: string; capacity: number; requires: string[]; slot: string }
interface Student { id: string; passed: string[]; wishes: string[]; credits: number }
const catalogue = lambda<{ term: string }, Course[]>("catalogue", elsewhere);
const students = lambda<{ term: string; page: number }, { students: Student[]; pages: number }>("students", elsewhere);
const confirmSeat = lambda<{ student: string; course: string }, { confirmed: boolean }>("confirmSeat", elsewhere);
const inform = lambda<{ student: string; enrolled: string[]; waiting: string[]; refused: Record<string, string> }, void>("informCourse", elsewhere);
interface Enrolment { enrolled: string[]; waiting: string[]; refused: Record<string, string> }`,
    concurrent: true,
    body: `async ({ term, perStudent = 2 }: { term: string; perStudent?: number }) => {
  const courses = new Map((await catalogue({ term })).map((course) => [course.code, { ...course, seats: course.capacity, queue: [] as string[] }]));
  const all: Student[] = [];
  let pages = 1;
  for (let page = 1; page <= pages; page++) {
    const result = await students({ term, page });
    pages = result.pages;
    all.push(...result.students);
  }
  all.sort((a, b) => b.credits - a.credits);
  const enrolments: Record<string, Enrolment> = {};
  for (const student of all) enrolments[student.id] = { enrolled: [], waiting: [], refused: {} };

  for (let rank = 0; rank < Math.max(0, ...all.map((s) => s.wishes.length)); rank++) {
    for (const { id, wishes, passed } of all) {
      const code = wishes[rank];
      if (code === undefined) continue;
      const enrolment = enrolments[id]!;
      const course = courses.get(code);
      if (!course) { enrolment.refused[code] = "unknown"; continue; }
      const missing = course.requires.filter((r) => !passed.includes(r));
      if (missing.length > 0) { enrolment.refused[code] = \`needs \${missing.join(" and ")}\`; continue; }
      if (enrolment.enrolled.length >= perStudent) { enrolment.refused[code] = "enough"; continue; }
      if (enrolment.enrolled.some((c) => courses.get(c)!.slot === course.slot)) { enrolment.refused[code] = "clash"; continue; }
      if (course.seats === 0) { course.queue.push(id); enrolment.waiting.push(code); continue; }
      course.seats -= 1;
      enrolment.enrolled.push(code);
    }
  }
  for (const course of courses.values()) {
    for (const [id, enrolment] of Object.entries(enrolments)) {
      if (!enrolment.enrolled.includes(course.code)) continue;
      const { confirmed } = await confirmSeat({ student: id, course: course.code });
      if (confirmed) continue;
      enrolment.enrolled = enrolment.enrolled.filter((c) => c !== course.code);
      enrolment.refused[course.code] = "not confirmed";
      const next = course.queue.shift();
      if (next) {
        enrolments[next]!.enrolled.push(course.code);
        enrolments[next]!.waiting = enrolments[next]!.waiting.filter((c) => c !== course.code);
      } else {
        course.seats += 1;
      }
    }
  }
  await Promise.all(Object.entries(enrolments).map(([student, enrolment]) => inform({ student, ...enrolment })));
  const utilisation = [...courses.values()].map((c) => \`\${c.code} \${c.capacity - c.seats}/\${c.capacity}\${c.queue.length ? \` +\${c.queue.length}\` : ""}\`);
  return { utilisation, students: all.length, unplaced: Object.keys(enrolments).filter((id) => enrolments[id]!.enrolled.length === 0) };
}`,
    scenarios: runs(
      [
        { term: "t" },
        {
          catalogue: {
            result: [
              { code: "A", capacity: 1, requires: [], slot: "mo" },
              { code: "B", capacity: 2, requires: ["X"], slot: "mo" },
              { code: "C", capacity: 1, requires: [], slot: "tu" },
            ],
          },
          students: ({ page }: { page: number }) =>
            page === 1
              ? {
                  students: [
                    { id: "s1", passed: ["X"], wishes: ["A", "B", "C"], credits: 1 },
                    { id: "s2", passed: [], wishes: ["B", "A"], credits: 5 },
                  ],
                  pages: 2,
                }
              : { students: [{ id: "s3", passed: [], wishes: ["Z", "A", "C"], credits: 9 }], pages: 2 },
          confirmSeat: ({ student, course }: { student: string; course: string }) => ({
            confirmed: !(student === "s1" && course === "A"),
          }),
          informCourse: { result: null },
        },
      ],
      [{ term: "t" }, { catalogue: { result: [] }, students: { result: { students: [], pages: 1 } } }],
    ),
  },
  {
    name: "monthly sales report with grouping and rankings",
    before: `${declarations}interface Sale { region: string; rep: string; product: string; amount: number; at: string }
const salesOf = lambda<{ region: string; month: string }, Sale[]>("salesOf", elsewhere);
const store = lambda<{ key: string; body: string }, { url: string }>("store", elsewhere);
const post = lambda<{ channel: string; text: string }, void>("postSales", elsewhere);
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const groupBy = <T, K extends string>(items: readonly T[], key: (item: T) => K): Record<K, T[]> =>
  items.reduce((groups, item) => {
    (groups[key(item)] ??= []).push(item);
    return groups;
  }, {} as Record<K, T[]>);
const money = (n: number) => n.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const pad = (s: string, n: number) => s.slice(0, n).padEnd(n);`,
    concurrent: true,
    body: `async ({ month, regions, top = 3 }: { month: string; regions: string[]; top?: number }) => {
  const pages = await Promise.all(regions.map((region) => salesOf({ region, month })));
  const sales = pages.flat();
  if (sales.length === 0) return { month, empty: true };
  const byRep = groupBy(sales, (s) => s.rep);
  const ranking = Object.entries(byRep)
    .map(([rep, list]) => ({ rep, total: sum(list.map((s) => s.amount)), deals: list.length, best: Math.max(...list.map((s) => s.amount)) }))
    .sort((a, b) => b.total - a.total || a.rep.localeCompare(b.rep));
  const byRegion = new Map<string, { total: number; products: Map<string, number> }>();
  for (const { region, product, amount } of sales) {
    let entry = byRegion.get(region);
    if (!entry) {
      entry = { total: 0, products: new Map() };
      byRegion.set(region, entry);
    }
    entry.total += amount;
    entry.products.set(product, (entry.products.get(product) ?? 0) + amount);
  }
  const lines: string[] = [\`# Sales \${month}\`, ""];
  for (const { rep, total, deals } of ranking.slice(0, top)) {
    lines.push(\`\${pad(rep, 8)} | \${money(total).padStart(12)} | \${deals} deal\${deals === 1 ? "" : "s"}\`);
  }
  for (const [region, { total, products }] of byRegion) {
    const [bestProduct, bestAmount] = [...products].reduce((a, b) => (b[1] > a[1] ? b : a));
    lines.push(\`\${region}: \${money(total)}, mostly \${bestProduct} (\${Math.round((bestAmount / total) * 100)}%)\`);
  }
  const weekly = Array.from({ length: 5 }, (_, week) => sum(sales.filter((s) => Math.floor((Number(s.at.slice(8, 10)) - 1) / 7) === week).map((s) => s.amount)));
  const { url } = await store({ key: \`reports/\${month}.md\`, body: lines.join("\\n") });
  const champion = ranking[0]!;
  await post({ channel: "#sales", text: \`\${champion.rep} leads with \${money(champion.total)} - \${url}\` });
  return { month, url, weekly, medal: ranking.slice(0, 3).map((r, i) => \`\${["gold", "silver", "bronze"][i]}: \${r.rep}\`), lines };
}`,
    scenarios: runs(
      [
        { month: "2024-03", regions: ["N", "S"] },
        {
          salesOf: ({ region }: { region: string }) =>
            region === "N"
              ? [
                  { region: "N", rep: "Ann", product: "p", amount: 1200.5, at: "2024-03-01" },
                  { region: "N", rep: "Bob", product: "q", amount: 99, at: "2024-03-08" },
                  { region: "N", rep: "Ann", product: "q", amount: 1, at: "2024-03-31" },
                ]
              : [{ region: "S", rep: "Cornelius", product: "p", amount: 1000000, at: "2024-03-15" }],
          store: { result: { url: "u" } },
          postSales: { result: null },
        },
      ],
      [{ month: "2024-03", regions: ["N"], top: 1 }, { salesOf: { result: [] } }],
    ),
  },
];
