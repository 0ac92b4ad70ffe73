import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of budgets and queues, as their authors write them. */
export const budgets: readonly Row[] = [
  {
    name: "budget approval matrix",
    before: `import { human } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
enum Level { Team = 1, Department = 2, Board = 3 }
interface Request { id: string; amount: number; department: string; urgent?: boolean; items: { name: string; cost: number; recurring?: "monthly" | "yearly" }[] }
const MATRIX: readonly { readonly upTo: number; readonly level: Level; readonly approvers: readonly string[] }[] = [
  { upTo: 1_000, level: Level.Team, approvers: ["lead"] },
  { upTo: 25_000, level: Level.Department, approvers: ["lead", "head"] },
  { upTo: Number.MAX_SAFE_INTEGER, level: Level.Board, approvers: ["head", "cfo", "ceo"] },
];
const vote = human<{ request: string; approver: string; total: number }, { yes: boolean; note?: string }>("vote", { title: "Do you approve?", form: { type: "object", properties: { yes: { type: "boolean" } } } });
const yearly = ({ cost, recurring }: Request["items"][number]) => cost * (recurring === "monthly" ? 12 : 1);`,
    body: `async (request: Request) => {
  const total = request.items.map(yearly).reduce((sum, cost) => sum + cost, 0);
  const rule = MATRIX.find(({ upTo }) => total <= upTo)!;
  const needed = request.urgent ? Math.ceil(rule.approvers.length / 2) : rule.approvers.length;
  const votes: Record<string, boolean> = {};
  const notes: string[] = [];
  let yes = 0;
  for (const approver of rule.approvers) {
    if (yes >= needed) break;
    const remaining = rule.approvers.length - Object.keys(votes).length;
    if (yes + remaining < needed) break;
    const answer = await vote({ request: request.id, approver, total }).catch((e: Error) => ({ yes: false, note: e.message }));
    votes[approver] = answer.yes;
    yes += Number(answer.yes);
    if (answer.note) notes.push(\`\${approver}: \${answer.note}\`);
  }
  const approved = yes >= needed;
  return { approved, level: Level[rule.level], total, votes, notes: notes.length ? notes : undefined, mismatch: total !== request.amount };
}`,
    scenarios: runs(
      [
        {
          id: "r",
          amount: 500,
          department: "d",
          items: [
            { name: "x", cost: 40, recurring: "monthly" },
            { name: "y", cost: 20 },
          ],
        },
        { vote: { result: { yes: true } } },
      ],
      [
        { id: "r", amount: 500, department: "d", urgent: true, items: [{ name: "x", cost: 40000 }] },
        {
          vote: [fails("HumanTaskRejected", "gone"), { result: { yes: false, note: "no" } }, { result: { yes: true } }],
        },
      ],
    ),
  },
  {
    name: "travel expense per diem calculation",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Leg { country: string; arrive: string; depart: string; meals?: { breakfast?: number; lunch?: number; dinner?: number } }
interface Rates { full: number; partial: number }
const ratesOf = lambda<{ country: string; year: number }, Rates>("ratesOf", elsewhere);
const HOUR = 3600 * 1000;
const MEALS = { breakfast: 0.2, lunch: 0.4, dinner: 0.4 };
const daysBetween = (from: Date, to: Date): string[] => {
  const days: string[] = [];
  const day = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()));
  while (day <= to) {
    days.push(day.toISOString().slice(0, 10));
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
};
const hoursOn = (day: string, from: Date, to: Date) => {
  const start = Math.max(from.getTime(), Date.parse(\`\${day}T00:00:00Z\`));
  const end = Math.min(to.getTime(), Date.parse(\`\${day}T24:00:00Z\`));
  return (end - start) / HOUR;
};`,
    body: `async ({ traveller, legs }: { traveller: string; legs: Leg[] }) => {
  const cache: Record<string, Rates> = {};
  const perDay: { day: string; country: string; amount: number }[] = [];
  for (const { country, arrive, depart, meals = {} } of legs) {
    const from = new Date(arrive);
    const to = new Date(depart);
    if (to.getTime() < from.getTime()) throw new RangeError(\`\${country}: \${depart} is before \${arrive}\`);
    const key = \`\${country}/\${from.getUTCFullYear()}\`;
    cache[key] ??= await ratesOf({ country, year: from.getUTCFullYear() });
    const rates = cache[key];
    for (const day of daysBetween(from, to)) {
      const hours = hoursOn(day, from, to);
      const amount = hours >= 24 ? rates.full : hours >= 8 ? rates.partial : 0;
      if (amount > 0) perDay.push({ day, country, amount });
    }
    const deduction = Object.entries(meals).reduce((sum, [meal, n]) => sum + MEALS[meal as keyof typeof MEALS] * (n ?? 0), 0) * rates.full;
    if (deduction > 0) perDay.push({ day: depart.slice(0, 10), country, amount: -Math.round(deduction * 100) / 100 });
  }
  const total = Math.max(0, perDay.reduce((sum, { amount }) => sum + amount, 0));
  if (total > 0) await echo({ traveller, total: total.toFixed(2) });
  const byCountry = perDay.reduce<Record<string, number>>((acc, { country, amount }) => ({ ...acc, [country]: (acc[country] ?? 0) + amount }), {});
  return { total, byCountry, perDay, nights: perDay.filter((d) => d.amount > 0).length - 1 };
}`,
    scenarios: runs(
      [
        {
          traveller: "t",
          legs: [
            {
              country: "FR",
              arrive: "2024-02-27T10:00:00Z",
              depart: "2024-03-01T09:00:00Z",
              meals: { breakfast: 2, dinner: 1 },
            },
            { country: "ES", arrive: "2024-03-01T12:00:00Z", depart: "2024-03-01T18:00:00Z" },
          ],
        },
        {
          ratesOf: ({ country }: { country: string }) =>
            country === "FR" ? { full: 40, partial: 20 } : { full: 30, partial: 15 },
        },
      ],
      [{ traveller: "t", legs: [{ country: "FR", arrive: "2024-02-27T10:00:00Z", depart: "2024-02-26T09:00:00Z" }] }],
    ),
  },
  {
    name: "warehouse robot task queue",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Job { id: string; kind: "move" | "scan" | "charge"; from?: string; to?: string; priority?: number; dependsOn?: string[] }
const execute = lambda<{ robot: string; job: Job }, { ok: boolean; battery: number }>("execute", elsewhere);
class Deadlock extends WorkflowError {}
const handlers = {
  move: (job: Job) => \`\${job.from ?? "?"} -> \${job.to ?? "?"}\`,
  scan: (job: Job) => \`scan \${job.to ?? job.from ?? "all"}\`,
  charge: () => "charging",
} satisfies Record<Job["kind"], (job: Job) => string>;`,
    body: `async ({ jobs, robot }: { jobs: Job[]; robot: string }) => {
  const pending = new Map(jobs.map((j) => [j.id, { ...j, retries: 0 }]));
  const done = new Set<string>();
  const journal: string[] = [];
  let battery = 100;
  while (pending.size > 0) {
    const ready = [...pending.values()]
      .filter((job) => (job.dependsOn ?? []).every((id) => done.has(id)))
      .sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
    const job = battery < 20 ? ({ id: \`charge-\${journal.length}\`, kind: "charge", retries: 0 } as Job & { retries: number }) : ready[0];
    if (!job) throw new Deadlock(\`stuck: \${[...pending.keys()].join(", ")}\`);
    const { retries, ...command } = job;
    const result = await execute({ robot, job: command });
    battery = result.battery;
    journal.push(\`\${handlers[job.kind](job)}\${result.ok ? "" : " ✗"}\`);
    if (result.ok) {
      done.add(job.id);
      pending.delete(job.id);
    } else if (retries >= 1) {
      pending.delete(job.id);
      journal.push(\`gave up \${job.id}\`);
    } else {
      pending.set(job.id, { ...job, retries: retries + 1 });
    }
  }
  return { journal, done: [...done], battery };
}`,
    scenarios: runs(
      [
        {
          robot: "r",
          jobs: [
            { id: "a", kind: "move", from: "x", to: "y", dependsOn: ["b"] },
            { id: "b", kind: "scan" },
            { id: "c", kind: "scan", to: "z", priority: 5 },
          ],
        },
        {
          execute: [
            { result: { ok: true, battery: 50 } },
            { result: { ok: false, battery: 10 } },
            { result: { ok: true, battery: 90 } },
            { result: { ok: true, battery: 70 } },
            { result: { ok: true, battery: 60 } },
          ],
        },
      ],
      [
        {
          robot: "r",
          jobs: [
            { id: "a", kind: "move", dependsOn: ["b"] },
            { id: "b", kind: "scan" },
          ],
        },
        { execute: { result: { ok: false, battery: 90 } } },
      ],
      [{ robot: "r", jobs: [] }],
    ),
  },
  {
    name: "election of leader with lease table",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Node { id: string; zone: string; load: number; lastSeen: number; draining?: boolean }
interface Lease { holder: string; expires: number; epoch: number }
const readLease = lambda<{ group: string }, Lease | null>("readLease", elsewhere);
const writeLease = lambda<{ group: string; lease: Lease; expected: number }, { written: boolean }>("writeLease", elsewhere);
const nodesOf = lambda<{ group: string }, Node[]>("nodesOf", elsewhere);
class NoCandidates extends WorkflowError {}
const alive = (now: number) => (node: Node) => now - node.lastSeen < 30 && !node.draining;
const compare = <T>(...by: ((a: T, b: T) => number)[]) => (a: T, b: T): number => {
  for (const f of by) {
    const result = f(a, b);
    if (result !== 0) return result;
  }
  return 0;
};`,
    body: `async ({ group, now, avoidZone }: { group: string; now: number; avoidZone?: string }) => {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const [lease, nodes] = await Promise.all([readLease({ group }), nodesOf({ group })]);
    const candidates = nodes.filter(alive(now));
    if (lease && lease.expires > now && candidates.some((n) => n.id === lease.holder)) {
      return { leader: lease.holder, changed: false, epoch: lease.epoch };
    }
    const [first] = candidates.toSorted(
      compare<Node>(
        (a, b) => Number(a.zone === avoidZone) - Number(b.zone === avoidZone),
        (a, b) => a.load - b.load,
        (a, b) => a.id.localeCompare(b.id),
      ),
    );
    if (first === undefined) throw new NoCandidates(\`\${nodes.length} nodes, none alive\`);
    const epoch = (lease?.epoch ?? 0) + 1;
    const { written } = await writeLease({ group, lease: { holder: first.id, expires: now + 60, epoch }, expected: epoch - 1 });
    if (written) return { leader: first.id, changed: lease?.holder !== first.id, epoch, attempt };
    await sleep(\`\${attempt}s\`);
  }
  return { leader: null, changed: false, epoch: null };
}`,
    scenarios: runs(
      [
        { group: "g", now: 100 },
        {
          readLease: { result: { holder: "n1", expires: 200, epoch: 4 } },
          nodesOf: { result: [{ id: "n1", zone: "a", load: 1, lastSeen: 90 }] },
        },
      ],
      [
        { group: "g", now: 100, avoidZone: "a" },
        {
          readLease: { result: null },
          nodesOf: {
            result: [
              { id: "n1", zone: "a", load: 0, lastSeen: 90 },
              { id: "n3", zone: "b", load: 2, lastSeen: 90 },
              { id: "n2", zone: "b", load: 2, lastSeen: 99 },
              { id: "n0", zone: "b", load: 0, lastSeen: 9 },
            ],
          },
          writeLease: [{ result: { written: false } }, { result: { written: true } }],
        },
      ],
      [
        { group: "g", now: 100 },
        {
          readLease: { result: null },
          nodesOf: { result: [{ id: "n1", zone: "a", load: 0, lastSeen: 90, draining: true }] },
        },
      ],
    ),
    concurrent: true,
  },
  {
    name: "url shortener batch with collision handling",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const reserveCode = lambda<{ code: string; url: string }, { created: boolean; existing?: string }>("reserveCode", elsewhere);
class InvalidUrl extends WorkflowError {}
const URL_PATTERN = /^(https?):\\/\\/([^/?#:]+)(?::(\\d+))?([^?#]*)(\\?[^#]*)?(#.*)?$/i;
const normalise = (url: string): string => {
  const match = URL_PATTERN.exec(url.trim());
  if (!match) throw new InvalidUrl(\`\${url} is no address\`);
  const [, protocol = "", host = "", port, path = "/", query = ""] = match;
  const params = query.slice(1).split("&").filter((p) => p !== "" && !/^utm_/.test(p)).sort();
  const isDefault = (protocol.toLowerCase() === "http" && port === "80") || (protocol.toLowerCase() === "https" && port === "443");
  return \`\${protocol.toLowerCase()}://\${host.toLowerCase()}\${port && !isDefault ? \`:\${port}\` : ""}\${path || "/"}\${params.length ? \`?\${params.join("&")}\` : ""}\`;
};
const codeFor = (url: string, salt: number, length = 5): string => {
  let h = salt + 17;
  for (let i = 0; i < url.length; i++) h = (h * 31 + url.charCodeAt(i)) % 4294967291;
  let code = "";
  while (code.length < length) {
    code += ALPHABET[h % ALPHABET.length];
    h = Math.floor(h / ALPHABET.length) + salt;
  }
  return code;
};`,
    body: `async ({ urls }: { urls: string[] }) => {
  const results: { url: string; code?: string; error?: string }[] = [];
  for (const url of urls) {
    try {
      const target = normalise(url);
      let code: string | undefined;
      for (let salt = 0; salt < 3 && code === undefined; salt++) {
        const candidate = codeFor(target, salt);
        const { created, existing } = await reserveCode({ code: candidate, url: target });
        if (created || existing === target) code = candidate;
      }
      results.push(code ? { url: target, code } : { url: target, error: "no free code" });
    } catch (e) {
      results.push({ url, error: (e as Error).message });
    }
  }
  return { results, failed: results.filter((r) => "error" in r).length };
}`,
    scenarios: runs(
      [
        { urls: [" HTTPS://Example.com:443?b=2&utm_x=1&a=1#top", "http://x.org:8080/p", "nope"] },
        {
          reserveCode: [
            { result: { created: true } },
            { result: { created: false, existing: "other" } },
            { result: { created: false, existing: "http://x.org:8080/p" } },
          ],
        },
      ],
      [{ urls: ["http://x.org"] }, { reserveCode: { result: { created: false } } }],
    ),
  },
];
