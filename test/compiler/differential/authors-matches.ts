import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Apprentices, street lights, playlists and samples, as their authors first write them. */
export const authorsMatches: readonly Row[] = [
  {
    name: "apprentices and workshops matched by their wishes",
    before: `${declarations}interface Apprentice { id: string; wishes: string[] }
interface Workshop { id: string; places: number; ranking: string[] }
const wishes = lambda<{ year: number }, Apprentice[]>("wishes", elsewhere);
const workshops = lambda<{ year: number }, Workshop[]>("workshops", elsewhere);
const contract = lambda<{ apprentice: string; workshop: string }, { signed: boolean }>("contract", elsewhere);
const rankOf = ({ ranking }: Workshop, id: string) => {
  const at = ranking.indexOf(id);
  return at < 0 ? ranking.length : at;
};`,
    body: `async ({ year }: { year: number }) => {
  const [apprentices, shops] = await Promise.all([wishes({ year }), workshops({ year })]);
  const shopById = new Map(shops.map((shop) => [shop.id, shop]));
  const taken = new Map<string, string[]>(shops.map(({ id }) => [id, []]));
  const nextWish = new Map(apprentices.map(({ id }) => [id, 0]));
  const open = apprentices.map(({ id }) => id);
  let proposals = 0;
  while (open.length > 0) {
    const id = open.shift()!;
    const { wishes: list } = apprentices.find((one) => one.id === id)!;
    const at = nextWish.get(id)!;
    const shop = shopById.get(list[at] ?? "");
    if (at >= list.length) continue;
    nextWish.set(id, at + 1);
    if (!shop || !shop.ranking.includes(id)) {
      open.push(id);
      continue;
    }
    proposals++;
    const holders = taken.get(shop.id)!;
    holders.push(id);
    holders.sort((a, b) => rankOf(shop, a) - rankOf(shop, b));
    if (holders.length > shop.places) open.push(holders.pop()!);
  }
  const contracts: string[] = [];
  for (const [workshop, ids] of taken) {
    for (const apprentice of ids) {
      const { signed } = await contract({ apprentice, workshop });
      if (signed) contracts.push(\`\${apprentice}@\${workshop}\`);
    }
  }
  const placed = new Set([...taken.values()].flat());
  return { proposals, contracts, without: apprentices.filter(({ id }) => !placed.has(id)).map(({ id }) => id), matches: Object.fromEntries(taken) };
}`,
    scenarios: runs([
      { year: 2024 },
      {
        wishes: () => [
          { id: "a", wishes: ["x", "y"] },
          { id: "b", wishes: ["x"] },
          { id: "c", wishes: ["y", "q", "x"] },
          { id: "d", wishes: ["y", "x"] },
        ],
        workshops: () => [
          { id: "x", places: 1, ranking: ["b", "a", "d"] },
          { id: "y", places: 1, ranking: ["d", "a"] },
        ],
        contract: ({ apprentice }: { apprentice: string }) => ({ signed: apprentice !== "d" }),
      },
    ]),
  },
  {
    name: "street light faults grouped into rounds for the night crew",
    before: `${declarations}interface Fault { light: string; street: string; reported: string; kind: "dark" | "flicker" | "day-burner" }
interface WorkOrder { street: string; lights: string[]; urgent: boolean; parts: Record<string, number> }
const faults = lambda<{ since: string; cursor?: string }, { items: Fault[]; cursor?: string | null }>("faults", elsewhere);
const stock = lambda<{ part: string }, { left: number }>("stock", elsewhere);
const assign = lambda<{ crew: string; orders: WorkOrder[] }, { accepted: number }>("assignRound", elsewhere);
const partFor = { dark: "lamp", flicker: "ballast", "day-burner": "sensor" } as const;
const isUrgent = (lights: readonly Fault[]) => lights.length >= 3 || lights.some(({ kind }) => kind === "dark");`,
    body: `async ({ since, crews }: { since: string; crews: string[] }) => {
  const open = new Map<string, Fault>();
  let cursor: string | null | undefined;
  do {
    const { items, cursor: next } = await faults(cursor ? { since, cursor } : { since });
    for (const fault of items) {
      const known = open.get(fault.light);
      if (!known || known.reported > fault.reported) open.set(fault.light, fault);
    }
    cursor = next;
  } while (cursor);
  const streets = new Map<string, Fault[]>();
  for (const fault of open.values()) {
    const list = streets.get(fault.street);
    if (list) list.push(fault);
    else streets.set(fault.street, [fault]);
  }
  const orders: WorkOrder[] = [];
  for (const [street, lights] of streets) {
    const parts: Record<string, number> = {};
    for (const { kind } of lights) {
      const part = partFor[kind];
      parts[part] = (parts[part] ?? 0) + 1;
    }
    orders.push({ street, lights: lights.map(({ light }) => light).sort(), urgent: isUrgent(lights), parts });
  }
  const needed = orders.reduce<Record<string, number>>((sum, { parts }) => {
    for (const [part, n] of Object.entries(parts)) sum[part] = (sum[part] ?? 0) + n;
    return sum;
  }, {});
  const short: string[] = [];
  for (const [part, n] of Object.entries(needed)) {
    const { left } = await stock({ part });
    if (left < n) short.push(\`\${part} (\${n - left} short)\`);
  }
  orders.sort((a, b) => Number(b.urgent) - Number(a.urgent) || b.lights.length - a.lights.length);
  const rounds = crews.map((crew, i) => ({ crew, orders: orders.filter((_, n) => n % crews.length === i) }));
  const accepted: Record<string, number> = {};
  for (const round of rounds) {
    if (round.orders.length === 0) continue;
    accepted[round.crew] = (await assign(round)).accepted;
  }
  return { lights: open.size, accepted, short, first: orders[0]?.street ?? null };
}`,
    scenarios: runs([
      { since: "d", crews: ["red", "blue"] },
      {
        faults: ({ cursor }: { cursor?: string }) =>
          cursor
            ? {
                items: [
                  { light: "3", street: "oak", reported: "2", kind: "dark" },
                  { light: "1", street: "elm", reported: "0", kind: "dark" },
                ],
                cursor: null,
              }
            : {
                items: [
                  { light: "1", street: "elm", reported: "1", kind: "flicker" },
                  { light: "2", street: "elm", reported: "1", kind: "day-burner" },
                  { light: "4", street: "ash", reported: "1", kind: "flicker" },
                ],
                cursor: "n",
              },
        stock: ({ part }: { part: string }) => ({ left: part === "lamp" ? 1 : 5 }),
        assignRound: ({ orders }: { orders: unknown[] }) => ({ accepted: orders.length }),
      },
    ]),
  },
  {
    name: "radio playlist by rotation rules and listeners' requests",
    before: `${declarations}interface Track { id: string; artist: string; seconds: number; rotation: "A" | "B" | "C"; year: number }
interface Played { id: string; at: number }
const library = lambda<{ station: string }, Track[]>("library", elsewhere);
const requests = lambda<{ station: string; hour: number }, string[]>("requests", elsewhere);
const queueUp = lambda<{ station: string; hour: number; tracks: string[] }, void>("queueUp", elsewhere);
const gaps = { A: 90, B: 240, C: 1440 } as const;
const pattern = "AABAC".split("") as Track["rotation"][];
const decade = (track: Track) => \`\${Math.floor(track.year / 10) * 10}s\`;`,
    body: `async ({ station, from, hours }: { station: string; from: number; hours: number }) => {
  const tracks = await library({ station });
  const lastPlayed: Record<string, number> = {};
  const byDecade: Record<string, number> = {};
  const log: Played[] = [];
  let clock = from * 60;
  for (let hour = from; hour < from + hours; hour++) {
    const wanted = await requests({ station, hour });
    const picked: string[] = [];
    let slot = 0;
    let artist = "";
    while (clock < (hour + 1) * 60) {
      const kind = pattern[slot++ % pattern.length]!;
      const rested = (track: Track) => clock - (lastPlayed[track.id] ?? -Infinity) >= gaps[track.rotation];
      const choices = tracks.filter((track) => rested(track) && track.artist !== artist);
      const track =
        choices.find(({ id }) => wanted.includes(id)) ??
        choices.filter(({ rotation }) => rotation === kind).sort((a, b) => (lastPlayed[a.id] ?? 0) - (lastPlayed[b.id] ?? 0))[0] ??
        choices[0];
      if (!track) {
        clock += 5;
        continue;
      }
      lastPlayed[track.id] = clock;
      log.push({ id: track.id, at: Math.round(clock) });
      byDecade[decade(track)] = (byDecade[decade(track)] ?? 0) + 1;
      picked.push(track.id);
      artist = track.artist;
      clock += Math.ceil(track.seconds / 60);
    }
    await queueUp({ station, hour, tracks: picked });
  }
  const [favourite] = Object.entries(byDecade).sort(([x, a], [y, b]) => b - a || x.localeCompare(y));
  return { played: log.length, favourite: favourite?.join(": "), first: log[0], repeats: log.length - new Set(log.map(({ id }) => id)).size };
}`,
    scenarios: runs([
      { station: "s", from: 6, hours: 2 },
      {
        library: () => [
          { id: "1", artist: "x", seconds: 1200, rotation: "A", year: 1985 },
          { id: "2", artist: "y", seconds: 1100, rotation: "A", year: 1991 },
          { id: "3", artist: "x", seconds: 900, rotation: "B", year: 2004 },
          { id: "4", artist: "z", seconds: 1300, rotation: "C", year: 1989 },
        ],
        requests: ({ hour }: { hour: number }) => (hour === 6 ? ["4"] : []),
        queueUp: () => null,
      },
    ]),
  },
  {
    name: "sequencing runs with samples pooled into lanes",
    before: `${declarations}interface Sample { id: string; barcode: string; reads: number; priority?: "routine" | "stat" }
interface Lane { number: number; samples: Sample[]; reads: number }
const qc = lambda<{ sample: string }, { ng: number; rin: number }>("qc", elsewhere);
const sequence = lambda<{ lane: number; barcodes: string[] }, { yield: Record<string, number> }>("sequence", elsewhere);
const CAPACITY = 400;
const hamming = (a: string, b: string) => [...a].filter((base, i) => base !== b[i]).length;
const clashes = (lane: Lane, sample: Sample) => lane.samples.some((other) => hamming(other.barcode, sample.barcode) < 2);
class LowQuality extends WorkflowError {
  constructor(message: string, public readonly rin: number) { super(message); }
}`,
    body: `async ({ samples, lanes: count }: { samples: Sample[]; lanes: number }) => {
  const failed = new Map<string, string>();
  const good: Sample[] = [];
  for (const sample of samples) {
    try {
      const { ng, rin } = await qc({ sample: sample.id });
      if (rin < 7) throw new LowQuality(\`rin \${rin}\`, rin);
      if (ng < 10) throw new WorkflowError(\`only \${ng} ng\`);
      good.push(sample);
    } catch (error) {
      if (error instanceof LowQuality && error.rin >= 6 && sample.priority === "stat") good.push(sample);
      else failed.set(sample.id, error instanceof Error ? error.message : String(error));
    }
  }
  const lanes: Lane[] = Array.from({ length: count }, (_, i) => ({ number: i + 1, samples: [], reads: 0 }));
  const order = { stat: 0, routine: 1 };
  for (const sample of good.sort((a, b) => order[a.priority ?? "routine"] - order[b.priority ?? "routine"] || b.reads - a.reads)) {
    const lane = lanes.find((one) => one.reads + sample.reads <= CAPACITY && !clashes(one, sample));
    if (!lane) {
      failed.set(sample.id, "no lane");
      continue;
    }
    lane.samples.push(sample);
    lane.reads += sample.reads;
  }
  const used = lanes.filter((lane) => lane.samples.length > 0);
  const yields = await Promise.all(used.map(({ number, samples: pool }) => sequence({ lane: number, barcodes: pool.map(({ barcode }) => barcode) })));
  const again: string[] = [];
  used.forEach((lane, i) => {
    const { yield: reads } = yields[i]!;
    for (const sample of lane.samples) if ((reads[sample.barcode] ?? 0) < sample.reads * 0.8) again.push(sample.id);
  });
  return { lanes: used.map(({ number, samples: pool, reads }) => \`\${number}: \${pool.map(({ id }) => id).join("+")} \${Math.round((100 * reads) / CAPACITY)}%\`), again, failed: [...failed].map(([id, why]) => \`\${id} \${why}\`) };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          lanes: 2,
          samples: [
            { id: "s1", barcode: "ACGT", reads: 200 },
            { id: "s2", barcode: "ACGA", reads: 150 },
            { id: "s3", barcode: "TTTT", reads: 180, priority: "stat" },
            { id: "s4", barcode: "GGGG", reads: 300 },
            { id: "s5", barcode: "CCCC", reads: 10 },
          ],
        },
        {
          qc: ({ sample }: { sample: string }) => ({ ng: sample === "s5" ? 2 : 50, rin: sample === "s3" ? 6.5 : 9 }),
          sequence: ({ barcodes }: { barcodes: string[] }) => ({
            yield: Object.fromEntries(barcodes.map((b, i) => [b, i === 0 ? 300 : 10])),
          }),
        },
      ],
      [
        { lanes: 1, samples: [{ id: "s1", barcode: "ACGT", reads: 200 }] },
        { qc: fails("Jammed", "needle"), sequence: () => ({ yield: {} }) },
      ],
    ),
  },
];
