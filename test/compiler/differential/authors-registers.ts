import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Donations, duties, recalls and courts, as their authors first write them. */
export const authorsRegisters: readonly Row[] = [
  {
    name: "gift aid claims gathered from pages with matching funds",
    before: `${declarations}interface Donation { id: string; donor: string; amount: number; taxpayer?: boolean; campaign?: string }
interface Match { campaign: string; ratio: number; cap: number }
interface Claim { donor: string; total: number; reclaimed: number; donations: string[] }
const donationsIn = lambda<{ month: string; after?: string }, { donations: Donation[]; next?: string }>("donationsIn", elsewhere);
const submitClaim = lambda<{ month: string; claims: Claim[]; note?: string }, { reference: string }>("submitClaim", elsewhere);
const transfer = lambda<{ campaign: string; amount: number }, void>("transferMatch", elsewhere);
const signOff = human<{ total: number; claims: number }, { signed: boolean; by: string; note?: string }>("signOff", { title: "Sign the claim", form: { type: "object", properties: {} } });
const pence = (pounds: number) => Math.round(pounds * 100);
const pounds = (value: number) => (value / 100).toFixed(2);
async function allDonations(month: string): Promise<Donation[]> {
  const all: Donation[] = [];
  let after: string | undefined;
  do {
    const { donations, next } = await donationsIn({ month, ...(after && { after }) });
    all.push(...donations);
    after = next;
  } while (after);
  return all;
}`,
    body: `async ({ month, matches }: { month: string; matches: Match[] }) => {
  const claims = new Map<string, Claim>();
  const raised = new Map<string, number>();
  for (const donation of await allDonations(month)) {
    const amount = pence(donation.amount);
    if (donation.campaign) raised.set(donation.campaign, (raised.get(donation.campaign) ?? 0) + amount);
    if (!donation.taxpayer) continue;
    let claim = claims.get(donation.donor);
    if (!claim) {
      claim = { donor: donation.donor, total: 0, reclaimed: 0, donations: [] };
      claims.set(donation.donor, claim);
    }
    claim.total += amount;
    claim.reclaimed = Math.floor(claim.total / 4);
    claim.donations.push(donation.id);
  }
  const matched: Record<string, string> = {};
  await Promise.all(
    matches.map(async ({ campaign, ratio, cap }) => {
      const amount = Math.min(pence(cap), Math.floor((raised.get(campaign) ?? 0) * ratio));
      if (amount === 0) return;
      await transfer({ campaign, amount });
      matched[campaign] = pounds(amount);
    }),
  );
  const list = [...claims.values()].sort((a, b) => b.reclaimed - a.reclaimed);
  const total = list.reduce((sum, { reclaimed }) => sum + reclaimed, 0);
  if (total < 100) return { month, matched, reference: null };
  const { signed, by, note } = await signOff({ total, claims: list.length }, { timeout: "72h" });
  if (!signed) throw new WorkflowError(\`\${by} did not sign\${note ? \`: \${note}\` : ""}\`);
  const { reference } = await submitClaim({ month, claims: list, ...(note !== undefined && { note }) });
  return { month, matched, reference, total: pounds(total), donors: list.map(({ donor, reclaimed }) => \`\${donor} \${pounds(reclaimed)}\`) };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          month: "2024-01",
          matches: [
            { campaign: "roof", ratio: 0.5, cap: 20 },
            { campaign: "well", ratio: 1, cap: 5 },
          ],
        },
        {
          donationsIn: ({ after }: { after?: string }) =>
            after
              ? { donations: [{ id: "3", donor: "ann", amount: 19.99, taxpayer: true }] }
              : {
                  donations: [
                    { id: "1", donor: "ann", amount: 10.5, taxpayer: true, campaign: "roof" },
                    { id: "2", donor: "bob", amount: 200, taxpayer: true, campaign: "roof" },
                    { id: "4", donor: "cy", amount: 20 },
                  ],
                  next: "p2",
                },
          transferMatch: () => null,
          signOff: () => ({ signed: true, by: "eve", note: "fine" }),
          submitClaim: ({ claims }: { claims: unknown[] }) => ({ reference: `c${claims.length}` }),
        },
      ],
      [
        { month: "2024-02", matches: [] },
        {
          donationsIn: () => ({ donations: [{ id: "1", donor: "ann", amount: 100, taxpayer: true }] }),
          signOff: () => ({ signed: false, by: "eve" }),
        },
      ],
    ),
  },
  {
    name: "customs declaration with tariff codes, duty and inspections",
    before: `${declarations}interface Goods { sku: string; code: string; value: number; currency: string; weight: number; origin: string }
interface Tariff { prefix: string; rate: number; perKg?: number; license?: string }
const tariffFor = lambda<{ chapter: string; origin: string }, Tariff[]>("tariffFor", elsewhere);
const rateOf = lambda<{ from: string; to: string }, number>("customsRate", elsewhere);
const inspect = lambda<{ declaration: string; skus: string[] }, { findings: { sku: string; problem: string }[] }>("inspectGoods", elsewhere);
const lodge = lambda<{ declaration: string; duty: number; vat: number }, { mrn: string }>("lodge", elsewhere);
enum Channel { Green, Yellow, Red }
class MissingLicense extends WorkflowError {
  override readonly name = "MissingLicense";
}
const isValidCode = (code: string) => /^\\d{4}(\\.\\d{2}){1,3}$/.test(code);
const longestPrefix = (code: string, tariffs: readonly Tariff[]) => {
  const digits = code.replaceAll(".", "");
  let best: Tariff | undefined;
  for (const tariff of tariffs) {
    if (digits.startsWith(tariff.prefix) && tariff.prefix.length > (best?.prefix.length ?? 0)) best = tariff;
  }
  return best;
};`,
    body: `async ({ declaration, goods, licenses = [] }: { declaration: string; goods: Goods[]; licenses?: string[] }) => {
  const invalid = goods.filter(({ code }) => !isValidCode(code)).map(({ sku, code }) => \`\${sku} (\${code || "none"})\`);
  if (invalid.length) throw new WorkflowError(\`codes: \${invalid.join(", ")}\`);
  const rates: Record<string, number> = { EUR: 1 };
  for (const currency of new Set(goods.map((item) => item.currency))) {
    rates[currency] ??= await rateOf({ from: currency, to: "EUR" });
  }
  const tariffs = new Map<string, Tariff[]>();
  let channel = Channel.Green;
  let duty = 0;
  let base = 0;
  for (const { code, origin, currency, value, weight, sku } of goods) {
    const chapter = code.slice(0, 2);
    const key = \`\${chapter}-\${origin}\`;
    if (!tariffs.has(key)) tariffs.set(key, await tariffFor({ chapter, origin }));
    const tariff = longestPrefix(code, tariffs.get(key)!);
    if (!tariff) {
      channel = Math.max(channel, Channel.Yellow);
      continue;
    }
    if (tariff.license && !licenses.includes(tariff.license)) throw new MissingLicense(\`\${sku} needs \${tariff.license}\`);
    const euros = value / rates[currency]!;
    base += euros;
    duty += Math.max(euros * tariff.rate, weight * (tariff.perKg ?? 0));
    if (tariff.rate > 0.2) channel = Channel.Red;
  }
  duty = Math.round(duty * 100) / 100;
  switch (channel) {
    case Channel.Red: {
      const { findings } = await inspect({ declaration, skus: goods.map(({ sku }) => sku) });
      if (findings.length > 0) return { channel: Channel[channel], held: findings.map((f) => \`\${f.sku}: \${f.problem}\`) };
    }
    // falls through
    case Channel.Yellow:
      duty += 25;
      break;
    default:
  }
  const vat = Math.round((base + duty) * 19) / 100;
  const { mrn } = await lodge({ declaration, duty, vat });
  return { channel: Channel[channel], mrn, duty, vat };
}`,
    scenarios: runs(
      [
        {
          declaration: "d1",
          goods: [
            { sku: "a", code: "6109.10", value: 110, currency: "USD", weight: 2, origin: "BD" },
            { sku: "b", code: "2204.21.00", value: 50, currency: "EUR", weight: 10, origin: "CL" },
            { sku: "c", code: "6109.90", value: 10, currency: "USD", weight: 1, origin: "BD" },
          ],
          licenses: ["wine"],
        },
        {
          customsRate: () => 1.1,
          tariffFor: ({ chapter }: { chapter: string }) =>
            chapter === "61"
              ? [
                  { prefix: "61", rate: 0.12 },
                  { prefix: "610910", rate: 0.1 },
                ]
              : [{ prefix: "2204", rate: 0.32, perKg: 2, license: "wine" }],
          inspectGoods: () => ({ findings: [] }),
          lodge: ({ duty }: { duty: number }) => ({ mrn: `m${duty}` }),
        },
      ],
      [
        {
          declaration: "d2",
          goods: [{ sku: "b", code: "2204.21", value: 50, currency: "EUR", weight: 10, origin: "CL" }],
        },
        { tariffFor: () => [{ prefix: "2204", rate: 0.32, license: "wine" }] },
      ],
      [
        {
          declaration: "d3",
          goods: [{ sku: "b", code: "2204.21", value: 50, currency: "EUR", weight: 10, origin: "CL" }],
        },
        { tariffFor: () => [], lodge: () => ({ mrn: "x" }) },
      ],
      [{ declaration: "d4", goods: [{ sku: "b", code: "", value: 50, currency: "EUR", weight: 10, origin: "CL" }] }],
    ),
  },
  {
    name: "vehicle recall with letters, appointments and reminders",
    before: `${declarations}interface Owner { vin: string; name: string; country: string; email?: string; language?: "de" | "en" }
type Outcome = { vin: string } & ({ state: "booked"; at: string } | { state: "silent"; reminders: number } | { state: "unreachable" });
const ownersOf = lambda<{ recall: string; from: string; to: string }, Owner[]>("ownersOf", elsewhere);
const mail = lambda<{ to: string; subject: string; body: string }, { accepted: boolean }>("mailOwner", elsewhere);
const letter = lambda<{ vin: string; body: string }, void>("letter", elsewhere);
const answered = lambda<{ vin: string }, { at: string } | null>("answered", elsewhere);
const texts = {
  en: { subject: "Recall of your car", body: (owner: Owner, n: number) => \`Dear \${owner.name}, please bring \${owner.vin} in.\${n > 0 ? \` (reminder \${n})\` : ""}\` },
  de: { subject: "Rückruf Ihres Autos", body: (owner: Owner, n: number) => \`Guten Tag \${owner.name}, bitte bringen Sie \${owner.vin}.\${n > 0 ? \` (\${n}. Erinnerung)\` : ""}\` },
};
async function contact(owner: Owner, n: number) {
  const { subject, body } = texts[owner.language ?? (owner.country === "DE" ? "de" : "en")];
  const text = body(owner, n);
  if (owner.email) {
    const { accepted } = await mail({ to: owner.email, subject, body: text });
    if (accepted) return true;
  }
  try {
    await letter({ vin: owner.vin, body: text });
    return true;
  } catch {
    return false;
  }
}`,
    body: `async ({ recall, from, to, maxReminders = 2 }: { recall: string; from: string; to: string; maxReminders?: number }): Promise<{ outcomes: Outcome[]; share: string; reached: number }> => {
  const owners = await ownersOf({ recall, from, to });
  const outcomes = await map(owners, { concurrency: 2 }, async (owner): Promise<Outcome> => {
    const { vin } = owner;
    for (let n = 0; n <= maxReminders; n++) {
      if (!(await contact(owner, n))) return { vin, state: "unreachable" };
      await sleep("14d");
      const answer = await answered({ vin });
      if (answer) return { vin, state: "booked", at: answer.at };
    }
    return { vin, state: "silent", reminders: maxReminders };
  });
  const booked = outcomes.filter((o) => o.state === "booked").length;
  const share = owners.length ? \`\${((booked / owners.length) * 100).toFixed(0)} %\` : "n/a";
  return { outcomes, share, reached: outcomes.filter(({ state }) => state !== "unreachable").length };
}`,
    concurrent: true,
    scenarios: runs([
      { recall: "r", from: "a", to: "z", maxReminders: 1 },
      {
        ownersOf: () => [
          { vin: "1", name: "Ann", country: "DE", email: "a@x" },
          { vin: "2", name: "Bob", country: "SE" },
          { vin: "3", name: "Cy", country: "SE", email: "c@x", language: "de" },
        ],
        mailOwner: ({ to }: { to: string }) => ({ accepted: to === "a@x" }),
        letter: ({ vin }: { vin: string }) => {
          if (vin === "3") throw Object.assign(new Error("no address"), { name: "NoAddress" });
          return null;
        },
        answered: ({ vin }: { vin: string }) => (vin === "1" ? { at: "monday" } : null),
      },
    ]),
  },
  {
    name: "court hearings listed by judge, room and urgency",
    before: `${declarations}interface Case { id: string; kind: "custody" | "civil" | "criminal"; filed: string; estimateMinutes: number; judge?: string; parties: string[] }
interface Slot { judge: string; room: string; start: number; minutes: number }
const openCases = lambda<{ court: string }, Case[]>("openCases", elsewhere);
const judgesOn = lambda<{ court: string; date: string }, { name: string; kinds: Case["kind"][]; room: string; conflicts?: string[] }[]>("judgesOn", elsewhere);
const summon = lambda<{ case: string; party: string; at: string; room: string }, void>("summon", elsewhere);
const weights = { custody: 3, criminal: 2, civil: 1 } as const satisfies Record<Case["kind"], number>;
const toTime = (minutes: number) => [Math.floor(minutes / 60), minutes % 60].map((n) => n.toString().padStart(2, "0")).join(":");
const daysBetween = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 86_400_000;
class Calendar {
  static readonly opens = 9 * 60;
  static readonly closes = 16 * 60;
}`,
    body: `async ({ court, date }: { court: string; date: string }) => {
  const [cases, judges] = await Promise.all([openCases({ court }), judgesOn({ court, date })]);
  const urgency = (one: Case) => weights[one.kind] * 30 + daysBetween(one.filed, date);
  const queue = [...cases].sort((a, b) => urgency(b) - urgency(a));
  const nextFree: Record<string, number> = Object.fromEntries(judges.map(({ name }) => [name, Calendar.opens]));
  const listing: (Slot & { case: string })[] = [];
  const adjourned: { case: string; why: string }[] = [];
  for (const one of queue) {
    const candidates = judges
      .filter((judge) => judge.kinds.includes(one.kind) && (!one.judge || one.judge === judge.name))
      .filter((judge) => !judge.conflicts?.some((name) => one.parties.includes(name)));
    const [judge] = candidates.sort((a, b) => nextFree[a.name]! - nextFree[b.name]!);
    if (judge === undefined) {
      adjourned.push({ case: one.id, why: one.judge ? \`\${one.judge} is not sitting\` : "no judge" });
      continue;
    }
    let start = nextFree[judge.name]!;
    if (start < 13 * 60 && start + one.estimateMinutes > 12 * 60) start = 13 * 60;
    if (start + one.estimateMinutes > Calendar.closes) {
      adjourned.push({ case: one.id, why: "no time" });
      continue;
    }
    listing.push({ case: one.id, judge: judge.name, room: judge.room, start, minutes: one.estimateMinutes });
    nextFree[judge.name] = start + one.estimateMinutes + 10;
  }
  for (const { case: id, start, room } of listing) {
    const parties = cases.find((one) => one.id === id)?.parties ?? [];
    await Promise.all(parties.map((party) => summon({ case: id, party, at: \`\${date} \${toTime(start)}\`, room })));
  }
  listing.sort((a, b) => a.start - b.start || a.room.localeCompare(b.room));
  return { listing: listing.map((slot) => \`\${toTime(slot.start)} \${slot.room} \${slot.case} (\${slot.judge})\`), adjourned };
}`,
    concurrent: true,
    scenarios: runs([
      { court: "c", date: "2024-03-01" },
      {
        openCases: () => [
          { id: "1", kind: "civil", filed: "2023-01-01", estimateMinutes: 120, parties: ["a", "b"] },
          { id: "2", kind: "custody", filed: "2024-02-01", estimateMinutes: 90, parties: ["c"], judge: "Roe" },
          { id: "3", kind: "criminal", filed: "2024-02-20", estimateMinutes: 200, parties: ["d", "e"] },
          { id: "4", kind: "custody", filed: "2024-02-21", estimateMinutes: 30, parties: ["f"], judge: "Doe" },
          { id: "5", kind: "criminal", filed: "2024-02-26", estimateMinutes: 240, parties: ["g"] },
        ],
        judgesOn: () => [
          { name: "Roe", kinds: ["custody", "civil"], room: "2", conflicts: ["z"] },
          { name: "Poe", kinds: ["criminal", "civil"], room: "1", conflicts: ["a"] },
        ],
        summon: () => null,
      },
    ]),
  },
  {
    name: "film festival jury with conflicts, discussion and awards",
    before: `${declarations}interface Film { id: string; title: string; minutes: number; section: "short" | "feature"; crew: string[] }
interface Vote { juror: string; film: string; stars: number; veto?: boolean }
const filmsOf = lambda<{ year: number }, Film[]>("filmsOf", elsewhere);
const collectVotes = lambda<{ film: string; jurors: string[] }, Vote[]>("collectVotes", elsewhere);
const discuss = human<{ tied: string[] }, { winner: string }>("discuss", { title: "Break the tie", form: { type: "object", properties: {} } });
const announce = lambda<{ section: string; title: string; text: string }, void>("announceAward", elsewhere);
const average = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((a, b) => a + b) / values.length);
const trimmed = (stars: number[]) => (stars.length < 4 ? stars : stars.toSorted((a, b) => a - b).slice(1, -1));
const titleCase = (text: string) => text.toLowerCase().replace(/\\b[a-z]/g, (letter) => letter.toUpperCase());`,
    body: `async ({ year, jurors, quorum = 2 }: { year: number; jurors: string[]; quorum?: number }) => {
  const films = await filmsOf({ year });
  const scores: { [section in Film["section"]]?: { film: Film; score: number }[] } = {};
  const skipped: string[] = [];
  for (const film of films) {
    const eligible = jurors.filter((juror) => !film.crew.includes(juror));
    if (eligible.length < quorum) {
      skipped.push(film.id);
      continue;
    }
    const votes = await collectVotes({ film: film.id, jurors: eligible });
    if (votes.some(({ veto = false }) => veto)) continue;
    const score = Number(average(trimmed(votes.map((vote) => vote.stars))).toFixed(2));
    scores[film.section] = [...(scores[film.section] ?? []), { film, score }];
  }
  const winners: Record<string, string | null> = {};
  for (const section of ["short", "feature"] as const) {
    const ranked = (scores[section] ?? []).toSorted((a, b) => b.score - a.score);
    const best = ranked.at(0);
    if (!best) {
      winners[section] = null;
      continue;
    }
    const tied = ranked.filter(({ score }) => score === best.score).map(({ film }) => film.id);
    const winner = tied.length > 1 ? (await discuss({ tied })).winner : best.film.id;
    const film = films.find(({ id }) => id === winner);
    if (!film) throw new WorkflowError(\`unknown film \${winner}\`);
    const text = \`\${titleCase(film.title)} (\${Math.floor(film.minutes / 60)}h\${String(film.minutes % 60).padStart(2, "0")})\`;
    await announce({ section, title: film.title, text });
    winners[section] = text;
  }
  return { winners, skipped };
}`,
    scenarios: runs(
      [
        { year: 2024, jurors: ["j1", "j2", "j3", "j4"] },
        {
          filmsOf: () => [
            { id: "a", title: "the LONG night", minutes: 125, section: "feature", crew: ["j1"] },
            { id: "b", title: "dust", minutes: 65, section: "feature", crew: [] },
            { id: "c", title: "ink", minutes: 9, section: "short", crew: ["j1", "j2", "j3"] },
          ],
          collectVotes: ({ film, jurors }: { film: string; jurors: string[] }) =>
            jurors.map((juror, i) => ({ juror, film, stars: film === "a" ? 4 : 3 + (i % 3) })),
          discuss: ({ tied }: { tied: string[] }) => ({ winner: tied[0] }),
          announceAward: () => null,
        },
      ],
      [
        { year: 2025, jurors: ["j1", "j2"] },
        {
          filmsOf: () => [
            { id: "a", title: "x", minutes: 5, section: "short", crew: [] },
            { id: "b", title: "y", minutes: 5, section: "short", crew: [] },
          ],
          collectVotes: ({ film, jurors }: { film: string; jurors: string[] }) =>
            jurors.map((juror) => ({ juror, film, stars: 2 })),
          discuss: fails("States.Timeout", ""),
        },
      ],
    ),
  },
];
