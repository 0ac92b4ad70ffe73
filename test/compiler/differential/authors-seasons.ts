import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Harvests, tides, fires and races, as their authors first write them. */
export const authorsSeasons: readonly Row[] = [
  {
    name: "evacuation of zones before a wildfire",
    before: `${declarations}type Level = "watch" | "warning" | "order";
interface Zone { id: string; residents: number; distanceKm: number; roads: readonly string[] }
interface Fire { id: string; speedKmh: number; windFactor?: number }
const zonesNear = lambda<{ fireId: string }, Zone[]>("zonesNear", elsewhere);
const roadOpen = lambda<string, boolean>("roadOpen", elsewhere);
const sendAlert = lambda<{ zone: string; level: Level; text: string }, { delivered: number }>("sendAlert", elsewhere);
const requestBuses = lambda<{ zone: string; seats: number }, { granted: number }>("requestBuses", elsewhere);
class NoWayOut extends WorkflowError {
  constructor(readonly zone: string, readonly closed: readonly string[]) {
    super(\`\${zone} has no open road (\${closed.join(", ")})\`);
  }
}
const hoursUntil = (zone: Zone, fire: Fire) => zone.distanceKm / (fire.speedKmh * (fire.windFactor ?? 1));
function levelFor(hours: number): Level | undefined {
  if (hours < 2) return "order";
  if (hours < 6) return "warning";
  return hours < 24 ? "watch" : undefined;
}
const order: Record<Level, number> = { order: 0, warning: 1, watch: 2 };`,
    body: `async (fire: Fire) => {
  const zones = await zonesNear({ fireId: fire.id });
  const rated = zones
    .map((zone) => ({ zone, hours: hoursUntil(zone, fire) }))
    .map((entry) => ({ ...entry, level: levelFor(entry.hours) }))
    .filter((entry): entry is { zone: Zone; hours: number; level: Level } => entry.level !== undefined)
    .sort((a, b) => order[a.level] - order[b.level] || a.hours - b.hours);
  const alerts: Partial<Record<Level, number>> = {};
  const stuck: { zone: string; closed: string[] }[] = [];
  let seatsMissing = 0;
  for (const { zone, hours, level } of rated) {
    const open: string[] = [];
    const closed: string[] = [];
    for (const road of zone.roads) ((await roadOpen(road)) ? open : closed).push(road);
    try {
      if (level === "order" && open.length === 0) throw new NoWayOut(zone.id, closed);
      const text = \`\${level.toUpperCase()}: fire in about \${hours.toFixed(1)} h. Use \${open.join(" or ") || "no road"}.\`;
      const { delivered } = await sendAlert({ zone: zone.id, level, text });
      alerts[level] = (alerts[level] ?? 0) + delivered;
    } catch (error) {
      if (!(error instanceof NoWayOut)) throw error;
      stuck.push({ zone: error.zone, closed: [...error.closed] });
      await sendAlert({ zone: zone.id, level, text: \`Shelter in place. \${error.message}\` });
    }
    if (level === "order") {
      const seats = Math.ceil(zone.residents * 0.15);
      const { granted } = await requestBuses({ zone: zone.id, seats });
      seatsMissing += Math.max(0, seats - granted);
    }
  }
  return { alerts, stuck, seatsMissing, zones: rated.map((r) => r.zone.id) };
}`,
    scenarios: runs(
      [
        { id: "f", speedKmh: 2, windFactor: 1.5 },
        {
          zonesNear: () => [
            { id: "a", residents: 101, distanceKm: 5, roads: ["r1", "r2"] },
            { id: "b", residents: 50, distanceKm: 3, roads: ["r2"] },
            { id: "c", residents: 10, distanceKm: 30, roads: [] },
            { id: "d", residents: 10, distanceKm: 300, roads: ["r1"] },
          ],
          roadOpen: (road: string) => road !== "r2",
          sendAlert: ({ text }: { text: string }) => ({ delivered: text.length }),
          requestBuses: ({ seats }: { seats: number }) => ({ granted: Math.min(seats, 10) }),
        },
      ],
      [{ id: "f", speedKmh: 1 }, { zonesNear: () => [] }],
    ),
  },
  {
    name: "irrigation of fields by soil and forecast with a shared pump",
    before: `${declarations}interface Field { id: string; crop: keyof typeof needs; moisture: number; hectares: number }
const needs = { maize: { target: 0.6, mmPerPoint: 80 }, lettuce: { target: 0.7, mmPerPoint: 60 }, wheat: { target: 0.45, mmPerPoint: 100 } } as const;
const forecast = lambda<{ day: string }, { rainMm: number; chance: number }>("forecast", elsewhere);
const openValve = lambda<{ field: string; minutes: number }, { litres: number }>("openValve", elsewhere);
const pump = { litresPerMinute: 900, maxMinutes: 240 };
const demandOf = (field: Field, expectedRain: number) => {
  const { target, mmPerPoint } = needs[field.crop];
  const deficit = Math.max(0, target - field.moisture);
  const mm = Math.max(0, deficit * mmPerPoint - expectedRain);
  return Math.round(mm * field.hectares * 10_000);
};`,
    body: `async ({ day, fields }: { day: string; fields: Field[] }) => {
  const { rainMm, chance } = await forecast({ day });
  const expected = rainMm * chance;
  const plan = fields
    .map((field) => ({ id: field.id, litres: demandOf(field, expected), dryness: field.moisture / needs[field.crop].target }))
    .filter(({ litres }) => litres > 0)
    .toSorted((a, b) => a.dryness - b.dryness);
  let minutesLeft = pump.maxMinutes;
  const log: string[] = [];
  const postponed = new Map<string, number>();
  for (const { id, litres } of plan) {
    const wanted = Math.ceil(litres / pump.litresPerMinute);
    const minutes = Math.min(wanted, minutesLeft);
    if (minutes === 0) {
      postponed.set(id, wanted);
      continue;
    }
    const started = await openValve({ field: id, minutes });
    minutesLeft -= minutes;
    const percent = Math.round((100 * started.litres) / litres);
    log.push(\`\${id.padEnd(6)} \${String(minutes).padStart(3)} min \${percent}%\`);
    if (percent < 50) postponed.set(id, (postponed.get(id) ?? 0) + (wanted - minutes));
  }
  return { expected, log, postponed: Object.fromEntries(postponed), minutesLeft, tomorrow: [...postponed.values()].reduce((a, b) => a + b, 0) };
}`,
    scenarios: runs(
      [
        {
          day: "2024-06-01",
          fields: [
            { id: "north", crop: "maize", moisture: 0.3, hectares: 1 },
            { id: "south", crop: "lettuce", moisture: 0.2, hectares: 0.5 },
            { id: "hill", crop: "wheat", moisture: 0.5, hectares: 9 },
            { id: "west", crop: "wheat", moisture: 0.4, hectares: 3 },
          ],
        },
        {
          forecast: () => ({ rainMm: 4, chance: 0.5 }),
          openValve: ({ minutes }: { minutes: number }) => ({ litres: minutes * 700 }),
        },
      ],
      [{ day: "d", fields: [] }, { forecast: () => ({ rainMm: 0, chance: 0 }) }],
    ),
  },
  {
    name: "marathon results with chip times and age groups",
    before: `${declarations}interface Runner { bib: number; name: string; born: string; sex: "f" | "m" }
interface Split { bib: number; mat: "start" | "half" | "finish"; at: string }
const splitsOf = lambda<{ race: string; page: number }, { splits: Split[]; more: boolean }>("splitsOf", elsewhere);
const publish = lambda<{ race: string; group: string; lines: string[] }, void>("publishResults", elsewhere);
const clock = (ms: number) => {
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  return \`\${Math.floor(seconds / 3600)}:\${two(Math.floor((seconds % 3600) / 60))}:\${two(seconds % 60)}\`;
};
const ageOn = (day: Date, born: Date) => {
  const years = day.getUTCFullYear() - born.getUTCFullYear();
  const before = day.getUTCMonth() < born.getUTCMonth() || (day.getUTCMonth() === born.getUTCMonth() && day.getUTCDate() < born.getUTCDate());
  return before ? years - 1 : years;
};
const groupOf = (runner: Runner, day: Date) => {
  const age = ageOn(day, new Date(runner.born));
  return runner.sex.toUpperCase() + (age < 35 ? "H" : Math.floor(age / 5) * 5);
};`,
    body: `async ({ race, day, runners }: { race: string; day: string; runners: Runner[] }) => {
  const times = new Map<number, Partial<Record<Split["mat"], number>>>();
  let page = 0;
  for (;;) {
    const { splits, more } = await splitsOf({ race, page: page++ });
    for (const { bib, mat, at } of splits) {
      const known = times.get(bib) ?? {};
      known[mat] = Math.min(known[mat] ?? Infinity, Date.parse(at));
      times.set(bib, known);
    }
    if (!more) break;
  }
  const raceDay = new Date(day);
  const groups: Record<string, { name: string; ms: number; negative: boolean }[]> = {};
  const disqualified: number[] = [];
  for (const runner of runners) {
    const { start, half, finish } = times.get(runner.bib) ?? {};
    if (start === undefined) continue;
    if (finish === undefined || half === undefined) {
      if (finish !== undefined) disqualified.push(runner.bib);
      continue;
    }
    (groups[groupOf(runner, raceDay)] ??= []).push({ name: runner.name, ms: finish - start, negative: finish - half < half - start });
  }
  for (const [group, results] of Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1))) {
    results.sort((a, b) => a.ms - b.ms);
    const lines = results.map((r, i) => \`\${i + 1}. \${r.name} \${clock(r.ms)}\${r.negative ? " *" : ""}\`);
    await publish({ race, group, lines });
  }
  return { pages: page, groups: Object.keys(groups).length, disqualified };
}`,
    scenarios: runs([
      {
        race: "r",
        day: "2024-05-05",
        runners: [
          { bib: 1, name: "Ada", born: "1990-05-06", sex: "f" },
          { bib: 2, name: "Bo", born: "1985-05-05", sex: "m" },
          { bib: 3, name: "Cy", born: "1986-01-01", sex: "m" },
          { bib: 4, name: "Di", born: "2000-01-01", sex: "f" },
          { bib: 5, name: "Ed", born: "2000-01-01", sex: "m" },
        ],
      },
      {
        splitsOf: ({ page }: { page: number }) =>
          page === 0
            ? {
                splits: [1, 2, 3, 4].flatMap((bib) => [
                  { bib, mat: "start", at: `2024-05-05T08:00:0${bib}Z` },
                  ...(bib === 4 ? [] : [{ bib, mat: "half", at: `2024-05-05T09:3${bib}:00Z` }]),
                ]),
                more: true,
              }
            : {
                splits: [1, 2, 3, 4].map((bib) => ({ bib, mat: "finish", at: `2024-05-05T11:0${5 - bib}:00Z` })),
                more: false,
              },
        publishResults: () => null,
      },
    ]),
  },
  {
    name: "tide gauge readings cleaned, filled and alarmed",
    before: `${declarations}interface Reading { at: string; cm: number | null }
interface Gap { from: string; to: string; points: number }
const readingsOf = lambda<{ gauge: string; date: string }, Reading[]>("gaugeReadings", elsewhere);
const storeSeries = lambda<{ gauge: string; series: number[] }, { key: string }>("storeSeries", elsewhere);
const page = lambda<{ team: string; message: string }, void>("pageTeam", elsewhere);
class TooManyGaps extends WorkflowError {}
const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
function interpolate(series: (number | null)[]): number[] {
  return series.map((value, i) => {
    if (value !== null) return value;
    let left = i;
    let right = i;
    while (left >= 0 && series[left] === null) left--;
    while (right < series.length && series[right] === null) right++;
    const a = series[left] ?? series[right] ?? 0;
    const b = series[right] ?? a;
    return a + ((b - a) * (i - left)) / (right - left);
  });
}`,
    body: `async ({ gauge, date, alarmCm = 300 }: { gauge: string; date: string; alarmCm?: number }) => {
  const readings = await readingsOf({ gauge, date });
  const present = readings.flatMap(({ cm }) => (cm === null ? [] : [cm]));
  if (present.length < readings.length / 2) throw new TooManyGaps(\`\${gauge}: \${readings.length - present.length} of \${readings.length}\`);
  const mid = median(present);
  const spread = median(present.map((cm) => Math.abs(cm - mid)));
  const cleaned = readings.map(({ cm }) => (cm !== null && Math.abs(cm - mid) > 6 * spread ? null : cm));
  const gaps: Gap[] = [];
  let open: Gap | null = null;
  for (let i = 0; i < cleaned.length; i++) {
    const { at } = readings[i]!;
    if (cleaned[i] === null) {
      open ??= { from: at, to: at, points: 0 };
      open.to = at;
      open.points++;
    } else if (open) {
      gaps.push(open);
      open = null;
    }
  }
  if (open) gaps.push(open);
  const series = interpolate(cleaned);
  const { key } = await storeSeries({ gauge, series });
  const peak = Math.max(...series);
  const peakAt = readings[series.indexOf(peak)]?.at;
  if (peak >= alarmCm) await page({ team: "harbour", message: \`\${gauge} at \${peak} cm, \${peakAt?.slice(11, 16)} UTC\` });
  return { key, peak, gaps, rising: series.length > 1 && series.at(-1)! > series.at(-2)! };
}`,
    scenarios: runs(
      [
        { gauge: "g", date: "d", alarmCm: 200 },
        {
          gaugeReadings: () =>
            [180, null, 190, 200, 999, 205, 210, null].map((cm, i) => ({ at: `2024-01-01T0${i}:00:00Z`, cm })),
          storeSeries: ({ series }: { series: number[] }) => ({ key: series.join("/") }),
          pageTeam: () => null,
        },
      ],
      [
        { gauge: "g", date: "d" },
        {
          gaugeReadings: () => [
            { at: "2024-01-01T00:00:00Z", cm: null },
            { at: "2024-01-01T01:00:00Z", cm: null },
          ],
        },
      ],
    ),
  },
  {
    name: "museum loan with couriers, insurance and conditions",
    before: `${declarations}interface Artwork { id: string; title: string; value: number; fragile: boolean; lender: string }
type Answer = { ok: true; conditions?: string[] } | { ok: false; reason: string };
const askLender = lambda<{ lender: string; ids: string[] }, Answer>("askLender", elsewhere);
const insure = lambda<{ value: number; days: number }, { policy: string; premium: number }>("insureLoan", elsewhere);
const bookCourier = lambda<{ lender: string; crates: number; climate: boolean }, { courier: string }>("bookCourier", elsewhere);
const cancelPolicy = lambda<string, void>("cancelPolicy", elsewhere);
const DAY = 24 * 60 * 60 * 1000;
class LoanRefused extends WorkflowError {
  constructor(readonly lender: string, reason: string) { super(\`\${lender}: \${reason}\`); }
}
const groupBy = <T, K extends string>(items: readonly T[], key: (item: T) => K) => {
  const groups = {} as Record<K, T[]>;
  for (const item of items) (groups[key(item)] ??= []).push(item);
  return groups;
};`,
    body: `async ({ works, from, until }: { works: Artwork[]; from: string; until: string }) => {
  const days = Math.round((new Date(until).getTime() - new Date(from).getTime()) / DAY) + 1;
  const byLender = groupBy(works, (work) => work.lender);
  const agreed = await Promise.all(
    Object.entries(byLender).map(async ([lender, pieces]) => {
      const answer = await askLender({ lender, ids: pieces.map((piece) => piece.id) });
      if (!answer.ok) return { lender, refused: answer.reason };
      return { lender, pieces, conditions: answer.conditions ?? [] };
    }),
  );
  const problems = agreed.flatMap((one) => ("refused" in one ? [new LoanRefused(one.lender, one.refused ?? "?").message] : []));
  const loans = agreed.filter((one) => !("refused" in one));
  if (loans.length === 0) throw new LoanRefused("all", problems.join("; "));
  const policies: string[] = [];
  let premiums = 0;
  const shipments: { lender: string; courier: string; climate: boolean }[] = [];
  try {
    for (const { lender, pieces = [], conditions = [] } of loans) {
      const value = pieces.reduce((sum, { value }) => sum + value, 0);
      const { policy, premium } = await insure({ value, days });
      policies.push(policy);
      premiums += premium;
      const climate = conditions.includes("climate") || pieces.some((piece) => piece.fragile);
      const { courier } = await bookCourier({ lender, crates: Math.ceil(pieces.length / 3), climate });
      shipments.push({ lender, courier, climate });
    }
  } catch (error) {
    for (const policy of policies.reverse()) await cancelPolicy(policy);
    throw error;
  }
  return { days, premiums: Number(premiums.toFixed(2)), shipments, problems };
}`,
    scenarios: runs(
      [
        {
          works: [
            { id: "a", title: "A", value: 100, fragile: false, lender: "x" },
            { id: "b", title: "B", value: 50.5, fragile: true, lender: "y" },
            { id: "c", title: "C", value: 10, fragile: false, lender: "x" },
            { id: "d", title: "D", value: 1, fragile: false, lender: "z" },
          ],
          from: "2024-02-27",
          until: "2024-03-02",
        },
        {
          askLender: ({ lender }: { lender: string }) =>
            lender === "z"
              ? { ok: false, reason: "no" }
              : lender === "x"
                ? { ok: true, conditions: ["climate"] }
                : { ok: true },
          insureLoan: ({ value, days }: { value: number; days: number }) => ({
            policy: `p${value}`,
            premium: (value * days) / 100,
          }),
          bookCourier: ({ lender }: { lender: string }) => ({ courier: `c-${lender}` }),
        },
      ],
      [
        {
          works: [{ id: "a", title: "A", value: 100, fragile: false, lender: "x" }],
          from: "2024-02-27",
          until: "2024-03-02",
        },
        {
          askLender: () => ({ ok: true }),
          insureLoan: () => ({ policy: "p", premium: 1 }),
          bookCourier: fails("Declined", "no van"),
          cancelPolicy: () => null,
        },
      ],
      [
        {
          works: [{ id: "a", title: "A", value: 100, fragile: false, lender: "x" }],
          from: "2024-02-27",
          until: "2024-03-02",
        },
        { askLender: () => ({ ok: false, reason: "sold" }) },
      ],
    ),
  },
];
