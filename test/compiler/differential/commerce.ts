import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows about orders, with tables of rules and states, as their authors write them. */
export const commerce: readonly Row[] = [
  {
    name: "sales report",
    before: `interface Sale { id: string; at: string; store: string; seller?: string; lines: { sku: string; qty: number; price: number; category: string }[] }
type Granularity = "day" | "week" | "month";
const lineTotal = (l: Sale["lines"][number]) => l.qty * l.price;
const saleTotal = (s: Sale) => s.lines.map(lineTotal).reduce((a, b) => a + b, 0);
const isoWeek = (date: string): string => {
  const d = new Date(date);
  const day = (d.getUTCDay() + 6) % 7;
  const thursday = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate() - day + 3));
  const firstThursday = new Date(Date.UTC(thursday.getUTCFullYear(), 0, 4));
  const week = 1 + Math.round((thursday.getTime() - firstThursday.getTime()) / 86400000 / 7 - (3 - ((firstThursday.getUTCDay() + 6) % 7)) / 7);
  return \`\${thursday.getUTCFullYear()}-W\${\`\${week}\`.padStart(2, "0")}\`;
};
const bucketOf: { [G in Granularity]: (at: string) => string } = {
  day: (at) => at.slice(0, 10),
  week: isoWeek,
  month: (at) => at.slice(0, 7),
};
const sumBy = <T,>(items: readonly T[], f: (item: T) => number): number => items.reduce((s, i) => s + f(i), 0);
const groupInto = <T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group) group.push(item);
    else groups.set(k, [item]);
  }
  return groups;
};
const money = (n: number) => n.toFixed(2).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ",");`,
    body: `async ({ sales, granularity = "month", top = 3 }: { sales: Sale[]; granularity?: Granularity; top?: number }) => {
  const buckets = groupInto(sales, (s) => bucketOf[granularity](s.at));
  const rows = [...buckets.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([bucket, list]) => ({ bucket, sales: list.length, revenue: sumBy(list, saleTotal), stores: [...new Set(list.map((s) => s.store))].sort().join(", ") }));
  let previous: number | undefined;
  const withGrowth = rows.map((row) => {
    const growth = previous ? (row.revenue - previous) / previous : null;
    previous = row.revenue;
    return { ...row, growth: growth === null ? "-" : \`\${growth >= 0 ? "+" : ""}\${(growth * 100).toFixed(1)}%\` };
  });
  const byCategory = sales
    .flatMap((s) => s.lines)
    .reduce<Record<string, { qty: number; revenue: number }>>((acc, l) => {
      const entry = acc[l.category] ?? { qty: 0, revenue: 0 };
      acc[l.category] = { qty: entry.qty + l.qty, revenue: entry.revenue + lineTotal(l) };
      return acc;
    }, {});
  const best = Object.entries(byCategory)
    .sort(([, a], [, b]) => b.revenue - a.revenue)
    .slice(0, top)
    .map(([name, { qty, revenue }], i) => \`\${i + 1}. \${name}: \${qty} × \${money(revenue / qty)} = \${money(revenue)}\`);
  const sellers: Record<string, number> = {};
  for (const { seller = "self-service", ...sale } of sales) {
    sellers[seller] ??= 0;
    sellers[seller] += saleTotal({ ...sale, seller });
  }
  const ranking = Object.keys(sellers).sort((a, b) => sellers[b]! - sellers[a]!);
  if (rows.length > 0 && ranking[0] !== undefined) await echo({ bestSeller: ranking[0], of: granularity });
  const max = Math.max(0, ...rows.map((r) => r.revenue));
  const chart = rows.map(({ bucket, revenue }) => \`\${bucket} \${"#".repeat(max === 0 ? 0 : Math.round((revenue / max) * 20))}\`);
  return { rows: withGrowth, best, ranking, chart, total: money(sumBy(sales, saleTotal)) };
}`,
    scenarios: runs(
      [
        {
          sales: [
            {
              id: "1",
              at: "2024-01-31T10:00:00Z",
              store: "B",
              lines: [
                { sku: "a", qty: 2, price: 1500.5, category: "tv" },
                { sku: "b", qty: 1, price: 2.25, category: "cable" },
              ],
            },
            {
              id: "2",
              at: "2024-02-01T10:00:00Z",
              store: "A",
              seller: "Zoe",
              lines: [{ sku: "b", qty: 10, price: 2.25, category: "cable" }],
            },
            {
              id: "3",
              at: "2024-02-29T10:00:00Z",
              store: "B",
              seller: "Al",
              lines: [{ sku: "c", qty: 1, price: 1234567, category: "car" }],
            },
          ],
          top: 2,
        },
      ],
      [
        {
          granularity: "week",
          sales: [
            { id: "1", at: "2024-12-30T10:00:00Z", store: "B", lines: [] },
            {
              id: "1",
              at: "2021-01-03T10:00:00Z",
              store: "B",
              lines: [{ sku: "b", qty: 10, price: 2.25, category: "cable" }],
            },
            {
              id: "1",
              at: "2021-01-04T10:00:00Z",
              store: "C",
              lines: [{ sku: "b", qty: 1, price: 3, category: "cable" }],
            },
          ],
        },
      ],
      [{ granularity: "day", sales: [] }],
    ),
  },
  {
    name: "order state machine",
    before: `const transitions = {
  created: ["paid", "cancelled"],
  paid: ["packed", "refunded"],
  packed: ["shipped", "refunded"],
  shipped: ["delivered", "lost"],
  delivered: ["returned"],
  returned: ["refunded"],
  lost: ["refunded", "shipped"],
  refunded: [],
  cancelled: [],
} as const;
type State = keyof typeof transitions;
type Event =
  | { type: "PAY"; amount: number }
  | { type: "PACK"; weight: number; by?: string }
  | { type: "SHIP"; carrier: string; tracking?: string }
  | { type: "DELIVER"; at: string }
  | { type: "RETURN" | "LOSE" | "CANCEL" }
  | { type: "REFUND"; amount?: number };
interface Order { id: string; state: State; total: number; paid: number; shipments: { carrier: string; tracking: string; delivered?: string }[]; log: string[] }
class IllegalTransition extends WorkflowError {
  constructor(public readonly from: State, public readonly to: State) {
    super(\`\${from} -> \${to}\`);
  }
}
const targetOf = (event: Event): State => {
  switch (event.type) {
    case "PAY": return "paid";
    case "PACK": return "packed";
    case "SHIP": return "shipped";
    case "DELIVER": return "delivered";
    case "RETURN": return "returned";
    case "LOSE": return "lost";
    case "CANCEL": return "cancelled";
    case "REFUND": return "refunded";
  }
};
function canGo(from: State, to: State): boolean {
  return (transitions[from] as readonly State[]).includes(to);
}`,
    body: `async ({ id, total, events }: { id: string; total: number; events: Event[] }) => {
  const order: Order = { id, state: "created", total, paid: 0, shipments: [], log: [] };
  const ignored: { index: number; reason: string }[] = [];
  const apply = async (event: Event): Promise<void> => {
    const to = targetOf(event);
    if (!canGo(order.state, to)) throw new IllegalTransition(order.state, to);
    switch (event.type) {
      case "PAY": {
        if (event.amount < order.total - order.paid) {
          order.paid += event.amount;
          order.log.push(\`part payment \${event.amount}\`);
          return;
        }
        const { receipt } = await charge({ id: order.id, amount: event.amount });
        order.paid += event.amount;
        order.log.push(receipt);
        break;
      }
      case "PACK":
        if (event.weight > 30) throw new Declined(\`too heavy: \${event.weight}kg\`);
        order.log.push(\`packed\${event.by ? \` by \${event.by}\` : ""}\`);
        break;
      case "SHIP":
        order.shipments.push({ carrier: event.carrier, tracking: event.tracking ?? \`\${event.carrier.toUpperCase()}-\${order.shipments.length + 1}\` });
        break;
      case "DELIVER": {
        const last = order.shipments.at(-1);
        if (last) last.delivered = event.at;
        break;
      }
      case "REFUND": {
        const amount = event.amount ?? order.paid;
        await charge({ id: order.id, amount: -amount });
        order.paid -= amount;
        break;
      }
      default:
        order.log.push(event.type.toLowerCase());
    }
    order.state = to;
  };
  for (const [index, event] of events.entries()) {
    try {
      await apply(event);
    } catch (error) {
      if (error instanceof IllegalTransition) {
        ignored.push({ index, reason: error.message });
        if (error.from === "cancelled" || error.from === "refunded") break;
      } else if (error instanceof Declined) {
        ignored.push({ index, reason: error.message });
      } else {
        throw error;
      }
    }
  }
  const open = (Object.keys(transitions) as State[]).filter((s) => canGo(order.state, s));
  return { order, ignored, open, final: transitions[order.state].length === 0 };
}`,
    scenarios: runs(
      [
        {
          id: "o",
          total: 100,
          events: [
            { type: "PAY", amount: 40 },
            { type: "PACK", weight: 2 },
            { type: "PAY", amount: 60 },
            { type: "PACK", weight: 40 },
            { type: "PACK", weight: 4, by: "Al" },
            { type: "SHIP", carrier: "dhl" },
            { type: "LOSE" },
            { type: "SHIP", carrier: "ups", tracking: "T" },
            { type: "DELIVER", at: "2024" },
            { type: "RETURN" },
          ],
        },
      ],
      [
        {
          id: "o",
          total: 100,
          events: [{ type: "CANCEL" }, { type: "PAY", amount: 100 }, { type: "PAY", amount: 100 }],
        },
      ],
      [{ id: "o", total: 1, events: [{ type: "PAY", amount: 40 }, { type: "REFUND" }, { type: "REFUND", amount: 2 }] }],
      [{ id: "o", total: 1, events: [{ type: "PAY", amount: 40 }] }, { charge: fails("Bank", "closed") }],
      [{ id: "o", total: 1, events: [] }],
    ),
  },
  {
    name: "cart pricing engine",
    before: `interface CartItem { sku: string; qty: number; price: number; tags?: string[] }
interface Cart { id: string; items: CartItem[]; codes?: string[]; customer?: { tier?: "basic" | "plus"; firstOrder?: boolean } }
interface Discount { label: string; amount: number; sku?: string }
interface Context { readonly cart: Cart; readonly subtotal: number; applied: Discount[] }
type Promotion = { id: string; priority?: number; exclusive?: boolean; applies(c: Context): boolean; apply(c: Context): Discount[] };
const percentOff = (label: string, pct: number) => (c: Context): Discount[] => [{ label, amount: Math.round(c.subtotal * pct) / 100 }];
const buyXGetY = (tag: string, x: number, y: number) => ({ cart }: Context): Discount[] =>
  cart.items
    .filter((i) => i.tags?.includes(tag) && i.qty >= x + y)
    .map((i) => ({ label: \`\${x}+\${y} on \${i.sku}\`, sku: i.sku, amount: Math.floor(i.qty / (x + y)) * y * i.price }));
const promotions: Promotion[] = [
  { id: "WELCOME", priority: 1, applies: ({ cart }) => cart.customer?.firstOrder === true, apply: percentOff("welcome", 10) },
  { id: "PLUS", applies: (c) => c.cart.customer?.tier === "plus" && c.subtotal > 50, apply: (c) => [{ label: "plus", amount: c.subtotal > 200 ? 20 : 5 }] },
  { id: "BOGO", applies: () => true, apply: buyXGetY("bogo", 1, 1) },
  { id: "HALF", exclusive: true, priority: 9, applies: ({ cart: { codes = [] } }) => codes.includes("HALF"), apply: percentOff("half price", 50) },
];
const compose = <T,>(...fns: ((x: T) => T)[]) => (x: T): T => fns.reduce((acc, f) => f(acc), x);
const clampAtZero = (n: number) => Math.max(n, 0);
const toCents = (n: number) => Math.round(n * 100);
const fromCents = (n: number) => n / 100;`,
    body: `async (cart: Cart) => {
  const missing: string[] = [];
  const items: CartItem[] = [];
  await Promise.all(
    cart.items.map(async (item, i) => {
      const known = await fetchItem(item.sku);
      if (known.price <= 0) missing.push(item.sku);
      else items.push({ ...item, tags: [...(item.tags ?? []), ...known.tags] });
      return i;
    }),
  );
  if (items.length === 0) return { id: cart.id, total: 0, missing, discounts: [] as Discount[] };
  const subtotal = items.reduce((s, { price, qty }) => s + price * qty, 0);
  const context: Context = { cart: { ...cart, items }, subtotal, applied: [] };
  const eligible = promotions.filter((p) => p.applies(context)).sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
  for (const promo of eligible) {
    const discounts = promo.apply(context);
    context.applied.push(...discounts);
    if (promo.exclusive && discounts.length > 0) break;
  }
  const total = compose(clampAtZero, toCents, (n) => n - (n % 5), fromCents)(subtotal - context.applied.reduce((s, d) => s + d.amount, 0));
  const shipping = total >= 100 ? 0 : total >= 50 ? 2.9 : 4.9;
  let receipt: string | undefined;
  if (total + shipping > 0) receipt = (await charge({ id: cart.id, amount: total + shipping })).receipt;
  return { id: cart.id, subtotal, total, shipping, receipt, missing: missing.sort(), discounts: context.applied, skipped: cart.codes?.filter((code) => !eligible.some((p) => p.id === code)) };
}`,
    scenarios: runs(
      [
        {
          id: "c",
          items: [
            { sku: "aa", qty: 4, price: 10, tags: ["bogo"] },
            { sku: "b", qty: 1, price: 199.99 },
          ],
          customer: { tier: "plus", firstOrder: true },
          codes: ["X"],
        },
      ],
      [{ id: "c", items: [{ sku: "aa", qty: 4, price: 10 }], codes: ["HALF", "BOGO"], customer: { firstOrder: true } }],
      [{ id: "c", items: [] }],
      [
        { id: "c", items: [{ sku: "q", qty: 1, price: 3 }] },
        { fetchItem: { result: { id: "q", price: 0, tags: [] } } },
      ],
    ),
  },
];
