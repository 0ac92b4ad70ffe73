import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
type Status = "pending" | "running" | "done" | "failed";
interface Step { id: string; needs: string[]; cost: number; optional?: boolean }
interface Plan { steps: Step[]; budget: number }
interface Claim { id: string; amount: number; kind: "auto" | "home" | "life"; documents: { name: string; ok: boolean }[]; claimant: { age: number; history?: number[] } }
interface Account { id: string; balance: number; currency: string; limits?: { daily?: number; single?: number } }
interface Transfer { from: string; to: string; amount: number; note?: string | null }
enum Level { Low = 1, Mid, High }
const RULES: readonly { name: string; when: (c: Claim) => boolean; score: number }[] = [
  { name: "large", when: (c) => c.amount > 10_000, score: 40 },
  { name: "young", when: (c) => c.kind === "auto" && c.claimant.age < 25, score: 25 },
  { name: "repeat", when: ({ claimant: { history = [] } }) => history.length >= 3, score: 30 },
  { name: "papers", when: (c) => c.documents.some((d) => !d.ok), score: 15 },
];
const format = (cents: number, currency = "EUR") => \`\${(cents / 100).toFixed(2)} \${currency}\`;
const mask = (s: string) => s.replace(/.(?=.{2})/g, "*");
const assertNever = (x: never): never => { throw new Error(\`unexpected \${JSON.stringify(x)}\`); };
class InsufficientFunds extends WorkflowError {}
class LimitExceeded extends WorkflowError { constructor(public limit: number, public asked: number) { super(\`limit \${limit}, asked \${asked}\`); } }
`;

