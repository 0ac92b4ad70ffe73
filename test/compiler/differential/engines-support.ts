import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Moderation, tickets and migrations. */
export const supportEngines: readonly Row[] = [
  {
    name: "content moderation with an appeal",
    before: `${declarations}interface Post { id: string; author: string; text: string; images: string[]; history: { strikes: number } }
type Verdict = { action: "allow" } | { action: "flag"; labels: string[] } | { action: "block"; labels: string[]; severity: number };
const classifyText = lambda<string, Record<string, number>>("classifyText", elsewhere);
const classifyImage = lambda<string, { label: string; score: number }[]>("classifyImage", elsewhere);
const moderate = human<{ post: string; labels: string[] }, { keep: boolean; note?: string }>("moderateModeration", { title: "Keep the post?", form: { type: "object", properties: { keep: { type: "boolean" } }, required: ["keep"] } });
const appeal = human<{ post: string; reason: string }, { statement: string } | { waived: true }>("appeal", { title: "Appeal?", form: { type: "object", properties: {} } });
const setVisibility = lambda<{ post: string; visible: boolean; until?: string }, void>("setVisibility", elsewhere);
const strike = lambda<{ author: string; count: number }, void>("strikeModeration", elsewhere);
const THRESHOLDS = { hate: 0.7, spam: 0.9, nudity: 0.8 } as const;
type Label = keyof typeof THRESHOLDS;
const isLabel = (key: string): key is Label => key in THRESHOLDS;
const isTimeout = (e: unknown) => e instanceof Error && e.name === "States.Timeout";`,
    concurrent: true,
    body: `async (post: Post) => {
  const [scores, images] = await Promise.all([classifyText(post.text), Promise.all(post.images.map((i) => classifyImage(i)))]);
  const combined = { ...scores };
  for (const { label, score } of images.flat()) combined[label] = Math.max(combined[label] ?? 0, score);
  const labels = Object.keys(combined).filter(isLabel).filter((label) => combined[label]! >= THRESHOLDS[label]);
  const severity = labels.reduce((worst, label) => Math.max(worst, combined[label]!), 0);
  const verdict: Verdict = labels.length === 0 ? { action: "allow" } : severity > 0.95 || post.history.strikes >= 3 ? { action: "block", labels, severity } : { action: "flag", labels };
  let visible: boolean;
  let note: string | undefined;
  switch (verdict.action) {
    case "allow":
      visible = true;
      break;
    case "flag": {
      await setVisibility({ post: post.id, visible: false });
      try {
        const answer = await moderate({ post: post.id, labels: verdict.labels }, { timeout: "2h" });
        visible = answer.keep;
        note = answer.note;
      } catch (error) {
        if (!isTimeout(error)) throw error;
        visible = false;
        note = "nobody looked";
      }
      break;
    }
    case "block":
      visible = false;
      note = \`\${verdict.labels.join("+")} \${(verdict.severity * 100).toFixed(0)}%\`;
  }
  if (!visible) {
    await strike({ author: post.author, count: post.history.strikes + 1 });
    try {
      const answer = await appeal({ post: post.id, reason: note ?? "guidelines" }, { timeout: "7d" });
      if ("statement" in answer) {
        const second = await moderate({ post: post.id, labels: [...labels, \`appeal: \${answer.statement}\`] });
        visible = second.keep;
        if (visible) await strike({ author: post.author, count: post.history.strikes });
      }
    } catch (error) {
      if (!isTimeout(error)) throw error;
    }
  }
  await setVisibility({ post: post.id, visible });
  return { id: post.id, visible, labels, ...(note ? { note } : {}) };
}`,
    scenarios: runs(
      [
        { id: "p", author: "a", text: "t", images: ["i"], history: { strikes: 0 } },
        {
          classifyText: { result: { hate: 0.1, joy: 1 } },
          classifyImage: { result: [{ label: "nudity", score: 0.2 }] },
          setVisibility: { result: null },
        },
      ],
      [
        { id: "p", author: "a", text: "t", images: ["i", "j"], history: { strikes: 0 } },
        {
          classifyText: { result: { hate: 0.1, spam: 0.91 } },
          classifyImage: { result: [{ label: "nudity", score: 0.85 }] },
          setVisibility: { result: null },
          strikeModeration: { result: null },
          moderateModeration: [fails("States.Timeout"), { result: { keep: true } }],
          appeal: { result: { statement: "please" } },
        },
      ],
      [
        { id: "p", author: "a", text: "t", images: [], history: { strikes: 3 } },
        {
          classifyText: { result: { hate: 0.8 } },
          setVisibility: { result: null },
          strikeModeration: { result: null },
          appeal: fails("States.Timeout"),
        },
      ],
      [
        { id: "p", author: "a", text: "t", images: [], history: { strikes: 0 } },
        {
          classifyText: { result: { hate: 0.8 } },
          setVisibility: { result: null },
          moderateModeration: { result: { keep: true, note: "fine" } },
        },
      ],
      [
        { id: "p", author: "a", text: "t", images: [], history: { strikes: 0 } },
        {
          classifyText: { result: { hate: 0.99 } },
          setVisibility: { result: null },
          strikeModeration: { result: null },
          appeal: fails("HumanTaskRejected", "no"),
        },
      ],
    ),
  },
  {
    name: "support ticket that is triaged, routed and escalated by deadlines",
    before: `${declarations}type Severity = 1 | 2 | 3;
interface Ticket { id: string; subject: string; body: string; customer: { tier: "gold" | "silver" | "bronze"; locale?: string }; createdAt: string }
const suggest = lambda<{ text: string }, { topic: string; sentiment: number }>("suggestTicket", elsewhere);
const assign = lambda<{ ticket: string; team: string; due: string }, { agent: string | null }>("assign", elsewhere);
const waitForReply = human<{ ticket: string; agent: string; level: number }, { resolved: boolean; answer: string }>("waitForReply", { title: "Answer", form: { type: "object", properties: { resolved: { type: "boolean" } }, required: ["resolved"] } });
const page = lambda<{ team: string; ticket: string; level: number }, void>("pageTicket", elsewhere);
const HOURS: Record<Severity, readonly [reply: number, escalate: number]> = { 1: [1, 2], 2: [4, 8], 3: [24, 48] };
const TEAMS: { match: RegExp; team: string }[] = [
  { match: /invoice|payment|refund/i, team: "billing" },
  { match: /\\b(crash|error|bug)\\b/i, team: "engineering" },
];
const addHours = (iso: string, hours: number) => new Date(new Date(iso).getTime() + hours * 3_600_000);
const businessTime = (date: Date) => {
  const d = new Date(date);
  while (d.getUTCDay() === 0 || d.getUTCDay() === 6) d.setUTCDate(d.getUTCDate() + 1);
  if (d.getUTCHours() < 8) d.setUTCHours(8, 0, 0, 0);
  return d;
};`,
    body: `async (ticket: Ticket) => {
  const { topic, sentiment } = await suggest({ text: \`\${ticket.subject}\\n\\n\${ticket.body}\` });
  const base: Severity = /down|outage/i.test(ticket.subject) ? 1 : sentiment < -0.5 ? 2 : 3;
  const severity = (ticket.customer.tier === "gold" && base > 1 ? base - 1 : base) as Severity;
  const team = TEAMS.find(({ match }) => match.test(ticket.subject) || match.test(ticket.body))?.team ?? (topic === "other" ? "general" : topic);
  const [replyHours, escalateHours] = HOURS[severity];
  const due = businessTime(addHours(ticket.createdAt, replyHours));
  const timeline: [event: string, detail: string][] = [["triaged", \`\${team} sev\${severity}\`]];
  let { agent } = await assign({ ticket: ticket.id, team, due: due.toISOString() });
  let level = 1;
  while (level <= 3) {
    if (!agent) {
      await page({ team, ticket: ticket.id, level });
      timeline.push(["paged", \`level \${level}\`]);
      level++;
      await sleep(\`\${level * 15}m\`);
      ({ agent } = await assign({ ticket: ticket.id, team, due: addHours(due.toISOString(), escalateHours * level).toISOString() }));
      continue;
    }
    try {
      const reply = await waitForReply({ ticket: ticket.id, agent, level }, { timeout: "8h" });
      timeline.push([reply.resolved ? "resolved" : "answered", agent]);
      if (reply.resolved) {
        return { status: "resolved", severity, team, due: due.toISOString(), timeline: timeline.map(([e, d]) => \`\${e}: \${d}\`), answer: reply.answer.split(/\\s+/).slice(0, 3).join(" ") };
      }
    } catch (e) {
      if (!(e instanceof Error) || e.name !== "States.Timeout") throw e;
      timeline.push(["missed", agent]);
      agent = null;
      level += severity === 1 ? 2 : 1;
    }
  }
  return { status: "unresolved", severity, team, due: due.toISOString(), timeline: timeline.map(([e, d]) => \`\${e}: \${d}\`) };
}`,
    scenarios: runs(
      [
        {
          id: "t",
          subject: "Refund please",
          body: "now",
          customer: { tier: "gold" },
          createdAt: "2024-03-01T20:30:00.000Z",
        },
        {
          suggestTicket: { result: { topic: "other", sentiment: -0.9 } },
          assign: [{ result: { agent: null } }, { result: { agent: "Kim" } }],
          pageTicket: { result: null },
          waitForReply: [
            { result: { resolved: false, answer: "?" } },
            { result: { resolved: true, answer: "we  have paid you" } },
          ],
        },
      ],
      [
        {
          id: "t",
          subject: "App slow",
          body: "since the crash",
          customer: { tier: "bronze" },
          createdAt: "2024-03-05T04:30:00.000Z",
        },
        {
          suggestTicket: { result: { topic: "apps", sentiment: 0 } },
          assign: { result: { agent: "Kim" } },
          pageTicket: { result: null },
          waitForReply: fails("States.Timeout"),
        },
      ],
      [
        { id: "t", subject: "Outage", body: "", customer: { tier: "bronze" }, createdAt: "2024-03-05T04:30:00.000Z" },
        {
          suggestTicket: { result: { topic: "apps", sentiment: 0 } },
          assign: { result: { agent: null } },
          pageTicket: { result: null },
        },
      ],
    ),
  },
  {
    name: "migration of tenants with a shared work queue and workers",
    before: `${declarations}interface Tenant { id: string; rows: number; tier: "free" | "paid" }
const tenantsPage = lambda<{ token?: string }, { tenants: Tenant[]; token?: string }>("tenantsPage", elsewhere);
const lockTenant = lambda<string, boolean>("lockTenant", elsewhere);
const copyRows = lambda<{ tenant: string; offset: number; limit: number }, { copied: number }>("copyRows", elsewhere);
const verifyTenant = lambda<string, { matching: boolean; diff?: number }>("verifyTenant", elsewhere);
const switchTenant = lambda<string, void>("switchTenant", elsewhere);
const unlockTenant = lambda<string, void>("unlockTenant", elsewhere);
type Result = { tenant: string; status: "migrated" | "locked" | "failed"; rows: number; error?: string };
const BATCH = 500;`,
    concurrent: true,
    body: `async ({ onlyTier, stopAfterFailures = 2 }: { onlyTier?: Tenant["tier"]; stopAfterFailures?: number }) => {
  const tenants: Tenant[] = [];
  let token: string | undefined;
  do {
    const page = await tenantsPage(token === undefined ? {} : { token });
    tenants.push(...page.tenants.filter((t) => !onlyTier || t.tier === onlyTier));
    token = page.token;
  } while (token);
  tenants.sort((a, b) => a.rows - b.rows || (a.id < b.id ? -1 : 1));

  const migrate = async (tenant: Tenant): Promise<Result> => {
    if (!(await lockTenant(tenant.id))) return { tenant: tenant.id, status: "locked", rows: 0 };
    let offset = 0;
    try {
      while (offset < tenant.rows) {
        const { copied } = await copyRows({ tenant: tenant.id, offset, limit: BATCH });
        if (copied === 0) break;
        offset += copied;
      }
      const { matching, diff = 0 } = await verifyTenant(tenant.id);
      if (!matching) return { tenant: tenant.id, status: "failed", rows: offset, error: \`\${diff} rows differ\` };
      await switchTenant(tenant.id);
      return { tenant: tenant.id, status: "migrated", rows: offset };
    } catch (error) {
      return { tenant: tenant.id, status: "failed", rows: offset, error: error instanceof Error ? \`\${error.name}: \${error.message}\` : "unknown" };
    } finally {
      await unlockTenant(tenant.id);
    }
  };

  const results: Result[] = [];
  for (let i = 0; i < tenants.length; i += 2) {
    const failures = results.filter((r) => r.status === "failed").length;
    if (failures >= stopAfterFailures) break;
    const batch = await Promise.all(tenants.slice(i, i + 2).map(migrate));
    results.push(...batch);
  }
  const summary = { migrated: 0, locked: 0, failed: 0 };
  for (const { status } of results) summary[status]++;
  const pending = tenants.filter(({ id }) => !results.some((r) => r.tenant === id)).map((t) => t.id);
  return { summary, pending, rows: results.reduce((n, r) => n + r.rows, 0), errors: results.filter((r) => r.error).map((r) => \`\${r.tenant}: \${r.error}\`) };
}`,
    scenarios: runs(
      [
        {},
        {
          tenantsPage: ({ token }: { token?: string }) =>
            token
              ? {
                  tenants: [
                    { id: "c", rows: 1, tier: "free" },
                    { id: "d", rows: 2000, tier: "paid" },
                    { id: "e", rows: 3000, tier: "paid" },
                  ],
                }
              : {
                  tenants: [
                    { id: "a", rows: 600, tier: "paid" },
                    { id: "b", rows: 1, tier: "free" },
                  ],
                  token: "t",
                },
          lockTenant: (id: string) => id !== "b",
          copyRows: ({ tenant, offset, limit }: { tenant: string; offset: number; limit: number }) => {
            if (tenant === "d") throw Object.assign(new Error("x"), { name: "Gone" });
            return { copied: offset === 0 ? limit : 100 };
          },
          verifyTenant: (id: string) => (id === "a" ? { matching: false, diff: 4 } : { matching: true }),
          switchTenant: { result: null },
          unlockTenant: { result: null },
        },
      ],
      [
        { onlyTier: "free", stopAfterFailures: 0 },
        {
          tenantsPage: {
            result: {
              tenants: [
                { id: "a", rows: 600, tier: "paid" },
                { id: "b", rows: 1, tier: "free" },
              ],
            },
          },
        },
      ],
    ),
  },
];
