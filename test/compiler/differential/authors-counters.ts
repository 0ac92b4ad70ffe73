import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Brews, bikes, pharmacies and quizzes, as their authors first write them. */
export const authorsCounters: readonly Row[] = [
  {
    name: "brewery fermentation watched until the gravity is stable",
    before: `${declarations}interface Sample { gravity: number; celsius: number; takenAt: string }
type Stage = "primary" | "diacetyl" | "crash" | "done";
const sample = lambda<{ tank: string }, Sample>("sampleTank", elsewhere);
const setTemperature = lambda<{ tank: string; celsius: number }, void>("setTemperature", elsewhere);
const taste = human<{ tank: string; abv: string }, { clean: boolean; notes?: string }>("taste", { title: "Taste the batch", form: { type: "object", properties: {} } });
const targets: Readonly<Record<Exclude<Stage, "done">, number>> = { primary: 19, diacetyl: 21, crash: 2 };
class StuckFermentation extends WorkflowError {
  constructor(tank: string, readonly gravity: number) {
    super(\`\${tank} stuck at \${gravity.toFixed(3)}\`);
  }
}
const abvOf = (original: number, final: number) => ((original - final) * 131.25).toFixed(1);
const isStable = (history: readonly Sample[], days = 3) => {
  const last = history.slice(-days).map(({ gravity }) => gravity);
  return last.length === days && Math.max(...last) - Math.min(...last) < 0.0015;
};`,
    body: `async ({ tank, original, expected, maxDays = 10 }: { tank: string; original: number; expected: number; maxDays?: number }) => {
  let stage: Stage = "primary";
  const history: Sample[] = [];
  const changes: [day: number, stage: Stage][] = [];
  const notes: string[] = [];
  for (let day = 1; stage !== "done"; day++) {
    if (day > maxDays) throw new StuckFermentation(tank, history.at(-1)?.gravity ?? original);
    const reading = await sample({ tank });
    history.push(reading);
    const target = targets[stage];
    if (Math.abs(reading.celsius - target) >= 0.5) await setTemperature({ tank, celsius: target });
    const before: Stage = stage;
    switch (stage) {
      case "primary":
        if (isStable(history) && reading.gravity <= expected + 0.003) stage = "diacetyl";
        break;
      case "diacetyl": {
        const { clean, notes: text } = await taste({ tank, abv: abvOf(original, reading.gravity) });
        if (text) notes.push(\`day \${day}: \${text}\`);
        if (clean) stage = "crash";
        break;
      }
      case "crash":
        if (reading.celsius < 4) stage = "done";
    }
    if (stage !== before) changes.push([day, stage]);
    if (stage !== "done") await sleep("1d");
  }
  const final = history[history.length - 1]!.gravity;
  return { abv: abvOf(original, final), changes, notes, attenuation: Math.round(((original - final) / (original - 1)) * 100) + "%" };
}`,
    scenarios: runs(
      [
        { tank: "t1", original: 1.05, expected: 1.01 },
        {
          sampleTank: [1.03, 1.011, 1.0105, 1.0102, 1.01, 1.01, 1.01].map((gravity, i) => ({
            result: { gravity, celsius: i < 4 ? 19 : i < 5 ? 21 : i === 5 ? 10 : 3, takenAt: `d${i}` },
          })),
          taste: [{ result: { clean: true, notes: "bready" } }],
          setTemperature: () => null,
        },
      ],
      [
        { tank: "t2", original: 1.05, expected: 1.01, maxDays: 2 },
        { sampleTank: () => ({ gravity: 1.03, celsius: 19, takenAt: "x" }) },
      ],
    ),
  },
  {
    name: "lost property matched with what people report",
    before: `${declarations}interface Report { id: string; what: string; colour?: string; lostOn: string; where: string[]; email: string }
interface Found { id: string; what: string; colour?: string; foundOn: string; where: string }
interface Candidate { report: string; found: string; score: number; reasons: string[] }
const reports = lambda<{ since: string }, Report[]>("reports", elsewhere);
const foundItems = lambda<{ since: string }, Found[]>("foundItems", elsewhere);
const ask = lambda<{ email: string; found: string; reasons: string }, { theirs: boolean }>("ask", elsewhere);
const words = (text: string) => new Set(text.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2));
function similarity(a: string, b: string): number {
  const [one, two] = [words(a), words(b)];
  let common = 0;
  for (const word of one) if (two.has(word)) common++;
  return common / Math.max(one.size, two.size, 1);
}
function scoreOf(report: Report, item: Found): Candidate | null {
  const reasons: string[] = [];
  let score = similarity(report.what, item.what) * 50;
  if (score === 0) return null;
  if (score > 25) reasons.push("description");
  if (report.colour && item.colour && report.colour === item.colour) {
    score += 20;
    reasons.push("colour");
  }
  const days = (Date.parse(item.foundOn) - Date.parse(report.lostOn)) / 86_400_000;
  if (days < 0 || days > 30) return null;
  score += 20 - days / 2;
  if (report.where.some((place) => place === item.where)) {
    score += 10;
    reasons.push(\`at \${item.where}\`);
  }
  return { report: report.id, found: item.id, score, reasons };
}`,
    body: `async ({ since, least = 40 }: { since: string; least?: number }) => {
  const [lost, found] = await Promise.all([reports({ since }), foundItems({ since })]);
  const candidates: Candidate[] = [];
  for (const report of lost) {
    for (const item of found) {
      const candidate = scoreOf(report, item);
      if (candidate && candidate.score >= least) candidates.push(candidate);
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.report.localeCompare(b.report));
  const returned: Record<string, string> = {};
  const gone = new Set<string>();
  const rejections = new Map<string, number>();
  for (const { report: id, found: item, reasons } of candidates) {
    if (id in returned || gone.has(item)) continue;
    if ((rejections.get(id) ?? 0) >= 2) continue;
    const report = lost.find((one) => one.id === id)!;
    const { theirs } = await ask({ email: report.email, found: item, reasons: reasons.join(", ") || "date" });
    if (theirs) {
      returned[id] = item;
      gone.add(item);
    } else {
      rejections.set(id, (rejections.get(id) ?? 0) + 1);
    }
  }
  const open = lost.filter(({ id }) => !(id in returned)).map(({ id }) => id);
  return { returned, open, asked: Object.keys(returned).length + [...rejections.values()].reduce((sum, n) => sum + n, 0) };
}`,
    scenarios: runs([
      { since: "2024-01-01", least: 30 },
      {
        reports: () => [
          {
            id: "r1",
            what: "black leather wallet",
            colour: "black",
            lostOn: "2024-01-02",
            where: ["bus 7"],
            email: "a",
          },
          { id: "r2", what: "umbrella with dots", lostOn: "2024-01-03", where: [], email: "b" },
          { id: "r3", what: "leather wallet", lostOn: "2024-01-01", where: ["hall"], email: "c" },
        ],
        foundItems: () => [
          { id: "f1", what: "Wallet, leather", colour: "black", foundOn: "2024-01-04", where: "bus 7" },
          { id: "f2", what: "dotted umbrella", foundOn: "2024-01-05", where: "hall" },
          { id: "f3", what: "wallet", foundOn: "2024-03-05", where: "hall" },
        ],
        ask: ({ email }: { email: string }) => ({ theirs: email !== "a" }),
      },
    ]),
  },
  {
    name: "bike stations rebalanced by vans with a shared to-do list",
    before: `${declarations}interface Station { id: string; bikes: number; docks: number; lat: number; lon: number }
interface Stop { station: string; delta: number }
const stations = lambda<{ city: string }, Station[]>("stations", elsewhere);
const demand = lambda<{ station: string; hour: number }, { out: number; in: number }>("demand", elsewhere);
const drive = lambda<{ van: string; stops: Stop[] }, { done: number; failed: string[] }>("driveVan", elsewhere);
const distance = (a: Station, b: Station) => Math.hypot(a.lat - b.lat, a.lon - b.lon);
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);`,
    body: `async ({ city, hour, vans, capacity = 10 }: { city: string; hour: number; vans: string[]; capacity?: number }) => {
  const all = await stations({ city });
  const wanted = await Promise.all(
    all.map(async (station) => {
      const { out, in: incoming } = await demand({ station: station.id, hour });
      const target = clamp(Math.round(station.docks / 2 + (out - incoming) / 2), 1, station.docks - 1);
      return target - station.bikes;
    }),
  );
  const deltas = new Map(all.map((station, i) => [station.id, wanted[i]!]));
  const plans: Record<string, Stop[]> = Object.fromEntries(vans.map((van) => [van, []]));
  for (const van of vans) {
    let load = 0;
    let here: Station | undefined;
    for (let hops = 0; hops < all.length; hops++) {
      const options = all.filter(({ id }) => (load < capacity && deltas.get(id)! < 0) || (load > 0 && deltas.get(id)! > 0));
      if (options.length === 0) break;
      const from = here;
      const next = from ? options.reduce((best, one) => (distance(from, one) < distance(from, best) ? one : best)) : options[0]!;
      const delta = deltas.get(next.id)!;
      const moved = delta < 0 ? -Math.min(-delta, capacity - load) : Math.min(delta, load);
      load -= moved;
      deltas.set(next.id, delta - moved);
      plans[van]!.push({ station: next.id, delta: moved });
      here = next;
    }
  }
  const results = await Promise.allSettled(vans.filter((van) => plans[van]!.length > 0).map((van) => drive({ van, stops: plans[van]! })));
  const broken = results.filter((result) => result.status === "rejected").length;
  const failed = results.flatMap((result) => (result.status === "fulfilled" ? result.value.failed : []));
  return { plans, broken, failed: [...new Set(failed)].sort(), open: [...deltas].filter(([, delta]) => delta !== 0).map(([id, delta]) => \`\${id}:\${delta > 0 ? "+" : ""}\${delta}\`) };
}`,
    concurrent: true,
    scenarios: runs([
      { city: "c", hour: 8, vans: ["v1", "v2"], capacity: 4 },
      {
        stations: () => [
          { id: "a", bikes: 12, docks: 12, lat: 0, lon: 0 },
          { id: "b", bikes: 0, docks: 10, lat: 1, lon: 1 },
          { id: "c", bikes: 2, docks: 8, lat: 0, lon: 2 },
          { id: "d", bikes: 9, docks: 10, lat: 3, lon: 1 },
        ],
        demand: ({ station }: { station: string }) => ({ out: station === "b" ? 6 : 2, in: 2 }),
        driveVan: ({ van, stops }: { van: string; stops: unknown[] }) => {
          if (van === "v2") throw Object.assign(new Error("flat tyre"), { name: "Breakdown" });
          return { done: stops.length, failed: ["b"] };
        },
      },
    ]),
  },
  {
    name: "repeat prescriptions with interactions and a pharmacist's override",
    before: `${declarations}interface Drug { code: string; name: string; classes: string[]; packSize: number }
interface Prescription { patient: string; drug: string; dailyDose: number; repeatsLeft: number; lastFilled?: string }
type Decision = { kind: "dispense"; packs: number } | { kind: "hold"; reasons: string[] } | { kind: "too-early"; days: number };
const drugInfo = lambda<string, Drug>("drugInfo", elsewhere);
const history = lambda<{ patient: string }, { drug: string; until: string }[]>("history", elsewhere);
const interactions = lambda<{ classes: string[] }, { pair: [string, string]; severity: "minor" | "major" }[]>("interactions", elsewhere);
const override = human<{ patient: string; reasons: string[] }, { allow: boolean; reason: string }>("override", { title: "Override?", form: { type: "object", properties: {} } });
const dispense = lambda<{ patient: string; drug: string; packs: number; label: string }, { lot: string }>("dispense", elsewhere);
const addDays = (iso: string, days: number) => {
  const date = new Date(iso);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};
const daysFrom = (a: string, b: string) => Math.floor((new Date(b).getTime() - new Date(a).getTime()) / 864e5);`,
    body: `async ({ today, prescriptions }: { today: string; prescriptions: Prescription[] }) => {
  const cache: Record<string, Drug> = {};
  const drug = async (code: string) => (cache[code] ??= await drugInfo(code));
  const decide = async (one: Prescription): Promise<Decision> => {
    if (one.repeatsLeft <= 0) return { kind: "hold", reasons: ["no repeats left"] };
    const { packSize, classes } = await drug(one.drug);
    if (one.lastFilled) {
      const due = addDays(one.lastFilled, Math.floor(packSize / one.dailyDose) - 5);
      const days = daysFrom(today, due);
      if (days > 0) return { kind: "too-early", days };
    }
    const current = (await history({ patient: one.patient })).filter(({ until }) => until >= today);
    const others: string[] = [];
    for (const { drug: code } of current) others.push(...(await drug(code)).classes);
    const found = await interactions({ classes: [...new Set([...classes, ...others])] });
    const major = found.filter(({ severity }) => severity === "major").map(({ pair: [a, b] }) => \`\${a} with \${b}\`);
    return major.length > 0 ? { kind: "hold", reasons: major } : { kind: "dispense", packs: Math.ceil((28 * one.dailyDose) / packSize) };
  };
  const log: string[] = [];
  for (const one of prescriptions) {
    let decision = await decide(one);
    if (decision.kind === "hold" && one.repeatsLeft > 0) {
      const { allow, reason } = await override({ patient: one.patient, reasons: decision.reasons }, { timeout: "4h" });
      if (allow) decision = { kind: "dispense", packs: 1 };
      else decision = { ...decision, reasons: [...decision.reasons, reason] };
    }
    switch (decision.kind) {
      case "dispense": {
        const { name } = await drug(one.drug);
        const { lot } = await dispense({ patient: one.patient, drug: one.drug, packs: decision.packs, label: \`\${name.toUpperCase()} x\${one.dailyDose}/day\` });
        log.push(\`\${one.patient}: \${decision.packs} of \${lot}\`);
        continue;
      }
      case "too-early":
        log.push(\`\${one.patient}: in \${decision.days} days\`);
        break;
      default:
        log.push(\`\${one.patient}: held (\${decision.reasons.join("; ")})\`);
    }
  }
  return { log, looked: Object.keys(cache).length };
}`,
    scenarios: runs([
      {
        today: "2024-03-10",
        prescriptions: [
          { patient: "p1", drug: "a", dailyDose: 2, repeatsLeft: 2, lastFilled: "2024-02-20" },
          { patient: "p2", drug: "a", dailyDose: 1, repeatsLeft: 2, lastFilled: "2024-03-01" },
          { patient: "p3", drug: "b", dailyDose: 1, repeatsLeft: 1 },
          { patient: "p4", drug: "b", dailyDose: 1, repeatsLeft: 0 },
          { patient: "p5", drug: "b", dailyDose: 1, repeatsLeft: 3 },
        ],
      },
      {
        drugInfo: (code: string) => ({
          code,
          name: `drug ${code}`,
          classes: [code === "a" ? "statin" : "nsaid"],
          packSize: 28,
        }),
        history: ({ patient }: { patient: string }) =>
          patient === "p3" || patient === "p5"
            ? [
                { drug: "a", until: "2024-04-01" },
                { drug: "c", until: "2024-01-01" },
              ]
            : [],
        interactions: ({ classes }: { classes: string[] }) =>
          classes.length > 1 ? [{ pair: classes.slice(0, 2), severity: "major" }] : [],
        override: ({ patient }: { patient: string }) => ({ allow: patient === "p3", reason: "no" }),
        dispense: ({ packs }: { packs: number }) => ({ lot: `L${packs}` }),
      },
    ]),
  },
  {
    name: "pub quiz with rounds, jokers and a tie break",
    before: `${declarations}interface Team { name: string; joker?: number }
interface Sheet { team: string; answers: (string | null)[] }
interface Round { number: number; title: string; answers: string[][]; points?: number }
const sheets = lambda<{ round: number; teams: string[] }, Sheet[]>("sheets", elsewhere);
const nearest = lambda<{ teams: string[]; question: string }, Record<string, number>>("nearest", elsewhere);
const normalise = (text: string) => text.trim().toLowerCase().replace(/^(the|a|an) /, "").replace(/[^a-z0-9 ]/g, "");
const isRight = (given: string | null, accepted: readonly string[]) => given !== null && accepted.some((one) => normalise(one) === normalise(given));
class Scoreboard {
  private constructor() {}
  static format(rows: readonly { name: string; points: number }[]) {
    const width = Math.max(...rows.map(({ name }) => name.length));
    return rows.map(({ name, points }, i) => \`\${i + 1}. \${name.padEnd(width, ".")} \${points}\`);
  }
}`,
    body: `async ({ teams, rounds, question, answer }: { teams: Team[]; rounds: Round[]; question: string; answer: number }) => {
  const totals = new Map(teams.map(({ name }) => [name, 0]));
  const perRound: Record<string, number[]> = {};
  const late: string[] = [];
  for (const round of rounds) {
    const handedIn = await sheets({ round: round.number, teams: [...totals.keys()] });
    for (const { name, joker } of teams) {
      const sheet = handedIn.find(({ team }) => team === name);
      if (!sheet) late.push(\`\${name} (round \${round.number})\`);
      let points = 0;
      sheet?.answers.forEach((given, i) => {
        const accepted = round.answers[i];
        if (accepted !== undefined && isRight(given, accepted)) points += round.points ?? 1;
      });
      if (joker === round.number) points *= 2;
      totals.set(name, totals.get(name)! + points);
      (perRound[name] ??= []).push(points);
    }
  }
  let ranking = Array.from(totals, ([name, points]) => ({ name, points })).sort((a, b) => b.points - a.points || (a.name < b.name ? -1 : 1));
  const leaders = ranking.filter(({ points }) => points === ranking[0]!.points);
  if (leaders.length > 1) {
    const guesses = await nearest({ teams: leaders.map(({ name }) => name), question });
    const off = (name: string) => Math.abs((guesses[name] ?? Number.MAX_SAFE_INTEGER) - answer);
    leaders.sort((a, b) => off(a.name) - off(b.name));
    ranking = [...leaders, ...ranking.slice(leaders.length)];
  }
  return { board: Scoreboard.format(ranking), best: Object.entries(perRound).map(([name, points]) => \`\${name}: \${Math.max(...points)}\`), late };
}`,
    scenarios: runs([
      {
        teams: [{ name: "Owls", joker: 2 }, { name: "Foxes" }, { name: "Bats", joker: 1 }],
        rounds: [
          { number: 1, title: "Music", answers: [["The Beatles", "Beatles"], ["Abba"]] },
          { number: 2, title: "Maps", answers: [["Oslo"], ["Lima"]], points: 2 },
        ],
        question: "q",
        answer: 100,
      },
      {
        sheets: ({ round }: { round: number }) =>
          round === 1
            ? [
                { team: "Owls", answers: ["beatles!", null] },
                { team: "Foxes", answers: ["beatles", "ABBA "] },
                { team: "Bats", answers: [null, "abba"] },
              ]
            : [
                { team: "Owls", answers: ["Oslo", "x"] },
                { team: "Foxes", answers: ["oslo", "the lima"] },
              ],
        nearest: () => ({ Owls: 90, Foxes: 101 }),
      },
    ]),
  },
];
