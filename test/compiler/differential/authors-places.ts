import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Warehouses, gates, budgets and ballots, as their authors first write them. */
export const authorsPlaces: readonly Row[] = [
  {
    name: "warehouse picking waves with a running cursor over bins",
    before: `${declarations}interface Bin { code: string; sku: string; onHand: number }
interface Line { sku: string; quantity: number; picked?: number }
const binsOf = lambda<string[], Bin[]>("binsOfWarehouse", elsewhere);
const pick = lambda<{ bin: string; quantity: number }, { picked: number }>("pickWarehouse", elsewhere);
const backorder = lambda<{ sku: string; quantity: number }[], string>("backorder", elsewhere);`,
    body: `async ({ orderId, lines }: { orderId: string; lines: Line[] }) => {
  const bins = await binsOf(lines.map((l) => l.sku));
  bins.sort((a, b) => a.code.localeCompare(b.code));
  for (const line of lines) {
    line.picked = 0;
    for (const bin of bins) {
      if (bin.sku !== line.sku || bin.onHand === 0) continue;
      const want = Math.min(line.quantity - line.picked, bin.onHand);
      const { picked } = await pick({ bin: bin.code, quantity: want });
      bin.onHand -= picked;
      line.picked += picked;
      if (line.picked >= line.quantity) break;
    }
  }
  const short = lines
    .filter((l) => (l.picked ?? 0) < l.quantity)
    .map(({ sku, quantity, picked = 0 }) => ({ sku, quantity: quantity - picked }));
  const ticket = short.length > 0 ? await backorder(short) : undefined;
  return {
    orderId,
    ticket,
    complete: short.length === 0,
    lines: lines.map((l) => \`\${l.sku} \${l.picked}/\${l.quantity}\`),
    left: Object.fromEntries(bins.map((b) => [b.code, b.onHand])),
  };
}`,
    scenarios: runs(
      [
        {
          orderId: "o1",
          lines: [
            { sku: "a", quantity: 5 },
            { sku: "b", quantity: 1 },
            { sku: "a", quantity: 2 },
          ],
        },
        {
          binsOfWarehouse: () => [
            { code: "B2", sku: "a", onHand: 4 },
            { code: "B1", sku: "a", onHand: 2 },
            { code: "B3", sku: "b", onHand: 9 },
          ],
          pickWarehouse: ({ quantity }: { quantity: number }) => ({ picked: quantity }),
          backorder: (x: unknown[]) => `t${x.length}`,
        },
      ],
      [
        { orderId: "o1", lines: [{ sku: "a", quantity: 1 }] },
        {
          binsOfWarehouse: () => [{ code: "B2", sku: "a", onHand: 4 }],
          pickWarehouse: ({ quantity }: { quantity: number }) => ({ picked: quantity }),
        },
      ],
    ),
  },
  {
    name: "theme park queue simulated with a ring of gates",
    before: `${declarations}interface Gate { id: string; open: boolean; load: number; served: string[] }
const scanTicket = lambda<{ gate: string; guest: string }, "valid" | "invalid" | "retry">("scanTicket", elsewhere);
const closeGate = lambda<{ gate: string; load: number }, void>("closeGate", elsewhere);`,
    body: `async ({ guests, gateIds, capacity }: { guests: string[]; gateIds: string[]; capacity: number }) => {
  const gates: Gate[] = gateIds.map((id) => ({ id, open: true, load: 0, served: [] }));
  const rejected: string[] = [];
  const waiting = guests.slice();
  while (waiting.length > 0) {
    const guest = waiting.shift();
    if (guest === undefined) break;
    let gate: Gate | undefined;
    for (const candidate of gates) {
      if (candidate.open && (gate === undefined || candidate.load < gate.load)) gate = candidate;
    }
    if (gate === undefined) {
      waiting.unshift(guest);
      break;
    }
    const verdict = await scanTicket({ gate: gate.id, guest });
    if (verdict === "retry") {
      waiting.push(guest);
      gate.load++;
    } else if (verdict === "invalid") {
      rejected.push(guest);
    } else {
      gate.served.push(guest);
      gate.load++;
    }
    if (gate.load >= capacity) {
      gate.open = false;
      await closeGate({ gate: gate.id, load: gate.load });
    }
  }
  return { served: gates.map(({ id, served }) => \`\${id}:\${served.join("+")}\`), rejected, turnedAway: waiting };
}`,
    scenarios: runs(
      [
        { guests: ["a", "b", "c", "d", "e"], gateIds: ["n", "s"], capacity: 2 },
        { scanTicket: ({ guest }: { guest: string }) => (guest === "b" ? "invalid" : "valid"), closeGate: () => null },
      ],
      [{ guests: ["a"], gateIds: [], capacity: 2 }, {}],
      [
        { guests: ["a", "b"], gateIds: ["x", "y"], capacity: 1 },
        { scanTicket: () => "retry", closeGate: () => null },
      ],
    ),
  },
  {
    name: "household budget tree summed by recursion",
    before: `${declarations}interface Category { name: string; budget?: number; children?: Category[] }
interface Summary { name: string; total: number; depth: number; over: boolean }
const spentIn = lambda<string, number>("spentIn", elsewhere);
const warn = lambda<{ category: string; over: number }, void>("warn", elsewhere);`,
    body: `async (root: Category) => {
  const summaries: Summary[] = [];
  const visit = async (category: Category, depth: number, prefix = ""): Promise<number> => {
    const path = prefix ? \`\${prefix}/\${category.name}\` : category.name;
    let total = 0;
    if (category.children?.length) {
      for (const child of category.children) total += await visit(child, depth + 1, path);
    } else {
      total = await spentIn(path);
    }
    const over = category.budget !== undefined && total > category.budget;
    if (over) await warn({ category: path, over: total - category.budget! });
    summaries.push({ name: path, total, depth, over });
    return total;
  };
  const total = await visit(root, 0);
  const deepest = Math.max(...summaries.map((s) => s.depth));
  return { total, deepest, lines: summaries.map((s) => \`\${"  ".repeat(s.depth)}\${s.name} \${s.total}\${s.over ? "!" : ""}\`) };
}`,
    scenarios: runs(
      [
        {
          name: "all",
          budget: 10,
          children: [
            { name: "food", children: [{ name: "lunch", budget: 3 }, { name: "dinner" }] },
            { name: "rent", budget: 100 },
          ],
        },
        { spentIn: (p: string) => p.length, warn: () => null },
      ],
      [{ name: "all" }, { spentIn: () => 0 }],
    ),
  },
  {
    name: "memoised exchange rates through a bridge currency",
    before: `${declarations}interface Amount { value: number; currency: string }
const rateOf = lambda<{ from: string; to: string }, number | null>("rateOf", elsewhere);
class NoRate extends WorkflowError {
  constructor(readonly pair: \`\${string}/\${string}\`) {
    super(\`no rate for \${pair}\`);
  }
}`,
    body: `async ({ amounts, target, bridge = "USD" }: { amounts: Amount[]; target: string; bridge?: string }) => {
  const cache = new Map<string, number>();
  let misses = 0;
  async function rate(from: string, to: string): Promise<number> {
    if (from === to) return 1;
    const key = \`\${from}/\${to}\` as const;
    const known = cache.get(key);
    if (known !== undefined) return known;
    misses++;
    let found = await rateOf({ from, to });
    if (found === null && from !== bridge && to !== bridge) {
      const first = await rateOf({ from, to: bridge });
      const second = await rateOf({ from: bridge, to });
      if (first !== null && second !== null) found = first * second;
    }
    if (found === null) throw new NoRate(key);
    cache.set(key, found);
    cache.set(\`\${to}/\${from}\`, 1 / found);
    return found;
  }
  let total = 0;
  for (const { value, currency } of amounts) total += value * (await rate(currency, target));
  return { total: Math.round(total * 100) / 100, misses, pairs: [...cache.keys()] };
}`,
    scenarios: runs(
      [
        {
          amounts: [
            { value: 10, currency: "EUR" },
            { value: 5, currency: "GBP" },
            { value: 1, currency: "EUR" },
            { value: 2, currency: "CHF" },
          ],
          target: "CHF",
        },
        {
          rateOf: ({ from, to }: { from: string; to: string }) =>
            from === "EUR" ? 0.5 : from === "USD" || to === "USD" ? 2 : null,
        },
      ],
      [{ amounts: [{ value: 10, currency: "XXX" }], target: "CHF" }, { rateOf: () => null }],
    ),
  },
  {
    name: "support chat assistant with tools chosen by name",
    before: `${declarations}type Message = { role: "user" | "assistant"; content: string } | { role: "tool"; name: string; content: string };
type Reply = { type: "text"; text: string } | { type: "tool"; name: string; args: Record<string, string> };
const complete = lambda<{ messages: Message[] }, Reply>("completeSupport", elsewhere);
const orderStatus = lambda<{ order: string }, { status: string; eta?: string }>("orderStatus", elsewhere);
const refund = lambda<{ order: string; reason: string }, { refunded: number }>("refund", elsewhere);
const tools: Record<string, (args: Record<string, string>) => Promise<unknown>> = {
  order_status: ({ order = "" }) => orderStatus({ order }),
  refund: async ({ order, reason }) => {
    if (!order) throw new Error("order is required");
    const { refunded } = await refund({ order, reason: reason ?? "unspecified" });
    return { ok: refunded > 0, refunded };
  },
};`,
    body: `async ({ question, maxTurns = 4 }: { question: string; maxTurns?: number }) => {
  const messages: Message[] = [{ role: "user", content: question }];
  for (let turn = 0; turn < maxTurns; turn++) {
    const reply = await complete({ messages });
    if (reply.type === "text") {
      messages.push({ role: "assistant", content: reply.text });
      return { answer: reply.text, turns: turn + 1, tools: messages.filter((m) => m.role === "tool").length };
    }
    const tool = tools[reply.name];
    let content: string;
    try {
      content = tool ? JSON.stringify(await tool(reply.args)) : \`unknown tool \${reply.name}\`;
    } catch (error) {
      content = \`error: \${error instanceof Error ? error.message : "unknown"}\`;
    }
    messages.push({ role: "tool", name: reply.name, content });
  }
  return { answer: null, turns: maxTurns, tools: messages.filter((m) => m.role === "tool").length };
}`,
    scenarios: runs(
      [
        { question: "where is it?" },
        {
          completeSupport: [
            { result: { type: "tool", name: "order_status", args: { order: "o1" } } },
            { result: { type: "tool", name: "refund", args: {} } },
            { result: { type: "text", text: "soon" } },
          ],
          orderStatus: () => ({ status: "shipped", eta: "today" }),
        },
      ],
      [
        { question: "refund", maxTurns: 2 },
        {
          completeSupport: [
            { result: { type: "tool", name: "refund", args: { order: "o2" } } },
            { result: { type: "tool", name: "dance", args: {} } },
          ],
          refund: () => ({ refunded: 3 }),
        },
      ],
    ),
  },
  {
    name: "election count with transfers of the lowest candidate",
    before: `${declarations}interface Ballot { voter: string; ranking: string[] }
const ballotsOf = lambda<{ district: string; page: number }, { ballots: Ballot[]; next?: number }>("ballotsOf", elsewhere);
const declare = lambda<{ winner: string; rounds: Record<string, number>[] }, void>("declare", elsewhere);
class Tie extends WorkflowError {}`,
    body: `async ({ district, candidates }: { district: string; candidates: string[] }) => {
  const ballots: string[][] = [];
  let page: number | undefined = 1;
  do {
    const result: { ballots: Ballot[]; next?: number } = await ballotsOf({ district, page });
    ballots.push(...result.ballots.map((b) => b.ranking.filter((c) => candidates.includes(c))).filter((r) => r.length > 0));
    page = result.next;
  } while (page !== undefined);
  const rounds: Record<string, number>[] = [];
  let standing = [...candidates];
  for (;;) {
    const tally: Record<string, number> = Object.fromEntries(standing.map((c) => [c, 0]));
    let counted = 0;
    for (const ranking of ballots) {
      const choice = ranking.find((c) => standing.includes(c));
      if (choice === undefined) continue;
      tally[choice]! += 1;
      counted += 1;
    }
    rounds.push(tally);
    const sorted = Object.entries(tally).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
    const [leader, votes] = sorted[0] ?? ["", 0];
    if (votes * 2 > counted) {
      await declare({ winner: leader, rounds });
      return { winner: leader, votes, rounds: rounds.length };
    }
    const least = sorted.at(-1)![1];
    const losers = sorted.filter(([, n]) => n === least).map(([name]) => name);
    if (losers.length === standing.length) throw new Tie(\`\${losers.join(" = ")} with \${least} each\`);
    standing = standing.filter((c) => !losers.includes(c));
  }
}`,
    scenarios: runs(
      [
        { district: "d", candidates: ["a", "b", "c"] },
        {
          ballotsOf: ({ page }: { page: number }) =>
            page === 1
              ? {
                  ballots: [
                    { voter: "1", ranking: ["a"] },
                    { voter: "2", ranking: ["b", "a"] },
                    { voter: "3", ranking: ["z"] },
                  ],
                  next: 2,
                }
              : {
                  ballots: [
                    { voter: "4", ranking: ["c", "b"] },
                    { voter: "5", ranking: ["a", "c"] },
                    { voter: "6", ranking: ["b"] },
                  ],
                },
          declare: () => null,
        },
      ],
      [
        { district: "d", candidates: ["a", "b"] },
        {
          ballotsOf: () => ({
            ballots: [
              { voter: "1", ranking: ["a"] },
              { voter: "2", ranking: ["b"] },
            ],
          }),
        },
      ],
      [
        { district: "d", candidates: ["a", "b"] },
        { ballotsOf: () => ({ ballots: [{ voter: "1", ranking: ["a"] }] }), declare: () => null },
      ],
    ),
  },
  {
    name: "csv upload parsed and validated line by line",
    before: `${declarations}interface Record_ { line: number; name: string; quantity: number; price: number; tags: string[] }
type Parsed = { ok: true; value: Record_ } | { ok: false; line: number; problems: string[] };
const readText = lambda<{ key: string }, string>("readText", elsewhere);
const saveBatch = lambda<{ key: string; records: Record_[] }, { saved: number }>("saveBatch", elsewhere);
const parseLine = (text: string, line: number): Parsed => {
  const [name = "", quantity = "", price = "", tags = ""] = text.split(";").map((cell) => cell.trim());
  const problems: string[] = [];
  if (!name) problems.push("name is empty");
  if (!/^\\d+$/.test(quantity)) problems.push(\`quantity "\${quantity}" is no whole number\`);
  const amount = Number(price.replace(",", "."));
  if (price === "" || Number.isNaN(amount)) problems.push(\`price "\${price}" is no number\`);
  if (problems.length > 0) return { ok: false, line, problems };
  return { ok: true, value: { line, name, quantity: parseInt(quantity, 10), price: amount, tags: tags ? tags.split("|") : [] } };
};`,
    body: `async ({ key, strict = false }: { key: string; strict?: boolean }) => {
  const text = await readText({ key });
  const [header, ...lines] = text.split(/\\r?\\n/);
  if (header?.toLowerCase() !== "name;quantity;price;tags") throw new TypeError(\`unexpected header: \${header}\`);
  const parsed = lines
    .map((content, index) => ({ content, line: index + 2 }))
    .filter(({ content }) => content.trim() !== "" && !content.startsWith("#"))
    .map(({ content, line }) => parseLine(content, line));
  const errors = parsed.filter((p) => !p.ok);
  if (strict && errors.length > 0) {
    const [first] = errors;
    throw new Error(\`line \${first!.line}: \${first!.problems.join("; ")}\`);
  }
  const records = parsed.flatMap((p) => (p.ok ? [p.value] : []));
  let saved = 0;
  for (let i = 0; i < records.length; i += 2) {
    const batch = records.slice(i, i + 2);
    saved += (await saveBatch({ key, records: batch })).saved;
  }
  const value = records.reduce((sum, r) => sum + r.quantity * r.price, 0);
  return { saved, value: value.toFixed(2), tags: [...new Set(records.flatMap((r) => r.tags))].sort(), errors: errors.map((e) => \`\${e.line}: \${e.problems.length}\`) };
}`,
    scenarios: runs(
      [
        { key: "k" },
        {
          readText: () =>
            "Name;Quantity;Price;Tags\r\ntea;3;1,50;hot|green\r\n\r\n# note\r\njam;x;\r\noil;2;4.25;green\r\nnut;1;2",
          saveBatch: ({ records }: { records: unknown[] }) => ({ saved: records.length }),
        },
      ],
      [{ key: "k", strict: true }, { readText: () => "name;quantity;price;tags\n;1;1" }],
      [{ key: "k" }, { readText: () => "a,b" }],
    ),
  },
  {
    name: "elevator maintenance visits ordered by urgency with a time box",
    before: `${declarations}type Urgency = "low" | "normal" | "high" | "critical";
interface Visit { id: string; building: string; urgency: Urgency; minutes: number; due: string }
const inspect = lambda<{ id: string; checklist: string[] }, { passed: boolean; defects: string[] }>("inspect", elsewhere);
const lock = lambda<string, void>("lock", elsewhere);
const unlock = lambda<string, void>("unlock", elsewhere);
const rank = { low: 0, normal: 1, high: 2, critical: 3 } satisfies Record<Urgency, number>;
const checklists: { [K in Urgency]?: string[] } = { high: ["doors", "brakes"], critical: ["doors", "brakes", "cable"] };
class OutOfService extends WorkflowError {
  readonly defects: string[];
  constructor(id: string, defects: string[]) {
    super(\`\${id} is out of service: \${defects.join(", ")}\`);
    this.defects = defects;
  }
}`,
    body: `async ({ visits, minutes }: { visits: Visit[]; minutes: number }) => {
  const byUrgency = (a: Visit, b: Visit) =>
    rank[b.urgency] - rank[a.urgency] || a.due.localeCompare(b.due) || a.minutes - b.minutes;
  let remaining = minutes;
  const done: string[] = [];
  const deferred: string[] = [];
  const outOfService: Record<string, string[]> = {};
  for (const visit of [...visits].sort(byUrgency)) {
    if (visit.minutes > remaining && visit.urgency !== "critical") {
      deferred.push(visit.id);
      continue;
    }
    await lock(visit.building);
    try {
      const { passed, defects } = await inspect({ id: visit.id, checklist: checklists[visit.urgency] ?? ["doors"] });
      if (!passed) throw new OutOfService(visit.id, defects);
      done.push(visit.id);
    } catch (error) {
      if (!(error instanceof OutOfService)) throw error;
      outOfService[visit.id] = error.defects;
    } finally {
      await unlock(visit.building);
      remaining = Math.max(0, remaining - visit.minutes);
    }
  }
  return { done, deferred, outOfService, remaining };
}`,
    scenarios: runs(
      [
        {
          visits: [
            { id: "v1", building: "b1", urgency: "normal", minutes: 30, due: "2024-01-02" },
            { id: "v2", building: "b2", urgency: "critical", minutes: 90, due: "2024-01-09" },
            { id: "v3", building: "b1", urgency: "normal", minutes: 20, due: "2024-01-01" },
          ],
          minutes: 115,
        },
        {
          lock: () => null,
          unlock: () => null,
          inspect: ({ id, checklist }: { id: string; checklist: string[] }) => ({
            passed: id !== "v2",
            defects: checklist.slice(1),
          }),
        },
      ],
      [
        { visits: [{ id: "v1", building: "b1", urgency: "high", minutes: 30, due: "2024-01-02" }], minutes: 60 },
        { lock: () => null, unlock: () => null, inspect: fails("Absent", "nobody there") },
      ],
      [{ visits: [], minutes: 60 }, {}],
    ),
  },
];
