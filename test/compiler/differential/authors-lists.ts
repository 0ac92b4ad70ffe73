import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Orders of installation, crawls, reports and prices, as their authors first write them. */
export const authorsLists: readonly Row[] = [
  {
    name: "install order of packages with cycles reported",
    before: `${declarations}interface Package { name: string; version: string; dependencies?: Record<string, string> }
const manifestOf = lambda<string, Package>("manifestOf", elsewhere);
const installPackage = lambda<{ name: string; version: string }, { files: number }>("installPackage", elsewhere);
class CyclicDependency extends WorkflowError {
  constructor(readonly path: string[]) {
    super(\`cycle: \${path.join(" -> ")}\`);
  }
}`,
    body: `async ({ roots }: { roots: string[] }) => {
  const packages = new Map<string, Package>();
  const queue = [...roots];
  while (queue.length > 0) {
    const name = queue.shift()!;
    if (packages.has(name)) continue;
    const manifest = await manifestOf(name);
    packages.set(name, manifest);
    queue.push(...Object.keys(manifest.dependencies ?? {}));
  }
  const inDegree = new Map<string, number>();
  for (const [name, { dependencies = {} }] of packages) {
    inDegree.set(name, Object.keys(dependencies).length);
  }
  const order: string[] = [];
  let ready = [...inDegree].filter(([, n]) => n === 0).map(([name]) => name).sort();
  while (ready.length) {
    const [next, ...rest] = ready;
    order.push(next!);
    const freed: string[] = [];
    for (const [name, pkg] of packages) {
      if (pkg.dependencies && next! in pkg.dependencies) {
        const left = inDegree.get(name)! - 1;
        inDegree.set(name, left);
        if (left === 0) freed.push(name);
      }
    }
    ready = [...rest, ...freed].sort();
  }
  if (order.length < packages.size) {
    throw new CyclicDependency([...packages.keys()].filter((name) => !order.includes(name)));
  }
  let files = 0;
  for (const name of order) {
    const { version } = packages.get(name)!;
    files += (await installPackage({ name, version })).files;
  }
  return { order, files };
}`,
    scenarios: runs(
      [
        { roots: ["app", "cli"] },
        {
          manifestOf: (name: string) => ({
            name,
            version: "1",
            ...(
              {
                app: { dependencies: { lib: "^1", log: "^2" } },
                cli: { dependencies: { lib: "*" } },
                lib: { dependencies: { log: "*" } },
              } as Record<string, object>
            )[name],
          }),
          installPackage: ({ name }: { name: string }) => ({ files: name.length }),
        },
      ],
      [
        { roots: ["a"] },
        {
          manifestOf: (name: string) => ({ name, version: "1", dependencies: name === "a" ? { b: "1" } : { a: "1" } }),
        },
      ],
      [{ roots: [] }, {}],
    ),
  },
  {
    name: "requests with a shared retry budget and jittered waits",
    before: `${declarations}interface Job { id: string; url: string; critical?: boolean }
const httpGet = lambda<{ url: string; attempt: number }, { status: number; body?: string; retryAfter?: number }>("httpGet", elsewhere);
class BudgetExhausted extends WorkflowError {
  override name = "BudgetExhausted";
  constructor(readonly spent: number, readonly job: string) {
    super(\`retry budget of \${spent} exhausted at \${job}\`);
  }
}
const isRetryable = (status: number) => status === 429 || status >= 500;`,
    body: `async ({ jobs, budget = 4 }: { jobs: Job[]; budget?: number }) => {
  let spent = 0;
  const results: { id: string; status: number; size: number }[] = [];
  const withRetry = async (job: Job) => {
    for (let attempt = 1; ; attempt++) {
      const response = await httpGet({ url: job.url, attempt });
      if (!isRetryable(response.status)) return response;
      if (spent >= budget) throw new BudgetExhausted(spent, job.id);
      spent += 1;
      await sleep(\`\${response.retryAfter ?? Math.min(30, 2 ** attempt)}s\`);
    }
  };
  const skipped: string[] = [];
  for (const job of jobs) {
    try {
      const { status, body = "" } = await withRetry(job);
      results.push({ id: job.id, status, size: body.length });
    } catch (error) {
      if (job.critical || !(error instanceof BudgetExhausted)) throw error;
      skipped.push(error.job);
    }
  }
  return { results, skipped, spent, ok: results.every(({ status }) => status < 400) };
}`,
    scenarios: runs(
      [
        {
          jobs: [
            { id: "a", url: "/a" },
            { id: "b", url: "/b" },
          ],
        },
        {
          httpGet: ({ url, attempt }: { url: string; attempt: number }) =>
            url === "/b" && attempt < 3 ? { status: 503, retryAfter: 1 } : { status: 200, body: "hello" },
        },
      ],
      [
        {
          jobs: [
            { id: "a", url: "/a" },
            { id: "b", url: "/b", critical: true },
          ],
          budget: 2,
        },
        { httpGet: () => ({ status: 429 }) },
      ],
      [{ jobs: [{ id: "a", url: "/a" }], budget: 1 }, { httpGet: fails("Refused", "nope") }],
    ),
  },
  {
    name: "crawler with a depth limit and host allow list",
    before: `${declarations}interface Page { status: number; title?: string; links: string[] }
interface Crawl { start: string; maxPages: number; maxDepth?: number; allow: string[] }
const fetchPage = lambda<string, Page>("fetchPageCrawler", elsewhere);
const indexPage = lambda<{ url: string; title: string; depth: number }, void>("indexPage", elsewhere);
const hostOf = (url: string): string | undefined => /^https?:\\/\\/([^/:]+)/.exec(url)?.[1];
const normalise = (url: string) => url.replace(/#.*$/, "").replace(/\\/+$/, "");`,
    body: `async ({ start, maxPages, maxDepth = 2, allow }: Crawl) => {
  const allowed = new Set(allow);
  const seen = new Set<string>([normalise(start)]);
  const frontier: [url: string, depth: number][] = [[normalise(start), 0]];
  const broken: string[] = [];
  let indexed = 0;
  while (frontier.length > 0 && indexed < maxPages) {
    const [url, depth] = frontier.shift()!;
    let page: Page;
    try {
      page = await fetchPage(url);
    } catch {
      broken.push(url);
      continue;
    }
    if (page.status >= 400) {
      broken.push(url);
      continue;
    }
    await indexPage({ url, title: page.title?.trim() || "(untitled)", depth });
    indexed++;
    if (depth >= maxDepth) continue;
    for (const link of page.links) {
      const target = normalise(link.startsWith("/") ? \`https://\${hostOf(url)}\${link}\` : link);
      const host = hostOf(target);
      if (!host || !allowed.has(host) || seen.has(target)) continue;
      seen.add(target);
      frontier.push([target, depth + 1]);
    }
  }
  return { indexed, broken, pending: frontier.map(([url]) => url), seen: seen.size };
}`,
    scenarios: runs(
      [
        { start: "https://a.io/", maxPages: 3, allow: ["a.io", "b.io"] },
        {
          fetchPageCrawler: (u: string) => ({
            status: u.endsWith("/x") ? 404 : 200,
            title: ` ${u.length} `,
            links: ["/x", "https://b.io/#top", "https://evil.io/", "mailto:me"],
          }),
          indexPage: () => null,
        },
      ],
      [
        { start: "https://a.io", maxPages: 10, maxDepth: 0, allow: ["a.io"] },
        { fetchPageCrawler: fails("Timeout", "slow") },
      ],
    ),
  },
  {
    name: "reconciliation of bank lines against the ledger",
    before: `${declarations}interface BankLine { ref: string; amount: number; date: string }
interface LedgerEntry { id: string; ref?: string; amount: number; date: string }
const bankLines = lambda<{ account: string }, BankLine[]>("bankLines", elsewhere);
const ledgerEntries = lambda<{ account: string }, LedgerEntry[]>("ledgerEntries", elsewhere);
const markMatched = lambda<{ pairs: { bank: string; ledger: string }[] }, number>("markMatched", elsewhere);
const daysBetween = (a: string, b: string) => Math.abs(new Date(a).getTime() - new Date(b).getTime()) / 86_400_000;`,
    body: `async ({ account, toleranceDays = 3 }: { account: string; toleranceDays?: number }) => {
  const [bank, ledger] = await Promise.all([bankLines({ account }), ledgerEntries({ account })]);
  const open = new Map(ledger.map((entry) => [entry.id, entry] as const));
  const pairs: { bank: string; ledger: string }[] = [];
  const unmatched: BankLine[] = [];
  for (const line of bank) {
    const exact = [...open.values()].find((e) => e.ref === line.ref && e.amount === line.amount);
    const close = exact ?? [...open.values()]
      .filter((e) => e.amount === line.amount && daysBetween(e.date, line.date) <= toleranceDays)
      .sort((a, b) => daysBetween(a.date, line.date) - daysBetween(b.date, line.date))[0];
    if (!close) {
      unmatched.push(line);
      continue;
    }
    open.delete(close.id);
    pairs.push({ bank: line.ref, ledger: close.id });
  }
  if (pairs.length > 0) await markMatched({ pairs });
  const difference = unmatched.reduce((n, l) => n + l.amount, 0) - Array.from(open.values(), (e) => e.amount).reduce((a, b) => a + b, 0);
  return {
    matched: pairs.length,
    unmatchedBank: unmatched.map((l) => l.ref),
    unmatchedLedger: [...open.keys()],
    difference,
    clean: unmatched.length === 0 && open.size === 0,
  };
}`,
    scenarios: runs(
      [
        { account: "x" },
        {
          bankLines: () => [
            { ref: "r1", amount: 10, date: "2024-01-05" },
            { ref: "r2", amount: 20, date: "2024-01-06" },
            { ref: "r3", amount: 7, date: "2024-01-06" },
          ],
          ledgerEntries: () => [
            { id: "l1", amount: 20, date: "2024-01-01" },
            { id: "l2", amount: 20, date: "2024-01-04" },
            { id: "l3", ref: "r1", amount: 10, date: "2023-01-01" },
          ],
          markMatched: ({ pairs }: { pairs: unknown[] }) => pairs.length,
        },
      ],
      [
        { account: "x", toleranceDays: 0 },
        { bankLines: () => [], ledgerEntries: () => [] },
      ],
    ),
  },
  {
    name: "weekly report built from sections",
    before: `${declarations}interface Sale { region: string; product: string; amount: number; at: string }
interface Section { title: string; lines: string[] }
const salesOf = lambda<{ from: string; to: string }, Sale[]>("salesOfWeekly", elsewhere);
const publish = lambda<{ subject: string; body: string }, { id: string }>("publishWeekly", elsewhere);
const money = (n: number) => n.toFixed(2).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ",");
const bar = (share: number, width = 10) => "#".repeat(Math.round(share * width)).padEnd(width, ".");
const topBy = <T>(items: readonly T[], score: (item: T) => number, n: number): T[] =>
  [...items].sort((a, b) => score(b) - score(a)).slice(0, n);`,
    body: `async ({ from, days = 7 }: { from: string; days?: number }) => {
  const start = new Date(\`\${from}T00:00:00Z\`);
  const end = new Date(start.getTime() + days * 86_400_000);
  const to = end.toISOString().slice(0, 10);
  const sales = await salesOf({ from, to });
  if (sales.length === 0) return { sent: false as const };
  const total = sales.reduce((sum, { amount }) => sum + amount, 0);
  const byRegion: Record<string, number> = {};
  for (const { region, amount } of sales) byRegion[region] = (byRegion[region] ?? 0) + amount;
  const sections: Section[] = [
    { title: "Regions", lines: Object.entries(byRegion).sort(([, a], [, b]) => b - a).map(([name, amount]) => \`\${name.padEnd(6)} \${bar(amount / total)} \${money(amount)}\`) },
    { title: "Top sales", lines: topBy(sales, (s) => s.amount, 2).map((s, i) => \`\${i + 1}. \${s.product} (\${s.region}) \${money(s.amount)}\`) },
  ];
  const weekend = sales.filter((s) => [0, 6].includes(new Date(s.at).getUTCDay()));
  if (weekend.length > 0) sections.push({ title: "Weekend", lines: [\`\${weekend.length} of \${sales.length}\`] });
  const body = sections.map(({ title, lines }) => [title, "-".repeat(title.length), ...lines].join("\\n")).join("\\n\\n");
  const { id } = await publish({ subject: \`Sales \${from} to \${to}: \${money(total)}\`, body });
  return { sent: true as const, id };
}`,
    scenarios: runs(
      [
        { from: "2024-02-26" },
        {
          salesOfWeekly: () => [
            { region: "north", product: "tea", amount: 1234567.5, at: "2024-02-27T10:00:00Z" },
            { region: "south", product: "jam", amount: 4321, at: "2024-03-02T10:00:00Z" },
            { region: "north", product: "oil", amount: 99.99, at: "2024-02-28T10:00:00Z" },
          ],
          publishWeekly: ({ subject, body }: { subject: string; body: string }) => ({ id: `${subject}\n${body}` }),
        },
      ],
      [{ from: "2024-02-26", days: 1 }, { salesOfWeekly: () => [] }],
    ),
  },
  {
    name: "differences of two configurations walked recursively",
    before: `${declarations}type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Change = { path: string; op: "add"; value: Json } | { path: string; op: "remove" } | { path: string; op: "replace"; from: Json; to: Json };
const configOf = lambda<{ env: string }, Record<string, Record<string, string | number | boolean>>>("configOf", elsewhere);
const applyChange = lambda<Change, void>("applyChangeDifferences", elsewhere);
class Forbidden extends WorkflowError {}`,
    body: `async ({ from, to, readOnly = ["secrets"] }: { from: string; to: string; readOnly?: string[] }) => {
  const [a, b] = await Promise.all([configOf({ env: from }), configOf({ env: to })]);
  const changes: Change[] = [];
  const sections = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const section of [...sections].sort()) {
    const before = a[section] ?? {};
    const after = b[section] ?? {};
    for (const key of Object.keys({ ...before, ...after })) {
      const path = \`\${section}.\${key}\`;
      if (!(key in before)) changes.push({ path, op: "add", value: after[key]! });
      else if (!(key in after)) changes.push({ path, op: "remove" });
      else if (before[key] !== after[key]) changes.push({ path, op: "replace", from: before[key]!, to: after[key]! });
    }
  }
  const blocked = changes.filter(({ path }) => readOnly.some((prefix) => path.startsWith(\`\${prefix}.\`)));
  if (blocked.length) throw new Forbidden(\`cannot touch \${blocked.map((c) => c.path).join(", ")}\`);
  for (const change of changes) await applyChange(change);
  const describe = (c: Change): string => {
    switch (c.op) {
      case "add": return \`+ \${c.path}=\${String(c.value)}\`;
      case "remove": return \`- \${c.path}\`;
      case "replace": return \`~ \${c.path}: \${String(c.from)} -> \${String(c.to)}\`;
    }
  };
  return changes.map(describe);
}`,
    scenarios: runs(
      [
        { from: "dev", to: "prod" },
        {
          configOf: ({ env }: { env: string }) =>
            env === "dev"
              ? { db: { host: "a", pool: 5, ssl: false } }
              : { db: { host: "b", ssl: false, port: 1 }, app: { on: true } },
          applyChangeDifferences: () => null,
        },
      ],
      [
        { from: "dev", to: "prod" },
        {
          configOf: ({ env }: { env: string }) =>
            env === "dev" ? { secrets: { key: "a" } } : { secrets: { key: "b" } },
        },
      ],
    ),
  },
  {
    name: "price calculator with tables of tiers and surcharges",
    before: `${declarations}type Service = "standard" | "express" | "overnight";
type Zone = 1 | 2 | 3;
interface Parcel { weight: number; zone: Zone; service: Service; fragile?: boolean; coupon?: string }
const couponOf = lambda<string, { percent?: number; fixed?: number } | null>("couponOf", elsewhere);
const tiers: readonly (readonly [upTo: number, price: Readonly<Record<Zone, number>>])[] = [
  [1, { 1: 4, 2: 6, 3: 9 }],
  [5, { 1: 7, 2: 10, 3: 15 }],
  [20, { 1: 12, 2: 18, 3: 27 }],
];
const factors: Record<Service, number> = { standard: 1, express: 1.5, overnight: 2.2 };
const surcharges: { when: (p: Parcel) => boolean; label: string; amount: (base: number) => number }[] = [
  { when: (p) => p.fragile === true, label: "fragile", amount: () => 2.5 },
  { when: (p) => p.zone === 3 && p.service !== "standard", label: "remote", amount: (base) => base * 0.1 },
  { when: ({ weight }) => weight > 15, label: "heavy", amount: (base) => Math.max(3, base * 0.05) },
];
class TooHeavy extends WorkflowError {}`,
    body: `async (parcel: Parcel) => {
  const tier = tiers.find(([upTo]) => parcel.weight <= upTo);
  if (!tier) throw new TooHeavy(\`\${parcel.weight} kg is over \${tiers[tiers.length - 1]![0]} kg\`);
  const [, prices] = tier;
  const base = prices[parcel.zone] * factors[parcel.service];
  const extras = surcharges.filter((s) => s.when(parcel)).map((s) => ({ label: s.label, amount: s.amount(base) }));
  let total = extras.reduce((sum, e) => sum + e.amount, base);
  let discount = 0;
  if (parcel.coupon) {
    const coupon = await couponOf(parcel.coupon.trim().toUpperCase());
    discount = coupon?.percent ? (total * coupon.percent) / 100 : coupon?.fixed ?? 0;
    total = Math.max(0, total - discount);
  }
  return {
    total: +total.toFixed(2),
    lines: [\`base \${base.toFixed(2)}\`, ...extras.map((e) => \`\${e.label} \${e.amount.toFixed(2)}\`), ...(discount > 0 ? [\`discount -\${discount.toFixed(2)}\`] : [])],
  };
}`,
    scenarios: runs(
      [
        { weight: 18, zone: 3, service: "express", fragile: true, coupon: " ten " },
        { couponOf: () => ({ percent: 10 }) },
      ],
      [{ weight: 0.5, zone: 1, service: "standard", coupon: "x" }, { couponOf: () => ({ fixed: 50 }) }],
      [{ weight: 3, zone: 2, service: "overnight", coupon: "x" }, { couponOf: () => null }],
      [{ weight: 30, zone: 2, service: "overnight" }, {}],
    ),
  },
  {
    name: "feature flag rollout by stages with metrics watched",
    before: `${declarations}type Stage = { percent: number; soak: \`\${number}m\` };
interface Rollout { flag: string; stages: Stage[]; thresholds: { errorRate: number; p99: number } }
interface Health { errorRate: number; p99: number; samples: number }
const setFlag = lambda<{ flag: string; percent: number }, { previous: number }>("setFlag", elsewhere);
const healthOf = lambda<{ flag: string; percent: number }, Health>("healthOf", elsewhere);
const page = lambda<{ text: string }, void>("pageFeature", elsewhere);
const breaches = (health: Health, limits: Rollout["thresholds"]): (keyof Rollout["thresholds"])[] =>
  (Object.keys(limits) as (keyof Rollout["thresholds"])[]).filter((key) => health[key] > limits[key]);`,
    body: `async ({ flag, stages, thresholds }: Rollout) => {
  const ordered = [...stages].sort((a, b) => a.percent - b.percent);
  let current = 0;
  const timeline: string[] = [];
  try {
    for (const { percent, soak } of ordered) {
      await setFlag({ flag, percent });
      current = percent;
      await sleep(soak);
      let checks = 0;
      let health = await healthOf({ flag, percent });
      while (health.samples < 100 && ++checks < 3) {
        await sleep("1m");
        health = await healthOf({ flag, percent });
      }
      const broken = breaches(health, thresholds);
      if (broken.length > 0) throw new Error(\`\${broken.join(" and ")} at \${percent}%\`);
      timeline.push(\`\${percent}%: ok after \${checks} extra check\${checks === 1 ? "" : "s"}\`);
    }
    return { flag, percent: current, timeline };
  } catch (e) {
    const message = (e as Error).message;
    await setFlag({ flag, percent: 0 });
    await page({ text: \`\${flag} rolled back: \${message}\` });
    return { flag, percent: 0, timeline: [...timeline, message] };
  } finally {
    await setFlag({ flag: \`\${flag}:locked\`, percent: 0 });
  }
}`,
    scenarios: runs(
      [
        {
          flag: "f",
          stages: [
            { percent: 100, soak: "5m" },
            { percent: 10, soak: "1m" },
          ],
          thresholds: { errorRate: 0.1, p99: 500 },
        },
        {
          setFlag: () => ({ previous: 0 }),
          healthOf: ({ percent }: { percent: number }) => ({ errorRate: 0, p99: 100, samples: percent }),
        },
      ],
      [
        { flag: "f", stages: [{ percent: 100, soak: "5m" }], thresholds: { errorRate: 0.1, p99: 500 } },
        {
          setFlag: () => ({ previous: 0 }),
          healthOf: () => ({ errorRate: 0.5, p99: 1000, samples: 1000 }),
          pageFeature: () => null,
        },
      ],
      [
        { flag: "f", stages: [{ percent: 50, soak: "5m" }], thresholds: { errorRate: 0.1, p99: 500 } },
        {
          setFlag: ({ flag, percent }: { flag: string; percent: number }) => {
            if (percent > 0) throw new Error("denied");
            return { previous: flag.length };
          },
          pageFeature: () => null,
        },
      ],
    ),
  },
];
