import type { Row } from "./row.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });
const fails = (error: string, message = "sorry") => ({ error, message });
const ok = (result: unknown) => ({ result });
const double = (x: number) => x * 2;

/** Functions in tables, from other functions, chosen by conditions, and handed over inside objects. */
export const functionValues: readonly Row[] = [
  {
    name: "a table of functions, by the kind of a union",
    before: `
interface CardPayment { kind: "card"; last4: string; amount: number }
interface TransferPayment { kind: "transfer"; iban: string; amount: number }
interface VoucherPayment { kind: "voucher"; code: string; amount: number }
type Payment = CardPayment | TransferPayment | VoucherPayment;
const fees = {
  card: (amount: number) => Math.round(amount * 0.029) + 30,
  transfer: (amount: number) => Math.min(Math.round(amount * 0.008), 500),
  voucher: () => 0,
} as const satisfies Record<Payment["kind"], (amount: number) => number>;
const describe = (p: Payment): string => {
  switch (p.kind) {
    case "card": return \`card ending in \${p.last4}\`;
    case "transfer": return \`transfer from \${p.iban.slice(0, 4)}…\`;
    case "voucher": return \`voucher \${p.code.toUpperCase()}\`;
    default: { const never: never = p; return never; }
  }
};`,
    body: `async (input: { payments: Payment[] }) => {
  const lines: { text: string; fee: number }[] = [];
  for (const payment of input.payments) {
    const fee = fees[payment.kind](payment.amount);
    lines.push({ text: describe(payment), fee });
    if (fee > 0) await charge({ id: payment.kind, amount: fee });
  }
  return { lines, total: lines.reduce((sum, { fee }) => sum + fee, 0) };
}`,
    scenarios: [
      { input: { payments: [] } },
      {
        input: {
          payments: [
            { kind: "card", last4: "4242", amount: 1000 },
            { kind: "transfer", iban: "DE1234", amount: 99999 },
            { kind: "voucher", code: "abc", amount: 1 },
          ],
        },
        stubs: { charge: ok({ receipt: "r" }) },
      },
      { input: { payments: [{ kind: "card", last4: "4242", amount: 1000 }] }, stubs: { charge: fails("Declined") } },
    ],
  },
  {
    name: "a table of async functions",
    before: `
type Event = { type: "created"; id: string } | { type: "shipped"; id: string; carrier: string } | { type: "cancelled"; id: string; reason?: string };
const handlers = {
  created: async (e: { id: string }) => { const it = await fetchItem(e.id); return \`created \${it.id}\`; },
  shipped: async (e: { id: string }) => { await release(e.id); return \`shipped \${e.id}\`; },
  cancelled: async (e: { id: string }) => { const r = await charge({ id: e.id, amount: -1 }); return \`refunded \${r.receipt}\`; },
};`,
    body: `async (events: Event[]) => {
  const log: string[] = [];
  for (const e of events) {
    try {
      log.push(await handlers[e.type](e));
    } catch (error) {
      log.push(\`\${e.type} failed: \${error instanceof Error ? error.message : "?"}\`);
    }
  }
  return log;
}`,
    scenarios: [
      {
        input: [
          { type: "created", id: "a" },
          { type: "shipped", id: "b", carrier: "x" },
          { type: "cancelled", id: "c" },
        ],
        stubs: { fetchItem: item("a"), release: ok(null), charge: ok({ receipt: "R" }) },
      },
      {
        input: [
          { type: "created", id: "a" },
          { type: "cancelled", id: "c" },
        ],
        stubs: { fetchItem: fails("X", "no"), charge: fails("Declined", "poor") },
      },
    ],
  },
  {
    name: "functions that return functions",
    before: `
interface Product { sku: string; price: number; tags: readonly string[] }
const priceBelow = (limit: number) => (p: Product) => p.price < limit;`,
    body: `async (input: { products: Product[]; limit: number }) => {
  const discount = (percent: number) => (price: number) => Math.round(price * (100 - percent)) / 100;
  const half = discount(50);
  const retry = (n: number) => async (id: string) => { for (let i = 1; ; i++) { try { return await fetchItem(id); } catch (e) { if (i >= n) throw e; } } };
  const thrice = retry(3);
  const first = input.products.find(priceBelow(input.limit));
  if (first === undefined) return null;
  const it = await thrice(first.sku);
  return { sku: first.sku, half: half(it.price), tenth: discount(90)(first.price) };
}`,
    scenarios: [
      {
        input: { products: [{ sku: "a", price: 3, tags: ["x"] }], limit: 4 },
        stubs: { fetchItem: [fails("A"), fails("B"), item("a", 7)] },
      },
      {
        input: { products: [{ sku: "a", price: 3, tags: ["x"] }], limit: 4 },
        stubs: { fetchItem: [fails("A"), fails("B"), fails("C")] },
      },
      { input: { products: [{ sku: "a", price: 3, tags: ["x"] }], limit: 1 } },
    ],
  },
  {
    name: "functions in an object of options",
    before: `
interface Hooks { onStart?: (id: string) => Promise<void>; format?: (n: number) => string }
async function process(id: string, hooks: Hooks = {}): Promise<string> {
  await hooks.onStart?.(id);
  const { price } = await fetchItem(id);
  return hooks.format?.(price) ?? String(price);
}`,
    body: `async (id: string) => {
  const a = await process(id);
  const b = await process(id, { onStart: (x) => release(x), format: (n) => \`€\${n.toFixed(2)}\` });
  return [a, b];
}`,
    scenarios: [{ input: "a", stubs: { fetchItem: item("a", 1.5), release: ok(null) } }],
  },
  {
    name: "a table by the name of an entry",
    before: `
const TIERS = [
  { name: "gold", min: 1000, rate: 0.1, perks: ["lounge", "priority"] },
  { name: "silver", min: 100, rate: 0.05, perks: ["priority"] },
  { name: "basic", min: 0, rate: 0, perks: [] },
] as const;
type TierName = (typeof TIERS)[number]["name"];
const messages: Record<TierName, (name: string) => string> = { gold: (n) => \`Dear \${n}\`, silver: (n) => \`Hi \${n}\`, basic: (n) => \`Hello \${n}\` };`,
    body: `async (c: { name: string; spent: number }) => {
  const tier = TIERS.find((t) => c.spent >= t.min) ?? TIERS[2];
  const text = messages[tier.name](c.name);
  if (tier.perks.length > 1) await release(text);
  return { tier: tier.name, text, rate: tier.rate };
}`,
    scenarios: [
      { input: { name: "A", spent: 5000 }, stubs: { release: ok(null) } },
      { input: { name: "A", spent: 150 } },
    ],
  },
  {
    name: "tables of one type with functions of their own",
    before: `
const base = { f: (x: number) => x + 1, g: double };
const other: Pick<typeof base, "f"> = { f: (x: number) => x + 2 };`,
    body: `async (n: number) => { const local: typeof base = { ...base, f: (x) => x + 3 }; return [base.f(n), other.f(n), local.f(n), await base.g(n), await local.g(n)]; }`,
    scenarios: [{ input: 1, stubs: { double } }],
  },
  {
    name: "data beside functions is as it was",
    body: `async (n: number) => {
  let count = n;
  const ops = { count, inc: () => { count += 1; return count; }, base: count * 2 };
  count = 50;
  const a = ops.inc();
  const { inc, count: before, base } = ops;
  const b = inc();
  const fns = [inc, () => -1] as const;
  const c = fns[0]();
  const d = fns[1]();
  await echo(c);
  return { a, b, c, d, before, base, count };
}`,
    scenarios: [{ input: 1, stubs: { echo: ok(null) } }],
  },
  {
    name: "functions chosen by keys and conditions",
    before: `
type Op = "add" | "sub" | "mul";
const ops: Record<Op, (a: number, b: number) => number> = { add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b };
const lookup: Record<string, (x: string) => string> = { up: (x) => x.toUpperCase(), down: (x) => x.toLowerCase() };
const pick = (kind: string) => { if (kind === "loud") return lookup.up; return kind === "quiet" ? lookup.down : undefined; };`,
    body: `async (input: { steps: { op: Op; n: number }[]; how: string; style: string }) => {
  let acc = 0;
  for (const { op, n } of input.steps) acc = ops[op](acc, n);
  const folded = input.steps.reduce((a, { op, n }) => ops[op](a, n), 0);
  const fn = lookup[input.how];
  const text = fn ? fn("Ab") : "none";
  const text2 = lookup[input.how]?.("Cd") ?? "nothing";
  const picked = pick(input.style);
  const run = input.steps.length > 1 ? double : async (x: number) => { await release("one"); return x; };
  const twice = await run(acc);
  return { acc, folded, text, text2, third: picked === undefined ? null : picked("Ef"), twice };
}`,
    scenarios: [
      {
        input: {
          steps: [
            { op: "add", n: 4 },
            { op: "mul", n: 3 },
            { op: "sub", n: 1 },
          ],
          how: "up",
          style: "loud",
        },
        stubs: { double },
      },
      { input: { steps: [{ op: "add", n: 4 }], how: "other", style: "quiet" }, stubs: { release: ok(null) } },
      { input: { steps: [], how: "down", style: "x" }, stubs: { release: fails("No") } },
    ],
  },
  {
    name: "tasks in a table and as arguments",
    before: `
const tasks = { double, check } ;
const twice = async <T>(fn: (x: T) => Promise<T>, x: T) => fn(await fn(x));`,
    body: `async (input: { kind: "double" | "check"; n: number }) => {
  const r = await tasks[input.kind](input.n);
  return { r, t: await twice(double, input.n) };
}`,
    scenarios: [
      { input: { kind: "double", n: 2 }, stubs: { double } },
      { input: { kind: "check", n: 2 }, stubs: { double, check: ok(true) } },
    ],
  },
];
