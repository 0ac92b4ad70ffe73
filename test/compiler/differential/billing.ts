import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows about payments and prices, as their authors write them. */
export const billing: readonly Row[] = [
  {
    name: "subscription billing run",
    before: `type Plan = { kind: "flat"; price: number } | { kind: "seats"; perSeat: number; seats: number; included?: number } | { kind: "metered"; tiers: { upTo: number | null; unit: number }[]; usage: number };
interface Subscription { id: string; customer: { id: string; country?: string; coupon?: { percent?: number; amount?: number; until?: string } }; plan: Plan; since: string; trialDays?: number; paymentMethod: string | null }
type Outcome = { id: string; status: "paid"; amount: number; receipt: string } | { id: string; status: "trial"; endsOn: string } | { id: string; status: "failed"; reason: string; retryOn: string };
const VAT: Readonly<Record<string, number>> = { DE: 0.19, FR: 0.2, NL: 0.21 };
const addDays = (date: string, days: number): string => {
  const d = new Date(date);
  d.setUTCDate(d.getUTCDate() + days);
  return d.toISOString().slice(0, 10);
};
const priceOf = (plan: Plan): number => {
  switch (plan.kind) {
    case "flat":
      return plan.price;
    case "seats":
      return plan.perSeat * Math.max(0, plan.seats - (plan.included ?? 0));
    case "metered": {
      let left = plan.usage;
      let from = 0;
      let sum = 0;
      for (const { upTo, unit } of plan.tiers) {
        if (left <= 0) break;
        const size = upTo === null ? left : Math.min(left, upTo - from);
        sum += size * unit;
        left -= size;
        from = upTo ?? from;
      }
      return sum;
    }
  }
};
const withCoupon = (price: number, coupon: Subscription["customer"]["coupon"], today: string) => {
  if (!coupon || (coupon.until && coupon.until < today)) return price;
  const { percent = 0, amount = 0 } = coupon;
  return Math.max(0, price * (1 - percent / 100) - amount);
};`,
    body: `async ({ today, subscriptions }: { today: string; subscriptions: Subscription[] }) => {
  const outcomes: Outcome[] = [];
  const revenue = new Map<string, number>();
  for (const sub of subscriptions) {
    const trialEnd = addDays(sub.since, sub.trialDays ?? 0);
    if (trialEnd > today) {
      outcomes.push({ id: sub.id, status: "trial", endsOn: trialEnd });
      continue;
    }
    const net = withCoupon(priceOf(sub.plan), sub.customer.coupon, today);
    const country = sub.customer.country ?? "DE";
    const amount = Math.round(net * (1 + (VAT[country] ?? 0)) * 100) / 100;
    try {
      if (sub.paymentMethod === null) throw new Declined("no payment method");
      const { receipt } = amount === 0 ? { receipt: "free" } : await charge({ id: sub.customer.id, amount });
      outcomes.push({ id: sub.id, status: "paid", amount, receipt });
      revenue.set(country, (revenue.get(country) ?? 0) + amount);
    } catch (e) {
      const attempt = outcomes.filter((o) => o.status === "failed").length + 1;
      outcomes.push({ id: sub.id, status: "failed", reason: (e as Error).message, retryOn: addDays(today, Math.min(2 ** attempt, 14)) });
    }
  }
  const summary = outcomes.reduce(
    (acc, o) => ({ ...acc, [o.status]: (acc[o.status] ?? 0) + 1 }),
    {} as Partial<Record<Outcome["status"], number>>,
  );
  const failed = outcomes.filter((o): o is Extract<Outcome, { status: "failed" }> => o.status === "failed");
  if (failed.length) await echo({ subject: \`\${failed.length} payment\${failed.length === 1 ? "" : "s"} failed\`, first: failed[0]?.reason });
  return {
    summary,
    outcomes,
    revenue: [...revenue].sort(([, a], [, b]) => b - a).map(([country, sum]) => \`\${country}: \${sum.toFixed(2)}\`),
  };
}`,
    scenarios: runs(
      [
        {
          today: "2024-03-01",
          subscriptions: [
            {
              id: "s1",
              customer: { id: "c1", country: "FR" },
              plan: { kind: "flat", price: 9.99 },
              since: "2024-01-01",
              paymentMethod: "visa",
            },
            {
              id: "s2",
              customer: { id: "c2", coupon: { percent: 50, until: "2024-02-01" } },
              plan: { kind: "seats", perSeat: 5, seats: 12, included: 2 },
              since: "2024-01-31",
              trialDays: 30,
              paymentMethod: "visa",
            },
            {
              id: "s3",
              customer: { id: "c3", country: "US", coupon: { amount: 3 } },
              plan: {
                kind: "metered",
                usage: 120,
                tiers: [
                  { upTo: 50, unit: 0.1 },
                  { upTo: 100, unit: 0.05 },
                  { upTo: null, unit: 0.01 },
                ],
              },
              since: "2024-01-31",
              paymentMethod: null,
            },
            {
              id: "s4",
              customer: { id: "c4", coupon: { percent: 100 } },
              plan: { kind: "metered", usage: 10, tiers: [{ upTo: 50, unit: 0.1 }] },
              since: "2024-01-31",
              paymentMethod: "v",
            },
            {
              id: "s5",
              customer: { id: "c5" },
              plan: { kind: "flat", price: 1 },
              since: "2024-02-28",
              trialDays: 2,
              paymentMethod: "v",
            },
            {
              id: "s6",
              customer: { id: "c6" },
              plan: { kind: "flat", price: 1 },
              since: "2024-02-28",
              trialDays: 1,
              paymentMethod: null,
            },
          ],
        },
      ],
      [
        {
          today: "2024-03-01",
          subscriptions: [
            {
              id: "s1",
              customer: { id: "c1", country: "FR" },
              plan: { kind: "flat", price: 9.99 },
              since: "2024-01-01",
              paymentMethod: "visa",
            },
          ],
        },
        { charge: fails("Timeout", "too slow") },
      ],
      [{ today: "2024-03-01", subscriptions: [] }],
    ),
  },
  {
    name: "fraud review with escalation",
    before: `interface Payment { id: string; amount: number; currency: string; card: { bin: string; country: string }; ip: { country: string; proxy?: boolean }; email: string; history: { at: string; amount: number; chargeback?: boolean }[]; at: string }
type Signal = { code: string; weight: number; detail?: string };
type Rule = (p: Payment) => Signal | undefined;
const disposable = new Set(["mailinator.com", "10minutemail.com"]);
const average = (xs: number[]) => (xs.length === 0 ? 0 : xs.reduce((a, b) => a + b) / xs.length);
const rules: Rule[] = [
  (p) => (p.card.country !== p.ip.country ? { code: "COUNTRY", weight: 20, detail: \`\${p.card.country}/\${p.ip.country}\` } : undefined),
  (p) => (p.ip.proxy ? { code: "PROXY", weight: 30 } : undefined),
  ({ email }) => {
    const domain = email.split("@")[1]?.toLowerCase();
    if (!domain || !disposable.has(domain)) return;
    return { code: "EMAIL", weight: 25, detail: domain };
  },
  (p) => {
    const usual = average(p.history.map((h) => h.amount));
    return usual > 0 && p.amount > usual * 5 ? { code: "AMOUNT", weight: 15, detail: \`\${(p.amount / usual).toFixed(1)}x\` } : undefined;
  },
  (p) => {
    const hourAgo = Date.parse(p.at) - 3600e3;
    const recent = p.history.filter((h) => Date.parse(h.at) >= hourAgo);
    return recent.length >= 3 ? { code: "VELOCITY", weight: 10 * recent.length } : undefined;
  },
];
const isSignal = (s: Signal | undefined): s is Signal => s !== undefined;
interface Decision { verdict: "accept" | "reject"; by: string; note?: string }`,
    body: `async (payment: Payment): Promise<Decision & { score: number; codes: string[] }> => {
  const signals = rules.map((rule) => rule(payment)).filter(isSignal);
  const score = Math.min(100, signals.map((s) => s.weight).reduce((a, b) => a + b, 0));
  const codes = signals.map(({ code, detail }) => (detail ? \`\${code}(\${detail})\` : code));
  const done = (decision: Decision) => ({ ...decision, score, codes });

  if (payment.history.some((h) => h.chargeback)) return done({ verdict: "reject", by: "blocklist" });
  if (score < 25) return done({ verdict: "accept", by: "rules" });
  if (score >= 75) {
    await release(payment.id);
    return done({ verdict: "reject", by: "rules", note: codes.join(", ") });
  }

  let level = 1;
  const notes: string[] = [];
  while (level <= 3) {
    try {
      const answer = await waitForToken<{ ok?: boolean; escalate?: boolean; comment?: string }>((token) => bus.publish("ReviewNeeded", { token, level, payment: payment.id }));
      if (answer.comment) notes.push(\`L\${level}: \${answer.comment.trim()}\`);
      if (!answer.escalate) {
        const note = notes.join(" | ");
        return done({ verdict: answer.ok ? "accept" : "reject", by: \`level \${level}\`, ...(note !== "" ? { note } : {}) });
      }
    } catch (error) {
      notes.push(\`L\${level}: \${error instanceof Error ? error.name : "?"}\`);
    }
    level++;
  }
  return done({ verdict: "reject", by: "nobody", note: notes.join(" | ") });
}`,
    scenarios: runs(
      [
        {
          id: "p1",
          amount: 10,
          currency: "EUR",
          card: { bin: "4", country: "DE" },
          ip: { country: "DE" },
          email: "a@b.c",
          history: [],
          at: "2024-01-01T10:00:00Z",
        },
      ],
      [
        {
          id: "p2",
          amount: 100,
          currency: "EUR",
          card: { bin: "4", country: "DE" },
          ip: { country: "US", proxy: true },
          email: "a@Mailinator.com",
          history: [{ at: "2024-01-01T09:30:00Z", amount: 10 }],
          at: "2024-01-01T10:00:00Z",
        },
      ],
      [
        {
          id: "p3",
          amount: 100,
          currency: "EUR",
          card: { bin: "4", country: "DE" },
          ip: { country: "US" },
          email: "ab",
          history: [{ at: "2024-01-01T09:30:00Z", amount: 10, chargeback: true }],
          at: "2024-01-01T10:00:00Z",
        },
      ],
    ),
  },
  {
    name: "csv price import",
    before: `interface PriceRow { sku: string; price: number; currency: string; validFrom: string | null }
interface ImportError { line: number; column?: string; message: string }
const REQUIRED = ["sku", "price"] as const;
type Header = (typeof REQUIRED)[number] | "currency" | "validFrom";
function splitCsvLine(line: string, separator = ","): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const ch = line[i];
    if (quoted) {
      if (ch === '"' && line[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (ch === '"') {
        quoted = false;
      } else {
        cell += ch;
      }
    } else if (ch === '"') {
      quoted = true;
    } else if (ch === separator) {
      cells.push(cell.trim());
      cell = "";
    } else {
      cell += ch;
    }
  }
  cells.push(cell.trim());
  return cells;
}
function parsePrice(text: string): number | null {
  const normalised = text.replace(/[€$\\s]/g, "").replace(",", ".");
  if (!/^\\d+(\\.\\d{1,2})?$/.test(normalised)) return null;
  return parseFloat(normalised);
}`,
    body: `async ({ text, separator = ",", defaultCurrency = "EUR" }: { text: string; separator?: string; defaultCurrency?: string }) => {
  const [headerLine, ...body] = text.split(/\\r?\\n/);
  if (!headerLine) throw new Declined("empty file");
  const header = splitCsvLine(headerLine, separator).map((h) => h as Header);
  const missing = REQUIRED.filter((r) => !header.includes(r));
  if (missing.length) throw new Declined(\`missing column\${missing.length > 1 ? "s" : ""}: \${missing.join(", ")}\`);

  const errors: ImportError[] = [];
  const rows: PriceRow[] = [];
  const seen = new Map<string, number>();
  body.forEach((line, index) => {
    const number = index + 2;
    if (line.trim().length === 0) return;
    const cells = splitCsvLine(line, separator);
    const record = Object.fromEntries(header.map((h, i) => [h, cells[i] ?? ""])) as Record<Header, string>;
    const price = parsePrice(record.price);
    if (price === null) {
      errors.push({ line: number, column: "price", message: \`"\${record.price}" is not a price\` });
      return;
    }
    const before = seen.get(record.sku);
    if (before !== undefined) {
      errors.push({ line: number, column: "sku", message: \`already on line \${before}\` });
      return;
    }
    seen.set(record.sku, number);
    rows.push({ sku: record.sku, price, currency: record.currency || defaultCurrency, validFrom: record.validFrom ? new Date(record.validFrom).toISOString() : null });
  });
  if (errors.length > rows.length) return { imported: 0, errors };
  const stored: string[] = [];
  for (const { sku, price } of rows) {
    const current = await fetchItem(sku);
    if (current.price === price) continue;
    await echo({ sku, from: current.price, to: price, change: \`\${(((price - current.price) / current.price) * 100).toFixed(1)}%\` });
    stored.push(sku);
  }
  return { imported: stored.length, stored, errors, currencies: [...new Set(rows.map((r) => r.currency))] };
}`,
    scenarios: runs(
      [
        {
          text: 'sku,price,currency,validFrom\nabc,"1,50",USD,2024-01-01\r\nde,2,,\n\nabc,3,EUR,\n"x ""y""",€ 4.5,GBP,2024-02-29\nq,abc,EUR\nz',
        },
      ],
      [{ text: "price;sku\n1;abc", separator: ";" }],
      [{ text: "" }],
      [{ text: "price" }],
      [{ text: "sku,price\na,x" }],
    ),
  },
];
