import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `
interface Seat { row: number; n: number; taken?: string }
interface Booking { id: string; seats: number; name: string; vip?: boolean }
interface Product { sku: string; name: string; stock: number; price: { amount: number; currency: string }; attributes?: Record<string, string | number | boolean> }
interface Review { product: string; stars: number; text: string; helpful: number; author: { id: string; verified: boolean } }
interface Leg { from: string; to: string; minutes: number; price: number }
interface Shift { day: number; start: number; end: number; role: string }
interface Worker { id: string; roles: string[]; maxHours: number; off?: number[] }
interface Rate { from: string; to: string; rate: number }
const byStars = (a: Review, b: Review) => b.stars - a.stars || b.helpful - a.helpful;
const pick = <T extends object, K extends keyof T>(o: T, ...keys: K[]): Pick<T, K> => Object.fromEntries(keys.map((k) => [k, o[k]])) as Pick<T, K>;
const sumBy = <T>(xs: readonly T[], f: (x: T) => number) => xs.reduce((t, x) => t + f(x), 0);
const clamp = (x: number, lo: number, hi: number) => Math.min(hi, Math.max(lo, x));
const sleepMs = async (n: number) => { await sleep(\`\${n}s\` as "1s"); };
`;

/** Whole programs as they were written first. */
export const planningDrafts: readonly Row[] = [
  {
    name: "drafts: seats in rows",
    before,
    concurrent: true,
    body: `async (input: { rows: number; perRow: number; bookings: Booking[] }) => {
  const hall: Seat[][] = Array.from({ length: input.rows }, (_, row) => Array.from({ length: input.perRow }, (_, n) => ({ row, n })));
  const rejected: string[] = [];
  const placed: Record<string, string[]> = {};
  const sorted = input.bookings.toSorted((a, b) => Number(b.vip ?? false) - Number(a.vip ?? false) || b.seats - a.seats);
  for (const booking of sorted) {
    let done = false;
    for (const row of hall) {
      const start = row.findIndex((_, i) => i + booking.seats <= row.length && row.slice(i, i + booking.seats).every((s) => s.taken === undefined));
      if (start < 0) continue;
      for (let i = start; i < start + booking.seats; i++) row[i]!.taken = booking.id;
      placed[booking.id] = row.slice(start, start + booking.seats).map((s) => \`\${"ABCDEFG"[s.row]}\${s.n + 1}\`);
      done = true;
      break;
    }
    if (!done) rejected.push(booking.id);
  }
  await Promise.all(Object.entries(placed).map(([id, seats]) => charge({ id, amount: seats.length * 10 })));
  return { placed, rejected, free: hall.flat().filter((s) => !s.taken).length };
}`,
    scenarios: runs([
      {
        rows: 2,
        perRow: 4,
        bookings: [
          { id: "x", seats: 3, name: "X" },
          { id: "y", seats: 2, name: "Y", vip: true },
          { id: "z", seats: 4, name: "Z" },
          { id: "w", seats: 1, name: "W" },
        ],
      },
    ]),
  },
  {
    name: "drafts: the shortest way",
    before,
    concurrent: true,
    body: `async (input: { legs: Leg[]; from: string; to: string }) => {
  const best = new Map<string, { minutes: number; via: string[] }>([[input.from, { minutes: 0, via: [] }]]);
  const todo = [input.from];
  while (todo.length > 0) {
    todo.sort((a, b) => best.get(a)!.minutes - best.get(b)!.minutes);
    const here = todo.shift()!;
    if (here === input.to) break;
    const known = best.get(here)!;
    for (const leg of input.legs.filter((l) => l.from === here)) {
      const minutes = known.minutes + leg.minutes;
      const old = best.get(leg.to);
      if (old && old.minutes <= minutes) continue;
      best.set(leg.to, { minutes, via: [...known.via, leg.to] });
      if (!todo.includes(leg.to)) todo.push(leg.to);
    }
  }
  const found = best.get(input.to);
  if (!found) throw new Declined(\`no way from \${input.from} to \${input.to}\`);
  await echo(found);
  return \`\${input.from} → \${found.via.join(" → ")} (\${Math.floor(found.minutes / 60)}h\${String(found.minutes % 60).padStart(2, "0")})\`;
}`,
    scenarios: runs([
      {
        legs: [
          { from: "a", to: "b", minutes: 50, price: 1 },
          { from: "b", to: "c", minutes: 20, price: 1 },
          { from: "a", to: "c", minutes: 90, price: 2 },
          { from: "c", to: "d", minutes: 5, price: 1 },
        ],
        from: "a",
        to: "d",
      },
    ]),
  },
  {
    name: "drafts: shifts of workers",
    before,
    concurrent: true,
    body: `async (input: { shifts: Shift[]; workers: Worker[] }) => {
  const hours = new Map(input.workers.map((w) => [w.id, 0]));
  const plan: { shift: Shift; worker: string | null }[] = [];
  const overlaps = (a: Shift, b: Shift) => a.day === b.day && a.start < b.end && b.start < a.end;
  for (const shift of input.shifts) {
    const length = shift.end - shift.start;
    const able = input.workers
      .filter((w) => w.roles.includes(shift.role) && !w.off?.includes(shift.day))
      .filter((w) => hours.get(w.id)! + length <= w.maxHours)
      .filter((w) => !plan.some((p) => p.worker === w.id && overlaps(p.shift, shift)));
    const worker = able.length ? able.reduce((best, w) => (hours.get(w.id)! < hours.get(best.id)! ? w : best)) : null;
    if (worker) hours.set(worker.id, hours.get(worker.id)! + length);
    plan.push({ shift, worker: worker?.id ?? null });
  }
  const open = plan.filter((p) => !p.worker);
  if (open.length > 0) { const { approved } = await review({ id: String(open.length) }); if (!approved) return { status: "rejected", open: open.map((o) => o.shift.day) }; }
  return { status: "planned", hours: [...hours].map(([id, h]) => \`\${id}:\${h}\`), plan: plan.map((p) => p.worker) };
}`,
    scenarios: runs([
      {
        shifts: [
          { day: 1, start: 8, end: 12, role: "till" },
          { day: 1, start: 10, end: 14, role: "till" },
          { day: 2, start: 8, end: 16, role: "store" },
        ],
        workers: [
          { id: "a", roles: ["till"], maxHours: 10 },
          { id: "b", roles: ["till", "store"], maxHours: 8 },
        ],
      },
    ]),
  },
  {
    name: "drafts: rates of exchange",
    before,
    concurrent: true,
    body: `async (input: { rates: Rate[]; amount: number; path: string[] }) => {
  const table: Record<string, Record<string, number>> = {};
  for (const { from, to, rate } of input.rates) {
    table[from] = { ...table[from], [to]: rate };
    table[to] ??= {};
    table[to][from] ??= 1 / rate;
  }
  let amount = input.amount;
  const steps: string[] = [];
  for (let i = 1; i < input.path.length; i++) {
    const [from, to] = [input.path[i - 1]!, input.path[i]!];
    const rate = table[from]?.[to];
    if (!rate) throw new RangeError(\`no rate \${from}/\${to}\`);
    amount *= rate;
    steps.push(\`\${from}→\${to} @ \${rate.toFixed(4)} = \${amount.toFixed(2)}\`);
  }
  await echo(steps);
  return { amount: Number(amount.toFixed(2)), steps };
}`,
    scenarios: runs([
      {
        rates: [
          { from: "EUR", to: "USD", rate: 1.1 },
          { from: "USD", to: "JPY", rate: 150 },
        ],
        amount: 10,
        path: ["EUR", "USD", "JPY", "USD"],
      },
    ]),
  },
  {
    name: "drafts: an order of dependencies",
    before,
    concurrent: true,
    body: `async (input: { items: { id: string; deps?: string[] }[] }) => {
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  const items = new Map(input.items.map((i) => [i.id, i]));
  const visit = (id: string, trail: string[]): void => {
    if (state.get(id) === "done") return;
    if (state.get(id) === "open") throw new Declined(\`cycle: \${[...trail, id].join(" > ")}\`);
    state.set(id, "open");
    for (const dep of items.get(id)?.deps ?? []) visit(dep, [...trail, id]);
    state.set(id, "done");
    order.push(id);
  };
  for (const { id } of input.items) visit(id, []);
  for (const id of order) await echo(id);
  return order;
}`,
    scenarios: runs([{ items: [{ id: "app", deps: ["db", "cache"] }, { id: "cache", deps: ["db"] }, { id: "db" }] }]),
  },
  {
    name: "drafts: primes and gaps",
    before,
    concurrent: true,
    body: `async (input: { from: number; to: number; step?: number }) => {
  const { from, to, step = 1 } = input;
  if (step <= 0) throw new RangeError("step must be positive");
  const primes: number[] = [];
  outer: for (let n = Math.max(2, from); n <= to; n += step) {
    for (let d = 2; d * d <= n; d++) if (n % d === 0) continue outer;
    primes.push(n);
  }
  const gaps = primes.slice(1).map((p, i) => p - primes[i]!);
  await echo(primes.length);
  return { primes, widest: gaps.length ? Math.max(...gaps) : 0, sum: primes.reduce((a, b) => a + b, 0) };
}`,
    scenarios: runs([{ from: 0, to: 40 }]),
  },
  {
    name: "drafts: patches of a document",
    before,
    concurrent: true,
    body: `async (input: { doc: Record<string, unknown>; patch: { op: "set" | "remove" | "inc"; path: string; value?: unknown }[] }) => {
  const flat: Record<string, unknown> = { ...input.doc };
  const log: string[] = [];
  for (const { op, path, value } of input.patch) {
    switch (op) {
      case "set": flat[path] = value ?? null; break;
      case "remove": if (path in flat) delete flat[path]; else log.push(\`nothing at \${path}\`); break;
      case "inc": {
        const old = flat[path];
        if (typeof old !== "number" || typeof value !== "number") { log.push(\`no number at \${path}\`); break; }
        flat[path] = old + value;
        break;
      }
    }
  }
  await echo(flat);
  return { flat, log };
}`,
    scenarios: runs([
      {
        doc: { a: 1, b: "x" },
        patch: [
          { op: "inc", path: "a", value: 4 },
          { op: "remove", path: "c" },
          { op: "set", path: "d", value: [1] },
          { op: "inc", path: "b", value: 1 },
          { op: "remove", path: "b" },
        ],
      },
    ]),
  },
  {
    name: "drafts: a board of scores",
    before,
    concurrent: true,
    body: `async (input: { scores: { player: string; points: number }[] }) => {
  const board: { player: string; best: number; games: number; rank?: number }[] = [];
  for (const { player, points } of input.scores) {
    const entry = board.find((b) => b.player === player);
    if (entry) { entry.games += 1; entry.best = Math.max(entry.best, points); }
    else board.push({ player, best: points, games: 1 });
  }
  board.sort((a, b) => b.best - a.best);
  let rank = 0, last = Infinity;
  board.forEach((b, i) => { if (b.best < last) { rank = i + 1; last = b.best; } b.rank = rank; });
  const [first, second] = board;
  if (first && second && first.best === second.best) await echo("tie");
  return board;
}`,
    scenarios: runs([
      {
        scores: [
          { player: "a", points: 5 },
          { player: "b", points: 9 },
          { player: "a", points: 9 },
          { player: "c", points: 1 },
        ],
      },
    ]),
  },
  {
    name: "drafts: a telephone number",
    before,
    concurrent: true,
    body: `async (input: { phone: string; country?: "DE" | "FR" }) => {
  const codes = { DE: "49", FR: "33" } as const;
  let digits = input.phone.replace(/[^\\d+]/g, "");
  if (digits.startsWith("00")) digits = "+" + digits.slice(2);
  if (!digits.startsWith("+")) {
    if (!input.country) return { ok: false as const, why: "no country" };
    digits = \`+\${codes[input.country]}\${digits.replace(/^0/, "")}\`;
  }
  if (!/^\\+\\d{8,15}$/.test(digits)) return { ok: false as const, why: \`\${digits} is no number\` };
  const answer = (await echo({ digits })) as { digits: string };
  return { ok: true as const, number: answer.digits, shown: digits.replace(/(\\+\\d{2})(\\d{3})(\\d+)/, "$1 $2 $3") };
}`,
    scenarios: runs([{ phone: "0171 / 123-4567", country: "DE" }]),
  },
];
