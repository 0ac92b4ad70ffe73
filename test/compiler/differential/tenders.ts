import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of offers and texts, as their authors write them. */
export const tenders: readonly Row[] = [
  {
    name: "supplier tender",
    before: `interface Bid { supplier: string; price: number; days: number; rating?: number; late?: boolean }
interface Tender { id: string; budget: number; suppliers: string[]; weights?: { price?: number; days?: number; rating?: number }; minBids?: number }
const DEFAULT_WEIGHTS = { price: 0.6, days: 0.25, rating: 0.15 };
const normalise = (value: number, all: number[], higherIsBetter = false) => {
  const lo = Math.min(...all);
  const hi = Math.max(...all);
  if (hi === lo) return 1;
  return higherIsBetter ? (value - lo) / (hi - lo) : (hi - value) / (hi - lo);
};
class TenderFailed extends WorkflowError {
  constructor(message: string, readonly bids: number) { super(message); }
}`,
    body: `async (tender: Tender) => {
  const { suppliers, budget, minBids = 2 } = tender;
  const weights = { ...DEFAULT_WEIGHTS, ...tender.weights };
  const requests = suppliers.map(async (supplier): Promise<Bid> => {
    const { price, tags, note } = await fetchItem(supplier);
    return { supplier, price: price * 100, days: tags.length * 7, ...(note !== undefined && { rating: Number(note) }) };
  });
  const settled = await Promise.allSettled(requests);
  const bids: Bid[] = [];
  const declined: string[] = [];
  settled.forEach((s, i) => {
    if (s.status === "fulfilled") bids.push(s.value);
    else declined.push(\`\${suppliers[i]} (\${(s.reason as Error).message})\`);
  });
  if (bids.length < minBids) throw new TenderFailed(\`\${bids.length} of \${minBids} bids\`, bids.length);
  const affordable = bids.filter((b) => b.price <= budget);
  const scored = affordable
    .map((bid, _i, all) => ({
      ...bid,
      score:
        weights.price * normalise(bid.price, all.map((b) => b.price)) +
        weights.days * normalise(bid.days, all.map((b) => b.days)) +
        weights.rating * normalise(bid.rating ?? 3, all.map((b) => b.rating ?? 3), true),
    }))
    .sort((a, b) => b.score - a.score || a.price - b.price);
  const [winner, runnerUp] = scored;
  if (!winner) return { awarded: null, declined, reason: \`cheapest is \${Math.min(...bids.map((b) => b.price))}\` };
  const close = runnerUp !== undefined && winner.score - runnerUp.score < 0.05;
  if (close) {
    const { approved, reason } = await review({ id: winner.supplier });
    if (!approved) {
      const { receipt } = await charge({ id: runnerUp.supplier, amount: runnerUp.price });
      return { awarded: runnerUp.supplier, receipt, declined, reason };
    }
  }
  const { receipt } = await charge({ id: winner.supplier, amount: winner.price });
  for (const { supplier } of scored.slice(1)) await release(supplier);
  return { awarded: winner.supplier, receipt, declined, score: winner.score.toFixed(3), ranking: scored.map((s, i) => \`\${i + 1}:\${s.supplier}\`) };
}`,
    scenarios: runs(
      [{ id: "t", budget: 500, suppliers: ["abc", "de", "f"] }],
      [{ id: "t", budget: 500, suppliers: ["abc", "def"], weights: { price: 0 } }],
      [{ id: "t", budget: 50, suppliers: ["abc", "de", "f"] }],
      [{ id: "t", budget: 500, suppliers: ["abc"] }],
      [
        { id: "t", budget: 900, suppliers: ["a", "b"], minBids: 1 },
        { fetchItem: [fails("Closed", "on leave"), { result: { id: "b", price: 2, tags: ["x"], note: "4.5" } }] },
      ],
    ),
  },
  {
    name: "library of templates and pipeline functions",
    before: `type Transform = (input: string) => string;
const pipe = (...fs: Transform[]): Transform => (x) => fs.reduce((acc, f) => f(acc), x);
const trim: Transform = (s) => s.trim();
const collapse: Transform = (s) => s.replace(/\\s+/g, " ");
const truncate = (max: number, suffix = "…"): Transform => (s) => (s.length <= max ? s : s.slice(0, max - suffix.length).trimEnd() + suffix);
const replaceAll = (pairs: Record<string, string>): Transform => (s) => Object.entries(pairs).reduce((acc, [from, to]) => acc.split(from).join(to), s);
const unless = (test: (s: string) => boolean, f: Transform): Transform => (s) => (test(s) ? s : f(s));
const slugify = pipe(trim, (s) => s.toLowerCase(), replaceAll({ ä: "ae", ö: "oe", ü: "ue", ß: "ss" }), (s) => s.replace(/[^a-z0-9]+/g, "-"), (s) => s.replace(/^-|-$/g, ""));
const pipelines: Record<string, Transform> = { title: pipe(trim, collapse, truncate(20)), slug: slugify, teaser: pipe(collapse, unless((s) => s.endsWith("."), (s) => \`\${s}.\`), truncate(30, "...")) };
interface Article { id: number; title: string; body: string; tags?: string }`,
    body: `async (articles: Article[]) => {
  const used = new Set<string>();
  const uniqueSlug = (base: string): string => {
    let slug = base || "untitled";
    for (let n = 2; used.has(slug); n++) slug = \`\${base || "untitled"}-\${n}\`;
    used.add(slug);
    return slug;
  };
  const published = [];
  for (const { id, title, body, tags = "" } of articles) {
    const slug = uniqueSlug(pipelines.slug!(title));
    const words = body.split(/\\s+/).filter(Boolean);
    const counts = words.reduce((m, w) => m.set(w.toLowerCase(), (m.get(w.toLowerCase()) ?? 0) + 1), new Map<string, number>());
    const frequent = [...counts.entries()].filter(([w, n]) => n > 1 && w.length > 3).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 2).map(([w]) => w);
    const entry = { id, slug, title: pipelines.title!(title), teaser: pipelines.teaser!(body), minutes: Math.max(1, Math.round(words.length / 200)), tags: [...new Set([...tags.split(",").map(trim).filter(Boolean), ...frequent])] };
    await echo({ put: \`/\${slug}\`, bytes: JSON.stringify(entry).length });
    published.push(entry);
  }
  const index = published.flatMap((p) => p.tags.map((t) => [t, p.slug] as const)).reduce<Record<string, string[]>>((acc, [t, s]) => ({ ...acc, [t]: [...(acc[t] ?? []), s] }), {});
  return { published, index };
}`,
    scenarios: runs(
      [
        [
          {
            id: 1,
            title: "  Über  große Straßen und mehr ",
            body: "Lange lange Straßen. Kurze  Straßen sind keine langen Straßen",
            tags: "a, b,,a",
          },
          { id: 2, title: "!!!", body: "x." },
          { id: 3, title: "?", body: "" },
        ],
      ],
      [[]],
    ),
  },
];
