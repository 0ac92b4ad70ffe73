import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of services that call others. */
export const services: readonly Row[] = [
  {
    name: "ad campaigns",
    before: `interface Campaign { id: string; budget: number; spent: number; bids: { keyword: string; cpc: number; clicks: number; conversions: number }[]; status?: "active" | "paused" | "ended" }
const ratio = (a: number, b: number, fallback = 0) => (b === 0 ? fallback : a / b);
const pct = (n: number) => \`\${(n * 100).toFixed(1)}%\`;
const by = <K extends string>(key: K) => (a: Record<K, number>, b: Record<K, number>) => (a[key] < b[key] ? 1 : a[key] > b[key] ? -1 : 0);`,
    body: `async (campaigns: Campaign[]) => {
  const active = campaigns.filter(({ status = "active" }) => status === "active");
  const results = await Promise.all(
    active.map(async ({ id, bids, budget, spent }) => {
      const stats = bids.map((b) => ({ ...b, cost: b.cpc * b.clicks, rate: ratio(b.conversions, b.clicks) }));
      const cost = stats.reduce((s, { cost }) => s + cost, 0);
      const remaining = budget - spent - cost;
      const [top, ...others] = stats.sort(by("rate"));
      if (remaining <= 0) {
        await release(id);
        return { id, action: "pause" as const, remaining, top: top?.keyword ?? null };
      }
      const boosted = top && top.rate > 0.1 ? await double(top.cpc) : undefined;
      return { id, action: boosted === undefined ? ("keep" as const) : ("boost" as const), remaining, top: top?.keyword ?? null, boosted, drop: others.filter((o) => o.rate < 0.01 && o.clicks > 10).map((o) => o.keyword) };
    }),
  );
  const counts = { pause: 0, keep: 0, boost: 0 };
  for (const r of results) counts[r.action] += 1;
  const overall = ratio(active.flatMap((c) => c.bids).reduce((n, b) => n + b.conversions, 0), active.flatMap((c) => c.bids).reduce((n, b) => n + b.clicks, 0), -1);
  return { results, counts, overall: overall < 0 ? "n/a" : pct(overall) };
}`,
    scenarios: runs(
      [
        [
          {
            id: "c1",
            budget: 100,
            spent: 20,
            bids: [
              { keyword: "shoes", cpc: 0.5, clicks: 40, conversions: 8 },
              { keyword: "boots", cpc: 0.7, clicks: 20, conversions: 0 },
              { keyword: "x", cpc: 0.7, clicks: 0, conversions: 0 },
            ],
          },
          { id: "c2", budget: 10, spent: 10, bids: [] },
          {
            id: "c3",
            budget: 1,
            spent: 0,
            bids: [{ keyword: "k", cpc: 1, clicks: 1, conversions: 0 }],
            status: "paused",
          },
        ],
      ],
      [[]],
      [
        [
          {
            id: "c1",
            budget: 100,
            spent: 20,
            bids: [
              { keyword: "shoes", cpc: 0.5, clicks: 400, conversions: 8 },
              { keyword: "q", cpc: 0.5, clicks: 400, conversions: 8 },
            ],
          },
        ],
      ],
    ),
  },
  {
    name: "crawler pagination",
    before: `interface Page { id: string; price: number; tags: string[]; note?: string }
class TooDeep extends WorkflowError {}`,
    body: `async ({ start: first, limit = 5, skip }: { start: string; limit?: number; skip?: string[] }) => {
  const seen = new Set<string>(skip ?? []);
  const results: { id: string; depth: number }[] = [];
  let cursor: string | undefined = first;
  let depth = 0;
  let errors = 0;
  while (cursor !== undefined) {
    if (++depth > limit) throw new TooDeep(\`\${depth} > \${limit}\`);
    if (seen.has(cursor)) break;
    seen.add(cursor);
    let page: Page | null = null;
    for (let attempt = 0; attempt < 3 && page === null; attempt++) {
      try {
        page = await fetchItem(cursor);
      } catch (e) {
        errors++;
        if (attempt === 2) throw new Error(\`gave up on \${cursor} after \${attempt + 1}: \${(e as Error).message}\`);
        await sleep(\`\${2 ** attempt}s\`);
      }
    }
    if (!page) break;
    results.push({ id: page.id, depth });
    const [next] = page.tags.filter((t) => !seen.has(t));
    cursor = next;
  }
  return { results, errors, seen: [...seen].join("|"), size: seen.size };
}`,
    scenarios: runs(
      [
        { start: "a" },
        {
          fetchItem: [
            { result: { id: "a", price: 1, tags: ["a", "b"] } },
            fails("X", "1"),
            { result: { id: "b", price: 1, tags: ["a"] } },
          ],
        },
      ],
      [{ start: "a" }, { fetchItem: fails("X", "dead") }],
      [{ start: "a", limit: 0 }],
      [{ start: "a", skip: ["a"] }],
      [{ start: "", limit: 2 }, { fetchItem: (id: string) => ({ id, price: 1, tags: [id + "x"] }) }],
    ),
  },
  {
    name: "batch mailer",
    before: `interface Contact { email: string; name?: string | null; unsubscribed?: boolean; locale?: string }
const chunk = <T>(list: readonly T[], size: number): T[][] => {
  const chunks: T[][] = [];
  for (let i = 0; i < list.length; i += size) chunks.push(list.slice(i, i + size));
  return chunks;
};
const valid = (email: string) => /^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/.test(email);
const greetings = { en: "Hello", de: "Hallo", fr: "Bonjour" } as const;
type Locale = keyof typeof greetings;
const isLocale = (x: string | undefined): x is Locale => x !== undefined && x in greetings;
const greet = ({ name, locale }: Contact) => \`\${greetings[isLocale(locale) ? locale : "en"]}\${name ? \`, \${name}\` : ""}!\`;`,
    body: `async ({ contacts, size = 2 }: { contacts: Contact[]; size?: number }) => {
  const unique = contacts.filter((c, i, all) => all.findIndex((o) => o.email.toLowerCase() === c.email.toLowerCase()) === i);
  const [good, bad] = unique.reduce<[Contact[], string[]]>(
    ([ok, no], c) => (valid(c.email) && !c.unsubscribed ? [[...ok, c], no] : [ok, [...no, c.email]]),
    [[], []],
  );
  let sent = 0;
  const failed: Record<string, string> = {};
  for (const [n, batch] of chunk(good, size).entries()) {
    const settled = await Promise.allSettled(batch.map(async (c) => echo({ to: c.email, text: greet(c), batch: n })));
    settled.forEach((s, i) => {
      if (s.status === "fulfilled") sent++;
      else failed[batch[i]!.email] = s.reason.message;
    });
    if (Object.keys(failed).length > 2) break;
  }
  return { sent, failed, bad, domains: [...new Set(good.map((c) => c.email.split("@")[1]!))].sort() };
}`,
    scenarios: runs(
      [
        {
          contacts: [
            { email: "a@x.org", name: "Ann" },
            { email: "A@X.ORG" },
            { email: "bad" },
            { email: "b@y.de", locale: "de", name: null },
            { email: "c@z.fr", locale: "xx", name: "" },
            { email: "u@x.org", unsubscribed: true },
          ],
        },
      ],
      [{ contacts: [] }],
      [
        {
          contacts: [
            { email: "a@x.org" },
            { email: "b@x.org" },
            { email: "c@x.org" },
            { email: "d@x.org" },
            { email: "e@x.org" },
          ],
        },
        { echo: fails("Smtp", "550") },
      ],
      [{ contacts: [{ email: "a@x.org" }], size: 100 }],
    ),
  },
  {
    name: "fan out later",
    before: `interface Quote { supplier: string; price: number }
const cheapest = (quotes: readonly Quote[]) => quotes.reduce<Quote | null>((best, q) => (best === null || q.price < best.price ? q : best), null);`,
    body: `async ({ suppliers, sku, budget = Number.MAX_SAFE_INTEGER }: { suppliers: string[]; sku: string; budget?: number }) => {
  const stock = fetchItem(sku);
  const approval = suppliers.length > 2 ? await review({ id: sku }) : null;
  const settled = await Promise.allSettled(suppliers.map(async (supplier) => ({ supplier, price: (await fetchItem(\`\${supplier}/\${sku}\`)).price })));
  const quotes = settled.flatMap((s) => (s.status === "fulfilled" ? [s.value] : []));
  const failures = settled.filter((s) => s.status === "rejected").length;
  const { price: onHand, tags: [first = "none"] = [] } = await stock;
  const best = cheapest(quotes.filter((q) => q.price <= budget));
  if (approval && !approval.approved) return { declined: true, quotes };
  const [a, b] = await Promise.all([best ? charge({ id: best.supplier, amount: best.price }) : Promise.resolve({ receipt: "-" }), check(failures)]);
  return { best, receipt: a.receipt, many: b, onHand, first, failures };
}`,
    scenarios: runs(
      [{ suppliers: ["x", "yy"], sku: "s" }],
      [{ suppliers: [], sku: "s" }],
      [
        { suppliers: ["x", "yy"], sku: "s", budget: 3 },
        {
          fetchItem: (id: string) => {
            if (id.startsWith("yy")) throw Object.assign(new Error("no"), { name: "Gone" });
            return { id, price: id.length, tags: [] };
          },
        },
      ],
    ),
    concurrent: true,
  },
  {
    name: "saga travel booking",
    before: `interface Trip { id: string; legs: { kind: "flight" | "hotel" | "car"; ref: string; cost: number }[]; budget?: number }
type Undo = () => Promise<void>;
class OverBudget extends WorkflowError {
  constructor(public readonly over: number, public readonly by: string = "budget") {
    super(\`\${by} exceeded by \${over.toFixed(2)}\`);
  }
}`,
    body: `async (trip: Trip) => {
  const booked: string[] = [];
  const log: string[] = [];
  let spent = 0;
  try {
    for (const leg of trip.legs) {
      const { receipt } = await charge({ id: \`\${leg.kind[0]!.toUpperCase()}-\${leg.ref}\`, amount: leg.cost });
      booked.push(receipt);
      spent += leg.cost;
      log.push(\`+\${receipt}\`);
      if (trip.budget !== undefined && spent > trip.budget) throw new OverBudget(spent - trip.budget);
    }
    return { status: "booked", spent, log };
  } catch (error) {
    const reason = error instanceof OverBudget ? \`\${error.by}/\${error.over}\` : (error as Error).name;
    while (booked.length) {
      const last = booked.pop()!;
      try {
        await release(last);
        log.push(\`-\${last}\`);
      } catch (inner) {
        log.push(\`!\${last}: \${(inner as Error).message}\`);
      }
    }
    if (reason === "Fraud") throw error;
    return { status: "cancelled", reason, log };
  } finally {
    await echo(\`\${trip.id} done\`);
  }
}`,
    scenarios: runs(
      [
        {
          id: "t",
          legs: [
            { kind: "flight", ref: "1", cost: 100 },
            { kind: "hotel", ref: "2", cost: 55.555 },
          ],
        },
      ],
      [
        {
          id: "t",
          legs: [
            { kind: "flight", ref: "1", cost: 100 },
            { kind: "car", ref: "2", cost: 55.555 },
          ],
          budget: 120,
        },
        { release: [fails("R", "stuck"), { result: null }] },
      ],
      [
        {
          id: "t",
          legs: [
            { kind: "flight", ref: "1", cost: 100 },
            { kind: "car", ref: "2", cost: 5 },
          ],
        },
        { charge: [{ result: { receipt: "r1" } }, fails("Fraud", "x")] },
      ],
      [{ id: "t", legs: [], budget: 0 }],
    ),
  },
];
