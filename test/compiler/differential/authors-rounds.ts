import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Ski lifts, newspapers, zoos and buses, as their authors first write them. */
export const authorsRounds: readonly Row[] = [
  {
    name: "ski lifts opened by wind, queues and a morning checklist",
    before: `${declarations}type Status = "closed" | "checking" | "open" | "standby";
interface Lift { id: string; kind: "chair" | "gondola" | "drag"; top: number; feeds?: string[] }
const wind = lambda<{ lift: string }, { gust: number; mean: number }>("wind", elsewhere);
const checklist = lambda<{ lift: string; item: string }, { ok: boolean; remark?: string }>("checklist", elsewhere);
const setStatus = lambda<{ lift: string; status: Status; reason?: string }, void>("setStatus", elsewhere);
const limits = new Map<Lift["kind"], { gust: number; mean: number }>([
  ["chair", { gust: 60, mean: 40 }],
  ["gondola", { gust: 80, mean: 55 }],
  ["drag", { gust: 90, mean: 70 }],
]);
const items = ["rope", "brakes", "evacuation kit"] as const;
class CheckFailed extends WorkflowError {
  constructor(readonly item: (typeof items)[number], readonly remark = "no remark") {
    super(\`\${item}: \${remark}\`);
  }
}
async function prepare(lift: Lift) {
  for (const item of items) {
    const { ok, remark } = await checklist({ lift: lift.id, item });
    if (!ok) throw new CheckFailed(item, remark);
  }
}`,
    body: `async ({ lifts, base }: { lifts: Lift[]; base: string }) => {
  const byId = Object.fromEntries(lifts.map((lift) => [lift.id, lift]));
  const status: Record<string, Status> = {};
  for (const { id } of lifts) status[id] = "closed";
  const queue = [base];
  const seen = new Set(queue);
  const reasons: string[] = [];
  while (queue.length > 0) {
    const id = queue.shift()!;
    const lift = byId[id];
    if (!lift) continue;
    status[id] = "checking";
    try {
      const [, { gust, mean }] = await Promise.all([prepare(lift), wind({ lift: id })]);
      const limit = limits.get(lift.kind)!;
      status[id] = gust < limit.gust && mean < limit.mean ? "open" : "standby";
      if (status[id] === "standby") reasons.push(\`\${id}: gusts of \${gust}\`);
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      status[id] = "closed";
      reasons.push(\`\${id}: \${error.item === "brakes" ? "BRAKES" : error.item} (\${error.remark})\`);
    } finally {
      const reason = reasons.at(-1);
      await setStatus({ lift: id, status: status[id]!, ...(reason?.startsWith(id) ? { reason } : {}) });
    }
    if (status[id] !== "open") continue;
    for (const next of lift.feeds ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  const open = lifts.filter(({ id }) => status[id] === "open");
  return { status, reasons, highest: open.length ? Math.max(...open.map(({ top }) => top)) : null, unreachable: lifts.map(({ id }) => id).filter((id) => !seen.has(id)) };
}`,
    concurrent: true,
    scenarios: runs([
      {
        base: "g1",
        lifts: [
          { id: "g1", kind: "gondola", top: 1800, feeds: ["c1", "d1", "c2"] },
          { id: "c1", kind: "chair", top: 2400, feeds: ["c3"] },
          { id: "d1", kind: "drag", top: 1900, feeds: ["c1"] },
          { id: "c2", kind: "chair", top: 2100 },
          { id: "c3", kind: "chair", top: 2900 },
        ],
      },
      {
        wind: ({ lift }: { lift: string }) => ({ gust: lift === "c1" ? 65 : 30, mean: 20 }),
        checklist: ({ lift, item }: { lift: string; item: string }) =>
          lift === "c2" && item === "brakes" ? { ok: false } : { ok: true },
        setStatus: () => null,
      },
    ]),
  },
  {
    name: "print run of a newspaper with editions, ads and a deadline",
    before: `${declarations}interface Article { id: string; section: string; columns: number; priority: number; exclusive?: true; region?: string }
interface Ad { id: string; columns: number; price: number; sections?: string[] }
interface Page { section: string; columns: number; items: string[] }
const articles = lambda<{ date: string }, Article[]>("articles", elsewhere);
const ads = lambda<{ date: string }, Ad[]>("ads", elsewhere);
const plate = lambda<{ edition: string; page: number; items: string[] }, { seconds: number }>("plate", elsewhere);
const COLUMNS = 6;
function* chunks<T>(list: readonly T[], size: number) {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size);
}
const fill = (page: Page, columns: number, id: string): Page => ({ ...page, columns: page.columns - columns, items: [...page.items, id] });`,
    body: `async ({ date, editions, budgetSeconds }: { date: string; editions: string[]; budgetSeconds: number }) => {
  const [stories, offers] = await Promise.all([articles({ date }), ads({ date })]);
  const sections = [...new Set(stories.map(({ section }) => section))];
  const results: Record<string, { pages: number; income: number; dropped: string[]; late: boolean }> = {};
  for (const edition of editions) {
    const mine = stories.filter(({ region }) => region === undefined || region === edition).sort((a, b) => b.priority - a.priority);
    let pages: Page[] = sections.map((section) => ({ section, columns: COLUMNS, items: [] }));
    const dropped: string[] = [];
    for (const { id, section, columns, exclusive } of mine) {
      const index = pages.findIndex((page) => page.section === section && page.columns >= columns);
      if (index >= 0) pages = pages.map((page, i) => (i === index ? fill(page, columns, exclusive ? \`*\${id}\` : id) : page));
      else if (exclusive) pages.push({ section, columns: COLUMNS - columns, items: [\`*\${id}\`] });
      else dropped.push(id);
    }
    let income = 0;
    for (const ad of offers.toSorted((a, b) => b.price / b.columns - a.price / a.columns)) {
      const at = pages.findIndex(({ section, columns }) => columns >= ad.columns && (ad.sections?.includes(section) ?? true));
      if (at < 0) continue;
      pages = pages.map((page, i) => (i === at ? fill(page, ad.columns, ad.id) : page));
      income += ad.price;
    }
    let seconds = 0;
    for (const [i, page] of pages.entries()) {
      if (page.items.length === 0) continue;
      seconds += (await plate({ edition, page: i + 1, items: page.items })).seconds;
      if (seconds > budgetSeconds) break;
    }
    results[edition] = { pages: pages.length, income, dropped, late: seconds > budgetSeconds };
  }
  return { date: new Date(date).toUTCString().slice(0, 16), results, total: Object.values(results).reduce((sum, { income }) => sum + income, 0) };
}`,
    scenarios: runs([
      { date: "2024-02-29", editions: ["north", "south"], budgetSeconds: 25 },
      {
        articles: () => [
          { id: "a1", section: "news", columns: 4, priority: 5 },
          { id: "a2", section: "news", columns: 3, priority: 9, exclusive: true },
          { id: "a3", section: "sport", columns: 5, priority: 1, region: "north" },
          { id: "a4", section: "news", columns: 4, priority: 7, exclusive: true, region: "south" },
        ],
        ads: () => [
          { id: "x", columns: 2, price: 100 },
          { id: "y", columns: 1, price: 80, sections: ["sport"] },
          { id: "z", columns: 6, price: 90, sections: ["sport"] },
        ],
        plate: ({ items }: { items: string[] }) => ({ seconds: items.length * 7 }),
      },
    ]),
  },
  {
    name: "zoo feeding with diets, substitutes and a keeper who is asked",
    before: `${declarations}type Food = "hay" | "fish" | "fruit" | "meat" | "pellets";
interface Animal { name: string; species: string; kilos: number; lastWeights: number[] }
interface Diet { per100kg: Partial<Record<Food, number>>; substitutes?: { [food in Food]?: Food[] } }
const animalsIn = lambda<{ house: string }, Animal[]>("animalsIn", elsewhere);
const diets = lambda<{ species: string[] }, Record<string, Diet>>("diets", elsewhere);
const take = lambda<{ food: Food; kilos: number }, { taken: number }>("take", elsewhere);
const keeper = human<{ house: string; animal: string; missing: Record<string, number> }, { feedAnyway: boolean }>("keeper", { title: "Feed less?", form: { type: "object", properties: {} } });
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;
const isLosingWeight = ({ lastWeights, kilos }: Animal) => lastWeights.length > 0 && kilos < 0.95 * (lastWeights.reduce((a, b) => a + b, 0) / lastWeights.length);`,
    body: `async ({ house }: { house: string }) => {
  const animals = await animalsIn({ house });
  const species = Array.from(new Set(animals.map((animal) => animal.species))).sort();
  const table = await diets({ species });
  const fed: Record<string, Partial<Record<Food, number>>> = {};
  const watch: string[] = [];
  const total = { hay: 0, fish: 0, fruit: 0, meat: 0, pellets: 0 } satisfies Record<Food, number>;
  for (const animal of animals) {
    const diet = table[animal.species];
    if (!diet) throw new WorkflowError(\`no diet for \${animal.species}\`);
    const factor = (animal.kilos / 100) * (isLosingWeight(animal) ? 1.2 : 1);
    if (factor > animal.kilos / 100) watch.push(animal.name);
    const missing: Record<string, number> = {};
    const meal: Partial<Record<Food, number>> = {};
    for (const [food, amount] of Object.entries(diet.per100kg) as [Food, number][]) {
      let open = round(amount * factor);
      for (const option of [food, ...(diet.substitutes?.[food] ?? [])]) {
        if (open <= 0) break;
        const { taken } = await take({ food: option, kilos: open });
        if (taken === 0) continue;
        meal[option] = round((meal[option] ?? 0) + taken);
        total[option] += taken;
        open = round(open - taken);
      }
      if (open > 0) missing[food] = open;
    }
    if (Object.keys(missing).length > 0) {
      const { feedAnyway } = await keeper({ house, animal: animal.name, missing });
      if (!feedAnyway) continue;
    }
    fed[animal.name] = meal;
  }
  const lines = Object.entries(total)
    .filter(([, kilos]) => kilos > 0)
    .map(([food, kilos]) => \`\${food} \${kilos.toFixed(1)}\`);
  return { fed, watch, lines, skipped: animals.map(({ name }) => name).filter((name) => !(name in fed)) };
}`,
    scenarios: runs([
      { house: "h" },
      {
        animalsIn: () => [
          { name: "Ela", species: "elephant", kilos: 3000, lastWeights: [3300, 3200] },
          { name: "Sid", species: "seal", kilos: 80, lastWeights: [] },
          { name: "Sue", species: "seal", kilos: 90, lastWeights: [90] },
        ],
        diets: () => ({
          elephant: { per100kg: { hay: 2, fruit: 0.5 }, substitutes: { fruit: ["pellets"] } },
          seal: { per100kg: { fish: 6 } },
        }),
        take: ({ food, kilos }: { food: string; kilos: number }) => ({
          taken: food === "fruit" ? 5 : food === "fish" ? Math.min(kilos, 5) : kilos,
        }),
        keeper: ({ animal }: { animal: string }) => ({ feedAnyway: animal !== "Sue" }),
      },
    ]),
  },
  {
    name: "antiques bought with provenance checks that may fail for a while",
    before: `${declarations}interface Lot { id: string; title: string; period: string; estimate: [low: number, high: number]; owners: string[] }
const registers = ["art-loss", "interpol", "museum"] as const;
type Register = (typeof registers)[number];
const search = lambda<{ register: Register; title: string; owner: string }, { hits: { score: number; note: string }[] }>("search", elsewhere);
const bid = lambda<{ lot: string; amount: number }, { won: boolean; price?: number }>("bid", elsewhere);
const expert = human<{ lot: string; hits: string[] }, { verdict: "clean" | "doubtful" | "stolen"; ceiling?: number }>("expert", { title: "Look at the hits", form: { type: "object", properties: {} } });
class Unavailable extends WorkflowError {
  override name = "Unavailable";
}
class Stolen extends WorkflowError {
  override name = "Stolen";
  constructor(public readonly lot: string, options?: ErrorOptions) {
    super(\`lot \${lot} is stolen\`, options);
  }
}
async function withRetry<T>(work: () => Promise<T>, times = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= times || !(error instanceof Error) || error.name !== "Busy") throw error;
      await sleep(\`\${2 ** attempt}s\`);
    }
  }
}`,
    body: `async ({ lots, budget }: { lots: Lot[]; budget: number }) => {
  let left = budget;
  const bought: { lot: string; price: number }[] = [];
  const skipped: { [lot: string]: string } = {};
  for (const lot of lots) {
    try {
      const hits: string[] = [];
      let worst = 0;
      for (const owner of lot.owners) {
        const found = await Promise.all(registers.map((register) => withRetry(() => search({ register, title: lot.title, owner }))));
        found.forEach(({ hits: some }, i) => {
          for (const { score, note } of some) {
            worst = Math.max(worst, score);
            hits.push(\`\${registers[i]}: \${note} (\${Math.round(score * 100)}%)\`);
          }
        });
      }
      let ceiling = (lot.estimate[0] + lot.estimate[1]) / 2;
      if (worst > 0.5) {
        const { verdict, ceiling: limit } = await expert({ lot: lot.id, hits });
        if (verdict === "stolen") throw new Stolen(lot.id);
        if (verdict === "doubtful") ceiling = Math.min(limit ?? ceiling * 0.7, ceiling);
      }
      if (ceiling > left) {
        skipped[lot.id] = "budget";
        continue;
      }
      const { won, price = ceiling } = await bid({ lot: lot.id, amount: Math.floor(ceiling / 50) * 50 });
      if (!won) {
        skipped[lot.id] = "outbid";
        continue;
      }
      left -= price;
      bought.push({ lot: lot.id, price });
    } catch (error) {
      if (error instanceof Stolen) {
        skipped[error.lot] = error.message;
      } else {
        throw new Unavailable(\`\${lot.id}: \${(error as Error).message}\`, { cause: error });
      }
    }
  }
  return { left, bought, skipped };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          budget: 1000,
          lots: [
            { id: "1", title: "clock", period: "x", estimate: [100, 333], owners: ["a", "b"] },
            { id: "2", title: "vase", period: "x", estimate: [100, 200], owners: ["c"] },
            { id: "3", title: "desk", period: "x", estimate: [2000, 3000], owners: [] },
            { id: "4", title: "lamp", period: "x", estimate: [100, 100], owners: ["d"] },
          ],
        },
        {
          search: ({ register, owner }: { register: string; owner: string }) => ({
            hits:
              owner === "c"
                ? [{ score: 0.9, note: "match" }]
                : owner === "a" && register === "museum"
                  ? [{ score: 0.2, note: "similar" }]
                  : [],
          }),
          expert: () => ({ verdict: "stolen" }),
          bid: ({ lot }: { lot: string }) => (lot === "4" ? { won: false } : { won: true, price: 175 }),
        },
      ],
      [
        { budget: 10, lots: [{ id: "1", title: "clock", period: "x", estimate: [1, 3], owners: ["a"] }] },
        { search: fails("Broken", "down") },
      ],
    ),
  },
  {
    name: "school buses planned by stops, seats and bell times",
    before: `${declarations}interface Pupil { id: string; stop: string; school: string; wheelchair?: boolean }
interface Leg { from: string; to: string; minutes: number }
interface Bus { id: string; seats: number; lift: boolean }
const pupils = lambda<{ district: string }, Pupil[]>("pupils", elsewhere);
const legs = lambda<{ stops: string[] }, Leg[]>("legs", elsewhere);
const notifyParents = lambda<{ stop: string; pickUp: string; bus: string; pupils: string[] }, void>("notifyParents", elsewhere);
const toMinutes = (clock: string) => {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
};
const toClock = (minutes: number) => \`\${\`\${Math.trunc(minutes / 60)}\`.padStart(2, "0")}:\${\`\${minutes % 60}\`.padStart(2, "0")}\`;
const key = (a: string, b: string) => [a, b].sort().join("|");`,
    body: `async ({ district, buses, bells }: { district: string; buses: Bus[]; bells: Record<string, string> }) => {
  const everyone = await pupils({ district });
  const minutesBetween = new Map<string, number>();
  for (const { from, to, minutes } of await legs({ stops: [...new Set(everyone.map(({ stop }) => stop))] })) {
    minutesBetween.set(key(from, to), minutes);
  }
  const schools = Object.entries(bells).sort(([, a], [, b]) => toMinutes(a) - toMinutes(b));
  const free = [...buses].sort((a, b) => b.seats - a.seats);
  const schedule: { bus: string; school: string; stops: string[] }[] = [];
  const left: string[] = [];
  for (const [school, bell] of schools) {
    let riders = everyone.filter((pupil) => pupil.school === school);
    while (riders.length > 0) {
      const needsLift = riders.some(({ wheelchair }) => wheelchair);
      const at = free.findIndex((bus) => !needsLift || bus.lift);
      if (at < 0) {
        left.push(...riders.map(({ id }) => id));
        break;
      }
      const [bus] = free.splice(at, 1);
      const aboard = riders.toSorted((a, b) => Number(b.wheelchair ?? false) - Number(a.wheelchair ?? false)).slice(0, bus!.seats);
      const names = new Set(aboard.map(({ id }) => id));
      riders = riders.filter(({ id }) => !names.has(id));
      const groups: Record<string, Pupil[]> = {};
      for (const pupil of aboard) (groups[pupil.stop] ??= []).push(pupil);
      let time = toMinutes(bell) - 10;
      let here = school;
      const stops: string[] = [];
      for (const [stop, group] of Object.entries(groups)) {
        time -= (minutesBetween.get(key(here, stop)) ?? 15) + Math.ceil(group.length / 4);
        here = stop;
        stops.unshift(\`\${toClock(time)} \${stop}\`);
        await notifyParents({ stop, pickUp: toClock(time), bus: bus!.id, pupils: group.map(({ id }) => id) });
      }
      schedule.push({ bus: bus!.id, school, stops });
    }
  }
  return { schedule, left, spare: free.map(({ id }) => id) };
}`,
    scenarios: runs([
      {
        district: "d",
        buses: [
          { id: "b1", seats: 2, lift: false },
          { id: "b2", seats: 3, lift: true },
          { id: "b3", seats: 2, lift: false },
        ],
        bells: { oak: "08:30", elm: "07:55" },
      },
      {
        pupils: () => [
          { id: "1", stop: "x", school: "oak" },
          { id: "2", stop: "y", school: "oak", wheelchair: true },
          { id: "3", stop: "x", school: "oak" },
          { id: "4", stop: "z", school: "oak" },
          { id: "5", stop: "z", school: "elm" },
          { id: "6", stop: "x", school: "oak", wheelchair: true },
        ],
        legs: () => [
          { from: "oak", to: "x", minutes: 5 },
          { from: "y", to: "x", minutes: 7 },
        ],
        notifyParents: () => null,
      },
    ]),
  },
];
