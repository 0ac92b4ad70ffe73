import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Rescues, reefs, refunds and berths, as their authors first write them. */
export const authorsCallouts: readonly Row[] = [
  {
    name: "mountain rescue called out in circles until enough have answered",
    before: `${declarations}interface Volunteer { id: string; skills: Set<string> | string[]; minutesAway: number; phone: string }
const onCall = lambda<{ valley: string }, { id: string; skills: string[]; minutesAway: number }[]>("onCall", elsewhere);
const callOut = lambda<{ id: string; text: string }, { coming: boolean; eta?: number }>("callOut", elsewhere);
const helicopter = human<{ valley: string; reason: string }, { approved: boolean; base?: string }>("helicopter", { title: "Helicopter?", form: { type: "object", properties: {} } });
type Incident = { valley: string; injured: number; needs: readonly string[]; night?: boolean };
const circles = [15, 30, 60] as const;
const describe = ({ valley, injured, needs, night = false }: Incident) =>
  [\`\${injured} injured in \${valley}\`, night && "by night", needs.length > 0 && \`needs \${needs.join(" & ")}\`].filter(Boolean).join(", ");`,
    body: `async (incident: Incident) => {
  const pool = await onCall({ valley: incident.valley });
  const coming: { id: string; eta: number }[] = [];
  const covered = new Set<string>();
  const asked = new Set<string>();
  const enough = () => coming.length >= incident.injured * 3 && incident.needs.every((need) => covered.has(need));
  let circle = 0;
  for (const minutes of circles) {
    circle = minutes;
    const next = pool.filter(({ id, minutesAway }) => minutesAway <= minutes && !asked.has(id));
    const answers = await Promise.all(next.map(({ id }) => callOut({ id, text: describe(incident) }).catch(() => ({ coming: false, eta: undefined }))));
    answers.forEach(({ coming: yes, eta }, i) => {
      const volunteer = next[i]!;
      asked.add(volunteer.id);
      if (!yes) return;
      coming.push({ id: volunteer.id, eta: eta ?? volunteer.minutesAway });
      for (const skill of volunteer.skills) covered.add(skill);
    });
    if (enough()) break;
  }
  let base: string | null = null;
  if (!enough() || incident.injured > 2) {
    const missing = incident.needs.filter((need) => !covered.has(need));
    const decision = await helicopter({ valley: incident.valley, reason: missing.join() || "numbers" }, { timeout: "10m" });
    base = decision.approved ? (decision.base ?? "main") : null;
  }
  const etas = coming.map(({ eta }) => eta);
  return { circle, team: coming.toSorted((a, b) => a.eta - b.eta).map(({ id }) => id), first: Math.min(...etas, 999), asked: asked.size, base };
}`,
    concurrent: true,
    scenarios: runs(
      [
        { valley: "v", injured: 1, needs: ["medic"], night: true },
        {
          onCall: () => [
            { id: "a", skills: ["ropes"], minutesAway: 10 },
            { id: "b", skills: ["ropes", "dog"], minutesAway: 25 },
            { id: "c", skills: ["medic"], minutesAway: 28 },
            { id: "d", skills: [], minutesAway: 29 },
            { id: "e", skills: [], minutesAway: 55 },
          ],
          callOut: ({ id }: { id: string }) => {
            if (id === "d") throw Object.assign(new Error("busy"), { name: "Busy" });
            return id === "b" ? { coming: true, eta: 12 } : { coming: true };
          },
        },
      ],
      [
        { valley: "w", injured: 3, needs: ["medic", "boat"] },
        { onCall: () => [], helicopter: () => ({ approved: true }) },
      ],
    ),
  },
  {
    name: "reef survey photos classified down a tree of species",
    before: `${declarations}interface Taxon { name: string; children?: Taxon[]; threatened?: boolean }
interface Photo { key: string; depth: number }
const classify = lambda<{ key: string; options: string[] }, { label: string; confidence: number }>("classifyPhoto", elsewhere);
const askBiologist = human<{ key: string; path: string[] }, { label: string | null }>("askBiologist", { title: "What is it?", form: { type: "object", properties: {} } });
const tree: Taxon = {
  name: "life",
  children: [
    { name: "coral", children: [{ name: "staghorn", threatened: true }, { name: "brain" }] },
    { name: "fish", children: [{ name: "parrotfish" }, { name: "grouper", threatened: true }] },
    { name: "sponge" },
  ],
};
const leaves = (taxon: Taxon): Taxon[] => (taxon.children ? taxon.children.flatMap(leaves) : [taxon]);
const band = (depth: number) => (depth < 5 ? "flat" : depth < 20 ? "slope" : "deep");`,
    body: `async ({ photos, threshold = 0.7 }: { photos: Photo[]; threshold?: number }) => {
  const threatened = new Set(leaves(tree).filter((leaf) => leaf.threatened).map((leaf) => leaf.name));
  const identify = async ({ key }: Photo) => {
    const path: string[] = [];
    let node: Taxon | undefined = tree;
    while (node?.children) {
      const options: string[] = node.children.map(({ name }) => name);
      let { label, confidence } = await classify({ key, options });
      if (confidence < threshold) {
        const answer = await askBiologist({ key, path });
        if (answer.label === null) break;
        label = answer.label;
      }
      path.push(label);
      node = node.children.find(({ name }) => name === label);
    }
    return path;
  };
  const found: Record<string, Record<string, number>> = {};
  const alerts: string[] = [];
  for (const photo of photos) {
    const path = await identify(photo);
    const species = path.at(-1) ?? "unknown";
    const zone = (found[band(photo.depth)] ??= {});
    zone[species] = (zone[species] ?? 0) + 1;
    if (threatened.has(species)) alerts.push(\`\${photo.key}: \${path.join(" > ")}\`);
  }
  const rows = Object.entries(found).flatMap(([zone, counts]) => Object.entries(counts).map(([species, n]) => [zone, species, n] as const));
  return { csv: rows.map((row) => row.join(";")).join("\\n"), alerts, diversity: new Set(rows.map(([, species]) => species)).size };
}`,
    scenarios: runs([
      {
        photos: [
          { key: "p1", depth: 3 },
          { key: "p2", depth: 10 },
          { key: "p3", depth: 30 },
          { key: "p4", depth: 4 },
        ],
      },
      {
        classifyPhoto: ({ key, options }: { key: string; options: string[] }) => ({
          label: options[key === "p2" ? 1 : 0],
          confidence: key === "p3" ? 0.2 : 0.9,
        }),
        askBiologist: () => ({ label: null }),
      },
    ]),
  },
  {
    name: "tax refunds decided by rules in a switch and paid in batches",
    before: `${declarations}interface Return { id: string; year: number; income: number; paid: number; dependants: number; iban?: string; flags: string[] }
const load = lambda<{ office: string; year: number }, Return[]>("loadReturns", elsewhere);
const pay = lambda<{ batch: { id: string; iban: string; amount: number }[] }, { rejected: string[] }>("payRefunds", elsewhere);
const letterTo = lambda<{ id: string; template: string; amount?: number }, void>("letterTo", elsewhere);
const brackets: readonly (readonly [upTo: number, rate: number])[] = [[10_000, 0], [30_000, 0.2], [Number.POSITIVE_INFINITY, 0.4]];
const taxOn = (income: number) => {
  let tax = 0;
  let from = 0;
  for (const [upTo, rate] of brackets) {
    if (income <= from) break;
    tax += (Math.min(income, upTo) - from) * rate;
    from = upTo;
  }
  return Math.round(tax * 100) / 100;
};
type Ruling = { action: "refund"; amount: number } | { action: "demand"; amount: number } | { action: "review"; why: string } | { action: "none" };
function rule(r: Return): Ruling {
  const due = taxOn(Math.max(0, r.income - 1500 * r.dependants));
  const difference = +(r.paid - due).toFixed(2);
  switch (true) {
    case r.flags.includes("audit"):
      return { action: "review", why: "audit" };
    case Math.abs(difference) < 5:
      return { action: "none" };
    case difference > 5000:
      return { action: "review", why: \`large refund of \${difference.toLocaleString("en-US")}\` };
    case difference > 0:
      return { action: "refund", amount: difference };
    default:
      return { action: "demand", amount: -difference };
  }
}`,
    body: `async ({ office, year, batchSize = 2 }: { office: string; year: number; batchSize?: number }) => {
  const returns = await load({ office, year });
  const payments: { id: string; iban: string; amount: number }[] = [];
  const tally = { refund: 0, demand: 0, review: 0, none: 0 };
  const reviews: Record<string, string> = {};
  for (const one of returns) {
    const ruling = rule(one);
    tally[ruling.action]++;
    if (ruling.action === "refund" && one.iban) payments.push({ id: one.id, iban: one.iban.replace(/\\s+/g, ""), amount: ruling.amount });
    else if (ruling.action === "refund" || ruling.action === "demand") await letterTo({ id: one.id, template: ruling.action, amount: ruling.amount });
    else if (ruling.action === "review") reviews[one.id] = ruling.why;
  }
  const rejected: string[] = [];
  for (let i = 0; i < payments.length; i += batchSize) {
    const result = await pay({ batch: payments.slice(i, i + batchSize) });
    rejected.push(...result.rejected);
  }
  for (const id of rejected) await letterTo({ id, template: "bank-details" });
  const total = payments.filter(({ id }) => !rejected.includes(id)).reduce((sum, { amount }) => sum + amount, 0);
  return { tally, reviews, rejected, total: total.toFixed(2) };
}`,
    scenarios: runs([
      { office: "o", year: 2023 },
      {
        loadReturns: () => [
          { id: "1", year: 2023, income: 25000, paid: 4000, dependants: 0, iban: "DE 12 34", flags: [] },
          { id: "2", year: 2023, income: 40000, paid: 8000, dependants: 2, flags: [] },
          { id: "3", year: 2023, income: 9000, paid: 9000, dependants: 0, iban: "X", flags: [] },
          { id: "4", year: 2023, income: 9000, paid: 3, dependants: 0, flags: [] },
          { id: "5", year: 2023, income: 9000, paid: 100.1, dependants: 0, iban: "Y 1", flags: [] },
          { id: "6", year: 2023, income: 9000, paid: 100, dependants: 0, flags: ["audit"] },
          { id: "7", year: 2023, income: 9000, paid: 50, dependants: 0, iban: "Z", flags: [] },
        ],
        payRefunds: ({ batch }: { batch: { id: string }[] }) => ({
          rejected: batch.filter(({ id }) => id === "5").map(({ id }) => id),
        }),
        letterTo: () => null,
      },
    ]),
  },
  {
    name: "berths given to ships by draught, tide and priority",
    before: `${declarations}interface Ship { imo: string; length: number; draught: number; eta: string; cargo: "bulk" | "box" | "cruise"; hours: number }
interface Berth { id: string; length: number; depth: number; cargo: Ship["cargo"][]; freeFrom: string }
const arrivals = lambda<{ port: string; day: string }, Ship[]>("arrivals", elsewhere);
const berths = lambda<{ port: string }, Berth[]>("berths", elsewhere);
const pilot = lambda<{ imo: string; at: string }, { pilot: string } | { error: string }>("pilot", elsewhere);
const HOUR = 3_600_000;
const later = (iso: string, hours: number) => new Date(new Date(iso).getTime() + hours * HOUR).toISOString();
const latest = (...times: string[]) => times.reduce((a, b) => (a > b ? a : b));
const rank: Record<Ship["cargo"], number> = { cruise: 0, box: 1, bulk: 2 };
class NoBerth extends WorkflowError {
  readonly imo: string;
  constructor({ imo, length }: Ship) {
    super(\`no berth for \${imo} (\${length} m)\`);
    this.imo = imo;
  }
}`,
    body: `async ({ port, day, tide }: { port: string; day: string; tide: number }) => {
  const [ships, quays] = await Promise.all([arrivals({ port, day }), berths({ port })]);
  ships.sort((a, b) => rank[a.cargo] - rank[b.cargo] || Date.parse(a.eta) - Date.parse(b.eta));
  const free = new Map(quays.map(({ id, freeFrom }) => [id, freeFrom]));
  const plan: { imo: string; berth: string; from: string; to: string; pilot: string | null }[] = [];
  const diverted: string[] = [];
  let waiting = 0;
  const place = async (ship: Ship) => {
    const fitting = quays
      .filter(({ length, depth, cargo }) => length >= ship.length + 10 && depth + tide >= ship.draught * 1.1 && cargo.includes(ship.cargo))
      .sort((a, b) => free.get(a.id)!.localeCompare(free.get(b.id)!) || a.length - b.length);
    const berth = fitting[0];
    if (!berth) throw new NoBerth(ship);
    const from = latest(ship.eta, free.get(berth.id)!);
    const to = later(from, ship.hours);
    free.set(berth.id, later(to, 1));
    waiting += (Date.parse(from) - Date.parse(ship.eta)) / HOUR;
    const answer = await pilot({ imo: ship.imo, at: later(from, -2) });
    plan.push({ imo: ship.imo, berth: berth.id, from, to, pilot: "pilot" in answer ? answer.pilot : null });
  };
  for (const ship of ships) {
    try {
      await place(ship);
    } catch (error) {
      if (error instanceof NoBerth) diverted.push(error.imo);
      else throw error;
    }
  }
  plan.sort((a, b) => a.from.localeCompare(b.from));
  return { plan: plan.map(({ imo, berth, from, pilot }) => \`\${from.slice(5, 16).replace("T", " ")} \${imo}@\${berth}\${pilot ? \` (\${pilot})\` : ""}\`), diverted, waiting };
}`,
    scenarios: runs([
      { port: "p", day: "2024-01-01", tide: 1 },
      {
        arrivals: () => [
          { imo: "1", length: 200, draught: 10, eta: "2024-01-01T06:00:00.000Z", cargo: "bulk", hours: 20 },
          { imo: "2", length: 300, draught: 8, eta: "2024-01-01T07:00:00.000Z", cargo: "cruise", hours: 10 },
          { imo: "3", length: 190, draught: 9, eta: "2024-01-01T05:00:00.000Z", cargo: "bulk", hours: 5 },
          { imo: "4", length: 190, draught: 14, eta: "2024-01-01T05:00:00.000Z", cargo: "box", hours: 5 },
        ],
        berths: () => [
          { id: "A", length: 350, depth: 9, cargo: ["cruise", "box"], freeFrom: "2024-01-01T00:00:00.000Z" },
          { id: "B", length: 220, depth: 11, cargo: ["bulk"], freeFrom: "2024-01-01T08:00:00.000Z" },
        ],
        pilot: ({ imo }: { imo: string }) => (imo === "1" ? { error: "none" } : { pilot: `P${imo}` }),
      },
    ]),
  },
];
