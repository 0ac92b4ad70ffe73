import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Pictures, sensors, robots and expenses, as their authors first write them. */
export const authorsDevices: readonly Row[] = [
  {
    name: "image resizing with a higher order retry and a result type",
    before: `${declarations}type Result<T> = { ok: true; value: T } | { ok: false; error: string; attempts: number };
interface Variant { width: number; format: "webp" | "jpeg" }
const resize = lambda<{ key: string; width: number; format: string }, { key: string; bytes: number }>("resize", elsewhere);
const writeManifest = lambda<{ source: string; files: string[]; bytes: number }, void>("writeManifest", elsewhere);
async function attempt<T>(action: () => Promise<T>, times: number, pause = 1): Promise<Result<T>> {
  let last = "";
  for (let i = 1; i <= times; i++) {
    try {
      return { ok: true, value: await action() };
    } catch (error) {
      last = error instanceof Error ? \`\${error.name}: \${error.message}\` : String(error);
      if (i < times) await sleep(\`\${pause * i}s\`);
    }
  }
  return { ok: false, error: last, attempts: times };
}`,
    body: `async ({ key, variants }: { key: string; variants: Variant[] }) => {
  const files: string[] = [];
  const errors: Record<string, string> = {};
  let bytes = 0;
  for (const { width, format } of variants) {
    const result = await attempt(() => resize({ key, width, format }), 3);
    if (!result.ok) {
      errors[\`\${width}.\${format}\`] = result.error;
      continue;
    }
    files.push(result.value.key);
    bytes += result.value.bytes;
  }
  if (files.length === 0) throw new Error(\`nothing could be made of \${key}\`, { cause: errors });
  await writeManifest({ source: key, files, bytes });
  return { files, bytes: bytes >= 1024 ? \`\${(bytes / 1024).toFixed(1)} kB\` : \`\${bytes} B\`, errors };
}`,
    scenarios: runs(
      [
        {
          key: "k",
          variants: [
            { width: 100, format: "webp" },
            { width: 200, format: "jpeg" },
            { width: 300, format: "webp" },
          ],
        },
        {
          resize: ({ width, format }: { width: number; format: string }) => {
            if (width === 200) throw new Error("out of memory");
            return { key: `${width}.${format}`, bytes: width * 10 };
          },
          writeManifest: () => null,
        },
      ],
      [
        { key: "k", variants: [{ width: 100, format: "webp" }] },
        { resize: [fails("Busy", "later"), { result: { key: "x", bytes: 10 } }], writeManifest: () => null },
      ],
      [{ key: "k", variants: [{ width: 100, format: "webp" }] }, { resize: fails("Busy", "later") }],
    ),
  },
  {
    name: "library loans with fines and permission flags",
    before: `${declarations}enum Permission { Borrow = 1, Renew = 2, Reserve = 4, Staff = 8 }
interface Member { id: string; permissions: number; fines: number }
interface Loan { book: string; due: string; renewals: number }
const memberOf = lambda<string, Member>("memberOf", elsewhere);
const loansOf = lambda<string, Loan[]>("loansOf", elsewhere);
const renew = lambda<{ book: string; until: string }, void>("renew", elsewhere);
const can = (member: Member, permission: Permission) => (member.permissions & permission) !== 0;
const addDays = (date: string, days: number): string => {
  const d = new Date(date);
  d.setUTCDate(d.getUTCDate() + days);
  return d.toISOString().slice(0, 10);
};`,
    body: `async ({ card, today }: { card: string; today: string }) => {
  const member = await memberOf(card);
  if (!can(member, Permission.Borrow)) return { status: "blocked" as const, fines: member.fines };
  const loans = await loansOf(member.id);
  const renewed: string[] = [];
  let fines = member.fines;
  for (const { book, due, renewals } of loans) {
    const late = Math.max(0, (Date.parse(today) - Date.parse(due)) / 86_400_000);
    fines += Math.min(late * 20, 500);
    const mayRenew = can(member, Permission.Renew) && late === 0 && renewals < (can(member, Permission.Staff) ? 10 : 2);
    if (!mayRenew) continue;
    await renew({ book, until: addDays(due, 28) });
    renewed.push(book);
  }
  return { status: fines > 1000 ? ("blocked" as const) : ("ok" as const), fines, renewed };
}`,
    scenarios: runs(
      [
        { card: "c", today: "2024-02-20" },
        {
          memberOf: () => ({ id: "m", permissions: 3, fines: 10 }),
          loansOf: () => [
            { book: "b1", due: "2024-02-25", renewals: 1 },
            { book: "b2", due: "2024-02-10", renewals: 0 },
            { book: "b3", due: "2024-03-25", renewals: 2 },
          ],
          renew: () => null,
        },
      ],
      [{ card: "c", today: "2024-02-20" }, { memberOf: () => ({ id: "m", permissions: 4, fines: 10 }) }],
      [
        { card: "c", today: "2024-02-20" },
        {
          memberOf: () => ({ id: "m", permissions: 11, fines: 1000 }),
          loansOf: () => [
            { book: "b3", due: "2024-03-25", renewals: 2 },
            { book: "b4", due: "2023-03-25", renewals: 2 },
          ],
          renew: () => null,
        },
      ],
    ),
  },
  {
    name: "sensor calibration by bisection until it converges",
    before: `${declarations}interface Sensor { id: string; low: number; high: number; target: number }
const measure = lambda<{ id: string; setting: number }, number>("measureSensor", elsewhere);
const store = lambda<{ id: string; setting: number; error: number }, void>("storeSensor", elsewhere);
class NotConverging extends WorkflowError {
  constructor(readonly sensor: string, readonly error: number) {
    super(\`\${sensor} is off by \${error.toFixed(3)}\`);
  }
}`,
    body: `async ({ id, low, high, target }: Sensor) => {
  let [lo, hi] = [low, high];
  let setting = (lo + hi) / 2;
  let error = Number.POSITIVE_INFINITY;
  let steps = 0;
  const trace: [number, number][] = [];
  while (Math.abs(error) > 0.01 && steps < 8) {
    setting = (lo + hi) / 2;
    error = (await measure({ id, setting })) - target;
    trace.push([setting, error]);
    if (error > 0) hi = setting;
    else lo = setting;
    steps += 1;
  }
  if (Math.abs(error) > 0.01) throw new NotConverging(id, error);
  await store({ id, setting, error });
  const [firstSetting] = trace[0]!;
  return { setting, steps, moved: setting - firstSetting, trace: trace.map(([s, e]) => \`\${s}:\${e > 0 ? "+" : ""}\${e}\`) };
}`,
    scenarios: runs(
      [
        { id: "s", low: 0, high: 16, target: 10 },
        { measureSensor: ({ setting }: { setting: number }) => setting * 2, storeSensor: () => null },
      ],
      [{ id: "s", low: 0, high: 16, target: 100 }, { measureSensor: ({ setting }: { setting: number }) => setting }],
      [
        { id: "s", low: 4, high: 4, target: 4 },
        { measureSensor: ({ setting }: { setting: number }) => setting, storeSensor: () => null },
      ],
    ),
  },
  {
    name: "newsletter segments by set operations and a suppression list",
    before: `${declarations}interface Subscriber { email: string; topics: string[]; country: string; lastOpened?: string }
interface Newsletter { id: string; topics: string[]; countries?: string[]; inactiveSince?: string }
const subscribers = lambda<{ after?: string }, { items: Subscriber[]; next?: string }>("subscribersNewsletter", elsewhere);
const suppressed = lambda<Record<string, never>, string[]>("suppressed", elsewhere);
const sendBatch = lambda<{ id: string; to: string[] }, { accepted: number; bounced: string[] }>("sendBatch", elsewhere);
function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}`,
    body: `async ({ id, topics, countries, inactiveSince }: Newsletter) => {
  const wanted = new Set(topics);
  const blocked = new Set((await suppressed({})).map((email) => email.toLowerCase()));
  const matches = (s: Subscriber): boolean =>
    s.topics.some((t) => wanted.has(t)) &&
    (countries?.includes(s.country) ?? true) &&
    !(inactiveSince !== undefined && (s.lastOpened ?? "") < inactiveSince);
  const recipients = new Set<string>();
  let after: string | undefined;
  do {
    const { items, next } = await subscribers(after === undefined ? {} : { after });
    for (const s of items) {
      const email = s.email.trim().toLowerCase();
      if (matches(s) && !blocked.has(email)) recipients.add(email);
    }
    after = next;
  } while (after);
  const stats = { accepted: 0, bounced: [] as string[], batches: 0 };
  for (const to of chunk([...recipients].sort(), 2)) {
    const { accepted, bounced } = await sendBatch({ id, to });
    stats.accepted += accepted;
    stats.bounced.push(...bounced);
    stats.batches++;
  }
  return { ...stats, rate: recipients.size ? Math.round((stats.accepted / recipients.size) * 100) : 0 };
}`,
    scenarios: runs(
      [
        { id: "n", topics: ["ts"], countries: ["DE", "FR"] },
        {
          suppressed: () => ["B@x.io"],
          subscribersNewsletter: ({ after }: { after?: string }) =>
            after
              ? {
                  items: [
                    { email: "c@x.io", topics: ["ts"], country: "FR" },
                    { email: "d@x.io ", topics: ["ts", "go"], country: "DE" },
                  ],
                }
              : {
                  items: [
                    { email: " A@x.io", topics: ["ts"], country: "DE" },
                    { email: "b@x.io", topics: ["ts"], country: "DE" },
                    { email: "u@x.io", topics: ["ts"], country: "US" },
                  ],
                  next: "2",
                },
          sendBatch: ({ to }: { to: string[] }) => ({ accepted: to.length, bounced: to.slice(1) }),
        },
      ],
      [
        { id: "n", topics: [], inactiveSince: "2024" },
        { suppressed: () => [], subscribersNewsletter: () => ({ items: [] }) },
      ],
    ),
  },
  {
    name: "robot vacuum routes over a grid of rooms",
    before: `${declarations}type Direction = "N" | "E" | "S" | "W";
interface Position { x: number; y: number; facing: Direction }
const drive = lambda<{ from: Position; to: Position }, { blocked: boolean; dirt: number }>("drive", elsewhere);
const dock = lambda<Position, void>("dock", elsewhere);
const deltas: Record<Direction, readonly [dx: number, dy: number]> = { N: [0, -1], E: [1, 0], S: [0, 1], W: [-1, 0] };
const order: readonly Direction[] = ["N", "E", "S", "W"];
const turn = (d: Direction, by: 1 | -1): Direction => order[(order.indexOf(d) + by + order.length) % order.length]!;
const step = ({ x, y, facing }: Position): Position => {
  const [dx, dy] = deltas[facing];
  return { x: x + dx, y: y + dy, facing };
};`,
    body: `async ({ commands, width, height }: { commands: string; width: number; height: number }) => {
  let position: Position = { x: 0, y: 0, facing: "E" };
  const visited = new Set([\`\${position.x},\${position.y}\`]);
  let dirt = 0;
  let bumps = 0;
  for (const command of commands) {
    switch (command) {
      case "L":
        position = { ...position, facing: turn(position.facing, -1) };
        continue;
      case "R":
        position = { ...position, facing: turn(position.facing, 1) };
        continue;
      case "F":
        break;
      default:
        throw new SyntaxError(\`unknown command \${command}\`);
    }
    const next = step(position);
    if (next.x < 0 || next.y < 0 || next.x >= width || next.y >= height) {
      bumps += 1;
      continue;
    }
    const result = await drive({ from: position, to: next });
    if (result.blocked) {
      if (++bumps > 2) break;
      continue;
    }
    dirt += result.dirt;
    position = next;
    visited.add(\`\${next.x},\${next.y}\`);
  }
  await dock(position);
  return { position, dirt, bumps, coverage: Math.round((visited.size / (width * height)) * 100) };
}`,
    scenarios: runs(
      [
        { commands: "FFRFLLFRF", width: 3, height: 2 },
        {
          drive: ({ to }: { to: { x: number; y: number } }) => ({
            blocked: to.x === 1 && to.y === 1,
            dirt: to.x + to.y,
          }),
          dock: () => null,
        },
      ],
      [
        { commands: "FFX", width: 2, height: 1 },
        { drive: () => ({ blocked: true, dirt: 0 }), dock: () => null },
      ],
      [{ commands: "LFFF", width: 1, height: 1 }, { dock: () => null }],
    ),
  },
  {
    name: "expense report approved along a chain of managers",
    before: `${declarations}interface Expense { category: "meal" | "travel" | "hardware"; amount: number; currency: string; receipt?: string }
interface Employee { id: string; name: string; manager?: string | null; limit?: number }
const employee = lambda<string, Employee>("employee", elsewhere);
const askManager = lambda<{ manager: string; total: number; summary: string }, { decision: "approve" | "reject" | "delegate"; to?: string; comment?: string }>("askManager", elsewhere);
const reimburse = lambda<{ employee: string; total: number }, { payment: string }>("reimburseExpense2", elsewhere);
const toEuro: Readonly<Record<string, number>> = { EUR: 1, USD: 0.92, GBP: 1.17 };
class PolicyViolation extends WorkflowError {
  readonly code: "NO_RECEIPT" | "UNKNOWN_CURRENCY";
  constructor(code: PolicyViolation["code"], message: string) {
    super(message);
    this.code = code;
  }
}`,
    body: `async ({ by, expenses }: { by: string; expenses: Expense[] }) => {
  let total = 0;
  const perCategory = { meal: 0, travel: 0, hardware: 0 };
  for (const [i, { category, amount, currency, receipt }] of expenses.entries()) {
    const rate = toEuro[currency];
    if (rate === undefined) throw new PolicyViolation("UNKNOWN_CURRENCY", \`#\${i + 1}: \${currency}\`);
    const euros = Math.round(amount * rate * 100) / 100;
    if (euros > 25 && !receipt) throw new PolicyViolation("NO_RECEIPT", \`#\${i + 1}: \${category} over 25 without a receipt\`);
    perCategory[category] += euros;
    total += euros;
  }
  const summary = (Object.entries(perCategory) as [Expense["category"], number][])
    .filter(([, n]) => n !== 0)
    .map(([name, n]) => \`\${name[0]!.toUpperCase()}\${name.slice(1)} €\${n.toFixed(2)}\`)
    .join(", ");
  const requester = await employee(by);
  let approver = requester.manager ?? undefined;
  const trail: string[] = [];
  while (approver) {
    const manager = await employee(approver);
    const { decision, to, comment } = await askManager({ manager: manager.id, total, summary });
    trail.push(\`\${manager.name}: \${decision}\${comment ? \` (\${comment})\` : ""}\`);
    if (decision === "reject") return { state: "rejected", trail };
    if (decision === "delegate") {
      approver = to ?? manager.manager ?? undefined;
      continue;
    }
    if (total <= (manager.limit ?? 0)) break;
    approver = manager.manager ?? undefined;
  }
  const { payment } = await reimburse({ employee: by, total });
  return { state: "paid", payment, summary, trail };
}`,
    scenarios: runs(
      [
        {
          by: "e",
          expenses: [
            { category: "meal", amount: 20, currency: "USD" },
            { category: "travel", amount: 300, currency: "EUR", receipt: "r" },
          ],
        },
        {
          employee: (id: string) =>
            (
              ({
                e: { id, name: "E", manager: "m" },
                m: { id, name: "M", manager: "d", limit: 100 },
                d: { id, name: "D", manager: null, limit: 1000 },
              }) as Record<string, unknown>
            )[id],
          askManager: ({ manager }: { manager: string }) =>
            manager === "m" ? { decision: "approve", comment: "ok" } : { decision: "approve" },
          reimburseExpense2: ({ total }: { total: number }) => ({ payment: `p${total}` }),
        },
      ],
      [{ by: "e", expenses: [{ category: "meal", amount: 30, currency: "EUR" }] }, {}],
      [{ by: "e", expenses: [{ category: "meal", amount: 3, currency: "XAU" }] }, {}],
      [
        { by: "e", expenses: [] },
        {
          employee: (id: string) => ({ id, name: id, manager: id === "e" ? "m" : null }),
          askManager: [{ result: { decision: "delegate", to: "x" } }, { result: { decision: "reject" } }],
        },
      ],
    ),
  },
  {
    name: "podcast episodes published from a feed with duration arithmetic",
    before: `${declarations}interface Episode { guid: string; title: string; duration: string; published: string; explicit?: "yes" | "no" }
const feedOf = lambda<string, { episodes: Episode[]; etag: string }>("feedOf", elsewhere);
const transcribe = lambda<{ guid: string; minutes: number }, { words: number }>("transcribe", elsewhere);
const post = lambda<{ slug: string; title: string; body: string }, { url: string }>("postPodcast", elsewhere);
const toSeconds = (duration: string): number => duration.split(":").reduce((total, part) => total * 60 + Number(part), 0);
const toClock = (seconds: number): string => {
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = seconds % 60;
  return [h, m, s].map((n) => n.toString().padStart(2, "0")).join(":");
};
const slugify = (title: string): string =>
  title.toLowerCase().replace(/[^\\w\\s-]/g, "").trim().replace(/[\\s_-]+/g, "-");`,
    body: `async ({ feed, known, limit = 2 }: { feed: string; known: string[]; limit?: number }) => {
  const { episodes, etag } = await feedOf(feed);
  const fresh = episodes
    .filter((e) => !known.includes(e.guid) && e.explicit !== "yes")
    .sort((a, b) => new Date(b.published).getTime() - new Date(a.published).getTime())
    .slice(0, limit);
  const urls = await Promise.all(
    fresh.map(async (episode) => {
      const seconds = toSeconds(episode.duration);
      const { words } = await transcribe({ guid: episode.guid, minutes: Math.ceil(seconds / 60) });
      const pace = seconds > 0 ? Math.round(words / (seconds / 60)) : 0;
      const { url } = await post({ slug: slugify(episode.title), title: episode.title, body: \`\${toClock(seconds)} at \${pace} words a minute\` });
      return url;
    }),
  );
  const total = fresh.map((e) => toSeconds(e.duration)).reduce((a, b) => a + b, 0);
  return { etag, urls, total: toClock(total), skipped: episodes.length - fresh.length };
}`,
    scenarios: runs(
      [
        { feed: "f", known: ["g0"] },
        {
          feedOf: () => ({
            etag: "e",
            episodes: [
              { guid: "g0", title: "Old", duration: "10", published: "2024-01-01" },
              { guid: "g1", title: "Hello, World - part_2!", duration: "1:02:03", published: "2024-02-01T10:00:00Z" },
              { guid: "g2", title: "  So  it goes", duration: "45:00", published: "2024-03-01T10:00:00Z" },
              { guid: "g3", title: "x", duration: "0", published: "2024-03-02", explicit: "yes" },
            ],
          }),
          transcribe: ({ minutes }: { minutes: number }) => ({ words: minutes * 150 }),
          postPodcast: ({ slug, body }: { slug: string; body: string }) => ({ url: `/${slug}?${body}` }),
        },
      ],
      [{ feed: "f", known: [] }, { feedOf: () => ({ etag: "e", episodes: [] }) }],
    ),
  },
  {
    name: "greenhouse climate control as a table of transitions",
    before: `${declarations}type State = "idle" | "heating" | "cooling" | "alarm";
type Signal = "cold" | "hot" | "ok" | "fault";
interface Sample { temperature: number; humidity: number; faulty?: boolean }
const sample = lambda<{ house: string; tick: number }, Sample>("sample", elsewhere);
const actuate = lambda<{ house: string; heater: boolean; vent: number }, void>("actuate", elsewhere);
const transitions: Record<State, Partial<Record<Signal, State>>> = {
  idle: { cold: "heating", hot: "cooling", fault: "alarm" },
  heating: { ok: "idle", hot: "cooling", fault: "alarm" },
  cooling: { ok: "idle", cold: "heating", fault: "alarm" },
  alarm: {},
};
const actions = {
  idle: () => ({ heater: false, vent: 0 }),
  heating: () => ({ heater: true, vent: 0 }),
  cooling: (s: Sample) => ({ heater: false, vent: Math.min(100, Math.round((s.temperature - 25) * 20)) }),
  alarm: () => ({ heater: false, vent: 100 }),
} as const satisfies Record<State, (s: Sample) => { heater: boolean; vent: number }>;
const signalOf = ({ temperature, faulty }: Sample): Signal => {
  if (faulty) return "fault";
  if (temperature < 18) return "cold";
  return temperature > 26 ? "hot" : "ok";
};`,
    body: `async ({ house, ticks }: { house: string; ticks: number }) => {
  let state: State = "idle";
  let changes = 0;
  const minutes: Record<State, number> = { idle: 0, heating: 0, cooling: 0, alarm: 0 };
  for (let tick = 0; tick < ticks; tick++) {
    const reading = await sample({ house, tick });
    const next: State = transitions[state][signalOf(reading)] ?? state;
    if (next !== state) {
      changes++;
      state = next;
      await actuate({ house, ...actions[next](reading) });
    }
    minutes[state] += 5;
    if (next === "alarm") break;
    if (tick < ticks - 1) await sleep("5m");
  }
  const busiest = (Object.keys(minutes) as State[]).reduce((a, b) => (minutes[b] > minutes[a] ? b : a));
  return { state, changes, busiest, minutes };
}`,
    scenarios: runs(
      [
        { house: "h", ticks: 4 },
        {
          sample: ({ tick }: { tick: number }) => ({ temperature: [15, 15, 20, 27.5][tick], humidity: 0 }),
          actuate: () => null,
        },
      ],
      [
        { house: "h", ticks: 5 },
        {
          sample: ({ tick }: { tick: number }) => ({ temperature: 20, humidity: 0, faulty: tick === 1 }),
          actuate: () => null,
        },
      ],
      [{ house: "h", ticks: 0 }, {}],
    ),
  },
];
