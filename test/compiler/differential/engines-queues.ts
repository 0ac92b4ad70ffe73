import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows that work off queues, with limits. */
export const queueEngines: readonly Row[] = [
  {
    name: "log archive drained in batches",
    before: `${declarations}interface LogEntry { id: number; level: "debug" | "info" | "warn" | "error"; service: string; text: string; at: string }
const pull = lambda<{ stream: string; max: number }, LogEntry[]>("pull", elsewhere);
const archive = lambda<{ key: string; entries: LogEntry[] }, { bytes: number }>("archiveLog", elsewhere);
const alarm = lambda<{ service: string; count: number; sample: string[] }, void>("alarm", elsewhere);
const LEVELS = ["debug", "info", "warn", "error"] as const;
const normalise = (text: string) => text.replace(/\\b[0-9a-f]{8,}\\b/g, "<hex>").replace(/\\d+/g, (n) => (n.length > 3 ? "<n>" : n)).trim();`,
    body: `async ({ stream, batchSize = 3, minLevel = "info" }: { stream: string; batchSize?: number; minLevel?: LogEntry["level"] }) => {
  const buffer: LogEntry[] = [];
  const errors = new Map<string, Map<string, number>>();
  let dropped = 0;
  let archived = 0;
  let bytes = 0;
  let part = 0;
  let idle = 0;
  const flush = async (force = false) => {
    while (buffer.length >= batchSize || (force && buffer.length > 0)) {
      const entries = buffer.splice(0, batchSize);
      part += 1;
      const result = await archive({ key: \`\${stream}/\${String(part).padStart(4, "0")}.json\`, entries });
      archived += entries.length;
      bytes += result.bytes;
    }
  };
  while (idle < 2) {
    const pulled = await pull({ stream, max: 10 });
    if (pulled.length === 0) {
      idle++;
      await sleep(\`\${idle * 10}s\`);
      continue;
    }
    idle = 0;
    for (const entry of pulled) {
      if (LEVELS.indexOf(entry.level) < LEVELS.indexOf(minLevel)) {
        dropped++;
        continue;
      }
      buffer.push({ ...entry, text: entry.text.slice(0, 80) });
      if (entry.level === "error") {
        const counts = errors.get(entry.service) ?? new Map<string, number>();
        const text = normalise(entry.text);
        counts.set(text, (counts.get(text) ?? 0) + 1);
        errors.set(entry.service, counts);
      }
    }
    await flush();
  }
  await flush(true);
  const noisy = [...errors].map(([service, counts]) => ({ service, total: [...counts.values()].reduce((a, b) => a + b, 0), top: [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 2) })).filter((e) => e.total > 1);
  for (const { service, total, top } of noisy) await alarm({ service, count: total, sample: top.map(([text, n]) => \`\${n}x \${text}\`) });
  return { archived, dropped, bytes, parts: part, noisy: noisy.map((n) => n.service), left: buffer.length };
}`,
    scenarios: runs(
      [
        { stream: "s" },
        {
          pull: [
            {
              result: [
                { id: 1, level: "debug", service: "a", text: "x", at: "" },
                { id: 2, level: "error", service: "a", text: "fail 12345 at deadbeef01", at: "" },
                { id: 3, level: "info", service: "b", text: "y", at: "" },
              ],
            },
            {
              result: [
                { id: 4, level: "error", service: "a", text: "fail 99999 at deadbeef02 ", at: "" },
                { id: 5, level: "error", service: "a", text: "other 12", at: "" },
                { id: 6, level: "warn", service: "c", text: "z", at: "" },
              ],
            },
            { result: [] },
            { result: [] },
          ],
          archiveLog: ({ entries }: { entries: unknown[] }) => ({ bytes: entries.length * 10 }),
          alarm: { result: null },
        },
      ],
      [{ stream: "s" }, { pull: { result: [] } }],
    ),
  },
  {
    name: "bulk calls with a token bucket for each tenant",
    before: `${declarations}interface Call { tenant: string; endpoint: string; weight?: number }
const invoke = lambda<{ tenant: string; endpoint: string }, { status: number }>("invoke", elsewhere);
interface Bucket { tokens: number; refilledAt: number }
const CAPACITY = 4;
const REFILL_PER_SECOND = 2;`,
    body: `async (calls: Call[]) => {
  const buckets: { [tenant: string]: Bucket } = {};
  let clock = 0;
  let waits = 0;
  const results: { endpoint: string; status: number; at: number }[] = [];
  const bucketOf = (tenant: string): Bucket => {
    let bucket = buckets[tenant];
    if (!bucket) {
      bucket = { tokens: CAPACITY, refilledAt: clock };
      buckets[tenant] = bucket;
    }
    const elapsed = clock - bucket.refilledAt;
    bucket.tokens = Math.min(CAPACITY, bucket.tokens + elapsed * REFILL_PER_SECOND);
    bucket.refilledAt = clock;
    return bucket;
  };
  const queue = [...calls];
  let deferred = 0;
  while (queue.length > 0) {
    const call = queue.shift()!;
    const weight = call.weight ?? 1;
    if (weight > CAPACITY) {
      results.push({ endpoint: call.endpoint, status: 413, at: clock });
      continue;
    }
    const bucket = bucketOf(call.tenant);
    if (bucket.tokens < weight) {
      const others = queue.some((next) => next.tenant !== call.tenant);
      if (others && deferred < queue.length) {
        queue.push(call);
        deferred++;
        continue;
      }
      const seconds = Math.ceil((weight - bucket.tokens) / REFILL_PER_SECOND);
      await sleep(\`\${seconds}s\`);
      clock += seconds;
      waits++;
      queue.unshift(call);
      continue;
    }
    deferred = 0;
    bucket.tokens -= weight;
    const { status } = await invoke({ tenant: call.tenant, endpoint: call.endpoint });
    if (status === 429) {
      bucket.tokens = 0;
      queue.push(call);
      continue;
    }
    results.push({ endpoint: call.endpoint, status, at: clock });
  }
  return { results, clock, waits, left: Object.fromEntries(Object.entries(buckets).map(([tenant, b]) => [tenant, b.tokens])) };
}`,
    scenarios: runs(
      [
        [
          { tenant: "a", endpoint: "1", weight: 3 },
          { tenant: "a", endpoint: "2", weight: 3 },
          { tenant: "b", endpoint: "3" },
          { tenant: "a", endpoint: "4", weight: 9 },
          { tenant: "b", endpoint: "5", weight: 4 },
        ],
        { invoke: [{ result: { status: 200 } }, { result: { status: 429 } }, { result: { status: 200 } }] },
      ],
      [[], {}],
      [
        [
          { tenant: "a", endpoint: "1", weight: 4 },
          { tenant: "a", endpoint: "2", weight: 4 },
        ],
        { invoke: { result: { status: 204 } } },
      ],
    ),
  },
  {
    name: "retry helper, circuit breaker and fallback providers",
    before: `${declarations}interface Sms { to: string; text: string }
const twilio = lambda<Sms, { sid: string }>("twilio", elsewhere);
const vonage = lambda<Sms, { messageId: string }>("vonage", elsewhere);
const sns = lambda<Sms, { id: string }>("sns", elsewhere);
interface Breaker { failures: number; openUntil: number }
type Provider = "twilio" | "vonage" | "sns";
async function withRetry<T>(fn: (attempt: number) => Promise<T>, { attempts = 3, base = 1, retryIf = (_: Error) => true }: { attempts?: number; base?: number; retryIf?: (e: Error) => boolean } = {}): Promise<T> {
  let last: Error | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await fn(attempt);
    } catch (e) {
      last = e as Error;
      if (!retryIf(last)) break;
      if (attempt + 1 < attempts) await sleep(\`\${base * 2 ** attempt}s\`);
    }
  }
  throw last ?? new Error("never tried");
}
const send: Record<Provider, (sms: Sms) => Promise<string>> = {
  twilio: async (sms) => (await twilio(sms)).sid,
  vonage: async (sms) => (await vonage(sms)).messageId,
  sns: async (sms) => (await sns(sms)).id,
};
class AllProvidersFailed extends WorkflowError {}`,
    body: `async ({ messages, order = ["twilio", "vonage", "sns"] }: { messages: Sms[]; order?: Provider[] }) => {
  const breakers: Record<string, Breaker> = {};
  const delivered: { to: string; via: Provider; id: string }[] = [];
  const lost: { to: string; errors: string[] }[] = [];
  let tick = 0;
  for (const sms of messages) {
    tick++;
    const errors: string[] = [];
    let done = false;
    for (const provider of order) {
      const breaker = breakers[provider] ?? { failures: 0, openUntil: 0 };
      if (breaker.openUntil > tick) {
        errors.push(\`\${provider}: open\`);
        continue;
      }
      try {
        const id = await withRetry(() => send[provider](sms), { attempts: 2, retryIf: (e) => e.name !== "InvalidNumber" });
        delivered.push({ to: sms.to, via: provider, id });
        breakers[provider] = { failures: 0, openUntil: 0 };
        done = true;
        break;
      } catch (error) {
        const e = error as Error;
        errors.push(\`\${provider}: \${e.name}\`);
        if (e.name === "InvalidNumber") break;
        const failures = breaker.failures + 1;
        breakers[provider] = { failures, openUntil: failures >= 2 ? tick + 3 : 0 };
      }
    }
    if (!done) lost.push({ to: sms.to, errors });
  }
  if (delivered.length === 0 && messages.length > 0) throw new AllProvidersFailed(lost.map((l) => \`\${l.to} (\${l.errors.join(", ")})\`).join("; "));
  return { delivered, lost, open: Object.entries(breakers).filter(([, b]) => b.openUntil > tick).map(([p]) => p) };
}`,
    scenarios: runs(
      [
        {
          messages: [
            { to: "1", text: "x" },
            { to: "2", text: "x" },
            { to: "3", text: "x" },
            { to: "4", text: "x" },
          ],
        },
        {
          twilio: fails("Down"),
          vonage: [
            { result: { messageId: "v1" } },
            fails("Slow"),
            { result: { messageId: "v2" } },
            fails("InvalidNumber"),
            { result: { messageId: "v3" } },
          ],
          sns: { result: { id: "s" } },
        },
      ],
      [{ messages: [{ to: "1", text: "x" }], order: ["sns"] }, { sns: fails("InvalidNumber") }],
      [{ messages: [] }, {}],
    ),
  },
];
