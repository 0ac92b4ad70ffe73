import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Classes, quotes, grades and guests, as their authors first write them. */
export const authorsVisits: readonly Row[] = [
  {
    name: "gym class waitlist with promotions on cancellation",
    before: `${declarations}interface Booking { member: string; at: string; status: "booked" | "waiting" | "cancelled" }
type Event = { type: "book"; member: string; at: string } | { type: "cancel"; member: string } | { type: "close" };
const tell = lambda<{ member: string; text: string }, void>("tellGym", elsewhere);
class ClassClosed extends WorkflowError {}`,
    body: `async ({ capacity, events }: { capacity: number; events: Event[] }) => {
  let bookings: Booking[] = [];
  let closed = false;
  const count = (status: Booking["status"]) => bookings.filter((b) => b.status === status).length;
  for (const event of events) {
    if (closed) throw new ClassClosed(\`got \${event.type} after close\`);
    switch (event.type) {
      case "book": {
        const { member, at } = event;
        if (bookings.some((b) => b.member === member && b.status !== "cancelled")) break;
        const status = count("booked") < capacity ? "booked" : "waiting";
        bookings = [...bookings, { member, at, status }];
        await tell({ member, text: status === "booked" ? "see you there" : \`you are number \${count("waiting")}\` });
        break;
      }
      case "cancel": {
        const index = bookings.findIndex((b) => b.member === event.member && b.status !== "cancelled");
        if (index === -1) continue;
        const wasBooked = bookings[index]!.status === "booked";
        bookings = bookings.with(index, { ...bookings[index]!, status: "cancelled" });
        if (!wasBooked) break;
        const promoted = bookings.find((b) => b.status === "waiting");
        if (promoted) {
          bookings = bookings.map((b) => (b.member === promoted.member ? { ...b, status: "booked" } : b));
          await tell({ member: promoted.member, text: "a place became free" });
        }
        break;
      }
      case "close":
        closed = true;
        break;
      default: {
        const never: never = event;
        throw new Error(\`unexpected \${JSON.stringify(never)}\`);
      }
    }
  }
  return { booked: count("booked"), waiting: count("waiting"), cancelled: count("cancelled"), closed };
}`,
    scenarios: runs(
      [
        {
          capacity: 1,
          events: [
            { type: "book", member: "a", at: "1" },
            { type: "book", member: "b", at: "2" },
            { type: "book", member: "a", at: "3" },
            { type: "cancel", member: "a" },
            { type: "cancel", member: "z" },
            { type: "close" },
          ],
        },
        { tellGym: () => null },
      ],
      [{ capacity: 1, events: [{ type: "close" }, { type: "cancel", member: "a" }] }, { tellGym: () => null }],
    ),
  },
  {
    name: "freight quotes collected in parallel with a fallback carrier",
    before: `${declarations}interface Quote { carrier: string; price: number; days: number }
interface Shipment { from: string; to: string; kg: number; deadlineDays?: number }
const quoteFrom = lambda<{ carrier: string; shipment: Shipment }, { price: number; days: number }>("quoteFrom", elsewhere);
const book = lambda<Quote, { tracking: string }>("bookFreight", elsewhere);
const carriers = ["north", "swift", "globe"] as const;
type Carrier = (typeof carriers)[number];
const surcharge: Partial<Record<Carrier, number>> = { globe: 1.1 };
const compareBy = <T,>(...keys: ((item: T) => number | string)[]) => (a: T, b: T): number => {
  for (const key of keys) {
    const [x, y] = [key(a), key(b)];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
};`,
    body: `async (shipment: Shipment) => {
  const settled = await Promise.allSettled(
    carriers.map(async (carrier): Promise<Quote> => {
      const { price, days } = await quoteFrom({ carrier, shipment });
      return { carrier, price: Math.round(price * (surcharge[carrier] ?? 1)), days };
    }),
  );
  const quotes: Quote[] = [];
  const problems: string[] = [];
  settled.forEach((result, i) => {
    if (result.status === "fulfilled") quotes.push(result.value);
    else problems.push(\`\${carriers[i]}: \${(result.reason as Error).message}\`);
  });
  const usable = quotes.filter((q) => q.days <= (shipment.deadlineDays ?? Infinity));
  if (usable.length === 0) throw new AggregateError([], \`no carrier in time (\${problems.join(", ") || "all too slow"})\`);
  const [best, ...others] = usable.sort(compareBy((q) => q.price, (q) => q.days, (q) => q.carrier));
  try {
    const { tracking } = await book(best!);
    return { tracking, carrier: best!.carrier, problems };
  } catch (error) {
    const fallback = others[0];
    if (fallback === undefined) throw new Error("booking failed", { cause: error });
    const { tracking } = await book(fallback);
    return { tracking, carrier: fallback.carrier, problems: [...problems, \`\${best!.carrier} would not book\`] };
  }
}`,
    scenarios: runs(
      [
        { from: "a", to: "b", kg: 3 },
        {
          quoteFrom: ({ carrier }: { carrier: string }) => {
            if (carrier === "swift") throw new Error("offline");
            return { price: 100, days: 3 };
          },
          bookFreight: ({ carrier }: { carrier: string }) => {
            if (carrier === "north") throw new Error("full");
            return { tracking: carrier };
          },
        },
      ],
      [{ from: "a", to: "b", kg: 3, deadlineDays: 1 }, { quoteFrom: () => ({ price: 1, days: 2 }) }],
      [
        { from: "a", to: "b", kg: 3 },
        {
          quoteFrom: ({ carrier }: { carrier: string }) => {
            if (carrier !== "north") throw new Error("offline");
            return { price: 100, days: 3 };
          },
          bookFreight: fails("Full", "no room"),
        },
      ],
    ),
  },
  {
    name: "exam grading with curves and letter grades",
    before: `${declarations}interface Submission { student: string; answers: (string | null)[]; late?: boolean }
const keyOf = lambda<string, string[]>("keyOf", elsewhere);
const essayScore = lambda<{ student: string; text: string }, number>("essayScore", elsewhere);
const publishGrades = lambda<Record<string, string>, void>("publishGrades", elsewhere);
const letters = [[90, "A"], [80, "B"], [70, "C"], [60, "D"]] as const;
const letterFor = (score: number): "A" | "B" | "C" | "D" | "F" => letters.find(([min]) => score >= min)?.[1] ?? "F";
const median = (values: number[]): number | null => {
  if (values.length === 0) return null;
  const sorted = values.slice().sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};`,
    body: `async ({ exam, submissions, target = 75 }: { exam: string; submissions: Submission[]; target?: number }) => {
  const key = await keyOf(exam);
  const raw = new Map<string, number>();
  for (const { student, answers, late } of submissions) {
    let points = 0;
    for (const [i, expected] of key.entries()) {
      const given = answers[i];
      if (given == null) continue;
      points += expected === "*" ? await essayScore({ student, text: given }) : Number(given.trim().toUpperCase() === expected);
    }
    const percent = (points / key.length) * 100;
    raw.set(student, late ? percent * 0.9 : percent);
  }
  const mid = median([...raw.values()]);
  const shift = mid === null ? 0 : Math.max(0, target - mid);
  const grades: Record<string, string> = {};
  for (const [student, percent] of raw) grades[student] = letterFor(Math.min(100, percent + shift));
  if (raw.size > 0) await publishGrades(grades);
  const distribution = Object.values(grades).reduce<Record<string, number>>((acc, grade) => ({ ...acc, [grade]: (acc[grade] ?? 0) + 1 }), {});
  return { shift: Math.round(shift), grades, distribution };
}`,
    scenarios: runs(
      [
        {
          exam: "x",
          submissions: [
            { student: "ann", answers: ["a", "b ", "text"] },
            { student: "bo", answers: ["c", null, "hm"], late: true },
            { student: "cy", answers: ["A"] },
          ],
        },
        {
          keyOf: () => ["A", "B", "*"],
          essayScore: ({ text }: { text: string }) => text.length / 4,
          publishGrades: () => null,
        },
      ],
      [{ exam: "x", submissions: [] }, { keyOf: () => ["A"] }],
    ),
  },
  {
    name: "parking garage fees by session with daily caps",
    before: `${declarations}interface Session { plate: string; entered: string; left: string; electric?: boolean; validated?: "cinema" | "shop" }
const sessionsOf = lambda<{ plate: string }, Session[]>("sessionsOf", elsewhere);
const bill = lambda<{ plate: string; cents: number; items: string[] }, { invoice: string }>("bill", elsewhere);
const MINUTE = 60_000;
const rates = { perHour: 250, dailyCap: 1800, graceMinutes: 15 } as const;
const validations = { cinema: (minutes: number) => minutes - 180, shop: (minutes: number) => minutes - 60 } as const;
const formatCents = (cents: number) => \`\${Math.floor(cents / 100)}.\${String(cents % 100).padStart(2, "0")}\`;`,
    body: `async ({ plate }: { plate: string }) => {
  const sessions = await sessionsOf({ plate });
  const items: string[] = [];
  let cents = 0;
  const capUsed: Record<string, number> = {};
  for (const { entered, left, electric = false, validated } of sessions) {
    const start = new Date(entered);
    const end = new Date(left);
    if (end < start) throw new RangeError(\`\${plate} left \${left} before it entered \${entered}\`);
    let minutes = Math.ceil((end.getTime() - start.getTime()) / MINUTE);
    if (validated) minutes = Math.max(0, validations[validated](minutes));
    if (minutes <= rates.graceMinutes) {
      items.push(\`\${entered.slice(0, 10)}: free\`);
      continue;
    }
    const day = start.toISOString().slice(0, 10);
    const hours = Math.ceil(minutes / 60);
    let fee = hours * rates.perHour * (electric ? 0.8 : 1);
    const used = capUsed[day] ?? 0;
    fee = Math.min(fee, rates.dailyCap - used);
    capUsed[day] = used + fee;
    cents += fee;
    items.push(\`\${day}: \${hours}h \${formatCents(fee)}\`);
  }
  if (cents === 0) return { plate, invoice: null, items };
  const { invoice } = await bill({ plate, cents, items });
  return { plate, invoice, total: formatCents(cents), items };
}`,
    scenarios: runs(
      [
        { plate: "B-1" },
        {
          sessionsOf: () => [
            { plate: "B-1", entered: "2024-03-01T08:00:00Z", left: "2024-03-01T12:30:00Z" },
            { plate: "B-1", entered: "2024-03-01T13:00:00Z", left: "2024-03-01T18:00:00Z", electric: true },
            { plate: "B-1", entered: "2024-03-02T20:00:00Z", left: "2024-03-02T23:05:00Z", validated: "cinema" },
          ],
          bill: ({ cents }: { cents: number }) => ({ invoice: `i${cents}` }),
        },
      ],
      [
        { plate: "B-2" },
        { sessionsOf: () => [{ plate: "B-2", entered: "2024-03-01T08:00:00Z", left: "2024-03-01T08:10:00Z" }] },
      ],
      [
        { plate: "B-3" },
        { sessionsOf: () => [{ plate: "B-3", entered: "2024-03-01T08:00:00Z", left: "2024-03-01T07:10:00Z" }] },
      ],
    ),
  },
  {
    name: "log lines parsed with named groups into an incident timeline",
    before: `${declarations}interface Entry { at: string; level: string; service: string; message: string; code?: number }
const tailLogs = lambda<{ since: string; cursor?: string }, { lines: string[]; cursor?: string }>("tailLogs", elsewhere);
const openTicket = lambda<{ title: string; timeline: string[] }, { ticket: number }>("openTicket", elsewhere);
const LINE = /^(?<at>\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z) (?<level>[A-Z]+) \\[(?<service>[\\w-]+)\\] (?<message>.*)$/;
const redact = (text: string) => text.replace(/\\b\\d{13,16}\\b/g, (digits) => \`****\${digits.slice(-4)}\`).replace(/(token|password)=\\S+/gi, "$1=***");`,
    body: `async ({ since, threshold = 2 }: { since: string; threshold?: number }) => {
  const entries: Entry[] = [];
  let skipped = 0;
  let cursor: string | undefined;
  let pages = 0;
  while (true) {
    const page = await tailLogs({ since, ...(cursor ? { cursor } : {}) });
    for (const line of page.lines) {
      const match = LINE.exec(line);
      if (!match?.groups) {
        skipped++;
        continue;
      }
      const { at = "", level = "", service = "", message = "" } = match.groups;
      const code = message.match(/status (\\d{3})/)?.[1];
      entries.push({ at, level, service, message: redact(message), ...(code !== undefined && { code: Number(code) }) });
    }
    cursor = page.cursor;
    if (!cursor || ++pages >= 10) break;
  }
  const serious = entries.filter((e) => ["ERROR", "FATAL"].includes(e.level) || (e.code ?? 0) >= 500);
  if (serious.length < threshold) return { status: "quiet", seen: entries.length, skipped };
  serious.sort((a, b) => a.at.localeCompare(b.at) || a.service.localeCompare(b.service));
  const services = [...new Set(serious.map((e) => e.service))];
  const { ticket } = await openTicket({
    title: \`\${serious.length} errors in \${services.slice(0, 2).join(", ")}\${services.length > 2 ? \` and \${services.length - 2} more\` : ""}\`,
    timeline: serious.map((e) => \`\${e.at.slice(11, 19)} \${e.service}: \${e.message}\`),
  });
  return { status: "ticket", ticket, first: serious[0]?.at, last: serious.at(-1)?.at, skipped };
}`,
    scenarios: runs(
      [
        { since: "x" },
        {
          tailLogs: ({ cursor }: { cursor?: string }) =>
            cursor === undefined
              ? { lines: ["2024-03-01T10:00:05Z ERROR [api] status 502 card 4111111111111111", "garbage"], cursor: "c" }
              : {
                  lines: [
                    "2024-03-01T10:00:01Z FATAL [db-1] Token=abc password=x",
                    "2024-03-01T10:00:01Z INFO [web] status 500",
                  ],
                },
          openTicket: ({ title, timeline }: { title: string; timeline: string[] }) => ({
            ticket: title.length * 1000 + timeline.join().length,
          }),
        },
      ],
      [{ since: "x", threshold: 5 }, { tailLogs: () => ({ lines: ["", "2024-03-01T10:00:05Z INFO [api] fine"] }) }],
    ),
  },
  {
    name: "vending machine audit with closures that count",
    before: `${declarations}interface Slot { code: string; stock: number; price: number }
interface Sale { code: string; paid: number }
const slotsOf = lambda<{ machine: string }, Slot[]>("slotsOf", elsewhere);
const salesSince = lambda<{ machine: string; since: string }, Sale[]>("salesSince", elsewhere);
const restock = lambda<{ machine: string; orders: { code: string; units: number }[] }, void>("restock", elsewhere);`,
    body: `async ({ machine, since }: { machine: string; since: string }) => {
  const slots = await slotsOf({ machine });
  const sales = await salesSince({ machine, since });
  const counter = () => {
    let n = 0;
    return { add: (by = 1) => (n += by), get: () => n };
  };
  const sold = counter();
  const revenue = counter();
  const mismatches = counter();
  const bySlot = new Map(slots.map((s) => [s.code, s]));
  for (const { code, paid } of sales) {
    const slot = bySlot.get(code);
    if (!slot || slot.price !== paid) {
      mismatches.add();
      continue;
    }
    sold.add();
    revenue.add(paid);
  }
  const soldBy = (code: string) => sales.filter((s) => s.code === code).length;
  const orders = slots
    .map(({ code, stock }) => ({ code, units: Math.max(0, 10 - (stock - soldBy(code))) }))
    .filter(({ units }) => units > 0);
  if (orders.length > 0) await restock({ machine, orders });
  return { sold: sold.get(), revenue: revenue.get(), mismatches: mismatches.get(), orders };
}`,
    scenarios: runs(
      [
        { machine: "m", since: "s" },
        {
          slotsOf: () => [
            { code: "a1", stock: 12, price: 150 },
            { code: "a2", stock: 10, price: 200 },
          ],
          salesSince: () => [
            { code: "a1", paid: 150 },
            { code: "a2", paid: 100 },
            { code: "z", paid: 1 },
            { code: "a1", paid: 150 },
          ],
          restock: () => null,
        },
      ],
      [
        { machine: "m", since: "s" },
        { slotsOf: () => [{ code: "a1", stock: 12, price: 150 }], salesSince: () => [] },
      ],
    ),
  },
  {
    name: "visa application checks with assertion functions and collected problems",
    before: `${declarations}type Purpose = "tourism" | "work" | "study";
interface Applicant { passport: string; expires: string; nationality: string; purpose: Purpose; funds?: number; sponsor?: { name: string; letter: boolean } | null; stay: { from: string; to: string } }
const watchlist = lambda<{ passport: string }, { hit: boolean; note?: string }>("watchlist", elsewhere);
const issue = lambda<{ passport: string; days: number; kind: Purpose }, { visa: string }>("issueVisa", elsewhere);
class Refused extends WorkflowError {
  constructor(readonly problems: readonly string[]) {
    super(problems.length === 1 ? problems[0]! : \`\${problems.length} problems: \${problems.join("; ")}\`);
  }
}
const isPurpose = (x: string): x is Purpose => x === "tourism" || x === "work" || x === "study";
function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Refused([message]);
}
const maxDays: Record<Purpose, number> = { tourism: 90, work: 365, study: 730 };
const exempt = new Set(["DE", "FR", "NL"]);`,
    body: `async (applicant: Applicant) => {
  const { passport, purpose, stay, sponsor } = applicant;
  assert(/^[A-Z]{1,2}\\d{6,8}$/.test(passport), \`passport number \${passport} is malformed\`);
  assert(isPurpose(purpose), \`unknown purpose \${String(purpose)}\`);
  const days = Math.round((Date.parse(stay.to) - Date.parse(stay.from)) / 86400000);
  if (exempt.has(applicant.nationality) && purpose === "tourism" && days <= 90) return { visa: null, exempt: true };
  const problems: string[] = [];
  const check = (ok: boolean, problem: string | (() => string)) => {
    if (!ok) problems.push(typeof problem === "string" ? problem : problem());
  };
  check(days > 0 && days <= maxDays[purpose], () => \`\${days} days is out of range for \${purpose}\`);
  check(new Date(applicant.expires) > new Date(stay.to), "passport expires during the stay");
  check((applicant.funds ?? 0) >= days * 45 || sponsor?.letter === true, () => \`needs \${days * 45} or a sponsor\${sponsor ? \`, \${sponsor.name} sent no letter\` : ""}\`);
  const { hit, note = "no details" } = await watchlist({ passport });
  check(!hit, \`watch list: \${note}\`);
  if (problems.length) throw new Refused(problems);
  const { visa } = await issue({ passport, days, kind: purpose });
  return { visa, exempt: false };
}`,
    scenarios: runs(
      [
        {
          passport: "AB1234567",
          expires: "2030-01-01",
          nationality: "BR",
          purpose: "work",
          funds: 100000,
          stay: { from: "2024-01-01", to: "2024-03-01" },
        },
        { watchlist: () => ({ hit: false }), issueVisa: ({ days }: { days: number }) => ({ visa: `v${days}` }) },
      ],
      [
        {
          passport: "AB1234567",
          expires: "2024-02-01",
          nationality: "BR",
          purpose: "tourism",
          sponsor: { name: "Ann", letter: false },
          stay: { from: "2024-01-01", to: "2024-06-01" },
        },
        { watchlist: () => ({ hit: true }) },
      ],
      [
        {
          passport: "x",
          expires: "2024-02-01",
          nationality: "BR",
          purpose: "tourism",
          stay: { from: "2024-01-01", to: "2024-06-01" },
        },
        {},
      ],
      [
        {
          passport: "A123456",
          expires: "2034-02-01",
          nationality: "DE",
          purpose: "tourism",
          stay: { from: "2024-01-01", to: "2024-02-01" },
        },
        {},
      ],
    ),
  },
  {
    name: "hotel overbooking solved by walking guests to partner hotels",
    before: `${declarations}interface Guest { id: string; tier: 0 | 1 | 2; nights: number; rate: number; walked?: boolean }
interface Partner { name: string; rooms: number; cost: number }
const partners = lambda<{ city: string; night: string }, Partner[]>("partners", elsewhere);
const walk = lambda<{ guest: string; hotel: string; compensation: number }, { accepted: boolean }>("walk", elsewhere);
class Overbooked extends WorkflowError {}`,
    body: `async ({ city, night, rooms, guests }: { city: string; night: string; rooms: number; guests: Guest[] }) => {
  let excess = guests.length - rooms;
  if (excess <= 0) return { walked: [], cost: 0 };
  const offers = (await partners({ city, night })).filter((p) => p.rooms > 0).sort((a, b) => a.cost - b.cost);
  const candidates = guests.toSorted((a, b) => a.tier - b.tier || a.nights - b.nights || a.rate - b.rate);
  const walked: { guest: string; hotel: string }[] = [];
  let cost = 0;
  for (const guest of candidates) {
    if (excess === 0) break;
    const offer = offers.find((o) => o.rooms > 0);
    if (!offer) break;
    const compensation = guest.tier * 50 + (guest.nights > 1 ? 25 : 0);
    const { accepted } = await walk({ guest: guest.id, hotel: offer.name, compensation });
    if (!accepted) continue;
    offer.rooms -= 1;
    excess -= 1;
    cost += offer.cost + compensation;
    walked.push({ guest: guest.id, hotel: offer.name });
  }
  if (excess > 0) throw new Overbooked(\`\${excess} guest\${excess > 1 ? "s" : ""} without a room\`);
  return { walked, cost };
}`,
    scenarios: runs(
      [
        {
          city: "b",
          night: "n",
          rooms: 1,
          guests: [
            { id: "a", tier: 1, nights: 2, rate: 100 },
            { id: "b", tier: 0, nights: 1, rate: 90 },
            { id: "c", tier: 0, nights: 1, rate: 80 },
            { id: "d", tier: 2, nights: 5, rate: 200 },
          ],
        },
        {
          partners: () => [
            { name: "p", rooms: 1, cost: 90 },
            { name: "q", rooms: 5, cost: 70 },
            { name: "r", rooms: 0, cost: 10 },
          ],
          walk: ({ guest }: { guest: string }) => ({ accepted: guest !== "c" }),
        },
      ],
      [
        {
          city: "b",
          night: "n",
          rooms: 1,
          guests: [
            { id: "a", tier: 1, nights: 2, rate: 100 },
            { id: "b", tier: 0, nights: 1, rate: 90 },
          ],
        },
        { partners: () => [] },
      ],
      [{ city: "b", night: "n", rooms: 1, guests: [] }, {}],
    ),
  },
];
