import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows about users and what they use, as their authors write them. */
export const accounts: readonly Row[] = [
  {
    name: "meeting scheduling across time zones",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Attendee { email: string; offsetMinutes: number; busy: { start: string; end: string }[]; optional?: boolean }
interface Slot { start: Date; end: Date }
const freeBusy = lambda<{ email: string; from: string; to: string }, { start: string; end: string }[]>("freeBusy", elsewhere);
const invite = lambda<{ to: string[]; start: string; end: string; title: string }, { eventId: string }>("invite", elsewhere);
const MINUTE = 60_000;
const overlaps = (a: { start: Date; end: Date }, b: { start: string; end: string }) => a.start < new Date(b.end) && new Date(b.start) < a.end;
const localHour = (at: Date, offsetMinutes: number) => new Date(at.getTime() + offsetMinutes * MINUTE).getUTCHours();
function slotsOf(day: string, minutes: number, count: number): Slot[] {
  const first = new Date(\`\${day}T06:00:00Z\`);
  return Array.from({ length: count }, (_, i) => {
    const start = new Date(first.getTime() + i * 30 * MINUTE);
    return { start, end: new Date(start.getTime() + minutes * MINUTE) };
  });
}
class NoSlot extends WorkflowError {}`,
    body: `async ({ title, day, minutes, people }: { title: string; day: string; minutes: number; people: { email: string; offsetMinutes: number; optional?: boolean }[] }) => {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6) throw new NoSlot(\`\${day} is a weekend\`);
  const attendees: Attendee[] = await Promise.all(
    people.map(async (person) => ({ ...person, busy: await freeBusy({ email: person.email, from: \`\${day}T00:00:00Z\`, to: \`\${day}T23:59:59Z\` }) })),
  );
  const required = attendees.filter((a) => !a.optional);
  const candidates = slotsOf(day, minutes, 24)
    .filter((slot) => required.every((a) => !a.busy.some((b) => overlaps(slot, b))))
    .filter(({ start, end }) => required.every((a) => localHour(start, a.offsetMinutes) >= 8 && localHour(end, a.offsetMinutes) < 18))
    .map((slot) => ({ ...slot, joining: attendees.filter((a) => a.optional && !a.busy.some((b) => overlaps(slot, b))).map((a) => a.email) }));
  const best = candidates.toSorted((a, b) => b.joining.length - a.joining.length || a.start.getTime() - b.start.getTime())[0];
  if (!best) throw new NoSlot(\`no slot of \${minutes} minutes on \${day}\`);
  const to = [...required.map((a) => a.email), ...best.joining];
  const { eventId } = await invite({ to, title, start: best.start.toISOString(), end: best.end.toISOString() });
  return { eventId, to, at: best.start.toISOString().slice(11, 16), alternatives: candidates.length - 1, local: required.map((a) => \`\${a.email} \${String(localHour(best.start, a.offsetMinutes)).padStart(2, "0")}h\`) };
}`,
    scenarios: runs(
      [
        {
          title: "Plan",
          day: "2024-03-05",
          minutes: 45,
          people: [
            { email: "a", offsetMinutes: 60 },
            { email: "b", offsetMinutes: -60 },
            { email: "c", offsetMinutes: 120, optional: true },
          ],
        },
        {
          freeBusy: ({ email }: { email: string }) =>
            email === "c"
              ? [{ start: "2024-03-05T09:00:00Z", end: "2024-03-05T10:30:00Z" }]
              : email === "b"
                ? [{ start: "2024-03-05T11:00:00Z", end: "2024-03-05T12:00:00Z" }]
                : [],
          invite: { result: { eventId: "ev" } },
        },
      ],
      [{ title: "Plan", day: "2024-03-03", minutes: 45, people: [] }],
      [
        { title: "Plan", day: "2024-03-05", minutes: 45, people: [{ email: "a", offsetMinutes: 0 }] },
        { freeBusy: { result: [{ start: "2024-03-05T00:00:00Z", end: "2024-03-05T23:00:00Z" }] } },
      ],
    ),
  },
  {
    name: "bulk user provisioning with rate limit",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface NewUser { email: string; groups?: string[]; manager?: string }
interface Created { email: string; id: string; groups: string[] }
type Outcome = { kind: "created"; user: Created } | { kind: "exists"; email: string } | { kind: "error"; email: string; message: string };
const createUser = lambda<{ email: string; password: string }, { id: string }>("createUser", elsewhere);
const addToGroup = lambda<{ user: string; group: string }, void>("addToGroup", elsewhere);
class UserExists extends WorkflowError {}
class Throttled extends WorkflowError { static override readonly errorName = "TooManyRequests"; }
const initialPassword = (email: string, salt: string) => \`\${salt}-\${email.split("").reverse().join("").slice(0, 6)}\`;
const partition = <T, S extends T>(list: T[], is: (x: T) => x is S): [S[], Exclude<T, S>[]] => {
  const yes: S[] = [];
  const no: Exclude<T, S>[] = [];
  for (const x of list) {
    if (is(x)) yes.push(x);
    else no.push(x as Exclude<T, S>);
  }
  return [yes, no];
};
async function provision({ email, groups = ["everyone"] }: NewUser, salt: string): Promise<Outcome> {
  try {
    const { id } = await createUser({ email, password: initialPassword(email, salt) });
    const joined: string[] = [];
    for (const group of new Set(groups)) {
      await addToGroup({ user: id, group });
      joined.push(group);
    }
    return { kind: "created", user: { email, id, groups: joined } };
  } catch (error) {
    if (error instanceof UserExists) return { kind: "exists", email };
    if (error instanceof Throttled) throw error;
    return { kind: "error", email, message: error instanceof Error ? \`\${error.name}: \${error.message}\` : "unknown" };
  }
}`,
    body: `async ({ users, salt = "S" }: { users: NewUser[]; salt?: string }) => {
  const queue = users.map((user) => ({ user, tries: 0 }));
  const outcomes: Outcome[] = [];
  while (queue.length) {
    const next = queue.shift()!;
    try {
      outcomes.push(await provision(next.user, salt));
    } catch {
      next.tries += 1;
      if (next.tries < 2) {
        await sleep(\`\${10 * next.tries}s\`);
        queue.push(next);
      } else {
        outcomes.push({ kind: "error", email: next.user.email, message: "rate limited" });
      }
    }
  }
  const [created, others] = partition(outcomes, (o): o is Extract<Outcome, { kind: "created" }> => o.kind === "created");
  const problems = others.filter((o) => o.kind === "error").map((o) => \`\${o.email}: \${o.kind === "error" ? o.message : ""}\`);
  return { created: created.map((c) => c.user), existing: others.filter((o) => o.kind === "exists").length, problems };
}`,
    scenarios: runs(
      [
        { users: [{ email: "a@x", groups: ["g", "h", "g"] }, { email: "b@x" }, { email: "c@x" }, { email: "d@x" }] },
        {
          addToGroup: () => null,
          createUser: [
            { result: { id: "1" } },
            fails("UserExists"),
            fails("TooManyRequests"),
            fails("Odd", "odd"),
            { result: { id: "2" } },
          ],
        },
      ],
      [{ users: [{ email: "a@x" }], salt: "q" }, { createUser: fails("TooManyRequests") }],
      [{ users: [] }],
    ),
  },
  {
    name: "api quota enforcement",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Usage { tenant: string; endpoint: string; calls: number; bytes?: number }
type Plan = "free" | "startup" | "enterprise";
interface Tenant { id: string; plan: Plan; overrides?: Partial<Limits>; contact: { email?: string } }
interface Limits { calls: number; bytes: number }
const LIMITS = {
  free: { calls: 1000, bytes: 1e6 },
  startup: { calls: 50_000, bytes: 1e9 },
  enterprise: { calls: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER },
} satisfies Record<Plan, Limits>;
const usageOf = lambda<{ day: string }, Usage[]>("usageOf", elsewhere);
const tenantById = lambda<string, Tenant | null>("tenantById", elsewhere);
const throttle = lambda<{ tenant: string; until: string; reasons: (keyof Limits)[] }, void>("throttle", elsewhere);
const mail = lambda<{ to: string; subject: string }, void>("mail", elsewhere);
const nextDay = (day: string) => {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().split("T")[0]!;
};
const percent = (used: number, limit: number) => Math.min(999, Math.round((used / limit) * 100));`,
    body: `async ({ day }: { day: string }) => {
  const rows = await usageOf({ day });
  const totals = rows.reduce((acc, { tenant, calls, bytes = 0 }) => {
    const t = acc.get(tenant) ?? { calls: 0, bytes: 0 };
    acc.set(tenant, { calls: t.calls + calls, bytes: t.bytes + bytes });
    return acc;
  }, new Map<string, Limits>());
  const outcome = { throttled: [] as string[], warned: [] as string[], orphaned: [] as string[] };
  await Promise.all(
    [...totals.entries()].map(async ([id, used]) => {
      const tenant = await tenantById(id);
      if (!tenant) {
        outcome.orphaned.push(id);
        return;
      }
      const limits: Limits = { ...LIMITS[tenant.plan], ...tenant.overrides };
      const keys = ["calls", "bytes"] as const;
      const exceeded = keys.filter((key) => used[key] > limits[key]);
      if (exceeded.length) {
        await throttle({ tenant: id, until: nextDay(day), reasons: exceeded });
        outcome.throttled.push(id);
      } else {
        const worst = Math.max(...keys.map((key) => percent(used[key], limits[key])));
        if (worst < 80 || !tenant.contact.email) return;
        await mail({ to: tenant.contact.email, subject: \`You have used \${worst}% of your quota\` });
        outcome.warned.push(id);
      }
    }),
  );
  return { ...outcome, busiest: [...totals].sort((a, b) => b[1].calls - a[1].calls).slice(0, 2).map(([id, { calls }]) => ({ id, calls })) };
}`,
    scenarios: runs(
      [
        { day: "2024-02-28" },
        {
          throttle: () => null,
          mail: () => null,
          usageOf: {
            result: [
              { tenant: "a", endpoint: "x", calls: 900, bytes: 10 },
              { tenant: "b", endpoint: "x", calls: 5 },
              { tenant: "a", endpoint: "y", calls: 99 },
              { tenant: "c", endpoint: "y", calls: 60000 },
              { tenant: "d", endpoint: "y", calls: 60000 },
            ],
          },
          tenantById: (id: string) =>
            id === "b"
              ? null
              : {
                  id,
                  plan: id === "a" ? "free" : "startup",
                  contact: { email: `${id}@x` },
                  ...(id === "d" ? { overrides: { calls: 100000 } } : {}),
                },
        },
      ],
      [{ day: "2024-12-31" }, { usageOf: { result: [] } }],
    ),
    concurrent: true,
  },
  {
    name: "data retention clean-up",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type Kind = "log" | "invoice" | "session" | "profile";
interface Rec { id: string; kind: Kind; createdAt: string; legalHold?: boolean; owner?: { id: string; deletedAt?: string } }
const scan = lambda<{ after: string | null }, { records: Rec[]; last: string | null }>("scan", elsewhere);
const remove = lambda<{ ids: string[] }, { failed: string[] }>("remove", elsewhere);
const archive = lambda<{ ids: string[]; vault: string }, void>("archive", elsewhere);
const DAY = 24 * 60 * 60 * 1000;
const POLICIES: Record<Kind, { days: number; action: "delete" | "archive" }> = {
  log: { days: 30, action: "delete" },
  session: { days: 7, action: "delete" },
  invoice: { days: 3650, action: "archive" },
  profile: { days: 0, action: "delete" },
};
const ageInDays = (iso: string, now: Date) => Math.floor((now.getTime() - Date.parse(iso)) / DAY);
const isExpired = (record: Rec, now: Date): boolean => {
  if (record.legalHold) return false;
  if (record.kind === "profile") return record.owner?.deletedAt !== undefined && ageInDays(record.owner.deletedAt, now) >= 14;
  return ageInDays(record.createdAt, now) > POLICIES[record.kind].days;
};`,
    body: `async ({ now: nowText, dryRun }: { now: string; dryRun?: boolean }) => {
  const now = new Date(nowText);
  const expired: { delete: string[]; archive: string[] } = { delete: [], archive: [] };
  const kept: Partial<Record<Kind, number>> = {};
  let after: string | null = null;
  for (;;) {
    const { records, last }: { records: Rec[]; last: string | null } = await scan({ after });
    for (const record of records) {
      if (isExpired(record, now)) expired[POLICIES[record.kind].action].push(record.id);
      else kept[record.kind] = (kept[record.kind] ?? 0) + 1;
    }
    if (last === null) break;
    after = last;
  }
  if (dryRun) return { dryRun: true, ...expired, kept };
  const failed: string[] = [];
  while (expired.delete.length > 0) {
    const batch = expired.delete.splice(0, 2);
    const result = await remove({ ids: batch });
    failed.push(...result.failed);
  }
  if (expired.archive.length) await archive({ ids: expired.archive, vault: \`vault-\${now.getUTCFullYear()}-\${String(now.getUTCMonth() + 1).padStart(2, "0")}\` });
  return { dryRun: false, archived: expired.archive.length, failed, kept };
}`,
    scenarios: runs(
      [
        { now: "2024-06-15T00:00:00Z" },
        {
          archive: () => null,
          remove: ({ ids }: { ids: string[] }) => ({ failed: ids.filter((id) => id === "l2") }),
          scan: [
            {
              result: {
                last: "x",
                records: [
                  { id: "l1", kind: "log", createdAt: "2024-05-01" },
                  { id: "l2", kind: "log", createdAt: "2024-05-02" },
                  { id: "l3", kind: "log", createdAt: "2024-06-02" },
                  { id: "i1", kind: "invoice", createdAt: "2010-06-02" },
                ],
              },
            },
            {
              result: {
                last: null,
                records: [
                  { id: "p1", kind: "profile", createdAt: "2010-01-01", owner: { id: "o", deletedAt: "2024-06-01" } },
                  { id: "p2", kind: "profile", createdAt: "2010-01-01", owner: { id: "o" } },
                  { id: "s1", kind: "session", createdAt: "2010-01-01", legalHold: true },
                ],
              },
            },
          ],
        },
      ],
      [
        { now: "2024-06-15T00:00:00Z", dryRun: true },
        { scan: { result: { last: null, records: [{ id: "s1", kind: "session", createdAt: "2010-01-01" }] } } },
      ],
    ),
  },
];
