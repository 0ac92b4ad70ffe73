import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of those who carry, store and deliver. */
export const logistics: readonly Row[] = [
  {
    name: "parcel routing",
    before: `interface Parcel { id: string; weight: number; from: string; to: string; fragile?: boolean; dims: [number, number, number] }
interface Hop { from: string; to: string; km: number; carrier: string }
class NoRoute extends WorkflowError {
  constructor(readonly from: string, readonly to: string) {
    super(\`no route from \${from} to \${to}\`);
  }
}
const volumetric = ([l, w, h]: [number, number, number]) => (l * w * h) / 5000;
const billable = (p: Parcel) => Math.ceil(Math.max(p.weight, volumetric(p.dims)) * 2) / 2;
const surcharge: Record<string, number> = { dhl: 0.1, ups: 0.15 };`,
    body: `async ({ parcel, network, maxHops = 4 }: { parcel: Parcel; network: Hop[]; maxHops?: number }) => {
  const queue: { at: string; path: Hop[]; km: number }[] = [{ at: parcel.from, path: [], km: 0 }];
  let best: { path: Hop[]; km: number } | undefined;
  const visited = new Set<string>();
  while (queue.length > 0) {
    queue.sort((a, b) => a.km - b.km);
    const current = queue.shift()!;
    if (current.at === parcel.to) {
      best = { path: current.path, km: current.km };
      break;
    }
    if (visited.has(current.at) || current.path.length >= maxHops) continue;
    visited.add(current.at);
    for (const hop of network) {
      if (hop.from !== current.at) continue;
      queue.push({ at: hop.to, path: [...current.path, hop], km: current.km + hop.km });
    }
  }
  if (best === undefined) throw new NoRoute(parcel.from, parcel.to);
  const kg = billable(parcel);
  let cost = 0;
  for (const { km, carrier } of best.path) {
    const base = km * 0.05 * kg;
    cost += base + base * (surcharge[carrier] ?? 0);
  }
  if (parcel.fragile) cost *= 1.25;
  const { receipt } = await charge({ id: parcel.id, amount: Number(cost.toFixed(2)) });
  return { receipt, via: [parcel.from, ...best.path.map((h) => h.to)].join(" > "), km: best.km, kg };
}`,
    scenarios: runs(
      [
        {
          parcel: { id: "p1", weight: 1.2, from: "A", to: "D", dims: [30, 20, 10] },
          network: [
            { from: "A", to: "B", km: 100, carrier: "dhl" },
            { from: "B", to: "D", km: 50, carrier: "ups" },
            { from: "A", to: "D", km: 200, carrier: "x" },
            { from: "A", to: "C", km: 1, carrier: "x" },
          ],
        },
      ],
      [{ parcel: { id: "p2", weight: 0, from: "A", to: "A", dims: [0, 0, 0], fragile: true }, network: [] }],
      [
        {
          parcel: { id: "p3", weight: 3, from: "A", to: "Z", dims: [1, 1, 1] },
          network: [
            { from: "A", to: "B", km: 1, carrier: "dhl" },
            { from: "B", to: "A", km: 1, carrier: "dhl" },
          ],
        },
      ],
      [
        {
          parcel: { id: "p1", weight: 9.99, fragile: true, from: "A", to: "D", dims: [30, 20, 10] },
          maxHops: 1,
          network: [
            { from: "A", to: "B", km: 100, carrier: "dhl" },
            { from: "B", to: "D", km: 50, carrier: "ups" },
            { from: "A", to: "D", km: 200, carrier: "ups" },
          ],
        },
        { charge: fails("Declined", "no funds") },
      ],
    ),
  },
  {
    name: "warehouse slotting",
    before: `interface Slot { code: string; capacity: number; used: number; zone: "A" | "B" | "C" }
interface Sku { sku: string; velocity: number; qty: number; hazardous?: boolean }
const zoneFor = (v: number): Slot["zone"] => (v > 100 ? "A" : v > 10 ? "B" : "C");
const free = (s: Slot) => s.capacity - s.used;
const groupBy = <T, K extends string>(list: readonly T[], key: (t: T) => K): Partial<Record<K, T[]>> => {
  const groups: Partial<Record<K, T[]>> = {};
  for (const item of list) {
    const k = key(item);
    groups[k] = [...(groups[k] ?? []), item];
  }
  return groups;
};`,
    body: `async ({ slots: given, skus }: { slots: Slot[]; skus: Sku[] }) => {
  const slots = given.map((s) => ({ ...s }));
  const moves: { sku: string; slot: string; qty: number }[] = [];
  const leftovers: { [sku: string]: number } = {};
  const sorted = skus.toSorted((a, b) => b.velocity - a.velocity || b.qty - a.qty || (a.sku < b.sku ? -1 : 1));
  for (const item of sorted) {
    let remaining = item.qty;
    const preferred = zoneFor(item.velocity);
    const order = [preferred, ...(["A", "B", "C"] as const).filter((z) => z !== preferred)];
    for (const zone of order) {
      if (item.hazardous && zone === "A") continue;
      for (const slot of slots) {
        if (remaining === 0) break;
        if (slot.zone !== zone || free(slot) <= 0) continue;
        const take = Math.min(remaining, free(slot));
        slot.used += take;
        remaining -= take;
        moves.push({ sku: item.sku, slot: slot.code, qty: take });
      }
    }
    if (remaining > 0) leftovers[item.sku] = remaining;
  }
  if (Object.keys(leftovers).length > 0) await echo(leftovers);
  const byZone = groupBy(slots, (s) => s.zone);
  const fill = Object.entries(byZone).map(([zone, list]) => {
    const used = list!.reduce((s, x) => s + x.used, 0);
    const capacity = list!.reduce((s, x) => s + x.capacity, 0);
    return \`\${zone}=\${capacity ? Math.round((used / capacity) * 100) : 0}%\`;
  });
  return { moves, fill, leftovers, slots };
}`,
    scenarios: runs(
      [
        {
          slots: [
            { code: "A1", capacity: 10, used: 2, zone: "A" },
            { code: "B1", capacity: 5, used: 5, zone: "B" },
            { code: "C1", capacity: 7, used: 0, zone: "C" },
            { code: "B2", capacity: 0, used: 0, zone: "B" },
          ],
          skus: [
            { sku: "x", velocity: 50, qty: 9 },
            { sku: "a", velocity: 500, qty: 3 },
            { sku: "h", velocity: 200, qty: 30, hazardous: true },
          ],
        },
      ],
      [{ slots: [], skus: [{ sku: "x", velocity: 1, qty: 1 }] }],
      [{ slots: [], skus: [] }],
    ),
  },
  {
    name: "airline rebooking",
    before: `type Cabin = "Y" | "J" | "F";
interface Flight { no: string; dep: string; arr: string; from: string; to: string; seats: Record<Cabin, number> }
interface Pax { pnr: string; name: { first: string; last: string }; cabin: Cabin; tier?: 0 | 1 | 2 | 3; ssr?: string[] }
class Unaccommodated extends WorkflowError {}
const CABINS: Cabin[] = ["F", "J", "Y"];
const minutes = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60000;
const fmt = (m: number) => \`\${Math.trunc(m / 60)}h\${(m % 60).toString().padStart(2, "0")}\`;
function pick(flights: readonly Flight[], cabin: Cabin, after: string): [Flight, Cabin] | null {
  for (const flight of flights) {
    if (flight.dep < after) continue;
    if (flight.seats[cabin] > 0) return [flight, cabin];
    const lower = CABINS.slice(CABINS.indexOf(cabin) + 1).find((c) => flight.seats[c] > 0);
    if (lower) return [flight, lower];
  }
  return null;
}`,
    body: `async ({ cancelled, alternatives, pax }: { cancelled: Flight; alternatives: Flight[]; pax: Pax[] }) => {
  const pool = alternatives
    .filter((f) => f.from === cancelled.from && f.to === cancelled.to)
    .map((f) => ({ ...f, seats: { ...f.seats } }))
    .sort((a, b) => Date.parse(a.arr) - Date.parse(b.arr));
  const seatsBefore = pool.map((f) => Object.values(f.seats).reduce((a, b) => a + b, 0));
  const outcome: { pnr: string; text: string; voucher: number }[] = [];
  const byTier = [...pax].sort((a, b) => (b.tier ?? 0) - (a.tier ?? 0) || CABINS.indexOf(a.cabin) - CABINS.indexOf(b.cabin));
  for (const { pnr, name: { first, last }, cabin, ssr } of byTier) {
    const label = \`\${last.toUpperCase()}/\${first.charAt(0)}\`;
    try {
      const choice = pick(pool, cabin, cancelled.dep);
      if (!choice) throw new Unaccommodated(label);
      const [flight, given] = choice;
      const index = pool.findIndex((f) => f.no === flight.no);
      pool[index] = { ...pool[index]!, seats: { ...pool[index]!.seats, [given]: pool[index]!.seats[given] - 1 } };
      const delay = minutes(cancelled.arr, flight.arr);
      const voucher = delay >= 180 ? 400 : given === cabin ? 0 : 150;
      if (voucher) await charge({ id: pnr, amount: voucher });
      outcome.push({ pnr, text: \`\${label} \${flight.no}\${given} \${delay < 0 ? "-" : "+"}\${fmt(Math.abs(delay))}\${ssr?.length ? \` \${ssr.join("+")}\` : ""}\`, voucher });
    } catch (e) {
      if (e instanceof Unaccommodated) outcome.push({ pnr, text: \`\${e.message} stays\`, voucher: 600 });
      else if (e instanceof Error && e.name === "Declined") outcome.push({ pnr, text: \`\${label}: \${e.message}\`, voucher: -1 });
      else throw e;
    }
  }
  return { outcome, taken: pool.map((f, i) => seatsBefore[i]! - Object.values(f.seats).reduce((a, b) => a + b, 0)) };
}`,
    scenarios: runs(
      [
        {
          cancelled: {
            no: "X1",
            from: "A",
            to: "B",
            dep: "2024-01-01T10:00:00Z",
            arr: "2024-01-01T12:00:00Z",
            seats: { Y: 0, J: 0, F: 0 },
          },
          alternatives: [
            {
              no: "X3",
              from: "A",
              to: "B",
              dep: "2024-01-01T13:00:00Z",
              arr: "2024-01-01T15:05:00Z",
              seats: { Y: 5, J: 0, F: 0 },
            },
            {
              no: "X2",
              from: "A",
              to: "B",
              dep: "2024-01-01T11:00:00Z",
              arr: "2024-01-01T13:30:00Z",
              seats: { Y: 0, J: 1, F: 0 },
            },
            { no: "X9", from: "A", to: "C", dep: "", arr: "", seats: { Y: 9, J: 9, F: 9 } },
          ],
          pax: [
            { pnr: "p1", name: { first: "Ann", last: "Lee" }, cabin: "Y" },
            { pnr: "p2", name: { first: "Bo", last: "Ng" }, cabin: "F", tier: 3, ssr: ["WCHR", "VGML"] },
            { pnr: "p3", name: { first: "", last: "é" }, cabin: "J", tier: 1 },
          ],
        },
      ],
      [
        {
          cancelled: {
            no: "X1",
            from: "A",
            to: "B",
            dep: "2024-01-01T10:00:00Z",
            arr: "2024-01-01T12:00:00Z",
            seats: { Y: 0, J: 0, F: 0 },
          },
          alternatives: [],
          pax: [{ pnr: "p", name: { first: "Q", last: "W" }, cabin: "Y" }],
        },
      ],
      [
        {
          cancelled: {
            no: "X1",
            from: "A",
            to: "B",
            dep: "2024-01-01T10:00:00Z",
            arr: "2024-01-01T22:00:00Z",
            seats: { Y: 0, J: 0, F: 0 },
          },
          alternatives: [
            {
              no: "X2",
              from: "A",
              to: "B",
              dep: "2024-01-01T11:00:00Z",
              arr: "2024-01-01T13:30:00Z",
              seats: { Y: 1, J: 0, F: 0 },
            },
          ],
          pax: [{ pnr: "p2", name: { first: "Bo", last: "Ng" }, cabin: "F" }],
        },
        { charge: fails("Declined", "limit") },
      ],
      [
        {
          cancelled: {
            no: "X1",
            from: "A",
            to: "B",
            dep: "2024-01-01T10:00:00Z",
            arr: "2024-01-01T22:00:00Z",
            seats: { Y: 0, J: 0, F: 0 },
          },
          alternatives: [
            {
              no: "X2",
              from: "A",
              to: "B",
              dep: "2024-01-01T11:00:00Z",
              arr: "2024-01-01T13:30:00Z",
              seats: { Y: 1, J: 0, F: 0 },
            },
          ],
          pax: [{ pnr: "p2", name: { first: "Bo", last: "Ng" }, cabin: "F" }],
        },
        { charge: fails("Boom", "limit") },
      ],
    ),
  },
];
