import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows about customers and their seats, as their authors write them. */
export const bookings: readonly Row[] = [
  {
    name: "loyalty points ledger",
    before: `interface Entry { at: string; points: number; kind: "earn" | "burn" | "expire" | "adjust"; ref?: string }
interface Member { id: string; joined: string; birthday?: string; ledger: Entry[] }
interface Purchase { id: string; at: string; total: number; categories: string[] }
const TIERS = [
  { name: "bronze", from: 0, multiplier: 1 },
  { name: "silver", from: 500, multiplier: 1.25 },
  { name: "gold", from: 2000, multiplier: 1.5, perks: ["lounge"] },
  { name: "platinum", from: 5000, multiplier: 2, perks: ["lounge", "upgrade"] },
] as const satisfies readonly { name: string; from: number; multiplier: number; perks?: readonly string[] }[];
type TierName = (typeof TIERS)[number]["name"];
const tierFor = (points: number) => TIERS.findLast((t) => points >= t.from) ?? TIERS[0];
const balanceOf = (ledger: Entry[], until = "9999") => ledger.filter((e) => e.at <= until).reduce((sum, { points }) => sum + points, 0);
const yearsBefore = (iso: string, years: number) => \`\${Number(iso.slice(0, 4)) - years}\${iso.slice(4)}\`;
function expiring(ledger: Entry[], today: string): number {
  const cutoff = yearsBefore(today, 2);
  const earned = ledger.filter((e) => e.kind === "earn" && e.at < cutoff).reduce((s, e) => s + e.points, 0);
  const spent = -ledger.filter((e) => e.kind === "burn" || e.kind === "expire").reduce((s, e) => s + e.points, 0);
  return Math.max(0, earned - spent);
}`,
    body: `async ({ member, purchases, today, redeem }: { member: Member; purchases: Purchase[]; today: string; redeem?: number }) => {
  const ledger = [...member.ledger].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const before = tierFor(balanceOf(ledger));
  const expired = expiring(ledger, today);
  if (expired) ledger.push({ at: today, points: -expired, kind: "expire" });

  for (const { id, at, total, categories } of purchases) {
    if (ledger.some((e) => e.ref === id)) continue;
    const isBirthday = member.birthday?.slice(5) === at.slice(5, 10);
    const bonus = categories.includes("fuel") ? 0.5 : 1;
    const points = Math.floor(total * before.multiplier * bonus) * (isBirthday ? 2 : 1);
    ledger.push({ at, points, kind: "earn", ref: id });
    if (points >= 1000) await echo(\`big: \${id}\`);
  }

  let redeemed = 0;
  if (redeem !== undefined && redeem > 0) {
    const available = balanceOf(ledger);
    if (available < redeem) throw new Declined(\`\${member.id} has \${available} of \${redeem} points\`);
    const { receipt } = await charge({ id: member.id, amount: -redeem / 100 });
    ledger.push({ at: today, points: -redeem, kind: "burn", ref: receipt });
    redeemed = redeem;
  }
  const balance = balanceOf(ledger);
  const after = tierFor(balance + redeemed);
  const change = TIERS.findIndex((t) => t.name === after.name) - TIERS.findIndex((t) => t.name === before.name);
  const message = change > 0 ? \`Welcome to \${after.name}!\` : change < 0 ? \`You are now \${after.name}\` : null;
  if (message) await echo({ to: member.id, message, perks: "perks" in after ? after.perks : [] });
  const perMonth: Record<string, number> = {};
  for (const e of ledger) perMonth[e.at.slice(0, 7)] = (perMonth[e.at.slice(0, 7)] ?? 0) + e.points;
  const next = TIERS.find((t) => t.from > balance);
  return { balance, tier: after.name as TierName, expired, redeemed, perMonth, toNext: next ? { name: next.name, missing: next.from - balance } : null, last: ledger.at(-1) };
}`,
    scenarios: runs(
      [
        {
          today: "2024-06-01",
          member: {
            id: "m1",
            joined: "2019",
            birthday: "1980-05-05",
            ledger: [
              { at: "2023-01-02", points: 300, kind: "earn", ref: "p0" },
              { at: "2021-01-02", points: 400, kind: "earn" },
              { at: "2022-01-01", points: -100, kind: "burn" },
            ],
          },
          purchases: [
            { id: "p0", at: "2023-01-02", total: 9, categories: [] },
            { id: "p1", at: "2024-05-05", total: 900.5, categories: ["food"] },
            { id: "p2", at: "2024-05-06", total: 77, categories: ["fuel"] },
          ],
          redeem: 50,
        },
      ],
      [{ today: "2024-06-01", member: { id: "m1", joined: "2019", ledger: [] }, purchases: [], redeem: 50 }],
      [
        {
          today: "2024-06-01",
          member: { id: "m1", joined: "2019", ledger: [{ at: "2024-01-02", points: 6000, kind: "adjust" }] },
          purchases: [],
          redeem: 5999,
        },
      ],
      [
        {
          today: "2024-06-01",
          member: { id: "m1", joined: "2019", ledger: [{ at: "2020-01-02", points: 600, kind: "earn" }] },
          purchases: [],
        },
      ],
    ),
  },
  {
    name: "seat reservation",
    before: `type SeatState = "free" | "held" | "sold" | "blocked";
interface Seat { row: string; number: number; state: SeatState; category: "A" | "B" | "C" }
interface Hall { id: string; rows: { label: string; seats: Seat[] }[] }
interface Wish { party: number; category?: Seat["category"]; together?: boolean; maxPrice?: number; childTickets?: number }
const PRICES = { A: 80, B: 55.5, C: 30 } as const;
class NoSeats extends WorkflowError {
  readonly wanted: number;
  readonly free: number;
  constructor(wanted: number, free: number) {
    super(\`wanted \${wanted}, only \${free} free\`);
    this.wanted = wanted;
    this.free = free;
  }
}
const seatName = ({ row, number }: Seat) => \`\${row}\${String(number).padStart(2, "0")}\`;
function adjacentRuns(seats: Seat[], size: number): Seat[][] {
  const runs: Seat[][] = [];
  let run: Seat[] = [];
  for (const seat of seats) {
    if (seat.state !== "free") {
      run = [];
      continue;
    }
    run = [...run, seat];
    if (run.length >= size) runs.push(run.slice(-size));
  }
  return runs;
}
const centrality = (run: Seat[], width: number) => {
  const middle = (width + 1) / 2;
  return run.map((s) => Math.abs(s.number - middle)).reduce((a, b) => a + b, 0) / run.length;
};
function pick(hall: Hall, { party, category, together = true, maxPrice = Number.MAX_SAFE_INTEGER }: Wish): Seat[] {
  const fits = (s: Seat) => s.state === "free" && (!category || s.category === category) && PRICES[s.category] <= maxPrice;
  const free = hall.rows.flatMap((r) => r.seats).filter(fits);
  if (free.length < party) throw new NoSeats(party, free.length);
  if (!together) return free.slice(0, party);
  const candidates = hall.rows.flatMap(({ seats }) =>
    adjacentRuns(seats, party)
      .filter((run) => run.every(fits))
      .map((run) => ({ run, score: centrality(run, seats.length) })),
  );
  if (candidates.length === 0) throw new NoSeats(party, 0);
  return candidates.reduce((best, c) => (c.score < best.score ? c : best)).run;
}`,
    body: `async ({ hall, wish, customer }: { hall: Hall; wish: Wish; customer: string }) => {
  let seats: Seat[];
  let fallback = false;
  try {
    seats = pick(hall, wish);
  } catch (error) {
    if (!(error instanceof NoSeats) || wish.together === false || error.free > 0) throw error;
    seats = pick(hall, { ...wish, together: false });
    fallback = true;
  }
  const held: string[] = [];
  try {
    for (const seat of seats) {
      const ok = await check(seat.number);
      if (!ok) throw new OutOfStock(\`\${seatName(seat)} is gone\`);
      held.push(seatName(seat));
    }
    const full = seats.reduce((sum, s) => sum + PRICES[s.category], 0);
    const children = Math.min(wish.childTickets ?? 0, seats.length);
    const cheapest = seats.map((s) => PRICES[s.category]).toSorted((a, b) => a - b).slice(0, children);
    const amount = full - cheapest.reduce<number>((a, b) => a + b / 2, 0);
    const { receipt } = await charge({ id: customer, amount });
    return { ok: true, seats: held, amount, receipt, fallback, label: held.length > 1 ? \`\${held[0]}–\${held[held.length - 1]}\` : held[0] };
  } catch (error) {
    for (const name of held.reverse()) await release(name);
    if (error instanceof OutOfStock) return { ok: false, why: error.message, released: held.length };
    throw error;
  } finally {
    await echo({ customer, held: held.length });
  }
}`,
    scenarios: runs(
      [
        {
          customer: "c",
          wish: { party: 2, childTickets: 1 },
          hall: {
            id: "h",
            rows: [
              {
                label: "A",
                seats: [1, 2, 3, 4, 5].map((n) => ({
                  row: "A",
                  number: n,
                  state: n === 3 ? "sold" : "free",
                  category: "A",
                })),
              },
              {
                label: "B",
                seats: [3, 4, 5, 6, 7].map((n) => ({
                  row: "B",
                  number: n,
                  state: "free",
                  category: n > 5 ? "C" : "B",
                })),
              },
            ],
          },
        },
      ],
      [
        {
          customer: "c",
          wish: { party: 3 },
          hall: {
            id: "h",
            rows: [
              {
                label: "A",
                seats: [1, 2, 3, 4, 5].map((n) => ({
                  row: "A",
                  number: n,
                  state: n === 3 ? "sold" : "free",
                  category: "A",
                })),
              },
            ],
          },
        },
      ],
      [
        {
          customer: "c",
          wish: { party: 1, category: "B" },
          hall: { id: "h", rows: [{ label: "A", seats: [{ row: "A", number: 1, state: "free", category: "A" }] }] },
        },
      ],
      [
        {
          customer: "c",
          wish: { party: 2, together: false, maxPrice: 60 },
          hall: {
            id: "h",
            rows: [
              {
                label: "A",
                seats: [3, 4, 5].map((n) => ({ row: "Q", number: n, state: "free", category: n === 3 ? "A" : "B" })),
              },
            ],
          },
        },
        { charge: fails("CardDeclined", "no funds") },
      ],
      [
        {
          customer: "c",
          wish: { party: 2, together: false },
          hall: {
            id: "h",
            rows: [{ label: "A", seats: [3, 1].map((n) => ({ row: "Q", number: n, state: "free", category: "C" })) }],
          },
        },
      ],
    ),
  },
  {
    name: "poll until done",
    before: `type JobStatus = { state: "queued" | "running"; progress?: number } | { state: "done"; url: string } | { state: "failed"; code: number; retryable: boolean };
interface Job { id: string; timeoutMinutes?: number; priority: "low" | "normal" | "high" }
const initialDelay: Record<Job["priority"], number> = { low: 60, normal: 20, high: 5 };
class JobTimeout extends WorkflowError {
  constructor(id: string, public readonly polls: number) { super(\`job \${id} timed out after \${polls} polls\`); }
}
class JobFailed extends WorkflowError {
  constructor(public readonly code: number) { super(\`job failed with \${code}\`); }
}
const backoff = (attempt: number, base: number, cap = 120) => Math.min(cap, base * 2 ** attempt);`,
    body: `async (job: Job) => {
  const started = Date.now();
  const deadline = started + (job.timeoutMinutes ?? 10) * 60_000;
  const progress: number[] = [];
  let restarts = 0;
  let polls = 0;

  const poll = async (): Promise<string> => {
    for (let attempt = 0; ; attempt++) {
      polls += 1;
      const status = (await echo({ poll: job.id, n: polls })) as JobStatus;
      switch (status.state) {
        case "done":
          return status.url;
        case "failed":
          throw new JobFailed(status.code);
        case "running":
          progress.push(status.progress ?? progress.at(-1) ?? 0);
        // falls through
        case "queued":
          break;
      }
      const seconds = backoff(attempt, initialDelay[job.priority]);
      if (Date.now() + seconds * 1000 > deadline) throw new JobTimeout(job.id, polls);
      await sleep(\`\${seconds}s\`);
    }
  };

  while (true) {
    try {
      const url = await poll();
      return { url, polls, restarts, progress, took: Math.round((Date.now() - started) / 1000) >= 0 };
    } catch (error) {
      if (error instanceof JobFailed && error.code >= 500 && restarts < 2) {
        restarts++;
        await release(job.id);
        continue;
      }
      if (error instanceof JobTimeout) return { url: null, polls: error.polls, restarts, progress, took: false };
      throw error;
    }
  }
}`,
    scenarios: runs(
      [
        { id: "j1", priority: "high" },
        {
          echo: [
            { result: { state: "queued" } },
            { result: { state: "running", progress: 10 } },
            { result: { state: "failed", code: 503, retryable: true } },
            { result: { state: "running" } },
            { result: { state: "done", url: "u" } },
          ],
        },
      ],
      [
        { id: "j1", priority: "high" },
        { echo: [{ result: { state: "queued" } }, { result: { state: "failed", code: 404, retryable: true } }] },
      ],
      [{ id: "j1", priority: "low", timeoutMinutes: 0.5 }, { echo: [{ result: { state: "running" } }] }],
      [{ id: "j1", priority: "normal" }, { echo: [{ result: { state: "failed", code: 500, retryable: true } }] }],
      [{ id: "j1", priority: "normal" }, { echo: fails("Gone", "x") }],
    ),
  },
];
