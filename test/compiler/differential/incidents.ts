import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of incidents and alerts, as their authors write them. */
export const incidents: readonly Row[] = [
  {
    name: "incident response with on-call rotation",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type Severity = 1 | 2 | 3;
interface Incident { id: string; service: string; severity: Severity; opened: string; tags?: Record<string, string> }
interface Engineer { name: string; phone: string; away?: boolean }
const rota = lambda<{ service: string }, { primary: Engineer; secondary?: Engineer; manager: Engineer }>("rota", elsewhere);
const page = lambda<{ phone: string; text: string }, { acknowledged: boolean }>("page", elsewhere);
const runbook = lambda<{ name: string; incident: string }, { fixed: boolean; output: string }>("runbook", elsewhere);
const updateStatus = lambda<{ id: string; status: string; history: { at: number; what: string }[] }, void>("updateStatus", elsewhere);
const RUNBOOKS: Record<string, string[]> = { api: ["restart", "scale-out"], db: ["failover"] };
const WAIT: { [S in Severity]: \`\${number}m\` } = { 1: "5m", 2: "15m", 3: "60m" };
class Unacknowledged extends WorkflowError {}
const pageText = (i: Incident) => \`[SEV\${i.severity}] \${i.service} since \${i.opened.slice(11, 16)}\${Object.entries(i.tags ?? {}).map(([k, v]) => \` \${k}=\${v}\`).join("")}\`;`,
    body: `async (incident: Incident) => {
  const history: { at: number; what: string }[] = [];
  let clock = 0;
  const note = (what: string) => history.push({ at: clock++, what });
  const finish = async (status: string) => {
    note(status);
    await updateStatus({ id: incident.id, status, history });
    return { status, steps: history.length };
  };
  for (const name of RUNBOOKS[incident.service] ?? []) {
    try {
      const { fixed, output } = await runbook({ name, incident: incident.id });
      note(\`\${name}: \${output}\`);
      if (fixed) return await finish("resolved automatically");
    } catch (error) {
      note(\`\${name} crashed (\${(error as Error).message})\`);
    }
  }
  if (incident.severity === 3) return await finish("ticket");
  const { primary, secondary, manager } = await rota({ service: incident.service });
  const ladder = [primary, secondary, manager].filter((e): e is Engineer => e !== undefined && !e.away);
  for (const { name, phone } of ladder) {
    const { acknowledged } = await page({ phone, text: pageText(incident) });
    note(\`\${name} \${acknowledged ? "acknowledged" : "did not answer"}\`);
    if (acknowledged) return { ...(await finish("assigned")), owner: name };
    await sleep(WAIT[incident.severity]);
  }
  await finish("lost");
  throw new Unacknowledged(\`\${incident.id}: nobody of \${ladder.map((e) => e.name).join(", ")} answered\`);
}`,
    scenarios: runs(
      [
        { id: "i1", service: "api", severity: 1, opened: "2024-01-01T12:34:56Z", tags: { az: "a", pod: "7" } },
        {
          updateStatus: () => null,
          runbook: [fails("Broken", "boom"), { result: { fixed: false, output: "2 more" } }],
          rota: {
            result: {
              primary: { name: "p", phone: "1", away: true },
              secondary: { name: "s", phone: "2" },
              manager: { name: "m", phone: "3" },
            },
          },
          page: [{ result: { acknowledged: false } }, { result: { acknowledged: true } }],
        },
      ],
      [
        { id: "i2", service: "db", severity: 2, opened: "2024-01-01T12:34:56Z" },
        { updateStatus: () => null, runbook: { result: { fixed: true, output: "ok" } } },
      ],
      [
        { id: "i3", service: "web", severity: 2, opened: "2024-01-01T12:34:56Z" },
        {
          updateStatus: () => null,
          rota: { result: { primary: { name: "p", phone: "1" }, manager: { name: "m", phone: "3" } } },
          page: { result: { acknowledged: false } },
        },
      ],
      [{ id: "i4", service: "web", severity: 3, opened: "2024-01-01T12:34:56Z" }, { updateStatus: () => null }],
    ),
  },
  {
    name: "support ticket triage",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Ticket { id: string; subject: string; body: string; customer: { email: string; plan: string; vip?: boolean }; attachments?: { name: string; size: number }[] }
interface Queue { name: string; keywords: RegExp; sla: number }
const QUEUES: Queue[] = [
  { name: "billing", keywords: /invoice|refund|charge[ds]?|payment/i, sla: 24 },
  { name: "security", keywords: /breach|phish|password|2fa/i, sla: 2 },
  { name: "bugs", keywords: /error|crash|broken|doesn'?t work/i, sla: 8 },
];
const sentiment = lambda<{ text: string }, { score: number }>("sentiment", elsewhere);
const assignTo = lambda<{ ticket: string; queue: string; due: number; priority: string }, { agent: string | null }>("assignTo", elsewhere);
const reply = lambda<{ to: string; text: string }, void>("reply", elsewhere);
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z']+/g) ?? [];
const matchesIn = (text: string, pattern: RegExp) => text.split(/\\s+/).filter((word) => pattern.test(word)).length;
const formatSize = (bytes: number) => (bytes < 1024 ? \`\${bytes} B\` : bytes < 1024 ** 2 ? \`\${(bytes / 1024).toFixed(1)} KB\` : \`\${(bytes / 1024 ** 2).toFixed(1)} MB\`);`,
    body: `async (ticket: Ticket) => {
  const text = \`\${ticket.subject}\\n\${ticket.body}\`;
  const scored = QUEUES.map(({ name, keywords, sla }) => ({ name, sla, hits: matchesIn(text, keywords) }));
  const best = scored.reduce((a, b) => (b.hits > a.hits ? b : a));
  const queue = best.hits > 0 ? best.name : "general";
  const { score } = await sentiment({ text: wordsOf(text).slice(0, 5).join(" ") });
  const { vip = false, plan } = ticket.customer;
  const priority = vip || score < -0.5 ? "high" : plan === "free" && score >= 0 ? "low" : "normal";
  const hours = (best.hits ? best.sla : 48) / (priority === "high" ? 2 : 1);
  const { agent } = await assignTo({ ticket: ticket.id, queue, due: hours, priority });
  const attachments = (ticket.attachments ?? []).map(({ name, size }) => \`\${name} (\${formatSize(size)})\`);
  const lines = [
    \`Hello \${ticket.customer.email.split("@")[0]},\`,
    \`your ticket \${ticket.id} is with \${agent ?? \`our \${queue} team\`}.\`,
    attachments.length > 0 && \`We received: \${attachments.join(", ")}.\`,
    \`Expect an answer within \${hours} hour\${hours === 1 ? "" : "s"}.\`,
  ].filter(Boolean);
  await reply({ to: ticket.customer.email, text: lines.join("\\n") });
  return { queue, priority, hours, agent, words: new Set(wordsOf(text)).size };
}`,
    scenarios: runs(
      [
        {
          id: "T1",
          subject: "Refund for invoice",
          body: "I was charged twice! The payment page crashed.",
          customer: { email: "ann@x.org", plan: "free" },
          attachments: [
            { name: "a.png", size: 2048 },
            { name: "b", size: 12 },
            { name: "c", size: 5 * 1024 * 1024 },
          ],
        },
        { sentiment: { result: { score: -0.7 } }, assignTo: { result: { agent: "Bo" } }, reply: () => null },
      ],
      [
        { id: "T2", subject: "Hello", body: "123", customer: { email: "cy@x.org", plan: "free" } },
        { sentiment: { result: { score: 0 } }, assignTo: { result: { agent: null } }, reply: () => null },
      ],
    ),
  },
  {
    name: "machine maintenance work orders",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Sensor { machine: string; kind: "temperature" | "vibration" | "pressure"; values: number[] }
interface WorkOrder { machine: string; parts: Map<string, number>; minutes: number; urgent: boolean }
const LIMITS: Record<Sensor["kind"], { warn: number; stop: number; part: string }> = {
  temperature: { warn: 80, stop: 110, part: "coolant" },
  vibration: { warn: 4, stop: 9, part: "bearing" },
  pressure: { warn: 12, stop: 16, part: "seal" },
};
const readSensors = lambda<{ line: string }, Sensor[]>("readSensors", elsewhere);
const stopMachine = lambda<{ machine: string }, void>("stopMachine", elsewhere);
const orderParts = lambda<{ parts: { name: string; qty: number }[] }, { eta: number }>("orderParts", elsewhere);
const mean = (v: readonly number[]) => (v.length ? v.reduce((a, b) => a + b) / v.length : 0);
const trend = (v: readonly number[]) => (v.length < 2 ? 0 : v[v.length - 1]! - v[0]!);`,
    body: `async ({ line }: { line: string }) => {
  const orders = new Map<string, WorkOrder>();
  const orderFor = (machine: string): WorkOrder => {
    let order = orders.get(machine);
    if (order === undefined) {
      order = { machine, parts: new Map(), minutes: 15, urgent: false };
      orders.set(machine, order);
    }
    return order;
  };
  for (const { machine, kind, values } of await readSensors({ line })) {
    const { warn, stop, part } = LIMITS[kind];
    const peak = Math.max(0, ...values);
    if (peak < warn && trend(values) <= warn / 4) continue;
    const order = orderFor(machine);
    order.parts.set(part, (order.parts.get(part) ?? 0) + (peak >= stop ? 2 : 1));
    order.minutes += Math.ceil(mean(values) / 10) * 10;
    if (peak >= stop && !order.urgent) {
      order.urgent = true;
      await stopMachine({ machine });
    }
  }
  const needed: Record<string, number> = {};
  for (const { parts } of orders.values()) for (const [name, qty] of parts) needed[name] = (needed[name] ?? 0) + qty;
  const parts = Object.entries(needed).map(([name, qty]) => ({ name, qty }));
  const eta = parts.length > 0 ? (await orderParts({ parts })).eta : 0;
  return [...orders.values()]
    .sort((a, b) => Number(b.urgent) - Number(a.urgent) || b.minutes - a.minutes)
    .map(({ machine, parts, minutes, urgent }, i) => \`\${i + 1}. \${machine}\${urgent ? "!" : ""} \${minutes} min, \${[...parts].map(([p, n]) => \`\${n}x \${p}\`).join(" + ")}, in \${eta} days\`);
}`,
    scenarios: runs(
      [
        { line: "l" },
        {
          stopMachine: () => null,
          orderParts: { result: { eta: 3 } },
          readSensors: {
            result: [
              { machine: "m1", kind: "temperature", values: [70, 85, 81] },
              { machine: "m2", kind: "vibration", values: [1, 9.5] },
              { machine: "m1", kind: "pressure", values: [] },
              { machine: "m2", kind: "vibration", values: [10, 2] },
              { machine: "m1", kind: "temperature", values: [10, 40] },
            ],
          },
        },
      ],
      [{ line: "l" }, { readSensors: { result: [] } }],
    ),
  },
  {
    name: "log anomaly detection with sliding window",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Entry { ts: number; level: "info" | "warn" | "error"; message: string; service: string }
const fetchLogs = lambda<{ from: number; to: number }, { entries: Entry[]; truncated: boolean }>("fetchLogs", elsewhere);
const raise = lambda<{ service: string; kind: string; sample: string[] }, { ticket: string }>("raise", elsewhere);
const stats = (values: number[]) => {
  const n = values.length;
  if (n === 0) return { mean: 0, deviation: 0 };
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
  return { mean, deviation };
};
const fingerprint = (message: string) => message.replace(/\\d+/g, "#").replace(/0x[0-9a-f]+/gi, "0x").slice(0, 20);`,
    body: `async ({ from, to, window }: { from: number; to: number; window: number }) => {
  let entries: Entry[] = [];
  let cursor = from;
  while (cursor < to) {
    const end = Math.min(cursor + window, to);
    const { entries: chunk, truncated } = await fetchLogs({ from: cursor, to: end });
    entries = entries.concat(chunk);
    cursor = truncated && chunk.length > 0 ? chunk[chunk.length - 1]!.ts + 1 : end;
  }
  const services = Array.from(new Set(entries.map((e) => e.service))).sort();
  const report: Record<string, { errors: number[]; spike: boolean; top?: string }> = {};
  for (const service of services) {
    const buckets = new Array<number>(Math.ceil((to - from) / window)).fill(0);
    const prints = new Map<string, number>();
    for (const { ts, level, message } of entries.filter((e) => e.service === service)) {
      if (level !== "error") continue;
      const i = Math.floor((ts - from) / window);
      buckets[i] = (buckets[i] ?? 0) + 1;
      const print = fingerprint(message);
      prints.set(print, (prints.get(print) ?? 0) + 1);
    }
    const { mean, deviation } = stats(buckets.slice(0, -1));
    const latest = buckets.at(-1) ?? 0;
    const spike = latest > mean + 2 * deviation && latest >= 3;
    const [top] = [...prints].sort((a, b) => b[1] - a[1]);
    report[service] = { errors: buckets, spike, ...(top ? { top: top[0] } : {}) };
  }
  const tickets: string[] = [];
  for (const [service, { spike, top }] of Object.entries(report)) {
    if (!spike) continue;
    const sample = entries.filter((e) => e.service === service && top !== undefined && fingerprint(e.message) === top).map((e) => e.message).slice(-2);
    tickets.push((await raise({ service, kind: "spike", sample })).ticket);
  }
  return { report, tickets };
}`,
    scenarios: runs([
      { from: 0, to: 30, window: 10 },
      {
        raise: { result: { ticket: "T" } },
        fetchLogs: [
          {
            result: {
              truncated: false,
              entries: [
                { ts: 1, level: "error", message: "e 1", service: "b" },
                { ts: 2, level: "info", message: "i", service: "a" },
              ],
            },
          },
          { result: { truncated: true, entries: [{ ts: 11, level: "warn", message: "w", service: "a" }] } },
          { result: { truncated: false, entries: [] } },
          {
            result: {
              truncated: false,
              entries: [21, 22, 23, 24].map((ts) => ({
                ts,
                level: "error",
                message: `code ${ts} failed at 0xFF${ts}`,
                service: "b",
              })),
            },
          },
        ],
      },
    ]),
  },
  {
    name: "weather alert aggregation",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Reading { station: string; at: string; temp?: number | null; wind?: number; rain?: number }
type Metric = "temp" | "wind" | "rain";
const readings = lambda<{ region: string }, Reading[]>("readings", elsewhere);
const publishAlert = lambda<{ region: string; metric: Metric; severity: number; text: string }, void>("publishAlert", elsewhere);
const THRESHOLDS: Record<Metric, [yellow: number, orange: number, red: number]> = { temp: [30, 35, 40], wind: [60, 90, 120], rain: [20, 50, 100] };
const COLOURS = ["green", "yellow", "orange", "red"] as const;
const severityOf = (metric: Metric, value: number) => THRESHOLDS[metric].filter((t) => value >= t).length;
const isMetric = (key: string): key is Metric => key in THRESHOLDS;`,
    body: `async ({ regions }: { regions: string[] }) => {
  const summary: Record<string, Partial<Record<Metric, string>>> = {};
  let alerts = 0;
  for (const region of regions) {
    const data = await readings({ region });
    const worst = new Map<Metric, { value: number; station: string }>();
    for (const reading of data) {
      for (const [key, value] of Object.entries(reading)) {
        if (!isMetric(key) || typeof value !== "number") continue;
        const current = worst.get(key);
        if (current === undefined || value > current.value) worst.set(key, { value, station: reading.station });
      }
    }
    const entry: Partial<Record<Metric, string>> = {};
    for (const [metric, { value, station }] of worst) {
      const severity = severityOf(metric, value);
      entry[metric] = COLOURS[severity] ?? "unknown";
      if (severity < 2) continue;
      alerts++;
      await publishAlert({ region, metric, severity, text: \`\${COLOURS[severity]!.toUpperCase()}: \${metric} \${value.toFixed(1)} at \${station}\` });
    }
    summary[region] = entry;
  }
  return { summary, alerts };
}`,
    scenarios: runs([
      { regions: ["n", "s"] },
      {
        publishAlert: () => null,
        readings: [
          {
            result: [
              { station: "a", at: "x", temp: 36.25, wind: 10 },
              { station: "b", at: "x", temp: null, wind: 130 },
            ],
          },
          { result: [{ station: "c", at: "y", rain: 5 }] },
        ],
      },
    ]),
  },
];
