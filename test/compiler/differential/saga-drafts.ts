import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Trip { id: string; flight: string; hotel: string; car?: string; budget: number }
type Undo = () => Promise<void>;
class SagaFailed extends WorkflowError { constructor(readonly step: string, readonly undone: string[]) { super(\`\${step} failed, undone: \${undone.join(", ") || "nothing"}\`); } }
const backoff = (attempt: number, base = 2, cap = 30) => Math.min(cap, base ** attempt);
async function poll<T>(ask: () => Promise<T>, isDone: (value: T) => boolean, { tries = 5, every = 1 } = {}): Promise<T> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const value = await ask();
    if (isDone(value)) return value;
    await sleep(\`\${every * (attempt + 1)}s\` as "1s");
  }
  throw new Declined(\`not done after \${tries} tries\`);
}
const attempt = async <T>(what: string, action: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; what: string; error: string }> => {
  try { return { ok: true, value: await action() }; }
  catch (e) { return { ok: false, what, error: (e as Error).message }; }
};
const partition = <T>(xs: readonly T[], test: (x: T) => boolean): [T[], T[]] => { const yes: T[] = [], no: T[] = []; for (const x of xs) (test(x) ? yes : no).push(x); return [yes, no]; };
`;

/** Whole programs as they were written first. */
export const sagaDrafts: readonly Row[] = [
  {
    name: "drafts: a trip that is undone",
    before,
    concurrent: true,
    body: `async (trip: Trip) => {
  const undo: { name: string; run: Undo }[] = [];
  let step = "";
  try {
    step = "flight";
    const flight = await charge({ id: trip.flight, amount: 300 });
    undo.push({ name: "flight", run: async () => { await release(flight.receipt); } });
    step = "hotel";
    const hotel = await charge({ id: trip.hotel, amount: 200 });
    undo.push({ name: "hotel", run: async () => { await release(hotel.receipt); } });
    if (trip.car) {
      step = "car";
      const car = await charge({ id: trip.car, amount: 50 });
      undo.push({ name: "car", run: async () => { await release(car.receipt); } });
    }
    if (trip.budget < 600) { step = "budget"; throw new Declined("too expensive"); }
    return { booked: undo.map((u) => u.name) };
  } catch (error) {
    const undone: string[] = [];
    for (const { name, run } of undo.reverse()) { await run(); undone.push(name); }
    throw new SagaFailed(step, undone);
  }
}`,
    scenarios: runs([{ id: "t", flight: "f", hotel: "h", car: "c", budget: 500 }]),
  },
  {
    name: "drafts: a job that is polled",
    before,
    concurrent: true,
    body: `async (input: { job: string; limit: number }) => {
  let n = 0;
  const result = await poll(async () => { n++; return (await double(n)); }, (v) => v > input.limit, { tries: 6 });
  await echo({ job: input.job, result, n });
  return { result, n };
}`,
    scenarios: runs([{ job: "j", limit: 5 }]),
  },
  {
    name: "drafts: attempts at each",
    before,
    concurrent: true,
    body: `async (ids: string[]) => {
  const outcomes = await Promise.all(ids.map((id) => attempt(id, () => fetchItem(id))));
  const good = outcomes.flatMap((o) => (o.ok ? [o.value] : []));
  const bad = outcomes.filter((o): o is Extract<typeof o, { ok: false }> => !o.ok);
  if (bad.length > good.length) throw new Declined(bad.map((b) => \`\${b.what}: \${b.error}\`).join("; "));
  return { names: good.map((g) => g.id), total: good.reduce((t, g) => t + g.price, 0), bad: bad.length };
}`,
    scenarios: runs([["a", "bb", "ccc"]]),
  },
  {
    name: "drafts: votes to a quorum",
    before,
    concurrent: true,
    body: `async (input: { amount: number; approvers: string[]; quorum: number }) => {
  const votes = { yes: [] as string[], no: [] as string[] };
  for (const approver of input.approvers) {
    const { approved } = await review({ id: approver });
    (approved ? votes.yes : votes.no).push(approver);
    if (votes.yes.length >= input.quorum) break;
    if (votes.no.length > input.approvers.length - input.quorum) break;
  }
  const status = votes.yes.length >= input.quorum ? "approved" : "rejected";
  if (status === "approved") await charge({ id: votes.yes[0]!, amount: input.amount });
  return { status, ...votes };
}`,
    scenarios: runs([{ amount: 10, approvers: ["a", "bb", "ccc", "dd"], quorum: 2 }]),
  },
  {
    name: "drafts: pages",
    before,
    concurrent: true,
    body: `async (input: { pages: number }) => {
  const all: string[] = [];
  let cursor: number | null = 1;
  while (cursor !== null) {
    const page: { id: string; price: number; tags: string[] } = await fetchItem("p".repeat(cursor));
    all.push(...page.tags, page.id);
    cursor = cursor < input.pages ? cursor + 1 : null;
  }
  return all;
}`,
    scenarios: runs([{ pages: 3 }]),
  },
  {
    name: "drafts: a circuit breaker",
    before,
    concurrent: true,
    body: `async (input: { readings: number[]; threshold: number }) => {
  let state: "closed" | "open" | "half" = "closed";
  let failures = 0;
  const log: string[] = [];
  for (const [i, reading] of input.readings.entries()) {
    if (state === "open") { if (i % 3 === 0) state = "half"; else { log.push(\`\${i}: skipped\`); continue; } }
    try {
      if (reading > input.threshold) throw new RangeError(\`\${reading} is too high\`);
      await echo(reading);
      failures = 0;
      if (state === "half") { state = "closed"; log.push(\`\${i}: closed\`); }
    } catch (e) {
      failures++;
      log.push(\`\${i}: \${(e as Error).message}\`);
      if (state === "half" || failures >= 2) { state = "open"; log.push(\`\${i}: open\`); }
    }
  }
  return { state, log };
}`,
    scenarios: runs([{ readings: [1, 9, 9, 1, 2, 9, 1], threshold: 5 }]),
  },
  {
    name: "drafts: a critical path",
    before,
    concurrent: true,
    body: `async (input: { tasks: { id: string; minutes: number; after?: string[] }[] }) => {
  const finish = new Map<string, number>();
  const remaining = new Set(input.tasks.map((t) => t.id));
  while (remaining.size > 0) {
    const [ready, blocked] = partition(input.tasks.filter((t) => remaining.has(t.id)), (t) => (t.after ?? []).every((a) => finish.has(a)));
    if (ready.length === 0) throw new Declined(\`cycle among \${blocked.map((b) => b.id).join(", ")}\`);
    for (const t of ready) {
      const start = Math.max(0, ...(t.after ?? []).map((a) => finish.get(a) ?? 0));
      finish.set(t.id, start + t.minutes);
      remaining.delete(t.id);
    }
    await Promise.all(ready.map((t) => echo(t.id)));
  }
  return Object.fromEntries([...finish].sort(([, a], [, b]) => a - b));
}`,
    scenarios: runs([
      {
        tasks: [
          { id: "a", minutes: 3 },
          { id: "b", minutes: 2, after: ["a"] },
          { id: "c", minutes: 9 },
          { id: "d", minutes: 1, after: ["b", "c"] },
        ],
      },
    ]),
  },
  {
    name: "drafts: parcels of warehouses",
    before,
    concurrent: true,
    body: `async (order: { id: string; lines: { sku: string; qty: number }[]; address: { zip: string; country: string } }) => {
  const warehouses = { north: ["DE", "DK"], south: ["AT", "CH", "IT"] } as const;
  type Warehouse = keyof typeof warehouses;
  const home = (Object.keys(warehouses) as Warehouse[]).find((w) => (warehouses[w] as readonly string[]).includes(order.address.country)) ?? "north";
  const parcels: { warehouse: Warehouse; lines: { sku: string; qty: number }[] }[] = [];
  for (const line of order.lines) {
    const stock = await double(line.qty);
    const warehouse: Warehouse = stock >= 4 && home === "north" ? "south" : home;
    const parcel = parcels.find((p) => p.warehouse === warehouse);
    if (parcel) parcel.lines.push(line); else parcels.push({ warehouse, lines: [line] });
  }
  const labels = await Promise.all(parcels.map(async ({ warehouse, lines }, i) => {
    const { receipt } = await charge({ id: \`\${order.id}-\${i + 1}\`, amount: lines.reduce((n, l) => n + l.qty, 0) });
    return { warehouse, label: receipt, weight: lines.length };
  }));
  return { home, labels, split: labels.length > 1 };
}`,
    scenarios: runs([
      {
        id: "o",
        lines: [
          { sku: "a", qty: 1 },
          { sku: "b", qty: 2 },
          { sku: "c", qty: 1 },
        ],
        address: { zip: "1", country: "DK" },
      },
    ]),
  },
  {
    name: "drafts: a report of days",
    before,
    concurrent: true,
    body: `async (input: { events: { id: string; kind: string; at: string }[] }) => {
  const seen = new Set<string>();
  const perDay: Record<string, Record<string, number>> = {};
  let duplicates = 0;
  for (const { id, kind, at } of input.events) {
    if (seen.has(id)) { duplicates++; continue; }
    seen.add(id);
    const day = at.slice(0, 10);
    perDay[day] ??= {};
    perDay[day]![kind] = (perDay[day]![kind] ?? 0) + 1;
  }
  const report = Object.entries(perDay).sort(([a], [b]) => a.localeCompare(b)).map(([day, kinds]) => \`\${day}: \${Object.entries(kinds).map(([k, n]) => \`\${k}=\${n}\`).join(" ")}\`);
  for (const line of report) await echo(line);
  return { report, duplicates };
}`,
    scenarios: runs([
      {
        events: [
          { id: "1", kind: "view", at: "2026-01-02T00:00:00Z" },
          { id: "2", kind: "buy", at: "2026-01-01T10:00:00Z" },
          { id: "1", kind: "view", at: "2026-01-02T00:00:00Z" },
          { id: "3", kind: "view", at: "2026-01-02T03:00:00Z" },
        ],
      },
    ]),
  },
  {
    name: "drafts: a knapsack",
    before,
    concurrent: true,
    body: `async (input: { items: { id: string; weight: number; value: number }[]; capacity: number }) => {
  const best: number[] = new Array(input.capacity + 1).fill(0);
  const taken: string[][] = Array.from({ length: input.capacity + 1 }, () => []);
  for (const item of input.items) {
    for (let w = input.capacity; w >= item.weight; w--) {
      const candidate = best[w - item.weight]! + item.value;
      if (candidate > best[w]!) { best[w] = candidate; taken[w] = [...taken[w - item.weight]!, item.id]; }
    }
  }
  await echo(taken[input.capacity]);
  return { value: best[input.capacity], taken: taken.at(-1) };
}`,
    scenarios: runs([
      {
        items: [
          { id: "a", weight: 2, value: 3 },
          { id: "b", weight: 3, value: 4 },
          { id: "c", weight: 4, value: 6 },
        ],
        capacity: 6,
      },
    ]),
  },
  {
    name: "drafts: a registration",
    before,
    concurrent: true,
    body: `async (input: { name: string; email: string; age?: string; plan: string }) => {
  const problems: Partial<Record<keyof typeof input, string>> = {};
  const { name, email, age, plan } = input;
  if (name.trim().length < 2) problems.name = "too short";
  if (!/^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$/i.test(email)) problems.email = "no address";
  const years = age === undefined ? undefined : parseInt(age, 10);
  if (years !== undefined && (isNaN(years) || years < 18 || years > 120)) problems.age = \`"\${age}" is no age\`;
  const plans = ["free", "pro"];
  const chosen = plans.find((p) => p === plan.toLowerCase());
  if (!chosen) problems.plan = \`choose one of \${plans.join(", ")}\`;
  if (Object.keys(problems).length > 0) return { ok: false as const, problems };
  const account = { id: email.toLowerCase(), plan: chosen!, ...(years !== undefined && { years }) };
  await echo(account);
  return { ok: true as const, account };
}`,
    scenarios: runs([{ name: "A", email: "x@y", age: "17", plan: "gold" }]),
  },
];
