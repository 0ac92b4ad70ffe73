import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows of services and desks, as a developer writes them who has read no list of restrictions. */
export const desks: readonly Row[] = [
  {
    name: "subscription renewal with proration",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Sub { id: string; plan: "basic" | "plus"; seats: number; renewsAt: string; coupon?: { percent: number; until: string } | undefined }
const chargeCard = lambda<{ sub: string; cents: number; key: string }, { ok: boolean; code?: string | undefined }>("chargeCardOf8", noCode);
const emailTo = lambda<{ sub: string; template: string; vars: Record<string, string | number> }, void>("emailToOf8", noCode);
const PRICES = { basic: 900, plus: 1900 } as const satisfies Record<Sub["plan"], number>;
const DAY = 24 * 60 * 60 * 1000;
const addMonths = (iso: string, months: number) => {
  const d = new Date(iso);
  d.setUTCMonth(d.getUTCMonth() + months);
  return d;
};
`,
    body: `async (sub: Sub) => {
  const now = new Date(sub.renewsAt);
  const next = addMonths(sub.renewsAt, 1);
  const days = Math.round((next.getTime() - now.getTime()) / DAY);
  let cents = PRICES[sub.plan] * sub.seats;
  const couponActive = sub.coupon !== undefined && new Date(sub.coupon.until) > now;
  if (couponActive) cents = Math.floor(cents * (1 - sub.coupon!.percent / 100));
  const key = \`\${sub.id}-\${now.toISOString().slice(0, 10)}\`;
  const dunning = [0, 1, 3, 7];
  for (const [attempt, wait] of dunning.entries()) {
    if (wait > 0) await sleep(\`\${wait}d\`);
    const { ok, code } = await chargeCard({ sub: sub.id, cents, key: \`\${key}-\${attempt}\` });
    if (ok) {
      await emailTo({ sub: sub.id, template: "renewed", vars: { amount: (cents / 100).toFixed(2), next: next.toISOString().split("T")[0]!, days } });
      return { status: "renewed" as const, cents, next: next.toISOString(), perDay: +(cents / days).toFixed(3), attempt };
    }
    if (code === "stolen_card") break;
    await emailTo({ sub: sub.id, template: "failed", vars: { attempt: attempt + 1, code: code ?? "unknown" } });
  }
  return { status: "cancelled" as const, cents: 0 };
}`,
    scenarios: runs(
      [
        {
          id: "s",
          plan: "plus",
          seats: 3,
          renewsAt: "2024-01-31T10:00:00Z",
          coupon: { percent: 15, until: "2024-06-01T00:00:00Z" },
        },
        { chargeCardOf8: [{ result: { ok: false, code: "nsf" } }, { result: { ok: true } }], emailToOf8: () => null },
      ],
      [
        { id: "s", plan: "basic", seats: 1, renewsAt: "2024-02-10T10:00:00Z" },
        { chargeCardOf8: () => ({ ok: false, code: "stolen_card" }), emailToOf8: () => null },
      ],
    ),
  },
  {
    name: "feature rollout with health checks",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Health { errors: number; requests: number }
const setTraffic = lambda<{ service: string; percent: number }, void>("setTrafficOf8", noCode);
const health = lambda<{ service: string; minutes: number }, Health>("healthOf8", noCode);
const STEPS = [1, 5, 25, 50, 100] as const;
const errorRate = ({ errors, requests }: Health) => (requests === 0 ? 0 : errors / requests);
`,
    body: `async ({ service, threshold = 0.01 }: { service: string; threshold?: number }) => {
  const measured: { percent: number; rate: number }[] = [];
  let baseline = errorRate(await health({ service, minutes: 60 }));
  for (const percent of STEPS) {
    await setTraffic({ service, percent });
    await sleep("10m");
    const samples: number[] = [];
    do {
      samples.push(errorRate(await health({ service, minutes: 5 })));
    } while (samples.length < 3 && samples.at(-1)! > threshold);
    const rate = Math.min(...samples);
    measured.push({ percent, rate: Number(rate.toFixed(4)) });
    if (rate > Math.max(threshold, baseline * 1.5)) {
      await setTraffic({ service, percent: 0 });
      return { ok: false, rolledBackAt: percent, measured };
    }
    baseline = (baseline + rate) / 2;
  }
  return { ok: true, measured, worst: measured.reduce((a, b) => (b.rate > a.rate ? b : a)) };
}`,
    scenarios: runs(
      [{ service: "s" }, { setTrafficOf8: () => null, healthOf8: () => ({ errors: 1, requests: 1000 }) }],
      [
        { service: "s" },
        {
          setTrafficOf8: () => null,
          healthOf8: [
            { result: { errors: 0, requests: 0 } },
            { result: { errors: 5, requests: 100 } },
            { result: { errors: 5, requests: 100 } },
            { result: { errors: 3, requests: 100 } },
          ],
        },
      ],
    ),
  },
  {
    name: "document approval with parallel reviewers and quorum",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Doc { id: string; title: string; reviewers: string[]; quorum?: number }
const ask = lambda<{ reviewer: string; doc: string; round: number }, { vote: "yes" | "no" | "abstain"; note?: string | undefined }>("askOf8", noCode);
const archive = lambda<{ doc: string; minutes: string }, { key: string }>("archiveOf8", noCode);
const count = <T extends string>(votes: readonly T[]): Partial<Record<T, number>> => {
  const counts: Partial<Record<T, number>> = {};
  for (const vote of votes) counts[vote] = (counts[vote] ?? 0) + 1;
  return counts;
};
`,
    body: `async (doc: Doc) => {
  const quorum = doc.quorum ?? Math.ceil(doc.reviewers.length / 2);
  const rounds: { yes: number; no: number; notes: string[] }[] = [];
  for (let round = 1; round <= 2; round += 1) {
    const answers = await Promise.all(doc.reviewers.map(async (reviewer) => ({ reviewer, ...(await ask({ reviewer, doc: doc.id, round })) })));
    const { yes = 0, no = 0 } = count(answers.map((a) => a.vote));
    rounds.push({ yes, no, notes: answers.filter((a) => a.note).map((a) => \`\${a.reviewer}: \${a.note}\`) });
    if (yes >= quorum) break;
    if (no >= quorum) throw new WorkflowError(\`"\${doc.title}" was rejected in round \${round}\`);
  }
  const last = rounds[rounds.length - 1]!;
  const passed = last.yes >= quorum;
  const minutes = rounds.map(({ yes, no, notes }, i) => [\`Round \${i + 1}: \${yes} : \${no}\`, ...notes.map((n) => \`  - \${n}\`)].join("\\n")).join("\\n\\n");
  const { key } = await archive({ doc: doc.id, minutes });
  return { passed, rounds: rounds.length, key, minutes };
}`,
    concurrent: true,
    scenarios: runs(
      [
        { id: "d", title: "T", reviewers: ["a", "b", "c"] },
        {
          askOf8: ({ reviewer, round }: { reviewer: string; round: number }) => ({
            vote: reviewer === "a" || round > 1 ? "yes" : "abstain",
            note: reviewer === "b" ? "hm" : undefined,
          }),
          archiveOf8: () => ({ key: "k" }),
        },
      ],
      [{ id: "d", title: "T", reviewers: ["a", "b"], quorum: 1 }, { askOf8: () => ({ vote: "no" }) }],
    ),
  },
  {
    name: "gdpr export and erase",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
type System = "crm" | "shop" | "mail";
const exportFrom = lambda<{ system: System; user: string }, { records: Record<string, unknown>[] }>("exportFromOf8", noCode);
const eraseIn = lambda<{ system: System; user: string }, { erased: number }>("eraseInOf8", noCode);
const deliver = lambda<{ user: string; json: string; records: number }, { link: string }>("deliverOf8", noCode);
const SYSTEMS: readonly System[] = ["crm", "shop", "mail"];
const redact = (record: Record<string, unknown>, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(record).filter(([k]) => !fields.includes(k)));
`,
    body: `async ({ user, erase }: { user: string; erase: boolean }) => {
  const exports = await Promise.all(SYSTEMS.map((system) => exportFrom({ system, user }).then(({ records }) => ({ system, records: records.map((r) => redact(r, ["password", "token"])) }))));
  const bundle: Partial<Record<System, unknown[]>> = {};
  for (const { system, records } of exports) if (records.length) bundle[system] = records;
  const total = exports.reduce((n, { records }) => n + records.length, 0);
  const { link } = await deliver({ user, json: JSON.stringify(bundle), records: total });
  if (!erase) return { link, total };
  const erased: Record<string, number> = {};
  const failed: System[] = [];
  for (const system of SYSTEMS) {
    try {
      erased[system] = (await eraseIn({ system, user })).erased;
    } catch (e) {
      if (e instanceof Error && e.name === "NotFound") erased[system] = 0;
      else failed.push(system);
    }
  }
  return { link, total, erased, ...(failed.length > 0 && { failed }) };
}`,
    concurrent: true,
    scenarios: runs(
      [
        { user: "u", erase: true },
        {
          exportFromOf8: ({ system }: { system: string }) => ({
            records: system === "crm" ? [{ id: 1, password: "x", name: "n" }] : [],
          }),
          deliverOf8: () => ({ link: "l" }),
          eraseInOf8: [{ result: { erased: 3 } }, fails("NotFound"), fails("Down")],
        },
      ],
      [
        { user: "u", erase: false },
        { exportFromOf8: () => ({ records: [{ a: 1 }] }), deliverOf8: () => ({ link: "l" }) },
      ],
    ),
  },
  {
    name: "warehouse pick path",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Pick { bin: string; sku: string; qty: number }
const startPick = lambda<{ path: string[]; picker: string }, { taskId: string }>("startPickOf8", noCode);
const parseBin = (bin: string) => {
  const [aisle = "A", shelf = "0", level = "0"] = bin.split("-");
  return { aisle, shelf: parseInt(shelf, 10), level: Number(level) };
};
function compareBins(a: string, b: string): number {
  const x = parseBin(a);
  const y = parseBin(b);
  if (x.aisle !== y.aisle) return x.aisle < y.aisle ? -1 : 1;
  const forward = x.aisle.charCodeAt(0) % 2 === 0;
  return forward ? x.shelf - y.shelf || x.level - y.level : y.shelf - x.shelf || y.level - x.level;
}
`,
    body: `async ({ picks, pickers }: { picks: Pick[]; pickers: string[] }) => {
  const merged = Object.values(
    picks.reduce<Record<string, Pick>>((acc, pick) => {
      const key = \`\${pick.bin}/\${pick.sku}\`;
      const known = acc[key];
      acc[key] = known ? { ...known, qty: known.qty + pick.qty } : pick;
      return acc;
    }, {}),
  );
  merged.sort((a, b) => compareBins(a.bin, b.bin));
  const perPicker = Math.ceil(merged.length / pickers.length);
  const tasks = await Promise.all(
    pickers.map(async (picker, i) => {
      const mine = merged.slice(i * perPicker, (i + 1) * perPicker);
      if (mine.length === 0) return null;
      const { taskId } = await startPick({ picker, path: mine.map((p) => \`\${p.bin}:\${p.sku}x\${p.qty}\`) });
      return { picker, taskId, items: mine.reduce((n, p) => n + p.qty, 0) };
    }),
  );
  const busy = tasks.filter((t): t is NonNullable<typeof t> => t !== null);
  return { busy, idle: pickers.filter((p) => !busy.some((t) => t.picker === p)) };
}`,
    concurrent: true,
    scenarios: runs([
      {
        picks: [
          { bin: "B-2-1", sku: "x", qty: 1 },
          { bin: "A-1-0", sku: "y", qty: 2 },
          { bin: "B-2-1", sku: "x", qty: 3 },
          { bin: "A-10-0", sku: "z", qty: 1 },
        ],
        pickers: ["p", "q", "r", "s"],
      },
      { startPickOf8: ({ picker }: { picker: string }) => ({ taskId: "t" + picker }) },
    ]),
  },
  {
    name: "chat moderation with strikes",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
interface Message { user: string; text: string; at: number }
const classify = lambda<{ text: string }, { label: string; score: number }>("classifyOf8", noCode);
const mute = lambda<{ user: string; minutes: number }, void>("muteOf8", noCode);
const BANNED = /\\b(spam|scam)\\b/gi;
enum Action { Allow, Flag, Remove }
`,
    body: `async ({ messages }: { messages: Message[] }) => {
  const strikes: { [user: string]: number } = {};
  const outcome: { user: string; action: string; text: string }[] = [];
  const seen = new Map<string, string>();
  for (const { user, text, at } of messages.toSorted((a, b) => a.at - b.at)) {
    let action = Action.Allow;
    const clean = text.replace(BANNED, (word) => "*".repeat(word.length));
    if (clean !== text) action = Action.Flag;
    if (seen.get(user) === text) action = Action.Flag;
    seen.set(user, text);
    if (action === Action.Allow && text.length > 20) {
      const { label, score } = await classify({ text });
      if (label !== "ok" && score > 0.8) action = Action.Remove;
    }
    if (action !== Action.Allow) {
      strikes[user] = (strikes[user] ?? 0) + (action === Action.Remove ? 2 : 1);
      if (strikes[user] >= 3) {
        await mute({ user, minutes: 2 ** strikes[user] });
        delete strikes[user];
      }
    }
    outcome.push({ user, action: Action[action], text: action === Action.Remove ? "" : clean });
  }
  return { outcome, strikes, at: messages.length > 0 ? Math.max(...messages.map((m) => m.at)) : null };
}`,
    scenarios: runs(
      [
        {
          messages: [
            { user: "a", text: "This is SPAM and a scam", at: 3 },
            { user: "b", text: "hello", at: 1 },
            { user: "b", text: "hello", at: 2 },
            { user: "a", text: "a rather long and hateful text", at: 4 },
          ],
        },
        { classifyOf8: () => ({ label: "hate", score: 0.9 }), muteOf8: () => null },
      ],
      [{ messages: [] }, {}],
    ),
  },
  {
    name: "config drift detection deep compare",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
interface Drift { path: string; expected?: Json | undefined; actual?: Json | undefined }
const actualConfig = lambda<{ host: string }, Record<string, Json>>("actualConfigOf8", noCode);
const report = lambda<{ host: string; drifts: Drift[] }, void>("reportOf8", noCode);
const diff = (expected: Record<string, Json>, actual: Record<string, Json>): Drift[] => {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  return keys.flatMap((key): Drift[] => {
    if (!(key in actual)) return [{ path: key, expected: expected[key] }];
    if (!(key in expected)) return [{ path: key, actual: actual[key] }];
    return JSON.stringify(expected[key]) === JSON.stringify(actual[key]) ? [] : [{ path: key, expected: expected[key], actual: actual[key] }];
  });
};
`,
    body: `async ({ hosts, expected }: { hosts: string[]; expected: Record<string, Json> }) => {
  const results: Record<string, number> = {};
  await Promise.all(
    hosts.map(async (host) => {
      const drifts = diff(expected, await actualConfig({ host }));
      if (drifts.length > 0) await report({ host, drifts });
      results[host] = drifts.length;
    }),
  );
  const drifted = Object.keys(results).filter((host) => results[host]! > 0);
  return { drifted, clean: hosts.length - drifted.length };
}`,
    concurrent: true,
    scenarios: runs([
      { hosts: ["h", "i"], expected: { a: 1, b: [1, 2], c: "x" } },
      {
        actualConfigOf8: ({ host }: { host: string }) =>
          host === "h" ? { a: 1, b: [1, 3], d: null } : { a: 1, b: [1, 2], c: "x" },
        reportOf8: () => null,
      },
    ]),
  },
  {
    name: "rate limited crawl with queue",
    before: `
import { lambda } from "setpiece";
const noCode = (): never => { throw new Error("no stub"); };
const fetchLinks = lambda<{ url: string }, { links: string[]; status: number }>("fetchLinksOf8", noCode);
`,
    body: `async ({ start, maxPages = 4, perMinute = 2 }: { start: string; maxPages?: number; perMinute?: number }) => {
  const queue: { url: string; depth: number }[] = [{ url: start, depth: 0 }];
  const visited = new Set<string>([start]);
  const pages: { url: string; depth: number; out: number }[] = [];
  const broken: string[] = [];
  let inWindow = 0;
  while (queue.length && pages.length < maxPages) {
    const { url, depth } = queue.shift()!;
    if (inWindow === perMinute) {
      await sleep("1m");
      inWindow = 0;
    }
    inWindow++;
    const { links, status } = await fetchLinks({ url });
    if (status >= 400) {
      broken.push(url);
      continue;
    }
    const fresh = links.map((l) => l.split("#")[0]!).filter((l) => l.startsWith(start) && !visited.has(l));
    for (const link of new Set(fresh)) {
      visited.add(link);
      queue.push({ url: link, depth: depth + 1 });
    }
    pages.push({ url, depth, out: links.length });
  }
  return { pages, broken, unvisited: queue.map((q) => q.url), deepest: Math.max(0, ...pages.map((p) => p.depth)) };
}`,
    scenarios: runs([
      { start: "s/" },
      {
        fetchLinksOf8: ({ url }: { url: string }) =>
          ({
            "s/": { links: ["s/a", "s/b#x", "s/b", "t/"], status: 200 },
            "s/a": { links: ["s/", "s/c"], status: 200 },
            "s/b": { links: [], status: 404 },
          })[url] ?? { links: ["s/d", "s/e"], status: 200 },
      },
    ]),
  },
];
