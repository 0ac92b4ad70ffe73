import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows that wait, send and undo, as their authors write them. */
export const journeys: readonly Row[] = [
  {
    name: "marketing campaign",
    before: `interface Contact { email: string; name?: { first?: string; last?: string }; lang?: string; tags?: string[]; consent: { newsletter: boolean; since?: string }; lastOpened?: string | null }
interface Campaign { id: string; segments: Array<{ name: string; match: "all" | "any"; tags: string[] }>; variants: [string, ...string[]]; templates: Record<string, string>; maxBatch: number }
const FALLBACK_LANG = "en";
const greeting = ({ name: { first, last } = {}, lang = FALLBACK_LANG }: Contact): string => {
  const hello = { en: "Hello", de: "Hallo", fr: "Bonjour" }[lang] ?? "Hi";
  const who = [first, last].filter((x) => x).join(" ");
  return who ? \`\${hello} \${who},\` : \`\${hello},\`;
};
const render = (template: string, vars: Record<string, string | number>): string =>
  template.replace(/\\{\\{\\s*(\\w+)\\s*\\}\\}/g, (_, key: string) => String(vars[key] ?? \`<\${key}>\`));
const hash = (s: string) => [...s].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 1_000_003, 7);
const capitalise = (s: string) => s.charAt(0).toUpperCase() + s.slice(1).toLowerCase();`,
    body: `async ({ campaign, contacts }: { campaign: Campaign; contacts: Contact[] }) => {
  const { segments, variants, templates, maxBatch } = campaign;
  const matches2 = (c: Contact, s: Campaign["segments"][number]) => {
    const has = (tag: string) => c.tags?.includes(tag) ?? false;
    return s.match === "all" ? s.tags.every(has) : s.tags.some(has);
  };
  const recipients = contacts.filter((c) => c.consent.newsletter && /^[^@\\s]+@[^@\\s]+\\.\\w+$/.test(c.email));
  const assigned = recipients
    .map((c) => ({ contact: c, segment: segments.find((s) => matches2(c, s))?.name }))
    .filter((a): a is { contact: Contact; segment: string } => a.segment !== undefined);
  const unmatched = recipients.length - assigned.length;

  const mails = assigned.map(({ contact, segment }, n) => {
    const variant = variants[hash(contact.email) % variants.length]!;
    const template = templates[\`\${variant}.\${contact.lang ?? FALLBACK_LANG}\`] ?? templates[variant] ?? "";
    return { to: contact.email.toLowerCase(), segment, variant, body: render(template, { greeting: greeting(contact), n: n + 1, segment: capitalise(segment) }) };
  });

  const stats: Record<string, { sent: number; failed: string[] }> = {};
  let batchNo = 0;
  for (let start = 0; start < mails.length; start += maxBatch) {
    batchNo += 1;
    const batch = mails.slice(start, start + maxBatch);
    const outcomes = await Promise.allSettled(batch.map((m) => charge({ id: m.to, amount: m.body.length })));
    outcomes.forEach((o, i) => {
      const { segment, to } = batch[i]!;
      const s = (stats[segment] ??= { sent: 0, failed: [] });
      if (o.status === "fulfilled") s.sent++;
      else s.failed.push(\`\${to}: \${o.reason.message}\`);
    });
    if (start + maxBatch < mails.length) await sleep("30s");
  }
  const best = Object.entries(stats)
    .map(([name, { sent, failed }]) => ({ name, rate: sent / (sent + failed.length) }))
    .sort((a, b) => b.rate - a.rate || a.name.length - b.name.length)[0];
  return { id: campaign.id, batches: batchNo, unmatched, stats, best: best && \`\${best.name} (\${Math.round(best.rate * 100)}%)\`, bodies: mails.map((m) => m.body) };
}`,
    scenarios: runs(
      [
        {
          campaign: {
            id: "c1",
            maxBatch: 2,
            variants: ["a", "b"],
            templates: {
              a: "{{greeting}} you are no. {{ n }} in {{segment}} {{zip}}",
              "b.de": "{{greeting}} B-{{n}}",
              b: "b",
            },
            segments: [
              { name: "VIP", match: "all", tags: ["x", "y"] },
              { name: "rest", match: "any", tags: ["x", "z"] },
            ],
          },
          contacts: [
            { email: "Ann@x.org", name: { first: "Ann" }, tags: ["x", "y"], consent: { newsletter: true } },
            { email: "bo@x.org", lang: "de", tags: ["z"], consent: { newsletter: true } },
            {
              email: "cy@x.org",
              lang: "pl",
              name: { first: "Cy", last: "Q" },
              tags: ["x"],
              consent: { newsletter: true },
            },
            { email: "broken", consent: { newsletter: true } },
            { email: "d@d.de", consent: { newsletter: true } },
            { email: "e@d.de", tags: ["x"], consent: { newsletter: false } },
          ],
        },
      ],
      [{ campaign: { id: "c1", maxBatch: 9, variants: ["a"], templates: {}, segments: [] }, contacts: [] }],
      [
        {
          campaign: {
            id: "c1",
            maxBatch: 9,
            variants: ["a"],
            templates: {},
            segments: [{ name: "q", match: "all", tags: [] }],
          },
          contacts: [{ email: "d@d.de", consent: { newsletter: true } }],
        },
        { charge: fails("Bounced", "no such user") },
      ],
    ),
  },
  {
    name: "travel saga",
    before: `type Step<T> = { name: string; run: () => Promise<T>; undo?: (value: T) => Promise<void> };
interface Trip { id: string; traveller: string; flights: { from: string; to: string; class?: "eco" | "biz" }[]; hotel?: { city: string; nights: number }; car?: boolean; insurance: boolean | { level: number } }
class SagaFailed extends WorkflowError {
  constructor(readonly step: string, readonly reason: string, readonly undone: string[]) {
    super(\`\${step} failed: \${reason}\`);
  }
}
const kebab = (s: string) => s.replace(/([a-z])([A-Z])/g, "$1-$2").replace(/[\\s_]+/g, "-").toLowerCase();`,
    body: `async (trip: Trip) => {
  const undo: Array<{ name: string; id: string }> = [];
  const bookings: { [step: string]: string } = {};
  let spent = 0;
  let current = "";
  try {
    current = "bookFlights";
    for (const { from, to, class: cabin = "eco" } of trip.flights) {
      const flight = await fetchItem(\`\${from}-\${to}\`);
      const price = cabin === "biz" ? flight.price * 3 : flight.price;
      const { receipt } = await charge({ id: \`\${trip.id}:\${flight.id}\`, amount: price });
      undo.unshift({ name: "flight", id: receipt });
      bookings[\`flight \${from}\${to}\`] = receipt;
      spent += price;
    }
    current = "bookHotel";
    if (trip.hotel) {
      const { city, nights } = trip.hotel;
      const rate = await double(city.length);
      const { receipt } = await charge({ id: city, amount: rate * nights });
      undo.unshift({ name: "hotel", id: receipt });
      bookings.hotel = receipt;
      spent += rate * nights;
    }
    current = "rent_a car";
    if (trip.car ?? false) {
      const [car, ok] = await Promise.all([fetchItem("car"), check(spent)]);
      if (!ok) throw new OutOfStock("no car");
      bookings.car = car.id;
      undo.unshift({ name: "car", id: car.id });
    }
    current = "insure";
    const level = typeof trip.insurance === "object" ? trip.insurance.level : Number(trip.insurance);
    if (level > 0) {
      const answer = await review({ id: trip.traveller });
      if (!answer.approved) throw new Declined(answer.reason);
      spent += level * 5;
    }
  } catch (e) {
    const error = e as Error;
    const undone: string[] = [];
    for (const { name, id } of undo) {
      try {
        await release(id);
        undone.push(\`\${name}:\${id}\`);
      } catch (inner) {
        await echo(\`could not undo \${name}: \${(inner as Error).message}\`);
      }
    }
    throw new SagaFailed(kebab(current), error.message, undone);
  }
  return { id: trip.id, spent, bookings, count: Object.keys(bookings).length };
}`,
    scenarios: runs(
      [
        {
          id: "t",
          traveller: "x",
          flights: [
            { from: "TXL", to: "LHR" },
            { from: "LHR", to: "JFK", class: "biz" },
          ],
          hotel: { city: "NYC", nights: 3 },
          car: true,
          insurance: false,
        },
      ],
      [{ id: "t", traveller: "xy", flights: [{ from: "TXL", to: "LHR" }], insurance: { level: 2 } }],
      [{ id: "t", traveller: "x", flights: [{ from: "TXL", to: "LHR" }], insurance: true }],
      [
        {
          id: "t",
          traveller: "x",
          flights: [{ from: "TXL", to: "LHR" }],
          hotel: { city: "NYC", nights: 3 },
          insurance: true,
        },
        { double: fails("Full", "no rooms"), release: [{ error: "Down", message: "later" }, { result: null }] },
      ],
      [{ id: "t", traveller: "x", flights: [], car: true, insurance: true }],
    ),
  },
  {
    name: "approval chain",
    before: `type Role = "lead" | "manager" | "director" | "cfo";
interface Expense { id: string; by: string; lines: { text: string; amount: number; currency: "EUR" | "USD" | "GBP"; date: string; receipt?: string }[]; team: string }
type Vote = { role: Role; approved: boolean; reason?: string };
type Result = { state: "approved"; votes: Vote[]; total: number } | { state: "rejected"; by: Role; reason: string; total: number } | { state: "invalid"; problems: string[] };
const RATES = { EUR: 1, USD: 0.92, GBP: 1.17 } as const;
const CHAIN: [limit: number, role: Role][] = [[100, "lead"], [1000, "manager"], [10_000, "director"]];
const toEur = ({ amount, currency }: Expense["lines"][number]) => amount * RATES[currency];
const approversFor = (total: number): Role[] => {
  const roles: Role[] = [];
  for (const [limit, role] of CHAIN) {
    roles.push(role);
    if (total <= limit) return roles;
  }
  return [...roles, "cfo"];
};
function validate(e: Expense): string[] {
  const problems: string[] = [];
  if (!e.lines.length) problems.push("no lines");
  e.lines.forEach(({ text, amount, receipt, date }, i) => {
    const where = \`line \${i + 1}\`;
    if (!text?.trim()) problems.push(\`\${where}: no text\`);
    if (amount <= 0) problems.push(\`\${where}: amount \${amount}\`);
    if (amount > 50 && receipt == null) problems.push(\`\${where}: receipt needed\`);
    if (Number.isNaN(Date.parse(date))) problems.push(\`\${where}: date \${JSON.stringify(date)}\`);
  });
  return problems;
}`,
    body: `async (expense: Expense): Promise<Result> => {
  const problems = validate(expense);
  if (problems.length > 0) return { state: "invalid", problems };
  const total = +expense.lines.map(toEur).reduce((a, b) => a + b, 0).toFixed(2);
  const votes: Vote[] = [];
  for (const role of approversFor(total)) {
    let vote: Vote | undefined;
    for (let reminder = 0; reminder < 3 && !vote; reminder++) {
      try {
        const { approved, reason } = await review({ id: \`\${expense.team}/\${role}\` }, { timeout: "2d" });
        vote = { role, approved, reason };
      } catch (err) {
        if (err instanceof Error && err.name === "States.Timeout") {
          await echo({ remind: role, times: reminder + 1 });
        } else throw err;
      }
    }
    if (!vote) {
      vote = { role, approved: role === "lead", reason: "no answer" };
    }
    votes.push(vote);
    if (!vote.approved) return { state: "rejected", by: role, reason: vote.reason ?? "", total };
  }
  await charge({ id: expense.by, amount: total });
  return { state: "approved", votes, total };
}`,
    scenarios: runs(
      [{ id: "e", by: "ann", team: "ops", lines: [{ text: "taxi", amount: 20, currency: "GBP", date: "2024-01-01" }] }],
      [
        {
          id: "e",
          by: "ann",
          team: "op",
          lines: [{ text: "taxi", amount: 2000, currency: "USD", date: "2024-01-01", receipt: "r" }],
        },
      ],
      [
        {
          id: "e",
          by: "ann",
          team: "op",
          lines: [
            { text: " ", amount: -2, currency: "USD", date: "nope" },
            { text: "x", amount: 51, currency: "EUR", date: "2024-02-30" },
          ],
        },
      ],
      [{ id: "e", by: "ann", team: "op", lines: [] }],
      [
        { id: "e", by: "ann", team: "opp", lines: [{ text: "taxi", amount: 20, currency: "GBP", date: "2024-01-01" }] },
        {
          review: [
            fails("States.Timeout", "late"),
            fails("States.Timeout", "late"),
            { result: { approved: true, reason: "fine" } },
          ],
        },
      ],
      [
        {
          id: "e",
          by: "ann",
          team: "opp",
          lines: [{ text: "taxi", amount: 200, currency: "GBP", date: "2024-01-01", receipt: "q" }],
        },
        { review: fails("States.Timeout", "late") },
      ],
    ),
  },
];