/** Whole programs as they were written first. */
export const rulesDrafts: readonly Row[] = [
  {
    name: "drafts: steps within a budget",
    before,
    concurrent: true,
    body: `async (plan: Plan) => {
  const status: Record<string, Status> = Object.fromEntries(plan.steps.map((s) => [s.id, "pending" as Status]));
  let spent = 0;
  const log: string[] = [];
  for (let round = 1; ; round++) {
    const ready = plan.steps.filter((s) => status[s.id] === "pending" && s.needs.every((n) => status[n] === "done" || status[n] === "failed"));
    if (ready.length === 0) break;
    for (const step of ready) {
      if (spent + step.cost > plan.budget) {
        if (!step.optional) throw new Declined(\`budget: \${step.id} needs \${step.cost}, \${plan.budget - spent} left\`);
        status[step.id] = "failed";
        log.push(\`\${round}: skip \${step.id}\`);
        continue;
      }
      status[step.id] = "running";
      const took = await double(step.cost);
      spent += step.cost;
      status[step.id] = took > 100 ? "failed" : "done";
      log.push(\`\${round}: \${step.id} \${status[step.id]}\`);
    }
  }
  return { status, spent, log };
}`,
    scenarios: runs([
      {
        steps: [
          { id: "a", needs: [], cost: 1 },
          { id: "b", needs: ["a"], cost: 2 },
          { id: "c", needs: ["a"], cost: 9, optional: true },
          { id: "d", needs: ["b", "c"], cost: 1 },
        ],
        budget: 5,
      },
    ]),
  },
  {
    name: "drafts: rules of claims",
    before,
    concurrent: true,
    body: `async (claim: Claim) => {
  const hits = RULES.filter((r) => r.when(claim));
  const score = hits.reduce((s, r) => s + r.score, 0);
  const level = score >= 60 ? Level.High : score >= 30 ? Level.Mid : Level.Low;
  switch (level) {
    case Level.High: {
      const { approved, reason } = await review({ id: claim.id });
      if (!approved) return { status: "rejected", reason, reasons: hits.map((h) => h.name) } as const;
      break;
    }
    case Level.Mid:
      await echo({ note: \`look at \${claim.id}\` });
    // falls through
    case Level.Low:
      break;
    default:
      return assertNever(level);
  }
  const { receipt } = await charge({ id: claim.id, amount: claim.amount });
  return { status: "paid", receipt, level: Level[level], score } as const;
}`,
    scenarios: runs([
      {
        id: "k1",
        amount: 12000,
        kind: "auto",
        documents: [
          { name: "x", ok: true },
          { name: "y", ok: false },
        ],
        claimant: { age: 22, history: [1, 2] },
      },
    ]),
  },
  {
    name: "drafts: transfers between accounts",
    before,
    concurrent: true,
    body: `async ({ accounts, transfers }: { accounts: Account[]; transfers: Transfer[] }) => {
  const balances = new Map(accounts.map(({ id, ...rest }) => [id, { ...rest, sent: 0 }]));
  const done: string[] = [];
  const rejected: { transfer: Transfer; why: string }[] = [];
  for (const [i, transfer] of transfers.entries()) {
    try {
      const from = balances.get(transfer.from);
      const to = balances.get(transfer.to);
      if (!from || !to) throw new Error(\`no account \${!from ? transfer.from : transfer.to}\`);
      const { daily = 1000, single = 500 } = from.limits ?? {};
      if (transfer.amount > single) throw new LimitExceeded(single, transfer.amount);
      if (from.sent + transfer.amount > daily) throw new LimitExceeded(daily, from.sent + transfer.amount);
      if (from.balance < transfer.amount) throw new InsufficientFunds(\`\${transfer.from} has \${format(from.balance, from.currency)}\`);
      from.balance -= transfer.amount;
      from.sent += transfer.amount;
      to.balance += transfer.amount;
      const { receipt } = await charge({ id: \`t\${i}\`, amount: transfer.amount });
      done.push(receipt);
    } catch (error) {
      const why = error instanceof LimitExceeded ? \`over \${error.limit} by \${error.asked - error.limit}\` : error instanceof Error ? error.message : String(error);
      rejected.push({ transfer, why });
    }
  }
  return { done, rejected, balances: Object.fromEntries(balances) };
}`,
    scenarios: runs([
      {
        accounts: [
          { id: "x", balance: 700, currency: "EUR" },
          { id: "y", balance: 10, currency: "USD", limits: { single: 5 } },
        ],
        transfers: [
          { from: "x", to: "y", amount: 100 },
          { from: "x", to: "y", amount: 501 },
          { from: "y", to: "x", amount: 6 },
          { from: "q", to: "x", amount: 1 },
          { from: "x", to: "y", amount: 450, note: null },
          { from: "x", to: "y", amount: 450 },
        ],
      },
    ]),
  },
  {
    name: "drafts: brackets",
    before,
    concurrent: true,
    body: `async (text: string) => {
  const stack: string[] = [];
  const pairs: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
  let position = 0;
  for (const ch of text) {
    position++;
    if ("([{".includes(ch)) stack.push(ch);
    else if (ch in pairs) {
      if (stack.pop() !== pairs[ch]) return { ok: false, position };
    }
  }
  await echo(stack.length);
  return stack.length === 0 ? { ok: true } : { ok: false, position, open: stack.join("") };
}`,
    scenarios: runs(["a(b[c]{d})e("]),
  },
  {
    name: "drafts: stale users",
    before,
    concurrent: true,
    body: `async (input: { users: { id: string; email: string; roles?: string[]; lastSeen?: string }[]; now: string }) => {
  const now = new Date(input.now).getTime();
  const DAY = 24 * 60 * 60 * 1000;
  const stale = input.users.filter((u) => !u.lastSeen || now - Date.parse(u.lastSeen) > 90 * DAY);
  const admins = new Set(input.users.filter((u) => u.roles?.includes("admin")).map((u) => u.id));
  const outcome = { closed: [] as string[], warned: [] as string[], kept: 0 };
  for (const u of stale) {
    if (admins.has(u.id)) { outcome.kept++; continue; }
    const [name, domain = ""] = u.email.split("@");
    if (domain.endsWith(".example")) { await release(u.id); outcome.closed.push(u.id); }
    else { await echo({ to: \`\${mask(name!)}@\${domain}\` }); outcome.warned.push(u.id); }
  }
  outcome.kept += input.users.length - stale.length;
  return outcome;
}`,
    scenarios: runs([
      {
        users: [
          { id: "1", email: "anna@x.com", roles: ["admin"] },
          { id: "2", email: "bob@x.example" },
          { id: "3", email: "carla@y.com", lastSeen: "2026-01-01T00:00:00Z" },
          { id: "4", email: "dan@z.com", lastSeen: "2026-05-30T00:00:00Z" },
        ],
        now: "2026-06-01T00:00:00Z",
      },
    ]),
  },
  {
    name: "drafts: islands",
    before,
    concurrent: true,
    body: `async (input: { grid: number[][] }) => {
  const { grid } = input;
  const rows = grid.length, cols = grid[0]?.length ?? 0;
  const seen = grid.map((r) => r.map(() => false));
  const sizes: number[] = [];
  for (let y = 0; y < rows; y++) for (let x = 0; x < cols; x++) {
    if (seen[y]![x] || grid[y]![x] === 0) continue;
    let size = 0;
    const todo: [number, number][] = [[y, x]];
    seen[y]![x] = true;
    while (todo.length > 0) {
      const [cy, cx] = todo.pop()!;
      size++;
      for (const [dy, dx] of [[0, 1], [1, 0], [0, -1], [-1, 0]] as const) {
        const ny = cy + dy, nx = cx + dx;
        if (ny < 0 || nx < 0 || ny >= rows || nx >= cols || seen[ny]![nx] || !grid[ny]![nx]) continue;
        seen[ny]![nx] = true;
        todo.push([ny, nx]);
      }
    }
    sizes.push(size);
  }
  await echo(sizes.length);
  return sizes.sort((a, b) => b - a);
}`,
    scenarios: runs([
      {
        grid: [
          [1, 0, 1],
          [1, 0, 0],
          [0, 1, 1],
        ],
      },
    ]),
  },
  {
    name: "drafts: configuration and arguments",
    before,
    concurrent: true,
    body: `async (input: { config?: { retries?: number; mode?: string; hooks?: { before?: string[]; after?: string[] } } | null; args: string[] }) => {
  const defaults = { retries: 2, mode: "fast", hooks: { before: [] as string[], after: ["report"] } };
  const config = { ...defaults, ...input.config, hooks: { ...defaults.hooks, ...input.config?.hooks } };
  const flags: Record<string, string | boolean> = {};
  const rest: string[] = [];
  for (let i = 0; i < input.args.length; i++) {
    const arg = input.args[i]!;
    if (!arg.startsWith("--")) { rest.push(arg); continue; }
    const [name, value] = arg.slice(2).split("=", 2) as [string, string?];
    if (value !== undefined) flags[name] = value;
    else if (i + 1 < input.args.length && !input.args[i + 1]!.startsWith("-")) flags[name] = input.args[++i]!;
    else flags[name] = true;
  }
  if (typeof flags.mode === "string") config.mode = flags.mode;
  for (const hook of config.hooks.before) await echo(hook);
  const result = await withTimeout(config.retries);
  for (const hook of config.hooks.after) await echo(hook);
  return { config, flags, rest, result };
  async function withTimeout(n: number): Promise<number> { return n <= 0 ? 0 : (await double(n)) + (await withTimeout(n - 1)); }
}`,
    scenarios: runs([
      {
        config: { mode: "slow", hooks: { before: ["lint"] } },
        args: ["build", "--mode=safe", "--out", "dist", "--watch"],
      },
    ]),
  },
  {
    name: "drafts: an invoice with VAT",
    before,
    concurrent: true,
    body: `async (input: { lines: { sku: string; qty: number }[]; prices: Record<string, number>; country: string }) => {
  const vat = ({ DE: 19, FR: 20, AT: 20 } as Record<string, number | undefined>)[input.country];
  if (vat === undefined) throw new Declined(\`no VAT rate for \${input.country}\`);
  const priced = input.lines.map(({ sku, qty }) => {
    const price = input.prices[sku];
    return price === undefined ? { sku, error: "no price" as const } : { sku, net: qty * price };
  });
  const bad = priced.filter((p): p is { sku: string; error: "no price" } => "error" in p);
  if (bad.length) throw new Declined(bad.map((b) => \`\${b.sku}: \${b.error}\`).join("; "));
  const net = priced.reduce((t, p) => t + ("net" in p ? p.net! : 0), 0);
  const tax = Math.round(net * vat) / 100;
  const [invoice, archived] = await Promise.all([charge({ id: input.country, amount: net + tax }), echo({ net, tax })]);
  return { ...invoice, archived, gross: (net + tax).toLocaleString("en-US", { minimumFractionDigits: 2 }) };
}`,
    scenarios: runs([
      {
        lines: [
          { sku: "a", qty: 2 },
          { sku: "b", qty: 1 },
        ],
        prices: { a: 10, b: 5.5 },
        country: "DE",
      },
    ]),
  },
  {
    name: "drafts: a tree of files",
    before,
    concurrent: true,
    body: `async (input: { tree: { name: string; size?: number; children?: unknown[] } }) => {
  interface Node { name: string; size?: number; children?: Node[] }
  const total = (n: Node): number => (n.size ?? 0) + (n.children ?? []).reduce((t, c) => t + total(c), 0);
  const paths: string[] = [];
  const walk = (n: Node, prefix: string) => { const path = prefix ? \`\${prefix}/\${n.name}\` : n.name; if (!n.children?.length) paths.push(path); for (const c of n.children ?? []) walk(c, path); };
  walk(input.tree as Node, "");
  const depth = (n: Node): number => 1 + Math.max(0, ...(n.children ?? []).map(depth));
  await echo(paths);
  return { total: total(input.tree as Node), paths, depth: depth(input.tree as Node) };
}`,
    scenarios: runs([
      {
        tree: {
          name: "r",
          children: [
            { name: "a", size: 3 },
            { name: "b", children: [{ name: "c", size: 4 }] },
          ],
        },
      },
    ]),
  },
];
