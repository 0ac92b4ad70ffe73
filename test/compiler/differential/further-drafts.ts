import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** A task that fails at first. */
const twice = { double: [fails("Broken"), { result: 4 }, fails("Again"), { result: 9 }] };

/** Workflows as they are first written down, with changes in place wherever these are handy. */
export const furtherDrafts: readonly Row[] = [
  {
    name: "seat reservation with waitlist promotion",
    before: `interface Event { id: string; seats: number; attendees: string[]; waitlist: string[] }
type Request = { kind: "join" | "leave"; event: string; user: string };
const remove = (list: string[], item: string) => {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
};
function handle(event: Event, request: Request) {
  switch (request.kind) {
    case "join":
      if (event.attendees.length < event.seats) event.attendees.push(request.user);
      else event.waitlist.push(request.user);
      break;
    case "leave":
      if (remove(event.attendees, request.user)) {
        const promoted = event.waitlist.shift();
        if (promoted) event.attendees.push(promoted);
      } else remove(event.waitlist, request.user);
      break;
  }
}`,
    body: `async (input: { events: { id: string; seats: number }[]; requests: Request[] }) => {
  const events: Record<string, Event> = {};
  for (const { id, seats } of input.events) events[id] = { id, seats, attendees: [], waitlist: [] };
  for (const request of input.requests) {
    const event = events[request.event];
    if (!event) throw new OutOfStock(request.event);
    handle(event, request);
  }
  for (const event of Object.values(events)) await echo({ id: event.id, attendees: event.attendees });
  return events;
}`,
    scenarios: runs([
      {
        events: [{ id: "e", seats: 1 }],
        requests: [
          { kind: "join", event: "e", user: "a" },
          { kind: "join", event: "e", user: "b" },
          { kind: "join", event: "e", user: "c" },
          { kind: "leave", event: "e", user: "c" },
          { kind: "leave", event: "e", user: "a" },
        ],
      },
      twice,
    ]),
  },
  {
    name: "enrich with parallel fetch",
    before: `interface Line { sku: string; qty: number; price?: number; total?: number }`,
    body: `async (input: { lines: Line[] }) => {
  await Promise.all(input.lines.map(async (line) => {
    const item = await fetchItem(line.sku);
    line.price = item.price;
    line.total = item.price * line.qty;
  }));
  const expensive = input.lines.filter((l) => (l.total ?? 0) > 3);
  for (const line of expensive) {
    line.qty -= 1;
    line.total = (line.price ?? 0) * line.qty;
  }
  return input.lines;
}`,
    scenarios: runs([
      {
        lines: [
          { sku: "a", qty: 5 },
          { sku: "bbb", qty: 1 },
        ],
      },
      twice,
    ]),
    concurrent: true,
  },
  {
    name: "sliding window rate limits",
    before: `interface Hit { user: string; at: number }`,
    body: `async (input: { hits: Hit[]; limit: number; window: number }) => {
  const windows: Record<string, number[]> = {};
  const blocked = new Set<string>();
  for (const { user, at } of input.hits) {
    const times = (windows[user] ??= []);
    while (times.length > 0 && times[0]! <= at - input.window) times.shift();
    if (times.length >= input.limit) {
      blocked.add(user);
      continue;
    }
    times.push(at);
  }
  for (const user of blocked) await release(user);
  return { windows, blocked: [...blocked] };
}`,
    scenarios: runs([
      {
        hits: [
          { user: "a", at: 1 },
          { user: "a", at: 2 },
          { user: "a", at: 3 },
          { user: "a", at: 20 },
        ],
        limit: 2,
        window: 10,
      },
      twice,
    ]),
  },
  {
    name: "diff two catalogs",
    before: `interface Product { id: string; price: number; stock: number }
interface Change { id: string; kind: "added" | "removed" | "changed"; fields: string[] }
const index = (products: Product[]) => {
  const byId = new Map<string, Product>();
  for (const product of products) byId.set(product.id, product);
  return byId;
};`,
    body: `async (input: { before: Product[]; after: Product[] }) => {
  const before = index(input.before);
  const changes: Change[] = [];
  for (const product of input.after) {
    const old = before.get(product.id);
    before.delete(product.id);
    if (!old) {
      changes.push({ id: product.id, kind: "added", fields: [] });
      continue;
    }
    const fields: string[] = [];
    if (old.price !== product.price) fields.push("price");
    if (old.stock !== product.stock) fields.push("stock");
    if (fields.length > 0) changes.push({ id: product.id, kind: "changed", fields });
  }
  for (const id of before.keys()) changes.push({ id, kind: "removed", fields: [] });
  changes.sort((a, b) => a.id.localeCompare(b.id));
  for (const change of changes) await echo(change);
  return changes;
}`,
    scenarios: runs([
      {
        before: [
          { id: "a", price: 1, stock: 1 },
          { id: "b", price: 1, stock: 1 },
        ],
        after: [
          { id: "b", price: 2, stock: 1 },
          { id: "c", price: 1, stock: 1 },
        ],
      },
      twice,
    ]),
  },
  {
    name: "retry queue",
    before: `interface Job { id: string; attempts: number; lastError?: string }`,
    body: `async (input: { ids: string[] }) => {
  const queue: Job[] = input.ids.map((id) => ({ id, attempts: 0 }));
  const done: Job[] = [];
  const dead: Job[] = [];
  while (queue.length > 0) {
    const job = queue.shift()!;
    job.attempts++;
    try {
      await double(job.attempts);
      done.push(job);
    } catch (error) {
      job.lastError = error instanceof Error ? error.message : String(error);
      if (job.attempts < 3) queue.push(job);
      else dead.push(job);
    }
  }
  return { done, dead };
}`,
    scenarios: runs([{ ids: ["a", "b"] }, twice]),
  },
  {
    name: "tournament standings",
    before: `interface Team { name: string; points: number; goals: number; played: number }
interface Match { home: string; away: string; score: [number, number] }
const team = (table: Map<string, Team>, name: string) => {
  if (!table.has(name)) table.set(name, { name, points: 0, goals: 0, played: 0 });
  return table.get(name)!;
};
function record(team: Team, own: number, other: number) {
  team.played++;
  team.goals += own - other;
  if (own > other) team.points += 3;
  else if (own === other) team.points += 1;
}`,
    body: `async (input: { matches: Match[] }) => {
  const table = new Map<string, Team>();
  for (const { home, away, score: [h, a] } of input.matches) {
    record(team(table, home), h, a);
    record(team(table, away), a, h);
  }
  const standings = [...table.values()].sort((x, y) => y.points - x.points || y.goals - x.goals);
  await echo(standings[0]);
  return standings;
}`,
    scenarios: runs([
      {
        matches: [
          { home: "a", away: "b", score: [1, 0] },
          { home: "b", away: "c", score: [2, 2] },
        ],
      },
      twice,
    ]),
  },
  {
    name: "access rights accumulation",
    before: `interface Role { name: string; inherits: string[]; grants: string[] }
function collect(roles: Record<string, Role>, name: string, seen: Set<string>, grants: Set<string>) {
  if (seen.has(name)) return;
  seen.add(name);
  const role = roles[name];
  if (!role) return;
  for (const grant of role.grants) grants.add(grant);
  for (const parent of role.inherits) collect(roles, parent, seen, grants);
}`,
    body: `async (input: { roles: Record<string, Role>; user: string[] }) => {
  const grants = new Set<string>();
  for (const name of input.user) collect(input.roles, name, new Set(), grants);
  for (const grant of grants) await echo(grant);
  return [...grants].sort();
}`,
    scenarios: runs([
      {
        roles: {
          a: { name: "a", inherits: ["b"], grants: ["r"] },
          b: { name: "b", inherits: ["a"], grants: ["w", "r"] },
        },
        user: ["a"],
      },
      twice,
    ]),
  },
  {
    name: "order saga with audit",
    before: `interface Audit { steps: string[]; errors: string[] }
interface Order { id: string; amount: number; status: string; receipt?: string; audit: Audit }
async function step<T>(audit: Audit, name: string, run: () => Promise<T>): Promise<T> {
  try {
    const result = await run();
    audit.steps.push(name);
    return result;
  } catch (error) {
    audit.errors.push(name + ": " + (error as Error).message);
    throw error;
  }
}`,
    body: `async (input: { id: string; amount: number }) => {
  const order: Order = { ...input, status: "new", audit: { steps: [], errors: [] } };
  try {
    const { receipt } = await step(order.audit, "charge", () => charge({ id: order.id, amount: order.amount }));
    order.receipt = receipt;
    order.status = "charged";
    await step(order.audit, "double", () => double(order.amount));
    order.status = "done";
  } catch {
    order.status = "failed";
    if (order.receipt) await release(order.receipt);
  }
  return order;
}`,
    scenarios: runs([{ id: "a", amount: 3 }, twice]),
  },
  {
    name: "elevator pick nearest",
    before: `interface Courier { id: string; at: number; load: string[] }
interface Job { id: string; from: number; to: number }
const nearest = (couriers: Courier[], from: number) =>
  couriers.reduce((best, c) => (Math.abs(c.at - from) < Math.abs(best.at - from) ? c : best));`,
    body: `async (input: { couriers: { id: string; at: number }[]; jobs: Job[] }) => {
  const couriers: Courier[] = input.couriers.map((c) => ({ ...c, load: [] }));
  for (const job of input.jobs) {
    const courier = nearest(couriers, job.from);
    courier.load.push(job.id);
    courier.at = job.to;
  }
  await map(couriers, { concurrency: 2 }, async (c) => { await echo(c); });
  return couriers;
}`,
    scenarios: runs([
      {
        couriers: [
          { id: "a", at: 0 },
          { id: "b", at: 10 },
        ],
        jobs: [
          { id: "1", from: 2, to: 9 },
          { id: "2", from: 9, to: 1 },
        ],
      },
      twice,
    ]),
    concurrent: true,
  },
  {
    name: "form validation errors",
    before: `interface Form { name?: string; email?: string; age?: number }
type Errors = Record<string, string[]>;
const addError = (errors: Errors, field: string, message: string) => {
  (errors[field] ??= []).push(message);
};
function validate(form: Form): Errors {
  const errors: Errors = {};
  if (!form.name) addError(errors, "name", "required");
  if (!form.email?.includes("@")) addError(errors, "email", "invalid");
  if (form.age !== undefined && form.age < 18) addError(errors, "age", "too young");
  return errors;
}`,
    body: `async (input: { forms: Form[] }) => {
  const results: { form: Form; errors: Errors }[] = [];
  for (const form of input.forms) {
    const errors = validate(form);
    if (form.name && form.name.length > 5) addError(errors, "name", "too long");
    results.push({ form, errors });
  }
  const bad = results.filter((r) => Object.keys(r.errors).length > 0);
  for (const { errors } of bad) await echo(errors);
  return results;
}`,
    scenarios: runs([{ forms: [{}, { name: "abcdefg", email: "a@b", age: 12 }] }, twice]),
  },
  {
    name: "pairing for secret santa / swaps",
    before: `interface Person { name: string; partner?: string; score: number }`,
    body: `async (input: { people: { name: string; score: number }[] }) => {
  const people: Person[] = input.people.map((p) => ({ ...p }));
  const open = people.filter((p) => p.score > 0);
  open.sort((a, b) => b.score - a.score);
  while (open.length >= 2) {
    const a = open.shift()!;
    const b = open.shift()!;
    a.partner = b.name;
    b.partner = a.name;
    await echo([a.name, b.name]);
  }
  return people;
}`,
    scenarios: runs([
      {
        people: [
          { name: "x", score: 1 },
          { name: "y", score: 0 },
          { name: "z", score: 4 },
          { name: "w", score: 2 },
        ],
      },
      twice,
    ]),
  },
  {
    name: "inventory reservations with rollback",
    before: `interface Stock { sku: string; onHand: number; reserved: number }
const reserve = (stock: Stock, qty: number) => {
  if (stock.onHand - stock.reserved < qty) throw new OutOfStock(stock.sku);
  stock.reserved += qty;
};`,
    body: `async (input: { stock: { sku: string; onHand: number }[]; orders: { id: string; lines: { sku: string; qty: number }[] }[] }) => {
  const stock = input.stock.map((s) => ({ ...s, reserved: 0 }));
  const bySku = new Map(stock.map((s) => [s.sku, s]));
  const failed: string[] = [];
  for (const order of input.orders) {
    const done: { sku: string; qty: number }[] = [];
    try {
      for (const line of order.lines) {
        const item = bySku.get(line.sku);
        if (!item) throw new OutOfStock(line.sku);
        reserve(item, line.qty);
        done.push(line);
      }
      await echo(order.id);
    } catch (error) {
      for (const { sku, qty } of done) bySku.get(sku)!.reserved -= qty;
      failed.push(order.id);
    }
  }
  return { stock: [...bySku.values()], failed };
}`,
    scenarios: runs([
      {
        stock: [
          { sku: "a", onHand: 3 },
          { sku: "b", onHand: 1 },
        ],
        orders: [
          { id: "1", lines: [{ sku: "a", qty: 2 }] },
          {
            id: "2",
            lines: [
              { sku: "b", qty: 1 },
              { sku: "a", qty: 2 },
            ],
          },
        ],
      },
      twice,
    ]),
  },
  {
    name: "histogram and mode",
    before: `const increment = (counts: Record<string, number>, key: string, by = 1) => {
  counts[key] = (counts[key] ?? 0) + by;
};`,
    body: `async (input: { words: string[]; pairs: [string, string][] }) => {
  const counts: Record<string, number> = {};
  const graph: Record<string, Record<string, number>> = {};
  for (const word of input.words) increment(counts, word);
  for (const [a, b] of input.pairs) {
    const row = (graph[a] ??= {});
    increment(row, b);
    increment((graph[b] ??= {}), a, 2);
  }
  const top = Object.entries(counts).sort(([, x], [, y]) => y - x)[0];
  await echo(top);
  return { counts, graph, top };
}`,
    scenarios: runs([
      {
        words: ["a", "b", "a"],
        pairs: [
          ["a", "b"],
          ["b", "a"],
        ],
      },
      twice,
    ]),
  },
  {
    name: "paginated collect into buckets",
    before: `interface Page { items: { id: string; kind: string }[]; next?: string }
const buckets = () => ({ small: [] as string[], large: [] as string[], other: [] as string[] });
const bucketOf = (all: ReturnType<typeof buckets>, kind: string) =>
  kind === "s" ? all.small : kind === "l" ? all.large : all.other;`,
    body: `async (input: { pages: Record<string, Page>; start: string }) => {
  const all = buckets();
  let cursor: string | undefined = input.start;
  while (cursor) {
    const page: Page = (await echo(input.pages[cursor])) as Page;
    for (const item of page.items) bucketOf(all, item.kind).push(item.id);
    cursor = page.next;
  }
  return all;
}`,
    scenarios: runs([
      {
        pages: {
          p1: { items: [{ id: "1", kind: "s" }], next: "p2" },
          p2: {
            items: [
              { id: "2", kind: "l" },
              { id: "3", kind: "q" },
            ],
          },
        },
        start: "p1",
      },
      twice,
    ]),
  },
];
