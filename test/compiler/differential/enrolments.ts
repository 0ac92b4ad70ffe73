import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Whole workflows that keep books, as their authors write them. */
export const enrolments: readonly Row[] = [
  {
    name: "course enrolment with waiting list",
    before: `interface Course { id: string; capacity: number; prerequisites?: string[]; schedule: { day: "mon" | "tue" | "wed" | "thu" | "fri"; from: number; to: number }[] }
interface Student { id: string; passed: string[]; wishes: string[]; maxCourses?: number; priority?: boolean }
const overlaps = (a: Course, b: Course) => a.schedule.some((x) => b.schedule.some((y) => x.day === y.day && x.from < y.to && y.from < x.to));
type Rejection = "full" | "prerequisite" | "clash" | "limit" | "unknown";`,
    body: `async ({ courses, students }: { courses: Course[]; students: Student[] }) => {
  const byId = new Map(courses.map((c) => [c.id, c]));
  const enrolled: Record<string, string[]> = Object.fromEntries(courses.map((c) => [c.id, []]));
  const waiting: Record<string, string[]> = {};
  const rejections: { student: string; course: string; reason: Rejection }[] = [];
  const taken = new Map<string, string[]>();
  const ordered = [...students].sort((a, b) => Number(b.priority ?? false) - Number(a.priority ?? false) || a.id.length - b.id.length);
  for (let round = 0; ; round++) {
    let active = false;
    for (const s of ordered) {
      const wish = s.wishes[round];
      if (wish === undefined) continue;
      active = true;
      const course = byId.get(wish);
      const mine = taken.get(s.id) ?? [];
      const reason = ((): Rejection | null => {
        if (!course) return "unknown";
        if (mine.length >= (s.maxCourses ?? 2)) return "limit";
        if (!(course.prerequisites ?? []).every((p) => s.passed.includes(p))) return "prerequisite";
        if (mine.some((id) => overlaps(byId.get(id)!, course))) return "clash";
        if (enrolled[wish]!.length >= course.capacity) return "full";
        return null;
      })();
      if (reason === "full") {
        (waiting[wish] ??= []).push(s.id);
        continue;
      }
      if (reason !== null) {
        rejections.push({ student: s.id, course: wish, reason });
        continue;
      }
      enrolled[wish]!.push(s.id);
      taken.set(s.id, [...mine, wish]);
    }
    if (!active) break;
  }
  for (const [course, ids] of Object.entries(waiting)) {
    const [first, ...rest] = ids;
    if (first !== undefined) await echo({ course, next: first, behind: rest.length });
  }
  return { enrolled, waiting, rejections, free: courses.filter((c) => enrolled[c.id]!.length < c.capacity).map((c) => c.id) };
}`,
    scenarios: runs(
      [
        {
          courses: [
            { id: "m", capacity: 1, schedule: [{ day: "mon", from: 8, to: 10 }] },
            { id: "p", capacity: 2, prerequisites: ["x"], schedule: [{ day: "mon", from: 9, to: 11 }] },
            { id: "q", capacity: 5, schedule: [{ day: "fri", from: 9, to: 11 }] },
          ],
          students: [
            { id: "s10", passed: [], wishes: ["m", "q", "zz"] },
            { id: "s2", passed: ["x"], wishes: ["m", "p", "q"], priority: true },
            { id: "s3", passed: ["x"], wishes: ["p", "m"], maxCourses: 1 },
          ],
        },
      ],
      [{ courses: [], students: [] }],
    ),
  },
  {
    name: "token bucket rate limiter replay",
    before: `interface Request { at: number; client: string; cost?: number }
class Bucket extends WorkflowError {}
const limits = { free: { capacity: 3, perSecond: 1 }, pro: { capacity: 10, perSecond: 5 } } satisfies Record<string, { capacity: number; perSecond: number }>;
type Plan = keyof typeof limits;`,
    body: `async ({ requests, plans }: { requests: Request[]; plans: Record<string, Plan> }) => {
  const buckets: Record<string, { tokens: number; last: number }> = {};
  const rejected: number[] = [];
  const longest = { wait: 0, client: "" };
  requests.forEach(({ at, client, cost = 1 }, i) => {
    const { capacity, perSecond } = limits[plans[client] ?? "free"];
    const bucket = (buckets[client] ??= { tokens: capacity, last: at });
    bucket.tokens = Math.min(capacity, bucket.tokens + ((at - bucket.last) / 1000) * perSecond);
    bucket.last = at;
    if (bucket.tokens >= cost) {
      bucket.tokens -= cost;
      return;
    }
    rejected.push(i);
    const wait = Math.ceil(((cost - bucket.tokens) / perSecond) * 1000);
    if (wait > longest.wait) Object.assign(longest, { wait, client });
  });
  const worst = Object.entries(rejected.map((i) => requests[i]!.client).reduce<Record<string, number>>((n, c) => ({ ...n, [c]: (n[c] ?? 0) + 1 }), {})).sort((a, b) => b[1] - a[1]);
  const [top] = worst;
  if (top && top[1] > 1) {
    const [client, times] = top;
    await echo(\`\${client} was limited \${times} times\`);
  }
  return { rejected, longest, left: Object.entries(buckets).map(([client, { tokens }]) => \`\${client}=\${tokens.toFixed(1)}\`).sort() };
}`,
    scenarios: runs(
      [
        {
          plans: { b: "pro" },
          requests: [
            { at: 0, client: "a" },
            { at: 0, client: "a" },
            { at: 100, client: "a", cost: 2 },
            { at: 1100, client: "a" },
            { at: 1200, client: "b", cost: 11 },
            { at: 1300, client: "a", cost: 3 },
          ],
        },
      ],
      [{ plans: {}, requests: [] }],
    ),
  },
  {
    name: "document merge with conflicts",
    before: `type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
interface Edit { path: string; op: "set" | "remove" | "increment"; value?: string | number; author: string; rev: number }
interface Doc { title: string; fields: Record<string, string | number>; tags: string[]; rev: number }`,
    body: `async ({ doc, edits }: { doc: Doc; edits: Edit[] }) => {
  const result = structuredClone(doc);
  const conflicts: Array<{ path: string; authors: string[] }> = [];
  const lastWriter = new Map<string, string>();
  const sorted = edits.toSorted((a, b) => a.rev - b.rev);
  for (const edit of sorted) {
    if (edit.rev <= doc.rev) continue;
    const previous = lastWriter.get(edit.path);
    if (previous && previous !== edit.author && edit.op !== "increment") {
      const known = conflicts.find((c) => c.path === edit.path);
      if (known) {
        if (!known.authors.includes(edit.author)) known.authors.push(edit.author);
      } else {
        conflicts.push({ path: edit.path, authors: [previous, edit.author] });
      }
    }
    lastWriter.set(edit.path, edit.author);
    const [head, key = ""] = edit.path.split(".");
    switch (true) {
      case head === "title" && edit.op === "set":
        result.title = String(edit.value ?? "");
        break;
      case head === "tags" && edit.op === "set":
        if (!result.tags.includes(String(edit.value))) result.tags.push(String(edit.value));
        break;
      case head === "tags":
        result.tags = result.tags.filter((t) => t !== key);
        break;
      case head === "fields" && edit.op === "remove":
        delete result.fields[key];
        break;
      case head === "fields" && edit.op === "increment": {
        const current = result.fields[key];
        result.fields[key] = (typeof current === "number" ? current : 0) + Number(edit.value ?? 1);
        break;
      }
      case head === "fields":
        result.fields[key] = edit.value ?? "";
        break;
      default:
        throw new Declined(\`cannot \${edit.op} \${edit.path}\`);
    }
    result.rev = edit.rev;
  }
  if (conflicts.length) {
    const { approved } = await review({ id: conflicts.map((c) => \`\${c.path}:\${c.authors.join("/")}\`).join(";") });
    if (!approved) return { doc, conflicts, merged: false };
  }
  return { doc: result, conflicts, merged: true, changed: result.rev !== doc.rev };
}`,
    scenarios: runs(
      [
        {
          doc: { title: "t", fields: { n: 1, old: "x" }, tags: ["a"], rev: 3 },
          edits: [
            { path: "title", op: "set", value: "new", author: "ann", rev: 5 },
            { path: "fields.n", op: "increment", value: 4, author: "bo", rev: 4 },
            { path: "fields.old", op: "remove", author: "bo", rev: 6 },
            { path: "tags", op: "set", value: "b", author: "bo", rev: 7 },
            { path: "tags.a", op: "remove", author: "bo", rev: 8 },
            { path: "title", op: "set", value: "q", author: "bo", rev: 9 },
            { path: "title", op: "set", value: "z", author: "cy", rev: 10 },
            { path: "fields.k", op: "set", value: 2, author: "cy", rev: 2 },
          ],
        },
      ],
      [{ doc: { title: "t", fields: {}, tags: [], rev: 0 }, edits: [{ path: "x", op: "set", author: "a", rev: 1 }] }],
      [{ doc: { title: "t", fields: {}, tags: [], rev: 0 }, edits: [] }],
    ),
  },
];
