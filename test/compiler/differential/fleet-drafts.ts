import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows about devices and vehicles, as they are first written down. */
export const fleetDrafts: readonly Row[] = [
  {
    name: "roll out firmware in waves that halt on errors",
    before: `interface Device { id: string; version: string; region: string; battery: number }
type Outcome = "updated" | "failed" | "skipped";
const compareVersions = (a: string, b: string) => {
  const as = a.split(".").map(Number);
  const bs = b.split(".").map(Number);
  for (let i = 0; i < Math.max(as.length, bs.length); i++) {
    const diff = (as[i] ?? 0) - (bs[i] ?? 0);
    if (diff !== 0) return diff;
  }
  return 0;
};`,
    body: `async (input: { devices: Device[]; target: string; waves: number[]; maxFailureRate: number }) => {
  const outcomes = new Map<string, Outcome>();
  const eligible = input.devices.filter((d) => {
    if (compareVersions(d.version, input.target) >= 0) return false;
    if (d.battery < 20) {
      outcomes.set(d.id, "skipped");
      return false;
    }
    return true;
  });
  let cursor = 0;
  let halted: string | null = null;
  for (const [n, percent] of input.waves.entries()) {
    const end = Math.ceil((eligible.length * percent) / 100);
    const wave = eligible.slice(cursor, end);
    cursor = end;
    if (wave.length === 0) continue;
    const results = await Promise.all(
      wave.map(async (device) => {
        try {
          await charge({ id: device.id, amount: 1 });
          return { id: device.id, ok: true };
        } catch (e) {
          return { id: device.id, ok: false };
        }
      }),
    );
    for (const r of results) outcomes.set(r.id, r.ok ? "updated" : "failed");
    const rate = results.filter((r) => !r.ok).length / results.length;
    if (rate > input.maxFailureRate) {
      halted = \`wave \${n + 1}: \${Math.round(rate * 100)}% failed\`;
      break;
    }
    if (cursor < eligible.length) await sleep("1h");
  }
  const counts: Record<Outcome, number> = { updated: 0, failed: 0, skipped: 0 };
  for (const outcome of outcomes.values()) counts[outcome] += 1;
  return { halted, counts, untouched: eligible.filter((d) => !outcomes.has(d.id)).map((d) => d.id) };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          devices: [
            { id: "d1", version: "1.2", region: "eu", battery: 50 },
            { id: "d2", version: "1.10", region: "eu", battery: 5 },
            { id: "d3", version: "2.0.1", region: "us", battery: 50 },
            { id: "d4", version: "1.9.9", region: "us", battery: 50 },
          ],
          target: "2.0",
          waves: [50, 100],
          maxFailureRate: 0.3,
        },
      ],
      [
        {
          devices: [
            { id: "d1", version: "1", region: "eu", battery: 50 },
            { id: "d4", version: "1.9.9", region: "us", battery: 50 },
          ],
          target: "2",
          waves: [50, 100],
          maxFailureRate: 0.3,
        },
        { charge: fails("Offline") },
      ],
      [{ devices: [], target: "2", waves: [10], maxFailureRate: 0 }],
    ),
  },
  {
    name: "fold telemetry into windows and alarms",
    before: `interface Reading { device: string; at: number; temp?: number | null; humidity?: number }
interface Window { start: number; count: number; sum: number; max: number; devices: string[] }
const SIZE = 60;`,
    body: `async (input: { readings: Reading[]; limit: number }) => {
  const windows: Record<number, Window> = {};
  const bad: Reading[] = [];
  for (const reading of input.readings) {
    const { at, device, temp } = reading;
    if (temp === undefined || temp === null) {
      bad.push(reading);
      continue;
    }
    const start = Math.floor(at / SIZE) * SIZE;
    if (!windows[start]) {
      windows[start] = { start, count: 0, sum: 0, max: temp, devices: [] };
    }
    const w = windows[start];
    w.count++;
    w.sum += temp;
    w.max = Math.max(w.max, temp);
    if (!w.devices.includes(device)) w.devices.push(device);
  }
  const alarms: string[] = [];
  let streak = 0;
  for (const w of Object.values(windows)) {
    const mean = w.sum / w.count;
    streak = mean > input.limit ? streak + 1 : 0;
    if (streak === 2) {
      alarms.push(\`\${w.start}: mean \${mean.toFixed(1)} (max \${w.max}) on \${w.devices.sort().join("/")}\`);
      await echo({ alarm: w.start, devices: w.devices.length });
      streak = 0;
    }
  }
  return { alarms, bad: bad.length, windows: Object.keys(windows).map(Number), hottest: Math.max(...Object.values(windows).map((w) => w.max), 0) };
}`,
    scenarios: runs(
      [
        {
          limit: 20,
          readings: [
            { device: "b", at: 10, temp: 21 },
            { device: "a", at: 20, temp: 25 },
            { device: "a", at: 70, temp: 30.55 },
            { device: "b", at: 119, temp: 22 },
            { device: "c", at: 130, temp: null },
            { device: "c", at: 131 },
            { device: "c", at: 190, temp: 3 },
          ],
        },
      ],
      [{ limit: 1, readings: [] }],
    ),
  },
  {
    name: "drive a delivery van through its stops",
    before: `type StopState = "queued" | "arrived" | "delivered" | "failed" | "returned";
interface Stop { id: string; address: { street: string; zip: string; note?: string }; parcels: string[]; state: StopState; tries: number }
type Event = { type: "arrive" } | { type: "hand-over"; to: string } | { type: "nobody-home" } | { type: "refuse"; reason?: string };
class IllegalMove extends WorkflowError {}
function next(stop: Stop, event: Event): StopState {
  switch (stop.state) {
    case "queued":
      if (event.type === "arrive") return "arrived";
      break;
    case "arrived":
      switch (event.type) {
        case "hand-over":
          return "delivered";
        case "nobody-home":
          return stop.tries < 2 ? "queued" : "returned";
        case "refuse":
          return "returned";
      }
      break;
  }
  throw new IllegalMove(\`\${stop.id}: \${event.type} while \${stop.state}\`);
}`,
    body: `async (input: { stops: Omit<Stop, "state" | "tries">[]; events: { stop: string; event: Event }[] }) => {
  const stops: Stop[] = input.stops.map((s) => ({ ...s, state: "queued", tries: 0 }));
  const trail: string[] = [];
  for (const { stop: id, event } of input.events) {
    const stop = stops.find((s) => s.id === id);
    if (!stop) {
      trail.push(\`? \${id}\`);
      continue;
    }
    try {
      const before = stop.state;
      if (event.type === "arrive") stop.tries++;
      stop.state = next(stop, event);
      trail.push(\`\${id} \${before} -> \${stop.state}\`);
    } catch (error) {
      if (error instanceof IllegalMove) trail.push(\`! \${error.message}\`);
      else throw error;
    }
    if (stop.state === "delivered" && event.type === "hand-over") {
      await echo({ parcels: stop.parcels, to: event.to, note: stop.address.note ?? null });
    } else if (stop.state === "returned") {
      for (const parcel of stop.parcels) await release(parcel);
    }
  }
  const grouped = stops.reduce((acc, { state, id }) => ({ ...acc, [state]: [...(acc[state] ?? []), id] }), {} as Partial<Record<StopState, string[]>>);
  return { trail, grouped, open: stops.filter((s) => !["delivered", "returned"].includes(s.state)).length };
}`,
    scenarios: runs(
      [
        {
          stops: [
            { id: "s1", address: { street: "A 1", zip: "1" }, parcels: ["p1", "p2"] },
            { id: "s2", address: { street: "B", zip: "2", note: "dog" }, parcels: ["p3"] },
          ],
          events: [
            { stop: "s1", event: { type: "arrive" } },
            { stop: "s1", event: { type: "refuse" } },
            { stop: "s2", event: { type: "arrive" } },
            { stop: "s2", event: { type: "nobody-home" } },
            { stop: "s2", event: { type: "arrive" } },
            { stop: "s2", event: { type: "hand-over", to: "Jo" } },
            { stop: "s9", event: { type: "arrive" } },
          ],
        },
      ],
      [
        {
          stops: [{ id: "s1", address: { street: "A 1", zip: "1" }, parcels: ["p1"] }],
          events: [
            { stop: "s1", event: { type: "hand-over", to: "X" } },
            { stop: "s1", event: { type: "arrive" } },
            { stop: "s1", event: { type: "arrive" } },
          ],
        },
      ],
    ),
  },
  {
    name: "assign rides to the nearest free driver",
    before: `interface Driver { id: string; x: number; y: number; free: boolean; rides: string[]; rating?: number }
interface Ride { id: string; x: number; y: number; pool?: boolean }
const distance = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);`,
    body: `async (input: { drivers: Driver[]; rides: Ride[]; radius: number }) => {
  const unassigned: string[] = [];
  const offers: Array<{ ride: string; driver: string; accepted: boolean }> = [];
  for (const ride of input.rides) {
    const candidates = input.drivers
      .filter((d) => d.free && distance(d, ride) <= input.radius)
      .sort((a, b) => distance(a, ride) - distance(b, ride) || (b.rating ?? 0) - (a.rating ?? 0));
    let assigned: Driver | undefined;
    for (const driver of candidates.slice(0, 3)) {
      const { approved } = await review({ id: driver.id });
      offers.push({ ride: ride.id, driver: driver.id, accepted: approved });
      if (approved) {
        assigned = driver;
        break;
      }
    }
    if (!assigned) {
      unassigned.push(ride.id);
      continue;
    }
    assigned.rides.push(ride.id);
    assigned.x = ride.x;
    assigned.y = ride.y;
    if (!ride.pool) assigned.free = false;
  }
  const busiest = input.drivers.reduce((best, d) => (d.rides.length > best.rides.length ? d : best));
  return { offers, unassigned, busiest: busiest.id, rides: Object.fromEntries(input.drivers.map((d) => [d.id, d.rides])) };
}`,
    scenarios: runs(
      [
        {
          radius: 10,
          drivers: [
            { id: "d1", x: 0, y: 0, free: true, rides: [] },
            { id: "dd", x: 3, y: 4, free: true, rides: [], rating: 4 },
            { id: "d22", x: 1, y: 0, free: false, rides: ["old"] },
          ],
          rides: [
            { id: "r1", x: 0, y: 1, pool: true },
            { id: "r2", x: 1, y: 1 },
            { id: "r3", x: 1, y: 1 },
          ],
        },
      ],
      [{ radius: 1, drivers: [{ id: "d", x: 9, y: 9, free: true, rides: [] }], rides: [{ id: "r1", x: 0, y: 1 }] }],
    ),
  },
  {
    name: "lease vehicles with a rate limit and a dead-letter list",
    before: `const MAX_PER_MINUTE = 3;
interface Request { key: string; vehicle: string; days: number }
type Failure = { request: Request; error: { name: string; message: string }; attempt: number };`,
    body: `async (input: { requests: Request[]; maxAttempts?: number }) => {
  const maxAttempts = input.maxAttempts ?? 2;
  const seen = new Set<string>();
  const deduped = input.requests.filter(({ key }) => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const work = deduped.map((request) => ({ request, attempt: 1 }));
  const leases: { [vehicle: string]: { days: number; receipts: string[] } } = {};
  const deadLetters: Failure[] = [];
  let sentInWindow = 0;
  let pauses = 0;
  for (let entry = work.shift(); entry !== undefined; entry = work.shift()) {
    if (sentInWindow >= MAX_PER_MINUTE) {
      await sleep("1m");
      sentInWindow = 0;
      pauses++;
    }
    sentInWindow++;
    const { request, attempt } = entry;
    try {
      const { receipt } = await charge({ id: request.vehicle, amount: request.days * 19.5 });
      const lease = leases[request.vehicle] ?? { days: 0, receipts: [] };
      leases[request.vehicle] = { days: lease.days + request.days, receipts: lease.receipts.concat(receipt) };
    } catch (e: any) {
      if (e.name !== "Declined" && attempt < maxAttempts) work.push({ request, attempt: attempt + 1 });
      else deadLetters.push({ request, attempt, error: { name: e.name, message: e.message } });
    }
  }
  return { leases, pauses, duplicates: input.requests.length - deduped.length, deadLetters };
}`,
    scenarios: runs(
      [
        {
          requests: [
            { key: "1", vehicle: "vw", days: 1 },
            { key: "2", vehicle: "vw", days: 2 },
            { key: "1", vehicle: "vw", days: 9 },
            { key: "3", vehicle: "bmw", days: 2 },
            { key: "4", vehicle: "kia", days: 1 },
          ],
        },
      ],
      [
        {
          requests: [
            { key: "1", vehicle: "vw", days: 1 },
            { key: "2", vehicle: "vw", days: 2 },
          ],
          maxAttempts: 3,
        },
        { charge: [fails("Busy", "later"), fails("Declined", "no"), fails("Busy", "later"), fails("Busy", "never")] },
      ],
    ),
  },
];
