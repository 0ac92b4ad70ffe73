import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Lists of functions that run side by side, and values that are functions or data. */
export const functionOrData: readonly Row[] = [
  {
    name: "functions of a list run side by side",
    before: `type Check = (n: number) => Promise<string[]>;
const a: Check = async (n) => [\`a\${await double(n)}\`];
const b: Check = async (n) => (n > 2 ? [] : [\`b\${n}\`]);
const c: Check = async (n) => { const ok = await check(n); if (!ok) throw new Declined("c"); return ["c"]; };`,
    body: `async (input: { n: number }) => {
  const checks: Check[] = [a, b, c];
  const found = (await Promise.all(checks.map((check) => check(input.n)))).flat();
  return found;
}`,
    scenarios: runs([{ n: 3 }], [{ n: 1 }]),
    concurrent: true,
  },
  {
    name: "entries of a table run side by side, settled, filtered and in a map",
    before: `type Check = { name: string; applies: (n: number) => boolean; run: (n: number) => Promise<number>; weight?: number };
const CHECKS: Check[] = [
  { name: "one", applies: () => true, run: async (n) => double(n) },
  { name: "two", applies: (n) => n > 2, run: double },
  { name: "three", applies: (n) => n > 1, run: async (n) => { if (n > 5) throw new Declined("big"); return n; }, weight: 3 },
];`,
    body: `async (input: { n: number }) => {
  const settled = await Promise.allSettled(CHECKS.map(({ run }) => run(input.n)));
  const all = settled.map((s, i) => \`\${CHECKS[i]!.name}: \${s.status === "fulfilled" ? s.value : (s.reason as Error).message}\`);
  const some = await Promise.all(CHECKS.filter((c) => c.applies(input.n)).map(async ({ name, run, weight = 1 }, i) => ({ name, i, value: (await run(input.n % 5)) * weight })));
  const most = await map(CHECKS, { concurrency: 2 }, async (c) => (await c.run(1)) + (c.weight ?? 0));
  return { all, some, most };
}`,
    scenarios: runs([{ n: 3 }], [{ n: 1 }], [{ n: 7 }]),
    concurrent: true,
  },
  {
    name: "functions of lists and tables started now and awaited later",
    before: `const steps = { a: async (n: number) => double(n), b: async (n: number) => double(n + 1) };
const fns = [steps.a, steps.b, (n: number) => double(n + 2)];`,
    body: `async (input: { n: number }) => {
  const started = fns.map((f, i) => { const k = input.n + i; return f(k); });
  const other = await double(100);
  const values = await Promise.all(started);
  const one = await Promise.all([steps.a].map((f) => f(9)));
  const entries = await Promise.all(Object.entries(steps).map(async ([name, f]) => [name, await f(input.n)] as const));
  return { values, other, one, byName: Object.fromEntries(entries) };
}`,
    scenarios: runs([{ n: 3 }]),
    concurrent: true,
  },
  {
    name: "functions of a list given to a helper side by side",
    before: `const withRetry = async <T>(f: () => Promise<T>): Promise<T> => { try { return await f(); } catch { return await f(); } };`,
    body: `async (input: { n: number }) => {
  const jobs = [() => double(input.n), () => fetchItem("a").then((i) => i.price), async () => (await check(3) ? 1 : 0)];
  const values = await Promise.all(jobs.map(withRetry));
  const total = (await Promise.all(jobs.map((job) => withRetry(job)))).reduce((a, b) => a + b, 0);
  return { values, total };
}`,
    scenarios: runs([{ n: 3 }], [{ n: 3 }, { double: [fails("X"), { result: 8 }] }]),
    concurrent: true,
  },
  {
    name: "patterns in pairs",
    before: `const PATTERNS: [RegExp, "salary" | "rent" | "other"][] = [[/salary|payroll/i, "salary"], [/\\brent\\b/i, "rent"]];
const kindOf = (text: string) => PATTERNS.find(([pattern]) => pattern.test(text))?.[1];
const kind2 = (text: string) => { for (const [pattern, kind] of PATTERNS) if (pattern.test(text)) return kind; return "other"; };
const kind3 = (text: string) => { const hit = PATTERNS.find(([p]) => p.test(text)); return hit ? hit[1] : "other"; };
const kind4 = (text: string) => { const [, kind = "other"] = PATTERNS.find(([p]) => p.test(text)) ?? []; return kind; };
const kinds = (text: string) => PATTERNS.filter(([p]) => p.test(text)).map(([, kind]) => kind);
const count = (text: string) => PATTERNS.reduce((n, [p]) => n + (p.test(text) ? 1 : 0), 0);
const index = (text: string) => PATTERNS.findIndex(([p]) => p.test(text));`,
    body: `async (input: { texts: string[] }) => input.texts.map((t) => ({ a: kindOf(t) ?? "none", b: kind2(t), c: kind3(t), d: kind4(t), e: kinds(t), n: count(t), i: index(t) }))`,
    scenarios: runs([{ texts: ["PAYROLL", "my rent", "salary rent", "x"] }]),
  },
  {
    name: "the second of the pair whose pattern fits",
    before: `const PATTERNS = [[/salary|payroll/i, "salary"], [/\\brent\\b/i, "rent"]] as const;`,
    body: `async (input: { text: string }) => {
  const kind = PATTERNS.find(([pattern]) => pattern.test(input.text))?.[1] ?? "other";
  const r = await echo(kind);
  return { kind, r };
}`,
    scenarios: runs([{ text: "PAYROLL" }], [{ text: "my rent" }], [{ text: "q" }]),
  },
  {
    name: "members that are numbers or functions",
    before: `interface Rule { id: string; when: (n: number) => boolean; points: number | ((n: number) => number); reason?: string }
const RULES: Rule[] = [
  { id: "a", when: (n) => n > 1, points: (n) => Math.min(30, n * 2) },
  { id: "b", when: (n) => n > 3, points: -40, reason: "big" },
];`,
    body: `async (input: { n: number }) => {
  const fired = RULES.filter((rule) => rule.when(input.n));
  const base = fired.reduce((total, { points }) => total + (typeof points === "function" ? points(input.n) : points), 0);
  let sum = 0;
  for (const rule of RULES) { if (!rule.when(input.n)) continue; if (typeof rule.points === "number") sum += rule.points; else sum += rule.points(input.n); }
  const first = RULES.find((r) => r.when(input.n));
  const p = first?.points ?? 0;
  const value = typeof p === "function" ? p(input.n) : p;
  return { base, sum, value };
}`,
    scenarios: runs([{ n: 1 }], [{ n: 2 }], [{ n: 5 }]),
  },
  {
    name: "texts or functions as arguments and in tables",
    before: `type Message = string | ((name: string) => string);
const greet = (m: Message, name: string) => (typeof m === "string" ? m : m(name));
const MESSAGES: Record<string, Message> = { hi: "hi there", bye: (name) => \`bye \${name}\`, none: () => "" };`,
    body: `async (input: { key: string; name: string }) => {
  const fixed = greet("x", input.name) + greet((n) => n + "!", input.name);
  const m = MESSAGES[input.key] ?? "?";
  return fixed + greet(m, input.name) + (typeof m === "function");
}`,
    scenarios: runs([{ key: "hi", name: "Bo" }], [{ key: "bye", name: "Bo" }], [{ key: "q", name: "Bo" }]),
  },
  {
    name: "generic values or functions that make them",
    before: `type Lazy<T> = T | (() => T);
const force = <T>(value: Lazy<T>): T => (typeof value === "function" ? (value as () => T)() : value);
const orElse = <T>(value: T | undefined, fallback: Lazy<T>): T => value ?? force(fallback);
const describe = <T>(v: Lazy<T>, show: (t: T) => string) => { if (typeof v === "function") { return show((v as () => T)()); } else { return show(v); } };`,
    body: `async (input: { a?: number }) => [orElse(input.a, 1), orElse(input.a, () => 2), force("x"), describe(4, (n) => \`\${n}\`), describe(() => [1], (l) => l.join())]`,
    scenarios: runs([{ a: 5 }], [{}]),
  },
  {
    name: "numbers or functions with defaults",
    before: `interface Step { id: string; timeout?: number | ((n: number) => number); label?: string }
const STEPS: Step[] = [{ id: "a", timeout: 5 }, { id: "b", timeout: (n) => n * 2, label: "B" }, { id: "c" }];`,
    body: `async (input: { n: number; t?: number }) => {
  const local: Step[] = [...STEPS, { id: "d" }];
  const out: string[] = [];
  for (const { id, timeout = 1, label = id.toUpperCase() } of STEPS) {
    const ms = typeof timeout === "function" ? timeout(input.n) : timeout;
    out.push(\`\${label}:\${ms}\`);
  }
  const step = STEPS.find((s) => s.id === "bcd"[input.n]);
  const raw = step?.timeout ?? 7;
  const or = step?.timeout || 8;
  const at = STEPS.findIndex((s) => typeof s.timeout === "function" && s.timeout(input.n) > 3);
  return { out, raw: typeof raw === "number" ? raw : raw(1), or: typeof or === "number" ? or : or(input.n), at, local: local.length };
}`,
    scenarios: runs([{ n: 0 }], [{ n: 1, t: 3 }], [{ n: 2, t: 0 }]),
  },
  {
    name: "members of input beside functions, with defaults",
    before: `interface Opt { when: (n: number) => boolean; limit: number | undefined | ((n: number) => number) }`,
    body: `async (input: { n: number; t?: number }) => {
  const opts: Opt[] = [{ when: (n) => n > 1, limit: input.t }, { when: () => true, limit: (n) => n }];
  const found = opts.find((o) => o.when(input.n));
  const limit = found?.limit ?? 9;
  const or = found?.limit || 10;
  return [typeof limit === "function" ? limit(input.n) : limit, typeof or === "function" ? or(input.n) : or];
}`,
    scenarios: runs([{ n: 2 }], [{ n: 2, t: 0 }], [{ n: 2, t: 4 }], [{ n: 1 }]),
  },
  {
    name: "a number or what gives its promise",
    before: `type Source = number | (() => Promise<number>);
const resolve = async (source: Source) => (typeof source === "function" ? await source() : source);`,
    body: `async (input: { n: number }) => [await resolve(4), await resolve(() => double(input.n)), await resolve(async () => (await fetchItem("abc")).price)]`,
    scenarios: runs([{ n: 2 }]),
  },
];
