import type { Row } from "./row.js";
import { inputs } from "./stubs.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });
const fails = (error: string, message = "sorry") => ({ error, message });
const ok = (result: unknown) => ({ result });

/** Helpers that take errors and spread arguments. */
export const helpers: readonly Row[] = [
  {
    name: "retries by hand, and helpers that look at errors",
    before: `
const isTransient = (e: unknown) => e instanceof Error && (e.name === "Busy" || e.name === "States.Timeout");
const messageOf = (e: unknown): string => (e instanceof Error ? \`\${e.name}: \${e.message}\` : String(e));
interface RetryOptions { attempts?: number; baseSeconds?: number; retryOn?: (e: unknown) => boolean }
async function withRetry<T>(fn: (attempt: number) => Promise<T>, { attempts = 3, baseSeconds = 1, retryOn = () => true }: RetryOptions = {}): Promise<T> {
  let lastError: unknown;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return await fn(attempt);
    } catch (error) {
      lastError = error;
      if (!retryOn(error) || attempt === attempts) break;
      await sleep(\`\${baseSeconds * 2 ** (attempt - 1)}s\`);
    }
  }
  throw lastError;
}`,
    body: `async (id: string) => {
  const log: string[] = [];
  const it = await withRetry(() => fetchItem(id));
  try {
    const r = await withRetry((n) => charge({ id, amount: it.price + n }), { attempts: 2, retryOn: isTransient });
    log.push(r.receipt);
  } catch (e) {
    log.push(messageOf(e), String(e instanceof Declined));
    if (!isTransient(e)) throw e;
  }
  return log;
}`,
    scenarios: [
      { input: "a", stubs: { fetchItem: [fails("A"), item("a")], charge: [fails("Busy"), ok({ receipt: "r" })] } },
      { input: "a", stubs: { fetchItem: item("a"), charge: [fails("Busy"), fails("Busy", "again")] } },
      { input: "a", stubs: { fetchItem: item("a"), charge: [fails("Declined"), ok({ receipt: "r" })] } },
      { input: "a", stubs: { fetchItem: fails("A", "m") } },
    ],
  },
  {
    name: "arguments spread into a rest parameter",
    before: `
const sum = (...ns: number[]) => ns.reduce((a, b) => a + b, 0);
const label = (prefix: string, ...parts: readonly (string | number)[]) => \`\${prefix}: \${parts.join("/")}\`;
async function notify(kind: string, ...ids: string[]) { for (const id of ids) await release(\`\${kind} \${id}\`); return ids.length; }`,
    body: `async (list: number[]) => {
  const n = await notify("a", "first", ...list.map(String), "last");
  return { s: sum(...list), more: sum(1, ...list, ...[2, 3]), none: sum(), text: label("x", ...list), n, max: Math.max(0, ...list) };
}`,
    scenarios: [
      { input: [4, 5], stubs: { release: ok(null) } },
      { input: [], stubs: { release: ok(null) } },
    ],
  },
  {
    name: "helpers that say what they are not called on",
    before: `function more(this: void, x: number, by = x): number { return x + by; }
async function all(this: void, ...xs: number[]) { let sum = 0; for (const x of xs) sum += await double(x); return sum; }`,
    body: `async (list: number[]) => [more(1), more(2, 5), await all(1, ...list), list.map((x) => more(x))]`,
    scenarios: inputs([4, 5], []).map(({ input }) => ({ input, stubs: { double: (x: number) => x * 2 } })),
  },
];
