import type { Row } from "./row.js";
import { fails, item, runs } from "./stubs.js";

/** Workflows about mail, readers and advertising, as they are first written down. */
export const campaignDrafts: readonly Row[] = [
  {
    name: "send a newsletter in personal batches",
    before: `interface Subscriber { email: string; name?: string; locale: string; topics: string[]; unsubscribed?: boolean }
const TEMPLATES: Record<string, string> = {
  en: "Dear {{name}}, this week: {{topics}}.{{ps}}",
  de: "Hallo {{name}}, diese Woche: {{topics}}.{{ps}}",
};
const render = (template: string, values: Record<string, string>) =>
  template.replace(/\\{\\{(\\w+)\\}\\}/g, (_, key: string) => values[key] ?? "");
const chunk = <T>(list: T[], size: number): T[][] => {
  const chunks: T[][] = [];
  for (let i = 0; i < list.length; i += size) chunks.push(list.slice(i, i + size));
  return chunks;
};`,
    body: `async (input: { issue: number; topics: string[]; subscribers: Subscriber[]; batchSize?: number }) => {
  const recipients = new Map<string, Subscriber>();
  for (const s of input.subscribers) {
    const key = s.email.trim().toLowerCase();
    if (s.unsubscribed) {
      recipients.delete(key);
      continue;
    }
    const known = recipients.get(key);
    recipients.set(key, known ? { ...known, topics: [...new Set([...known.topics, ...s.topics])] } : { ...s, email: key });
  }
  const bounced: string[] = [];
  let sent = 0;
  const batches = chunk([...recipients.values()], input.batchSize ?? 2);
  for (const [no, batch] of batches.entries()) {
    const results = await Promise.allSettled(
      batch.map(async ({ email, name, locale, topics }) => {
        const relevant = input.topics.filter((t) => topics.includes(t));
        if (relevant.length === 0) return "skipped";
        const text = render(TEMPLATES[locale.slice(0, 2)] ?? TEMPLATES.en!, {
          name: name ?? email.split("@")[0]!,
          topics: relevant.join(", "),
        });
        await echo({ to: email, text });
        return "sent";
      }),
    );
    results.forEach((r, i) => {
      if (r.status === "rejected") bounced.push(batch[i]!.email);
      else if (r.value === "sent") sent++;
    });
    if (no < batches.length - 1) await sleep("1s");
  }
  return { subject: \`Issue #\${input.issue}\`, sent, bounced, skipped: recipients.size - sent - bounced.length };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          issue: 7,
          topics: ["art", "tech"],
          subscribers: [
            { email: "A@x.org", locale: "en-GB", topics: ["art"] },
            { email: "a@x.org ", locale: "en", topics: ["tech", "art"] },
            { email: "b@x.org", name: "Bea", locale: "de-AT", topics: ["tech"] },
            { email: "c@x.org", locale: "fr", topics: [] },
            { email: "d@x.org", locale: "fr", topics: ["art"] },
            { email: "D@x.org", locale: "fr", topics: [], unsubscribed: true },
          ],
        },
      ],
      [
        { issue: 8, topics: ["art"], subscribers: [{ email: "b@x.org", locale: "en", topics: ["art"] }] },
        { echo: fails("Bounced") },
      ],
    ),
  },
  {
    name: "run an experiment with weighted variants and a winner",
    before: `interface Variant { key: string; weight: number; exposures: number; conversions: number; price?: number }
function hash(text: string): number {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) % 1000003;
  return h;
}
const rateOf = (v: Variant) => (v.exposures ? v.conversions / v.exposures : 0);`,
    body: `async (input: { name: string; variants: { key: string; weight: number }[]; users: string[]; minimum: number }) => {
  const variants: Variant[] = input.variants.map((v) => ({ ...v, exposures: 0, conversions: 0 }));
  const totalWeight = variants.reduce((n, v) => n + v.weight, 0);
  const pick = (user: string) => {
    let point = hash(\`\${input.name}:\${user}\`) % totalWeight;
    for (const v of variants) {
      if (point < v.weight) return v;
      point -= v.weight;
    }
    return variants[variants.length - 1]!;
  };
  const assignments: Record<string, string> = {};
  for (const user of input.users) {
    const variant = pick(user);
    assignments[user] = variant.key;
    variant.exposures++;
    if (await check(user.length)) variant.conversions++;
  }
  const eligible = variants.filter((v) => v.exposures >= input.minimum);
  const winner = eligible.length ? eligible.reduce((a, b) => (rateOf(b) > rateOf(a) ? b : a)) : undefined;
  if (winner) await charge({ id: winner.key, amount: winner.conversions });
  return { assignments, winner: winner?.key ?? null, table: variants.map((v) => \`\${v.key}: \${v.conversions}/\${v.exposures} (\${(rateOf(v) * 100).toFixed(1)}%)\`) };
}`,
    scenarios: runs(
      [
        {
          name: "button",
          variants: [
            { key: "red", weight: 1 },
            { key: "blue", weight: 2 },
          ],
          users: ["ann", "bo", "cleo", "d", "eve", "fritz"],
          minimum: 1,
        },
      ],
      [{ name: "x", variants: [{ key: "only", weight: 1 }], users: [], minimum: 1 }],
    ),
  },
  {
    name: "score leads and hand them to sellers in turn",
    before: `interface Lead { id: string; company?: { size?: number; country?: string }; visits: { page: string; seconds: number }[]; email: string }
interface Seller { id: string; countries: string[]; capacity: number }
const WEIGHTS: Array<{ when: (l: Lead) => boolean; points: number; label: string }> = [
  { label: "enterprise", points: 40, when: (l) => (l.company?.size ?? 0) > 1000 },
  { label: "business mail", points: 10, when: ({ email }) => !/@(gmail|yahoo)\\./.test(email) },
  { label: "pricing", points: 25, when: (l) => l.visits.some((v) => v.page.startsWith("/pricing") && v.seconds > 30) },
  { label: "engaged", points: 15, when: (l) => l.visits.length >= 3 },
];`,
    body: `async (input: { leads: Lead[]; sellers: Seller[]; threshold: number }) => {
  const load: Record<string, number> = {};
  const assigned: { lead: string; seller: string; score: number; because: string[] }[] = [];
  const nurture: string[] = [];
  let turn = 0;
  const nextSeller = (country: string | undefined): Seller | null => {
    for (let i = 0; i < input.sellers.length; i++) {
      const seller = input.sellers[(turn + i) % input.sellers.length]!;
      const full = (load[seller.id] ?? 0) >= seller.capacity;
      if (full || (country && !seller.countries.includes(country) && !seller.countries.includes("*"))) continue;
      turn = (turn + i + 1) % input.sellers.length;
      return seller;
    }
    return null;
  };
  const scored = input.leads
    .map((lead) => {
      const hits = WEIGHTS.filter((w) => w.when(lead));
      return { lead, score: hits.reduce((s, h) => s + h.points, 0), because: hits.map((h) => h.label) };
    })
    .sort((a, b) => b.score - a.score || a.lead.id.localeCompare(b.lead.id));
  for (const { lead, score, because } of scored) {
    if (score < input.threshold) {
      nurture.push(lead.id);
      continue;
    }
    const seller = nextSeller(lead.company?.country);
    if (!seller) {
      nurture.push(lead.id);
      await echo({ alert: \`nobody for \${lead.id}\` });
      continue;
    }
    load[seller.id] = (load[seller.id] ?? 0) + 1;
    assigned.push({ lead: lead.id, seller: seller.id, score, because });
  }
  return { assigned, nurture, load, turn };
}`,
    scenarios: runs(
      [
        {
          threshold: 20,
          sellers: [
            { id: "s1", countries: ["uk", "ie"], capacity: 1 },
            { id: "s2", countries: ["*"], capacity: 1 },
          ],
          leads: [
            { id: "l1", email: "a@gmail.com", visits: [{ page: "/pricing/eu", seconds: 40 }] },
            { id: "l2", email: "a@co.uk", company: { size: 2000, country: "uk" }, visits: [] },
            {
              id: "l3",
              email: "a@b.c",
              company: { country: "uk" },
              visits: [
                { page: "/", seconds: 1 },
                { page: "/", seconds: 1 },
                { page: "/a", seconds: 1 },
              ],
            },
            { id: "l4", email: "x@yahoo.fr", visits: [] },
          ],
        },
      ],
      [{ threshold: 0, sellers: [], leads: [{ id: "l4", email: "x@yahoo.fr", visits: [] }] }],
    ),
  },
  {
    name: "page through an archive and remove duplicates",
    before: `interface Page { id: string; price: number; tags: string[]; note?: string }
const normalize = (tag: string) => tag.trim().toLowerCase().replace(/\\s+/g, "-");`,
    body: `async (input: { start: string; limit: number; ignore?: string[] }) => {
  const ignore = new Set((input.ignore ?? []).map(normalize));
  const counts = new Map<string, number>();
  const visited: string[] = [];
  let token: string | undefined = input.start;
  let truncated = false;
  do {
    const page: Page = await fetchItem(token);
    visited.push(page.id);
    for (const tag of page.tags.map(normalize)) {
      if (ignore.has(tag)) continue;
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    token = page.note;
    if (token && visited.includes(token)) {
      truncated = true;
      break;
    }
  } while (token && visited.length < input.limit);
  if (token) truncated = true;
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
  const slugs: Record<string, string> = {};
  top.forEach(([tag, n], i) => {
    slugs[\`#\${i + 1}\`] = n > 1 ? \`\${tag} x\${n}\` : tag;
  });
  return { visited, truncated, slugs, distinct: counts.size };
}`,
    scenarios: runs(
      [
        { start: "p1", limit: 5, ignore: ["The  Rest"] },
        {
          fetchItem: [
            { result: { id: "p1", price: 1, tags: ["Big Cats", " cats", "the rest"], note: "p2" } },
            { result: { id: "p2", price: 1, tags: ["cats", "dogs"], note: "p3" } },
            item("p3", 1, ["big cats", "Cats"]),
          ],
        },
      ],
      [
        { start: "p1", limit: 9 },
        {
          fetchItem: [
            { result: { id: "p1", price: 1, tags: [], note: "p2" } },
            { result: { id: "p2", price: 1, tags: ["z"], note: "p1" } },
          ],
        },
      ],
      [{ start: "p1", limit: 1 }, { fetchItem: [{ result: { id: "p1", price: 1, tags: [], note: "p2" } }] }],
    ),
  },
  {
    name: "bid for placements until the budget is spent",
    before: `type Slot = { id: string; floor: number; quality: number };
type Bid = { slot: string; amount: number; status: "won" | "lost" | "error"; detail?: string };
const clamp = (n: number, lo: number, hi: number) => Math.min(hi, Math.max(lo, n));`,
    body: `async (input: { slots: Slot[]; budget: number; aggressiveness?: number }) => {
  let { budget, aggressiveness = 1 } = input;
  const bids: Bid[] = [];
  const queue = input.slots.map((s) => ({ ...s, value: s.quality / s.floor }));
  queue.sort((a, b) => b.value - a.value);
  let spent = 0;
  for (const slot of queue) {
    const amount = Math.round(clamp(slot.floor * aggressiveness, slot.floor, budget) * 100) / 100;
    if (amount > budget || budget <= 0) break;
    let bid: Bid = { slot: slot.id, amount, status: "lost" };
    try {
      const won = await check(amount);
      if (won) {
        bid = { ...bid, status: "won" };
        budget -= amount;
        spent += amount;
        aggressiveness = clamp(aggressiveness - 0.1, 1, 3);
      } else {
        aggressiveness = clamp(aggressiveness + 0.5, 1, 3);
      }
    } catch (e) {
      bid.status = "error";
      bid.detail = (e as { message?: string }).message ?? "";
    } finally {
      bids.push(bid);
    }
  }
  const { won = [], lost = [], error = [] } = bids.reduce<Partial<Record<Bid["status"], string[]>>>((acc, b) => {
    acc[b.status] = [...(acc[b.status] ?? []), b.slot];
    return acc;
  }, {});
  return { won, lost, error, spent: spent.toFixed(2), left: Math.round(budget * 100) / 100, details: bids.filter((b) => b.detail).map((b) => b.detail!) };
}`,
    scenarios: runs(
      [
        {
          budget: 10,
          slots: [
            { id: "a", floor: 2, quality: 9 },
            { id: "b", floor: 3, quality: 3 },
            { id: "c", floor: 4, quality: 20 },
            { id: "d", floor: 4, quality: 1 },
          ],
        },
      ],
      [
        {
          budget: 10,
          aggressiveness: 2,
          slots: [
            { id: "a", floor: 2, quality: 9 },
            { id: "b", floor: 3, quality: 3 },
          ],
        },
        { check: [fails("Net", "reset"), { result: true }] },
      ],
      [{ budget: 0, slots: [{ id: "a", floor: 2, quality: 9 }] }],
    ),
  },
];
