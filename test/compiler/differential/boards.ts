import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows about lists that people look at: boards, queues, timetables, reports. */
export const boards: readonly Row[] = [
  {
    name: "kanban wip",
    before: `type Column = "todo" | "doing" | "review" | "done";
type Command = { op: "move"; card: string; to: Column } | { op: "add"; card: string } | { op: "block"; card: string; reason?: string } | { op: "undo" };
interface Board { columns: Record<Column, string[]>; blocked: Record<string, string>; }
const LIMIT: Partial<Record<Column, number>> = { doing: 2, review: 1 };
const ORDER: readonly Column[] = ["todo", "doing", "review", "done"];
class Rejected extends WorkflowError {
  constructor(readonly command: Command["op"], readonly why: string) {
    super(\`\${command}: \${why}\`);
  }
}
const find = (b: Board, card: string): Column | undefined => ORDER.find((c) => b.columns[c].includes(card));
function apply(b: Board, c: Exclude<Command, { op: "undo" }>): Board {
  const where = find(b, c.card);
  switch (c.op) {
    case "add":
      if (where) throw new Rejected("add", \`\${c.card} exists in \${where}\`);
      return { ...b, columns: { ...b.columns, todo: [...b.columns.todo, c.card] } };
    case "block": {
      if (!where) throw new Rejected("block", "unknown card");
      const { [c.card]: previous, ...others } = b.blocked;
      return { ...b, blocked: previous === undefined ? { ...others, [c.card]: c.reason ?? "?" } : others };
    }
    case "move": {
      if (!where) throw new Rejected("move", "unknown card");
      if (c.card in b.blocked) throw new Rejected("move", \`blocked by \${b.blocked[c.card]}\`);
      const limit = LIMIT[c.to];
      if (limit !== undefined && b.columns[c.to].length >= limit) throw new Rejected("move", \`\${c.to} is full\`);
      return { ...b, columns: { ...b.columns, [where]: b.columns[where].filter((x) => x !== c.card), [c.to]: [...b.columns[c.to], c.card] } };
    }
  }
}`,
    body: `async (commands: Command[]) => {
  let board: Board = { columns: { todo: [], doing: [], review: [], done: [] }, blocked: {} };
  const past: Board[] = [];
  const errors: string[] = [];
  for (const command of commands) {
    if (command.op === "undo") {
      board = past.pop() ?? board;
      continue;
    }
    try {
      const next = apply(board, command);
      past.push(board);
      board = next;
    } catch (e) {
      if (e instanceof Rejected && e.command !== "add") errors.push(\`\${e.name} \${e.why}\`);
      else throw e;
    }
  }
  const finished = await Promise.all(board.columns.done.map((card) => echo(card)));
  return { board, errors, finished, depth: past.length };
}`,
    scenarios: runs(
      [
        [
          { op: "add", card: "a" },
          { op: "add", card: "b" },
          { op: "add", card: "c" },
          { op: "move", card: "a", to: "doing" },
          { op: "move", card: "b", to: "doing" },
          { op: "move", card: "c", to: "doing" },
          { op: "block", card: "a", reason: "x" },
          { op: "move", card: "a", to: "done" },
          { op: "block", card: "a" },
          { op: "move", card: "a", to: "done" },
          { op: "block", card: "zz" },
          { op: "undo" },
          { op: "undo" },
        ],
      ],
      [[{ op: "undo" }]],
      [
        [
          { op: "add", card: "a" },
          { op: "add", card: "a" },
        ],
      ],
      [
        [
          { op: "add", card: "a" },
          { op: "move", card: "a", to: "done" },
        ],
      ],
    ),
  },
  {
    name: "moderation queue",
    before: `type Content = { kind: "text"; body: string } | { kind: "image"; alt?: string; scores: Record<string, number> } | { kind: "link"; href: string };
interface Post { id: string; author: { id: string; strikes?: number }; parts: Content[] }
type Verdict = "allow" | "flag" | "remove";
const severity: Record<Verdict, number> = { allow: 0, flag: 1, remove: 2 };
const worst = (...vs: Verdict[]): Verdict => vs.reduce<Verdict>((a, b) => (severity[b] > severity[a] ? b : a), "allow");
const banned = [(s: string) => /\\bspam\\b/i.test(s), (s: string) => /free\\s+money/i.test(s)];
const judge = (c: Content): Verdict => {
  if (c.kind === "text") {
    if (banned.some((bans) => bans(c.body))) return "remove";
    const letters = c.body.replace(/[^A-Za-z]/g, "");
    return letters.length > 5 && letters === letters.toUpperCase() ? "flag" : "allow";
  }
  if (c.kind === "image") {
    const max = Math.max(0, ...Object.values(c.scores));
    return max > 0.9 ? "remove" : max > 0.6 ? "flag" : "allow";
  }
  const host = c.href.match(/^https?:\\/\\/([^/:]+)/)?.[1];
  return host === undefined || host.endsWith(".zip") ? "flag" : "allow";
};`,
    body: `async (posts: Post[]) => {
  const strikes: Record<string, number> = {};
  const out: [string, Verdict, string?][] = [];
  for (const { id, author, parts } of posts) {
    strikes[author.id] ??= author.strikes ?? 0;
    let verdict = worst(...parts.map(judge));
    let by: string | undefined;
    if (verdict === "flag") {
      try {
        const { approved, reason } = await review({ id });
        verdict = approved ? "allow" : "remove";
        by = reason;
      } catch {
        by = "timeout";
      }
    }
    if (verdict === "remove") {
      strikes[author.id]!++;
      if (strikes[author.id] === 3) await release(author.id);
    }
    out.push(by === undefined ? [id, verdict] : [id, verdict, by]);
  }
  const { allow = [], flag = [], remove = [] } = out.reduce<Partial<Record<Verdict, string[]>>>((g, [id, v]) => ({ ...g, [v]: [...(g[v] ?? []), id] }), {});
  return { allow, flag, remove, strikes: Object.entries(strikes).filter(([, n]) => n > 0), reviewed: out.filter(([, , by]) => by).length };
}`,
    scenarios: runs(
      [
        [
          { id: "p1", author: { id: "a" }, parts: [{ kind: "text", body: "This is SPAM!" }] },
          { id: "p2", author: { id: "a", strikes: 5 }, parts: [{ kind: "image", scores: { gore: 0.7 } }] },
          { id: "p33", author: { id: "b", strikes: 2 }, parts: [{ kind: "link", href: "ftp://x" }] },
          { id: "p4", author: { id: "c" }, parts: [] },
          {
            id: "p5",
            author: { id: "c" },
            parts: [
              { kind: "text", body: "LOUD WORDS" },
              { kind: "image", scores: {} },
              { kind: "link", href: "https://evil.zip/x" },
            ],
          },
        ],
      ],
      [[]],
      [
        [{ id: "p5", author: { id: "c" }, parts: [{ kind: "text", body: "HELLO THERE" }] }],
        { review: fails("States.Timeout", "late") },
      ],
    ),
  },
  {
    name: "markdown report",
    before: `type Cell = string | number | boolean | null | undefined;
interface Table { title: string; head: string[]; rows: Cell[][]; align?: ("l" | "r")[] }
const text = (c: Cell): string => {
  if (c == null) return "—";
  if (typeof c === "number") return Number.isInteger(c) ? c.toString() : c.toFixed(2);
  if (typeof c === "boolean") return c ? "✓" : "✗";
  return c.replace(/\\|/g, "\\\\|");
};
const widths = (t: Table) => t.head.map((h, i) => Math.max(h.length, ...t.rows.map((r) => text(r[i]).length)));
const pad = (s: string, n: number, align: "l" | "r" = "l") => (align === "r" ? s.padStart(n) : s.padEnd(n));
const render = (t: Table) => {
  const w = widths(t);
  const line = (cells: string[]) => \`| \${cells.map((c, i) => pad(c, w[i]!, t.align?.[i])).join(" | ")} |\`;
  const rule = \`|\${w.map((n, i) => (t.align?.[i] === "r" ? \`\${"-".repeat(n + 1)}:\` : "-".repeat(n + 2))).join("|")}|\`;
  return [\`## \${t.title}\`, "", line(t.head), rule, ...t.rows.map((r) => line(t.head.map((_, i) => text(r[i]))))].join("\\n");
};`,
    body: `async ({ tables, footnotes }: { tables: Table[]; footnotes?: Record<string, string> }) => {
  const parts: string[] = [];
  for (const t of tables) {
    parts.push(render(t));
    const numeric = t.rows.map((r) => r.filter((c): c is number => typeof c === "number"));
    const totals = numeric.map((ns) => ns.reduce((a, b) => a + b, 0));
    const biggest = totals.indexOf(Math.max(...totals, 0));
    if (biggest !== -1) parts.push(\`_row \${biggest + 1} is largest_\`);
    await echo(parts.at(-1)!.length);
  }
  for (const key in footnotes) parts.push(\`[^\${key}]: \${footnotes[key]}\`);
  return parts.join("\\n\\n");
}`,
    scenarios: runs(
      [
        {
          tables: [
            {
              title: "T",
              head: ["name", "n"],
              rows: [["a|b", 1.005], ["longer name", 12], [null, true], ["x"]],
              align: ["l", "r"],
            },
          ],
          footnotes: { b: "2", a: "1" },
        },
      ],
      [{ tables: [{ title: "", head: [], rows: [] }] }],
      [{ tables: [] }],
    ),
  },
  {
    name: "energy tariff",
    before: `const TARIFFS = {
  day: { rate: 0.32, hours: [7, 8, 9, 10, 11, 12, 13, 14, 15, 16] },
  peak: { rate: 0.48, hours: [17, 18, 19, 20] },
  night: { rate: 0.18, hours: [21, 22, 23, 0, 1, 2, 3, 4, 5, 6] },
} as const;
type Tariff = keyof typeof TARIFFS;
const names = Object.keys(TARIFFS) as Tariff[];
const tariffAt = (hour: number): Tariff => names.find((n) => (TARIFFS[n].hours as readonly number[]).includes(hour)) ?? "day";
type Totals = { [K in Tariff]: { kwh: number; cost: number } };
const sum = (...xs: number[]): number => xs.reduce((a, b) => a + b, 0);
const format = (n: number, { digits = 2, unit = "€" }: { digits?: number; unit?: string } = {}) => \`\${unit}\${n.toFixed(digits)}\`;`,
    body: `async ({ meter, readings, solar = [] }: { meter: string; readings: { at: string; kwh: number }[]; solar?: number[] }) => {
  const totals: Totals = { day: { kwh: 0, cost: 0 }, peak: { kwh: 0, cost: 0 }, night: { kwh: 0, cost: 0 } };
  readings.forEach(({ at, kwh }, i) => {
    const net = kwh - (solar[i] ?? 0);
    const hour = new Date(at).getUTCHours();
    const tariff = tariffAt(hour);
    totals[tariff].kwh += net;
    totals[tariff].cost += net < 0 ? net * 0.08 : net * TARIFFS[tariff].rate;
  });
  const cost = sum(...Object.values(totals).map((t) => t.cost));
  const standing = readings.length > 0 ? 0.55 * Math.ceil(readings.length / 24) : 0;
  const due = cost + standing;
  const bill = { meter, lines: names.map((n) => \`\${n.padEnd(6)}|\${totals[n].kwh.toFixed(3).padStart(9)}|\${format(totals[n].cost)}\`), total: format(due, { digits: 1 }), credit: due < 0 ? format(-due, { unit: "-€" }) : undefined };
  if (due > 0) await charge({ id: meter, amount: Math.round(due * 100) / 100 });
  else if (due < 0) await echo(bill);
  return bill;
}`,
    scenarios: runs(
      [
        {
          meter: "m1",
          readings: [
            { at: "2024-01-01T08:00:00Z", kwh: 1.25 },
            { at: "2024-01-01T18:30:00+01:00", kwh: 2 },
            { at: "2024-01-01T23:59:59.999Z", kwh: 0.1 },
          ],
          solar: [0.5],
        },
      ],
      [{ meter: "m2", readings: [] }],
      [{ meter: "m3", readings: [{ at: "2024-06-01T12:00:00Z", kwh: 1 }], solar: [100] }],
    ),
  },
  {
    name: "clinic scheduler",
    before: `interface Slot { start: string; minutes: number; doctor: string }
interface Request { patient: string; minutes: number; prefer?: string[]; notBefore?: string }
const at = (time: string) => { const [h, m] = time.split(":"); return Number(h) * 60 + Number(m ?? 0); };
const show = (t: number) => \`\${\`\${Math.floor(t / 60)}\`.padStart(2, "0")}:\${\`\${t % 60}\`.padStart(2, "0")}\`;
function* ids() { yield 1; }
const reverse = (s: string) => [...s].reverse().join("");`,
    body: `async ({ slots, requests }: { slots: Slot[]; requests: Request[] }) => {
  let free = slots.map((s) => ({ from: at(s.start), to: at(s.start) + s.minutes, doctor: s.doctor }));
  const plan: { [patient: string]: { doctor: string; at: string } | null } = {};
  for (const { patient, minutes, prefer = [], notBefore = "00:00" } of requests) {
    const rank = (doctor: string) => { const i = prefer.indexOf(doctor); return i < 0 ? prefer.length : i; };
    const options = free
      .map((f, index) => ({ ...f, index, start: Math.max(f.from, at(notBefore)) }))
      .filter((f) => f.to - f.start >= minutes)
      .sort((a, b) => rank(a.doctor) - rank(b.doctor) || a.start - b.start);
    const best = options[0];
    if (best === undefined) {
      plan[patient] = null;
      continue;
    }
    plan[patient] = { doctor: best.doctor, at: show(best.start) };
    free = free.flatMap((f, i) => {
      if (i !== best.index) return [f];
      const pieces = [];
      if (best.start > f.from) pieces.push({ ...f, to: best.start });
      if (best.start + minutes < f.to) pieces.push({ ...f, from: best.start + minutes });
      return pieces;
    });
  }
  const missing = Object.entries(plan).filter(([, v]) => v === null).map(([k]) => reverse(k));
  if (missing.length > 0) {
    const started = echo(missing);
    const { approved } = await review({ id: missing.join() });
    await started;
    if (!approved) return { plan, missing, free: free.length };
  }
  return { plan, free: free.map(({ from, to, doctor }) => \`\${doctor} \${show(from)}-\${show(to)}\`) };
}`,
    scenarios: runs(
      [
        {
          slots: [
            { start: "9:00", minutes: 60, doctor: "A" },
            { start: "08:30", minutes: 45, doctor: "B" },
          ],
          requests: [
            { patient: "p1", minutes: 20, prefer: ["A"] },
            { patient: "p2", minutes: 30, notBefore: "09:10" },
            { patient: "pé", minutes: 120 },
            { patient: "p4", minutes: 45, prefer: ["Z", "B"] },
          ],
        },
      ],
      [{ slots: [], requests: [] }],
      [{ slots: [], requests: [{ patient: "ab", minutes: 1 }] }],
    ),
    concurrent: true,
  },
];
