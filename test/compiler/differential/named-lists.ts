import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Names of chosen lists, by which elements are changed. */
export const namedLists: readonly Row[] = [
  {
    name: "the first of a named list is changed",
    before: `interface Room { id: string; free: boolean; cap: number }`,
    body: `async (input: { rooms: Room[]; wants: number[] }) => {
  const rooms = input.rooms.map((r) => ({ ...r }));
  const out: (string | null)[] = [];
  for (const cap of input.wants) {
    const free = rooms.filter((r) => r.free && r.cap >= cap);
    if (free.length === 0) { out.push(null); continue; }
    const room = free[0]!;
    room.free = false;
    out.push(room.id);
  }
  return { out, rooms };
}`,
    scenarios: runs([
      {
        rooms: [
          { id: "a", free: true, cap: 2 },
          { id: "b", free: true, cap: 4 },
        ],
        wants: [3, 1, 1],
      },
    ]),
  },
  {
    name: "the best of a named list is changed",
    before: `interface Room { id: string; free: boolean; cap: number }`,
    body: `async (input: { rooms: Room[]; wants: number[] }) => {
  const rooms = input.rooms.map((r) => ({ ...r }));
  const out: (string | null)[] = [];
  for (const cap of input.wants) {
    const suitable = rooms.filter((r) => r.free && r.cap >= cap);
    const room = suitable.sort((a, b) => a.cap - b.cap)[0];
    if (!room) { out.push(null); continue; }
    room.free = false;
    out.push(room.id);
  }
  return { out, rooms };
}`,
    scenarios: runs([
      {
        rooms: [
          { id: "a", free: true, cap: 2 },
          { id: "b", free: true, cap: 4 },
        ],
        wants: [3, 1, 1],
      },
    ]),
  },
  {
    name: "named lists of elements that are changed",
    before: `interface Car { plate: string; level: number; km: number; until?: string; tags: string[] }
const by = <T>(...selectors: ((item: T) => number)[]) => (a: T, b: T): number => {
  for (const select of selectors) {
    const [x, y] = [select(a), select(b)];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
};
const isFree = (car: Car, from: string) => car.until === undefined || car.until < from;`,
    body: `async (input: { cars: Car[]; bookings: { id: string; level: number; from: string; to: string }[] }) => {
  const { cars } = input;
  const open: string[] = [];
  const assigned: Record<string, string> = {};
  for (const { id, level, from, to } of input.bookings) {
    const suitable = cars.filter((car) => isFree(car, from) && car.level >= level);
    const count = suitable.length;
    const car = suitable.sort(by((c) => c.level, (c) => c.km))[0];
    if (!car) { open.push(id); continue; }
    const ok = await check(count + level + 2);
    if (!ok) { open.push(\`\${id}?\`); continue; }
    car.until = to;
    car.km += 100;
    car.tags.push(id);
    assigned[id] = car.plate;
  }
  const used = cars.filter((c) => c.until !== undefined);
  const ordered = [...used].sort(by((c) => -c.km));
  for (const car of ordered) { car.tags.push(\`of \${ordered.length}\`); await echo(car.plate); }
  return { cars, open, assigned };
}`,
    scenarios: runs(
      [
        {
          cars: [
            { plate: "a", level: 2, km: 5, tags: [] },
            { plate: "b", level: 1, km: 9, tags: [] },
            { plate: "c", level: 1, km: 7, tags: [] },
          ],
          bookings: [
            { id: "1", level: 1, from: "01", to: "03" },
            { id: "2", level: 1, from: "02", to: "04" },
            { id: "3", level: 2, from: "02", to: "04" },
            { id: "4", level: 1, from: "02", to: "09" },
            { id: "5", level: 1, from: "04", to: "09" },
          ],
        },
      ],
      [
        { cars: [{ plate: "a", level: 2, km: 5, tags: [] }], bookings: [{ id: "1", level: 1, from: "01", to: "03" }] },
        { check: { result: false } },
      ],
    ),
  },
];
