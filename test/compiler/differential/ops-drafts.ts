import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows of platform teams, as they are first written down. */
export const opsDrafts: readonly Row[] = [
  {
    name: "rotate secrets with bookkeeping of retries",
    before: `interface Secret { name: string; age: number; owner?: { team: string; channel?: string } }
interface Attempt { n: number; error?: string; waited: number }
const backoff = (n: number) => Math.min(2 ** n, 30);`,
    body: `async (input: { secrets: Secret[]; maxAge: number; dryRun?: boolean }) => {
  const attempts: Record<string, Attempt[]> = {};
  const rotated: string[] = [];
  const report = { skipped: 0, failed: [] as string[], notified: new Set<string>() };

  async function withRetry<T>(label: string, action: () => Promise<T>, max = 3): Promise<T> {
    const log: Attempt[] = [];
    for (let n = 1; ; n++) {
      try {
        const result = await action();
        log.push({ n, waited: 0 });
        attempts[label] = log;
        return result;
      } catch (error) {
        const waited = backoff(n);
        log.push({ n, error: (error as Error).message, waited });
        if (n >= max) {
          attempts[label] = log;
          throw error;
        }
        await sleep("2s");
      }
    }
  }

  for (const { name, age, owner } of input.secrets) {
    if (age <= input.maxAge || input.dryRun) {
      report.skipped++;
      continue;
    }
    try {
      await withRetry(name, () => charge({ id: name, amount: age }));
      rotated.push(name);
    } catch {
      report.failed.push(name);
      const channel = owner?.channel ?? (owner ? \`#\${owner.team}\` : "#security");
      if (!report.notified.has(channel)) {
        report.notified.add(channel);
        await echo({ channel, text: \`Could not rotate \${name} after \${attempts[name]?.length ?? 0} attempts\` });
      }
    }
  }
  return { rotated, attempts, ...report, notified: [...report.notified] };
}`,
    scenarios: runs(
      [
        {
          maxAge: 30,
          secrets: [
            { name: "db", age: 90 },
            { name: "api", age: 10 },
            { name: "ssh", age: 31, owner: { team: "infra" } },
          ],
        },
        {
          charge: [fails("X", "one"), { result: { receipt: "r" } }, fails("X", "a"), fails("X", "b"), fails("X", "c")],
        },
      ],
      [{ maxAge: 30, dryRun: true, secrets: [{ name: "db", age: 90 }] }],
      [
        {
          maxAge: 0,
          secrets: [
            { name: "a", age: 1 },
            { name: "b", age: 1 },
            { name: "c", age: 1, owner: { team: "t", channel: "#c" } },
          ],
        },
        { charge: fails("Locked", "locked") },
      ],
    ),
  },
  {
    name: "deploy services in the order of their dependencies",
    before: `interface Service { name: string; dependsOn: string[]; version: string; replicas?: number }
class DependencyCycle extends WorkflowError {}`,
    body: `async (input: { services: Service[]; parallel: boolean }) => {
  const byName = new Map(input.services.map((s) => [s.name, s]));
  const unknown = input.services.flatMap((s) => s.dependsOn.filter((d) => !byName.has(d)).map((d) => \`\${s.name} -> \${d}\`));
  if (unknown.length > 0) throw new Error("Unknown dependencies: " + unknown.join(", "));

  const deployed = new Set<string>();
  const levels: string[][] = [];
  let remaining = [...input.services];
  while (remaining.length > 0) {
    const ready = remaining.filter((s) => s.dependsOn.every((d) => deployed.has(d)));
    if (ready.length === 0) {
      throw new DependencyCycle(remaining.map((s) => s.name).sort().join(" <-> "));
    }
    const deployOne = async (s: Service) => {
      const { receipt } = await charge({ id: \`\${s.name}@\${s.version}\`, amount: s.replicas ?? 1 });
      return { name: s.name, receipt };
    };
    if (input.parallel) {
      await Promise.all(ready.map(deployOne));
    } else {
      for (const s of ready) await deployOne(s);
    }
    for (const s of ready) deployed.add(s.name);
    levels.push(ready.map((s) => s.name));
    remaining = remaining.filter((s) => !deployed.has(s.name));
  }
  return { levels, total: [...deployed].length, plan: levels.map((l, i) => \`\${i}: \${l.join(", ")}\`).join("\\n") };
}`,
    concurrent: "fails",
    scenarios: runs(
      [
        {
          parallel: false,
          services: [
            { name: "web", dependsOn: ["api"], version: "2" },
            { name: "api", dependsOn: ["db"], version: "1", replicas: 3 },
            { name: "db", dependsOn: [], version: "9" },
            { name: "cdn", dependsOn: [], version: "1" },
          ],
        },
      ],
      [
        {
          parallel: true,
          services: [
            { name: "a", dependsOn: ["b"], version: "1" },
            { name: "b", dependsOn: ["a"], version: "1" },
            { name: "c", dependsOn: [], version: "1" },
          ],
        },
      ],
      [{ parallel: true, services: [{ name: "a", dependsOn: ["zz"], version: "1" }] }],
    ),
  },
  {
    name: "expire backups by a grandfather-father-son scheme",
    before: `interface Backup { id: string; taken: string; bytes: number; pinned?: boolean }
const day = (b: Backup) => b.taken.slice(0, 10);
const month = (b: Backup) => b.taken.slice(0, 7);
const year = (b: Backup) => b.taken.slice(0, 4);
const keepNewest = (backups: Backup[], keyOf: (b: Backup) => string, count: number): string[] => {
  const newest = new Map<string, Backup>();
  for (const b of backups) {
    const key = keyOf(b);
    const held = newest.get(key);
    if (!held || held.taken < b.taken) newest.set(key, b);
  }
  return [...newest.entries()]
    .sort(([a], [b]) => b.localeCompare(a))
    .slice(0, count)
    .map(([, b]) => b.id);
};
const human_ = (bytes: number) => {
  const units = ["B", "KB", "MB", "GB"];
  let i = 0;
  let n = bytes;
  while (n >= 1024 && i < units.length - 1) {
    n /= 1024;
    i++;
  }
  return \`\${i === 0 ? n : n.toFixed(1)} \${units[i]}\`;
};`.replaceAll("human_", "readable"),
    body: `async (input: { backups: Backup[]; daily: number; monthly: number; yearly: number }) => {
  const { backups, ...policy } = input;
  const keep = new Set([
    ...keepNewest(backups, day, policy.daily),
    ...keepNewest(backups, month, policy.monthly),
    ...keepNewest(backups, year, policy.yearly),
    ...backups.filter((b) => b.pinned).map((b) => b.id),
  ]);
  const doomed = backups.filter((b) => !keep.has(b.id));
  let freed = 0;
  const errors: { id: string; message: string }[] = [];
  for (let i = 0; i < doomed.length; i += 2) {
    const chunk = doomed.slice(i, i + 2);
    const settled = await Promise.allSettled(chunk.map((b) => release(b.id)));
    settled.forEach((s, j) => {
      const b = chunk[j]!;
      if (s.status === "fulfilled") freed += b.bytes;
      else errors.push({ id: b.id, message: s.reason instanceof Error ? s.reason.message : "?" });
    });
  }
  return { kept: [...keep].sort(), freed: readable(freed), errors };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          daily: 1,
          monthly: 1,
          yearly: 2,
          backups: [
            { id: "a", taken: "2023-05-01T00:00", bytes: 1000 },
            { id: "b", taken: "2023-05-02T00:00", bytes: 2000 },
            { id: "c", taken: "2024-01-02T00:00", bytes: 3000000 },
            { id: "d", taken: "2024-01-02T09:00", bytes: 40 },
            { id: "e", taken: "2022-01-01", bytes: 7, pinned: true },
            { id: "f", taken: "2021-01-01", bytes: 70 },
          ],
        },
      ],
      [
        { daily: 0, monthly: 0, yearly: 0, backups: [{ id: "x", taken: "2024-01-01", bytes: 5 }] },
        { release: fails("Locked", "legal hold") },
      ],
    ),
  },
  {
    name: "report cloud costs by team and month",
    before: `interface Line { service: string; tags?: { team?: string; env?: string }; month: string; cost: string }
type Totals = Record<string, Record<string, number>>;
const parseMoney = (text: string): number => {
  const negative = /^\\(.*\\)$/.test(text.trim());
  const n = Number(text.replace(/[^0-9.]/g, ""));
  return negative ? -n : n;
};
const money = (n: number) => \`\${n < 0 ? "-" : ""}$\${Math.abs(n).toFixed(2).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ",")}\`;`,
    body: `async (input: { lines: Line[]; budgets: Record<string, number> }) => {
  const totals: Totals = {};
  const untagged: Line[] = [];
  for (const line of input.lines) {
    const team = line.tags?.team?.toLowerCase();
    if (!team) {
      untagged.push(line);
      continue;
    }
    totals[team] ??= {};
    totals[team][line.month] = (totals[team][line.month] ?? 0) + parseMoney(line.cost);
  }
  const rows: string[] = [];
  const over: string[] = [];
  for (const team of Object.keys(totals).sort()) {
    const months = totals[team]!;
    const sum = Object.values(months).reduce((a, b) => a + b, 0);
    const budget = input.budgets[team];
    rows.push(\`\${team.padEnd(8)}|\${Object.entries(months).map(([m, c]) => \` \${m} \${money(c)}\`).join(";")}\`);
    if (budget !== undefined && sum > budget) {
      over.push(team);
      const percent = ((sum / budget - 1) * 100).toFixed(0);
      await echo({ team, message: \`\${percent}% over budget: \${money(sum)} of \${money(budget)}\` });
    }
  }
  const lost = untagged.reduce((s, { cost }) => s + parseMoney(cost), 0);
  return { rows, over, untagged: { count: untagged.length, cost: money(lost), services: [...new Set(untagged.map((l) => l.service))] } };
}`,
    scenarios: runs(
      [
        {
          budgets: { core: 1000, data: 50 },
          lines: [
            { service: "s3", tags: { team: "Core" }, month: "01", cost: "$1,200.50" },
            { service: "s3", tags: { team: "core" }, month: "02", cost: "(20.25)" },
            { service: "sqs", tags: { env: "x" }, month: "01", cost: "3" },
            { service: "sqs", month: "01", cost: "1234567.891" },
            { service: "rds", tags: { team: "data" }, month: "01", cost: "49.99" },
          ],
        },
      ],
      [{ budgets: {}, lines: [] }],
    ),
  },
  {
    name: "triage alerts with suppression and escalation",
    before: `type Level = "low" | "high" | "page";
interface Alert { fingerprint: string; service: string; level: Level; at: number; labels: Record<string, string> }
interface Incident { key: string; alerts: Alert[]; level: Level; firstSeen: number; lastSeen: number; acknowledgedBy?: string }
const order: Level[] = ["low", "high", "page"];
const max = (a: Level, b: Level): Level => (order.indexOf(a) > order.indexOf(b) ? a : b);`,
    body: `async (input: { alerts: Alert[]; window: number; silences: { service: string; until: number }[] }) => {
  const incidents: Incident[] = [];
  const open = new Map<string, number>();
  let suppressed = 0;
  for (const alert of [...input.alerts].sort((a, b) => a.at - b.at)) {
    const silenced = input.silences.some((s) => s.service === alert.service && alert.at < s.until);
    if (silenced) {
      suppressed++;
      continue;
    }
    const key = \`\${alert.service}/\${alert.labels["region"] ?? "global"}\`;
    const existing = incidents[open.get(key) ?? -1];
    if (existing && alert.at - existing.lastSeen <= input.window) {
      existing.alerts.push(alert);
      existing.lastSeen = alert.at;
      existing.level = max(existing.level, alert.level);
    } else {
      const incident: Incident = { key, alerts: [alert], level: alert.level, firstSeen: alert.at, lastSeen: alert.at };
      open.set(key, incidents.push(incident) - 1);
    }
  }
  for (const incident of incidents) {
    if (incident.level !== "page") continue;
    for (const person of ["primary", "backup", "boss"]) {
      const { approved } = await review({ id: person });
      if (approved) {
        incident.acknowledgedBy = person;
        break;
      }
    }
  }
  return incidents.map(({ alerts, ...incident }) => ({ ...incident, count: alerts.length, fingerprints: [...new Set(alerts.map((a) => a.fingerprint))], suppressed }));
}`,
    scenarios: runs(
      [
        {
          window: 10,
          silences: [{ service: "db", until: 50 }],
          alerts: [
            { fingerprint: "f1", service: "web", level: "low", at: 5, labels: { region: "eu" } },
            { fingerprint: "f2", service: "web", level: "page", at: 12, labels: { region: "eu" } },
            { fingerprint: "f1", service: "web", level: "low", at: 90, labels: { region: "eu" } },
            { fingerprint: "d", service: "db", level: "page", at: 1, labels: {} },
            { fingerprint: "d", service: "db", level: "high", at: 51, labels: {} },
          ],
        },
      ],
      [{ window: 10, silences: [], alerts: [] }],
    ),
  },
];
